import WeirDomain

/// Builds the world: who lives where, who does what, who knows whom.
struct TownBuilder {
    var town: Town
    var dice: Dice
    let start: Instant
    /// People in random order: roles are taken from its front, so that nothing about an id tells the role.
    var free: [Int] = []

    init(
        accounts: Int, days: Int, seed: UInt64, evasion: Int, prevalence: Simulation.Prevalence, start: Instant
    ) {
        let board = PriceBoard(days: days, seed: seed, start: start)
        town = Town(seed: seed, evasion: evasion, days: days, prevalence: prevalence, board: board)
        dice = Dice(seed, .people)
        self.start = start
        let total = max(accounts, Simulation.fewestAccounts)
        let merchants = max(total * 6 / 100, 24)
        let cities = min(max(total / 200, 2), Places.cities.count)
        addPeople(total - merchants, cities: cities)
        addMerchants(merchants, cities: cities)
        giveRoles(total: total)
        addCustomers()
        addVendorsAndLandlords(cities: cities)
        befriend()
        settle()
    }

    private mutating func addPeople(_ count: Int, cities: Int) {
        town.residents = Array(repeating: [], count: cities)
        for index in 0..<count {
            var party = Party()
            party.id = "u\(index + 1)"
            // Earlier cities of the list are larger.
            party.city = min(dice.below(cities), dice.below(cities))
            party.device = Places.device(&dice)
            if dice.chance(0.06) {
                party.nextDevice = Places.device(&dice)
                party.deviceDay = dice.below(max(town.days, 1))
            }
            party.opened = opened(young: 0.05)
            party.rail = dice.chance(0.62) ? .alipay : .wechat
            town.residents[party.city].append(index)
            town.parties.append(party)
            var person = Person()
            person.pace = Double(dice.along([15, 35, 55, 75, 95, 125, 175, 300])) / 100
            town.people.append(person)
        }
        free = Array(0..<count)
        dice.shuffle(&free)
    }

    /// When an account was opened; not known for some.
    private mutating func opened(young: Double) -> Instant? {
        if dice.chance(0.04) { return nil }
        let days = dice.chance(young) ? dice.within(2...180) : dice.within(181...3600)
        return start.advanced(bySeconds: -Int64(days) * 86_400 - Int64(dice.below(86_400)))
    }

    private mutating func addMerchants(_ count: Int, cities: Int) {
        town.shops = Array(repeating: [], count: cities)
        let first = town.people.count
        let shops = max(count * 70 / 100, cities)
        for number in 0..<max(count, shops + 16) {
            let index = first + number
            var party = Party()
            party.id = "m\(number + 1)"
            party.kind = .merchant
            party.city = number < cities ? number : min(dice.below(cities), dice.below(cities))
            party.opened = opened(young: 0.03)
            party.rail = .bank
            let trade = place(number, shops: shops, index: index, city: party.city)
            party.category = trade.category
            // Each city has its own transit and utility companies as far as there are enough.
            if town.transit.last == index { party.city = (town.transit.count - 1) % cities }
            if town.utilities.last == index { party.city = (town.utilities.count - 1) % cities }
            if trade.hours == Hours.online, trade.category != Trade.bank.category {
                party.site = "\(dice.pick(["shop", "mall", "www", "m", "pay"])).\(dice.pick(Self.names))\(number).cn"
            }
            town.parties.append(party)
            town.trades.append(trade)
        }
    }

    private static let names = ["youxuan", "haowu", "jiajia", "leyou", "shouyi", "kuaigou", "yunduo", "qingcheng"]

    /// What a merchant deals in: streets of shops first, then a fixed cycle of the others.
    private mutating func place(_ number: Int, shops: Int, index: Int, city: Int) -> Trade {
        if number < shops {
            town.shops[city].append(index)
            return Trade.streets[dice.weighted(Trade.streets.map(\.weight))]
        }
        switch (number - shops) % 10 {
        case 0, 5:
            town.employers.append(index)
            return Trade.employer
        case 1, 6, 8:
            town.online.append(index)
            return Trade.online[dice.weighted(Trade.online.map(\.weight))]
        case 2 where town.banks.count < 8:
            town.banks.append(index)
            return Trade.bank
        case 3 where town.transit.count < 30:
            town.transit.append(index)
            return Trade.transit
        case 4 where town.utilities.count < 30:
            town.utilities.append(index)
            return Trade.utility
        case 7:
            town.wholesalers.append(index)
            return Trade.wholesale
        default:
            town.employers.append(index)
            return Trade.employer
        }
    }
}
