import Testing
import WeirDomain
import WeirEngine

/// Who restricts an account that an appeal has set free, and how journals from before anybody asked are read.
@Suite struct ReversalTests {
    /// A house whose administrator let a supervisor in on the first day; a month later.
    private func house() -> ActScene {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        scene.now = scene.now.advanced(bySeconds: 30 * 86_400)
        return scene
    }

    /// In a house of two, one of whom let the other in, somebody is left to restrict an account that has won once.
    @Test func inAHouseOfTwoSomebodyIsLeft() {
        let scene = house()
        func object(_ number: Int, _ name: String, _ role: Role) {
            #expect(scene.ask(.file, number, by: "shop", .integrator) { $0.subject = "m" } == .none)
            #expect(scene.ask(.decide, number, by: name, role) { $0.kind = 1 } == .none)
        }
        scene.propose(.suspendTransfers, on: "m", by: "root", .admin)
        object(1, "ann", .supervisor)
        #expect(scene.propose(.suspendTransfers, on: "m", by: "root", .admin).reason.contains("root took part"))
        #expect(scene.propose(.suspendTransfers, on: "m", by: "ann") == .none)
        // One hand that has been found wrong twice acts on the word of an authority.
        object(2, "root", .admin)
        #expect(scene.propose(.suspendTransfers, on: "m", by: "ann").reason.contains("ann took part"))
        #expect(scene.propose(.suspendTransfers, on: "m", by: "root", .admin).reason.contains("root took part"))
        let ordered = scene.propose(.suspendTransfers, on: "m", by: "root", .admin) {
            ($0.authority, $0.orderHash) = ("court", "77")
        }
        #expect(ordered == .none && scene.measures.count == 3)
    }

    /// Two who are not one hand have each been found wrong: whoever granted the later appeal goes on.
    @Test func whoGrantedTheLaterAppealGoesOn() {
        let scene = house()
        scene.give("cyd", .compliance)
        func object(_ number: Int, _ name: String, _ role: Role) {
            #expect(scene.ask(.file, number, by: "shop", .integrator) { $0.subject = "m" } == .none)
            #expect(scene.ask(.decide, number, by: name, role) { $0.kind = 1 } == .none)
        }
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        scene.propose(.limitCollection, on: "m", by: "cyd", .compliance)
        object(1, "cyd", .compliance)
        // Nor does whoever was found wrong make what somebody else has ordered last longer.
        #expect(scene.ask(.renew, 2, by: "ann").reason.contains("measure 1 was reversed on appeal"))
        #expect(scene.ask(.renew, 2, by: "cyd", .compliance) == .none)
        object(2, "ann", .supervisor)
        #expect(scene.propose(.suspendTransfers, on: "m", by: "cyd", .compliance).reason.contains("measure 2 was"))
        #expect(scene.propose(.suspendTransfers, on: "m", by: "ann") == .none)
    }

    /// To decline a payment that somebody else has held takes it from the holder as well.
    @Test func whoWasFoundWrongDeclinesNoHeldPayment() throws {
        let scene = house()
        scene.give("cyd", .compliance)
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 } == .none)
        for payment in ["x", "y"] {
            #expect(scene.propose(.holdPayment, on: "m", by: "cyd", .compliance) { $0.extra = payment } == .none)
        }
        func settle(_ number: Int, _ outcome: HoldOutcome, by name: String, _ role: Role) -> String {
            scene.ask(.settle, number, by: name, role) { $0.kind = outcome.rawValue }.reason
        }
        #expect(settle(2, .declined, by: "ann", .supervisor).contains("ann took part in it: it needs somebody else"))
        #expect(settle(2, .declined, by: "root", .admin).contains("root is one hand with ann"))
        #expect(settle(2, .declined, by: "cyd", .compliance) == "")
        #expect(settle(3, .released, by: "ann", .supervisor) == "")
    }

    /// While an appeal is overdue its measure is not renewed; and one that somebody files who imposed it does not keep
    /// the holder's own out.
    @Test func anOverdueAppealComesFirst() {
        let scene = house()
        scene.give("cyd", .compliance)
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        func file(_ name: String, _ role: Role) -> String {
            scene.ask(.file, 1, by: name, role) { $0.subject = "m" }.reason
        }
        #expect(file("ann", .supervisor) == "" && file("ann", .supervisor).contains("is waiting to be decided"))
        #expect(file("shop", .integrator) == "" && file("shop", .integrator).contains("is waiting to be decided"))
        #expect(scene.ask(.renew, 1, by: "ann") == .none)
        scene.pass(seconds: Limits.appealDecisionSeconds)
        let why = "appeal 2 against it is overdue: it is decided first"
        for (name, role) in [("ann", Role.supervisor), ("cyd", .compliance)] {
            #expect(scene.ask(.renew, 1, by: name, role).reason == why)
        }
        scene.give("dan", .compliance)
        for (number, name) in [(2, "cyd"), (1, "dan")] {
            #expect(scene.ask(.renew, 1, by: "ann").reason.hasPrefix("appeal \(number) against it is overdue"))
            #expect(scene.ask(.decide, number, by: name, .compliance) { $0.kind = 0 } == .none)
        }
        #expect(scene.ask(.renew, 1, by: "ann") == .none)
    }

    /// Whoever has turned an appeal down grants the next one, or leaves it to somebody else: the first may have been
    /// filed by anybody who has a platform's key. Once two have looked, either does.
    @Test func theSecondAppealHasOtherEyes() {
        let scene = house()
        for name in ["cyd", "dan"] { scene.give(name, .compliance) }
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        func decide(_ kind: UInt8, by name: String) -> String {
            #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
            return again(kind, by: name)
        }
        func again(_ kind: UInt8, by name: String) -> String {
            scene.ask(.decide, scene.appeals.count, by: name, .compliance) { $0.kind = kind }.reason
        }
        #expect(decide(0, by: "cyd") == "")
        let why = "cyd has turned an appeal against measure 1 down before: somebody else decides"
        #expect(decide(0, by: "cyd") == why && again(0, by: "dan") == "")
        #expect(decide(0, by: "cyd") == "")
        // A yes is anybody's.
        scene.propose(.limitCollection, on: "n", by: "ann")
        for kind: UInt8 in [0, 1] {
            #expect(scene.ask(.file, 2, by: "shop", .integrator) == .none)
            #expect(again(kind, by: "cyd") == "")
        }
        #expect(scene.measures[1].state == .lifted)
    }

    /// Whom payers are warned of is told, and may object: those who read it stay away.
    @Test func aWarningIsToldAndObjectedTo() {
        let scene = house()
        scene.give("cyd", .compliance)
        scene.propose(.warnPayer, on: "m", by: "ann")
        #expect(scene.notices.map(\.account) == ["m"])
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 } == .none)
        #expect(scene.measures[0].state == .lifted)
        #expect(scene.notices.map(\.kind) == [.imposed, .appealDecided, .ended])
        // Under the version before nobody was told.
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-7 otc-builtin-2" }
        scene.propose(.warnPayer, on: "m", by: "ann")
        #expect(scene.notices.count == 3 && scene.measures[1].state == .ordered)
        #expect(scene.ask(.file, 2, by: "shop", .integrator).reason.contains("nothing that has taken something"))
    }

    /// A journal of the version before is read as it was decided: later acts name measures by their numbers.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = house()
        scene.give("cyd", .compliance)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-4 otc-builtin-2" }
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 } == .none)
        #expect(scene.propose(.suspendTransfers, on: "m", by: "ann") == .none)
        #expect(scene.propose(.suspendTransfers, on: "caf\u{e9}", by: "ann") == .none)
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.propose(.suspendTransfers, on: "cafe\u{301}", by: "ann").reason.contains("in force already"))
        for account in ["a", "b"] { scene.propose(.holdPayment, on: account, by: "eve", .analyst) { $0.extra = "x" } }
        #expect(scene.ask(.approve, 4) == .none)
        #expect(scene.ask(.settle, 4, by: "cyd", .compliance) { $0.kind = HoldOutcome.released.rawValue } == .none)
        #expect(scene.ask(.approve, 5) == .none)
        scene.propose(.holdPayment, on: "stranger", by: "ann") { $0.extra = "p\(scene.sequence + 2)" }
        #expect(try scene.pay("c", "d", fen: 100).outcome == .hold)
        scene.hold(everythingTo: "e", by: "ann")
        #expect(try scene.pay("c", "e", fen: 100).outcome == .hold && scene.measures.count == 7)
        #expect(scene.ask(.file, 7, by: "shop", .integrator) { $0.subject = "e" } == .none)
        #expect(scene.ask(.decide, 2, by: "ann") { $0.kind = 0 } == .none)
        // From here on this one decides.
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        #expect(scene.propose(.limitCollection, on: "m", by: "ann").reason.contains("measure 1 was reversed"))
        #expect(scene.propose(.suspendTransfers, on: "cafe\u{301}", by: "ann") == .none)
    }
}
