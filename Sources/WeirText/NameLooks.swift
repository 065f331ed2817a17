import CWeirText

/// What somebody's name looks like to whoever reads it in a list.
package enum NameLooks {
    /// The letters and digits of a name, each by its twin in the Latin script where it has one: without capitals,
    /// accents on such letters, blanks, stops and pictures.
    package static func letters(_ name: String) -> String {
        var out = ""
        var folded = [UInt32](repeating: 0, count: 20)
        for scalar in name.unicodeScalars {
            // Of full width, in circles, in bold: compatibility forms come down to the letter.
            let count = Int(weir_fold(scalar.value, &folded, 20))
            for value in folded.prefix(max(0, count)) { add(value, to: &out) }
        }
        return out
    }

    /// What letters are called that have no twin in ICU's table: ᴀ, 🅰, 🅐.
    private static let called = [
        "LATIN LETTER SMALL CAPITAL ", "NEGATIVE SQUARED LATIN CAPITAL LETTER ",
        "NEGATIVE CIRCLED LATIN CAPITAL LETTER ",
    ]

    /// The letter that a small capital, or a picture of a letter, is read as.
    private static func named(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard let name = scalar.properties.name, let start = called.first(where: name.hasPrefix) else { return nil }
        let rest = name.dropFirst(start.count).lowercased().unicodeScalars
        return rest.count == 1 ? rest.first : nil
    }

    private static func add(_ value: UInt32, to out: inout String) {
        guard let scalar = Unicode.Scalar(value) else { return }
        if scalar.isASCII {
            switch scalar {
            // The last three pass for letters.
            case "a"..."z", "0"..."9", "@", "|", "$": out.unicodeScalars.append(scalar)
            default: break
            }
            return
        }
        if let twin = Unicode.Scalar(weir_look_alike(value)), twin.value != 0 {
            out.unicodeScalars.append(twin)
            return
        }
        if let letter = named(scalar) {
            out.unicodeScalars.append(letter)
            return
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            // One name in the two scripts of Chinese is one name.
            let simple = Traditional.simplified[value].flatMap { Unicode.Scalar($0) }
            out.unicodeScalars.append(simple ?? scalar)
        case .nonspacingMark, .spacingMark, .enclosingMark:
            // An accent on a Latin letter; in scripts of India a vowel.
            if let last = out.unicodeScalars.last, !last.isASCII { out.unicodeScalars.append(scalar) }
        default: break
        }
    }
}
