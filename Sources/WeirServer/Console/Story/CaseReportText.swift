import WeirDomain
import WeirDrawing

/// A report of a suspicion as it would go to an authority, drafted from what is on the case page, or from the whole
/// journal; a person finishes it.
struct CaseReportText {
    let found: Case
    let account: String
    /// Newest first.
    let alerts: [StoredAlert]
    /// Oldest first.
    let payments: [PaymentMark]
    let measures: [Measure]
    let reader: Reader

    private var l: WeirDrawing.Language { reader.language }

    var text: String {
        var lines: [String] = []
        lines.append(l("DRAFT: report of a suspicion, case \(found.number)", "草稿：可疑交易报告，案件 \(found.number)"))
        lines.append("")
        lines += who
        lines.append("")
        lines += money
        lines.append("")
        lines += grounds
        lines.append("")
        lines += acts
        lines.append("")
        lines.append(l("To be completed by a person: purpose, identity, consent to send.", "须由人员补全：用途、身份信息、签发意见。"))
        return lines.joined(separator: "\n") + "\n"
    }

    private var who: [String] {
        let strongest = alerts.first.flatMap { Typology(name: $0.typology) }
        return [
            l("1. Subject", "一、主体"), l("   Account: ", "   账户：") + account,
            l("   Joined with it: ", "   关联账户：") + (joined.isEmpty ? l("none", "无") : joined.joined(separator: ", ")),
            l("   Suspected of: ", "   涉嫌：") + (strongest.map { reader.word($0) } ?? "–"),
        ]
    }

    private var joined: [String] { found.accounts.filter { $0 != account } }

    private var money: [String] {
        var lines = [l("2. Payments", "二、交易")]
        guard let first = payments.first, let last = payments.last else {
            return lines + [l("   None on show.", "   无。")]
        }
        lines.append(
            l("   From ", "   自 ") + reader.minute(first.at) + l(" to ", " 至 ") + reader.minute(last.at) + " ("
                + reader.zone + ")")
        for isIncoming in [true, false] {
            let moved = payments.filter { $0.isIncoming == isIncoming && $0.outcome != .decline }
            let currencies = Set(moved.map(\.currency)).sorted { $0.code < $1.code }
            // A way that nothing went is said as well.
            for currency in currencies.isEmpty ? [last.currency] : currencies {
                lines.append(sum(moved.filter { $0.currency == currency }, currency, isIncoming))
            }
        }
        let stopped = payments.count { $0.outcome == .decline || $0.outcome == .hold }
        lines.append(l("   Held or declined: \(stopped)", "   保留或拒绝：\(stopped) 笔"))
        return lines
    }

    private func sum(_ some: [PaymentMark], _ currency: Currency, _ isIncoming: Bool) -> String {
        let sum = some.reduce(Int64(0)) { $0.saturatingAdd($1.amount.minor) }
        let others = Set(some.map(\.other)).count
        return (isIncoming ? l("   In:  ", "   收入：") : l("   Out: ", "   付出："))
            + Written.money(Amount(minor: sum), currency)
            + l(
                " in " + Written.plural(some.count, "payment", "payments") + " with "
                    + Written.plural(others, "account", "accounts"), "，\(some.count) 笔，涉及 \(others) 个账户")
    }

    private var grounds: [String] {
        var lines = [l("3. Grounds", "三、理由")]
        for indicator in alerts.first?.indicators ?? [] {
            let kind = EvidenceKind(name: indicator.kind).map { reader.word($0) } ?? indicator.kind
            lines.append(
                "   [\(kind), \(Written.nats(Figures.decimal(indicator.weight, 1)).text)] "
                    + WrittenTimes.replaced(indicator.phrase.text) { at, rest in reader.minute(at) + rest })
            if !indicator.evidence.isEmpty {
                lines.append(l("     Payments: ", "     付款：") + indicator.evidence.joined(separator: ", "))
            }
        }
        if let typology = alerts.first.flatMap({ Typology(name: $0.typology) }) {
            lines.append(
                l("   Innocent reading considered: ", "   已考虑的正当解释：") + IndicatorWords.innocent(typology).text)
        }
        return lines
    }

    private var acts: [String] {
        var lines = [l("4. Measures", "四、措施")]
        if measures.isEmpty { lines.append(l("   None.", "   无。")) }
        for measure in measures.suffix(20) {
            lines.append(
                "   \(measure.number). \(reader.word(measure.kind)), \(measure.state.phrase.text), "
                    + reader.minute(measure.at) + ", " + measure.by)
        }
        if let disposition = found.disposition { lines.append(l("   Finding: ", "   结论：") + disposition.phrase.text) }
        return lines
    }
}

extension CaseReportText {
    /// Of what is on the case page.
    init(found: Case, story: AccountStory, measures: [Measure], reader: Reader) {
        self.init(
            found: found, account: story.account, alerts: story.alerts, payments: story.payments, measures: measures,
            reader: reader)
    }
}
