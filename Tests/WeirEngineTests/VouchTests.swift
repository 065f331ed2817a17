import Testing
import WeirDomain
import WeirEngine
import WeirLists
import WeirRuleSets

/// Four eyes on who comes in.
@Suite struct VouchTests {
    private static let day: Int64 = 86_400

    /// A house with an administrator and two supervisors, all of the first day, a month later.
    private func house() -> ActScene {
        let scene = ActScene()
        scene.give("root", .admin)
        for name in ["ann", "bob"] { scene.give(name, .supervisor, by: "root", as: .admin) }
        scene.now = scene.now.advanced(bySeconds: 30 * Self.day)
        return scene
    }

    private func vouch(_ scene: ActScene, _ name: String, by voucher: String, _ role: Role = .supervisor) -> String {
        scene.ask(.vouch, by: voucher, role) { $0.subject = name }.reason
    }

    /// An administrator who prepares two names and waits has no signature by that; nor does it help to let them in by
    /// somebody who was let in.
    @Test func whomNobodyKnowsSignsNothingForGood() {
        let scene = house()
        for name in ["sock", "shoe"] { scene.give(name, .supervisor, by: "root", as: .admin) }
        #expect(scene.engine.unvouched == ["sock": "root", "shoe": "root"])
        scene.now = scene.now.advanced(bySeconds: 8 * Self.day)
        // A proposal of theirs is nobody's signature; what can be undone they sign.
        scene.propose(.stopCollection, on: "m", by: "sock")
        #expect(scene.measures[0].signatures.isEmpty)
        #expect(scene.ask(.approve, 1, by: "shoe").reason.contains("root let shoe in, and nobody else has vouched"))
        #expect(scene.propose(.suspendTransfers, on: "m", by: "sock") == .none)
        #expect(scene.measures[1].state == .ordered)
        // Who let them in, they themselves, each other, and whoever comes by the same hand do not vouch for them.
        scene.give("helper", .admin, by: "root", as: .admin)
        #expect(vouch(scene, "sock", by: "root", .admin).contains("root let sock in"))
        #expect(vouch(scene, "sock", by: "sock").contains("nobody vouches for themselves"))
        #expect(vouch(scene, "sock", by: "shoe").contains("root let shoe in, and nobody else"))
        #expect(vouch(scene, "shoe", by: "ann") == "")
        #expect(vouch(scene, "sock", by: "shoe").contains("sock were let in by root"))
        #expect(vouch(scene, "sock", by: "eve", .analyst).contains("may not vouch for people"))
        #expect(vouch(scene, "ann", by: "bob").contains("there is no word to be given"))
        #expect(vouch(scene, "nobody", by: "bob").contains("there is no word to be given"))
        #expect(["ann", "bob", "sock", "root"].map { scene.engine.peopleWaiting(for: $0) } == [2, 2, 0, 0])
        // With the word of somebody else they are people.
        #expect(vouch(scene, "sock", by: "bob") == "")
        #expect(scene.acts.filter { $0.type == "access.vouched" }.map(\.person) == ["shoe", "sock"])
        #expect(scene.ask(.approve, 1, by: "shoe") == .none && scene.ask(.approve, 1, by: "sock") == .none)
        #expect(scene.measures[0].state == .ordered)
    }

    /// A new key for somebody who was there is a new way in: what they signed before counts on.
    @Test func whoeverIsTakenOverNeedsAWordAnew() {
        let scene = house()
        scene.propose(.stopCollection, on: "m", by: "ann")
        scene.now = scene.now.advanced(bySeconds: 1)
        for name in ["ann", "bob"] { scene.give(name, .supervisor, by: "root", as: .admin) }
        scene.now = scene.now.advanced(bySeconds: 6 * Self.day)
        #expect(scene.ask(.approve, 1, by: "bob").reason.contains("nobody else has vouched"))
        // From the command line on the machine, or over a provider: not by anybody here.
        scene.give("dan", .compliance)
        #expect(scene.ask(.approve, 1, by: "dan", .compliance) == .none && scene.measures[0].state == .ordered)
        #expect(vouch(scene, "bob", by: "dan", .compliance) == "")
        scene.propose(.stopCollection, on: "n", by: "bob")
        #expect(scene.measures[1].signatures.map(\.by) == ["bob"])
        // Taken away and given again: a word for the one before is none for the next.
        scene.give("bob", nil, by: "root", as: .admin)
        scene.give("bob", .supervisor, by: "root", as: .admin)
        #expect(scene.engine.unvouched == ["ann": "root", "bob": "root"])
    }

    @Test func whomNobodyKnowsTurnsNoAppealDown() {
        let scene = house()
        scene.give("sock", .supervisor, by: "root", as: .admin)
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "sock") { $0.kind = 0 }.reason.contains("nobody else has vouched"))
        #expect(scene.ask(.decide, 1, by: "sock") { $0.kind = 1 } == .none)
    }

    /// Rules decide for everybody, and nobody is told whom they decline: an administrator who prepares two names and
    /// waits has no rule set by that.
    @Test func whomNobodyKnowsHasNoRulesDecide() throws {
        let scene = house()
        for name in ["sock", "shoe"] { scene.give(name, .supervisor, by: "root", as: .admin) }
        scene.now = scene.now.advanced(bySeconds: 8 * Self.day)
        let rule = RuleScene.rule("large", "payment.amount > 9000.0", [.decision(.hold, kind: .flow)])
        let set = RuleScene.set("1", [rule])
        func ask(_ event: RuleRequest.Event, by name: String, permille: Int = 0) -> String {
            scene.sequence += 1
            let bytes = InputBytes.encode(
                RuleRequest(
                    event, set: event == .shadow ? RuleSetBytes.encode(set) : [], version: "", by: name,
                    permille: permille, at: scene.now))
            scene.engine.apply(
                type: InputType.rules.rawValue, payload: bytes.span.bytes, sequence: scene.sequence,
                effects: &scene.effects)
            return scene.effects.verdict.reason
        }
        #expect(ask(.shadow, by: "sock") == "")
        #expect(ask(.canary, by: "sock", permille: 10).contains("root let sock in, and nobody else has vouched"))
        #expect(ask(.approve, by: "shoe").contains("root let shoe in, and nobody else has vouched"))
        // Nor does somebody who is known carry what one of them has handed in.
        #expect(ask(.approve, by: "ann").contains("root let sock in, and nobody else has vouched"))
        for name in ["sock", "shoe"] { #expect(vouch(scene, name, by: "ann") == "") }
        #expect(ask(.approve, by: "shoe") == "")
        #expect(try scene.pay("c", "n", fen: 100).outcome == .allow)
        // A journal of the version before is read as it was signed.
        let before = house()
        before.ask(.version, by: Measure.weir, nil) { $0.text = "acts-6 otc-builtin-2" }
        before.give("sock", .supervisor, by: "root", as: .admin)
        before.sequence += 1
        let bytes = InputBytes.encode(
            RuleRequest(
                .shadow, set: RuleSetBytes.encode(set), version: "", by: "sock", permille: 0, at: before.now))
        before.engine.apply(
            type: InputType.rules.rawValue, payload: bytes.span.bytes, sequence: before.sequence,
            effects: &before.effects)
        before.sequence += 1
        let asked = InputBytes.encode(
            RuleRequest(.canary, set: [], version: "", by: "sock", permille: 10, at: before.now))
        before.engine.apply(
            type: InputType.rules.rawValue, payload: asked.span.bytes, sequence: before.sequence,
            effects: &before.effects)
        #expect(before.effects.verdict == .none)
    }

    /// Who took part in a measure does not make it impossible to tell whom it was taken on, while that one may object;
    /// nor does a hand of theirs.
    @Test func whoTookPartErasesNobody() {
        let scene = house()
        scene.give("cyd", .compliance)
        func objection(_ name: String, _ account: String = "m") -> String {
            scene.engine.objection(toErasingAccount: account, by: name, at: scene.now) ?? ""
        }
        #expect(objection("ann") == "")
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        let own = "ann took part in measure 1, to which its holder may object: somebody else erases them"
        #expect(objection("ann") == own && objection("ann", "n") == "" && objection("cyd") == "")
        #expect(objection("root").contains("root and ann, who took part in measure 1, are one hand"))
        #expect(scene.ask(.lift, 1, by: "bob") == .none && objection("ann") == own)
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        scene.now = scene.now.advanced(bySeconds: 200 * Self.day)
        #expect(objection("ann") == own)
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 0 } == .none && objection("ann") == "")
        // Nor whoever has put the account on a list that stops it.
        #expect(scene.list(["n"], .decline, by: "ann") == .none)
        #expect(objection("ann", "n") == "ann stands behind n on list 'ours': somebody else erases them")
        #expect(objection("root", "n").contains("root and ann, who stands behind n") && objection("cyd", "n") == "")
    }

    /// Journals of versions that asked for no second word are read as they were meant, up to where this one begins.
    @Test func whatWasGivenUnderAnotherVersionIsNotAskedAbout() {
        let scene = house()
        func decides(_ name: String) { scene.ask(.version, by: Measure.weir, nil) { $0.text = name } }
        decides("acts-2 otc-builtin-2")
        scene.give("cyd", .supervisor, by: "root", as: .admin)
        decides(Engine.semantics)
        scene.give("dan", .supervisor, by: "root", as: .admin)
        #expect(scene.engine.unvouched == ["dan": "root"])
    }

    @Test func whoWaitsComesBackFromASnapshot() throws {
        let scene = house()
        scene.give("sock", .supervisor, by: "root", as: .admin)
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash && scene.engine.unvouched == ["sock": "root"])
        #expect(vouch(scene, "sock", by: "ann") == "")
        #expect(scene.hash != hash && scene.engine.unvouched.isEmpty)
    }

    /// However many give somebody a way in, whoever did it first stays one of them.
    @Test func manyGiversHideNobody() {
        let scene = house()
        scene.give("sock", .supervisor, by: "root", as: .admin)
        for number in 0..<30 {
            scene.give("helper\(number)", .admin, by: "root", as: .admin)
            #expect(vouch(scene, "helper\(number)", by: "ann") == "")
            scene.give("sock", .supervisor, by: "helper\(number)", as: .admin)
        }
        #expect(vouch(scene, "sock", by: "root", .admin).contains("somebody else vouches for it"))
        scene.propose(.stopCollection, on: "m", by: "root", .admin)
        #expect(scene.ask(.approve, 1, by: "sock") != .none && scene.measures[0].state == .proposed)
    }

    /// Whoever imposed a measure is removed: the hand behind it turns the appeal down no more than before.
    @Test func whoIsRemovedIsStillSomebodysHand() {
        let scene = house()
        scene.give("sock", .supervisor, by: "root", as: .admin)
        #expect(vouch(scene, "sock", by: "bob") == "")
        scene.propose(.suspendTransfers, on: "m", by: "sock")
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        scene.give("sock", nil, by: "root", as: .admin)
        let refusal = scene.ask(.decide, 1, by: "root", .admin) { $0.kind = 0 }.reason
        #expect(refusal.contains("one gave the other the role"))
        // Nor does coming back over the command line make somebody else of who waits.
        scene.give("late", .supervisor, by: "root", as: .admin)
        scene.give("late", nil, by: "root", as: .admin)
        scene.give("late", .supervisor)
        #expect(scene.engine.unvouched == ["late": "root"])
    }

    /// An administrator who waits takes nobody over and shuts nobody out; whom they let in waits as well.
    @Test func whoWaitsChangesNobodyElse() {
        let scene = house()
        scene.give("late", .admin, by: "root", as: .admin)
        func change(_ name: String, _ role: Role?) -> String {
            scene.ask(.role, by: "late", .admin) { ($0.subject, $0.kind) = (name, role?.rawValue ?? 255) }.reason
        }
        for name in ["ann", "root"] {
            #expect(change(name, nil).contains("root let late in, and nobody else has vouched"))
            #expect(change(name, .supervisor).contains("nobody else has vouched"))
        }
        #expect(scene.engine.people["ann"] == .supervisor && scene.engine.people["root"] == .admin)
        #expect(change("new", .supervisor) == "" && scene.engine.unvouched["new"] == "late")
        // Nor is anybody brought back who was taken away.
        scene.give("bob", nil, by: "root", as: .admin)
        #expect(change("bob", .compliance).contains("nobody else has vouched"))
        #expect(vouch(scene, "late", by: "ann") == "")
        #expect(change("bob", .compliance) == "" && change("ann", nil) == "")
    }

    /// Nor does anybody who waits keep from a holder what they are to be told, or tell what is to be kept: one who was
    /// made up at night warned everybody whom the law forbids to warn.
    @Test func whoWaitsLeavesWallsAlone() {
        let scene = house()
        scene.give("late", .supervisor, by: "root", as: .admin)
        #expect(scene.propose(.suspendTransfers, on: "m", by: "ann") == .none)
        #expect(scene.ask(.open, by: "ann") { $0.subject = "m" } == .none)
        let refusal = scene.ask(.wall, 1, by: "late").reason
        #expect(refusal.contains("nobody else has vouched") && !scene.engine.isWalled("m"))
        #expect(scene.ask(.wall, 1, by: "ann") == .none && scene.engine.isWalled("m"))
        // Nor is a case put behind one that stands.
        #expect(scene.ask(.open, by: "ann") { $0.subject = "n" } == .none)
        #expect(scene.ask(.merge, 2, by: "late") { $0.other = 1 }.reason.contains("nobody else has vouched"))
        let down = scene.ask(.wall, 1, by: "late") { $0.text = "" }.reason
        #expect(down.contains("nobody else has vouched") && scene.engine.isWalled("m"))
        #expect(scene.notices.allSatisfy { $0.isWithheld })
        let lower = ActRequest.WallAct.lower.rawValue
        #expect(scene.ask(.wall, 1, by: "ann") { $0.kind = lower } == .none && !scene.engine.isWalled("m"))
        // A journal of the version before is read as it was told.
        #expect(scene.ask(.wall, 1, by: "ann") == .none)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-4 otc-builtin-2" }
        #expect(scene.ask(.wall, 1, by: "late") { $0.text = "" } == .none && !scene.engine.isWalled("m"))
    }

    /// In a journal of the version before that was not refused, and the keys went with it.
    @Test func whatWhoWaitedChangedBeforeStaysChanged() {
        let scene = house()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-3 otc-builtin-2" }
        scene.give("late", .admin, by: "root", as: .admin)
        scene.give("ann", nil, by: "late", as: .admin)
        #expect(scene.engine.people["ann"] == nil && scene.engine.unvouched == ["late": "root"])
    }

    /// Whoever acts and was never let in here has come from the machine: it stands in the register, once.
    @Test func whomNobodyHasLetInIsNoted() {
        let scene = house()
        scene.acts = []
        for account in ["m", "n"] { #expect(scene.propose(.suspendTransfers, on: account, by: "ghost") == .none) }
        let noted = scene.acts.filter { $0.type == "access.changed" }
        #expect(noted.map(\.person) == ["ghost"] && noted.map(\.by) == [Measure.weir])
        #expect(noted.first?.facts.contains { $0 == ("to", "supervisor") } == true)
    }

    /// Who declines a payment that was held has taken it from its payee, whoever held it.
    @Test func whoDeclinedAHeldPaymentDecidesNoAppeal() {
        let scene = house()
        scene.give("cyd", .compliance)
        scene.propose(.holdPayment, on: "m", by: "ann")
        #expect(scene.ask(.settle, 1, by: "bob") { $0.kind = HoldOutcome.declined.rawValue } == .none)
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        for name in ["ann", "bob"] {
            #expect(scene.ask(.decide, 1, by: name) { $0.kind = 0 }.reason.contains("\(name) took part in measure 1"))
        }
        #expect(scene.ask(.decide, 1, by: "root", .admin) { $0.kind = 0 }.reason.contains("are one hand"))
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 0 } == .none)
        // Who lets one go has taken nothing.
        scene.propose(.holdPayment, on: "n", by: "ann") { $0.extra = "p2" }
        #expect(scene.ask(.settle, 2, by: "bob") { $0.kind = HoldOutcome.released.rawValue } == .none)
        #expect(!scene.measures[1].wasImposed(by: "bob") && scene.measures[0].wasImposed(by: "bob"))
    }

    /// Who put the list in force that holds a payment has taken it from its payee.
    @Test func whoHandedTheListInDecidesNoAppeal() throws {
        let scene = house()
        scene.give("cyd", .compliance)
        scene.hold(everythingTo: "m", by: "ann")
        #expect(try scene.pay("a", "m", fen: 100).outcome == .hold)
        // The list is known to be hers after a restart as well.
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash)
        #expect(try scene.pay("a", "m", fen: 100).outcome == .hold)
        #expect(scene.measures.map(\.listedBy) == [["ann"], ["ann"]])
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "ann") { $0.kind = 0 }.reason.contains("ann took part in measure 1"))
        #expect(scene.ask(.decide, 1, by: "root", .admin) { $0.kind = 0 }.reason.contains("are one hand"))
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 0 } == .none)
    }

    /// What two have signed for a time one does not make longer; and who waits stops nobody by a list, nor erases.
    @Test func whatTwoSignedOneDoesNotRenew() {
        let scene = house()
        scene.propose(.stopCollection, on: "m", by: "ann") { $0.until = scene.now.advanced(bySeconds: 60) }
        scene.ask(.approve, 1, by: "bob")
        let end = scene.measures[0].until
        #expect(end != nil && scene.ask(.renew, 1).reason.contains("was signed by two"))
        #expect(scene.measures[0].until == end)
        scene.give("late", .compliance, by: "root", as: .admin)
        #expect(scene.ask(.erase, by: "late", .compliance).reason.contains("nobody else has vouched"))
    }
}
