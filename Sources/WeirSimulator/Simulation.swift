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

    /// How common bad business is.
    public enum Prevalence: String, CaseIterable, Sendable {
        /// A dozen dealers in 20,000 accounts: enough of everybody for figures from small runs.
        case dense
        /// A dozen dealers in 100,000 accounts.
        case realistic
    }

    private let town: Town
    private let bytes: TownBytes
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
    ///     with more honest spending; 4: each dealer uses three accounts, and words come back in disguise. Each
    ///     includes those before.
    ///   - prevalence: How common bad business is.
    public init(
        accounts: Int, days: Int, seed: UInt64, start: Instant = Simulation.usualStart, evasion: Int = 0,
        prevalence: Prevalence = .dense
    ) {
        let built =
            TownBuilder(
                accounts: accounts, days: days, seed: seed, evasion: evasion, prevalence: prevalence, start: start
            ).town
        town = built
        bytes = TownBytes(built)
        self.start = start
        self.days = max(days, 0)
        prices = days > 0 ? built.board.quotes : []
        self.accounts = built.parties.map {
            AccountFact(account: $0.id, kind: $0.kind, opened: $0.opened, merchantCategory: $0.category)
        }
        ledger = Ledger(accounts: built.parties.count)
        startDays = Array(repeating: 0, count: built.parties.count)
        openBusinesses()
    }

    private mutating func openBusinesses() {
        for (role, account) in town.lookAlikes {
            if let business = town.business(role, account) { businesses.append(business) }
        }
        for (place, accounts) in town.dealers.enumerated() {
            let successor = town.successors.first { $0.dealer == place }?.account
            let dealer = Dealer(accounts, in: town, successor: successor)
            for account in accounts { startDays[account] = dealer.startDay }
            if let successor { startDays[successor] = dealer.handoverDay ?? 0 }
            businesses.append(dealer)
        }
        for account in town.gateways {
            let gateway = ExchangeGateway(account, in: town)
            startDays[account] = gateway.startDay
            businesses.append(gateway)
        }
        var firstRun = town.days
        for (number, account) in town.runners.enumerated() {
            let runner = Runner(account, number: number, in: town)
            startDays[account] = runner.startDay
            firstRun = min(firstRun, runner.startDay)
            businesses.append(runner)
        }
        for (number, payees) in town.sitePayees.enumerated() {
            let site = FourthPartySite(payees, number: number, in: town)
            for account in payees { startDays[account] = site.startDay }
            firstRun = min(firstRun, site.startDay)
            businesses.append(site)
        }
        // Collectors look at what came in, so they come last.
        for account in town.collectors {
            startDays[account] = firstRun
            businesses.append(Collector(account, in: town))
        }
    }

    /// The payments of the next day in order of time, or `nil` after the last day. Days do not overlap.
    public mutating func nextDay() -> [Payment]? {
        var batch = RecordBatch()
        guard nextDay(into: &batch) else { return nil }
        return (0..<batch.count).map { Payment(batch[$0]) }
    }

    /// Appends the payments of the next day as records; `false` after the last day.
    public mutating func nextDay(into batch: inout RecordBatch) -> Bool {
        guard nextIndex < days else { return false }
        let day = Day(nextIndex, from: start)
        nextIndex += 1
        ledger.begin(day)
        for account in town.people.indices {
            var life = OrdinaryLife(account, day, in: town)
            life.live(in: town, &ledger)
        }
        for index in businesses.indices { businesses[index].work(day, in: town, &ledger) }
        let order = ledger.close(numberingFrom: numbered + 1)
        for index in order {
            numbered += 1
            town.write(ledger.today[index], number: numbered, day: day.index, bytes, to: &batch)
        }
        return true
    }

    /// The truth about every account. People become `buyer` when they first trade with a dealer, so read this after
    /// the last day.
    public var labels: [SimulatedLabel] {
        town.parties.indices.map { index in
            let id = town.parties[index].id
            guard town.isPerson(index) else {
                let role: Role = town.gateways.contains(index) ? .exchangeGateway : .honest
                return SimulatedLabel(account: id, role: role.rawValue, startDay: startDays[index])
            }
            let role = town.people[index].role
            let traded = ledger.firstTrade[index]
            if role == .honest, traded >= 0 { return SimulatedLabel(account: id, role: "buyer", startDay: traded) }
            return SimulatedLabel(account: id, role: role.rawValue, startDay: startDays[index])
        }
    }
}
