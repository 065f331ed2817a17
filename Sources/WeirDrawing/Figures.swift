public import WeirDomain

/// Numbers and times as drawings and tables write them.
public enum Figures {
    /// A number with so many decimals, without the noise of floating point.
    public static func decimal(_ value: Double, _ digits: Int = 1) -> String {
        guard value.isFinite else { return "\u{2013}" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 9e15 else { return "\u{2013}" }
        let whole = Int64(scaled)
        var text = String(whole / Int64(scale))
        if digits > 0 {
            let rest = String(whole % Int64(scale))
            text += "." + String(repeating: "0", count: digits - rest.count) + rest
        }
        return value < 0 && whole > 0 ? "\u{2212}" + text : text
    }

    /// A coordinate: one decimal at most, as short as it goes.
    static func place(_ value: Double) -> String {
        let text = decimal(value, 2).replacing("\u{2212}", with: "-")
        guard text.contains(".") else { return text }
        var cut = Substring(text)
        while cut.last == "0" { cut.removeLast() }
        if cut.last == "." { cut.removeLast() }
        return String(cut)
    }

    static func percent(_ value: Double) -> String { place(value) + "%" }

    /// Thousands set apart, in the text itself: an exact amount must not pass through a float.
    public static func grouped(_ amount: String) -> String {
        let sign = amount.hasPrefix("-") ? "\u{2212}" : ""
        let parts = amount.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return amount }
        var out = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { out += "," }
            out.append(digit)
        }
        return sign + out + (parts.count > 1 ? "." + parts[1] : "")
    }

    /// A sum for a label: three figures are enough beside an exact table.
    public static func rough(_ value: Double) -> String {
        switch abs(value) {
        case 1e8...: decimal(value / 1e6, 0) + " M"
        case 1e6...: decimal(value / 1e6, 2) + " M"
        default: grouped(decimal(value, 0).replacing("\u{2212}", with: "-"))
        }
    }

    /// A long name for a label; the whole stands in the tip and the table.
    public static func short(_ name: String, _ most: Int = 14) -> String {
        let count = name.count
        guard count > most, most > 6 else { return name }
        return name.prefix(most / 2) + "\u{2026}" + name.suffix(most - most / 2 - 1)
    }
}

extension Reader {
    private func local(_ at: Instant) -> String { at.advanced(bySeconds: offset).rfc3339 }

    /// `2026-07-03 14:05`
    public func minute(_ at: Instant) -> String { date(at) + " " + clock(at) }

    /// `2026-07-03 14:05:09`
    public func second(_ at: Instant) -> String { date(at) + " " + local(at).dropFirst(11).prefix(8) }

    /// `2026-07-03`
    public func date(_ at: Instant) -> String { String(local(at).prefix(10)) }

    /// `14:05`
    public func clock(_ at: Instant) -> String { String(local(at).dropFirst(11).prefix(5)) }

    /// `07-03`
    func monthDay(_ at: Instant) -> String { String(local(at).dropFirst(5).prefix(5)) }

    /// Hours since Monday, midnight, by the reader's clock: 0 … 167.
    public func hourOfWeek(_ at: Instant) -> Int {
        let seconds = at.seconds + offset
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        // 1970-01-01 was a Thursday.
        let weekday = Int(((days + 3) % 7 + 7) % 7)
        return weekday * 24 + Int((seconds - days * 86_400) / 3600)
    }
}
