import WeirDomain

/// Decisions and money by rail and outcome since the start, counted payment by payment.
public struct RailCounts: Sendable {
    public struct Rail: Sendable {
        public var name: String
        /// By outcome.
        public var counts = [0, 0, 0, 0]
        public var money: [Int64] = [0, 0, 0, 0]
    }

    /// Rails that are told apart; a platform has a handful. What comes by a further one counts for the last.
    private static let most = 32

    public private(set) var rails: [Rail] = []
    private var names: [[UInt8]] = []
    private var last = 0

    public init() {}

    mutating func add(_ payment: borrowing PaymentView, _ outcome: Outcome) {
        let name = payment.rail
        if last >= names.count || !Self.equal(name, names[last]) { last = place(name) }
        let place = Int(outcome.rawValue)
        rails[last].counts[place] += 1
        rails[last].money[place] = rails[last].money[place].saturatingAdd(payment.amount.minor)
    }

    private static func equal(_ name: RawSpan, _ known: [UInt8]) -> Bool { name.equals(known.span.bytes) }

    private mutating func place(_ name: RawSpan) -> Int {
        for i in names.indices where Self.equal(name, names[i]) { return i }
        guard names.count < Self.most else { return Self.most - 1 }
        names.append(name.array)
        rails.append(Rail(name: name.text))
        return names.count - 1
    }
}
