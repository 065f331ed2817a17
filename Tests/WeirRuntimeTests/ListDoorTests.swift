import Foundation
import Testing
import WeirDomain
import WeirEngine
import WeirLists
import WeirRuntime

/// What is asked of a list before it is taken in.
@Suite struct ListDoorTests {
    private let now = Instant(milliseconds: 1_772_380_800_000)

    private func pay(
        _ desk: Desk, _ payer: String, _ payee: String, device: String = "", site: String = "", remark: String = ""
    ) async throws {
        var payment = Payment(
            id: UUID().uuidString, at: now, rail: "alipay", payer: payer, payee: payee, amount: Amount(minor: 12_345),
            currency: try #require(Currency("CNY")))
        (payment.payeeDevice, payment.site, payment.remark) = (device, site, remark)
        guard case .decided = await desk.decide(payment.encoded) else { throw Undecided() }
    }

    private struct Undecided: Error {}

    private func ask(
        _ desk: Desk, _ verb: ActRequest.Verb, _ number: Int, by name: String, _ role: Role, kind: UInt8 = 0
    ) async {
        var act = ActRequest(verb, at: now, by: name, role: role)
        (act.number, act.subject, act.text, act.kind) = (number, "seller", "because", kind)
        let answer = await desk.act(act)
        if case .taken = answer { return }
        Issue.record("\(verb): \(answer)")
    }

    /// Nobody whom an appeal has found wrong stops the account by its phone or its shop: that is the account as well.
    @Test func anAccountsDevicesAndSitesAreTheAccount() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-door-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try Desk.open(Desk.Options(directory: path))
        defer { desk.close() }
        try await pay(desk, "buyer", "seller", device: "phone-1", site: "www.shoes.example")
        try await pay(desk, "buyer", "other", device: "phone-2", site: "hats.example")
        await ask(desk, .propose, 0, by: "ann", .compliance, kind: MeasureKind.suspendTransfers.rawValue)
        await ask(desk, .file, 1, by: "shop", .integrator)
        await ask(desk, .decide, 1, by: "cyd", .compliance, kind: 1)
        for _ in 0..<200 where desk.status.projected < desk.status.sequence {
            try await Task.sleep(for: .milliseconds(10))
        }
        func take(_ entries: [ListEntry], _ role: ListRole = .hold, by person: String) async -> String {
            let (_, answer) = await desk.takeList(NamedList(name: "ours", role: role, entries: entries), by: person)
            switch answer {
            case .taken: return ""
            case .refused(let why): return why
            default: return "\(answer)"
            }
        }
        let phone = ListEntry(.device, .exact, "phone-1", from: now.advanced(bySeconds: 86_400))
        let shop = ListEntry(.domain, .suffix, "shoes.example")
        let why = "measure 1 was reversed on appeal, and ann took part in it: it needs somebody else"
        #expect(await take([phone], by: "ann") == "list 'ours' stops the account seller by the device phone-1: " + why)
        #expect(await take([shop], .decline, by: "ann").contains("seller by the site shoes.example: measure 1"))
        // What stops nobody, what stops others, and what somebody else has listed.
        #expect(await take([phone, shop], .watch, by: "ann") == "")
        #expect(await take([phone], by: "ann").contains("by the device phone-1"))
        let others = [ListEntry(.device, .exact, "phone-2"), ListEntry(.domain, .exact, "hats.example")]
        #expect(await take(others, by: "ann") == "")
        #expect(await take(others + [phone], by: "cyd") == "")
        #expect(await take([phone], by: "ann") == "")
        #expect(await take([phone], .decline, by: "ann").contains("by the device phone-1"))
    }

    /// What the seller names by the coin's address is theirs as well, and what a list has kept others from is not let
    /// go to stop them.
    @Test func addressesOfCoinsAndShieldsAreLookedAt() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-door-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try Desk.open(Desk.Options(directory: path))
        defer { desk.close() }
        let address = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
        try await pay(desk, "seller", "buyer", remark: "back to \(address)")
        try await pay(desk, "buyer", "seller", device: "phone-1", remark: "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8")
        await ask(desk, .propose, 0, by: "ann", .compliance, kind: MeasureKind.suspendTransfers.rawValue)
        await ask(desk, .file, 1, by: "shop", .integrator)
        await ask(desk, .decide, 1, by: "cyd", .compliance, kind: 1)
        for _ in 0..<200 where desk.status.projected < desk.status.sequence {
            try await Task.sleep(for: .milliseconds(10))
        }
        func take(_ name: String, _ entry: ListEntry?, _ role: ListRole, by person: String) async -> String {
            let list = NamedList(name: name, role: role, entries: entry.map { [$0] } ?? [])
            let (_, answer) = await desk.takeList(list, by: person, at: now)
            switch answer {
            case .taken: return ""
            case .refused(let why): return why
            default: return "\(answer)"
            }
        }
        let wallet = ListEntry(.wallet, .exact, address)
        #expect(
            await take("ours", wallet, .decline, by: "ann")
                == "list 'ours' stops the account seller by the wallet \(address): measure 1 was reversed on appeal, "
                + "and ann took part in it: it needs somebody else")
        // What somebody else wrote to the seller says nothing of the seller.
        let theirs = ListEntry(.wallet, .exact, "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8")
        #expect(await take("theirs", theirs, .decline, by: "ann") == "")
        #expect(await take("ours", wallet, .decline, by: "cyd") == "")
        let phone = ListEntry(.device, .exact, "phone-1")
        #expect(await take("phones", phone, .hold, by: "cyd") == "")
        #expect(await take("friends", phone, .allow, by: "cyd") == "")
        let gone = await take("friends", nil, .allow, by: "ann")
        #expect(gone.hasPrefix("list 'friends' lets the device phone-1 of the account seller go, which others stop: "))
        #expect(await take("friends", phone, .watch, by: "ann").contains("lets the device phone-1"))
        #expect(await take("friends", nil, .allow, by: "cyd") == "")
        // Nor do they sign what somebody else has listed: by their word it would stop the account for good.
        #expect(await take("stops", phone, .decline, by: "cyd") == "")
        var sign = ActRequest(.signList, at: now, by: "ann", role: .compliance)
        (sign.extra, sign.number) = ("stops", 1)
        guard case .refused(let whyNot) = await desk.act(sign) else {
            Issue.record("whoever was found wrong has signed")
            return
        }
        #expect(whyNot.hasPrefix("list 'stops' stops the account seller by the device phone-1: measure 1 was"))
        (sign.by, sign.role) = ("dan", .supervisor)
        guard case .taken = await desk.act(sign) else {
            Issue.record("somebody else does not sign")
            return
        }
    }
}
