import Foundation
import WeirDomain
import WeirEngine
import WeirRegister
import WeirRuleSets
import WeirRuntime
import WeirStore

/// What a rule has done of late, as far as the server has it at hand: nothing is counted for it anew.
struct RuleDeeds: Sendable {
    /// A payment on which it held.
    struct Payment: Sendable {
        var id: String
        var at: Instant
        var payer: String
        var payee: String
        var amount: Amount
        var currency: Currency
        var outcome: Outcome
        /// What the rule said of it.
        var reason: Phrase
    }

    /// The newest first.
    private(set) var payments: [Payment] = []
    /// All of them among the decisions that were gone through.
    private(set) var paymentCount = 0
    private(set) var alertCount = 0
    /// On the accounts of those payments and alerts, the newest first, with the suspicion of the strongest alert.
    private(set) var cases: [(found: Case, top: (typology: Typology, score: Int)?)] = []

    /// So many of the latest decisions and alerts are gone through; so many payments are told, and so many cases.
    static let among = 2_000
    private static let told = 20
    private static let alertsRead = 200
    private static let casesRead = 200

    var isEmpty: Bool { paymentCount == 0 && alertCount == 0 }

    /// - Parameter rule: by what it yields one knows whose cases are meant; `nil` for a rule of a set that is gone.
    init(_ id: String, _ rule: Rule?, _ visit: Visit) async throws {
        let code = RulePlace.code(id)
        let words = "\"code\":\"\(code)\""
        let store = visit.desk.store
        let decided = try store.decisions(naming: words, limit: Self.told, among: Self.among)
        let alerts = try store.alerts(naming: words, limit: Self.alertsRead, among: Self.among)
        paymentCount = decided.count
        alertCount = alerts.count
        payments = decided.rows.map { Payment($0, code) }
        let sides = Self.sides(rule)
        var accounts = alerts.rows.map(\.account)
        for payment in payments {
            if sides.contains(.payer) { accounts.append(payment.payer) }
            if sides.contains(.payee) { accounts.append(payment.payee) }
        }
        let names = Set(accounts).sorted()
        cases = try await visit.caseCache().read { kept in
            kept.cases(ofAny: names, limit: Self.casesRead).map { (found: $0, top: kept.top($0.number - 1)) }
        }
    }

    /// About whom a rule speaks.
    private static func sides(_ rule: Rule?) -> Set<Side> {
        guard let rule else { return [.payee] }
        return Set(
            rule.yields.map { yield in
                switch yield {
                case .evidence(let side, _, _, _), .measure(let side, _, _): side
                case .decision(_, _, let side): side ?? .payee
                }
            })
    }

    /// How many of the cases have come to an end, by what came of them.
    func count(_ disposition: Case.Disposition?) -> Int { cases.count { $0.found.disposition == disposition } }
}

extension RuleDeeds.Payment {
    init(_ row: DecisionRow, _ code: String) {
        let reason = StoredDecision(row.body)?.reasons.first { $0.code == code }
        self.init(
            id: row.paymentID, at: row.at, payer: row.payer, payee: row.payee, amount: row.amount,
            currency: row.currency, outcome: row.outcome,
            reason: reason.map { EngineWords.phrase($0.text, $0.chinese ?? "") } ?? Phrase(same: ""))
    }
}

/// When a rule set was handed in, signed and brought to life, as far as the newest entries of the register tell.
struct RuleSetSteps: Sendable {
    struct Step: Sendable {
        var at: Instant
        var type: String
        var stage: String
    }

    /// The newest first.
    private(set) var steps: [Step] = []

    /// Entries of what was done here that are gone through.
    static let read = 500

    private struct Line: Decodable {
        var at, type, stage, version: String?
    }

    init(of version: String, in register: Register) {
        guard let page = try? register.page(of: .act, limit: Self.read) else { return }
        for place in page.places {
            guard let bytes = try? register.entry(place) else { continue }
            // Most are of other things: nothing to decode.
            guard String(decoding: bytes, as: UTF8.self).contains("\"type\":\"rules."),
                let line = try? JSONDecoder().decode(Line.self, from: Data(bytes)), line.version == version,
                let at = line.at.flatMap({ Instant(rfc3339: $0) }), let type = line.type
            else { continue }
            steps.append(Step(at: at, type: type, stage: line.stage ?? ""))
        }
    }

    /// Since when it is in a stage, without having left it.
    func since(_ stage: String) -> Instant? { steps.prefix { $0.stage == stage }.last?.at }
}
