import WeirDomain

/// What one kind of evidence has to say about an account.
struct KindWords {
    let code: String
    /// The indicator's own figure.
    let value: Double
    /// The payments that it rests on, as far as they are known.
    var payments: [NamedPayment] = []
    var text: String
}

/// What a reading is made of.
struct ReadingSource {
    let account: AccountIndex
    let dossier: OpenDossier
    let payments: NamedPayments
    let words: FeatureWords
}

extension Detector {
    /// The text of a kind tells what has been read by the stairs that carry it, on whichever side it weighs; where no
    /// indicator carries it, there is nothing to tell.
    func words(
        _ kind: EvidenceKind, _ carriers: Carriers, _ source: ReadingSource, _ f: inout Features
    ) -> KindWords? {
        if kind == .model { return opinion?.words(&f) }
        guard let first = carriers.features.first else { return nil }
        switch kind {
        case .price: return priceWords(carriers, source, &f)
        case .people: return peopleWords(carriers, source, &f)
        case .flow: return flowWords(carriers, source, &f)
        case .cents: return centsWords(carriers, source, &f)
        case .identity: return identityWords(carriers, source, &f)
        case .text: return textWords(carriers, source, &f)
        default:
            return KindWords(
                code: code(first, carriers), value: Self.figure(f[first]),
                payments: payments(of: carriers, source), text: sentences(carriers.features, source, &f))
        }
    }

    /// The indicator that speaks: of several the one whose figure weighs most.
    private func code(_ first: Feature, _ carriers: Carriers) -> String {
        switch first {
        case .isMerchant: carriers.contains(.gatewayIn) ? "gateway_collection" : "merchant_account"
        case .topPayees, .dayOutPayees: "few_payees"
        case .replies: "quick_replies"
        case .outOverIn, .balance, .receipts: "balance"
        case .hoursShare: "pass_through_hours"
        case .dayShare, .runsThrough: "pass_through_day"
        default: IndicatorName(of: first).rawValue
        }
    }

    /// Every sentence once.
    private func sentences(_ features: [Feature], _ source: ReadingSource, _ f: inout Features) -> String {
        var said: [String] = []
        for feature in features {
            let sentence = source.words.sentence(feature, &f)
            if !said.contains(sentence) { said.append(sentence) }
        }
        return said.joined(separator: " ")
    }

    private static func figure(_ value: Float) -> Double { value.isFinite ? Double(value) : 0 }

    // MARK: Kinds

    private func priceWords(_ carriers: Carriers, _ source: ReadingSource, _ f: inout Features) -> KindWords? {
        // Without a line, or where it is that of other goods, all of it is 0.
        let dossier = source.dossier
        if let found = dossier.searched, f[.provenLine] >= found.weight,
            found.saysMore(
                than: Float(dossier.priceLine?.weight ?? 0), margin: Float(dossier.priceLine?.margin.nats ?? 0))
        {
            return searchWords(found, carriers, source, &f)
        }
        guard let line = dossier.priceLine, line.trials > 0, f[.lineWeight] > 0 else { return nil }
        let fitting = onLine(line, source.payments, dossier)
        let prices = fitting.compactMap(\.price).sorted()
        let currency = fitting.last?.currency ?? source.payments.all.last?.currency ?? Currency(packed: 0)
        let (soft, exact) = line.hits == 1 ? ("lies", "is") : ("lie", "are")
        let nearness = line.isSoft ? "\(soft) close to a plain quantity" : "\(exact) a plain quantity"
        var text =
            "\(line.hits) of \(line.trials) amounts, \(Self.way(line, dossier.declinedPart)), \(nearness) of "
            + "\(board.coinName(line.coin, currency)) at the board price"
        if let first = prices.first, let last = prices.last {
            text += ", lately at \(first.text) to \(last.text) \(currency.code)"
        }
        text += Self.comparison(line) + further(carriers, source, &f)
        return KindWords(
            code: "price_lattice", value: Double(line.hits) / Double(line.trials),
            payments: fitting.isEmpty ? read(line, source.payments) : fitting, text: text)
    }

    private func further(_ carriers: Carriers, _ source: ReadingSource, _ f: inout Features) -> String {
        let further: [Feature] = [.provenLine, .paidLine, .tradeLine, .longLine]
        let more = sentences(carriers.features.filter { further.contains($0) }, source, &f)
        return more.isEmpty ? "" : " " + more
    }

    /// Lines that no amount shows by itself.
    private func searchWords(
        _ found: SearchedLine, _ carriers: Carriers, _ source: ReadingSource, _ f: inout Features
    ) -> KindWords {
        let payments = source.payments.all.filter { !$0.isDeclined }
        let coin = board.coinName(found.coin, payments.last?.currency ?? Currency(packed: 0))
        let (received, paid) = (found.received, found.paid)
        func ofBoard(_ side: SearchedLine.Side) -> String { FeatureWords.tenths(side.overBoard * 100) }
        return KindWords(
            code: "price_lattice", value: Double(found.hits) / Double(max(1, found.tried)), payments: payments,
            text: "Moved by some thousandths, \(received.hits) of \(received.tried) amounts received speak for "
                + "multiples of \(Int(received.step)) \(coin) at \(ofBoard(received)) % of the board price, and "
                + "\(paid.hits) of \(paid.tried) paid out for multiples of \(Int(paid.step)) at \(ofBoard(paid)) % of "
                + "it; the best innocent price explains them worse, by \(FeatureWords.tenths(found.proof)) nats."
                + further(carriers, source, &f))
    }

    private static func way(_ line: PriceLine, _ declined: FeatureWords.Declined) -> String {
        if line.isTwoWay {
            return declined == .none ? "both received and paid out" : "both received and paid out or tried to be"
        }
        if line.incoming.hits >= line.outgoing.hits { return "received" }
        switch declined {
        case .none: return "paid out"
        case .some: return "paid out or tried to be"
        case .all: return "tried in vain to be paid out"
        }
    }

    /// What the best innocent reading makes of the line.
    private static func comparison(_ line: PriceLine) -> String {
        let rival =
            line.margin.rival == .reference
            ? "exchange of currency at the reference rate" : "trade at a price that does not move"
        let nats = Float(line.margin.nats)
        return nats >= 0
            ? "; against \(rival) the prices speak for coins by \(FeatureWords.tenths(nats)) nats."
            : "; \(rival) explains the prices better, by \(FeatureWords.tenths(-nats)) nats."
    }

    /// The amounts that were read along a line, where it cannot be told any more which of them lay on it.
    private func read(_ line: PriceLine, _ payments: NamedPayments) -> [NamedPayment] {
        line.isTwoWay
            ? payments.all.filter { !$0.isDeclined }
            : line.incoming.hits >= line.outgoing.hits ? payments.incoming : payments.outgoing
    }

    private func peopleWords(_ carriers: Carriers, _ source: ReadingSource, _ f: inout Features) -> KindWords {
        let isTwoWay = f[.weekOutStrangers] * 3 >= f[.weekInStrangers]
        var text =
            "In seven days \(FeatureWords.counted(f[.weekInStrangers], "stranger")) paid the account and it paid "
            + FeatureWords.counted(f[.weekOutStrangers], "stranger")
        if f[.remoteIn] >= 0 {
            text += "; \(FeatureWords.percent(f[.remoteIn])) % of those who paid were in other cities"
        }
        let isSaid: [Feature] = [.weekInStrangers, .weekOutStrangers, .twoWay, .remoteIn]
        let more = sentences(carriers.features.filter { !isSaid.contains($0) }, source, &f)
        let strangers = source.payments.all.filter { $0.marks.contains(.stranger) }
        return KindWords(
            code: isTwoWay ? "two_way_strangers" : "fan_in",
            value: Double(isTwoWay ? max(f[.twoWay], f[.paidStrangers]) : f[.weekInStrangers]),
            payments: strangers.isEmpty ? source.payments.all.filter { !$0.isDeclined } : strangers,
            text: text + (more.isEmpty ? "." : ". " + more))
    }

    private func flowWords(_ carriers: Carriers, _ source: ReadingSource, _ f: inout Features) -> KindWords? {
        guard let first = carriers.features.first else { return nil }
        return KindWords(
            code: code(first, carriers), value: Self.figure(f[first]), payments: payments(of: carriers, source),
            text: sentences(carriers.features, source, &f) + tried(source.dossier))
    }

    /// No money moved with them: said, so that nobody takes them for payments.
    private func tried(_ dossier: OpenDossier) -> String {
        dossier.declinedPart == .none
            ? ""
            : " Payments that were declined are counted with it: \(dossier.flow.attempts), or "
                + "\(FeatureWords.percent(dossier.declinedShare)) % of the money that it paid or tried to pay."
    }

    private func centsWords(_ carriers: Carriers, _ source: ReadingSource, _ f: inout Features) -> KindWords {
        let collisions = Float(source.dossier.cents.collisions)
        var words = KindWords(
            code: "unique_cents", value: Double(collisions), payments: source.payments.incoming,
            text: "No price came with different fen.")
        if collisions >= 1 {
            let pairs = source.payments.withOtherCents
            words.payments = withOtherCents(pairs, source)
            words.text =
                "\(FeatureWords.counted(collisions, "time")) the same price came with different fen, as gateways do "
                + "that tell open orders apart" + Self.prices(pairs) + "."
            if words.payments.isEmpty { words.text += " Those payments are older than what is kept of the account." }
        }
        if carriers.contains(.centsBesideRound) {
            words.text = source.words.sentence(.centsBesideRound, &f) + " " + words.text
            let named = Set(words.payments.map(\.place))
            let beside = source.payments.all.filter { $0.isBesideRound && !named.contains($0.place) }
            words.payments = (words.payments + beside).sorted { $0.sequence < $1.sequence }
        }
        return words
    }

    /// Payments at one price with different fen: those that are seen again, those that were marked when they came, and
    /// of older ones the number.
    private func withOtherCents(_ pairs: [NamedPayment], _ source: ReadingSource) -> [NamedPayment] {
        let places = Set(pairs.map(\.place))
        let named = source.payments.all.filter { $0.marks.contains(.cents) || places.contains($0.place) }
        guard let any = source.payments.all.first else { return named }
        let known = Set(named.map(\.sequence))
        let older = source.dossier.withOtherCents.filter { !known.contains($0) }
        return older.map { NamedPayment(numbered: $0, like: any) } + named
    }

    /// The latest price that came with different fen.
    private static func prices(_ pairs: [NamedPayment]) -> String {
        guard let last = pairs.last, let other = pairs.dropLast().last(where: { $0.isSamePrice(as: last) }) else {
            return ""
        }
        return ", lately \(other.amount.text(other.currency)) and \(last.amount.text(last.currency)) "
            + last.currency.code
    }

    private func identityWords(_ carriers: Carriers, _ source: ReadingSource, _ f: inout Features) -> KindWords? {
        guard let first = carriers.features.first else { return nil }
        var text = sentences(carriers.features.filter { $0 != .inherited }, source, &f)
        if carriers.contains(.inherited) {
            var own = source.words.sentence(.inherited, &f)
            if let former = source.dossier.dossier.profile.predecessor {
                own =
                    "\(FeatureWords.whole(f[.inherited])) strangers came over who had dealt with "
                    + "\(accounts.id(former)), which is under an alert or stopped."
            }
            text = text.isEmpty ? own : first == .inherited ? own + " " + text : text + " " + own
        }
        return KindWords(
            code: IndicatorName(of: first).rawValue, value: Self.figure(f[first]),
            payments: payments(of: carriers, source), text: text)
    }

    private func textWords(_ carriers: Carriers, _ source: ReadingSource, _ f: inout Features) -> KindWords {
        let hasAddress = source.dossier.text.addresses >= 1 && carriers.contains(.textSure)
        var text = sentences(carriers.features.filter { !hasAddress || $0 != .textSure }, source, &f)
        if hasAddress {
            text = "Remarks hold an address of a coin, with the right checksum." + (text.isEmpty ? "" : " " + text)
        }
        return KindWords(
            code: hasAddress ? "crypto_address" : "remark_text", value: Double(source.dossier.text.sure),
            payments: payments(of: carriers, source), text: text)
    }
}

extension Detector {
    // MARK: Payments

    /// The payments in which the figures that carry a kind can be seen, oldest first.
    private func payments(of carriers: Carriers, _ source: ReadingSource) -> [NamedPayment] {
        let all = source.payments.all
        var isMeant = [Bool](repeating: false, count: all.count)
        for feature in carriers.features {
            for payment in payments(of: feature, source) { isMeant[payment.place] = true }
        }
        let named = all.filter { isMeant[$0.place] }
        // Of payments to shops and of money that is drawn no notes are kept: what came in is what they were made of.
        return named.isEmpty && !carriers.features.allSatisfy(Self.isOfNoPayment) ? source.payments.incoming : named
    }

    /// About the account itself, its device or its card, and not about payments.
    private static func isOfNoPayment(_ feature: Feature) -> Bool {
        switch feature {
        case .ageDays, .idleDays, .deviceAccounts, .addressAccounts, .cardAccounts, .isMerchant, .takesDeposits: true
        case .suspectsIn, .suspectsOut, .triedOut, .suspectMoneyIn, .feeders, .feedings, .fedShare, .drained,
            .inherited, .sharedCustomers, .gatewayIn, .sitePayees, .sitePersons, .siteTurns, .textSure, .textDoubtful:
            // Of others, or marked on the note: no other payment speaks of it.
            true
        default: false
        }
    }

    private func payments(of feature: Feature, _ source: ReadingSource) -> [NamedPayment] {
        let payments = source.payments
        switch feature {
        case .ageDays, .idleDays, .deviceAccounts, .addressAccounts, .cardAccounts, .isMerchant, .takesDeposits:
            return []
        case .inherited:
            guard let suspect = source.dossier.dossier.profile.predecessor else { return [] }
            return payments.all.filter { former(of: $0) == suspect }
        case .quickShare, .quickForwards: return payments.passedOn(within: Int64(FlowLedger.quickMinutes))
        case .hoursShare: return payments.passedOn(within: Int64(FlowLedger.hoursMinutes))
        case .dayShare, .runsThrough, .funnelWaited, .funnelDay, .settled, .cleared, .outOverIn, .balance:
            return payments.passedOn(within: Int64(FlowLedger.dayMinutes))
        case .topPayees, .dayOutPayees, .replies, .gathererOut, .logSizeOut, .spreadOut, .roundOut, .veryRoundOut,
            .freshOut, .strangerMoneyOut, .mirroredOut, .paidBack, .circles:
            return payments.outgoing
        case .receipts, .passedOnIn, .withdrawnOut, .conduitMoneyIn, .conduits, .relayedIn, .scattered, .logSizeIn,
            .spreadIn, .roundIn, .veryRoundIn, .freshIn, .strangerMoneyIn, .referencesIn, .refundLoop, .codeAfar,
            .categoryAmounts, .categoryHours, .categoryAfar:
            return payments.incoming
        case .gatewayIn, .sitePayees, .sitePersons, .siteTurns:
            return payments.all.filter { $0.marks.contains(.checkout) }
        case .textSure, .textDoubtful: return payments.all.filter { $0.marks.contains(.text) }
        case .silentIn:
            let silent = payments.incoming.filter { $0.marks.contains(.wordless) }
            return silent.isEmpty ? payments.incoming : silent
        case .suspectsOut: return payments.outgoing.filter { isSuspect($0) }
        case .triedOut: return payments.outgoing.filter(\.isDeclined)
        case .feeders, .feedings, .fedShare, .drained, .suspectsIn, .suspectMoneyIn:
            return payments.all.filter { $0.direction == .incoming && isSuspect($0) }
        case .sharedCustomers: return payments.outgoing.filter { former(of: $0) != nil }
        default: return payments.all.filter { !$0.isDeclined || $0.direction == .outgoing }
        }
    }

    private func isSuspect(_ payment: NamedPayment) -> Bool {
        payment.other.raw != 0 && accounts[payment.other].isSuspect
    }

    /// The suspect with whom the other side has dealt of late.
    private func former(of payment: NamedPayment) -> AccountIndex? {
        payment.other.raw == 0 ? nil : surroundings.tie(of: payment.other, minute: Self.minute(payment.at))
    }
}
