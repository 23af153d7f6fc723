import Glibc

/// Where the text of a session goes: a descriptor, and the name to call it by in messages.
package final class OutputFile {
    package let descriptor: Int32
    package let name: String
    package let isTerminal: Bool
    private let isOwned: Bool

    /// Standard output.
    package init() {
        descriptor = STDOUT_FILENO
        name = "standard output"
        isTerminal = isatty(STDOUT_FILENO) == 1
        isOwned = false
    }

    /// A file, made or emptied; not inherited by commands.
    package init(path: String) throws(SessionError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .outputNotOpened(path: path, error: errno) }
        self.descriptor = descriptor
        name = "'\(path)'"
        isTerminal = isatty(descriptor) == 1
        isOwned = true
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Writes all bytes, or says why not; what was written before the failure stays.
    func write(_ bytes: UnsafeRawBufferPointer) throws(SessionError) {
        var rest = bytes[...]
        while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, start, rest.count)
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                throw .outputClosed
            } else if errno == EAGAIN {
                // A descriptor that its owner made non-blocking: wait until it takes more.
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, -1)
            } else if errno != EINTR {
                throw .outputNotWritten(path: name, error: errno)
            }
        }
    }
}

extension OutputFile {
    /// Writes a text as UTF-8.
    package func write(_ text: String) throws(SessionError) {
        let bytes = Array(text.utf8)
        var failure: SessionError?
        bytes.withUnsafeBytes { bytes in
            do throws(SessionError) { try write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
