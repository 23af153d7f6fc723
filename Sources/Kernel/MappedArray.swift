import Bytecode
import Glibc
import Synchronization

/// The values of an array map, mapped into this process: read and written without a call.
///
/// Element `n` begins at `n * elementStep`. The memory stays valid as long as this object, also after its `KernelObject`.
package final class MappedArray: @unchecked Sendable {  // Mapped memory that is only touched by atomic accesses.
    private let bytes: UnsafeMutableRawBufferPointer
    /// Bytes from one element to the next: the value size, rounded up to 8.
    package let elementStep: Int
    /// Bytes of all elements.
    package let count: Int

    init(_ map: MapDescriptor) throws(KernelError) {
        elementStep = map.paddedValueSize
        count = elementStep * map.blueprint.maximumEntries
        let pageSize = sysconf(Int32(_SC_PAGESIZE))
        let size = (count + pageSize - 1) / pageSize * pageSize
        guard let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, map.descriptor.number, 0), start != MAP_FAILED else {
            throw .mapNotMapped(name: map.blueprint.name, error: errno)
        }
        bytes = UnsafeMutableRawBufferPointer(start: start, count: size)
    }

    deinit { munmap(bytes.baseAddress, bytes.count) }

    /// The 8 bytes at `offset`, a multiple of 8 below `count`, in one relaxed access: never torn, in no order with other accesses.
    package func load(_ offset: Int) -> UInt64 {
        cell(offset).pointee.load(ordering: .relaxed)
    }

    /// Sets the 8 bytes at `offset`, visible to programs after everything that was written before.
    package func store(_ value: UInt64, at offset: Int) {
        cell(offset).pointee.store(value, ordering: .releasing)
    }

    /// Adds to the 8 bytes at `offset`, in one step for programs and other threads; a negative change wraps around as the machine's addition does.
    package func add(_ change: Int64, at offset: Int) {
        cell(offset).pointee.wrappingAdd(UInt64(bitPattern: change), ordering: .sequentiallyConsistent)
    }

    private func cell(_ offset: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
        precondition(offset >= 0 && offset % 8 == 0 && offset + 8 <= count, "offset \(offset) lies outside of the mapped array")
        guard let start = bytes.baseAddress else { preconditionFailure("the array is not mapped") }
        return (start + offset).assumingMemoryBound(to: Atomic<UInt64>.self)
    }
}
