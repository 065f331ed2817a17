import Foundation
import WeirSites

/// What a browser shows of a page, as HTML again: what stands there after all scripts have run, in frames and shadow
/// roots and before and behind elements as well; without what nobody sees.
struct PageSnapshot {
    struct Rare: Decodable, Sendable {
        var index: [Int]
        var value: [Int]?

        /// By node.
        var table: [Int: Int] { Dictionary(zip(index, value ?? index)) { first, _ in first } }
    }

    struct Nodes: Decodable, Sendable {
        var parentIndex: [Int]
        var nodeType: [Int]
        var nodeName: [Int]
        var attributes: [[Int]]
        var inputValue: Rare?
        var contentDocumentIndex: Rare?
        var currentSourceURL: Rare?
    }

    struct Layout: Decodable, Sendable {
        var nodeIndex: [Int]
        var styles: [[Int]]
        var bounds: [[Double]]
        var text: [Int]
    }

    struct Document: Decodable, Sendable {
        var documentURL: Int
        var title: Int
        var nodes: Nodes
        var layout: Layout
        var contentWidth: Double?
        var contentHeight: Double?
    }

    /// In this order in `Layout.styles`.
    static let styles = ["display", "visibility", "opacity", "font-size", "color", "background-color"]

    private let documents: [Document]
    private let strings: [String]
    private var out: [UInt8] = []
    private var pieces: [(x: Double, y: Double, width: Double, height: Double, text: String)] = []
    private static let mostDocuments = 30

    init(_ documents: [Document], _ strings: [String]) {
        self.documents = documents
        self.strings = strings
    }

    var address: String { documents.first.map { string($0.documentURL) } ?? "" }
    var height: Double { documents.first?.contentHeight ?? 0 }

    private func string(_ index: Int) -> String { strings.indices.contains(index) ? strings[index] : "" }

    /// - Returns: HTML in UTF-8.
    mutating func html() -> [UInt8] {
        guard let first = documents.first else { return [] }
        out = Array("<!doctype html><meta charset=\"utf-8\"><title>\(Self.escaped(string(first.title)))</title>".utf8)
        write(0, depth: 0)
        for line in lines() { put("<div>\(Self.escaped(line))</div>") }
        return out
    }

    // MARK: One document

    /// What is known of a node on the screen.
    private struct Shown {
        var style: [Int]
        var bounds: [Double]
        var text: Int
    }

    private mutating func write(_ number: Int, depth: Int) {
        guard documents.indices.contains(number), depth < Self.mostDocuments else { return }
        let document = documents[number]
        let nodes = document.nodes
        var children: [[Int]] = Array(repeating: [], count: nodes.nodeType.count)
        var roots: [Int] = []
        for (node, parent) in nodes.parentIndex.enumerated() where node < children.count {
            if children.indices.contains(parent) { children[parent].append(node) } else { roots.append(node) }
        }
        var shown: [Int: Shown] = [:]
        let layout = document.layout
        for (i, node) in layout.nodeIndex.enumerated()
        where i < layout.styles.count && i < layout.bounds.count && i < layout.text.count && shown[node] == nil {
            shown[node] = Shown(style: layout.styles[i], bounds: layout.bounds[i], text: layout.text[i])
        }
        let frames = nodes.contentDocumentIndex?.table ?? [:]
        let values = nodes.inputValue?.table ?? [:]
        let sources = nodes.currentSourceURL?.table ?? [:]
        // A stack instead of calls: pages nest as deep as they like.
        var work: [(node: Int, isEnd: Bool, opacity: Double, background: String)] =
            roots.reversed().map { ($0, false, 1, "rgb(255, 255, 255)") }
        while let step = work.popLast(), out.count < SiteLimits.inflatedBytes {
            let name = nodes.nodeName.indices.contains(step.node) ? string(nodes.nodeName[step.node]).lowercased() : ""
            let place = shown[step.node]
            if step.isEnd {
                put("</\(Self.tag(name, place.map { string($0.style.first ?? -1) }))>")
                continue
            }
            var (opacity, background) = (step.opacity, step.background)
            if let place, place.style.count >= 6 {
                let isElement = nodes.nodeType[step.node] == 1
                if isElement {
                    opacity *= Double(string(place.style[2])) ?? 1
                    let own = string(place.style[5])
                    if !own.hasSuffix(", 0)") { background = own }
                }
                if place.text >= 0, isSeen(place, opacity, background) {
                    let text = string(place.text)
                    put(Self.escaped(text))
                    if text.count <= 3, place.bounds.count == 4 {
                        pieces.append((place.bounds[0], place.bounds[1], place.bounds[2], place.bounds[3], text))
                    }
                }
            }
            if nodes.nodeType[step.node] == 1,
                !["script", "style", "noscript", "head"].contains(name) || name == "head"
            {
                open(nodes, step.node, name, place, values[step.node], sources[step.node])
                work.append((step.node, true, opacity, background))
                if let frame = frames[step.node] {
                    put("<div>")
                    write(frame, depth: depth + 1)
                    put("</div>")
                }
            } else if nodes.nodeType[step.node] == 1 {
                continue
            }
            for child in children[step.node].reversed() { work.append((child, false, opacity, background)) }
        }
    }

    private static let flowing: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
        "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "img",
    ]
    private static let kept: Set<String> = [
        "a", "img", "button", "label", "input", "select", "option", "form", "textarea",
    ]

    /// The element that stands for what the style makes of this one: a span shown as a block is a block.
    private static func tag(_ name: String, _ display: String?) -> String {
        guard !name.isEmpty, name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) }) else {
            return (display ?? "").hasPrefix("inline") ? "span" : "div"
        }
        if name == "a" || name == "img" || kept.contains(name) { return name }
        guard let display, !display.isEmpty else { return name }
        let isInline = display.hasPrefix("inline")
        return isInline ? (flowing.contains(name) ? name : "span") : (flowing.contains(name) ? "div" : name)
    }

    private mutating func open(
        _ nodes: Nodes, _ node: Int, _ name: String, _ place: Shown?, _ value: Int?, _ source: Int?
    ) {
        put("<\(Self.tag(name, place.map { string($0.style.first ?? -1) }))")
        let flat = nodes.attributes.indices.contains(node) ? nodes.attributes[node] : []
        for i in stride(from: 0, to: flat.count - 1, by: 2).prefix(64) {
            let key = string(flat[i]).lowercased()
            guard !key.isEmpty, !key.hasPrefix("on") || key == "onclick",
                key.utf8.allSatisfy({ $0 > 32 && $0 < 127 && ![34, 39, 47, 60, 61, 62].contains($0) }),
                !(key == "src" && source != nil), !(key == "value" && value != nil)
            else { continue }
            put(" \(key)=\"\(Self.escaped(string(flat[i + 1])))\"")
        }
        if let source { put(" src=\"\(Self.escaped(string(source)))\"") }
        if let value { put(" value=\"\(Self.escaped(string(value)))\"") }
        put(">")
    }

    /// Whether somebody would see a text: it has a size, a place on the page, and another colour than what is behind.
    private func isSeen(_ place: Shown, _ opacity: Double, _ background: String) -> Bool {
        guard place.bounds.count == 4, place.bounds[2] > 1, place.bounds[3] > 1 else { return false }
        guard place.bounds[0] + place.bounds[2] > 0, place.bounds[1] + place.bounds[3] > 0 else { return false }
        guard string(place.style[1]) == "visible", opacity > 0.05 else { return false }
        let size = Double(string(place.style[3]).prefix { $0.isNumber || $0 == "." }) ?? 16
        guard size >= 4 else { return false }
        return Self.differ(string(place.style[4]), background)
    }

    private static func differ(_ a: String, _ b: String) -> Bool {
        let (one, two) = (channels(a), channels(b))
        guard one.count >= 3, two.count >= 3 else { return true }
        if one.count == 4, one[3] < 0.05 { return false }
        return zip(one, two).prefix(3).reduce(0) { $0 + abs($1.0 - $1.1) } >= 12
    }

    private static func channels(_ colour: String) -> [Double] {
        guard let open = colour.firstIndex(of: "("), colour.hasPrefix("rgb") else { return [] }
        return colour[colour.index(after: open)...].split { ", )/".contains($0) }.compactMap { Double($0) }
    }

    // MARK: What stands beside each other

    /// Words whose letters are elements of their own, put where they belong by their style: read as they stand.
    private func lines() -> [String] {
        var rows: [[Int]] = []
        for i in pieces.indices.sorted(by: { (pieces[$0].y, pieces[$0].x) < (pieces[$1].y, pieces[$1].x) }) {
            if let last = rows.last?.first, abs(pieces[last].y - pieces[i].y) < pieces[last].height / 2 {
                rows[rows.count - 1].append(i)
            } else {
                rows.append([i])
            }
        }
        var found: [String] = []
        for row in rows {
            var word = ""
            var end = -Double.infinity
            for i in row.sorted(by: { pieces[$0].x < pieces[$1].x }) {
                let piece = pieces[i]
                if piece.x - end > piece.height * 0.8, !word.isEmpty {
                    found.append(word)
                    word = ""
                }
                word += piece.text.filter { !$0.isWhitespace }
                end = piece.x + piece.width
            }
            found.append(word)
        }
        return found.filter { $0.count >= 4 }.prefix(1_000).map(\.self)
    }

    private mutating func put(_ text: String) { out += text.utf8 }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
