import Testing
import WeirDetection

/// The tables that hold the engine's state, against plain dictionaries and lists.
@Suite struct StateTests {
    struct Random {
        var state: UInt64
        init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    /// Events kept one by one count exactly as the buckets do, before and after an account has grown busy.
    @Test(arguments: [1, 2, 3, 4, 5, 6])
    func eventsCountAsWindowsDo(seed: UInt64) {
        var random = Random(seed)
        var activity = Activity()
        var place = ActivityPlace()
        var sets = [WindowSet(), WindowSet()]
        var last: [[Int: Int32]] = [[:], [:]]
        var minute: Int32 = 30_000_000
        // The even seeds stay quiet enough for lists, the odd ones do not.
        let pace = seed % 2 == 0 ? 20_000 : 400
        for _ in 0..<800 {
            minute += Int32(random.below(pace))
            let at = random.below(8) == 0 ? minute - Int32(random.below(6_000)) : minute
            let direction: Direction = random.below(3) == 0 ? .outgoing : .incoming
            let other = random.below(9)
            let step = PairTable.step(minute: at)
            let amount = Int64(random.below(100_000) + 1)
            let isStranger = random.below(2) == 0
            let before = last[direction.rawValue][other]
            activity.add(&place, direction, amount: amount, step: step, last: before, isStranger: isStranger)
            sets[direction.rawValue].add(
                BucketTimes(minute: PairTable.minute(step: step)), amount: amount,
                last: before.map { BucketTimes(minute: PairTable.minute(step: $0)) }, isStranger: isStranger)
            last[direction.rawValue][other] = max(before ?? .min, step)
            for direction in Direction.allCases {
                for window in Window.allCases {
                    let now = BucketTimes(minute: minute + Int32(random.below(50)))
                    let totals = activity.totals(place, direction, window, at: now)
                    #expect(totals == sets[direction.rawValue].totals(window, at: now))
                }
            }
        }
        #expect(place.hasWindows == (seed % 2 == 1))
    }

    @Test(arguments: [1, 2])
    func pairsAreRemembered(seed: UInt64) {
        var random = Random(seed)
        var pairs = PairTable(seed: seed)
        var known: [Int: Int32] = [:]
        var step: Int32 = 3_000_000
        for _ in 0..<200_000 {
            step += Int32(random.below(10) / 9)
            let (payer, payee) = (random.below(400) + 1, random.below(400) + 1)
            let contact = pairs.meet(
                payer: AccountIndex(raw: UInt32(payer)), payee: AccountIndex(raw: UInt32(payee)), step: step)
            #expect(contact.same == known[payer * 1_000 + payee])
            // An account's payment to itself goes both ways.
            if payer != payee { #expect(contact.opposite == known[payee * 1_000 + payer]) }
            known[payer * 1_000 + payee] = step
        }
        #expect(pairs.count <= 400 * 401 / 2)
        #expect(pairs.bytes < pairs.count * 40, "\(pairs.bytes) bytes for \(pairs.count) pairs")
    }

    /// A pair is kept for nine months at least, and forgotten after fifteen at most.
    @Test func pairsThatNoLongerDealAreForgotten() {
        var pairs = PairTable(seed: 1)
        let (a, b, c) = (AccountIndex(raw: 1), AccountIndex(raw: 2), AccountIndex(raw: 3))
        _ = pairs.meet(payer: a, payee: b, step: 3_000_000)
        #expect(pairs.meet(payer: a, payee: b, step: 3_039_000).same == 3_000_000)
        for i in 0..<2_000 {
            _ = pairs.meet(payer: c, payee: AccountIndex(raw: UInt32(i + 10)), step: 3_110_000 + Int32(i))
        }
        #expect(pairs.meet(payer: a, payee: b, step: 3_115_000).isStranger)
    }
}
