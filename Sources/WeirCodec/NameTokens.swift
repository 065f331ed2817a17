/// Finds the names of fields where nothing but their quotes, a comma and a colon stands between two values: by one
/// look, wherever in a line they come.
struct NameTokens: ~Copyable {
    /// What stands between a value and that of a field: a quote, a comma, the name, a colon and a quote; by its first,
    /// its second and its last eight bytes.
    private struct Token: BitwiseCopyable {
        var first: UInt64
        var middle: UInt64
        var last: UInt64
        var length: Int
    }

    // By address: what is read for every field is neither copied nor counted.
    private let tokens = UnsafeMutablePointer<Token>.allocate(capacity: InputField.count)
    /// Fields, each where its name leads to.
    private let guesses = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

    init() {
        guesses.initialize(repeating: 0, count: 32)
        for field in InputField.allCases {
            let token = Array("\",\"\(field.name)\":\"".utf8)
            func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
            (tokens + field.rawValue).initialize(
                to: Token(
                    first: word(token.prefix(8)), middle: word(token.dropFirst(8).prefix(8)),
                    last: word(token.suffix(8)), length: token.count))
            guesses[Self.guess(word(token.dropFirst(3).prefix(8)))] = UInt8(field.rawValue)
        }
    }

    deinit {
        tokens.deallocate()
        guesses.deallocate()
    }

    /// The field whose name stands between the end of a value and the beginning of its own; -1 where there is none, or
    /// where it is not written tightly.
    /// - Parameter n: bytes of the line.
    @inline(__always)
    func field(_ p: UnsafeRawPointer, _ end: Int, value: Int, _ n: Int) -> Int {
        guard end &+ 11 <= n else { return -1 }
        let place = Int(guesses[Self.guess(p.loadUnaligned(fromByteOffset: end &+ 3, as: UInt64.self))])
        let token = tokens + place
        let length = token.pointee.length
        guard end &+ length == value,
            p.loadUnaligned(fromByteOffset: end, as: UInt64.self) == token.pointee.first,
            p.loadUnaligned(fromByteOffset: value &- 8, as: UInt64.self) == token.pointee.last,
            length <= 16 || p.loadUnaligned(fromByteOffset: end &+ 8, as: UInt64.self) == token.pointee.middle
        else { return -1 }
        return place
    }

    /// Where in `guesses` the field stands whose name begins with these eight bytes, up to a quote: another place for
    /// each name.
    @inline(__always)
    private static func guess(_ word: UInt64) -> Int {
        let quotes = word ^ 0x2222_2222_2222_2222
        let ends = (quotes &- 0x0101_0101_0101_0101) & ~quotes & 0x8080_8080_8080_8080
        let name = word & ((ends & (0 &- ends)) &- 1)
        return Int(truncatingIfNeeded: (name &* 0x9B81_0E76_6EC9_D287) &>> 59)
    }
}
