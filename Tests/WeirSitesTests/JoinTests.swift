import Testing
import WeirDomain
import WeirEngine
import WeirLists
import WeirSimulator

@testable import WeirSites

/// From a page to a measure, through the real parts: page → code → account → its payments → suspension.
@Suite struct JoinTests {
    private func suspensions(_ inputs: [(InputType, [UInt8])]) -> [Alert] {
        var simulation = Simulation(accounts: 3_000, days: 3, seed: 4_711)
        var engine = Engine(seed: 1)
        var effects = Effects()
        var sequence: UInt64 = 0
        var found: [Alert] = []
        func apply(_ type: InputType, _ bytes: [UInt8]) {
            sequence += 1
            engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
            found += effects.alerts.filter { !$0.measures.isEmpty }
        }
        for (type, bytes) in inputs { apply(type, bytes) }
        var quotes = simulation.prices[...]
        while let day = simulation.nextDay() {
            for payment in day {
                while let quote = quotes.first, quote.at <= payment.at {
                    quotes = quotes.dropFirst()
                    apply(.price, InputBytes.encode(quote))
                }
                apply(.payment, payment.encoded)
            }
        }
        return found
    }

    private static func token(_ number: Int) -> String { "fkx" + String(10_000_000_000 + number) }

    /// A board with a code for each of so many sellers.
    private func report(_ sellers: Int) -> SiteReport {
        let links = (0..<sellers).map { number in
            "<a href=\"alipays://platformapi/startapp?saId=10000007&qrcode=https%3A%2F%2Fqr.alipay.com%2F"
                + "\(Self.token(number))\">付款</a>"
        }
        let page = finding(
            """
            <h2>法币交易</h2><ul><li>USDT</li><li>限额 ¥100-¥50000</li><li>单价 7.05 CNY/USDT</li></ul><button>购买USDT</button>
            <label>支付宝</label><label>银行卡</label>\(links.joined())
            """)
        #expect(page.isFinding)
        let leads = page.payees.map { SiteReport.Lead(kind: $0.kind.rawValue, value: $0.value) }
        #expect(leads.count { $0.kind == "alipay_code" } == sellers)
        return SiteReport(
            at: Instant(milliseconds: 0), host: "coin.example", address: "https://coin.example/otc", score: page.score,
            evidence: "", leads: leads)
    }

    /// The first measure of each account, by account.
    private func first(_ alerts: [Alert]) -> [String: Alert] {
        Dictionary(alerts.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func aPageLeadsToAMeasure() throws {
        let alone = first(suspensions([]))
        let dealers = alone.values.filter { $0.typology == .otcDealer }.map(\.account).sorted()
        try #require(dealers.count >= 3)
        let page = report(dealers.count)
        let site: (InputType, [UInt8]) = (.site, page.encoded)
        func owners(_ accounts: [String]) -> [(InputType, [UInt8])] {
            accounts.enumerated().map { number, account in
                (.codeOwner, CodeOwner(kind: "alipay_code", value: Self.token(number), account: account).encoded)
            }
        }
        let joined = first(suspensions(owners(dealers) + [site]))
        // The page without its codes' owners, and the owners without the page, change nothing.
        let unowned = first(suspensions([site]))
        let unseen = first(suspensions(owners(dealers)))
        func before(_ found: [String: Alert]) -> [Int] { dealers.map { found[$0]?.paymentsBefore ?? .max } }
        let (without, with) = (before(alone), before(joined))
        #expect(before(unowned) == without && before(unseen) == without)
        // With both, nobody is stopped later, some are stopped sooner, and the page says why: most wait for conduct of
        // their own, which no page shows.
        #expect(zip(with, without).allSatisfy { $0 <= $1 }, "\(with) \(without)")
        #expect(zip(with, without).count { $0 < $1 } >= 2, "\(with) \(without)")
        for account in dealers {
            let alert = try #require(joined[account])
            #expect(alert.indicators.contains { $0.kind == .site && $0.text.contains("https://coin.example/otc") })
        }
        print("Join: suspended after \(with) payments with the page, \(without) without")
        // Nobody else is touched by it.
        #expect(Set(joined.keys) == Set(alone.keys))
    }
}
