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

    /// People who come later, for whom somebody of the first day has vouched.
    private func hire(_ names: String..., into scene: ActScene) {
        for name in names {
            scene.give(name, .supervisor, by: "root", as: .admin)
            #expect(vouch(scene, name, by: "ann") == "")
        }
    }

    private func vouch(
        _ scene: ActScene, _ name: String, by voucher: String, _ role: Role = .supervisor
    ) -> String {
        scene.ask(.vouch, by: voucher, role) { $0.subject = name }.reason
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
        hire("sock", "shoe", into: scene)
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
        scene.give("dan", .supervisor)
        scene.give("bob", .compliance, by: "root", as: .admin)
        #expect(vouch(scene, "bob", by: "dan") == "")
        scene.now = scene.now.advanced(bySeconds: 20 * Self.day)
        scene.propose(.stopCollection, on: "m", by: "ann")
        #expect(scene.ask(.approve, 1, by: "bob", .compliance) == .none)
        #expect(scene.measures[0].state == .ordered)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        scene.give("bob", .compliance, by: "root", as: .admin)
        for name in ["ann", "bob"] { #expect(vouch(scene, name, by: "dan") == "") }
        scene.propose(.stopCollection, on: "n", by: "ann")
        #expect(scene.ask(.approve, 2, by: "bob", .compliance).reason.contains("within the last week"))
        // Over several hands as well.
        scene.give("helper", .admin, by: "root", as: .admin)
        scene.give("cyd", .supervisor, by: "helper", as: .admin)
        #expect(vouch(scene, "cyd", by: "dan") == "")
        #expect(second(scene, "cyd", on: 2).contains("root gave both of them"))
        // However long the hand between has been there.
        scene.now = scene.now.advanced(bySeconds: 8 * Self.day)
        scene.give("fay", .supervisor, by: "helper", as: .admin)
        scene.give("gil", .supervisor, by: "root", as: .admin)
        for name in ["fay", "gil"] { #expect(vouch(scene, name, by: "dan") == "") }
        scene.propose(.stopCollection, on: "o", by: "fay")
        #expect(second(scene, "gil", on: 3).contains("root gave both of them"))
    }

    /// A hand that gave a way in before stays known when another gives one, and when everything was taken away.
    @Test func earlierHandsAreNotForgotten() {
        let scene = house()
        scene.give("chief", .admin)
        scene.give("dan", .supervisor)
        scene.give("ann", .supervisor, by: "chief", as: .admin)
        #expect(vouch(scene, "ann", by: "dan") == "")
        for (number, name) in ["root", "chief"].enumerated() {
            scene.propose(.stopCollection, on: "m\(number)", by: "ann")
            #expect(scene.ask(.approve, number + 1, by: name, .admin).reason.contains("one gave the other the role"))
        }
        scene.give("ann", nil, by: "chief", as: .admin)
        scene.give("ann", .supervisor, by: "chief", as: .admin)
        #expect(vouch(scene, "ann", by: "dan") == "")
        scene.propose(.stopCollection, on: "m2", by: "ann")
        for name in ["chief", "root"] {
            #expect(scene.ask(.approve, 3, by: name, .admin).reason.contains("are one hand"))
        }
        #expect(scene.ask(.approve, 3, by: "dan") == .none && scene.measures[2].state == .ordered)
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

    /// Whose measure an appeal has reversed does not restrict the account anew, nor does their hand.
    @Test func whoWasFoundWrongDoesNotRestrictAnew() {
        let scene = house()
        scene.give("cyd", .compliance)
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 } == .none)
        let again = scene.propose(.limitCollection, on: "m", by: "ann").reason
        #expect(again == "measure 1 was reversed on appeal, and ann took part in it: it needs somebody else")
        let hand = scene.propose(.suspendTransfers, on: "m", by: "root", .admin).reason
        #expect(hand.contains("and root is one hand with ann, who took part in it"))
        // Nor do they sign an analyst's proposal.
        #expect(scene.propose(.suspendTransfers, on: "m", by: "eve", .analyst) == .none)
        #expect(scene.ask(.approve, 2, by: "ann").reason == again)
        #expect(scene.ask(.approve, 2, by: "cyd", .compliance) == .none && scene.measures[1].state == .ordered)
        // Payers who are warned stay away. Another account is another matter.
        #expect(scene.propose(.warnPayer, on: "m", by: "ann").reason == again)
        #expect(scene.propose(.suspendTransfers, on: "n", by: "ann") == .none)
    }

    @Test func handsComeBackFromASnapshot() throws {
        let scene = house()
        hire("sock", "shoe", into: scene)
        scene.give("late", .supervisor, by: "root", as: .admin)
        scene.propose(.stopCollection, on: "m", by: "sock")
        let hash = scene.hash
        scene.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(scene.hash == hash)
        #expect(second(scene, "shoe", on: 1).contains("within the last week"))
        #expect(second(scene, "late", on: 1).contains("nobody else has vouched"))
        #expect(second(scene, "ann", on: 1) == "")
    }

    /// Somebody who stands between two hands and is removed leaves them one hand.
    @Test func aRemovedHandStaysBetweenTwo() {
        for isFirstDay in [true, false] {
            let scene = ActScene()
            scene.give("root", .admin)
            scene.give("dan", .supervisor)
            if !isFirstDay { scene.now = scene.now.advanced(bySeconds: 30 * Self.day) }
            scene.give("helper", .admin, by: "root", as: .admin)
            scene.give("other", .admin, by: "helper", as: .admin)
            scene.give("sock", .supervisor, by: "other", as: .admin)
            // In either order.
            for name in isFirstDay ? ["helper", "other"] : ["other", "helper"] {
                scene.give(name, nil, by: "root", as: .admin)
            }
            if !isFirstDay { #expect(vouch(scene, "sock", by: "dan") == "") }
            scene.now = scene.now.advanced(bySeconds: 40 * Self.day)
            scene.propose(.stopCollection, on: "m", by: "root", .admin)
            #expect(second(scene, "sock", on: 1).contains("one gave the other the role"))
            #expect(scene.measures[0].state == .proposed)
            #expect(second(scene, "dan", on: 1) == "" && scene.measures[0].state == .ordered)
        }
    }
}
