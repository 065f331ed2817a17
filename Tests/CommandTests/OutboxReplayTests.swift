import Foundation
import Testing

/// An order that somebody has sent once more.
@Suite(.program, .serialized) struct OutboxReplayTests {
    private func key(_ office: Office, _ version: Int) async throws -> String {
        let orders = try await office.ask("ann", "GET", "/v1/rail/orders").body
        let found = try #require(orders.firstMatch(of: /"order":"(weir-[0-9a-f]+-1-)[0-9]+"/), "\(orders)")
        return "\(found.1)\(version)"
    }

    @Test func anOrderIsSentAgainUnderItsOwnName() async throws {
        let rail = try Folder()
        let office = try Office(options: ["--rail", "files:" + rail.file("rail")])
        try await office.hire("ann", "supervisor")
        try await office.hire("eve", "analyst")
        try await office.hire("shop-platform", "integrator")
        let proposed = try await office.ask(
            "ann", "POST", "/v1/measures", #"{"kind":"suspend_transfers","account":"seller","ground":"a dealer"}"#)
        #expect(proposed.status == 200, "\(proposed.body)")
        let first = try await key(office, 1)
        let file = rail.file("rail/orders/\(first).json")
        for _ in 0..<100 where !FileManager.default.fileExists(atPath: file) {
            try await Task.sleep(for: .milliseconds(50))
        }
        // The rail has done it, and later lost what it had been told.
        try rail.write("rail/answers/1.json", #"{"measure":1,"version":1,"done":true}"#)
        #expect(try await office.until("ann", "/v1/measures/1", contains: #""state":"confirmed""#))
        let order = try String(contentsOfFile: file, encoding: .utf8)
        try FileManager.default.removeItem(atPath: file)

        let path = "/v1/outbox/\(first)/replay"
        for person in ["eve", "shop-platform"] {
            #expect(try await office.ask(person, "POST", path).status == 403, "\(person)")
        }
        #expect(!FileManager.default.fileExists(atPath: file))
        let again = try await office.ask("ann", "POST", path, #"{"reason":"the rail has lost it"}"#)
        #expect(again.status == 200 && again.body.contains(#""order":"\#(first)""#), "\(again.body)")
        #expect(again.body.contains(#""version":1,"action":"impose","answer":"accepted""#), "\(again.body)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == order, "the same order under the same name")
        #expect(try await office.ask("ann", "GET", "/v1/measures/1").body.contains(#""state":"confirmed""#))
        let entries = try await office.ask("ann", "GET", "/v1/register/entries?limit=1000").body
        #expect(entries.split(separator: "\n").count { $0.contains(#""type":"measure.sent_again""#) } == 1)

        // What has been lifted is not imposed again by sending the older order.
        let lifted = try await office.ask("ann", "POST", "/v1/measures/1/lift", #"{"reason":"a mistake"}"#)
        #expect(lifted.status == 200, "\(lifted.body)")
        let late = try await office.ask("ann", "POST", path)
        #expect(late.status == 409 && late.body.contains("measure 1 has a later order than 1"), "\(late.body)")
        let release = try await office.ask("ann", "POST", "/v1/outbox/\(try await key(office, 2))/replay")
        #expect(release.status == 200 && release.body.contains(#""action":"release""#), "\(release.body)")
        for id in [first.dropLast() + "7", "weir-1-1-1", "2", "0", "weir-x-1-1", first.dropLast() + "01"] {
            let absent = try await office.ask("ann", "POST", "/v1/outbox/\(id)/replay")
            #expect(absent.status == 404, "\(id): \(absent.body)")
        }
        office.server.stop()
    }

    @Test func withoutAWayToTheRailThereIsNothingToSend() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        let proposed = try await office.ask(
            "ann", "POST", "/v1/measures", #"{"kind":"suspend_transfers","account":"seller","ground":"a dealer"}"#)
        #expect(proposed.status == 200, "\(proposed.body)")
        let answer = try await office.ask("ann", "POST", "/v1/outbox/\(try await key(office, 1))/replay")
        #expect(answer.status == 409 && answer.body.contains("/v1/rail/orders"), "\(answer.body)")
        office.server.stop()
    }

    /// To a webhook: a rail that counts what it does is told twice and does it once.
    @Test func aWebhookKnowsTheOrderAgain() async throws {
        let folder = try Folder()
        let rail = try LossyRail(folder, seed: 3)
        defer { rail.stop() }
        let office = try Office(
            options: ["--rail", "http://127.0.0.1:\(rail.port)/"], faults: ["WEIR_RAIL_SECRET": LossyRail.secret])
        try await office.hire("ann", "supervisor")
        let proposed = try await office.ask(
            "ann", "POST", "/v1/measures", #"{"kind":"suspend_transfers","account":"seller","ground":"a dealer"}"#)
        #expect(proposed.status == 200, "\(proposed.body)")
        #expect(try await office.until("ann", "/v1/measures/1", contains: #""state":"confirmed""#))
        let before = rail.log().arrivals
        // A measure's number stands for its latest order.
        let again = try await office.ask("ann", "POST", "/v1/outbox/1/replay")
        #expect(again.status == 200, "\(again.body)")
        let log = rail.log()
        #expect(log.arrivals == before + 1 && log.effects == ["1/1": 1] && log.wrong.isEmpty, "\(log)")
        office.server.stop()
    }
}
