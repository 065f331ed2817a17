/// What makes pages alike: the template that they are made from, and the words that they show.
public struct PageLikeness: Hashable, Sendable {
    /// Simhash of the page's shape (elements, classes) and of its text.
    public var template: UInt64
    public var text: UInt64
    /// Hash of the whole text: equal texts are unchanged pages.
    public var exact: UInt64

    public init(_ page: Page) {
        template = Self.simhash(page.shape)
        var words: [UInt64] = []
        var all: UInt64 = 0xCBF2_9CE4_8422_2325
        for block in page.blocks {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in block.text.utf8 {
                // Numbers change from visit to visit; the words around them stay.
                let kept = (48...57).contains(byte) ? 48 : byte
                hash = (hash ^ UInt64(kept)) &* 0x0100_0000_01B3
                all = (all ^ UInt64(byte)) &* 0x0100_0000_01B3
            }
            words.append(hash)
        }
        text = Self.simhash(words)
        exact = all
    }

    /// Of 64 bits, how many two likenesses share in the worse of their halves.
    public func shared(with other: PageLikeness) -> (template: Int, text: Int) {
        (64 - (template ^ other.template).nonzeroBitCount, 64 - (text ^ other.text).nonzeroBitCount)
    }

    /// Made from one template: more than three bits apart is another one.
    public func isSameTemplate(_ other: PageLikeness) -> Bool {
        template != 0 && shared(with: other).template >= 61
    }

    static func simhash(_ features: [UInt64]) -> UInt64 {
        var counts = [Int](repeating: 0, count: 64)
        for feature in features {
            var mixed = (feature ^ (feature >> 31)) &* 0xBF58_476D_1CE4_E5B9
            mixed ^= mixed >> 29
            for bit in 0..<64 { counts[bit] += mixed >> UInt64(bit) & 1 == 1 ? 1 : -1 }
        }
        var out: UInt64 = 0
        for bit in 0..<64 where counts[bit] > 0 { out |= 1 << UInt64(bit) }
        return features.isEmpty ? 0 : out
    }
}
