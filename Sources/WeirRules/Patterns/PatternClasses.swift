/// The named classes of RE2: Perl's, POSIX's and Unicode's.
enum PatternClass {
    static let digit = ScalarSet([0x30...0x39])
    static let space = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
    static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let notNewline = ScalarSet(0x0A).inverted

    /// `\d`, `\W` and the like by their letter.
    static func perl(_ letter: Unicode.Scalar) -> ScalarSet? {
        switch letter {
        case "d": digit
        case "D": digit.inverted
        case "s": space
        case "S": space.inverted
        case "w": word
        case "W": word.inverted
        default: nil
        }
    }

    /// `[:alpha:]` and the like by their name.
    static func posix(_ name: String) -> ScalarSet? {
        switch name {
        case "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A])
        case "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A])
        case "ascii": ScalarSet([0x00...0x7F])
        case "blank": ScalarSet([0x09...0x09, 0x20...0x20])
        case "cntrl": ScalarSet([0x00...0x1F, 0x7F...0x7F])
        case "digit": digit
        case "graph": ScalarSet([0x21...0x7E])
        case "lower": ScalarSet([0x61...0x7A])
        case "print": ScalarSet([0x20...0x7E])
        case "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
        case "space": ScalarSet([0x09...0x0D, 0x20...0x20])
        case "upper": ScalarSet([0x41...0x5A])
        case "word": word
        case "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66])
        default: nil
        }
    }

    /// `\p{L}`, `\p{Lu}`, `\p{Han}` by their name.
    static func unicode(_ name: String) -> ScalarSet? {
        if name == "Any" { return .all }
        if let script = scripts[name] { return script }
        return categories[name]
    }

    /// General categories of all assigned code points, found once.
    private static let categories: [String: ScalarSet] = {
        var ranges: [String: [ClosedRange<UInt32>]] = [
            "Co": [0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD]
        ]
        // The run of neighbours of one category that is being read; code point 0 is a control character.
        var (runName, runStart, runEnd): (String, UInt32, UInt32) = ("Cc", 0, 0)
        // Beyond these ranges nothing is assigned but private use.
        for part: ClosedRange<UInt32> in [0...0xD7FF, 0xF900...0x3FFFF, 0xE0000...0xE0FFF] {
            for value in part {
                guard let scalar = Unicode.Scalar(value), let name = short(scalar.properties.generalCategory) else {
                    continue
                }
                if name != runName || value != runEnd + 1 {
                    ranges[runName, default: []].append(runStart...runEnd)
                    (runName, runStart) = (name, value)
                }
                runEnd = value
            }
        }
        ranges[runName, default: []].append(runStart...runEnd)
        // `L` is all of `Lu`, `Ll` and so on.
        for (name, part) in ranges { ranges[String(name.prefix(1)), default: []] += part }
        return ranges.mapValues(ScalarSet.init)
    }()

    private static func short(_ category: Unicode.GeneralCategory) -> String? {
        switch category {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        default: nil
        }
    }

    /// The scripts that remarks and names on the rails are written in, by their blocks.
    private static let scripts: [String: ScalarSet] = [
        "Han": ScalarSet([
            0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029,
            0x3038...0x303B, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D, 0xFA70...0xFAD9, 0x16FE2...0x16FE3,
            0x16FF0...0x16FF1, 0x20000...0x2A6DF, 0x2A700...0x2EE5D, 0x2F800...0x2FA1D, 0x30000...0x323AF,
        ]),
        "Hiragana": ScalarSet([0x3041...0x3096, 0x309D...0x309F, 0x1B001...0x1B11F, 0x1F200...0x1F200]),
        "Katakana": ScalarSet([
            0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0x32D0...0x32FE, 0x3300...0x3357, 0xFF66...0xFF6F,
            0xFF71...0xFF9D,
        ]),
        "Hangul": ScalarSet([
            0x1100...0x11FF, 0x302E...0x302F, 0x3131...0x318E, 0x3200...0x321E, 0x3260...0x327E, 0xA960...0xA97C,
            0xAC00...0xD7A3, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB, 0xFFA0...0xFFBE,
        ]),
        "Latin": ScalarSet([
            0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8,
            0x2E0...0x2E4, 0x1D00...0x1D25, 0x1E00...0x1EFF, 0x2071...0x2071, 0x207F...0x207F, 0x212A...0x212B,
            0x2C60...0x2C7F, 0xA722...0xA787, 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
        ]),
        "Greek": ScalarSet([
            0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F...0x37F, 0x384...0x384, 0x386...0x386, 0x388...0x3E1,
            0x3F0...0x3FF, 0x1F00...0x1FFE, 0x2126...0x2126,
        ]),
        "Cyrillic": ScalarSet([
            0x400...0x484, 0x487...0x52F, 0x1C80...0x1C88, 0x1D2B...0x1D2B, 0x2DE0...0x2DFF, 0xA640...0xA69F,
        ]),
        "Arabic": ScalarSet([
            0x600...0x604, 0x606...0x60B, 0x60D...0x61A, 0x61C...0x61E, 0x620...0x63F, 0x641...0x64A, 0x656...0x66F,
            0x671...0x6DC, 0x6DE...0x6FF, 0x750...0x77F, 0x8A0...0x8E1, 0xFB50...0xFDFF, 0xFE70...0xFEFC,
        ]),
        "Hebrew": ScalarSet([0x591...0x5C7, 0x5D0...0x5EA, 0x5EF...0x5F4, 0xFB1D...0xFB4F]),
        "Thai": ScalarSet([0xE01...0xE3A, 0xE40...0xE5B]),
        "Devanagari": ScalarSet([0x900...0x950, 0x955...0x963, 0x966...0x97F, 0xA8E0...0xA8FF]),
    ]
}
