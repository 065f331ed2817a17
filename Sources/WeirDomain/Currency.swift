/// An ISO 4217 currency code, three letters in 15 bits.
public struct Currency: Hashable, Sendable, BitwiseCopyable {
    public let packed: UInt16

    @inlinable
    public init(packed: UInt16) { self.packed = packed }

    /// A code of the standard's list; `nil` for any other text.
    public init?(_ code: String) {
        let bytes = Array(code.utf8)
        self.init(bytes.span.bytes)
    }

    /// As above, from bytes.
    public init?(_ bytes: RawSpan) {
        guard bytes.byteCount == 3 else { return nil }
        var value: UInt16 = 0
        for i in 0..<3 {
            let letter = bytes.byte(i)
            guard letter >= 65, letter <= 90 else { return nil }
            value = value << 5 | UInt16(letter - 65)
        }
        guard Self.digits[Int(value)] != Self.unknown else { return nil }
        packed = value
    }

    public var code: String {
        let letters = [packed >> 10 & 31, packed >> 5 & 31, packed & 31].map { UInt8(65 + $0) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Digits after the decimal point (ISO 4217, "minor unit").
    @inlinable
    public var digits: Int { Int(Self.digits[Int(packed & 0x7FFF)]) }

    /// How many minor units make one unit: 100 for CNY, 1 for JPY.
    @inlinable
    public var scale: Int64 {
        switch digits {
        case 0: 1
        case 2: 100
        case 3: 1000
        default: 10_000
        }
    }

    @usableFromInline static let unknown: UInt8 = 255

    @usableFromInline static let digits: [UInt8] = {
        var table = [UInt8](repeating: unknown, count: 1 << 15)
        for (digits, codes) in listed {
            for code in codes.split(separator: " ") {
                var value = 0
                for letter in code.utf8 { value = value << 5 | Int(letter - 65) }
                table[value] = digits
            }
        }
        return table
    }()

    /// ISO 4217 list one, active codes, and the few historic ones that test data of past decades carries.
    private static let listed: [(UInt8, String)] = [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
        (
            2,
            """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD \
            CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP \
            GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL \
            MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN \
            QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY \
            TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL ATS BEF CSK DEM ESP FIM FRF \
            GRD HRK IEP ITL LTL LUF LVL NLG PTE SIT SKK EEK MTL CYP
            """
        ),
    ]
}

/// An amount of money in minor units of its currency (fen, cents). Never a floating-point number.
public struct Amount: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var minor: Int64

    @inlinable
    public init(minor: Int64) { self.minor = minor }

    @inlinable
    public static func < (a: Amount, b: Amount) -> Bool { a.minor < b.minor }

    /// Why a text is not an amount, in the words of the refusal.
    public enum Flaw: String, Error, Sendable {
        case empty = "is empty"
        case notDecimal = "must be a decimal number such as \"7230.00\""
        case negative = "must be greater than 0, not negative"
        case zero = "must be greater than 0"
        case digits = "has more digits after the point than the currency has"
        case tooLarge = "is greater than the limit of 10,000,000,000,000.00"
    }

    /// Reads plain decimal digits with at most `currency.digits` after the point: no sign, exponent, space or
    /// separator.
    public static func parse(_ bytes: RawSpan, currency: Currency) -> Result<Amount, Flaw> {
        let n = bytes.byteCount
        guard n > 0 else { return .failure(.empty) }
        if bytes.byte(0) == 45 { return .failure(.negative) }
        var value: Int64 = 0
        var i = 0
        var whole = 0
        func isDigit(_ c: UInt8) -> Bool { c >= 48 && c <= 57 }
        while i < n, isDigit(bytes.byte(i)) {
            value = value &* 10 &+ Int64(bytes.byte(i) - 48)
            whole += value == 0 ? 0 : 1
            if whole > 15 { return .failure(.tooLarge) }
            i += 1
        }
        guard i > 0 else { return .failure(.notDecimal) }
        var fraction = 0
        if i < n {
            guard bytes.byte(i) == 46 else { return .failure(.notDecimal) }
            i += 1
            guard i < n else { return .failure(.notDecimal) }
            while i < n {
                guard isDigit(bytes.byte(i)) else { return .failure(.notDecimal) }
                fraction += 1
                guard fraction <= currency.digits else {
                    return scanDigits(bytes, from: i) ? .failure(.digits) : .failure(.notDecimal)
                }
                value = value &* 10 &+ Int64(bytes.byte(i) - 48)
                i += 1
            }
        }
        for _ in fraction..<currency.digits {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return .failure(.tooLarge) }
            value = product
        }
        guard value > 0 else { return .failure(.zero) }
        guard value <= Limits.amountMinor else { return .failure(.tooLarge) }
        return .success(Amount(minor: value))
    }

    private static func scanDigits(_ bytes: RawSpan, from start: Int) -> Bool {
        for i in start..<bytes.byteCount where bytes.byte(i) < 48 || bytes.byte(i) > 57 { return false }
        return true
    }

    /// Appends `7230.00`: always all digits of the currency.
    public func append(to out: inout [UInt8], currency: Currency) {
        Self.append(minor, digits: currency.digits, to: &out)
    }

    static func append(_ value: Int64, digits: Int, to out: inout [UInt8]) {
        var rest = value.magnitude
        var reversed: [UInt8] = []
        reversed.reserveCapacity(24)
        var position = 0
        repeat {
            if position == digits, digits > 0 { reversed.append(46) }
            reversed.append(UInt8(48 + rest % 10))
            rest /= 10
            position += 1
        } while rest > 0 || position <= digits
        if value < 0 { out.append(45) }
        out.append(contentsOf: reversed.reversed())
    }

    public func text(_ currency: Currency) -> String {
        var out: [UInt8] = []
        append(to: &out, currency: currency)
        return String(decoding: out, as: UTF8.self)
    }
}

/// A price of one unit of an asset, in millionths of the currency's unit.
public struct Price: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var micros: Int64

    @inlinable
    public init(micros: Int64) { self.micros = micros }

    @inlinable
    public static func < (a: Price, b: Price) -> Bool { a.micros < b.micros }

    /// Reads a plain decimal greater than 0 with at most six digits after the point (more are cut if they are zeros).
    public init?(_ bytes: RawSpan) {
        var value: Int64 = 0
        var fraction = -1
        guard bytes.byteCount > 0, bytes.byteCount <= 32 else { return nil }
        for i in 0..<bytes.byteCount {
            let c = bytes.byte(i)
            if c == 46 {
                guard fraction < 0, i > 0, i + 1 < bytes.byteCount else { return nil }
                fraction = 0
                continue
            }
            guard c >= 48, c <= 57 else { return nil }
            if fraction >= 6 {
                if c != 48 { return nil }
                continue
            }
            value = value &* 10 &+ Int64(c - 48)
            if fraction >= 0 { fraction += 1 }
            guard value <= Limits.priceMicros else { return nil }
        }
        for _ in max(fraction, 0)..<6 {
            value &*= 10
            guard value <= Limits.priceMicros else { return nil }
        }
        guard value > 0 else { return nil }
        micros = value
    }

    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span.bytes)
    }

    /// The price with as many digits as it needs, at least two.
    public var text: String {
        var out: [UInt8] = []
        Amount.append(micros, digits: 6, to: &out)
        // Six digits follow the point; up to four trailing zeros of them go.
        var keep = out.count
        while keep > out.count - 4, out[keep - 1] == 48 { keep -= 1 }
        return String(decoding: out[..<keep], as: UTF8.self)
    }
}
