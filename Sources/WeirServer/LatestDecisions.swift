import Synchronization
import WeirCodec
import WeirDomain
import WeirRuntime
import WeirStore

/// What was decided lately and not plainly allowed, for whoever glances at it: read once a second at most, however
/// many look.
final class LatestDecisions: Sendable {
    /// A payment in two lines: when, how much, from whom to whom, what became of it, and why in a few words.
    struct Line: Sendable {
        var paymentID: String
        var at: Instant
        var payer: String
        var payee: String
        var amount: Amount
        var currency: Currency
        var outcome: Outcome
        var score: Int
        /// The strongest reason first.
        var reasons: [Phrase]
        /// Earlier payments of the same outcome for the same reason, which this one stands for.
        var alike = 0
    }

    private struct Kept {
        var at: ContinuousClock.Instant
        var projected: UInt64
        var lines: [Line]
    }

    private let kept = Mutex<Kept?>(nil)

    /// So many rows are read, of so many of the latest.
    private static let read = 120
    private static let among = 2_000
    /// So many lines are told, of them so many of accounts that are suspended anyway: what is new is not crowded out.
    private static let told = 12
    private static let suspended = 6

    /// The newest first.
    func lines(_ desk: Desk) throws -> [Line] {
        let (now, projected) = (ContinuousClock.now, desk.status.projected)
        let before = kept.withLock { $0 }
        if let kept = before {
            let isFresh = kept.at.duration(to: now) < .milliseconds(900)
            if isFresh || kept.projected == projected { return kept.lines }
        }
        let rows = try desk.store.latestRestrained(Self.read, among: Self.among)
        let lines = Self.lines(rows, before: before?.lines ?? [])
        kept.withLock { $0 = Kept(at: now, projected: projected, lines: lines) }
        return lines
    }

    /// Payments that were stopped for one reason are one line.
    /// - Parameter before: lines of a moment ago, whose words are not looked for again.
    static func lines(_ rows: [DecisionRow], before: [Line] = []) -> [Line] {
        let known = Dictionary(before.map { ($0.paymentID, $0.reasons) }) { first, _ in first }
        var lines: [Line] = []
        var places: [String: Int] = [:]
        var left = Self.suspended
        for row in rows {
            guard let reasons = StoredDecision(row.body)?.reasons, let first = reasons.first else { continue }
            // A measure has a number; other words may be said of anybody.
            let isSuspended = first.code == "transfers_suspended"
            let key = "\(row.outcome.rawValue) \(isSuspended ? "" : row.payee) \(first.text)"
            if let place = places[key] {
                lines[place].alike += 1
                continue
            }
            guard lines.count < Self.told, !isSuspended || left > 0 else { continue }
            if isSuspended { left -= 1 }
            places[key] = lines.count
            lines.append(
                Line(
                    paymentID: row.paymentID, at: row.at, payer: row.payer, payee: row.payee, amount: row.amount,
                    currency: row.currency, outcome: row.outcome, score: row.score,
                    reasons: known[row.paymentID]
                        ?? reasons.map { ReasonGist.phrase($0.text, $0.chinese ?? "") }))
        }
        return lines
    }

    /// As the live page is told.
    static func json(_ lines: [Line], isChinese: Bool) -> [UInt8] {
        var object = JSONObject()
        object.put("items", each: lines) { item, line in
            let words = line.reasons.map { isChinese ? $0.zh : $0.en }
            item.put("payment_id", line.paymentID)
            item.put("at", line.at)
            item.put("payer", line.payer)
            item.put("payee", line.payee)
            item.put("amount", line.amount.text(line.currency))
            item.put("currency", line.currency.code)
            item.put("decision", line.outcome.name)
            item.put("score", line.score)
            item.put("why", words[0])
            item.put("more", Array(words.dropFirst()))
            item.put("alike", line.alike)
        }
        return object.closed
    }
}
