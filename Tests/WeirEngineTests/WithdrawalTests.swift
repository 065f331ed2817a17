import Testing
import WeirDomain
import WeirEngine

/// Whoever proposed a measure takes the proposal back, as long as it waits.
@Suite struct WithdrawalTests {
    @Test func whoProposedTakesTheProposalBack() {
        let scene = ActScene()
        scene.propose(.stopCollection, by: "eve", .analyst)
        #expect(scene.ask(.withdraw, 1, by: "eva", .analyst).reason.contains("proposed by eve: only they"))
        #expect(scene.ask(.withdraw, 1).reason.contains("only they"), "a supervisor says no instead")
        #expect(scene.ask(.withdraw, 1, by: "eve", .analyst) { $0.text = "" }.reason == "gives no reason")
        // What somebody else has signed meanwhile waits for a second one all the same.
        #expect(scene.ask(.approve, 1) == .none && scene.measures[0].state == .proposed)
        #expect(scene.ask(.withdraw, 1, by: "eve", .analyst) == .none)
        let measure = scene.measures[0]
        #expect(measure.state == .withdrawn && measure.state.isEnded && measure.order == nil)
        #expect(measure.endedBy == "eve" && measure.endReason == "because" && measure.endedAt == scene.now)
        #expect(scene.acts.last?.type == "measure.withdrawn" && scene.acts.last?.role == .analyst)
        #expect(scene.notices.isEmpty, "nothing was taken from anybody")
        for verb in [ActRequest.Verb.withdraw, .approve, .refuse, .lift] {
            let by = verb == .withdraw ? ("eve", Role.analyst) : ("bob", .supervisor)
            #expect(scene.ask(verb, 1, by: by.0, by.1).reason.contains("measure 1 is withdrawn"), "\(verb)")
        }
        // What is signed is lifted, not withdrawn.
        scene.propose(.stopCollection, by: "eve", .analyst)
        scene.ask(.approve, 2)
        scene.ask(.approve, 2, by: "bob")
        #expect(scene.ask(.withdraw, 2, by: "eve", .analyst).reason.contains("measure 2 is ordered"))
        scene.propose(.suspendTransfers, on: "b")
        #expect(scene.ask(.withdraw, 3).reason.contains("measure 3 is ordered"))
        // What the engine has proposed is nobody's to take back.
        #expect(scene.ask(.withdraw, 4).reason.contains("there is no measure 4"))
    }

    @Test func whoMayNoLongerProposeWithdrawsNothing() {
        let scene = ActScene()
        scene.propose(.warnPayer, by: "eve", .analyst)
        scene.give("eve", .integrator)
        #expect(scene.ask(.withdraw, 1, by: "eve", .integrator).reason.contains("may not withdraw proposals"))
        #expect(scene.measures[0].state == .proposed)
    }

    /// An authority's order behind a proposal that is taken back has not served.
    @Test func aWithdrawnProposalUsesNoOrderUp() {
        let scene = ActScene()
        func order(by name: String, _ role: Role) -> Verdict {
            scene.propose(.stopCollection, on: "m", by: name, role) { request in
                (request.authority, request.orderHash) = ("police.example", "aa")
            }
        }
        #expect(order(by: "eve", .analyst) == .none)
        #expect(order(by: "ann", .supervisor).reason.contains("already"))
        #expect(scene.ask(.withdraw, 1, by: "eve", .analyst) == .none)
        #expect(order(by: "ann", .supervisor) == .none && scene.measures[1].state == .ordered)
    }
}
