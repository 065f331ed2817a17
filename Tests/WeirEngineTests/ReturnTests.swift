import Testing
import WeirDomain
import WeirEngine

/// Who comes back, as whom, and who makes it untold what somebody did who has gone.
@Suite struct ReturnTests {
    /// A house with an administrator and two supervisors, all of the first day, a month later.
    private func house() -> ActScene {
        let scene = ActScene()
        scene.give("root", .admin)
        for name in ["ann", "bob"] { scene.give(name, .supervisor, by: "root", as: .admin) }
        scene.now = scene.now.advanced(bySeconds: 30 * 86_400)
        return scene
    }

    private func vouch(_ scene: ActScene, _ name: String, by voucher: String) -> String {
        scene.ask(.vouch, by: voucher) { $0.subject = name }.reason
    }

    /// Whoever comes over a provider under a name that was somebody else's account there is bound by what that one did,
    /// and trusted with nothing of theirs.
    @Test func anotherAccountUnderANameIsVouchedFor() {
        let scene = house()
        scene.give("zoe", .compliance)
        scene.propose(.suspendTransfers, on: "m", by: "zoe", .compliance)
        scene.propose(.stopCollection, on: "n", by: "zoe", .compliance)
        scene.give("zoe", nil)
        scene.now = scene.now.advanced(bySeconds: 1)
        var back = ActRequest(.role, at: scene.now, by: Measure.weir, role: nil)
        (back.subject, back.kind, back.extra) = ("zoe", Role.compliance.rawValue, ActRequest.anotherOne)
        #expect(scene.ask(back) == .none && scene.engine.unvouched == ["zoe": Measure.weir])
        let waits = scene.ask(.approve, 2, by: "zoe", .compliance).reason
        #expect(waits.contains("'zoe' was somebody else's account at the provider"))
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "zoe", .compliance) { $0.kind = 1 }.reason.contains("took part in measure 1"))
        #expect(vouch(scene, "zoe", by: "ann") == "" && scene.engine.unvouched.isEmpty)
        // One signature, that of now: the one of before went with the role.
        #expect(scene.ask(.approve, 2, by: "zoe", .compliance) == .none && scene.measures[1].state == .proposed)
        // The same account once more is who it was.
        scene.give("zoe", nil)
        scene.give("zoe", .compliance)
        #expect(scene.engine.unvouched.isEmpty)
        // Nobody of the house says such a thing of a role that they give.
        var own = back
        (own.by, own.role, own.subject) = ("root", .admin, "yan")
        #expect(scene.ask(own) == .none && scene.engine.unvouched == ["yan": "root"])
    }

    /// Whoever removes somebody does not cut off what they did as well, nor does a hand of theirs.
    @Test func whoRemovesSomebodyDoesNotEraseThem() throws {
        let scene = house()
        scene.give("late", .compliance, by: "root", as: .admin)
        #expect(vouch(scene, "late", by: "ann") == "")
        scene.give("bob", nil, by: "root", as: .admin)
        func objection(_ name: String) -> String { scene.engine.objection(toErasing: "bob", by: name) ?? "" }
        #expect(objection("root") == "root took bob's way in away: somebody else erases them")
        let hand = "late and root, who took bob's way in away, are one hand: somebody else erases them"
        #expect(objection("late") == hand)
        #expect(objection("ann") == "")
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash && objection("late") == hand)
        // Whoever is back and is removed by another hand; and who was removed on the machine.
        scene.give("bob", .supervisor, by: "root", as: .admin)
        scene.give("bob", nil)
        for name in ["root", "late", "ann"] { #expect(objection(name) == "") }
    }
}
