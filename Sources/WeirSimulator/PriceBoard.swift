import WeirDomain

/// Simulated prices in CNY: what the coin boards quote, and what dollars and gold cost beside them.
struct PriceBoard {
    private(set) var quotes: [PriceQuote] = []
    /// The USDT board price in fen, one entry for each ten minutes.
    private var tether: [Int] = []
    /// CNY for a dollar, one entry for each ten minutes.
    private var dollar: [Double] = []
    /// Fen for a gram of gold, one entry for each ten minutes.
    private var gold: [Int] = []
    private let start: Int64

    static let step: Int64 = 600_000

    init(days: Int, seed: UInt64, start: Instant) {
        self.start = start.milliseconds
        var dice = Dice(seed, .prices)
        var walk = PriceWalk(&dice)
        for index in 0..<(max(days, 1) * 144) {
            walk.advance(&dice)
            tether.append(walk.tetherFen)
            dollar.append(walk.dollar)
            gold.append(Int(walk.gold * 100))
            let at = Instant(milliseconds: self.start + Int64(index) * Self.step)
            quote(at, "USDT", micros: walk.tetherFen * 10_000)
            quote(at, "BTC", micros: Int(walk.bitcoin * 100) * 10_000)
            quote(at, "ETH", micros: Int(walk.ether * 100) * 10_000)
            // Banks post these once an hour.
            guard index % 6 == 0 else { continue }
            quote(at, "USD", micros: Int(walk.dollar * 10_000 + 0.5) * 100)
            quote(at, "XAU-G", micros: Int(walk.gold * 100) * 10_000)
        }
    }

    private mutating func quote(_ at: Instant, _ asset: String, micros: Int) {
        guard let asset = Asset(asset) else { preconditionFailure("an asset's name is upper case") }
        quotes.append(PriceQuote(at: at, asset: asset, currency: .yuan, price: Price(micros: Int64(micros))))
    }

    private func index(_ at: Int64) -> Int { min(max(Int((at - start) / Self.step), 0), tether.count - 1) }

    /// The USDT board price in fen.
    func tetherFen(_ at: Int64) -> Int { tether[index(at)] }

    /// Fen for a gram of gold.
    func goldFen(_ at: Int64) -> Int { gold[index(at)] }

    /// CNY for a dollar.
    func dollar(_ at: Int64) -> Double { dollar[index(at)] }
}

/// The state of the markets between two quotes.
struct PriceWalk {
    private(set) var dollar = 6.9
    private(set) var bitcoin = 483_000.0
    private(set) var ether = 17_500.0
    private(set) var gold = 450.0
    /// What USDT costs more than a dollar: a tide over days and a ripple over hours, as a share.
    private var tide: Double
    private var ripple = 0.0

    init(_ dice: inout Dice) { tide = dice.between(-0.015, 0.015) }

    mutating func advance(_ dice: inout Dice) {
        dollar += (6.9 - dollar) / 4000 + 0.000_4 * dice.bell()
        tide += -tide / 576 + 0.000_7 * dice.bell()
        ripple += -ripple / 12 + 0.001 * dice.bell()
        tide = min(max(tide, -0.03), 0.03)
        bitcoin *= 1 + 0.002 * dice.bell()
        ether *= 1 + 0.002_6 * dice.bell()
        gold += (450 - gold) / 2000 + 0.25 * dice.bell()
    }

    var tetherFen: Int {
        let premium = min(max(tide + ripple, -0.03), 0.03)
        return Int(dollar * (1 + premium) * 100 + 0.5)
    }
}

extension Currency {
    static let yuan: Currency = {
        guard let currency = Currency("CNY") else { preconditionFailure("CNY is a currency") }
        return currency
    }()
}
