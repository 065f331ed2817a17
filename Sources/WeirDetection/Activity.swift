import WeirDomain

/// What accounts have paid and received over the four windows. Most accounts have few payments, which are kept one by
/// one; the busy ones have windows of buckets. Both give the same counts.
package struct Activity: ~Copyable {
    // The first place of each is taken, so that 0 can mean none.
    private var blocks = Slab<EventBlock>(blank: EventBlock())
    private var windows = Slab<WindowSet>(blank: WindowSet())

    package init() {
        _ = blocks.add()
        _ = windows.add()
    }

    var windowCount: Int { windows.count - 1 }
    var bytes: Int { blocks.bytes + windows.bytes }

    func prefetch(_ place: borrowing ActivityPlace, _ direction: Direction) {
        let places = place.places
        if place.hasWindows {
            let (own, other) = direction == .incoming ? (0, 1) : (1, 0)
            windows.prefetch(Int(places[own]))
            windows.prefetch(Int(places[other]), lines: 2)
        } else {
            for i in 0..<(Int(place.count) + 3) / 4 { blocks.prefetch(Int(places[i])) }
        }
    }

    func save(to writer: borrowing StateWriter) {
        blocks.save(to: writer)
        windows.save(to: writer)
    }

    mutating func load(from reader: borrowing StateReader) throws {
        blocks = Slab(blank: EventBlock())
        windows = Slab(blank: WindowSet())
        try blocks.load(from: reader)
        try windows.load(from: reader)
    }

    // MARK: Counting

    /// Counts one payment. `last` is the time of the pair's previous payment in this direction, in ten-minute steps.
    package mutating func add(
        _ place: inout ActivityPlace, _ direction: Direction, amount: Int64, step: Int32, last: Int32?,
        isStranger: Bool
    ) {
        if !place.hasWindows, place.count == EventBlock.events * EventBlock.mostBlocks { makeRoom(&place) }
        if place.hasWindows {
            let set = windowPlace(&place, direction)
            windows[set].add(
                BucketTimes(minute: PairTable.minute(step: step)), amount: amount,
                last: last.map { BucketTimes(minute: PairTable.minute(step: $0)) }, isStranger: isStranger)
            return
        }
        var event = Event(amount: amount, step: step)
        if direction == .outgoing { event.marks.insert(.outgoing) }
        if isStranger { event.marks.insert(.stranger) }
        if let last {
            // The counterparty is counted with its latest payment; where this one comes late, that stays another.
            if last < step {
                event.marks.insert(.latest)
                leave(&place, direction, last)
            }
        } else {
            event.marks.formUnion([.first, .latest])
        }
        append(event, &place)
    }

    private mutating func append(_ event: Event, _ place: inout ActivityPlace) {
        let (block, slot) = (Int(place.count) / EventBlock.events, Int(place.count) % EventBlock.events)
        if slot == 0, place.places[block] == 0 { place.places[block] = UInt32(blocks.add()) }
        blocks[Int(place.places[block])].events[slot] = event
        place.count += 1
    }

    /// The payment before, with the same counterparty, is no longer its latest.
    private mutating func leave(_ place: inout ActivityPlace, _ direction: Direction, _ last: Int32) {
        for i in 0..<Int(place.count) {
            let (block, slot) = (Int(place.places[i / EventBlock.events]), i % EventBlock.events)
            let event = blocks[block].events[slot]
            if event.step == last, event.isOf(direction), event.marks.contains(.latest) {
                blocks[block].events[slot].marks.remove(.latest)
                return
            }
        }
    }

    private mutating func windowPlace(_ place: inout ActivityPlace, _ direction: Direction) -> Int {
        if place.places[direction.rawValue] == 0 { place.places[direction.rawValue] = UInt32(windows.add()) }
        return Int(place.places[direction.rawValue])
    }

    // MARK: Making room

    /// Drops what no window reaches back to; where nothing can go, the account gets windows.
    private mutating func makeRoom(_ place: inout ActivityPlace) {
        let heads = (newest(place, .incoming), newest(place, .outgoing))
        var kept: InlineArray<16, Event> = .init(repeating: Event())
        var count = 0
        for i in 0..<Int(place.count) {
            let event = event(place, i)
            let head = event.isOf(.incoming) ? heads.0 : heads.1
            let month = BucketTimes(minute: PairTable.minute(step: head))[.month]
            guard event.step >= Window.month.firstStep(newest: month) else { continue }
            kept[count] = event
            count += 1
        }
        let isFull = count == Int(place.count)
        if isFull {
            for block in 0..<EventBlock.mostBlocks { blocks.remove(Int(place.places[block])) }
            place = ActivityPlace()
            place.count = ActivityPlace.windows
        } else {
            place.count = 0
        }
        for i in 0..<count {
            if isFull {
                let direction: Direction = kept[i].isOf(.incoming) ? .incoming : .outgoing
                let head = direction == .incoming ? heads.0 : heads.1
                let set = windowPlace(&place, direction)
                windows[set].take(kept[i], newest: BucketTimes(minute: PairTable.minute(step: head)))
            } else {
                append(kept[i], &place)
            }
        }
    }

    @inline(__always)
    private func event(_ place: ActivityPlace, _ i: Int) -> Event {
        blocks.address(Int(place.places[i / EventBlock.events])).pointee.events[i % EventBlock.events]
    }

    /// The latest step of a direction; the least number where there is none.
    private func newest(_ place: ActivityPlace, _ direction: Direction) -> Int32 {
        var newest = Int32.min
        for i in 0..<Int(place.count) {
            let event = event(place, i)
            if event.isOf(direction), event.step > newest { newest = event.step }
        }
        return newest
    }

    // MARK: Reading

    /// Week and day, both directions: the counts by which strangers are weighed.
    func strangerCounts(_ place: ActivityPlace, at now: BucketTimes) -> Strangers.Counts {
        if place.hasWindows {
            return Strangers.Counts(
                weekIn: totals(place, .incoming, .week, at: now), weekOut: totals(place, .outgoing, .week, at: now),
                dayIn: totals(place, .incoming, .day, at: now), dayOut: totals(place, .outgoing, .day, at: now))
        }
        let inside = firstSteps(newest(place, .incoming), now)
        let outside = firstSteps(newest(place, .outgoing), now)
        var counts = Strangers.Counts()
        for i in 0..<Int(place.count) {
            let event = event(place, i)
            if event.marks.contains(.outgoing) {
                if event.step >= outside.week { counts.weekOut.add(event) }
                if event.step >= outside.day { counts.dayOut.add(event) }
            } else {
                if event.step >= inside.week { counts.weekIn.add(event) }
                if event.step >= inside.day { counts.dayIn.add(event) }
            }
        }
        return counts
    }

    /// Where week and day begin, at a time or at that of a later newest payment.
    private func firstSteps(_ head: Int32, _ now: BucketTimes) -> (week: Int32, day: Int32) {
        guard head != .min else { return (.max, .max) }
        let times = BucketTimes(minute: PairTable.minute(step: head))
        return (
            Window.week.firstStep(newest: max(now[.week], times[.week])),
            Window.day.firstStep(newest: max(now[.day], times[.day]))
        )
    }

    /// Payments with strangers within a month, both directions together.
    func strangersInMonth(_ place: ActivityPlace, at now: BucketTimes) -> UInt32 {
        totals(place, .incoming, .month, at: now).strangers + totals(place, .outgoing, .month, at: now).strangers
    }

    /// What is in a window at a time; at the time of the newest payment if that is later.
    package func totals(
        _ place: ActivityPlace, _ direction: Direction, _ window: Window, at now: BucketTimes
    ) -> Totals {
        if place.hasWindows {
            return windows.address(Int(place.places[direction.rawValue])).pointee.totals(window, at: now)
        }
        let head = newest(place, direction)
        guard head != .min else { return Totals() }
        let number = max(now[window], BucketTimes(minute: PairTable.minute(step: head))[window])
        let first = window.firstStep(newest: number)
        var totals = Totals()
        for i in 0..<Int(place.count) {
            let event = event(place, i)
            if event.step >= first, event.isOf(direction) { totals.add(event) }
        }
        return totals
    }
}

extension Totals {
    fileprivate mutating func add(_ event: Event) {
        sum = sum.saturatingAdd(event.amount)
        count += 1
        if event.marks.contains(.latest) { distinct += 1 }
        if event.marks.contains(.first) { firstTime += 1 }
        if event.marks.contains(.stranger) { strangers += 1 }
    }
}

extension Int64 {
    /// The sum of two numbers that are not negative, or the greatest number there is.
    @inline(__always)
    func saturatingAdd(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
