public import WeirDomain

/// A set of rules as the engine takes it: what a folder of YAML says, without its tests. A value that can be written as
/// bytes (`RuleSetBytes`) and read again anywhere.
public struct RuleSet: Hashable, Sendable {
    /// Small letters, digits and `-`.
    public var name: String
    /// What its authors call this state of it: `3`, `2026-11`.
    public var label: String
    public var owner: String
    public var lists: [RuleList]
    public var rules: [Rule]
    /// Tables in the place of the built-in ones; a typology without one keeps it.
    public var typologies: [TypologyTable]

    public init(
        name: String, label: String, owner: String, lists: [RuleList] = [], rules: [Rule] = [],
        typologies: [TypologyTable] = []
    ) {
        self.name = name
        self.label = label
        self.owner = owner
        self.lists = lists
        self.rules = rules
        self.typologies = typologies
    }

    /// Names exactly this content: `otc-crypto.3@9f31c2ab07d54e12`. A guard against mistakes, not against forgers; what
    /// went live stands in the journal byte for byte.
    public var version: String {
        let bytes = RuleSetBytes.encode(self)
        let hash = Hash64(seed: 0x5255_4C45_5345_5453)(bytes.span.bytes)
        let digits = String(hash, radix: 16)
        return "\(name).\(label)@" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Names of accounts, cities, categories and so on that rules look things up in: `payee.id in lists.watched`.
public struct RuleList: Hashable, Sendable {
    public var name: String
    public var entries: [String]

    public init(name: String, entries: [String]) {
        self.name = name
        self.entries = entries
    }
}

/// Which account of a payment is meant.
public enum Side: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case payer, payee

    public var name: String { self == .payer ? "payer" : "payee" }
}

/// One rule.
public struct Rule: Hashable, Sendable {
    public var id: String
    public var title: String
    /// Why it exists, for whoever meets it later.
    public var why: String
    /// The condition, in the rule language.
    public var when: String
    public var yields: [Yield]
    /// What the decision says, with parts in braces that are worked out: `{payment.amount} to an account of …`.
    public var reason: String
    /// The same in Chinese.
    public var reasonChinese: String
    public var owner: String
    public var references: [String]

    public init(
        id: String, title: String, why: String, when: String, yields: [Yield], reason: String, reasonChinese: String,
        owner: String, references: [String] = []
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.when = when
        self.yields = yields
        self.reason = reason
        self.reasonChinese = reasonChinese
        self.owner = owner
        self.references = references
    }

    /// What follows when the condition holds.
    public enum Yield: Hashable, Sendable {
        /// Joins what is known of an account, for one typology. Weighed like any indicator: the strongest of its kind
        /// counts, and nothing is suspended on one kind.
        case evidence(about: Side, typology: Typology, kind: EvidenceKind, milliNats: Int)
        /// The payment is decided at least as hard as this. `about` says for whose sake: who is told of a hold, and is
        /// put before people where payments are declined one after the other. Unsaid, a hold is the payee's, who does
        /// not get the money, and a decline is both sides'.
        case decision(Outcome, kind: EvidenceKind, about: Side? = nil)
        /// Puts a measure before a person; nothing happens until it is approved.
        case measure(about: Side, MeasureKind, kind: EvidenceKind)
    }
}
