import Glibc
import Schema

/// Keeps the calls that concern given paths (`-P`): one of their path arguments is such a path, or one of their descriptors refers to it.
///
/// A given path counts in the form in which it was written, made absolute, and with its links followed when the filter is made. It must see all records, in
/// the order of their times, to know what descriptors refer to.
package final class PathFilter {
    package let state: DescriptorState
    private var paths: Set<[UInt8]> = []
    private let lookup: (ABI, Int) -> Syscall?
    private var shapes: [ABI: [Int: Shape]] = [:]

    /// Where a call has paths and descriptors.
    private struct Shape {
        var paths: [(path: Int, directory: Int?)] = []
        var descriptors: [Int] = []
    }

    /// `state` holds what is known of descriptors and directories at the start.
    package init(
        paths given: [String], state: DescriptorState = DescriptorState(),
        lookup: @escaping (ABI, Int) -> Syscall? = { SyscallTable.of($0)[$1] }
    ) {
        self.state = state
        self.lookup = lookup
        for path in given {
            paths.insert(Array(path.utf8))
            paths.insert(PathName.resolve(path.utf8, in: []))
            if let resolved = realpath(path, nil) {
                paths.insert(Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
                free(resolved)
            }
        }
        // A relative path without its directory would match a file of the root.
        for path in given where !path.hasPrefix("/") { paths.remove(PathName.resolve(path.utf8, in: [])) }
    }

    /// Whether to show a record; takes in what it changes. Records that are no calls are kept.
    package func keeps(_ record: RecordView) -> Bool {
        defer { state.update(record) }
        guard record.kind == .call else { return true }
        guard let shape = shape(record) else { return false }
        for argument in shape.descriptors where concerns(Int32(truncatingIfNeeded: record.argument(argument)), record.tgid) { return true }
        for argument in shape.paths {
            guard let chunk = record.chunk(argument.path), chunk.status == .complete else { continue }
            let path = Array(chunk.bytes.bytes)
            if paths.contains(path) { return true }
            let directory = argument.directory.map { Int32(truncatingIfNeeded: record.argument($0)) } ?? -100
            if let resolved = state.resolve(path, from: directory, in: record.tgid), paths.contains(resolved) { return true }
        }
        return false
    }

    private func concerns(_ descriptor: Int32, _ tgid: UInt32) -> Bool {
        state.path(of: descriptor, in: tgid).map { paths.contains($0) } ?? false
    }

    private func shape(_ record: RecordView) -> Shape? {
        let number = Int(record.number)
        if let known = shapes[record.abi]?[number] { return known }
        guard let call = lookup(record.abi, number) else { return nil }
        var shape = Shape()
        var directory: Int?
        for (index, argument) in call.arguments.enumerated() {
            switch argument.kind {
            case .path:
                shape.paths.append((index, directory))
                directory = nil
            case .directory:
                directory = index
                shape.descriptors.append(index)
            case .descriptor: shape.descriptors.append(index)
            default: break
            }
        }
        shapes[record.abi, default: [:]][number] = shape
        return shape
    }
}

/// Passes on the records that a path filter keeps.
package final class PathFilteredSink: RecordSink {
    private let filter: PathFilter
    private let sink: any RecordSink

    package init(_ filter: PathFilter, into sink: any RecordSink) {
        self.filter = filter
        self.sink = sink
    }

    package func consume(_ record: RecordView) {
        if filter.keeps(record) { sink.consume(record) } else { sink.skip(record) }
    }

    package func skip(_ record: RecordView) {
        filter.state.update(record)
        sink.skip(record)
    }

    package func consume(malformed error: RecordError) { sink.consume(malformed: error) }

    package func consume(_ loss: Loss) { sink.consume(loss) }
}
