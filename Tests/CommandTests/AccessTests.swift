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
        try await office.hire("ann", "supervisor")
        let twin = try await office.server.request("POST", "/v1/access", #"{"name":"Ann","role":"supervisor"}"#)
        #expect(twin.status == 422 && twin.body.contains("looks like"), "\(twin.body)")
        let hidden = try await office.server.request(
            "POST", "/v1/access", #"{"name":"an\u200bn","role":"supervisor"}"#)
        #expect(hidden.status == 422, "\(hidden.body)")
        office.server.stop()
        let added = try weir("access", "add", "--data", office.data, "--name", "ANN", "--role", "supervisor")
        #expect(added.status == 2 && added.err.contains("looks like the name 'ann'"), "\(added.err)")
    }
}
