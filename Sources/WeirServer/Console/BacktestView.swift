import WeirDomain
import WeirRuntime

/// The latest back-test: how payments would have been decided.
struct BacktestView {
    private let state: RuleJobs.State
    private let course: RuleJobs.Course
    /// Whether whoever looks may put a set on trial.
    private let mayTry: Bool

    init(_ state: RuleJobs.State, _ course: RuleJobs.Course, mayTry: Bool) {
        self.state = state
        self.course = course
        self.mayTry = mayTry
    }

    func page() -> Page {
        Page(Phrase("Back-test", "回测"), in: .rules) {
            switch state {
            case .none:
                empty(
                    Phrase(
                        "None since the server started. It is started from the editor, looks at every payment in the "
                            + "journal and decides nothing: it shows whom a new set would have treated otherwise.",
                        "服务器启动以来尚未回测。回测在编辑器中开始，检视全部历史支付，不作任何决定，只显示新规则集会改变哪些支付的结果。"))
                if mayTry {
                    p { a(Link("/console/rules/edit"), .class("button")) { Phrase("Open the editor", "打开编辑器") } }
                }
            case .running(let version, let by, let since): running(version, by, since)
            case .stopped(let version, let by):
                p(.class("note")) {
                    Phrase("Stopped before its end: ", "中途停止：")
                    code(version)
                    " "
                    foreign(by)
                }
                if mayTry { editing(version) }
            case .failed(let words): p(.class("wrong")) { foreign(words) }
            case .done(let report, let by, let at): done(report, by, at)
            }
            p { a(Link("/console/rules")) { Phrase("Back to the rules", "返回规则") } }
        }
    }

    @HTMLBuilder
    private func running(_ version: String, _ by: String, _ since: Instant) -> HTML {
        div(.class("note"), .a("role", "status"), .a("data-reload", "2")) {
            p {
                Phrase("Running: ", "正在运行：")
                code(version)
                " "
                foreign(by)
                " "
                moment(since)
            }
            p {
                el(
                    "progress", .a("max", Int(max(1, course.all))), .a("value", Int(course.done)),
                    .label(Phrase("How far it has come", "进度").text))
                " "
                Phrase(
                    "\(Written.count(Int(course.done))) of \(Written.count(Int(course.all))) inputs of the journal",
                    "已处理 \(Written.count(Int(course.done))) / \(Written.count(Int(course.all))) 条历史记录")
            }
        }
        p { a(Link("/console/rules/backtest")) { Phrase("Look again", "刷新") } }
        if mayTry {
            form(post: Link("/console/rules/backtest/stop")) { button(Phrase("Stop it", "停止回测"), "plain") }
            editing(version)
        }
    }

    /// Back to the text as it was tested.
    private func editing(_ version: String) -> HTML {
        p {
            a(Link("/console/rules/edit").query("draft", version)) { Phrase("Back to this text", "返回编辑此文本") }
        }
    }

    @HTMLBuilder
    private func done(_ report: BacktestReport, _ by: String, _ at: Instant) -> HTML {
        section(Phrase("The new set against the old", "新旧对比")) {
            p {
                code(report.newVersion)
                " ← "
                if report.isAgainstBuiltIn {
                    Phrase("the built-in indicators alone", "仅内置指标")
                } else {
                    code(report.oldVersion)
                }
            }
            p(.class("quiet")) {
                foreign(by)
                " "
                moment(at)
                " · "
                Phrase(
                    Written.plural(report.payments, "payment", "payments"), "\(Written.count(report.payments)) 笔支付")
                " · "
                moment(report.first)
                " – "
                moment(report.last)
            }
            if report.isEmpty {
                p(.class("note")) { Phrase("There is no payment to hold the set against.", "没有可与规则集对照的支付。") }
            } else {
                p(.class(report.isBeyondGuard ? "wrong" : "note")) { reach(report) }
            }
            if mayTry {
                form(post: Link("/console/rules/shadow")) {
                    hidden("draft", report.newVersion)
                    button(Phrase("Put this set on trial", "开始试运行此规则集"))
                }
                editing(report.newVersion)
            }
        }
        section(Phrase("How payments would be decided", "决策变化")) { matrix(report) }
        if !report.changed.examples.isEmpty {
            section(Phrase("Payments that are decided otherwise", "决策改变的支付")) {
                ChangedView(changed: report.changed).html
            }
        }
        section(Phrase("Against what people have found", "与人工结论对照")) { findings(report) }
        section(Phrase("Rule by rule", "逐条规则")) {
            rules(report)
            if !report.examples.isEmpty {
                el("details") {
                    el("summary") { Phrase("Examples of each rule", "各规则的示例") }
                    examples(report)
                }
            }
        }
    }

    @HTMLBuilder
    private func reach(_ report: BacktestReport) -> HTML {
        if report.isBeyondGuard {
            Phrase("Two signatures would be needed: ", "需要两人签署：")
        } else {
            Phrase(
                "One signature would carry this, once it has seen \(Written.count(Limits.guardPayments)) "
                    + "payments on trial: ",
                "试运行满 \(Written.count(Limits.guardPayments)) 笔支付后，一人签署即可：")
        }
        written(report.reach)
    }

    private func matrix(_ report: BacktestReport) -> HTML {
        table(
            Phrase("Old down, new across", "行为旧，列为新"),
            [.text(Phrase("Old, then new", "旧 → 新"))] + Outcome.allCases.map { .number($0.phrase) }, cards: false
        ) {
            for (old, row) in zip(Outcome.allCases, report.matrix) {
                tr {
                    el("th", .a("scope", "row")) { old.phrase }
                    for (new, cell) in zip(Outcome.allCases, row) {
                        td(
                            .class(
                                "number " + (cell.payments == 0 || old == new ? "" : new > old ? "harder" : "milder"))
                        ) {
                            number(cell.payments)
                        }
                    }
                }
            }
        }
    }

    /// Whom the new set finds of those who were confirmed, and whom it would trouble of those who were not.
    @HTMLBuilder
    private func findings(_ report: BacktestReport) -> HTML {
        if !Self.isLabelled(report) {
            empty(
                Phrase(
                    "No account of these payments has been confirmed or cleared. Cases that are closed, and appeals "
                        + "that are granted, say here whom a set finds and whom it would trouble.",
                    "这些支付的账户尚无人工结论。案件结案与申诉裁决之后，此处显示规则集能发现谁、会误扰谁。"))
        } else {
            table(
                Phrase("Against what people have found", "与人工结论对照"),
                [
                    .text(Phrase("Payments of", "账户")), .number(Phrase("All", "全部")),
                    .number(Phrase("Warned, held or declined before", "旧：提示、暂缓或拒绝")),
                    .number(Phrase("And now", "新")),
                ], cards: false
            ) {
                finding(Phrase("confirmed trade", "已属实的交易账户"), report.onTrade, isBetterMore: true)
                finding(Phrase("accounts found to be honest", "已认定正常的账户"), report.onHonest, isBetterMore: false)
            }
            p(.class("hint")) {
                Phrase(
                    "By cases that were closed and appeals that were granted; what nobody has looked at is in neither.",
                    "依据已结案件与获准的申诉；无人审查的账户不在其中。")
            }
        }
    }

    private static func isLabelled(_ report: BacktestReport) -> Bool {
        report.onTrade.payments + report.onHonest.payments > 0
    }

    private func finding(_ who: Phrase, _ found: BacktestReport.Labelled, isBetterMore: Bool) -> HTML {
        let isMore = found.foundNew > found.foundOld
        let tone = found.foundNew == found.foundOld ? "" : isMore == isBetterMore ? "milder" : "harder"
        return tr {
            el("th", .a("scope", "row")) { who }
            td(.class("number")) { number(found.payments) }
            td(.class("number")) { number(found.foundOld) }
            td(.class("number " + tone)) { number(found.foundNew) }
        }
    }

    private func rules(_ report: BacktestReport) -> HTML {
        let isLabelled = Self.isLabelled(report)
        var columns: [Column] = [
            .text(Phrase("Rule", "规则")), .number(Phrase("Matched before", "旧命中")),
            .number(Phrase("Matched now", "新命中")), .number(Phrase("Decided otherwise", "改变决策")),
        ]
        if isLabelled {
            columns += [
                .number(Phrase("On confirmed trade", "命中已属实")), .number(Phrase("On honest accounts", "命中正常账户")),
            ]
        }
        return table(Phrase("Rule by rule", "逐条规则"), columns) {
            for row in report.rules {
                tr {
                    td {
                        RulePlace.linked(row.id)
                        p(.class("quiet")) { foreign(row.title) }
                    }
                    td(.class("number")) { number(row.hitsOld) }
                    td(.class("number")) { number(row.hitsNew) }
                    td(.class("number")) { number(row.otherwise) }
                    if isLabelled {
                        td(.class("number")) { number(row.bad) }
                        td(.class("number")) { number(row.honest) }
                    }
                }
            }
        }
    }

    private func examples(_ report: BacktestReport) -> HTML {
        table(
            Phrase("Examples", "示例"),
            [
                .text(Phrase("Rule", "规则")), .plain(Phrase("Payment", "支付")), .number(Phrase("Amount", "金额")),
                .text(Phrase("Old", "旧")), .text(Phrase("New", "新")), .text(Phrase("Reason", "理由")),
            ]
        ) {
            for example in report.examples.prefix(ConsoleLimits.rows) {
                tr {
                    td { RulePlace.linked(example.rule) }
                    td { a(Link("/console/payments", example.payment)) { code(example.payment) } }
                    td(.class("number")) { Written.grouped(example.amount) }
                    td { badge(example.old.phrase, example.old.tone) }
                    td { badge(example.new.phrase, example.new.tone) }
                    td { foreign(Phrase(example.reason, example.reasonChinese).text) }
                }
            }
        }
    }
}
