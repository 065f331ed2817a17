import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirDrawing

/// What the platform tells the public, to be looked at before it goes out.
struct TransparencyPage: Sendable {
    let visit: Visit

    private var span: (from: Instant, to: Instant) {
        func day(_ name: String) -> Instant? { visit.query(name).flatMap { Instant(rfc3339: $0 + "T00:00:00Z") } }
        let end = Instant(milliseconds: (visit.now.seconds / 86_400 + 1) * 86_400_000)
        let to = day("to") ?? end
        return (day("from") ?? to.advanced(bySeconds: -180 * 86_400), to)
    }

    func page() async throws -> Page {
        let (from, to) = span
        guard from < to else {
            return Page(Phrase("Transparency report", "透明度报告"), in: .register, isWide: true) {
                p(.class("wrong"), .a("role", "alert")) {
                    Phrase(
                        "The span ends before it begins: nothing can be counted in it.", "期间的结束早于开始，无法统计。")
                }
                section(Phrase("Which span", "期间")) { asking(from, to) }
            }
        }
        let report = try await TransparencyReport.draw(visit.acting, from: from, to: to)
        let days = (String(from.rfc3339.prefix(10)), String(to.rfc3339.prefix(10)))
        return Page(
            Phrase("Transparency report", "透明度报告"), in: .register, styles: [.drawings], isWide: true
        ) {
            section(Phrase("Which span", "期间")) {
                asking(from, to)
                p(.class("pages")) {
                    for format in ["html", "csv", "json"] {
                        a(
                            Link("/v1/reports/transparency").query("from", days.0).query("to", days.1)
                                .query("format", format)
                        ) { Phrase(same: format.uppercased()) }
                    }
                    a(Link("/v1/reports/labels")) { Phrase("Findings of cases as labels.csv", "案件结论导出为 labels.csv") }
                }
            }
            section(Phrase("At a glance", "概览")) {
                figures(report)
                p(.class("hint")) {
                    Phrase(
                        "Money stopped is the sum of the rows below that say theirs: what is kept back is in no sum.",
                        "受阻金额为下表已显示各行之和；不予显示的部分不计入。")
                }
            }
            section(Phrase("By month", "按月")) { months(report) }
            section(Phrase("From the first payment to the act", "从首笔付款到措施")) { waits(report) }
            section(Phrase("Objections", "申诉")) { appeals(report) }
            section(Phrase("By kind, ground, origin and rail", "按种类、理由、来源与支付通道")) { rows(report) }
            section(Phrase("By version of the rules", "按规则版本")) { byRules(report) }
        }
    }

    private func asking(_ from: Instant, _ to: Instant) -> HTML {
        form(get: Link("/console/transparency"), .class("inline")) {
            field(Phrase("From", "从"), "from", value: String(from.rfc3339.prefix(10)), type: "date")
            field(
                Phrase("Up to, not including", "到（不含）"), "to", value: String(to.rfc3339.prefix(10)), type: "date")
            button(Phrase("Draw", "生成"), "plain")
        }
    }

    private func figures(_ report: TransparencyReport) -> HTML {
        el("dl", .class("figures")) {
            for figure in report.figures {
                div {
                    el("dt") { Self.words(figure.name) }
                    el("dd") {
                        Self.value(figure.value)
                    }
                }
            }
        }
    }

    private static func value(_ text: String) -> Phrase {
        switch text {
        case "too few": Phrase("too few to say", "样本太少")
        case TransparencyReport.keptBack: Phrase("kept back", "不予显示")
        default: Phrase(same: Written.grouped(text))
        }
    }

    private func months(_ report: TransparencyReport) -> HTML {
        let columns = report.months.map { Columns.Column(name: $0.month, count: $0.isShown ? $0.count : nil) }
        let drawn = Columns(
            title: Phrase("Measures ordered", "已下达的措施").text,
            about: columns.isEmpty
                ? Phrase("No measure was ordered in this span.", "此期间没有下达措施。").text
                : Phrase(
                    "A count of 1 to \(TransparencyReport.smallest - 1) is kept back: nobody can be found in it.",
                    "1 至 \(TransparencyReport.smallest - 1) 的数量不予显示，以免辨认出个人。"
                ).text,
            columns: columns,
            keptBack: report.saysFewMonths ? TransparencyReport.fewer : Phrase("kept back", "不予显示").text)
        return .drawing(drawn.markup(visit.reader, id: "months"))
    }

    /// Counts side by side, of which some are kept back.
    private func drawn(
        _ title: Phrase, _ columns: [Columns.Column], _ unit: Phrase, id: String, saysFew: Bool
    ) -> HTML {
        let about =
            columns.isEmpty
            ? Phrase("There is none in this span.", "此期间没有。")
            : Phrase(
                "A count of 1 to \(TransparencyReport.smallest - 1) is kept back: nobody can be found in it.",
                "1 至 \(TransparencyReport.smallest - 1) 的数量不予显示，以免辨认出个人。")
        let drawn = Columns(
            title: title.text, about: about.text, columns: columns,
            keptBack: saysFew ? TransparencyReport.fewer : Phrase("kept back", "不予显示").text, unit: unit.text)
        return .drawing(drawn.markup(visit.reader, id: id))
    }

    private func waits(_ report: TransparencyReport) -> HTML {
        drawn(
            Phrase("Accounts by the time to their first measure", "账户：首笔付款至首个措施的时间"),
            report.waits.map { Columns.Column(name: Self.words($0.name).text, count: $0.isShown ? $0.count : nil) },
            Phrase("Time", "时间"), id: "waits", saysFew: report.saysFewWaits)
    }

    private func appeals(_ report: TransparencyReport) -> HTML {
        let names = ["appeals_filed", "appeals_decided", "appeals_reversed", "appeals_open"]
        let columns = zip(names, report.appealCells).map { name, cell in
            Columns.Column(name: Self.words(name).text, count: Int(cell))
        }
        return drawn(
            Phrase("Objections of the span", "期间内的申诉"), report.appealsFiled == 0 ? [] : columns,
            Phrase("What became of them", "处理情况"), id: "objections",
            saysFew: report.appealsFiled < TransparencyReport.smallest)
    }

    private func rows(_ report: TransparencyReport) -> HTML {
        guard !report.rows.isEmpty else {
            return empty(Phrase("No measure was ordered in this span.", "此期间没有下达措施。"))
        }
        let names = TransparencyReport.columns
        return table(
            Phrase("Measures", "措施"),
            names.enumerated().map { place, name in
                place < 4 ? Column.plain(Self.words(name)) : Column.number(Self.words(name))
            }
        ) {
            for row in report.rows {
                tr {
                    for (place, cell) in report.cells(row).enumerated() {
                        td(.class(place < 4 ? "" : "number")) {
                            place == 3 ? foreign(cell) : HTML.text(Self.cell(place, cell))
                        }
                    }
                }
            }
        }
    }

    private func byRules(_ report: TransparencyReport) -> HTML {
        guard !report.byRules.isEmpty else {
            return empty(Phrase("No measure was ordered in this span.", "此期间没有下达措施。"))
        }
        return table(
            Phrase("Measures by version of the rules", "按规则版本的措施"),
            [Column.plain(Phrase("Rules", "规则")), Column.number(Self.words("ordered"))]
        ) {
            for cells in report.rulesCells {
                tr {
                    td { foreign(cells.rules) }
                    td(.class("number")) { Self.value(cells.ordered) }
                }
            }
        }
    }

    private static func cell(_ place: Int, _ text: String) -> String {
        // A rail's name is text of payments, whatever it says.
        if place > 3, text == TransparencyReport.keptBack { return Phrase("kept back", "不予显示").text }
        return switch place {
        case 0: MeasureKind(name: text)?.phrase.text ?? text
        case 1: Typology(name: text)?.phrase.text ?? others[text]?.text ?? Phrase("other", "其他").text
        case 2: origins[text]?.text ?? text
        case 11: text.split(separator: " ").map { Written.grouped(String($0)) }.joined(separator: " ")
        default: text
        }
    }

    /// Grounds that are no typology.
    private static let others = [
        "authority": Phrase("an authority's order", "有权机关命令"), "list": Phrase("a list", "名单"),
        "rule": Phrase("a rule", "规则"), "linked": Phrase("tied to another account", "与其他账户关联"),
    ]
    private static let origins = [
        "automatic": Phrase("automatic", "自动"), "people": Phrase("people", "人工"),
        "automatic_signed": Phrase("found automatically, signed by people", "系统认定，人工签署"),
        "authority": Phrase("an authority", "有权机关"),
    ]

    private static func words(_ name: String) -> Phrase {
        // As a heading is written, and units apart.
        let plain = name.replacing("_percent", with: ", %").replacing("_", with: " ")
        let english = plain.prefix(1).uppercased() + plain.dropFirst()
        let chinese: [String: String] = [
            "kind": "种类", "ground": "理由", "origin": "来源", "rail": "支付通道", "ordered": "已下达", "confirmed": "已确认",
            "lifted": "已解除", "expired": "已到期", "failed": "失败", "appealed": "被申诉", "reversed": "被撤销",
            "money_stopped": "受阻金额", "accounts_restricted": "受限账户", "appeals_filed": "申诉", "appeals_decided": "已裁决申诉",
            "appeals_reversed": "申诉成立", "appeals_open": "待裁决申诉", "reversal_rate_percent": "撤销率（%）",
            "median_days_to_decision": "裁决天数（中位）", "false_alarm_rate_percent": "误报率（%）",
            "median_hours_from_first_payment_to_act": "首笔付款至措施的小时数（中位）",
            "nine_in_ten_acted_on_within_hours": "九成在多少小时内处理", "cases_closed_confirmed": "结案：属实",
            "within_a_day": "一天内", "within_a_week": "一周内", "within_30_days": "30 天内", "within_90_days": "90 天内",
            "later": "更晚", "cases_closed_false_alarm": "结案：误报", "cases_closed_unclear": "结案：无法确定",
        ]
        if name.hasPrefix("money_stopped_") { return Phrase(english, "受阻金额 " + name.dropFirst(14)) }
        return Phrase(english, chinese[name] ?? english)
    }
}
