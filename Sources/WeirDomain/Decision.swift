/// What is decided about one payment, from the mildest to the hardest.
public enum Outcome: UInt8, CaseIterable, Comparable, Sendable, BitwiseCopyable {
    case allow
    case warn
    case hold
    case decline

    public var name: String { "\(self)" }

    public static func < (a: Outcome, b: Outcome) -> Bool { a.rawValue < b.rawValue }
}

/// One ground of a decision.
public struct Reason: Hashable, Sendable {
    public var code: String
    public var kind: EvidenceKind
    /// In thousandths of a nat.
    public var weight: Int
    public var text: String
    /// The same in Chinese where a rule says it in both; empty for the engine's own words, which are written in English
    /// and put into Chinese where they are shown.
    public var textChinese: String

    public init(code: String, kind: EvidenceKind, weight: Int, text: String, textChinese: String = "") {
        self.code = code
        self.kind = kind
        self.weight = weight
        self.text = text
        self.textChinese = textChinese
    }
}

/// The decision on one payment. A plain allow carries no arrays and so costs no allocation.
public struct Decision: Hashable, Sendable {
    public var outcome: Outcome
    /// 0 … 1000: the higher of the two accounts' scores.
    public var score: Int
    public var reasons: [Reason]
    public var typologies: [TypologyScore]
    /// Came from the rail's declared default because none could be made in time.
    public var defaulted: Bool
    /// Older than what had been decided before it by more than the stated bound.
    public var late: Bool

    public init(
        outcome: Outcome = .allow, score: Int = 0, reasons: [Reason] = [], typologies: [TypologyScore] = [],
        defaulted: Bool = false, late: Bool = false
    ) {
        self.outcome = outcome
        self.score = score
        self.reasons = reasons
        self.typologies = typologies
        self.defaulted = defaulted
        self.late = late
    }

    /// Nothing to say but yes, as of nearly all payments: what is answered then follows from the payment alone.
    public var isPlainAllow: Bool {
        outcome == .allow && score == 0 && !defaulted && !late && reasons.isEmpty && typologies.isEmpty
    }
}

/// What a payer is to read before a payment that is decided `warn`: of nobody's affairs, and the same whichever side it
/// was found on. A measure that warns payers has words of its own.
extension Decision {
    /// The reason whose text is for the payer.
    public static let warningCode = "payee_under_warning"
    public static let warning =
        "Be careful before you pay: this payment looks like fraud, or like trade that this service does not allow. "
        + "Pay only whom you know, and for nobody else."
    public static let warningChinese = "付款前请注意：这笔付款与诈骗或本服务不允许的交易相似。请只向您认识的人付款，不要替他人付款。"
}

/// A typology's score for an account has crossed its line, or a measure was taken on the ground of it.
public struct Alert: Hashable, Sendable {
    public var account: String
    public var typology: Typology
    public var score: Int
    public var at: Instant
    /// The payment that brought it about, by sequence number.
    public var sequence: UInt64
    /// Payments of the account, either way, before that one.
    public var paymentsBefore: Int
    public var measures: [MeasureKind]
    public var indicators: [IndicatorReading]
    public var explanation: String

    public init(
        account: String, typology: Typology, score: Int, at: Instant, sequence: UInt64, paymentsBefore: Int,
        measures: [MeasureKind], indicators: [IndicatorReading], explanation: String
    ) {
        self.account = account
        self.typology = typology
        self.score = score
        self.at = at
        self.sequence = sequence
        self.paymentsBefore = paymentsBefore
        self.measures = measures
        self.indicators = indicators
        self.explanation = explanation
    }
}
