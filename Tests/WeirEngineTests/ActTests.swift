import Testing
import WeirDomain
import WeirEngine
import WeirLists

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

    /// A request that was on its way while its sender was removed neither counts nor brings the role back, however the
    /// two meet.
    @Test func aRemovedRoleDoesNotComeBack() {
        for isRefusedToo in [false, true] {
            let scene = ActScene()
            scene.give("root", .admin)
            scene.propose(.stopCollection, by: "yak")
            scene.propose(.stopCollection, on: "other", by: "bob")
            scene.give("yak", nil, by: "root", as: .admin)
            if isRefusedToo { #expect(scene.ask(.approve, 99, by: "yak").reason.contains("not yak's any more")) }
            #expect(scene.ask(.approve, 2, by: "yak").reason.contains("the role supervisor is not yak's"))
            #expect(scene.measures.map(\.state) == [.proposed, .proposed])
            #expect(scene.ask(.approve, 1, by: "ann") == .none)
            #expect(scene.measures[0].state == .proposed, "one of the two has no role any more")
            #expect(scene.ask(.approve, 1, by: "bob") == .none)
            #expect(scene.measures[0].state == .ordered)
            // Hired again, and heard again.
            scene.now = scene.now.advanced(bySeconds: 1)
            scene.give("yak", .supervisor, by: "root", as: .admin)
            #expect(scene.ask(.approve, 2, by: "yak") == .none)
            #expect(scene.measures[1].state == .ordered)
            // What was signed before does not count again; it may be signed anew.
            scene.propose(.stopCollection, on: "third", by: "yak")
            scene.now = scene.now.advanced(bySeconds: 1)
            scene.give("yak", .analyst, by: "root", as: .admin)
            scene.give("yak", .compliance, by: "root", as: .admin)
            #expect(scene.ask(.approve, 3, by: "ann") == .none)
            #expect(scene.measures[2].state == .proposed)
            #expect(scene.ask(.approve, 3, by: "yak", .compliance) == .none)
            #expect(scene.measures[2].state == .ordered)
        }
    }

    /// Whoever makes somebody up is not two people, whichever of the two signs first.
    @Test(arguments: [false, true])
    func whoeverGivesARoleIsNotTheSecondPerson(isGiverFirst: Bool) {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("sock", .supervisor, by: "root", as: .admin)
        let (first, second) = isGiverFirst ? ("root", "sock") : ("sock", "root")
        func role(_ name: String) -> Role { name == "root" ? .admin : .supervisor }
        scene.propose(.stopCollection, by: first, role(first))
        #expect(scene.ask(.approve, 1, by: second, role(second)).reason.contains("are one hand"))
        #expect(scene.measures[0].state == .proposed)
        // Nor does it help to have the role given once more by somebody who has it from the same hand.
        scene.give("helper", .admin, by: "root", as: .admin)
        scene.give("sock", .supervisor, by: "helper", as: .admin)
        #expect(scene.ask(.approve, 1, by: second, role(second)).reason.contains("are one hand"))
        // One who needs no second person is free; and somebody else signs.
        #expect(scene.propose(.suspendTransfers, by: second, role(second)) == .none)
        #expect(scene.ask(.approve, 1, by: "ann") == .none)
        #expect(scene.measures[0].state == .ordered)
    }

    /// Roles, removals and who gave them outlive a restart.
    @Test func peopleComeBackFromASnapshot() throws {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("sock", .supervisor, by: "root", as: .admin)
        scene.propose(.stopCollection, by: "root", .admin)
        scene.propose(.stopCollection, on: "other", by: "ann")
        scene.give("yak", .supervisor)
        scene.give("yak", nil)
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash)
        #expect(scene.ask(.approve, 1, by: "sock").reason.contains("are one hand"))
        #expect(scene.ask(.approve, 2, by: "yak").reason.contains("not yak's any more"))
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
        // A proposal that came to nothing has not used it up; while it waits it is in use.
        func proposal(_ account: String) -> Verdict {
            scene.propose(.stopCollection, on: account, by: "eve", .analyst) { request in
                (request.authority, request.orderHash) = ("police.example", "cc")
            }
        }
        #expect(proposal("n") == .none && scene.measures[2].state == .proposed)
        #expect(order(on: "o", "cc").reason.contains("served already, for measure 3"))
        #expect(scene.ask(.refuse, 3) == .none)
        #expect(order(on: "n", "cc") == .none && scene.measures[3].state == .ordered)
        #expect(scene.ask(.lift, 4) == .none)
        #expect(order(on: "n", "cc").reason.contains("served already, for measure 4"))
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
        let warned = try scene.pay("b", "odd", fen: 100)
        #expect(warned.outcome == .warn)
        #expect(warned.reasons.contains { $0.code == "payee_under_warning" && $0.textChinese.contains("措施 3") })
        #expect(try scene.pay("odd", "b", fen: 100).outcome == .allow)
        scene.ask(.lift, 1)
        #expect(try scene.pay("new", "b", fen: 100).outcome == .allow)
    }

    /// Ids that are equal in Unicode and differ in bytes are two accounts.
    @Test func idsAreToldApartByTheirBytes() throws {
        let scene = ActScene()
        let (one, other) = ("caf\u{e9}", "cafe\u{301}")
        scene.propose(.suspendTransfers, on: one)
        #expect(try scene.pay(other, "b", fen: 100).outcome == .allow)
        #expect(scene.propose(.suspendTransfers, on: other) == .none)
        #expect(try scene.pay(other, "b", fen: 100).outcome == .decline)
        #expect(scene.ask(.lift, 2) == .none)
        #expect(try scene.pay(other, "b", fen: 100).outcome == .allow)
        #expect(try scene.pay(one, "b", fen: 100).outcome == .decline)
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
        let late = scene.propose(.holdPayment, on: "a") { request in
            (request.extra, request.until) = ("w", scene.now.advanced(bySeconds: Limits.holdSeconds + 1))
        }
        #expect(late.reason == "would last too long: a payment is held for 24 hours at the most")
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

    /// Behind a wall a platform is answered the same before a decision and after it.
    @Test func aWallKeepsADecisionFromThePlatform() {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "m")
        #expect(scene.ask(.open) { $0.subject = "m" } == .none)
        func file() -> String { scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" }.reason }
        func add(by name: String, _ role: Role) -> String {
            scene.ask(.document, 1, by: name, role) { request in
                (request.extra, request.detail) = ("contract.pdf", String(repeating: "a1", count: 32))
            }.reason
        }
        func answers() -> [String] {
            [file(), add(by: "shop", .integrator), scene.ask(.decide, 1, by: "shop", .integrator).reason]
        }
        #expect(file() == "")
        #expect(scene.ask(.wall, 1) { $0.text = "report filed, art. 39" } == .none)
        let before = answers()
        #expect(before[0].contains("is waiting to be decided") && before[1] == "" && before[2].contains("may not"))
        #expect(scene.ask(.decide, 1, by: "bob", .compliance) { $0.kind = 0 } == .none)
        #expect(answers() == before)
        #expect(add(by: "bob", .compliance).contains("is upheld already"))
        #expect(scene.ask(.wall, 1) { $0.kind = ActRequest.WallAct.lower.rawValue } == .none)
        #expect(add(by: "shop", .integrator).contains("is upheld already") && file() == "")
    }

    /// A payment is held for a day and no longer: neither anew, nor under another account's name, nor by whoever comes
    /// after somebody has let it go.
    @Test func aPaymentIsHeldOnce() {
        let scene = ActScene()
        let day = scene.now.advanced(bySeconds: Limits.holdSeconds)
        scene.propose(.holdPayment, on: "a")
        scene.pass(seconds: 3_600)
        scene.propose(.holdPayment, on: "b", by: "bob")
        #expect(scene.measures.map(\.until) == [day, day])
        let late = scene.propose(.holdPayment, on: "c") { $0.until = scene.now.advanced(bySeconds: Limits.holdSeconds) }
        #expect(late.reason.contains("would last too long"))
        scene.pass(seconds: Limits.holdSeconds)
        #expect(scene.measures.map(\.state) == [.expired, .expired])
        for account in ["a", "d"] {
            #expect(scene.propose(.holdPayment, on: account).reason.contains("measure 1 has held this payment already"))
        }
        scene.propose(.holdPayment, on: "a") { $0.extra = "p2" }
        #expect(scene.ask(.settle, 3) { $0.kind = HoldOutcome.released.rawValue } == .none)
        let again = scene.propose(.holdPayment, on: "a", by: "bob") { $0.extra = "p2" }
        #expect(again.reason.contains("measure 3 has held this payment already"))
        // A proposal that nobody signed has held nothing.
        scene.propose(.holdPayment, on: "a", by: "eve", .analyst) { $0.extra = "p3" }
        #expect(scene.ask(.refuse, 4) == .none)
        #expect(scene.propose(.holdPayment, on: "a") { $0.extra = "p3" } == .none)
        // Nor does a proposal under another account's name outlast who let the payment go.
        for account in ["a", "b"] { scene.propose(.holdPayment, on: account, by: "eve", .analyst) { $0.extra = "p4" } }
        #expect(scene.ask(.approve, 6) == .none)
        #expect(scene.ask(.settle, 6, by: "bob") { $0.kind = HoldOutcome.released.rawValue } == .none)
        #expect(scene.ask(.approve, 7).reason.contains("measure 6 has held this payment already"))
    }

    /// Late, doubled and foreign answers of the rail change nothing.
    @Test func theRailsAnswers() {
        let scene = ActScene()
        scene.propose(.suspendTransfers)
        #expect(scene.rail(true, 1, version: 2).reason.contains("no order 2"))
        #expect(scene.rail(true, 1) == .none)
        #expect(scene.measures[0].state == .confirmed && scene.unanswered.isEmpty)
        #expect(scene.measures[0].confirmedAt == scene.now)
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

    /// What was lifted before the rail had answered was never in force there, whatever it says to the release.
    @Test func onlyTheRailConfirms() throws {
        let scene = ActScene()
        scene.propose(.suspendTransfers)
        scene.ask(.lift, 1)
        #expect(scene.rail(true, 1) == .none)
        #expect(scene.measures[0].order?.version == 2 && scene.measures[0].confirmedAt == nil)
        scene.propose(.suspendTransfers, on: "b")
        scene.ask(.renew, 2)
        scene.now = scene.now.advanced(bySeconds: 60)
        #expect(scene.rail(true, 2) == .none)
        let confirmed = scene.now
        scene.now = scene.now.advanced(bySeconds: 60)
        scene.ask(.lift, 2)
        #expect(scene.measures[1].state == .lifted && scene.measures[1].confirmedAt == confirmed)
        let copy = try Engine(seed: 3, saved: scene.engine.saved())
        let (hash, measures) = (copy.stateHash, copy.measures)
        #expect(hash == scene.hash && measures == scene.measures)
    }

    /// Whoever may answer for the rail takes nothing back: payments are declined on, somebody is called, and it is
    /// asked again.
    @Test func whatTheRailRefusesStaysInForce() throws {
        let scene = ActScene()
        scene.propose(.stopCollection, on: "shop")
        scene.ask(.approve, 1, by: "bob")
        #expect(scene.rail(false, 1) == .none)
        #expect(scene.measures[0].state == .failed)
        #expect(scene.acts.last?.type == "alarm.order_refused")
        #expect(try scene.pay("b", "shop", fen: 100).outcome == .decline)
        #expect(scene.propose(.stopCollection, on: "shop").reason.contains("in force already"))
        #expect(scene.ask(.renew, 1) == .none)
        #expect(scene.measures[0].state == .ordered && scene.measures[0].order?.version == 2)
        #expect(scene.rail(true, 1) == .none)
        #expect(scene.measures[0].state == .confirmed)
        #expect(try scene.pay("b", "shop", fen: 100).outcome == .decline)
        scene.propose(.suspendTransfers, on: "a")
        #expect(scene.rail(false, 2) == .none)
        #expect(scene.ask(.lift, 2) == .none)
        #expect(scene.measures[1].state == .lifted && scene.measures[1].order?.action == .release)
        #expect(try scene.pay("a", "b", fen: 100).outcome == .allow)
    }

    /// A hold that somebody orders before the payment comes meets it; one that has ended does not.
    @Test func aHoldWaitsForItsPayment() throws {
        let scene = ActScene()
        scene.propose(.holdPayment, on: "a") { $0.extra = "p\(scene.sequence + 2)" }
        #expect(try scene.pay("a", "b", fen: 100).outcome == .hold)
        #expect(scene.measures.count == 1)
        #expect(try scene.pay("a", "b", fen: 100).outcome == .allow)
        scene.propose(.holdPayment, on: "a") { $0.extra = "p\(scene.sequence + 3)" }
        scene.ask(.lift, 2)
        #expect(try scene.pay("a", "b", fen: 100).outcome == .allow)
        // Another's proposal for the same payment takes nothing off it.
        scene.propose(.holdPayment, on: "a") { $0.extra = "p\(scene.sequence + 4)" }
        scene.propose(.holdPayment, on: "b", by: "eve", .analyst) { $0.extra = "p\(scene.sequence + 3)" }
        scene.ask(.refuse, 4)
        #expect(try scene.pay("a", "b", fen: 100).outcome == .hold)
        // One that is decided before it comes is declined when it comes.
        scene.propose(.holdPayment, on: "a") { $0.extra = "p\(scene.sequence + 3)" }
        scene.ask(.settle, 5) { $0.kind = HoldOutcome.declined.rawValue }
        #expect(try scene.pay("a", "b", fen: 100).outcome == .decline)
        #expect(scene.engine.stopped[5]?.payments == 1)
    }

    /// Under the name of an account that is no side of it a payment is neither held nor declined: nobody would be told.
    @Test func aHoldUnderAStrangersNameHoldsNothing() throws {
        let scene = ActScene()
        scene.propose(.holdPayment, on: "stranger") { $0.extra = "p\(scene.sequence + 2)" }
        #expect(try scene.pay("a", "b", fen: 100).outcome == .allow)
        scene.propose(.holdPayment, on: "stranger") { $0.extra = "p\(scene.sequence + 3)" }
        scene.ask(.settle, 2) { $0.kind = HoldOutcome.declined.rawValue }
        #expect(try scene.pay("a", "b", fen: 100).outcome == .allow)
        // Nor under one that only looks the same in Unicode.
        scene.propose(.holdPayment, on: "cafe\u{301}") { $0.extra = "p\(scene.sequence + 2)" }
        #expect(try scene.pay("a", "caf\u{e9}", fen: 100).outcome == .allow)
        // Beside it one on the payee's account does.
        let payment = "p\(scene.sequence + 3)"
        for account in ["stranger", "b"] { scene.propose(.holdPayment, on: account) { $0.extra = payment } }
        #expect(try scene.pay("a", "b", fen: 100).outcome == .hold)
    }
}

@Suite struct AppealTests {
    @Test func appealsAreDecidedBySomebodyElseAndReachTheRail() {
        let scene = ActScene()
        scene.propose(.suspendTransfers)
        #expect(scene.rail(true, 1) == .none)
        #expect(scene.notices.map(\.kind) == [.imposed])
        #expect(scene.ask(.file, 1, by: "holder", nil) { $0.subject = "wrong" }.reason.contains("not on this account"))
        #expect(scene.ask(.file, 1, by: "cyd", .compliance) { $0.subject = "acc" } == .none)
        #expect(scene.ask(.file, 1, by: "holder", nil).reason.contains("waiting"))
        let hash = String(repeating: "a1", count: 32)
        #expect(scene.ask(.document, 1, by: "holder", nil) { ($0.extra, $0.detail) = ("contract.pdf", hash) } == .none)
        #expect(scene.ask(.decide, 1) { $0.kind = 1 }.reason.contains("somebody else decides"))
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 }.reason.contains("has filed the appeal"))
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
