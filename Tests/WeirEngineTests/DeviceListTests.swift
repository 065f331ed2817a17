import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// A list of devices declines on two people's word: on one's it holds, for nobody is told whose device it is.
@Suite struct DeviceListTests {
    @discardableResult
    private func list(
        _ scene: ActScene, _ devices: [String] = ["d1"], by person: String = "ann", named name: String = "phones"
    ) -> Verdict {
        scene.put(devices.map { ListEntry(.device, .exact, $0) }, .decline, by: person, named: name)
    }

    private func pay(_ scene: ActScene, _ payer: String = "c", to payee: String = "m") throws -> Decision {
        try scene.pay(payer, payee, fen: 100) { $0.payerDevice = "d1" }
    }

    /// Each payment is held, which its payee is told of and may object to, until the word ends by itself.
    @Test func onePersonsWordHolds() throws {
        let scene = ActScene.house()
        list(scene)
        let end = scene.now.advanced(bySeconds: Limits.interimSeconds).rfc3339
        let held = try pay(scene)
        #expect(held.outcome == .hold && held.reasons[0].code == "listed_device")
        #expect(held.reasons[0].text.hasSuffix(" It holds payments until \(end), as one person's word."))
        let measure = try #require(scene.measures.first)
        #expect(measure.kind == .holdPayment && measure.listedBy == ["ann"] && scene.notices.count == 1)
        let known = try #require(scene.engine.outside.lists.first)
        #expect(scene.engine.waiting(on: known).map { [$0.accounts, $0.devices] } == [0, 1])
        // Whoever put it there does not have it anew by taking it off, nor on another list.
        scene.tell(days: 20)
        self.list(scene, [])
        self.list(scene, by: "root", named: "again")
        scene.tell(days: 11)
        let over = try pay(scene)
        #expect(over.outcome == .warn)
        #expect(over.reasons[0].text.hasSuffix(" It was one person's word, which ended at \(end)."))
        let alarms = scene.acts.filter { $0.type == "alarm.list_ended" }
        #expect(alarms.map { $0.facts.map(\.value) } == [["again 1", "0", "1"]])
    }

    @Test func twoPeoplesWordDeclines() throws {
        let scene = ActScene.house()
        list(scene)
        #expect(scene.sign("phones", by: "ann", .compliance).contains("ann has given the word already"))
        #expect(scene.sign("phones", by: "root", .admin).contains("are one hand"))
        #expect(scene.sign("phones", by: "bob") == "")
        scene.tell(days: 400)
        let declined = try pay(scene)
        #expect(declined.outcome == .decline && declined.reasons[0].text.hasSuffix("on list 'phones', version 1."))
        #expect(scene.sign("phones", by: "cyd", .compliance).contains("has nothing that waits"))
        try scene.restart()
        #expect(try pay(scene).outcome == .decline)
    }

    /// Whose payments it declines one after the other comes before people: signed, its holder is told and may object.
    @Test func whomItStopsIsPutBeforePeople() throws {
        let scene = ActScene.house()
        list(scene)
        #expect(scene.sign("phones", by: "bob") == "")
        for i in 0..<5 { #expect(try pay(scene, "thief", to: "shop\(i)").outcome == .decline) }
        #expect(scene.measures.map(\.account) == ["thief"] && scene.measures.map(\.state) == [.proposed])
        #expect(scene.measures[0].ground.hasPrefix("A list declines what this account's device pays or gets"))
        let asked = try #require(scene.acts.last { $0.type == "measure.proposed" })
        #expect(asked.facts.contains { $0 == ("declined_by", "listed_device") }, "\(asked.facts)")
        for i in 0..<5 { #expect(try pay(scene, "thief", to: "shop\(i)").outcome == .decline) }
        #expect(scene.measures.count == 1)
    }

    /// Lists that were in force under the version before decline for a month from here on; journals of it are read as
    /// they were.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = ActScene.house()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-8 otc-builtin-2" }
        list(scene)
        scene.tell(days: 100)
        let before = try pay(scene)
        #expect(before.outcome == .decline && before.reasons[0].text.hasSuffix("version 1."))
        for i in 0..<5 { _ = try pay(scene, to: "shop\(i)") }
        #expect(scene.measures.isEmpty && scene.sign("phones", by: "bob").contains("has nothing that waits"))
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        let end = scene.now.advanced(bySeconds: Limits.interimSeconds).rfc3339
        #expect(try pay(scene).reasons[0].text.hasSuffix(" It stops payments until \(end), as one person's word."))
        try scene.restart()
        #expect(try pay(scene).outcome == .decline)
        scene.tell(days: 31)
        #expect(try pay(scene).outcome == .warn)
    }
}
