import WeirDomain

/// What was decided lately, on the overview: a line each, and the other reasons a click away. The script draws it anew
/// while one looks, unless somebody is reading there.
struct LatestPart {
    let lines: [LatestDecisions.Line]

    var html: HTML {
        section(Self.title, .id("latest-decisions")) {
            p(.class("hint")) {
                Phrase(
                    "Payments not plainly allowed, with the strongest reason. Those for one reason stand as one.",
                    "未直接放行的支付与最主要的理由；因同一理由被拦截的合为一行。")
            }
            div(.id("latest")) { table }
        }
    }

    private static let title = Phrase("Latest decisions", "最新决策")

    var table: HTML {
        if lines.isEmpty {
            return empty(
                Phrase(
                    "None yet: a payment that is warned about, held or declined stands here at once.",
                    "暂无：被提示、暂缓或拒绝的支付会立即显示在这里。"))
        }
        return WeirServer.table(
            Self.title,
            [
                .plain(Phrase("When", "时间")), .number(Phrase("Amount", "金额"), tellsItself: true),
                .plain(Phrase("From, to", "付款人、收款人")), .plain(Phrase("Decision", "决策")),
                .text(Phrase("Why", "理由")),
            ]
        ) {
            for line in lines { row(line) }
        }
    }

    private func row(_ line: LatestDecisions.Line) -> HTML {
        let page = Link("/console/payments", line.paymentID)
        return tr {
            td { a(page) { moment(line.at) } }
            td(.class("number")) { money(line.amount, line.currency) }
            td {
                a(Link("/console/accounts", line.payer)) { code(line.payer) }
                " → "
                a(Link("/console/accounts", line.payee)) { code(line.payee) }
            }
            td { badge(line.outcome.phrase, line.outcome.tone) }
            td {
                written(line.reasons[0])
                if line.alike > 0 {
                    span(.class("quiet")) {
                        Phrase(" and \(Written.count(line.alike)) alike", "，另有 \(Written.count(line.alike)) 笔相同")
                    }
                }
                if line.reasons.count > 1 { more(line, page) }
            }
        }
    }

    private func more(_ line: LatestDecisions.Line, _ page: Link) -> HTML {
        let count = line.reasons.count - 1
        return el("details") {
            el("summary") { Phrase("\(count) more", "另 \(count) 项") }
            ul { for reason in line.reasons.dropFirst() { li { written(reason) } } }
            a(page) { Phrase("The payment with all of it", "查看付款与全部理由") }
        }
    }
}
