import WeirDomain

/// Running points: bursts of strangers' money, sent on within minutes to collectors, less a commission.
enum Mules {
    static func live(_ world: inout World, day: Int) {
        for place in world.residents.indices where world.residents[place].role == "otc:running_points" {
            guard day >= world.residents[place].startDay else { continue }
            var own = Random(seed: world.seed, stream: UInt64(place) &* 2_000 &+ UInt64(day))
            if own.chance(0.7) { burst(&world, place, day, &own) }
        }
    }

    private static func burst(_ world: inout World, _ place: Int, _ day: Int, _ random: inout Random) {
        let begin = random.within(world.evasion >= 3 ? 10.0...17 : 9.0...21)
        let length = random.within(1.0...3)
        let collectors = world.residents.indices.filter { world.residents[$0].role == "otc:collector" }
        guard !collectors.isEmpty else { return }
        let commission = random.within(10...20)
        var open = 0
        var hour = begin
        for _ in 0..<random.within(8...40) {
            hour += random.unit() * length / 12
            let fen = random.chance(0.5) ? random.within(1...60) * 50_00 - random.below(11) : random.within(5_000...300_000)
            world.pay(world.stranger(to: place), place, fen: fen, at: world.time(day: day, hour: hour))
            open += fen
            // One by one or a few together.
            guard random.chance(0.6) else { continue }
            let minutes = random.within(world.evasion >= 3 ? 15...90 : 2...25)
            let at = world.time(day: day, hour: hour + Double(minutes) / 60)
            world.pay(place, random.pick(collectors), fen: open * (1000 - commission) / 1000, at: at)
            open = 0
        }
        if open > 0 {
            world.pay(
                place, random.pick(collectors), fen: open * (1000 - commission) / 1000,
                at: world.time(day: day, hour: hour + 0.2))
        }
    }
}
