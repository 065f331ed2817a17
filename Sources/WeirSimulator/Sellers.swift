import WeirDomain

/// Buys used phones and the like from strangers and sells them to others some days later.
struct SecondHandSeller: Business {
    let account: Int
    private var dice: Dice

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        for _ in 0..<dice.within(1...5) {
            let cost = dice.along([20_000, 60_000, 120_000, 210_000, 380_000]) / 1000 * 1000
            let at = day.moment(Hours.online, &dice)
            var buy = Draft(at: at, payer: account, payee: town.stranger(to: account, &dice), fen: cost)
            buy.rail = town.parties[account].rail
            ledger.add(buy)
            var price = cost * dice.within(107...122) / 100 / 1000 * 1000
            if dice.chance(0.3) { price -= 100 }
            let days = Int64(dice.within(0...5))
            let time = day.moment(Hours.online, &dice) + days * Day.milliseconds
            let sold = max(time, at + 2 * Day.hour)
            var sell = Draft(at: sold, payer: town.stranger(to: account, &dice), payee: account, fen: price)
            sell.rail = dice.chance(0.7) ? .alipay : .wechat
            sell.remark = dice.chance(0.08) ? dice.pick(["手机", "相机", "二手手机", "U盘", "显卡"]) : ""
            ledger.add(sell)
        }
    }
}

/// A stall with a person's own code: many strangers, weighed goods, the day's money to the bank.
struct MarketStall: Business {
    let account: Int
    private var dice: Dice
    private let perDay: Int

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        perDay = dice.within(20...55)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard dice.chance(0.95) else { return }
        var taken = 0
        for _ in 0..<dice.count(Double(perDay) * (day.isWeekend ? 1.2 : 0.95)) {
            var fen = dice.along([300, 800, 1400, 2200, 3600, 9000])
            fen = dice.chance(0.5) ? fen / 100 * 100 : fen / 10 * 10
            let visitor = dice.chance(0.95) ? town.neighbour(of: account, &dice) : town.stranger(to: account, &dice)
            var draft = Draft(at: day.moment(Hours.market, &dice), payer: visitor, payee: account, fen: max(fen, 100))
            draft.channel = .collect
            draft.rail = town.parties[visitor].rail
            taken += draft.fen
            ledger.add(draft)
        }
        let supplier = town.wholesalers[account % town.wholesalers.count]
        var goods = Draft(at: day.moment(from: 3.5, to: 5.5, &dice), payer: account, payee: supplier, fen: taken / 2)
        goods.fen = goods.fen / 1000 * 1000
        goods.rail = town.parties[account].rail
        goods.channel = .collect
        ledger.add(goods)
        sweep(account, taken - goods.fen, at: day.moment(from: 19.5, to: 23, &dice), in: town, &ledger)
    }
}

/// Sells to the neighbourhood in groups: one price, many payers in an evening, one payment to the supplier.
struct GroupBuyLeader: Business {
    let account: Int
    private var dice: Dice
    private var members: [Int] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        for _ in 0..<dice.within(50...150) { members.append(town.neighbour(of: account, &dice)) }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard dice.chance(0.45) else { return }
        if dice.chance(0.3) { members.append(town.stranger(to: account, &dice)) }
        let price = dice.within(12...120) * 100 - dice.pick([0, 10, 20, 50])
        let opens = dice.between(10, 19)
        var taken = 0
        for member in members where dice.chance(0.3) {
            let at = day.moment(from: opens, to: opens + 4, &dice)
            var draft = Draft(at: at, payer: member, payee: account, fen: price * (1 + dice.weighted([75, 20, 5])))
            draft.channel = dice.chance(0.5) ? .collect : .transfer
            draft.rail = dice.chance(0.8) ? .wechat : .alipay
            draft.remark = dice.chance(0.15) ? dice.pick(["团购", "2份", "草莓", "车厘子", "鸡蛋", "接龙"]) : ""
            taken += draft.fen
            guard let index = ledger.add(draft), dice.chance(0.03) else { continue }
            ledger.giveBack(index, after: dice.within(600_000...100_000_000))
        }
        let at = day.moment(from: opens + 4, to: 23.9, &dice) + Int64(dice.below(10)) * Day.hour
        let supplier = town.wholesalers[account % town.wholesalers.count]
        var payment = Draft(at: at, payer: account, payee: supplier, fen: taken * dice.within(84...92) / 100)
        payment.rail = .bank
        ledger.add(payment)
    }
}
