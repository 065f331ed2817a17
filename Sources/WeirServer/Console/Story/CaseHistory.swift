import WeirDomain
import WeirDrawing
import WeirEngine
import WeirStore

/// Who did what with a case and when, in one line of time, the newest first: what people and the clock did with the
/// case itself, its alerts, the measures on its accounts, what the holder objected, and who uncovered personal data.
struct CaseHistory {
    /// One thing that happened.
    private struct Entry {
        var at: Instant
        var by: String
        var what: HTML
        var why = ""
    }

    let visit: Visit
    let found: Case
    let measures: [Measure]
    let appeals: [Appeal]
    let alerts: [StoredAlert]
    let looks: [LookRow]

    /// What stands open, and what there is of it at all: each weighs some 300 bytes on a page that holds 200 kB.
    private static let open = 8
    private static let shown = 40
    /// Who answers orders; not the name of a person.
    private static let rail = "rail"
    /// Letters of a reason: all of it stands where it was given.
    private static let letters = 160

    /// Looks at what is covered; for those who may read who saw what.
    static func looks(_ visit: Visit, _ found: Case, accounts: Int) throws -> [LookRow] {
        guard Roles.auditors.contains(visit.person.role) else { return [] }
        let people = visit.console.people
        return try found.accounts.prefix(accounts).flatMap { account in
            try people.reasonedLooks(at: account, limit: shown)
        }.filter { $0.at >= found.opened }
    }

    var html: HTML {
        let all = entries.sorted { $0.at > $1.at }
        let (first, rest) = (all.prefix(Self.open), all.prefix(Self.shown).dropFirst(Self.open))
        return list(first)
            + (rest.isEmpty
                ? HTML()
                : el("details") {
                    el("summary") { Phrase("\(rest.count) earlier", "更早的 \(rest.count) 条") }
                    list(rest)
                })
            + (all.count > Self.shown
                ? p(.class("hint")) {
                    Phrase(
                        "The latest \(Self.shown) of \(Written.count(all.count)); all of it is in the register.",
                        "最近 \(Self.shown) 条，共 \(Written.count(all.count)) 条；全部载于登记簿。")
                } : HTML())
    }

    private func list(_ entries: ArraySlice<Entry>) -> HTML {
        el("ol", .class("notes history")) {
            for entry in entries {
                li {
                    span(.class("quiet")) {
                        moment(entry.at)
                        " · "
                        if entry.by == Self.rail { Phrase("the rail", "支付通道") } else { foreign(entry.by) }
                    }
                    div {
                        entry.what
                        if !entry.why.isEmpty {
                            Phrase(": ", "：")
                            // What the engine wrote has its Chinese, as a whole.
                            entry.by == Measure.weir
                                ? written(entry.why) : foreign(Figures.short(entry.why, Self.letters))
                        }
                    }
                }
            }
        }
    }

    // MARK: What there is

    private var entries: [Entry] {
        beginning + steps + notes + raised + acted.flatMap(lived) + appeals.flatMap(filed) + looks.map(seen)
    }

    /// Payments that the engine has held and let go again by itself are many, and say nothing of what was done here.
    private var acted: [Measure] {
        measures.filter { measure in
            measure.kind != .holdPayment || !measure.isAutomatic
                || !["", Measure.weir].contains(measure.endedBy)
        }
    }

    /// A case that an alert has opened: of one that somebody opened the steps tell.
    private var beginning: [Entry] {
        if found.trail.first?.type == "case.opened" { return [] }
        return [Entry(at: found.opened, by: Measure.weir, what: .text(RegisterWords.phrase("case.opened").text))]
    }

    private var steps: [Entry] {
        found.trail.map { step in
            let note = found.comments.first { Self.isOf($0, step) }
            return Entry(at: step.at, by: step.by, what: told(step), why: note?.text ?? "")
        }
    }

    /// What somebody wrote as the reason of a step.
    private static func isOf(_ note: Case.Comment, _ step: Case.Step) -> Bool {
        let reasoned = ["case.opened", "case.closed", "case.reopened", "case.escalated", "case.postponed"]
        return reasoned.contains(step.type) && note.at == step.at && note.by == step.by
    }

    private var notes: [Entry] {
        let free = found.comments.filter { note in !found.trail.contains { Self.isOf(note, $0) } }
        return free.map { note in
            Entry(
                at: note.at, by: note.by, what: .text(RegisterWords.phrase("case.commented").text), why: note.text)
        }
            + found.files.map { file in
                Entry(
                    at: file.at, by: file.by, what: .text(RegisterWords.phrase("case.file_attached").text),
                    why: file.name)
            }
    }

    private var raised: [Entry] {
        alerts.map { alert in
            let kind = Typology(name: alert.typology)?.phrase ?? Phrase(same: alert.typology)
            return Entry(
                at: alert.at, by: Measure.weir,
                what: .text(
                    Phrase(
                        "alert \(alert.number), score \(alert.score): \(kind.en)",
                        "预警 \(alert.number)，评分 \(alert.score)：\(kind.zh)"
                    ).text))
        }
    }

    @HTMLBuilder
    private func told(_ step: Case.Step) -> HTML {
        switch step.type {
        case "case.untagged": Phrase("tag taken away", "去掉标签")
        case "case.took_in": Phrase("took in another case", "并入另一案件")
        default: RegisterWords.phrase(step.type)
        }
        detail(step)
        if let until = step.until {
            Phrase(", until ", "，至 ")
            moment(until)
        }
    }

    @HTMLBuilder
    private func detail(_ step: Case.Step) -> HTML {
        let colon = Phrase(": ", "：")
        switch step.type {
        case "case.assigned":
            colon
            if step.detail.isEmpty { Phrase("nobody", "无") } else { foreign(step.detail) }
        case "case.tagged", "case.untagged":
            colon
            foreign(step.detail)
        case "case.closed":
            colon
            Case.Disposition(name: step.detail)?.phrase ?? Phrase(same: step.detail)
        case "case.merged", "case.took_in":
            if let other = Int(step.detail) {
                " "
                a(Link("/console/cases", other)) { "#\(other)" }
            }
        case "case.escalated" where step.detail == "overdue": Phrase(": its time was over", "：已超时")
        case "case.taken_up" where step.detail == "time": Phrase(": its time has come", "：已到期")
        case "case.taken_up" where step.detail == "alert": Phrase(": a new alert", "：有新预警")
        default: HTML()
        }
    }

    // MARK: Measures and appeals

    /// A measure's proposal, its signatures, what the rail said, and its end.
    private func lived(_ measure: Measure) -> [Entry] {
        func entry(_ type: String, _ at: Instant, _ by: String, _ why: String = "") -> Entry {
            Entry(at: at, by: by, what: named(type, measure), why: why)
        }
        // What needs nobody begins with its order.
        let isOrdered = measure.order != nil && measure.signatures.isEmpty
        var all = [entry(isOrdered ? "measure.ordered" : "measure.proposed", measure.at, measure.by)]
        all += measure.signatures.filter { $0.by != measure.by || $0.at != measure.at }
            .map { entry("measure.signed", $0.at, $0.by) }
        if let at = measure.confirmedAt { all.append(entry("measure.confirmed", at, Self.rail)) }
        if let at = measure.endedAt {
            all.append(entry("measure.\(measure.state.name)", at, measure.endedBy, measure.endReason))
        }
        return all
    }

    @HTMLBuilder
    private func named(_ type: String, _ measure: Measure) -> HTML {
        RegisterWords.phrase(type)
        Phrase(": ", "：")
        a(Link("/console/measures", measure.number)) { measure.kind.phrase }
    }

    private func filed(_ appeal: Appeal) -> [Entry] {
        func entry(_ type: String, _ at: Instant, _ by: String, _ why: String = "") -> Entry {
            let link = a(Link("/console/appeals", appeal.number)) { RegisterWords.phrase(type) }
            return Entry(at: at, by: by, what: link, why: why)
        }
        var all = [entry("appeal.filed", appeal.at, appeal.filedBy.isEmpty ? appeal.account : appeal.filedBy)]
        if let at = appeal.decidedAt {
            all.append(entry("appeal.\(appeal.state.name)", at, appeal.decidedBy, appeal.reason))
        }
        return all
    }

    private func seen(_ look: LookRow) -> Entry {
        Entry(
            at: look.at, by: look.by,
            what: .text(Phrase("personal data uncovered", "查看个人信息").text)
                + (found.accounts.count > 1 ? .text(" ") + code(look.subject) : HTML()), why: look.reason)
    }
}
