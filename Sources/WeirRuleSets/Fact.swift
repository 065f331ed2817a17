public import WeirDomain
import WeirRules

/// One thing that rules can see. Each has a name or a function in the language, and a slot in the feature vector.
public enum Fact: Hashable, Sendable {
    case payment(PaymentFact)
    case account(Side, AccountFact)
    /// How strongly a typology speaks for the account, 0 … 1000.
    case score(Side, Typology)
    /// What the indicators of a kind weigh for the account, in nats.
    case evidence(Side, EvidenceKind)
    case window(Side, WindowFact)
    /// The latest price of an asset in the payment's currency.
    case price(Asset)
    /// The n-th list of the set.
    case list(Int)

    /// Of the payment itself.
    public enum PaymentFact: String, CaseIterable, Sendable {
        case id, at, rail, channel, amount, minor, currency, remark, site, original, extra
        case merchantCategory = "merchant_category"
        /// No money has ever moved between the two.
        case isStranger = "is_stranger"
        /// The first payment from this payer to this payee.
        case isFirst = "is_first"
        case payerIP = "ip"

        var type: ValueType {
            switch self {
            case .id, .rail, .channel, .currency, .remark, .site, .original, .payerIP: .string
            case .at: .timestamp
            case .amount: .double
            case .minor, .merchantCategory: .int
            case .extra: .map(.string, .dyn)
            case .isStranger, .isFirst: .bool
            }
        }
    }

    /// Of one of its accounts.
    public enum AccountFact: String, CaseIterable, Sendable {
        case id, kind, device, city, age, payments
        case ageDays = "age_days"
        case firstSeen = "first_seen"
        /// Time since the account's payment before, either way.
        case sinceLast = "since_last"

        var isOfRecord: Bool {
            switch self {
            case .id, .kind, .device, .city: true
            case .age, .payments, .ageDays, .firstSeen, .sinceLast: false
            }
        }

        var type: ValueType {
            switch self {
            case .id, .kind, .device, .city: .string
            case .age, .sinceLast: .duration
            case .ageDays: .double
            case .payments: .int
            case .firstSeen: .timestamp
            }
        }
    }
}

extension Fact {
    /// What the record of a payment says in a slot, of itself and its two accounts, before anything is counted; the
    /// named facts have the same slots in every set.
    public static func ofRecord(at slot: Int) -> Fact? {
        guard slot < Catalogue.named.count, Catalogue.named[slot].fact.isOfRecord else { return nil }
        return Catalogue.named[slot].fact
    }

    /// Stands in the payment itself, or in whether its accounts have met: what filters of windows may ask for.
    var isOfRecord: Bool {
        switch self {
        case .payment: true
        case .account(_, let fact): fact.isOfRecord
        case .score, .evidence, .window, .price, .list: false
        }
    }

    /// The slot of a named fact.
    public static func slot(of side: Side, _ fact: AccountFact) -> Int? {
        Catalogue.named.firstIndex { $0.fact == .account(side, fact) }
    }
}

/// A figure over the payments of an account in one direction in the last so many seconds, the payment at hand included.
public struct WindowFact: Hashable, Sendable {
    public var isIncoming: Bool
    public var seconds: Int32
    /// Which payments count: a condition over what a payment says of itself and its accounts; empty for all.
    public var filter: String
    public var field: Field

    public enum Field: String, CaseIterable, Sendable {
        case count, sum, avg, min, max, stddev
        /// Different counterparties.
        case distinct
        /// Different remarks; payments without one are left out.
        case distinctRemarks = "distinct_remarks"
        /// Counterparties met for the first time in this direction, and persons never met before at all.
        case firstTime = "first_time"
        case strangers
        /// Which part of all payments the filter lets through.
        case share
        /// The window has counted for all of its length.
        case complete

        var type: ValueType {
            switch self {
            case .count, .distinct, .distinctRemarks, .firstTime, .strangers: .int
            case .complete: .bool
            default: .double
            }
        }
    }

    public var key: WindowKey { WindowKey(isIncoming: isIncoming, seconds: seconds, filter: filter) }
}

/// The payments that several figures are about.
public struct WindowKey: Hashable, Sendable {
    public var isIncoming: Bool
    public var seconds: Int32
    public var filter: String

    public init(isIncoming: Bool, seconds: Int32, filter: String) {
        self.isIncoming = isIncoming
        self.seconds = seconds
        self.filter = filter
    }
}

/// The facts that have names, in the order of their slots. Functions get the slots after them as they are asked for.
enum Catalogue {
    static let named: [(name: String, type: ValueType, fact: Fact)] = {
        var found: [(String, ValueType, Fact)] = []
        for fact in Fact.PaymentFact.allCases where fact != .payerIP {
            found.append(("payment.\(fact.rawValue)", fact.type, .payment(fact)))
        }
        for side in Side.allCases {
            for fact in Fact.AccountFact.allCases {
                found.append(("\(side.name).\(fact.rawValue)", fact.type, .account(side, fact)))
            }
            for typology in Typology.allCases {
                found.append(("\(side.name).score.\(typology.name)", .int, .score(side, typology)))
            }
            for kind in EvidenceKind.allCases {
                found.append(("\(side.name).evidence.\(kind.name)", .double, .evidence(side, kind)))
            }
        }
        found.append(("payer.ip", .string, .payment(.payerIP)))
        found.append(("site.host", .string, .payment(.site)))
        return found
    }()
}
