import WeirDomain

/// Trades coins with strangers found on a board: buys a little below and sells a little above its price, all day.
struct Dealer: Business {
    private enum RemarkRule { case none, sixDigits, orderNumber }

    let startDay: Int
    /// The first account, which names the dealer's quotes.
    private let name: Int
    private var accounts: [Int]
    /// The account that takes over, and when.
    private let successor: (account: Int, day: Int)?
    private var dice: Dice
    private var balances: [Balance]
    private let spread: Double
    private let perDay: Int
    private let shift: (from: Double, to: Double)
    private let rails: [Rail]
    private let rule: RemarkRule
    private let slangShare: Double
    private let disguisedShare: Double
    private var regulars: [Int] = []

    /// When the successor, if there is one, takes over.
    var handoverDay: Int? { successor?.day }

    init(_ accounts: [Int], in town: Town, successor: Int? = nil) {
        self.accounts = accounts
        name = accounts[0]
        dice = Dice(town.seed, .dealing, accounts[0])
        startDay = dice.below(max(town.days / 3, 1))
        spread = dice.between(0.003, 0.012)
        perDay = dice.along([10, 15, 20, 28, 40, 60])
        let from = town.evasion >= 3 ? dice.between(8.5, 10) : dice.pick([8, 9, 9, 10, 12, 15])
        shift = (from, min(from + dice.between(9, 13), town.evasion >= 3 ? 21 : 23.9))
        rails = dice.pick([[.alipay], [.alipay, .wechat], [.bank, .alipay], [.bank], [.wechat]])
        rule = dice.pick([.none, .none, .sixDigits, .orderNumber])
        balances = Array(repeating: Balance(scale: 12_000_000), count: accounts.count)
        let shyness = dice.unit()
        slangShare = town.evasion == 0 && shyness < 0.3 ? 0.05 : 0
        disguisedShare = town.evasion >= 4 && shyness < 0.6 ? 0.05 : 0
        let handover = min(startDay + dice.within(5...10), max(town.days - 1, 0))
        self.successor = successor.map { ($0, handover) }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard day.index >= startDay, dice.chance(0.93) else { return }
        if let successor, day.index >= successor.day, accounts != [successor.account] {
            // The account was closed; its customers are told the new one.
            accounts = [successor.account]
            balances = [Balance(scale: 12_000_000)]
        }
        for _ in 0..<max(dice.count(Double(perDay)), 1) {
            trade(at: day.moment(from: shift.from, to: shift.to, &dice), day, town, &ledger)
        }
        withdraw(day, town, &ledger)
    }

    /// The advertised price in fen at a moment. It stands for a quarter of an hour, then follows the board again.
    private func quote(_ takesIn: Bool, at: Int64, _ town: Town) -> Int {
        let stands = 15 * Day.minute
        let posted = at / stands * stands
        var own = Dice(town.seed, .dealing, name, Int(posted / stands))
        let board = town.board.tetherFen(posted) + own.pick([-1, 0, 0, 0, 1])
        let half = max(Int(Double(board) * spread / 2 + 0.5), 1)
        return takesIn ? board + half : board - half
    }

    private mutating func trade(at: Int64, _ day: Day, _ town: Town, _ ledger: inout Ledger) {
        let place = dice.below(accounts.count)
        let takesIn = balances[place].takesIn(&dice)
        let fen = amount(quote(takesIn, at: at, town), town)
        let customer = self.customer(town)
        guard customer != accounts[place] else { return }
        ledger.trades(customer, on: day.index)
        balances[place].add(takesIn ? fen : -fen)
        var draft = Draft(
            at: at, payer: takesIn ? customer : accounts[place], payee: takesIn ? accounts[place] : customer,
            fen: fen)
        draft.rail = dice.pick(rails)
        draft.channel = takesIn && draft.rail != .bank && dice.chance(0.25) ? .collect : .transfer
        // From the order to the payment.
        draft.at += Int64(dice.along([25_000, 70_000, 140_000, 260_000, 800_000]))
        for part in parts(fen) {
            draft.fen = part
            draft.remark = remark(takesIn)
            ledger.add(draft)
            draft.at += Int64(dice.within(25_000...200_000))
        }
    }

    /// Half of the orders are whole coins, the others round money.
    private mutating func amount(_ price: Int, _ town: Town) -> Int {
        let coins = [
            50, 100, 100, 150, 200, 200, 300, 300, 500, 500, 500, 800, 1000, 1000, 1000, 1500, 2000, 2000, 3000, 5000,
            8000,
        ]
        let money = [
            500, 500, 1000, 1000, 1500, 2000, 2000, 3000, 3000, 5000, 5000, 6000, 8000, 10_000, 10_000, 15_000, 20_000,
        ]
        guard dice.chance(0.5) else { return dice.pick(money) * 100 }
        let fen = dice.pick(coins) * price
        guard town.evasion >= 2 else { return fen }
        return fen + Int(Double(fen) * dice.between(-0.003, 0.003))
    }

    /// Boards ask to split what is above 50,000.
    private mutating func parts(_ fen: Int) -> [Int] {
        let bound = 5_000_000
        guard fen > bound else { return [fen] }
        let count = (fen + bound - 1) / bound
        if dice.chance(0.5) {
            var parts = Array(repeating: bound, count: count - 1)
            parts.append(fen - bound * (count - 1))
            return parts
        }
        var parts = Array(repeating: fen / count / 10_000 * 10_000, count: count - 1)
        parts.append(fen - parts.reduce(0, +))
        return parts[count - 1] <= bound ? parts : [bound, fen - bound]
    }

    private mutating func customer(_ town: Town) -> Int {
        let hasMoved = successor.map { accounts == [$0.account] } ?? false
        if regulars.count > 3, dice.chance(hasMoved ? 0.6 : 0.15) { return dice.pick(regulars) }
        let found = dice.pick(town.customers)
        // Who will move keeps a longer list.
        if regulars.count < (successor == nil ? 12 : 60), dice.chance(successor == nil ? 0.2 : 0.6) {
            regulars.append(found)
        }
        return found
    }

    private mutating func remark(_ takesIn: Bool) -> String {
        if dice.chance(slangShare) { return Remarks.slang(&dice) }
        if dice.chance(disguisedShare) { return Remarks.disguised(&dice) }
        // Whoever pays writes what this dealer, or the other side's board, asks for.
        guard takesIn ? dice.chance(0.8) : dice.chance(0.3) else { return "" }
        switch rule {
        case .none: return ""
        case .sixDigits: return Remarks.number(6, &dice)
        case .orderNumber: return Remarks.number(19, &dice)
        }
    }

    /// Profit and working money go to cards now and then.
    private mutating func withdraw(_ day: Day, _ town: Town, _ ledger: inout Ledger) {
        for (place, account) in accounts.enumerated() where balances[place].fen > 800_000 && dice.chance(0.35) {
            let fen = balances[place].fen * dice.within(30...90) / 100 / 10_000 * 10_000
            balances[place].add(-fen)
            sweep(account, fen, at: day.moment(from: shift.to - 1, to: 23.95, &dice), in: town, &ledger)
        }
    }
}
