import Testing
import WeirDomain
import WeirEngine

/// What ends by itself ends for good after half a year, in however many hands.
@Suite struct LifeTests {
    private static let day: Int64 = 86_400

    private func scene() -> ActScene {
        let scene = ActScene()
        for (name, role) in [("ann", Role.supervisor), ("bob", .compliance), ("cyd", .admin)] {
            scene.give(name, role)
        }
        return scene
    }

    private func renew(_ scene: ActScene, _ name: String, _ role: Role, until: Instant? = nil) -> String {
        scene.ask(.renew, 1, by: name, role) { $0.until = until }.reason
    }

    /// Two renew it in turns until its life is over.
    private func renewToTheEnd(_ scene: ActScene) {
        for turn in 0..<6 {
            scene.pass(seconds: 28 * Self.day)
            let (name, role) = turn % 2 == 0 ? ("bob", Role.compliance) : ("ann", .supervisor)
            #expect(renew(scene, name, role) == "", "turn \(turn)")
        }
    }

    @Test func twoPeopleDoNotRenewItForEver() throws {
        let scene = scene()
        let start = scene.now
        let end = start.advanced(bySeconds: 180 * Self.day)
        let over =
            "measure 1 lasts until \(end.rfc3339) at the most: what goes on after that is proposed anew, on new grounds"
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        scene.pass(seconds: Self.day)
        // 168 days on, the last renewal has twelve left.
        renewToTheEnd(scene)
        #expect(scene.measures[0].until == end && scene.measures[0].state == .ordered)
        #expect(renew(scene, "cyd", .admin) == over)
        #expect(renew(scene, "bob", .compliance, until: end.advanced(bySeconds: 1)) == over)
        // What is to follow has new grounds, and comes before the end: no payment slips through between.
        let again = scene.propose(.suspendTransfers, on: "m", by: "bob", .compliance)
        #expect(again.reason == "measure 1 of this kind is in force already")
        let next = scene.propose(.suspendTransfers, on: "m", by: "bob", .compliance) { $0.text = "sells again" }
        #expect(next == .none && scene.measures[1].state == .ordered)
        #expect(scene.acts.filter { $0.type == "alarm.imposed_again" }.map(\.person) == ["bob"])
        let both = scene.propose(.suspendTransfers, on: "m", by: "cyd", .admin) { $0.text = "and again" }
        #expect(both.reason == "measure 2 of this kind is in force already")
        scene.pass(seconds: 12 * Self.day)
        #expect(scene.measures.map(\.state) == [.expired, .ordered])
        #expect(try scene.pay("a", "m", fen: 100).outcome == .decline)
        // The new one has a life of its own, over a restart too.
        let other = try Engine(seed: 3, saved: scene.engine.saved())
        let (saved, measures) = (other.measures, scene.measures)
        #expect(saved == measures)
    }

    /// Lifted and imposed anew on the same ground, or after its end, it goes on with the time that it had.
    @Test func theSameGroundHasOneLife() {
        let scene = scene()
        let start = scene.now
        let end = start.advanced(bySeconds: 180 * Self.day)
        scene.propose(.limitCollection, on: "m", by: "ann")
        scene.pass(seconds: Self.day)
        renewToTheEnd(scene)
        #expect(scene.ask(.lift, 1, by: "ann") == .none)
        scene.propose(.limitCollection, on: "m", by: "bob", .compliance)
        #expect(scene.measures[1].until == end)
        scene.pass(seconds: 20 * Self.day)
        #expect(scene.measures[1].state == .expired)
        let why = "limit_collection on this ground lasts until \(end.rfc3339) at the most: it needs new grounds"
        #expect(scene.propose(.limitCollection, on: "m", by: "cyd", .admin).reason == why)
        #expect(scene.propose(.limitCollection, on: "other", by: "cyd", .admin) == .none)
        #expect(scene.propose(.suspendTransfers, on: "m", by: "cyd", .admin) == .none, "another kind")
        // A month later it is a matter of its own.
        scene.pass(seconds: 30 * Self.day)
        #expect(scene.propose(.limitCollection, on: "m", by: "cyd", .admin) == .none)
    }

    /// To and fro within its life it does not change hands without end either.
    @Test func handsAreCounted() {
        let scene = scene()
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        for turn in 1..<Limits.measureSignatures {
            let (name, role) = turn % 2 == 1 ? ("bob", Role.compliance) : ("ann", .supervisor)
            #expect(renew(scene, name, role) == "")
        }
        #expect(scene.measures[0].signatures.count == Limits.measureSignatures)
        let why = "measure 1 has changed hands \(Limits.measureSignatures) times: it is proposed anew"
        #expect(renew(scene, "bob", .compliance) == why)
    }

    /// A journal of the version before is read as it was decided.
    @Test func theVersionBeforeHadNoBound() {
        let scene = scene()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-9 otc-builtin-2" }
        let start = scene.now
        scene.propose(.suspendTransfers, on: "m", by: "ann")
        scene.pass(seconds: Self.day)
        renewToTheEnd(scene)
        #expect(renew(scene, "ann", .supervisor) == "" && scene.measures[0].until ?? start > start)
        let end = start.advanced(bySeconds: 180 * Self.day)
        #expect(scene.measures[0].until.map { $0 > end } == true)
        // From here on it ends, also where it has lasted longer already.
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        scene.pass(seconds: 20 * Self.day)
        #expect(renew(scene, "bob", .compliance).hasPrefix("measure 1 lasts until \(end.rfc3339) at the most"))
    }
}
