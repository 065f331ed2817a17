import Foundation
import Testing

/// The register and the wall of confidentiality with the built program: witnesses, erasure, looks, what must not be
/// told.
@Suite(.program, .serialized) struct RegisterActsTests {
    private func suspend(_ office: Office, _ account: String) async throws {
        let body = #"{"kind":"suspend_transfers","account":"\#(account)","ground":"odd","basis":"terms §4"}"#
        let answer = try await office.ask("ann", "POST", "/v1/measures", body)
        #expect(answer.status == 200, "\(answer.body)")
    }

    /// An outside witness signs what it has seen grow; a verifier asks for its signature; a witness refuses a past that
    /// has changed.
    @Test func witnessesSignAndAreAskedFor() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        try await office.hire("reg", "regulator")
        try await suspend(office, "a")
        func cosign(_ export: String) throws -> Ran {
            try weir(
                "register", "cosign", "--name", "witness.example", "--secret", office.folder.file("secret"), "--state",
                office.folder.file("seen"), export)
        }
        func export(_ name: String) throws -> String {
            let out = office.folder.file(name)
            #expect(try weir("register", "export", "--data", office.data, "--out", out).status == 0)
            return out
        }
        _ = try await office.ask("reg", "GET", "/v1/register/checkpoint")
        let first = try cosign(try export("first"))
        #expect(first.status == 0, "\(first.err)")
        let key = try #require(first.err.firstMatch(of: /witness (witness\.example\+\S+)/)).1
        // Unknown witnesses' signatures are not taken in.
        #expect(try await office.ask("reg", "POST", "/v1/register/cosignatures", first.out).status == 422)
        office.server.stop()
        try (key + "\n").write(toFile: office.data + "/register/witnesses", atomically: true, encoding: .utf8)
        office.server = try RunningServer(office.data, key: office.server.key, options: office.options)
        #expect(try await office.ask("reg", "POST", "/v1/register/cosignatures", first.out).status == 200)
        #expect(try await office.ask("ann", "POST", "/v1/register/cosignatures", first.out).status == 403)
        try await suspend(office, "b")
        _ = try await office.ask("reg", "GET", "/v1/register/checkpoint")
        let second = try cosign(try export("second"))
        #expect(second.status == 0, "\(second.err)")
        #expect(try await office.ask("reg", "POST", "/v1/register/cosignatures", second.out).status == 200)
        let whole = try export("whole")
        let verified = try weir("register", "verify", whole, "--witness", String(key))
        #expect(verified.status == 0 && verified.out.contains("witnessed by witness.example up to"), "\(verified.err)")
        // The control: a witness who has seen nothing of it is missed; a past that has changed is not signed.
        let stranger = try weir(
            "register", "verify", try export("again"), "--witness", String(key.dropLast(4) + "AAAA"))
        #expect(stranger.status != 0)
        let changed = office.folder.read("whole").replacing("measure.ordered", with: "measure.refused")
        let refused = try cosign(try office.folder.write("changed", changed))
        #expect(refused.status == 1 && refused.err.contains("not signed"), "\(refused.err)")
        let rolledBack = try cosign(office.folder.file("first"))
        #expect(rolledBack.status == 1, "\(rolledBack.out)")
    }

    /// Beside a running server only what it has signed is exported, and that there is more is said.
    @Test func anExportSaysWhatItHasNot() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        let out = office.folder.file("export")
        let early = try weir("register", "export", "--data", office.data, "--out", out)
        #expect(early.status == 3 && early.err.contains("no checkpoint yet: ask the running server"), "\(early.err)")
        _ = try await office.ask("ann", "GET", "/v1/register/checkpoint")
        try await suspend(office, "seller-1")
        let stale = try weir("register", "export", "--data", office.data, "--out", out)
        #expect(stale.status == 0 && stale.err.contains("newer ones are not in it"), "\(stale.err)")
        office.server.stop()
        let whole = try weir("register", "export", "--data", office.data, "--out", out)
        #expect(whole.status == 0 && !whole.err.contains("newer ones"), "\(whole.err)")
    }

    /// After an erasure the log verifies, and nobody can tell any more which entries are about the account.
    @Test func erasureLeavesASoundLogThatNamesNobody() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        try await suspend(office, "seller-17")
        try await suspend(office, "seller-18")
        let kept = try office.folder.write(
            "kept", try await office.ask("ann", "GET", "/v1/register/checkpoint").body)
        office.server.stop()
        func pseudonyms() throws -> Set<String> {
            let out = office.folder.file("export")
            #expect(try weir("register", "export", "--data", office.data, "--out", out).status == 0)
            let verified = try weir("register", "verify", out, "--checkpoint", kept)
            #expect(verified.status == 0, "\(verified.err)")
            let text = office.folder.read("export")
            #expect(!text.contains("seller-17") && !text.contains("odd"))
            return Set(text.matches(of: /"subject":"([0-9a-f]+)"/).map { String($0.1) })
        }
        let before = try pseudonyms()
        #expect(before.count == 2)
        #expect(try weir("register", "erase", "--data", office.data, "seller-17").status == 0)
        #expect(try weir("register", "erase", "--data", office.data, "nobody").status == 2)
        let present = try weir("register", "erase", "--data", office.data, "person:ann")
        #expect(present.status == 2 && present.err.contains("'ann' has a way in"), "\(present.err)")
        #expect(try pseudonyms() == before)
        // It is noted, once for each that was done, and does not say of whom.
        let noted = office.folder.read("export").split(separator: "\n").filter { $0.contains(#""type":"erasure""#) }
        #expect(noted.count == 1 && noted.allSatisfy { $0.hasSuffix(#""by":"weir"}"#) }, "\(noted)")
        // A later entry about the same account cannot be tied to the earlier ones; the other account's still can.
        office.server = try RunningServer(office.data, key: office.server.key, options: office.options)
        let lift = #"{"reason":"was wrong"}"#
        for number in [1, 2] {
            #expect(try await office.ask("ann", "POST", "/v1/measures/\(number)/lift", lift).status == 200)
        }
        office.server.stop()
        #expect(try pseudonyms().subtracting(before).count == 1)
    }

    /// The same through a running server, by whoever may; what comes later is about somebody else to whoever reads it.
    @Test func aRunningServerErases() async throws {
        // Without a rail nothing comes of a measure by itself.
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("cyd", "compliance"), ("reg", "regulator")] {
            try await office.hire(name, role)
        }
        try await suspend(office, "seller-17")
        func erase(_ name: String, _ account: String) async throws -> Int {
            try await office.ask(name, "POST", "/v1/register/erasures", #"{"account":"\#(account)"}"#).status
        }
        func entries() async throws -> String {
            try await office.ask("reg", "GET", "/v1/register/entries?limit=1000").body
        }
        func subjects() async throws -> Set<String> {
            Set(try await entries().matches(of: /"subject":"([0-9a-f]+)"/).map { String($0.1) })
        }
        #expect(try await subjects().count == 1)
        for name in ["ann", "reg"] { #expect(try await erase(name, "seller-17") == 403) }
        #expect(try await erase("cyd", "nobody") == 404)
        #expect(try await erase("cyd", "seller-17") == 200)
        #expect(try await erase("cyd", "seller-17") == 404)
        let lift = #"{"reason":"was wrong"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/lift", lift).status == 200)
        #expect(try await subjects().count == 2)
        let offline = try weir("register", "erase", "--data", office.data, "seller-17")
        #expect(offline.status == 3 && offline.err.contains("--server"), "\(offline.err)")
        let asked = try weir(
            "register", "erase", "--server", "http://127.0.0.1:\(office.server.port)", "--key",
            office.keys["cyd"] ?? "", "seller-17")
        #expect(asked.status == 0, "\(asked.err)")
        let noted = try await entries().split(separator: "\n").filter { $0.contains(#""type":"erasure""#) }
        #expect(noted.count == 2 && noted.allSatisfy { $0.contains(#""role":"compliance""#) }, "\(noted)")
        // Who is here answers for what they do: neither themselves nor others are made somebody else.
        for person in ["person:cyd", "person:ann"] { #expect(try await erase("cyd", person) == 409, "\(person)") }
        #expect(try await office.server.request("DELETE", "/v1/access/ann").status == 200)
        // Nor by one alone who takes their way in away.
        let alone = try await office.server.request(
            "POST", "/v1/register/erasures", #"{"account":"person:ann"}"#)
        #expect(alone.status == 409 && alone.body.contains("admin took ann's way in away"), "\(alone.body)")
        #expect(try await erase("cyd", "person:ann") == 200)
        office.server.stop()
        let out = office.folder.file("export")
        #expect(try weir("register", "export", "--data", office.data, "--out", out).status == 0)
        #expect(try weir("register", "verify", out).status == 0)
    }

    /// A wall is raised on a case that somebody opened: the holder is told nothing, by any of the doors of the
    /// platform, until it comes down, also where the case is closed meanwhile and another one is opened.
    @Test func theWallHoldsUntilItIsTakenDown() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        try await office.hire("eve", "analyst")
        try await office.hire("shop", "integrator")
        let opened = try await office.ask(
            "eve", "POST", "/v1/cases", #"{"account":"seller","reason":"the police ask"}"#)
        #expect(opened.status == 200 && opened.body.contains(#""accounts":["seller"]"#), "\(opened.body)")
        let again = try await office.ask("eve", "POST", "/v1/cases", #"{"account":"seller","reason":"x"}"#)
        #expect(again.status == 409, "\(again.body)")
        #expect(try await office.ask("shop", "POST", "/v1/cases", #"{"account":"x","reason":"x"}"#).status == 403)
        let wall = #"{"reason":"secret request 12, art. 39"}"#
        #expect(try await office.ask("eve", "POST", "/v1/cases/1/wall", wall).status == 403)
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/wall", wall).status == 200)
        try await suspend(office, "seller")
        func told() async throws -> String { try await office.ask("shop", "GET", "/v1/notices?account=seller").body }
        #expect(try await told().contains(#""items":[]"#))
        #expect(try await office.ask("shop", "GET", "/v1/notices/1").status == 404)
        for path in ["/v1/cases/1", "/v1/cases", "/v1/measures", "/v1/accounts/seller", "/v1/register/entries"] {
            #expect(try await office.ask("shop", "GET", path).status == 403, "\(path)")
        }
        let close = #"{"disposition":"unclear","reason":"waits for the police"}"#
        #expect(try await office.ask("eve", "POST", "/v1/cases/1/close", close).status == 200)
        #expect(try await office.ask("eve", "POST", "/v1/cases", #"{"account":"seller","reason":"new"}"#).status == 200)
        try office.restart()
        let lift = #"{"reason":"was wrong"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/lift", lift).status == 200)
        #expect(try await told().contains(#""items":[]"#), "a second case without a wall let it out")
        // For longer than a week a second person signs the end that was asked for.
        let until = Date.now.addingTimeInterval(30 * 86_400).ISO8601Format(.init(includingFractionalSeconds: true))
        let longer = #"{"act":"raise","reason":"secret request 12, art. 39","until":"\#(until)"}"#
        let asked = try await office.ask("ann", "POST", "/v1/cases/1/wall", longer)
        #expect(asked.status == 200 && asked.body.contains(#""wall_wanted_until":"\#(until)""#), "\(asked.body)")
        let sign = #"{"act":"sign","until":"\#(until)"}"#
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/wall", sign).status == 409)
        try await office.hire("bob", "compliance")
        let signed = try await office.ask("bob", "POST", "/v1/cases/1/wall", sign)
        #expect(signed.status == 200 && signed.body.contains(#""wall_until":"\#(until)""#), "\(signed.body)")
        #expect(signed.body.contains(#""wall_signed_by":"bob""#) && !signed.body.contains("wall_wanted"))
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/wall", #"{"act":"end"}"#).status == 422)
        for silent in [#"{"act":"lower"}"#, "{}", #"{"reason":""}"#] {
            #expect(try await office.ask("ann", "POST", "/v1/cases/1/wall", silent).status == 422, "\(silent)")
        }
        let lower = #"{"act":"lower","reason":"the police agree"}"#
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/wall", lower).status == 200)
        let after = try await told()
        #expect(after.contains(#""kind":"imposed""#) && after.contains(#""kind":"ended""#), "\(after)")
        let entries = try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body
        for type in ["case.wall_raised", "notice.withheld", "case.wall_removed", "notice.due"] {
            #expect(entries.contains("\"type\":\"\(type)\""), "\(type)")
        }
        #expect(!entries.contains("secret request"))
    }

    /// Whoever looks at somebody's data stands in the register, by whichever door; a platform that asks for its own
    /// payment does not.
    @Test func looksAreNotedByEveryDoor() async throws {
        let office = try Office()
        for (name, role) in [("ann", "supervisor"), ("shop", "integrator")] { try await office.hire(name, role) }
        try await suspend(office, "seller")
        _ = try await office.ask("shop", "POST", "/v1/payments", payment("p1", payer: "buyer", payee: "seller"))
        _ = try await office.ask("ann", "POST", "/v1/cases", #"{"account":"seller","reason":"a complaint"}"#)
        _ = try await office.ask(
            "shop", "POST", "/v1/appeals", #"{"measure":1,"account":"seller","text":"I sell shoes"}"#)
        #expect(try await office.ask("shop", "GET", "/v1/decisions/p1").status == 200)
        let doors = [
            "/v1/accounts/seller", "/v1/cases/1", "/v1/measures/1", "/v1/appeals/1", "/v1/alerts?account=seller",
            "/v1/decisions/p1", "/v1/measures", "/v1/rail/orders", "/v1/reports/labels", "/v1/lists/held", "/v1/sites",
        ]
        let list = try await office.server.request(
            "PUT", "/v1/lists/held?kind=account&role=watch", "seller\n", type: "text/plain")
        #expect(list.status == 200, "\(list.body)")
        // A platform fetches the orders that it is to carry out.
        #expect(try await office.ask("shop", "GET", "/v1/rail/orders").status == 200)
        for (place, door) in doors.enumerated() {
            // Looks are noted once an hour for each person: here everybody looks once.
            try await office.hire("eve\(place)", "analyst")
            #expect(try await office.ask("eve\(place)", "GET", door).status == 200, "\(door)")
        }
        var looks: [Substring] = []
        for _ in 0..<50 where looks.count < doors.count + 1 {
            try await Task.sleep(for: .milliseconds(100))
            let entries = try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body
            looks = entries.split(separator: "\n").filter { $0.contains(#""type":"access.looked""#) }
        }
        // The payment shows two accounts.
        #expect(looks.count == doors.count + 1, "\(looks)")
        #expect(Set(looks.compactMap { $0.firstMatch(of: /"by":"([^"]+)"/)?.1 }).count == doors.count)
        #expect(looks.allSatisfy { $0.contains(#""role":"analyst""#) })
    }
}
