import Foundation
import WeirDomain
import WeirStore

/// An alert as it was written down when it was raised.
struct StoredAlert: Sendable {
    struct Indicator: Decodable, Sendable {
        var code: String
        var kind: String
        var value: Double
        var weight: Double
        var evidence: [String]
        var text: String
        /// A rule's own Chinese.
        var chinese: String?

        enum CodingKeys: String, CodingKey {
            case code, kind, value, weight, evidence, text
            case chinese = "text_zh"
        }

        var phrase: Phrase { EngineWords.phrase(text, chinese ?? "") }

        /// Nats with their sign, to a tenth.
        var weightText: String { (weight > 0 ? "+" : "") + String(format: "%.1f", weight) }
    }

    private struct Body: Decodable {
        var paymentID: String
        var measures: [String]
        var indicators: [Indicator]
        var explanation: String

        enum CodingKeys: String, CodingKey {
            case paymentID = "payment_id"
            case measures, indicators, explanation
        }
    }

    var number: Int
    var account: String
    var typology: String
    var score: Int
    var at: Instant
    var paymentID: String
    var measures: [String]
    var indicators: [Indicator]
    var explanation: String

    /// The explanation with what rules say in Chinese; empty where no rule had a say.
    var explanationChinese: String {
        guard indicators.contains(where: { $0.chinese != nil }) else { return "" }
        return indicators.reduce(explanation) { text, indicator in
            guard let chinese = indicator.chinese, !indicator.text.isEmpty else { return text }
            return text.replacing(indicator.text, with: chinese)
        }
    }

    /// `nil` for a line that cannot be read.
    init?(_ row: AlertRow) {
        guard let read = try? StoredAlert(reading: row) else { return nil }
        self = read
    }

    /// The alert of a number; `nil` while it is not in the database yet.
    static func number(_ number: Int, in store: Store) throws -> StoredAlert? {
        let row = try store.alerts(account: nil, limit: 1, after: number + 1).items.first
        return row.flatMap { $0.number == number ? StoredAlert($0) : nil }
    }

    /// An account's newest; `nil` where there is none.
    static func latest(of account: String, in store: Store) throws -> StoredAlert? {
        try store.alerts(account: account, limit: 1, after: nil).items.first.flatMap { StoredAlert($0) }
    }

    init(reading row: AlertRow) throws {
        let body = try JSONDecoder().decode(Body.self, from: Data(row.body))
        number = row.number
        account = row.account
        typology = row.typology
        score = row.score
        at = row.at
        paymentID = body.paymentID
        measures = body.measures
        indicators = body.indicators
        explanation = body.explanation
    }
}

/// A decision as it was answered.
struct StoredDecision: Decodable, Sendable {
    struct Reason: Decodable, Sendable {
        var code: String
        var kind: String
        var weight: Double
        var text: String
        /// A rule's own Chinese.
        var chinese: String?

        enum CodingKeys: String, CodingKey {
            case code, kind, weight, text
            case chinese = "text_zh"
        }
    }

    struct Score: Decodable, Sendable {
        var name: String
        var score: Int
    }

    var decision: String
    var score: Int
    var reasons: [Reason]
    var typologies: [Score]
    var rulesVersion: String
    var defaulted: Bool

    private enum CodingKeys: String, CodingKey {
        case decision, score, reasons, typologies, defaulted
        case rulesVersion = "rules_version"
    }

    init?(_ body: [UInt8]) {
        guard let read = try? JSONDecoder().decode(StoredDecision.self, from: Data(body)) else { return nil }
        self = read
    }
}
