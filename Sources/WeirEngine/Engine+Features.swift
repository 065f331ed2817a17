import WeirDetection
import WeirDomain

/// Feature vectors for fitting weights and training models.
extension Engine {
    /// The names of the features, in the order of `featureRow`.
    public static var featureNames: [String] { Feature.allCases.map(\.name) }

    /// What each figure says in readings, at several values, of payments that were made and of such as were declined:
    /// for whoever has to know all of these sentences.
    public static var figuresInWords: [String] {
        var sentences: [String] = []
        for declined in FeatureWords.Declined.allCases {
            let words = FeatureWords(declined: declined)
            for feature in Feature.allCases {
                for value: Float in [-2, 0, 0.34, 1, 2.5, 12, .nan] {
                    var features = Features()
                    features[feature] = value
                    sentences.append(words.sentence(feature, &features))
                }
            }
        }
        return sentences
    }

    /// What is read off an account at this moment, when its number of payments is one at which rows are taken (each
    /// about half more than the one before); `nil` otherwise, and for accounts of no interest. What suspects tried to
    /// send it counts as payments, for it may be weighed by that alone.
    public func featureRow(_ account: RawSpan) -> (payments: Int, minute: Int32, values: [Float])? {
        guard let index = detector.accounts.find(account) else { return nil }
        let payments = Int(detector.accounts[index].payments)
        guard Self.rowsAt.contains(payments + detector.feedings(of: index)),
            var features = detector.features(index, at: now)
        else { return nil }
        return (payments, Detector.minute(now), Feature.allCases.map { features[$0] })
    }

    /// What is read off an account at this moment, in the order of `featureNames`; `nil` for one of no interest.
    public func figures(of account: String) -> [Float]? {
        guard let index = account.withBytes({ detector.accounts.find($0) }),
            var features = detector.features(index, at: now)
        else { return nil }
        return Feature.allCases.map { features[$0] }
    }

    private static let rowsAt: Set<Int> = {
        var rows: Set<Int> = []
        var next = 6.0
        while next < 1_000_000 {
            rows.insert(Int(next))
            next *= 1.4
        }
        return rows
    }()
}
