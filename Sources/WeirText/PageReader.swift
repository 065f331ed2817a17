import WeirDomain

/// Reads long texts such as pages, in linear time and little memory: window by window, each with a margin on both
/// sides, so that no word and no address is lost at a border.
public struct PageReader: Sendable {
    private let finder = TermFinder.shared

    /// Bytes of a window, and of the margin on each side: more than the longest word with all its fillers.
    private static let window = 32_768
    private static let margin = 4_096

    public init() {}

    /// What a page says. Beyond `Limits.pageBytes` nothing is read; beyond `Limits.findings` of a kind nothing is kept,
    /// though everything counts for the class. `isCut` tells of both.
    public func read(_ page: RawSpan) -> RemarkReading {
        var reading = RemarkReading()
        let end = min(page.byteCount, Limits.pageBytes)
        reading.isCut = page.byteCount > end
        var from = 0
        while from < end {
            let to = min(end, from + Self.window)
            let start = page.border(max(0, from - Self.margin))
            let stop = page.border(min(end, to + Self.margin))
            take(finder.read(page.extracting(start..<max(start, stop)), .page), start, from..<to, &reading)
            from = to
        }
        return reading
    }

    /// Keeps what begins in the window itself.
    private func take(_ part: RemarkReading, _ offset: Int, _ window: Range<Int>, _ reading: inout RemarkReading) {
        func moved(_ span: Range<Int>) -> Range<Int>? {
            let span = (span.lowerBound + offset)..<(span.upperBound + offset)
            return window.contains(span.lowerBound) ? span : nil
        }
        var inside = RemarkReading()
        for var term in part.terms {
            guard let span = moved(term.span) else { continue }
            term.span = span
            inside.terms.append(term)
        }
        for var address in part.addresses {
            guard let span = moved(address.span) else { continue }
            address.span = span
            inside.addresses.append(address)
        }
        for var deal in part.deals {
            guard let span = moved(deal.span) else { continue }
            deal.span = span
            inside.deals.append(deal)
        }
        inside.secrets = part.secrets.compactMap(moved)
        reading.remarkClass = max(reading.remarkClass, RemarkClass(inside.surest))
        reading.isCut = keep(inside.terms, \.terms, &reading) || reading.isCut
        reading.isCut = keep(inside.addresses, \.addresses, &reading) || reading.isCut
        reading.isCut = keep(inside.deals, \.deals, &reading) || reading.isCut
        // Secrets are all kept: one that is not blacked out would be shown.
        reading.secrets += inside.secrets
    }

    private func keep<T>(
        _ more: [T], _ list: WritableKeyPath<RemarkReading, [T]>, _ reading: inout RemarkReading
    ) -> Bool {
        let room = max(0, Limits.findings - reading[keyPath: list].count)
        reading[keyPath: list] += more.prefix(room)
        return more.count > room
    }
}

extension RawSpan {
    /// The nearest border of a character at or before a place.
    fileprivate func border(_ place: Int) -> Int {
        guard place < byteCount else { return byteCount }
        var at = place
        while at > 0, place - at < 4, byte(at) & 0xC0 == 0x80 { at -= 1 }
        return at
    }
}
