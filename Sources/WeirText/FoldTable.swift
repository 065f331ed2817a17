import CWeirText

/// What one character is read as.
struct Fold: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
        /// Stands between characters: spaces, punctuation, most signs and pictures.
        case filler
        case letter
        case digit
        case han
        /// A letter where letters stand on both sides, a filler elsewhere: the $ of U$DT.
        case sign
        /// Several characters; `plain` is their place in the list of expansions.
        case several
    }

    /// The character in plain form: NFKC, case folded, simplified. 0 stands for the character itself.
    var plain: UInt32 = 0
    /// What is compared in the first place: letters that look alike, and characters that sound alike, share a symbol.
    /// 0 is a symbol that no word of the lexicon has.
    var symbol: UInt16 = 0
    var kind = Kind.filler
    /// The low bits of the evasions that this character undoes by itself.
    var marks: UInt8 = 0
}

/// Characters to what they are read as, by pages of 256. Built once; after that a character costs two loads.
struct FoldTable: Sendable {
    private var pages: [UInt16]
    private var entries: [Fold] = []
    private(set) var expansions: [[Fold]] = []

    /// Pages that many characters share: nothing, other letters, other Han characters.
    private enum Shared { static let filler = 0, letter = 1, han = 2, count = 3 }

    /// Reads the whole of Unicode once.
    init(_ reader: CharacterReader) {
        pages = Array(repeating: UInt16(Shared.filler), count: 0x1100)
        for kind in [Fold.Kind.filler, .letter, .han] {
            entries += Array(repeating: Fold(kind: kind), count: 256)
        }
        for page in 0..<0x1100 { build(page, reader) }
    }

    private mutating func build(_ page: Int, _ reader: CharacterReader) {
        switch page {
        case 0x34..<0x4E, 0x200..<0x2F8, 0x2FB..<0x324: pages[page] = UInt16(Shared.han)
        // Scripts of many signs, none of which looks like a letter.
        case 0xA0..<0xA4, 0xAC..<0xD7, 0x120..<0x16E, 0x170..<0x1D0: pages[page] = UInt16(Shared.letter)
        case 0..<0xD8, 0xF9..<0x200, 0x2F8..<0x2FB:
            pages[page] = UInt16(entries.count / 256)
            for low in 0..<256 {
                let folds = reader.folds(UInt32(page << 8 | low))
                if folds.count == 1 {
                    entries.append(folds[0])
                } else if folds.isEmpty {
                    entries.append(Fold())
                } else {
                    entries.append(Fold(plain: UInt32(expansions.count), kind: .several))
                    expansions.append(folds)
                }
            }
        default: break
        }
    }

    @inline(__always)
    subscript(character: UInt32) -> Fold {
        let page = Int(character >> 8)
        guard page < pages.count else { return Fold() }
        return entries[Int(pages[page]) << 8 | Int(character & 0xFF)]
    }

    /// Once the lexicon is compiled: its symbols, numbered; all others are 0.
    mutating func number(_ numbers: (UInt32) -> UInt16, _ reader: CharacterReader) {
        for (page, shared) in pages.enumerated() where shared >= Shared.count {
            for low in 0..<256 {
                let place = Int(shared) << 8 | low
                guard entries[place].kind != .filler, entries[place].kind != .several else { continue }
                entries[place].symbol = numbers(reader.symbol(plain(entries[place], UInt32(page << 8 | low))))
            }
        }
        for i in expansions.indices {
            for k in expansions[i].indices {
                expansions[i][k].symbol = numbers(reader.symbol(expansions[i][k].plain))
            }
        }
    }

    private func plain(_ fold: Fold, _ character: UInt32) -> UInt32 { fold.plain == 0 ? character : fold.plain }
}
