import Synchronization
import WeirDomain
import WeirStore

/// Typology and score of every alert, by its number. Alerts never change, so only new ones are read.
final class AlertScores: Sendable {
    struct Score: Sendable {
        var typology: Typology
        var score: Int
    }

    private let known = Mutex<[Score?]>([])

    func update(_ store: Store) throws {
        try known.withLock { known in
            while true {
                let new = try store.alertScores(after: known.count, limit: 10_000)
                for row in new {
                    known.append(Typology(name: row.typology).map { Score(typology: $0, score: row.score) })
                }
                if new.count < 10_000 { return }
            }
        }
    }

    /// The strongest of some alerts.
    func top(_ numbers: [Int]) -> Score? {
        known.withLock { known in
            var best: Score?
            for number in numbers where number >= 1 && number <= known.count {
                guard let score = known[number - 1] else { continue }
                if score.score > best?.score ?? -1 { best = score }
            }
            return best
        }
    }
}
