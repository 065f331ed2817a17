import Testing
import WeirDomain
import WeirEngine

/// What the engine makes of accounts that are handed in as linked.
@Suite struct LinkActTests {
    private func link(_ scene: ActScene, _ measure: Int, _ account: String) -> Verdict {
        scene.ask(.link, measure, by: Measure.weir, nil) { request in
            (request.subject, request.text) = (account, "The same device is named in 2 of its payments.")
        }
    }

    @Test func aLinkedAccountIsProposedOnce() throws {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "a")
        #expect(scene.engine.linksWanted.map(\.number) == [1])
        #expect(link(scene, 1, "b") == .none)
        #expect(scene.measures[1].state == .proposed && scene.measures[1].by == Measure.weir)
        let act = scene.acts.last { $0.type == "measure.proposed" }
        #expect(act?.facts.contains { $0.name == "linked_to_measure" && $0.value == "1" } == true)
        // Its own links are not sought before somebody has signed.
        #expect(scene.engine.linksWanted.map(\.number) == [1])
        #expect(link(scene, 1, "b").reason.contains("before people"))
        #expect(scene.ask(.refuse, 2) == .none)
        #expect(link(scene, 1, "b").reason.contains("before people"))
        #expect(try scene.pay("b", "c", fen: 100).outcome == .allow)
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash && scene.engine.linksWanted.map(\.number) == [1])
        #expect(scene.ask(.linksSought, 1, by: Measure.weir, nil) == .none)
        #expect(scene.engine.linksWanted.isEmpty)
        // A later measure may say it again.
        scene.pass(seconds: 1)
        scene.propose(.stopCollection, on: "a")
        #expect(scene.engine.linksWanted.map(\.number) == [3])
        #expect(link(scene, 3, "b") == .none)
        #expect(scene.ask(.approve, 4) == .none && scene.engine.linksWanted.map(\.number) == [3, 4])
    }

    /// Proposing an account and taking that back does not keep it from those who sign.
    @Test func aWithdrawnProposalIsNobodysDecision() {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "a")
        scene.propose(.suspendTransfers, on: "b", by: "eve", .analyst)
        #expect(link(scene, 1, "b").reason.contains("before people"))
        #expect(scene.ask(.withdraw, 2, by: "eve", .analyst) == .none)
        #expect(scene.engine.linksWanted.map(\.number) == [1], "what has ended is not searched for")
        #expect(link(scene, 1, "b") == .none && scene.measures[2].state == .proposed)
    }

    @Test func nothingIsHandedInByPeopleOrForWhatHasEnded() {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "a")
        let refused = scene.ask(.link, 1, by: "ann") { $0.subject = "b" }
        #expect(refused.reason.contains("nothing that people hand in"))
        #expect(link(scene, 1, "a").reason.contains("no other account"))
        #expect(link(scene, 9, "b").reason.contains("no measure 9"))
        scene.ask(.lift, 1)
        #expect(scene.engine.linksWanted.isEmpty)
        #expect(link(scene, 1, "b").reason.contains("lifted"))
        scene.propose(.warnPayer, on: "a")
        #expect(scene.engine.linksWanted.isEmpty, "a warning stops nobody")
    }
}
