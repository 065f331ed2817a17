import Foundation
import Testing

/// What is asked for wrongly is said to be wrong, where it found nothing.
@Suite(.program, .serialized) struct QueryTests {
    @Test func whatFindsNothingForEverIsRefused() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        for (path, status, field) in [
            ("/v1/measures?state=nonsense", 422, "state"), ("/v1/measures?kind=suspend", 422, "kind"),
            ("/v1/cases?state=done", 422, "state"), ("/v1/appeals?state=granted", 422, "state"),
            ("/v1/alerts?language=xx", 422, "language"), ("/v1/lists?limit=abc", 400, "limit"),
            ("/v1/access?limit=0", 400, "limit"), ("/v1/register/entries?limit=0", 400, "limit"),
            ("/v1/register/entries?limit=5000", 400, "limit"),
            ("/v1/reports/transparency?from=2026-12-01&to=2026-11-01", 422, "to"),
        ] {
            let answer = try await server.request("GET", path)
            #expect(answer.status == status && answer.body.contains(#""field":"\#(field)""#), "\(path): \(answer.body)")
        }
        for path in [
            "/v1/measures?state=ordered&kind=warn_payer", "/v1/cases?state=postponed", "/v1/alerts?language=zh",
            "/v1/access?limit=1", "/v1/lists?after=7",
        ] {
            #expect(try await server.request("GET", path).status == 200, "\(path)")
        }
        for part in ["payments", "linked", "graph"] {
            #expect(try await server.request("GET", "/v1/accounts/nobody/\(part)").status == 404, "\(part)")
        }
    }

    @Test func keysComeAPageAtATime() async throws {
        let office = try Office(options: [])
        for name in ["ann", "bob"] { try await office.hire(name, "supervisor") }
        let first = try await office.server.request("GET", "/v1/access?limit=2").body
        #expect(first.contains(#""name":"admin""#) && first.hasSuffix(#""next":"2"}"#), "\(first)")
        let rest = try await office.server.request("GET", "/v1/access?limit=2&after=2").body
        #expect(rest.contains(#""name":"bob""#) && rest.hasSuffix(#""next":null}"#), "\(rest)")
        #expect(try await office.server.request("GET", "/v1/access").body.hasSuffix(#""next":null}"#))
    }

    @Test func aPaymentThatIsTooLargeIsToldTheLimit() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        let long = String(repeating: " ", count: 70_000) + payment("p1")
        let answer = try await server.request("POST", "/v1/payments", long)
        #expect(answer.status == 413 && answer.body.contains("more than 65536 bytes"), "\(answer.body)")
    }
}
