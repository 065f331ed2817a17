import WeirCodec
import WeirDomain

/// A count out of a count.
public struct Share: Hashable, Sendable {
    public let count: Int
    public let total: Int

    public init(_ count: Int, of total: Int) {
        self.count = count
        self.total = total
    }

    /// 0 where there is nothing to count.
    public var value: Double { total > 0 ? Double(count) / Double(total) : 0 }

    /// Wilson's score interval: where the true share lies with 95 % confidence.
    public var wilson: (low: Double, high: Double) {
        guard total > 0 else { return (0, 1) }
        let z = 1.959_963_984_540_054
        let n = Double(total)
        let p = value
        let scale = 1 + z * z / n
        let centre = (p + z * z / (2 * n)) / scale
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / scale
        // At the ends the formula gives 0 and 1 but for rounding.
        return (count == 0 ? 0 : max(0, centre - half), count == total ? 1 : min(1, centre + half))
    }
}

/// A rate with where it lies with 95 % confidence.
public struct RateInterval: Hashable, Sendable {
    public let rate: Double
    public let low: Double
    public let high: Double
}

/// The value below which a share of a sorted list lies; between two entries, in proportion.
func quantile(_ share: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.last else { return nil }
    let place = share * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
}

/// What became of the accounts of one bad role.
public struct RoleFigures: Sendable {
    public let role: String
    public private(set) var accounts = 0
    public private(set) var alerted = 0
    public private(set) var restricted = 0
    /// Restricted before the first day of the role: the figures below count them as restricted at once.
    public private(set) var early = 0
    /// By measure, in the order of `Evaluation.restricting`.
    public private(set) var byMeasure = Evaluation.restricting.map { _ in 0 }
    /// For each restricted account: its payments, purchases of ordinary life included, before the measure; sorted.
    public private(set) var paymentsBefore: [Double] = []
    /// Hours from the first payment in the role to the measure; sorted.
    public private(set) var hoursBefore: [Double] = []
    /// What all accounts of the role moved, and how much of it before a measure, in units of the currency.
    public private(set) var money = 0.0
    public private(set) var moneyBefore = 0.0

    init(role: String) { self.role = role }

    public var recall: Share { Share(restricted, of: accounts) }
    public var medianPayments: Double? { quantile(0.5, of: paymentsBefore) }
    public var ninetiethPayments: Double? { quantile(0.9, of: paymentsBefore) }
    public var medianHours: Double? { quantile(0.5, of: hoursBefore) }
    public var moneyLetThrough: Double? { money > 0 ? moneyBefore / money : nil }

    mutating func add(_ label: AccountLabel, _ verdict: Verdict?, _ trail: Trail?) {
        accounts += 1
        if verdict != nil { alerted += 1 }
        let time = verdict?.restricted
        if let trail {
            money += trail.money(before: nil)
            moneyBefore += trail.money(before: time)
        }
        guard let verdict, let time else { return }
        restricted += 1
        if let place = Evaluation.restricting.firstIndex(of: verdict.measure) { byMeasure[place] += 1 }
        if let trail {
            if time < trail.start { early += 1 }
            paymentsBefore.append(Double(trail.count(before: time)))
            let first = trail.payments.first?.at ?? trail.start
            hoursBefore.append(max(0, Double(time.milliseconds - first.milliseconds) / 3_600_000))
        } else if let count = verdict.paymentsBefore {
            paymentsBefore.append(Double(count))
        }
    }

    mutating func sort() {
        paymentsBefore.sort()
        hoursBefore.sort()
    }
}

/// What became of honest accounts of one kind, or of buyers.
public struct HonestFigures: Sendable {
    public let kind: String
    public private(set) var accounts = 0
    public private(set) var alerted = 0
    public private(set) var restricted = 0
    /// On which typologies they were restricted, most often first.
    public private(set) var grounds: [(typology: String, count: Int)] = []

    init(kind: String) { self.kind = kind }

    public var alertedShare: Share { Share(alerted, of: accounts) }
    public var restrictedShare: Share { Share(restricted, of: accounts) }

    mutating func add(_ verdict: Verdict?) {
        accounts += 1
        guard let verdict else { return }
        alerted += 1
        guard verdict.restricted != nil else { return }
        restricted += 1
        if let place = grounds.firstIndex(where: { $0.typology == verdict.ground }) {
            grounds[place].count += 1
        } else {
            grounds.append((verdict.ground, 1))
        }
        grounds.sort { ($1.count, $0.typology) < ($0.count, $1.typology) }
    }
}

/// Sites that alerts name, against those where bad accounts were paid.
public struct SiteFigures: Sendable {
    public private(set) var bad = 0
    public private(set) var badAlerted = 0
    public private(set) var honest = 0
    public private(set) var honestAlerted = 0

    init(_ alerts: [AlertLine], _ traffic: Traffic) {
        let alerted = Set(alerts.filter(\.account.isEmpty).map(\.site))
        for (site, isBad) in traffic.sites {
            let isAlerted = alerted.contains(site)
            if isBad {
                bad += 1
                if isAlerted { badAlerted += 1 }
            } else {
                honest += 1
                if isAlerted { honestAlerted += 1 }
            }
        }
    }
}

/// Recall and precision of one role against honest accounts, over all thresholds of the score.
public struct RecallCurve: Sendable {
    public struct Point: Hashable, Sendable {
        public let threshold: Int
        public let recall: Double
        public let precision: Double
        /// The accounts behind the precision: of the role, of all that stand out.
        public let found: Share
    }

    public let role: String
    public let points: [Point]

    /// The area under the curve: Σ (recall gained × precision there).
    public var averagePrecision: Double {
        var area = 0.0
        var before = 0.0
        for point in points {
            area += (point.recall - before) * point.precision
            before = point.recall
        }
        return area
    }

    /// Negatives are all honest accounts; buyers and other bad roles are left out.
    static func all(_ labels: [AccountLabel], _ verdicts: [String: Verdict]) -> [RecallCurve] {
        var honest = [Int](repeating: 0, count: 1001)
        var scores: [String: (total: Int, byScore: [Int])] = [:]
        for label in labels {
            let score = min(max(verdicts[label.account]?.highest ?? -1, -1), 1000)
            switch label.role {
            case .buyer: break
            case .honest: if score >= 0 { honest[score] += 1 }
            case .bad(let typology):
                var entry = scores[typology] ?? (0, [Int](repeating: 0, count: 1001))
                entry.total += 1
                if score >= 0 { entry.byScore[score] += 1 }
                scores[typology] = entry
            }
        }
        return scores.sorted { $0.key < $1.key }.map { role, entry in
            RecallCurve(role: role, points: points(entry.byScore, of: entry.total, against: honest))
        }
    }

    private static func points(_ found: [Int], of total: Int, against honest: [Int]) -> [Point] {
        var points: [Point] = []
        var (right, wrong) = (0, 0)
        for score in stride(from: 1000, through: 0, by: -1) where found[score] + honest[score] > 0 {
            right += found[score]
            wrong += honest[score]
            points.append(
                Point(
                    threshold: score, recall: Double(right) / Double(total),
                    precision: Double(right) / Double(right + wrong), found: Share(right, of: right + wrong)))
        }
        return points
    }
}
