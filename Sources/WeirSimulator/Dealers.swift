import WeirDomain

/// Board dealers: buy a little below the board price, sell a little above it, all day, with strangers.
enum Dealers {
    static func live(_ world: inout World, day: Int) {
        for place in world.residents.indices where world.residents[place].role == "otc:otc_dealer" {
            if day >= world.residents[place].startDay { trade(&world, place, day) }
        }
    }

    private static func trade(_ world: inout World, _ place: Int, _ day: Int) {
        var own = Random(seed: world.seed, stream: UInt64(place) &* 1_000 &+ UInt64(day))
        var desk = Desk(world, place)
        // One who spreads over three accounts does a third on each.
        let busy = world.evasion >= 4 ? 3...18 : 10...55
        var times = (0..<own.within(busy)).map { _ in desk.open + own.unit() * (desk.close - desk.open) }
        times.sort()
        var net = 0
        for hour in times {
            let time = world.time(day: day, hour: hour)
            // Neither coins nor money may run out: whoever has sold much, buys.
            let sells = own.chance(net > 60_000_00 ? 0.2 : net < -60_000_00 ? 0.8 : 0.5)
            desk.reprice(&own)
            let price = desk.price(sells, world.market.tether(at: time))
            let fen = amount(price, world.evasion, &own)
            net += sells ? fen : -fen
            settle(&world, place, fen, sells, time, &own)
        }
        if own.chance(0.5) {
            let time = world.time(day: day, hour: min(23.9, desk.close + 0.3))
            world.pay(place, 0, fen: own.within(1...20) * 1000_00, at: time, channel: .withdrawal)
        }
    }

    /// A dealer's advertisements.
    private struct Desk {
        let open: Double
        let close: Double
        private let half: Double
        private var shift = 0

        init(_ world: World, _ place: Int) {
            let isLate = place % 4 == 0 && world.evasion < 3
            open = isLate ? 14 : 9
            close = isLate ? 23.8 : 21
            // Spread of 0.3 to 1.2 %, half to each side.
            half = 0.0015 + 0.0045 * Double(place % 10) / 10
        }

        mutating func reprice(_ random: inout Random) {
            if random.chance(0.3) { shift = max(-2, min(2, shift + random.pick([-1, 0, 1]))) }
        }

        /// Fen for one USDT.
        func price(_ sells: Bool, _ board: Int) -> Int {
            Int((Double(board) * (1 + (sells ? half : -half))).rounded()) + shift
        }
    }

    /// Half of the orders name coins, half money (DOMAIN §1.6, what a first probe taught).
    private static func amount(_ price: Int, _ evasion: Int, _ random: inout Random) -> Int {
        let coins = [50, 100, 100, 150, 200, 200, 300, 350, 500, 500, 800, 1000, 1000, 1500, 2000, 3000, 5000, 10_000]
        let fen: Int
        switch random.below(20) {
        case 0...9: fen = random.pick(coins) * price
        case 10: fen = random.within(20...3_000) * price
        default:
            fen = random.pick([200, 300, 500, 500, 1000, 1000, 2000, 3000, 5000, 6000, 8000, 10_000, 20_000, 30_000]) * 100
        }
        guard evasion >= 2 else { return fen }
        // A few yuan or fen off the true amount.
        return fen + Int(Double(fen) * 0.003 * (random.unit() - 0.5) * 2)
    }

    /// Payment in parts above 50,000 yuan, as boards ask (DOMAIN §1.2).
    private static func settle(
        _ world: inout World, _ place: Int, _ fen: Int, _ sells: Bool, _ time: Instant, _ random: inout Random
    ) {
        let customer =
            random.chance(0.15)
            ? world.people[(place &* 101 &+ random.below(25)) % world.people.count] : world.stranger(to: place)
        if world.residents[customer].role == "honest" { world.residents[customer].role = "buyer" }
        var open = fen
        var at = time
        while open > 0 {
            let part = min(open, 50_000_00)
            let remark = sells ? self.remark(world.evasion, &random) : ""
            if sells {
                world.pay(customer, place, fen: part, at: at, remark: remark)
            } else {
                world.pay(place, customer, fen: part, at: at)
            }
            open -= part
            at = at.advanced(bySeconds: Int64(random.within(40...240)))
        }
    }

    /// Boards ask for no remark, for six digits, or for the order number; slang is rare (DOMAIN §1.2).
    private static func remark(_ evasion: Int, _ random: inout Random) -> String {
        switch random.below(20) {
        case 0...13: ""
        case 14...16: String(random.within(100_000...999_999))
        case 17, 18: "20" + String(random.within(1_000_000_000...9_999_999_999))
        default: evasion >= 1 ? "货款" : random.pick(["买U", "ＵＳＤＴ", "出·U", "换u", "usdt 300", "搬砖"])
        }
    }
}
