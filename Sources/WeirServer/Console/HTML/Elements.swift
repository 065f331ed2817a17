import WeirDomain

// Short names for what pages are made of. An element that is missing here is `el("name", …)`.

func el(_ tag: StaticString, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
    .element(tag, attributes, content())
}

func div(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    .element("div", attributes, content())
}
func span(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    .element("span", attributes, content())
}
func p(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { .element("p", attributes, content()) }
func h2(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { .element("h2", attributes, content()) }
func h3(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { .element("h3", attributes, content()) }
func ul(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { .element("ul", attributes, content()) }
func li(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { .element("li", attributes, content()) }
func tr(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { .element("tr", attributes, content()) }
func td(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { .element("td", attributes, content()) }

/// A part of a page with its heading; an `article` and its like are `el`.
func section(_ title: Phrase, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    .element("section", attributes, h2 { title } + content())
}

/// A link.
func a(_ to: Link, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    .element("a", [.href(to)] + attributes, content())
}

/// A value from outside (a name, an id, a remark): kept apart from its surroundings, whichever way it is written.
func foreign(_ text: String, _ attributes: Attribute...) -> HTML {
    .element("bdi", [.class("foreign")] + Tongue.attributes(text) + attributes, .text(text))
}

/// What the engine wrote down, in the viewer's language; what people wrote, as it is.
/// - Parameter zh: the same with what rules say in Chinese, where rules had a say.
func written(_ text: String, _ zh: String = "") -> HTML {
    let words = EngineWords.told(text, zh)
    return .element("bdi", [.class("foreign written")] + Tongue.attributes(words), .text(words))
}

/// The same, read already.
func written(_ words: Phrase) -> HTML {
    let text = words.told
    return .element("bdi", [.class("foreign written")] + Tongue.attributes(text), .text(text))
}

/// An id in the type for ids.
func code(_ text: String) -> HTML { .element("bdi", [.class("foreign id")], .text(text)) }

/// A moment, in the viewer's zone once a script has told it, in UTC before that.
func moment(_ at: Instant?) -> HTML {
    guard let at else { return span(.class("none")) { "–" } }
    let (zone, text) = (Viewer.current.zone, at.rfc3339)
    let shown = String(at.advanced(bySeconds: zone ?? 0).rfc3339.prefix(16).replacing("T", with: " "))
    return .element("time", [.a("datetime", text)], .text(zone == nil ? shown + " UTC" : shown))
}

/// A count with its thousands apart.
func number(_ value: Int) -> HTML { .text(Written.count(value)) }

/// Money with its currency, thousands apart, for a cell of class `number`; a dash where no payment told the currency.
func money(_ amount: Amount, _ currency: Currency?) -> HTML {
    .element("span", [.class("money")], .text(Written.money(amount, currency)))
}

/// A table with its heads; numbers stand right in columns of `Column.number`. In a narrow window a row of a table of
/// four columns or more is a card: its first cell is the title, and the others say under which head they stand.
/// - Parameter cards: not where columns are read against each other.
func table(_ caption: Phrase, _ columns: [Column], cards: Bool = true, @HTMLBuilder rows: () -> HTML) -> HTML {
    let isCards = cards && columns.count > 3
    let head = columns.reduce(into: HTML()) { html, column in
        var attributes: [Attribute] = [.a("scope", "col"), .class(column.isNumber ? "number" : "")]
        if let direction = column.order?.direction { attributes.append(.a("aria-sort", direction)) }
        let words = HTML.text(column.title.text)
        html += .element("th", attributes, column.order.map { HTML.element("a", [.href($0.link)], words) } ?? words)
    }
    let heads: [String?] = columns.enumerated().map { place, column in
        place == 0 || column.tellsItself ? nil : column.title.text
    }
    let name = isCards ? "table cards" : "table"
    return div(.class(name), .a("tabindex", "0"), .a("role", "region"), .label(caption.text)) {
        el("table") {
            el("caption", .class("unseen")) { caption }
            el("thead") { tr { head } }
            el("tbody") { isCards ? rows().headed(heads) : rows() }
        }
    }
}

struct Column {
    var title: Phrase
    var isNumber = false
    /// Whether its cells need no head: what something is, on whom, how it stands.
    var tellsItself = false
    /// Where the head is a link that orders the rows by this column.
    var order: Order?

    struct Order {
        var link: Link
        /// `ascending` or `descending` where the rows are ordered so.
        var direction: String?
    }

    static func text(_ title: Phrase, _ order: Order? = nil) -> Column { Column(title: title, order: order) }
    static func plain(_ title: Phrase, _ order: Order? = nil) -> Column {
        Column(title: title, tellsItself: true, order: order)
    }
    static func number(_ title: Phrase, _ order: Order? = nil, tellsItself: Bool = false) -> Column {
        Column(title: title, isNumber: true, tellsItself: tellsItself, order: order)
    }
}

/// What an empty list says: what would stand here, and how it comes here.
func empty(_ words: Phrase) -> HTML { p(.class("empty")) { words } }

/// The way through a list's pages: to those before and after, where there are any, and where one is.
func pager(
    before: Link?, _ earlier: Phrase = Phrase("Previous page", "上一页"), place: Phrase? = nil, after: Link?,
    _ later: Phrase = Phrase("Next page", "下一页")
) -> HTML {
    if before == nil, after == nil { return HTML() }
    return el("nav", .class("pages"), .label(Phrase("Pages", "分页").text)) {
        if let before { a(before) { earlier } }
        if let place { span(.class("quiet")) { place } }
        if let after { a(after) { later } }
    }
}

extension Phrase {
    /// Where a page is in its list: `51 to 86 of 86`.
    static func place(_ before: Int, _ shown: Int, of count: Int) -> Phrase {
        let (from, to) = (Written.count(before + 1), Written.count(before + shown))
        let all = Written.count(count)
        return Phrase("\(from) to \(to) of \(all)", "第 \(from) 至 \(to) 条，共 \(all) 条")
    }
}

/// A word in a box; `tone` is one of good, warn, bad, quiet.
func badge(_ words: Phrase, _ tone: String = "quiet") -> HTML { span(.class("badge \(tone)")) { words } }

/// Numbers in words.
enum Written {
    static func count(_ value: Int) -> String { grouped(String(value)) }

    static func money(_ amount: Amount, _ currency: Currency?) -> String {
        guard let currency else { return none }
        return sum(amount, currency) + " " + currency.code
    }

    /// A sum whose currency stands beside it.
    static func sum(_ amount: Amount, _ currency: Currency?) -> String {
        currency.map { grouped(amount.text($0)) } ?? none
    }

    /// Where there is no figure.
    static let none = "–"

    /// Thousands apart.
    static func grouped(_ text: String) -> String {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return text }
        let sign = whole.hasPrefix("-") ? "-" : ""
        let digits = whole.drop { $0 == "-" }
        var out = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { out += "," }
            out.append(digit)
        }
        return sign + out + (parts.count > 1 ? "." + parts[1] : "")
    }

    /// How long from now, or since: `3 h`, `2 d`.
    static func span(_ seconds: Int64) -> Phrase {
        let size = abs(seconds)
        if size < 60 { return Phrase("\(size) s", "\(size) 秒") }
        if size < 3_600 { return Phrase("\(size / 60) min", "\(size / 60) 分钟") }
        let (hours, minutes) = (size / 3_600, size % 3_600 / 60)
        if size < 172_800 { return Phrase("\(hours) h \(minutes) min", "\(hours) 小时 \(minutes) 分钟") }
        return Phrase("\(size / 86_400) d", "\(size / 86_400) 天")
    }

    /// So many of something: `1 case`, `2 cases`.
    static func plural(_ count: Int, _ one: String, _ many: String) -> String {
        self.count(count) + " " + (count == 1 ? one : many)
    }

    /// What evidence weighs.
    static func nats(_ weight: String) -> Phrase {
        let weight = weight.replacing("-", with: "\u{2212}")
        return Phrase(weight + " nats", weight + " 奈特")
    }
}
