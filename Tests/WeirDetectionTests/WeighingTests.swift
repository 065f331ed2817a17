import Testing
import WeirDetection

/// Weighing in stages, against the whole sum.
@Suite struct WeighingTests {
    private static let prices: [Feature] = [
        .exactIn, .exactOut, .softIn, .softOut, .lineWeight, .lineMargin, .lineHits, .lineShare,
        .provenLine, .paidLine, .tradeLine, .longLine, .paidStrangers,
    ]

    /// Figures of all sizes, and some that are not known.
    private func figures(_ random: inout StateTests.Random, hasPrices: Bool) -> Features {
        var features = Features()
        let scales: [Float] = [1, 1, 1, 3, 10, 40, 300]
        // Of most accounts most figures are 0, as of most people.
        let quiet = 7 + random.below(4)
        for feature in Feature.allCases {
            if !hasPrices && Self.prices.contains(feature) || random.below(10) < quiet { continue }
            let share = Float(random.below(1_001)) / 1_000
            features[feature] = random.below(12) == 0 ? .nan : share * scales[random.below(scales.count)]
        }
        features[.ageDays] = Float(random.below(3_000))
        return features
    }

    @Test(arguments: [true, false])
    func nobodyWhoWouldSpeakIsPutAside(hasPrices: Bool) {
        var random = StateTests.Random(hasPrices ? 7 : 8)
        var (aside, speaking, wrong) = (0, 0, 0)
        for _ in 0..<200_000 {
            var features = figures(&random, hasPrices: hasPrices)
            let isAside = features.isPutAside(hasPrices: hasPrices)
            let isSilent = features.isSilent()
            if isAside { aside += 1 }
            if !isSilent { speaking += 1 }
            if isAside, !isSilent { wrong += 1 }
        }
        print("weighing, prices \(hasPrices): \(aside) put aside, \(speaking) speak")
        #expect(wrong == 0)
        // Both must happen, or nothing has been shown; and most of the silent are found early.
        #expect(speaking > 1_000 && aside > 1_000)
    }

    /// The control: were the prices thought to say nothing where they do, accounts that speak would be put aside.
    @Test func boundsThatAreTooLowAreNoticed() {
        var random = StateTests.Random(9)
        var wrong = 0
        for _ in 0..<200_000 {
            var features = figures(&random, hasPrices: true)
            if features.isPutAside(hasPrices: false), !features.isSilent() { wrong += 1 }
        }
        #expect(wrong > 0)
    }
}
