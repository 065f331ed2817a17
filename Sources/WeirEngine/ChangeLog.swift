public import WeirDomain

/// Numbers of entries in the order in which they were made or changed, so that whoever follows a book reads only what
/// is new. It takes four bytes for each change, next to the hundred and more that the journal has of it; it is in no
/// snapshot.
struct ChangeLog {
    private var numbers: [UInt32] = []

    mutating func note(_ number: Int) { numbers.append(UInt32(truncatingIfNeeded: number)) }

    /// The entries changed after a mark, each once, oldest change first, and the mark to go on from.
    func numbers(after mark: Int, limit: Int) -> (numbers: [Int], next: Int) {
        let from = min(max(0, mark), numbers.count)
        let to = min(numbers.count, from + max(0, limit))
        // Asked by key only: its order never shows.
        var seen: Set<UInt32> = []
        var found: [Int] = []
        for number in numbers[from..<to] where seen.insert(number).inserted { found.append(Int(number)) }
        return (found, to)
    }

    var end: Int { numbers.count }
}

/// What has changed in a book since somebody last looked.
public struct Changes<Entry: Sendable>: Sendable {
    /// The entries as they are now; each once.
    public var entries: [Entry]
    /// Where to go on.
    public var next: Int
    /// Whether there is more.
    public var hasMore: Bool
}

extension Engine {
    /// Cases that were opened or changed after a mark; 0 begins with the first.
    public func cases(changedAfter mark: Int, limit: Int) -> Changes<Case> {
        let log = book.cases.changes
        let (numbers, next) = log.numbers(after: mark, limit: limit)
        return Changes(entries: numbers.compactMap { book.cases[$0] }, next: next, hasMore: next < log.end)
    }

    /// Measures that were made or changed after a mark; 0 begins with the first.
    public func measures(changedAfter mark: Int, limit: Int) -> Changes<Measure> {
        let log = book.measures.changes
        let (numbers, next) = log.numbers(after: mark, limit: limit)
        return Changes(entries: numbers.compactMap { book.measures[$0] }, next: next, hasMore: next < log.end)
    }

    /// The case of a number.
    public func oneCase(_ number: Int) -> Case? { book.cases[number] }

    /// The measure of a number.
    public func measure(_ number: Int) -> Measure? { book.measures[number] }
}
