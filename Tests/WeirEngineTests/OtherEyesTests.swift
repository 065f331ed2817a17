import Testing
import WeirDomain
import WeirEngine
import WeirLists
import WeirRuleSets

/// Where somebody else is asked for, a second name of the same hand is nobody else.
@Suite struct OtherEyesTests {
    /// A house with an administrator and two whom the administrator has let in this week, for whom somebody of the
    /// first day has vouched; and two who came by hands of their own.
    private func house() -> ActScene {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        scene.give("mia", .supervisor)
        scene.give("cyd", .compliance)
        scene.now = scene.now.advanced(bySeconds: 30 * 86_400)
        for name in ["sock", "shoe"] {
            scene.give(name, .supervisor, by: "root", as: .admin)
            #expect(scene.ask(.vouch, by: "ann") { $0.subject = name } == .none)
        }
        return scene
    }

    private func file(_ scene: ActScene, by name: String = "shop", _ role: Role = .integrator) -> String {
        scene.ask(.file, 1, by: name, role) { $0.subject = "m" }.reason
    }

    /// Decides the latest appeal.
    private func decide(_ scene: ActScene, _ kind: UInt8 = 0, by name: String, _ role: Role = .supervisor) -> String {
        scene.ask(.decide, scene.appeals.count, by: name, role) { $0.kind = kind }.reason
    }

    @Test func theSecondAppealHasOtherHands() {
        let scene = house()
        scene.propose(.suspendTransfers, on: "m", by: "mia")
        #expect(file(scene) == "" && decide(scene, by: "sock") == "" && file(scene) == "")
        let why = "shoe and sock, who has turned an appeal against measure 1 down before, are one hand: root gave both"
        #expect(decide(scene, by: "shoe").hasPrefix(why))
        #expect(decide(scene, by: "root", .admin).contains("are one hand: one gave the other the role"))
        #expect(decide(scene, by: "sock").hasPrefix("sock has turned an appeal"))
        // Once two hands have looked, any of them does.
        #expect(decide(scene, by: "cyd", .compliance) == "" && file(scene) == "" && decide(scene, by: "shoe") == "")
        #expect(file(scene) == "" && decide(scene, 1, by: "sock") == "", "a yes is anybody's")
    }

    /// A journal of the version before is read as it was decided.
    @Test func theVersionBeforeAskedForNames() {
        let scene = house()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-8 otc-builtin-2" }
        scene.propose(.suspendTransfers, on: "m", by: "mia")
        #expect(file(scene) == "" && decide(scene, by: "sock") == "")
        #expect(file(scene, by: "sock", .supervisor) == "" && decide(scene, by: "shoe") == "")
    }

    /// Whoever files an appeal under one name does not turn it down under another; a platform's key says what holders
    /// say, whoever gave it out.
    @Test func whoFiledItUnderAnotherNameDoesNotTurnItDown() {
        let scene = house()
        scene.propose(.suspendTransfers, on: "m", by: "mia")
        #expect(file(scene, by: "sock", .supervisor) == "")
        #expect(decide(scene, by: "shoe").hasPrefix("shoe and sock, who has filed the appeal, are one hand: root gave"))
        #expect(decide(scene, by: "cyd", .compliance) == "")
        scene.give("shop", .integrator, by: "root", as: .admin)
        #expect(file(scene) == "" && decide(scene, by: "root", .admin) == "")
    }

    /// What whoever imposed a measure files against it under another name does not keep the holder's own out.
    @Test func anAppealOfTheSameHandKeepsNobodyOut() {
        let scene = house()
        scene.propose(.suspendTransfers, on: "m", by: "sock")
        #expect(file(scene, by: "shoe", .supervisor) == "")
        #expect(file(scene, by: "sock", .supervisor).contains("is waiting to be decided"))
        #expect(file(scene) == "" && file(scene).contains("is waiting to be decided"))
    }

    /// What was put on the list again under another name goes with the measure that an appeal has found wrong.
    @Test func anAccountThatIsListedAgainByTheSameHandIsSetFree() throws {
        let scene = house()
        scene.list(["m"], .decline, by: "sock", at: scene.now)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .decline && scene.measures.count == 1)
        scene.list(["x"], .decline, by: "cyd", at: scene.now)
        #expect(scene.measures[0].state == .lifted)
        scene.list(["x", "m"], .decline, by: "shoe", at: scene.now)
        #expect(file(scene) == "" && decide(scene, 1, by: "cyd", .compliance) == "")
        #expect(try scene.pay("c", "m", fen: 100).outcome == .warn)
    }

    /// What ends by itself is not for good on one hand's word: beyond twice its term somebody else renews it.
    @Test func oneHandDoesNotRenewForEver() {
        let day: Int64 = 86_400
        for version in [Engine.semantics, "acts-8 otc-builtin-2"] {
            let scene = house()
            scene.ask(.version, by: Measure.weir, nil) { $0.text = version }
            let isBound = version == Engine.semantics
            let start = scene.now
            scene.propose(.suspendTransfers, on: "m", by: "ann")
            func renew(_ name: String, _ role: Role = .supervisor, until days: Int64? = nil) -> String {
                scene.ask(.renew, 1, by: name, role) { request in
                    request.until = days.map { start.advanced(bySeconds: $0 * day) }
                }.reason
            }
            scene.pass(seconds: 20 * day)
            #expect(renew("root", .admin) == "")
            scene.pass(seconds: 20 * day)
            let end = start.advanced(bySeconds: 60 * day).rfc3339
            for (name, role) in [("ann", Role.supervisor), ("root", .admin)] {
                let why = "one person's word carries measure 1 until \(end): somebody else renews it"
                #expect(renew(name, role) == (isBound ? why : ""))
            }
            #expect(renew("ann", until: 60) == "")
            scene.pass(seconds: 5 * day)
            #expect(renew("cyd", .compliance) == "")
            scene.pass(seconds: 25 * day)
            // Then it is a word of somebody else's that is renewed.
            #expect(renew("ann") == "" && scene.measures[0].state == .ordered)
        }
    }

    /// Nor by lifting it and ordering it anew: somebody is called.
    @Test func whoImposesAgainIsSeen() {
        let scene = house()
        func alarms() -> [Act] { scene.acts.filter { $0.type == "alarm.imposed_again" } }
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        #expect(scene.ask(.lift, 1, by: "ann") == .none)
        scene.propose(.suspendTransfers, on: "m", by: "cyd", .compliance)
        #expect(alarms().isEmpty && scene.ask(.lift, 2, by: "cyd", .compliance) == .none)
        scene.propose(.suspendTransfers, on: "m", by: "root", .admin)
        #expect(alarms().map(\.person) == ["root"] && alarms().flatMap(\.facts).map(\.value) == ["2"])
        scene.pass(seconds: 2 * Limits.interimSeconds)
        scene.propose(.suspendTransfers, on: "m", by: "root", .admin)
        #expect(alarms().count == 1 && scene.measures.count == 4)
    }

    /// Whoever took part says of no notice that its holder has it: an administrator would quiet the call about it.
    @Test func whoTookPartDoesNotSayThatItArrived() {
        let scene = house()
        scene.give("chief", .admin)
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        func arrived(_ number: Int, _ name: String, _ role: Role) -> String {
            scene.ask(.noticeDelivery, number, by: name, role) { ($0.kind, $0.extra) = (1, "post") }.reason
        }
        let why = "root, or a hand of theirs, took part in measure 1: somebody else says what has become of its notice"
        #expect(arrived(1, "root", .admin) == why && arrived(1, "chief", .admin) == "")
        #expect(file(scene) == "" && decide(scene, by: "chief", .admin) == "")
        #expect(arrived(2, "chief", .admin).contains("took part in measure 1") && arrived(2, "shop", .integrator) == "")
    }

    @Test func aRuleSetWaitsForOtherHands() throws {
        let scene = try RuleScene()
        func give(_ name: String, _ role: Role, by giver: String, as own: Role? = nil) {
            var request = ActRequest(.role, at: RuleScene.start, by: giver, role: own)
            (request.subject, request.kind) = (name, role.rawValue)
            #expect(scene.apply(.act, InputBytes.encode(request)) == .none)
        }
        give("root", .admin, by: Measure.weir)
        give("ann", .supervisor, by: "root", as: .admin)
        give("cyd", .supervisor, by: Measure.weir)
        let rule = RuleScene.rule("r", "payment.amount > 50.0", [.decision(.warn, kind: .list)])
        #expect(scene.ask(.shadow, RuleScene.set("1", [rule]), by: "root") == .none)
        #expect(["root", "ann", "cyd"].map { scene.engine.trialWaits(for: $0) } == [false, false, true])
    }
}
