import WeirDomain

/// What everybody does on a day: eats, shops, commutes, shares with friends, is paid, pays rent.
struct OrdinaryLife {
    let account: Int
    let day: Day
    var dice: Dice

    init(_ account: Int, _ day: Day, in town: Town) {
        self.account = account
        self.day = day
        dice = Dice(town.seed, .life, account, day.index)
    }

    /// How often each thing is done, in the order of `act`.
    private static let habits = [300, 150, 150, 130, 120, 45, 14, 12, 34, 14, 22, 9]

    mutating func live(in town: Town, _ ledger: inout Ledger) {
        let person = town.people[account]
        for _ in 0..<dice.count(person.pace * (day.isWeekend ? 1.15 : 0.94) * 0.84) {
            act(dice.weighted(Self.habits), person, town, &ledger)
        }
        payWages(person, town, &ledger)
        payRent(person, town, &ledger)
    }

    private mutating func act(_ habit: Int, _ person: Person, _ town: Town, _ ledger: inout Ledger) {
        switch habit {
        case 0: shop(person, town, &ledger)
        case 1: buyFromVendor(person, town, &ledger)
        case 2: buyOnline(town, &ledger)
        case 3: pay(town.transit, .collect, town, &ledger)
        case 4: transfer(person, town, &ledger)
        case 5: sendRedPacket(person, town, &ledger)
        case 6: splitBill(person, town, &ledger)
        case 7: borrow(person, town, &ledger)
        case 8: withdraw(town, &ledger)
        case 9: buySecondHand(town, &ledger)
        case 10: pay(town.utilities, .gateway, town, &ledger)
        default: payForService(town, &ledger)
        }
    }

    private mutating func draft(_ town: Town, to payee: Int, _ fen: Int, _ hours: [Int]) -> Draft {
        var draft = Draft(at: day.moment(hours, &dice), payer: account, payee: payee, fen: fen)
        draft.rail = dice.chance(0.85) ? town.parties[account].rail : (dice.chance(0.5) ? .alipay : .wechat)
        return draft
    }

    private mutating func shop(_ person: Person, _ town: Town, _ ledger: inout Ledger) {
        let city = town.shops[town.parties[account].city]
        let payee = dice.chance(0.75) && !person.shops.isEmpty ? dice.pick(person.shops) : dice.pick(city)
        let trade = town.trade(of: payee)
        var draft = draft(town, to: payee, trade.price(at: payee, seed: town.seed, &dice), trade.hours)
        draft.channel = .collect
        guard let index = ledger.add(draft), dice.chance(0.012) else { return }
        ledger.giveBack(index, after: dice.within(600_000...500_000_000))
    }

    private mutating func buyFromVendor(_ person: Person, _ town: Town, _ ledger: inout Ledger) {
        let near = town.vendors[town.parties[account].city]
        guard !near.isEmpty else { return }
        let payee = dice.chance(0.6) && !person.vendors.isEmpty ? dice.pick(person.vendors) : dice.pick(near)
        let fen = Trade.vendor.price(at: payee, seed: town.seed, &dice)
        var draft = draft(town, to: payee, fen, dice.chance(0.6) ? Hours.meals : Hours.market)
        draft.channel = .collect
        ledger.add(draft)
    }

    private mutating func buyOnline(_ town: Town, _ ledger: inout Ledger) {
        let payee = dice.pick(town.online)
        let trade = town.trade(of: payee)
        var draft = draft(town, to: payee, trade.price(at: payee, seed: town.seed, &dice), trade.hours)
        draft.channel = .gateway
        if dice.chance(0.05) { draft.remark = Remarks.number(12, &dice) }
        guard let index = ledger.add(draft), dice.chance(0.06) else { return }
        ledger.giveBack(index, after: dice.within(1_200_000...900_000_000), share: dice.chance(0.8) ? 1 : dice.unit())
    }

    private mutating func pay(_ payees: [Int], _ channel: Channel, _ town: Town, _ ledger: inout Ledger) {
        // The city's own company, seldom another's.
        let payee = payees[(town.parties[account].city + dice.weighted([94, 3, 3])) % payees.count]
        let trade = town.trade(of: payee)
        var draft = draft(town, to: payee, trade.price(at: payee, seed: town.seed, &dice), trade.hours)
        draft.channel = channel
        ledger.add(draft)
    }

    private mutating func transfer(_ person: Person, _ town: Town, _ ledger: inout Ledger) {
        guard !person.friends.isEmpty else { return }
        // Closest friends first.
        let friend = person.friends[min(dice.below(person.friends.count), dice.below(person.friends.count))]
        var fen = dice.along([500, 2000, 5000, 12_000, 30_000, 80_000, 200_000, 1_200_000])
        fen = dice.chance(0.8) ? roundSum(fen) : fen
        var draft = draft(town, to: friend, fen, Hours.friends)
        if fen > 500_000, dice.chance(0.5) { draft.rail = .bank }
        draft.remark = Remarks.friendly(&dice)
        ledger.add(draft)
    }

    /// What people type: one or two leading digits.
    private func roundSum(_ fen: Int) -> Int {
        var unit = 100
        while unit * 40 <= fen { unit *= 10 }
        return max(fen / unit * unit, 100)
    }

    private static let lucky = [66, 88, 188, 520, 600, 666, 888, 1000, 1314, 2000, 5200, 6600, 8800, 10_000, 20_000]

    private mutating func sendRedPacket(_ person: Person, _ town: Town, _ ledger: inout Ledger) {
        guard !person.friends.isEmpty else { return }
        var draft = draft(town, to: dice.pick(person.friends), dice.pick(Self.lucky), Hours.friends)
        draft.channel = .redpacket
        draft.rail = dice.chance(0.9) ? .wechat : .alipay
        draft.remark = Remarks.blessing(&dice)
        ledger.add(draft)
        guard dice.chance(0.3) else { return }
        draft.at += Int64(dice.within(20_000...3_000_000))
        swap(&draft.payer, &draft.payee)
        draft.fen = dice.pick(Self.lucky)
        ledger.add(draft)
    }

    /// One pays the table, the others their share to the fen.
    private mutating func splitBill(_ person: Person, _ town: Town, _ ledger: inout Ledger) {
        let guests = min(dice.within(1...5), person.friends.count)
        guard guests > 0 else { return }
        let shop = dice.pick(town.shops[town.parties[account].city])
        let total = dice.along([8800, 15_300, 23_700, 36_800, 68_000])
        var bill = draft(town, to: shop, total, Hours.meals)
        bill.channel = .collect
        ledger.add(bill)
        let first = dice.below(person.friends.count)
        let share = dice.chance(0.7) ? (total + guests) / (guests + 1) : (total / (guests + 1) + 50) / 100 * 100
        for number in 0..<guests {
            var back = bill
            back.channel = .transfer
            back.payer = person.friends[(first + number) % person.friends.count]
            back.payee = account
            back.fen = share
            back.at += Int64(dice.within(60_000...14_000_000))
            back.remark = Remarks.friendly(&dice)
            ledger.add(back)
        }
    }

    private mutating func borrow(_ person: Person, _ town: Town, _ ledger: inout Ledger) {
        guard !person.friends.isEmpty else { return }
        let fen = dice.pick([20_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000])
        var loan = draft(town, to: dice.pick(person.friends), fen, Hours.friends)
        loan.remark = dice.chance(0.1) ? "借款" : ""
        ledger.add(loan)
        swap(&loan.payer, &loan.payee)
        loan.at += Int64(dice.within(1...25)) * Day.milliseconds + Int64(dice.below(9_000_000))
        loan.remark = dice.chance(0.2) ? "还钱" : ""
        ledger.add(loan)
    }

    private mutating func withdraw(_ town: Town, _ ledger: inout Ledger) {
        let fen = dice.along([10_000, 50_000, 120_000, 300_000, 900_000])
        var draft = draft(town, to: town.banks[account % town.banks.count], fen, Hours.online)
        if dice.chance(0.7) { draft.fen = roundSum(fen) }
        draft.channel = .withdrawal
        ledger.add(draft)
    }

    private mutating func buySecondHand(_ town: Town, _ ledger: inout Ledger) {
        let fen = roundSum(dice.along([2000, 6000, 15_000, 40_000, 110_000, 450_000]))
        var draft = draft(town, to: town.stranger(to: account, &dice), fen, Hours.online)
        if dice.chance(0.1) { draft.fen -= 100 }
        draft.remark = dice.chance(0.06) ? "二手" : ""
        ledger.add(draft)
    }

    /// Tutors, cleaners, movers: persons whom one pays some round sum.
    private mutating func payForService(_ town: Town, _ ledger: inout Ledger) {
        let fen = dice.pick([5000, 8000, 10_000, 12_000, 15_000, 20_000, 30_000, 60_000])
        var draft = draft(town, to: town.neighbour(of: account, &dice), fen, Hours.shopping)
        draft.channel = dice.chance(0.5) ? .collect : .transfer
        draft.remark = Remarks.goods(&dice)
        ledger.add(draft)
    }

    private mutating func payWages(_ person: Person, _ town: Town, _ ledger: inout Ledger) {
        guard person.employer >= 0, person.payday == day.dayOfMonth else { return }
        let fen = person.wage * dice.within(92...112) / 100 + dice.below(100)
        let at = day.moment(from: 9, to: 17, &dice)
        var draft = Draft(at: at, payer: person.employer, payee: account, fen: fen)
        draft.rail = dice.chance(0.8) ? .bank : .alipay
        draft.remark = dice.chance(0.6) ? "工资" : ""
        ledger.add(draft)
    }

    private mutating func payRent(_ person: Person, _ town: Town, _ ledger: inout Ledger) {
        guard person.landlord >= 0, person.rentDay == day.dayOfMonth else { return }
        var draft = draft(town, to: person.landlord, person.rent, Hours.friends)
        draft.remark = dice.chance(0.35) ? "房租" : ""
        ledger.add(draft)
    }
}
