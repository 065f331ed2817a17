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
        case .landlord: Landlord(account, in: self)
        case .tutor: Tutor(account, in: self)
        case .familyPool: FamilyPool(account, in: self)
        case .redPacketHost: RedPacketHost(account, in: self)
        case .classFeeCollector: ClassFeeCollector(account, in: self)
        case .charityDrive: CharityDrive(account, in: self)
        case .payrollAgent: PayrollAgent(account, in: self)
        case .ticketReseller: TicketReseller(account, in: self)
        case .purchasingAgent: PurchasingAgent(account, in: self)
        case .gameItemTrader: GameItemTrader(account, in: self)
        case .goldTrader: GoldTrader(account, in: self)
        case .honest, .dealer, .runner, .collector, .exchangeGateway, .sitePayee, .successor: nil
        }
    }

    /// Writes the whole payment, with what the platform knows about both sides, at the end of the batch.
    func write(_ draft: Draft, number: Int, day: Int, _ bytes: TownBytes, to batch: inout RecordBatch) {
        let payer = parties[draft.payer]
        let payee = parties[draft.payee]
        var writer = PaymentRecordWriter(at: &batch.bytes)
        writer.setHead(
            at: Instant(milliseconds: draft.at), amount: Amount(minor: Int64(draft.fen)), currency: .yuan,
            channel: draft.channel, payerKind: payer.kind, payeeKind: payee.kind, merchantCategory: payee.category,
            in: &batch.bytes)
        var scratch = bytes.prefix
        TownBytes.append(number, to: &scratch)
        writer.append(.id, scratch.span.bytes, to: &batch.bytes)
        put(.payer, bytes.ids[draft.payer], &writer, &batch.bytes)
        put(.payee, bytes.ids[draft.payee], &writer, &batch.bytes)
        put(.rail, bytes.rails[Int(draft.rail.rawValue)], &writer, &batch.bytes)
        put(.remark, draft.remark, &writer, &batch.bytes)
        put(.payerDevice, payer.device(on: day), &writer, &batch.bytes)
        put(.payeeDevice, payee.device(on: day), &writer, &batch.bytes)
        if payer.kind == .person {
            scratch.removeAll(keepingCapacity: true)
            Places.appendAddress(of: draft.payer, day: day, seed: seed, to: &scratch)
            writer.append(.payerIP, scratch.span.bytes, to: &batch.bytes)
        }
        put(.payerCity, bytes.cities[city(of: draft.payer, day)], &writer, &batch.bytes)
        put(.payeeCity, bytes.cities[city(of: draft.payee, day)], &writer, &batch.bytes)
        if draft.channel == .gateway { put(.site, payee.site, &writer, &batch.bytes) }
        if case .number(let original) = draft.original {
            scratch = bytes.prefix
            TownBytes.append(original, to: &scratch)
            writer.append(.original, scratch.span.bytes, to: &batch.bytes)
        }
        writer.finish(in: &batch.bytes)
        batch.close()
    }

    private func put(
        _ field: PaymentField, _ text: [UInt8], _ writer: inout PaymentRecordWriter, _ out: inout [UInt8]
    ) {
        writer.append(field, text.span.bytes, to: &out)
    }

    private func put(
        _ field: PaymentField, _ text: String, _ writer: inout PaymentRecordWriter, _ out: inout [UInt8]
    ) {
        guard !text.isEmpty else { return }
        text.withBytes { writer.append(field, $0, to: &out) }
    }

    /// Where somebody is on a day: at home, seldom on a journey of a few days.
    private func city(of account: Int, _ day: Int) -> Int {
        guard isPerson(account) else { return parties[account].city }
        var journey = Dice(seed, .address, -1 - account, day / 3)
        return journey.chance(0.03) ? journey.below(Places.cities.count) : parties[account].city
    }
}

/// Text that payments repeat, as bytes once.
struct TownBytes: Sendable {
    let prefix: [UInt8]
    let ids: [[UInt8]]
    let cities: [[UInt8]]
    let rails: [[UInt8]]

    init(_ town: Town) {
        prefix = Array("S\(town.seed)-".utf8)
        ids = town.parties.map { Array($0.id.utf8) }
        cities = Places.cities.map { Array($0.utf8) }
        rails = Rail.allCases.map { Array($0.name.utf8) }
    }

    /// Appends a whole number that is not negative.
    static func append(_ number: Int, to out: inout [UInt8]) {
        var rest = number
        let start = out.count
        repeat {
            out.append(UInt8(48 + rest % 10))
            rest /= 10
        } while rest > 0
        out[start...].reverse()
    }
}
