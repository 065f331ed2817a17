import WeirDomain

/// Builds the population: who there is, who knows whom, where they shop and work.
enum Town {
    /// The share of accounts that each look-alike kind and bad role has.
    private static let lookAlikes = [
        "money_changer", "group_buy_leader", "market_stall", "gift_card_recycler", "second_hand_seller", "freight_broker",
        "unique_cents_shop", "gold_trader",
    ]

    static func build(_ world: inout World, accounts: Int) {
        var random = Random(seed: world.seed, stream: 2)
        // Ids are dealt out of a shuffled pack, so that a role cannot be read from a number.
        var order = Array(0..<accounts)
        for i in stride(from: accounts - 1, to: 0, by: -1) { order.swapAt(i, random.below(i + 1)) }
        let merchants = max(20, accounts * 7 / 100)
        for i in 0..<accounts {
            let isMerchant = i < merchants
            world.residents.append(
                Resident(
                    id: (isMerchant ? "m" : "u") + String(100_000 + order[i]), kind: isMerchant ? .merchant : .person,
                    city: random.below(World.cities.count), device: isMerchant ? "" : "d\(order[i] * 7 + 13)",
                    activity: isMerchant ? 0 : 1.15 * random.spread(0.9)))
        }
        world.merchants = Array(1..<merchants)
        world.residents[0].id = World.bank
        settle(&world, &random, from: merchants)
        meet(&world, &random)
    }

    private static let categories: [UInt16] = [5411, 5812, 5814, 5912, 5311, 5651, 5732, 4121, 7832, 8220, 5541, 5999]

    private static func settle(_ world: inout World, _ random: inout Random, from first: Int) {
        for place in world.merchants { world.residents[place].category = random.pick(categories) }
        let count = world.residents.count
        let each = max(2, count * 12 / 100_000 + 1)
        var next = first
        func take(_ number: Int, role: String, day: (inout Random) -> Int) {
            for _ in 0..<number where next < count {
                world.residents[next].role = role
                world.residents[next].startDay = day(&random)
                next += 1
            }
        }
        let days = world.days
        let dealers = max(8, count * 12 / 20_000)
        take(dealers * (world.evasion >= 4 ? 3 : 1), role: "otc:otc_dealer") { $0.below(max(1, days / 3)) }
        take(max(10, count * 12 / 20_000), role: "otc:running_points") { $0.below(max(1, days / 3)) }
        take(6, role: "otc:collector") { _ in 0 }
        for kind in lookAlikes { take(max(each, count / 1_000), role: "honest:" + kind) { _ in 0 } }
        for place in next..<count {
            if random.chance(0.012) { world.vendors.append(place) }
            world.people.append(place)
        }
    }

    private static func meet(_ world: inout World, _ random: inout Random) {
        let people = world.people
        for place in world.merchants.count + 1..<world.residents.count {
            let circle = 4 + random.below(9)
            for _ in 0..<circle {
                let friend = random.pick(people)
                guard friend != place, !world.residents[place].circle.contains(friend) else { continue }
                world.residents[place].circle.append(friend)
                if world.residents[friend].circle.count < 20 { world.residents[friend].circle.append(place) }
            }
            world.residents[place].shops = (0..<8).map { _ in random.pick(world.merchants) }
            world.residents[place].employer = random.pick(world.merchants)
            world.residents[place].landlord = random.chance(0.3) ? random.pick(people) : 0
            world.residents[place].wage = random.within(35...160) * 10_000 + random.below(100) * 100
        }
    }
}
