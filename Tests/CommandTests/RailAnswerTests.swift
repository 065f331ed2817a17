import Foundation
import Testing

/// Who answers for the rail: the rail, and nobody else.
@Suite(.program, .serialized) struct RailAnswerTests {
    private static let secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    private static let done = #"{"measure":1,"version":1,"done":true}"#

    private func office(_ options: [String] = [], faults: [String: String] = [:]) async throws -> Office {
        let office = try Office(options: options, faults: faults)
        for (name, role) in [("ann", "supervisor"), ("plat", "integrator"), ("till", "rail"), ("pat", "patrol")] {
            try await office.hire(name, role)
        }
        let proposed = try await office.ask(
            "ann", "POST", "/v1/measures", #"{"kind":"suspend_transfers","account":"seller","ground":"a dealer"}"#)
        #expect(proposed.status == 200 && proposed.body.contains(#""state":"ordered""#), "\(proposed.body)")
        return office
    }

    private func isConfirmed(_ office: Office) async throws -> Bool {
        try await office.ask("ann", "GET", "/v1/measures/1").body.contains(#""state":"confirmed""#)
    }

    @Test func onlyItsOwnKeyAnswers() async throws {
        let office = try await office()
        for person in ["ann", "plat", "pat"] {
            let answer = try await office.ask(person, "POST", "/v1/rail/answers", Self.done)
            #expect(answer.status == 403, "\(person): \(answer.body)")
            #expect(try await office.ask(person, "POST", "/v1//rail/answers/", Self.done).status == 403, "\(person)")
        }
        // Nor the administrator: what the rail has not done would be confirmed by whoever ordered it.
        #expect(try await office.server.request("POST", "/v1/rail/answers", Self.done).status == 403)
        #expect(try await office.server.request("POST", "/v1/rail/answers", Self.done, key: nil).status == 401)
        #expect(try await !isConfirmed(office))
        // What it is to carry out it learns; of nothing else.
        #expect(try await office.ask("till", "GET", "/v1/rail/orders").body.contains(#""account":"seller""#))
        #expect(try await office.ask("till", "GET", "/v1/rail/status").status == 200)
        let fact = #"{"measure":1,"version":1,"action":"impose"}"#
        #expect(try await office.ask("till", "POST", "/v1/rail/statement", fact).status == 200)
        for (method, path) in [
            ("GET", "/v1/measures"), ("GET", "/v1/notices"), ("GET", "/v1/accounts/seller"), ("POST", "/v1/payments"),
            ("POST", "/v1/measures/1/lift"), ("GET", "/v1/rail/differences"), ("GET", "/metrics"), ("GET", "/"),
            ("POST", "/v1/access"), ("GET", "/v1/register/entries"), ("POST", "/v1/appeals"),
        ] {
            #expect(try await office.ask("till", method, path, method == "GET" ? nil : "{}").status == 403, "\(path)")
        }
        let answer = try await office.ask("till", "POST", "/v1/rail/answers", Self.done)
        #expect(answer.status == 200, "\(answer.body)")
        #expect(try await isConfirmed(office))
        // Said once more it is nothing new; said otherwise it is not taken for what it was.
        #expect(try await office.ask("till", "POST", "/v1/rail/answers", Self.done).status == 200)
        let undone = Self.done.replacing("true", with: #"false,"reason":"no""#)
        let other = try await office.ask("till", "POST", "/v1/rail/answers", undone)
        #expect(other.status == 409 && other.body.contains(#""code":"answered_otherwise""#), "\(other.body)")
        #expect(try await isConfirmed(office))
        // Whose key it was stands in the register.
        let entries = try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body.split(separator: "\n")
        let confirmed = try #require(entries.first { $0.contains(#""type":"measure.confirmed""#) })
        #expect(confirmed.contains(#""role":"rail""#) && !confirmed.contains(#""by":"rail""#), "\(confirmed)")
        // A key that was taken away answers no more.
        #expect(try await office.server.request("DELETE", "/v1/access/till").status == 200)
        #expect(try await office.ask("till", "POST", "/v1/rail/answers", Self.done).status == 401)
    }

    /// A platform whose switch has answered so far may say that it goes on.
    @Test func thePlatformMayLetItsOwnKeysAnswer() async throws {
        let office = try await office(["--rail-answers", "integrators"])
        for person in ["ann", "pat"] {
            #expect(try await office.ask(person, "POST", "/v1/rail/answers", Self.done).status == 403, "\(person)")
        }
        #expect(try await office.ask("plat", "POST", "/v1/rail/answers", Self.done).status == 200)
        #expect(try await isConfirmed(office))
        let wrong = try weir("serve", "--data", office.folder.file("other"), "--rail-answers", "anybody")
        #expect(wrong.status == 2 && wrong.err.contains("neither rail nor integrators"), "\(wrong.err)")
        let short = try weir(
            ["serve", "--data", office.folder.file("other")], environment: ["WEIR_RAIL_ANSWER_SECRET": "whsec_MDEy"])
        #expect(short.status == 3 && short.err.contains("WEIR_RAIL_ANSWER_SECRET"), "\(short.err)")
        let same = try weir(
            ["serve", "--data", office.folder.file("other")],
            environment: ["WEIR_RAIL_ANSWER_SECRET": Self.secret, "WEIR_RAIL_SECRET": Self.secret])
        #expect(same.status == 3 && same.err.contains("the secret that orders are signed with"), "\(same.err)")
    }

    /// The Standard Webhooks form, by another program's HMAC.
    private func signature(_ id: String, _ time: String, _ body: String, _ secret: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let program = """
            import base64, hashlib, hmac, sys
            id, time, body, secret = sys.argv[1:]
            code = hmac.new(base64.b64decode(secret[6:]), f"{id}.{time}.{body}".encode(), hashlib.sha256).digest()
            print("v1," + base64.b64encode(code).decode(), end="")
            """
        process.arguments = ["python3", "-c", program, id, time, body, secret]
        let out = Pipe()
        process.standardOutput = out
        try process.run()
        return String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    @Test func aSignedAnswerNeedsNoKey() async throws {
        let office = try await office(faults: ["WEIR_RAIL_ANSWER_SECRET": Self.secret])
        let now = Int(Date.now.timeIntervalSince1970)
        func send(
            _ signature: String, id: String = "msg-1", time: String? = nil, _ body: String = RailAnswerTests.done
        ) async throws -> RunningServer.Answer {
            let fields = [
                "Webhook-Id": id, "Webhook-Timestamp": time ?? "\(now)", "Webhook-Signature": signature,
            ]
            return try await office.server.request("POST", "/v1/rail/answers", body, key: nil, fields: fields)
        }
        let good = try signature("msg-1", "\(now)", Self.done, Self.secret)
        let other = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZTA="
        let refused = #"{"measure":1,"version":1,"done":false}"#
        #expect(try await send(signature("msg-1", "\(now)", Self.done, other)).status == 401, "another secret")
        #expect(try await send(good, refused).status == 401, "another body")
        #expect(try await send(good, id: "msg-2").status == 401, "another message")
        #expect(try await send(good, time: "\(now + 1)").status == 401, "another time")
        for time in ["\(now - 3_600)", "\(now + 3_600)", "\(Int.min)", "\(Int.max)", "soon", ""] {
            let signed = try signature("msg-1", time, Self.done, Self.secret)
            #expect(try await send(signed, time: time).status == 401, "\(time)")
        }
        for word in ["v1,", "v1", "v1a,\(good.dropFirst(3))", "v2,\(good.dropFirst(3))", "v1,AAAA"] {
            #expect(try await send(word).status == 401, "\(word)")
        }
        #expect(try await !isConfirmed(office))
        // A signature opens no other door.
        let fields = ["Webhook-Id": "msg-1", "Webhook-Timestamp": "\(now)", "Webhook-Signature": good]
        for path in ["/v1/rail/orders", "/v1/rail/answers"] {
            #expect(try await office.server.request("GET", path, key: nil, fields: fields).status == 401, "\(path)")
        }
        let lift = try await office.server.request(
            "POST", "/v1/measures/1/lift", Self.done, key: nil, fields: fields)
        #expect(lift.status == 401)
        // While the secret changes, a rail signs with both.
        let both = try signature("msg-1", "\(now)", Self.done, other) + " " + good
        #expect(try await send(both).status == 200)
        #expect(try await isConfirmed(office))
    }

    /// Where no secret was given, a signature is nobody's.
    @Test func withoutASecretNothingIsSigned() async throws {
        let office = try await office()
        let fields = ["Webhook-Id": "1", "Webhook-Timestamp": "1", "Webhook-Signature": "v1,AAAA"]
        let answer = try await office.server.request(
            "POST", "/v1/rail/answers", Self.done, key: nil, fields: fields)
        #expect(answer.status == 401, "\(answer.body)")
    }
}
