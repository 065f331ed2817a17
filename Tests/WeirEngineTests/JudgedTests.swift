import Testing
import WeirDomain
import WeirEngine

/// What a granted appeal means for what the engine does by itself.
@Suite struct JudgedTests {
    private static let quantities = [150, 320, 210, 470, 130, 260, 390, 110, 530, 180, 70, 340]

    /// A dealer's orders from one to another, with ever new customers; the decisions.
    @discardableResult
    private func trade(_ scene: ActScene, _ orders: Range<Int>) throws -> [Decision] {
        var decisions: [Decision] = []
        for i in orders {
            scene.now = scene.now.advanced(bySeconds: 720)
            let board = 685 + (i * 7 / 5) % 9
            try scene.quote("USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
            try scene.quote("USD", "6.8000")
            let quantity = Self.quantities[i % 12] + i / 12 * 10
            decisions.append(
                try i % 2 == 0
                    ? scene.pay("customer\(i)", "dealer", fen: quantity * (board + 1))
                    : scene.pay("dealer", "seller\(i)", fen: quantity * (board - 1)))
        }
        return decisions
    }

    private func object(_ scene: ActScene, to measure: Int) {
        #expect(scene.ask(.file, measure, by: "holder", nil) == .none)
        let appeal = scene.appeals.count
        #expect(scene.ask(.decide, appeal, by: "bob", .compliance) { $0.kind = 1 } == .none)
    }

    private func suspensions(_ scene: ActScene) -> [Measure] {
        scene.measures.filter { $0.kind == .suspendTransfers && $0.account == "dealer" }
    }

    /// What else the engine has ordered on the same evidence ends with it; the same kinds order nothing anew, hold no
    /// payment, and are put before a person.
    @Test func whatWasJudgedBinds() throws {
        let scene = ActScene()
        try trade(scene, 0..<36)
        let first = try #require(suspensions(scene).last)
        #expect(first.state == .ordered && first.isAutomatic && first.kinds.independent >= 2, "\(first)")
        let held = scene.measures.filter { $0.kind == .holdPayment && $0.account == "dealer" }
        #expect(held.allSatisfy { $0.kinds.independent >= 2 })
        object(scene, to: first.number)
        #expect(scene.measures.filter { $0.account == "dealer" }.allSatisfy { $0.state.isEnded })
        let judged = scene.engine.judged(on: "dealer", at: scene.now)
        #expect(judged.isSuperset(of: first.kinds))
        let said = try #require(scene.acts.last { $0.type == "appeal.reversed" })
        #expect(said.facts.contains { $0 == ("judged", judged.names.joined(separator: ", ")) }, "\(said.facts)")

        let count = scene.measures.count
        let decisions = try trade(scene, 36..<90)
        #expect(suspensions(scene).map(\.state) == [.lifted, .proposed])
        #expect(scene.acts.contains { $0.type == "alarm.after_reversal" })
        #expect(!scene.measures.dropFirst(count).contains { $0.kind == .holdPayment })
        let spared = decisions.filter { $0.reasons.contains { $0.code == "evidence_judged" } }
        #expect(!spared.isEmpty && spared.allSatisfy { $0.outcome == .warn }, "\(decisions.map(\.outcome))")
        #expect(decisions.allSatisfy { $0.outcome <= .warn })

        let other = ActScene()
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(other.hash == scene.hash && other.measures == scene.measures)
        #expect(other.engine.judged(on: "dealer", at: scene.now) == judged)
        let later = scene.now.advanced(bySeconds: Limits.judgedSeconds)
        #expect(other.engine.judged(on: "dealer", at: later).isEmpty, "for a year, and not for good")
    }

    /// Each kind is bound for a year from when it was judged, whatever else has been since.
    @Test func eachKindHasAYearOfItsOwn() throws {
        let scene = ActScene()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-7 otc-builtin-2" }
        scene.propose(.suspendTransfers, on: "dealer")
        object(scene, to: 1)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        let year = scene.now.advanced(bySeconds: Limits.judgedSeconds)
        #expect(scene.engine.judged(on: "dealer", at: scene.now) == .all)
        scene.pass(seconds: 300 * 86_400)
        try trade(scene, 0..<7)
        scene.propose(.limitCollection, on: "dealer", by: "cyd")
        object(scene, to: scene.measures.count)
        #expect(scene.engine.judged(on: "dealer", at: scene.now) == .all)
        let other = ActScene()
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(other.hash == scene.hash)
        for each in [scene, other] {
            let judged = each.engine.judged(on: "dealer", at: year)
            #expect(judged != .all && judged.independent >= 2, "\(judged.names)")
        }
    }

    /// An appeal against what had nothing to do with any evidence leaves the engine free: otherwise whoever wins about
    /// anything, before the first order, would have nothing to fear from it.
    @Test func whatWasNotJudgedDoesNotBind() throws {
        let scene = ActScene()
        scene.propose(.suspendTransfers, on: "dealer")
        object(scene, to: 1)
        #expect(scene.engine.judged(on: "dealer", at: scene.now).isEmpty)
        try trade(scene, 0..<36)
        #expect(suspensions(scene).map(\.state) == [.lifted, .ordered])
    }

    /// A person who has acted on the evidence, and was wrong: the machine does not do the same the next day.
    @Test func whatAPersonSawIsJudgedAsWell() throws {
        let scene = ActScene()
        let decisions = try trade(scene, 0..<7)
        // Above the line of alerts, and nothing has been done.
        #expect(decisions.last?.outcome == .warn && scene.measures.isEmpty, "\(decisions.map(\.outcome))")
        scene.propose(.limitCollection, on: "dealer")
        object(scene, to: 1)
        #expect(scene.engine.judged(on: "dealer", at: scene.now).independent >= 2)
    }

    /// What a person has renewed is theirs: it has an appeal of its own.
    @Test func whatAPersonStandsBehindStays() throws {
        let scene = ActScene()
        try trade(scene, 0..<36)
        let first = try #require(suspensions(scene).last)
        scene.propose(.limitCollection, on: "dealer")
        let limit = scene.measures.count
        #expect(scene.ask(.renew, first.number) == .none)
        object(scene, to: limit)
        #expect(scene.measures[first.number - 1].state == .ordered)
    }

    /// Under a second name it is the same hand.
    @Test func whoLiftsAgainUnderAnotherNameIsSeen() throws {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("ann", .supervisor, by: "root", as: .admin)
        try trade(scene, 0..<36)
        let first = try #require(suspensions(scene).last)
        #expect(scene.ask(.lift, first.number, by: "root", .admin) == .none)
        try trade(scene, 36..<90)
        let second = try #require(suspensions(scene).last)
        #expect(scene.ask(.lift, second.number) == .none)
        #expect(scene.acts.contains { $0.type == "alarm.lifted_again" && $0.person == "ann" })
    }

    /// One hand that lifts each suspension of one account keeps a trader in business: somebody is called.
    @Test func whoLiftsAgainIsSeen() throws {
        let scene = ActScene()
        try trade(scene, 0..<36)
        let first = try #require(suspensions(scene).last)
        #expect(scene.ask(.lift, first.number) == .none)
        try trade(scene, 36..<90)
        let second = try #require(suspensions(scene).last)
        #expect(second.number != first.number && second.state == .ordered)
        #expect(!scene.acts.contains { $0.type == "alarm.lifted_again" })
        #expect(scene.ask(.lift, second.number) == .none)
        let alarm = try #require(scene.acts.last { $0.type == "alarm.lifted_again" })
        #expect(alarm.person == "ann" && alarm.subject == "dealer" && alarm.number == second.number)
        #expect(alarm.facts.contains { $0 == ("times", "2") })
    }

    /// Under the version before, whoever had won about anything was put before people for good; from here on that binds
    /// for a year.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = ActScene()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-7 otc-builtin-2" }
        scene.propose(.suspendTransfers, on: "dealer")
        object(scene, to: 1)
        try trade(scene, 0..<36)
        #expect(suspensions(scene).map(\.state) == [.lifted, .proposed], "\(suspensions(scene).map(\.state))")
        #expect(scene.acts.contains { $0.type == "alarm.after_reversal" })
        #expect(!scene.measures.contains { !$0.kinds.isEmpty })
        #expect(scene.engine.judged(on: "dealer", at: scene.now).isEmpty)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        #expect(scene.engine.judged(on: "dealer", at: scene.now) == .all)
        let later = scene.now.advanced(bySeconds: Limits.judgedSeconds)
        #expect(scene.engine.judged(on: "dealer", at: later).isEmpty)
    }
}
