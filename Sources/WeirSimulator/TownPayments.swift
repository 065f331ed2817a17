import WeirDomain

extension Town {
    /// The business that goes with a role; dealers and mules have their own rosters.
    func business(_ role: Role, _ account: Int) -> (any Business)? {
        switch role {
        case .moneyChanger: MoneyChanger(account, in: self)
        case .groupBuyLeader: GroupBuyLeader(account, in: self)
        case .marketStall: MarketStall(account, in: self)
        case .giftCardRecycler: GiftCardRecycler(account, in: self)
        case .secondHandSeller: SecondHandSeller(account, in: self)
        case .freightBroker: FreightBroker(account, in: self)
        case .uniqueCentsShop: UniqueCentsShop(account, in: self)
        case .honest, .dealer, .runner, .collector: nil
        }
    }

    /// The whole payment, with what the platform knows about both sides.
    func payment(_ draft: Draft, number: Int, day: Int) -> Payment {
        let payer = parties[draft.payer]
        let payee = parties[draft.payee]
        var payment = Payment(
            id: "S\(seed)-\(number)", at: Instant(milliseconds: draft.at), rail: draft.rail.name, payer: payer.id,
            payee: payee.id, amount: Amount(minor: Int64(draft.fen)), currency: .yuan)
        payment.channel = draft.channel
        payment.payerKind = payer.kind
        payment.payeeKind = payee.kind
        payment.merchantCategory = payee.category
        payment.remark = draft.remark
        payment.payerDevice = payer.device(on: day)
        payment.payeeDevice = payee.device(on: day)
        payment.payerCity = Places.cities[city(of: draft.payer, day)]
        payment.payeeCity = Places.cities[city(of: draft.payee, day)]
        if payer.kind == .person { payment.payerIP = Places.address(of: draft.payer, day: day, seed: seed) }
        if draft.channel == .gateway { payment.site = payee.site }
        if case .number(let original) = draft.original { payment.original = "S\(seed)-\(original)" }
        return payment
    }

    /// Where somebody is on a day: at home, seldom on a journey of a few days.
    private func city(of account: Int, _ day: Int) -> Int {
        guard isPerson(account) else { return parties[account].city }
        var journey = Dice(seed, .address, -1 - account, day / 3)
        return journey.chance(0.03) ? journey.below(Places.cities.count) : parties[account].city
    }
}
