import Foundation
import Testing
import WeirDomain
import WeirStore

/// Who used a device or a card, against a list of all payments.
@Suite struct UsersTests {
    private static let devices: UInt64 = 5

    /// Payments of forty accounts on five devices, one of which everybody uses; every seventh names a card.
    private func payment(_ n: UInt64) throws -> Payment {
        let payer = n * n % 41
        var payment = Payment(
            id: "p\(n)", at: Instant(milliseconds: Int64(n)), rail: "bank", payer: "u\(payer)", payee: "shop",
            amount: Amount(minor: 1), currency: try #require(Currency("CNY")))
        payment.payerDevice = n % 3 == 0 ? "everybody" : "d\(payer % Self.devices)"
        if n % 7 == 0 { payment.extra = #"{"a":"\"payer_card\":\"no","payer_card":"t\#(payer % 3)","z":1}"# }
        return payment
    }

    @Test func usersAreFoundThroughRunsAndMerges() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-users-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let index = try PaymentIndex(directory: path, first: 1, seed: 7)
        let store = try Store(path: path + "/weir.db")
        store.attach(
            Archive(index) { sequence in
                try payment(sequence).encoded
            } plain: { _, _ in
                []
            })
        let all = try (UInt64(1)...3_000).map { try payment($0) }
        for part in 0..<20 {
            var batch = IndexBatch(seed: 7)
            for n in (part * 150 + 1)...(part * 150 + 150) {
                let record = all[n - 1].encoded
                batch.add(PaymentView(record.span.bytes), sequence: UInt64(n), hasRow: false)
            }
            index.add(batch, through: UInt64(part * 150 + 150))
            if part != 19 { try index.flush() }
            while try index.merge() {}
        }
        for device in (0..<Self.devices).map({ "d\($0)" }) + ["everybody", "nobody's"] {
            let known = Dictionary(grouping: all.filter { $0.payerDevice == device }, by: \.payer)
            let (users, hasMore) = try store.users(of: device, .device, limit: 64)
            #expect(!hasMore && users.count == known.count, "\(device)")
            for user in users {
                #expect(user.payments == known[user.account]?.count && user.latest == known[user.account]?.last?.id)
            }
        }
        let few = try store.users(of: "everybody", .device, limit: 3)
        #expect(few.users.count == 3 && few.hasMore)
        for card in ["t0", "t1", "t2"] {
            let known = Set(all.filter { $0.extra.contains("\"payer_card\":\"\(card)\"") }.map(\.payer))
            let users = try store.users(of: card, .card, limit: 64).users
            #expect(Set(users.map(\.account)) == known && !known.isEmpty, "\(card)")
            #expect(try store.users(of: card, .device, limit: 64).users.isEmpty)
        }
        #expect(try store.users(of: "no", .card, limit: 64).users.isEmpty)
        try index.flush()
        try index.verify()
    }

    /// All payments of a batch on one device, by everybody in turn: sorting takes no time by the square.
    @Test func oneDeviceOfAllIsSortedInTime() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-users-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let index = try PaymentIndex(directory: path, first: 1, seed: 7)
        var batch = IndexBatch(seed: 7)
        for n in UInt64(1)...60_000 {
            var each = try payment(n)
            (each.payer, each.payerDevice) = ("u\(n &* 2_654_435_761 % 50_021)", "everybody")
            let record = each.encoded
            batch.add(PaymentView(record.span.bytes), sequence: n, hasRow: false)
        }
        index.add(batch, through: 60_000)
        let start = ContinuousClock.now
        try index.flush()
        #expect(ContinuousClock.now - start < .seconds(5))
        try index.verify()
    }
}
