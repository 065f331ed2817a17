import WeirDomain
import WeirEngine
import WeirJournal

/// Goes through every payment of a journal for some words: plain allows have no rows, and so nothing else knows their
/// remarks, or accounts that have only them by a beginning.
public struct PaymentScan: Sendable {
    /// A payment whose remark has the words, or whose id begins with them.
    public struct Hit: Sendable {
        public var sequence: UInt64
        /// As it was handed in.
        public var payment: [UInt8]
    }

    /// The latest, latest first.
    public private(set) var hits: [Hit] = []
    /// How many there are in all.
    public private(set) var count = 0
    /// Accounts that begin with the words, in their order; at most so many as there may be hits.
    public private(set) var accounts: [String] = []
    /// Payments that were looked at.
    public private(set) var looked = 0

    /// With letters of ASCII small.
    private let words: [UInt8]
    private let limit: Int
    private var names: Set<String> = []
    /// Whoever waits is told, and may end it, so often.
    private static let step = 1 << 16

    /// - Parameter limit: hits that are kept.
    public init(words: String, limit: Int) {
        self.words = words.utf8.map { Self.small($0) }
        self.limit = max(1, limit)
    }

    /// - Parameters:
    ///   - through: the last input that is looked at, which must be durable.
    ///   - progress: told how many payments have been looked at; `false` ends it.
    public mutating func run(data: String, through: UInt64, progress: (Int) -> Bool = { _ in true }) throws {
        guard !words.isEmpty, through > 0 else { return }
        try JournalReader(directory: data + "/journal").replay(through: through) { sequence, type, payload in
            guard type == InputType.payment.rawValue, PaymentView.isWhole(payload) else { return }
            look(PaymentView(payload), payload, sequence)
            if looked % Self.step == 0, !progress(looked) { throw CancellationError() }
        }
        hits = hits.suffix(limit).reversed()
        accounts = names.sorted()
    }

    private mutating func look(_ payment: borrowing PaymentView, _ payload: RawSpan, _ sequence: UInt64) {
        looked += 1
        note(payment.payer)
        note(payment.payee)
        guard begins(payment.id) || contains(payment.remark) else { return }
        count += 1
        hits.append(Hit(sequence: sequence, payment: payload.array))
        if hits.count >= 2 * limit { hits.removeFirst(hits.count - limit) }
    }

    private mutating func note(_ account: RawSpan) {
        if names.count < limit, begins(account) { names.insert(account.text) }
    }

    private static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private func begins(_ text: RawSpan) -> Bool { text.byteCount >= words.count && isHere(text, 0) }

    private func contains(_ text: RawSpan) -> Bool {
        guard text.byteCount >= words.count else { return false }
        for place in 0...text.byteCount - words.count where isHere(text, place) { return true }
        return false
    }

    private func isHere(_ text: RawSpan, _ place: Int) -> Bool {
        for i in words.indices where Self.small(text.byte(place + i)) != words[i] { return false }
        return true
    }
}
