public import WeirDomain

/// The truth about an account, for judging decisions.
public struct SimulatedLabel: Hashable, Sendable {
    public var account: String
    /// `honest`, `honest:<kind>`, `buyer` or `otc:<typology>`, as in `labels.csv`.
    public var role: String
    /// The first day, from 0, on which the account did what its role says.
    public var startDay: Int

    public init(account: String, role: String, startDay: Int) {
        self.account = account
        self.role = role
        self.startDay = startDay
    }
}

/// Simulated payments of a town with honest people, honest businesses that look odd, and traders who hide.
///
/// The same arguments give the same payments on every machine. What ordinary people do does not depend on what
/// traders do.
public struct Simulation: Sendable {
    /// Smaller towns could not hold every role.
    public static let fewestAccounts = 200

    /// What coins, dollars and gold cost in CNY, in order of time.
    public let prices: [PriceQuote]
    /// What the platform knows of every account.
    public let accounts: [AccountFact]

    private let town: Town
    private let start: Instant
    private let days: Int
    private var businesses: [any Business] = []
    private var startDays: [Int]
    private var ledger: Ledger
    private var nextIndex = 0
    private var numbered = 0

    /// 2026-03-02T00:00:00+08:00, a Monday.
    public static let usualStart = Instant(milliseconds: 1_772_380_800_000)

    /// - Parameters:
    ///   - accounts: How many accounts there are, merchants included; at least `fewestAccounts` are made.
    ///   - days: How many days `nextDay` gives.
    ///   - seed: Tells one simulated world from another.
    ///   - start: Midnight where the people live.
    ///   - evasion: How hard traders hide. 1: no slang; 2: amounts off the price by up to 0.3 %; 3: slower, by day,
    ///     with more honest spending; 4: each dealer uses three accounts. Each includes those before.
    public init(
        accounts: Int, days: Int, seed: UInt64, start: Instant = Simulation.usualStart, evasion: Int = 0
    ) {
        let built = TownBuilder(accounts: accounts, days: days, seed: seed, evasion: evasion, start: start).town
        town = built
        self.start = start
        self.days = max(days, 0)
        prices = days > 0 ? built.board.quotes : []
        self.accounts = built.parties.map {
            AccountFact(account: $0.id, kind: $0.kind, opened: $0.opened, merchantCategory: $0.category)
        }
        ledger = Ledger(accounts: built.parties.count)
        startDays = Array(repeating: 0, count: built.people.count)
        openBusinesses()
    }

    private mutating func openBusinesses() {
        for (role, account) in town.lookAlikes {
            if let business = town.business(role, account) { businesses.append(business) }
        }
        for accounts in town.dealers {
            let dealer = Dealer(accounts, in: town)
            for account in accounts { startDays[account] = dealer.startDay }
            businesses.append(dealer)
        }
        var firstRun = town.days
        for (number, account) in town.runners.enumerated() {
            let runner = Runner(account, number: number, in: town)
            startDays[account] = runner.startDay
            firstRun = min(firstRun, runner.startDay)
            businesses.append(runner)
        }
        // Collectors look at what came in, so they come last.
        for account in town.collectors {
            startDays[account] = firstRun
            businesses.append(Collector(account, in: town))
        }
    }

    /// The payments of the next day in order of time, or `nil` after the last day. Days do not overlap.
    public mutating func nextDay() -> [Payment]? {
        guard nextIndex < days else { return nil }
        let day = Day(nextIndex, from: start)
        nextIndex += 1
        ledger.begin(day)
        for account in town.people.indices {
            var life = OrdinaryLife(account, day, in: town)
            life.live(in: town, &ledger)
        }
        for index in businesses.indices { businesses[index].work(day, in: town, &ledger) }
        let order = ledger.close(numberingFrom: numbered + 1)
        var payments: [Payment] = []
        payments.reserveCapacity(order.count)
        for index in order {
            numbered += 1
            payments.append(town.payment(ledger.today[index], number: numbered, day: day.index))
        }
        return payments
    }

    /// The truth about every account. People become `buyer` when they first trade with a dealer, so read this after
    /// the last day.
    public var labels: [SimulatedLabel] {
        town.parties.indices.map { index in
            let id = town.parties[index].id
            guard town.isPerson(index) else { return SimulatedLabel(account: id, role: "honest", startDay: 0) }
            let role = town.people[index].role
            let traded = ledger.firstTrade[index]
            if role == .honest, traded >= 0 { return SimulatedLabel(account: id, role: "buyer", startDay: traded) }
            return SimulatedLabel(account: id, role: role.rawValue, startDay: startDays[index])
        }
    }
}
