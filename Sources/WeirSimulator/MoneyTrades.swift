import WeirDomain

/// Changes dollars for travellers: both ways with strangers, round dollars at a rate near the bank's.
struct MoneyChanger: Business {
    let account: Int
    private var dice: Dice
    private var balance = Balance(scale: 6_000_000)
    private let spread: Double
    private let perDay: ClosedRange<Int>

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        spread = dice.between(0.003, 0.01)
        perDay = 4...dice.within(8...15)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard dice.chance(0.92) else { return }
        for _ in 0..<dice.within(perDay) {
            let at = day.moment(Hours.business, &dice)
            let takesIn = balance.takesIn(&dice)
            let dollar = town.board.dollar(at)
            let rate = Int((dollar * (takesIn ? 1 + spread : 1 - spread)) * 100 + 0.5)
            let dollars = dice.pick([20, 50, 100, 100, 200, 200, 300, 500, 500, 800, 1000, 1000, 1500, 2000, 3000])
            var fen = dollars * rate
            if dice.chance(0.2) { fen = fen / 100 * 100 }
            let other = town.stranger(to: account, &dice)
            var draft = Draft(at: at, payer: takesIn ? other : account, payee: takesIn ? account : other, fen: fen)
            draft.rail = dice.chance(0.5) ? .wechat : .alipay
            draft.channel = takesIn && dice.chance(0.4) ? .collect : .transfer
            draft.remark = dice.chance(0.05) ? dice.pick(["换汇", "美金", "换钱", "旅行"]) : ""
            balance.add(takesIn ? fen : -fen)
            ledger.add(draft)
        }
    }
}

/// Buys gift cards from strangers below their face value and sells them to others a little dearer.
struct GiftCardRecycler: Business {
    let account: Int
    private var dice: Dice
    private var balance = Balance(scale: 1_500_000)
    /// For each brand, thousandths of the face value paid for a card.
    private var brands: [Int] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        for _ in 0..<6 { brands.append(dice.within(850...930)) }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        for index in brands.indices where dice.chance(0.15) {
            brands[index] = min(max(brands[index] + dice.within(-5...5), 850), 930)
        }
        for _ in 0..<dice.within(5...20) {
            let takesIn = balance.takesIn(&dice)
            let share = dice.pick(brands) + (takesIn ? dice.within(15...40) : 0)
            let face = dice.pick([5000, 10_000, 10_000, 20_000, 30_000, 50_000, 50_000, 100_000])
            let fen = face * share / 1000
            let other = town.stranger(to: account, &dice)
            let at = day.moment(Hours.online, &dice)
            var draft = Draft(at: at, payer: takesIn ? other : account, payee: takesIn ? account : other, fen: fen)
            draft.rail = town.parties[account].rail
            draft.remark = dice.chance(0.08) ? dice.pick(["京东卡", "礼品卡", "超市卡", "加油卡", "卡密"]) : ""
            balance.add(takesIn ? fen : -fen)
            ledger.add(draft)
        }
    }
}
