import Foundation
import Synchronization
import Testing

/// What measures do to payments and to a rail that loses messages, with the built program, while it is killed.
@Suite(.program, .serialized) struct EnforcementTimingTests {
    /// Decisions by payer, counted, and what was answered otherwise.
    private struct Count: Sendable {
        var declined = 0
        var other: [String] = []
        var unanswered = 0
    }

    /// Pays from and to the account again and again, whatever becomes of the server, until told to stop.
    private func stream(_ office: Office, _ isOver: Stop, _ name: String, to account: String) async -> Count {
        var count = Count()
        var number = 0
        while !isOver.isSet {
            number += 1
            let (payer, payee) = number % 2 == 0 ? (account, "shop\(number)") : ("buyer\(number)", account)
            do {
                let outcome = try await office.pay("\(name)\(number)", payer, payee)
                if outcome == "decline" { count.declined += 1 } else { count.other.append(outcome) }
            } catch {
                count.unanswered += 1
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        return count
    }

    private final class Stop: Sendable {
        private let value = Atomic<Bool>(false)
        var isSet: Bool { value.load(ordering: .relaxed) }
        func set() { value.store(true, ordering: .relaxed) }
    }

    /// A suspended account's payments are declined, without any exception, while the server is killed and started again
    /// and while rule sets change; those of others go on, so it is not that everything is declined.
    @Test func aSuspendedAccountStaysSuspended() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        try await office.hire("bob", "compliance")
        let body = #"{"kind":"suspend_transfers","account":"dealer","ground":"sells coins"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", body).status == 200)
        let isOver = Stop()
        // Tasks of their own: where something here fails they end by themselves. To cancel a request while its server
        // is killed makes Foundation wait for itself, for ever.
        defer { isOver.set() }
        let suspended = Task { await stream(office, isOver, "s", to: "dealer") }
        let free = Task { await stream(office, isOver, "f", to: "tailor") }
        for round in 0..<6 {
            let rules = RulesTimingTests.set("\(round + 1)", above: 100 + round)
            let put = try await office.server.request("PUT", "/v1/rules", rules, type: "application/yaml")
            #expect(put.status == 200, "\(put.body)")
            let approve = "/v1/rules/approve?version=" + RulesTimingTests.trial(in: put)
            for name in ["ann", "bob"] { _ = try await office.ask(name, "POST", approve) }
            if round % 2 == 1 { _ = try await office.ask("bob", "POST", "/v1/rules/rollback") }
            try await Task.sleep(for: .milliseconds(100))
            try office.restart()
            try await Task.sleep(for: .milliseconds(100))
        }
        isOver.set()
        let (count, others) = await (suspended.value, free.value)
        print(
            "suspended: \(count.declined) declined, \(count.other.count) otherwise, \(count.unanswered) unanswered; "
                + "others: \(others.declined) declined, \(others.other.count) otherwise")
        #expect(count.other.isEmpty && count.declined > 20, "\(count.other.prefix(3))")
        #expect(others.declined == 0 && others.other.count > 20)
    }

    /// What we believe and what the rail says are compared; a rail that has lost everything shows.
    @Test func reconcilingFindsWhatTheRailHasLost() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        for account in ["a", "b"] {
            let body = #"{"kind":"suspend_transfers","account":"\#(account)","ground":"odd"}"#
            _ = try await office.ask("ann", "POST", "/v1/measures", body)
        }
        for number in [1, 2] {
            #expect(try await office.until("ann", "/v1/measures/\(number)", contains: #""state":"confirmed""#))
        }
        func reconcile(_ more: String...) throws -> Ran {
            let address = "http://127.0.0.1:\(office.server.port)"
            let all = ["measure", "reconcile", "--server", address, "--key", office.server.key] + more
            return try weir(all)
        }
        let agreed = try reconcile()
        #expect(agreed.status == 0 && agreed.out == "no differences\n", "\(agreed.out)\(agreed.err)")
        // The simulated rail keeps nothing over a restart: it has lost both.
        try office.restart()
        let lost = try reconcile()
        #expect(lost.status == 1 && lost.err.contains("2 measures differ"), "\(lost.err)")
        #expect(lost.out.contains("measure 1: we believe 1 impose, the rail has nothing"), "\(lost.out)")
        // A rail that cannot be asked says it in a file.
        let told = try office.folder.write(
            "rail.ndjson",
            #"{"measure":1,"version":1,"action":"impose"}"# + "\n"
                + #"{"measure":2,"version":1,"action":"release"}"# + "\n"
                + #"{"measure":9,"version":3,"action":"impose"}"# + "\n")
        let stated = try reconcile("--statement", told)
        #expect(
            stated.status == 1
                && stated.out.split(separator: "\n") == [
                    "measure 2: we believe 1 impose, the rail has 1 release",
                    "measure 9: we believe nothing, the rail has 3 impose",
                ], "\(stated.out)\(stated.err)")
        let broken = try office.folder.write("broken.ndjson", #"{"measure":1,"version":1,"action":"undo"}"#)
        #expect(try reconcile("--statement", broken).err.contains("Line 1"))
        #expect(try reconcile("--statement", office.folder.file("none")).status == 3)
    }

    /// The webhook rail over real connections: it loses requests and answers, and the server is killed again and again
    /// between deciding and ordering. What arrives is whole and signed; the rail does each measure's last order once.
    @Test func aLossyRailIsToldEverythingOnce() async throws {
        let folder = try Folder()
        let rail = try LossyRail(folder, seed: 11)
        defer { rail.stop() }
        let office = try Office(
            options: ["--rail", "http://127.0.0.1:\(rail.port)/orders"],
            faults: ["WEIR_RAIL_SECRET": LossyRail.secret])
        try await office.hire("ann", "supervisor")
        for round in 0..<8 {
            for i in 0..<4 {
                let kind = i == 3 ? "warn_payer" : "suspend_transfers"
                let body = #"{"kind":"\#(kind)","account":"r\#(round)a\#(i)","ground":"odd"}"#
                #expect(try await office.ask("ann", "POST", "/v1/measures", body).status == 200)
            }
            if round > 0 {
                let lift = #"{"reason":"was wrong"}"#
                _ = try await office.ask("ann", "POST", "/v1/measures/\(round * 4 - 3)/lift", lift)
            }
            // Some at once, so that the order has not left; some after it has.
            if round % 2 == 0 { try await Task.sleep(for: .milliseconds(150 * round)) }
            try office.restart()
        }
        let start = ContinuousClock.now
        var open = "?"
        while ContinuousClock.now - start < .seconds(60) {
            open = try await office.server.request("GET", "/v1/rail/orders").body
            if open.contains(#""items":[]"#) { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        let converged = ContinuousClock.now - start
        let seen = rail.log()
        print("a lossy webhook rail: 32 measures, 7 lifted, 8 kills, \(seen.arrivals) requests, in \(converged)")
        #expect(open.contains(#""items":[]"#), "\(open)")
        #expect(seen.wrong.isEmpty, "\(seen.wrong)")
        // An order that has not got through when its measure is lifted is replaced by the lift.
        let last = (1...32).map { "\($0)/\($0 % 4 == 1 && $0 < 29 ? 2 : 1)" }
        let never = last.filter { seen.effects[$0] == nil }
        #expect(never.isEmpty && seen.effects.values.allSatisfy { $0 == 1 }, "never done: \(never), \(seen.effects)")
        #expect(seen.effects.count <= 39)
        #expect(seen.arrivals > 39, "nothing was lost: the test says nothing")
    }

    /// What the report says of money is the same from the journal and from the running server, and right to the cent.
    @Test func theReportsReadTheSame() async throws {
        let office = try Office()
        try await office.hire("ann", "supervisor")
        for i in 1...6 {
            #expect(try await office.pay("first\(i)", "buyer", "s\(i)") == "allow")
            let body = #"{"kind":"suspend_transfers","account":"s\#(i)","ground":"odd"}"#
            _ = try await office.ask("ann", "POST", "/v1/measures", body)
            for j in 0..<3 { #expect(try await office.pay("d\(i)-\(j)", "s\(i)", "x") == "decline") }
        }
        // Between two suspended accounts money counts once; after the end of a measure not at all; held and let go: no.
        #expect(try await office.pay("both", "s1", "s2") == "decline")
        let lift = #"{"reason":"was wrong"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures/6/lift", lift).status == 200)
        #expect(try await office.pay("after", "s6", "x") == "allow")
        let hold = #"{"kind":"hold_payment","account":"s6","payment":"after","ground":"odd"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures", hold).status == 200)
        let settle = #"{"reason":"fine","outcome":"released"}"#
        #expect(try await office.ask("ann", "POST", "/v1/measures/7/settle", settle).status == 200)
        _ = try await office.until("ann", "/v1/measures/5", contains: "confirmed")
        try await Task.sleep(for: .seconds(1))
        let path = "/v1/reports/transparency?from=2020-01-01&to=2100-01-01&format=json"
        let served = try await office.ask("ann", "GET", path).body
        let out = office.folder.file("report")
        let written = try weir(
            "report", "transparency", "--data", office.data, "--from", "2020-01-01", "--to", "2100-01-01", "--out", out)
        #expect(written.status == 0, "\(written.err)")
        #expect(office.folder.read("report.json") == served)
        #expect(served.contains(#""money_stopped_CNY":"1900.00""#), "\(served)")
        // After a crash, and from a snapshot, the same again.
        try office.restart()
        #expect(try await office.ask("ann", "GET", path).body == served)
        office.server.stop()
        office.server = try RunningServer(office.data, key: office.server.key, options: office.options)
        #expect(try await office.ask("ann", "GET", path).body == served)
    }
}
