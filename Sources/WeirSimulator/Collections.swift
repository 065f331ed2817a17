import WeirDomain

/// Collects the same fee from every family of a class in an evening or two and hands it on in one sum.
struct ClassFeeCollector: Business {
    let account: Int
    private var dice: Dice
    private var families: [Int] = []
    private var nextDay: Int

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        for _ in 0..<dice.within(28...55) { families.append(town.neighbour(of: account, &dice)) }
        nextDay = dice.below(10)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard day.index == nextDay else { return }
        nextDay = day.index + dice.within(6...20)
        let fee = dice.pick([3000, 5000, 8500, 12_000, 20_000, 36_000]) + dice.pick([0, 0, 50, 0])
        var taken = 0
        for family in families {
            var draft = Draft(at: day.moment(from: 17.5, to: 23, &dice), payer: family, payee: account, fen: fee)
            if dice.chance(0.25) { draft.at += Day.milliseconds }
            draft.channel = dice.chance(0.5) ? .collect : .transfer
            draft.rail = dice.chance(0.8) ? .wechat : .alipay
            draft.remark = dice.chance(0.3) ? dice.pick(["班费", "春游", "校服", "资料费"]) : ""
            taken += fee
            ledger.add(draft)
        }
        var handed = Draft(
            at: day.end + Int64(dice.between(20, 40) * 3_600_000), payer: account, payee: dice.pick(town.employers),
            fen: taken)
        handed.rail = town.parties[account].rail
        ledger.add(handed)
    }
}

/// An appeal that spreads: for some days hundreds of strangers give, and the sum goes to a hospital each evening.
struct CharityDrive: Business {
    let account: Int
    private var dice: Dice
    private let first: Int
    private let length: Int
    private let hospital: Int

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        first = dice.below(max(town.days - 8, 1))
        length = dice.within(4...9)
        hospital = dice.pick(town.employers)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        let age = day.index - first
        guard age >= 0, age < length else { return }
        // It rises for two days and falls slowly.
        let gifts = dice.count(Double(age < 2 ? 40 + 60 * age : 160 / age))
        var taken = 0
        for _ in 0..<gifts {
            let giver = town.stranger(to: account, &dice)
            let fen = dice.pick([500, 1000, 1000, 2000, 5000, 5000, 6600, 8800, 10_000, 20_000, 50_000])
            var draft = Draft(at: day.moment(Hours.online, &dice), payer: giver, payee: account, fen: fen)
            draft.channel = dice.chance(0.5) ? .collect : .transfer
            draft.rail = town.parties[giver].rail
            draft.remark = dice.chance(0.3) ? dice.pick(["加油", "早日康复", "一点心意", "好人一生平安"]) : ""
            taken += fen
            ledger.add(draft)
        }
        let at = day.moment(from: 22, to: 23.9, &dice)
        var bill = Draft(at: at, payer: account, payee: hospital, fen: taken * dice.within(90...100) / 100)
        bill.rail = .bank
        ledger.add(bill)
    }
}

/// Pays the wages of small firms: their money comes in and goes out the same day to dozens of workers.
struct PayrollAgent: Business {
    private struct Firm {
        var payer: Int
        var payday: Int
        var workers: [Int]
        var wages: [Int]
    }

    let account: Int
    private var dice: Dice
    private var firms: [Firm] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        for _ in 0..<dice.within(3...7) {
            var firm = Firm(payer: dice.pick(town.employers), payday: dice.within(1...28), workers: [], wages: [])
            for _ in 0..<dice.within(12...40) {
                firm.workers.append(town.stranger(to: account, &dice))
                firm.wages.append(dice.along([300_000, 450_000, 600_000, 850_000, 1_400_000]))
            }
            firms.append(firm)
        }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        for firm in firms where firm.payday == day.dayOfMonth {
            let at = day.moment(from: 8.5, to: 11, &dice)
            let wages = firm.wages.map { $0 * dice.within(90...112) / 100 + dice.below(100) }
            let sum = wages.reduce(0, +)
            var funds = Draft(at: at, payer: firm.payer, payee: account, fen: sum * 1012 / 1000)
            funds.rail = .bank
            ledger.add(funds)
            for (worker, wage) in zip(firm.workers, wages) {
                let later = at + Int64(dice.within(600_000...18_000_000))
                var draft = Draft(at: later, payer: account, payee: worker, fen: wage)
                draft.rail = dice.chance(0.6) ? .bank : .alipay
                draft.remark = dice.chance(0.5) ? dice.pick(["工资", "劳务费", "计件"]) : ""
                ledger.add(draft)
            }
        }
    }
}
