/// A stretch of rendered text between the borders of blocks.
public struct Block: Sendable {
    /// As rendered, white space collapsed.
    public var text: String
    /// The element that it stands in: `p`, `td`, `button`.
    public var element: String
    /// Line of the source that it begins on.
    public var line: Int
    /// Bytes of `Page.text`.
    public var range: Range<Int>
    /// Lengths in characters of the pieces that inline elements cut it into.
    public var pieces: [Int]
    /// Nobody sees it: a style hides it. It may say what is sold, and excuses nothing.
    public var isHidden = false
    /// Which of the page's lists to choose from it stands in; 0 for none.
    public var list = 0
}

/// A link, script, frame or picture: where it leads, and what it says of itself.
public struct Reference: Sendable {
    public enum Kind: String, Sendable {
        case link, script, frame, picture, form, style, refresh, icon
    }
    public var kind: Kind
    public var address: String
    /// The words of a link, the alternative text of a picture.
    public var label: String
    /// Class and id, where pages name what an element is for.
    public var marks: String
    public var line: Int
    /// Bytes of the page's text before it, about: what has the same number stands side by side, without a word between.
    public var place = 0
}

/// A form with what it sends.
public struct Form: Sendable {
    public var action: String
    public var method: String
    /// Names and values of its fields, in order.
    public var fields: [(name: String, value: String)]
    public var line: Int
}

/// A page as it was read: text, links, forms, scripts, pictures. Nothing of it was run.
public struct Page: Sendable {
    /// Where it is from: an address, or the path of a saved file.
    public var address: String
    public var title = ""
    /// The rendered text: blocks, one a line.
    public var text = ""
    public var blocks: [Block] = []
    public var references: [Reference] = []
    public var forms: [Form] = []
    /// The text of scripts in the page, with the line each begins on.
    public var scripts: [(text: String, line: Int)] = []
    /// Class, id and data attributes of elements that are neither link nor picture.
    public var marks: [(text: String, line: Int, place: Int)] = []
    /// Meta tags: name or property, and content.
    public var meta: [(name: String, content: String)] = []
    /// A hash for each kind of path of elements: what makes two pages of one template alike.
    public var shape: [UInt64] = []
    /// SVG inside of the page that may be a code: many rectangles, or one path of many pieces.
    public var drawings: [(bytes: [UInt8], line: Int)] = []
    /// Lines read in the picture of the rendered page.
    public var seen: [String] = []
    /// What was left out, in words, because a limit was met.
    public var cut: String?
    /// Its words are those that its render functions hand out: nothing stood there before.
    var isDrawn = false
    /// What the names in it say, where nobody has filled it in.
    var template: TemplateTally?
    /// Which words it has that were learnt from pages of trade and from honest ones.
    var learned: LearnedReading?
    /// Fields that ask for something, whatever they are called.
    var fieldsToFill = 0

    public init(address: String) { self.address = address }

    /// Takes in what a frame of this page shows.
    /// - Parameter absolute: makes an address of the frame one that means the same here.
    public mutating func absorb(_ inner: Page, _ absolute: (String) -> String) {
        if cut == nil { cut = inner.cut }
        guard text.utf8.count + inner.text.utf8.count <= SiteLimits.textBytes else {
            cut = cut ?? "the text of its frames is more than \(SiteLimits.textBytes) bytes"
            return
        }
        let start = text.utf8.count
        text += inner.text
        let lists = blocks.map(\.list).max() ?? 0
        for var block in inner.blocks {
            if block.list > 0 { block.list += lists }
            block.range = (block.range.lowerBound + start)..<(block.range.upperBound + start)
            blocks.append(block)
        }
        for var reference in inner.references.prefix(SiteLimits.parts - min(SiteLimits.parts, references.count)) {
            if !reference.address.hasPrefix("data:") { reference.address = absolute(reference.address) }
            references.append(reference)
        }
        forms += inner.forms.prefix(SiteLimits.parts - min(SiteLimits.parts, forms.count))
        scripts += inner.scripts
        drawings += inner.drawings.prefix(SiteLimits.drawings - min(SiteLimits.drawings, drawings.count))
        marks += inner.marks.prefix(SiteLimits.parts - min(SiteLimits.parts, marks.count))
        if title.isEmpty { title = inner.title }
    }
}
