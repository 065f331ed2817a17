import Dispatch
import Synchronization
import WeirDomain
import WeirRuntime

/// Searches through every payment: one at a time, on a thread of low priority. What was found stays for whoever asked.
final class SearchJobs: Sendable {
    enum State: Sendable {
        case none
        case running(looked: Int)
        case done(PaymentScan, at: Instant)
        case failed(String)
    }

    /// Whose search for what.
    private struct Question: Hashable {
        var words: String
        var by: String
    }

    private struct Work {
        var running: (question: Question, looked: Int)?
        /// Newest last.
        var ended: [(question: Question, state: State)] = []
    }

    private let queue = DispatchQueue(label: "weir.searches", qos: .background)
    private let work = Mutex(Work())

    /// How somebody's search for some words stands.
    func state(_ words: String, by: String) -> State {
        let question = Question(words: words, by: by)
        return work.withLock { work in
            if let running = work.running, running.question == question { return .running(looked: running.looked) }
            return work.ended.last { $0.question == question }?.state ?? .none
        }
    }

    /// - Parameter through: the last input that is durable.
    /// - Returns: whether it was started: not while another one runs.
    func start(_ words: String, by: String, data: String, through: UInt64) -> Bool {
        let question = Question(words: words, by: by)
        let isFree = work.withLock { work in
            if work.running != nil { return false }
            work.running = (question, 0)
            return true
        }
        guard isFree else { return false }
        queue.async {
            var scan = PaymentScan(words: words, limit: ConsoleLimits.searchHits)
            let end: State
            do {
                try scan.run(data: data, through: through) { looked in
                    self.work.withLock { $0.running?.looked = looked }
                    return true
                }
                end = .done(scan, at: ServerClock.now)
            } catch {
                end = .failed("\(error)")
            }
            self.work.withLock { work in
                work.running = nil
                work.ended.removeAll { $0.question == question }
                work.ended.append((question, end))
                if work.ended.count > ConsoleLimits.searchesKept { work.ended.removeFirst() }
            }
        }
        return true
    }
}
