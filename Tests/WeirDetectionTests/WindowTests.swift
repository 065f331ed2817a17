import Testing
import WeirDetection
import WeirDomain

/// The windows against a plain list of payments.
@Suite struct WindowTests {
    private struct Event {
        var minute: Int32
        var other: Int
        var amount: Int64
    }

    /// What a window promises: everything since the start of the bucket that lies `slots - 1` buckets back.
    private func expected(_ events: [Event], _ window: Window, at minute: Int32) -> (Int, Int64, Int) {
        let size = window.bucketMinutes
        let start = (minute / size - Int32(window.slots) + 1) * size
        let live = events.filter { $0.minute >= start && $0.minute <= minute }
        return (live.count, live.reduce(0) { $0 + $1.amount }, Set(live.map(\.other)).count)
    }

    @Test(arguments: [1, 2, 3, 4, 5])
    func agreesWithAListOfPayments(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var set = WindowSet()
        var events: [Event] = []
        var last: [Int: Int32] = [:]
        var minute: Int32 = 30_000_000
        for _ in 0..<3_000 {
            minute += Int32(random(10) == 0 ? random(3_000) : random(20))
            // One in eight comes late, some of them later than the window reaches back.
            let at = random(8) == 0 ? minute - Int32(random(12_000)) : minute
            let event = Event(minute: at, other: random(12), amount: Int64(random(100_000) + 1))
            set.add(
                BucketTimes(minute: at), amount: event.amount,
                last: last[event.other].map { BucketTimes(minute: $0) }, isStranger: false)
            last[event.other] = max(last[event.other] ?? .min, at)
            events.append(event)
            for window in Window.allCases {
                let totals = set.totals(window, at: BucketTimes(minute: minute))
                let (count, sum, distinct) = expected(events, window, at: minute)
                #expect(Int(totals.count) == count && totals.sum == sum && Int(totals.distinct) == distinct)
            }
        }
    }

    @Test func aWindowEmptiesWithTime() {
        var set = WindowSet()
        set.add(BucketTimes(minute: 1_000), amount: 5, last: nil, isStranger: true)
        #expect(set.totals(.hour, at: BucketTimes(minute: 1_030)).count == 1)
        #expect(set.totals(.hour, at: BucketTimes(minute: 1_100)).count == 0)
        #expect(set.totals(.month, at: BucketTimes(minute: 1_100)).strangers == 1)
        #expect(set.totals(.month, at: BucketTimes(minute: 100_000)).count == 0)
    }

    @Test func countersSaturate() {
        var set = WindowSet()
        for _ in 0..<70_000 {
            set.add(BucketTimes(minute: 1_000), amount: .max / 2, last: BucketTimes(minute: 1_000), isStranger: false)
        }
        #expect(set.totals(.hour, at: BucketTimes(minute: 1_000)).count == 65_535)
        #expect(set.totals(.hour, at: BucketTimes(minute: 1_000)).sum == .max)
        set.add(BucketTimes(minute: 1_300), amount: 7, last: nil, isStranger: false)
        #expect(set.totals(.hour, at: BucketTimes(minute: 1_300)).sum == 7, "what saturated it has gone")
        #expect(set.totals(.day, at: BucketTimes(minute: 1_300)).sum == .max)
    }
}
