import WeirDomain

/// A site that takes money on a changing set of borrowed personal codes and tells open orders apart by some fen. What
/// comes in is gathered by collectors.
struct FourthPartySite: Business {
    let startDay: Int
    private let payees: [Int]
    private var dice: Dice
    private let collectors: [Int]
    private let perDay: Int
    /// How long a code is shown.
    private let turn: Int64

    init(_ payees: [Int], number: Int, in town: Town) {
        self.payees = payees
        dice = Dice(town.seed, .running, payees[0], 2)
        startDay = dice.below(max(town.days / 3, 1))
        perDay = dice.within(60...150)
        turn = Int64(dice.within(18...45)) * Day.minute
        collectors = (0..<2).map { town.collectors[(number * 2 + $0) % town.collectors.count] }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard day.index >= startDay else { return }
        let hours = town.evasion >= 3 ? Hours.shopping : Hours.online
        var times = (0..<max(dice.count(Double(perDay)), 1)).map { _ in day.moment(hours, &dice) }
        times.sort()
        // The code that a visitor sees depends on the time alone.
        var held = Array(repeating: 0, count: payees.count)
        var last = Array(repeating: day.start, count: payees.count)
        var current = -1
        for at in times {
            let slot = Int(at / turn)
            var choice = Dice(town.seed, .running, payees[0], slot)
            let place = choice.below(payees.count)
            if place != current, current >= 0 {
                forward(current, held[current], after: last[current], town, &ledger)
                held[current] = 0
            }
            current = place
            held[place] += take(at, place, town, &ledger)
            last[place] = at
        }
        for place in payees.indices { forward(place, held[place], after: last[place], town, &ledger) }
    }

    private mutating func take(_ at: Int64, _ place: Int, _ town: Town, _ ledger: inout Ledger) -> Int {
        let payer = dice.chance(0.85) ? dice.pick(town.gamblers) : town.stranger(to: payees[place], &dice)
        guard payer != payees[place] else { return 0 }
        let price = dice.pick([5000, 10_000, 10_000, 20_000, 30_000, 50_000, 50_000, 100_000, 200_000, 500_000])
        let moved = town.evasion >= 2 ? dice.within(-90...90) : dice.chance(0.75) ? -dice.within(1...10) : 0
        var draft = Draft(at: at, payer: payer, payee: payees[place], fen: price + moved)
        draft.channel = .gateway
        draft.rail = town.parties[payer].rail
        ledger.add(draft)
        return draft.fen
    }

    /// When the code is taken down its holder passes the money on; hours later when told to be careful.
    private mutating func forward(
        _ place: Int, _ fen: Int, after last: Int64, _ town: Town, _ ledger: inout Ledger
    ) {
        guard fen > 0 else { return }
        let delay = town.evasion >= 3 ? dice.within(3_000_000...18_000_000) : dice.within(120_000...1_800_000)
        let kept = dice.within(12...30)
        var draft = Draft(
            at: last + Int64(delay), payer: payees[place], payee: dice.pick(collectors),
            fen: max(fen * (1000 - kept) / 1000 / 100 * 100, 100))
        draft.rail = town.parties[payees[place]].rail
        ledger.add(draft)
    }
}
