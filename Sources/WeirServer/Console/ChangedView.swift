import WeirDomain
import WeirRuntime

/// Payments that a rule set decides otherwise, by the kind of change, those that it treats harder first: each a click
/// away, with its rules and what they read.
struct ChangedView {
    let changed: ChangedPayments

    var html: HTML {
        var html = HTML()
        for (old, new) in Self.kinds where changed.count(old, new) > 0 { html += part(old, new) }
        return html
    }

    private static let kinds: [(Outcome, Outcome)] =
        Outcome.allCases.reversed().flatMap { new in
            Outcome.allCases.filter { $0 < new }.map { ($0, new) }
        } + Outcome.allCases.flatMap { new in Outcome.allCases.filter { $0 > new }.map { ($0, new) } }

    private func part(_ old: Outcome, _ new: Outcome) -> HTML {
        let some = changed.examples.reversed().filter { $0.old == old && $0.new == new }
        let words = old.phrase.with(Phrase(same: " → ")).with(new.phrase)
        return h3 {
            badge(old.phrase, old.tone)
            " → "
            badge(new.phrase, new.tone)
            " "
            span(.class("quiet")) {
                Phrase(
                    Written.plural(changed.count(old, new), "payment", "payments"),
                    "\(Written.count(changed.count(old, new))) 笔")
            }
        }
            + table(
                words,
                [
                    .plain(Phrase("Payment", "支付")), .number(Phrase("Amount", "金额")), .text(Phrase("At", "时间")),
                    .text(Phrase("From, to", "付款与收款")), .text(Phrase("Rules", "规则")),
                    .text(Phrase("Reason and what the rules read", "理由与规则读取的值")),
                ]
            ) {
                for example in some { row(example) }
            }
    }

    private func row(_ example: BacktestReport.Example) -> HTML {
        tr {
            td { a(Link("/console/payments", example.payment)) { code(example.payment) } }
            td(.class("number")) { Written.grouped(example.amount) }
            td { moment(example.at) }
            td {
                a(Link("/console/accounts", example.payer)) { code(example.payer) }
                " → "
                a(Link("/console/accounts", example.payee)) { code(example.payee) }
            }
            td {
                if example.rule.isEmpty { span(.class("none")) { Phrase("none holds", "无规则命中") } }
                if !example.rule.isEmpty { RulePlace.linked(example.rule) }
            }
            td {
                if !example.reason.isEmpty { foreign(Phrase(example.reason, example.reasonChinese).text) }
                if !example.values.isEmpty { read(example.values) }
            }
        }
    }

    private func read(_ values: [(name: String, value: String)]) -> HTML {
        el("details") {
            el("summary") { Phrase("What the rules read", "规则读取的值") }
            ul {
                for (name, value) in values {
                    li {
                        code(name)
                        " = "
                        Self.value(name, value)
                    }
                }
            }
        }
    }

    private static func value(_ name: String, _ value: String) -> HTML {
        // As the engine says it of what a rule did not need, or could not work out.
        if value == "no value" { return span(.class("none")) { Phrase("no value", "无值") } }
        return isPersonal(name) ? Personal.covered(value) : foreign(value)
    }

    /// What is covered until somebody asks for it with a reason, on the page of the payment.
    private static func isPersonal(_ name: String) -> Bool {
        ["payment.remark", "payment.ip", "payment.extra", "payer.device", "payee.device"]
            .contains { name.contains($0) }
    }
}
