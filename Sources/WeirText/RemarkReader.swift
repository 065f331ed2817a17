import WeirDomain

/// What a remark says at a glance, from nothing to nearly sure.
public enum RemarkClass: UInt8, Comparable, Sendable, BitwiseCopyable {
    case none
    /// Six digits or an order number, as some boards ask for. Without weight: so do many honest shops.
    case reference
    case c
    case b
    case a

    public static func < (x: RemarkClass, y: RemarkClass) -> Bool { x.rawValue < y.rawValue }
}

/// A word of the trade in a remark.
public struct TermFound: Hashable, Sendable {
    /// Bytes of the original remark.
    public var span: Range<Int>
    public var termClass: TermClass
}

/// Reads remarks: undoes full-width, circled and mathematical letters, case, zero-width characters and inserted
/// symbols, then looks for words of the trade outside of innocent phrases.
public struct RemarkReader: Sendable {
    private let automaton: TermAutomaton

    public init() {
        automaton = TermAutomaton([
            (Lexicon.words(Lexicon.sure), .term(.a)), (Lexicon.words(Lexicon.doubtful), .term(.b)),
            (Lexicon.words(Lexicon.innocent), .innocent),
        ])
    }

    /// The remark's class; text that is not UTF-8 says nothing.
    public func classify(_ remark: RawSpan) -> RemarkClass {
        if Self.isDigits(remark) { return Self.isReference(remark) ? .reference : .none }
        switch terms(in: remark).map(\.termClass).max() {
        case .a: return .a
        case .b: return .b
        case .c: return .c
        case nil: return .none
        }
    }

    /// The words of the trade in a remark, with their places in the original.
    public func terms(in remark: RawSpan) -> [TermFound] {
        guard remark.byteCount > 0, let text = NormalText(remark) else { return [] }
        let matches = automaton.matches(text)
        guard matches.contains(where: { $0.meaning != .innocent }) else { return [] }
        let innocent = matches.filter { $0.meaning == .innocent }.map(\.range)
        return matches.compactMap { match in
            guard case .term(let termClass) = match.meaning else { return nil }
            // The longest match wins: a term inside an innocent phrase is part of it.
            let isSwallowed = innocent.contains { phrase in
                phrase.overlaps(match.range) && phrase.count > match.range.count
            }
            guard !isSwallowed else { return nil }
            return TermFound(span: span(match.range, text, remark), termClass: termClass)
        }
    }

    private func span(_ range: Range<Int>, _ text: NormalText, _ remark: RawSpan) -> Range<Int> {
        let start = Int(text.origins[range.lowerBound])
        let last = Int(text.origins[range.upperBound - 1])
        let lead = remark.byte(last)
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        return start..<min(remark.byteCount, last + length)
    }

    private static func isDigits(_ remark: RawSpan) -> Bool {
        for i in 0..<remark.byteCount where remark.byte(i) < 48 || remark.byte(i) > 57 { return false }
        return true
    }

    private static func isReference(_ remark: RawSpan) -> Bool {
        remark.byteCount == 6 || remark.byteCount >= 10
    }
}
