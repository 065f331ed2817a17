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
        case failed(String)
    }

    private let queue = DispatchQueue(label: "weir.backtests", qos: .background)
    private let current = Mutex<State>(.none)
    /// The text that the latest one was of, by its version.
    private let latest = Mutex<(version: String, text: String)?>(nil)

    var state: State { current.withLock { $0 } }

    /// The text of the latest back-test, if it was of that version.
    func text(of version: String) -> String? {
        latest.withLock { $0.flatMap { $0.version == version ? $0.text : nil } }
    }

    /// - Returns: whether it was started: not while another one runs.
    func start(_ new: RuleSet, _ text: String, against old: RuleSet?, data: String, by: String, at now: Instant) -> Bool
    {
        let isFree = current.withLock { state in
            if case .running = state { return false }
            state = .running(version: new.version, by: by, since: now)
            return true
        }
        guard isFree else { return false }
        latest.withLock { $0 = (new.version, text) }
        queue.async {
            var options = Backtest.Options(new: new)
            options.old = old
            options.data = data
            let end: State
            do {
                end = .done(try Backtest.run(options), by: by, at: ServerClock.now)
            } catch {
                end = .failed("\(error)")
            }
            self.current.withLock { $0 = end }
        }
        return true
    }
}
