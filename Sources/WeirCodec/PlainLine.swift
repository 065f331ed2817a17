import CWeirSupport
import Glibc
import WeirDomain

/// The quick way to read a payment: lines that are plain (known fields, strings without escapes, nothing nested), as
/// nearly all are. Whatever is not plain, or not right, is left to the general reader, which knows what to say; both
/// write the same record.
struct PlainLine: ~Copyable {
    // By address: what is read for every byte is neither copied nor counted.
    private let starts = UnsafeMutablePointer<Int32>.allocate(capacity: InputField.count)
    private let lengths = UnsafeMutablePointer<Int32>.allocate(capacity: InputField.count)
    private let record = UnsafeMutablePointer<UInt8>.allocate(capacity: PlainLine.recordBytes)
    private let names = UnsafeMutablePointer<Name>.allocate(capacity: InputField.count)
    private let limits = UnsafeMutablePointer<Int32>.allocate(capacity: InputField.count)
    private let tokens = NameTokens()
    private var found: UInt32 = 0
    /// The record gets no texts but those that name the payment and its accounts.
    private let onlyParties: Bool
    private var lastDay = (text: UInt64(0), rest: UInt16(0), days: 0)
    private var lastCurrency: (letters: UInt32, currency: Currency)?
    private var lastDigits = 0

    /// A field's name by its first and its last eight bytes, the rest zero.
    private struct Name {
        var first: UInt64
        var last: UInt64
        var length: Int
        /// The bytes of `first` that count.
        var mask: UInt64
    }

    /// Bytes of lines that are read here are fewer.
    private static let most = 1 << 16
    /// Four quotes for each field.
    private static let quoteLimit = InputField.count * 4
    private let quotes = UnsafeMutablePointer<UInt16>.allocate(capacity: PlainLine.quoteLimit + 16)
    /// Where the first and the last byte stand that is not ASCII.
    private let beyond = UnsafeMutablePointer<Int32>.allocate(capacity: 2)
    private static let recordBytes = 4_096
    private let required: UInt32 = InputField.allCases.filter(\.isRequired).reduce(0) { $0 | 1 << $1.rawValue }

    /// - Parameter onlyParties: leaves texts out that neither name the payment nor its accounts.
    init(onlyParties: Bool = false) {
        self.onlyParties = onlyParties
        for field in InputField.allCases {
            let name = Array(field.name.utf8)
            func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
                bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
            }
            (names + field.rawValue).initialize(
                to: Name(
                    first: word(name.prefix(8)), last: word(name.suffix(8)), length: name.count,
                    mask: name.count >= 8 ? .max : .max >> UInt64(64 - name.count * 8)))
            (limits + field.rawValue).initialize(to: Int32(field.recordField?.limit ?? 40))
        }
    }

    deinit {
        starts.deallocate()
        lengths.deallocate()
        record.deallocate()
        names.deallocate()
        limits.deallocate()
        quotes.deallocate()
        beyond.deallocate()
    }

    /// Appends the line's record to the batch; `false`, with nothing appended, where the general reader is needed.
    mutating func read(_ line: RawSpan, number: Int, into batch: inout RecordBatch) -> Bool {
        guard line.byteCount < Self.most else { return false }
        let bytes = line.withUnsafeBytes { line -> Int in
            guard let base = line.baseAddress, skim(base, line.count) || scan(base, line.count) else { return 0 }
            return write(base)
        }
        guard bytes > 0 else { return false }
        batch.bytes.append(contentsOf: UnsafeRawBufferPointer(start: record, count: bytes))
        batch.close(line: number)
        return true
    }

    // MARK: Skimming

    /// Notes where every field's text stands in a line without any space between its parts. `false`, with nothing
    /// meant, for any other line. Where quotes stand is known beforehand, so that no field waits for the one before.
    private mutating func skim(_ p: UnsafeRawPointer, _ n: Int) -> Bool {
        let count = Int(weir_quotes(p, n, quotes, CInt(Self.quoteLimit), beyond))
        guard count >= 4, count % 4 == 0, n > 24, byte(p, 0) == 123, quotes[0] == 1 else { return false }
        let (quotes, limits, starts, lengths) = (quotes, limits, starts, lengths)
        let hasOthers = beyond[1] >= 0
        var (found, next): (UInt32, Int) = (0, 0)
        while next < count {
            let (from, to) = (Int(quotes[next &+ 2]) &+ 1, Int(quotes[next &+ 3]))
            let place =
                next == 0 ? first(p, n, value: from) : tokens.field(p, Int(quotes[next &- 1]), value: from, n)
            guard place >= 0, to &- from <= Int(limits[place]) else { return false }
            if hasOthers, Int(beyond[1]) >= from, Int(beyond[0]) < to, !isText(p, from, to) { return false }
            let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: place)
            guard found & bit == 0 else { return false }
            found |= bit
            starts[place] = Int32(truncatingIfNeeded: from)
            lengths[place] = Int32(truncatingIfNeeded: to &- from)
            next &+= 4
        }
        self.found = found
        let end = Int(quotes[count &- 1])
        return end &+ 2 == n && byte(p, end &+ 1) == 125 && found & required == required
    }

    /// The field whose name stands first; -1 where there is none, or where its value begins somewhere else.
    private func first(_ p: UnsafeRawPointer, _ n: Int, value: Int) -> Int {
        let end = Int(quotes[1])
        guard value == end &+ 3, byte(p, end &+ 1) == 58 else { return -1 }
        return field(p, 2, end, n, after: -1)
    }

    // MARK: Scanning

    /// Notes where every field's text stands. Without escapes the quotes of a line begin and end its strings in turn.
    private mutating func scan(_ p: UnsafeRawPointer, _ n: Int) -> Bool {
        found = 0
        let count = Int(weir_quotes(p, n, quotes, CInt(Self.quoteLimit), beyond))
        guard count >= 4, count % 4 == 0, byte(p, 0) == 123, quotes[0] == 1 else { return false }
        var before = -1
        var next = 0
        while true {
            let start = Int(quotes[next]) + 1
            let end = Int(quotes[next + 1])
            let from = Int(quotes[next + 2]) + 1
            let to = Int(quotes[next + 3])
            guard from == end + 3 ? byte(p, end + 1) == 58 : isMark(58, p, end + 1, from - 1) else { return false }
            let field = field(p, start, end, n, after: before)
            guard field >= 0, found & (1 << UInt32(field)) == 0, to - from <= Int(limits[field]) else { return false }
            if beyond[1] >= from, beyond[0] < to, !isText(p, from, to) { return false }
            before = field
            found |= 1 << UInt32(field)
            starts[field] = Int32(truncatingIfNeeded: from)
            lengths[field] = Int32(truncatingIfNeeded: to - from)
            next += 4
            if next == count { return isEnd(p, to + 1, n) && found & required == required }
            let open = Int(quotes[next])
            guard open == to + 2 ? byte(p, to + 1) == 44 : isMark(44, p, to + 1, open) else { return false }
        }
    }

    @inline(__always)
    private func byte(_ p: UnsafeRawPointer, _ i: Int) -> UInt8 { p.load(fromByteOffset: i, as: UInt8.self) }

    /// Whether there is this mark in a range, and else nothing but spaces.
    private func isMark(_ mark: UInt8, _ p: UnsafeRawPointer, _ start: Int, _ end: Int) -> Bool {
        var isFound = false
        for i in start..<end where byte(p, i) != 32 {
            guard byte(p, i) == mark, !isFound else { return false }
            isFound = true
        }
        return isFound
    }

    /// Whether the object ends here, and the line with it.
    private func isEnd(_ p: UnsafeRawPointer, _ start: Int, _ n: Int) -> Bool {
        var i = start
        while i < n, byte(p, i) == 32 { i += 1 }
        return i + 1 == n && byte(p, i) == 125
    }

    /// Whether what is not ASCII in a range is well-formed UTF-8.
    private func isText(_ p: UnsafeRawPointer, _ start: Int, _ end: Int) -> Bool {
        var i = start
        while i < end {
            let lead = byte(p, i)
            if lead < 0x80 {
                i &+= 1
                continue
            }
            // Most that is not ASCII is Chinese: three bytes, whose second one is free.
            guard lead & 0xF0 == 0xE0, lead != 0xE0, lead != 0xED, i &+ 3 <= end, byte(p, i &+ 1) & 0xC0 == 0x80,
                byte(p, i &+ 2) & 0xC0 == 0x80
            else {
                return UTF8Check.firstFlaw(UnsafeRawBufferPointer(start: p, count: end).bytes, i..<end) == nil
            }
            i &+= 3
        }
        return true
    }

    /// The field of this name; -1 for none. Most lines have the order of `InputField`, with some left out.
    @inline(__always)
    private func field(_ p: UnsafeRawPointer, _ start: Int, _ end: Int, _ n: Int, after before: Int) -> Int {
        // Behind a name there are at least a colon and a value; the shortest line that counts is longer than this.
        guard start + 8 <= n, end > start else { return -1 }
        let first = p.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        var place = before + 1
        while place < InputField.count {
            if isName(place, p, first, start, end) { return place }
            place += 1
        }
        place = 0
        while place <= before {
            if isName(place, p, first, start, end) { return place }
            place += 1
        }
        return -1
    }

    @inline(__always)
    private func isName(_ place: Int, _ p: UnsafeRawPointer, _ first: UInt64, _ start: Int, _ end: Int) -> Bool {
        let name = names + place
        guard (first ^ name.pointee.first) & name.pointee.mask == 0, end - start == name.pointee.length else {
            return false
        }
        if end - start <= 8 { return true }
        guard p.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self) == name.pointee.last else { return false }
        // Of seventeen bytes the two words leave the middle one out.
        return end - start <= 16 || byte(p, start + 8) == 95
    }

    // MARK: Writing

    private func has(_ field: InputField) -> Bool { found & (1 << UInt32(field.rawValue)) != 0 }

    @inline(__always)
    private func text(_ field: InputField, _ p: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: p + Int(starts[field.rawValue]), count: Int(lengths[field.rawValue]))
    }

    /// Writes the record and answers its length; 0 where something does not fit.
    private mutating func write(_ p: UnsafeRawPointer) -> Int {
        guard let currency = currency(text(.currency, p)), let at = time(text(.at, p)),
            let amount = minor(text(.amount, p), currency),
            let channel = channel(p), let payer = kind(.payerKind, p), let payee = kind(.payeeKind, p),
            let category = category(p), isRail(text(.rail, p)), !has(.site) || isSite(text(.site, p))
        else { return 0 }
        let head = UnsafeMutableRawPointer(record)
        head.storeBytes(of: at.littleEndian, toByteOffset: 0, as: Int64.self)
        head.storeBytes(of: amount.littleEndian, toByteOffset: 8, as: Int64.self)
        head.storeBytes(of: currency.packed.littleEndian, toByteOffset: 16, as: UInt16.self)
        head.storeBytes(of: channel.rawValue, toByteOffset: 18, as: UInt8.self)
        head.storeBytes(of: payer.rawValue | payee.rawValue << 1, toByteOffset: 19, as: UInt8.self)
        head.storeBytes(of: category.littleEndian, toByteOffset: 20, as: UInt16.self)
        head.storeBytes(of: 0, toByteOffset: 24, as: UInt64.self)
        head.storeBytes(of: 0, toByteOffset: 32, as: UInt64.self)
        head.storeBytes(of: PaymentView.layoutVersion, toByteOffset: 39, as: UInt8.self)
        var end = PaymentView.headBytes
        guard put(.id, 24, p, &end), put(.payer, 25, p, &end), put(.payee, 26, p, &end) else { return 0 }
        if onlyParties {
            head.storeBytes(of: UInt16(end).littleEndian, toByteOffset: 22, as: UInt16.self)
            return end
        }
        guard put(.rail, 27, p, &end), putRemark(p, &end) else { return 0 }
        // Their lengths stand side by side in the head.
        _ = put(.payerDevice, 30, p, &end)
        _ = put(.payeeDevice, 31, p, &end)
        _ = put(.payerIP, 32, p, &end)
        _ = put(.payerCity, 33, p, &end)
        _ = put(.payeeCity, 34, p, &end)
        _ = put(.site, 35, p, &end)
        _ = put(.original, 36, p, &end)
        head.storeBytes(of: UInt16(end).littleEndian, toByteOffset: 22, as: UInt16.self)
        return end
    }

    /// `false` for a text that is empty or not there.
    @inline(__always)
    private func put(_ field: InputField, _ lengthOffset: Int, _ p: UnsafeRawPointer, _ end: inout Int) -> Bool {
        guard has(field) else { return false }
        let text = text(field, p)
        guard text.count > 0, let base = text.baseAddress else { return false }
        record[lengthOffset] = UInt8(text.count)
        UnsafeMutableRawPointer(record + end).copyMemory(from: base, byteCount: text.count)
        end += text.count
        return true
    }

    private func putRemark(_ p: UnsafeRawPointer, _ end: inout Int) -> Bool {
        guard has(.remark) else { return true }
        let text = text(.remark, p)
        guard text.count > 0, let base = text.baseAddress else { return true }
        UnsafeMutableRawPointer(record).storeBytes(
            of: UInt16(text.count).littleEndian, toByteOffset: 28, as: UInt16.self)
        UnsafeMutableRawPointer(record + end).copyMemory(from: base, byteCount: text.count)
        end += text.count
        return true
    }
}

// MARK: - Values

extension PlainLine {
    private mutating func currency(_ text: UnsafeRawBufferPointer) -> Currency? {
        guard text.count == 3 else { return nil }
        let letters = UInt32(text[0]) | UInt32(text[1]) << 8 | UInt32(text[2]) << 16
        if let lastCurrency, lastCurrency.letters == letters { return lastCurrency.currency }
        guard let currency = Currency(text.bytes) else { return nil }
        (lastCurrency, lastDigits) = ((letters, currency), currency.digits)
        return currency
    }

    /// Minor units.
    private func minor(_ text: UnsafeRawBufferPointer, _ currency: Currency) -> Int64? {
        // Some digits, a point and two digits, as nearly all are written.
        let n = text.count
        guard n >= 4, n <= 15, text[n - 3] == 46, currency == lastCurrency?.currency, lastDigits == 2 else {
            return general(text, currency)
        }
        var value: Int64 = 0
        for i in 0..<n where i != n - 3 {
            let digit = text[i] &- 48
            guard digit <= 9 else { return general(text, currency) }
            value = value &* 10 &+ Int64(digit)
        }
        return value > 0 && value <= Limits.amountMinor ? value : general(text, currency)
    }

    private func general(_ text: UnsafeRawBufferPointer, _ currency: Currency) -> Int64? {
        if case .success(let amount) = Amount.parse(text.bytes, currency: currency) { amount.minor } else { nil }
    }

    /// Milliseconds of `2026-11-23T08:15:30.250Z` and its like; other forms are left to the general reader.
    private mutating func time(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count >= 20, let p = text.baseAddress else { return nil }
        let day = p.loadUnaligned(as: UInt64.self)
        let rest = p.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        if day != lastDay.text || rest != lastDay.rest {
            guard let midnight = midnight(text) else { return nil }
            lastDay = (day, rest, midnight)
        }
        guard text[10] == 84, text[13] == 58, text[16] == 58, let hour = pair(text, 11), let minute = pair(text, 14),
            let second = pair(text, 17), hour <= 23, minute <= 59, second <= 59
        else { return nil }
        var millis = 0
        var i = 19
        if text[19] == 46 {
            i = 20
            while i < text.count, text[i] >= 48, text[i] <= 57 {
                if i < 23 { millis = millis * 10 + Int(text[i] - 48) }
                i += 1
            }
            guard i > 20, i <= 29, i < text.count else { return nil }
            if i == 21 { millis *= 100 } else if i == 22 { millis *= 10 }
        }
        guard let zone = zone(text, i) else { return nil }
        return Int64((lastDay.days * 86_400 + hour * 3_600 + (minute - zone) * 60 + second) * 1_000 + millis)
    }

    /// Minutes east of Greenwich.
    @inline(__always)
    private func zone(_ text: UnsafeRawBufferPointer, _ i: Int) -> Int? {
        if text[i] == 90 { return i + 1 == text.count ? 0 : nil }
        guard i + 6 == text.count, text[i] == 43 || text[i] == 45, text[i + 3] == 58, let hours = pair(text, i + 1),
            let minutes = pair(text, i + 4), hours <= 23, minutes <= 59
        else { return nil }
        return (text[i] == 45 ? -1 : 1) * (hours * 60 + minutes)
    }

    /// Days since 1970, with all the checks of the general reader.
    private func midnight(_ text: UnsafeRawBufferPointer) -> Int? {
        let midnight = String(decoding: text[..<10], as: UTF8.self) + "T00:00:00Z"
        return Instant(rfc3339: midnight).map { Int($0.seconds) / 86_400 }
    }

    @inline(__always)
    private func pair(_ text: UnsafeRawBufferPointer, _ i: Int) -> Int? {
        let (a, b) = (text[i] &- 48, text[i + 1] &- 48)
        return a <= 9 && b <= 9 ? Int(a) * 10 + Int(b) : nil
    }

    private func channel(_ p: UnsafeRawPointer) -> Channel? {
        guard has(.channel) else { return .transfer }
        let text = text(.channel, p)
        switch text.count {
        case 6: return Self.isWord(text, "refund") ? .refund : nil
        case 7: return Self.isWord(text, "collect") ? .collect : Self.isWord(text, "gateway") ? .gateway : nil
        case 8: return Self.isWord(text, "transfer") ? .transfer : nil
        case 9: return Self.isWord(text, "redpacket") ? .redpacket : nil
        case 10: return Self.isWord(text, "withdrawal") ? .withdrawal : nil
        default: return nil
        }
    }

    private func kind(_ field: InputField, _ p: UnsafeRawPointer) -> AccountKind? {
        guard has(field) else { return .person }
        let text = text(field, p)
        switch text.count {
        case 6: return Self.isWord(text, "person") ? .person : nil
        case 8: return Self.isWord(text, "merchant") ? .merchant : nil
        default: return nil
        }
    }

    /// Whether a text of the same length is this word.
    @inline(__always)
    private static func isWord(_ text: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard let p = text.baseAddress else { return false }
        return memcmp(p, word.utf8Start, text.count) == 0
    }

    private func category(_ p: UnsafeRawPointer) -> UInt16? {
        guard has(.merchantCategory) else { return 0 }
        let text = text(.merchantCategory, p)
        guard text.count == 4 || text.isEmpty else { return nil }
        var value: UInt16 = 0
        for c in text {
            guard c >= 48, c <= 57 else { return nil }
            value = value * 10 + UInt16(c - 48)
        }
        return value
    }

    private func isRail(_ text: UnsafeRawBufferPointer) -> Bool {
        for c in text where !(c >= 97 && c <= 122 || c >= 48 && c <= 57 || c == 45) { return false }
        return text.count > 0 && text[0] != 45
    }

    /// A host name in lower case: between two dots stands a name.
    private func isSite(_ text: UnsafeRawBufferPointer) -> Bool {
        var before: UInt8 = 46
        for c in text {
            let isName = c >= 97 && c <= 122 || c >= 48 && c <= 57 || c >= 128 || c == 45 || c == 95
            guard isName || c == 46 && before != 46 else { return false }
            before = c
        }
        return text.isEmpty || before != 46
    }
}
