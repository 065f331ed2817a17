/// Turns words into the ways of writing them.
struct TermCompiler {
    /// One character of one way of writing a word.
    struct Element: BitwiseCopyable {
        var plain: UInt32
        /// Only this character, not one that looks or sounds alike.
        var isExact = false
        var isHan = false

        var isDigit: Bool { plain >= 48 && plain <= 57 }
    }

    struct Variant {
        let word: Int
        let elements: [Element]
        let evasions: Evasion
        var traits: Word.Traits
        /// How many characters may be replaced by others of the same sound.
        let replaceable: Int
    }

    let reader: CharacterReader
    private(set) var words: [Word] = []
    private(set) var variants: [Variant] = []
    private let parts: [UInt32: [[UInt32]]]
    private let shapes: [UInt32: [UInt32]]
    private let near: [UInt32: [UInt32]]
    private static let coin: UInt32 = 0x5E01
    private static let mostSplits = 100

    init(_ reader: CharacterReader) {
        self.reader = reader
        var parts: [UInt32: [[UInt32]]] = [:]
        for (of, to) in LookAlikes.pairs(LookAlikes.split) {
            parts[Self.scalar(of), default: []] += to.map { $0.unicodeScalars.map(\.value) }
        }
        self.parts = parts
        shapes = Self.alternatives(LookAlikes.shapes)
        near = Self.alternatives(LookAlikes.near)
    }

    private static func scalar(_ character: Character) -> UInt32 { character.unicodeScalars.first?.value ?? 0 }

    private static func alternatives(_ list: String) -> [UInt32: [UInt32]] {
        var table: [UInt32: [UInt32]] = [:]
        for (of, to) in LookAlikes.pairs(list) {
            table[scalar(of), default: []] += to.joined().unicodeScalars.map(\.value)
        }
        return table
    }

    mutating func add(
        _ text: Substring, _ meaning: Word.Meaning, _ traits: Word.Traits = [], _ evasions: Evasion = []
    ) {
        let base = elements(text)
        guard !base.isEmpty else { return }
        let word = words.count
        let traits = text.contains("_") ? traits.union(.phrase) : traits
        words.append(Word(meaning: meaning, traits: traits))
        if meaning == .innocent {
            variants.append(Variant(word: word, elements: base, evasions: [], traits: traits, replaceable: 0))
            return
        }
        let han = base.count { $0.isHan }
        let isSpoken = traits.contains(.spoken) && han > 0
        let replaceable = isSpoken && base.count >= 3 ? min(han, base.count - 1) : 0
        func put(_ elements: [Element], _ way: Evasion, _ more: Word.Traits = [], replaceable: Int = 0) {
            variants.append(
                Variant(
                    word: word, elements: elements, evasions: evasions.union(way), traits: traits.union(more),
                    replaceable: replaceable))
        }
        put(base, [], replaceable: replaceable)
        guard !traits.contains(.exact) else { return }
        for way in splits(base) { put(way, .split) }
        guard isSpoken || traits.contains(.pinyin) else { return }
        for way in pinyin(base) { put(way, .pinyin, replaceable: max(0, replaceable - 1)) }
        if base.count == 2 {
            for way in replacing(base, near) { put(way, .homophone, .ends) }
        } else {
            for way in replacing(base, shapes) { put(way, .lookAlike) }
            if base.count <= 4 { for way in orders(base) { put(way, .order) } }
        }
    }

    /// The characters of a word in plain form.
    private func elements(_ text: Substring) -> [Element] {
        text.unicodeScalars.flatMap { reader.folds($0.value) }.map {
            Element(plain: $0.plain, isHan: $0.kind == .han)
        }
    }

    // MARK: Ways of writing

    /// Some characters, or all that can be, taken apart.
    private func splits(_ base: [Element]) -> [[Element]] {
        var ways: [[Element]] = [[]]
        for element in base {
            let choices = [[element]] + (element.isHan ? parts[element.plain] ?? [] : []).map { $0.map(exact) }
            // Long words with many ways of writing each character: the first of them will do.
            let few = ways.count * choices.count > Self.mostSplits ? Array(choices.prefix(2)) : choices
            ways = ways.flatMap { way in few.map { way + $0 } }
        }
        return Array(ways.dropFirst())
    }

    /// Some characters, or all, as their pinyin; 币 as a B too.
    private func pinyin(_ base: [Element]) -> [[Element]] {
        let places = base.indices.filter { base[$0].isHan && reader.syllable(base[$0].plain) != nil }
        guard !places.isEmpty, places.count <= 5 else { return [] }
        var ways: [[Element]] = []
        for choice in 1..<(1 << places.count) {
            var way: [Element] = []
            for (place, element) in base.enumerated() {
                let bit = places.firstIndex(of: place).map { choice & (1 << $0) != 0 } ?? false
                way += bit ? latin(reader.syllable(element.plain) ?? "") : [element]
            }
            ways.append(way)
        }
        if base.last?.plain == Self.coin { ways.append(base.dropLast() + latin("b")) }
        return ways
    }

    private func replacing(_ base: [Element], _ table: [UInt32: [UInt32]]) -> [[Element]] {
        base.indices.flatMap { place in
            (table[base[place].plain] ?? []).map { replace(base, place, [$0]) }
        }
    }

    /// Every other order of the characters of a coin's name.
    private func orders(_ base: [Element]) -> [[Element]] {
        guard base.last?.plain == Self.coin || base.count == 3, base.allSatisfy(\.isHan) else { return [] }
        let reversed = Array(base.reversed())
        guard base.count == 3 else { return [exact(reversed)] }
        let orders = [[2, 1, 0], [2, 0, 1], [0, 2, 1], [1, 0, 2], [1, 2, 0]]
        return orders.map { order in exact(order.map { base[$0] }) }
    }

    private func replace(_ base: [Element], _ place: Int, _ by: [UInt32]) -> [Element] {
        base[..<place] + by.map(exact) + base[(place + 1)...]
    }

    private func exact(_ plain: UInt32) -> Element { Element(plain: plain, isExact: true, isHan: plain > 0x2E80) }
    private func exact(_ elements: [Element]) -> [Element] { elements.map { exact($0.plain) } }
    private func latin(_ text: String) -> [Element] { text.unicodeScalars.map { Element(plain: $0.value) } }
}
