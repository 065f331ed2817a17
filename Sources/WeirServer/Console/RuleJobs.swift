import Dispatch
import Synchronization
import WeirDomain
import WeirRuleSets
import WeirRuntime

/// Back-tests, one at a time, over all that the journal holds, on a thread of low priority.
final class RuleJobs: Sendable {
    enum State: Sendable {
        case none
        case running(version: String, by: String, since: Instant)
        case done(BacktestReport, by: String, at: Instant)
        case stopped(version: String, by: String)
        case failed(String)

        /// Of which set.
        var version: String? {
            switch self {
            case .running(let version, _, _), .stopped(let version, _): version
            case .done(let report, _, _): report.newVersion
            case .none, .failed: nil
            }
        }
    }

    /// What somebody wants to have tested.
    struct Job: Sendable {
        var new: RuleSet
        var text: String
        var old: RuleSet?
        /// What people have found of accounts.
        var labels: [String: BacktestLabel]
        var by: String
    }

    /// How far the one that runs has come, in inputs of the journal.
    struct Course: Sendable {
        var done: UInt64 = 0
        var all: UInt64 = 0
        /// Who has had it stopped.
        var stopper: String?
    }

    private let queue = DispatchQueue(label: "weir.backtests", qos: .background)
    private let current = Mutex<State>(.none)
    private let way = Mutex(Course())
    /// The text that the latest one was of, by its version.
    private let latest = Mutex<(version: String, text: String)?>(nil)

    var state: State { current.withLock { $0 } }
    var course: Course { way.withLock { $0 } }

    /// The text of the latest back-test, if it was of that version.
    func text(of version: String) -> String? {
        latest.withLock { $0.flatMap { $0.version == version ? $0.text : nil } }
    }

    /// - Returns: the one that runs already, which goes on instead; `nil` where this one was started.
    func start(_ job: Job, of desk: Desk, at now: Instant) -> (version: String, by: String)? {
        let other = current.withLock { state -> (version: String, by: String)? in
            if case .running(let version, let by, _) = state { return (version, by) }
            state = .running(version: job.new.version, by: job.by, since: now)
            return nil
        }
        if let other { return other }
        latest.withLock { $0 = (job.new.version, job.text) }
        let all = desk.status.sequence
        way.withLock { $0 = Course(all: all) }
        let data = desk.directory
        queue.async { self.run(job, data) }
        return nil
    }

    /// The one that runs ends soon, and has found nothing.
    func stop(by person: String) { way.withLock { $0.stopper = $0.stopper ?? person } }

    private func run(_ job: Job, _ data: String) {
        var options = Backtest.Options(new: job.new)
        options.old = job.old
        options.labels = job.labels
        options.data = data
        options.goesOn = { sequence in
            self.way.withLock { way in
                way.done = min(sequence, way.all)
                return way.stopper == nil
            }
        }
        let end: State
        do {
            end = .done(try Backtest.run(options), by: job.by, at: ServerClock.now)
        } catch {
            end = course.stopper.map { .stopped(version: job.new.version, by: $0) } ?? .failed("\(error)")
        }
        current.withLock { $0 = end }
    }
}
