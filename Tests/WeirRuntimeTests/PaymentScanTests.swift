import Foundation
import Testing
import WeirDomain
import WeirEngine
import WeirRuntime

/// Words are found in every payment of a journal, those without rows included.
@Suite struct PaymentScanTests {
    private final class Folder {
        let path = FileManager.default.temporaryDirectory.appending(path: "weir-scan-\(UUID().uuidString)").path()
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func payment(_ n: Int, remark: String) throws -> [UInt8] {
        let currency = try #require(Currency("CNY"))
        var payment = Payment(
            id: "p\(n)", at: Instant(milliseconds: 1_772_380_800_000 + Int64(n) * 7_000), rail: "alipay",
            payer: "u\(n)", payee: "shop\(n % 3)", amount: Amount(minor: 1_000), currency: currency)
        payment.remark = remark
        return payment.encoded
    }

    private func found(_ words: String, _ folder: Folder, through: UInt64, limit: Int = 10) throws -> PaymentScan {
        var scan = PaymentScan(words: words, limit: limit)
        try scan.run(data: folder.path, through: through)
        return scan
    }

    private func ids(_ scan: PaymentScan) -> [String] {
        scan.hits.map { PaymentView($0.payment.span.bytes).id.text }
    }

    @Test func wordsAreFoundWhereverTheyStand() async throws {
        let folder = try Folder()
        let desk = try Desk.open(Desk.Options(directory: folder.path))
        let remarks = ["Lunch with Ann", "谢谢你的茶叶", "", "lunch", "last of the LUNCHes"]
        let inputs = try remarks.enumerated().map { (InputType.payment, try payment($0.offset, remark: $0.element)) }
        _ = await desk.take(inputs)
        let through = desk.status.sequence
        let lunch = try found("lunch", folder, through: through)
        #expect(ids(lunch) == ["p4", "p3", "p0"], "the latest first, letters of any size")
        #expect((lunch.count, lunch.looked) == (3, 5))
        let few = try found("LUNCH", folder, through: through, limit: 1)
        #expect(ids(few) == ["p4"] && few.count == 3, "all are counted, the latest are kept")
        #expect(ids(try found("的茶", folder, through: through)) == ["p1"])
        #expect(ids(try found("p2", folder, through: through)) == ["p2"], "ids by their beginning")
        #expect(try found("hop1", folder, through: through).accounts.isEmpty, "accounts by their beginning alone")
        #expect(try found("shop", folder, through: through).accounts == ["shop0", "shop1", "shop2"])
        #expect(try found("lunch", folder, through: 1).looked == 1, "not beyond what is durable")
        #expect(try found("", folder, through: through).looked == 0)
        #expect(try found(String(repeating: "x", count: 600), folder, through: through).count == 0)
        desk.close()
    }
}
