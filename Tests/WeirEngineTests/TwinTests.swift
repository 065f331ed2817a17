import Testing
import WeirDomain
import WeirEngine

/// Accounts whose ids are equal in Unicode and differ in bytes: to payments they are two.
@Suite struct TwinTests {
    private let one = "caf\u{e9}"
    private let other = "cafe\u{301}"

    private func open(_ scene: ActScene, _ account: String) -> String {
        scene.ask(.open) { $0.subject = account }.reason
    }

    /// Each has a case and a wall of its own, also after a restart: the holder of one is told of what is on the other's
    /// account neither more nor less.
    @Test func eachHasACaseAndAWallOfItsOwn() throws {
        let scene = ActScene()
        #expect(open(scene, one) == "" && open(scene, other) == "")
        #expect(scene.engine.caseNumber(of: one) == 1 && scene.engine.caseNumber(of: other) == 2)
        for account in [one, other] { scene.propose(.suspendTransfers, on: account) }
        #expect(scene.ask(.wall, 1) == .none)
        #expect(scene.engine.isWalled(one) && !scene.engine.isWalled(other))
        #expect(scene.notices.map(\.isWithheld) == [true, false])
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash && scene.engine.isWalled(one) && !scene.engine.isWalled(other))
        #expect(scene.engine.caseNumber(of: one) == 1 && scene.engine.caseNumber(of: other) == 2)
        scene.propose(.limitCollection, on: other)
        #expect(scene.notices.map(\.isWithheld) == [true, false, false])
        #expect(scene.ask(.wall, 1) { $0.kind = ActRequest.WallAct.lower.rawValue } == .none)
        #expect(scene.notices.allSatisfy { !$0.isWithheld })
        // In one case both are named.
        #expect(scene.ask(.merge, 2) { $0.other = 1 } == .none)
        #expect(scene.cases[0].accounts.map { Array($0.utf8) } == [one, other].map { Array($0.utf8) })
        #expect(open(scene, other) == "case 1 on this account is open")
    }

    /// A journal of the version before is read as it was told.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = ActScene()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-5 otc-builtin-2" }
        #expect(open(scene, one) == "" && open(scene, other) == "case 1 on this account is open")
        #expect(scene.ask(.wall, 1) == .none)
        #expect(scene.engine.isWalled(one) && scene.engine.isWalled(other))
        scene.propose(.suspendTransfers, on: other)
        #expect(scene.notices.map(\.isWithheld) == [true])
        // From here on this one decides; what was kept back goes out when the wall comes down.
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        #expect(scene.engine.isWalled(one) && !scene.engine.isWalled(other) && open(scene, other) == "")
        #expect(scene.ask(.wall, 1) { $0.kind = ActRequest.WallAct.lower.rawValue } == .none)
        #expect(scene.notices.map(\.isWithheld) == [false])
    }
}
