import WeirDomain

/// Reads remarks: undoes the ways of hiding words (see `Evasion`), then looks for words of the trade outside of
/// innocent phrases, for addresses, and for prices beside quantities. What a remark says depends on nothing but its
/// bytes.
public struct RemarkReader: Sendable {
    private var finder: TermFinder { TermFinder.shared }

    public init() {}

    /// Builds what is looked up, which takes some fifty milliseconds once; else the first remark waits for it.
    public static func prepare() { _ = TermFinder.shared }

    /// The remark's class.
    public func classify(_ remark: RawSpan) -> RemarkClass { min(.a, glance(remark)) }

    /// The remark's class; `address` where one with the right checksum stands in it.
    public func glance(_ remark: RawSpan) -> RemarkClass {
        guard remark.byteCount > 0 else { return .none }
        let reading = read(remark)
        return reading.hasAddress ? .address : reading.remarkClass
    }

    /// The words of the trade in a remark, with their places in the original.
    public func terms(in remark: RawSpan) -> [TermFound] { read(remark).terms }

    /// Everything that a remark says. For texts longer than a remark there is `PageReader`.
    public func read(_ remark: RawSpan) -> RemarkReading {
        if Self.isDigits(remark) {
            var reading = RemarkReading()
            reading.remarkClass = Self.isReference(remark) ? .reference : .none
            return reading
        }
        return finder.read(remark, .remark)
    }

    private static func isDigits(_ remark: RawSpan) -> Bool {
        for i in 0..<remark.byteCount where remark.byte(i) < 48 || remark.byte(i) > 57 { return false }
        return true
    }

    private static func isReference(_ remark: RawSpan) -> Bool {
        remark.byteCount == 6 || remark.byteCount >= 10
    }
}

extension TermFinder {
    /// Everything that a text of bounded length says.
    func read(_ bytes: RawSpan, _ setting: Pieces.Setting) -> RemarkReading {
        var reading = RemarkReading()
        let pieces = Pieces(bytes, table, setting)
        collect(pieces, bytes, into: &reading)
        if pieces.hasPictures {
            // A picture may be read, or stand between the characters of a word.
            collect(Pieces(bytes, table, setting, pictures: false), bytes, into: &reading)
        }
        if bytes.byteCount >= AddressReader.shortest, pieces.mayHoldAddress {
            let found = AddressReader(bytes, setting)
            reading.addresses = found.addresses
            reading.secrets = found.secrets
        }
        reading.tidy()
        reading.remarkClass = RemarkClass(reading.surest)
        return reading
    }

    private func collect(_ pieces: Pieces, _ bytes: RawSpan, into reading: inout RemarkReading) {
        var found = matches(pieces.list)
        if pieces.hasUnit { found += UnitReader(pieces: pieces.list).read() }
        if !found.isEmpty { reading.terms += standing(found, pieces.list) }
        if pieces.hasDigits || pieces.list.count > 3 && pieces.hasUnit {
            reading.deals += DealReader(pieces: pieces.list).read()
        }
    }

    /// Terms that no innocent phrase swallows: the longest match wins, and of two as long the one that begins first.
    private func standing(_ found: [Match], _ pieces: [Piece]) -> [TermFound] {
        let innocent = found.filter { $0.meaning == .innocent }.map(\.range)
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        return found.compactMap { match in
            guard case .term(let termClass, let topic) = match.meaning else { return nil }
            guard !isSwallowed(match, by: innocent) else { return nil }
            let span =
                pieces[match.range.lowerBound].range.lowerBound..<pieces[match.range.upperBound - 1].range.upperBound
            return TermFound(span: span, termClass: termClass, topic: topic, evasions: match.evasions)
        }
    }

    /// Phrases are no longer than this, so that few have to be looked at.
    private static let longestPhrase = 32

    private func isSwallowed(_ match: Match, by innocent: [Range<Int>]) -> Bool {
        var (low, high) = (0, innocent.count)
        while low < high {
            let middle = (low + high) / 2
            if innocent[middle].lowerBound < match.range.lowerBound - Self.longestPhrase {
                low = middle + 1
            } else {
                high = middle
            }
        }
        for phrase in innocent[low...] {
            guard phrase.lowerBound < match.range.upperBound else { return false }
            guard phrase.overlaps(match.range), phrase.count >= match.range.count else { continue }
            let isAsLong = phrase.count == match.range.count
            if !isAsLong || phrase.lowerBound < match.range.lowerBound { return true }
            if phrase == match.range, match.evasions.contains(.homophone) { return true }
        }
        return false
    }
}

extension RemarkReading {
    /// In order of place; of words at the same place, or inside a surer one, the surer one only.
    mutating func tidy() {
        guard !terms.isEmpty || !deals.isEmpty else { return }
        terms.sort {
            let (x, y) = ($0.span, $1.span)
            if x != y { return (x.lowerBound, y.upperBound) < (y.lowerBound, x.upperBound) }
            if $0.termClass != $1.termClass { return $0.termClass > $1.termClass }
            return $0.evasions.rawValue < $1.evasions.rawValue
        }
        var kept: [TermFound] = []
        for term in terms {
            if let last = kept.last, last.span.upperBound >= term.span.upperBound, last.termClass >= term.termClass {
                continue
            }
            kept.append(term)
        }
        terms = kept
        deals.sort { ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound) }
        deals = deals.enumerated().filter { $0.offset == 0 || deals[$0.offset - 1] != $0.element }.map(\.element)
    }
}
