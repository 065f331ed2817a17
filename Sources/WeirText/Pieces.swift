import WeirDomain

/// One character of a text as it is read.
struct Piece: BitwiseCopyable {
    /// The character in plain form.
    var plain: UInt32
    var symbol: UInt16
    var kind: Fold.Kind
    var marks: UInt8
    /// Bytes of the original character.
    var start: Int32
    var length: UInt8
    var gap: Gap
    /// The one symbol that was left out before it, spaces aside; 0 for none, `severalSymbols` for more.
    var joint: UInt32

    static let severalSymbols = UInt32.max

    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
    var isLetter: Bool { kind == .letter || kind == .sign }
    /// Nothing was left out before it.
    var isAttached: Bool { gap == .none }
    var digit: Int64? { plain >= 48 && plain <= 57 ? Int64(plain) - 48 : nil }
}

/// What was left out before a piece.
enum Gap: UInt8, BitwiseCopyable {
    case none
    case space
    case symbols
    /// In a page: the end of a line or sentence, or more than anybody puts inside a word.
    case wide
}

/// A text as pieces: fillers are left out, and it is noted that they were.
struct Pieces {
    private(set) var list: [Piece] = []
    /// Pictures or signs were read as characters.
    private(set) var hasPictures = false
    private(set) var hasDigits = false
    private(set) var hasUnit = false
    private var latin = 0

    /// Enough Latin letters and digits for an address, if only a cut one. An address without a digit is long.
    var mayHoldAddress: Bool { latin >= 6 && (hasDigits || latin >= 26) }

    /// Fillers between two characters of one word; more is no longer read as a word.
    static let longestGap = 16

    enum Setting {
        /// One short text: even a line's end may be inside a word.
        case remark
        /// Long texts: a line's or sentence's end is not inside a word.
        case page
    }

    /// Bytes that are not UTF-8 are left out like symbols, one by one, so that a stray byte hides nothing.
    init(_ bytes: RawSpan, _ table: borrowing FoldTable, _ setting: Setting, pictures: Bool = true) {
        list.reserveCapacity(bytes.byteCount / 2 + 8)
        var at = 0
        var skipped = Skipped()
        while at < bytes.byteCount {
            let (character, length) = bytes.character(at)
            let fold = character < 0x11_0000 ? table[character] : Fold()
            defer { at += length }
            if !pictures, fold.kind == .sign || fold.marks & UInt8(Evasion.emoji.rawValue) != 0 {
                skipped.take(character, setting)
                continue
            }
            switch fold.kind {
            case .filler:
                skipped.take(character, setting)
            case .several:
                for part in table.expansions[Int(fold.plain)] {
                    if pictures || part.marks & UInt8(Evasion.emoji.rawValue) == 0 {
                        append(part, 0, at, length, &skipped)
                    } else {
                        skipped.take(character, setting)
                    }
                }
            default: append(fold, character, at, length, &skipped)
            }
        }
        if list.last?.kind == .sign { list.removeLast() }
    }

    private mutating func append(
        _ fold: Fold, _ character: UInt32, _ start: Int, _ length: Int, _ skipped: inout Skipped
    ) {
        if let last = list.last, last.kind == .sign, skipped.gap != .none || fold.kind != .letter || !isAfterLetter {
            // Not between letters: the sign was only a sign.
            skipped.join(last)
            list.removeLast()
        }
        if fold.kind == .sign || fold.marks & UInt8(Evasion.emoji.rawValue) != 0 { hasPictures = true }
        let piece = Piece(
            plain: fold.plain == 0 ? character : fold.plain, symbol: fold.symbol, kind: fold.kind, marks: fold.marks,
            start: Int32(start), length: UInt8(length), gap: skipped.gap,
            joint: skipped.joint)
        if fold.kind == .digit { hasDigits = true }
        if piece.plain < 0x80 { latin += 1 }
        if fold.kind == .letter, FoldTable.isUnit(piece.plain) { hasUnit = true }
        list.append(piece)
        skipped = Skipped()
    }

    /// Whether the sign at the end follows a letter at once.
    private var isAfterLetter: Bool {
        guard let sign = list.last, sign.gap == .none, list.count > 1 else { return false }
        return list[list.count - 2].kind == .letter
    }

    /// What was left out since the last piece.
    private struct Skipped {
        var gap = Gap.none
        var joint: UInt32 = 0
        private var count = 0

        mutating func take(_ character: UInt32, _ setting: Setting) {
            // What makes a picture of the character before, or joins two, is no gap.
            if character == 0xFE0F || character == 0xFE0E || character == 0x20E3 || character == 0x200D { return }
            count += 1
            let kind = Self.gap(character, setting)
            gap = max(gap, kind, count > Pieces.longestGap ? .wide : .none)
            if kind != .space { joint = joint == 0 || joint == character ? character : Piece.severalSymbols }
        }

        /// A sign that was only a sign after all.
        mutating func join(_ sign: Piece) {
            gap = max(gap, sign.gap, .symbols)
            joint = joint == 0 && sign.joint == 0 ? sign.plain : Piece.severalSymbols
        }

        private static func gap(_ character: UInt32, _ setting: Setting) -> Gap {
            switch character {
            case 0x20, 0xA0, 0x3000: .space
            case 0x0A, 0x0D, 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0x21, 0x3F, 0x3B, 0x2029, 0x2028:
                setting == .page ? .wide : .symbols
            default: .symbols
            }
        }
    }
}

extension Gap: Comparable {
    static func < (x: Gap, y: Gap) -> Bool { x.rawValue < y.rawValue }
}

extension FoldTable {
    /// The U of USDT, standing alone or in a word.
    static func isUnit(_ plain: UInt32) -> Bool { plain == 117 }
}

extension RawSpan {
    /// The character at a place and its length; a byte that begins none is 0x110000.
    @inline(__always)
    func character(_ at: Int) -> (character: UInt32, length: Int) {
        let lead = UInt32(byte(at))
        if lead < 0x80 { return (lead, 1) }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead < 0xF5, at + length <= byteCount else { return (0x11_0000, 1) }
        var character = lead & (0x7F >> UInt32(length))
        for i in 1..<length {
            let next = UInt32(byte(at + i))
            guard next & 0xC0 == 0x80 else { return (0x11_0000, 1) }
            character = character << 6 | next & 0x3F
        }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
        guard character >= least, character < 0x11_0000, !(0xD800..<0xE000).contains(character) else {
            return (0x11_0000, 1)
        }
        return (character, length)
    }
}
