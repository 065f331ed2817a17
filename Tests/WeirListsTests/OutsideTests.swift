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
        // Whoever has lost the answer can tell whether it has been taken in.
        #expect(
            scene.apply(.order, ListBytes.order(order(.freeze, from: 1_000, until: 5_000)))
                == .refused("order 7 of court is known already, and says the same"))
        #expect(
            scene.apply(.order, ListBytes.order(order(.freeze, from: 1_000, until: 6_000)))
                == .refused("order 7 of court is known already"))
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

    /// A payment that is dated before an order began, or after it will have ended, is stopped all the same: now is when
    /// it is decided. So it is with a list.
    @Test func aWrongDateIsNoWayPastAnOrder() {
        let (now, day): (Int64, Int64) = (1_772_380_800_000, 86_400_000)
        func scene(_ version: String) -> Scene {
            let scene = Scene()
            for (verb, text) in [(ActRequest.Verb.version, version), (.time, "")] {
                var act = ActRequest(verb, at: Instant(milliseconds: now), by: Measure.weir, role: nil)
                (act.text, act.kind) = (text, Engine.wallClock)
                #expect(scene.apply(.act, InputBytes.encode(act)) == .none)
            }
            let order = FreezeOrder(
                id: "7", authority: "court", basis: "law", account: "a", scope: .debit,
                from: Instant(milliseconds: now - day), until: Instant(milliseconds: now + day))
            #expect(scene.apply(.order, ListBytes.order(order)) == .none)
            scene.take(
                NamedList(
                    name: "l", version: 1, role: .decline, from: Instant(milliseconds: now - day),
                    until: Instant(milliseconds: now + day), entries: [ListEntry(.account, .exact, "bad")]))
            return scene
        }
        let (new, old) = (scene(Engine.semantics), scene("acts-6 otc-builtin-2"))
        for (place, at) in [now, now - 2 * day, now + 2 * day].enumerated() {
            #expect(new.decide(payment("a\(place)", at: at)).reasons.map(\.code) == ["freeze_order"], "\(place)")
            #expect(new.decide(payment("b\(place)", "bad", at: at)).outcome == .decline, "\(place)")
            // A journal of the version before is read as it was decided.
            #expect(old.decide(payment("a\(place)", at: at)).outcome == (place == 0 ? .decline : .allow))
        }
        // Once it has ended by the clock it stops nobody.
        var act = ActRequest(.time, at: Instant(milliseconds: now + 2 * day), by: Measure.weir, role: nil)
        act.kind = Engine.wallClock
        new.apply(.act, InputBytes.encode(act))
        #expect(new.decide(payment("c", at: now + 2 * day)).outcome == .allow)
    }

    /// What has come in above the secured sum may go out; what was there before is not counted on.
    @Test func anOrderSecuresASum() {
        let scene = Scene()
        let order = FreezeOrder(
            id: "8", authority: "court", basis: "law", account: "a", scope: .debit, amount: Amount(minor: 15_000),
            currency: "CNY", from: Instant(milliseconds: 0), until: nil)
        scene.apply(.order, ListBytes.order(order))
        #expect(scene.effects.measures.first?.scope == "debit")
        #expect(scene.effects.measures.first?.ground.contains("until 150.00 CNY are secured") == true)
        #expect(scene.decide(payment("1", "a", "b", at: 1_000)).outcome == .decline)
        #expect(scene.decide(payment("2", "c", "a", at: 2_000)).outcome == .allow)
        #expect(scene.decide(payment("3", "d", "a", at: 3_000)).outcome == .allow)
        #expect(scene.decide(payment("4", "a", "b", at: 4_000)).outcome == .decline, "100 left of 150")
        #expect(scene.decide(payment("5", "e", "a", at: 5_000)).outcome == .allow)
        #expect(scene.decide(payment("6", "a", "b", at: 6_000)).outcome == .allow, "200 are left")
        #expect(scene.decide(payment("7", "a", "b", at: 7_000)).outcome == .decline)
        var other = payment("8", "a", "b", at: 8_000)
        other.currency = Currency("USD") ?? other.currency
        #expect(scene.decide(other).outcome == .decline, "another currency is no way around it")
    }

    /// A renewal reaches the measure too, and an order that ran out comes back with it.
    @Test func aRenewedOrderIsARenewedMeasure() {
        let scene = Scene()
        func order(_ act: FreezeOrder.Act, from: Int64 = 0, until: Int64?) -> FreezeOrder {
            FreezeOrder(
                id: "9", act: act, authority: "court", basis: "law", account: "a", scope: .both,
                from: Instant(milliseconds: from), until: until.map { Instant(milliseconds: $0) })
        }
        func pass(to time: Int64) {
            let request = ActRequest(.time, at: Instant(milliseconds: time), by: Measure.weir, role: nil)
            scene.apply(.act, InputBytes.encode(request))
        }
        scene.apply(.order, ListBytes.order(order(.freeze, until: 5_000)))
        scene.apply(.order, ListBytes.order(order(.renewal, until: 90_000)))
        pass(to: 6_000)
        #expect(scene.engine.measures.first?.state == .ordered)
        pass(to: 90_000)
        #expect(scene.engine.measures.first?.state == .expired)
        scene.apply(.order, ListBytes.order(order(.renewal, from: 95_000, until: 200_000)))
        #expect(scene.engine.measures.last?.state == .ordered && scene.engine.measures.count == 2)
        #expect(scene.decide(payment("1", at: 100_000)).outcome == .decline)
    }

    /// Signed once, an order's renewal and release could be handed in for ever.
    @Test func oldOrdersAreNotRepeated() {
        let scene = Scene()
        func order(_ act: FreezeOrder.Act, from: Int64, until: Int64?, account: String = "a") -> [UInt8] {
            ListBytes.order(
                FreezeOrder(
                    id: "9", act: act, authority: "court", basis: "law", account: account, scope: .both,
                    from: Instant(milliseconds: from), until: until.map { Instant(milliseconds: $0) }))
        }
        scene.apply(.order, order(.freeze, from: 1_000, until: 50_000))
        scene.apply(.order, order(.renewal, from: 2_000, until: 90_000))
        scene.apply(.order, order(.release, from: 3_000, until: nil))
        #expect(scene.apply(.order, order(.renewal, from: 2_000, until: 90_000)).reason.contains("older"))
        #expect(scene.decide(payment("1", at: 4_000)).outcome == .allow)
        scene.apply(.order, order(.renewal, from: 5_000, until: 95_000))
        #expect(scene.apply(.order, order(.release, from: 3_000, until: nil)).reason.contains("older"))
        #expect(scene.decide(payment("2", at: 6_000)).outcome == .decline)
        #expect(scene.apply(.order, order(.release, from: 7_000, until: nil, account: "b")).reason.contains("another"))
        #expect(scene.apply(.order, order(.renewal, from: 8_000, until: 5_500)).reason.contains("ran out"))
    }

    /// What the authority says is dated later than what it said before: of a renewal and a release that are dated alike
    /// each undid the other, as often as they were handed in.
    @Test func whatIsDatedAlikeIsNotTakenInInTurns() {
        let scene = Scene()
        func order(_ act: FreezeOrder.Act, from: Int64, until: Int64? = nil) -> [UInt8] {
            ListBytes.order(
                FreezeOrder(
                    id: "9", act: act, authority: "court", basis: "law", account: "a", scope: .both,
                    from: Instant(milliseconds: from), until: until.map { Instant(milliseconds: $0) }))
        }
        func freezes() -> Bool { scene.engine.measures.last?.state.isInForce ?? false }
        // Before the first payment the engine knows no time, and a release would lie ahead.
        _ = scene.decide(payment("p1", at: 3_000))
        #expect(scene.apply(.order, order(.freeze, from: 1_000, until: 50_000)) == .none)
        #expect(scene.apply(.order, order(.release, from: 999)).reason.contains("is older than what they said last"))
        // A release may be dated like the freeze that it ends.
        #expect(scene.apply(.order, order(.release, from: 1_000)) == .none && !freezes())
        let alike = "order 9 of court is dated like what they said last, at 1970-01-01T00:00:01"
        for act in [FreezeOrder.Act.renewal, .release] {
            let again = scene.apply(.order, order(act, from: 1_000, until: act == .renewal ? 90_000 : nil))
            #expect(again.reason.hasPrefix(alike), "\(again)")
        }
        #expect(scene.apply(.order, order(.renewal, from: 2_000, until: 90_000)) == .none && freezes())
        #expect(scene.apply(.order, order(.release, from: 2_000)).reason.contains("dated like") && freezes())
        #expect(scene.apply(.order, order(.release, from: 2_001)) == .none && !freezes())
    }

    /// A journal of the version before is read as it was decided.
    @Test func theVersionBeforeTookInWhatIsDatedAlike() {
        let scene = Scene()
        var version = ActRequest(.version, at: Instant(milliseconds: 0), by: Measure.weir, role: nil)
        version.text = "acts-4 otc-builtin-2"
        #expect(scene.apply(.act, InputBytes.encode(version)) == .none)
        for act in [FreezeOrder.Act.freeze, .release, .renewal, .release] {
            let order = FreezeOrder(
                id: "9", act: act, authority: "court", basis: "law", account: "a", scope: .both,
                from: Instant(milliseconds: 1_000), until: act == .release ? nil : Instant(milliseconds: 90_000))
            #expect(scene.apply(.order, ListBytes.order(order)) == .none)
        }
    }

    /// A measure cannot be lifted while payments are still declined by the order that it is.
    @Test func onlyTheAuthorityEndsItsOrder() {
        let scene = Scene()
        let order = FreezeOrder(
            id: "9", authority: "court", basis: "law", account: "a", scope: .both, from: Instant(milliseconds: 0),
            until: nil)
        scene.apply(.order, ListBytes.order(order))
        for verb in [ActRequest.Verb.lift, .renew] {
            var request = ActRequest(verb, at: Instant(milliseconds: 10), by: "ann", role: .supervisor)
            (request.number, request.text) = (1, "because")
            guard case .refused = scene.apply(.act, InputBytes.encode(request)) else {
                Issue.record("\(verb) was not refused")
                continue
            }
        }
        #expect(scene.engine.measures.first?.state == .ordered)
    }

    /// The ground of a measure names the versions of the lists that were in force.
    @Test func measuresNameTheListsInForce() {
        let scene = Scene()
        scene.take(list)
        scene.take(NamedList(name: "b", version: 1, role: .watch, until: Instant(milliseconds: 5)))
        var request = ActRequest(.propose, at: Instant(milliseconds: 10), by: "ann", role: .supervisor)
        (request.kind, request.subject, request.text) = (MeasureKind.suspendTransfers.rawValue, "x", "because")
        scene.apply(.act, InputBytes.encode(request))
        #expect(scene.engine.measures.first?.lists == "order-1 1", "the other one has expired")
        #expect(scene.effects.acts.contains { $0.facts.contains { $0.name == "lists" && $0.value == "order-1 1" } })
    }

    /// A platform's name in a remark warns, whatever the list's role: anybody can write a word there.
    @Test func aPlatformInARemarkWarns() {
        let scene = Scene()
        scene.take(
            NamedList(
                name: "p", version: 1, role: .decline,
                entries: [
                    ListEntry(.platform, .exact, "okx"), ListEntry(.platform, .exact, "火币"),
                    ListEntry(.platform, .fuzzy, "binance"),
                ]))
        for (n, remark) in ["to OKX", "ＯＫＸ 充值", "付火 币", "bin4nce", "B-i-n-a-n-c-e"].enumerated() where n != 3 {
            let decision = scene.decide(payment("w\(n)", remark: remark))
            #expect(decision.outcome == .warn && decision.reasons.first?.kind == .text, "\(remark)")
        }
        for (n, remark) in ["okxy", "book x", "lunch", "finance"].enumerated() {
            #expect(scene.decide(payment("n\(n)", remark: remark)).outcome == .allow, "\(remark)")
        }
        var figures = ListCollateral(
            NamedList(name: "p", version: 1, role: .decline, entries: [ListEntry(.platform, .exact, "okx")]))
        let bytes = payment("c", remark: "okx").encoded
        figures.take(PaymentView(bytes.span.bytes))
        #expect(figures.hitPayments == 1)
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

extension Verdict {
    fileprivate var reason: String {
        if case .refused(let reason) = self { reason } else { "" }
    }
}
