import WeirDomain
import WeirEngine

/// Whom a measure on an account touches, and what it costs them if it is wrong: counted from what the account did in
/// the last thirty days.
struct Collateral: Sendable {
    struct Side: Sendable {
        var count = 0
        var sum = Amount(minor: 0)
        var people = 0
        var strangers = 0
        var week = Amount(minor: 0)
    }

    let account: String
    var isKnown = false
    var isMerchant = false
    var payments = 0
    var incoming = Side()
    var outgoing = Side()
    var currency: Currency?
    /// Held payments and measures that are in force already.
    var inForce: [Measure] = []

    init(_ engine: borrowing Engine, _ account: String) {
        self.account = account
        guard let view = engine.account(account) else { return }
        isKnown = true
        isMerchant = view.kind == .merchant
        payments = view.payments
        currency = view.currency
        inForce = view.measures.filter { $0.state.isInForce }
        for window in view.windows {
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
    }

    /// What the measure takes from whom, in a panel of its own.
    func panel(_ kind: MeasureKind) -> HTML {
        section(Phrase("Whom it touches, and what it costs if it is wrong", "影响对象及误判代价")) {
            p { kind.effect }
            if isKnown {
                el("dl", .class("facts")) {
                    if kind != .stopCollection, kind != .limitCollection, kind != .warnPayer {
                        side(outgoing, Self.out)
                    }
                    side(incoming, Self.in)
                    el("dt") { Phrase("Regular counterparties", "长期往来对象") }
                    el("dd") {
                        number(regulars)
                        span(.class("quiet")) { Phrase(" not strangers to the account", " 非陌生对象") }
                    }
                    el("dt") { Phrase("Money stopped in a week", "每周受阻金额") }
                    el("dd") { money(week(kind), currency) }
                    el("dt") { Phrase("In force already", "已生效措施") }
                    el("dd") {
                        if inForce.isEmpty { span(.class("none")) { "–" } }
                        for measure in inForce { badge(measure.kind.phrase, measure.state.tone) }
                    }
                }
                p(.class("hint")) {
                    Phrase(
                        "Counted over the last 30 days; a wrong measure stops all of it until somebody lifts it.",
                        "按该账户最近 30 天统计；若误判，在解除之前以上往来全部受阻。")
                }
            } else {
                p(.class("quiet")) {
                    Phrase("No payment of this account has been seen.", "尚未见过该账户的支付。")
                }
            }
        }
    }

    private var regulars: Int {
        max(0, incoming.people - incoming.strangers) + max(0, outgoing.people - outgoing.strangers)
    }

    private func week(_ kind: MeasureKind) -> Amount {
        switch kind {
        case .suspendTransfers: Amount(minor: incoming.week.minor + outgoing.week.minor)
        default: incoming.week
        }
    }

    private static let `in` = Phrase("Money in, 30 days", "30 天转入")
    private static let out = Phrase("Money out, 30 days", "30 天转出")

    @HTMLBuilder
    private func side(_ side: Side, _ title: Phrase) -> HTML {
        el("dt") { title }
        el("dd") {
            money(side.sum, currency)
            span(.class("quiet")) {
                Phrase(
                    " in \(Written.count(side.count)) payments with \(Written.count(side.people)) people",
                    "，\(Written.count(side.count)) 笔，\(Written.count(side.people)) 个对象")
            }
        }
    }
}
