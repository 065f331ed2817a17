import WeirRuleSets

/// What rules see, for whoever writes one; the guide, docs/rules/guide.md, has all of it with examples.
enum RuleFacts {
    static var html: HTML {
        let payment = Fact.PaymentFact.allCases.filter { $0 != .payerIP }.map(\.rawValue).joined(separator: " ")
        let account = Fact.AccountFact.allCases.map(\.rawValue).joined(separator: " ")
        let lines: [(String, Phrase)] = [
            (
                "payee.received(\"1h\") payer.sent(\"7d\")",
                Phrase(
                    "windows: count, sum, distinct_payers and more", "时间窗口：count、sum、distinct_payers 等")
            ),
            ("payee.score.otc_dealer", Phrase("what the indicators say, 0 to 1000", "指标评分，0 至 1000")),
            ("payee.evidence.price", Phrase("what one kind of evidence weighs", "某类证据的权重")),
            ("lists.name", Phrase("the set's own lists", "规则集自带的名单")),
            ("price(\"USDT\")", Phrase("the latest board price", "最新盘口价")),
        ]
        return el("details") {
            el("summary") { Phrase("What rules see", "规则可用的字段") }
            el("dl", .class("facts")) {
                for (name, fields) in [("payment.", payment), ("payer. payee.", account)] {
                    el("dt") { code(name) }
                    el("dd") { code(fields) }
                }
                for (name, words) in lines {
                    el("dt") { code(name) }
                    el("dd") { words }
                }
            }
            p(.class("hint")) {
                Phrase("All of it, with examples: docs/rules/guide.md.", "完整说明与示例见 docs/rules/guide.md。")
            }
        }
    }
}
