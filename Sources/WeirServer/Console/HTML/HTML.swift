import WeirDomain
import WeirDrawing

/// A piece of a page.
///
/// There is no way from a string to markup: text, attribute values and addresses are escaped where they come in, and
/// names of elements and attributes are literals of this program. So no value, however hostile, can become a tag.
struct HTML: Sendable {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// Text. What cannot be seen (directions, zero width, controls) shows as its code point.
    static func text(_ text: String) -> HTML {
        var html = HTML()
        HiddenText.write(text, to: &html.bytes, marks: .elements)
        return html
    }

    /// Text where no elements may stand: titles, options.
    static func plain(_ text: String) -> HTML {
        var html = HTML()
        HiddenText.write(text, to: &html.bytes, marks: .characters)
        return html
    }

    /// Text that goes back to the server as it is: the content of a text area.
    static func editable(_ text: String) -> HTML {
        var html = HTML()
        // A line break right after the tag is not part of the content.
        html.bytes.append(10)
        HiddenText.write(text, to: &html.bytes, marks: .none)
        return html
    }

    /// A drawing, which escapes by construction as pages do.
    static func drawing(_ markup: Markup) -> HTML {
        var html = HTML()
        html.bytes = Array(markup.text.utf8)
        return html
    }

    static func element(_ tag: StaticString, _ attributes: [Attribute], _ content: HTML) -> HTML {
        precondition(!isForbidden(tag), "scripts and styles are files of their own")
        var html = HTML()
        html.open(tag, attributes)
        guard !isVoid(tag) else { return html }
        html.bytes += content.bytes
        html.bytes += [60, 47]
        html.bytes.append(tag)
        html.bytes.append(62)
        return html
    }

    /// A whole document: the head's scripts and styles are assets, which is why this alone may write them.
    static func document(_ attributes: [Attribute], scripts: [Link], styles: [Link], head: HTML, body: HTML) -> [UInt8]
    {
        var html = HTML()
        html.bytes += "<!doctype html>\n".utf8
        html.open("html", attributes)
        html.open("head", [])
        html.open("meta", [.a("charset", "utf-8")])
        // Painted once it is whole: tables of which a part has come get other widths with every row more.
        html.open("link", [.a("rel", "expect"), .href(Link("#end")), .a("blocking", "render")])
        html.bytes += head.bytes
        for style in styles { html.open("link", [.a("rel", "stylesheet"), .href(style)]) }
        for script in scripts {
            html.open("script", [.src(script), .flag("defer")])
            html.bytes += "</script>".utf8
        }
        html.bytes += "</head>\n".utf8
        html.bytes += body.bytes
        html.bytes += "</html>\n".utf8
        return html.bytes
    }

    static func + (a: HTML, b: HTML) -> HTML {
        var html = a
        html.bytes += b.bytes
        return html
    }

    static func += (a: inout HTML, b: HTML) { a.bytes += b.bytes }

    /// The same rows of a table, each cell with its column's head, where it has one. What is written here is
    /// well-formed and text is escaped: `<td` is a cell, whatever people have written.
    func headed(_ heads: [String?]) -> HTML {
        var html = HTML()
        html.bytes.reserveCapacity(bytes.count + bytes.count / 4)
        var (column, depth, start) = (0, 0, 0)
        for at in bytes.indices where bytes[at] == UInt8(ascii: "<") {
            let name = bytes[(at + 1)...].prefix { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: ">") }
            if name.elementsEqual("table".utf8) {
                depth += 1
            } else if name.elementsEqual("/table".utf8) {
                depth -= 1
            } else if depth == 0, name.elementsEqual("tr".utf8) {
                column = 0
            } else if depth == 0, name.elementsEqual("td".utf8) || name.elementsEqual("th".utf8) {
                html.bytes += bytes[start..<name.endIndex]
                start = name.endIndex
                if column < heads.count, let head = heads[column] {
                    Attribute.a("data-head", head).write(to: &html.bytes)
                }
                column += 1
            }
        }
        html.bytes += bytes[start...]
        return html
    }

    var isEmpty: Bool { bytes.isEmpty }

    private mutating func open(_ tag: StaticString, _ attributes: [Attribute]) {
        bytes.append(60)
        bytes.append(tag)
        for attribute in attributes { attribute.write(to: &bytes) }
        bytes.append(62)
    }

    private static let voids: [StaticString] = ["input", "br", "img", "hr", "meta", "col", "wbr"]
    private static let forbidden: [StaticString] = ["script", "style", "iframe", "object", "embed", "base", "link"]

    private static func isVoid(_ tag: StaticString) -> Bool { tag.isOne(of: voids) }
    private static func isForbidden(_ tag: StaticString) -> Bool { tag.isOne(of: forbidden) }
}

/// A page asks this of each of its thousands of tags and attributes: no text is made for it.
extension StaticString {
    /// Whether it is one of some words in small letters, whatever the size of its own letters.
    fileprivate func isOne(of words: [StaticString]) -> Bool {
        words.contains { $0.utf8CodeUnitCount == utf8CodeUnitCount && hasPrefix($0) }
    }

    fileprivate func hasPrefix(_ word: StaticString) -> Bool {
        withUTF8Buffer { own in
            word.withUTF8Buffer { $0.count <= own.count && zip($0, own).allSatisfy { $0 == $1 | 32 } }
        }
    }
}

/// An attribute. Handlers and styles cannot be written, and whatever leads somewhere takes a `Link`.
struct Attribute: Sendable {
    private let name: StaticString
    private let value: String?

    private init(checked name: StaticString, _ value: String?) {
        self.name = name
        self.value = value
    }

    private static let withOwnWays: [StaticString] = [
        "style", "srcdoc", "href", "src", "action", "formaction", "xlink:href", "srcset", "ping", "data", "background",
    ]

    /// An attribute by its name, which is a literal.
    static func a(_ name: StaticString, _ value: String) -> Attribute {
        precondition(
            !name.hasPrefix("on") && !name.isOne(of: withOwnWays), "this attribute has a way of its own, or none")
        return Attribute(checked: name, value)
    }

    static func a(_ name: StaticString, _ value: Int) -> Attribute { a(name, String(value)) }
    static func flag(_ name: StaticString) -> Attribute { Attribute(checked: name, nil) }
    static func `class`(_ names: String) -> Attribute { Attribute(checked: "class", names) }
    static func id(_ id: String) -> Attribute { Attribute(checked: "id", id) }
    static func href(_ link: Link) -> Attribute { Attribute(checked: "href", link.text) }
    static func src(_ link: Link) -> Attribute { Attribute(checked: "src", link.text) }
    static func action(_ link: Link) -> Attribute { Attribute(checked: "action", link.text) }
    static func formaction(_ link: Link) -> Attribute { Attribute(checked: "formaction", link.text) }
    /// What a screen reader says.
    static func label(_ text: String) -> Attribute { Attribute(checked: "aria-label", HiddenText.visible(text)) }
    /// What shows when the pointer rests.
    static func title(_ text: String) -> Attribute { Attribute(checked: "title", HiddenText.visible(text)) }

    fileprivate func write(to out: inout [UInt8]) {
        out.append(32)
        out.append(name)
        guard let value else { return }
        out += [61, 34]
        HiddenText.write(value, to: &out, marks: .none)
        out.append(34)
    }
}

/// An address inside of Weir: a path of this program, parts and a query that are encoded. It cannot lead elsewhere, nor
/// carry a scheme.
struct Link: Sendable, Hashable {
    private(set) var text: String

    /// - Parameter path: begins with `/` or `#`.
    init(_ path: StaticString, _ parts: String...) {
        text = path.description
        precondition(text.hasPrefix("/") || text.hasPrefix("#"), "a link leads into this server")
        for part in parts { text += "/" + Self.encoded(part) }
    }

    init(_ path: StaticString, _ number: Int) { self.init(path, String(number)) }

    /// A path that came from outside: only one of this console, otherwise `nil`.
    init?(returning path: String) {
        guard path.hasPrefix("/console"), !path.contains("//"), !path.contains("\\"), path.utf8.count <= 2_000,
            path.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { return nil }
        text = path
    }

    /// Another part of the path, as it is in this program.
    func then(_ part: StaticString) -> Link {
        var link = self
        link.text += "/" + part.description
        return link
    }

    func query(_ name: StaticString, _ value: String?) -> Link {
        guard let value, !value.isEmpty else { return self }
        var link = self
        link.text += (text.contains("?") ? "&" : "?") + name.description + "=" + Self.encoded(value)
        return link
    }

    func fragment(_ id: String) -> Link {
        var link = self
        link.text += "#" + Self.encoded(id)
        return link
    }

    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: out.append(byte)
            default: out += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        // A part of only dots would be taken as a way up.
        if out.allSatisfy({ $0 == 46 }) { out = out.flatMap { _ in Array("%2E".utf8) } }
        return String(decoding: out, as: UTF8.self)
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }
}

/// Puts pieces one after the other; strings are text.
@resultBuilder
enum HTMLBuilder {
    static func buildExpression(_ html: HTML) -> HTML { html }
    static func buildExpression(_ text: String) -> HTML { .text(text) }
    static func buildExpression(_ phrase: Phrase) -> HTML { .text(phrase.text) }
    static func buildBlock(_ parts: HTML...) -> HTML { joined(parts) }
    static func buildOptional(_ html: HTML?) -> HTML { html ?? HTML() }
    static func buildEither(first: HTML) -> HTML { first }
    static func buildEither(second: HTML) -> HTML { second }
    static func buildArray(_ parts: [HTML]) -> HTML { joined(parts) }

    private static func joined(_ parts: [HTML]) -> HTML {
        var html = HTML()
        for part in parts { html += part }
        return html
    }
}
