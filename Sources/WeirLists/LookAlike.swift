import WeirText

/// Names made to be taken for another: swapped and doubled letters, letters of other scripts that look the same.
public enum LookAlike {
    /// What a name looks like: each letter by its commonest twin.
    public static func skeleton(_ name: String) -> String {
        var out = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "0", "о", "ο", "ó", "ö", "ò", "ô", "õ", "ø": out += "o"
            case "1", "l", "í", "ì", "і", "ι", "ı", "|": out += "i"
            case "а", "á", "à", "ä", "â", "ã", "å", "ɑ", "α", "@": out += "a"
            case "е", "é", "è", "ê", "ë", "ё", "ε", "3": out += "e"
            case "с", "ç", "ć", "ϲ": out += "c"
            case "р", "ρ": out += "p"
            case "х", "χ": out += "x"
            case "у", "ý", "ÿ", "γ": out += "y"
            case "ѕ", "ś", "ş", "5", "$": out += "s"
            case "в", "ь", "ƅ", "8": out += "b"
            case "к", "κ": out += "k"
            case "н": out += "h"
            case "т", "τ", "7": out += "t"
            case "ո", "ñ", "ń", "п": out += "n"
            case "ú", "ù", "ü", "û", "υ": out += "u"
            case "ԁ", "đ": out += "d"
            case "ɡ", "ğ", "9": out += "g"
            case "ѡ", "ω": out += "w"
            case "ž", "ź", "ż", "2": out += "z"
            case "-", "_": break
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out.replacing("rn", "m").replacing("vv", "w").replacing("cl", "d")
    }

    /// What the name of somebody of the house looks like, whatever stands between and around its letters; empty where
    /// it has none.
    public static func skeleton(ofPerson name: String) -> String { skeleton(NameLooks.letters(name)) }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other; `limit` + 1 for
    /// more than that.
    public static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
        guard abs(a.count - b.count) <= limit else { return limit + 1 }
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in 0..<b.count {
                var least = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
                row.append(least)
            }
            if (row.min() ?? 0) > limit { return limit + 1 }
            (before, last) = (last, row)
        }
        return last[b.count]
    }

    /// Whether a name would be taken for the other: the same picture, one step apart where the name is long enough that
    /// chance does not do it, or with words beside it such as `login`.
    public static func isLike(_ name: HostName, _ known: HostName) -> Bool { isLike(Looks(name), Looks(known)) }

    /// Whether a name is long enough that another seldom looks like it by chance.
    public static func isLong(_ name: HostName) -> Bool { Looks(name).core.utf8.count >= 4 }

    /// What a name is compared by.
    struct Looks: Sendable {
        let registered: String
        /// The registered label as people see it, without the ending.
        let core: String
        let skeleton: String
        /// Somebody's name itself, not one below it.
        let isWhole: Bool

        init(_ name: HostName) {
            registered = PublicSuffixes.registered(name)
            let label = registered.split(separator: ".").first ?? ""
            core = label.hasPrefix("xn--") ? Punycode.decode(label.dropFirst(4)) ?? String(label) : String(label)
            skeleton = LookAlike.skeleton(core)
            isWhole = name.text == registered || name.text == "www." + registered
        }
    }

    static func isLike(_ own: Looks, _ known: Looks) -> Bool {
        guard known.isWhole, own.registered != known.registered, known.core.utf8.count >= 3 else { return false }
        // The same name under another ending is a mirror.
        if own.core == known.core || own.skeleton == known.skeleton { return true }
        if hasWordsBeside(own, known) { return true }
        let (a, b) = (own.skeleton, known.skeleton)
        let length = min(a.utf8.count, b.utf8.count)
        guard length >= 6 else { return false }
        return distance(Array(a.utf8), Array(b.utf8), limit: length >= 10 ? 2 : 1) <= (length >= 10 ? 2 : 1)
    }

    // MARK: Words beside a name

    /// What names of others are dressed up with.
    private static let words: [[UInt8]] = Set(
        """
        account android app apps asia auth bonus c2c center china club cn coin com download exchange global guanwang h5
        help hk io ios kefu kyc live login mobile net official online otc p2p pay plus pro secure service signin site
        support top trade trading tw usdt user verify vip wallet wap web www
        """.split { $0 == " " || $0 == "\n" }.map { skeleton(String($0)) }
    ).sorted().map { Array($0.utf8) }

    /// `binance-login`, `vip-binance`, `okxapp`, `binance88`: the known name, and nothing but such words around it.
    /// Short names need a hyphen or a longer word: others would hold them by chance.
    private static func hasWordsBeside(_ own: Looks, _ known: Looks) -> Bool {
        let (text, part) = (Array(own.skeleton.utf8), Array(known.skeleton.utf8))
        guard part.count >= 3, text.count > part.count, text.count <= 48 else { return false }
        let isLong = known.core.utf8.count >= 5
        if isLong {
            var letters = Substring(own.core)
            while let last = letters.last, last.isNumber || last == "-" { letters.removeLast() }
            if letters == known.core { return true }
        }
        let isApart = own.core.split(separator: "-").contains { skeleton(String($0)) == known.skeleton }
        let least = isLong || isApart ? 2 : 3
        return (0...(text.count - part.count)).contains { at in
            text[at] == part[0] && text[at...].starts(with: part) && isWords(text[..<at], least)
                && isWords(text[(at + part.count)...], least)
        }
    }

    /// Whether a text is made of such words alone.
    private static func isWords(_ text: ArraySlice<UInt8>, _ least: Int) -> Bool {
        // Places that words lead to, so that no text is looked at twice.
        var reached: Set<Int> = [text.startIndex]
        for at in text.startIndex..<text.endIndex where reached.contains(at) {
            for word in words where word.count >= least && text[at...].starts(with: word) {
                reached.insert(at + word.count)
            }
        }
        return reached.contains(text.endIndex)
    }
}

extension String {
    fileprivate func replacing(_ text: String, _ with: String) -> String {
        guard contains(text.prefix(1)) else { return self }
        let (from, to) = (Array(text.utf8), Array(with.utf8))
        var out: [UInt8] = []
        let bytes = Array(utf8)
        var i = 0
        while i < bytes.count {
            if bytes[i...].starts(with: from) {
                out += to
                i += from.count
            } else {
                out.append(bytes[i])
                i += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
