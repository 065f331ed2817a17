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

    /// One account's payments, as a plain list.
    private struct Known {
        var minute: Int32
        var other: Int
        var amount: Int64
        var isStranger: Bool
        var isFirst: Bool
    }

    private func expected(_ known: [Known], since first: Int32) -> Totals {
        let live = known.filter { $0.minute >= first }
        var totals = Totals()
        totals.sum = live.reduce(0) { $0 + $1.amount }
        totals.count = UInt32(live.count)
        totals.distinct = UInt32(Set(live.map(\.other)).count)
        totals.firstTime = UInt32(live.count { $0.isFirst })
        totals.strangers = UInt32(live.count { $0.isStranger })
        return totals
    }

    /// Few payments count to the minute, many in buckets that reach back no more than one bucket further.
    @Test(arguments: [1, 2, 3, 4, 5, 6])
    func activityCountsWhatThereWas(seed: UInt64) {
        var random = Random(seed)
        var activity = Activity()
        var place = ActivityPlace()
        var known: [[Known]] = [[], []]
        var last: [[Int: Int32]] = [[:], [:]]
        var minute: Int32 = 30_000_000
        // The even seeds stay quiet enough for lists, the odd ones do not.
        let pace = seed % 2 == 0 ? 2_000 : 400
        for _ in 0..<1_200 {
            // Counterparties are told apart by the ten minutes of their last payment: here no two share them.
            minute += Int32(random.below(pace) / 10 * 10 + 10)
            let direction: Direction = random.below(3) == 0 ? .outgoing : .incoming
            let (d, other) = (direction.rawValue, random.below(9))
            let amount = Int64(random.below(random.below(9) == 0 ? 500_000_000 : 100_000) + 1)
            let isStranger = random.below(2) == 0
            let before = last[d][other]
            activity.add(&place, direction, amount: amount, minute: minute, last: before, isStranger: isStranger)
            known[d].append(
                Known(minute: minute, other: other, amount: amount, isStranger: isStranger, isFirst: before == nil))
            last[d][other] = PairTable.step(minute: minute)
            for direction in Direction.allCases {
                for window in Window.allCases {
                    let now = minute + Int32(random.below(50))
                    let totals = activity.totals(place, direction, window, at: now)
                    let payments = known[direction.rawValue]
                    if place.hasWindows {
                        let size = window.bucketMinutes
                        let first = (max(now, minute) / size - Int32(window.slots) + 1) * size
                        // Before an account was busy, only a month was kept.
                        if window == .month, known[0].count + known[1].count < 400 { continue }
                        #expect(totals == expected(payments, since: first), "\(window)")
                    } else {
                        #expect(totals == expected(payments, since: now - window.minutes + 1), "\(window)")
                    }
                }
            }
        }
        #expect(place.hasWindows == (seed % 2 == 1))
    }

    /// Late payments count as if they had come in time, and what is older than any window does no harm.
    @Test(arguments: [1, 2, 3, 4])
    func latePaymentsCountToo(seed: UInt64) {
        var random = Random(seed)
        var activity = Activity()
        var place = ActivityPlace()
        var known: [Known] = []
        var minute: Int32 = 30_000_000
        for n in 0..<600 {
            minute += Int32(random.below(4_000))
            let reach = n % 50 == 49 ? 200_000 : 20_000
            let at = random.below(3) == 0 ? minute - Int32(random.below(reach)) : minute
            activity.add(&place, .incoming, amount: 7, minute: at, last: nil, isStranger: false)
            known.append(Known(minute: at, other: n, amount: 7, isStranger: false, isFirst: true))
            for window in Window.allCases {
                let newest = known.map(\.minute).max() ?? minute
                let totals = activity.totals(place, .incoming, window, at: minute)
                #expect(totals == expected(known, since: max(minute, newest) - window.minutes + 1), "\(window) \(n)")
            }
        }
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
