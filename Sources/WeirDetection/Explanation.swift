package import WeirDomain

/// The evidence in words: for the alert, the decision's reasons and the account's page.
extension Detector {
    /// The indicators behind an assessment, the strongest first; those that say nothing are left out. Each kind speaks
    /// with one voice, and weighs what its features weigh together.
    package func readings(_ assessment: Assessment, _ account: AccountIndex, at time: Instant) -> [IndicatorReading] {
        guard let dossier = dossier(account), var features = features(account, at: time) else { return [] }
        var readings: [IndicatorReading] = []
        for kind in EvidenceKind.allCases where abs(assessment.nats(kind)) >= 0.05 {
            guard let words = words(kind, assessment.typology, dossier, &features) else { continue }
            readings.append(
                IndicatorReading(
                    code: words.code, kind: kind, value: Self.milli(words.value),
                    weight: Self.milli(assessment.nats(kind)), evidence: words.evidence, text: words.text))
        }
        return readings.sorted { $0.weight > $1.weight }
    }

    /// Plain sentences: what was seen, which innocent reading was considered, and what it means.
    package func explanation(_ assessment: Assessment, _ readings: [IndicatorReading], isSuspended: Bool) -> String {
        let seen = readings.filter { $0.weight > 0 }.map(\.text).joined(separator: " ")
        let kinds = Set(readings.filter { $0.weight >= 1000 && $0.kind.countsTowardsTwo }.map(\.kind.name)).sorted()
        let against = readings.filter { $0.weight <= -300 }.map(\.text).joined(separator: " ")
        let innocent =
            "The innocent reading considered is \(Self.innocent(assessment.typology))"
            + (against.isEmpty ? "; nothing that was seen speaks for it." : "; for it speaks: \(against)")
        let end =
            isSuspended
            ? "Transfers are suspended on \(kinds.count) independent kinds of evidence: "
                + kinds.joined(separator: ", ") + "."
            : "The account is under watch; no measure has been taken on it."
        return [seen, innocent, end].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func innocent(_ typology: Typology) -> String {
        switch typology {
        case .otcDealer: "honest trade with strangers at a price of its own: currency, gold, second-hand goods"
        case .runningPoints: "a broker or collector who passes on what is not his: freight, a group purchase"
        case .exchangeGateway: "a shop on the web whose goods cost what they cost"
        case .collector: "somebody who sells or collects with a code of his own, such as a club or a small maker"
        case .fourthPartySite: "a market place that pays its sellers"
        case .successor: "a new trader in the same circle of people"
        }
    }

    static func milli(_ x: Double) -> Int { Int((x * 1000).rounded()) }
}

extension PriceBoard {
    /// The name of a currency's n-th coin.
    package func coinName(_ place: Int, _ currency: Currency) -> String {
        guard let market = market(currency), place < coinPlaces(market), coin(place, of: market) >= 0
        else { return "a coin" }
        return assets[coin(place, of: market)].name
    }
}
