import Glibc

/// Something that was waited for and did not come.
struct Overdue: Error, CustomStringConvertible {
    let description: String

    init(_ what: String, after limit: Duration) { description = "\(what): not within \(limit)" }
}

/// Longest wait for anything. A machine under load may need seconds where an idle one needs milliseconds; what takes longer hangs.
let patience = Duration.seconds(60)

/// Returns once the condition holds.
///
/// - Throws: `Overdue` when it does not hold in time.
func wait(for what: String, within limit: Duration = patience, until condition: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + limit
    while try !condition() {
        guard ContinuousClock.now < deadline else { throw Overdue(what, after: limit) }
        poll(nil, 0, 2)
    }
}

/// A system call of the harness itself that failed.
struct CallFailure: Error, CustomStringConvertible {
    let description: String

    init(_ call: String, _ number: Int32 = errno) { description = "\(call): \(String(cString: strerror(number)))" }
}
