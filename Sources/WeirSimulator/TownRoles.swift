import WeirDomain

/// Who does what beside living an ordinary life.
extension TownBuilder {
    mutating func giveRoles(total: Int) {
        let isDense = town.prevalence == .dense
        let unit = isDense ? 20_000 : 100_000
        func count(_ each: Int, least: Int) -> Int { max(isDense ? least : 1, each * total / unit) }
        let accountsEach = town.evasion >= 4 ? 3 : 1
        for _ in 0..<count(12, least: 8) {
            // A dealer's further accounts are relatives' of the same city.
            let accounts = take(.dealer, accountsEach)
            for account in accounts { move(account, to: town.parties[accounts[0]].city) }
            town.dealers.append(accounts)
        }
        town.runners = take(.runner, count(12, least: 10))
        town.collectors = take(.collector, count(9, least: 5))
        for account in take(.successor, count(3, least: 2)) {
            let dealer = town.successors.count
            move(account, to: town.parties[town.dealers[dealer][0]].city)
            town.successors.append((dealer, account))
        }
        for _ in 0..<count(2, least: 1) { openSite() }
        openGateways(count(4, least: 2))
        for role in Role.lookAlikes {
            for account in take(role, max(2, total / (isDense ? 800 : 1000))) {
                town.lookAlikes.append((role, account))
                if role == .uniqueCentsShop { town.parties[account].site = "vip\(dice.within(100...999)).top" }
            }
        }
        renewTraders()
    }

    private mutating func openSite() {
        let payees = take(.sitePayee, 6)
        let host =
            dice.pick(["pay", "cz", "qp", "yl"]) + "\(dice.within(1000...9999))." + dice.pick(["vip", "cc", "xyz"])
        for account in payees { town.parties[account].site = host }
        town.sitePayees.append(payees)
    }

    /// Web shops that sell coins instead; careful ones go on selling what they say they sell.
    private mutating func openGateways(_ count: Int) {
        for _ in 0..<min(count, town.online.count / 2) {
            let merchant = town.online[town.online.count - 1 - town.gateways.count]
            town.gateways.append(merchant)
            town.parties[merchant].category = dice.pick([5816, 5815, 5734, 7372, 5999])
            town.parties[merchant].site = "www.\(dice.pick(["bit", "coin", "ubi", "otc"]))\(dice.within(10...99)).com"
        }
        if town.evasion < 3 { town.online.removeLast(town.gateways.count) }
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
        let chains = town.runners + town.collectors + town.sitePayees.flatMap { $0 }
        for account in town.dealers.flatMap({ $0 }) + chains {
            if dice.chance(0.4) {
                let days = dice.within(5...300)
                town.parties[account].opened = start.advanced(bySeconds: -Int64(days) * 86_400 - 40_000)
            }
            if town.people[account].role.feedsCollectors, dice.chance(0.5) {
                town.parties[account].nextDevice = Places.device(&dice)
                town.parties[account].deviceDay = dice.below(max(town.days / 3, 1))
            }
            if town.evasion >= 3 { town.people[account].pace = max(town.people[account].pace * 1.5, 2) }
        }
        for (dealer, account) in town.successors {
            // The old hand on a new account: the telephone is often the same.
            let old = town.dealers[dealer][0]
            if town.evasion < 3 || dice.chance(0.4) { town.parties[account].device = town.parties[old].device }
            town.parties[account].opened = start.advanced(bySeconds: -Int64(dice.within(3...60)) * 86_400)
        }
    }

    /// Ordinary people who meet the bad business: they keep their place among the others.
    mutating func addCustomers() {
        let bound = free.count * 35 / 100
        let wanted = (town.dealers.count + town.gateways.count) * 150
        town.customers = Array(free.prefix(min(wanted, bound)))
        let gamblers = min(max((town.runners.count + town.sitePayees.count * 3) * 90, 60), free.count / 4)
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
