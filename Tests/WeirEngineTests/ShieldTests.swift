import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// What a list shields from others, and the sites and coins' addresses that it stops, need two people for good as well.
@Suite struct ShieldTests {
    private static let address = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"

    @discardableResult
    private func list(
        _ scene: ActScene, _ entries: [ListEntry], _ role: ListRole, by person: String, named name: String = "friends"
    ) -> Verdict {
        scene.put(entries, role, by: person, named: name)
    }

    private func account(_ name: String) -> ListEntry { ListEntry(.account, .exact, name) }

    private func pay(
        _ scene: ActScene, to payee: String = "m", device: String = "", site: String = "", remark: String = ""
    ) throws -> Decision {
        try scene.pay("c", payee, fen: 100) { ($0.payeeDevice, $0.site, $0.remark) = (device, site, remark) }
    }

    private func standing(_ scene: ActScene, _ entry: ListEntry, named name: String = "friends") throws -> ListStanding
    {
        let list = try #require(scene.engine.outside.lists.first { $0.name == name })
        return scene.engine.standing(of: entry, on: list)
    }

    /// A dealer whom one person wants to keep from others' lists is stopped all the same, until a second one signs.
    @Test func onePersonShieldsNobody() throws {
        let scene = ActScene.house()
        list(scene, [account("m")], .decline, by: "cyd", named: "ours")
        list(scene, [account("m"), account("n")], .allow, by: "ann")
        #expect(try pay(scene).outcome == .decline)
        #expect(scene.acts.filter { $0.type == "alarm.shielded" }.map(\.person) == ["ann"])
        let waiting = try standing(scene, account("m"))
        #expect(waiting.waits && waiting.people == ["ann"] && waiting.ends == nil && waiting.signedBy == "")
        let known = try #require(scene.engine.outside.lists.first { $0.name == "friends" })
        #expect(scene.engine.waiting(on: known)?.accounts == 2 && scene.engine.unsigned(on: known).count == 2)
        #expect(scene.engine.listsWaiting.map(\.name) == ["friends", "ours"])
        let counts = ["ann", "root", "bob", "cyd"].map { scene.engine.listsToSign(by: $0) }
        #expect(counts == [1, 1, 2, 1], "each has one of their own hand")
        // Not themselves, not a hand of theirs.
        #expect(scene.sign("friends", by: "ann", .compliance).contains("ann has given the word already"))
        #expect(scene.sign("friends", by: "root", .admin).contains("are one hand"))
        #expect(
            scene.sign("friends", by: "bob") == ""
                && scene.sign("friends", by: "bob").contains("has nothing that waits"))
        #expect(try pay(scene).outcome == .allow)
        #expect(try standing(scene, account("m")).signedBy == "bob" && !standing(scene, account("m")).waits)
        // What is kept stays signed, also over a restart; what is new waits; what is to last longer waits anew.
        list(scene, [account("m"), account("o")], .allow, by: "ann")
        try scene.restart()
        #expect(try pay(scene).outcome == .allow)
        #expect(try standing(scene, account("o")).waits && !standing(scene, account("m")).waits)
        // It waits for as long as it takes, and nobody is told of an end.
        scene.tell(days: 40)
        #expect(try standing(scene, account("o")).waits && pay(scene).outcome == .allow)
        let ended = scene.acts.filter { $0.type == "alarm.list_ended" }
        #expect(ended.flatMap(\.facts).filter { $0.name == "list" }.map(\.value) == ["ours 1"])
        #expect(scene.engine.listsWaiting.map(\.name) == ["friends"])
    }

    @Test func aShieldThatIsToLastLongerIsSignedAnew() throws {
        let scene = ActScene.house()
        let end = scene.now.advanced(bySeconds: 10 * ActScene.day)
        list(scene, [account("m")], .decline, by: "cyd", named: "ours")
        list(scene, [ListEntry(.account, .exact, "m", until: end)], .allow, by: "ann")
        #expect(scene.sign("friends", by: "bob") == "")
        #expect(try pay(scene).outcome == .allow)
        list(scene, [account("m")], .allow, by: "ann")
        #expect(try pay(scene).outcome == .decline)
        #expect(scene.sign("friends", by: "bob", version: 2) == "")
        #expect(try pay(scene).outcome == .allow)
    }

    /// Devices, sites and addresses as accounts; a name of a platform on a list that allows is nobody's.
    @Test func devicesAndSitesAsWell() throws {
        let scene = ActScene.house()
        let entries = [
            ListEntry(.device, .exact, "d1"), ListEntry(.domain, .suffix, "shop.example"),
            ListEntry(.wallet, .exact, Self.address),
        ]
        func outcomes() throws -> [Outcome] {
            [
                try pay(scene, device: "d1").outcome, try pay(scene, site: "www.shop.example").outcome,
                try pay(scene, remark: "to \(Self.address)").outcome,
            ]
        }
        list(scene, entries, .hold, by: "cyd", named: "ours")
        list(scene, entries + [ListEntry(.platform, .exact, "okx")], .allow, by: "ann")
        #expect(try outcomes() == [.hold, .hold, .hold])
        let known = try #require(scene.engine.outside.lists.first { $0.name == "friends" })
        let left = scene.engine.waiting(on: known)
        let waiting = try #require(left)
        #expect(waiting.devices == 1 && waiting.sites == 1 && waiting.addresses == 1)
        #expect(scene.engine.unsigned(on: known).count == 3)
        #expect(scene.sign("friends", by: "bob") == "")
        #expect(try outcomes() == [.allow, .allow, .allow])
    }

    /// A list that comes with its exceptions acts with them at once; what others have listed they do not touch.
    @Test func whoListsANameMayExceptItAlone() throws {
        let scene = ActScene.house()
        list(scene, [ListEntry(.domain, .fuzzy, "metamask.io")], .decline, by: "ann", named: "phish")
        list(scene, [ListEntry(.domain, .suffix, "metamask.io")], .allow, by: "ann", named: "phish-allow")
        for _ in 0..<2 {
            #expect(try pay(scene, site: "www.metamask.io").outcome == .allow)
            #expect(try pay(scene, site: "metamask-login.com").outcome == .decline)
            try scene.restart()
        }
        list(scene, [ListEntry(.domain, .suffix, "metamask.io")], .hold, by: "cyd", named: "ours")
        #expect(try pay(scene, site: "www.metamask.io").outcome == .hold)
        #expect(scene.sign("phish-allow", by: "bob") == "")
        #expect(try pay(scene, site: "www.metamask.io").outcome == .allow)
    }

    /// What one person's word shielded of sites under the version before is shielded for a month on.
    @Test func sitesOfTheVersionBefore() throws {
        let scene = ActScene.house()
        let shop = ListEntry(.domain, .suffix, "shop.example")
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-13 otc-builtin-2" }
        list(scene, [shop], .hold, by: "cyd", named: "ours")
        list(scene, [shop], .allow, by: "ann")
        #expect(try pay(scene, site: "shop.example").outcome == .allow)
        #expect(scene.sign("friends", by: "bob").contains("has nothing that waits"))
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        for days in [Int64(0), 29] {
            scene.tell(days: days)
            try scene.restart()
            #expect(try pay(scene, site: "shop.example").outcome == .allow)
        }
        scene.tell(days: 2)
        #expect(try pay(scene, site: "shop.example").outcome == .hold)
        #expect(try standing(scene, shop).waits && scene.sign("friends", by: "bob") == "")
        #expect(try pay(scene, site: "shop.example").outcome == .allow)
    }

    /// A site that one person has declined is so for a month, and then evidence; signed by a second one, for good.
    @Test(arguments: [true, false])
    func sitesAndAddressesGoByTwoPeople(isSite: Bool) throws {
        let entry = isSite ? ListEntry(.domain, .suffix, "pay.example") : ListEntry(.wallet, .exact, Self.address)
        for isSigned in [false, true] {
            let scene = ActScene.house()
            func hit() throws -> Decision {
                try isSite ? pay(scene, site: "www.pay.example") : pay(scene, remark: "to \(Self.address)")
            }
            list(scene, [entry], .decline, by: "ann", named: "sites")
            let known = try #require(scene.engine.outside.lists.first)
            let left = scene.engine.waiting(on: known)
            let waiting = try #require(left)
            #expect([waiting.sites, waiting.addresses] == (isSite ? [1, 0] : [0, 1]))
            let end = scene.now.advanced(bySeconds: Limits.interimSeconds).rfc3339
            let first = try hit()
            #expect(first.outcome == .decline)
            let words = first.reasons.map(\.text).joined()
            #expect(words.contains(" It stops payments until \(end), as one person's word."), "\(words)")
            if isSigned { #expect(scene.sign("sites", by: "bob") == "") }
            // Put there anew by the same hand it is the same word.
            scene.tell(days: 20)
            if !isSigned {
                list(scene, [], .decline, by: "ann", named: "sites")
                list(scene, [entry], .decline, by: "root", named: "again")
            }
            scene.tell(days: 11)
            let later = try hit()
            #expect(later.outcome == (isSigned ? .decline : .warn))
            let alarms = scene.acts.filter { $0.type == "alarm.list_ended" }
            let told = [("list", "again 1"), ("accounts", "0"), (isSite ? "sites" : "addresses", "1")]
            #expect(alarms.count == (isSigned ? 0 : 1))
            if let alarm = alarms.first {
                #expect(alarm.facts.elementsEqual(told) { $0.name == $1.0 && $0.value == $1.1 }, "\(alarm.facts)")
                #expect(
                    later.reasons.map(\.text).joined().contains(" It was one person's word, which ended at \(end)."))
            }
        }
    }

    /// What was in force under the version before acts on for a month; journals of it are read as they were.
    @Test func theVersionBeforeIsReadAsItWas() throws {
        let scene = ActScene.house()
        scene.ask(.version, by: Measure.weir, nil) { $0.text = "acts-9 otc-builtin-2" }
        list(scene, [account("m")], .hold, by: "cyd", named: "ours")
        list(scene, [account("m")], .allow, by: "ann")
        list(scene, [ListEntry(.domain, .suffix, "pay.example")], .decline, by: "cyd", named: "sites")
        scene.tell(days: 100)
        #expect(try pay(scene).outcome == .allow && pay(scene, to: "x", site: "pay.example").outcome == .decline)
        for name in ["friends", "sites"] {
            #expect(scene.sign(name, by: "bob").contains("has nothing that waits"))
        }
        scene.ask(.version, by: Measure.weir, nil) { $0.text = Engine.semantics }
        for days in [Int64(0), 29] {
            scene.tell(days: days)
            try scene.restart()
            #expect(try pay(scene).outcome == .allow && pay(scene, to: "x", site: "pay.example").outcome == .decline)
        }
        scene.tell(days: 2)
        #expect(try pay(scene).outcome == .hold && pay(scene, to: "x", site: "pay.example").outcome == .warn)
        let ended = scene.acts.filter { $0.type == "alarm.list_ended" }.flatMap(\.facts).filter { $0.name == "list" }
        #expect(ended.map(\.value) == ["friends 1", "sites 1"])
        // It can be signed still.
        #expect(try standing(scene, account("m")).waits && scene.sign("friends", by: "bob") == "")
        #expect(try pay(scene).outcome == .allow)
    }
}
