/// Whom a session concerns, as the user said it.
package enum TraceScope: Hashable, Sendable {
    /// A command that the session starts; argv, the first being the name to look up.
    case command([String])
    /// Running processes with all their threads, and their existing children when children follow.
    case processes([Int32])
    /// Everything in a cgroup (a path) and below.
    case cgroup(String)
    /// A container by the beginning of its id.
    case container(String)
    /// Every task of the machine.
    case everything
}
