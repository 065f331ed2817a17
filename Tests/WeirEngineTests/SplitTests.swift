import Testing
import WeirDomain
import WeirEngine

/// What an account pays in parts is read by its sum.
@Suite struct SplitTests {
    /// Sells to strangers all day, and pays a supplier each evening in four parts of which none lies on a price.
    /// - Parameters:
    ///   - suppliers: who take turns.
    ///   - gap: minutes from one part to the next.
    ///   - restock: fen of the evening's whole payment, at the board's price in fen.
    private func suspended(
        days: Int, suppliers: Int, gap: Int = 2, restock: (Int, Int) -> Int
    ) throws -> Bool {
        let scene = try EngineTests.Scene()
        let quantities = [150, 320, 210, 470, 130, 260, 390, 110, 530, 180, 70, 340]
        for day in 0..<days {
            for order in 0..<12 {
                scene.minute = day * 1_440 + 540 + order * 50
                let board = 681 + (day * 5 + order * 3) % 13
                try scene.quote("USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
                try scene.quote("USD", "6.7000")
                let fen = (quantities[order] + day * 10) * (board + 2)
                scene.pay("customer\(day)-\(order)", "seller", fen: fen, remark: order % 3 == 0 ? "买USDT" : "")
                guard order == 11 else { continue }
                let whole = restock(day, board)
                let parts = [whole * 31 / 100 + 7, whole * 27 / 100 + 13, whole * 23 / 100 + 19]
                for part in parts + [whole - parts.reduce(0, +)] {
                    scene.minute += gap
                    scene.pay("seller", "supplier\(day % suppliers)", fen: part)
                }
            }
        }
        return scene.measures.contains { $0.kind == .suspendTransfers && $0.account == "seller" }
    }

    /// Of several. Who pays one supplier at coin prices may be that one's customer, whom others send what they like.
    @Test(arguments: [(12, 2, true), (12, 35, true), (1, 2, false)])
    func whoBuysCoinsInPartsIsATrader(suppliers: Int, gap: Int, isTrader: Bool) throws {
        let found = try suspended(days: 12, suppliers: suppliers, gap: gap) { day, board in
            (1_000 + day % 2 * 1_000) * (board - 1)
        }
        #expect(found == isTrader)
    }

    /// The same customers, whom anybody can send; but what is passed on is no quantity of coins.
    @Test func whoPassesTakingsOnIsNot() throws {
        #expect(try !suspended(days: 12, suppliers: 1) { day, board in 687_431 + day * 31_411 })
    }
    /// Twelve customers, each of whom sends a sum in parts while others send theirs.
    /// - Parameters:
    ///   - count: of parts.
    ///   - fen: the sum of an order, at a price in fen.
    private func received(inParts count: Int, fen: (Int, Int) -> Int) throws -> Float {
        let town = try Town()
        town.crowd()
        for order in 0..<12 {
            let (minute, board) = (60 + order * 90, 681 + order % 5)
            try town.quote(minute, "USDT", "\(board / 100).\(board % 100 / 10)\(board % 10)")
            let whole = fen(order, board)
            let first = whole * 41 / 100 + 7 + order
            let parts = count == 2 ? [first, whole - first] : [first, 12_345, whole - first - 12_345]
            for (place, part) in parts.enumerated() {
                town.pay(minute + 1 + place * 4, "customer\(order)", "me", fen: part)
                town.pay(minute + 2 + place * 4, "other\(order)-\(place)", "me", fen: 3_333 + order * 101 + place)
            }
        }
        return try town.figure("exactIn")
    }

    @Test(arguments: [2, 3])
    func whatCustomersSendInPartsIsReadByItsSum(parts: Int) throws {
        #expect(try received(inParts: parts) { order, board in (150 + order * 20) * (board + 2) } > 5)
        #expect(try received(inParts: parts) { order, _ in 102_347 + order * 13_579 } <= 0)
    }
}
