import Glibc

/// Why a run, or the whole benchmark, could not go on.
enum BenchmarkError: Error {
    /// A signal asked for the end.
    case interrupted(signal: Int32)
    /// A system call failed: what was tried, on what, and the error number.
    case system(attempt: String, on: String, number: Int32)
    /// A command ended with another status than it should.
    case command(name: String, ending: String, lastWords: String)
    /// A command was still running when its time was up.
    case overdue(name: String, seconds: Int)
    /// A command did not leave the result that it should have written.
    case noResult(name: String, file: String)
    /// The command line makes no sense.
    case usage(String)

    /// The failure in one sentence, with what to do where that is known.
    var sentence: String {
        switch self {
        case .interrupted(let signal): "interrupted by signal \(signal)"
        case .system(let attempt, let on, let number): "cannot \(attempt) \(on): \(String(cString: strerror(number)))"
        case .command(let name, let ending, let lastWords): "\(name) \(ending)" + (lastWords.isEmpty ? "" : ": \(lastWords)")
        case .overdue(let name, let seconds): "\(name) was still running after \(seconds) s and was killed"
        case .noResult(let name, let file): "\(name) left no result in \(file)"
        case .usage(let problem): "\(problem); see --help"
        }
    }
}
