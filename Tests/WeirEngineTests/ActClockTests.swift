import Testing
import WeirDomain
import WeirEngine
import WeirLists

@Suite struct ClockTests {
    /// What a platform dates wrongly ends no hold at once and makes none last for years, and makes nobody else late.
    @Test(arguments: [-30 * 86_400, -60, 60, 400 * 86_400] as [Int64])
    func automaticMeasuresBeginWhenTheClockSaysSo(ahead: Int64) throws {
        let scene = ActScene()
        let wall = scene.now
        scene.ask(.time, by: Measure.weir, nil) { $0.kind = Engine.wallClock }
        scene.hold(everythingTo: "watched")
        scene.now = wall.advanced(bySeconds: ahead)
        #expect(try scene.pay("a", "watched", fen: 100).outcome == .hold)
        let measure = try #require(scene.measures.last)
        #expect(measure.kind == .holdPayment)
        let until = try #require(measure.until)
        #expect(until >= wall.advanced(bySeconds: Limits.holdSeconds))
        #expect(until <= wall.advanced(bySeconds: Limits.holdSeconds + Limits.clockSeconds))
        scene.now = wall
        #expect(try !scene.pay("x", "y", fen: 100).late)
    }

    /// A quota is of the clock's day, not of a day that a platform writes.
    @Test func aQuotaIsOfTheClocksDay() throws {
        let scene = ActScene()
        scene.ask(.time, by: Measure.weir, nil) { $0.kind = Engine.wallClock }
        scene.propose(.limitCollection, on: "m")
        let wall = scene.now
        scene.now = wall.advanced(bySeconds: 400 * 86_400)
        #expect(try scene.pay("a", "m", fen: 9_000).outcome == .allow)
        scene.now = scene.now.advanced(bySeconds: 86_400)
        #expect(try scene.pay("a", "m", fen: 9_000).outcome == .decline)
        scene.now = wall.advanced(bySeconds: 86_400)
        scene.ask(.time, by: Measure.weir, nil) { $0.kind = Engine.wallClock }
        #expect(try scene.pay("a", "m", fen: 9_000).outcome == .allow)
    }

    /// Without a clock the payments' own time counts, as for recorded traffic.
    @Test func withoutAClockPaymentsSayWhatTimeItIs() throws {
        let scene = ActScene()
        scene.hold(everythingTo: "watched")
        scene.now = scene.now.advanced(bySeconds: 400 * 86_400)
        #expect(try scene.pay("a", "watched", fen: 100).outcome == .hold)
        #expect(scene.measures.last?.until == scene.now.advanced(bySeconds: Limits.holdSeconds))
    }

    /// Behind a wall an appeal that has been decided falls overdue as one that waits does.
    @Test func whatIsKeptBackFallsOverdue() {
        let scene = ActScene()
        for (place, account) in ["m", "n"].enumerated() {
            scene.propose(.suspendTransfers, on: account)
            #expect(scene.ask(.file, place + 1, by: "shop", .integrator) == .none)
        }
        #expect(scene.ask(.decide, 1, by: "bob", .compliance) { $0.kind = 0 } == .none)
        func shown() -> [Bool] {
            let now = scene.engine.deadlinesPassed
            return scene.appeals.map { $0.undecided(at: now).isOverdue }
        }
        scene.pass(seconds: Limits.appealDecisionSeconds - 1)
        #expect(shown() == [false, false])
        scene.pass(seconds: 1)
        #expect(shown() == [true, true])
        #expect(scene.appeals.map(\.isOverdue) == [false, true])
    }

    /// Holds of a list rest on the list's basis, name their reasons, and are counted: above the bound somebody is
    /// called.
    @Test func aListsHoldsNameTheirGround() throws {
        let scene = ActScene()
        scene.hold(everythingTo: "watched")
        for _ in 0..<(Limits.automaticPerHour + 5) { _ = try scene.pay("a", "watched", fen: 100) }
        let measure = try #require(scene.measures.first)
        #expect(measure.basis == "Order 7" && measure.ground.contains("list 'held'"))
        #expect(scene.acts.filter { $0.type == "alarm.many_holds" }.count == 1)
    }
}
