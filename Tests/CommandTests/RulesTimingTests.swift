import Foundation
import Testing

/// Rule sets in a running server: handed in, tried, signed, rolled back, while payments come in.
@Suite(.program, .serialized) struct RulesTimingTests {
    static func set(_ version: String, above: Int) -> String {
        """
        set: shop
        version: "\(version)"
        owner: ann
        about: For the tests.
        rules:
          - id: large
            title: Large
            why: For the tests.
            when: payment.amount > \(above).0
            yields: {decision: {outcome: hold, kind: flow}}
            reason: {en: "{payment.amount} is large", zh: "{payment.amount} 过大"}
            tests:
              - {name: large, payment: {payer: a, payee: b, amount: "\(above + 1).00"}, expect: fires}
              - {name: small, payment: {payer: a, payee: b, amount: "\(above).00"}, expect: silent}

        """
    }

    private static func version(in answer: RunningServer.Answer) -> String {
        answer.body.firstMatch(of: /"rules_version":"([^"]*)"/).map { String($0.1) } ?? ""
    }

    /// The version on trial, as `GET /v1/rules` and whatever changes the rules answer it.
    static func trial(in answer: RunningServer.Answer) -> String {
        answer.body.firstMatch(of: /"trial":\{"version":"([^"]*)"/).map { String($0.1) } ?? ""
    }

    @Test func changedUnderLoadWithoutALostPayment() async throws {
        let folder = try Folder()
        let first = try RunningServer(folder.file("data"))
        let admin = first.key
        first.stop()
        let made = try weir("access", "add", "--data", folder.file("data"), "--name", "bob", "--role", "supervisor")
        #expect(made.status == 0)
        let bob = made.out.trimmingCharacters(in: .whitespacesAndNewlines)
        let other = try weir("access", "add", "--data", folder.file("data"), "--name", "cat", "--role", "compliance")
        let cat = other.out.trimmingCharacters(in: .whitespacesAndNewlines)
        let server = try RunningServer(folder.file("data"), key: admin)
        defer { server.kill() }

        let shadow = try await server.request("PUT", "/v1/rules", Self.set("1", above: 500), type: "application/yaml")
        #expect(shadow.status == 200 && shadow.body.contains("\"stage\":\"shadow\""), "\(shadow.body)")
        // Payments go on while the sets change.
        let load = Task { try await Self.load(server, 60) }
        let approve = "/v1/rules/approve?version=" + Self.trial(in: shadow)
        let own = try await server.request("POST", approve)
        #expect(own.status == 409 && own.body.contains("somebody else"), "\(own.body)")
        let blind = try await server.request("POST", "/v1/rules/approve", key: bob)
        #expect(blind.status == 422 && blind.body.contains("version_missing"), "\(blind.body)")
        #expect(blind.body.contains(Self.trial(in: shadow)), "\(blind.body)")
        let one = try await server.request("POST", approve, key: bob)
        #expect(one.status == 200, "\(one.body)")
        // It has seen next to nothing: a second person signs, unless the load was quicker than the first signature.
        let start = ContinuousClock.now
        _ = try await server.request("POST", approve, key: cat)
        let signed = try await server.request("GET", "/v1/rules")
        #expect(signed.status == 200 && signed.body.contains("\"live\":{\"version\":\"shop.1@"), "\(signed.body)")
        let decided = try await server.request("POST", "/v1/payments", payment("after-1", amount: "600.00"))
        #expect(
            decided.body.contains("\"decision\":\"hold\"") && decided.body.contains("600 is large"), "\(decided.body)")
        #expect(Self.version(in: decided).contains("shop.1@"))
        let live = ContinuousClock.now - start

        let broken = try await server.request(
            "PUT", "/v1/rules",
            Self.set("2", above: 300).replacingOccurrences(of: "payment.amount >", with: "payment.amuont >"),
            type: "application/yaml")
        #expect(broken.status == 422 && broken.body.contains("did you mean 'payment.amount'?"), "\(broken.body)")
        let untested = try await server.request(
            "PUT", "/v1/rules", Self.set("2", above: 300).replacingOccurrences(of: "301.00", with: "1.00"),
            type: "application/yaml")
        #expect(untested.status == 422 && untested.body.contains("rule_tests_fail"), "\(untested.body)")

        let next = try await server.request("PUT", "/v1/rules", Self.set("2", above: 300), type: "application/yaml")
        // It reaches far, or has seen too little yet: two have to sign.
        for key in [bob, cat] {
            _ = try await server.request("POST", "/v1/rules/approve?version=" + Self.trial(in: next), key: key)
        }
        let second = try await server.request("POST", "/v1/payments", payment("after-2", amount: "400.00"))
        #expect(Self.version(in: second).contains("shop.2@") && second.body.contains("hold"), "\(second.body)")
        let back = ContinuousClock.now
        let rolled = try await server.request("POST", "/v1/rules/rollback", key: bob)
        #expect(rolled.status == 200)
        let third = try await server.request("POST", "/v1/payments", payment("after-3", amount: "400.00"))
        #expect(Self.version(in: third).contains("shop.1@") && third.body.contains("allow"), "\(third.body)")
        let rolledBack = ContinuousClock.now - back
        let counted = try await load.value
        print(
            "live in \(live), rolled back in \(rolledBack); \(counted.lines) payments meanwhile, versions \(counted.versions)"
        )
        #expect(live < .seconds(5) && rolledBack < .seconds(5))
        #expect(counted.lines == 60 * 500 && counted.refused == 0)
        // Every decision names the version that made it, and does what that version says.
        #expect(counted.wrong == 0, "\(counted.wrong) decisions of another version than they name")
        server.stop()
        let again = try RunningServer(folder.file("data"), key: admin)
        defer { again.kill() }
        let fourth = try await again.request("POST", "/v1/payments", payment("after-4", amount: "600.00"))
        #expect(Self.version(in: fourth).contains("shop.1@") && fourth.body.contains("hold"), "\(fourth.body)")
    }

    private struct Counted: Sendable {
        var lines = 0
        var refused = 0
        var wrong = 0
        var versions: [String] = []
    }

    /// Batches of payments of 450, which the second set holds and the first does not.
    private static func load(_ server: RunningServer, _ batches: Int) async throws -> Counted {
        var counted = Counted()
        for batch in 0..<batches {
            let lines = (0..<500).map {
                payment("load-\(batch)-\($0)", amount: "450.00", payer: "p\($0)", payee: "q\(batch)")
            }
            let answer = try await server.request(
                "POST", "/v1/payments:batch", lines.joined(separator: "\n"), type: "application/x-ndjson")
            for line in answer.body.split(separator: "\n") {
                counted.lines += 1
                guard let match = line.firstMatch(of: /"rules_version":"([^"]*)"/) else {
                    counted.refused += 1
                    continue
                }
                let version = String(match.1)
                if !counted.versions.contains(version) { counted.versions.append(version) }
                if line.contains("\"hold\"") != version.contains("shop.2@") { counted.wrong += 1 }
            }
        }
        return counted
    }
}
