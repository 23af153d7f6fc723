import Schema

/// Which calls and signals are shown: the checked meaning of `-e`, `-P`, `-z` and `-Z`.
///
/// A call is shown when its number, its status and, with `-P`, one of its paths are all selected, and it meets the condition if there is one.
package struct Selection: Hashable, Sendable {
    /// The numbers that are selected.
    package var calls = PerABI(repeating: SyscallSet.everything)
    /// Those of them that somebody wrote down by name or number, rather than through a class, a regular expression or a negation.
    package var named = PerABI(repeating: SyscallSet())
    package var statuses = CallStatuses.all
    /// What calls must meet. Calls that cannot, by their number or their arguments, are not in `calls`.
    package var condition: Condition?
    /// Calls must name one of these paths, in the order given and each once; any call will do when there are none.
    package var paths: [String] = []
    package var signals = SignalSet.all
    package var quiet: QuietMessages = []

    /// Everything is selected and no message left out.
    package init() {}

    package func contains(_ number: Int, _ abi: ABI) -> Bool { calls[abi].contains(number) }

    /// Whether every number of every ABI is selected, unknown ones too. Says nothing about statuses and paths.
    package var isEverything: Bool { ABI.allCases.allSatisfy { calls[$0].isEverything } }
}

/// How a call ended.
package struct CallStatuses: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It returned something that is not an error.
    package static let successful = CallStatuses(rawValue: 1)
    /// It returned an error.
    package static let failed = CallStatuses(rawValue: 2)
    /// It did not return: its thread ended, or another one called `execve`.
    package static let unfinished = CallStatuses(rawValue: 4)
    /// It returned, and its result could not be learnt.
    package static let unavailable = CallStatuses(rawValue: 8)
    /// Tracing ended before the call did.
    package static let detached = CallStatuses(rawValue: 16)

    package static let all: CallStatuses = [.successful, .failed, .unfinished, .unavailable, .detached]
}

/// Messages about the trace, rather than calls, that are left out of it.
package struct QuietMessages: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Attaching and detaching.
    package static let attach = QuietMessages(rawValue: 1)
    /// `+++ exited with 0 +++`.
    package static let exit = QuietMessages(rawValue: 2)
    /// What a path given with `-P` resolves to.
    package static let pathResolution = QuietMessages(rawValue: 4)
    /// A process turns from one ABI to another.
    package static let personality = QuietMessages(rawValue: 8)
    /// `+++ superseded by execve in pid 1 +++`.
    package static let threadExecve = QuietMessages(rawValue: 16)

    package static let all: QuietMessages = [.attach, .exit, .pathResolution, .personality, .threadExecve]
}

/// A set of signals.
package struct SignalSet: Hashable, Sendable {
    /// The kernel's `_NSIG`: signals are numbered from 1 to this.
    package static let maximum = SignalNames.largest

    /// Bit `n - 1` stands for signal `n`, as in the kernel's `sigset_t`.
    private var bits: UInt64

    /// The empty set.
    package init() { bits = 0 }

    package init(_ signals: some Sequence<Int>) {
        self.init()
        for signal in signals { insert(signal) }
    }

    package static var all: SignalSet { SignalSet().inverted }

    package var isEmpty: Bool { bits == 0 }

    package func contains(_ signal: Int) -> Bool {
        signal >= 1 && signal <= Self.maximum && bits & (1 << UInt64(signal - 1)) != 0
    }

    /// Adds one signal, unless it is outside `1 ... maximum`.
    package mutating func insert(_ signal: Int) {
        guard signal >= 1, signal <= Self.maximum else { return }
        bits |= 1 << UInt64(signal - 1)
    }

    /// Every signal that is not a member.
    package var inverted: SignalSet {
        var result = self
        result.bits = ~bits
        return result
    }

    /// The members, ascending.
    package var numbers: [Int] { (1...Self.maximum).filter(contains) }
}
