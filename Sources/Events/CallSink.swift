import Schema

/// Whether a value is all that was there.
package enum Extent: Sendable {
    case whole
    /// The beginning; more was there.
    case cut
}

/// How a call ended, as far as every output shows it alike.
package enum CallResult: Sendable {
    /// A number that is not an error; the kind says how it is shown.
    case value(Int64, ResultKind)
    /// `-number` was returned and it lies between 1 and 4,095.
    case error(number: Int)
    /// The call does not return, or its result is not known.
    case none
}

/// What a decoder says about a call: structure and typed values, no punctuation.
///
/// One decoder serves every output. Text puts brackets and commas, JSON keys and quotes. The calls nest as their names say:
///
/// ```
/// beginCall
///   beginArgument · one value
///   …
/// endArguments
/// result
/// beginDetail · one value, for what a call's result means beyond its number
/// endCall
/// ```
/// where a value is one scalar, or a structure (`beginStructure`, then `beginField` and a value for each, `endStructure`), an array (`beginArray`, then
/// `beginElement` and a value for each, `endArray`), a reference (a pointer to one value), a function (a value written as a call of a macro), or a
/// combination (values joined by "or"). Words, bytes and sets are borrowed for the duration of the method.
package protocol CallSink: AnyObject {
    // The call.
    func beginCall(_ name: Word)
    /// `labelled`: the name is part of what strace shows (`clone`).
    func beginArgument(_ name: Word, labelled: Bool)
    func endArguments()
    /// Takes the place of `endArguments` and all that follows, for a call that is still running. `.cut` when there are arguments that only its end can tell.
    func unfinished(_ extent: Extent)
    func result(_ result: CallResult)
    /// `label` is empty when the value speaks for itself.
    func beginDetail(_ label: Word)
    func endCall()

    // Numbers.
    func signed(_ value: Int64)
    func unsigned(_ value: UInt64)
    func hexadecimal(_ value: UInt64)
    /// A bit pattern of a fixed width, shown with as many characters at least.
    func hexadecimal(_ value: UInt64, width: Int)
    /// A number that is best shown as a multiple.
    func product(_ count: UInt64, _ unit: UInt64)
    /// The value that was just given stands shifted to the left.
    func shifted(by bits: Word)
    /// Permission bits, in octal.
    func permissions(_ value: UInt64)
    /// A file mode: type by name, permission bits in octal.
    func fileMode(_ value: UInt64)
    /// A user-space address that is not followed.
    func address(_ value: UInt64)
    func descriptor(_ value: Int32)
    func process(_ value: Int32)
    /// A user or group; all ones means "no change".
    func identity(_ value: UInt32)
    /// A device number in the kernel's 32-bit or 64-bit encoding for user space.
    func device(_ value: UInt64)
    /// Seconds and nanoseconds since 1970, as a remark beside the number that was just given.
    func moment(seconds: Int64, nanoseconds: Int64)

    // Names.
    func constants(_ set: NameSet, _ value: UInt64)
    /// A name that stands for a value.
    func word(_ word: Word)
    /// A signal number; 0 and numbers without a name as numbers.
    func signal(_ number: Int32)
    /// Bit n of byte m stands for processor 8m + n.
    func processorSet(_ bytes: UnsafeRawBufferPointer, _ extent: Extent)
    /// Bit n−1 stands for signal n.
    func signalSet(_ bits: UInt64)
    /// A status as `wait` reports it.
    func waitStatus(_ status: UInt32)

    // Bytes.
    /// A string or path.
    func string(_ bytes: UnsafeRawBufferPointer, _ extent: Extent)
    /// Data; may hold NULs.
    func data(_ bytes: UnsafeRawBufferPointer, _ extent: Extent)
    /// Data that nobody reads as text: random numbers.
    func noise(_ bytes: UnsafeRawBufferPointer, _ extent: Extent)
    /// The name of a socket outside the file system.
    func abstractName(_ bytes: UnsafeRawBufferPointer)
    /// Nothing is known of the value: its register was gone when the record was made.
    func unavailable()

    // Values made of values.
    func beginStructure(_ name: Word)
    func beginField(_ name: Word)
    /// A field and its value: 4 or 16 bytes of an Internet address, in network order.
    func internetAddressField(_ name: Word, _ bytes: UnsafeRawBufferPointer)
    /// `extent`: whether fields were left out.
    func endStructure(_ extent: Extent)
    func beginArray()
    func beginElement()
    /// An element whose place has a name.
    func beginElement(at place: Word)
    func endArray(_ extent: Extent)
    func beginReference()
    func endReference()
    /// Around two values of something that the call changed, where it is no reference.
    func beginChange()
    func endChange()
    /// Between the two values of something that the call changed.
    func becomes()
    func beginFunction(_ name: Word)
    func beginParameter()
    func endFunction()
    func beginCombination()
    func beginAlternative()
    func endCombination()
    /// How many directory entries are at the address that was just given.
    func entries(_ count: UInt64, _ extent: Extent)
    /// How many items are at the address that was just given, or would be: `23 vars`.
    func count(_ count: UInt64, of singular: Word)
}

extension CallSink {
    package func entries(_ count: UInt64, _ extent: Extent) { self.count(count, of: "entry") }

    package func beginElement(at place: Word) { beginElement() }

    package func beginChange() {}

    package func endChange() {}

    /// For outputs that show numbers by their value alone.
    package func hexadecimal(_ value: UInt64, width: Int) { hexadecimal(value) }
}
