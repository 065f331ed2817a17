import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// A list that declines an account stops it: for good it needs two people, as a measure does.
@Suite struct ListWordTests {
    @discardableResult
    private func list(
        _ scene: ActScene, _ accounts: [String], by person: String, named name: String = "ours"
    ) -> Verdict {
        scene.list(accounts, .decline, by: person, named: name, at: scene.now)
    }

    private func outcome(_ scene: ActScene, _ account: String) throws -> Outcome {
        try scene.pay("c", account, fen: 100).outcome
    }

    /// One person's word ends by itself, says so, and somebody is called.
    @Test func onePersonsWordEnds() throws {
        let scene = ActScene.house()
        list(scene, ["m", "n"], by: "ann")
        let first = try scene.pay("c", "m", fen: 100)
        #expect(first.outcome == .decline)
        let end = scene.now.advanced(bySeconds: Limits.interimSeconds)
        #expect(first.reasons[0].text.hasSuffix(" It stops the account until \(end.rfc3339), as one person's word."))
        scene.tell(days: 29)
        #expect(try outcome(scene, "m") == .decline && scene.engine.lists(stopping: "m") == ["ours 1"])
        // A later version that keeps it does not make it last longer.
        #expect(list(scene, ["m", "n", "o"], by: "ann") == .none)
        scene.tell(days: 1)
        let over = try scene.pay("c", "m", fen: 100)
        #expect(over.outcome == .warn && over.reasons[0].text.contains(" It stopped the account until "))
        #expect(scene.engine.lists(stopping: "m").isEmpty && scene.engine.lists(stopping: "o") == ["ours 2"])
        let alarms = scene.acts.filter { $0.type == "alarm.list_ended" }
        #expect(alarms.map { $0.facts.map(\.value) } == [["ours 2", "2"]])
    }

    /// What ends with its list, before the word does, says so.
    @Test func theEarlierEndIsSaid() throws {
        let scene = ActScene.house()
        let end = scene.now.advanced(bySeconds: ActScene.day)
        scene.list(["m"], .decline, until: end, by: "ann", named: "short", at: scene.now)
        let reason = try scene.pay("c", "m", fen: 100).reasons[0].text
        #expect(reason.hasSuffix(" It stops the account until \(end.rfc3339), as one person's word."), "\(reason)")
        #expect(scene.measures.last?.until == end)
    }

    /// Taken off and put on again, on another list, spelled otherwise, or by a hand of theirs: it is the same word.
    @Test func theSameWordIsNotGivenAgain() throws {
        let scene = ActScene.house()
        for name in ["m", "caf\u{e9}"] { list(scene, [name], by: "ann", named: "a-\(name.utf8.count)") }
        scene.tell(days: 31)
        list(scene, [], by: "ann", named: "a-1")
        list(scene, ["m", "cafe\u{301}"], by: "ann", named: "again")
        #expect(try outcome(scene, "m") == .warn && outcome(scene, "cafe\u{301}") == .warn)
        list(scene, ["m"], by: "root", named: "roots")
        #expect(try outcome(scene, "m") == .warn)
        // Somebody else gives a word of their own; and half a year later so may she.
        list(scene, ["m"], by: "cyd", named: "cyds")
        #expect(try outcome(scene, "m") == .decline)
        scene.tell(days: 160)
        #expect(try outcome(scene, "m") == .warn)
        list(scene, ["m"], by: "ann", named: "later")
        #expect(try outcome(scene, "m") == .decline)
    }

    /// Nor does one that is to begin years later make one that begins now last until then.
    @Test func aLaterBeginningLengthensNothing() throws {
        let scene = ActScene.house()
        let later = scene.now.advanced(bySeconds: 3_650 * ActScene.day)
        scene.list(["m"], .decline, by: "ann", named: "later", at: scene.now, from: later)
        list(scene, ["m"], by: "ann")
        #expect(try outcome(scene, "m") == .decline)
        scene.tell(days: 31)
        #expect(try outcome(scene, "m") == .warn)
    }

    /// Who is somebody else signs it, and it is for good.
    @Test func twoPeopleStopForGood() throws {
        let scene = ActScene.house()
        list(scene, ["m"], by: "ann")
        #expect(scene.sign("ours", by: "ann", .compliance) == "ann has given the word already: it needs somebody else")
        #expect(scene.sign("ours", by: "root", .admin).contains("root and ann, whose word it is, are one hand"))
        #expect(scene.sign("ours", by: "eve", .analyst) == "the role analyst may not sign lists")
        #expect(scene.sign("ours", by: "bob", version: 2) == "list 'ours' is at version 1, not 2")
        #expect(scene.sign("none", by: "bob") == "there is no list 'none'")
        // Nobody whom one person has made up.
        scene.give("sock", .supervisor, by: "root", as: .admin)
        #expect(scene.sign("ours", by: "sock").contains("nobody else has vouched"))
        #expect(scene.sign("ours", by: "bob") == "")
        #expect(scene.sign("ours", by: "cyd", .compliance).contains("has nothing that waits"))
        scene.tell(days: 400)
        #expect(try outcome(scene, "m") == .decline && scene.engine.lists(stopping: "m") == ["ours 1"])
        #expect(scene.acts.filter { $0.type == "list.signed" }.map(\.by) == ["bob"])
        // Kept it stays so; what is put there anew is one person's word.
        list(scene, ["m", "n"], by: "cyd")
        scene.tell(days: 31)
        #expect(try outcome(scene, "m") == .decline && outcome(scene, "n") == .warn)
    }

    /// A signature behind a list that holds is none behind one that declines, nor behind one that lasts longer.
    @Test func whatIsMadeHarderIsANewWord() throws {
        let scene = ActScene.house()
        scene.list(["m"], .hold, by: "bob", at: scene.now)
        list(scene, ["m"], by: "ann")
        #expect(scene.sign("ours", by: "ann", .compliance, version: 2).contains("ann has given the word already"))
        #expect(scene.sign("ours", by: "bob", version: 2) == "")
        let end = scene.now.advanced(bySeconds: 300 * ActScene.day)
        scene.list(["m"], .decline, until: end, by: "cyd", at: scene.now)
        scene.list(["m"], .decline, by: "cyd", at: scene.now)
        #expect(scene.sign("ours", by: "cyd", .compliance, version: 4).contains("cyd has given the word already"))
        scene.tell(days: 31)
        #expect(try outcome(scene, "m") == .warn)
    }

    /// Who has gone is not one of the two; whoever an appeal has found wrong is not either.
    @Test func whoSignsIsThere() throws {
        let scene = ActScene.house()
        list(scene, ["m"], by: "ann")
        scene.give("ann", nil, by: "root", as: .admin)
        #expect(scene.sign("ours", by: "bob") == "")
        scene.tell(days: 29)
        #expect(try outcome(scene, "m") == .decline)
        #expect(scene.sign("ours", by: "bob").contains("bob has given the word already"))
        #expect(scene.sign("ours", by: "cyd", .compliance) == "")
        scene.tell(days: 31)
        #expect(try outcome(scene, "m") == .decline)
        #expect(scene.propose(.suspendTransfers, on: "n", by: "bob") == .none)
        let number = scene.measures.count
        #expect(scene.ask(.file, number, by: "shop", .integrator) { $0.subject = "n" } == .none)
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 } == .none)
        list(scene, ["n"], by: "cyd", named: "others")
        let why = "list 'others' stops the account n: measure \(number) was"
        #expect(scene.sign("others", by: "bob").contains(why))
    }

    /// Files of the command line go by no word.
    @Test func filesGoByNoWord() throws {
        let scene = ActScene.house()
        #expect(scene.list(["file"], .decline, by: "", named: "files") == .none)
        #expect(scene.list(["shop"], .allow, by: "", named: "friends") == .none)
        for name in ["files", "friends"] {
            #expect(scene.sign(name, by: "bob").contains("has nothing that waits"))
        }
        list(scene, ["shop"], by: "ann")
        scene.tell(days: 20)
        #expect(try outcome(scene, "shop") == .allow)
        scene.tell(days: 400)
        #expect(try outcome(scene, "file") == .decline)
    }

    /// Who keeps a list from acting on somebody is seen, whichever of the two lists comes first.
    @Test func whoShieldsAnAccountIsSeen() {
        let scene = ActScene.house()
        func alarms() -> [Act] { scene.acts.filter { $0.type == "alarm.shielded" } }
        list(scene, ["m", "n"], by: "ann")
        scene.list(["m", "o"], .allow, by: "cyd", named: "friends", at: scene.now)
        #expect(alarms().map(\.subject) == ["m"] && alarms().map(\.person) == ["cyd"])
        #expect(alarms().flatMap(\.facts).map(\.value) == ["friends 1", "allow", "ours 1"])
        scene.list(["m", "o", "p"], .allow, by: "cyd", named: "friends", at: scene.now)
        list(scene, ["m", "n", "o"], by: "ann")
        #expect(alarms().map(\.subject) == ["m", "o"] && alarms().last?.person == "ann")
    }

    /// A list that stops more accounts than may be without a person calls one: of those that are known here.
    @Test func manyAtOnceAreAnAlarm() throws {
        let scene = ActScene.house()
        let many = (0..<Limits.automaticPerHour).map { "m\($0)" }
        for account in many + ["m"] { _ = try scene.pay("c", account, fen: 100) }
        func alarms() -> [String] {
            scene.acts.filter { $0.type == "alarm.many_listed" }.map { $0.facts[1].value }
        }
        list(scene, many + ["never seen"], by: "ann")
        scene.list(many + ["m"], .watch, by: "ann", named: "seen", at: scene.now)
        #expect(alarms().isEmpty)
        scene.list(many + ["m"], .hold, by: "ann", named: "held", at: scene.now)
        #expect(alarms() == ["\(Limits.automaticPerHour + 1)"])
        scene.list(many + ["m", "n"], .hold, by: "ann", named: "held", at: scene.now)
        #expect(alarms().count == 1)
    }

    /// Words, and since when they are given, come back from a snapshot; their ends are told all the same.
    @Test func wordsComeBackFromASnapshot() throws {
        let scene = ActScene.house()
        list(scene, ["m", "n"], by: "ann")
        list(scene, ["o"], by: "ann", named: "signed")
        #expect(scene.sign("signed", by: "bob") == "")
        try scene.restart()
        scene.tell(days: 31)
        #expect(scene.acts.filter { $0.type == "alarm.list_ended" }.count == 1)
        #expect(try outcome(scene, "m") == .warn && outcome(scene, "o") == .decline)
        list(scene, ["m"], by: "ann", named: "again")
        #expect(try outcome(scene, "m") == .warn)
    }

    /// A journal of the version before is read as it was decided; from here on its words end as well.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = ActScene.house()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-6 otc-builtin-2" }
        #expect(scene.list(["m"], .decline, by: "ann") == .none)
        let changed = scene.acts.last { $0.type == "list.changed" }
        #expect(changed?.facts.map(\.name) == ["list", "version", "input"])
        #expect(!scene.acts.contains { $0.type == "list.account_added" })
        scene.tell(days: 100)
        #expect(try outcome(scene, "m") == .decline)
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        #expect(try outcome(scene, "m") == .decline)
        scene.tell(days: 31)
        #expect(try outcome(scene, "m") == .warn)
        #expect(scene.acts.filter { $0.type == "alarm.list_ended" }.count == 1)
    }

    /// Who stops an account by a list, shields it, and ends that, stands in the register by the account.
    @Test func accountsOnListsAreToldOneByOne() {
        let scene = ActScene.house()
        func told() -> [String] {
            let found = scene.acts.filter { $0.type.hasPrefix("list.account_") }
            scene.acts = []
            return found.map { "\($0.type.dropFirst(13)) \($0.subject) by \($0.by), \($0.facts[2].value)" }
        }
        scene.list(["a", "b"], .allow, by: "ann", named: "friends", at: scene.now)
        #expect(told() == ["added a by ann, allow", "added b by ann, allow"])
        scene.list(["b"], .allow, by: "cyd", named: "friends", at: scene.now)
        #expect(told() == ["removed a by cyd, allow"])
        scene.list(["m"], .watch, by: "ann", named: "seen", at: scene.now)
        #expect(told().isEmpty)
        list(scene, ["m"], by: "ann")
        let change = scene.acts.first { $0.type == "list.changed" }?.facts.map(\.value)
        #expect(change?.suffix(4) == ["decline", "1", "0", "0"] && told() == ["added m by ann, decline"])
    }

    /// Whoever was found wrong about an account does not stop it by taking away what keeps others' lists from it.
    @Test func whoWasFoundWrongLetsNobodyGo() throws {
        let scene = ActScene.house()
        #expect(scene.propose(.suspendTransfers, on: "m", by: "ann", .compliance) == .none)
        #expect(scene.ask(.file, 1, by: "shop", .integrator) { $0.subject = "m" } == .none)
        #expect(scene.ask(.decide, 1, by: "cyd", .compliance) { $0.kind = 1 } == .none)
        scene.list(["m"], .decline, by: "cyd", named: "old", at: scene.now)
        scene.list(["m", "x"], .allow, by: "cyd", named: "friends", at: scene.now)
        #expect(scene.sign("friends", by: "bob") == "")
        #expect(try outcome(scene, "m") == .allow)
        let why = "list 'friends' lets the account m go, which others stop: measure 1 was reversed on appeal"
        #expect(scene.list(["x"], .allow, by: "ann", named: "friends", at: scene.now).reason.hasPrefix(why))
        #expect(scene.list(["m", "x"], .watch, by: "ann", named: "friends", at: scene.now).reason.hasPrefix(why))
        let soon = scene.now.advanced(bySeconds: 60)
        let shorter = scene.list(["m", "x"], .allow, until: soon, by: "ann", named: "friends", at: scene.now)
        #expect(shorter.reason.hasPrefix(why))
        #expect(scene.list(["m"], .allow, by: "ann", named: "friends", at: scene.now) == .none)
        #expect(scene.list(["x"], .allow, by: "cyd", named: "friends", at: scene.now) == .none)
        #expect(try outcome(scene, "m") == .decline)
    }
}
