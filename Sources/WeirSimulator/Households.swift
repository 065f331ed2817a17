import WeirDomain

/// Lets flats and rooms: rent and deposits from many, now and then a new tenant nobody has paid with before.
struct Landlord: Business {
    private struct Lease {
        var tenant: Int
        var day: Int
        var rent: Int
    }

    let account: Int
    private var dice: Dice
    private var leases: [Lease] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        for _ in 0..<dice.within(10...40) { leases.append(lease(town, startingOn: dice.within(1...28))) }
    }

    private mutating func lease(_ town: Town, startingOn day: Int) -> Lease {
        let rent = dice.along([60_000, 110_000, 160_000, 240_000, 420_000]) / 5000 * 5000
        return Lease(tenant: town.neighbour(of: account, &dice), day: day, rent: rent)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        var taken = 0
        for place in leases.indices where leases[place].day == day.dayOfMonth {
            // A tenant who leaves gets the deposit back; the next one pays it and a month ahead.
            if dice.chance(0.05) {
                pay(leases[place].tenant, leases[place].rent * 9 / 10, day, town, &ledger)
                leases[place] = lease(town, startingOn: day.dayOfMonth)
                taken += take(leases[place], leases[place].rent * 2, "押金", day, town, &ledger)
            }
            // Light and water with the rent, to the fen.
            let extra = dice.chance(0.6) ? dice.along([3000, 8000, 14_000, 26_000]) : 0
            let isApart = dice.chance(0.4)
            taken += take(leases[place], leases[place].rent + (isApart ? 0 : extra), "房租", day, town, &ledger)
            if isApart, extra > 0 { taken += take(leases[place], extra, "水电", day, town, &ledger) }
        }
        guard taken > 0, dice.chance(0.5) else { return }
        sweep(account, taken * dice.within(40...90) / 100, at: day.moment(from: 21, to: 23.9, &dice), in: town, &ledger)
    }

    private mutating func take(
        _ lease: Lease, _ fen: Int, _ words: String, _ day: Day, _ town: Town, _ ledger: inout Ledger
    ) -> Int {
        let at = day.moment(Hours.friends, &dice)
        var draft = Draft(at: at, payer: lease.tenant, payee: account, fen: fen)
        draft.rail = dice.chance(0.3) ? .bank : town.parties[lease.tenant].rail
        draft.remark = dice.chance(0.4) ? words : ""
        ledger.add(draft)
        return fen
    }

    private mutating func pay(_ tenant: Int, _ fen: Int, _ day: Day, _ town: Town, _ ledger: inout Ledger) {
        let at = day.moment(Hours.business, &dice)
        var draft = Draft(at: at, payer: account, payee: tenant, fen: fen)
        draft.rail = town.parties[account].rail
        draft.remark = dice.chance(0.3) ? "退押金" : ""
        ledger.add(draft)
    }
}

/// A family that puts its money together: many relatives pay one of them, who pays one great bill within a day.
struct FamilyPool: Business {
    let account: Int
    private var dice: Dice
    private var relatives: [Int] = []
    private var nextDay: Int

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        for _ in 0..<dice.within(6...18) { relatives.append(town.stranger(to: account, &dice)) }
        nextDay = dice.below(12)
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard day.index == nextDay else { return }
        nextDay = day.index + dice.within(7...24)
        var taken = 0
        let opens = dice.between(9, 16)
        for relative in relatives where dice.chance(0.8) {
            let fen = dice.pick([50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000])
            var draft = Draft(
                at: day.moment(from: opens, to: opens + 5, &dice), payer: relative, payee: account, fen: fen)
            draft.rail = fen > 500_000 ? .bank : town.parties[relative].rail
            draft.remark = dice.chance(0.15) ? dice.pick(["首付", "住院", "给爸妈", "婚礼", "凑一下"]) : ""
            taken += fen
            ledger.add(draft)
        }
        let payee = dice.chance(0.6) ? dice.pick(town.employers) : town.stranger(to: account, &dice)
        let at = day.moment(from: opens + 5, to: 23.9, &dice)
        var bill = Draft(at: at, payer: account, payee: payee, fen: taken * dice.within(92...100) / 100)
        bill.rail = .bank
        ledger.add(bill)
    }
}

/// Red packets in groups on free evenings: small lucky sums both ways with dozens of people.
struct RedPacketHost: Business {
    let account: Int
    private var dice: Dice
    private var group: [Int] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        for _ in 0..<dice.within(40...120) { group.append(town.stranger(to: account, &dice)) }
    }

    private static let lucky = [66, 88, 166, 188, 288, 520, 666, 888, 888, 1314, 1688, 2000, 5200, 8800, 20_000]

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        guard dice.chance(day.isFestive ? 0.95 : day.isWeekend ? 0.5 : 0.12) else { return }
        let opens = dice.between(18, 21)
        for _ in 0..<dice.within(day.isFestive ? 30...80 : 8...30) {
            let other = dice.pick(group)
            let gives = dice.chance(0.5)
            var draft = Draft(
                at: day.moment(from: opens, to: 23.9, &dice), payer: gives ? account : other,
                payee: gives ? other : account, fen: dice.pick(Self.lucky))
            draft.channel = .redpacket
            draft.rail = .wechat
            draft.remark = Remarks.blessing(&dice)
            ledger.add(draft)
        }
    }
}

/// Teaches children at home: the same fees each week, packages of lessons, a refund for a missed one.
struct Tutor: Business {
    let account: Int
    private var dice: Dice
    private let fee: Int
    private var pupils: [Int] = []

    init(_ account: Int, in town: Town) {
        self.account = account
        dice = Dice(town.seed, .roles, account)
        fee = dice.pick([12_000, 15_000, 18_000, 20_000, 25_000, 30_000])
        for _ in 0..<dice.within(15...45) { pupils.append(town.neighbour(of: account, &dice)) }
    }

    mutating func work(_ day: Day, in town: Town, _ ledger: inout Ledger) {
        for parent in pupils where dice.chance(day.isWeekend ? 0.3 : 0.1) {
            let isPackage = dice.chance(0.08)
            let at = isPackage ? day.moment(Hours.friends, &dice) : day.moment(from: 17, to: 21.5, &dice)
            var draft = Draft(at: at, payer: parent, payee: account, fen: isPackage ? fee * 9 : fee)
            draft.channel = dice.chance(0.4) ? .collect : .transfer
            draft.rail = town.parties[parent].rail
            draft.remark = dice.chance(0.25) ? dice.pick(["课时费", "钢琴课", "英语课", "补课", "学费"]) : ""
            guard let index = ledger.add(draft), dice.chance(0.02) else { continue }
            ledger.giveBack(index, after: dice.within(3_600_000...200_000_000))
        }
        // Now and then somebody tries a lesson, and may stay.
        guard dice.chance(0.15) else { return }
        let parent = town.neighbour(of: account, &dice)
        var trial = Draft(at: day.moment(Hours.friends, &dice), payer: parent, payee: account, fen: fee / 2)
        trial.rail = town.parties[parent].rail
        ledger.add(trial)
        if dice.chance(0.5) { pupils.append(parent) }
    }
}
