import Testing
import WeirDomain

/// Whether all that strangers had paid was gone when the next of them paid.
@Suite struct ClearingTests {
    /// Six strangers pay each night, and the next morning it goes on: to one who gathers and four winners.
    struct Case: Sendable, CustomStringConvertible {
        var description: String
        /// Hundredths of what came in.
        var goesOn = 98
        /// Of six payers so many write nothing.
        var silent = 5
        var isToShops = false
        var sameSix = false
        /// Four nights make three clearings.
        var least: Float = 2
        var most: Float = 3
    }

    @Test(arguments: [
        Case(description: "a mule"),
        Case(description: "an agent, who is told what for", silent: 2, least: 0, most: 0),
        Case(description: "nobody ever writes", silent: 6, least: 0, most: 0),
        Case(description: "who keeps a tenth", goesOn: 90, least: 0, most: 0),
        Case(description: "who spends it in shops", isToShops: true, least: 0, most: 0),
        Case(description: "friends", sameSix: true, least: 0, most: 0),
    ])
    func nightsAreCleared(_ subject: Case) throws {
        let town = try Town()
        town.crowd()
        for night in 1...4 {
            let start = night * 1_440
            var sum = 0
            for n in 0..<6 {
                let payer = subject.sameSix ? "stranger\(n)" : "player\(night)-\(n)"
                let fen = 30_000 + n * 10_000 + night * 1_000
                sum += fen
                town.pay(start + n * 9, payer, "me", fen: fen) {
                    if n >= subject.silent { $0.remark = "吃饭 \(n)" }
                }
            }
            for n in 0..<5 {
                let share = [60, 15, 10, 8, 7][n] * subject.goesOn
                town.pay(start + 480 + n * 20, "me", n == 0 ? "boss" : "winner\(night)-\(n)", fen: sum * share / 10_000)
                {
                    if subject.isToShops { $0.payeeKind = .merchant }
                }
            }
        }
        town.pay(5 * 1_440, "player5", "me", fen: 20_000)
        let cleared = try town.figure("cleared")
        #expect(cleared >= subject.least && cleared <= subject.most, "\(subject): \(cleared)")
    }
}
