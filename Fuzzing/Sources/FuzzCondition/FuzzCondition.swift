/// Feeds a condition to its parser.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let violation = ConditionInvariants.violation(text) { fatalError(violation) }
    return 0
}
