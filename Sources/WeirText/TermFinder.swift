/// The lexicon, compiled, and the search for its words.
final class TermFinder: Sendable {
    /// The same for everybody, built at first use.
    static let shared = TermFinder()

    let table: FoldTable
    private let words: [Word]
    private let ways: [Way]
    private let elements: [TermCompiler.Element]
    private let automaton: TermAutomaton

    /// A way of writing a word, without arrays of its own: nothing is counted while texts are read.
    struct Way: BitwiseCopyable {
        let word: Int32
        let first: Int32
        let count: Int32
        let replaceable: Int32
        let evasions: UInt16
        let traits: Word.Traits
    }

    /// A word found, in pieces.
    struct Match {
        var range: Range<Int>
        var meaning: Word.Meaning
        var evasions: Evasion
    }

    private init() {
        let reader = CharacterReader()
        var compiler = TermCompiler(reader)
        Lexicon.fill(&compiler)
        var table = FoldTable(reader)
        var numbers: [UInt32: UInt16] = [:]
        let paths = compiler.variants.map { variant in
            variant.elements.map { element in
                let symbol = reader.symbol(element.plain)
                if let known = numbers[symbol] { return known }
                let number = UInt16(numbers.count + 1)
                numbers[symbol] = number
                return number
            }
        }
        table.number({ numbers[$0] ?? 0 }, reader)
        self.table = table
        words = compiler.words
        var elements: [TermCompiler.Element] = []
        ways = compiler.variants.map { variant in
            defer { elements += variant.elements }
            return Way(
                word: Int32(variant.word), first: Int32(elements.count), count: Int32(variant.elements.count),
                replaceable: Int32(variant.replaceable), evasions: variant.evasions.rawValue, traits: variant.traits)
        }
        self.elements = elements
        automaton = TermAutomaton(paths, symbols: numbers.count)
    }

    /// Words of the trade and innocent phrases, as they end, without regard to each other.
    func matches(_ pieces: [Piece]) -> [Match] {
        var found: [Match] = []
        var state = 0
        for i in pieces.indices {
            state = automaton.step(state, pieces[i].symbol)
            guard state != 0 else { continue }
            automaton.ends(state) { place in
                let way = ways[place]
                let range = (i + 1 - Int(way.count))..<(i + 1)
                guard let evasions = read(way, pieces, range) else { return }
                found.append(Match(range: range, meaning: words[Int(way.word)].meaning, evasions: evasions))
            }
        }
        return found
    }

    // MARK: A closer look

    /// What was undone to read a way of writing at a place; `nil` where it does not stand there after all.
    private func read(_ way: Way, _ pieces: [Piece], _ range: Range<Int>) -> Evasion? {
        var reading = Reading(evasions: Evasion(rawValue: way.evasions))
        for place in range {
            let element = elements[Int(way.first) + place - range.lowerBound]
            guard reading.take(element, pieces[place], isFirst: place == range.lowerBound) else { return nil }
        }
        let isTerm = words[Int(way.word)].meaning != .innocent
        guard isTerm else { return reading.replaced == 0 && reading.disguised == 0 ? reading.evasions : nil }
        guard reading.replaced <= Int(way.replaceable), reading.isPlausible(way) else { return nil }
        guard reading.disguised == 0 || isPlausible(reading, pieces, range) else { return nil }
        if reading.spaces == range.count - 1, !way.traits.contains(.phrase) { reading.evasions.insert(.inserted) }
        return borders(way, pieces, range) ? reading.evasions : nil
    }

    private struct Reading {
        var evasions: Evasion
        /// Characters of the same sound.
        var replaced = 0
        /// Letters of another shape, and digits for letters.
        var disguised = 0
        var digits = 0
        var letters = 0
        var gaps = 0
        var spaces = 0

        /// One character, where the symbols agree.
        mutating func take(_ element: TermCompiler.Element, _ piece: Piece, isFirst: Bool) -> Bool {
            if !isFirst, piece.gap != .none {
                guard piece.gap != .wide else { return false }
                gaps += 1
                if piece.gap == .space { spaces += 1 }
                if piece.gap == .symbols || element.isHan { evasions.insert(.inserted) }
            }
            evasions.formUnion(Evasion(rawValue: UInt16(piece.marks)))
            if element.isHan {
                guard piece.plain != element.plain else { return true }
                guard !element.isExact, piece.kind == .han else { return false }
                evasions.insert(.homophone)
                replaced += 1
                return true
            }
            letters += 1
            guard piece.plain != element.plain else { return true }
            // A digit of a word may be an O for a zero, and nothing else.
            let isDigit = element.isDigit
            guard !element.isExact, !isDigit || element.plain == 48 && piece.plain == 111 else { return false }
            disguised += 1
            if piece.digit != nil { digits += 1 }
            evasions.insert(piece.digit == nil ? .lookAlike : .digits)
            return true
        }

        func isPlausible(_ way: Way) -> Bool {
            if way.traits.contains(.exact), disguised > 0 { return false }
            if way.traits.contains(.apart), gaps == 0 { return false }
            // A Latin word is spaced out letter by letter, or not at all: "b t c", but not "bit by bit".
            let isSound = !Evasion(rawValue: way.evasions).isDisjoint(with: [.pinyin, .initials])
            let isWord = letters == Int(way.count) && !isSound
            guard isWord, gaps > 0 else { return true }
            if way.traits.contains(.phrase) { return gaps < letters - 1 }
            return gaps == letters - 1 || letters > 3 && spaces == 0
        }
    }

    /// Digits for letters: at most half of the word, and neither end of it may belong to a number.
    private func isPlausible(_ reading: Reading, _ pieces: [Piece], _ range: Range<Int>) -> Bool {
        guard reading.digits > 0 else { return true }
        guard reading.digits * 2 <= reading.letters else { return false }
        let (first, last) = (pieces[range.lowerBound], pieces[range.upperBound - 1])
        if first.digit != nil, range.lowerBound > 0, pieces[range.lowerBound - 1].kind == .digit { return false }
        // "usd7" is an amount.
        if last.digit != nil, reading.letters <= 4 { return false }
        if last.digit != nil, range.upperBound < pieces.count, pieces[range.upperBound].kind == .digit { return false }
        return reading.letters > 3 || first.plain == 56 || first.plain == 48
    }

    /// Latin words stand alone; some Chinese ones must not be followed, or preceded, by more.
    private func borders(_ way: Way, _ pieces: [Piece], _ range: Range<Int>) -> Bool {
        let first = elements[Int(way.first)]
        let last = elements[Int(way.first) + Int(way.count) - 1]
        if range.lowerBound > 0 {
            let before = pieces[range.lowerBound - 1]
            let isAttached = pieces[range.lowerBound].isAttached
            if isAttached, !first.isHan, before.isLetter { return false }
            if isAttached, first.isDigit, before.kind == .digit { return false }
            if isAttached, way.traits.contains(.begins), before.kind == .han { return false }
        }
        guard range.upperBound < pieces.count else { return true }
        let after = pieces[range.upperBound]
        if after.isAttached, !last.isHan, after.isLetter { return false }
        if after.isAttached, last.isDigit, after.kind == .digit { return false }
        return !(after.isAttached && way.traits.contains(.ends) && after.kind == .han)
    }
}
