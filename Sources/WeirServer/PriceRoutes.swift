import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `PUT /v1/prices`: board prices as they change, in the form of prices.csv, or as JSON with the same names.
struct PriceRoutes<Context: RequestContext>: Sendable {
    let desk: Desk
    let history: PriceHistory

    func add(to router: Router<Context>) {
        router.put("/v1/prices") { request, _ in try await self.put(request) }
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
        for start in stride(from: 0, to: quotes.count, by: Self.atOnce) {
            let some = quotes[start..<min(start + Self.atOnce, quotes.count)]
            for answer in await desk.take(some.map { (.price, InputBytes.encode($0)) }) {
                if case .unavailable(let why, let seconds) = answer {
                    throw Problem.unavailable(why, retrySeconds: seconds)
                }
            }
        }
        history.add(quotes)
        var object = JSONObject()
        object.put("accepted", quotes.count)
        return Response.json(object.closed)
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

    /// The quotes of an asset in a span of time, and the one in force at its beginning; oldest first.
    func quotes(_ asset: String, _ currency: Currency, from: Instant, to: Instant) -> [PriceQuote] {
        let all = quotes.withLock { $0[asset + "/" + currency.code] ?? [] }
        let begin = all.lastIndex { $0.at <= from } ?? 0
        return all[min(begin, all.count)...].filter { $0.at <= to }
    }
}
