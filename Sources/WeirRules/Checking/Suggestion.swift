/// Guesses what a misspelt name was meant to be.
public enum Suggestion {
    /// `did you mean '…'?`; nil where no known name is near.
    public static func hint(for name: String, among known: [String]) -> String? {
        nearest(to: name, among: known).map { "did you mean '\($0)'?" }
    }

    /// The known name with the fewest typing errors between; nil where that is more than a third of its letters.
    static func nearest(to name: String, among known: [String]) -> String? {
        // Twice as long as any that is known, or longer: nothing is near, and its end is not looked for either.
        let longest = known.reduce(0) { max($0, $1.utf8.count) }
        guard name.utf8.count <= 2 * longest + 1 else { return nil }
        let letters = Array(name.lowercased().utf8.prefix(64))
        var best: (name: String, distance: Int)?
        // Sorted, so that equally near names always give the same suggestion.
        for candidate in known.filter({ isOfLength($0, letters.count) }).sorted() {
            let allowed = allowed(candidate, letters.count)
            let distance = distance(letters, Array(candidate.lowercased().utf8))
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        // A field that somebody else has is nearer than another field that takes several errors to write so.
        if let best, best.distance <= 1 { return best.name }
        return lastPart(name, known) ?? best?.name
    }

    private static func allowed(_ candidate: String, _ letters: Int) -> Int {
        max(1, min(letters, candidate.utf8.count) / 3)
    }

    private static func isOfLength(_ candidate: String, _ letters: Int) -> Bool {
        candidate.utf8.count <= 64 && abs(candidate.utf8.count - letters) <= allowed(candidate, letters)
    }

    /// A name that differs only in the part before its last dot, such as `payment.name` for `payee.name`.
    private static func lastPart(_ name: String, _ known: [String]) -> String? {
        let last = name.split(separator: ".").last.map(String.init) ?? name
        return known.filter { $0.hasSuffix("." + last) }.min()
    }

    /// Letters inserted, left out, changed or swapped with their neighbour.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            before = previous
            previous = row
        }
        return previous[b.count]
    }
}
