import Foundation
import WeirDomain
import WeirSimulator

/// Somebody who works the cases of the demonstration while its days pass: without anybody every case would be overdue
/// by the time that a visitor comes to the queue. He knows the truth about the simulated people, and says no more than
/// an analyst may.
struct DemoColleague {
    static let name = "cai"
    static let role = Role.analyst

    let client: DemoClient
    /// What accounts are in the simulated life.
    let roles: [String: String]

    init(_ client: DemoClient, _ labels: [SimulatedLabel]) {
        self.client = client
        roles = Dictionary(labels.map { ($0.account, $0.role) }) { first, _ in first }
    }

    private struct Cases: Decodable {
        struct Item: Decodable {
            let id: Int
            let opened: String
            let accounts: [String]
            let assignee: String?
        }
        let items: [Item]
    }

    private struct Measures: Decodable {
        struct Item: Decodable { let state: String }
        let items: [Item]
    }

    /// Hours after which he has closed a case: some are easier than others, and one in twelve stays behind.
    static func hours(_ number: Int) -> Int64? { number % 12 == 5 ? nil : 3 + Int64(number * 7 % 20) }

    /// Closes what he has come to by a time, the cases first that have waited longest.
    func work(until now: WeirDomain.Instant) async throws {
        let answer = try await client.request("GET", "/v1/cases?state=open&limit=200", nil, nil)
        let cases = try JSONDecoder().decode(Cases.self, from: Data(answer))
        for item in cases.items.reversed() {
            guard let hours = Self.hours(item.id), let opened = WeirDomain.Instant(rfc3339: item.opened),
                opened.advanced(bySeconds: hours * 3_600) <= now, let account = item.accounts.first
            else {
                if Self.hours(item.id) == nil, item.assignee == nil {
                    try await act(item.id, "assign", ["to": Self.name])
                }
                continue
            }
            try await close(item.id, account)
        }
    }

    private func close(_ number: Int, _ account: String) async throws {
        let answer = try await client.request("GET", "/v1/measures?account=\(account)", nil, nil)
        let measures = try JSONDecoder().decode(Measures.self, from: Data(answer))
        let isStopped = measures.items.contains { ["ordered", "confirmed", "failed"].contains($0.state) }
        switch (roles[account]?.hasPrefix("otc:") ?? false, isStopped) {
        case (true, true):
            try await finish(number, .confirmed, "Amounts and people fit a trade in coins. The suspension stands.")
        case (true, false):
            try await finish(number, .unclear, "Not enough for a measure yet. The account stays watched.")
        case (false, false): try await finish(number, .falseAlarm, "Called the holder: the papers explain the amounts.")
        // Whoever was stopped wrongly waits for somebody who may lift it.
        case (false, true): break
        }
    }

    private func finish(_ number: Int, _ finding: Case.Disposition, _ reason: String) async throws {
        try await act(number, "assign", ["to": Self.name])
        try await act(number, "close", ["disposition": finding.name, "reason": reason])
    }

    /// Somebody else may have come first: a visitor who works beside him.
    private func act(_ number: Int, _ verb: String, _ body: [String: String]) async throws {
        let bytes = [UInt8](try JSONEncoder().encode(body))
        let path = "/v1/cases/\(number)/\(verb)"
        let (status, answer) = try await client.ask("POST", path, "application/json", bytes)
        guard status == 200 || status == 409 else {
            throw Failure.trouble("\(path) answered \(status): \(String(decoding: answer.prefix(300), as: UTF8.self))")
        }
    }
}
