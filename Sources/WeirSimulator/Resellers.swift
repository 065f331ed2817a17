import WeirDomain

/// Tickets: bought at their face before sale opens, sold to strangers dearer and dearer until the evening itself.
struct TicketReseller: Business {
    let account: Int
    private var dice: Dice
    private var stock: [(face: Int, left: Int)] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        if dice.chance(0.35) || stock.isEmpty {
            let face = dice.pick([18_000, 28_000, 38_000, 58_000, 88_000, 128_000, 168_000])
            for _ in 0..<dice.within(4...14) {
                let isShop = dice.chance(0.5)
                let seller = isShop ? dice.pick(town.online) : town.stranger(to: account, &dice)
                let price = isShop ? face : face * dice.within(80...105) / 100 / 100 * 100
                var draft = Draft(at: day.moment(Hours.online, &dice), payer: account, payee: seller, fen: price)
                draft.channel = isShop ? .gateway : .transfer
                draft.rail = town.parties[account].rail
                ledger.add(draft)
                stock.append((face, dice.within(2...14)))
            }
        }
        for place in stock.indices where stock[place].left > 0 {
            stock[place].left -= 1
            guard dice.chance(0.25) || stock[place].left == 0 else { continue }
            stock[place].left = 0
            let buyer = town.stranger(to: account, &dice)
            let price = stock[place].face * dice.within(108...190) / 100 / 1000 * 1000
            var draft = Draft(at: day.moment(Hours.online, &dice), payer: buyer, payee: account, fen: price)
            draft.rail = town.parties[buyer].rail
            draft.remark = dice.chance(0.12) ? dice.pick(["门票", "两张", "内场", "演唱会"]) : ""
            guard let index = ledger.add(draft), dice.chance(0.04) else { continue }
            ledger.giveBack(index, after: dice.within(3_600_000...100_000_000))
        }
        stock.removeAll { $0.left == 0 }
    }
}

/// Buys abroad for others (daigou): a customer pays the shop's dollar price at the rate of the day with a fee on top.
struct PurchasingAgent: Business {
    let account: Int
    private var dice: Dice
    private let fee: Double
    private var customers: [Int] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        fee = dice.between(0.04, 0.12)
        for _ in 0..<dice.within(20...60) { customers.append(town.stranger(to: account, &dice)) }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        var spent = 0
        for _ in 0..<dice.within(3...12) {
            let cents = dice.pick([1990, 2995, 3990, 4999, 5900, 7995, 9900, 12_000, 15_000, 24_900, 50_000])
            let at = day.moment(Hours.online, &dice)
            let cost = Int(Double(cents) * town.board.dollar(at) + 0.5)
            var fen = Int(Double(cost) * (1 + fee))
            if dice.chance(0.5) { fen = fen / 100 * 100 }
            let other = dice.chance(0.55) ? dice.pick(customers) : town.stranger(to: account, &dice)
            var draft = Draft(at: at, payer: other, payee: account, fen: fen)
            draft.rail = dice.chance(0.7) ? .wechat : .alipay
            draft.remark = dice.chance(0.15) ? dice.pick(["代购", "面霜", "奶粉", "包包定金", "直邮"]) : ""
            spent += cost
            guard let index = ledger.add(draft), dice.chance(0.06) else { continue }
            ledger.giveBack(index, after: dice.within(86_400_000...500_000_000))
        }
        // The friend abroad who shops is paid every other evening.
        guard dice.chance(0.5) else { return }
        let friend = customers[0]
        var payment = Draft(at: day.moment(from: 20, to: 23.9, &dice), payer: account, payee: friend, fen: spent)
        payment.rail = .bank
        ledger.add(payment)
    }
}

/// Trades gold of an online game with players, both ways, at a price per piece that drifts by its own laws.
struct GameItemTrader: Business {
    let account: Int
    private var dice: Dice
    private var balance = Balance(scale: 1_000_000)
    /// Hundredths of a fen for a piece.
    private var price: Int
    private let spread: Double

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        price = dice.within(900...6800)
        spread = dice.between(0.03, 0.1)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        price = max(price * dice.within(975...1025) / 1000, 300)
        for _ in 0..<dice.within(8...30) {
            let takesIn = balance.takesIn(&dice)
            let quote = Double(price) * (takesIn ? 1 + spread / 2 : 1 - spread / 2)
            let pieces = dice.pick([50, 100, 100, 200, 300, 500, 500, 1000, 1000, 2000, 3000])
            var fen = Int(Double(pieces) * quote.rounded() / 100)
            if dice.chance(0.3) { fen = max(fen / 100 * 100, 100) }
            let other = town.stranger(to: account, &dice)
            let at = day.moment(Hours.online, &dice)
            var draft = Draft(at: at, payer: takesIn ? other : account, payee: takesIn ? account : other, fen: fen)
            draft.rail = town.parties[account].rail
            draft.remark = dice.chance(0.08) ? dice.pick(["金币", "游戏币", "装备", "点券", "代练"]) : ""
            balance.add(takesIn ? fen : -fen)
            ledger.add(draft)
        }
    }
}

/// Buys and sells gold by the gram at the day's price, both ways with strangers.
struct GoldTrader: Business {
    let account: Int
    private var dice: Dice
    private var balance = Balance(scale: 20_000_000)
    private let spread: Double

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        spread = dice.between(0.006, 0.02)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        for _ in 0..<dice.within(day.isWeekend ? 4...14 : 2...9) {
            let takesIn = balance.takesIn(&dice)
            let at = day.moment(Hours.shopping, &dice)
            let gram = town.board.goldFen(at)
            let quote = Int(Double(gram) * (takesIn ? 1 + spread / 2 : 1 - spread / 2) + 0.5)
            // Bars by whole grams, jewellery by what the scales say.
            let hundredths =
                dice.chance(0.55) ? dice.pick([200, 500, 1000, 1000, 2000, 5000]) : dice.within(150...4200)
            let other = town.stranger(to: account, &dice)
            var draft = Draft(
                at: at, payer: takesIn ? other : account, payee: takesIn ? account : other,
                fen: hundredths * (quote / 10 * 10) / 100)
            if dice.chance(0.2) { draft.fen = draft.fen / 100 * 100 }
            draft.rail = dice.pick([.alipay, .wechat, .bank])
            draft.channel = takesIn && dice.chance(0.4) ? .collect : .transfer
            draft.remark = dice.chance(0.1) ? dice.pick(["黄金", "金条", "回收", "手镯"]) : ""
            balance.add(takesIn ? draft.fen : -draft.fen)
            ledger.add(draft)
        }
    }
}
