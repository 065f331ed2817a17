import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// What a list declines is a measure: the rail and the holder hear of it, and the holder may object.
@Suite struct ListMeasureTests {
    @discardableResult
    private func list(
        _ scene: ActScene, _ accounts: [String], _ role: ListRole = .decline, by person: String,
        named name: String = "ours"
    ) -> Verdict {
        scene.list(accounts, role, by: person, named: name, at: scene.now)
    }

    /// The first payment that is declined tells the rail and the holder, once; and it ends with the word.
    @Test func theHolderIsTold() throws {
        let scene = ActScene.house()
        list(scene, ["m", "n"], by: "ann")
        #expect(scene.measures.isEmpty)
        for _ in 0..<3 { #expect(try scene.pay("c", "m", fen: 100).outcome == .decline) }
        let measure = try #require(scene.measures.first)
        #expect(scene.measures.count == 1 && measure.kind == .suspendTransfers && measure.account == "m")
        #expect(measure.list == "ours" && measure.by == "ann" && measure.listedBy == ["ann"])
        #expect(measure.ground.hasPrefix("The account m is on list 'ours', version 1. It stops the account until "))
        #expect(measure.until == scene.now.advanced(bySeconds: Limits.interimSeconds))
        #expect(scene.notices.map(\.kind) == [.imposed] && scene.unanswered.map(\.number) == [1])
        #expect(scene.engine.stopped[1]?.payments == 3)
        try scene.restart()
        #expect(scene.rail(true, 1) == .none && scene.measures[0].state == .confirmed)
        scene.tell(days: 30)
        #expect(scene.measures[0].state == .expired && scene.notices.map(\.kind) == [.imposed, .ended])
        #expect(scene.unanswered.map { $0.order?.action } == [.release])
        #expect(try scene.pay("c", "m", fen: 100).outcome == .warn && scene.measures.count == 1)
    }

    /// It follows the list: signed it has no end, taken off it is over; and nobody lifts it beside the list.
    @Test func itFollowsTheList() throws {
        let scene = ActScene.house()
        list(scene, ["m"], by: "ann")
        _ = try scene.pay("c", "m", fen: 100)
        let own = "measure 1 is list 'ours': take the account off it, or change its end there"
        #expect(scene.ask(.lift, 1, by: "bob").reason == own && scene.ask(.renew, 1, by: "bob").reason == own)
        #expect(scene.sign("ours", by: "bob") == "")
        #expect(scene.measures[0].until == nil && scene.measures[0].state == .ordered)
        scene.tell(days: 100)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .decline && scene.measures.count == 1)
        // A measure of people may stand beside it, and outlast it.
        #expect(scene.propose(.suspendTransfers, on: "m", by: "bob") == .none)
        list(scene, ["x"], by: "cyd")
        #expect(scene.measures[0].state == .lifted && scene.measures[1].state == .ordered)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .decline)
        #expect(scene.ask(.lift, 2, by: "bob") == .none)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .allow)
        // A list that shields the account ends it as well.
        list(scene, ["x", "m"], by: "cyd")
        _ = try scene.pay("c", "m", fen: 100)
        #expect(scene.measures.last?.state == .ordered)
        list(scene, ["m"], .allow, by: "bob", named: "friends")
        #expect(scene.measures.last?.state == .ordered, "on one person's word it shields nobody")
        #expect(scene.sign("friends", by: "cyd", .compliance) == "")
        #expect(scene.measures.last?.state == .lifted)
    }

    /// An appeal sets the account free of the list: by whoever did not put it there.
    @Test func anAppealSetsItFree() throws {
        let scene = ActScene.house()
        list(scene, ["m", "n"], by: "ann")
        #expect(scene.sign("ours", by: "bob") == "")
        for account in ["m", "n"] { _ = try scene.pay("c", account, fen: 100) }
        #expect(scene.measures.map(\.listedBy) == [["ann", "bob"], ["ann", "bob"]])
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        for (name, role) in [("ann", Role.compliance), ("bob", .supervisor)] {
            #expect(scene.ask(.decide, 1, by: name, role) { $0.kind = 1 }.reason.contains("took part in measure 1"))
        }
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 } == .none)
        #expect(scene.measures.map(\.state) == [.lifted, .ordered])
        #expect(try scene.pay("c", "m", fen: 100).outcome == .warn && scene.pay("c", "n", fen: 100).outcome == .decline)
        #expect(!scene.acts.contains { $0.type == "alarm.still_listed" })
        // A later version that keeps it keeps it free; nobody signs it; and who put it there puts it on no other list.
        #expect(list(scene, ["m", "n", "o"], by: "cyd") == .none)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .warn)
        let signed = scene.sign("ours", by: "bob", version: 2)
        #expect(signed.contains("list 'ours' stops the account m"))
        #expect(list(scene, ["m"], by: "ann", named: "again").reason.contains("list 'again' stops the account m"))
        #expect(list(scene, ["m"], by: "cyd", named: "cyds") == .none)
        #expect(try scene.pay("c", "m", fen: 100).outcome == .decline)
        try scene.restart()
    }

    /// Under the version before, and of files of the command line, there is none.
    @Test func whatIsNobodysIsNoMeasure() throws {
        let scene = ActScene.house()
        scene.list(["m"], .decline, by: "", named: "file")
        #expect(try scene.pay("c", "m", fen: 100).outcome == .decline && scene.measures.isEmpty)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-6 otc-builtin-2" }
        scene.list(["n"], .decline, by: "ann")
        #expect(try scene.pay("c", "n", fen: 100).outcome == .decline && scene.measures.isEmpty)
    }
}
