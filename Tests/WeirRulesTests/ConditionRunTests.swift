import Testing
import WeirRules

/// Conditions that are run together, by guards, lazily and in an order that is learnt, against each by itself.
@Suite struct ConditionRunTests {
    private static let schema: Schema = {
        var schema = Schema()
        for name in ["i", "j", "bound"] { schema.variable(name, .int) }
        schema.variable("u", .uint)
        for name in ["d", "e"] { schema.variable(name, .double) }
        for name in ["b", "c"] { schema.variable(name, .bool) }
        for name in ["s", "t"] { schema.variable(name, .string) }
        schema.variable("l", .list(.int))
        return schema
    }()
    private static let slots = 11

    private static let leaves = [
        "i > #", "i >= #", "i < #", "i <= #", "i == #", "i != #", "j > #", "j >= #", "!(j < #)", "u > #u", "u <= #u",
        "u == #u", "d > #.5", "d >= #.0", "d < #.5", "d <= #.0", "d == #.0", "!(d < #.0)", "e > #.0", "!(e >= #.0)",
        "b", "!b", "c", "!c", "s == 'v#'", "s != 'v#'", "t == 'v#'", "!(t == 'v#')", "s == t", "i * 2 > j", "i > j",
        "1 / i > 0", "10 % (j - 3) > 1", "s.contains('#')", "s in ['v1', 'v2', 'v3', 'v4', 'v5']", "l.exists(x, x > #)",
        "d * 2.0 > e", "has(s)", "j - # > i", "bound > #", "i > 9223372036854775807", "i >= -9223372036854775807 - 1",
        "t.matches('^v[0-#]$')", "l[#] > 1",
    ]

    private static func condition(_ depth: Int, _ random: inout SplitMix) -> String {
        func pick(_ below: UInt64) -> UInt64 { UInt64.random(in: 0..<below, using: &random) }
        guard depth > 0, pick(5) > 0 else {
            let leaf = leaves.randomElement(using: &random) ?? "b"
            return leaf.split(separator: "#", omittingEmptySubsequences: false).joined(separator: "\(pick(7))")
        }
        let (left, right) = (condition(depth - 1, &random), condition(depth - 1, &random))
        switch pick(8) {
        case 0...4: return "\(left) && \(right)"
        case 5: return "(\(left) || \(right))"
        case 6: return "!(\(left))"
        default: return "(\(left) ? \(right) : b)"
        }
    }

    /// A value for a slot; often none, where nothing is bounded by another.
    private static func value(_ slot: Int, _ random: inout SplitMix) -> Value? {
        let number = Int64.random(in: -1...7, using: &random)
        if slot != 2, slot != 0, UInt64.random(in: 0..<8, using: &random) == 0 { return nil }
        switch slot {
        case 0, 1, 2: return .int(number)
        case 3: return .uint(UInt64(max(0, number)))
        case 4, 5:
            let doubles: [Double] = [.nan, .infinity, -0.0, 0, Double(number), Double(number) + 0.5]
            return .double(doubles.randomElement(using: &random) ?? 0)
        case 6, 7: return .bool(number > 2)
        case 8, 9: return .string("v\(number)")
        default: return .list([.int(number), .int(2)])
        }
    }

    /// Reads slots two by two, and only when they are asked for.
    private static func reading(_ random: inout SplitMix) -> SlotReading {
        SlotReading(
            steps: (0..<slots).map { $0 / 2 },
            costs: (0..<6).map { _ in Int.random(in: 5...400, using: &random) }, bounds: [0: 2])
    }

    @Test func findsWhatEachFindsByItself() throws {
        var random = SplitMix(state: 20_261_128)
        var (hits, errors, asked) = (0, 0, 0)
        for _ in 0..<40 {
            let texts = (0..<Int.random(in: 1...90, using: &random)).map { _ in
                Self.condition(Int.random(in: 0...4, using: &random), &random)
            }
            let programs = texts.compactMap { text in
                try? Program(compiling: Expression.parse(text).check(in: Self.schema, expecting: .bool))
            }
            let set = ConditionSet(programs)
            let reading = Self.reading(&random)
            var run = ConditionRun(set, reading)
            var whole = FeatureVector(count: Self.slots)
            var lazy = FeatureVector(count: Self.slots)
            for _ in 0..<600 {
                for slot in 0..<Self.slots {
                    whole.set(slot, Self.value(slot, &random))
                    lazy.forget(slot)
                }
                // What `bound` promises.
                if let i = whole.int(at: 0) { whole.set(2, int: max(i, whole.int(at: 2) ?? 0)) }
                run.begin()
                while let slot = run.next(lazy) {
                    let isForgotten = lazy.isForgotten(slot)
                    #expect(isForgotten)
                    for other in 0..<Self.slots where reading.steps[other] == reading.steps[slot] {
                        lazy.set(other, whole.value(at: other))
                    }
                    asked += 1
                }
                var expected = ConditionSet.Verdicts(count: set.count)
                set.evaluate(with: whole, into: &expected)
                var numbers: [Int] = []
                run.appendHolding(to: &numbers)
                #expect(numbers == expected.numbers)
                let failed = run.verdicts.errors.sorted { $0.number < $1.number }
                #expect(failed.map(\.number) == expected.errors.map(\.number))
                #expect(failed.map(\.error) == expected.errors.map(\.error))
                hits += numbers.count
                errors += failed.count
                guard numbers == expected.numbers else { return }
            }
        }
        print("\(hits) hits, \(errors) errors, \(asked) readings")
        #expect(hits > 10_000 && errors > 10_000)
    }

    @Test func listFindsWhatEachFindsByItself() throws {
        var random = SplitMix(state: 20_261_129)
        var (hits, errors, opened) = (0, 0, 0)
        for _ in 0..<40 {
            let texts = (0..<Int.random(in: 1...ConditionList.most, using: &random)).map { _ in
                Self.condition(Int.random(in: 0...4, using: &random), &random)
            }
            let programs = texts.compactMap { text in
                try? Program(compiling: Expression.parse(text).check(in: Self.schema, expecting: .bool))
            }
            let set = ConditionSet(programs)
            var list = ConditionList(set)
            var whole = FeatureVector(count: Self.slots)
            var part = FeatureVector(count: Self.slots)
            for _ in 0..<400 {
                for slot in 0..<Self.slots {
                    whole.set(slot, Self.value(slot, &random))
                    // Texts and lists are read where they matter.
                    if slot < 8 { part.set(slot, whole.value(at: slot)) } else { part.forget(slot) }
                }
                var expected = ConditionSet.Verdicts(count: set.count)
                set.evaluate(with: whole, into: &expected)
                var (holding, open) = list.decide(part)
                #expect(holding & open == 0)
                var failed: [(number: Int, error: EvaluationError)] = []
                for rule in 0..<set.count where open >> UInt64(rule) & 1 == 1 {
                    opened += 1
                    let (holds, error) = list.evaluate(rule, whole)
                    if holds { holding |= 1 << UInt64(rule) }
                    if let error { failed.append((rule, error)) }
                    open &= ~(1 << UInt64(rule))
                }
                #expect((0..<64).filter { holding >> UInt64($0) & 1 == 1 } == expected.numbers)
                #expect(failed.map(\.number) == expected.errors.map(\.number))
                #expect(failed.map(\.error) == expected.errors.map(\.error))
                (hits, errors) = (hits + expected.numbers.count, errors + failed.count)
                guard failed.count == expected.errors.count else { return }
            }
        }
        print("\(hits) hits, \(errors) errors, \(opened) left open")
        #expect(hits > 10_000 && errors > 5_000)
    }

    /// Where slots stand in columns; two of them are asked for. Texts, lists and natural numbers have none.
    private static let places: [Int: ConditionColumns.Place] = [
        0: .init(0, .int), 1: .init(1, .int, isLate: true), 2: .init(2, .int), 4: .init(3, .double),
        5: .init(4, .double, isLate: true), 6: .init(5, .bool), 7: .init(6, .bool),
    ]

    /// Puts a slot's value into a column.
    private static func put(_ whole: borrowing FeatureVector, _ slot: Int, _ columns: FactColumns, _ row: Int) {
        guard let place = places[slot] else { return }
        let (bit, word) = (UInt64(1) << UInt64(row % 64), row / 64)
        columns.presence(place.column)[word] &= ~bit
        guard let value = whole.value(at: slot) else { return }
        columns.presence(place.column)[word] |= bit
        switch value {
        case .int(let number): columns.column(place.column)[row] = UInt64(bitPattern: number)
        case .double(let number): columns.column(place.column)[row] = number.bitPattern
        case .bool(let isTrue): columns.column(place.column)[row] = isTrue ? 1 : 0
        default: columns.presence(place.column)[word] &= ~bit
        }
    }

    private static func set(_ random: inout SplitMix) -> ConditionSet {
        let texts = (0..<Int.random(in: 1...ConditionList.most, using: &random)).map { _ in
            condition(Int.random(in: 0...4, using: &random), &random)
        }
        return ConditionSet(
            texts.compactMap { text in
                try? Program(compiling: Expression.parse(text).check(in: schema, expecting: .bool))
            })
    }

    /// A hundred vectors at once in columns, against each condition by itself.
    @Test func columnsFindWhatEachFindsByItself() throws {
        var random = SplitMix(state: 20_261_130)
        let (columns, rows) = (FactColumns(count: 7, rows: 128), 100)
        defer { columns.free() }
        var (hits, decided, opened) = (0, 0, 0)
        for _ in 0..<40 {
            let set = Self.set(&random)
            let conditions = ConditionColumns(set, places: Self.places)
            var wanted: [[Bool]] = []
            var values: [[Value?]] = []
            var whole = FeatureVector(count: Self.slots)
            for row in 0..<rows {
                for slot in 0..<Self.slots { whole.set(slot, Self.value(slot, &random)) }
                values.append((0..<Self.slots).map { whole.value(at: $0) })
                for (slot, place) in Self.places where !place.isLate { Self.put(whole, slot, columns, row) }
                var expected = ConditionSet.Verdicts(count: set.count)
                set.evaluate(with: whole, into: &expected)
                let failed = Set(expected.errors.map(\.number))
                wanted.append((0..<set.count).map { expected[$0] || failed.contains($0) })
                hits += expected.numbers.count
            }
            let tried = UnsafeMutablePointer<UInt64>.allocate(capacity: set.count)
            let found = UnsafeMutablePointer<(holding: UInt64, open: UInt64)>.allocate(capacity: set.count)
            defer {
                tried.deallocate()
                found.deallocate()
            }
            found.initialize(repeating: (0, 0), count: set.count)
            for word in 0..<2 {
                let all: UInt64 = word == 0 ? .max : 1 << UInt64(rows - 64) - 1
                for rule in 0..<set.count { (tried + rule).initialize(to: rule % 5 == 4 ? all & 0x5A5A_1234 : all) }
                conditions.decide(columns, word: word, among: tried, into: found) { column, some in
                    for row in 0..<64 where some >> UInt64(row) & 1 == 1 {
                        var one = FeatureVector(count: Self.slots)
                        for slot in 0..<Self.slots { one.set(slot, values[word * 64 + row][slot]) }
                        for (slot, place) in Self.places where place.column == column {
                            Self.put(one, slot, columns, word * 64 + row)
                        }
                    }
                }
                for rule in 0..<set.count {
                    #expect(found[rule].holding & found[rule].open == 0)
                    #expect((found[rule].holding | found[rule].open) & ~tried[rule] == 0)
                    for row in 0..<64 where tried[rule] >> UInt64(row) & 1 == 1 {
                        if found[rule].open >> UInt64(row) & 1 == 1 {
                            opened += 1
                            continue
                        }
                        decided += 1
                        let holds = found[rule].holding >> UInt64(row) & 1 == 1
                        let isSame = holds == wanted[word * 64 + row][rule]
                        #expect(isSame, "condition \(rule) of row \(word * 64 + row)")
                    }
                }
            }
        }
        print("\(hits) hits, \(decided) decided, \(opened) left open")
        #expect(hits > 10_000 && decided > 40_000 && opened > 5_000)
    }

    @Test func readsOnlyWhatMatters() throws {
        let texts = (0..<50).map { "i > \($0 + 100) && d > 1.0" }
        let programs = try texts.map {
            try Program(compiling: Expression.parse($0).check(in: Self.schema, expecting: .bool))
        }
        let set = ConditionSet(programs)
        var run = ConditionRun(
            set, SlotReading(steps: (0..<Self.slots).map { $0 }, costs: Array(repeating: 100, count: Self.slots)))
        var facts = FeatureVector(count: Self.slots)
        var read: [Int: Int] = [:]
        for round in 0..<10_000 {
            facts.forget(0)
            facts.forget(4)
            run.begin()
            while let slot = run.next(facts) {
                read[slot, default: 0] += 1
                if slot == 0 { facts.set(0, int: round % 100 == 0 ? 120 : 3) } else { facts.set(4, double: 2) }
            }
        }
        // Samples apart, the second value is read where the first one lets a rule through.
        #expect(read[0] == 10_000)
        #expect(read[4] ?? 0 < 1_000)
    }
}
