import Testing
import WeirDomain
import WeirEngine

@Suite struct MeasureTests {
    @Test func forGoodNeedsTwoDifferentPeople() {
        let scene = ActScene()
        #expect(scene.propose(.stopCollection) == .none)
        #expect(scene.measures[0].state == .proposed)
        #expect(scene.ask(.approve, 1).reason.contains("has signed already"))
        #expect(scene.ask(.approve, 1, by: "bob", .analyst).reason.contains("may not approve"))
        #expect(scene.ask(.approve, 1, by: "weir", nil).reason.contains("only a person"))
        #expect(scene.measures[0].state == .proposed)
        #expect(scene.ask(.approve, 1, by: "bob") == .none)
        #expect(scene.measures[0].state == .ordered && scene.measures[0].until == nil)
        #expect(scene.ask(.approve, 1, by: "cyd").reason.contains("is ordered"))
        #expect(scene.acts.filter { $0.type == "measure.ordered" }.count == 1)
    }

    /// A signature counts only while its owner still has the right to sign.
    @Test func aRoleLostInBetween() {
        let scene = ActScene()
        scene.propose(.stopCollection)
        scene.ask(.role, by: "root", .admin) { request in
            request.subject = "ann"
            request.kind = Role.analyst.rawValue
        }
        #expect(scene.ask(.approve, 1, by: "bob") == .none)
        #expect(scene.measures[0].state == .proposed)
        #expect(scene.ask(.approve, 1, by: "cyd") == .none)
        #expect(scene.measures[0].state == .ordered)
        // An analyst's proposal is no signature.
        scene.propose(.stopCollection, on: "other", by: "eve", .analyst)
        #expect(scene.ask(.approve, 2, by: "bob") == .none)
        #expect(scene.measures[1].state == .proposed)
        #expect(scene.ask(.approve, 2, by: "cyd") == .none)
        #expect(scene.measures[1].state == .ordered)
    }

    @Test func anAuthoritysOrderStandsForOnePerson() {
        let scene = ActScene()
        scene.propose(.stopCollection) { $0.authority = "police.example" }
        #expect(scene.measures[0].state == .ordered)
        scene.propose(.stopCollection, on: "b", by: "eve", .analyst) { $0.authority = "police.example" }
        #expect(scene.measures[1].state == .proposed)
    }

    /// An order is one signature, once: replayed it stands in for nobody.
    @Test func anAuthoritysOrderServesOnce() {
        let scene = ActScene()
        func order(on account: String, _ hash: String) -> Verdict {
            scene.propose(.stopCollection, on: account) { request in
                (request.authority, request.orderHash) = ("police.example", hash)
            }
        }
        #expect(order(on: "m", "aa") == .none && scene.measures[0].state == .ordered)
        #expect(scene.ask(.lift, 1) == .none)
        #expect(order(on: "m", "aa").reason.contains("has served already, for measure 1"))
        #expect(order(on: "n", "aa").reason.contains("served already"))
        #expect(order(on: "m", "bb") == .none && scene.measures[1].state == .ordered)
        #expect(scene.acts.filter { $0.type == "measure.ordered" }.count == 2)
    }

    /// What measures stop is counted to the fen, once, for the first of them that stops it, and no longer than they
    /// last.
    @Test func stoppedMoneyIsCountedOnce() throws {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "a")
        scene.propose(.suspendTransfers, on: "b")
        scene.propose(.limitCollection, on: "m")
        _ = try scene.pay("a", "x", fen: 100)
        _ = try scene.pay("a", "b", fen: 30)
        _ = try scene.pay("x", "b", fen: 7, currency: "USD")
        _ = try scene.pay("x", "m", fen: 10_001)
        _ = try scene.pay("x", "m", fen: 10_000)
        scene.ask(.lift, 1)
        _ = try scene.pay("a", "x", fen: 100)
        let cny = try #require(Currency("CNY"))
        let usd = try #require(Currency("USD"))
        #expect(scene.engine.stopped[1] == StoppedMoney(payments: 2, sums: [cny: 130]))
        #expect(scene.engine.stopped[2] == StoppedMoney(payments: 1, sums: [usd: 7]))
        #expect(scene.engine.stopped[3] == StoppedMoney(payments: 1, sums: [cny: 10_001]))
    }

    @Test func paymentsMeetMeasuresAtOnce() throws {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "new")
        #expect(try scene.pay("new", "b", fen: 100).outcome == .decline)
        #expect(try scene.pay("b", "new", fen: 100).outcome == .decline)
        scene.propose(.stopCollection, on: "shop", by: "ann")
        #expect(try scene.pay("b", "shop", fen: 100).outcome == .allow)
        scene.ask(.approve, 2, by: "bob")
        #expect(try scene.pay("b", "shop", fen: 100).outcome == .decline)
        #expect(try scene.pay("shop", "b", fen: 100).outcome == .allow)
        scene.propose(.warnPayer, on: "odd")
        #expect(try scene.pay("b", "odd", fen: 100).outcome == .warn)
        #expect(try scene.pay("odd", "b", fen: 100).outcome == .allow)
        scene.ask(.lift, 1)
        #expect(try scene.pay("new", "b", fen: 100).outcome == .allow)
    }

    @Test func aQuotaHoldsForADayAndACurrency() throws {
        let scene = ActScene()
        scene.propose(.limitCollection, on: "m")
        #expect(try scene.pay("a", "m", fen: 6_000).outcome == .allow)
        #expect(try scene.pay("a", "m", fen: 4_001).outcome == .decline)
        #expect(try scene.pay("a", "m", fen: 4_000).outcome == .allow)
        #expect(try scene.pay("a", "m", fen: 1).outcome == .decline)
        #expect(try scene.pay("a", "m", fen: 1, currency: "USD").outcome == .decline)
        #expect(try scene.pay("m", "a", fen: 99_999).outcome == .allow)
        scene.now = scene.now.advanced(bySeconds: 86_400)
        #expect(try scene.pay("a", "m", fen: 10_000).outcome == .allow)
        // Yesterday's payment that comes late does not open yesterday's quota again.
        scene.now = scene.now.advanced(bySeconds: -86_400)
        #expect(try scene.pay("a", "m", fen: 1).outcome == .decline)
    }

    @Test func interimMeasuresEndByThemselvesUnlessRenewed() {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "a")
        scene.propose(.suspendTransfers, on: "b")
        scene.pass(seconds: Limits.interimSeconds - 10)
        #expect(scene.ask(.renew, 2) == .none)
        scene.pass(seconds: 9)
        #expect(scene.measures.map(\.state) == [.ordered, .ordered])
        scene.pass(seconds: 1)
        #expect(scene.measures.map(\.state) == [.expired, .ordered])
        #expect(scene.measures[0].order?.action == .release)
        scene.pass(seconds: Limits.interimSeconds)
        #expect(scene.measures[1].state == .expired)
        #expect(
            scene.propose(.suspendTransfers) { $0.until = scene.now.advanced(bySeconds: 99 * 86_400) }.reason
                .contains("too long"))
        // A proposal that nobody signs lapses.
        scene.propose(.suspendTransfers, on: "c", by: "eve", .analyst)
        scene.pass(seconds: Limits.proposalSeconds)
        #expect(scene.measures[2].state == .expired && scene.measures[2].order == nil)
    }

    @Test func holdsHaveADeadlineAndAnOutcome() {
        let scene = ActScene()
        for (i, payment) in ["x", "y", "z"].enumerated() {
            scene.propose(.holdPayment, on: "a") { $0.extra = payment }
            #expect(scene.measures.count == i + 1)
        }
        #expect(scene.propose(.holdPayment, on: "a") { $0.extra = "x" }.reason.contains("already"))
        #expect(scene.ask(.settle, 1) { $0.kind = HoldOutcome.declined.rawValue } == .none)
        #expect(
            scene.ask(.settle, 2) { $0.kind = HoldOutcome.pending.rawValue }.reason.contains("released or declined"))
        #expect(scene.ask(.settle, 2) { $0.kind = HoldOutcome.released.rawValue } == .none)
        #expect(scene.ask(.renew, 3).reason.contains("not renewed"))
        scene.pass(seconds: Limits.holdSeconds)
        #expect(scene.measures.map(\.outcome) == [.declined, .released, .released])
        #expect(scene.measures.map(\.state) == [.lifted, .lifted, .expired])
        #expect(scene.measures.map { $0.order?.action } == [.decline, .release, .release])
    }

    /// Late, doubled and foreign answers of the rail change nothing.
    @Test func theRailsAnswers() {
        let scene = ActScene()
        scene.propose(.suspendTransfers)
        #expect(scene.rail(true, 1, version: 2).reason.contains("no order 2"))
        #expect(scene.rail(true, 1) == .none)
        #expect(scene.measures[0].state == .confirmed && scene.unanswered.isEmpty)
        #expect(scene.rail(true, 1) == .none && scene.rail(false, 1) == .none)
        #expect(scene.measures[0].state == .confirmed)
        scene.ask(.lift, 1)
        #expect(scene.unanswered.map(\.number) == [1])
        #expect(scene.rail(true, 1, version: 1) == .none)
        #expect(scene.unanswered.count == 1)
        #expect(scene.rail(true, 1, version: 2) == .none)
        #expect(scene.unanswered.isEmpty && scene.measures[0].state == .lifted)
        scene.propose(.suspendTransfers, on: "b")
        #expect(scene.rail(false, 2) == .none)
        #expect(scene.measures[1].state == .failed)
    }
}

@Suite struct AppealTests {
    @Test func appealsAreDecidedBySomebodyElseAndReachTheRail() {
        let scene = ActScene()
        scene.propose(.suspendTransfers)
        #expect(scene.rail(true, 1) == .none)
        #expect(scene.notices.map(\.kind) == [.imposed])
        #expect(scene.ask(.file, 1, by: "holder", nil) { $0.subject = "wrong" }.reason.contains("not on this account"))
        #expect(scene.ask(.file, 1, by: "holder", nil) { $0.subject = "acc" } == .none)
        #expect(scene.ask(.file, 1, by: "holder", nil).reason.contains("waiting"))
        let hash = String(repeating: "a1", count: 32)
        #expect(scene.ask(.document, 1, by: "holder", nil) { ($0.extra, $0.detail) = ("contract.pdf", hash) } == .none)
        #expect(scene.ask(.decide, 1) { $0.kind = 1 }.reason.contains("somebody else decides"))
        #expect(scene.ask(.decide, 1, by: "bob", .analyst) { $0.kind = 1 }.reason.contains("may not"))
        #expect(scene.ask(.decide, 1, by: "bob", .compliance) { $0.kind = 1 } == .none)
        #expect(scene.measures[0].state == .lifted && scene.appeals[0].state == .reversed)
        #expect(scene.measures[0].order?.action == .release && scene.unanswered.count == 1)
        #expect(scene.notices.map(\.kind) == [.imposed, .appealDecided, .ended])
        #expect(scene.ask(.decide, 1, by: "bob", .compliance).reason.contains("already"))
    }

    @Test func overdueAppealsAlarm() {
        let scene = ActScene()
        scene.propose(.suspendTransfers)
        scene.ask(.file, 1, by: "holder", nil)
        scene.pass(seconds: Limits.appealDecisionSeconds)
        #expect(scene.appeals[0].isOverdue)
        #expect(scene.acts.contains { $0.type == "alarm.appeal_overdue" })
    }
}
