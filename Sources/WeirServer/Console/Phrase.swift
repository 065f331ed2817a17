import WeirDrawing

/// The languages of the console.
enum Language: String, CaseIterable, Sendable {
    case en, zh

    /// What `lang` says.
    var tag: String { self == .zh ? "zh-Hans" : "en" }
    var name: String { self == .zh ? "中文" : "English" }
}

/// Words in every language; there is no phrase that lacks one. Written into a page in the viewer's language.
struct Phrase: Sendable, Hashable {
    var en: String
    var zh: String

    init(_ en: String, _ zh: String) {
        self.en = en
        self.zh = zh
    }

    /// The same in all languages: names, figures.
    init(same text: String) {
        en = text
        zh = text
    }

    var text: String { self.in(Viewer.current.language) }

    func `in`(_ language: Language) -> String { language == .zh ? zh : en }
}

/// For whom a page is drawn.
struct Viewer: Sendable {
    var language = Language.en
    /// `auto`, `light` or `dark`.
    var theme = "auto"
    /// The session's token, for forms; empty before there is a session.
    var token = ""
    /// Seconds that the viewer's clocks are ahead of UTC, as their browser has told; `nil` before it has.
    var zone: Int64?

    /// Set around the drawing of a page, so that drawing needs no argument for it.
    /// The same for drawings.
    var reader: Reader { Reader(language: language == .zh ? .chinese : .english, offset: zone ?? 0) }

    @TaskLocal static var current = Viewer()
}
