import Rendering

/// Feeds arbitrary bytes, as one record, to every reader of records.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    fuzzRecord(UnsafeRawBufferPointer(start: start, count: count))
    return 0
}
