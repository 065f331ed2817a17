import Testing
import WeirDomain
import WeirEngine
import WeirRuntime

/// Orders on their way to a rail that loses, delays and doubles messages, is down for hours, while the engine is killed
/// between deciding and ordering. Time is simulated; what is tested are the parts that run in the server.
@Suite struct OutboxTests {
    private struct Dice {
        var state: UInt64
        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    /// Journal, engine, outbox and rail. The engine and the outbox can be killed; the journal and the rail stay.
    private final class World {
        var journal: [[UInt8]] = []
        var engine = Engine(seed: 5)
        var effects = Effects()
        var schedule = OutboxSchedule()
        var rail: SimulatedRail
        var now: Int64 = 1_772_380_800_000

        init(_ weather: SimulatedRail.Weather, seed: UInt64) { rail = SimulatedRail(weather: weather, seed: seed) }

        var measures: [Measure] { engine.measures }
        var unanswered: [Measure] { engine.unanswered }
        var hash: UInt64 { engine.stateHash }

        @discardableResult
        func take(_ request: ActRequest) -> Verdict {
            let bytes = InputBytes.encode(request)
            journal.append(bytes)
            apply(bytes, UInt64(journal.count))
            return effects.verdict
        }

        private func apply(_ bytes: [UInt8], _ sequence: UInt64) {
            engine.apply(
                type: InputType.act.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
        }

        func ask(_ verb: ActRequest.Verb, _ number: Int, _ fill: (inout ActRequest) -> Void = { _ in }) {
            var request = ActRequest(verb, at: Instant(milliseconds: now), by: "ann", role: .supervisor)
            request.number = number
            request.text = "because"
            fill(&request)
            take(request)
        }

        /// Everything that was only in memory is gone; the journal is replayed.
        func kill() {
            let before = engine.stateHash
            engine = Engine(seed: 6)
            schedule = OutboxSchedule()
            for (i, bytes) in journal.enumerated() { apply(bytes, UInt64(i) + 1) }
            #expect(engine.stateHash == before)
        }

        /// A turn of the timekeeper and the outbox.
        func turn(milliseconds: Int64) {
            now += milliseconds
            if let due = engine.nextDeadline, due.milliseconds <= now {
                take(ActRequest(.time, at: Instant(milliseconds: now), by: Measure.weir, role: nil))
            }
            let answers = rail.answers(now: now)
            if !answers.isEmpty { schedule.railSpoke(now: now) }
            for answer in answers {
                var request = ActRequest(
                    answer.isDone ? .railDid : .railRefused, at: Instant(milliseconds: now), by: "rail", role: nil)
                request.number = answer.measure
                request.other = Int64(answer.version)
                take(request)
            }
            for message in schedule.due(engine.unanswered, now: now) { rail.send(message, now: now) }
        }
    }

    @Test func fiveHundredRunsEndWithOneEffectEach() {
        var dice = Dice(state: 9)
        var slowest: Int64 = 0
        for run in 0..<500 {
            let weather = SimulatedRail.Weather(lost: 300, doubled: 300, delayed: 300, delayMilliseconds: 20_000)
            let world = World(weather, seed: UInt64(run) + 1)
            for i in 0..<6 {
                world.ask(.propose, 0) { request in
                    request.kind = (i % 2 == 0 ? MeasureKind.suspendTransfers : .holdPayment).rawValue
                    request.subject = "account\(i)"
                    request.extra = i % 2 == 0 ? "" : "p\(i)"
                }
                // Between the decision and the order, and after it.
                if dice.below(2) == 0 { world.kill() }
                world.turn(milliseconds: Int64(dice.below(3_000)))
                if dice.below(4) == 0 { world.kill() }
            }
            // Down for six hours; meanwhile people lift some.
            world.rail.isDown = true
            for step in 0..<72 {
                if step % 20 == 7 { world.ask(.lift, 1 + dice.below(6)) }
                if step % 30 == 11 { world.kill() }
                world.turn(milliseconds: 300_000)
            }
            world.rail.isDown = false
            slowest = max(slowest, converge(world))
            // A day later every hold has ended, and the rail knows.
            for _ in 0..<24 { world.turn(milliseconds: 3_600_000) }
            slowest = max(slowest, converge(world))
            check(world, run)
        }
        #expect(slowest <= 60_000)
        print("slowest to agree after the rail came back: \(slowest) ms of simulated time")
    }

    /// Turns until nothing is open; answers how long it took.
    private func converge(_ world: World) -> Int64 {
        let start = world.now
        while !world.unanswered.isEmpty, world.now - start < 600_000 { world.turn(milliseconds: 200) }
        #expect(world.unanswered.isEmpty)
        return world.now - start
    }

    private func check(_ world: World, _ run: Int) {
        for (order, count) in world.rail.effects where count != 1 {
            Issue.record("run \(run): order \(order) had \(count) effects")
        }
        for measure in world.measures {
            let fact = world.rail.facts[measure.number]
            #expect(fact?.version == measure.order.map { Int($0.version) }, "run \(run)")
            #expect(fact?.action == measure.order?.action, "run \(run)")
            guard measure.kind == .holdPayment else { continue }
            #expect(measure.state.isEnded && measure.outcome != .pending)
            // By its deadline, not only some day.
            let end = measure.at.advanced(bySeconds: Limits.holdSeconds)
            #expect(measure.endedAt.map { $0 <= end } ?? false, "run \(run): \(measure)")
        }
    }

    @Test func weatherIsAskedForInWords() throws {
        let all = try #require(SimulatedRail.Weather("lost=300,doubled=200,delayed=100,longest=50"))
        #expect([all.lost, all.doubled, all.delayed] == [300, 200, 100] && all.delayMilliseconds == 50)
        let some = try #require(SimulatedRail.Weather("lost=1000"))
        #expect([some.lost, some.doubled, some.delayed] == [1_000, 0, 0])
        for wrong in ["", "lost", "lost=", "lost=1001", "lost=-1", "lost=1,lost=2", "found=3", "lost=1,", "lost=1=2"] {
            #expect(SimulatedRail.Weather(wrong) == nil, "\(wrong)")
        }
    }

    @Test func aDoubledMessageHasOneEffect() {
        var rail = SimulatedRail(weather: .init(doubled: 1_000), seed: 3)
        let world = World(.init(), seed: 1)
        world.ask(.propose, 0) { ($0.kind, $0.subject) = (MeasureKind.suspendTransfers.rawValue, "a") }
        guard let message = world.measures.first.flatMap({ RailMessage($0) }) else {
            Issue.record("no order")
            return
        }
        rail.send(message, now: 0)
        #expect(rail.answers(now: 0).count >= 2)
        #expect(rail.effects == ["1/1": 1])
    }

    @Test func pausesGrowAndANewerOrderGoesAtOnce() {
        let world = World(.init(lost: 1_000), seed: 1)
        world.ask(.propose, 0) { ($0.kind, $0.subject) = (MeasureKind.suspendTransfers.rawValue, "a") }
        var schedule = OutboxSchedule()
        var times: [Int64] = []
        for second in 0..<200 where !schedule.due(world.unanswered, now: Int64(second) * 1_000).isEmpty {
            times.append(Int64(second))
        }
        // A second, two, three from then on, and up to a quarter more.
        let pauses = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(pauses.allSatisfy { (1...4).contains($0) } && pauses[0] <= 2 && pauses.count > 45, "\(times)")
        // What is overdue goes by when it was ordered, and not by when this outbox first saw it.
        let ordered = Instant(milliseconds: world.now)
        let open = OpenWork(unanswered: world.unanswered, now: ordered.advanced(bySeconds: 300))
        #expect(open.orders == 1 && open.ordersOverdue == 1 && open.oldestOrder == ordered)
        #expect(OpenWork(unanswered: world.unanswered, now: ordered.advanced(bySeconds: 299)).ordersOverdue == 0)
        world.ask(.lift, 1)
        #expect(schedule.due(world.unanswered, now: 200_001).map(\.action) == [.release])
    }
}
