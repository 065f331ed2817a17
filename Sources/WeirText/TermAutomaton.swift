/// Finds all words of the lexicon in one pass (Aho and Corasick, 1975) over bytes.
struct TermAutomaton: Sendable {
    enum Meaning: Sendable, Equatable {
        case term(TermClass)
        case innocent
    }

    struct Match: Equatable {
        var range: Range<Int>
        var meaning: Meaning
    }

    private struct Word {
        let length: Int
        let meaning: Meaning
        let isLatin: Bool
    }

    /// Next state by state and byte.
    private var next: [Int32] = Array(repeating: 0, count: 256)
    /// The longest word that ends in a state, by index; -1 for none.
    private var word: [Int32] = [-1]
    /// The next shorter state that ends a word.
    private var shorter: [Int32] = [0]
    private var words: [Word] = []

    init(_ lists: [(words: [String], meaning: Meaning)]) {
        for (list, meaning) in lists {
            for text in list { insert(Array(text.utf8), meaning) }
        }
        link()
    }

    private mutating func insert(_ bytes: [UInt8], _ meaning: Meaning) {
        var state = 0
        for byte in bytes {
            let slot = state * 256 + Int(byte)
            if next[slot] == 0 {
                next[slot] = Int32(word.count)
                next += Array(repeating: 0, count: 256)
                word.append(-1)
                shorter.append(0)
            }
            state = Int(next[slot])
        }
        // A word in two lists keeps its first meaning: the surest.
        guard word[state] < 0 else { return }
        word[state] = Int32(words.count)
        words.append(Word(length: bytes.count, meaning: meaning, isLatin: bytes.allSatisfy { $0 < 0x80 }))
    }

    /// Failure links, breadth first, folded into the table of next states.
    private mutating func link() {
        var fail = [Int32](repeating: 0, count: word.count)
        var queue: [Int] = []
        for byte in 0..<256 where next[byte] != 0 { queue.append(Int(next[byte])) }
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            let back = Int(fail[state])
            shorter[state] = word[back] >= 0 ? Int32(back) : shorter[back]
            for byte in 0..<256 {
                let slot = state * 256 + byte
                if next[slot] != 0 {
                    fail[Int(next[slot])] = next[back * 256 + byte]
                    queue.append(Int(next[slot]))
                } else {
                    next[slot] = next[back * 256 + byte]
                }
            }
        }
    }

    /// Every match, innocent ones included, that respects word borders of Latin terms.
    func matches(_ text: NormalText) -> [Match] {
        var found: [Match] = []
        var state = 0
        for (i, byte) in text.bytes.enumerated() {
            state = Int(next[state * 256 + Int(byte)])
            var at = word[state] >= 0 ? state : Int(shorter[state])
            while at != 0 {
                let entry = words[Int(word[at])]
                let range = (i + 1 - entry.length)..<(i + 1)
                if !entry.isLatin || isWord(range, text) { found.append(Match(range: range, meaning: entry.meaning)) }
                at = Int(shorter[at])
            }
        }
        return found
    }

    /// A Latin term stands alone: no letter touches it, not even across an inserted symbol on one side only.
    private func isWord(_ range: Range<Int>, _ text: NormalText) -> Bool {
        func isLetter(_ c: UInt8) -> Bool { (97...122).contains(c) }
        let before = range.lowerBound - 1
        if before >= 0, isLetter(text.bytes[before]), !text.gaps[range.lowerBound] { return false }
        let after = range.upperBound
        return after >= text.bytes.count || !isLetter(text.bytes[after]) || text.gaps[after]
    }
}
