import WeirDomain
import WeirDrawing
import WeirEngine
import WeirRuntime
import WeirStore

/// What the holder is told of a case, and the report to an authority: both as drafts for a person to look at.
struct CaseDrafts {
    let visit: Visit
    let found: Case
    let account: String
    let story: AccountStory
    /// Of all accounts of the case, oldest first.
    let measures: [Measure]
    let notices: [Notice]

    /// The notice in both languages, and the report to an authority.
    var html: HTML {
        let own = told
        let drafted = own ?? draftedMeasure
        let sent = notices.last { own != nil && $0.measure == drafted.number && $0.kind == .imposed }
        let notice =
            sent
            ?? Notice(
                number: 0, kind: .imposed, measure: drafted.number, account: account, at: drafted.at,
                isWithheld: !found.wall.isEmpty)
        let text = NoticeText(notice, drafted, nil, facts: facts(of: drafted), clock: visit.reader)
        return noticeTitle(own, sent)
            + (found.wall.isEmpty
                ? HTML()
                : p(.class("wrong")) { Phrase("A wall stands: nothing of this is told.", "已设保密：以下内容不得告知。") })
            + div(.class("grid")) {
                for language in ["en", "zh"] {
                    el("pre", .class("draft"), .a("lang", language), .a("tabindex", "0")) {
                        foreign(text.text(in: language) ?? "")
                    }
                }
            } + others(than: sent) + report
    }

    /// What the holder is told of the facts; of a measure that nobody has ordered yet, those of the latest alert.
    private func facts(of measure: Measure) -> NoticeFacts {
        let alert = measure.number == 0 ? story.alerts.first : nil
        let known = try? NoticeFacts(measure, to: account, visit.desk.store, alert: alert)
        return known ?? NoticeFacts()
    }

    private var report: HTML {
        let report = CaseReportText(found: found, story: story, measures: measures, reader: visit.reader)
        return el("details") {
            el("summary") { Phrase("Draft of the report to the authority", "可疑交易报告草稿") }
            el("pre", .class("draft"), .a("tabindex", "0")) { foreign(report.text) }
            p {
                a(Link("/console/cases", found.number).then("report").query("account", account)) {
                    Phrase("Save as a text file", "保存为文本文件")
                }
            }
        }
    }

    /// What the holder should know of: what is in force, a lasting measure before a warning to whoever pays, and that
    /// before a payment that waits a day.
    private var told: Measure? {
        let inForce = measures.filter { $0.account == account && $0.state.isInForce }
        return inForce.last { $0.kind != .holdPayment && $0.kind != .warnPayer }
            ?? inForce.last { $0.kind == .warnPayer } ?? inForce.last
    }

    /// What else the holder has been told is in force, or is to be.
    private func others(than sent: Notice?) -> HTML {
        let inForce = Set(measures.filter { $0.account == account && $0.state.isInForce }.map(\.number))
        let further = notices.filter { notice in
            notice.kind == .imposed && notice.account == account && notice.number != sent?.number
                && inForce.contains(notice.measure)
        }
        if further.isEmpty { return HTML() }
        return p {
            Phrase("Further notices: ", "其他通知：")
            for notice in further.suffix(Self.shown) {
                a(Link("/console/measures", notice.measure)) {
                    Phrase(
                        "\(notice.number), on measure \(notice.measure)", "\(notice.number)，关于措施 \(notice.measure)")
                }
                " "
            }
        }
    }

    /// So many payments may be held on one account at a time.
    private static let shown = 20

    private func noticeTitle(_ measure: Measure?, _ sent: Notice?) -> HTML {
        guard let measure else {
            return h3 { Phrase("Notice, if transfers were suspended now", "通知草稿（假如现在暂停转账）") }
        }
        return h3 {
            if let sent {
                Phrase("Notice \(sent.number), on ", "通知 \(sent.number)，关于")
            } else {
                Phrase("Draft of a notice, on ", "通知草稿，关于")
            }
            a(Link("/console/measures", measure.number)) {
                Phrase("measure \(measure.number)", "措施 \(measure.number)")
            }
        }
    }

    /// What a suspension would be, for the words that the holder would read.
    private var draftedMeasure: Measure {
        var measure = Measure(
            number: 0, kind: .suspendTransfers, account: account, state: .proposed,
            typology: story.alerts.first.flatMap { Typology(name: $0.typology) }, at: visit.now, sequence: 0,
            by: visit.person.name, ground: "")
        measure.until = visit.now.advanced(bySeconds: Limits.interimSeconds)
        return measure
    }
}
