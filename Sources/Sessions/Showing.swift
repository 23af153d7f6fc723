import Bytecode
import Compiler
import Rules
import Schema

/// The named values between a command line and an armed kernel, as text: `--show`.
extension TraceSession {
    package static func planText(_ configuration: TraceConfiguration) throws -> String {
        let (compiled, _) = try compiled(configuration)
        var text = compiled.plan.text(programOfSlot: compiled.programOfSlot)
        if !configuration.selection.paths.isEmpty {
            text += "in user space: paths \(configuration.selection.paths.joined(separator: ", "))\n"
        }
        return text + "attached: \(compiled.blueprint.attached.joined(separator: ", "))\n"
    }

    package static func programText(_ configuration: TraceConfiguration) throws -> String {
        let (compiled, _) = try compiled(configuration)
        return compiled.blueprint.programs.map { "\($0.listing)\n" }.joined()
    }

    package static func layoutText() -> String {
        """
        record, version \(RecordLayout.version); little-endian, 8-byte aligned
          \(RecordLayout.kind)   u8   kind            \(RecordKind.allCases.map { "\($0.rawValue) \($0)" }.joined(separator: ", "))
          \(RecordLayout.abi)   u8   abi             \(ABI.allCases.map { "\($0.rawValue) \($0.name)" }.joined(separator: ", "))
          \(RecordLayout.flags)   u8   flags           1 start time, 2 no result, 4 no arguments, 8 executed, 16 identity
          \(RecordLayout.argumentCount)   u8   argument count  0 … \(RecordLayout.maximumArguments)
          \(RecordLayout.number)   i32  number
          \(RecordLayout.time)   u64  time            CLOCK_MONOTONIC nanoseconds
          \(RecordLayout.tid)  u32  tid
          \(RecordLayout.tgid)  u32  tgid
          \(RecordLayout.result)  i64  result
          \(RecordLayout.arguments)  u64  arguments[argument count]
              u64  start time      with flag 1
              u32  uid             with flag 16, as the next two
              u32  gid
              u8   comm[16]
              chunks, each 8-byte aligned:
                +\(RecordLayout.chunkArgument)  u8   argument
                +\(RecordLayout.chunkStatus)  u8   status          0 complete, 1 truncated, 2 unreadable
                +\(RecordLayout.chunkSource)  u8   source          0 user memory at exit, 1 at entry, 2 kernel
                +\(RecordLayout.chunkForm)  u8   form            0 bytes, 1 string, 2 vector, 3 count, 4 indirect
                +\(RecordLayout.chunkLength)  u32  length
                +\(RecordLayout.chunkHeaderSize)  bytes, padded to a multiple of 8

        """
    }
}
