/// Feeds options to the parser of selections, one on each line of the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let options = SelectionInvariants.options(UnsafeBufferPointer(start: start, count: count))
    if let violation = SelectionInvariants.violation(options) { fatalError(violation) }
    return 0
}
