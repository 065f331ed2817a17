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
    /// The open script holds a part of the page, which another script will show.
    private var isTemplate = false
    private static let templates: Set<String> = ["text/x-template", "text/template", "text/html", "text/ng-template"]
    /// Pages that frames hold in an attribute.
    private var frames: [(text: String, line: Int)] = []
    private var hiding = Hiding()
    /// Which of the open elements hide what is in them, and what was hidden so far in the present block.
    private var hides: [Bool] = []
    private var hiddenCount = 0
    private var hidden: [UInt8] = []
    private var hiddenLine = 0
    /// Lists to choose from that began so far.
    private var lists = 0

    /// Elements that text flows through.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
        "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "img", "ruby", "rb", "rt", "rp",
    ]

    private init(_ address: String) { page = Page(address: address) }

    /// - Parameters:
    ///   - bytes: as they were sent.
    ///   - charset: of the HTTP header; empty where it says nothing.
    static func read(_ bytes: [UInt8], address: String, charset: String = "") -> Page {
        let reader = PageReader(address)
        let sent = Charset.utf8(bytes, declared: charset)
        let (source, code) = ServerTags.takenOut(of: sent)
        let (text, isLong) = LongTags.shortened(source)
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
        reader.page.template = TemplateTally.read(sent)
        reader.page.learned = LearnedReading.read(sent)
        reader.page.drawings = InlineDrawings.find(in: text)
        reader.readDecoded(charset)
        reader.showDrawn()
        switch result {
        case WEIR_HTML_DEEP:
            reader.page.cut = "elements nest deeper than \(SiteLimits.depth): below that they were read side by side"
        case WEIR_HTML_LONG: reader.page.cut = "more than \(SiteLimits.events) elements"
        case WEIR_HTML_BROKEN: reader.page.cut = "the page could not be read to its end"
        default: break
        }
        if isLong, reader.page.cut == nil {
            reader.page.cut = "a tag has more than \(LongTags.most) attributes: the rest was not read"
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
        border(name)
        let parent = pathHash[min(open.count, SiteLimits.depth - 1)]
        let hash = Self.mix(parent, name)
        if open.count < SiteLimits.depth {
            open.append(name)
            pathHash.append(hash)
            let hidesInside = isHiding(attributes)
            hides.append(hidesInside)
            if hidesInside { hiddenCount += 1 }
        } else if let last = open.indices.last {
            // As the parser does: it takes its parent's place. What the parent hides stays hidden until this ends.
            open[last] = name
            pathHash[last + 1] = hash
            if !hides[last], isHiding(attributes) {
                hides[last] = true
                hiddenCount += 1
            }
        }
        if page.shape.count < SiteLimits.parts { page.shape.append(Self.mix(hash, Self.value("class", attributes))) }
        note(name, attributes, line)
    }

    private func end(_ name: String, _ line: Int) {
        border(name)
        if let last = open.lastIndex(of: name) {
            hiddenCount -= hides[last...].count { $0 }
            hides.removeSubrange(last...)
            open.removeSubrange(last...)
            pathHash.removeSubrange((last + 1)...)
            if hiddenCount == 0 { closeHidden() }
        }
        switch name {
        case "a": link = nil
        case "form": form = nil
        case "title": isInTitle = false
        case "script": closeScript()
        case "style": closeStyle()
        default: break
        }
    }

    private func take(_ bytes: UnsafePointer<CChar>?, _ count: Int, _ line: Int) {
        guard let bytes else { return }
        if hiddenCount > 0 { return takeHidden(bytes, count, line) }
        if words.isEmpty { blockLine = line }
        unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: count) { raw in
            for byte in unsafe UnsafeBufferPointer(start: raw, count: count) {
                let isSpace = byte == 32 || (9...13).contains(byte)
                if !isSpace { words.append(byte) } else if let last = words.last, last != 32 { words.append(32) }
            }
        }
    }

    private func takeRaw(_ bytes: UnsafePointer<CChar>?, _ count: Int, _ line: Int) {
        guard let bytes, scriptBytes + count <= SiteLimits.scriptBytes else { return }
        if rawText.isEmpty { rawLine = line }
        scriptBytes += count
        unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: count) { raw in
            unsafe rawText.append(contentsOf: UnsafeBufferPointer(start: raw, count: count))
        }
    }

    private func closeStyle() {
        let before = (hiding.contents.count, hiding.pictures.count)
        hiding.read(rawText)
        rawText = []
        for text in hiding.contents[before.0...] { show(text, rawLine) }
        for address in hiding.pictures[before.1...] { add(.picture, address, "", "", rawLine) }
    }

    private func closeScript() {
        guard !rawText.isEmpty else { return }
        let text = String(decoding: rawText, as: UTF8.self)
        if isTemplate { frames.append((text, rawLine)) } else { page.scripts.append((text, rawLine)) }
        rawText = []
    }

    // MARK: Text

    /// Where an element begins or ends: one that stands in a line parts pieces, any other one blocks, hidden ones too.
    private func border(_ name: String) {
        guard !Self.inline.contains(name) else { return closePiece() }
        closeBlock()
        closeHidden()
    }

    private func closePiece() {
        if words.count > pieceStart {
            pieces.append(String(decoding: words[pieceStart...], as: UTF8.self).count)
            if words.last != 32 { words.append(32) }
        }
        pieceStart = words.count
    }

    // MARK: What is hidden

    private func isHiding(_ attributes: [(name: String, value: String)]) -> Bool {
        for (name, value) in attributes {
            if name == "hidden" || name == "style" && Hiding.hides(value) { return true }
            guard name == "class", !hiding.classes.isEmpty else { continue }
            for part in value.split(whereSeparator: \.isWhitespace) where hiding.classes.contains(String(part)) {
                return true
            }
        }
        return false
    }

    private func takeHidden(_ bytes: UnsafePointer<CChar>, _ count: Int, _ line: Int) {
        if hidden.isEmpty { hiddenLine = line }
        unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: count) { raw in
            unsafe hidden.append(contentsOf: UnsafeBufferPointer(start: raw, count: count))
        }
    }

    /// What was hidden is a block by itself: it does not break the words around it.
    private func closeHidden() {
        guard !hidden.isEmpty else { return }
        let text = String(decoding: hidden, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        hidden = []
        // Single characters are there to break words, not to be read.
        guard text.count >= 2, page.text.utf8.count + textBytes.count + text.utf8.count < SiteLimits.textBytes else {
            return
        }
        let start = textBytes.count
        textBytes += text.utf8
        page.blocks.append(
            Block(
                text: text, element: "", line: hiddenLine, range: start..<textBytes.count, pieces: [text.count],
                isHidden: true))
        textBytes.append(10)
    }

    /// What scripts make of their strings, and frames that hold their page in an attribute, are read as pages too.
    private func readDecoded(_ charset: String) {
        guard Self.nesting < 3 else { return }
        Self.$nesting.withValue(Self.nesting + 1) {
            var inner: [(text: String, line: Int)] = frames
            for (script, line) in page.scripts.prefix(200) {
                for address in ScriptDecoder.redirects(in: script) { add(.refresh, address, "", "", line) }
                for text in ScriptDecoder.parsed(in: script) { page.scripts.append((text, line)) }
                for text in ScriptDecoder.texts(in: script) {
                    if text.contains("<") {
                        inner.append((text, line))
                    } else {
                        page.scripts.append(("\"" + text.filter { $0 != "\"" } + "\"", line))
                    }
                }
            }
            for (text, line) in inner.prefix(100) {
                var made = Self.read(
                    Array(text.utf8.prefix(SiteLimits.inflatedBytes)), address: page.address, charset: "utf-8")
                for i in made.blocks.indices { made.blocks[i].line = line }
                page.absorb(made) { $0 }
            }
        }
    }

    /// Pages within pages within pages end somewhere.
    @TaskLocal private static var nesting = 0

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
        if pieces.count == 1 { pieces = Self.cells(text) ?? pieces }
        if isInTitle, page.title.isEmpty { page.title = String(text.prefix(300)) }
        if let link, page.references[link].label.isEmpty { page.references[link].label = String(text.prefix(120)) }
        guard textBytes.count + words.count < SiteLimits.textBytes else {
            page.cut = "more than \(SiteLimits.textBytes) bytes of text"
            return
        }
        let start = textBytes.count
        textBytes += words
        let element = open.last { !Self.inline.contains($0) } ?? ""
        page.blocks.append(
            Block(
                text: text, element: element, line: blockLine, range: start..<textBytes.count, pieces: pieces,
                list: element == "option" ? lists : 0))
        textBytes.append(10)
    }

    /// A line of short pieces with blanks between, numbers among them, is a row of a table, however it was drawn.
    static func cells(_ text: String) -> [Int]? {
        guard text.utf8.contains(where: { $0 >= 0xE3 }), text.utf8.count < 200 else { return nil }
        let parts = text.split(separator: " ")
        guard parts.count >= 5, parts.allSatisfy({ $0.count <= 12 }) else { return nil }
        guard parts.contains(where: { $0.utf8.contains { (48...57).contains($0) } }) else { return nil }
        return text.contains("。") || text.contains("，") ? nil : parts.map(\.count)
    }

    private func finish() {
        closeHidden()
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
        case "img", "image", "embed", "object", "source", "video":
            notePictures(attributes, value("alt") + " " + value("title"), marks, line)
            spell(value("alt"), line)
            for part in (value("srcset") + "," + value("data-srcset")).split(separator: ",").prefix(8) {
                if let address = part.split(separator: " ").first { add(.picture, String(address), "", marks, line) }
            }
        case "iframe", "frame": noteFrame(attributes, marks, line)
        case "script":
            add(.script, value("src"), "", "", line)
            isTemplate = Self.templates.contains(value("type").lowercased())
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
        case "use": noteDrawing(value("xlink:href") + " " + value("href"), marks, line)
        default:
            if !marks.isEmpty, page.marks.count < SiteLimits.parts { page.marks.append((marks, line, place)) }
        }
        for address in Hiding.addresses(value("style")) { add(.picture, address, "", marks, line) }
        // Templates keep what is shown in attributes: <Tab label="买入">, <van-submit-bar button-text="买入">.
        for attribute in attributes { for text in Self.boundTexts(attribute) { show(text, line) } }
        for attribute in attributes where Self.isShown(attribute.name, in: name) {
            guard attribute.name != "alt" || !Self.isCharacter(attribute.value) else { continue }
            if attribute.value.utf8.contains(where: { $0 >= 0xE3 }) { show(attribute.value, line) }
        }
    }

    /// A picture that stands for one character, in the line it stands in: the digits of a price, each of them drawn.
    private func spell(_ alt: String, _ line: Int) {
        guard hiddenCount == 0, Self.isCharacter(alt) else { return }
        if words.isEmpty { blockLine = line }
        words += alt.utf8
    }

    /// All sources that a picture names: what is shown at first often only keeps the room, until a script puts the
    /// picture of another attribute there.
    private func notePictures(
        _ attributes: [(name: String, value: String)], _ label: String, _ marks: String, _ line: Int
    ) {
        let plain: Set<String> = ["src", "data", "href", "xlink:href", "poster", "data-src", "data-original"]
        var sources: [String] = []
        for (name, value) in attributes where !value.isEmpty && sources.count < 6 && !sources.contains(value) {
            if plain.contains(name) || name.hasPrefix("data-") && Self.isPicture(value) { sources.append(value) }
        }
        add(.picture, sources.first ?? "", label, marks, line)
        for source in sources.dropFirst() { add(.picture, source, "", "", line) }
    }

    private func noteFrame(_ attributes: [(name: String, value: String)], _ marks: String, _ line: Int) {
        let (source, inside) = (Self.value("src", attributes), Self.value("srcdoc", attributes))
        add(.frame, source.hasPrefix("data:") ? "" : source, Self.value("name", attributes), marks, line)
        guard frames.count < 20 else { return }
        if !inside.isEmpty { frames.append((inside, line)) }
        guard source.hasPrefix("data:text/html"), let comma = source.firstIndex(of: ",") else { return }
        let body = source[source.index(after: comma)...]
        if source[..<comma].contains("base64") {
            if let bytes = DataAddress.base64(body.utf8) {
                frames.append((String(decoding: bytes, as: UTF8.self), line))
            }
        } else {
            frames.append((ScriptDecoder.unescaped(String(body)), line))
        }
    }

    /// A short text of its own, as if it stood in the page.
    private func show(_ text: String, _ line: Int) {
        guard !text.isEmpty, text.utf8.count < 200 else { return }
        closeBlock()
        text.utf8CString.withUnsafeBufferPointer { unsafe take($0.baseAddress, $0.count - 1, line) }
        closeBlock()
    }

    /// What render functions hand out, where nothing stood before they run.
    private func showDrawn() {
        guard page.text.utf8.count == textBytes.count else { return }
        let drawn = DrawnText.find(page)
        guard !drawn.isEmpty else { return }
        for (text, line) in drawn { show(text, line) }
        page.text = String(decoding: textBytes, as: UTF8.self)
        page.isDrawn = true
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

    /// A drawing by its name among those of the page: <use href="#icon-usdt">.
    private func noteDrawing(_ address: String, _ marks: String, _ line: Int) {
        let name = address.split(separator: "#").dropFirst().joined(separator: " ")
        guard !name.isEmpty || !marks.isEmpty, page.marks.count < SiteLimits.parts else { return }
        page.marks.append((marks + " " + name, line, place))
    }

    private func noteField(
        _ name: String, _ attributes: [(name: String, value: String)], _ marks: String, _ line: Int
    ) {
        func value(_ name: String) -> String { Self.value(name, attributes) }
        if name == "select" { lists += 1 }
        if let form, page.forms[form].fields.count < SiteLimits.parts, name != "option" {
            page.forms[form].fields.append((value("name"), value("value")))
        }
        // What a field says of itself is shown to the reader like text.
        let isHidden = value("type").lowercased() == "hidden"
        if Self.isFilled(name, value("type").lowercased()) { page.fieldsToFill += 1 }
        show(value("place" + "holder"), line)
        if !isHidden, name != "option" { show(value("value"), line) }
        if !marks.isEmpty, page.marks.count < SiteLimits.parts { page.marks.append((marks, line, place)) }
    }

    private func add(_ kind: Reference.Kind, _ address: String, _ label: String, _ marks: String, _ line: Int) {
        guard page.references.count < SiteLimits.parts else { return }
        page.references.append(
            Reference(kind: kind, address: address, label: label, marks: marks, line: line, place: place))
    }

    /// How much of the page's text was read.
    private var place: Int { textBytes.count + words.count }
}
