import Events
import Glibc
import Kernel

/// The thread that reads the rings, keeps the account of losses, and decides when a session ends.
///
/// `@unchecked Sendable`: made by one thread, then used by the collecting thread alone.
final class Collector: @unchecked Sendable {
    /// What ends the session.
    enum End {
        /// No task in scope is left.
        case scopeEmpty
        /// Only a signal does.
        case signal
    }

    private let armed: ArmedSession
    private let queue: BatchQueue
    private let signals: SignalWatch
    private let command: TargetCommand?
    private let end: End
    private var ledger: LossLedger
    private var interrupts = 0
    /// Whether the user insisted on leaving a command that goes on.
    private(set) var hasLeft = false
    private var idleRounds = 0
    /// What was lost; to be read once the thread has been joined.
    var lostCalls: UInt64 { ledger.totalCalls + armed.merger.failedAppends }
    var lostOthers: UInt64 { ledger.totalOthers }

    init(armed: ArmedSession, queue: BatchQueue, signals: SignalWatch, command: TargetCommand?, end: End, processors: Int) {
        self.armed = armed
        self.queue = queue
        self.signals = signals
        self.command = command
        self.end = end
        ledger = LossLedger(armed.losses, processors: processors, now: monotonicNow())
    }

    /// Starts the thread; `join` waits for its end.
    func start() -> pthread_t {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Collector>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        precondition(result == 0, "a session needs a second thread, and the system has none to give")
        return thread
    }

    private func run() {
        var isOver = false
        while !isOver {
            wait()
            for arrival in signals.arrivals() where handle(arrival) { isOver = true }
            if queue.abandoned || hasEnded { isOver = true }
            drain(final: false)
        }
        armed.detach()
        drain(final: true)
        queue.push(.end)
    }

    private var hasEnded: Bool {
        switch end {
        case .scopeEmpty: armed.tasksAlive == 0
        case .signal: false
        }
    }

    /// Waits for a signal, the end of the command, or the time of the next look at the rings. Nobody is woken by records: that would cost ten times the record.
    private func wait() {
        var descriptors = [pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)]
        if let command, !command.hasExited {
            descriptors.append(pollfd(fd: command.descriptor, events: Int16(POLLIN), revents: 0))
        }
        poll(&descriptors, nfds_t(descriptors.count), timeout)
        if descriptors.count > 1, descriptors[1].revents != 0 { command?.noteExit() }
    }

    /// Milliseconds: 0 while rings fill quickly, 2 while something comes, up to 20 when nothing does.
    private var timeout: Int32 {
        if armed.merger.fill > 0.125 && !queue.isFull { return 0 }
        return idleRounds > 8 ? 20 : 2
    }

    /// Whether the session ends now.
    private func handle(_ arrival: SignalWatch.Arrival) -> Bool {
        guard let command, end == .scopeEmpty else { return true }
        if command.hasExited { return true }
        interrupts += 1
        // The command decides what its signals do to it. Who insists, leaves it alone.
        if interrupts >= 3 {
            hasLeft = true
            return true
        }
        if !arrival.isFromTerminal { command.send(arrival.signal) }
        return false
    }

    private func drain(final: Bool) {
        let now = monotonicNow()
        if final || !queue.isFull {
            let batch = queue.batch()
            armed.merger.drain(into: batch, now: now, final: final)
            if batch.isEmpty {
                idleRounds += 1
                queue.recycle(batch)
            } else {
                idleRounds = 0
                queue.push(.records(batch))
            }
        }
        let losses = ledger.look(now: now)
        if !losses.isEmpty { queue.push(.losses(losses)) }
    }
}
