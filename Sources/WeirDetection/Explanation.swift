package import WeirDomain

/// The evidence in words: for the alert, the decision's reasons and the account's page.
extension Detector {
    /// The indicators behind an assessment, the strongest first; those that say nothing are left out.
    package func readings(_ assessment: Assessment, _ account: AccountIndex, at time: Instant) -> [IndicatorReading] {
        guard let dossier = dossier(account) else { return [] }
        let counts = strangerCounts(account, at: time)
        var readings: [IndicatorReading] = []
        switch assessment.typology {
        case .otcDealer:
            readings += priceReadings(assessment, dossier)
            readings.append(twoWayReading(assessment, dossier, counts))
            readings.append(tradingFlowReading(assessment, dossier))
        case .runningPoints:
            readings.append(fanInReading(assessment, dossier, counts))
            readings.append(forwardingReading(assessment, dossier))
            readings.append(centsReading(assessment, dossier))
        }
        readings += textReadings(assessment, dossier)
        return readings.filter { abs($0.weight) >= 50 }.sorted { $0.weight > $1.weight }
    }

    /// Plain sentences: what was seen, which innocent reading was considered, and what it means.
    package func explanation(_ assessment: Assessment, _ readings: [IndicatorReading], isSuspended: Bool) -> String {
        let seen = readings.filter { $0.weight > 0 }.map(\.text).joined(separator: " ")
        let kinds = Set(readings.filter { $0.weight >= 1000 && $0.kind.countsTowardsTwo }.map(\.kind.name)).sorted()
        let innocent =
            readings.first { $0.weight < 0 }?.text
            ?? (assessment.typology == .otcDealer
                ? "The innocent readings considered, exchange of currency and trade at a fixed price, explain the "
                    + "amounts worse."
                : "The innocent reading considered, a collection passed on in one sum, does not show such repeated "
                    + "quick forwarding.")
        let end =
            isSuspended
            ? "Transfers are suspended on \(kinds.count) independent kinds of evidence: "
                + kinds.joined(separator: ", ") + "."
            : "The account is under watch; no measure has been taken on it."
        return [seen, innocent, end].filter { !$0.isEmpty }.joined(separator: " ")
    }

    // MARK: Price

    private func priceReadings(_ assessment: Assessment, _ dossier: OpenDossier) -> [IndicatorReading] {
        guard let line = dossier.priceLine, line.trials > 0 else { return [] }
        let fitting = dossier.recent.filter { $0.marks.contains(.lattice) && Int($0.coin) == line.coin }
        let prices = fitting.map(\.implied).sorted()
        let currency = fitting.last?.currency ?? Currency(packed: 0)
        let coin = board.coinName(line.coin, currency)
        let ways =
            line.isTwoWay
            ? "both received and paid out" : line.incoming.hits >= line.outgoing.hits ? "received" : "paid out"
        var readings = [
            IndicatorReading(
                code: "price_lattice", kind: .price, value: line.hits * 1000 / line.trials, weight: milli(line.weight),
                evidence: dossier.evidence(.lattice),
                text: "\(line.hits) of \(line.trials) amounts, \(ways), are a plain quantity of \(coin) near the board "
                    + "price, lately at \(prices.first?.text ?? "?") to \(prices.last?.text ?? "?") \(currency.code).")
        ]
        if assessment.doubt >= 0.05 {
            let margin = line.margin
            let rival =
                margin.rival == .reference
                ? "exchange of currency at the reference rate" : "trade at a price that does not move"
            readings.append(
                IndicatorReading(
                    code: margin.rival == .reference ? "rival_reference" : "rival_fixed_price", kind: .price,
                    value: milli(margin.nats), weight: -milli(assessment.doubt), evidence: [],
                    text: "The innocent reading considered is \(rival): the market's moves speak for coins "
                        + "against it by \(decimal(margin.nats)) nats."))
        }
        return readings
    }

    // MARK: People

    private func twoWayReading(
        _ assessment: Assessment, _ dossier: OpenDossier, _ counts: Strangers.Counts
    ) -> IndicatorReading {
        IndicatorReading(
            code: "two_way_strangers", kind: .people,
            value: Int(min(counts.weekIn.strangers, counts.weekOut.strangers)) * 1000, weight: milli(assessment.people),
            evidence: dossier.evidence(.stranger),
            text: "In seven days \(counts.weekIn.strangers) strangers paid the account and it paid "
                + "\(counts.weekOut.strangers) strangers.")
    }

    private func fanInReading(
        _ assessment: Assessment, _ dossier: OpenDossier, _ counts: Strangers.Counts
    ) -> IndicatorReading {
        IndicatorReading(
            code: "fan_in", kind: .people, value: Int(counts.dayIn.strangers) * 1000, weight: milli(assessment.people),
            evidence: dossier.evidence(.stranger),
            text: "Within a day \(counts.dayIn.strangers) strangers paid the account, and it paid "
                + "\(counts.dayOut.distinct) accounts.")
    }

    // MARK: Flow

    private func tradingFlowReading(_ assessment: Assessment, _ dossier: OpenDossier) -> IndicatorReading {
        let share = Int((dossier.flow.dayShare * 100).rounded())
        return IndicatorReading(
            code: "pass_through_day", kind: .flow, value: milli(dossier.flow.dayShare), weight: milli(assessment.flow),
            evidence: dossier.evidence(.forwarded),
            text: "\(share) % of the money that came in was paid out within a day.")
    }

    private func forwardingReading(_ assessment: Assessment, _ dossier: OpenDossier) -> IndicatorReading {
        let share = Int((dossier.flow.quickShare * 100).rounded())
        return IndicatorReading(
            code: "pass_through", kind: .flow, value: milli(dossier.flow.quickShare), weight: milli(assessment.flow),
            evidence: dossier.evidence(.forwarded),
            text: "\(share) % of the money that came in was sent on within half an hour, "
                + "\(Int(dossier.flow.quickForwards.rounded())) times.")
    }

    // MARK: Cents and text

    private func centsReading(_ assessment: Assessment, _ dossier: OpenDossier) -> IndicatorReading {
        IndicatorReading(
            code: "unique_cents", kind: .cents, value: Int(dossier.cents.collisions) * 1000,
            weight: milli(assessment.cents), evidence: dossier.evidence(.cents),
            text: "\(dossier.cents.collisions) times the same price came with different fen, as gateways do that tell "
                + "open orders apart.")
    }

    /// The weight of the text, parted between addresses and words.
    private func textReadings(_ assessment: Assessment, _ dossier: OpenDossier) -> [IndicatorReading] {
        let (text, share) = (dossier.text, min(assessment.text, dossier.text.addressWeight))
        let evidence = dossier.evidence(.text)
        return [
            IndicatorReading(
                code: "crypto_address", kind: .text, value: milli(Double(text.addresses)), weight: milli(share),
                evidence: evidence, text: "Remarks hold an address of a coin, with the right checksum."),
            IndicatorReading(
                code: "remark_text", kind: .text, value: milli(Double(text.sure - text.addresses)),
                weight: milli(assessment.text - share), evidence: evidence, text: "Remarks use words of the trade."),
        ]
    }

    private func milli(_ x: Double) -> Int { Int((x * 1000).rounded()) }

    private func decimal(_ x: Double) -> String {
        let tenths = Int((x * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

extension PriceBoard {
    /// The name of a currency's n-th coin.
    package func coinName(_ place: Int, _ currency: Currency) -> String {
        guard let market = market(currency), place < coinCount(market) else { return "a coin" }
        return assets[coin(place, of: market)].name
    }
}
