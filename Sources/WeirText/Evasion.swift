/// Ways of writing a word so that people still read it and filters do not. A finding says which were undone.
public struct Evasion: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Full-width, circled, squared and mathematical letters: ＵＳＤＴ, Ⓤ, 𝐔.
    public static let width = Evasion(rawValue: 1 << 0)
    /// Traditional and variant characters: 幣, 賣, 岀.
    public static let traditional = Evasion(rawValue: 1 << 1)
    /// Glyphs of other scripts, or of nearly the same shape: Cyrillic ВТС, U$DT, ㄩSDT, 比持币.
    public static let lookAlike = Evasion(rawValue: 1 << 2)
    /// Pictures: 🅱️, 🥞 for 大饼.
    public static let emoji = Evasion(rawValue: 1 << 3)
    /// Symbols, spaces or invisible characters between the characters of a word: 出·U, 比*特*币.
    public static let inserted = Evasion(rawValue: 1 << 4)
    /// Pinyin for characters: chu U, bi te bi.
    public static let pinyin = Evasion(rawValue: 1 << 5)
    /// The first letters only: btb.
    public static let initials = Evasion(rawValue: 1 << 6)
    /// Characters that sound the same: 比特必, 炮分.
    public static let homophone = Evasion(rawValue: 1 << 7)
    /// A character taken apart: 巾丿 for 币.
    public static let split = Evasion(rawValue: 1 << 8)
    /// Digits for letters, and numbers that say the trade without its words: 8TC, 1000u6.9.
    public static let digits = Evasion(rawValue: 1 << 9)
    /// Characters in another order: 币特比, U出.
    public static let order = Evasion(rawValue: 1 << 10)
}
