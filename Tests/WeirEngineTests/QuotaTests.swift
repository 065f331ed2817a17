import Testing
import WeirDomain
import WeirEngine

/// What a limit on collecting lets through besides its quota.
@Suite struct QuotaTests {
    @Test func moneyThatComesBackIsNoCollecting() throws {
        let scene = ActScene()
        scene.propose(.limitCollection, on: "m")
        #expect(try scene.pay("m", "shop", fen: 99_999).outcome == .allow)
        #expect(try scene.pay("shop", "m", fen: 99_999).outcome == .decline)
        #expect(try scene.pay("shop", "m", fen: 99_999, refunding: "p1").outcome == .allow)
        // A refund of nothing is a payment like others; and the quota is as it was.
        #expect(try scene.pay("shop", "m", fen: 99_999, refunding: "").outcome == .decline)
        #expect(try scene.pay("a", "m", fen: 10_000).outcome == .allow)
        #expect(try scene.pay("a", "m", fen: 1).outcome == .decline)
    }

    /// What a version before has declined is declined where its journal is read anew.
    @Test func versionsBeforeDeclinedIt() throws {
        let scene = ActScene()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-10 otc-builtin-2" }
        scene.propose(.limitCollection, on: "m")
        #expect(try scene.pay("m", "shop", fen: 99_999).outcome == .allow)
        #expect(try scene.pay("shop", "m", fen: 99_999, refunding: "p1").outcome == .decline)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        #expect(try scene.pay("shop", "m", fen: 99_999, refunding: "p1").outcome == .allow)
    }
}
