/// A set of code points as sorted ranges that neither touch nor overlap.
struct ScalarSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>] = []

    static let greatest: UInt32 = 0x10FFFF
    static let all = ScalarSet([0...greatest])

    init(_ unsorted: [ClosedRange<UInt32>]) {
        for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last, range.lowerBound <= last.upperBound &+ 1 {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    init(_ scalar: UInt32) { ranges = [scalar...scalar] }

    init(_ text: String) { self.init(text.unicodeScalars.map { $0.value...$0.value }) }

    var inverted: ScalarSet {
        var out: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { out.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.greatest { out.append(next...Self.greatest) }
        return ScalarSet(out)
    }

    func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

    /// How many code points are in it.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// Whether folding it looks at each of its characters, and not at each that has case.
    var isSmall: Bool { ranges.count <= 128 && count <= 128 }

    func contains(_ scalar: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= scalar
    }

    /// The set with the upper and lower case forms of all that is in it.
    var caseFolded: ScalarSet {
        var extra: [ClosedRange<UInt32>] = []
        if isSmall {
            for range in ranges {
                for scalar in range { extra += (Self.cases[scalar] ?? []).map { $0...$0 } }
            }
        } else {
            // In order, so that there is nothing to sort.
            for (scalar, form) in Self.pairs where contains(form) && extra.last?.lowerBound != scalar {
                extra.append(scalar...scalar)
            }
        }
        return extra.isEmpty ? self : ScalarSet(ranges + extra)
    }

    /// Units of work that folding a large set takes (see `PatternBudget`).
    static let foldingWork = 8_000

    /// Each code point with case, and another that differs from it by case only, in order.
    private static let pairs: [(UInt32, UInt32)] =
        cases.flatMap { entry in entry.value.map { (entry.key, $0) } }.sorted { $0 < $1 }

    /// For each code point with case, the others that differ from it by case only.
    private static let cases: [UInt32: [UInt32]] = {
        var groups: [UInt32: [UInt32]] = [:]
        for value: UInt32 in 0x41...0x1E943 {
            guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenCaseMapped else { continue }
            let upper = scalar.properties.uppercaseMapping.unicodeScalars
            let above = upper.count == 1 ? upper[upper.startIndex] : scalar
            let lower = above.properties.lowercaseMapping.unicodeScalars
            groups[lower.count == 1 ? lower[lower.startIndex].value : above.value, default: []].append(value)
        }
        var table: [UInt32: [UInt32]] = [:]
        for group in groups.values where group.count > 1 {
            for value in group { table[value] = group.filter { $0 != value } }
        }
        return table
    }()
}
