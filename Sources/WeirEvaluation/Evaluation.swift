public import WeirCodec
public import WeirDomain

/// What alerts say against what is true: recall, delay and money by role, false alerts by kind of honest account.
///
/// An account counts as restricted from its first alert line whose measures contain `suspend_transfers`,
/// `limit_collection` or `stop_collection`. Buyers stand apart: they are neither honest nor bad.
public struct Evaluation: Sendable {
    public static let restricting = ["suspend_transfers", "limit_collection", "stop_collection"]

    /// The bad roles, by name.
    public private(set) var roles: [RoleFigures] = []
    /// Honest accounts by kind; ordinary people and shops (no kind) first.
    public private(set) var honest: [HonestFigures] = []
    public private(set) var buyers = HonestFigures(kind: "buyer")
    public private(set) var curves: [RecallCurve] = []
    public private(set) var sites: SiteFigures
    public let traffic: Traffic
    public private(set) var alertLines: Int
    /// Accounts that alerts name and labels do not; they count nowhere.
    public private(set) var unknown: [String] = []
    public private(set) var missed: [MissedAccount] = []
    public private(set) var wronged: [WrongedAccount] = []

    /// How many missed and wronged accounts are named.
    public static let named = 200

    /// - Parameter traffic: from the payments where they are given, otherwise without any.
    public init(labels: [AccountLabel], alerts: [AlertLine], traffic: Traffic) {
        self.traffic = traffic
        alertLines = alerts.count
        sites = SiteFigures(alerts, traffic)
        let verdicts = Verdict.all(alerts)
        let known = Set(labels.map(\.account))
        unknown = verdicts.keys.filter { !known.contains($0) }.sorted()
        var byRole: [String: RoleFigures] = [:]
        var byKind: [String: HonestFigures] = [:]
        // In the order of the file: nothing here depends on a dictionary's order.
        for label in labels {
            let verdict = verdicts[label.account]
            switch label.role {
            case .honest(let kind):
                byKind[kind, default: HonestFigures(kind: kind)].add(verdict)
                if let verdict, verdict.restricted != nil { wronged.append(WrongedAccount(label, verdict)) }
            case .buyer: buyers.add(verdict)
            case .bad(let typology):
                let trail = traffic.trail(of: label)
                byRole[typology, default: RoleFigures(role: typology)].add(label, verdict, trail)
                if verdict?.restricted == nil { missed.append(MissedAccount(label, verdict, trail)) }
            }
        }
        roles = byRole.values.sorted { $0.role < $1.role }
        for i in roles.indices { roles[i].sort() }
        honest = byKind.values.sorted { $0.kind < $1.kind }
        curves = RecallCurve.all(labels, verdicts)
    }

    public var honestAccounts: Int { honest.reduce(0) { $0 + $1.accounts } }
    public var honestAlerted: Int { honest.reduce(0) { $0 + $1.alerted } }
    public var honestRestricted: Int { honest.reduce(0) { $0 + $1.restricted } }
    public var badAccounts: Int { roles.reduce(0) { $0 + $1.accounts } }
    public var badRestricted: Int { roles.reduce(0) { $0 + $1.restricted } }

    /// How many of 100,000 honest accounts a month (30 days); `nil` where the period is not known.
    public func perHundredThousandAMonth(_ share: Share) -> RateInterval? {
        guard let days = traffic.days, days > 0 else { return nil }
        let scale = 100_000 * 30 / days
        let interval = share.wilson
        return RateInterval(rate: share.value * scale, low: interval.low * scale, high: interval.high * scale)
    }

    public var falseAlerts: RateInterval? { perHundredThousandAMonth(Share(honestAlerted, of: honestAccounts)) }
    public var falseMeasures: RateInterval? { perHundredThousandAMonth(Share(honestRestricted, of: honestAccounts)) }
}

/// What the alert lines say of one account.
struct Verdict: Sendable {
    var alerted: Instant
    var restricted: Instant?
    var measure = ""
    /// The typology on which the account was restricted.
    var ground = ""
    var explanation = ""
    var paymentsBefore: Int?
    var highest = 0
    /// The highest score by typology.
    var scores: [(typology: String, score: Int)] = []

    static func all(_ alerts: [AlertLine]) -> [String: Verdict] {
        var verdicts: [String: Verdict] = [:]
        for alert in alerts where !alert.account.isEmpty {
            verdicts[alert.account, default: Verdict(alerted: alert.at)].take(alert)
        }
        return verdicts
    }

    private mutating func take(_ alert: AlertLine) {
        alerted = min(alerted, alert.at)
        highest = max(highest, alert.score)
        guard let measure = Evaluation.restricting.first(where: alert.measures.contains) else { return }
        guard restricted.map({ alert.at < $0 }) ?? true else { return }
        restricted = alert.at
        self.measure = measure
        ground = alert.typology
        explanation = alert.explanation
        paymentsBefore = alert.paymentsBefore
    }
}

/// A bad account on which no measure was taken.
public struct MissedAccount: Hashable, Sendable {
    public let account: String
    public let role: String
    public let wasAlerted: Bool
    public let highestScore: Int
    /// From the first day of its role on; `nil` without payments.
    public let payments: Int?

    init(_ label: AccountLabel, _ verdict: Verdict?, _ trail: Trail?) {
        account = label.account
        role = label.role.text
        wasAlerted = verdict != nil
        highestScore = verdict?.highest ?? 0
        payments = trail?.payments.count
    }
}

/// An honest account on which a measure was taken.
public struct WrongedAccount: Hashable, Sendable {
    public let account: String
    public let role: String
    public let measure: String
    public let typology: String
    public let at: Instant
    public let explanation: String

    init(_ label: AccountLabel, _ verdict: Verdict) {
        account = label.account
        role = label.role.text
        measure = verdict.measure
        typology = verdict.ground
        at = verdict.restricted ?? verdict.alerted
        explanation = verdict.explanation
    }
}
