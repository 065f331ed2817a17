import WeirDomain
import WeirEngine

// What a rule has done of late.

extension RulePage {
    /// Payments on which it held.
    func lately(_ deeds: RuleDeeds) -> HTML {
        section(Phrase("Lately", "近期命中")) {
            p {
                Phrase(
                    "Among the latest \(Written.count(RuleDeeds.among)) decisions other than plain allows "
                        + "\(Written.plural(deeds.paymentCount, "names", "name")) it, and "
                        + "\(Written.plural(deeds.alertCount, "alert", "alerts")) of the latest "
                        + "\(Written.count(RuleDeeds.among)).",
                    "最近 \(Written.count(RuleDeeds.among)) 个非直接放行的决策中有 \(Written.count(deeds.paymentCount)) 个、"
                        + "最近 \(Written.count(RuleDeeds.among)) 个预警中有 \(Written.count(deeds.alertCount)) 个依据此规则。")
            }
            if !deeds.payments.isEmpty { payments(deeds.payments) }
        }
    }

    private func payments(_ payments: [RuleDeeds.Payment]) -> HTML {
        table(
            Phrase("Payments on which it held", "命中的支付"),
            [
                .plain(Phrase("Payment", "支付")), .text(Phrase("At", "时间")), .number(Phrase("Amount", "金额")),
                .text(Phrase("From, to", "付款与收款")), .plain(Phrase("Decision", "决策")),
                .text(Phrase("What it said", "规则给出的理由")),
            ]
        ) {
            for payment in payments {
                tr {
                    td { a(Link("/console/payments", payment.id)) { code(payment.id) } }
                    td { moment(payment.at) }
                    td(.class("number")) { money(payment.amount, payment.currency) }
                    td {
                        a(Link("/console/accounts", payment.payer)) { code(payment.payer) }
                        " → "
                        a(Link("/console/accounts", payment.payee)) { code(payment.payee) }
                    }
                    td { badge(payment.outcome.phrase, payment.outcome.tone) }
                    td { written(payment.reason) }
                }
            }
        }
    }

    private static let shownCases = 20

    /// What came of the cases on the accounts that it was about.
    func outcome(_ deeds: RuleDeeds) -> HTML {
        section(Phrase("Cases, and what came of them", "案件与结果")) {
            if deeds.cases.isEmpty {
                empty(
                    Phrase(
                        "No case on the accounts of these payments and alerts. What people find of such cases says "
                            + "here how often the rule was wrong.",
                        "这些支付与预警的账户没有案件。案件有结论后，此处显示该规则的误报情况。"))
            } else {
                tally(deeds)
                cases(deeds.cases.prefix(Self.shownCases))
                if deeds.cases.count > Self.shownCases {
                    p(.class("hint")) {
                        Phrase(
                            "The newest \(Self.shownCases) of \(Written.count(deeds.cases.count)).",
                            "最近 \(Self.shownCases) 个，共 \(Written.count(deeds.cases.count)) 个。")
                    }
                }
            }
        }
    }

    @HTMLBuilder
    private func tally(_ deeds: RuleDeeds) -> HTML {
        let (confirmed, wrong) = (deeds.count(.confirmed), deeds.count(.falseAlarm))
        el("dl", .class("figures")) {
            for (words, count) in [
                (Case.Disposition.confirmed.phrase, confirmed), (Case.Disposition.falseAlarm.phrase, wrong),
                (Case.Disposition.unclear.phrase, deeds.count(.unclear)),
                (Phrase("not decided yet", "尚无结论"), deeds.count(nil)),
            ] {
                div {
                    el("dt") { words }
                    el("dd") { number(count) }
                }
            }
            if confirmed + wrong > 0 {
                div {
                    el("dt") { Phrase("False alarms among what was found", "误报占已有结论之比") }
                    el("dd") { "\(wrong * 100 / (confirmed + wrong)) %" }
                }
            }
        }
        p(.class("hint")) {
            Phrase(
                "Cases on the accounts of these payments and alerts. A case rests on more than one rule: the figure "
                    + "says in what company the rule is, not what it alone has done.",
                "上述支付与预警所涉账户的案件。案件依据不止一条规则：该比例反映规则所处的情形，并非其单独作用。")
        }
    }

    private func cases(_ cases: ArraySlice<(found: Case, top: (typology: Typology, score: Int)?)>) -> HTML {
        table(
            Phrase("Cases", "案件"),
            [
                .plain(Phrase("Case", "案件")), .plain(Phrase("Account", "账户")), .text(Phrase("Suspicion", "嫌疑类型")),
                .number(Phrase("Score", "评分")), .plain(Phrase("What came of it", "结果")),
            ]
        ) {
            for (found, top) in cases {
                tr {
                    td { a(Link("/console/cases", found.number)) { "#\(found.number)" } }
                    td { code(found.accounts.first ?? "") }
                    td { top.map { HTML.text($0.typology.phrase.text) } ?? span(.class("none")) { "–" } }
                    td(.class("number")) { top.map { "\($0.score)" } ?? "–" }
                    td { badge(found.disposition?.phrase ?? found.state.phrase) }
                }
            }
        }
    }
}
