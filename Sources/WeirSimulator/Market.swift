import WeirDomain

/// The prices of a simulated month, in yuan: what boards and banks quote every ten minutes.
struct Market: Sendable {
    static let stepMinutes = 10

    private let start: Instant
    /// USDT on the OTC boards, in fen.
    private(set) var tether: [Int] = []
    /// US dollar, in ten-thousandths of a yuan.
    private(set) var dollar: [Int] = []
    private var gold: [Int] = []
    private var bitcoin: [Int] = []
    private var ether: [Int] = []

    init(start: Instant, days: Int, seed: UInt64) {
        self.start = start
        var random = Random(seed: seed, stream: 0x4D41_524B)
        var fx = random.within(6.6...7.2)
        var premium = random.within(-0.015...0.02)
        var aim = premium
        var (au, btc, eth) = (random.within(430.0...480), random.within(420_000.0...520_000), random.within(16_000.0...24_000))
        for step in 0..<((days + 1) * 144) {
            // The premium of the boards wanders within about -3 % and +3 % (DOMAIN §1.2).
            if step % 72 == 0 { aim = min(0.03, max(-0.03, aim + random.normal() * 0.006)) }
            premium += (aim - premium) * 0.03 + random.normal() * 0.0006
            fx *= 1 + random.normal() * 0.00012
            au *= 1 + random.normal() * 0.0006
            btc *= 1 + random.normal() * 0.002
            eth *= 1 + random.normal() * 0.0025
            dollar.append(Int((fx * 10_000).rounded()))
            tether.append(Int((fx * (1 + premium) * 100).rounded()))
            gold.append(Int((au * 100).rounded()))
            bitcoin.append(Int((btc * 100).rounded()))
            ether.append(Int((eth * 100).rounded()))
        }
    }

    private func step(_ time: Instant) -> Int {
        let minutes = Int(time.milliseconds - start.milliseconds) / 60_000
        return min(max(0, minutes / Self.stepMinutes), tether.count - 1)
    }

    /// Fen for one USDT on the board.
    func tether(at time: Instant) -> Int { tether[step(time)] }

    /// Yuan for one US dollar.
    func dollar(at time: Instant) -> Double { Double(dollar[step(time)]) / 10_000 }

    /// Fen for a gram of gold.
    func gold(at time: Instant) -> Int { gold[step(time)] }

    func quotes(currency: Currency) -> [PriceQuote] {
        var quotes: [PriceQuote] = []
        for step in tether.indices {
            let at = start.advanced(bySeconds: Int64(step * Self.stepMinutes * 60))
            let values = [
                ("USDT", tether[step] * 10_000), ("BTC", bitcoin[step] * 10_000), ("ETH", ether[step] * 10_000),
                ("USD", dollar[step] * 100), ("XAU-G", gold[step] * 10_000),
            ]
            for (name, micros) in values {
                guard let asset = Asset(name) else { continue }
                quotes.append(
                    PriceQuote(at: at, asset: asset, currency: currency, price: Price(micros: Int64(micros))))
            }
        }
        return quotes
    }
}
