import WeirDomain
import WeirEngine

/// Whom a measure touches, and what it costs them if it is wrong: counted from what the account did in thirty days, or
/// from what came over the site.
struct Collateral: Sendable {
    struct Side: Sendable {
        var count = 0
        var sum = Amount(minor: 0)
        var people = 0
        var strangers = 0
        var week = Amount(minor: 0)
    }

    let kind: MeasureKind
    /// The account, or the host of a site.
    let subject: String
    var isKnown = false
    var incoming = Side()
    var outgoing = Side()
    var currency: Currency?
    /// What was known of the site, for a measure on one.
    var site: SiteView?
    /// Other measures that are in force already.
    var inForce: [Measure] = []
    /// The days are counted up to here, where a measure has stopped the money since; `nil` where they end now.
    var until: Instant?
    /// What the measures that are in force have stopped.
    var stopped = StoppedMoney()

    /// - Parameter measure: the measure itself, once there is one.
    init(_ engine: borrowing Engine, _ subject: String, _ kind: MeasureKind, measure: Measure? = nil) {
        self.kind = kind
        self.subject = subject
        let all = engine.measures(on: subject).filter { $0.state.isInForce }
        inForce = all.filter { $0.number != measure?.number }
        for measure in all { stopped.add(engine.stopped[measure.number]) }
        if kind == .blockSite {
            site = engine.site(subject)
            isKnown = (site?.payments ?? 0) > 0
            currency = site?.currency
            return
        }
        // Since a measure has stopped the money nothing moves: what it costs is what moved before.
        until = all.filter { $0.kind.stopsMoney }.map(\.at).min()
        guard let view = engine.account(subject, asOf: until) else { return }
        isKnown = true
        currency = view.currency
        for window in view.windows { take(window) }
    }

    init(_ engine: borrowing Engine, of measure: Measure) {
        self.init(engine, measure.account, measure.kind, measure: measure)
    }

    private mutating func take(_ window: AccountView.WindowView) {
        var side = window.direction == "in" ? incoming : outgoing
        if window.window == "30d" {
            side.count = window.count
            side.sum = window.sum
            side.people = window.counterparties
            side.strangers = window.strangers
        }
        if window.window == "7d" { side.week = window.sum }
        if window.direction == "in" { incoming = side } else { outgoing = side }
    }

    var regulars: Int {
        max(0, incoming.people - incoming.strangers) + max(0, outgoing.people - outgoing.strangers)
    }

    /// What does not move any more in a week; `nil` for what stops nothing, or one payment.
    var week: Amount? {
        switch kind {
        case .suspendTransfers: Amount(minor: incoming.week.minor.saturatingAdd(outgoing.week.minor))
        case .stopCollection, .limitCollection: incoming.week
        case .warnPayer, .holdPayment, .blockSite: nil
        }
    }
}

extension MeasureKind {
    /// Whether an account's money stands still while it is in force.
    fileprivate var stopsMoney: Bool { self == .suspendTransfers || self == .stopCollection }
}

extension StoppedMoney {
    /// Together with what another measure has stopped.
    fileprivate mutating func add(_ other: StoppedMoney?) {
        guard let other else { return }
        let all = other.sums.reduce(into: sums) { all, sum in
            all[sum.key] = all[sum.key, default: 0].saturatingAdd(sum.value)
        }
        self = StoppedMoney(payments: payments + other.payments, sums: all)
    }
}
