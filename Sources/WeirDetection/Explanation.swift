package import WeirDomain

/// What becomes of a finding.
package enum FindingOutcome {
    case suspended
    /// People are asked.
    case proposed
    /// Measures stand on the account already, and none is added.
    case standing
    case watched
}

/// The evidence in words: for the alert, the decision's reasons and the account's page.
extension Detector {
    /// The indicators behind an assessment, the strongest first; those that say nothing are left out. Each kind speaks
    /// with one voice, and weighs what its features weigh together: what rules add, or what is known from outside, has
    /// readings of its own.
    /// - Parameter other: by which it was weighed, where that is not the detector's own.
    package func readings(
        _ assessment: Assessment, _ account: AccountIndex, at time: Instant, by other: EvidenceModel? = nil
    ) -> [IndicatorReading] {
        guard let dossier = dossier(account), var features = features(account, at: time),
            let table = (other ?? model).tables.first(where: { $0.typology == assessment.weighedBy })
        else { return [] }
        let source = ReadingSource(
            account: account, dossier: dossier, payments: namedPayments(account, dossier),
            words: FeatureWords(declined: dossier.declinedPart))
        let all = Carriers.all(assessment, table, &features)
        var readings: [IndicatorReading] = []
        for kind in EvidenceKind.allCases where abs(assessment.nats(kind)) >= Self.leastSaid {
            let carriers = all[Int(kind.rawValue)]
            let nats = kind == .model ? assessment.nats(.model) : Double(carriers.nats)
            guard abs(nats) >= Self.leastSaid, let words = words(kind, carriers, source, &features) else { continue }
            readings.append(
                IndicatorReading(
                    code: words.code, kind: kind, value: Self.milli(words.value), weight: Self.milli(nats),
                    evidence: NamedPayments.named(words.payments),
                    text: words.text + NamedPayments.told(words.payments)))
        }
        return readings.sorted { $0.weight > $1.weight }
    }

    /// Nats of a kind from which it is put into words.
    private static let leastSaid = 0.05

    /// Plain sentences: what was seen, which innocent reading was considered, and what it means.
    package func explanation(
        _ assessment: Assessment, _ readings: [IndicatorReading], _ outcome: FindingOutcome
    ) -> String {
        let seen = readings.filter { $0.weight > 0 }.map(\.text).joined(separator: " ")
        let kinds = assessment.speaking.names.sorted()
        let against = readings.filter { $0.weight < 0 }.map(\.text).joined(separator: " ")
        let innocent =
            "The innocent reading considered is \(Self.innocent(assessment.typology))"
            + (against.isEmpty ? "; nothing that was seen speaks for it." : "; for it speaks: \(against)")
        let basis = "on \(kinds.count) independent kinds of evidence: " + kinds.joined(separator: ", ") + "."
        let end =
            switch outcome {
            case .suspended: "Transfers are suspended " + basis
            case .proposed: "A suspension of transfers is put before people " + basis
            case .standing: "What was ordered on the account before stands; this finding adds no measure."
            case .watched: "The account is under watch; no measure has been taken on it."
            }
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
