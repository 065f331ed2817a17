import Synchronization
import WeirDomain
import WeirEngine
import WeirLists
import WeirRuntime
import WeirStore

/// The latest figures, for all who look.
final class OverviewKeeper: Sendable {
    private let kept = Mutex<(at: ContinuousClock.Instant, all: Overview)?>(nil)

    /// The figures, if they are of this second.
    var fresh: Overview? {
        kept.withLock { kept in
            guard let kept, kept.at.duration(to: .now) < .milliseconds(900) else { return nil }
            return kept.all
        }
    }

    func keep(_ all: Overview) { kept.withLock { $0 = (.now, all) } }
}

/// The figures of the overview, gathered once for the page and for its stream.
struct Overview: Sendable {
    var status: DeskStatus
    var now: Instant
    var cases = Cases()
    var measures = CaseCache.Standing()
    var appeals = Appeals()
    var prices: [PriceQuote] = []
    var lists: [(name: String, version: Int, entries: Int)] = []
    var unanswered = 0
    /// People for whom nobody else has vouched yet, and rule sets on trial: signed on the same page as measures.
    var unvouched = 0
    var trials = 0
    var walls = 0
    var unsignedLists = 0
    var unreadNotices = 0
    /// Files of the data folder that were found damaged.
    var damaged: [String] = []

    struct Cases: Sendable {
        var open = 0
        var postponed = 0
        var nobodys = 0
        var over = 0
        var oldest: Instant?
        /// Open cases by how long ago they were opened: under each of `bounds`, and beyond the last.
        var ages = [Int](repeating: 0, count: Self.bounds.count + 1)

        /// Seconds: a day, three days, a week.
        static let bounds: [Int64] = [86_400, 259_200, 604_800]

        mutating func count(age milliseconds: Int64) {
            ages[Self.bounds.firstIndex { milliseconds < $0 * 1_000 } ?? Self.bounds.count] += 1
        }
    }

    struct Appeals: Sendable {
        var filed = 0
        var overdue = 0
        var upheld = 0
        var reversed = 0
    }

    /// Gathered at most once a second, however many look: it takes the engine's time.
    static func latest(_ visit: Visit, _ kept: OverviewKeeper) async throws -> Overview {
        if let fresh = kept.fresh { return fresh }
        let all = try await gather(visit.console)
        kept.keep(all)
        return all
    }

    static func gather(_ console: Console) async throws -> Overview {
        let (acting, now) = (console.acting, console.now())
        let status = acting.desk.status
        acting.desk.noteMended()
        let damaged = acting.desk.damage.files.map(\.name)
        try await console.caseCache.refresh(acting)
        let (cases, measures) = console.caseCache.read { ($0.queue(now: now), $0.standing) }
        return try await acting.read { engine in
            var all = Overview(status: status, now: now)
            all.damaged = damaged
            all.cases = cases
            all.measures = measures
            all.prices = engine.prices
            all.lists = engine.outside.lists.map { ($0.name, $0.version, $0.entries.count) }
            all.unanswered = engine.unanswered.count
            all.unvouched = engine.unvouched.count
            all.unreadNotices = engine.unreadNotices.count
            all.walls = engine.wallsWaiting(at: now).count
            all.unsignedLists = engine.listsWaiting.count
            all.trials = engine.trialRules == nil ? 0 : 1
            for appeal in engine.appeals { all.count(appeal) }
            return all
        }
    }

    private mutating func count(_ appeal: Appeal) {
        switch appeal.state {
        case .filed:
            appeals.filed += 1
            if appeal.isOverdue { appeals.overdue += 1 }
        case .upheld: appeals.upheld += 1
        case .reversed: appeals.reversed += 1
        }
    }

    // MARK: As text

    /// One figure: what the page and its stream call it, and what it says.
    struct Figure: Sendable {
        var id: String
        var title: Phrase
        var text: String
        var link: Link?
        /// Whether anything but none of it is trouble, and shows as such.
        var alarms = false

        var isAlarm: Bool { alarms && text != "0" }
    }

    private func figure(_ id: String, _ en: String, _ zh: String, _ text: String, _ link: Link? = nil) -> Figure {
        Figure(id: id, title: Phrase(en, zh), text: text, link: link)
    }

    /// What should be none.
    private func alarm(_ id: String, _ en: String, _ zh: String, _ value: Int, _ link: Link) -> Figure {
        Figure(id: id, title: Phrase(en, zh), text: Written.count(value), link: link, alarms: true)
    }

    private func figure(_ id: String, _ en: String, _ zh: String, _ value: Int, _ link: Link? = nil) -> Figure {
        figure(id, en, zh, Written.count(value), link)
    }

    /// `nil` until the first payment after the start.
    var currency: Currency? { Currency(status.currency) }

    /// In the order of their names.
    var rails: [RailCounts.Rail] { status.rails.rails.sorted { $0.name < $1.name } }

    var money: [Figure] {
        let currency = currency
        func sum(_ outcome: Outcome) -> String {
            Written.money(Amount(minor: status.money[Int(outcome.rawValue)]), currency)
        }
        return [
            figure("money-allow", "Money let through", "放行金额", sum(.allow)),
            figure("money-warn", "Let through with a warning", "提示后放行金额", sum(.warn)),
            figure("money-hold", "Money held", "暂缓金额", sum(.hold)),
            figure("money-decline", "Money declined", "拒绝金额", sum(.decline)),
        ]
    }

    var outcomes: [Figure] {
        [figure("decided", "Payments decided", "已决策支付", status.decided)]
            + Outcome.allCases.map { outcome in
                Figure(
                    id: "count-\(outcome.name)", title: outcome.phrase,
                    text: Written.count(status.outcomes[Int(outcome.rawValue)]))
            } + [
                figure("alerts", "Alerts", "预警", status.alerts),
                figure("p99", "Decision, p99", "决策耗时 p99", latency),
            ]
    }

    /// All that the page of signatures shows.
    var waiting: Int { measures.waiting + unvouched + trials + walls + unsignedLists }

    private var latency: String {
        // None has been decided since the start: nothing has been timed.
        guard status.latency.count > 0 else { return Written.none }
        let micros = status.latency.quantile(0.99)
        return micros < 1_000 ? "\(micros) µs" : "\(micros / 1_000) ms"
    }

    var work: [Figure] {
        let oldest = cases.oldest.map { Written.span(max(0, (now.milliseconds - $0.milliseconds) / 1_000)).text }
        let queue = Link("/console/queue")
        let decided = appeals.reversed + appeals.upheld
        return [
            figure("cases-open", "Open cases", "未结案件", cases.open, queue),
            figure("cases-nobody", "Unassigned", "未分配", cases.nobodys, queue.query("whose", "nobody")),
            figure("cases-postponed", "Put off", "已延后", cases.postponed, queue.query("state", "postponed")),
            alarm("cases-over", "Overdue", "已超时", cases.over, queue.query("clock", "over")),
            figure("cases-oldest", "Oldest waits", "最久等待", oldest ?? Written.none, queue),
            figure("waiting", "Waiting for a signature", "等待签署", waiting, Link("/console/signatures")),
            figure("appeals-filed", "Appeals to decide", "待裁决申诉", appeals.filed, Link("/console/appeals")),
            alarm("appeals-over", "Appeals overdue", "超时申诉", appeals.overdue, Link("/console/appeals")),
            alarm(
                "notices-unread", "Notices that did not arrive", "未送达的通知", unreadNotices, Link("/console/appeals")),
            figure(
                "reversed", "Reversed on appeal", "申诉后撤销",
                Phrase("\(appeals.reversed) of \(decided)", "\(decided) 件中 \(appeals.reversed) 件").text,
                Link("/console/appeals").query("state", "reversed")),
        ]
    }

    /// How old the queue is.
    var ages: [Figure] {
        let words = [
            Phrase("Under a day", "不足 1 天"), Phrase("1 to 3 days", "1 至 3 天"), Phrase("3 to 7 days", "3 至 7 天"),
            Phrase("Over a week", "超过 7 天"),
        ]
        return zip(words, cases.ages).enumerated().map { place, age in
            Figure(id: "age-\(place)", title: age.0, text: Written.count(age.1))
        }
    }

    var force: [Figure] {
        let list = Link("/console/measures")
        return MeasureKind.allCases.map { kind in
            Figure(
                id: "force-\(kind.name)", title: kind.phrase, text: Written.count(measures.inForce[kind] ?? 0),
                link: list.query("state", "force").query("kind", kind.name))
        } + [
            figure(
                "unconfirmed", "Not confirmed by the rail", "通道未确认", measures.unconfirmed,
                list.query("state", "ordered")),
            alarm("failed", "Failed at the rail", "通道执行失败", measures.failed, list.query("state", "failed")),
        ]
    }

    // MARK: Health

    struct Part: Sendable {
        var id: String
        var title: Phrase
        var words: Phrase
        var tone: String
    }

    var health: [Part] {
        var parts: [Part] = []
        func part(_ id: String, _ title: Phrase, _ trouble: String?, _ well: Phrase) {
            parts.append(
                Part(
                    id: id, title: title, words: trouble.map { TroubleWords.phrase($0) } ?? well,
                    tone: trouble == nil ? "good" : "bad"))
        }
        part(
            "h-journal", Phrase("Taking payments in", "支付接收"), status.trouble,
            Phrase("ready, \(Written.count(status.queued)) wait", "正常，排队 \(Written.count(status.queued))"))
        part(
            "h-register", Phrase("Register", "登记簿"), status.registerTrouble,
            Phrase(
                "\(Written.plural(status.registerEntries, "entry", "entries")), "
                    + "\(Written.count(behind(status.registered))) behind",
                "\(Written.count(status.registerEntries)) 条，落后 \(Written.count(behind(status.registered)))"))
        part(
            "h-database", Phrase("Database", "数据库"), status.projectionTrouble,
            Phrase(
                Written.plural(behind(status.projected), "input", "inputs") + " behind",
                "落后 \(Written.count(behind(status.projected)))"))
        parts.append(
            Part(
                id: "h-rail", title: Phrase("Rail", "支付通道"),
                words: Phrase(
                    Written.plural(unanswered, "order", "orders") + " without an answer", "\(unanswered) 条指令未回应"),
                tone: unanswered == 0 ? "good" : "warn"))
        parts.append(pricesPart)
        parts.append(
            Part(
                id: "h-lists", title: Phrase("Lists", "名单"),
                words: lists.isEmpty
                    ? Phrase("none is loaded", "未加载")
                    : Phrase(
                        Written.plural(lists.count, "list", "lists") + ", "
                            + Written.plural(lists.reduce(0) { $0 + $1.entries }, "entry", "entries"),
                        "\(lists.count) 个名单，\(Written.count(lists.reduce(0) { $0 + $1.entries })) 条"),
                tone: "good"))
        if !damaged.isEmpty {
            let names = damaged.joined(separator: ", ")
            parts.append(
                Part(
                    id: "h-damaged", title: Phrase("Damaged files", "损坏的文件"),
                    words: Phrase("made anew, or shown to nobody: \(names)", "已重新生成或不再显示：\(names)"), tone: "warn"))
        }
        if status.setAside > 0 {
            parts.append(
                Part(
                    id: "h-aside", title: Phrase("Set aside", "搁置"),
                    words: Phrase(
                        "refused, as they stop the program: \(status.setAside)", "\(status.setAside) 个输入会使程序停止，已拒收"),
                    tone: "bad"))
        }
        return parts
    }

    private func behind(_ sequence: UInt64) -> Int { Int(clamping: status.sequence - min(sequence, status.sequence)) }

    /// Without a price the price line says nothing: boards are read once an hour at the least.
    private var pricesPart: Part {
        guard let newest = prices.map(\.at).max() else {
            return Part(
                id: "h-prices", title: Phrase("Prices", "价格"),
                words: Phrase("none: amounts cannot be read against a board", "没有价格，无法对照盘口价"), tone: "bad")
        }
        let seconds = max(0, (now.milliseconds - newest.milliseconds) / 1_000)
        return Part(
            id: "h-prices", title: Phrase("Prices", "价格"),
            words: Phrase(
                "\(Written.plural(prices.count, "asset", "assets")), newest \(Written.span(seconds).en) old",
                "\(prices.count) 种，最新为 \(Written.span(seconds).zh)前"), tone: seconds > 7_200 ? "warn" : "good")
    }
}
