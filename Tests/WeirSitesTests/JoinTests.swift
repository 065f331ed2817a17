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

    @Test func aPageLeadsToAMeasure() throws {
        let alone = suspensions([])
        let dealer = try #require(alone.first { $0.typology == .otcDealer })
        let page = finding(
            """
            <h2>法币交易</h2><ul><li>USDT</li><li>限额 ¥100-¥50000</li><li>单价 7.05 CNY/USDT</li></ul><button>购买USDT</button>
            <label>支付宝</label><label>银行卡</label>
            <a href="alipays://platformapi/startapp?saId=10000007&qrcode=https%3A%2F%2Fqr.alipay.com%2Ffkx0123456789abcd">付款</a>
            """)
        #expect(page.isFinding)
        let leads = page.payees.map { SiteReport.Lead(kind: $0.kind.rawValue, value: $0.value) }
        let report = SiteReport(
            at: Instant(milliseconds: 0), host: "coin.example", address: "https://coin.example/otc", score: page.score,
            evidence: "", leads: leads)
        let owner = CodeOwner(kind: "alipay_code", value: "fkx0123456789abcd", account: dealer.account)
        let joined = suspensions([(.codeOwner, owner.encoded), (.site, report.encoded)])
        let sooner = try #require(joined.first { $0.account == dealer.account })
        #expect(sooner.paymentsBefore <= dealer.paymentsBefore)
        #expect(sooner.indicators.contains { $0.kind == .site && $0.text.contains("https://coin.example/otc") })
        print("Join: suspended after \(sooner.paymentsBefore) payments with the page, \(dealer.paymentsBefore) without")
        // Nobody else is touched by it.
        #expect(Set(joined.map(\.account)) == Set(alone.map(\.account)))
    }
}
