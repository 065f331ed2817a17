import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// Fills the columns that conditions compare, out of what was found out of a span of legs. What it puts there is what
/// `FactFilling` puts into a vector.
struct LegColumns: ~Copyable {
    private enum Source {
        case amount, minor, payments
        case figures(window: Int)
        case totals(place: Int, length: Int64)
    }

    private struct Fill {
        var source: Source
        var field = WindowFact.Field.count
        var column: Int
    }

    let columns: FactColumns
    /// By slot.
    let places: [Int: ConditionColumns.Place]
    private let fills: UnsafeMutableBufferPointer<Fill>
    /// By column, the window of what is reckoned only where it is asked for; -1 for the others.
    private let lateWindows: UnsafeMutableBufferPointer<Int>

    /// - Parameter kept: by step, the places of windows that every account has.
    init(_ plan: SharedPlan, _ kept: [Int]) {
        var (fills, late, places) = ([Fill](), [Int](), [Int: ConditionColumns.Place]())
        func add(_ source: Source, _ slot: Int, _ kind: FactColumns.Kind, _ field: WindowFact.Field = .count) {
            var window = -1
            if field == .stddev, case .figures(let own) = source { window = own }
            places[slot] = ConditionColumns.Place(late.count, kind, isLate: window >= 0)
            if window < 0 { fills.append(Fill(source: source, field: field, column: late.count)) }
            late.append(window)
        }
        for step in Set(plan.conditionSteps.joined()).sorted() {
            switch plan.steps[step] {
            case .payment(.amount, let slot): add(.amount, slot, .double)
            case .payment(.minor, let slot): add(.minor, slot, .int)
            case .account(.payments, _, let slot): add(.payments, slot, .int)
            case .window(let window):
                let isOwn = window.spec >= 0
                for part in plan.fields[window.fields] {
                    guard let kind = Self.kind(part.field, isOwn: isOwn) else { continue }
                    let source: Source =
                        isOwn ? .figures(window: window.spec) : .totals(place: kept[step], length: window.length)
                    add(source, part.slot, kind, part.field)
                }
            default: break
            }
        }
        self.fills = .allocate(capacity: fills.count)
        _ = self.fills.initialize(from: fills)
        lateWindows = .allocate(capacity: late.count)
        _ = lateWindows.initialize(from: late)
        self.places = places
        columns = FactColumns(count: late.count, rows: LegSpan.rows)
    }

    deinit {
        columns.free()
        fills.deallocate()
        lateWindows.deallocate()
    }

    /// `nil` for what has no column.
    private static func kind(_ field: WindowFact.Field, isOwn: Bool) -> FactColumns.Kind? {
        switch field {
        case .count: .int
        case .sum, .avg: .double
        case .complete: .bool
        case .distinct, .distinctRemarks: isOwn ? .int : nil
        case .min, .max, .share, .stddev: isOwn ? .double : nil
        case .firstTime, .strangers: nil
        }
    }

    // MARK: Filling

    /// - Parameter since: the time of the first payment of all, in milliseconds.
    func fill(_ span: LegSpan, _ legs: UnsafePointer<PaymentLeg>, since: Int64) {
        for place in 0..<fills.count {
            let fill = fills[place]
            switch fill.source {
            case .amount: put(fill.column, span) { Double(legs[$0].amount) / span.scales[$0] }
            case .minor: put(fill.column, span) { legs[$0].amount }
            case .payments: put(fill.column, span) { Int64(span.payments[$0]) }
            case .figures(let window): self.fill(fill, span, span.figures(window))
            case .totals(let place, let length):
                self.fill(fill, span, span.totals(place), legs, since &+ length)
            }
        }
    }

    @inline(__always)
    private func put(_ column: Int, _ span: LegSpan, _ value: (Int) -> Double) {
        let cells = columns.column(column)
        for row in 0..<span.all.count { cells[row] = value(row).bitPattern }
    }

    @inline(__always)
    private func put(_ column: Int, _ span: LegSpan, _ value: (Int) -> Int64) {
        let cells = columns.column(column)
        for row in 0..<span.all.count { cells[row] = UInt64(bitPattern: value(row)) }
    }

    /// The same where there may be none.
    @inline(__always)
    private func put(_ column: Int, _ span: LegSpan, _ isThere: (Int) -> Bool, _ value: (Int) -> Double) {
        put(column, span, value)
        let presence = columns.presence(column)
        for word in 0..<LegSpan.words {
            let first = word * FactColumns.wordRows
            var bits: UInt64 = 0
            for row in 0..<max(0, min(FactColumns.wordRows, span.all.count - first)) where isThere(first + row) {
                bits |= 1 &<< UInt64(truncatingIfNeeded: row)
            }
            presence[word] = bits
        }
    }

    private func fill(_ fill: Fill, _ span: LegSpan, _ figures: UnsafeMutablePointer<SlotFigures>) {
        switch fill.field {
        case .count: put(fill.column, span) { Int64(figures[$0].count) }
        case .distinct: put(fill.column, span) { Int64(figures[$0].distinct) }
        case .distinctRemarks: put(fill.column, span) { Int64(figures[$0].remarks) }
        case .sum: put(fill.column, span) { Double(figures[$0].sum) / span.scales[$0] }
        case .avg:
            put(fill.column, span) { figures[$0].count != 0 && figures[$0].sum != .max } _: {
                Double(figures[$0].sum) / span.scales[$0] / Double(figures[$0].count)
            }
        case .min: put(fill.column, span) { figures[$0].count != 0 } _: { Double(figures[$0].least) / span.scales[$0] }
        case .max:
            put(fill.column, span) { figures[$0].count != 0 } _: { Double(figures[$0].greatest) / span.scales[$0] }
        case .share:
            put(fill.column, span) { figures[$0].total != 0 } _: {
                Double(figures[$0].count) / Double(figures[$0].total)
            }
        case .complete: put(fill.column, span) { figures[$0].isComplete ? Int64(1) : 0 }
        case .stddev, .firstTime, .strangers: break
        }
    }

    private func fill(
        _ fill: Fill, _ span: LegSpan, _ totals: UnsafeMutablePointer<Totals>, _ legs: UnsafePointer<PaymentLeg>,
        _ complete: Int64
    ) {
        switch fill.field {
        case .count: put(fill.column, span) { Int64(totals[$0].count) }
        case .sum: put(fill.column, span) { Double(totals[$0].sum) / span.scales[$0] }
        case .avg:
            put(fill.column, span) { totals[$0].count != 0 && totals[$0].sum != .max } _: {
                Double(totals[$0].sum) / span.scales[$0] / Double(totals[$0].count)
            }
        case .complete: put(fill.column, span) { legs[$0].at >= complete ? Int64(1) : 0 }
        default: break
        }
    }

    /// Fills some rows of a word, by bits, of a column that is reckoned only where it is asked for.
    func fillLate(_ column: Int, _ span: LegSpan, word: Int, _ rows: UInt64) {
        guard lateWindows[column] >= 0 else { return }
        let first = word * FactColumns.wordRows
        let (figures, cells) = (span.figures(lateWindows[column]) + first, columns.column(column) + first)
        var (found, left): (UInt64, UInt64) = (0, rows)
        while left != 0 {
            let row = left.trailingZeroBitCount
            left &= left &- 1
            guard let deviation = figures[row].deviation else { continue }
            cells[row] = (deviation / span.scales[first + row]).bitPattern
            found |= 1 &<< UInt64(truncatingIfNeeded: row)
        }
        let presence = columns.presence(column)
        presence[word] = presence[word] & ~rows | found
    }
}
