import WeirDomain

/// Who knows whom, who works and lives where.
extension TownBuilder {
    /// Friendship is mutual, and mostly with people of the same city.
    mutating func befriend() {
        for account in town.people.indices {
            for _ in 0..<dice.within(2...6) {
                let friend =
                    dice.chance(0.75) ? town.neighbour(of: account, &dice) : town.stranger(to: account, &dice)
                guard !town.people[account].friends.contains(friend) else { continue }
                town.people[account].friends.append(friend)
                town.people[friend].friends.append(account)
            }
        }
    }

    mutating func settle() {
        let paydays = town.employers.map { _ in dice.pick([5, 8, 10, 10, 12, 15, 15, 20, 25, 28]) }
        for account in town.people.indices {
            choosePlaces(account)
            if dice.chance(0.72) {
                let number = dice.below(town.employers.count)
                town.people[account].employer = town.employers[number]
                town.people[account].payday = paydays[number]
                town.people[account].wage = dice.along([
                    280_000, 420_000, 560_000, 730_000, 980_000, 1_500_000, 3_600_000,
                ])
            }
            let landlords = town.landlords[town.parties[account].city]
            if dice.chance(0.3), !landlords.isEmpty {
                town.people[account].landlord = dice.pick(landlords)
                town.people[account].rentDay = dice.pick([1, 1, 2, 3, 5, 8, 10, 15, 18, 20, 25, 28])
                town.people[account].rent =
                    dice.along([80_000, 120_000, 170_000, 230_000, 320_000, 650_000]) / 5000 * 5000
            }
        }
    }

    private mutating func choosePlaces(_ account: Int) {
        let city = town.parties[account].city
        let shops = town.shops[city]
        let vendors = town.vendors[city]
        for _ in 0..<dice.within(3...7) { town.people[account].shops.append(dice.pick(shops)) }
        guard !vendors.isEmpty else { return }
        for _ in 0..<dice.within(1...3) { town.people[account].vendors.append(dice.pick(vendors)) }
    }
}
