import WeirDomain

/// Lends the own code to a site: takes strangers' money in bursts and passes it on at once, less a commission.
struct Runner: Business {
    let startDay: Int
    private let account: Int
    private var dice: Dice
    private let collectors: [Int]
    private let commission: Int
    private let perBurst: ClosedRange<Int>

    init(_ account: Int, number: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .running, account)
        startDay = dice.below(max(town.days / 3, 1))
        commission = dice.within(10...20)
        perBurst = dice.within(8...14)...dice.within(15...35)
        // Mules of one team share their collectors.
        let first = number / 3 * 2
        collectors = (0..<3).map { town.collectors[(first + $0) % town.collectors.count] }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard day.index >= startDay, dice.chance(0.75) else { return }
        for _ in 0..<(dice.chance(0.35) ? 2 : 1) {
            let length = dice.between(1, 3)
            let from = town.evasion >= 3 ? dice.between(9, 18) : dice.between(0, 21)
            burst(from: day.start + Int64(from * 3_600_000), length: Int(length * 3_600_000), town, &ledger)
        }
    }

    private mutating func burst(from: Int64, length: Int, _ town: Town, _ ledger: inout Ledger) {
        var times = (0..<dice.within(perBurst)).map { _ in Int64(dice.below(length)) }
        times.sort()
        var held = 0
        var due = Int64.max
        var collector = dice.pick(collectors)
        for time in times {
            let at = from + time
            if at > due {
                forward(held, to: collector, at: due, town, &ledger)
                held = 0
                due = Int64.max
                if dice.chance(0.3) { collector = dice.pick(collectors) }
            }
            held += take(at: at, town, &ledger)
            due = min(due, at + delay(town))
        }
        forward(held, to: collector, at: due, town, &ledger)
    }

    /// Two to twenty-five minutes; hours when told to be careful.
    private mutating func delay(_ town: Town) -> Int64 {
        Int64(town.evasion >= 3 ? dice.within(3_000_000...14_400_000) : dice.within(120_000...1_500_000))
    }

    private mutating func take(at: Int64, _ town: Town, _ ledger: inout Ledger) -> Int {
        let payer = dice.chance(0.85) ? dice.pick(town.gamblers) : town.stranger(to: account, &dice)
        guard payer != account else { return 0 }
        let round = [5000, 10_000, 10_000, 20_000, 30_000, 50_000, 50_000, 100_000, 200_000, 300_000]
        let fen = dice.chance(0.65) ? dice.pick(round) : dice.along([5000, 12_000, 28_000, 60_000, 130_000, 300_000])
        var draft = Draft(at: at, payer: payer, payee: account, fen: fen)
        draft.channel = dice.chance(0.8) ? .collect : .transfer
        draft.rail = town.parties[account].rail
        ledger.add(draft)
        return fen
    }

    private mutating func forward(_ held: Int, to collector: Int, at: Int64, _ town: Town, _ ledger: inout Ledger) {
        guard held > 0 else { return }
        var fen = held * (1000 - commission) / 1000
        if dice.chance(0.6) { fen = max(fen / 100 * 100, 100) }
        var draft = Draft(at: at, payer: account, payee: collector, fen: fen)
        draft.rail = town.parties[account].rail
        ledger.add(draft)
    }
}

/// Gathers what mules forward and moves it to cards, so that little stays overnight.
struct Collector: Business {
    private let account: Int
    private var dice: Dice

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .running, account, 1)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        var taken = 0
        for draft in ledger.today where draft.payee == account && town.isPerson(draft.payer) {
            if town.people[draft.payer].role.feedsCollectors { taken += draft.fen }
        }
        guard taken > 0 else { return }
        let late = day.moment(from: 22, to: 23.9, &dice)
        let share = town.evasion >= 3 ? dice.within(60...90) : dice.within(85...99)
        let parts = 1 + taken / 5_000_000
        for part in 0..<parts {
            let fen = taken / parts * share / 100 / 100 * 100
            sweep(account, fen, at: late + Int64(part * 70_000), in: town, &ledger)
        }
    }
}
