import Testing
import WeirDomain
import WeirEngine

/// What others send to an account, or try to, never restricts it without conduct of its own.
@Suite struct FramingTests {
    private struct Random {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    /// Strangers send lattice amounts, with and without words of the trade, to a thousand honest shops that go on with
    /// their business: guests pay what things cost, and part of the takings goes to suppliers.
    @Test func aThousandHonestShopsThatStrangersFrame() throws {
        let scene = try EngineTests.Scene()
        var random = Random(state: 20_261_128)
        var price = 686
        for run in 0..<1_000 {
            price = min(max(price + random.below(3) - 1, 670), 702)
            try scene.quote("USDT", "\(price / 100).\(price % 100 / 10)\(price % 10)")
            try scene.quote("USD", "6.8000")
            let shop = "shop\(run)"
            var takings = 0
            for i in 0..<(20 + random.below(80)) {
                scene.minute += 1 + random.below(25)
                let fen = (1 + random.below(200)) * 10 * (price + random.below(3) - 1)
                scene.pay("framer\(run)-\(i)", shop, fen: fen, remark: random.below(3) == 0 ? "买USDT" : "")
                takings += fen
                if random.below(3) == 0 {
                    scene.pay("guest\(run)-\(i)", shop, fen: 500 + random.below(300) * 50)
                }
                if random.below(20) == 0 {
                    scene.pay(shop, "supplier\(run % 50)", fen: takings * (10 + random.below(60)) / 100)
                    takings = 0
                }
            }
        }
        let framed = scene.measures.filter { $0.kind == .suspendTransfers && $0.account.hasPrefix("shop") }
        // Takings that go on to one supplier in large sums look like a mule's conduct (docs/detection-quality.md).
        withKnownIssue("\(framed.count) of 1,000 shops were suspended") {
            #expect(framed.count == 0)
        }
        #expect(framed.count <= 40)
    }

    /// A mule: strangers pay, and what they paid goes on at once.
    static func mule(_ name: String, to boss: String, rounds: Int, _ scene: EngineTests.Scene) {
        var held = 0
        for i in 0..<rounds {
            scene.minute += 7
            let fen = [500_00, 1_000_00, 300_00, 2_000_00, 800_00][i % 5]
            scene.pay("\(name)-player\(i)", name, fen: fen)
            held += fen
            guard i % 2 == 1 else { continue }
            scene.minute += 6
            scene.pay(name, boss, fen: held * 99 / 100)
            held = 0
        }
    }

    /// Mules that pay somebody who lives an ordinary life raise no measure on him.
    @Test func anHonestPersonWhomSuspectsPayIsNotStopped() throws {
        let scene = try EngineTests.Scene()
        for i in 0..<30 {
            scene.minute += 400
            scene.pay("landlady", "shop\(i % 6)", fen: 1_500 + i * 130)
            if i % 10 == 0 { scene.pay("tenant\(i)", "landlady", fen: 250_000) }
        }
        for name in ["mule1", "mule2"] {
            Self.mule(name, to: "boss", rounds: 16, scene)
            for _ in 0..<6 {
                scene.minute += 30
                scene.pay(name, "landlady", fen: 180_000)
            }
        }
        for i in 0..<20 {
            scene.minute += 400
            scene.pay("landlady", "shop\(i % 6)", fen: 1_500 + i * 130)
        }
        #expect(!scene.measures.contains { $0.kind == .suspendTransfers && $0.account == "landlady" })
    }
}
