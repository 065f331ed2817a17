import Foundation
import Testing

/// What the demonstration leaves for whoever looks at it.
@Suite(.program) struct DemoTests {
    private struct Cases: Decodable {
        struct Item: Decodable {
            let id: Int
            let opened: String
            let due: String
            let accounts: [String]
            let disposition: String?
            let comments: [Comment]
        }
        struct Comment: Decodable {
            let by: String
            let at: String
        }
        let items: [Item]
    }

    private static func time(_ text: String) throws -> Date {
        try #require(ISO8601DateFormatter().date(from: text.replacing(/\.\d+/, with: "")), "\(text)")
    }

    /// Its days end today, and somebody has worked most of the cases: not all of them are overdue.
    @Test func itsDaysEndTodayAndItsCasesAreWorked() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        let town = ["--accounts", "2000", "--days", "3", "--rate", "50000"]
        let ran = try weir(["demo", "--once", "--data", data, "--listen", "127.0.0.1:0"] + town)
        #expect(ran.status == 0, "\(ran.err)")
        let key = try weir("access", "add", "--data", data, "--name", "eva", "--role", "supervisor").out
        let server = try RunningServer(data, key: key.trimmingCharacters(in: .whitespacesAndNewlines))
        func cases(_ state: String) async throws -> [Cases.Item] {
            let answer = try await server.request("GET", "/v1/cases?state=\(state)&limit=200")
            return try JSONDecoder().decode(Cases.self, from: Data(answer.body.utf8)).items
        }
        let (open, closed) = (try await cases("open"), try await cases("closed"))
        #expect(!open.isEmpty && closed.count > open.count, "\(open.count) open, \(closed.count) closed")
        let now = Date.now
        for item in open + closed {
            let opened = try Self.time(item.opened)
            #expect(opened < now && opened > now.addingTimeInterval(-5 * 86_400), "case \(item.id): \(item.opened)")
        }
        // Those of the last day are within their time, or just over it.
        #expect(try open.contains { try Self.time($0.due) > now.addingTimeInterval(-86_400) })
        for item in closed {
            let last = try #require(item.comments.last, "case \(item.id) was closed without a word")
            #expect(last.by == "cai" && item.disposition != nil)
            // At the time of the life that is played, within a day and a shift.
            let hours = try Self.time(last.at).timeIntervalSince(Self.time(item.opened)) / 3_600
            #expect(hours > 0 && hours < 32, "case \(item.id) was closed after \(hours) hours")
        }
    }

    /// What tests begin with is the same on every day, and nobody has worked on it.
    @Test func aRecordedLifeIsOfMarchAndUnworked() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        let town = ["--accounts", "1200", "--days", "3", "--rate", "50000"]
        let ran = try weir(["demo", "--recorded", "--once", "--data", data, "--listen", "127.0.0.1:0"] + town)
        #expect(ran.status == 0, "\(ran.err)")
        let key = try weir("access", "add", "--data", data, "--name", "eva", "--role", "admin").out
        let server = try RunningServer(data, key: key.trimmingCharacters(in: .whitespacesAndNewlines))
        let all = try await server.request("GET", "/v1/cases?limit=200").body
        #expect(all.contains(#""opened":"2026-03-0"#) && !all.contains(#""state":"closed""#))
        let people = try await server.request("GET", "/v1/access")
        #expect(people.status == 200 && people.body.contains("ann") && !people.body.contains("cai"))
    }
}
