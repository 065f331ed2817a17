import CWeirText

/// How single characters are read: ICU's data and the small tables, put together. Used while tables are built.
package struct CharacterReader {
    private var simplified: [UInt32: UInt32] = [:]
    private var sounds: [UInt32: UInt32] = [:]
    private var syllables: [UInt32: String] = [:]
    private var letters: [UInt32: UInt32] = [:]
    private var signs: [UInt32: UInt32] = [:]
    private var emoji: [UInt32: [UInt32]] = [:]
    /// Signs of coins, which say something by themselves.
    private static let coinSigns: Set<UInt32> = [0x20AE, 0x20BF]
    /// Strokes of Han characters that serve as dots between others.
    private static let dots: Set<UInt32> = [0x4E36, 0x4E28, 0x3006, 0x3005]

    package init() {
        simplified = Traditional.simplified
        for (number, list) in Sounds.lists.split(separator: " ").enumerated() {
            let syllable = String(list.prefix { $0.isASCII })
            for scalar in list.unicodeScalars where !scalar.isASCII {
                sounds[scalar.value] = 0x20_0000 + UInt32(number)
                syllables[scalar.value] = syllable
            }
        }
        letters = Self.table(LookAlikes.letters)
        signs = Self.table(LookAlikes.signs)
        for entry in LookAlikes.emoji.split(separator: " ") {
            let scalars = entry.unicodeScalars.map(\.value)
            emoji[scalars[0]] = Array(scalars[1...])
        }
    }

    private static func table(_ list: String) -> [UInt32: UInt32] {
        var table: [UInt32: UInt32] = [:]
        for entry in list.split(separator: " ") {
            let scalars = entry.unicodeScalars.map(\.value)
            table[scalars[0]] = scalars[1]
        }
        return table
    }

    /// The pinyin of a simplified character.
    package func syllable(_ character: UInt32) -> String? { syllables[character] }

    /// The simplified form of a character.
    package func simple(_ character: UInt32) -> UInt32 { simplified[character] ?? character }

    /// What a character is read as; nothing for one that is only between others.
    func folds(_ character: UInt32) -> [Fold] {
        if let picture = emoji[character] {
            return picture.map { Fold(plain: $0, kind: kind($0), marks: UInt8(Evasion.emoji.rawValue)) }
        }
        if let letter = letters[character] {
            let plain = Self.coinSigns.contains(character) ? character : letter
            return [Fold(plain: plain, kind: .letter, marks: UInt8(Evasion.lookAlike.rawValue))]
        }
        if signs[character] != nil { return [Fold(plain: character, kind: .sign)] }
        // ICU folds Bopomofo, strokes and the like to themselves; pictures of letters in squares it leaves alone.
        if (0x1F150...0x1F169).contains(character) || (0x1F170...0x1F189).contains(character) {
            let letter = (character - (character >= 0x1F170 ? 0x1F170 : 0x1F150)) + 97
            return [Fold(plain: letter, kind: .letter, marks: UInt8(Evasion.width.rawValue))]
        }
        // Capitals that look like another letter than the small ones: Greek Ν and ν.
        if let capital = capital(character) {
            return [Fold(plain: capital, kind: .letter, marks: UInt8(Evasion.lookAlike.rawValue))]
        }
        var folded = [UInt32](repeating: 0, count: 20)
        let count = Int(weir_fold(character, &folded, 20))
        guard count > 0 else { return [] }
        let isWide = count > 1 || folded[0] != character && !isCase(character, folded[0])
        let parts = folded[..<count].compactMap { part(of: $0, marks: isWide ? .width : []) }
        // No longer word is written in one character, except on purpose: ﷺ.
        return parts.count > 4 ? [Fold(plain: character, kind: .letter)] : parts
    }

    /// One character in NFKC with case folding.
    private func part(of character: UInt32, marks: Evasion) -> Fold? {
        var marks = marks
        let simple = simple(character)
        if simple != character { marks.insert(.traditional) }
        let kind = kind(simple)
        if kind == .filler {
            // Signs such as ∪ that look like letters.
            guard let letter = alike(simple), simple > 0x7F else { return nil }
            return Fold(plain: letter, kind: .letter, marks: UInt8(marks.union(.lookAlike).rawValue))
        }
        // Digits of other scripts.
        if kind == .digit, simple > 0x7F, let digit = alike(simple), digit < 0x3A {
            return Fold(plain: digit, kind: .digit, marks: UInt8(marks.union(.width).rawValue))
        }
        // A U of another script; with an accent it is a letter of Vietnamese or German.
        if kind == .letter, simple > 0x24F, !(0x1E00..<0x1F00).contains(simple), alike(simple) == 117 {
            return Fold(plain: 117, kind: .letter, marks: UInt8(marks.union(.lookAlike).rawValue))
        }
        return Fold(plain: simple, kind: kind, marks: UInt8(marks.rawValue))
    }

    private func capital(_ character: UInt32) -> UInt32? {
        guard (0x370..<0x400).contains(character), let scalar = Unicode.Scalar(character)?.properties.lowercaseMapping,
            let small = scalar.unicodeScalars.first?.value, small != character
        else { return nil }
        return alike(character) == alike(small) ? nil : alike(character)
    }

    private func isCase(_ character: UInt32, _ folded: UInt32) -> Bool {
        Unicode.Scalar(character)?.properties.lowercaseMapping.unicodeScalars.first?.value == folded
    }

    func kind(_ character: UInt32) -> Fold.Kind {
        if signs[character] != nil { return .sign }
        if Self.dots.contains(character) { return .filler }
        switch Int(weir_kind(character)) {
        case WEIR_LETTER: return .letter
        case WEIR_DIGIT: return .digit
        case WEIR_HAN: return .han
        default: return .filler
        }
    }

    private func alike(_ character: UInt32) -> UInt32? {
        let letter = weir_look_alike(character)
        return letter == 0 ? nil : letter
    }

    /// The symbol of a plain character: what looks or sounds alike has the same.
    func symbol(_ plain: UInt32) -> UInt32 {
        if let sound = sounds[plain] { return sound }
        if let sign = signs[plain] { return Self.merged(sign) }
        if plain < 0x80 { return Self.merged(plain) }
        if let letter = letters[plain] { return Self.merged(letter) }
        switch kind(plain) {
        case .letter, .digit: return alike(plain).map(Self.merged) ?? plain
        default: return plain
        }
    }

    /// Digits and the letters that they are used for.
    private static func merged(_ character: UInt32) -> UInt32 {
        switch character {
        case 48: 111  // 0 o
        case 49, 108: 105  // 1 l i
        case 50: 122  // 2 z
        case 51: 101  // 3 e
        case 52: 97  // 4 a
        case 53: 115  // 5 s
        case 54, 57: 103  // 6 9 g
        case 55: 116  // 7 t
        case 56: 98  // 8 b
        default: character
        }
    }
}

extension Traditional {
    /// The simplified character of each traditional or variant one.
    static let simplified: [UInt32: UInt32] = {
        var table: [UInt32: UInt32] = [:]
        for list in [pairs, variants] {
            let scalars = list.unicodeScalars.filter { $0 != " " }.map(\.value)
            for i in stride(from: 0, to: scalars.count - 1, by: 2) { table[scalars[i]] = scalars[i + 1] }
        }
        return table
    }()
}
