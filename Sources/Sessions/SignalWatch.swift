import CLinux
import Glibc

/// The signals that end or steer a session, taken as readable events instead of interrupts.
final class SignalWatch {
    struct Arrival {
        var signal: Int32
        /// Sent by the kernel, as a terminal's Ctrl-C is: the whole foreground group has got it, the command too.
        var isFromTerminal: Bool
    }

    static let watched: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// Readable when a signal has arrived.
    let descriptor: Int32
    /// What was blocked and ignored before, for the command to inherit.
    let inherited: CLinux_signal_state
    private let originalMask: sigset_t

    /// Blocks the watched signals in this thread and all threads made later.
    init() {
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in Self.watched { sigaddset(&mask, signal) }
        var state = CLinux_signal_state()
        CLinux_signal_state(&state)
        inherited = state
        var original = sigset_t()
        pthread_sigmask(SIG_BLOCK, &mask, &original)
        originalMask = original
        // A closed pipe is an error of a write here, not a death.
        signal(SIGPIPE, SIG_IGN)
        descriptor = signalfd(-1, &mask, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        release()
    }

    /// Gives the signals back their usual effect on this thread: what is waited for from here on can be interrupted.
    func release() {
        var mask = originalMask
        pthread_sigmask(SIG_SETMASK, &mask, nil)
    }

    /// The signals that have arrived since the last call.
    func arrivals() -> [Arrival] {
        var result: [Arrival] = []
        var information = signalfd_siginfo()
        while read(descriptor, &information, MemoryLayout<signalfd_siginfo>.size) == MemoryLayout<signalfd_siginfo>.size {
            let kernelCode: Int32 = 0x80  // SI_KERNEL
            result.append(Arrival(signal: Int32(information.ssi_signo), isFromTerminal: information.ssi_code == kernelCode))
        }
        return result
    }
}
