import Foundation
import Testing

/// Whatever number somebody sends: an answer, and the server goes on.
@Suite(.program, .serialized) struct NumberTests {
    /// What the API's own document says of its parameters.
    private struct Document: Decodable {
        struct Parameter: Decodable {
            struct Schema: Decodable { var type: String? }
            enum CodingKeys: String, CodingKey {
                case name, schema
                case place = "in"
                case reference = "$ref"
            }

            var name: String?
            var schema: Schema?
            var place: String?
            var reference: String?
        }
        struct Operation: Decodable { var parameters: [Parameter]? }
        struct Components: Decodable { var parameters: [String: Parameter] }

        var paths: [String: [String: Operation]]
        var components: Components

        /// Names of the numbers that an operation takes in its query.
        func numbers(of operation: Operation) -> [String] {
            (operation.parameters ?? []).compactMap { parameter in
                let name = parameter.reference?.split(separator: "/").last.map(String.init)
                let found = name.flatMap { components.parameters[$0] } ?? parameter
                return found.place == "query" && found.schema?.type == "integer" ? found.name : nil
            }
        }
    }

    private static let numbers = ["\(Int.max)", "\(Int.min)", "-1", "0", "\(UInt64.max)"]
    private static let answers: Set<Int> = [200, 400, 404, 409, 422]

    /// One of everything, so that no list is empty.
    private func office() async throws -> Office {
        let office = try Office(options: ["--rail-answers", "integrators"])
        try await office.hire("ann", "supervisor")
        _ = try await office.pay("p1", "buyer", "seller")
        let measure = #"{"kind":"suspend_transfers","account":"seller","ground":"odd","basis":"terms §4"}"#
        let appeal = #"{"measure":1,"account":"seller","text":"I sell shoes"}"#
        let opened = #"{"account":"seller","reason":"a complaint"}"#
        for (path, body) in [("measures", measure), ("appeals", appeal), ("cases", opened)] {
            let answer = try await office.ask("ann", "POST", "/v1/\(path)", body)
            #expect(answer.status == 200, "\(answer.body)")
        }
        return office
    }

    private func ask(_ office: Office, _ method: String, _ path: String, _ body: String? = nil) async throws {
        let answer = try await office.server.request(method, path, body)
        let words = "\(method) \(path) \(body ?? ""): \(answer.status) \(answer.body)"
        #expect(Self.answers.contains(answer.status), "\(words)")
    }

    @Test func inQueries() async throws {
        let office = try await office()
        let text = try await office.server.request("GET", "/openapi.json").body
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        var asked = 0
        for (path, operations) in document.paths {
            for (method, operation) in operations {
                let names = document.numbers(of: operation)
                let place = path.replacing("{id}", with: "1").replacing(#/\{[a-z]+\}/#, with: "x")
                for number in Self.numbers where !names.isEmpty {
                    let alone = names.map { "\($0)=\(number)" }
                    for query in alone + [alone.joined(separator: "&")] {
                        try await ask(office, method.uppercased(), "\(place)?\(query)")
                        asked += 1
                    }
                }
            }
        }
        #expect(asked > 150)
        let newest = try await office.server.request("GET", "/v1/register/entries?after=\(Int.max)&limit=1000")
        #expect(newest.status == 200 && newest.body.isEmpty, "\(newest.body)")
        #expect(office.server.process.isRunning)
    }

    /// How long a body is said to be, by whoever comes, with a key or without one.
    @Test func inHeads() async throws {
        let office = try await office()
        for path in ["/v1/measures", "/v1/payments", "/console/sign-in", "/nothing"] {
            for number in Self.numbers + ["\(Int.max - 64)", "99999999999999999999"] {
                let text = "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(number)\r\n\r\n{}"
                let file = try connected(office.server.port)
                _ = text.withCString { send(file, $0, strlen($0), 0) }
                try await Task.sleep(for: .milliseconds(20))
                close(file)
            }
        }
        #expect(try await office.server.request("GET", "/healthz").status == 200)
        #expect(office.server.process.isRunning)
    }

    @Test func inPathsAndBodies() async throws {
        let office = try await office()
        for number in Self.numbers {
            for part in ["accounts", "cases", "measures", "notices", "appeals", "decisions"] {
                try await ask(office, "GET", "/v1/\(part)/\(number)")
            }
            for verb in ["approve", "refuse", "withdraw", "lift", "renew", "settle"] {
                try await ask(office, "POST", "/v1/measures/\(number)/\(verb)", #"{"reason":"x","outcome":"released"}"#)
            }
            for verb in ["assign", "comment", "tag", "close", "reopen", "merge", "wall"] {
                let body = #"{"reason":"x","text":"x","tag":"x","disposition":"unclear","into":\#(number)}"#
                try await ask(office, "POST", "/v1/cases/\(number)/\(verb)", body)
            }
            try await ask(office, "POST", "/v1/cases/1/merge", #"{"reason":"x","into":\#(number)}"#)
            try await ask(office, "POST", "/v1/appeals", #"{"measure":\#(number),"text":"x"}"#)
            let decision = #"{"decision":"upheld","reason":"x"}"#
            try await ask(office, "POST", "/v1/appeals/\(number)/decide", decision)
            for measure in [number, "1"] {
                let answer = #"{"measure":\#(measure),"version":\#(number),"done":true}"#
                try await ask(office, "POST", "/v1/rail/answers", answer)
                let fact = #"{"measure":\#(measure),"version":\#(number),"action":"impose"}"#
                try await ask(office, "POST", "/v1/rail/statement", fact)
            }
            try await ask(office, "POST", "/v1/register/cosignatures", "\(number)\n\u{2014} witness.example AAAAAAAA\n")
        }
        #expect(office.server.process.isRunning)
    }
}
