import Foundation
import Testing

/// What comes again and changes nothing takes no room in the journal.
@Suite(.program, .serialized) struct RepeatTests {
    private func figure(_ server: RunningServer, _ name: String) async throws -> Int {
        let lines = try await server.request("GET", "/metrics").body.split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix(name + " ") }, "\(name)")
        return try #require(Int(line.split(separator: " ")[1]), "\(line)")
    }

    @Test func repeatsHaveNoPlaceInTheJournal() async throws {
        let folder = try Folder()
        var server = try RunningServer(folder.file("data"))
        let first = try await server.request("POST", "/v1/payments", payment("p1"))
        #expect(first.status == 200, "\(first.body)")
        let before = try await figure(server, "weir_journal_sequence")
        for _ in 0..<50 {
            let again = try await server.request("POST", "/v1/payments", payment("p1"))
            #expect(again.status == 200 && again.body == first.body, "\(again.body)")
            let other = try await server.request("POST", "/v1/payments", payment("p1", amount: "7"))
            #expect(other.status == 409 && other.body.contains(#""code":"id_conflict""#), "\(other.body)")
        }
        // The general way, which takes what the short one leaves.
        let chinese = try await server.request(
            "POST", "/v1/payments", payment("p1"), fields: ["Accept-Language": "zh", "Content-Encoding": "identity"])
        #expect(chinese.status == 200 && chinese.body == first.body, "\(chinese.body)")
        #expect(try await figure(server, "weir_repeated_payments_total") == 51)
        #expect(try await figure(server, "weir_conflicting_payments_total") == 50)
        // The clock may have had its say.
        #expect(try await figure(server, "weir_journal_sequence") < before + 10)
        server.kill()
        server = try RunningServer(folder.file("data"), key: server.key)
        let later = try await server.request("POST", "/v1/payments", payment("p1"))
        #expect(later.status == 200 && later.body == first.body, "\(later.body)")
        #expect(try await server.request("POST", "/v1/payments", payment("p2")).status == 200)
        server.kill()
    }

    @Test func pricesThatAreKnownHaveNone() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        let rows = "at,asset,currency,price\n2026-11-23T08:00:00Z,USDT,CNY,7.2\n2026-11-23T08:10:00Z,USDT,CNY,7.21\n"
        #expect(try await server.request("PUT", "/v1/prices", rows, type: "text/csv").status == 200)
        let before = try await figure(server, "weir_journal_sequence")
        for _ in 0..<30 {
            let answer = try await server.request("PUT", "/v1/prices", rows, type: "text/csv")
            #expect(answer.status == 200 && answer.body.contains(#""passed_over":1"#), "\(answer.body)")
        }
        #expect(try await figure(server, "weir_journal_sequence") < before + 10)
        let twins = "at,asset,currency,price\n2026-11-23T08:30:00Z,USDT,CNY,7.2\n2026-11-23T08:30:00Z,USDT,CNY,7.21\n"
        let refused = try await server.request("PUT", "/v1/prices", twins, type: "text/csv")
        #expect(refused.status == 422 && refused.body.contains("at the same moment"), "\(refused.body)")
        // That it still holds is news.
        let still = "at,asset,currency,price\n2026-11-23T08:20:00Z,USDT,CNY,7.21\n"
        #expect(try await server.request("PUT", "/v1/prices", still, type: "text/csv").status == 200)
        #expect(try await figure(server, "weir_journal_sequence") > before)
    }
}
