import WeirDomain

/// Who does what beside living an ordinary life.
extension TownBuilder {
    mutating func giveRoles(total: Int) {
        let dealers = max(8, 12 * total / 20_000)
        let accountsEach = town.evasion >= 4 ? 3 : 1
        for _ in 0..<dealers {
            // A dealer's further accounts are relatives' of the same city.
            let accounts = take(.dealer, accountsEach)
            for account in accounts { move(account, to: town.parties[accounts[0]].city) }
            town.dealers.append(accounts)
        }
        town.runners = take(.runner, max(10, 12 * total / 20_000))
        town.collectors = take(.collector, max(5, town.runners.count * 3 / 4))
        for role in Role.lookAlikes {
            for account in take(role, max(2, total / 500)) {
                town.lookAlikes.append((role, account))
                if role == .uniqueCentsShop { town.parties[account].site = "vip\(dice.within(100...999)).top" }
            }
        }
        renewTraders()
    }

    private mutating func take(_ role: Role, _ count: Int) -> [Int] {
        let taken = Array(free.suffix(count))
        free.removeLast(taken.count)
        for account in taken { town.people[account].role = role }
        return taken
    }

    private mutating func move(_ account: Int, to city: Int) {
        let old = town.parties[account].city
        guard old != city else { return }
        town.residents[old].removeAll { $0 == account }
        town.residents[city].append(account)
        town.parties[account].city = city
    }

    /// Accounts for bad business are younger, and many mules' accounts were sold: they turn up on another device.
    private mutating func renewTraders() {
        for account in town.dealers.flatMap({ $0 }) + town.runners + town.collectors {
            if dice.chance(0.4) {
                let days = dice.within(5...300)
                town.parties[account].opened = start.advanced(bySeconds: -Int64(days) * 86_400 - 40_000)
            }
            let isRunner = town.people[account].role == .runner
            if isRunner, dice.chance(0.5) {
                town.parties[account].nextDevice = Places.device(&dice)
                town.parties[account].deviceDay = dice.below(max(town.days / 3, 1))
            }
            if town.evasion >= 3 { town.people[account].pace = max(town.people[account].pace * 1.5, 2) }
        }
    }

    /// Ordinary people who meet the bad business: they keep their place among the others.
    mutating func addCustomers() {
        let bound = free.count * 35 / 100
        let wanted = max(8, 12 * town.parties.count / 20_000) * 150
        town.customers = Array(free.prefix(min(wanted, bound)))
        let gamblers = min(max(town.runners.count * 90, 60), free.count / 4)
        town.gamblers = Array(free.dropFirst(bound).prefix(gamblers))
    }

    mutating func addVendorsAndLandlords(cities: Int) {
        town.vendors = Array(repeating: [], count: cities)
        town.landlords = Array(repeating: [], count: cities)
        for account in free.suffix(max(free.count * 2 / 100, 6)) {
            town.vendors[town.parties[account].city].append(account)
        }
        for account in free.dropLast(max(free.count * 2 / 100, 6)).suffix(max(free.count * 7 / 100, 6)) {
            town.landlords[town.parties[account].city].append(account)
        }
    }
}
