/// A payment in bytes: what the codecs write, the journal keeps and the engine reads, so that a payment is parsed once.
///
/// Layout (little-endian): a fixed head of 40 bytes, then the text fields one after the other in the order of
/// `PaymentField`, each as long as the head says. The encoding is canonical: equal payments have equal bytes.
/// ```
///  0 at, ms          i64    16 currency  u16   22 total length u16
///  8 amount, minor   i64    18 channel   u8    24 lengths of the text fields, u8 each,
///                           19 kinds     u8       remark and extra u16
///                           20 category  u16   39 version of this layout, u8
/// ```
public struct PaymentView: ~Escapable {
    public let bytes: RawSpan

    /// - Precondition: the bytes are one whole record; readers of stored bytes call `PaymentView.isWhole` first.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: RawSpan) {
        precondition(bytes.byteCount >= Self.headBytes, "a payment record is longer than its head")
        self.bytes = bytes
    }

    @inlinable public static var headBytes: Int { 40 }
    public static let layoutVersion: UInt8 = 1

    /// Whether the bytes are one record of this layout whose lengths add up.
    public static func isWhole(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount >= headBytes, bytes.byte(39) == layoutVersion,
            Int(bytes.integer(22, as: UInt16.self)) == bytes.byteCount,
            Channel(rawValue: bytes.byte(18)) != nil, bytes.byte(19) < 4
        else { return false }
        var total = headBytes
        for raw in 0..<PaymentField.count {
            if let field = PaymentField(rawValue: raw) { total += field.length(in: bytes) }
        }
        return total == bytes.byteCount
    }

    @inlinable public var at: Instant { Instant(milliseconds: bytes.integer(0)) }
    @inlinable public var amount: Amount { Amount(minor: bytes.integer(8)) }
    @inlinable public var currency: Currency { Currency(packed: bytes.integer(16)) }
    @inlinable public var channel: Channel { Channel(rawValue: bytes.byte(18)) ?? .transfer }
    @inlinable public var payerKind: AccountKind { bytes.byte(19) & 1 == 0 ? .person : .merchant }
    @inlinable public var payeeKind: AccountKind { bytes.byte(19) & 2 == 0 ? .person : .merchant }
    @inlinable public var merchantCategory: UInt16 { bytes.integer(20) }

    // The first four lengths stand side by side, each in a byte: no need to walk.
    public var id: RawSpan { @inlinable @_lifetime(copy self) get { text(0, 24) } }
    public var payer: RawSpan { @inlinable @_lifetime(copy self) get { text(length(24), 25) } }
    public var payee: RawSpan { @inlinable @_lifetime(copy self) get { text(length(24) + length(25), 26) } }
    public var rail: RawSpan { @inlinable @_lifetime(copy self) get { text(length(24) + length(25) + length(26), 27) } }
    public var remark: RawSpan {
        @inlinable
        @_lifetime(copy self)
        get {
            let start = Self.headBytes + length(24) + length(25) + length(26) + length(27)
            return bytes.extracting(start..<(start + Int(bytes.integer(28, as: UInt16.self))))
        }
    }

    @inlinable @inline(__always)
    func length(_ offset: Int) -> Int { Int(bytes.byte(offset)) }

    @inlinable @inline(__always)
    @_lifetime(copy self)
    func text(_ start: Int, _ lengthOffset: Int) -> RawSpan {
        let start = Self.headBytes + start
        return bytes.extracting(start..<(start + length(lengthOffset)))
    }

    /// The bytes of a text field; empty when it is absent.
    public subscript(field: PaymentField) -> RawSpan {
        @inlinable @inline(__always)
        @_lifetime(copy self)
        get {
            let start = field.start(in: bytes)
            return bytes.extracting(start..<(start + field.length(in: bytes)))
        }
    }
}

/// The text fields of a payment, in the order in which a record holds them.
public enum PaymentField: UInt8, CaseIterable, Sendable {
    case id, payer, payee, rail, remark, payerDevice, payeeDevice, payerIP, payerCity, payeeCity, site, original, extra

    static let count: UInt8 = 13

    /// The name in INTERFACES §1.
    public var name: String {
        switch self {
        case .payerDevice: "payer_device"
        case .payeeDevice: "payee_device"
        case .payerIP: "payer_ip"
        case .payerCity: "payer_city"
        case .payeeCity: "payee_city"
        default: "\(self)"
        }
    }

    /// The greatest length, in bytes.
    public var limit: Int {
        switch self {
        case .id, .payer, .payee, .original: Limits.idBytes
        case .rail: Limits.railBytes
        case .remark: Limits.remarkBytes
        case .payerDevice, .payeeDevice, .payerIP, .payerCity, .payeeCity: Limits.tagBytes
        case .site: Limits.siteBytes
        case .extra: Limits.extraBytes
        }
    }

    /// Where the head keeps this field's length.
    @inlinable
    var lengthOffset: Int {
        @inline(__always) get {
            switch self {
            case .id, .payer, .payee, .rail: 24 + Int(rawValue)
            case .remark: 28
            case .extra: 37
            default: 25 + Int(rawValue)
            }
        }
    }

    /// Where the field begins: after the head and the fields before it. Lengths lie side by side, a byte each but for
    /// the remark's, and are added up all at once.
    @inlinable @inline(__always)
    func start(in bytes: RawSpan) -> Int {
        let first = UInt64(bytes.integer(24, as: UInt32.self))
        guard rawValue > PaymentField.remark.rawValue else {
            return PaymentView.headBytes + Self.sum(first & ~(.max << (8 * UInt64(rawValue))))
        }
        let before = UInt64(rawValue - PaymentField.remark.rawValue - 1)
        let second = bytes.integer(30, as: UInt64.self) & ~(.max << (8 * before))
        return PaymentView.headBytes + Self.sum(first) + Int(bytes.integer(28, as: UInt16.self)) + Self.sum(second)
    }

    /// The sum of eight bytes.
    @inlinable @inline(__always)
    static func sum(_ word: UInt64) -> Int {
        let pairs = (word & 0x00FF_00FF_00FF_00FF) + (word >> 8 & 0x00FF_00FF_00FF_00FF)
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }

    @inlinable @inline(__always)
    func length(in bytes: RawSpan) -> Int {
        switch self {
        case .remark, .extra: Int(bytes.integer(lengthOffset, as: UInt16.self))
        default: Int(bytes.byte(lengthOffset))
        }
    }
}

/// Writes one record at the end of a buffer, field by field: begin, set what is known, append text in order, end.
public struct PaymentRecordWriter {
    @usableFromInline let start: Int
    private var next: UInt8 = 0

    public init(at end: inout [UInt8]) {
        start = end.count
        for _ in 0..<PaymentView.headBytes { end.append(0) }
        end[start + 39] = PaymentView.layoutVersion
    }

    public func setHead(
        at: Instant, amount: Amount, currency: Currency, channel: Channel, payerKind: AccountKind,
        payeeKind: AccountKind, merchantCategory: UInt16, in out: inout [UInt8]
    ) {
        out.put(at.milliseconds, at: start)
        out.put(amount.minor, at: start + 8)
        out.put(currency.packed, at: start + 16)
        out[start + 18] = channel.rawValue
        out[start + 19] = payerKind.rawValue | payeeKind.rawValue << 1
        out.put(merchantCategory, at: start + 20)
    }

    /// Appends a text field. Fields come in their order; those left out are empty.
    /// - Precondition: the text is valid UTF-8 within the field's limit.
    public mutating func append(_ field: PaymentField, _ text: RawSpan, to out: inout [UInt8]) {
        precondition(field.rawValue >= next, "fields are appended in order")
        precondition(text.byteCount <= field.limit, "the codec has checked the length")
        next = field.rawValue + 1
        out.append(bytes: text)
        switch field {
        case .remark, .extra: out.put(UInt16(text.byteCount), at: start + field.lengthOffset)
        default: out[start + field.lengthOffset] = UInt8(text.byteCount)
        }
    }

    public func finish(in out: inout [UInt8]) {
        out.put(UInt16(out.count - start), at: start + 22)
    }
}

extension Payment {
    /// Appends the record of this payment.
    /// - Precondition: every text is within its field's limit.
    public func encode(to out: inout [UInt8]) {
        var writer = PaymentRecordWriter(at: &out)
        writer.setHead(
            at: at, amount: amount, currency: currency, channel: channel, payerKind: payerKind, payeeKind: payeeKind,
            merchantCategory: merchantCategory, in: &out)
        let texts: [(PaymentField, String)] = [
            (.id, id), (.payer, payer), (.payee, payee), (.rail, rail), (.remark, remark),
            (.payerDevice, payerDevice), (.payeeDevice, payeeDevice), (.payerIP, payerIP), (.payerCity, payerCity),
            (.payeeCity, payeeCity), (.site, site), (.original, original), (.extra, extra),
        ]
        for (field, text) in texts where !text.isEmpty {
            let bytes = Array(text.utf8)
            writer.append(field, bytes.span.bytes, to: &out)
        }
        writer.finish(in: &out)
    }

    public var encoded: [UInt8] {
        var out: [UInt8] = []
        encode(to: &out)
        return out
    }

    public init(_ view: borrowing PaymentView) {
        self.init(
            id: view[.id].text, at: view.at, rail: view[.rail].text, payer: view[.payer].text,
            payee: view[.payee].text, amount: view.amount, currency: view.currency)
        channel = view.channel
        payerKind = view.payerKind
        payeeKind = view.payeeKind
        merchantCategory = view.merchantCategory
        remark = view[.remark].text
        payerDevice = view[.payerDevice].text
        payeeDevice = view[.payeeDevice].text
        payerIP = view[.payerIP].text
        payerCity = view[.payerCity].text
        payeeCity = view[.payeeCity].text
        site = view[.site].text
        original = view[.original].text
        extra = view[.extra].text
    }
}
