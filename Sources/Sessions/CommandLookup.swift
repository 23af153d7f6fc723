import Glibc

/// Finds the program of a command as a shell would.
package enum CommandLookup {
    /// The path to execute for `name`: `name` itself when it has a slash, otherwise the first match in `PATH`.
    /// - Parameter search: directories with colons between them; that of the environment when nil.
    package static func path(of name: String, search: String? = nil) throws(SessionError) -> String {
        if name.contains("/") {
            guard access(name, F_OK) == 0 else { throw .noCommand(name) }
            if isDirectory(name) { throw .notExecutable(name, error: EISDIR) }
            guard access(name, X_OK) == 0 else { throw .notExecutable(name, error: errno) }
            return name
        }
        guard !name.isEmpty else { throw .noCommand(name) }
        let search = search ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        var refused: String?
        for directory in search.split(separator: ":", omittingEmptySubsequences: false) {
            let candidate = (directory.isEmpty ? "." : String(directory)) + "/" + name
            guard access(candidate, F_OK) == 0, !isDirectory(candidate) else { continue }
            if access(candidate, X_OK) == 0 { return candidate }
            refused = candidate
        }
        if let refused { throw .notExecutable(refused, error: EACCES) }
        throw .noCommand(name)
    }
}
