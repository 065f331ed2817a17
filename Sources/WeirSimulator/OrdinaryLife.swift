import WeirDomain

/// What everybody does: shops, friends, wages, rent, a second-hand purchase now and then.
enum OrdinaryLife {
    static func live(_ world: inout World, day: Int) {
        for place in world.residents.indices where world.residents[place].kind == .person {
            let isAtLeisure = !world.residents[place].role.hasPrefix("otc:")
            let mean = world.residents[place].activity * (isAtLeisure ? 1 : 0.7)
            let count = world.random.poisson(mean)
            for _ in 0..<count { act(&world, place, day) }
            month(&world, place, day)
        }
    }

    private static func act(_ world: inout World, _ place: Int, _ day: Int) {
        let time = world.time(day: day, hour: world.hour())
        let u = world.random.unit()
        switch u {
        case ..<0.50: shop(&world, place, time)
        case ..<0.60: vendor(&world, place, time)
        case ..<0.70: online(&world, place, time)
        case ..<0.94: friend(&world, place, time)
        case ..<0.955: secondHand(&world, place, time)
        case ..<0.985: withdraw(&world, place, time)
        default: refund(&world, place, time)
        }
    }

    private static func shop(_ world: inout World, _ place: Int, _ time: Instant) {
        let shop = world.random.pick(world.residents[place].shops)
        let fen = price(&world.random)
        world.pay(place, shop, fen: fen, at: time, channel: .collect)
    }

    /// Prices end in .00, .50, .90, .99 or anything, as tills do.
    static func price(_ random: inout Random) -> Int {
        let yuan = Int(3 + 60 * random.unit() * random.unit() * random.spread(1.4) * 3)
        switch random.below(10) {
        case 0...3: return yuan * 100
        case 4: return yuan * 100 + 50
        case 5: return yuan * 100 + 90
        case 6: return max(100, yuan * 100 - 1)
        default: return yuan * 100 + random.below(100)
        }
    }

    private static func vendor(_ world: inout World, _ place: Int, _ time: Instant) {
        guard !world.vendors.isEmpty else { return }
        // Mostly the ones around the corner.
        let near = (place &* 7 &+ world.random.below(12)) % world.vendors.count
        let fen = world.random.chance(0.7) ? world.random.within(3...60) * 100 : world.random.within(30...900) * 10
        world.pay(place, world.vendors[near], fen: fen, at: time, channel: .collect)
    }

    private static func online(_ world: inout World, _ place: Int, _ time: Instant) {
        let shop = world.random.pick(world.merchants)
        world.pay(
            place, shop, fen: price(&world.random) * 3, at: time, channel: .gateway, site: "shop\(shop).example")
    }

    private static let words = ["", "", "", "", "", "午饭", "AA", "谢谢", "还钱", "生日快乐", "打车", "电影票", "游戏币", "U盘", "水电费", "书钱"]

    private static func friend(_ world: inout World, _ place: Int, _ time: Instant) {
        guard !world.residents[place].circle.isEmpty else { return }
        let other = world.random.pick(world.residents[place].circle)
        let remark = world.random.pick(words)
        switch world.random.below(10) {
        case 0, 1:
            let lucky = [66, 88, 168, 200, 520, 666, 888, 1314, 6_66, 8_88, 18_80, 66_00, 200_00]
            world.pay(place, other, fen: world.random.pick(lucky), at: time, channel: .redpacket)
        case 2...5:
            // A share of a bill.
            let fen = (price(&world.random) * world.random.within(2...5)) / world.random.within(2...6)
            world.pay(place, other, fen: max(1, fen), at: time, remark: remark)
        case 6...8:
            world.pay(place, other, fen: world.random.within(1...30) * 50_00, at: time, remark: remark)
        default:
            world.pay(place, other, fen: world.random.within(1...20) * 1000_00, at: time, remark: remark)
        }
    }

    private static func secondHand(_ world: inout World, _ place: Int, _ time: Instant) {
        let seller = world.stranger(to: place)
        let fen = world.random.within(2...150) * world.random.pick([10, 5, 20, 8]) * 100
        world.pay(place, seller, fen: fen, at: time, remark: world.random.chance(0.3) ? "闲置" : "")
    }

    private static func withdraw(_ world: inout World, _ place: Int, _ time: Instant) {
        world.pay(place, 0, fen: world.random.within(1...40) * 100_00, at: time, channel: .withdrawal)
    }

    private static func refund(_ world: inout World, _ place: Int, _ time: Instant) {
        let shop = world.random.pick(world.merchants)
        let fen = price(&world.random)
        let id = world.pay(place, shop, fen: fen, at: time, channel: .gateway, site: "shop\(shop).example")
        let later = time.advanced(bySeconds: Int64(world.random.within(600...70_000)))
        if !id.isEmpty, later < world.time(day: world.days, hour: 0) {
            world.pay(shop, place, fen: fen, at: later, channel: .refund, original: id)
        }
    }

    private static func month(_ world: inout World, _ place: Int, _ day: Int) {
        let resident = world.residents[place]
        let time = world.time(day: day, hour: 9 + Double(place % 80) / 10)
        if day % 30 == (resident.employer * 3) % 28 {
            world.pay(resident.employer, place, fen: resident.wage, at: time, remark: "工资")
        }
        if resident.landlord != 0, day % 30 == place % 25 {
            let rent = (resident.wage / 40_000) * 100_00
            world.pay(place, resident.landlord, fen: rent, at: time, remark: "房租")
        }
    }
}
