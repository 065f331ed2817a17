import AsyncAlgorithms
import HTTPTypes
import Hummingbird
import NIOCore
import WeirAssets
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// The live page and its stream of events.
struct LiveRoutes<Context: RequestContext>: Sendable {
    let desk: Desk
    let access: AccessBook
    let cases: CaseFile
    let latest: LatestDecisions
    /// Payments are played, faster than life: the page says so.
    let isSimulated: Bool

    func add(to router: Router<Context>) {
        let assets: [(String, [UInt8], String)] = [
            ("/", PackageResources.live_html, "text/html; charset=utf-8"),
            ("/assets/live.css", WebAssets.palette + PackageResources.live_css, "text/css; charset=utf-8"),
            ("/assets/live.js", PackageResources.live_js, "text/javascript; charset=utf-8"),
            ("/assets/live-account.js", PackageResources.live_account_js, "text/javascript; charset=utf-8"),
            ("/assets/live-draw.js", PackageResources.live_draw_js, "text/javascript; charset=utf-8"),
            ("/assets/live-why.js", PackageResources.live_why_js, "text/javascript; charset=utf-8"),
        ]
        for (path, bytes, type) in assets {
            router.get(RouterPath(path)) { _, _ in
                Response(
                    status: .ok, headers: [.contentType: type, .cacheControl: "no-cache"],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            }
        }
        // Browsers ask for it unbidden; the page has its mark in the header.
        router.get("/favicon.ico") { _, _ in Response(status: .noContent) }
        router.get("/v1/live") { request, _ in
            try self.live(request, isChinese: try Acting.language(request) == .zh)
        }
        router.get("/v1/accounts/:id/case") { _, context in
            let id = try context.part("id")
            guard let picture = try await self.cases.picture(of: id) else {
                throw Problem.notFound("No payment of an account '\(id)' has been seen.")
            }
            return Response.json(picture)
        }
    }

    /// As long as whoever asked may be here.
    private func live(_ request: Request, isChinese: Bool) throws -> Response {
        let person = try access.require(request)
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var stream = LiveStream(
                    desk: self.desk, cases: self.cases, latest: self.latest, isChinese: isChinese,
                    isSimulated: self.isSimulated)
                for await moment in merge(self.ticks(), self.desk.alerts().map { Moment.alert($0) }) {
                    guard self.access.isStill(person, request) else { break }
                    let events = try await stream.events(moment)
                    if !events.isEmpty { try await writer.write(ByteBuffer(bytes: events)) }
                }
                try await writer.finish(nil)
            })
    }

    /// Four times a second.
    private func ticks() -> AsyncStream<Moment> {
        AsyncStream { continuation in
            let task = Task {
                while !Task.isCancelled {
                    continuation.yield(.tick)
                    try? await Task.sleep(for: .milliseconds(250))
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}

enum Moment: Sendable {
    case tick
    case alert(RaisedAlert)
}

/// What one viewer is told: figures, alerts as they are raised, the pictures of accounts that have alerted, and what
/// was decided lately.
struct LiveStream {
    private let desk: Desk
    private let cases: CaseFile
    private let latest: LatestDecisions
    /// The latest decisions as they were told last.
    private var told: [UInt8] = []
    private var last: DeskStatus
    private var lastTime = ContinuousClock.now
    private let start = ContinuousClock.now
    /// Accounts whose picture is kept up to date, newest last.
    private var watched: [String] = []
    private var ticks = 0

    /// Sentences are Chinese.
    private let isChinese: Bool
    private let isSimulated: Bool

    private static let watchedAccounts = 12

    init(desk: Desk, cases: CaseFile, latest: LatestDecisions, isChinese: Bool, isSimulated: Bool) {
        self.desk = desk
        self.cases = cases
        self.latest = latest
        self.isChinese = isChinese
        self.isSimulated = isSimulated
        last = desk.status
    }

    mutating func events(_ moment: Moment) async throws -> [UInt8] {
        switch moment {
        case .alert(let raised):
            watched.removeAll { $0 == raised.alert.account }
            watched.append(raised.alert.account)
            if watched.count > Self.watchedAccounts { watched.removeFirst() }
            let evidence = [raised.alert.sequence] + raised.alert.indicators.flatMap(\.evidence)
            let ids = try desk.paymentIDs(evidence)
            var object = AlertJSON.object(isChinese ? Self.chinese(raised.alert) : raised.alert) { ids[$0] ?? "" }
            object.put("number", raised.number)
            return Self.event("alert", object.closed)
        case .tick:
            ticks += 1
            var out = Self.event("tick", tick())
            if ticks % 4 == 1 { out += decisions() }
            // One picture every other tick: each is redrawn every few seconds.
            if ticks % 2 == 0, !watched.isEmpty {
                let account = watched[(ticks / 2) % watched.count]
                if let picture = try await cases.picture(of: account) { out += Self.event("case", picture) }
            }
            return out
        }
    }

    /// Nothing where nothing has come since, and where they cannot be read: of that the database's health tells.
    private mutating func decisions() -> [UInt8] {
        guard let lines = try? latest.lines(desk) else { return [] }
        let news = LatestDecisions.json(lines, isChinese: isChinese)
        if news == told { return [] }
        told = news
        return Self.event("decisions", news)
    }

    private static func chinese(_ alert: Alert) -> Alert {
        var alert = alert
        alert.explanation = EngineWords.chinese(alert.explanation)
        for place in alert.indicators.indices {
            let reading = alert.indicators[place]
            alert.indicators[place].text = EngineWords.phrase(reading.text, reading.textChinese).zh
        }
        return alert
    }

    private static func event(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array("event: \(name)\ndata: ".utf8) + data + [10, 10]
    }

    private mutating func tick() -> [UInt8] {
        let status = desk.status
        let now = ContinuousClock.now
        let seconds = max(0.001, (now - lastTime) / .seconds(1))
        let latency = status.latency.since(last.latency)
        let currency = Currency(status.currency)
        var outcomes = JSONObject()
        var money = JSONObject()
        for outcome in Outcome.allCases {
            outcomes.put(outcome.name, status.outcomes[Int(outcome.rawValue)])
            // Nothing has been decided since the start: there is no currency yet.
            let sum = Amount(minor: status.money[Int(outcome.rawValue)])
            if let currency { money.put(outcome.name, sum.text(currency)) } else { money.putNull(outcome.name) }
        }
        var times = JSONObject()
        times.put("p50", latency.quantile(0.5))
        times.put("p99", latency.quantile(0.99))
        var object = JSONObject()
        // Before the first payment the engine's time has not begun.
        object.put("at", status.now > 0 ? Instant(milliseconds: status.now) : nil)
        object.put("elapsed", thousandths: Int(((now - start) / .milliseconds(1)).rounded()))
        let speed = last.now == .min ? 0 : Double(status.now - last.now) / 1000 / seconds
        object.put("speed", Int(max(0, speed).rounded()))
        object.put("simulated", isSimulated)
        object.put("decided", status.decided)
        object.put("per_second", Int((Double(status.decided - last.decided) / seconds).rounded()))
        object.put("outcomes", json: outcomes.closed)
        object.put("money", json: money.closed)
        object.put("currency", status.currency)
        object.put("latency_us", json: times.closed)
        object.put("accounts", status.accounts)
        object.put("alerts", status.alerts)
        object.put("measures", status.measures)
        last = status
        lastTime = now
        return object.closed
    }
}
