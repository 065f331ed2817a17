import Testing
import WeirDomain
import WeirEngine

/// What waits for whom.
@Suite struct WaitingTests {
    /// An appeal waits for those who may decide it, until somebody has.
    @Test func anAppealWaitsForWhoeverMayDecideIt() {
        let scene = ActScene()
        scene.propose(.suspendTransfers)
        #expect(scene.ask(.file, 1, by: "cyd", .compliance) { $0.subject = "acc" } == .none)
        #expect(["ann", "bob", "cyd"].map { scene.engine.appealsWaiting(for: $0) } == [0, 1, 0])
        #expect(scene.ask(.decide, 1, by: "bob", .compliance) { $0.kind = 1 } == .none)
        #expect(scene.engine.appealsWaiting(for: "bob") == 0)
    }
}
