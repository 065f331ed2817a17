import Foundation
import WeirCodec
import WeirDetection
import WeirDomain

/// Rows of accounts with what is true of them.
struct TrainingRows {
    let columns: Int
    private(set) var values: [Float] = []
    private(set) var labels: [Float] = []
    private(set) var accounts: [String] = []
    private(set) var positives = 0

    var count: Int { labels.count }

    func row(_ index: Int) -> [Float] { Array(values[(index * columns)..<((index + 1) * columns)]) }

    mutating func add(_ account: String, _ row: ArraySlice<Float>, isBad: Bool) {
        values += row
        labels.append(isBad ? 1 : 0)
        accounts.append(account)
        if isBad { positives += 1 }
    }

    struct Judgement {
        var bad = 0
        var honest = 0
        /// The chance that a bad account stands above an honest one.
        var area = 0.0
        var aboveAll = 0
    }

    /// Each account by its highest sum.
    func judge(_ margin: ([Float]) -> Float) -> Judgement {
        var highest: [String: (margin: Float, isBad: Bool)] = [:]
        for i in 0..<count {
            let own = margin(row(i))
            highest[accounts[i]] = (max(own, highest[accounts[i]]?.margin ?? own), labels[i] > 0)
        }
        let sorted = highest.values.sorted { ($0.margin, $0.isBad ? 0 : 1) < ($1.margin, $1.isBad ? 0 : 1) }
        var result = Judgement()
        var below = 0.0
        var sum = 0.0
        for entry in sorted {
            if entry.isBad {
                result.bad += 1
                sum += below
            } else {
                result.honest += 1
                below += 1
            }
        }
        result.area = sum / max(Double(result.bad) * Double(result.honest), 1)
        let best = sorted.last { !$0.isBad }?.margin ?? -.infinity
        result.aboveAll = sorted.count { $0.isBad && $0.margin > best }
        return result
    }

    /// How far each feature moves the sum, on average.
    func meanContributions(_ model: Model) -> [Double] {
        var sums = [Double](repeating: 0, count: columns)
        for i in 0..<count {
            for part in model.contributions(row(i).span) { sums[part.feature] += abs(part.nats) }
        }
        return sums.map { $0 / Double(max(count, 1)) }
    }
}

/// Feature tables joined with their labels, some accounts kept aside.
struct TrainingSet {
    let features: [String]
    private(set) var training: TrainingRows
    private(set) var test: TrainingRows

    init(features paths: [String], labels labelPaths: [String], holdout: Double) throws(SourceError) {
        let tables = try paths.map { path throws(SourceError) in try FeatureTable(paths: [path]) }
        features = tables[0].features
        training = TrainingRows(columns: features.count)
        test = TrainingRows(columns: features.count)
        for (place, table) in tables.enumerated() {
            guard table.features == features else {
                throw SourceError(path: paths[place], reason: "has other features than \(paths[0])")
            }
            add(table, try CompanionCSV.labels(path: labelPaths[place]), holdout)
        }
    }

    private mutating func add(_ table: FeatureTable, _ labels: [AccountLabel], _ holdout: Double) {
        var truth: [String: AccountLabel] = [:]
        for label in labels { truth[label.account] = label }
        let first = (table.minutes.min() ?? 0) / 1_440 * 1_440
        let hash = Hash64(seed: 0x74_72_61_69_6E)
        for row in 0..<table.count {
            // Buyers are neither; of the bad only what they did in their role counts.
            guard let label = truth[table.accounts[row]], label.role != .buyer else { continue }
            if label.role.isBad, table.minutes[row] < first + label.startDay * 1_440 { continue }
            let draw = Double(label.account.withBytes { hash($0) } >> 11) / 9_007_199_254_740_992
            if draw < holdout {
                test.add(label.account, table.row(row), isBad: label.role.isBad)
            } else {
                training.add(label.account, table.row(row), isBad: label.role.isBad)
            }
        }
    }
}
