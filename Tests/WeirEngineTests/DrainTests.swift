import Testing
import WeirDomain
import WeirEngine

/// A stopped account tries day after day to send its money to one other, which draws it out or pays it to who is
/// stopped: that one gathers it, though nobody else sends it anything.
@Suite struct DrainTests {
    private struct Plan {
        var days = 7
        /// Fen of each try, of which three come a day, and of as many that go to others.
        var tries = 900_000
        var others = 0
        /// Fen that the heir draws a day, and tries to pay to a stopped dealer.
        var drawn = 1_500_000
        var paid = 900_000
        var isToPeople = false
    }

    /// What is read off the heir as days on which it was fed; 0 where nothing is.
    private func drained(_ change: (inout Plan) -> Void = { _ in }) throws -> Float {
        var plan = Plan()
        change(&plan)
        let scene = ActScene()
        for n in 0..<8 { _ = try scene.pay("victim\(n)", "gate", fen: 52_300 + n * 1_700) }
        for name in ["gate", "dealer"] { scene.propose(.suspendTransfers, on: name, by: "ann") }
        for day in 0..<plan.days {
            for n in 0..<3 {
                scene.pass(seconds: 3_600)
                #expect(try scene.pay("gate", "heir", fen: plan.tries + n).outcome == .decline)
                if plan.others > 0 { _ = try scene.pay("gate", "other\(day % 2)", fen: plan.others + n) }
            }
            _ = try scene.pay("heir", plan.isToPeople ? "shop\(day)" : "card", fen: plan.drawn) {
                $0.channel = plan.isToPeople ? .transfer : .withdrawal
            }
            for _ in 0..<3 { _ = try scene.pay("heir", "dealer", fen: plan.paid / 3) }
            scene.pass(seconds: 21 * 3_600)
        }
        guard let figures = scene.engine.figures(of: "heir") else { return 0 }
        return figures[try #require(Engine.featureNames.firstIndex(of: "drained"))]
    }

    @Test func whoDrainsAStoppedAccountIsSeen() throws { #expect(try drained() > 4.5) }

    /// To be tried to be paid is nobody's own doing: four days say nothing, nor sums of which the account draws little,
    /// and it is what it draws and whom it pays that counts.
    @Test func whoeverIsOnlyTriedToBePaidIsNot() throws {
        #expect(try drained { $0.days = 4 } < 4.5)
        #expect(try drained { ($0.drawn, $0.paid) = (500_000, 300_000) } == 0)
        #expect(try drained { $0.isToPeople = true } == 0)
        #expect(try drained { $0.others = 2_400_000 } == 0)
    }

    /// Small tries beside what an account lives on make nothing of it.
    @Test func smallTriesSayNothing() throws { #expect(try drained { $0.tries = 1_000 } == 0) }
}
