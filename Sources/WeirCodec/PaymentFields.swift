import WeirDomain

/// The fields of a payment as they come in, by the names of INTERFACES §1 (`extra` is kept apart).
enum InputField: Int, CaseIterable {
    case id, at, rail, channel, payer, payee, payerKind, payeeKind, amount, currency, remark, payerDevice, payeeDevice,
        payerIP, payerCity, payeeCity, merchantCategory, site, original

    static let count = 19

    var name: String { Self.names[rawValue] }

    static let names = [
        "id", "at", "rail", "channel", "payer", "payee", "payer_kind", "payee_kind", "amount", "currency", "remark",
        "payer_device", "payee_device", "payer_ip", "payer_city", "payee_city", "merchant_category", "site", "original",
    ]

    var isRequired: Bool {
        switch self {
        case .id, .at, .rail, .payer, .payee, .amount, .currency: true
        default: false
        }
    }

    /// The field of a record that holds the text as it is.
    var recordField: PaymentField? {
        switch self {
        case .id: .id
        case .payer: .payer
        case .payee: .payee
        case .rail: .rail
        case .remark: .remark
        case .payerDevice: .payerDevice
        case .payeeDevice: .payeeDevice
        case .payerIP: .payerIP
        case .payerCity: .payerCity
        case .payeeCity: .payeeCity
        case .site: .site
        case .original: .original
        default: nil
        }
    }

    /// Fields that name something: control characters have no place in them.
    var isIdentifier: Bool { self != .remark }
}

/// Finds a field by its name. Lines of one maker have their fields in one order, so the field after the one before is
/// tried first.
struct FieldNames {
    private struct Key {
        var low: UInt64
        var middle: UInt64
        var high: UInt64
        var length: Int
    }

    private let keys: [Key]
    private var expected = 0

    init() {
        keys = InputField.names.map { $0.withBytes { Self.key($0) } }
    }

    private static func key(_ name: RawSpan) -> Key {
        func word(_ start: Int) -> UInt64 {
            if start + 8 <= name.byteCount { return name.integer(start, as: UInt64.self) }
            var value: UInt64 = 0
            for i in start..<max(start, min(start + 8, name.byteCount)) {
                value |= UInt64(name.byte(i)) << UInt64(8 * (i - start))
            }
            return value
        }
        return Key(low: word(0), middle: word(8), high: word(16), length: name.byteCount)
    }

    mutating func find(_ name: RawSpan) -> InputField? {
        guard name.byteCount <= 24 else { return nil }
        let key = Self.key(name)
        for step in 0..<InputField.count {
            let place = (expected + step) % InputField.count
            let known = keys[place]
            if known.low == key.low, known.length == key.length, known.middle == key.middle, known.high == key.high {
                expected = (place + 1) % InputField.count
                return InputField(rawValue: place)
            }
        }
        return nil
    }
}
