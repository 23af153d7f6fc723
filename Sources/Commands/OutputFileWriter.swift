import Sessions

/// Prints results of the commands that need no session.
enum OutputFileWriter {
    /// Writes to standard output; a reader that has gone away is no error worth a message.
    static func print(_ text: String) throws {
        do {
            try OutputFile().write(text)
        } catch SessionError.outputClosed {
            return
        }
    }
}
