/// A line of business: its category, what things cost there (in fen), how prices end and when people come.
struct Trade {
    enum Ending {
        /// Whole or half yuan.
        case plain
        /// `.90`, `.99`, sometimes whole.
        case nines
        /// Sums of weighed and discounted goods: any fen.
        case anyFen
    }

    let category: UInt16
    let prices: [Int]
    let ending: Ending
    let hours: [Int]
    /// How common such shops are.
    let weight: Int

    static let streets: [Trade] = [
        Trade(
            category: 5812, prices: [1800, 2600, 3800, 5800, 8800, 13_800, 26_800], ending: .plain, hours: Hours.meals,
            weight: 26),
        Trade(
            category: 5814, prices: [600, 1000, 1400, 1800, 2200, 2800, 3600], ending: .plain, hours: Hours.meals,
            weight: 24),
        Trade(
            category: 5411, prices: [800, 1900, 3400, 5200, 8300, 14_000, 32_000], ending: .anyFen,
            hours: Hours.shopping, weight: 16),
        Trade(
            category: 5499, prices: [300, 500, 800, 1200, 1800, 3500], ending: .nines, hours: Hours.shopping, weight: 14
        ),
        Trade(
            category: 5912, prices: [900, 1800, 2900, 4800, 9800, 21_000], ending: .anyFen, hours: Hours.shopping,
            weight: 6),
        Trade(
            category: 5651, prices: [4900, 9900, 15_900, 23_900, 39_900, 69_900], ending: .nines, hours: Hours.shopping,
            weight: 6),
        Trade(
            category: 5541, prices: [10_000, 15_000, 20_000, 26_000, 34_000, 42_000], ending: .anyFen,
            hours: Hours.commuting, weight: 3),
        Trade(
            category: 7230, prices: [2500, 3800, 5800, 12_800, 29_800], ending: .plain, hours: Hours.shopping, weight: 4
        ),
        Trade(
            category: 7832, prices: [3290, 3990, 4990, 7980, 11_970], ending: .nines, hours: Hours.friends, weight: 2),
    ]

    static let online: [Trade] = [
        Trade(
            category: 5964, prices: [990, 1990, 2990, 4990, 8900, 15_900, 39_900], ending: .nines, hours: Hours.online,
            weight: 12),
        Trade(
            category: 5816, prices: [600, 1200, 3000, 6800, 12_800, 32_800, 64_800], ending: .plain,
            hours: Hours.online, weight: 4),
        Trade(category: 5815, prices: [600, 1500, 2500, 3000, 19_800], ending: .nines, hours: Hours.online, weight: 2),
        Trade(
            category: 5732, prices: [5900, 12_900, 29_900, 99_900, 249_900, 599_900], ending: .nines,
            hours: Hours.online, weight: 3),
        Trade(
            category: 4722, prices: [15_300, 28_800, 45_350, 76_800, 148_000], ending: .anyFen, hours: Hours.online,
            weight: 2),
    ]

    static let transit = Trade(
        category: 4111, prices: [150, 200, 270, 300, 400, 500, 1450, 2860], ending: .plain, hours: Hours.commuting,
        weight: 1)
    static let utility = Trade(
        category: 4900, prices: [3000, 5000, 8800, 13_200, 20_000, 36_000], ending: .anyFen, hours: Hours.online,
        weight: 1)
    static let bank = Trade(category: 6012, prices: [1, 2], ending: .plain, hours: Hours.online, weight: 1)
    static let employer = Trade(category: 7399, prices: [1, 2], ending: .plain, hours: Hours.business, weight: 1)
    static let wholesale = Trade(
        category: 5199, prices: [30_000, 80_000, 160_000, 300_000, 700_000], ending: .plain, hours: Hours.market,
        weight: 1)
    /// Street food and fruit behind a person's own code.
    static let vendor = Trade(
        category: 0, prices: [300, 500, 800, 1000, 1200, 1500, 2000, 3500], ending: .plain, hours: Hours.meals,
        weight: 1)

    /// What a customer pays: one to three things from the shop's menu, or a weighed sum.
    func price(at shop: Int, seed: UInt64, _ dice: inout Dice) -> Int {
        switch ending {
        case .anyFen: return dice.along(prices)
        case .plain, .nines:
            var sum = 0
            for _ in 0..<(1 + dice.weighted([72, 20, 8])) { sum += item(dice.below(14), at: shop, seed: seed) }
            return sum
        }
    }

    /// The price of a thing on the menu: each shop keeps its own.
    private func item(_ number: Int, at shop: Int, seed: UInt64) -> Int {
        var menu = Dice(seed, .menus, shop, number)
        let raw = menu.along(prices)
        let yuan = max(raw / 100, 1) * 100
        switch ending {
        case .plain: return menu.chance(0.8) ? yuan : yuan + 50
        case .nines: return yuan + menu.pick([90, 90, 99, 80, 50, 0]) - (yuan > 100 ? 100 : 0)
        case .anyFen: return raw
        }
    }
}
