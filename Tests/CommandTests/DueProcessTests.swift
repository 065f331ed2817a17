import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What docs/due-process.md tells, walked from end to end over HTTP with the built program.
@Suite(.program, .serialized) struct DueProcessTests {
    @Test func aWronglyRestrictedSellerIsRestored() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        try await office.hire("bob", "compliance")
        try await office.hire("eve", "analyst")
        try await office.hire("shop-platform", "integrator")
        #expect(try await office.pay("p1", "buyer", "seller") == "allow")

        // Restricted by mistake, at once, and the rail confirms.
        let proposed = try await office.ask(
            "ann", "POST", "/v1/measures",
            #"{"kind":"suspend_transfers","account":"seller","ground":"looks like a dealer","basis":"terms §4","#
                + #""statement":"Twelve payments without goods in one week."}"#)
        #expect(proposed.status == 200 && proposed.body.contains(#""state":"ordered""#), "\(proposed.body)")
        #expect(try await office.pay("p2", "buyer", "seller") == "decline")
        #expect(try await office.until("ann", "/v1/measures/1", contains: #""state":"confirmed""#))
        try office.restart()
        #expect(try await office.pay("p3", "buyer", "seller") == "decline")

        // The holder is told, in two languages.
        let notice = try await office.ask("shop-platform", "GET", "/v1/notices?account=seller")
        #expect(notice.body.contains(#""kind":"imposed""#), "\(notice.body)")
        let text = try await office.ask("shop-platform", "GET", "/v1/notices/1?language=en").body
        #expect(text.contains("suspended") && text.contains("terms §4") && text.contains("object"))
        #expect(!text.contains("looks like a dealer"))
        checkReasons(text, try await office.ask("shop-platform", "GET", "/v1/notices/1?language=zh").body)

        // Somebody keeps a checkpoint.
        let kept = try await office.ask("eve", "GET", "/v1/register/checkpoint")
        try office.folder.write("kept.txt", kept.body)

        // The seller objects, with a contract; who imposed it may not decide.
        let appeal = try await office.ask(
            "shop-platform", "POST", "/v1/appeals", #"{"measure":1,"account":"seller","text":"I sell shoes"}"#)
        #expect(appeal.status == 200 && appeal.body.contains(#""state":"filed""#), "\(appeal.body)")
        let contract = Data("contract".utf8).base64EncodedString()
        let document = try await office.ask(
            "shop-platform", "POST", "/v1/appeals/1/document", #"{"name":"contract.pdf","content":"\#(contract)"}"#)
        #expect(document.body.contains(#""sha256":""#), "\(document.body)")
        let decision = #"{"decision":"reversed","reason":"shoes indeed"}"#
        #expect(try await office.ask("ann", "POST", "/v1/appeals/1/decide", decision).status == 409)
        #expect(try await office.ask("eve", "POST", "/v1/appeals/1/decide", decision).status == 403)
        let decided = try await office.ask("bob", "POST", "/v1/appeals/1/decide", decision)
        #expect(decided.body.contains(#""state":"reversed""#), "\(decided.body)")

        // Restored in line at once, and at the rail.
        #expect(try await office.pay("p4", "buyer", "seller") == "allow")
        #expect(try await office.until("ann", "/v1/measures/1", contains: #""action":"release","state":"done""#))
        #expect(try await office.ask("bob", "GET", "/v1/accounts/seller").status == 200)
        let differences = try await office.ask("bob", "GET", "/v1/rail/differences")
        #expect(differences.status == 200, "\(differences.body)")
        try await checkRegister(office)
    }

    /// What article 17 of the DSA asks of a statement of reasons.
    private func checkReasons(_ english: String, _ chinese: String) {
        for said in [
            "Scope: what this account pays and gets", "as people state them:\nTwelve payments without goods",
            "a ground of your contract", "ordered by people", "six months after", "go to a court",
            "As the measure stands, that is until:",
        ] {
            #expect(english.contains(said), "\(said): \(english)")
        }
        for said in ["申诉", "范围：该账户的全部收付", "Twelve payments", "双方合同", "法院"] {
            #expect(chinese.contains(said), "\(said): \(chinese)")
        }
    }

    /// Where people name no basis it is the contract: the holder is told one all the same. What an appeal that is
    /// turned down leaves open is told as well.
    @Test func aBasisIsAlwaysNamed() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        try await office.hire("bob", "compliance")
        try await office.hire("shop-platform", "integrator")
        let measure = try await office.ask(
            "ann", "POST", "/v1/measures", #"{"kind":"suspend_transfers","account":"tailor","ground":"odd"}"#)
        #expect(measure.body.contains(#""basis":"terms of use"#), "\(measure.body)")
        let notice = try await office.ask("shop-platform", "GET", "/v1/notices/1?language=en").body
        #expect(notice.contains("Basis: terms of use"), "\(notice)")
        // Nobody has stated the facts: the holder is told how to get them.
        #expect(notice.contains("told on request") && !notice.contains("odd"), "\(notice)")
        #expect(try await office.ask("shop-platform", "GET", "/v1/notices/1?language=zh").body.contains("依据：服务条款"))
        let text = #"{"measure":1,"account":"tailor","text":"I sew"}"#
        #expect(try await office.ask("shop-platform", "POST", "/v1/appeals", text).status == 200)
        let upheld = #"{"decision":"upheld","reason":"No cloth was ever sent."}"#
        #expect(try await office.ask("bob", "POST", "/v1/appeals/1/decide", upheld).status == 200)
        let told = try await office.ask("shop-platform", "GET", "/v1/notices/2?language=en").body
        #expect(told.contains("measure stands") && told.contains("court"), "\(told)")
        #expect(told.contains("The reasons: No cloth was ever sent."), "\(told)")
        let chinese = try await office.ask("shop-platform", "GET", "/v1/notices/2?language=zh").body
        #expect(chinese.contains("理由：No cloth was ever sent."), "\(chinese)")
        // Another end is told as well.
        let until = Date.now.addingTimeInterval(5 * 86_400).ISO8601Format()
        let renewal = #"{"reason":"not through yet","until":"\#(until)"}"#
        #expect(try await office.ask("bob", "POST", "/v1/measures/1/renew", renewal).status == 200)
        let changed = try await office.ask("shop-platform", "GET", "/v1/notices/3?language=en").body
        #expect(changed.contains("ends at another time than you were told"), "\(changed)")
        #expect(changed.contains("Until: " + until.prefix(10)) && !changed.contains("not through yet"), "\(changed)")
        #expect(
            try await office.ask("shop-platform", "GET", "/v1/notices/3?language=zh").body.contains("与此前告知的不同"))
    }

    /// A payment that is there is held on an account of either side, whose holder is told and may object.
    @Test func aHoldIsOnASide() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        #expect(try await office.pay("p1", "buyer", "seller") == "allow")
        #expect(try await office.until("ann", "/v1/decisions/p1", contains: "allow"))
        func hold(_ account: String, of payment: String = "p1") async throws -> RunningServer.Answer {
            let body = #"{"kind":"hold_payment","account":"\#(account)","payment":"\#(payment)","ground":"odd"}"#
            return try await office.ask("ann", "POST", "/v1/measures", body)
        }
        let stranger = try await hold("nobody")
        #expect(stranger.status == 422 && stranger.body.contains("neither pays nor gets"), "\(stranger.body)")
        // A name that only looks the same in Unicode is a stranger's.
        #expect(try await office.pay("p2", "buyer", "caf\u{e9}") == "allow")
        #expect(try await office.until("ann", "/v1/decisions/p2", contains: "allow"))
        #expect(try await hold("cafe\u{301}", of: "p2").status == 422)
        let seller = try await hold("seller")
        #expect(seller.status == 200, "\(seller.body)")
    }

    /// Nor is a hold from before the payment came signed under a stranger's name, or the payment declined by it: the
    /// rail would be told to keep it.
    @Test func aHoldFromBeforeIsOnASideAsWell() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("eve", "analyst")] { try await office.hire(name, role) }
        for person in ["eve", "ann"] {
            let body = #"{"kind":"hold_payment","account":"nobody-\#(person)","payment":"p1","ground":"odd"}"#
            #expect(try await office.ask(person, "POST", "/v1/measures", body).status == 200)
        }
        #expect(try await office.pay("p1", "buyer", "seller") == "allow")
        #expect(try await office.until("ann", "/v1/decisions/p1", contains: "allow"))
        let declined = #"{"outcome":"declined","reason":"odd"}"#
        for (path, body) in [("1/approve", "{}"), ("2/settle", declined)] {
            let answer = try await office.ask("ann", "POST", "/v1/measures/\(path)", body)
            #expect(answer.status == 422 && answer.body.contains("neither pays nor gets"), "\(answer.body)")
        }
        // Letting it go is always possible.
        let released = #"{"outcome":"released","reason":"not theirs"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures/2/settle", released).status == 200)
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/refuse", #"{"reason":"no"}"#).status == 200)
    }

    /// What two authorities have signed is one order: with one of the signatures cut off it serves no second time.
    @Test func anOrderThatTwoHaveSignedServesOnce() async throws {
        let court = (
            key: "court.example+7dd4e977+AVg0nyNqW3Udx1KPrpPZsAMeTUzyZuYghmHmnzanK0mC",
            line: "\u{2014} court.example fdTpd+5ehcm0ztUUF1cpG65h3+5T7e8vZgPYwycrYX5jI+U"
                + "OQnfv8ZTReBsvistT3rcFIsysgN/ZmkiP0rawZ4PE+gM="
        )
        let police = (
            key: "police.example+a0a59dbc+AQZYuVRZB0aGFrRO42VNt2x7yUNvjmLnycQgrCciL7zi",
            line: "\u{2014} police.example oKWdvEtQsqOfUak5rtJFegJ8FRd42peDsl/C3A+5+F32ky"
                + "BYJOOqA9AEORlSMH3Sif7plfrlypMdiy1PlFNoLv2Tvw8="
        )
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        try await office.hire("bob", "compliance")
        try office.folder.write("data/authorities", court.key + "\n" + police.key + "\n")
        try office.restart()
        func order(_ lines: [String]) async throws -> RunningServer.Answer {
            let note = (["Order 77", "stop_collection", "shop", ""] + lines).joined(separator: #"\n"#) + #"\n"#
            let body = #"{"kind":"stop_collection","account":"shop","ground":"as ordered","order":"\#(note)"}"#
            return try await office.ask("ann", "POST", "/v1/measures", body)
        }
        let first = try await order([court.line, police.line])
        #expect(first.status == 200 && first.body.contains(#""state":"ordered""#), "\(first.body)")
        // It has a legal basis, and its holder is told whose order it is.
        #expect(first.body.contains(#""basis":"signed order of court.example""#), "\(first.body)")
        let notice = try await office.ask("bob", "GET", "/v1/notices/1?language=en").body
        #expect(notice.contains("Basis: signed order of court.example\nIt is an order of an authority"), "\(notice)")
        #expect(notice.contains("known to court.example") && !notice.contains("People have found"), "\(notice)")
        #expect(try await office.ask("bob", "GET", "/v1/notices/1?language=zh").body.contains("court.example 签署的命令"))
        let lift = #"{"reason":"the court let it go"}"#
        #expect(try await office.ask("bob", "POST", "/v1/measures/1/lift", lift).status == 200)
        for lines in [[court.line, police.line], [police.line, court.line], [court.line], [police.line]] {
            let again = try await order(lines)
            #expect(again.status == 409 && again.body.contains("served already, for measure 1"), "\(again.body)")
        }
    }

    /// A measure ends with the order that stands for one of two people, and so does the proposal of one.
    @Test func aMeasureHoldsNoLongerThanTheOrder() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("eve", "analyst")] { try await office.hire(name, role) }
        try office.folder.write(
            "data/authorities", "court.example+18fed77e+AVp2ga931OsfG5m6REbLcvGxk+iCRpRxN1q9y8tT/jHm\n")
        try office.restart()
        let lines = [
            "Order 78", "stop_collection", "shop", "until 2099-01-01T00:00:00Z", "",
            "\u{2014} court.example GP7XfsDyiN7he1QYJdiI/uebP0VsUSp9q2LynPkdRevQGJ+HIhYP90Te2zoOXCBHNPVicsdqXCCOTstx"
                + "J2OvgbRarws=",
        ]
        let note = lines.joined(separator: #"\n"#) + #"\n"#
        let body = #"{"kind":"stop_collection","account":"shop","ground":"as ordered","order":"\#(note)"}"#
        let proposed = try await office.ask("eve", "POST", "/v1/measures", body)
        #expect(proposed.status == 200, "\(proposed.body)")
        #expect(proposed.body.contains(#""until":"2099-01-01T00:00:00.000Z""#), "\(proposed.body)")
        let signed = try await office.ask("ann", "POST", "/v1/measures/1/approve")
        #expect(signed.body.contains(#""state":"ordered""#) && signed.body.contains(#""until":"2099-01-01"#))
        let told = try await office.ask("eve", "GET", "/v1/notices/1?language=en").body
        #expect(told.contains("Until: 2099-01-01 00:00 (UTC)"), "\(told)")
    }

    /// All of it stands in the register, without any name, and the kept checkpoint is part of it.
    private func checkRegister(_ office: Office) async throws {
        // Looks are not waited for.
        #expect(try await office.until("eve", "/v1/register/entries?limit=1000", contains: "access.looked"))
        let entries = try await office.ask("eve", "GET", "/v1/register/entries?limit=1000").body
        for type in [
            "measure.proposed", "measure.ordered", "measure.confirmed", "measure.lifted", "measure.undone",
            "notice.due",
            "appeal.filed", "appeal.reversed", "access.changed", "access.looked", "decision",
        ] {
            #expect(entries.contains("\"type\":\"\(type)\""), "\(type)")
        }
        for name in ["seller", "buyer", "ann", "bob", "shoes", "dealer\"", "p2"] {
            #expect(!entries.contains("\"\(name)"), "\(name)")
        }
        office.server.stop()
        let out = office.folder.file("register.txt")
        #expect(try weir("register", "export", "--data", office.data, "--out", out).status == 0)
        let verified = try weir("register", "verify", out, "--checkpoint", office.folder.file("kept.txt"))
        #expect(verified.status == 0 && verified.out.contains("contains the earlier checkpoint"), "\(verified.err)")
        let changed = office.folder.read("register.txt").replacing("measure.ordered", with: "measure.refused")
        try office.folder.write("changed.txt", changed)
        #expect(try weir("register", "verify", office.folder.file("changed.txt")).status == 1)
        let report = office.folder.file("report")
        let written = try weir(
            "report", "transparency", "--data", office.data, "--from", "2020-01-01", "--to", "2100-01-01", "--out",
            report)
        #expect(written.status == 0, "\(written.err)")
        #expect(office.folder.read("report.csv").contains(/suspend_transfers,other,people,[a-z-]+,<5,/))
        #expect(office.folder.read("report.html").contains("<svg"))
    }

    @Test func aHundredApprovalsAtOnceHaveOneEffect() async throws {
        let office = try Office()
        for name in ["ann", "bob", "cyd"] { try await office.hire(name, "supervisor") }
        let body = #"{"kind":"stop_collection","account":"m","ground":"sold coins for years"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", body).body.contains(#""state":"proposed""#))
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/approve").status == 409)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for i in 0..<100 {
                let name = ["ann", "bob", "cyd"][i % 3]
                group.addTask { try await office.ask(name, "POST", "/v1/measures/1/approve").status }
            }
            var all: [Int] = []
            for try await status in group { all.append(status) }
            return all
        }
        #expect(statuses.filter { $0 == 200 }.count == 1, "\(statuses)")
        #expect(Set(statuses) == [200, 409])
        let entries = try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body
        #expect(entries.components(separatedBy: #""type":"measure.ordered""#).count == 2)
        #expect(try await office.pay("p1", "a", "m") == "decline")
    }

    /// A list that declines an account needs two people as well, however they hurry; and whoever has put somebody on it
    /// does not erase them.
    @Test func aListIsSignedOnceByASecondPerson() async throws {
        let office = try Office()
        for (name, role) in [("ann", "compliance"), ("bob", "supervisor"), ("cyd", "compliance"), ("eve", "analyst")] {
            try await office.hire(name, role)
        }
        let path = "/v1/lists/ours"
        let put = try await office.ask("ann", "PUT", path + "?role=decline&kind=account&source=us", "m\n")
        #expect(put.status == 200 && put.body.contains(#""unsigned_accounts":1,"first_ends":"2"#), "\(put.body)")
        #expect(try await office.pay("p1", "a", "m") == "decline")
        let sign = #"{"version":1,"reason":"seen the order"}"#
        for name in ["eve", "ann"] {
            let refused = try await office.ask(name, "POST", path + "/sign", sign).status
            #expect(refused == (name == "eve" ? 403 : 409), "\(name)")
        }
        #expect(try await office.ask("bob", "POST", path + "/sign").status == 422)
        #expect(try await office.ask("bob", "POST", path + "/sign", #"{"version":2}"#).status == 409)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for i in 0..<100 {
                let name = ["ann", "bob", "cyd"][i % 3]
                group.addTask { try await office.ask(name, "POST", path + "/sign", sign).status }
            }
            var all: [Int] = []
            for try await status in group { all.append(status) }
            return all
        }
        #expect(statuses.filter { $0 == 200 }.count == 1 && Set(statuses) == [200, 409], "\(statuses)")
        let shown = try await office.ask("eve", "GET", path).body
        #expect(shown.contains(#""listed_by":["ann"],"signed_by":"#) && !shown.contains("unsigned"), "\(shown)")
        let entries = try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body
        for type in ["list.signed", "list.account_added"] {
            #expect(entries.components(separatedBy: "\"type\":\"\(type)\"").count == 2, "\(type)")
        }
        let erasure = #"{"account":"m"}"#
        #expect(try await office.ask("ann", "POST", "/v1/register/erasures", erasure).status == 409)
        try office.restart()
        #expect(try await office.pay("p2", "a", "m") == "decline")
        #expect(try await office.ask("eve", "GET", path).body == shown)
        try await office.hire("dan", "compliance")
        #expect(try await office.ask("dan", "POST", "/v1/register/erasures", erasure).status == 200)
    }

    /// Whoever proposed a measure takes the proposal back, with a reason: so the register says, over a restart too.
    @Test func aProposalIsTakenBack() async throws {
        let office = try Office()
        try await office.hire("eve", "analyst")
        try await office.hire("ann", "supervisor")
        let body = #"{"kind":"suspend_transfers","account":"x","ground":"odd"}"#
        #expect(try await office.ask("eve", "POST", "/v1/measures", body).body.contains(#""state":"proposed""#))
        let reason = #"{"reason":"the wrong account"}"#
        #expect(try await office.ask("eve", "POST", "/v1/measures/1/withdraw", "{}").status == 422)
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/withdraw", reason).status == 409)
        #expect(try await office.ask("eve", "POST", "/v1/measures/9/withdraw", reason).status == 404)
        let answer = try await office.ask("eve", "POST", "/v1/measures/1/withdraw", reason)
        #expect(answer.status == 200 && answer.body.contains(#""state":"withdrawn""#), "\(answer.body)")
        #expect(answer.body.contains(#""ended_by":"eve""#) && answer.body.contains("the wrong account"))
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/approve").status == 409)
        let entries = try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body
        #expect(entries.contains(#""type":"measure.withdrawn""#) && !entries.contains("the wrong account"))
        try office.restart()
        #expect(try await office.ask("ann", "GET", "/v1/measures?state=withdrawn").body.contains(#""account":"x""#))
        #expect(try await office.pay("p1", "x", "y") == "allow")
        // The same may be proposed anew.
        #expect(try await office.ask("eve", "POST", "/v1/measures", body).body.contains(#""state":"proposed""#))
    }

    @Test func rolesAreChangedAndKeysTaken() async throws {
        let office = try Office()
        try await office.hire("ann", "analyst")
        let body = #"{"kind":"suspend_transfers","account":"x","ground":"odd"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", body).body.contains(#""state":"proposed""#))
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/approve").status == 403)
        let old = office.keys["ann"]
        try await office.hire("ann", "supervisor")
        #expect(try await office.server.request("GET", "/v1/measures", key: old).status == 401)
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/approve").body.contains(#""state":"ordered""#))
        #expect(try await office.ask("ann", "DELETE", "/v1/access/admin").status == 403)
        #expect(try await office.server.request("DELETE", "/v1/access/ann").status == 200)
        #expect(try await office.ask("ann", "GET", "/v1/measures").status == 401)
        #expect(try await office.server.request("DELETE", "/v1/access/admin").status == 409)
        // Beside a running server nobody is let in: it would know nothing of them.
        for way in [["add", "--role", "admin"], ["add", "--role", "admin", "--console"], ["revoke"]] {
            let beside = try weir(["access", way[0], "--data", office.data, "--name", "dan"] + way.dropFirst())
            let says = beside.err.contains("a running server has this folder")
            #expect(beside.status == 3 && says, "\(way): \(beside.err)")
        }
        office.server.stop()
        let added = try weir("access", "add", "--data", office.data, "--name", "dan", "--role", "regulator")
        #expect(added.status == 0 && added.out.hasPrefix("weir_"))
        #expect(try weir("access", "list", "--data", office.data).out.contains("dan\tregulator"))
        #expect(try weir("access", "add", "--data", office.data, "--name", "dan", "--role", "king").status == 2)
        #expect(try weir("access", "revoke", "--data", office.data, "--name", "nobody").status == 1)
    }

    /// The same request again is answered, not done, again.
    @Test func idempotencyKeys() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        let body = #"{"kind":"warn_payer","account":"x","ground":"odd"}"#
        func post(
            _ key: String, _ path: String = "/v1/measures", _ changed: String? = nil
        ) async throws -> (Int, String) {
            guard let url = URL(string: "http://127.0.0.1:\(office.server.port)\(path)") else { return (0, "") }
            var request = URLRequest(url: url)
            request.httpMethod = "POST"
            request.httpBody = Data((changed ?? body).utf8)
            request.setValue("Bearer \(office.keys["ann"] ?? "")", forHTTPHeaderField: "Authorization")
            request.setValue(key, forHTTPHeaderField: "Idempotency-Key")
            let (data, response) = try await URLSession.shared.data(for: request)
            return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
        }
        let first = try await post("k1")
        #expect(first.0 == 200)
        #expect(try await post("k1") == first)
        #expect(try await post("k2").0 == 409)
        // A key belongs to one request: whoever sends another one with it is told so, and nothing is done.
        let other = body.replacing(#""account":"x""#, with: #""account":"y""#)
        for (path, changed) in [("/v1/measures", other), ("/v1/measures/1/lift", body), ("/v1/measures?a=1", body)] {
            let answer = try await post("k1", path, changed)
            #expect(answer.0 == 422 && answer.1.contains(#""code":"idempotency_mismatch""#), "\(path): \(answer)")
        }
        #expect(try await post("k1") == first)
        #expect(try await office.ask("ann", "GET", "/v1/measures?account=y").body.contains(#""items":[]"#))
        // What was refused may be tried again, as it is or otherwise.
        #expect(try await post("k2", "/v1/measures", other).0 == 200)
    }

    /// Needs the right to mount a small disk.
    @Test func withoutTheRegisterNothingIsAcknowledged() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        office.server.stop()
        let disk = office.data + "/register"
        let kept = office.folder.file("kept")
        guard try shell("mv \(disk) \(kept) && mkdir \(disk) && mount -t tmpfs -o size=1m none \(disk)") == 0 else {
            print("skipped: no right to mount a small disk here")
            return
        }
        defer { _ = try? shell("umount -l \(disk)") }
        _ = try shell("cp -a \(kept)/. \(disk)/")
        office.server = try RunningServer(office.data, key: office.server.key)
        _ = try shell("dd if=/dev/zero of=\(disk)/filler bs=4k 2>/dev/null")
        func propose(_ account: String) async throws -> RunningServer.Answer {
            try await office.ask(
                "ann", "POST", "/v1/measures",
                #"{"kind":"suspend_transfers","account":"\#(account)","ground":"odd"}"#)
        }
        var refused: RunningServer.Answer?
        for i in 0..<20 where refused == nil {
            let answer = try await propose("x\(i)")
            if answer.status != 200 { refused = answer }
        }
        #expect(refused?.status == 503 && refused?.body.contains("register") == true, "\(refused?.body ?? "never")")
        #expect(try await office.pay("p1", "a", "b") == "allow")
        _ = try shell("rm \(disk)/filler")
        try await Task.sleep(for: .seconds(2))
        #expect(try await propose("later").status == 200)
        office.server.stop()
    }

    private func shell(_ command: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
