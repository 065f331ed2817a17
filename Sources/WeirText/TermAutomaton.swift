/// Finds all ways of writing all words in one pass (Aho and Corasick, 1975) over the symbols of a text. A symbol stands
/// for all characters that look or sound alike, so that what is found here is a candidate to be looked at closely.
struct TermAutomaton: Sendable {
    private struct State {
        /// Children are neighbours, so that a state needs the first and their number only.
        var firstChild: Int32 = 0
        var children: UInt16 = 0
        var symbol: UInt16 = 0
        var fail: Int32 = 0
        /// The next shorter state that ends a word; 0 for none.
        var shorter: Int32 = 0
        var firstEnd: Int32 = 0
        var ends: UInt16 = 0
    }

    private var states: [State] = []
    /// First steps, by symbol: nearly every step of nearly every text is one.
    private var root: [Int32] = []
    private var ends: [Int32] = []

    /// Each path is a way of writing, in symbols from 1 to `symbols`; ends report its place in `paths`.
    init(_ paths: [[UInt16]], symbols: Int) {
        let sorted = paths.indices.sorted { paths[$0].lexicographicallyPrecedes(paths[$1]) }
        root = Array(repeating: 0, count: symbols + 1)
        states = [State()]
        layOut(paths, sorted)
        link()
    }

    /// Breadth first over ranges of the sorted paths that share a beginning.
    private mutating func layOut(_ paths: [[UInt16]], _ sorted: [Int]) {
        var ranges: [(range: Range<Int>, depth: Int)] = [(0..<sorted.count, 0)]
        var state = 0
        while state < states.count {
            var (range, depth) = ranges[state]
            states[state].firstEnd = Int32(ends.count)
            while let first = range.first, paths[sorted[first]].count == depth {
                ends.append(Int32(sorted[first]))
                states[state].ends += 1
                range = (first + 1)..<range.upperBound
            }
            states[state].firstChild = Int32(states.count)
            var at = range.lowerBound
            while at < range.upperBound {
                let symbol = paths[sorted[at]][depth]
                var end = at
                while end < range.upperBound, paths[sorted[end]][depth] == symbol { end += 1 }
                if state == 0 { root[Int(symbol)] = Int32(states.count) }
                states.append(State(symbol: symbol))
                states[state].children += 1
                ranges.append((at..<end, depth + 1))
                at = end
            }
            state += 1
        }
    }

    private mutating func link() {
        for state in states.indices {
            for offset in 0..<Int(states[state].children) {
                let child = Int(states[state].firstChild) + offset
                let fail = state == 0 ? 0 : step(Int(states[state].fail), states[child].symbol)
                states[child].fail = Int32(fail)
                states[child].shorter = states[fail].ends > 0 ? Int32(fail) : states[fail].shorter
            }
        }
    }

    @inline(__always)
    func step(_ from: Int, _ symbol: UInt16) -> Int {
        var state = from
        while state != 0 {
            var child = Int(states[state].firstChild)
            let end = child + Int(states[state].children)
            while child < end {
                if states[child].symbol == symbol { return child }
                child += 1
            }
            state = Int(states[state].fail)
        }
        return Int(root[Int(symbol)])
    }

    /// Calls `found` with the place of every path that ends in a state.
    @inline(__always)
    func ends(_ state: Int, _ found: (Int) -> Void) {
        var at = states[state].ends > 0 ? state : Int(states[state].shorter)
        while at != 0 {
            let first = Int(states[at].firstEnd)
            for end in first..<(first + Int(states[at].ends)) { found(Int(ends[end])) }
            at = Int(states[at].shorter)
        }
    }
}
