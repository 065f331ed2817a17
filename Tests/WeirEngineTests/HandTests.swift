import Testing
import WeirDomain
import WeirEngine

/// Who counts as one person with whom.
@Suite struct HandTests {
    private static let day: Int64 = 86_400

    /// A house with one administrator and a supervisor, both of them there from the first day.
    private func house() -> ActScene {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        scene.now = scene.now.advanced(bySeconds: 30 * Self.day)
        return scene
    }

    /// People who come later, for whom somebody of the first day has vouched.
    private func hire(_ names: String..., into scene: ActScene) {
        for name in names {
            scene.give(name, .supervisor, by: "root", as: .admin)
            #expect(vouch(scene, name, by: "ann") == "")
        }
    }

    private func vouch(
        _ scene: ActScene, _ name: String, by voucher: String, _ role: Role = .supervisor
    ) -> String {
        scene.ask(.vouch, by: voucher, role) { $0.subject = name }.reason
    }

    private func second(_ scene: ActScene, _ name: String, on measure: Int) -> String {
        scene.ask(.approve, measure, by: name).reason
    }

    /// On the first day somebody has to let everybody in.
    @Test func theFirstDaysPeopleAreTwo() {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        scene.give("bob", .supervisor, by: "root", as: .admin)
        scene.propose(.stopCollection, by: "ann")
        #expect(second(scene, "bob", on: 1) == "" && scene.measures[0].state == .ordered)
    }

    /// Two whom one hand has let in this week are one, whichever of them proposes; a week later they are two.
    @Test func peopleMadeUpForAMeasureDoNotCarryIt() {
        let scene = house()
        hire("sock", "shoe", into: scene)
        scene.propose(.stopCollection, on: "m", by: "sock")
        #expect(second(scene, "shoe", on: 1).contains("root gave both of them their way in within the last week"))
        #expect(scene.measures[0].state == .proposed)
        // Who was there before is somebody else.
        #expect(second(scene, "ann", on: 1) == "" && scene.measures[0].state == .ordered)
        scene.propose(.stopCollection, on: "n", by: "shoe")
        scene.now = scene.now.advanced(bySeconds: 6 * Self.day)
        #expect(second(scene, "sock", on: 2).contains("are one hand"))
        // By then the first proposal has lapsed.
        scene.pass(seconds: Self.day + 1)
        #expect(scene.measures[1].state == .expired)
        scene.propose(.stopCollection, on: "n", by: "shoe")
        #expect(second(scene, "sock", on: 3) == "" && scene.measures[2].state == .ordered)
    }

    /// A new key for somebody is a new way in: whoever takes two people over has to wait as well.
    @Test func peopleTakenOverAreOne() {
        let scene = house()
        scene.give("dan", .supervisor)
        scene.give("bob", .compliance, by: "root", as: .admin)
        #expect(vouch(scene, "bob", by: "dan") == "")
        scene.now = scene.now.advanced(bySeconds: 20 * Self.day)
        scene.propose(.stopCollection, on: "m", by: "ann")
        #expect(scene.ask(.approve, 1, by: "bob", .compliance) == .none)
        #expect(scene.measures[0].state == .ordered)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        scene.give("bob", .compliance, by: "root", as: .admin)
        for name in ["ann", "bob"] { #expect(vouch(scene, name, by: "dan") == "") }
        scene.propose(.stopCollection, on: "n", by: "ann")
        #expect(scene.ask(.approve, 2, by: "bob", .compliance).reason.contains("within the last week"))
        // Over several hands as well.
        scene.give("helper", .admin, by: "root", as: .admin)
        scene.give("cyd", .supervisor, by: "helper", as: .admin)
        #expect(vouch(scene, "cyd", by: "dan") == "")
        #expect(second(scene, "cyd", on: 2).contains("root gave both of them"))
        // However long the hand between has been there.
        scene.now = scene.now.advanced(bySeconds: 8 * Self.day)
        scene.give("fay", .supervisor, by: "helper", as: .admin)
        scene.give("gil", .supervisor, by: "root", as: .admin)
        for name in ["fay", "gil"] { #expect(vouch(scene, name, by: "dan") == "") }
        scene.propose(.stopCollection, on: "o", by: "fay")
        #expect(second(scene, "gil", on: 3).contains("root gave both of them"))
    }

    /// A hand that gave a way in before stays known when another gives one, and when everything was taken away.
    @Test func earlierHandsAreNotForgotten() {
        let scene = house()
        scene.give("chief", .admin)
        scene.give("dan", .supervisor)
        scene.give("ann", .supervisor, by: "chief", as: .admin)
        #expect(vouch(scene, "ann", by: "dan") == "")
        for (number, name) in ["root", "chief"].enumerated() {
            scene.propose(.stopCollection, on: "m\(number)", by: "ann")
            #expect(scene.ask(.approve, number + 1, by: name, .admin).reason.contains("one gave the other the role"))
        }
        scene.give("ann", nil, by: "chief", as: .admin)
        scene.give("ann", .supervisor, by: "chief", as: .admin)
        #expect(vouch(scene, "ann", by: "dan") == "")
        scene.propose(.stopCollection, on: "m2", by: "ann")
        for name in ["chief", "root"] {
            #expect(scene.ask(.approve, 3, by: name, .admin).reason.contains("are one hand"))
        }
        #expect(scene.ask(.approve, 3, by: "dan") == .none && scene.measures[2].state == .ordered)
    }

    /// Who was made up by whoever imposed a measure may give in to an appeal, and not turn it down.
    @Test func appealsAreNotTurnedDownByTheSameHand() throws {
        let scene = house()
        scene.propose(.suspendTransfers, on: "m", by: "root", .admin)
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "ann") { $0.kind = 0 }.reason.contains("one gave the other the role"))
        #expect(scene.ask(.decide, 1, by: "ann") { $0.kind = 1 } == .none)
        #expect(scene.measures[0].state == .lifted)
        // Somebody of another hand may do both.
        scene.give("dan", .compliance)
        scene.propose(.suspendTransfers, on: "n", by: "root", .admin)
        #expect(scene.ask(.file, 2, by: "shop", .integrator) { $0.subject = "n" } == .none)
        #expect(scene.ask(.decide, 2, by: "dan", .compliance) { $0.kind = 0 } == .none)
    }

    /// Whose measure an appeal has reversed does not restrict the account anew, nor does their hand.
    @Test func whoWasFoundWrongDoesNotRestrictAnew() {
        let scene = house()
        scene.give("cyd", .compliance)
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 } == .none)
        let again = scene.propose(.limitCollection, on: "m", by: "ann").reason
        #expect(again == "measure 1 was reversed on appeal, and ann took part in it: it needs somebody else")
        let hand = scene.propose(.suspendTransfers, on: "m", by: "root", .admin).reason
        #expect(hand.contains("and root is one hand with ann, who took part in it"))
        // Nor do they sign an analyst's proposal.
        #expect(scene.propose(.suspendTransfers, on: "m", by: "eve", .analyst) == .none)
        #expect(scene.ask(.approve, 2, by: "ann").reason == again)
        #expect(scene.ask(.approve, 2, by: "cyd", .compliance) == .none && scene.measures[1].state == .ordered)
        // A warning to payers takes nothing from the holder, and another account is another matter.
        #expect(scene.propose(.warnPayer, on: "m", by: "ann") == .none)
        #expect(scene.propose(.suspendTransfers, on: "n", by: "ann") == .none)
    }

    @Test func handsComeBackFromASnapshot() throws {
        let scene = house()
        hire("sock", "shoe", into: scene)
        scene.give("late", .supervisor, by: "root", as: .admin)
        scene.propose(.stopCollection, on: "m", by: "sock")
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash)
        #expect(second(scene, "shoe", on: 1).contains("within the last week"))
        #expect(second(scene, "late", on: 1).contains("nobody else has vouched"))
        #expect(second(scene, "ann", on: 1) == "")
    }

    /// Somebody who stands between two hands and is removed leaves them one hand.
    @Test func aRemovedHandStaysBetweenTwo() {
        for isFirstDay in [true, false] {
            let scene = ActScene()
            scene.give("root", .admin)
            scene.give("dan", .supervisor)
            if !isFirstDay { scene.now = scene.now.advanced(bySeconds: 30 * Self.day) }
            scene.give("helper", .admin, by: "root", as: .admin)
            scene.give("other", .admin, by: "helper", as: .admin)
            scene.give("sock", .supervisor, by: "other", as: .admin)
            // In either order.
            for name in isFirstDay ? ["helper", "other"] : ["other", "helper"] {
                scene.give(name, nil, by: "root", as: .admin)
            }
            if !isFirstDay { #expect(vouch(scene, "sock", by: "dan") == "") }
            scene.now = scene.now.advanced(bySeconds: 40 * Self.day)
            scene.propose(.stopCollection, on: "m", by: "root", .admin)
            #expect(second(scene, "sock", on: 1).contains("one gave the other the role"))
            #expect(scene.measures[0].state == .proposed)
            #expect(second(scene, "dan", on: 1) == "" && scene.measures[0].state == .ordered)
        }
    }
}

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
        #expect(scene.ask(.wall, 1, by: "ann") { $0.text = "" } == .none && !scene.engine.isWalled("m"))
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
