public import WeirDomain

/// What is true of a simulated account.
public struct SimulatedLabel: Hashable, Sendable {
    public var account: String
    /// `honest`, `honest:<kind>`, `buyer`, `otc:<typology>`.
    public var role: String
    /// The day from which a bad role is played; 0 for others.
    public var startDay: Int
}

/// A population that lives and pays, with dealers and mules among it. The same arguments give the same bytes.
///
/// Evasion: 0 as published, 1 no telling words, 2 amounts moved by up to 0.3 %, 3 day hours and slower forwarding,
/// 4 three accounts for each dealer.
public struct Simulation: Sendable {
    /// Local midnight of 2 March 2026 in China.
    public static let defaultStart = Instant(milliseconds: 1_772_380_800_000)

    private var world: World
    private var day = 0
    /// Payments written for later than the day they belong to.
    private var pending: [Payment] = []

    public init(accounts: Int, days: Int, seed: UInt64, start: Instant = Simulation.defaultStart, evasion: Int = 0) {
        let currency = Currency("CNY") ?? Currency(packed: 0)
        world = World(start: start, days: days, evasion: evasion, seed: seed, currency: currency)
        Town.build(&world, accounts: max(500, accounts))
    }

    public var prices: [PriceQuote] { world.market.quotes(currency: world.currency) }

    public var accounts: [AccountFact] {
        var random = Random(seed: world.seed, stream: 3)
        return world.residents.map { resident in
            let age = Int64(30 + random.below(2_000))
            return AccountFact(
                account: resident.id, kind: resident.kind, opened: world.start.advanced(bySeconds: -age * 86_400),
                merchantCategory: resident.category)
        }
    }

    /// Roles as they are by now: who has bought from a dealer shows only afterwards.
    public var labels: [SimulatedLabel] {
        world.residents.map { SimulatedLabel(account: $0.id, role: $0.role, startDay: $0.startDay) }
    }

    /// The next day's payments in order of time; `nil` after the last day.
    public mutating func nextDay() -> [Payment]? {
        guard day < world.days else { return nil }
        world.sheet = pending
        OrdinaryLife.live(&world, day: day)
        LookAlikes.live(&world, day: day)
        Dealers.live(&world, day: day)
        Mules.live(&world, day: day)
        day += 1
        let end = world.time(day: day, hour: 0)
        pending = world.sheet.filter { $0.at >= end }
        // By time, and by order of writing within a moment.
        let today = world.sheet.filter { $0.at < end }.enumerated()
        return today.sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}
