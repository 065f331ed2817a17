import Foundation
import WeirCodec
import WeirDomain
import WeirSimulator

/// Hands simulated payments and prices to a server over HTTP at a steady rate, and says when somebody is suspended.
struct Feeder {
    private let client: DemoClient
    private let rate: Int
    private var quotes: ArraySlice<PriceQuote>
    private let start = ContinuousClock.now
    private var sent = 0
    private var declined = 0
    private var suspended: Set<String> = []

    /// Payments in one request: a tenth of a second's worth.
    private var batchSize: Int { max(10, rate / 10) }

    init(_ client: DemoClient, rate: Int, quotes: [PriceQuote]) {
        self.client = client
        self.rate = rate
        self.quotes = quotes[...]
    }

    mutating func play(_ payments: some Sequence<Payment>) async throws {
        var rest = Array(payments)[...]
        while let first = rest.first {
            try await sendPrices(until: first.at)
            let batch = rest.prefix(batchSize)
            rest = rest.dropFirst(batchSize)
            try await send(batch)
            // From the intended time on: a slow answer is caught up with.
            try await Task.sleep(until: start + .seconds(Double(sent) / Double(rate)), clock: .continuous)
        }
    }

    private mutating func sendPrices(until time: Instant) async throws {
        let due = quotes.prefix { $0.at <= time }
        guard !due.isEmpty else { return }
        quotes = quotes.dropFirst(due.count)
        _ = try await request("PUT", "/v1/prices", "text/csv", Simulation.pricesCSV(Array(due)))
    }

    private mutating func send(_ batch: ArraySlice<Payment>) async throws {
        var lines: [UInt8] = []
        for payment in batch {
            let record = payment.encoded
            PaymentJSON.append(PaymentView(record.span.bytes), to: &lines)
            lines.append(10)
        }
        let answer = try await request("POST", "/v1/payments:batch", "application/x-ndjson", lines)
        let answers = answer.split(separator: 10)
        guard answers.count == batch.count else {
            throw Failure.trouble("\(batch.count) payments were sent, \(answers.count) answers came")
        }
        sent += batch.count
        try await announce()
    }

    /// New suspensions, as the API lists them. What is only proposed suspends nobody yet.
    private mutating func announce() async throws {
        let answer = try await request("GET", "/v1/measures?kind=suspend_transfers&limit=20", nil, nil)
        guard let page = try? JSONDecoder().decode(MeasurePage.self, from: Data(answer)) else { return }
        for measure in page.items.reversed() where measure.isOrdered && !suspended.contains(measure.account) {
            suspended.insert(measure.account)
            let seconds = Double((ContinuousClock.now - start).components.seconds)
            Terminal.note(
                "  \(Terminal.decimal(seconds, 0)) s  "
                    + "transfers of \(measure.account) suspended (\(measure.typology ?? "by people")) at \(measure.at)"
            )
        }
    }

    private struct MeasurePage: Decodable {
        struct Item: Decodable {
            let account: String
            let state: String
            /// None where people proposed it.
            let typology: String?
            let at: String

            var isOrdered: Bool { state == "ordered" || state == "confirmed" }
        }
        let items: [Item]
    }

    private func request(_ method: String, _ path: String, _ type: String?, _ body: [UInt8]?) async throws -> [UInt8] {
        try await client.request(method, path, type, body)
    }

    func report() {
        let seconds = max(0.001, Double((ContinuousClock.now - start).components.seconds))
        Terminal.note(
            "weir: \(Terminal.grouped(sent)) payments in \(Terminal.decimal(seconds, 0)) s, "
                + "\(suspended.count) accounts suspended"
        )
    }
}
