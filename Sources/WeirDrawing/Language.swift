/// The language of a drawing's own words.
public enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case chinese = "zh"

    /// The one or the other: both stand side by side in the source, so that none is forgotten.
    public func callAsFunction(_ english: String, _ chinese: String) -> String {
        self == .english ? english : chinese
    }
}

/// How whoever looks wants to read: in which language, and by which clock.
public struct Reader: Sendable {
    public var language: Language
    /// Seconds east of Greenwich.
    public var offset: Int64

    public init(language: Language = .english, offset: Int64 = 8 * 3600) {
        self.language = language
        self.offset = offset
    }

    /// The zone's name: `UTC+8`.
    public var zone: String {
        let minutes = abs(offset) / 60
        let rest = minutes % 60 == 0 ? "" : ":" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60)"
        return "UTC" + (offset == 0 ? "" : (offset < 0 ? "\u{2212}" : "+") + "\(minutes / 60)" + rest)
    }
}
