import WeirDomain
import WeirEngine

/// The table of the queue, and what can be done with the cases that are ticked in it.
struct QueueTable {
    typealias Row = (found: Case, top: (typology: Typology, score: Int)?)

    let visit: Visit
    let filter: QueueFilter
    let rows: [Row]
    /// Of each row.
    let glances: [Glance]

    /// What a row tells of its case besides: enough to know which to open first.
    struct Glance: Sendable {
        /// Measures that have not ended.
        var measures: [Measure]
        /// What came in within thirty days on its accounts.
        var received: (sum: Amount, currency: Currency)?
        /// The case's latest.
        var alert: StoredAlert?
        /// What came of the newest other case on its accounts that was decided.
        var before: Case.Disposition?
    }

    /// Kinds of evidence that a row names, the weightiest.
    private static let kindsShown = 3

    /// Tags of a row; the case has all of them.
    private static let tagsShown = 6

    private var mayWork: Bool { visit.person.role.mayWorkOnCases }

    var html: HTML {
        form(
            post: Link("/console/queue/act"), .class("rows"), .a("data-keys", "queue"),
            .a("data-all", Phrase("Choose all cases of this page", "选择本页全部案件").text)
        ) {
            hidden("back", filter.link.text)
            table(Phrase("Cases", "案件"), columns) {
                for (row, glance) in zip(rows, glances) { self.row(row, glance) }
            }
            if mayWork { bulk }
        }
    }

    private var columns: [Column] {
        var columns: [Column] = mayWork ? [.text(Phrase("Choose", "选择"))] : []
        columns += [
            .plain(Phrase("Case", "案件"), sorted("new", "descending")),
            .plain(Phrase("Clock", "时限"), sorted("", "ascending")), .plain(Phrase("Account", "账户")),
            .plain(Phrase("Suspicion", "嫌疑类型")),
            .number(Phrase("In, 30 days", "30 天收入"), sorted("money", "descending")),
            .number(Phrase("Score", "评分"), sorted("score", "descending"), tellsItself: true),
            .number(Phrase("Alerts", "预警"), sorted("size", "descending"), tellsItself: true),
            .plain(Phrase("Measures", "措施")), .plain(Phrase("Whose", "负责人")), .plain(Phrase("Tags", "标签")),
        ]
        return columns
    }

    /// A head that orders the table: where it leads, and which way the table runs where it is ordered so already.
    private func sorted(_ order: String, _ direction: String) -> Column.Order {
        var other = filter
        other.order = order
        return Column.Order(link: other.link, direction: filter.order == order ? direction : nil)
    }

    private func row(_ row: Row, _ glance: Glance) -> HTML {
        let (found, top) = row
        return tr(.a("data-case", found.number)) {
            if mayWork {
                td(.class("pick")) {
                    el(
                        "input", .a("type", "checkbox"), .a("name", "case"), .a("value", found.number),
                        .label(Phrase("Case \(found.number)", "案件 \(found.number)").text))
                }
            }
            td(.class("case")) { a(Link("/console/cases", found.number)) { "#\(found.number)" } }
            td(.class("clock")) {
                if found.state == .open {
                    clock(found.due, now: visit.now)
                    if let postponed = found.postponed {
                        " "
                        span(.class("badge quiet"), .title(postponed.reason)) {
                            Phrase("put off until ", "延后至 ")
                            moment(postponed.until)
                        }
                    }
                } else {
                    badge(found.disposition?.phrase ?? found.state.phrase)
                }
            }
            td(.class("who")) { accounts(of: found) }
            td(.class("kind")) {
                if let typology = top?.typology { typology.phrase }
                if let alert = glance.alert { rests(on: alert) }
                earlier(glance.before)
            }
            td(.class("number sum")) {
                if let received = glance.received { money(received.sum, received.currency) }
            }
            td(.class("number score")) { if let top { "\(top.score)" } }
            td(.class("number alerts")) { number(found.alerts.count) }
            td(.class("standing")) { standing(glance.measures) }
            td(.class("whose")) {
                if found.assignee.isEmpty {
                    span(.class("none")) { "–" }
                } else {
                    foreign(found.assignee)
                }
            }
            td(.class("tags")) { tags(of: found) }
        }
    }

    /// Somebody has looked at its accounts already.
    @HTMLBuilder
    private func earlier(_ before: Case.Disposition?) -> HTML {
        switch before {
        case .confirmed: badge(Phrase("confirmed before", "曾属实"), "bad")
        case .falseAlarm: badge(Phrase("cleared before", "曾排除"), "good")
        case .unclear, nil: HTML()
        }
    }

    @HTMLBuilder
    private func accounts(of found: Case) -> HTML {
        if let first = found.accounts.first { a(Link("/console/accounts", first)) { code(first) } }
        if found.accounts.count > 1 {
            " "
            span(.class("quiet rest")) {
                Phrase("and \(found.accounts.count - 1) more", "等 \(found.accounts.count) 个账户")
            }
        }
    }

    @HTMLBuilder
    private func tags(of found: Case) -> HTML {
        for tag in found.tags.prefix(Self.tagsShown) { span(.class("badge quiet")) { foreign(tag) } }
        if found.tags.count > Self.tagsShown {
            " "
            span(.class("quiet rest"), .title(found.tags.joined(separator: ", "))) {
                Phrase("and \(found.tags.count - Self.tagsShown) more", "等 \(found.tags.count) 个标签")
            }
        }
    }

    /// On what the suspicion rests, in nats.
    private func rests(on alert: StoredAlert) -> HTML {
        ul(.class("rests"), .label(Phrase("Evidence by kind, in nats", "各类证据（奈特）").text)) {
            for (kind, nats) in CaseVerdict(alert: alert).kinds.prefix(Self.kindsShown) {
                li {
                    kind.phrase
                    " "
                    span(.class("nats")) { CaseVerdict.signed(nats) }
                }
            }
        }
    }

    /// Measures that have not ended, each kind once.
    private func standing(_ measures: [Measure]) -> HTML {
        var html = HTML()
        for kind in MeasureKind.allCases {
            let same = measures.filter { $0.kind == kind }
            guard let first = same.first else { continue }
            let words = same.count == 1 ? kind.phrase : kind.phrase.with(Phrase(same: " ×\(same.count)"))
            html += badge(words.with(Phrase(": ", "：")).with(first.state.phrase), first.state.tone) + .text(" ")
        }
        return html
    }

    /// What can be done with the cases that are ticked.
    private var bulk: HTML {
        el("fieldset", .class("bulk")) {
            el("legend") { Phrase("With the chosen cases", "对所选案件") }
            div(.class("inline")) {
                does("mine", Phrase("Assign to me", "分配给我"))
                choice(Phrase("Give to", "分配给"), "to", Self.receivers(visit), chosen: "", .class("foreign"))
                does("give", Phrase("Give", "分配"))
                field(Phrase("Tag", "标签"), "tag", .a("maxlength", 60))
                does("tag", Phrase("Tag", "加标签"))
                field(Phrase("Comment or reason", "备注或理由"), "text", .a("data-key", "c"))
                does("comment", Phrase("Comment", "加备注"))
                does("false_alarm", Phrase("Close as false alarms", "按误报结案"))
                if filter.state == "postponed" {
                    does("take_up", Phrase("Take up again", "恢复处理"))
                } else {
                    choice(
                        Phrase("For how long", "延后时长"), "span", BulkWork.spans.map { (String($0.seconds), $0.words) },
                        chosen: "86400", .a("data-key", "z"))
                    does("postpone", Phrase("Put off", "延后"))
                }
            }
            p(.class("hint keys scripted")) {
                Phrase(
                    "Keys: j and k go down and up, Enter opens, x chooses, X all of the page, a assigns to me, "
                        + "c comments, z puts off, / searches.",
                    "快捷键：j、k 上下移动，Enter 打开，x 选择，X 全选本页，a 分配给我，c 备注，z 延后，/ 搜索。")
            }
        }
    }

    private static func receivers(_ visit: Visit) -> [(value: String, text: Phrase)] {
        [("", Phrase("choose", "请选择"))] + BulkWork.colleagues(visit).map { ($0, Phrase(same: $0)) }
            + [(BulkWork.nobody, Phrase("nobody", "取消分配"))]
    }

    private func does(_ what: String, _ words: Phrase) -> HTML {
        button(words, "plain", .a("name", "do"), .a("value", what))
    }
}
