import WeirDomain

/// What ends or falls due by itself, the earliest first. Entries are not taken out when what they are about changes:
/// whoever takes one asks whether it still holds.
struct Deadlines {
    enum About: UInt8 {
        case measure, caseWork, appeal
        /// Somebody's word about accounts on lists, of whichever lists.
        case list
        /// A wall around a case, and what is said before it comes down.
        case wall, wallEnding
        /// A notice that is to have reached its holder.
        case notice
        /// A case that somebody has put off.
        case postponed
    }

    struct Entry: Hashable {
        var at: Instant
        var about: About
        var number: Int

        /// Of one time: in the order of what and number, so that every run does the same.
        static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
            (a.at.milliseconds, a.about.rawValue, a.number) < (b.at.milliseconds, b.about.rawValue, b.number)
        }
    }

    /// A binary heap.
    private var heap: [Entry] = []

    var next: Instant? { heap.first?.at }

    mutating func add(_ at: Instant, _ about: About, _ number: Int) {
        heap.append(Entry(at: at, about: about, number: number))
        var child = heap.count - 1
        while child > 0, Entry.isBefore(heap[child], heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// The earliest that is due, taken out. What was noted twice is due once: after a restart it is noted once.
    mutating func take(until now: Instant) -> Entry? {
        guard let first = heap.first, first.at <= now else { return nil }
        while heap.first == first { removeFirst() }
        return first
    }

    private mutating func removeFirst() {
        let last = heap.removeLast()
        if heap.isEmpty { return }
        heap[0] = last
        sink()
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && Entry.isBefore(heap[child], heap[least]) {
                least = child
            }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
