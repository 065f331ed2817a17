import WeirDomain
import WeirEngine

/// The collateral of a measure on a page.
extension Collateral {
    /// What the measure takes from whom, in a panel of its own.
    var panel: HTML {
        section(Phrase("Whom it touches, and what it costs if it is wrong", "影响对象及误判代价")) {
            p { kind.effect }
            if kind == .blockSite {
                ofSite
            } else if isKnown {
                ofAccount
            } else {
                p(.class("wrong")) {
                    Phrase(
                        "No payment of this account has been seen. Is it the right one?", "尚未见过该账户的支付，请核对账户。")
                }
            }
        }
    }

    // MARK: An account

    @HTMLBuilder private var ofAccount: HTML {
        el("dl", .class("facts")) {
            if kind != .stopCollection, kind != .limitCollection, kind != .warnPayer {
                side(outgoing, Phrase("Money out, 30 days", "30 天转出"))
            }
            side(incoming, Phrase("Money in, 30 days", "30 天转入"))
            el("dt") { Phrase("Regular counterparties", "长期往来对象") }
            el("dd") {
                number(regulars)
                span(.class("quiet")) { Phrase(" not strangers to the account", " 非陌生对象") }
            }
            if let week {
                el("dt") { Phrase("Money stopped in a week", "每周受阻金额") }
                el("dd") { money(week, currency) }
            }
            standing
        }
        p(.class("hint")) { counted }
    }

    private func side(_ side: Side, _ title: Phrase) -> HTML {
        el("dt") { title }
            + el("dd") {
                money(side.sum, currency)
                span(.class("quiet")) {
                    Phrase(
                        " in \(Written.plural(side.count, "payment", "payments")) with "
                            + Written.plural(side.people, "person", "people"),
                        "，\(Written.count(side.count)) 笔，\(Written.count(side.people)) 个对象")
                }
            }
    }

    /// What is in force already, and what has come of it.
    @HTMLBuilder private var standing: HTML {
        if stopped.payments > 0 {
            el("dt") { Phrase("Stopped so far", "迄今受阻") }
            el("dd") {
                money(Amount(minor: currency.flatMap { stopped.sums[$0] } ?? 0), currency)
                span(.class("quiet")) {
                    Phrase(
                        " in \(Written.plural(stopped.payments, "payment", "payments"))",
                        "，\(Written.count(stopped.payments)) 笔")
                }
            }
        }
        el("dt") { Phrase("In force already", "已生效措施") }
        el("dd") {
            if inForce.isEmpty { span(.class("none")) { Written.none } }
            for measure in inForce {
                a(Link("/console/measures", measure.number)) { badge(measure.kind.phrase, measure.state.tone) }
                " "
            }
        }
    }

    private var counted: Phrase {
        if until != nil {
            return Phrase(
                "Counted over the 30 days before money was stopped; what was tried since stands as stopped so far.",
                "按资金受阻之前的 30 天统计；此后被拒绝的计入“迄今受阻”。")
        }
        if week == nil {
            return Phrase("Counted over the last 30 days.", "按该账户最近 30 天统计。")
        }
        return Phrase(
            "Counted over the last 30 days; a wrong measure stops all of it until somebody lifts it.",
            "按该账户最近 30 天统计；若误判，在解除之前以上往来全部受阻。")
    }

    // MARK: A site

    @HTMLBuilder private var ofSite: HTML {
        if !isKnown {
            p(.class("wrong")) {
                Phrase(
                    "No payment over this site has been seen. Is it the right host?", "尚未见过经该网站的支付，请核对主机名。")
            }
        }
        el("dl", .class("facts")) {
            el("dt") { Phrase("Payments over it", "经该网站的支付") }
            el("dd") {
                number(Int(site?.payments ?? 0))
                if let last = site?.lastPaid {
                    span(.class("quiet")) { Phrase(", the last ", "，最近 ") }
                    moment(last)
                }
            }
            el("dt") { Phrase("Money over it", "经该网站的金额") }
            el("dd") { money(site?.money ?? Amount(minor: 0), currency) }
            el("dt") { Phrase("Accounts that it pays", "收款账户") }
            el("dd") { payees(site?.payees ?? []) }
            standing
        }
        p(.class("hint")) {
            Phrase(
                "Counted since the site was first seen, over the host and all below it. Every payment over it is "
                    + "declined, an honest shop's as well.",
                "自首次发现该网站起统计，含其全部子域名。封停后经该网站的支付一律被拒绝，包括正当商家的。")
        }
    }

    /// Those that are known by name; more than so many are not kept of a site.
    @HTMLBuilder
    private func payees(_ accounts: [String]) -> HTML {
        if accounts.isEmpty { span(.class("none")) { Written.none } }
        for account in accounts.prefix(8) {
            a(Link("/console/accounts", account)) { code(account) }
            " "
        }
        if accounts.count > 8 {
            span(.class("quiet")) { Phrase("and \(accounts.count - 8) more", "等共 \(accounts.count) 个") }
        }
    }
}
