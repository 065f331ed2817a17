import Testing
import WeirDetection
import WeirDomain

/// A kind of evidence says what its heaviest figures have read, and what was declined is told as tried.
@Suite struct FeatureWordsTests {
    private static func carriers(
        _ typology: Typology, _ kind: EvidenceKind, _ figures: [Feature: Float]
    ) throws -> Carriers {
        let table = try #require(EvidenceModel.builtIn.tables.first { $0.typology == typology })
        var features = Features()
        for (feature, figure) in figures { features[feature] = figure }
        let assessment = Assessment(table, &features)
        return Carriers.all(assessment, table, &features)[Int(kind.rawValue)]
    }

    private static func sentence(
        _ feature: Feature, _ figures: [Feature: Float], _ declined: FeatureWords.Declined = .none
    ) -> String {
        var features = Features()
        for (feature, figure) in figures { features[feature] = figure }
        return FeatureWords(declined: declined).sentence(feature, &features)
    }

    /// None of what it received came from suspects; what weighs is whom it pays, and that it is new.
    @Test func companyIsToldByWhatWeighs() throws {
        let company = try Self.carriers(
            .runningPoints, .identity, [.suspectsOut: 0.6, .ageDays: 12, .suspectMoneyIn: 0])
        #expect(company.features == [.suspectsOut, .ageDays])
        #expect(abs(company.nats - 4.97) < 0.1)
        #expect(
            Self.sentence(.suspectsOut, [.suspectsOut: 0.6])
                == "60 % of what it paid to persons, by number, was for accounts under an alert or stopped.")
        #expect(Self.sentence(.ageDays, [.ageDays: 1]) == "The account is 1 day old.")
    }

    /// Nothing of what came in was paid out within a day, and yet the flow weighs: by the sums.
    @Test func flowIsToldByWhatWeighs() throws {
        let flow = try Self.carriers(.runningPoints, .flow, [.logSizeIn: 4, .freshIn: 1, .veryRoundIn: 0.2])
        #expect(flow.nats > 1 && flow.features.first == .logSizeIn)
        #expect(!flow.features.contains(.dayShare) && !flow.features.contains(.topPayees))
        #expect(Self.sentence(.logSizeIn, [.logSizeIn: 4]) == "What came in was worth about 55 dollars a payment.")
    }

    /// What is named for a kind lies on the side on which it weighs.
    @Test func whatSpeaksForTheAccountIsNoGroundAgainstIt() throws {
        for table in EvidenceModel.builtIn.tables {
            for kind in EvidenceKind.allCases {
                for figure: Float in [0, 0.4, 1, 5, 20] {
                    let all = Dictionary(uniqueKeysWithValues: Feature.allCases.map { ($0, figure) })
                    let carriers = try Self.carriers(table.typology, kind, all)
                    for feature in carriers.features {
                        let own = table.stairs.filter { $0.kind == kind && $0.feature == feature }
                        let nats = own.reduce(Float(0)) { sum, stair in
                            sum + stair.nats[stair.edges.count { figure >= $0 }]
                        }
                        #expect(nats * (carriers.nats < 0 ? -1 : 1) > 0, "\(table.typology) \(feature) \(figure)")
                    }
                }
            }
        }
    }

    @Test(arguments: [
        (FeatureWords.Declined.none, "100 % of the money that came in was sent on within six hours."),
        (.some, "100 % of the money that came in was sent on or was to be within six hours."),
        (.all, "100 % of the money that came in was to be sent on in vain within six hours."),
    ])
    func whatWasDeclinedIsToldAsTried(_ declined: FeatureWords.Declined, _ words: String) {
        #expect(Self.sentence(.hoursShare, [.hoursShare: 1], declined) == words)
    }

    @Test func whatIsNotKnownIsSaid() {
        #expect(Self.sentence(.citiesIn, [.citiesIn: .nan]) == "Where those are who paid it is not known.")
        #expect(Self.sentence(.burst, [.burst: .nan]) == "Figure burst: not known.")
    }

    /// Every figure that a table weighs has words of its own.
    @Test func whateverWeighsHasWords() {
        for stair in EvidenceModel.builtIn.tables.flatMap(\.stairs) {
            let words = Self.sentence(stair.feature, [stair.feature: 1])
            #expect(words.hasSuffix(".") && !words.hasPrefix("Figure"), "\(stair.feature): \(words)")
        }
    }
}
