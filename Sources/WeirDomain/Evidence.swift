/// Kinds of evidence. Two indicators are independent only if their kinds differ.
public enum EvidenceKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Amounts that follow a board price.
    case price
    /// Strangers, one way or both.
    case people
    /// Money that passes through.
    case flow
    /// Amounts told apart by a few cents.
    case cents
    case rhythm
    /// Shared device, address, card; successor.
    case identity
    case merchant
    case site
    case list
    case text
    case model

    public var name: String { Self.names[Int(rawValue)] }
    private static let names = allCases.map { "\($0)" }

    /// What somebody writes, and what a fitted model says, support a finding but are never one of its two legs.
    public var countsTowardsTwo: Bool { self != .text && self != .model }
}

/// Several kinds of evidence.
public struct EvidenceKinds: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public init(_ kind: EvidenceKind) { self.init(rawValue: 1 << UInt16(kind.rawValue)) }

    /// Those that there will be as well.
    public static let all = EvidenceKinds(rawValue: .max)

    /// How many of them count towards the two that a finding needs.
    public var independent: Int { EvidenceKind.allCases.count { $0.countsTowardsTwo && contains(Self($0)) } }

    public var names: [String] { EvidenceKind.allCases.filter { contains(Self($0)) }.map(\.name) }
}

/// One observed fact about an account, with its weight for a typology.
public struct IndicatorReading: Hashable, Sendable {
    /// Stable code such as `price_lattice`.
    public var code: String
    public var kind: EvidenceKind
    /// The indicator's own figure in thousandths, e.g. the share of amounts on the lattice.
    public var value: Int
    /// Log-likelihood ratio for the typology against ordinary life, in thousandths of a nat.
    public var weight: Int
    /// Sequence numbers of the payments that carry it, newest last.
    public var evidence: [UInt64]
    /// A plain sentence naming what was seen.
    public var text: String
    /// The same in Chinese where a rule says it in both; empty otherwise.
    public var textChinese: String

    public init(
        code: String, kind: EvidenceKind, value: Int, weight: Int, evidence: [UInt64], text: String,
        textChinese: String = ""
    ) {
        self.textChinese = textChinese
        self.code = code
        self.kind = kind
        self.value = value
        self.weight = weight
        self.evidence = evidence
        self.text = text
    }

    /// With the Chinese text in the place of the English one, where there is one.
    public var inChinese: IndicatorReading {
        var reading = self
        if !textChinese.isEmpty { reading.text = textChinese }
        return reading
    }
}

/// A named pattern of trade.
public enum Typology: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case otcDealer
    case runningPoints
    case exchangeGateway
    case collector
    case fourthPartySite
    case successor

    public var name: String {
        switch self {
        case .otcDealer: "otc_dealer"
        case .runningPoints: "running_points"
        case .exchangeGateway: "exchange_gateway"
        case .collector: "collector"
        case .fourthPartySite: "fourth_party_site"
        case .successor: "successor"
        }
    }
}

/// How strongly one typology speaks: 0 … 1000, a thousand times the probability that the evidence gives it.
public struct TypologyScore: Hashable, Sendable {
    public var typology: Typology
    public var score: Int

    public init(typology: Typology, score: Int) {
        self.typology = typology
        self.score = score
    }
}
