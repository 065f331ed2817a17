/// How surely a word belongs to the trade: A nearly sure, B needs context, C says nothing alone.
public enum TermClass: UInt8, Comparable, Sendable {
    case c = 1
    case b
    case a

    public static func < (x: TermClass, y: TermClass) -> Bool { x.rawValue < y.rawValue }
}

/// What a word is about.
public enum TermTopic: UInt8, Sendable {
    /// Coins and their nicknames.
    case asset
    /// Buying, selling, releasing.
    case trade
    /// Exchanges, wallets, guarantee markets.
    case venue
    /// Running points, mules, unlicensed settlement.
    case laundering
    /// What the other side is told to do so that nobody notices: no remark, split, another's card.
    case instruction
}

/// A word of the trade in a text.
public struct TermFound: Hashable, Sendable {
    /// Bytes of the original text, on borders of characters.
    public var span: Range<Int>
    public var termClass: TermClass
    public var topic: TermTopic
    /// What had to be undone to read it.
    public var evasions: Evasion
}

/// A word of the lexicon.
struct Word: Sendable {
    enum Meaning: Equatable, Sendable {
        case term(TermClass, TermTopic)
        case innocent
    }

    struct Traits: OptionSet, BitwiseCopyable, Sendable {
        let rawValue: UInt8
        /// Read in homophones, pinyin, parts and other orders as well.
        static let spoken = Traits(rawValue: 1)
        /// Compared letter by letter: no look-alikes, no accents dropped.
        static let exact = Traits(rawValue: 2)
        /// No Han character may follow at once: 出币 but not 出币种.
        static let ends = Traits(rawValue: 4)
        /// No Han character may come at once before.
        static let begins = Traits(rawValue: 8)
        /// Also in pinyin, though it has two characters only.
        static let pinyin = Traits(rawValue: 16)
        /// Something must have been left out between the characters.
        static let apart = Traits(rawValue: 32)
        /// Several Latin words, with spaces between them.
        static let phrase = Traits(rawValue: 64)
    }

    let meaning: Meaning
    let traits: Traits
}
