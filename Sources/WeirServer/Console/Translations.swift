/// What the program's own English sentences read on a Chinese page: for tests, which go through the sources and find
/// each sentence that nobody has translated.
public enum Translations {
    /// Reasons, evidence and grounds as the engine writes them down.
    public static func evidence(_ english: String) -> String { EngineWords.chinese(english) }

    /// What the holder of an account is told of evidence, in English and Chinese; nothing of what is not for them.
    public static func told(_ evidence: String) -> [(english: String, chinese: String)] {
        HolderWords.told(evidence).map { ($0.en, $0.zh) }
    }

    /// The number of the alert with which a ground begins.
    public static func alert(namedIn ground: String) -> Int? { NoticeFacts.named(in: ground) }

    /// A reason in a few words, in English and Chinese.
    public static func gist(_ reason: String) -> (english: String, chinese: String) {
        let words = ReasonGist.phrase(reason)
        return (words.en, words.zh)
    }

    /// What the readings of a list say in English, each thing once, and the older payments that they tell of.
    public static func once(_ readings: [String]) -> (texts: [String], older: [String]) {
        let said = SaidOnce(readings.map { SaidOnce.Reading(kind: Phrase(same: ""), text: $0) })
        return (said.texts.map(\.en), said.payments.map(\.written))
    }

    /// Why something is refused, and what is wrong with rules and lists.
    public static func refusal(_ english: String) -> String { RefusalWords.text(english).zh }

    /// What a lead of a site's page is called.
    public static func lead(_ kind: String) -> String { SiteWords.lead(kind).zh }

    /// Why the patrol could not look at a page.
    public static func unseen(_ why: String) -> String { SiteWords.unseen(why).zh }

    /// What keeps journal, register or database from being written.
    public static func trouble(_ english: String) -> String { TroubleWords.phrase(english).zh }

    /// A line of what differs between two rule sets.
    public static func difference(_ english: String) -> String { RefusalWords.difference(english).zh }
}
