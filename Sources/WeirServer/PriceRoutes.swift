import HTTPTypes
import Hummingbird
import Synchronization
import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuntime

/// `PUT /v1/prices`: board prices as they change, in the form of prices.csv.
struct PriceRoutes<Context: RequestContext>: Sendable {
    let desk: Desk
    let history: PriceHistory

    func add(to router: Router<Context>) {
        router.put("/v1/prices") { request, _ in try await self.put(request) }
    }

    private func put(_ request: Request) async throws -> Response {
        let body = try await request.whole(upTo: Limits.documentBodyBytes)
        var refusals: [Refusal] = []
        let quotes: [PriceQuote]
        do {
            quotes = try CompanionCSV.prices(bytes: Array(body.readableBytesView)) { refusals.append($0) }
        } catch {
            throw Problem(.unprocessableContent, "invalid_prices", "The prices were refused", detail: error.reason)
        }
        // All or nothing: half a price list would be worse than the old one.
        if let first = refusals.first {
            throw Problem(
                .unprocessableContent, "invalid_prices", "The prices were refused",
                detail: "line \(first.line): \(first.message)", field: first.field)
        }
        let answers = await desk.take(quotes.map { (.price, InputBytes.encode($0)) })
        for answer in answers {
            if case .unavailable(let why, let seconds) = answer {
                throw Problem.unavailable(why, retrySeconds: seconds)
            }
        }
        history.add(quotes)
        var object = JSONObject()
        object.put("accepted", quotes.count)
        return Response.json(object.closed)
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
