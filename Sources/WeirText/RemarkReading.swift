/// What a remark says at a glance, from nothing to nearly sure.
public enum RemarkClass: UInt8, Comparable, Sendable, BitwiseCopyable {
    case none
    /// Six digits or an order number, as some boards ask for. Without weight: so do many honest shops.
    case reference
    case c
    case b
    case a
    /// As sure as A, by an address whose checksum is right. Only `glance` tells it from A.
    case address

    public static func < (x: RemarkClass, y: RemarkClass) -> Bool { x.rawValue < y.rawValue }

    init(_ termClass: TermClass?) {
        switch termClass {
        case .a: self = .a
        case .b: self = .b
        case .c: self = .c
        case nil: self = .none
        }
    }
}

/// Everything that a text says about the trade, with places in the original.
public struct RemarkReading: Hashable, Sendable {
    public var remarkClass = RemarkClass.none
    /// Words, in order of their places.
    public var terms: [TermFound] = []
    public var addresses: [AddressFound] = []
    public var deals: [DealFound] = []
    /// Places of private keys, to be blacked out before anybody is shown the text.
    public var secrets: [Range<Int>] = []
    /// More was found than is kept.
    public var isCut = false

    public init() {}

    /// What the other side is told, so that nothing shows: "no remark", "split it".
    public var instructions: [TermFound] { terms.filter { $0.topic == .instruction } }

    /// An address whose checksum is right.
    public var hasAddress: Bool { addresses.contains { $0.check == .full } }

    public var evasions: Evasion { terms.reduce(into: []) { $0.formUnion($1.evasions) } }

    /// The surest of what was found. A doubtful word beside a price and a quantity is doubtful no more.
    var surest: TermClass? {
        if !secrets.isEmpty { return .a }
        let best = [terms.map(\.termClass).max(), addresses.map(\.termClass).max(), deals.map(\.termClass).max()]
            .compactMap { $0 }.max()
        let isDealt = !deals.isEmpty && terms.contains { $0.termClass == .b && $0.topic != .instruction }
        return isDealt ? .a : best
    }
}
