import WeirDomain

/// A merchant that claims another trade and sells coins behind a web checkout.
struct ExchangeGateway: Business {
    let startDay: Int
    private let account: Int
    private var dice: Dice
    private let spread: Double
    private let perDay: Int
    /// Share of the orders in which the customer sells and is paid.
    private let buysBack: Double
    private let slangShare: Double

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .dealing, account, 1)
        startDay = dice.below(max(town.days / 3, 1))
        spread = dice.between(0.006, 0.02)
        perDay = dice.along([12, 20, 30, 45, 90])
        buysBack = dice.chance(0.5) ? dice.between(0.1, 0.35) : 0
        slangShare = town.evasion == 0 ? 0.08 : 0
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard day.index >= startDay else { return }
        var taken = 0
        let hours = town.evasion >= 3 ? Hours.shopping : Hours.online
        for _ in 0..<max(dice.count(Double(perDay)), 1) {
            let at = day.moment(hours, &dice)
            let isSale = !dice.chance(buysBack)
            let board = Double(town.board.tetherFen(at / 900_000 * 900_000))
            let price = Int(board * (isSale ? 1 + spread / 2 : 1 - spread / 2) + 0.5)
            let fen = amount(price, town)
            let customer = dice.pick(town.customers)
            ledger.trades(customer, on: day.index)
            var draft = Draft(at: at, payer: isSale ? customer : account, payee: isSale ? account : customer, fen: fen)
            draft.rail = town.parties[customer].rail
            draft.channel = isSale ? .gateway : .transfer
            draft.remark = remark(town)
            taken += isSale ? fen : -fen
            ledger.add(draft)
        }
        guard taken > 0 else { return }
        let fen = taken * dice.within(70...98) / 100 / 100 * 100
        sweep(account, fen, at: day.moment(from: 21, to: 23.9, &dice), in: town, &ledger)
    }

    private mutating func amount(_ price: Int, _ town: Town) -> Int {
        // Careful ones sell packages in money; the others let the customer name the coins.
        if dice.chance(0.35) {
            return dice.pick([100, 200, 300, 500, 500, 1000, 1000, 2000, 3000, 5000, 10_000]) * 100
        }
        let fen = dice.pick([20, 50, 50, 100, 100, 100, 200, 200, 300, 500, 500, 1000, 2000]) * price
        guard town.evasion >= 2 else { return fen }
        return fen + Int(Double(fen) * dice.between(-0.003, 0.003))
    }

    private mutating func remark(_ town: Town) -> String {
        if dice.chance(slangShare) { return Remarks.slang(&dice) }
        return dice.chance(0.4) ? Remarks.number(14, &dice) : ""
    }
}
