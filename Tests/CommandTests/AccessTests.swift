import Foundation
import Testing

/// Who may do what, changed by several at once.
@Suite(.program, .serialized) struct AccessTests {
    /// One person is taken away and given a key in the same moment: whichever comes last, key and role agree.
    @Test func keyAndRoleStayInStep() async throws {
        let office = try Office(options: [])
        let server = office.server
        let given = #"{"name":"ann","role":"supervisor"}"#
        for round in 0..<25 {
            try await office.hire("ann", "supervisor")
            async let taken = server.request("DELETE", "/v1/access/ann")
            async let again = server.request("POST", "/v1/access", given)
            let (one, other) = try await (taken, again)
            #expect(one.status == 200 && other.status == 200, "\(one.body) \(other.body)")
            let key = other.body.firstMatch(of: /weir_[0-9a-f]{64}/).map { String($0.0) }
            let isThere = try await server.request("GET", "/v1/access").body.contains(#""name":"ann""#)
            let act = try await server.request(
                "POST", "/v1/measures", #"{"kind":"warn_payer","account":"x\#(round)","ground":"odd"}"#, key: key)
            #expect(act.status == (isThere ? 200 : 401), "round \(round): \(act.body)")
        }
    }

    /// Ten roles for one person at once: one is left, and it is the one behind the door as well.
    @Test func ofManyRolesOneIsLeft() async throws {
        let office = try Office(options: [])
        let server = office.server
        for _ in 0..<5 {
            let keys = try await withThrowingTaskGroup(of: (role: String, key: String).self) { group in
                for i in 0..<10 {
                    let role = ["analyst", "supervisor", "regulator"][i % 3]
                    group.addTask {
                        let body = #"{"name":"bob","role":"\#(role)"}"#
                        let answer = try await server.request("POST", "/v1/access", body)
                        return (role, answer.body.firstMatch(of: /weir_[0-9a-f]{64}/).map { String($0.0) } ?? "")
                    }
                }
                var keys: [(role: String, key: String)] = []
                for try await key in group { keys.append(key) }
                return keys
            }
            let list = try await server.request("GET", "/v1/access").body
            let role = list.firstMatch(of: /"name":"bob","role":"([a-z]+)"/).map { String($0.1) }
            for (given, key) in keys {
                let answer = try await server.request("GET", "/v1/measures", key: key)
                #expect(answer.status == 401 || given == role, "\(given) \(role ?? "none")")
            }
            #expect(try await server.request("DELETE", "/v1/access/bob").status == 200)
        }
    }

    /// A second person's word goes through a door of its own, which opens no other one.
    @Test func vouchingOpensNoOtherDoor() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("eve", "analyst"), ("vouch", "integrator")] {
            try await office.hire(name, role)
        }
        // Of the first day: no word is asked for.
        let word = try await office.ask("ann", "POST", "/v1/access/eve/vouch", #"{"reason":"met her"}"#)
        #expect(word.status == 404 && word.body.contains("no word to be given"), "\(word.body)")
        #expect(try await office.ask("eve", "POST", "/v1/access/ann/vouch").status == 403)
        for path in ["/v1/access/vouch", "/v1/access//vouch", "/v1/access/vouch/", "/v1/access/eve"] {
            #expect(try await office.ask("ann", "DELETE", path).status == 403, "\(path)")
        }
        #expect(try await office.ask("ann", "GET", "/v1/access").status == 403)
        let list = try await office.server.request("GET", "/v1/access").body
        #expect(list.contains(#""name":"vouch","role":"integrator","given_by":["admin"],"vouched":true"#), "\(list)")
    }

    /// The router takes no notice of empty parts of a path: no door does either.
    @Test func anEmptyPartOfAPathOpensNoDoor() async throws {
        let office = try Office(options: [])
        for (name, role) in [("ann", "supervisor"), ("eve", "analyst"), ("reg", "regulator"), ("pat", "patrol")] {
            try await office.hire(name, role)
        }
        for name in ["ann", "eve", "reg"] {
            for path in ["/v1//access", "/v1/access/", "/v1//state", "/v1/state/"] {
                #expect(try await office.ask(name, "GET", path).status == 403, "\(name) \(path)")
            }
            // What the patrol alone has seen is nobody else's word.
            for path in ["/v1/sites/findings/", "/v1/sites//findings"] {
                #expect(try await office.ask(name, "POST", path, "{}").status == 403, "\(name) \(path)")
            }
        }
        // Who may, may on either spelling.
        #expect(try await office.ask("pat", "POST", "/v1/sites/findings/", "{}").status == 422)
        #expect(try await office.server.request("GET", "/v1/access/").status == 200)
    }

    /// Two names that look like one are one, whoever gives them.
    @Test func namesThatLookAlikeAreRefusedOnEveryWay() async throws {
        let office = try Office(options: [])
        func add(_ name: String) async throws -> RunningServer.Answer {
            try await office.server.request("POST", "/v1/access", #"{"name":"\#(name)","role":"supervisor"}"#)
        }
        for name in ["ann", "bob", "zo\u{e9}", "\u{738b}\u{5049}"] { try await office.hire(name, "supervisor") }
        let twins = [
            "Ann", "ANN", "ann.", "ann,", ".ann", "a.n.n", "an-n", "ann_", " ann", "ann\u{a0}", #"\"ann\""#,
            "an\u{144}", "\u{430}nn", "\u{251}nn", "\u{ff41}\u{ff4e}\u{ff4e}", "\u{24d0}nn", "\u{1d41a}nn",
            "ann\u{301}", "ann\u{1f600}", "b0b", "b\u{3bf}b", "zoe", "zoe\u{301}", "\u{410}DMIN", "admin.",
            // Small capitals, pictures of letters; and one name in the other script of Chinese.
            "\u{1d00}\u{274}\u{274}", "b\u{1d0f}\u{299}", "\u{1f170}nn", "\u{1f150}nn",
            "\u{738b}\u{4f1f}",
        ]
        for name in twins {
            let answer = try await add(name)
            #expect(answer.status == 422 && answer.body.contains("looks like the name"), "\(name): \(answer.body)")
        }
        for name in ["an\u{200b}n", "Weir", "rail.", "w\u{435}ir", ".", "\u{3000}", #"ann\tlee"#, "\u{1f600}"] {
            let answer = try await add(name)
            let isSaid = answer.body.contains("nobody's") || answer.body.contains("name is missing")
            #expect(answer.status == 422 && isSaid, "\(name): \(answer.body)")
        }
        for name in ["anna", "ann2", "\u{59d3}\u{540d}", "bo"] { #expect(try await add(name).status == 200, "\(name)") }
        // Who has gone is not taken for somebody else either, and comes back as whom they were.
        #expect(try await office.server.request("DELETE", "/v1/access/bob").status == 200)
        #expect(try await add("Bob").status == 422)
        #expect(try await add("bob").status == 200)
        // However the address spells it, the key is gone.
        #expect(try await office.server.request("DELETE", "/v1/access/zoe%CC%81").status == 200)
        #expect(try await office.server.request("GET", "/v1/measures", key: office.keys["zo\u{e9}"]).status == 401)
        office.server.stop()
        // Nor by the command, which has no engine to ask.
        let refused = [
            ("ANN", "looks like the name 'ann'"), ("ann.", "looks like"), ("Rail", "cannot be"),
            ("zoe", "which somebody has, or has had"),
        ]
        for (name, said) in refused {
            let added = try weir("access", "add", "--data", office.data, "--name", name, "--role", "supervisor")
            #expect(added.status == 2 && added.err.contains(said), "\(added.err)")
        }
    }

    /// A request that is sent again makes no second key.
    @Test func aKeyIsMadeOnce() async throws {
        let office = try Office(options: [])
        let server = office.server
        func add(_ name: String, _ key: String) async throws -> RunningServer.Answer {
            try await server.request(
                "POST", "/v1/access", #"{"name":"\#(name)","role":"analyst"}"#, fields: ["Idempotency-Key": key])
        }
        let first = try await add("ann", "one")
        #expect(first.status == 200)
        #expect(try await add("ann", "one").body == first.body)
        #expect(try await add("bob", "one").body.contains("idempotency_mismatch"))
        #expect(try await add("ann", "two").body != first.body)
        #expect(try await server.request("GET", "/v1/access").body.contains("bob") == false)
        #expect(try weir("access", "list", "--data", office.data).out.matches(of: /ann\t/).count == 2)
    }

    /// What lasts ends with the key: the live stream, and a batch that is still being sent.
    @Test func whatLastsEndsWithTheKey() async throws {
        let office = try Office(options: [])
        for (name, role) in [("eve", "analyst"), ("shop", "integrator")] { try await office.hire(name, role) }
        let (live, batch) = (try connected(office.server.port), try connected(office.server.port))
        defer { for file in [live, batch] { close(file) } }
        func say(_ text: String, on file: Int32) { _ = text.withCString { send(file, $0, strlen($0), 0) } }
        func chunk(_ text: String) -> String { String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n" }
        func head(_ line: String, _ name: String) -> String {
            "\(line) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(office.keys[name] ?? "")\r\n"
        }
        say(head("GET /v1/live", "eve") + "\r\n", on: live)
        let type = "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        say(head("POST /v1/payments:batch", "shop") + type + chunk(payment("b1") + "\n"), on: batch)
        #expect(try await hear("event: tick", on: live))
        #expect(try await hear("\"payment_id\":\"b1\"", on: batch))
        for name in ["eve", "shop"] {
            #expect(try await office.server.request("DELETE", "/v1/access/\(name)").status == 200)
        }
        #expect(try await hear(nil, on: live), "the stream goes on")
        say(chunk(payment("b2") + "\n"), on: batch)
        #expect(try await hear(nil, on: batch), "the batch goes on")
        #expect(try await office.server.request("GET", "/v1/decisions/b1").status == 200)
        #expect(try await office.server.request("GET", "/v1/decisions/b2").status == 404)
    }

    /// Reads until a text has come, or, without one, until nothing more does: half a second is two ticks of the stream.
    private func hear(_ text: String?, on file: Int32) async throws -> Bool {
        var (all, silent) = ("", 0)
        var bytes = [UInt8](repeating: 0, count: 65_536)
        for _ in 0..<200 {
            let count = recv(file, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                all += String(decoding: bytes[..<count], as: UTF8.self)
                silent = 0
            } else {
                silent += 1
            }
            if let text, all.contains(text) { return true }
            if text == nil, count == 0 || silent >= 30 { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    /// Beside a running server the command changes nothing; what it does without one, the register has.
    @Test func theCommandWorksAlone() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        for arguments in [["add", "--name", "ghost", "--role", "supervisor"], ["revoke", "--name", "ann"]] {
            let refused = try weir(["access", arguments[0], "--data", office.data] + arguments.dropFirst())
            #expect(refused.status == 3 && refused.err.contains("a running server has this folder"), "\(refused.err)")
        }
        #expect(try weir("access", "list", "--data", office.data).out.contains("ann\tsupervisor"))
        func changes() async throws -> Int {
            try await office.server.request("GET", "/v1/register/entries?limit=1000").body
                .matches(of: /"type":"access\.changed"/).count
        }
        let before = try await changes()
        office.server.stop()
        // The role stays what it was: only the key is new.
        #expect(try weir("access", "add", "--data", office.data, "--name", "ann", "--role", "supervisor").status == 0)
        for round in 1...2 {
            office.server = try RunningServer(office.data, key: office.server.key, options: office.options)
            // Once, however often the server starts.
            var now = try await changes()
            for _ in 0..<50 {
                if now > before { break }
                try await Task.sleep(for: .milliseconds(20))
                now = try await changes()
            }
            #expect(now == before + 1, "round \(round)")
            office.server.stop()
        }
    }
}
