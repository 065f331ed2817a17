/// Figures as people read them.
public enum Numbers {
    /// A decimal with so many digits after the point, rounded half away from zero.
    public static func decimal(_ value: Double, _ digits: Int = 1) -> String {
        guard value.isFinite else { return "-" }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((min(abs(value), 1e15) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + grouped(scaled) }
        let rest = String(scaled % scale)
        let zeros = String(repeating: "0", count: digits - rest.count)
        return "\(sign)\(grouped(scaled / scale)).\(zeros)\(rest)"
    }

    /// A whole number where it is one, otherwise one digit: medians of counts.
    public static func count(_ value: Double?) -> String {
        guard let value else { return "-" }
        return value == value.rounded() ? decimal(value, 0) : decimal(value, 1)
    }

    /// At most one digit, none where it is 0: ticks of an axis, whose steps carry rounding errors.
    static func short(_ value: Double) -> String {
        let text = decimal(value, 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    public static func percent(_ value: Double?, _ digits: Int = 1) -> String {
        value.map { decimal($0 * 100, digits) + " %" } ?? "-"
    }

    /// `83.3 % (55.2–95.3)`
    public static func percent(_ share: Share) -> String {
        guard share.total > 0 else { return "-" }
        let interval = share.wilson
        return "\(percent(share.value)) (\(decimal(interval.low * 100))–\(decimal(interval.high * 100)))"
    }

    /// 1234567 as 1,234,567.
    public static func grouped(_ value: Int) -> String {
        var text = ""
        for (place, digit) in String(value.magnitude).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }

    /// A role or kind as words: `market_stall` is "market stall".
    static func words(_ name: String) -> String {
        name.isEmpty ? "ordinary people and shops" : String(name.map { $0 == "_" ? " " : $0 })
    }

    /// Text for HTML and SVG, attributes included.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.append(character)
            }
        }
        return out
    }
}
