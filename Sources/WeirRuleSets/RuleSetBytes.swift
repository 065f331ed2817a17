import WeirDomain

/// The canonical form of a rule set, which the journal keeps: equal sets have equal bytes, and nothing but this file is
/// needed to read them again. Little-endian numbers; texts with a length of four bytes.
public enum RuleSetBytes {
    private static let mark: [UInt8] = Array("WRS1".utf8)
    /// With typologies behind the rules. A set without any is written as ever, so that its version stays.
    private static let markWithTypologies: [UInt8] = Array("WRS2".utf8)

    public static func encode(_ set: RuleSet) -> [UInt8] {
        var out = set.typologies.isEmpty ? mark : markWithTypologies
        put(set.name, &out)
        put(set.label, &out)
        put(set.owner, &out)
        out.append(integer: UInt32(set.lists.count))
        for list in set.lists {
            put(list.name, &out)
            put(list.entries, &out)
        }
        out.append(integer: UInt32(set.rules.count))
        for rule in set.rules { put(rule, &out) }
        guard !set.typologies.isEmpty else { return out }
        out.append(integer: UInt32(set.typologies.count))
        for table in set.typologies { put(table, &out) }
        return out
    }

    private static func put(_ table: TypologyTable, _ out: inout [UInt8]) {
        out.append(table.typology.rawValue)
        put([table.base, table.alert, table.hold, table.measure, table.cap], &out)
        out.append(integer: UInt32(table.stairs.count))
        for stair in table.stairs {
            put(stair.indicator, &out)
            out += [stair.kind.rawValue, stair.isOwn ? 1 : 0]
            put(stair.edges, &out)
            put(stair.nats + [stair.unknown], &out)
        }
    }

    private static func put(_ numbers: [Float], _ out: inout [UInt8]) {
        out.append(integer: UInt32(numbers.count))
        for number in numbers { out.append(integer: number.bitPattern) }
    }

    private static func put(_ rule: Rule, _ out: inout [UInt8]) {
        for text in [
            rule.id, rule.title, rule.why, rule.when, rule.reason, rule.reasonChinese, rule.owner,
        ] {
            put(text, &out)
        }
        put(rule.references, &out)
        out.append(integer: UInt32(rule.yields.count))
        for yield in rule.yields { put(yield, &out) }
    }

    /// Five bytes and a number: what, about whom, which typology, kind, outcome or measure; the weight.
    private static func put(_ yield: Rule.Yield, _ out: inout [UInt8]) {
        switch yield {
        case .evidence(let side, let typology, let kind, let weight):
            out += [0, side.rawValue, typology.rawValue, kind.rawValue, 0]
            out.append(integer: Int32(clamping: weight))
        case .decision(let outcome, let kind, let side):
            // Came later: what says nothing of it has the bytes, and so the version, that it had.
            out += [1, 0, side.map { $0.rawValue + 1 } ?? 0, kind.rawValue, outcome.rawValue]
            out.append(integer: Int32(0))
        case .measure(let side, let measure, let kind):
            out += [2, side.rawValue, 0, kind.rawValue, measure.rawValue]
            out.append(integer: Int32(0))
        }
    }

    private static func put(_ text: String, _ out: inout [UInt8]) {
        let bytes = Array(text.utf8)
        out.append(integer: UInt32(bytes.count))
        out += bytes
    }

    private static func put(_ texts: [String], _ out: inout [UInt8]) {
        out.append(integer: UInt32(texts.count))
        for text in texts { put(text, &out) }
    }

    // MARK: Reading

    /// The set; `nil` for bytes that this version did not write, or that are beyond the limits.
    public static func decode(_ bytes: RawSpan) -> RuleSet? {
        guard bytes.byteCount <= Limits.ruleSetBytes, bytes.byteCount >= 4 else { return nil }
        let head = bytes.extracting(0..<4).array
        guard head == mark || head == markWithTypologies else { return nil }
        var reader = Reader(bytes)
        guard var set = reader.set() else { return nil }
        if head == markWithTypologies {
            guard let typologies = reader.typologies(), !typologies.isEmpty else { return nil }
            set.typologies = typologies
        }
        return reader.isAtEnd ? set : nil
    }

    public static func decode(_ bytes: [UInt8]) -> RuleSet? { decode(bytes.span.bytes) }

    private struct Reader: ~Escapable {
        let bytes: RawSpan
        var offset = 4

        @_lifetime(copy bytes)
        init(_ bytes: RawSpan) { self.bytes = bytes }

        var isAtEnd: Bool { offset == bytes.byteCount }

        @_lifetime(self: copy self)
        mutating func set() -> RuleSet? {
            guard let name = text(), let label = text(), let owner = text(), let listCount = count(8) else {
                return nil
            }
            var set = RuleSet(name: name, label: label, owner: owner)
            for _ in 0..<listCount {
                guard let name = text(), let entries = texts() else { return nil }
                set.lists.append(RuleList(name: name, entries: entries))
            }
            guard let ruleCount = count(40) else { return nil }
            for _ in 0..<ruleCount {
                guard let rule = rule() else { return nil }
                set.rules.append(rule)
            }
            return set
        }

        @_lifetime(self: copy self)
        private mutating func rule() -> Rule? {
            guard let id = text(), let title = text(), let why = text(), let when = text(), let reason = text(),
                let chinese = text(), let owner = text(), let references = texts(), let yieldCount = count(9)
            else { return nil }
            var yields: [Rule.Yield] = []
            for _ in 0..<yieldCount {
                guard let yield = yield() else { return nil }
                yields.append(yield)
            }
            return Rule(
                id: id, title: title, why: why, when: when, yields: yields, reason: reason, reasonChinese: chinese,
                owner: owner, references: references)
        }

        @_lifetime(self: copy self)
        mutating func typologies() -> [TypologyTable]? {
            guard let count = count(29) else { return nil }
            var tables: [TypologyTable] = []
            for _ in 0..<count {
                guard let typology = byte().flatMap({ Typology(rawValue: $0) }), let own = floats(), own.count == 5,
                    let stairs = stairs()
                else { return nil }
                tables.append(
                    TypologyTable(
                        typology: typology, base: own[0], alert: own[1], hold: own[2], measure: own[3], cap: own[4],
                        stairs: stairs))
            }
            return tables
        }

        @_lifetime(self: copy self)
        private mutating func stairs() -> [TypologyTable.Stair]? {
            guard let count = count(18) else { return nil }
            var stairs: [TypologyTable.Stair] = []
            for _ in 0..<count {
                guard let indicator = text(), let kind = byte().flatMap({ EvidenceKind(rawValue: $0) }),
                    let own = byte(), own < 2, let edges = floats(), var nats = floats(), let unknown = nats.popLast()
                else { return nil }
                stairs.append(
                    TypologyTable.Stair(
                        indicator: indicator, kind: kind, isOwn: own == 1, edges: edges, nats: nats, unknown: unknown))
            }
            return stairs
        }

        @_lifetime(self: copy self)
        private mutating func byte() -> UInt8? {
            guard offset < bytes.byteCount else { return nil }
            offset += 1
            return bytes.byte(offset - 1)
        }

        @_lifetime(self: copy self)
        private mutating func floats() -> [Float]? {
            guard let count = count(4) else { return nil }
            var numbers: [Float] = []
            for place in 0..<count { numbers.append(Float(bitPattern: bytes.integer(offset + place * 4))) }
            offset += count * 4
            return numbers
        }

        @_lifetime(self: copy self)
        private mutating func yield() -> Rule.Yield? {
            guard offset + 9 <= bytes.byteCount, let side = Side(rawValue: bytes.byte(offset + 1)),
                let kind = EvidenceKind(rawValue: bytes.byte(offset + 3))
            else { return nil }
            let (what, typology, last) = (bytes.byte(offset), bytes.byte(offset + 2), bytes.byte(offset + 4))
            let weight: Int32 = bytes.integer(offset + 5)
            offset += 9
            switch what {
            case 0:
                return Typology(rawValue: typology).map {
                    .evidence(about: side, typology: $0, kind: kind, milliNats: Int(weight))
                }
            case 1:
                let about = typology == 0 ? nil : Side(rawValue: typology - 1)
                guard typology == 0 || about != nil else { return nil }
                return Outcome(rawValue: last).map { .decision($0, kind: kind, about: about) }
            case 2: return MeasureKind(rawValue: last).map { .measure(about: side, $0, kind: kind) }
            default: return nil
            }
        }

        @_lifetime(self: copy self)
        private mutating func text() -> String? {
            guard let length = count(1) else { return nil }
            defer { offset += length }
            return bytes.extracting(offset..<(offset + length)).text
        }

        @_lifetime(self: copy self)
        private mutating func texts() -> [String]? {
            guard let count = count(4) else { return nil }
            var texts: [String] = []
            for _ in 0..<count {
                guard let text = text() else { return nil }
                texts.append(text)
            }
            return texts
        }

        /// A number of things that take so many bytes each at the least, so that no more can be claimed than there are.
        @_lifetime(self: copy self)
        private mutating func count(_ least: Int) -> Int? {
            guard offset + 4 <= bytes.byteCount else { return nil }
            let count = Int(bytes.integer(offset, as: UInt32.self))
            offset += 4
            guard count <= (bytes.byteCount - offset) / least else { return nil }
            return count
        }
    }
}
