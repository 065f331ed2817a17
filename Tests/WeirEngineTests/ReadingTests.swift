import Testing
import WeirDomain
import WeirEngine

/// What a reading rests on is named: payments and prices, those of before the account was looked at as well, and what
/// was declined as what it is.
@Suite struct ReadingTests {
    /// What strangers pay, and what it pays, near plain quantities at 7.24 and 7.18; none is a plain quantity at any
    /// tick near the board's 7.20.
    private static let received = [
        72_431, 108_638, 144_845, 181_052, 217_259, 253_466, 289_673, 325_880, 362_087, 434_494, 506_901, 579_308,
    ]
    private static let paid = [
        86_183, 129_270, 157_997, 186_724, 229_811, 272_898, 301_625, 344_712, 394_979, 466_786,
    ]

    @Test func aSoftLineNamesPaymentsAndPrices() throws {
        let scene = ActScene()
        try scene.quote("USDT", "7.2")
        var alerts: [Alert] = []
        var numbers: [UInt64] = []
        for (n, fen) in Self.received.enumerated() {
            scene.now = scene.now.advanced(bySeconds: 1_200)
            _ = try scene.pay("in\(n)", "me", fen: fen)
            numbers.append(scene.sequence)
            alerts += scene.effects.alerts
            guard n < Self.paid.count else { continue }
            scene.now = scene.now.advanced(bySeconds: 1_200)
            _ = try scene.pay("me", "out\(n)", fen: Self.paid[n])
            alerts += scene.effects.alerts
        }
        // The dossier was opened with the sixth payment, and the alert came at once: what was before has no numbers.
        let first = try #require(alerts.first { $0.account == "me" })
        let atOnce = try #require(first.indicators.first { $0.code == "price_lattice" })
        #expect(first.paymentsBefore == 5)
        #expect(atOnce.text.contains("lie close to a plain quantity of USDT at the board price, lately at 7.242 to"))
        #expect(atOnce.text.contains("Older payments that count, kept by time and sum: 3, the last of them"))
        #expect(atOnce.text.contains("+724.31 CNY @ 7.243") && atOnce.text.contains("+1448.45 CNY @ 7.242"))
        let known = scene.engine.account("me")
        let view = try #require(known)
        let later = try #require(view.indicators.first { $0.code == "price_lattice" })
        #expect(later.evidence == Array(numbers.dropFirst(3)))
        #expect(later.text.contains("lately at 7.241 to 7.243 CNY"))
    }

    /// A shop is talked into sending on all that has come in, once and in vain.
    @Test func whatWasTriedIsNamedAndToldAsTried() throws {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "drop", by: "ann")
        #expect(scene.measures[0].state == .ordered)
        for n in 0..<30 {
            scene.now = scene.now.advanced(bySeconds: 60)
            _ = try scene.pay("customer\(n)", "shop", fen: 10_000 + n * 100)
        }
        #expect(try scene.pay("shop", "drop", fen: 723_000).outcome == .decline)
        let attempt = scene.sequence
        let known = scene.engine.account("shop")
        let view = try #require(known)
        let flow = try #require(view.indicators.first { $0.kind == .flow })
        #expect(flow.text.contains(" in vain ") && !flow.text.contains(" was sent on within"))
        #expect(flow.text.contains("Payments that were declined are counted with it: 1, or 100 % of the money"))
        #expect(flow.evidence.last == attempt && flow.evidence.count > 1)
    }

    /// The sixth stranger makes an account worth looking at.
    @Test func whatWasBeforeIsToldByTimeAndSum() throws {
        let scene = ActScene()
        var numbers: [UInt64] = []
        for n in 0..<8 {
            scene.now = scene.now.advanced(bySeconds: 60)
            _ = try scene.pay("stranger\(n)", "me", fen: 12_000 + n)
            numbers.append(scene.sequence)
        }
        let known = scene.engine.account("me")
        let view = try #require(known)
        let people = try #require(view.indicators.first { $0.kind == .people })
        #expect(people.evidence == Array(numbers.suffix(3)))
        #expect(
            people.text.hasSuffix(
                "Older payments that count, kept by time and sum: 5, the last of them "
                    + "2026-03-01T16:03Z +120.02 CNY, 2026-03-01T16:04Z +120.03 CNY, 2026-03-01T16:05Z +120.04 CNY "
                    + "(+ came in, - went out)."))
    }

    /// Orders of one price that are told apart by fen, nearly all of them before the account was looked at.
    @Test func pricesWithOtherFenAreNamed() throws {
        let scene = ActScene()
        var alerts: [Alert] = []
        for (n, fen) in [30_000, 29_997, 29_995, 0, 30_002, 29_998, 29_996].enumerated() {
            scene.now = scene.now.advanced(bySeconds: 300)
            let (payer, payee) = fen == 0 ? ("me", "boss") : ("stranger\(n)", "me")
            _ = try scene.pay(payer, payee, fen: fen == 0 ? 89_892 : fen)
            alerts += scene.effects.alerts
        }
        let alert = try #require(alerts.first { $0.account == "me" })
        let cents = try #require(alert.indicators.first { $0.code == "unique_cents" })
        #expect(cents.evidence == [scene.sequence])
        #expect(
            cents.text.contains(
                "5 times the same price came with different fen, as gateways do that tell open orders apart, lately "
                    + "299.98 and 299.96 CNY."))
        #expect(cents.text.contains("% of the sums that came in, small ones aside, lie one to ten fen beside"))
        #expect(cents.text.contains("Older payments that count, kept by time and sum: 5,"))
    }

    /// The latest notes hold none of them any more, and their numbers are known all the same.
    @Test func collisionsOutliveTheNotes() throws {
        let scene = ActScene()
        scene.engine.onlyLooksOn = true
        var collided: [UInt64] = []
        var pot = 0
        for n in 0..<33 {
            let fen = n == 7 ? 30_000 : n == 8 ? 29_997 : n == 9 ? 29_995 : 31_050 + n * 1_700
            scene.now = scene.now.advanced(bySeconds: 300)
            _ = try scene.pay("stranger\(n)", "me", fen: fen)
            if n == 8 || n == 9 { collided.append(scene.sequence) }
            pot += fen
            guard n % 3 == 2 else { continue }
            scene.now = scene.now.advanced(bySeconds: 240)
            _ = try scene.pay("me", "boss", fen: pot - 100)
            pot = 0
        }
        let known = scene.engine.account("me")
        let view = try #require(known)
        let cents = try #require(view.indicators.first { $0.code == "unique_cents" })
        #expect(cents.evidence == collided)
        #expect(cents.text.hasPrefix("2 times the same price came with different fen"))
    }
}
