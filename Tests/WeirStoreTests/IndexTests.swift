import Foundation
import Testing
import WeirDomain
import WeirStore

/// The index against a list of all payments that is searched from end to end.
@Suite struct IndexTests {
    private final class Folder {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-index-\(UUID().uuidString)").path()
        deinit { try? FileManager.default.removeItem(atPath: path) }

        var runs: [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasPrefix("run-") }
        }
    }

    private func record(_ n: UInt64) throws -> [UInt8] {
        Payment(
            id: "p\(n)", at: Instant(milliseconds: Int64(n)), rail: "bank", payer: "u\(n * n % 97)",
            payee: "u\(n % 89)", amount: Amount(minor: 1), currency: try #require(Currency("CNY"))
        ).encoded
    }

    /// A store over the index whose journal is a function of the sequence.
    private func store(_ folder: Folder, _ index: PaymentIndex) throws -> Store {
        let store = try Store(path: folder.path + "/weir.db")
        store.attach(
            Archive(index) { sequence in
                sequence % 10 == 0 ? nil : try record(sequence)
            } plain: { record, version in
                Array("plain \(PaymentView(record.span.bytes).id.text) \(version)".utf8)
            })
        return store
    }

    private func add(_ range: ClosedRange<UInt64>, to index: PaymentIndex) throws {
        var batch = IndexBatch(seed: 7)
        for n in range where n % 10 != 0 {
            let bytes = try record(n)
            batch.add(PaymentView(bytes.span.bytes), sequence: n, hasRow: false)
        }
        index.add(batch, through: range.upperBound)
    }

    @Test func everyPaymentIsFoundThroughRunsAndMerges() throws {
        let folder = Folder()
        let index = try PaymentIndex(directory: folder.path, first: 1, seed: 7)
        let store = try store(folder, index)
        try store.notePlainVersion("one", from: 1)
        for part in UInt64(0)..<20 {
            try add((part * 500 + 1)...(part * 500 + 500), to: index)
            if part != 19 { try index.flush() }
            while try index.merge() {}
        }
        #expect(folder.runs.count < 12 && folder.runs.count > 1, "\(folder.runs)")
        #expect(index.count == 9_000 && index.written == 9_500 && index.through == 10_000)
        for n in [UInt64(1), 499, 501, 5_555, 9_499, 9_999] {
            #expect(try store.decision(paymentID: "p\(n)") == Array("plain p\(n) one".utf8))
            #expect(try store.decision(sequence: n) == Array("plain p\(n) one".utf8))
        }
        #expect(try store.decision(paymentID: "p10000") == nil, "an input that was no payment")
        #expect(try store.decision(paymentID: "nobody") == nil)
        #expect(try store.paymentIDs([3, 9_998, 20]) == [3: "p3", 9_998: "p9998"])
        try index.flush()
        try index.verify()
        let again = try PaymentIndex(directory: folder.path, first: 1, seed: 7)
        #expect(again.count == 9_000 && again.written == 10_000)
    }

    @Test func accountsArePagedEitherWay() throws {
        let folder = Folder()
        let index = try PaymentIndex(directory: folder.path, first: 1, seed: 7)
        let store = try store(folder, index)
        try add(1...3_000, to: index)
        try index.flush()
        try add(3_001...4_000, to: index)
        for account in ["u0", "u1", "u44", "u96"] {
            let expected = (UInt64(1)...4_000).filter {
                $0 % 10 != 0 && ("u\($0 * $0 % 97)" == account || "u\($0 % 89)" == account)
            }
            var found: [UInt64] = []
            var next: Int?
            repeat {
                let page = try store.payments(of: account, limit: 7, after: next)
                found += page.items.map(\.sequence)
                next = page.next
            } while next != nil
            #expect(found == expected.reversed(), "\(account)")
            let later = try store.payments(of: account, since: 1_500, limit: 9)
            #expect(later.map(\.sequence) == Array(expected.filter { $0 > 1_500 }.prefix(9)))
        }
    }

    /// Every flipped bit of a run is noticed, in its head when it is opened, else when its page is read.
    @Test func aFlippedBitIsNoticed() throws {
        let folder = Folder()
        let index = try PaymentIndex(directory: folder.path, first: 1, seed: 7)
        try add(1...2_000, to: index)
        try index.flush()
        let url = URL(filePath: folder.path + "/" + (try #require(folder.runs.first)))
        let whole = try Data(contentsOf: url)
        func isSound(_ data: Data) throws -> Bool {
            try data.write(to: url)
            let opened = try PaymentIndex(directory: folder.path, first: 1, seed: 7)
            guard opened.count == 1_800 else { return false }
            return (try? opened.verify()) != nil
        }
        #expect(try isSound(whole))
        var state: UInt64 = 5
        for _ in 0..<300 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let place = Int(state >> 33) % (whole.count * 8)
            var damaged = whole
            damaged[place / 8] ^= UInt8(1 << (place % 8))
            #expect(try !isSound(damaged), "bit \(place)")
        }
        try whole.prefix(whole.count - 4_096).write(to: url)
        #expect(try PaymentIndex(directory: folder.path, first: 1, seed: 7).count == 0, "a short run is made again")
    }

    /// Without its row a decision must not pass for a plain allow.
    @Test func aMissingRowIsNoPlainAllow() throws {
        let folder = Folder()
        let index = try PaymentIndex(directory: folder.path, first: 1, seed: 7)
        let store = try store(folder, index)
        var batch = IndexBatch(seed: 7)
        let bytes = try record(3)
        batch.add(PaymentView(bytes.span.bytes), sequence: 3, hasRow: true)
        index.add(batch, through: 3)
        #expect { try store.decision(paymentID: "p3") } throws: { "\($0)".contains("row 3 of decision is damaged") }
    }
}
