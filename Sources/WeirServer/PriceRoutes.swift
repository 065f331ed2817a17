import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `PUT /v1/prices`: board prices as they change, in the form of prices.csv, or as JSON with the same names; `DELETE`
/// takes those of one asset back, from a time on.
struct PriceRoutes<Context: RequestContext>: Sendable {
    let acting: Acting
    let history: PriceHistory
    let sources: PriceSources
    private let odds = PriceGuard()

    init(acting: Acting, history: PriceHistory, sources: PriceSources) {
        (self.acting, self.history, self.sources) = (acting, history, sources)
    }

    private var desk: Desk { acting.desk }

    func add(to router: Router<Context>) {
        router.put("/v1/prices") { request, _ in try await self.put(request) }
        router.delete("/v1/prices") { request, _ in try await self.withdraw(request) }
    }

    /// A price dated ahead by mistake keeps out all true ones until its time has come.
    private func withdraw(_ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        var act = try acting.act(.withdrawPrices, request)
        act.subject = try Acting.need(query.get("asset"), "asset")
        act.extra = try Acting.need(query.get("currency"), "currency")
        guard let asset = WeirDomain.Asset(act.subject) else { throw Acting.invalid("asset", "is no asset") }
        guard let currency = Currency(act.extra) else { throw Acting.invalid("currency", "is no currency") }
        act.until = try Acting.time(try Acting.need(query.get("from"), "from"), "from")
        act.text = try Acting.need(query.get("reason"), "reason")
        try await acting.submit(act)
        let key = asset.name + "/" + currency.code
        odds.forget(key)
        if let from = act.until { history.withdraw(key, from: from) }
        let left = try await acting.read { engine in
            engine.prices.first { $0.asset == asset && $0.currency == currency }
        }
        var object = JSONObject()
        object.put("asset", asset.name)
        object.put("currency", currency.code)
        if let left {
            object.put("price", left.price.text)
            object.put("at", left.at)
        } else {
            object.putNull("price")
        }
        return Response.json(object.closed)
    }

    /// Prices that go to the desk at once: payments come in between.
    private static var atOnce: Int { 4_096 }

    private func put(_ request: Request) async throws -> Response {
        let body = try await request.whole(
            upTo: Limits.priceBodyBytes, "Hand the prices in in parts: those of before stay.")
        let sent = Array(body.readableBytesView)
        let isJSON = sent.first { ![32, 9, 10, 13].contains($0) } == 91
        var refusals: [Refusal] = []
        let quotes: [PriceQuote]
        do {
            quotes = try CompanionCSV.prices(bytes: isJSON ? Self.rows(sent) : sent) { refusals.append($0) }
        } catch {
            throw Problem(.unprocessableContent, "invalid_prices", "The prices were refused", detail: error.reason)
        }
        // All or nothing: half a price list would be worse than the old one.
        if let first = refusals.first {
            throw Problem(
                .unprocessableContent, "invalid_prices", "The prices were refused",
                detail: (isJSON ? "price \(first.line - 1)" : "line \(first.line)") + ": \(first.message)",
                field: first.field)
        }
        try Self.checkTwins(quotes)
        try await check(quotes, request)
        let known = try await acting.read { engine in
            Dictionary(engine.prices.map { (PriceGuard.key($0), $0) }, uniquingKeysWith: { $0.at > $1.at ? $0 : $1 })
        }
        let news = Self.news(quotes, known)
        for start in stride(from: 0, to: news.count, by: Self.atOnce) {
            let some = news[start..<min(start + Self.atOnce, news.count)]
            for answer in await desk.take(some.map { (.price, InputBytes.encode($0)) }) {
                if case .unavailable(let why, let seconds) = answer {
                    throw Problem.unavailable(why, retrySeconds: seconds)
                }
            }
        }
        history.add(quotes)
        var object = JSONObject()
        object.put("accepted", quotes.count)
        // What is older than a price that is known says nothing: one dated ahead by mistake is seen here.
        let late = quotes.filter { quote in known[PriceGuard.key(quote)].map { quote.at < $0.at } ?? false }
        if let newest = late.compactMap({ known[PriceGuard.key($0)]?.at }).max() {
            object.put("passed_over", late.count)
            object.put("known_until", newest)
        }
        return Response.json(object.closed)
    }

    /// Without what is older than a price that is known, or the very same: it changes nothing, and has no place in the
    /// journal. The same price at a later time says that it still holds.
    private static func news(_ quotes: [PriceQuote], _ known: [String: PriceQuote]) -> [PriceQuote] {
        var latest = known
        return quotes.filter { quote in
            let key = PriceGuard.key(quote)
            if let last = latest[key], quote.at < last.at || quote == last { return false }
            latest[key] = quote
            return true
        }
    }

    /// Refuses what is far from the last prices, unless a second source says the same, or a person that it is so.
    private func check(_ quotes: [PriceQuote], _ request: Request) async throws {
        let jump = sources.jump
        guard jump > 0 else { return }
        let (now, since) = (ServerClock.now, odds.since)
        try Self.checkBounds(quotes, at: now)
        let odd = try await acting.read {
            PriceGuard.odd(quotes, beside: $0, since: since, jump: jump, at: now)
        }
        guard !odd.isEmpty else { return }
        let person = try acting.access.require(request)
        if request.uri.queryParameters.get("confirm") == "yes" {
            guard person.role.maySign else {
                throw Problem(
                    .forbidden, "forbidden", "Not allowed", detail: "A person who may sign confirms odd prices.")
            }
            for each in odd { try await note(each, isConfirmed: true, request) }
            return odds.take(odd)
        }
        if odds.isSaidByAnother(odd, person.name, at: now) { return odds.take(odd) }
        for each in odds.note(odd, person.name, at: now) { try await note(each, isConfirmed: false, request) }
        throw Problem(
            .conflict, "odd_price", "The prices were refused",
            detail: odd.map(\.words).joined(separator: "; ")
                + ": hand the same in with another source's key within ten minutes, or confirm it (?confirm=yes) "
                + "as an administrator.",
            field: "price")
    }

    /// Two prices for one moment: the last would win, and nobody would see why.
    private static func checkTwins(_ quotes: [PriceQuote]) throws {
        var latest: [String: PriceQuote] = [:]
        for quote in quotes {
            let key = PriceGuard.key(quote)
            if let other = latest[key], other.at == quote.at, other.price != quote.price {
                throw Problem(
                    .unprocessableContent, "invalid_prices", "The prices were refused",
                    detail: "\(quote.asset.name) in \(quote.currency.code) would be both \(other.price.text) and "
                        + "\(quote.price.text) at \(quote.at.rfc3339)",
                    field: "price")
            }
            latest[key] = quote
        }
    }

    private static func checkBounds(_ quotes: [PriceQuote], at now: Instant) throws {
        func refuse(_ why: String, _ field: String) -> Problem {
            Problem(.unprocessableContent, "invalid_prices", "The prices were refused", detail: why, field: field)
        }
        let latest = now.advanced(bySeconds: PriceGuard.aheadSeconds)
        if let late = quotes.first(where: { $0.at > latest }) {
            throw refuse(
                "\(late.asset.name) in \(late.currency.code) is of \(late.at.rfc3339), and it is \(now.rfc3339): a "
                    + "price dated ahead would keep out all others until then. Is its zone right?", "at")
        }
        guard Set(quotes.map(PriceGuard.key)).count <= PriceGuard.mostPairs else {
            throw refuse("More than \(PriceGuard.mostPairs) assets at once: hand them in in parts.", "asset")
        }
    }

    private func note(_ odd: PriceGuard.Odd, isConfirmed: Bool, _ request: Request) async throws {
        var act = try acting.act(.oddPrice, request)
        act.kind = isConfirmed ? 1 : 0
        (act.subject, act.extra) = (odd.quote.asset.name, odd.quote.currency.code)
        (act.detail, act.text) = (odd.quote.price.text, odd.last.price.text)
        try await acting.submit(act)
    }

    private struct Row: Decodable {
        var at: String
        var asset: String
        var currency: String
        var price: String
    }

    /// An array of objects as the rows that it stands for.
    private static func rows(_ json: [UInt8]) throws(SourceError) -> [UInt8] {
        guard let rows = try? JSONDecoder().decode([Row].self, from: Data(json)) else {
            throw SourceError(
                path: "prices", reason: "as JSON must be an array of objects with the texts at, asset, currency, price")
        }
        let lines = rows.map { row in
            [row.at, row.asset, row.currency, row.price]
                .map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
        }
        return Array((["at,asset,currency,price"] + lines).joined(separator: "\n").utf8)
    }
}

/// The last days' board prices for drawing; the engine itself needs only the latest.
final class PriceHistory: Sendable {
    private static let kept = 6_000
    private let quotes = Mutex<[String: [PriceQuote]]>([:])

    func add(_ new: [PriceQuote]) {
        quotes.withLock { quotes in
            for quote in new {
                let key = quote.asset.name + "/" + quote.currency.code
                quotes[key, default: []].append(quote)
                if quotes[key, default: []].count > 2 * Self.kept { quotes[key]?.removeFirst(Self.kept) }
            }
        }
    }

    /// Forgets those from a time on.
    func withdraw(_ key: String, from time: Instant) {
        quotes.withLock { quotes in quotes[key, default: []].removeAll { $0.at >= time } }
    }

    /// The quotes of an asset in a span of time, and the one in force at its beginning; oldest first.
    func quotes(_ asset: String, _ currency: Currency, from: Instant, to: Instant) -> [PriceQuote] {
        let all = quotes.withLock { $0[asset + "/" + currency.code] ?? [] }
        let begin = all.lastIndex { $0.at <= from } ?? 0
        return all[min(begin, all.count)...].filter { $0.at <= to }
    }
}
