public import WeirDomain

/// Lists and orders as bytes for the journal. A list travels as a head, pieces of entries, and an end that puts it in
/// force as a whole: half a list never acts.
public enum ListBytes {
    /// Bytes of entries in one record, well under the journal's bound.
    static let pieceBytes = 256 << 10

    // MARK: Writing

    /// - Parameters:
    ///   - person: who hands it in.
    ///   - time: when, where somebody does.
    public static func head(_ list: NamedList, by person: String = "", at time: Instant? = nil) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: Int64(list.version))
        out.append(integer: list.from?.milliseconds ?? .min)
        out.append(integer: list.until?.milliseconds ?? .min)
        out.append(integer: Int64(list.entries.count))
        out.append(list.role.rawValue)
        for text in [list.name, list.source, list.basis] { put(text, &out) }
        // Came later, each of them: journals from before end here.
        if !person.isEmpty { put(person, &out) }
        if !person.isEmpty, let time { out.append(integer: time.milliseconds) }
        return out
    }

    public static func pieces(_ list: NamedList) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var out: [UInt8] = []
        for entry in list.entries {
            if out.isEmpty { put(list.name, &out) }
            out.append(entry.kind.rawValue)
            out.append(entry.match.rawValue)
            out.append(integer: entry.from?.milliseconds ?? .min)
            out.append(integer: entry.until?.milliseconds ?? .min)
            put(entry.value, &out)
            put(entry.reason, &out)
            if out.count >= pieceBytes {
                pieces.append(out)
                out = []
            }
        }
        if !out.isEmpty { pieces.append(out) }
        return pieces
    }

    public static func end(_ list: NamedList) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: Int64(list.version))
        put(list.name, &out)
        return out
    }

    public static func order(_ order: FreezeOrder) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: order.from.milliseconds)
        out.append(integer: order.until?.milliseconds ?? .min)
        out.append(integer: order.amount?.minor ?? .min)
        out.append(order.act.rawValue)
        out.append(order.scope.rawValue)
        for text in [order.id, order.authority, order.basis, order.account, order.currency, order.reason] {
            put(text, &out)
        }
        return out
    }

    // MARK: Reading: `nil` for bytes that this version did not write

    public static func head(_ bytes: RawSpan) -> (list: NamedList, count: Int, by: String, at: Instant?)? {
        var reader = ListByteReader(bytes)
        guard let version = reader.integer(), let from = reader.integer(), let until = reader.integer(),
            let count = reader.integer(), let role = ListRole(rawValue: reader.byte()), let name = reader.text(),
            let source = reader.text(), let basis = reader.text()
        else { return nil }
        let person = reader.isAtEnd ? "" : reader.text()
        let time = reader.isAtEnd ? Int64.min : reader.integer()
        guard let person, let time, reader.isAtEnd else { return nil }
        let list = NamedList(
            name: name, version: Int(clamping: version), role: role, source: source, basis: basis, from: instant(from),
            until: instant(until))
        return (list, Int(clamping: count), person, instant(time))
    }

    public static func piece(_ bytes: RawSpan) -> (name: String, entries: [ListEntry])? {
        var reader = ListByteReader(bytes)
        guard let name = reader.text() else { return nil }
        var entries: [ListEntry] = []
        while !reader.isAtEnd {
            guard let kind = ListKind(rawValue: reader.byte()), let match = ListMatch(rawValue: reader.byte()),
                let from = reader.integer(), let until = reader.integer(), let value = reader.text(),
                let reason = reader.text()
            else { return nil }
            entries.append(
                ListEntry(kind, match, value, reason: reason, from: instant(from), until: instant(until)))
        }
        return (name, entries)
    }

    public static func end(_ bytes: RawSpan) -> (name: String, version: Int)? {
        var reader = ListByteReader(bytes)
        guard let version = reader.integer(), let name = reader.text(), reader.isAtEnd else { return nil }
        return (name, Int(clamping: version))
    }

    public static func order(_ bytes: RawSpan) -> FreezeOrder? {
        var reader = ListByteReader(bytes)
        guard let from = reader.integer(), let until = reader.integer(), let amount = reader.integer(),
            let act = FreezeOrder.Act(rawValue: reader.byte()), let scope = FreezeOrder.Scope(rawValue: reader.byte()),
            let id = reader.text(), let authority = reader.text(), let basis = reader.text(),
            let account = reader.text(),
            let currency = reader.text(), let reason = reader.text(), reader.isAtEnd
        else { return nil }
        return FreezeOrder(
            id: id, act: act, authority: authority, basis: basis, account: account, scope: scope,
            amount: amount == .min ? nil : Amount(minor: amount), currency: currency, from: Instant(milliseconds: from),
            until: instant(until), reason: reason)
    }

    private static func instant(_ milliseconds: Int64) -> Instant? {
        milliseconds == .min ? nil : Instant(milliseconds: milliseconds)
    }

    public static func put(_ text: String, _ out: inout [UInt8]) {
        let bytes = Array(text.utf8.prefix(Int(UInt16.max)))
        out.append(integer: UInt16(bytes.count))
        out.append(contentsOf: bytes)
    }
}

/// Takes bytes apart, bounds checked: after the end everything is `nil`.
public struct ListByteReader: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    public init(_ bytes: RawSpan) { self.bytes = bytes }

    public var isAtEnd: Bool { offset == bytes.byteCount }

    @_lifetime(self: copy self)
    public mutating func byte() -> UInt8 {
        guard offset < bytes.byteCount else { return .max }
        offset += 1
        return bytes.byte(offset - 1)
    }

    @_lifetime(self: copy self)
    public mutating func integer() -> Int64? {
        guard offset + 8 <= bytes.byteCount else { return nil }
        offset += 8
        return bytes.integer(offset - 8)
    }

    @_lifetime(self: copy self)
    public mutating func text() -> String? {
        guard offset + 2 <= bytes.byteCount else { return nil }
        let length = Int(bytes.integer(offset, as: UInt16.self))
        guard offset + 2 + length <= bytes.byteCount else { return nil }
        offset += 2 + length
        return bytes.extracting((offset - length)..<offset).text
    }
}
