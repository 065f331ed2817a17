import Glibc
import WeirDomain

/// Has snapshots written while the desk runs, so that after a crash little has to be replayed. A program of its own
/// does it, from the latest snapshot and the journal: the desk is not held up, its memory not copied.
final class SnapshotKeeper: @unchecked Sendable {
    private let program: String?
    private let directory: String
    private let every: UInt64
    private let log: @Sendable (String) -> Void
    private let monitor = Monitor()
    private var isStopping = false
    private var isStopped = true
    private var child: pid_t = 0
    /// The last input that the newest snapshot knows.
    private var saved: UInt64

    /// - Parameters:
    ///   - unsaved: inputs that came after the newest snapshot.
    ///   - projected: the last input when the desk was opened.
    init(_ options: Desk.Options, unsaved: UInt64, projected: UInt64) {
        program = options.snapshotEvery > 0 ? options.snapshotProgram : nil
        directory = options.directory
        every = options.snapshotEvery
        log = options.log
        saved = projected - min(projected, unsaved)
    }

    /// - Parameter through: tells the last input that a snapshot may know, where that is the wanted one or beyond.
    func start(_ through: @escaping @Sendable (_ wanted: UInt64) -> UInt64) {
        guard program != nil else { return }
        isStopped = false
        LongThread.start("weir-snapshot") { self.loop(through) }
    }

    func stop() {
        monitor.locked {
            isStopping = true
            if child > 0 { kill(child, SIGKILL) }
            while !isStopped { monitor.wait() }
        }
    }

    private func loop(_ through: (UInt64) -> UInt64) {
        while !monitor.locked({ isStopping }) {
            let known = through(saved + every)
            if known >= saved + every { write(known) }
            for _ in 0..<20 where !monitor.locked({ isStopping }) { Pause.milliseconds(50) }
        }
        monitor.locked {
            isStopped = true
            monitor.signalAll()
        }
    }

    private func write(_ through: UInt64) {
        guard let program else { return }
        let words = [program, "snapshot", "--data", directory, "--through", String(through), "--quiet"]
        var arguments = words.map { unsafe strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        let failure = monitor.locked { () -> CInt in
            guard !isStopping else { return ECANCELED }
            let failure = unsafe posix_spawn(&pid, program, nil, nil, &arguments, environ)
            if failure == 0 { child = pid }
            return failure
        }
        // Whether or not it works out: not again at once.
        saved = through
        guard failure == 0 else { return }
        // It may take its time: payments go first.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(pid), 10)
        var status: CInt = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        monitor.locked { child = 0 }
        if status != 0, !monitor.locked({ isStopping }) {
            log("a snapshot through input \(through) could not be written; the journal has everything")
        }
    }
}
