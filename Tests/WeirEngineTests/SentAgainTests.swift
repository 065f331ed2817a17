import Testing
import WeirDomain
import WeirEngine

@Suite struct SentAgainTests {
    /// An order that is sent again changes nothing; the register hears who had it sent.
    @Test func ordersAreSentAgain() {
        let scene = ActScene()
        scene.propose(.suspendTransfers)
        func again(_ measure: Int, _ version: Int64, by: String = "ann", _ role: Role? = .supervisor) -> String {
            scene.ask(.replay, measure, by: by, role) { $0.other = version }.reason
        }
        #expect(scene.ask(.railDid, 1, by: "rail", nil) { $0.other = 1 } == .none)
        let before = scene.measures
        #expect(again(1, 1) == "" && scene.acts.last?.type == "measure.sent_again")
        #expect(scene.acts.last?.by == "ann" && scene.acts.last?.number == 1 && scene.acts.last?.text == "because")
        #expect(scene.measures == before && scene.unanswered.isEmpty)
        #expect(again(1, 1, by: "eve", .analyst) == "the role analyst may not have orders sent again")
        #expect(again(1, 1, by: "weir", nil).contains("only a person"))
        #expect(again(2, 1) == "there is no measure 2")
        #expect(again(1, 2) == "measure 1 has no order 2" && again(1, 0) == "measure 1 has no order 0")
        scene.ask(.lift, 1)
        #expect(again(1, 1) == "measure 1 has a later order than 1" && again(1, 2) == "")
    }
}
