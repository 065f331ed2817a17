import Testing
import WeirDomain
import WeirEngine

/// Cases that are put off come back by themselves, and a case remembers what was done with it.
@Suite struct PostponedTests {
    private static let day: Int64 = 86_400

    /// A house with a case on an account that deals.
    private func house() -> ActScene {
        let scene = ActScene()
        for (name, role) in [("ann", Role.supervisor), ("eve", .analyst)] { scene.give(name, role) }
        scene.ask(.open, by: "eve", .analyst) { $0.subject = "dealer" }
        return scene
    }

    @discardableResult
    private func putOff(
        _ scene: ActScene, seconds: Int64?, by name: String = "eve", _ role: Role = .analyst, case number: Int = 1
    ) -> String {
        scene.ask(.postpone, number, by: name, role) { request in
            request.text = "the bank answers on Thursday"
            request.until = seconds.map { scene.now.advanced(bySeconds: $0) }
        }.reason
    }

    private func takenUp(_ scene: ActScene) -> [String] {
        scene.acts.filter { $0.type == "case.taken_up" }.map { $0.facts[0].value }
    }

    @Test func itComesBackAtItsTime() throws {
        let scene = house()
        #expect(putOff(scene, seconds: 3_600) == "")
        let postponed = try #require(scene.cases[0].postponed)
        #expect(postponed.by == "eve" && postponed.until == scene.now.advanced(bySeconds: 3_600))
        #expect(scene.cases[0].comments.last?.text == "the bank answers on Thursday")
        // A restart changes nothing of that.
        let other = ActScene()
        (other.now, other.sequence) = (scene.now, scene.sequence)
        other.engine = try Engine(seed: 3, saved: scene.engine.saved())
        #expect(other.cases == scene.cases && other.hash == scene.hash)
        for each in [scene, other] {
            each.pass(seconds: 3_599)
            #expect(each.cases[0].postponed != nil && takenUp(each).isEmpty)
            each.pass(seconds: 1)
            #expect(each.cases[0].postponed == nil && takenUp(each) == ["time"])
        }
        #expect(other.hash == scene.hash)
    }

    /// Of several times that were named only the last counts.
    @Test func anotherTimeTakesItsPlace() {
        let scene = house()
        #expect(putOff(scene, seconds: 3_600) == "" && putOff(scene, seconds: 7_200) == "")
        scene.pass(seconds: 3_600)
        #expect(scene.cases[0].postponed != nil)
        scene.pass(seconds: 3_600)
        #expect(scene.cases[0].postponed == nil && takenUp(scene) == ["time"])
    }

    @Test func whatIsRefused() {
        let scene = house()
        #expect(putOff(scene, seconds: nil) == "does not say until when")
        #expect(putOff(scene, seconds: 0) == "would end before it begins")
        #expect(putOff(scene, seconds: Limits.postponeSeconds + 1).contains("30 days are the most"))
        #expect(
            scene.ask(.postpone, 1) { ($0.text, $0.until) = ("", scene.now.advanced(bySeconds: 9)) }.reason
                == "gives no reason")
        #expect(scene.ask(.postpone, 1) { $0.kind = 1 }.reason == "case 1 is not put off")
        #expect(scene.ask(.postpone, 1) { $0.kind = 2 }.reason.contains("put off, or taken up"))
        #expect(scene.ask(.postpone, 1, by: "ian", .integrator).reason.contains("may not"))
        #expect(putOff(scene, seconds: Limits.postponeSeconds) == "")
        scene.ask(.close, 1) { $0.kind = Case.Disposition.unclear.rawValue }
        #expect(scene.cases[0].postponed == nil)
        #expect(putOff(scene, seconds: 9) == "case 1 is closed")
    }

    /// The clock runs on: what falls due meanwhile is escalated, and then an analyst does not put it off any more.
    @Test func theClockRunsOn() {
        let scene = house()
        #expect(putOff(scene, seconds: 3 * Self.day) == "")
        scene.pass(seconds: Limits.caseSeconds)
        #expect(scene.cases[0].isEscalated && scene.cases[0].postponed != nil)
        #expect(putOff(scene, seconds: 5 * Self.day).contains("only somebody who may sign"))
        #expect(putOff(scene, seconds: 5 * Self.day, by: "ann", .supervisor) == "")
        scene.ask(.postpone, 1, by: "eve", .analyst) { $0.kind = ActRequest.Postponing.takeUp.rawValue }
        #expect(scene.cases[0].postponed == nil && takenUp(scene) == ["asked for"])
    }

    @Test func escalatingAndMergingBringItBack() {
        let scene = house()
        putOff(scene, seconds: 3_600)
        scene.ask(.escalate, 1, by: "eve", .analyst)
        #expect(scene.cases[0].postponed == nil)
        scene.ask(.open) { $0.subject = "other" }
        putOff(scene, seconds: 3_600, case: 2)
        #expect(scene.ask(.merge, 2) { $0.other = 1 } == .none)
        #expect(scene.cases.allSatisfy { $0.postponed == nil })
        // The time that was named comes to nothing.
        scene.pass(seconds: 3_600)
        #expect(takenUp(scene).isEmpty)
    }

    /// Whoever put it off did not know of what comes now.
    @Test func aNewAlertBringsItBack() throws {
        let scene = house()
        putOff(scene, seconds: Limits.postponeSeconds)
        let quantities = [150, 320, 210, 470, 130, 260, 390, 110, 530, 180, 70, 340]
        for i in 0..<36 {
            scene.now = scene.now.advanced(bySeconds: 720)
            let board = 685 + (i * 7 / 5) % 9
            try scene.quote("USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
            try scene.quote("USD", "6.8000")
            let quantity = quantities[i % 12] + i / 12 * 10
            if i % 2 == 0 {
                _ = try scene.pay("customer-\(i)", "dealer", fen: quantity * (board + 1))
            } else {
                _ = try scene.pay("dealer", "seller-\(i)", fen: quantity * (board - 1))
            }
        }
        #expect(!scene.cases[0].alerts.isEmpty && scene.cases[0].postponed == nil)
        #expect(takenUp(scene) == ["alert"])
        #expect(scene.cases[0].trail.last?.type == "case.taken_up")
    }

    @Test func aCaseRemembersWhatWasDone() throws {
        let scene = house()
        scene.ask(.assign, 1) { $0.subject = "eve" }
        for _ in 0..<2 { scene.ask(.tag, 1, by: "eve", .analyst) { $0.text = "urgent" } }
        putOff(scene, seconds: 3_600)
        scene.ask(.escalate, 1)
        scene.ask(.close, 1) { $0.kind = Case.Disposition.confirmed.rawValue }
        scene.ask(.reopen, 1)
        scene.ask(.open) { $0.subject = "other" }
        scene.ask(.merge, 2) { $0.other = 1 }
        let trail = scene.cases[0].trail
        let types = [
            "opened", "assigned", "tagged", "untagged", "postponed", "escalated", "closed", "reopened", "took_in",
        ]
        #expect(trail.map(\.type) == types.map { "case." + $0 })
        #expect(trail.map(\.detail) == ["", "eve", "urgent", "urgent", "", "asked for", "confirmed", "", "2"])
        #expect(trail.map(\.by) == ["eve", "ann", "eve", "eve", "eve", "ann", "ann", "ann", "ann"])
        #expect(trail[4].until == scene.now.advanced(bySeconds: 3_600))
        #expect(scene.cases[1].trail.map(\.detail) == ["", "1"])
        // What somebody does for ever has its bound.
        for _ in 0..<(Limits.caseSteps + 10) { scene.ask(.assign, 1) { $0.subject = "eve" } }
        #expect(scene.cases[0].trail.count == Limits.caseSteps)
        let other = try Engine(seed: 3, saved: scene.engine.saved())
        let (mine, theirs) = (scene.cases, other.cases)
        #expect(mine == theirs)
    }

    /// What a journal of the version before asks for comes to the same state.
    @Test func aJournalOfBeforeIsTheSame() {
        func run(_ version: String) -> UInt64 {
            let scene = ActScene()
            scene.ask(.version, by: Measure.weir, nil) { $0.text = version }
            scene.give("ann", .supervisor)
            scene.ask(.open) { $0.subject = "m" }
            scene.ask(.tag, 1) { $0.text = "urgent" }
            scene.ask(.assign, 1) { $0.subject = "ann" }
            scene.pass(seconds: Limits.caseSeconds)
            return scene.hash
        }
        #expect(run("acts-8 otc-builtin-2") == run("acts-9 otc-builtin-2"))
    }
}
