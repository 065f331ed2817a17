import WeirDomain

/// Payments of many ordinary accounts, made one by one without keeping more than two bytes of each: for measuring what
/// the state of a large platform takes.
///
/// What it assumes, because memory depends on nothing as much: one account in fifty is a shop. A person makes a
/// log-normal number of payments a month, the median 3 and the mean 7, a hundredth of them more than 60. Of a hundred
/// payments 45 go to shops: seven in ten of those to the person's own three shops, the rest to any; shops are chosen by
/// Zipf's law, so that the largest take a tenth of all. 51 go to five friends, the closest of whom gets two in five;
/// circles of six know each other. Four go to anybody. Amounts are mostly as round as people pay.
public struct Crowd {
    /// No multiple of the stride in which they take turns, which is a prime.
    private let persons: Int
    private let shops: Int
    private let start: Int64
    private let days: Int
    private let seed: UInt64
    private var dice: Dice
    private var degrees: [UInt16]
    private var day = 0
    /// Whose turn it is, and whose that is today: neighbours, who know each other, pay at different hours.
    private var turn = 0
    private var person: Int { turn * 1_000_003 % persons }
    /// Payments that the person still makes today.
    private var due = 0
    private var number = 0

    /// Payments made so far.
    public var count: Int { number }

    public init(accounts: Int, days: Int, seed: UInt64) {
        shops = max(accounts / 50, 2)
        let others = max(accounts - shops, 6)
        persons = others % 1_000_003 == 0 ? others + 1 : others
        self.days = days
        self.seed = seed
        start = Simulation.usualStart.milliseconds
        dice = Dice(seed, .life)
        degrees = []
        degrees.reserveCapacity(persons)
        for _ in 0..<persons {
            // Twentieths of the distribution; the last one has a tail.
            let n = dice.along([0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 9, 12, 16, 24, 25])
            degrees.append(UInt16(n < 24 ? n : dice.along([25, 29, 37, 62, 150])))
        }
        due = dueToday
    }

    private var dueToday: Int {
        let degree = Int(degrees[person])
        // Not everybody's on the same days.
        let slice = (day + person) % 30
        return degree * (slice + 1) / 30 - degree * slice / 30
    }

    /// Appends the record of the next payment; `false` when there are no more.
    public mutating func next(into record: inout [UInt8]) -> Bool {
        while due == 0 {
            turn += 1
            if turn == persons {
                turn = 0
                day += 1
            }
            guard day < days else { return false }
            due = dueToday
        }
        due -= 1
        write(to: &record)
        return true
    }

    private mutating func write(to record: inout [UInt8]) {
        number += 1
        let (payee, isShop) = counterparty()
        let at = start + Int64(day) * 86_400_000 + Int64(turn) * 86_400_000 / Int64(persons)
        var writer = PaymentRecordWriter(at: &record)
        writer.setHead(
            at: Instant(milliseconds: at), amount: Amount(minor: amount()), currency: Self.yuan, channel: .transfer,
            payerKind: .person, payeeKind: isShop ? .merchant : .person, merchantCategory: 0, in: &record)
        Self.append(.id, 20_260_301_000_000_000 &+ number, 20, &writer, &record)
        Self.append(.payer, 2_088_000_000_000_000 &+ person, 16, &writer, &record)
        Self.append(.payee, 2_088_000_000_000_000 &+ payee, 16, &writer, &record)
        writer.finish(in: &record)
    }

    private static let yuan = Currency("CNY") ?? Currency(packed: 0)

    /// A number in so many digits.
    private static func append(
        _ field: PaymentField, _ value: Int, _ length: Int, _ writer: inout PaymentRecordWriter, _ record: inout [UInt8]
    ) {
        var digits = InlineArray<20, UInt8>(repeating: 48)
        var rest = value
        for i in stride(from: length - 1, through: 0, by: -1) {
            digits[i] = 48 + UInt8(rest % 10)
            rest /= 10
        }
        writer.append(field, digits.span.bytes.extracting(0..<length), to: &record)
    }

    private mutating func counterparty() -> (account: Int, isShop: Bool) {
        let draw = dice.below(100)
        if draw < 45 {
            var rank = shop(&dice)
            if dice.below(10) < 7 {
                var own = Dice(seed, .shops, person, dice.weighted([5, 3, 2]))
                rank = shop(&own)
            }
            return (persons + rank, true)
        }
        if draw < 96 {
            let circle = person / 6 * 6
            let friend = 1 + dice.weighted([40, 25, 15, 12, 8])
            let other = circle + (person - circle + friend) % 6
            return (other < persons ? other : (person + 1) % persons, false)
        }
        let other = dice.below(persons)
        return (other == person ? (other + 1) % persons : other, false)
    }

    /// By Zipf's law: one octave of ranks is as likely as another.
    private func shop(_ dice: inout Dice) -> Int {
        var octaves = 1
        while 1 << octaves < shops { octaves += 1 }
        let first = 1 << dice.below(octaves)
        return min(first - 1 + dice.below(first), shops - 1)
    }

    /// Fen: a third whole tens of yuan, a third whole yuan, the rest as the till says.
    private mutating func amount() -> Int64 {
        switch dice.below(3) {
        case 0: Int64(1 + dice.below(dice.below(10) == 0 ? 200 : 20)) * 1_000
        case 1: Int64(1 + dice.below(200)) * 100
        default: Int64(100 + dice.below(50_000))
        }
    }
}
