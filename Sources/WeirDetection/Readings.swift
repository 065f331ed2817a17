import WeirDomain

/// What one kind of evidence has to say about an account.
struct KindWords {
    let code: String
    /// The indicator's own figure.
    let value: Double
    var evidence: [UInt64] = []
    let text: String
}

extension Detector {
    func words(
        _ kind: EvidenceKind, _ typology: Typology, _ dossier: OpenDossier, _ f: inout Features
    ) -> KindWords? {
        switch kind {
        case .price: priceWords(dossier)
        case .people: peopleWords(typology, dossier, &f)
        case .flow: flowWords(typology, dossier, &f)
        case .cents:
            KindWords(
                code: "unique_cents", value: Double(dossier.cents.collisions), evidence: dossier.evidence(.cents),
                text: "\(counted(Float(dossier.cents.collisions), "time")) the same price came with different fen, as "
                    + "gateways do that tell open orders apart.")
        case .rhythm:
            KindWords(
                code: "rhythm", value: Double(f[.dealsPerDay]), evidence: dossier.evidence { _ in true },
                text: "It deals with persons \(tenths(f[.dealsPerDay])) times a day, \(percent(f[.oddHours])) % of "
                    + "them at hours when few people pay.")
        case .identity: identityWords(dossier, &f)
        case .merchant:
            KindWords(
                code: "gateway_collection", value: Double(f[.gatewayIn]), evidence: dossier.evidence(.checkout),
                text: "\(f[.isMerchant] > 0 ? "A merchant" : "A person") who is paid over a web checkout in "
                    + "\(percent(f[.gatewayIn])) % of the payments.")
        case .site:
            KindWords(
                code: "site_payees", value: Double(f[.sitePayees]), evidence: dossier.evidence(.checkout),
                text: "The site over which it is paid showed \(counted(f[.sitePayees], "payee")) in a week, "
                    + "\(Int(f[.sitePersons])) of them persons.")
        case .text: textWords(dossier, &f)
        case .list: KindWords(code: "list_hit", value: 1, text: "It stands on a list.")
        case .model: opinion?.words(&f)
        }
    }

    private func priceWords(_ dossier: OpenDossier) -> KindWords? {
        guard let line = dossier.priceLine, line.trials > 0 else { return nil }
        let fitting = dossier.recent.filter { $0.marks.contains(.lattice) && Int($0.coin) == line.coin }
        let prices = fitting.map(\.implied).sorted()
        let currency = fitting.last?.currency ?? dossier.recent.last?.currency ?? Currency(packed: 0)
        let ways =
            line.isTwoWay
            ? "both received and paid out" : line.incoming.hits >= line.outgoing.hits ? "received" : "paid out"
        let (soft, exact) = line.hits == 1 ? ("lies", "is") : ("lie", "are")
        let nearness = line.isSoft ? "\(soft) close to a plain quantity" : "\(exact) a plain quantity"
        var text =
            "\(line.hits) of \(line.trials) amounts, \(ways), \(nearness) of "
            + "\(board.coinName(line.coin, currency)) at the board price"
        if let first = prices.first, let last = prices.last {
            text += ", lately at \(first.text) to \(last.text) \(currency.code)"
        }
        let rival =
            line.margin.rival == .reference
            ? "exchange of currency at the reference rate" : "trade at a price that does not move"
        text += "; against \(rival) the prices speak for coins by \(tenths(Float(line.margin.nats))) nats."
        return KindWords(
            code: "price_lattice", value: Double(line.hits) / Double(line.trials), evidence: dossier.evidence(.lattice),
            text: text)
    }

    private func peopleWords(_ typology: Typology, _ dossier: OpenDossier, _ f: inout Features) -> KindWords {
        let isTwoWay = f[.weekOutStrangers] * 3 >= f[.weekInStrangers]
        var text =
            "In seven days \(counted(f[.weekInStrangers], "stranger")) paid the account and it paid "
            + counted(f[.weekOutStrangers], "stranger")
        if f[.remoteIn] >= 0 { text += "; \(percent(f[.remoteIn])) % of those who paid were in other cities" }
        return KindWords(
            code: isTwoWay ? "two_way_strangers" : "fan_in",
            value: Double(isTwoWay ? max(f[.twoWay], f[.paidStrangers]) : f[.weekInStrangers]),
            evidence: dossier.evidence(.stranger),
            text: text + ".")
    }

    private func flowWords(_ typology: Typology, _ dossier: OpenDossier, _ f: inout Features) -> KindWords {
        if typology == .collector, f[.passedOnIn] >= 0.3 || f[.withdrawnOut] >= 0.5 {
            return KindWords(
                code: "gathering", value: Double(f[.passedOnIn]),
                evidence: dossier.evidence { $0.direction == .incoming },
                text: "\(percent(f[.passedOnIn])) % of the money that came in had come to its payers within six hours "
                    + "before; \(percent(f[.withdrawnOut])) % of what went out was withdrawn, "
                    + "\(percent(f[.dayShare])) % of what came in was gone within a day." + ways(&f) + tried(dossier))
        }
        let isQuick = typology != .otcDealer && f[.quickShare] >= 0.3
        let isWithinHours = typology != .otcDealer && !isQuick && f[.hoursShare] >= 0.3
        let share =
            isWithinHours
            ? "\(percent(f[.hoursShare])) % of the money that came in was sent on within six hours"
            : isQuick
                ? "\(percent(f[.quickShare])) % of the money that came in was sent on within half an hour, "
                    + counted(f[.quickForwards].rounded(), "time")
                : "\(percent(f[.dayShare])) % of the money that came in was paid out within a day"
        return KindWords(
            code: isQuick ? "pass_through" : isWithinHours ? "pass_through_hours" : "pass_through_day",
            value: Double(isQuick ? f[.quickShare] : isWithinHours ? f[.hoursShare] : f[.dayShare]),
            evidence: dossier.passedOn(within: isQuick ? 30 : isWithinHours ? 360 : 1_440),
            text: "\(share); \(percent(f[.topPayees])) % of what it paid went to two payees, and "
                + "\(percent(f[.merchantShare])) % of its payments were to shops." + ways(&f) + tried(dossier))
    }

    /// Which way the money came, where that says something.
    private func ways(_ f: inout Features) -> String {
        let circles = Int(f[.circles].rounded())
        let scattered = Int(f[.scattered].rounded())
        return (circles == 0 ? "" : " Its own money came back over other accounts within hours: \(circles) times.")
            + (scattered < 2 ? "" : " Money of one account came to it over different others: \(scattered) times.")
    }

    /// No money moved with them: said, so that nobody takes them for payments.
    private func tried(_ dossier: OpenDossier) -> String {
        dossier.flow.attempts == 0
            ? "" : " Payments that were declined are counted with it: \(dossier.flow.attempts)."
    }

    private func identityWords(_ dossier: OpenDossier, _ f: inout Features) -> KindWords {
        if let former = dossier.dossier.profile.predecessor {
            return KindWords(
                code: "inherited_customers", value: Double(f[.inherited]),
                evidence: dossier.evidence { surroundings.tie(of: $0.other, minute: Self.minute($0.at)) == former },
                text: "\(Int(f[.inherited].rounded())) strangers came over who had dealt with \(accounts.id(former)), "
                    + "which is under an alert or stopped.")
        }
        if f[.feeders] >= 1.5 {
            return KindWords(
                code: "fed_by_suspects", value: Double(f[.feeders]), evidence: suspects(dossier),
                text: "\(Int(f[.feeders].rounded())) accounts under an alert or stopped sent it money, or tried to, "
                    + "\(counted(f[.feedings].rounded(), "time")) of late.")
        }
        if f[.deviceAccounts] > 1 {
            return KindWords(
                code: "shared_device", value: Double(f[.deviceAccounts]),
                text: "\(Int(f[.deviceAccounts])) accounts that deal with strangers use the same device.")
        }
        if f[.cardAccounts] > 1 {
            return KindWords(
                code: "shared_card", value: Double(f[.cardAccounts]),
                text: "\(Int(f[.cardAccounts])) accounts that deal with strangers use the same card.")
        }
        let age = f[.ageDays].isNaN ? "" : "The account is \(counted(f[.ageDays], "day")) old; "
        return KindWords(
            code: "known_company", value: Double(f[.suspectsIn]), evidence: suspects(dossier),
            text: "\(age)\(percent(f[.suspectMoneyIn])) % of the money that it received came from accounts under an "
                + "alert.")
    }

    /// Payments from accounts under an alert or stopped.
    private func suspects(_ dossier: OpenDossier) -> [UInt64] {
        dossier.evidence { $0.direction == .incoming && accounts[$0.other].isSuspect }
    }

    private func textWords(_ dossier: OpenDossier, _ f: inout Features) -> KindWords {
        let text = dossier.text
        if text.addresses >= 1 {
            return KindWords(
                code: "crypto_address", value: Double(text.addresses), evidence: dossier.evidence(.text),
                text: "Remarks hold an address of a coin, with the right checksum.")
        }
        let hasWords = f[.textSure] + f[.textDoubtful] > 0
        return KindWords(
            code: "remark_text", value: Double(text.sure),
            evidence: hasWords
                ? dossier.evidence(.text)
                : dossier.evidence { $0.direction == .incoming && $0.marks.contains(.wordless) },
            text: hasWords
                ? "Remarks use words of the trade."
                : "\(percent(f[.silentIn])) % of the payments came without a remark, \(percent(f[.referencesIn])) % "
                    + "with an order number.")
    }

    /// So many of something: `1 stranger`, `8 strangers`.
    private func counted(_ count: Float, _ one: String) -> String {
        "\(Int(count)) \(one)\(Int(count) == 1 ? "" : "s")"
    }

    private func percent(_ share: Float) -> Int { share.isFinite ? Int((share * 100).rounded()) : 0 }

    private func tenths(_ x: Float) -> String {
        let tenths = x.isFinite ? Int((x * 10).rounded()) : 0
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
