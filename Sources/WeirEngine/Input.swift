public import WeirDomain

/// Everything that can change the engine's state. The raw value is the record type in the journal: never reuse one.
public enum InputType: UInt8, Sendable {
    /// A `PaymentView` record.
    case payment = 1
    /// A `PriceQuote`.
    case price = 2
    /// An `AccountFact`.
    case account = 3
    /// A `MeasureRequest`.
    case measure = 4
    /// An `ActRequest`.
    case act = 16
    /// The head of a list, pieces of its entries, its end: see `ListBytes`.
    case list = 20
    case listEntries = 21
    case listEnd = 22
    /// A `FreezeOrder`.
    case order = 23
    /// A `SiteReport`.
    case site = 24
    /// A `CodeOwner`.
    case codeOwner = 25
    /// A `RuleRequest`.
    case rules = 32
    /// A `ModelRequest`.
    case model = 33
}

/// What a person asks of a measure.
public struct MeasureRequest: Hashable, Sendable {
    public var measure: Int
    public var event: MeasureState.Event
    public var by: String
    public var reason: String
    public var at: Instant

    public init(measure: Int, event: MeasureState.Event, by: String, reason: String, at: Instant) {
        self.measure = measure
        self.event = event
        self.by = by
        self.reason = reason
        self.at = at
    }
}

/// Inputs as bytes for the journal: little-endian numbers, then texts with a length of two bytes.
/// Reading answers `nil` for bytes that this version did not write.
public enum InputBytes {
    public static func encode(_ quote: PriceQuote) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: quote.at.milliseconds)
        out.append(integer: quote.price.micros)
        out.append(integer: quote.currency.packed)
        put(quote.asset.name, &out)
        return out
    }

    public static func quote(_ bytes: RawSpan) -> PriceQuote? {
        guard bytes.byteCount >= 20 else { return nil }
        var offset = 18
        guard let name = text(bytes, &offset), offset == bytes.byteCount, let asset = Asset(name) else { return nil }
        return PriceQuote(
            at: Instant(milliseconds: bytes.integer(0)), asset: asset, currency: Currency(packed: bytes.integer(16)),
            price: Price(micros: bytes.integer(8)))
    }

    /// - Parameter at: when the fact became known.
    public static func encode(_ fact: AccountFact, at: Instant) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: at.milliseconds)
        out.append(integer: fact.opened?.milliseconds ?? .min)
        out.append(integer: fact.merchantCategory)
        out.append(fact.kind.rawValue)
        put(fact.account, &out)
        return out
    }

    public static func fact(_ bytes: RawSpan) -> (AccountFact, at: Instant)? {
        guard bytes.byteCount >= 21, let kind = AccountKind(rawValue: bytes.byte(18)) else { return nil }
        var offset = 19
        guard let account = text(bytes, &offset), offset == bytes.byteCount else { return nil }
        let opened: Int64 = bytes.integer(8)
        let fact = AccountFact(
            account: account, kind: kind, opened: opened == .min ? nil : Instant(milliseconds: opened),
            merchantCategory: bytes.integer(16))
        return (fact, Instant(milliseconds: bytes.integer(0)))
    }

    public static func encode(_ request: MeasureRequest) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: request.at.milliseconds)
        out.append(integer: Int64(request.measure))
        out.append(request.event.rawValue)
        put(request.by, &out)
        put(request.reason, &out)
        return out
    }

    public static func request(_ bytes: RawSpan) -> MeasureRequest? {
        guard bytes.byteCount >= 21, let event = MeasureState.Event(rawValue: bytes.byte(16)) else { return nil }
        var offset = 17
        guard let by = text(bytes, &offset), let reason = text(bytes, &offset), offset == bytes.byteCount else {
            return nil
        }
        return MeasureRequest(
            measure: Int(clamping: bytes.integer(8, as: Int64.self)), event: event, by: by, reason: reason,
            at: Instant(milliseconds: bytes.integer(0)))
    }

    static func put(_ text: String, _ out: inout [UInt8]) {
        let bytes = Array(text.utf8.prefix(Int(UInt16.max)))
        out.append(integer: UInt16(bytes.count))
        out.append(contentsOf: bytes)
    }

    static func text(_ bytes: RawSpan, _ offset: inout Int) -> String? {
        guard offset + 2 <= bytes.byteCount else { return nil }
        let length = Int(bytes.integer(offset, as: UInt16.self))
        offset += 2
        guard offset + length <= bytes.byteCount else { return nil }
        defer { offset += length }
        return bytes.extracting(offset..<(offset + length)).text
    }
}
