import Glibc
import Synchronization

/// A thread that makes `getppid` calls when told to, so that a test knows which thread they come from.
final class OwnThread: Sendable {
    private let orders: [Int32]
    private let answers: [Int32]
    private let started: Mutex<pthread_t>
    /// The thread's id.
    let identifier: pid_t

    init() {
        orders = OwnThread.makePipe()
        answers = OwnThread.makePipe()
        let ends = UnsafeMutablePointer<Int32>.allocate(capacity: 2)
        ends[0] = orders[0]
        ends[1] = answers[1]
        var thread = pthread_t()
        pthread_create(&thread, nil, { OwnThread.serve($0) }, ends)
        started = Mutex(thread)
        var answer: Int32 = 0
        read(answers[0], &answer, 4)
        identifier = answer
    }

    deinit { (orders + answers).forEach { close($0) } }

    /// Makes `count` calls; returns when they are done.
    func callGetppid(_ count: Int32) {
        var (count, answer) = (count, Int32(0))
        write(orders[1], &count, 4)
        read(answers[0], &answer, 4)
    }

    func end() {
        var order: Int32 = -1
        write(orders[1], &order, 4)
        started.withLock { _ = pthread_join($0, nil) }
    }

    private static func makePipe() -> [Int32] {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        return ends
    }

    private static func serve(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let ends = argument?.assumingMemoryBound(to: Int32.self) else { return nil }
        defer { ends.deallocate() }
        var link = [CChar](repeating: 0, count: 64)
        readlink("/proc/thread-self", &link, 63)
        let text = link.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        var word = pid_t(String(decoding: text, as: UTF8.self).split(separator: "/").last ?? "") ?? 0
        repeat {
            write(ends[1], &word, 4)
            guard read(ends[0], &word, 4) == 4 else { break }
            for _ in 0..<max(word, 0) { _ = getppid() }
        } while word >= 0
        return nil
    }
}
