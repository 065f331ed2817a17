import WeirDomain

/// Runs of ASCII letters and digits in a text. Full-width ones count, invisible characters inside do not; `joining`
/// also leaves out up to three other fillers at a time.
struct AddressRuns {
    struct Run {
        var text: [UInt8] = []
        /// Where each character begins in the original.
        var places: [Int] = []
        var end = 0
        /// Shorter than what is looked at; a longer run is not kept in full.
        var isWhole = true

        var start: Int { places.first ?? end }
        var range: Range<Int> { start..<end }

        /// The bytes of some characters of a run.
        func span(_ range: Range<Int>) -> Range<Int> {
            let last = range.upperBound < places.count ? places[range.upperBound] : end
            // What was left out after the last character is no part of it.
            let width =
                range.upperBound < places.count
                ? min(last, places[range.upperBound - 1] + widths[range.upperBound - 1]) : end
            return places[range.lowerBound]..<width
        }

        var widths: [Int] = []
    }

    private let isJoining: Bool
    private var at = 0
    private var source: [UInt8] = []

    /// What a run holds at most; the longest address has 90 characters.
    private static let longest = 128
    private static let longestJoined = 512

    init(_ bytes: RawSpan, joining: Bool = false) {
        isJoining = joining
        source = bytes.array
    }

    mutating func next() -> Run? {
        let source = source
        let bytes = source.span.bytes
        var run = Run()
        var skipped = 0
        while at < bytes.byteCount {
            let (character, length) = bytes.character(at)
            if let letter = Self.letter(character) {
                if run.text.count < (isJoining ? Self.longestJoined : Self.longest) {
                    run.text.append(letter)
                    run.places.append(at)
                    run.widths.append(length)
                } else {
                    run.isWhole = false
                }
                run.end = at + length
                skipped = 0
            } else if !run.text.isEmpty, !Self.isInvisible(character) {
                skipped += 1
                guard isJoining, skipped <= 3, character < 0x2E80 || character >= 0xFF00 else { return run }
            }
            at += length
        }
        return run.text.isEmpty ? nil : run
    }

    private static func letter(_ character: UInt32) -> UInt8? {
        let ascii = (0xFF01...0xFF5E).contains(character) ? character - 0xFEE0 : character
        switch ascii {
        case 48...57, 65...90, 97...122: return UInt8(ascii)
        default: return nil
        }
    }

    private static func isInvisible(_ character: UInt32) -> Bool {
        switch character {
        case 0xAD, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F, 0x180E: true
        default: false
        }
    }
}
