import Hummingbird
import NIOCore
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// What goes on, at a glance; its figures go on while one looks.
struct OverviewRoutes: Sendable {
    let latest: LatestDecisions
    private let keeper = OverviewKeeper()

    init(latest: LatestDecisions) { self.latest = latest }

    func add(to router: ConsoleRouter) {
        router.get("/console", .readers) { visit in .page(try await self.page(visit)) }
        router.get("/console/live", .readers) { visit in .response(self.live(visit)) }
    }

    private func page(_ visit: Visit) async throws -> Page {
        let all = try await Overview.latest(visit, keeper)
        let lines = (try? latest.lines(visit.desk)) ?? []
        let trend = try await visit.caseCache().read { $0.trend(now: all.now, zone: Viewer.current.zone ?? 0) }
        return Page(
            Phrase("Overview", "总览"), in: .overview, styles: [.drawings], scripts: [Asset(name: "overview.js")],
            isWide: true
        ) {
            div(.class("bar")) {
                p(.class("quiet")) {
                    Phrase("Payment time ", "支付时间 ")
                    span(.a("data-live", "clock")) { Self.time(all) }
                }
                a(Link("/")) {
                    Phrase("The live page: price line and flow of accounts under suspicion", "实时页面：可疑账户的价格线与资金流")
                }
            }
            FirstSteps(visit: visit, all: all).html
            // What people have to do comes before what the engine has done.
            figures(Phrase("Work", "工作"), all.work)
            figures(Phrase("Open cases by age", "未结案件按时长"), all.ages)
            figures(Phrase("Decisions", "决策"), all.outcomes)
            flow
            LatestPart(lines: lines).html
            figures(Phrase("Money, since the server started", "金额（自服务启动）"), all.money)
            figures(Phrase("Measures in force", "有效措施"), all.force)
            trend.html(visit.reader)
            div(.class("grid")) {
                health(all)
                railTable(all.rails, all.currency)
            }
        }
    }

    private static func time(_ all: Overview) -> String {
        guard all.status.now > 0 else { return Written.none }
        let zone = Viewer.current.zone
        let shown = Instant(milliseconds: all.status.now).advanced(bySeconds: zone ?? 0).rfc3339.prefix(19)
        return String(shown).replacing("T", with: " ") + (zone == nil ? " UTC" : "")
    }

    private static func marks(of figure: Overview.Figure) -> [Attribute] {
        let live = Attribute.a("data-live", figure.id)
        return figure.alarms ? [.class(figure.isAlarm ? "bad" : ""), .a("data-alarm", "yes"), live] : [live]
    }

    private func figures(_ title: Phrase, _ list: [Overview.Figure]) -> HTML {
        el("section", .class("bare")) {
            h2 { title }
            el("dl", .class(list.count == 10 ? "figures ten" : "figures")) {
                for figure in list {
                    div {
                        el("dt") {
                            if let link = figure.link {
                                a(link) { figure.title }
                            } else {
                                figure.title
                            }
                        }
                        HTML.element("dd", Self.marks(of: figure), .text(figure.text))
                    }
                }
            }
        }
    }

    /// Drawn by the script; without scripts the style sheet shows nothing of it.
    private var flow: HTML {
        el("section", .class("bare"), .id("flow")) {
            h2 {
                Phrase("Payments per second, the last minute", "每秒支付数（最近一分钟）")
                span(
                    .class("quiet"), .id("flow-now"), .a("data-most", Phrase("at most", "最高").text),
                    .a("data-none", Phrase("none has come while you look", "查看期间没有支付").text)
                ) { "" }
            }
            el(
                "svg", .class("flow"), .a("viewBox", "0 0 600 90"), .a("preserveAspectRatio", "none"),
                .a("role", "img"), .label(Phrase("Payments per second by outcome", "按结果的每秒支付数").text)
            ) {
                for outcome in Outcome.allCases {
                    el("path", .class("out-\(outcome.name)"), .id("flow-\(outcome.name)"), .a("d", ""))
                }
            }
            p(.class("legend")) {
                for outcome in Outcome.allCases {
                    span(.class("swatch out-\(outcome.name)")) { outcome.phrase }
                }
            }
        }
    }

    private func health(_ all: Overview) -> HTML {
        section(Phrase("Health", "运行状况")) {
            el("dl", .class("facts")) {
                for part in all.health {
                    el("dt") { part.title }
                    el("dd", .a("data-live", part.id)) { badge(part.words, part.tone) }
                }
            }
        }
    }

    // MARK: By rail

    private func railTable(_ rails: [RailCounts.Rail], _ currency: Currency?) -> HTML {
        section(Phrase("By rail, since the server started", "按通道（自服务启动）")) {
            if rails.isEmpty {
                empty(Phrase("No payment has come since then.", "自那以后尚无支付。"))
            } else {
                table(Phrase("By rail", "按通道"), Self.railColumns) {
                    for rail in rails {
                        tr {
                            td { code(rail.name) }
                            // Counted by the script: one look has no rate.
                            td(.class("number"), .a("data-rate", rail.name)) { Written.none }
                            for outcome in Outcome.allCases {
                                td(.class("number"), .a("data-live", Self.key(rail, outcome.name))) {
                                    number(rail.counts[Int(outcome.rawValue)])
                                }
                            }
                            td(.class("number"), .a("data-live", Self.key(rail, "stopped"))) {
                                Self.stopped(rail, currency)
                            }
                        }
                    }
                }
            }
        }
    }

    private static var railColumns: [Column] {
        var columns: [Column] = [.text(Phrase("Rail", "通道")), .number(Phrase("A second", "每秒"))]
        for outcome in Outcome.allCases { columns.append(.number(outcome.phrase)) }
        columns.append(.number(Phrase("Money stopped", "拦截金额")))
        return columns
    }

    private static func key(_ rail: RailCounts.Rail, _ what: String) -> String { "rail-\(rail.name)-\(what)" }

    private static func stopped(_ rail: RailCounts.Rail, _ currency: Currency?) -> String {
        let (held, declined) = (rail.money[Int(Outcome.hold.rawValue)], rail.money[Int(Outcome.decline.rawValue)])
        return Written.money(Amount(minor: held.saturatingAdd(declined)), currency)
    }

    // MARK: Live

    /// Once a second, as long as the session lasts.
    private func live(_ visit: Visit) -> Response {
        let viewer = Viewer.current
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var told: [UInt8]?
                while !Task.isCancelled, visit.console.sessions.isOpen(visit.sessionID, at: ServerClock.now) {
                    let all = try await Overview.latest(visit, self.keeper)
                    let lines = (try? self.latest.lines(visit.desk)) ?? []
                    let (figures, decisions) = Viewer.$current.withValue(viewer) {
                        (Self.event(all), LatestPart(lines: lines).table.bytes)
                    }
                    try await writer.write(ByteBuffer(bytes: figures))
                    if told != decisions {
                        try await writer.write(ByteBuffer(bytes: Self.event(decisions)))
                        told = decisions
                    }
                    try await Task.sleep(for: .seconds(1))
                }
                try await writer.finish(nil)
            })
    }

    private static func event(_ decisions: [UInt8]) -> [UInt8] {
        let html = JSONObject.quoted(String(decoding: decisions, as: UTF8.self))
        return Array("event: decisions\ndata: ".utf8) + html + [10, 10]
    }

    private static func event(_ all: Overview) -> [UInt8] {
        var texts = JSONObject()
        texts.put("clock", time(all))
        for figure in all.outcomes + all.money + all.work + all.ages + all.force { texts.put(figure.id, figure.text) }
        for rail in all.rails {
            for outcome in Outcome.allCases {
                texts.put(key(rail, outcome.name), Written.count(rail.counts[Int(outcome.rawValue)]))
            }
            texts.put(key(rail, "stopped"), stopped(rail, all.currency))
        }
        var health = JSONObject()
        for part in all.health {
            var item = JSONObject()
            item.put("text", part.words.text)
            item.put("tone", part.tone)
            health.put(part.id, json: item.closed)
        }
        var counts = JSONObject()
        for outcome in Outcome.allCases { counts.put(outcome.name, all.status.outcomes[Int(outcome.rawValue)]) }
        var rails = JSONObject()
        for rail in all.rails { rails.put(rail.name, rail.counts.reduce(0, +)) }
        var object = JSONObject()
        object.put("texts", json: texts.closed)
        object.put("rails", json: rails.closed)
        object.put("health", json: health.closed)
        object.put("counts", json: counts.closed)
        return Array("event: figures\ndata: ".utf8) + object.closed + [10, 10]
    }
}
