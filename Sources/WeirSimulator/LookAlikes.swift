import WeirDomain

/// Honest people whose payments share two to four signals with the bad roles (DOMAIN §1.6, "benign twins").
enum LookAlikes {
    static func live(_ world: inout World, day: Int) {
        for place in world.residents.indices {
            switch world.residents[place].role {
            case "honest:money_changer": moneyChanger(&world, place, day)
            case "honest:group_buy_leader": groupBuyLeader(&world, place, day)
            case "honest:market_stall": marketStall(&world, place, day)
            case "honest:gift_card_recycler": giftCardRecycler(&world, place, day)
            case "honest:second_hand_seller": secondHandSeller(&world, place, day)
            case "honest:freight_broker": freightBroker(&world, place, day)
            case "honest:unique_cents_shop": uniqueCentsShop(&world, place, day)
            case "honest:gold_trader": goldTrader(&world, place, day)
            default: break
            }
        }
    }

    /// Strangers both ways, whole dollars at a rate in steps of a fen around the bank's: the nearest twin of a coin dealer.
    private static func moneyChanger(_ world: inout World, _ place: Int, _ day: Int) {
        let half = 0.002 + 0.006 * Double(place % 10) / 10
        for _ in 0..<world.random.within(6...24) {
            let time = world.time(day: day, hour: world.random.within(8.5...20.5))
            let sells = world.random.chance(0.5)
            let rate = Int((world.market.dollar(at: time) * 100 * (1 + (sells ? half : -half))).rounded())
            let fen =
                world.random.chance(0.55)
                ? world.random.pick([100, 200, 300, 500, 600, 800, 1000, 1500, 2000]) * rate
                : world.random.pick([500, 1000, 2000, 3000, 5000]) * 100
            trade(&world, place, fen, sells, time)
        }
        balance(&world, place, day)
    }

    /// One trade with a customer: mostly strangers, some who come again.
    private static func trade(_ world: inout World, _ place: Int, _ fen: Int, _ sells: Bool, _ time: Instant) {
        let customer =
            world.random.chance(0.2) ? world.people[(place &* 31 &+ world.random.below(15)) % world.people.count]
            : world.stranger(to: place)
        if sells {
            world.pay(customer, place, fen: fen, at: time)
        } else {
            world.pay(place, customer, fen: fen, at: time)
        }
    }

    private static func balance(_ world: inout World, _ place: Int, _ day: Int) {
        if world.random.chance(0.4) {
            let fen = world.random.within(5...80) * 1000_00
            world.pay(place, 0, fen: fen, at: world.time(day: day, hour: 21.5), channel: .withdrawal)
        }
    }

    /// Collects the same price from the neighbourhood, pays the farm once.
    private static func groupBuyLeader(_ world: inout World, _ place: Int, _ day: Int) {
        guard day % 2 == place % 2 else { return }
        let price = world.random.within(15...99) * 100 - world.random.pick([0, 1, 10, 50])
        let count = world.random.within(12...45)
        for _ in 0..<count {
            let member = world.people[(place &* 17 &+ world.random.below(90)) % world.people.count]
            let quantity = world.random.pick([1, 1, 1, 2, 2, 3])
            let time = world.time(day: day, hour: world.random.within(9.0...20))
            world.pay(member, place, fen: price * quantity, at: time, remark: "团购")
        }
        let farm = world.merchants[(place &* 5) % world.merchants.count]
        world.pay(place, farm, fen: price * count * 11 / 10, at: world.time(day: day, hour: 20.5))
    }

    /// A personal code on a stall: many strangers in, everything to the bank at night.
    private static func marketStall(_ world: inout World, _ place: Int, _ day: Int) {
        var total = 0
        for _ in 0..<world.random.within(20...70) {
            let fen = world.random.chance(0.8) ? world.random.within(4...80) * 100 : world.random.within(40...800) * 10
            total += fen
            let time = world.time(day: day, hour: world.random.within(7.0...20))
            world.pay(world.stranger(to: place), place, fen: fen, at: time, channel: .collect)
        }
        world.pay(place, 0, fen: total * 95 / 100, at: world.time(day: day, hour: 22), channel: .withdrawal)
    }

    /// Buys gift cards below face value, sells them a little dearer: strangers both ways.
    private static func giftCardRecycler(_ world: inout World, _ place: Int, _ day: Int) {
        for _ in 0..<world.random.within(5...18) {
            let face = world.random.pick([100, 200, 300, 500, 1000, 2000])
            let buys = world.random.chance(0.5)
            let rate = world.random.within(buys ? 850...920 : 930...970)
            let time = world.time(day: day, hour: world.random.within(9.0...22))
            trade(&world, place, face * rate / 10, !buys, time)
        }
    }

    /// Telephones: buys and sells with strangers, prices end in 00, 50 or 99.
    private static func secondHandSeller(_ world: inout World, _ place: Int, _ day: Int) {
        for _ in 0..<world.random.within(2...8) {
            let fen = world.random.within(30...600) * 10_00 - world.random.pick([0, 0, 1_00, 50_00])
            let time = world.time(day: day, hour: world.random.within(10.0...22))
            trade(&world, place, fen, world.random.chance(0.5), time)
        }
    }

    /// Receives for a load, pays the driver within hours, less five to ten per cent.
    private static func freightBroker(_ world: inout World, _ place: Int, _ day: Int) {
        for _ in 0..<world.random.within(2...7) {
            let shipper = world.merchants[(place &* 13 &+ world.random.below(8)) % world.merchants.count]
            let payer = world.random.chance(0.6) ? shipper : world.stranger(to: place)
            let fen = world.random.within(8...90) * 100_00
            let hour = world.random.within(6.0...18)
            world.pay(payer, place, fen: fen, at: world.time(day: day, hour: hour), remark: "运费")
            let driver = world.stranger(to: place)
            let share = world.random.within(900...950)
            let later = world.time(day: day, hour: hour + world.random.within(0.3...6))
            world.pay(place, driver, fen: fen / 1000 * share, at: later, remark: "运费")
        }
    }

    /// A top-up shop behind a personal-code gateway: open orders of one price are told apart by a few fen (DOMAIN §1.3).
    private static func uniqueCentsShop(_ world: inout World, _ place: Int, _ day: Int) {
        let prices = [10, 30, 50, 98, 100, 198, 200, 500]
        var total = 0
        for _ in 0..<world.random.within(15...60) {
            let fen = world.random.pick(prices) * 100 - world.random.below(11)
            total += fen
            let time = world.time(day: day, hour: world.random.within(8.0...23.8))
            world.pay(world.stranger(to: place), place, fen: fen, at: time)
        }
        world.pay(place, 0, fen: total * 9 / 10, at: world.time(day: day, hour: 23.9), channel: .withdrawal)
    }

    /// Grams of gold at the day's price, both ways.
    private static func goldTrader(_ world: inout World, _ place: Int, _ day: Int) {
        for _ in 0..<world.random.within(2...9) {
            let time = world.time(day: day, hour: world.random.within(9.0...19))
            let sells = world.random.chance(0.5)
            let gram = world.market.gold(at: time) + (sells ? 800 : -500)
            let tenths = world.random.within(10...300)
            trade(&world, place, gram * tenths / 10, sells, time)
        }
    }
}
