import WeirDomain
import WeirDrawing

/// What the holder is told, in English or Chinese: what was done, since when, until when, how far it goes, on what
/// ground, which facts and which basis, whether by a machine, and how to object: what article 17 of the DSA asks of a
/// statement of reasons. It says nothing about anybody else, and nothing that people wrote for one another; the facts
/// that somebody stated for the holder, and what somebody has written who decided an appeal, are for the holder.
struct NoticeText {
    private let notice: Notice
    let measure: Measure
    private let appeal: Appeal?
    private let facts: NoticeFacts
    private let clock: Reader

    /// - Parameters:
    ///   - notice: without a number it is a draft, of a measure that may have none either.
    ///   - facts: what the measure rests on.
    ///   - clock: whose times it tells; UTC where nobody's are known.
    init(
        _ notice: Notice, _ measure: Measure, _ appeal: Appeal?, facts: NoticeFacts, clock: Reader = Reader(offset: 0)
    ) {
        self.notice = notice
        self.measure = measure
        self.appeal = appeal
        self.facts = facts
        self.clock = clock
    }

    /// - Parameter language: `en` or `zh`.
    func text(in language: String) -> String? {
        switch language {
        case "en": lines(english, .en).joined(separator: "\n") + "\n"
        case "zh": lines(chinese, .zh).joined(separator: "\n") + "\n"
        default: nil
        }
    }

    /// The words of one language.
    private struct Words {
        var title: String
        /// What stands behind a colon; a full-width one has its room already.
        var gap = " "
        var act: String
        var since: String
        var until: String
        var noEnd: String
        /// How far it goes.
        var scope: String
        var ground: String
        /// Before the facts, and before those that whoever proposed it has stated for the holder.
        var facts: String
        var asOf: String
        var stated: String
        var basis: String
        /// Of what kind the basis is, and why it is met.
        var basisMeans: String
        /// Versions of what decided, for whoever objects and whoever examines it.
        var rules: String
        var lists: String
        /// The contract's name is ours and in both languages; a law's is the authority's.
        var inWords: @Sendable (String) -> String = { $0 }
        var byMachine: String
        var byPeople: String
        /// What the program has put before people, and they have signed.
        var byBoth: String
        var object: [String]
        /// Until when, where the measure ends as it stands.
        var objectUntil: String
        var ended: String
        /// What has ended, and of a held payment what became of it.
        var outcome: String
        var endChanged: String
        /// With where the holder can turn next.
        var upheld: [String]
        var reversed: String
        /// Before what whoever decided has written for the holder.
        var why: String
        var reference: String
    }

    private func lines(_ words: Words, _ language: Language) -> [String] {
        var lines = [notice.number > 0 ? "\(words.title) \(notice.number)" : words.title]
        if measure.number > 0 { lines.append("\(words.reference) \(measure.number)") }
        lines.append("")
        switch notice.kind {
        case .imposed, .endChanged:
            if notice.kind == .endChanged { lines += [words.endChanged, ""] }
            lines += [words.act, words.since + words.gap + time(measure.at)]
            lines.append(measure.until.map { words.until + words.gap + time($0) } ?? words.noEnd)
            lines += [words.scope, "", words.ground] + told(words, language)
            if !measure.basis.isEmpty {
                lines += [words.basis + words.gap + words.inWords(measure.basis), words.basisMeans]
            }
            if !measure.rules.isEmpty { lines.append(words.rules + words.gap + measure.rules) }
            if !measure.lists.isEmpty { lines.append(words.lists + words.gap + measure.lists) }
            let isSigned = !measure.signatures.isEmpty
            lines.append(
                !measure.isAutomatic
                    ? facts.isFound ? words.byBoth : words.byPeople : isSigned ? words.byBoth : words.byMachine)
            lines += [""] + ways(words, until: measure.until)
        case .ended:
            lines += [words.ended + words.gap + time(measure.endedAt ?? notice.at), words.outcome]
            // What was declined stays taken from the holder.
            if measure.outcome == .declined { lines += [""] + ways(words, until: measure.endedAt) }
        case .appealDecided:
            var said = appeal?.state == .reversed ? [words.reversed] : words.upheld
            // A decision without its reasons could not be taken to anybody else.
            if let appeal, !appeal.reason.isEmpty { said.insert(words.why + words.gap + appeal.reason, at: 1) }
            lines += said
        }
        return lines
    }

    /// How to object, and until when where the measure's end is known.
    private func ways(_ words: Words, until: Instant?) -> [String] {
        var ways = words.object
        if let until, !measure.isAuthoritysOrder {
            let end = time(until.advanced(bySeconds: Limits.appealFilingSeconds))
            ways.insert(words.objectUntil + words.gap + end, at: 1)
        }
        return ways
    }

    /// What became of a held payment; `nil` for other measures.
    private var outcome: Phrase? {
        guard measure.kind == .holdPayment else { return nil }
        return measure.outcome == .declined
            ? Phrase(
                "The payment \(measure.payment) was declined: its money goes back to whoever paid it.",
                "付款 \(measure.payment) 已被拒绝，款项退回付款人。")
            : Phrase(
                "The payment \(measure.payment) is no longer held: it goes on its way.",
                "付款 \(measure.payment) 不再保留，照常进行。")
    }

    /// The facts, each on a line of its own.
    private func told(_ words: Words, _ language: Language) -> [String] {
        var lines: [String] = []
        if !facts.lines.isEmpty {
            lines.append(facts.at.map { words.asOf + words.gap + time($0) } ?? words.facts)
            lines += facts.lines.map { fact in
                "- " + WrittenTimes.replaced(fact.in(language)) { at, rest in
                    clock.minute(at) + rest + " (" + clock.zone + ")"
                }
            }
        }
        if !measure.statement.isEmpty { lines += [words.stated, measure.statement] }
        return lines
    }

    private func time(_ at: Instant) -> String { clock.minute(at) + " (" + clock.zone + ")" }

    /// An authority's order may stop one side only.
    private static let suspended = [
        "debit": "Transfers from your account are suspended.", "credit": "Transfers to your account are suspended.",
    ]
    /// Whether it is to a merchant behind a blocked site, and not to the site's owner.
    private var isBehindSite: Bool { measure.kind == .blockSite && notice.account != measure.account }

    private static let suspendedInChinese = ["debit": "您账户的转出已被暂停。", "credit": "您账户的转入已被暂停。"]

    private var english: Words {
        let act =
            switch measure.kind {
            case .holdPayment: "A payment is being held: \(measure.payment)"
            case .limitCollection:
                "You can collect at most \(measure.quota.text(measure.currency)) \(measure.currency.code) a day."
            case .suspendTransfers: Self.suspended[measure.scope] ?? "Transfers to and from your account are suspended."
            case .stopCollection: "Your account can no longer collect payments."
            case .warnPayer: "Payers are warned before they pay you."
            case .blockSite:
                "Payments over the site \(measure.account) are declined."
                    + (isBehindSite ? " You are told because they went to your account, which goes on otherwise." : "")
            }
        let ground =
            switch measure.typology {
            case .exchangeGateway where measure.kind == .blockSite:
                "Ground: the site looks like one that deals in virtual currency."
            case nil where measure.kind == .blockSite && measure.authority.isEmpty:
                "Ground: use of the site that the basis below does not allow."
            case .otcDealer: "Ground: payments on this account look like trade in virtual currency over this service."
            case .runningPoints:
                "Ground: payments on this account look like collecting money for others and passing it on."
            case .exchangeGateway: "Ground: this account looks like it collects for a platform of virtual currency."
            case .collector: "Ground: this account looks like a collection point behind somebody else's checkout."
            case .fourthPartySite: "Ground: this account looks like one of several that collect in turn for a site."
            case .successor: "Ground: this account looks like it goes on for one under a measure or an alert."
            case nil where !measure.authority.isEmpty: "Ground: an order of \(measure.authority)."
            case nil where measure.basis.isEmpty: "Ground: use of the account that the terms of use do not allow."
            case nil: "Ground: use of the account that the basis below does not allow."
            }
        return Words(
            title: "Notice", act: act, since: "Since:", until: "Until:", noEnd: "It has no end date.",
            scope: "Scope: " + scope.en, ground: ground, facts: "The facts that it rests on:",
            asOf: "The facts that it rests on, as they stood at:", stated: "The facts, as people state them:",
            basis: "Basis:", basisMeans: basisMeans.en, rules: "Rules, version:", lists: "Lists in force, versions:",
            byMachine: "It was found and ordered by automated means; people review it on request.",
            byPeople: "It was ordered by people.",
            byBoth: "It was found by automated means and ordered by people.",
            object: object.map(\.en), objectUntil: "As the measure stands, that is until:",
            ended: "The measure has ended:", outcome: outcome?.en ?? "What has ended: \(act)",
            endChanged: "The measure ends at another time than you were told.",
            upheld: [
                "Your objection was examined by somebody who took no part in the measure; the measure stands.",
                "The ground and the basis are those that you were told.",
                "You can still go to a court, or, where the law provides for one, to a body that settles disputes.",
            ],
            reversed: "Your objection was right. The measure is no longer in force; we are sorry.",
            why: "The reasons:",
            reference: "Measure")
    }

    private var chinese: Words {
        let act =
            switch measure.kind {
            case .holdPayment: "一笔付款暂被保留：\(measure.payment)"
            case .limitCollection: "您的账户每日收款限额为 \(measure.quota.text(measure.currency)) \(measure.currency.code)。"
            case .suspendTransfers: Self.suspendedInChinese[measure.scope] ?? "您账户的转入和转出已被暂停。"
            case .stopCollection: "您的账户已不能收款。"
            case .warnPayer: "付款人向您付款前会收到提示。"
            case .blockSite:
                "经网站 \(measure.account) 的付款已被拒绝。" + (isBehindSite ? "因此类付款收入您的账户，特此告知；您的账户其他收付不受影响。" : "")
            }
        let ground =
            switch measure.typology {
            case .exchangeGateway where measure.kind == .blockSite: "原因：该网站呈现买卖虚拟货币的特征。"
            case nil where measure.kind == .blockSite && measure.authority.isEmpty: "原因：网站的使用方式不符合下列依据。"
            case .otcDealer: "原因：该账户的收付款呈现通过本服务买卖虚拟货币的特征。"
            case .runningPoints: "原因：该账户的收付款呈现替他人代收并转出资金的特征。"
            case .exchangeGateway: "原因：该账户呈现为虚拟货币平台收款的特征。"
            case .collector: "原因：该账户呈现在他人收银台背后集中收款的特征。"
            case .fourthPartySite: "原因：该账户呈现与多个账户轮流为网站收款的特征。"
            case .successor: "原因：该账户呈现承接有预警或被采取措施账户的特征。"
            case nil where !measure.authority.isEmpty: "原因：\(measure.authority) 的要求。"
            case nil where measure.basis.isEmpty: "原因：账户的使用方式不符合服务条款。"
            case nil: "原因：账户的使用方式不符合下列依据。"
            }
        return Words(
            title: "通知", gap: "", act: act, since: "开始时间：", until: "结束时间：", noEnd: "此措施没有结束日期。",
            scope: "范围：" + scope.zh, ground: ground, facts: "所依据的事实：", asOf: "所依据的事实，截至：",
            stated: "工作人员陈述的事实：", basis: "依据：", basisMeans: basisMeans.zh, rules: "规则版本：", lists: "生效名单及版本：",
            inWords: { EngineWords.chinese($0) },
            byMachine: "此措施由系统自动认定和下达；您可要求人工复核。",
            byPeople: "此措施由工作人员下达。",
            byBoth: "此措施由系统自动认定，由工作人员下达。",
            object: object.map(\.zh), objectUntil: "按措施目前的期限，申诉截止时间：",
            ended: "此措施已结束：", outcome: outcome?.zh ?? "已结束的措施：\(act)",
            endChanged: "此措施的结束时间与此前告知的不同。",
            upheld: [
                "您的申诉已由未参与此措施的人员审查，措施维持不变。", "原因和依据与已告知您的相同。",
                "您仍可向法院起诉，或在法律有规定时向争议解决机构提出。",
            ],
            reversed: "您的申诉成立。措施已不再有效，我们深表歉意。",
            why: "理由：",
            reference: "措施编号")
    }
}
