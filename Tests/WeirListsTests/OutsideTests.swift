import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// Lists, orders and sites as the engine takes them in.
@Suite struct OutsideTests {
    private func payment(
        _ id: String, _ payer: String = "a", _ payee: String = "b", at: Int64 = 1_000_000, site: String = "",
        remark: String = "",
        device: String = ""
    ) -> Payment {
        var payment = Payment(
            id: id, at: Instant(milliseconds: at), rail: "alipay", payer: payer, payee: payee,
            amount: Amount(minor: 10_000),
            currency: Currency("CNY") ?? Currency(packed: 0))
        payment.site = site
        payment.remark = remark
        payment.payerDevice = device
        return payment
    }

    private final class Scene {
        var engine = Engine(seed: 1)
        var sequence: UInt64 = 0
        var effects = Effects()

        @discardableResult
        func apply(_ type: InputType, _ bytes: [UInt8]) -> Verdict {
            sequence += 1
            engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
            return effects.verdict
        }

        func take(_ list: NamedList) {
            #expect(apply(.list, ListBytes.head(list)) == .none)
            for piece in ListBytes.pieces(list) { #expect(apply(.listEntries, piece) == .none) }
            #expect(apply(.listEnd, ListBytes.end(list)) == .none)
        }

        func decide(_ payment: Payment) -> Decision {
            guard case .decided(let decision) = apply(.payment, payment.encoded) else {
                return Decision(outcome: .allow, score: -1)
            }
            return decision
        }
    }

    private let list = NamedList(
        name: "order-1", version: 1, role: .decline, source: "regulator",
        entries: [
            ListEntry(.account, .exact, "bad"), ListEntry(.domain, .suffix, "okx.com"),
            ListEntry(.device, .exact, "d1"),
            ListEntry(.wallet, .exact, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
        ])

    @Test func aListActsFromItsEndOn() {
        let scene = Scene()
        #expect(scene.apply(.list, ListBytes.head(list)) == .none)
        for piece in ListBytes.pieces(list) { scene.apply(.listEntries, piece) }
        #expect(scene.decide(payment("1", "bad")).outcome == .allow)
        scene.apply(.listEnd, ListBytes.end(list))
        #expect(scene.decide(payment("2", "bad")).outcome == .decline)
        #expect(scene.decide(payment("3", "x", "bad")).reasons.first?.code == "listed_account")
        #expect(scene.decide(payment("4", site: "www.okx.com")).reasons.first?.code == "listed_site")
        #expect(scene.decide(payment("5", device: "d1")).outcome == .decline)
        #expect(
            scene.decide(payment("6", remark: "to TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t!")).reasons.first?.code
                == "listed_wallet")
        #expect(scene.decide(payment("7")).outcome == .allow)
        #expect(
            scene.apply(.list, ListBytes.head(list))
                == .refused("list 'order-1' is at version 1; the next one is 2, not 1"))
        var half = list
        half.version = 2
        scene.apply(.list, ListBytes.head(half))
        #expect(
            scene.apply(.listEnd, ListBytes.end(half))
                == .refused("list 'order-1' came with 0 of 4 entries; the old version stays"))
        #expect(scene.decide(payment("8", "bad")).outcome == .decline)
        scene.take(NamedList(name: "order-1", version: 2, role: .decline))
        #expect(scene.decide(payment("9", "bad")).outcome == .allow)
    }

    @Test func watchListsWarnAndHoldListsHold() {
        for (role, outcome) in [(ListRole.watch, Outcome.warn), (.hold, .hold), (.allow, .allow)] {
            let scene = Scene()
            scene.take(NamedList(name: "l", version: 1, role: role, entries: [ListEntry(.account, .exact, "bad")]))
            #expect(scene.decide(payment("1", "a", "bad")).outcome == outcome)
        }
    }

    @Test func anOrderIsAMeasureByItself() {
        let scene = Scene()
        func order(_ act: FreezeOrder.Act, from: Int64, until: Int64?) -> FreezeOrder {
            FreezeOrder(
                id: "7", act: act, authority: "court", basis: "law", account: "a", scope: .debit,
                from: Instant(milliseconds: from), until: until.map { Instant(milliseconds: $0) })
        }
        #expect(
            scene.apply(.order, ListBytes.order(order(.release, from: 0, until: nil)))
                == .refused("there is no order 7 of court"))
        #expect(scene.apply(.order, ListBytes.order(order(.freeze, from: 1_000, until: 5_000))) == .none)
        #expect(scene.effects.measures.first?.kind == .suspendTransfers && scene.effects.measures.first?.by == "court")
        #expect(scene.decide(payment("1", at: 2_000)).reasons.first?.code == "freeze_order")
        #expect(scene.decide(payment("2", "b", "a", at: 2_000)).outcome == .allow)
        #expect(scene.decide(payment("3", at: 999)).outcome == .allow)
        #expect(scene.decide(payment("4", at: 5_000)).outcome == .allow)
        scene.apply(.order, ListBytes.order(order(.renewal, from: 1_000, until: 9_000)))
        #expect(scene.decide(payment("5", at: 8_000)).outcome == .decline)
        scene.apply(.order, ListBytes.order(order(.release, from: 8_500, until: nil)))
        #expect(scene.effects.measures.first?.state == .lifted)
        #expect(scene.decide(payment("6", at: 8_600)).outcome == .allow)
    }

    @Test func aPageLeadsToAnAccount() {
        let scene = Scene()
        scene.apply(.codeOwner, CodeOwner(kind: "alipay_code", value: "fkx1", account: "b").encoded)
        func report(_ score: Int) -> SiteReport {
            SiteReport(
                at: Instant(milliseconds: 1), host: "coin.example", address: "https://coin.example/otc", score: score,
                evidence: "", leads: [SiteReport.Lead(kind: "alipay_code", value: "fkx1")])
        }
        #expect(scene.decide(payment("1")).reasons.isEmpty)
        scene.apply(.site, report(800).encoded)
        #expect(scene.decide(payment("2")).reasons.map(\.code) == ["code_on_site"])
        #expect(
            scene.decide(payment("3", "x", "y", site: "m.coin.example")).reasons.map(\.code) == ["site_deals_in_coins"])
        #expect(scene.decide(payment("3b")).outcome == .allow, "a page alone stops nobody")
        scene.apply(.site, report(0).encoded)
        #expect(scene.decide(payment("4")).reasons.isEmpty)
    }
}
