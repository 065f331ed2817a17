import CWeirSites
import WeirDomain

/// Reads HTML into a `Page`. Builds no tree, runs nothing, fetches nothing.
final class PageReader {
    private var page: Page
    private var open: [String] = []
    private var words: [UInt8] = []
    private var blockLine = 0
    private var pieces: [Int] = []
    private var pieceStart = 0
    private var link: Int?
    private var form: Int?
    private var rawText: [UInt8] = []
    private var rawLine = 0
    private var scriptBytes = 0
    private var textBytes: [UInt8] = []
    private var pathHash: [UInt64] = [0xCBF2_9CE4_8422_2325]
    private var isInTitle = false

    /// Elements that text flows through.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
        "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "img",
    ]

    private init(_ address: String) { page = Page(address: address) }

    /// - Parameters:
    ///   - bytes: as they were sent.
    ///   - charset: of the HTTP header; empty where it says nothing.
    static func read(_ bytes: [UInt8], address: String, charset: String = "") -> Page {
        let reader = PageReader(address)
        let (text, code) = ServerTags.takenOut(of: Charset.utf8(bytes, declared: charset))
        var handler = weir_html_handler()
        handler.start = { user, name, attributes, pairs, line in
            PageReader.from(user).start(PageReader.text(name), PageReader.list(attributes, pairs), line)
        }
        handler.end = { user, name, line in PageReader.from(user).end(PageReader.text(name), line) }
        handler.text = { user, bytes, count, line in PageReader.from(user).take(bytes, count, line) }
        handler.raw = { user, bytes, count, line in PageReader.from(user).takeRaw(bytes, count, line) }
        handler.comment = { _, _, _ in }
        let result = weir_html_read(
            text, text.count, handler, Unmanaged.passUnretained(reader).toOpaque(), Int32(SiteLimits.depth),
            SiteLimits.events)
        reader.finish()
        reader.page.scripts += code
        switch result {
        case WEIR_HTML_DEEP: reader.page.cut = "elements nest deeper than \(SiteLimits.depth)"
        case WEIR_HTML_LONG: reader.page.cut = "more than \(SiteLimits.events) elements"
        case WEIR_HTML_BROKEN: reader.page.cut = "the page could not be read to its end"
        default: break
        }
        return reader.page
    }

    private static func from(_ user: UnsafeMutableRawPointer?) -> PageReader {
        guard let user else { preconditionFailure("the reader hands itself in") }
        return unsafe Unmanaged<PageReader>.fromOpaque(user).takeUnretainedValue()
    }

    private static func text(_ bytes: UnsafePointer<CChar>?) -> String {
        guard let bytes else { return "" }
        return unsafe String(cString: bytes)
    }

    private static func list(
        _ attributes: UnsafePointer<UnsafePointer<CChar>?>?, _ pairs: Int
    ) -> [(name: String, value: String)] {
        guard let attributes else { return [] }
        return (0..<min(pairs, 64)).map { unsafe (text(attributes[2 * $0]), text(attributes[2 * $0 + 1])) }
    }

    // MARK: Events

    private func start(_ name: String, _ attributes: [(name: String, value: String)], _ line: Int) {
        if !Self.inline.contains(name) { closeBlock() } else { closePiece() }
        let parent = pathHash[pathHash.count - 1]
        let hash = Self.mix(parent, name)
        if open.count < SiteLimits.depth {
            open.append(name)
            pathHash.append(hash)
        }
        if page.shape.count < SiteLimits.parts { page.shape.append(Self.mix(hash, Self.value("class", attributes))) }
        note(name, attributes, line)
    }

    private func end(_ name: String, _ line: Int) {
        if !Self.inline.contains(name) { closeBlock() } else { closePiece() }
        if let last = open.lastIndex(of: name) {
            open.removeSubrange(last...)
            pathHash.removeSubrange((last + 1)...)
        }
        switch name {
        case "a": link = nil
        case "form": form = nil
        case "title": isInTitle = false
        case "script": closeScript()
        default: break
        }
    }

    private func take(_ bytes: UnsafePointer<CChar>?, _ count: Int, _ line: Int) {
        guard let bytes else { return }
        if words.isEmpty { blockLine = line }
        unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: count) { raw in
            for byte in unsafe UnsafeBufferPointer(start: raw, count: count) {
                let isSpace = byte == 32 || (9...13).contains(byte)
                if !isSpace { words.append(byte) } else if let last = words.last, last != 32 { words.append(32) }
            }
        }
    }

    private func takeRaw(_ bytes: UnsafePointer<CChar>?, _ count: Int, _ line: Int) {
        guard let bytes, open.last != "style", scriptBytes + count <= SiteLimits.scriptBytes else { return }
        if rawText.isEmpty { rawLine = line }
        scriptBytes += count
        unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: count) { raw in
            unsafe rawText.append(contentsOf: UnsafeBufferPointer(start: raw, count: count))
        }
    }

    private func closeScript() {
        guard !rawText.isEmpty else { return }
        page.scripts.append((String(decoding: rawText, as: UTF8.self), rawLine))
        rawText = []
    }

    // MARK: Text

    private func closePiece() {
        if words.count > pieceStart {
            pieces.append(String(decoding: words[pieceStart...], as: UTF8.self).count)
            if words.last != 32 { words.append(32) }
        }
        pieceStart = words.count
    }

    private func closeBlock() {
        closePiece()
        defer {
            words = []
            pieces = []
            pieceStart = 0
        }
        if words.last == 32 { words.removeLast() }
        if words.first == 32 { words.removeFirst() }
        guard !words.isEmpty else { return }
        let text = String(decoding: words, as: UTF8.self)
        if isInTitle, page.title.isEmpty { page.title = String(text.prefix(300)) }
        if let link, page.references[link].label.isEmpty { page.references[link].label = String(text.prefix(120)) }
        guard textBytes.count + words.count < SiteLimits.textBytes else {
            page.cut = "more than \(SiteLimits.textBytes) bytes of text"
            return
        }
        let start = textBytes.count
        textBytes += words
        page.blocks.append(
            Block(
                text: text, element: open.last { !Self.inline.contains($0) } ?? "", line: blockLine,
                range: start..<textBytes.count, pieces: pieces))
        textBytes.append(10)
    }

    private func finish() {
        closeBlock()
        closeScript()
        page.text = String(decoding: textBytes, as: UTF8.self)
    }

    // MARK: Elements

    private func note(_ name: String, _ attributes: [(name: String, value: String)], _ line: Int) {
        func value(_ name: String) -> String { Self.value(name, attributes) }
        let marks = attributes.filter { Self.isMark($0.name) }.map(\.value).joined(separator: " ")
        switch name {
        case "title": isInTitle = true
        case "a", "area":
            add(.link, value("href"), "", marks, line)
            link = name == "a" ? page.references.count - 1 : nil
            if page.references.isEmpty { link = nil }
        case "img", "image", "embed", "object":
            let source = ["src", "data-src", "data-original", "data", "href"].map(value).first { !$0.isEmpty } ?? ""
            add(.picture, source, value("alt") + " " + value("title"), marks, line)
        case "iframe", "frame": add(.frame, value("src"), value("name"), marks, line)
        case "script": add(.script, value("src"), "", "", line)
        case "link":
            let isIcon = value("rel").lowercased().contains("icon")
            add(isIcon ? .icon : .style, value("href"), "", "", line)
        case "meta": noteMeta(attributes, line)
        case "form":
            add(.form, value("action"), value("method"), marks, line)
            guard page.forms.count < SiteLimits.parts else { return }
            page.forms.append(Form(action: value("action"), method: value("method"), fields: [], line: line))
            form = page.forms.count - 1
        case "input", "select", "textarea", "button", "option": noteField(name, attributes, marks, line)
        default:
            if !marks.isEmpty, page.marks.count < SiteLimits.parts { page.marks.append((marks, line)) }
        }
        // Templates keep what is shown in attributes: <Tab label="买入">.
        for attribute in attributes where ["label", ":label", "aria-label", "alt", "title"].contains(attribute.name) {
            if attribute.value.utf8.contains(where: { $0 >= 0xE3 }) { show(attribute.value, line) }
        }
    }

    /// A short text of its own, as if it stood in the page.
    private func show(_ text: String, _ line: Int) {
        guard !text.isEmpty, text.utf8.count < 200 else { return }
        closeBlock()
        text.utf8CString.withUnsafeBufferPointer { unsafe take($0.baseAddress, $0.count - 1, line) }
        closeBlock()
    }

    private func noteMeta(_ attributes: [(name: String, value: String)], _ line: Int) {
        func value(_ name: String) -> String { Self.value(name, attributes) }
        let name = [value("name"), value("property"), value("http-equiv")].first { !$0.isEmpty } ?? ""
        guard !name.isEmpty, page.meta.count < SiteLimits.parts else { return }
        let content = value("content")
        page.meta.append((name.lowercased(), content))
        if name.lowercased() == "refresh", let at = Scan.range(of: "url=", in: Scan.lowercased(Array(content.utf8))) {
            add(.refresh, String(decoding: content.utf8.dropFirst(at.upperBound), as: UTF8.self), "", "", line)
        }
    }

    private func noteField(
        _ name: String, _ attributes: [(name: String, value: String)], _ marks: String, _ line: Int
    ) {
        func value(_ name: String) -> String { Self.value(name, attributes) }
        if let form, page.forms[form].fields.count < SiteLimits.parts, name != "option" {
            page.forms[form].fields.append((value("name"), value("value")))
        }
        // What a field says of itself is shown to the reader like text.
        let isHidden = value("type").lowercased() == "hidden"
        show(value("place" + "holder"), line)
        if !isHidden, name != "option" { show(value("value"), line) }
        if !marks.isEmpty, page.marks.count < SiteLimits.parts { page.marks.append((marks, line)) }
    }

    private func add(_ kind: Reference.Kind, _ address: String, _ label: String, _ marks: String, _ line: Int) {
        guard page.references.count < SiteLimits.parts else { return }
        page.references.append(
            Reference(kind: kind, address: address, label: label, marks: marks, line: line))
    }

    private static func isMark(_ name: String) -> Bool {
        name == "class" || name == "id" || name.hasPrefix("data-") || name == "onclick" || name == "name"
            || name == "title"
    }

    private static func value(_ name: String, _ attributes: [(name: String, value: String)]) -> String {
        attributes.first { $0.name == name }?.value ?? ""
    }

    private static func mix(_ hash: UInt64, _ text: String) -> UInt64 {
        var hash = hash
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        return hash
    }
}
