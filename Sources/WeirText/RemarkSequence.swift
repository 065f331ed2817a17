import WeirDomain

/// Words spread over several remarks of one account: "出", then "U"; or the first characters of remarks, one after the
/// other. Keeps the last few remarks and reads them together, forwards and backwards.
///
/// What it finds is doubtful at best (class B): most people's short remarks are short because they are.
public struct RemarkSequence: Sendable {
    /// Whole remarks that are short; and the first character of every remark.
    private var parts: [[UInt8]] = []
    private var firsts: [[UInt8]] = []
    private let finder = TermFinder.shared

    /// How many remarks are kept.
    public static let length = 8
    /// Longer remarks say what they say by themselves, and end a sequence of whole ones.
    public static let longestPart = 16
    /// Two first characters make too many words.
    private static let leastFirsts = 3

    public init() {}

    /// Takes the next remark; the word that it completes, if any. The span is that of the remarks put together.
    public mutating func take(_ remark: RawSpan) -> TermFound? {
        guard remark.byteCount > 0 else { return nil }
        if remark.byteCount <= Self.longestPart { Self.keep(remark.array, &parts) } else { parts.removeAll() }
        Self.keep(Array(remark.array.prefix(remark.character(0).length)), &firsts)
        let found =
            completed(parts, least: 2) ?? completed(parts.reversed(), least: 2)
            ?? completed(firsts, least: Self.leastFirsts) ?? completed(firsts.reversed(), least: Self.leastFirsts)
        if found != nil {
            parts.removeAll()
            firsts.removeAll()
        }
        return found
    }

    private static func keep(_ part: [UInt8], _ list: inout [[UInt8]]) {
        list.append(part)
        if list.count > length { list.removeFirst() }
    }

    /// A sure word made of whole parts, `least` of them or more.
    private func completed(_ parts: [[UInt8]], least: Int) -> TermFound? {
        guard parts.count >= least else { return nil }
        var borders = [0]
        var joined: [UInt8] = []
        for part in parts {
            joined += part
            borders.append(joined.count)
        }
        for var term in finder.read(joined.span.bytes, .remark).terms where term.termClass == .a {
            let ends = borders.filter { $0 >= term.span.lowerBound && $0 <= term.span.upperBound }
            guard ends.first == term.span.lowerBound, ends.last == term.span.upperBound, ends.count > least else {
                continue
            }
            term.termClass = .b
            term.evasions.insert(.sequence)
            return term
        }
        return nil
    }
}
