import WeirDomain

/// Finds lorries for loads: shippers pay, drivers are paid the same day, less a commission.
struct FreightBroker: Business {
    let account: Int
    private var dice: Dice
    private var shippers: [Int] = []
    private var drivers: [Int] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        for _ in 0..<dice.within(15...35) { shippers.append(town.stranger(to: account, &dice)) }
        for _ in 0..<4 { shippers.append(dice.pick(town.wholesalers)) }
        for _ in 0..<dice.within(25...50) { drivers.append(town.stranger(to: account, &dice)) }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        for _ in 0..<dice.within(day.isWeekend ? 1...5 : 3...12) {
            let freight = dice.along([60_000, 110_000, 180_000, 290_000, 600_000]) / 5000 * 5000
            let shipper = dice.chance(0.6) ? dice.pick(shippers) : town.stranger(to: account, &dice)
            let at = day.moment(Hours.business, &dice)
            var paid = Draft(at: at, payer: shipper, payee: account, fen: freight)
            paid.rail = dice.chance(0.4) ? .bank : .alipay
            paid.remark = dice.chance(0.2) ? dice.pick(["运费", "运费尾款", "物流费"]) : ""
            ledger.add(paid)
            let driver = dice.chance(0.5) ? dice.pick(drivers) : town.stranger(to: account, &dice)
            var fare = freight * (1000 - dice.within(50...100)) / 1000
            if dice.chance(0.7) { fare = fare / 1000 * 1000 }
            let later = at + Int64(dice.within(900_000...18_000_000))
            var forward = Draft(at: later, payer: account, payee: driver, fen: fare)
            forward.rail = town.parties[account].rail
            forward.remark = dice.chance(0.15) ? "运费" : ""
            ledger.add(forward)
        }
    }
}

/// A top-up shop that takes money on a personal code behind a web page. The page tells open orders of one price apart
/// by some fen.
struct UniqueCentsShop: Business {
    let account: Int
    private var dice: Dice
    private let perDay: Int
    private let goesUp: Bool

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        perDay = dice.within(20...50)
        goesUp = dice.chance(0.5)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        var taken = 0
        for _ in 0..<dice.count(Double(perDay)) {
            let price = dice.pick([
                600, 1000, 3000, 3000, 5000, 5000, 6800, 9800, 10_000, 12_800, 20_000, 32_800, 64_800,
            ])
            let moved = dice.chance(0.8) ? dice.within(1...10) : 0
            let payer = town.stranger(to: account, &dice)
            let at = day.moment(Hours.online, &dice)
            var draft = Draft(at: at, payer: payer, payee: account, fen: price + (goesUp ? moved : -moved))
            draft.channel = .gateway
            draft.rail = town.parties[payer].rail
            taken += draft.fen
            ledger.add(draft)
        }
        let supplier = town.online[account % town.online.count]
        let at = day.moment(from: 20, to: 23.8, &dice)
        var goods = Draft(at: at, payer: account, payee: supplier, fen: taken * dice.within(78...86) / 100)
        goods.rail = .alipay
        goods.channel = .gateway
        ledger.add(goods)
        if dice.chance(0.3) { sweep(account, taken / 10, at: at + Day.minute, in: town, &ledger) }
    }
}
