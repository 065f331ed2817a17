import Hummingbird
import WeirCodec
import WeirDomain
import WeirDrawing
import WeirEngine
import WeirLists
import WeirRuntime
import WeirStore

/// An account's story as parts of a page: the same for a case and for the account alone.
struct StoryView {
    let visit: Visit
    let story: AccountStory
    let wish: StoryWish
    /// The page that the parts stand on, for links back to it.
    let page: Link

    var reader: Reader { visit.reader }
    private var l: WeirDrawing.Language { reader.language }

    // MARK: Figures at the head

    var figures: HTML {
        let windows = story.view.windows
        func month(_ direction: String) -> AccountView.WindowView? {
            windows.first { $0.direction == direction && $0.window == "30d" }
        }
        let strongest = story.view.scores.max { $0.score < $1.score }
        let code = story.currency?.code ?? Written.none
        return el("dl", .class("figures")) {
            if let alert = story.alerts.first {
                figure(
                    Phrase("Score of the alert", "预警评分"), "\(alert.score)",
                    Phrase("of 1000; now \(strongest?.score ?? 0)", "满分 1000；现为 \(strongest?.score ?? 0)"))
            } else {
                figure(Phrase("Score now", "当前评分"), "\(strongest?.score ?? 0)", Self.scored(strongest))
            }
            for (direction, words) in [
                ("in", Phrase("In, 30 days", "30 天收入")), ("out", Phrase("Out, 30 days", "30 天付出")),
            ] {
                if let window = month(direction) {
                    figure(
                        words, Written.sum(window.sum, story.currency),
                        Phrase(
                            "\(code), \(Written.plural(window.count, "payment", "payments")), "
                                + Written.plural(window.strangers, "stranger", "strangers"),
                            "\(code)，\(window.count) 笔，\(window.strangers) 个陌生人"))
                }
            }
            if story.stopped.payments > 0 {
                let sum = Amount(minor: story.currency.flatMap { story.stopped.sums[$0] } ?? 0)
                figure(
                    Phrase("Stopped by measures", "被措施拦截"), Written.sum(sum, story.currency),
                    Phrase(
                        "\(code), \(Written.plural(story.stopped.payments, "payment", "payments"))",
                        "\(code)，\(Written.count(story.stopped.payments)) 笔"))
            }
            let inForce = story.view.measures.filter { $0.state.isInForce }
            figure(
                Phrase("In force", "生效中"), inForce.isEmpty ? "–" : "\(inForce.count)",
                Self.named(Set(inForce.map(\.kind))))
        }
    }

    /// The gravest first.
    private static func named(_ kinds: Set<MeasureKind>) -> Phrase {
        let found = MeasureKind.allCases.reversed().filter { kinds.contains($0) }.map(\.phrase)
        if found.isEmpty { return Phrase("no measure", "无措施") }
        return Phrase(found.map(\.en).joined(separator: ", "), found.map(\.zh).joined(separator: "、"))
    }

    private static func scored(_ score: TypologyScore?) -> Phrase {
        guard let score else { return Phrase("of 1000, nothing stands out", "满分 1000，无异常") }
        let name = score.typology.phrase
        return Phrase("of 1000, \(name.en)", "满分 1000，\(name.zh)")
    }

    private func figure(_ name: Phrase, _ value: String, _ sub: Phrase) -> HTML {
        div {
            el("dt") { name }
            el("dd") { value }
            el("dd", .class("sub")) { sub }
        }
    }

    // MARK: Drawings

    var moments: [WeirDrawing.Moment] {
        let measures = story.view.measures.suffix(12)
        var found = measures.map { measure in
            WeirDrawing.Moment(
                at: measure.at, label: reader.word(measure.kind), link: Link("/console/measures", measure.number).text)
        }
        found += measures.compactMap { measure in
            // A payment is held for a day at most: its end says nothing.
            guard let ended = measure.endedAt, measure.state == .lifted || measure.state == .expired,
                measure.kind != .holdPayment
            else { return nil }
            return WeirDrawing.Moment(
                at: ended,
                label: reader.word(measure.kind)
                    + (measure.state == .lifted ? l(": lifted", "：已解除") : l(": expired", "：已到期")),
                link: Link("/console/measures", measure.number).text, isGrave: false)
        }
        // A line far from all payments would press the drawing together.
        guard let last = story.payments.last?.at, let first = story.payments.first?.at else { return [] }
        let margin = min(172_800, max(3_600, (last.seconds - first.seconds) / 4))
        return found.filter { $0.at >= first && $0.at <= last.advanced(bySeconds: margin) }.sorted { $0.at < $1.at }
    }

    var price: HTML {
        let drawn = PriceDrawing(
            asset: story.asset?.name ?? "", currency: story.currency,
            payments: story.payments.filter { $0.residual != nil },
            board: story.board.map { ($0.at, $0.price) }, moments: moments)
        return .drawing(drawn.markup(reader, id: "price"))
            + .drawing(Residuals(payments: story.payments).markup(reader, id: "lattice"))
    }

    var timeline: HTML {
        // Whoever looks further around follows the money: the payments are a click away, the page stays light.
        if wish.isWide || wish.open.count > 1 {
            return p {
                Phrase("The money flow is open one step further. ", "资金流已展开一步。")
                a(page.fragment("time")) { Phrase("Back to the payments", "返回收付明细") }
            }
        }
        let beyond = max(0, story.view.payments - story.payments.count)
        return .drawing(Timeline(payments: story.payments, moments: moments, beyond: beyond).markup(reader, id: "time"))
            + pages
    }

    /// Ways to older payments, and to the latest where those around a suspension are shown.
    private var pages: HTML {
        guard story.older != nil || wish.before != nil || story.around != nil || wish.isLatest else { return HTML() }
        return div(.class("pages")) {
            if let older = story.older {
                a(page.query("before", String(older)).fragment("time")) { Phrase("Older payments", "更早的记录") }
            }
            if wish.before != nil || wish.isLatest {
                a(page.fragment("time")) { Phrase("Back to what led to it", "回到相关记录") }
            }
            if story.around != nil {
                a(page.query("latest", "1").fragment("time")) { Phrase("The latest payments", "最新的记录") }
            }
        }
    }

    var heat: HTML { .drawing(HeatMap(times: story.payments.map(\.at)).markup(reader, id: "hours")) }

    var score: HTML {
        // What is declined by an order has the full score, whoever of the two the order is about: it says nothing here.
        var points = zip(story.records, story.payments).filter { $0.0.outcome != .decline }.map { item, payment in
            ScoreDrawing.Point(at: payment.at, score: item.score, link: payment.link)
        }
        if let first = story.payments.first?.at, let last = story.payments.last?.at {
            // The alert that the page begins with stands here, even where the payments on show are later ones.
            let alerts = story.alerts.enumerated().filter { $0.offset == 0 || $0.element.at >= first }
                .map { $0.element }.filter { $0.at <= last }
            if alerts.isEmpty, points.allSatisfy({ $0.score == 0 }) { points = [] }
            points += alerts.map { alert in
                ScoreDrawing.Point(
                    at: alert.at, score: alert.score, link: Link("/console/payments", alert.paymentID).text,
                    isAlert: true)
            }
        }
        points.sort { ($0.at, $0.isAlert ? 1 : 0) < ($1.at, $1.isAlert ? 1 : 0) }
        return .drawing(ScoreDrawing(points: points, moments: moments).markup(reader, id: "score"))
    }

    /// The parts that come first on every page: why, the price line, the payments.
    /// - Parameters:
    ///   - beside: what else stands there, and how high it is.
    ///   - alike: what came of similar cases, where it speaks for the innocent reading.
    func first(beside: (html: HTML, height: Int)? = nil, alike: Phrase? = nil) -> HTML {
        var columns = StoryColumns()
        columns.add(
            section(Phrase("Why", "理由"), .id("s-why")) { why },
            height: StoryColumns.height((story.alerts.isEmpty ? now : then).indicators), .left)
        columns.add(
            section(Phrase("Price", "价格"), .id("s-price")) { price },
            height: StoryColumns.height(story.payments), .right)
        columns.add(
            section(Phrase("The innocent reading that was considered", "已考虑的正当解释"), .id("s-innocent")) {
                innocent(alike)
            },
            height: alike == nil ? 70 : 95)
        if let beside { columns.add(beside.html, height: beside.height) }
        return columns.html + foldedPart(Phrase("Payments", "收付明细"), "time") { timeline }
    }

    /// The money flow, when it moved, and a part of the page's own, in two columns.
    func second(flow: HTML, _ drawn: FlowDrawing, beside: (html: HTML, height: Int)) -> HTML {
        var columns = StoryColumns()
        let ties = Ties(story.records).ties
        // One step further it has the whole width: its drawings would leave the other column empty.
        let isFar = wish.isWide || !wish.open.isEmpty
        let money = foldedPart(Phrase("Money flow", "资金流"), "flow", isAcross: isFar) { flow }
        let when = foldedPart(Phrase("When", "时间"), "when", isAcross: isFar) {
            isFar ? div(.class("grid")) { score + heat } : score + heat
        }
        if !isFar {
            columns.add(money, height: StoryColumns.height(drawn), .left)
            columns.add(when, height: 570 + moments.count * 10, .right)
        }
        columns.add(
            foldedPart(Phrase("Shared devices and sites", "共用的设备与网站"), "ties", isAcross: false) { shared(ties) },
            height: StoryColumns.height(rows: ties.count))
        columns.add(beside.html, height: beside.height)
        return (isFar ? money + when : HTML()) + columns.html
    }

    // MARK: Why

    /// What speaks for and against, and the older payments that several indicators tell of.
    private typealias Evidence = (indicators: [IndicatorBars.Indicator], said: SaidOnce)

    private var now: Evidence {
        let readings = story.view.indicators
        let said = SaidOnce(
            readings.map { SaidOnce.Reading(kind: $0.kind.phrase, text: $0.text, chinese: $0.textChinese) })
        let indicators = zip(readings, said.texts).map { reading, text in
            IndicatorBars.Indicator(
                code: reading.code, kind: reading.kind, weight: reading.weight, text: text.told,
                evidence: reading.evidence.compactMap { story.ids[$0] }.map(Self.payment),
                codeLink: RulePlace.link(reading.code)?.text)
        }
        return (indicators, said)
    }

    /// As it was when the alert was raised; nothing where there is none.
    private var then: Evidence {
        let stored = story.alerts.first?.indicators ?? []
        let said = SaidOnce(stored)
        let indicators = zip(stored, said.texts).map { stored, text in
            IndicatorBars.Indicator(
                code: stored.code, kind: EvidenceKind(name: stored.kind) ?? .model,
                weight: Int((stored.weight * 1000).rounded()), text: text.told,
                evidence: stored.evidence.map(Self.payment),
                codeLink: RulePlace.link(stored.code)?.text)
        }
        return (indicators, said)
    }

    var why: HTML {
        let now = now
        guard let alert = story.alerts.first else {
            return .drawing(bars(now.indicators).markup(reader, id: "why-now")) + now.said.html
        }
        let then = then
        return p(.class("quiet")) {
            Phrase("As it was when alert \(alert.number) was raised, ", "预警 \(alert.number) 产生时，")
            moment(alert.at)
        } + .drawing(bars(then.indicators).markup(reader, id: "why")) + then.said.html
            + el("details") {
                el("summary") { Phrase("As it is now", "现在的证据") }
                HTML.drawing(bars(now.indicators).markup(reader, id: "why-now"))
                now.said.html
            }
    }

    /// Payments of the evidence by what they moved, where they are on show: sums say more than ids.
    private func bars(_ indicators: [IndicatorBars.Indicator]) -> IndicatorBars {
        let amounts = story.payments.map { ($0.id, Written.sum($0.amount, $0.currency)) }
        return IndicatorBars(indicators: indicators, amounts: Dictionary(amounts) { first, _ in first })
    }

    private static func payment(_ id: String) -> (id: String, link: String) {
        (id, Link("/console/payments", id).text)
    }

    /// The reading that would make everything honest, and what speaks for it.
    private func innocent(_ alike: Phrase?) -> HTML {
        let typology =
            story.alerts.first.flatMap { Typology(name: $0.typology) }
            ?? story.view.scores.max { $0.score < $1.score }?.typology
        guard let typology else {
            return p(.class("empty")) {
                Phrase("Nothing is suspected, so nothing needs to be explained.", "没有嫌疑，因此无需解释。")
            }
        }
        let against = SaidOnce((story.alerts.first?.indicators ?? []).filter { $0.weight <= -0.3 }).texts
        var html = p { IndicatorWords.innocent(typology) }
        html +=
            against.isEmpty
            ? p(.class("quiet")) { Phrase("Nothing that was seen speaks for it.", "未见支持此解释的事实。") }
            : ul {
                for one in against { li { one.told } }
            }
        if let alike { html += p(.class("quiet")) { alike } }
        return html
            + (story.alerts.first.map { alert in
                el("details") {
                    el("summary") { Phrase("The whole explanation", "完整说明") }
                    p { written(alert.explanation, alert.explanationChinese) }
                    if Viewer.current.language == .zh {
                        p(.class("quiet")) { "当时记录的原文：" }
                        p(.a("lang", "en")) { foreign(alert.explanation) }
                    }
                }
            } ?? HTML())
    }

    // MARK: Flow

    /// The slider, and what is drawn of its span.
    /// - Parameter part: where a script finds the drawings alone.
    func flow(_ flow: MoneyFlow, part: Link) async throws -> HTML {
        let drawn = try await drawings(flow)
        return (FlowSpan(story, wish)?.html(page, part: part) ?? HTML()) + ways
            + div(.id("flow-part")) { drawn }
    }

    /// The flow of the span alone.
    func drawings(_ flow: MoneyFlow) async throws -> HTML {
        let (drawings, shared) = try await flow.further()
        var html = HTML.drawing(flow.first.markup(reader, id: "flow"))
        for (place, drawing) in drawings.enumerated() {
            html += .drawing(drawing.markup(reader, id: "flow-\(place + 2)"))
        }
        if wish.isWide || !wish.open.isEmpty { html += div(.class("beyond")) { beyond(shared) } }
        return html
    }

    /// Spans by a click, and the step further.
    private var ways: HTML {
        p(.class("flow-ways")) {
            if let first = story.payments.first?.at, let last = story.payments.last?.at {
                for (days, words) in [(1, Phrase("last day", "最后一天")), (7, Phrase("last week", "最后一周"))]
                where last.seconds - first.seconds > Int64(days) * 86_400 {
                    let from = FlowSpan.minutes(last.advanced(bySeconds: -Int64(days) * 86_400))
                    a(page.query("since", String(from)).fragment("in-flow")) { words }
                    " · "
                }
            }
            a(page.fragment("in-flow")) { Phrase("all on show", "全部") }
            " · "
            a(wish.spanned(page).query("hops", "2").fragment("in-flow")) { Phrase("one step further", "再往外一步") }
        }
    }

    private func beyond(_ shared: [(account: String, with: [String])]) -> HTML {
        guard !shared.isEmpty else {
            return p(.class("quiet")) {
                Phrase(
                    "The accounts that are opened up share no counterparty beyond this account.",
                    "已展开的账户之间除本账户外没有共同的对手方。")
            }
        }
        return h3 { Phrase("Accounts that several of them deal with", "它们共同的对手方") }
            + ul {
                for (account, with) in shared {
                    li {
                        a(Link("/console/accounts", account)) { code(account) }
                        Phrase(": with ", "：与 ")
                        for (place, other) in with.enumerated() {
                            if place > 0 { ", " }
                            code(other)
                        }
                    }
                }
            }
    }

    /// Devices and sites that tie accounts together, whatever the span of the flow.
    private func shared(_ ties: [Ties.Tie]) -> HTML {
        guard !ties.isEmpty else {
            return empty(Phrase("No device or site ties these accounts together.", "没有设备或网站把这些账户联系在一起。"))
        }
        return table(
            Phrase("Shared devices and sites", "共用的设备与网站"),
            [
                .text(Phrase("What", "种类")), .plain(Phrase("Name", "名称")), .number(Phrase("Payments", "笔数")),
                .text(Phrase("Accounts", "账户")),
            ]
        ) {
            for tie in ties {
                tr {
                    td { tie.isSite ? Phrase("site", "网站") : Phrase("device", "设备") }
                    td {
                        if tie.isSite {
                            a(Link("/console/sites", tie.name)) { code(tie.name) }
                        } else {
                            visit.personal(tie.name, of: story.account)
                        }
                        // What is covered stands in no address either.
                        if tie.isSite || visit.isUncovered(story.account) {
                            " "
                            ListEntryPages.offer(visit, tie.isSite ? .domain : .device, tie.name, back: page)
                        }
                    }
                    td(.class("number")) { "\(tie.payments)" }
                    td {
                        for account in tie.accounts.prefix(6) {
                            a(Link("/console/accounts", account)) { code(account) }
                            " "
                        }
                        if tie.accounts.count > 6 { "+\(tie.accounts.count - 6)" }
                    }
                }
            }
        }
    }
}

extension Visit {
    /// Language and clock for drawings.
    var reader: Reader { Viewer.current.reader }
}
