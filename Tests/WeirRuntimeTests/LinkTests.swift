import Foundation
import Testing
import WeirDomain
import WeirEngine
import WeirRuntime

/// Accounts in one hand are found in the journal and put before people.
@Suite struct LinkTests {
    private let now = Instant(milliseconds: 1_772_380_800_000)

    private func pay(
        _ desk: Desk, _ payer: String, _ payee: String, _ fill: (inout Payment) -> Void = { _ in }
    ) async throws {
        var payment = Payment(
            id: UUID().uuidString, at: now, rail: "alipay", payer: payer, payee: payee, amount: Amount(minor: 12_345),
            currency: try #require(Currency("CNY")))
        fill(&payment)
        guard case .decided = await desk.decide(payment.encoded) else { throw Undecided() }
    }

    private struct Undecided: Error {}

    /// A dealer whose phone a second account uses, whose card a third one, whose customers a fourth one has; and a till
    /// that everybody uses.
    private func town(_ path: String) async throws -> Desk {
        let desk = try Desk.open(Desk.Options(directory: path))
        for i in 0..<10 { try await pay(desk, "c\(i)", "dealer") { $0.payeeDevice = "phone" } }
        for i in 0..<8 { try await pay(desk, "c\(i)", "heir") }
        for i in 0..<2 { try await pay(desk, "second", "x\(i)") { $0.payerDevice = "phone" } }
        for payer in ["dealer", "mate"] {
            try await pay(desk, payer, "shop") { payment in
                payment.payeeKind = .merchant
                payment.extra = #"{"payer_card":"token-9"}"#
            }
        }
        for payer in ["dealer"] + (0..<30).map({ "u\($0)" }) {
            try await pay(desk, payer, "shop") { payment in
                payment.payeeKind = .merchant
                payment.payerDevice = "till"
            }
        }
        // Ten of a hundred customers are nobody's alone.
        for i in 0..<10 { try await pay(desk, "c\(i)", "landlord") }
        for i in 0..<70 { try await pay(desk, "t\(i)", "landlord") }
        for _ in 0..<200 where desk.status.projected < desk.status.sequence {
            try await Task.sleep(for: .milliseconds(10))
        }
        return desk
    }

    private func folder() -> String {
        FileManager.default.temporaryDirectory.appending(path: "weir-links-\(UUID().uuidString)").path()
    }

    @Test func accountsInOneHandAreFound() async throws {
        let path = folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try await town(path)
        let links = try await desk.links(of: "dealer")
        #expect(links.map(\.account).sorted() == ["heir", "mate", "second"], "\(links)")
        let words = Dictionary(uniqueKeysWithValues: links.map { ($0.account, $0.text) })
        #expect(
            words["second"] == "The same device is named in 2 of its payments and in 10 of the other account's.")
        #expect(words["mate"] == "The same card is named in 1 of its payments and in 1 of the other account's.")
        #expect(words["heir"] == "8 of its 8 latest counterparties dealt with the other account too.")
        #expect(links.allSatisfy { $0.isStrong })
        #expect(try await desk.links(of: "nobody").isEmpty)
        desk.close()
    }

    /// Who owns a gateway is seen by where its money goes alone: shown, and not proposed.
    @Test func whoeverGetsMostOfTheMoneyIsShown() async throws {
        let path = folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try Desk.open(Desk.Options(directory: path))
        for i in 0..<9 { try await pay(desk, "c\(i)", "gateway") { $0.channel = .gateway } }
        for _ in 0..<3 { try await pay(desk, "gateway", "owner") { $0.amount = Amount(minor: 20_000) } }
        try await pay(desk, "gateway", "shop") { $0.amount = Amount(minor: 30_000) }
        // Neither what is given back, nor what is drawn, nor another currency's.
        try await pay(desk, "gateway", "c1") { ($0.amount, $0.channel) = (Amount(minor: 900_000), .refund) }
        try await pay(desk, "gateway", "bank") { ($0.amount, $0.channel) = (Amount(minor: 900_000), .withdrawal) }
        for _ in 0..<200 where desk.status.projected < desk.status.sequence {
            try await Task.sleep(for: .milliseconds(10))
        }
        let links = try await desk.links(of: "gateway")
        #expect(links.map(\.account) == ["owner"], "\(links)")
        #expect(links.first?.text == "66 % of what the other account paid out went to it, in 3 payments.")
        #expect(links.first?.isStrong == false && links.first?.ties.first?.evidence.count == 1)
        // Two payments are too few, and less than half is anybody's.
        #expect(try await desk.links(of: "c1").isEmpty)
        desk.close()
    }

    /// Each once, as a proposal that somebody has to sign; what people have said no to does not come back.
    @Test func theyAreProposedAndNotSweptIn() async throws {
        let path = folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try await town(path)
        let time = now
        let seeker = Task { await LinkSeeker(desk, now: { time }).run() }
        defer { seeker.cancel() }
        func ask(_ verb: ActRequest.Verb, _ number: Int, on account: String = "") async {
            var act = ActRequest(verb, at: time, by: "ann", role: .supervisor)
            (act.number, act.subject, act.text) = (number, account, "because")
            act.kind = MeasureKind.suspendTransfers.rawValue
            _ = await desk.act(act)
        }
        func settled(_ count: Int) async throws -> [Measure] {
            for _ in 0..<100 {
                let read = await desk.read { ($0.measures, $0.linksWanted.isEmpty) }
                if let (measures, isDone) = read, isDone, measures.count >= count { return measures }
                try await Task.sleep(for: .milliseconds(50))
            }
            return []
        }
        await ask(.propose, 0, on: "dealer")
        var measures = try await settled(4)
        #expect(measures.map(\.account).sorted() == ["dealer", "heir", "mate", "second"])
        for measure in measures.dropFirst() {
            #expect(measure.state == .proposed && measure.by == Measure.weir && measure.kind == .suspendTransfers)
            #expect(measure.ground.hasPrefix("Belongs together with an account on which measure 1 stands"))
        }
        // Nothing has happened to any of them.
        try await pay(desk, "second", "x9")
        // Once is enough, also when the measure is gone and comes again; a no is a no.
        for number in 2...4 { await ask(.refuse, number) }
        await ask(.renew, 1)
        measures = try await settled(4)
        #expect(measures.count == 4)
        desk.close()
    }
}
