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

    /// Whether a name would be taken for the other: the same picture, or one step apart where the name is long enough
    /// that chance does not do it.
    public static func isLike(_ name: HostName, _ known: HostName) -> Bool {
        guard name != known else { return false }
        let (own, other) = (core(name), core(known))
        // The same name under another ending is a mirror.
        if own == other { return known.labels.first.map { $0.utf8.count >= 5 } ?? false }
        let (a, b) = (skeleton(own), skeleton(other))
        if a == b { return other.utf8.count >= 4 }
        let length = min(a.utf8.count, b.utf8.count)
        guard length >= 6 else { return false }
        return distance(Array(a.utf8), Array(b.utf8), limit: length >= 10 ? 2 : 1) <= (length >= 10 ? 2 : 1)
    }

    /// The registered label as people see it, without the ending.
    private static func core(_ name: HostName) -> String {
        let registered = PublicSuffixes.registered(name)
        let label = registered.split(separator: ".").first ?? ""
        return label.hasPrefix("xn--") ? Punycode.decode(label.dropFirst(4)) ?? String(label) : String(label)
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
