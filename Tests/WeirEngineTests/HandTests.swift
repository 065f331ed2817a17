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
        for name in ["sock", "shoe"] { scene.give(name, .supervisor, by: "root", as: .admin) }
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
        scene.give("bob", .compliance, by: "root", as: .admin)
        scene.now = scene.now.advanced(bySeconds: 20 * Self.day)
        scene.propose(.stopCollection, on: "m", by: "ann")
        #expect(scene.ask(.approve, 1, by: "bob", .compliance) == .none)
        #expect(scene.measures[0].state == .ordered)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        scene.give("bob", .compliance, by: "root", as: .admin)
        scene.propose(.stopCollection, on: "n", by: "ann")
        #expect(scene.ask(.approve, 2, by: "bob", .compliance).reason.contains("within the last week"))
        // Over several hands as well.
        scene.give("helper", .admin, by: "root", as: .admin)
        scene.give("cyd", .supervisor, by: "helper", as: .admin)
        #expect(second(scene, "cyd", on: 2).contains("root gave both of them"))
    }

    /// A hand that gave a way in before stays known when another gives one; not when everything was taken away.
    @Test func earlierHandsAreNotForgotten() {
        let scene = house()
        scene.give("chief", .admin)
        scene.give("ann", .supervisor, by: "chief", as: .admin)
        for (number, name) in ["root", "chief"].enumerated() {
            scene.propose(.stopCollection, on: "m\(number)", by: "ann")
            #expect(scene.ask(.approve, number + 1, by: name, .admin).reason.contains("one gave the other the role"))
        }
        scene.give("ann", nil, by: "chief", as: .admin)
        scene.give("ann", .supervisor, by: "chief", as: .admin)
        scene.propose(.stopCollection, on: "m2", by: "ann")
        #expect(scene.ask(.approve, 3, by: "chief", .admin).reason.contains("are one hand"))
        #expect(scene.ask(.approve, 3, by: "root", .admin) == .none && scene.measures[2].state == .ordered)
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

    @Test func handsComeBackFromASnapshot() throws {
        let scene = house()
        for name in ["sock", "shoe"] { scene.give(name, .supervisor, by: "root", as: .admin) }
        scene.propose(.stopCollection, on: "m", by: "sock")
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash)
        #expect(second(scene, "shoe", on: 1).contains("within the last week"))
        #expect(second(scene, "ann", on: 1) == "")
    }
}
