import Foundation
import HTTPTypes
import Hummingbird
import WeirCodec
import WeirDomain
import WeirEngine
import WeirLists
import WeirPatrol
import WeirRuntime

/// `/v1/sites`: what is known of sites, what the patrol is to visit, what it found. `/v1/codes`: whose a code is.
struct SiteRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    let screenshots: Screenshots
    let patrol: PatrolWatch

    func add(to router: Router<Context>) {
        router.get("/v1/sites") { request, _ in try await self.list(request) }
        router.post("/v1/sites") { request, _ in
            try await self.acting.once(request) { try await self.watch($0) }
        }
        router.get("/v1/sites/watch") { request, _ in try await self.toWatch(request) }
        router.post("/v1/sites/findings") { request, _ in
            try await self.acting.once(request, upTo: Self.mostBytes) { try await self.findings($0) }
        }
        router.put("/v1/sites/screenshots/:hash") { request, context in
            try await self.picture(request, try context.part("hash"))
        }
        router.get("/v1/sites/screenshots/:hash") { _, context in
            try self.screenshots.response(try context.part("hash"))
        }
        router.get("/v1/sites/:host") { _, context in
            Response.json(try await self.one(try context.part("host")))
        }
        router.post("/v1/codes") { request, _ in
            try await self.acting.once(request, upTo: Self.mostBytes) { try await self.codes($0) }
        }
    }

    /// Some thousand lines.
    private static var mostBytes: Int { 4 << 20 }
    private static var mostLines: Int { 5_000 }

    // MARK: Reading

    /// The gravest first. `after` is a place in this order.
    private func list(_ request: Request) async throws -> Response {
        let paging = try Paging(request)
        let start = paging.after ?? 0
        let items = try await acting.read { $0.sites(from: start, count: paging.limit) }
        let next = items.count == paging.limit ? start + items.count : nil
        return Response.json(Paging.page(items.map { SiteJSON.brief($0) }, next: next))
    }

    private func one(_ host: String) async throws -> [UInt8] {
        guard let view = try await acting.read({ $0.site(host) }) else {
            throw Problem.notFound("Nothing is known of a site '\(host)'.")
        }
        return SiteJSON.whole(view)
    }

    /// What the patrol is to visit, and why; nothing of payments or accounts.
    private func toWatch(_ request: Request) async throws -> Response {
        if try acting.access.require(request).role == .patrol { patrol.note(request) }
        let paging = try Paging(request)
        let start = paging.after ?? 0
        let limit = paging.limit
        // Those that are known here come first, then what lists name.
        let hosts = try await acting.read { engine -> [(host: String, reasons: [String])] in
            let views = engine.sites(from: start, count: limit).map {
                (host: $0.host, reasons: $0.reasons)
            }
            guard views.count < limit else { return views }
            let listed = engine.listedHosts.dropFirst(max(0, start - engine.siteCount)).prefix(limit - views.count)
            return views + listed.map { (host: $0, reasons: ["list"]) }
        }
        let next = hosts.count == limit ? start + hosts.count : nil
        return Response.json(
            Paging.page(
                hosts.map { site in
                    var object = JSONObject()
                    object.put("host", site.host)
                    object.put("address", "https://\(site.host)/")
                    object.put("reasons", site.reasons)
                    return object.closed
                }, next: next))
    }

    // MARK: Changing

    /// Somebody asks that a site be watched.
    private func watch(_ request: Request) async throws -> [UInt8] {
        let body = try await Acting.body(request)
        let site = try Acting.need(body.site, "site")
        guard let host = HostName(site)?.text else { throw Acting.invalid("site", "is no host such as shop.example") }
        var act = try acting.act(.watchSite, request)
        act.subject = host
        act.text = try Acting.need(body.reason, "reason")
        try await acting.submit(act)
        return try await one(host)
    }

    /// What the patrol found: one line for each page, as `weir site scan --json` writes it. All or none.
    private func findings(_ request: Request) async throws -> [UInt8] {
        let now = ServerClock.now
        let person = try acting.access.require(request)
        let inputs = try await lines(request).map { number, data -> (InputType, [UInt8]) in
            if let unseen = FindingLine.unseen(data) {
                guard let host = HostName(unseen.page)?.text, ["forbidden", "failed"].contains(unseen.visit) else {
                    throw refused(number, "names no page on a host, or another visit than forbidden or failed")
                }
                var act = ActRequest(.siteNotSeen, at: now, by: person.name, role: person.role)
                (act.subject, act.extra, act.text) = (host, unseen.visit, String(unseen.why.prefix(300)))
                return (.act, InputBytes.encode(act))
            }
            var report: SiteReport
            do { report = try FindingLine.report(data) } catch {
                throw refused(number, "\(error)")
            }
            guard !report.host.isEmpty else { throw refused(number, "names no page on a host") }
            // What has not happened yet is not reported.
            report.at = report.at.milliseconds == 0 ? now : min(report.at, now)
            return (.site, report.encoded)
        }
        return try await take(inputs)
    }

    /// The picture of a page with a finding that names it by its hash.
    private func picture(_ request: Request, _ hash: String) async throws -> Response {
        guard FindingLine.isHash(hash) else { throw Acting.invalid("hash", "is no SHA-256") }
        let body = try await request.whole(upTo: Limits.screenshotBytes)
        let shown = try await acting.read { $0.screenshots }
        guard shown.contains(hash) else { throw Problem.notFound("No page with a finding names this picture.") }
        try screenshots.keep(Array(body.readableBytesView), hash, shown: shown)
        var object = JSONObject()
        object.put("taken", 1)
        return Response.json(object.closed)
    }

    private func codes(_ request: Request) async throws -> [UInt8] {
        let inputs = try await lines(request).map { number, data -> (InputType, [UInt8]) in
            guard let line = try? JSONDecoder().decode(CodeLine.self, from: data) else {
                throw refused(number, "needs kind, value and account")
            }
            guard !line.account.isEmpty, line.account.utf8.count <= Limits.idBytes, line.value.utf8.count <= 512,
                !line.value.isEmpty
            else { throw refused(number, "has an account or value of the wrong length") }
            var value = line.value
            if line.kind == "domain" {
                guard let host = HostName(value)?.text else { throw refused(number, "names no host") }
                value = host
            } else if !FindingLine.kinds.contains(line.kind) {
                throw refused(number, "has an unknown kind '\(line.kind.prefix(40))'")
            }
            return (.codeOwner, CodeOwner(kind: line.kind, value: value, account: line.account).encoded)
        }
        return try await take(inputs)
    }

    private func lines(_ request: Request) async throws -> [(Int, Data)] {
        let body = try await request.whole(upTo: Self.mostBytes)
        let lines = Data(body.readableBytesView).split(separator: 10, omittingEmptySubsequences: false)
        let full = lines.enumerated().filter { !$0.element.allSatisfy { $0 == 32 || $0 == 13 } }
        guard !full.isEmpty, full.count <= Self.mostLines else {
            throw Problem(
                .unprocessableContent, "invalid_lines", "The request was refused",
                detail: full.isEmpty ? "There is no line." : "There are more than \(Self.mostLines) lines.")
        }
        return full.map { ($0.offset + 1, Data($0.element)) }
    }

    private func refused(_ line: Int, _ reason: String) -> Problem {
        Problem(
            .unprocessableContent, "invalid_line", "The request was refused", detail: "Line \(line) \(reason).")
    }

    private func take(_ inputs: [(InputType, [UInt8])]) async throws -> [UInt8] {
        for answer in await acting.desk.take(inputs) {
            switch answer {
            case .taken: continue
            case .refused(let why): throw Problem(.conflict, "not_possible", "Not possible", detail: why)
            case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
            default: throw Problem(.internalServerError, "internal", "The request failed")
            }
        }
        if let trouble = await acting.desk.register.wait(for: acting.desk.status.sequence) {
            throw Problem.unavailable("the register cannot be written: \(trouble)", retrySeconds: 10)
        }
        var object = JSONObject()
        object.put("taken", inputs.count)
        return object.closed
    }
}

/// Whose a code, a number, a contact or a site is, as the platform knows it.
private struct CodeLine: Decodable {
    var kind: String
    var value: String
    var account: String
}

/// Sites as JSON.
enum SiteJSON {
    static func brief(_ view: SiteView) -> [UInt8] { object(view).closed }

    private static func object(_ view: SiteView) -> JSONObject {
        var object = JSONObject()
        object.put("host", view.host)
        object.put("score", view.score)
        object.put("reasons", view.reasons)
        if let first = view.first { object.put("first_found", first) }
        if let last = view.last { object.put("last_seen", last) }
        object.put("payments", Int(view.payments))
        if let currency = view.currency {
            object.put("money", view.money.text(currency))
            object.put("currency", currency.code)
        }
        if let last = view.lastPaid { object.put("last_payment", last) }
        object.put("payees", view.payees)
        if view.referrals > 0 { object.put("referrals", Int(view.referrals)) }
        if let unseen = view.notSeen {
            object.put("not_seen", unseen.why)
            object.put("not_seen_at", unseen.at)
        }
        object.put(
            "same_operator",
            json: JSONObject.array(
                view.ties.map { tie in
                    var item = JSONObject()
                    item.put("host", tie.host)
                    item.put("likeness", tie.likeness)
                    item.put("shared", tie.kinds)
                    return item.closed
                }))
        object.put(
            "measures",
            json: JSONObject.array(
                view.measures.map { measure in
                    var item = JSONObject()
                    item.put("id", measure.number)
                    item.put("kind", measure.kind.name)
                    item.put("state", measure.state.name)
                    item.put("ground", measure.ground)
                    if !measure.groundChinese.isEmpty { item.put("ground_zh", measure.groundChinese) }
                    return item.closed
                }))
        return object
    }

    static func whole(_ view: SiteView) -> [UInt8] {
        var object = object(view)
        object.put("accounts", view.accounts)
        object.put("accounts_registered_elsewhere", view.elsewhere)
        object.put(
            "pages",
            json: JSONObject.array(
                view.pages.map { page in
                    var item = JSONObject()
                    item.put("address", page.address)
                    item.put("score", page.score)
                    item.put("at", page.at)
                    item.put("evidence", page.evidence)
                    if !page.screenshot.isEmpty { item.put("screenshot", page.screenshot) }
                    item.put("accounts", page.accounts)
                    item.put(
                        "leads",
                        json: JSONObject.array(
                            page.leads.map { lead in
                                var item = JSONObject()
                                item.put("kind", lead.kind)
                                item.put("value", lead.value)
                                return item.closed
                            }))
                    return item.closed
                }))
        return object.closed
    }
}
