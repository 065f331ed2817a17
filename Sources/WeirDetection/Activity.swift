import WeirDomain

/// What accounts have paid and received over the four windows. The latest payments of every account are kept one by one
/// and counted to the minute; one with more than 64 within a month has windows of buckets besides, and only its latest
/// ones in the list.
package struct Activity: ~Copyable {
    private var lists = EventArena()
    // The first place of each is taken, so that 0 can mean none.
    private var windows = Slab<WindowSet>(blank: WindowSet())
    private var pairs = Slab<WindowPair>(blank: WindowPair())

    /// The windows of one account, made for a direction when it is first used.
    struct WindowPair: BitwiseCopyable {
        var incoming: UInt32 = 0
        var outgoing: UInt32 = 0

        subscript(direction: Direction) -> Int { Int(direction == .incoming ? incoming : outgoing) }
    }

    /// Room below the first payment of a list for payments that come late, in minutes.
    private static let slack: Int32 = 4_096

    package init() {
        _ = windows.add()
        _ = pairs.add()
    }

    var windowCount: Int { windows.count - 1 }
    var bytes: Int { lists.bytes + windows.bytes + pairs.bytes }

    static var layout: [Int] { [MemoryLayout<Event>.stride, MemoryLayout<WindowSet>.stride] }

    @inline(__always)
    func prefetch(_ place: UnsafeMutablePointer<ActivityPlace>, _ direction: Direction) {
        if place.pointee.list != 0 { lists.prefetch(place.pointee.list, Int(place.pointee.count)) }
        if place.pointee.windows != 0 {
            // A busy account is in the cache anyway.
            windows.prefetch(pairs.address(Int(place.pointee.windows)).pointee[direction], lines: 1)
        }
    }

    func save(to writer: borrowing StateWriter) {
        lists.save(to: writer)
        windows.save(to: writer)
        pairs.save(to: writer)
    }

    mutating func load(from reader: borrowing StateReader) throws {
        windows = Slab(blank: WindowSet())
        pairs = Slab(blank: WindowPair())
        try lists.load(from: reader)
        try windows.load(from: reader)
        try pairs.load(from: reader)
    }

    // MARK: Counting

    /// Counts one payment. `last` is the time of the pair's previous payment in this direction, in ten-minute steps.
    package mutating func add(
        _ place: inout ActivityPlace, _ direction: Direction, amount: Int64, minute: Int32, last: Int32?,
        isStranger: Bool
    ) {
        add(&place, direction, amount, minute, last, isStranger ? [.stranger] : [])
    }

    /// The same with what else is to be remembered.
    @inline(__always)
    mutating func add(
        _ place: inout ActivityPlace, _ direction: Direction, _ amount: Int64, _ minute: Int32, _ last: Int32?,
        _ marks: Event.Marks
    ) {
        // First of all: what is in the list may be counted in windows now, as it stands.
        guard reserve(&place, minute) else { return }
        var marks = marks
        if direction == .outgoing { marks.formUnion(.outgoing) }
        // The counterparty is counted with its latest payment; where this one comes late, that stays another.
        if let last {
            if last <= PairTable.step(minute: minute) {
                marks.formUnion(.latest)
                leave(place, direction, last)
            }
        } else {
            marks.formUnion([.first, .latest])
        }
        let event = Event(
            amount: PackedAmount(minor: amount), minute: UInt16(truncatingIfNeeded: minute &- place.base), marks: marks)
        lists.address(place.list)[Int(place.count)] = event
        place.count += 1
        if place.windows != 0 {
            let set = set(of: place, direction)
            windows.address(set).pointee.add(
                BucketTimes(minute: minute), amount: amount,
                last: last.map { BucketTimes(minute: PairTable.minute(step: $0)) },
                isStranger: marks.contains(.stranger))
        }
    }

    /// The payment before, with the same counterparty, is no longer its latest.
    @inline(__always)
    private func leave(_ place: ActivityPlace, _ direction: Direction, _ last: Int32) {
        let first = PairTable.minute(step: last) &- place.base
        guard place.count > 0, first > -10, first <= 65_535 else { return }
        let events = lists.address(place.list)
        let wanted: UInt16 = direction == .outgoing ? 3 : 2
        var i = Int(place.count) - 1
        while i >= 0 {
            if UInt32(bitPattern: Int32(events[i].minute) &- first) < 10, events[i].marks.rawValue & 3 == wanted {
                events[i].marks.remove(.latest)
                return
            }
            i -= 1
        }
    }

    private mutating func set(of place: ActivityPlace, _ direction: Direction) -> Int {
        let pair = pairs.address(Int(place.windows))
        let known = pair.pointee[direction]
        guard known == 0 else { return known }
        let made = windows.add()
        switch direction {
        case .incoming: pair.pointee.incoming = UInt32(made)
        case .outgoing: pair.pointee.outgoing = UInt32(made)
        }
        return made
    }

    // MARK: Making room

    /// Room for one more event of this minute; `false` if it is older than all that is looked at.
    @inline(__always)
    private mutating func reserve(_ place: inout ActivityPlace, _ minute: Int32) -> Bool {
        let isInRange = UInt32(bitPattern: minute &- place.base) <= 65_535
        if isInRange, place.count < EventArena.sizes[Int(place.size)] { return true }
        // Within a month of the base nothing has expired.
        if isInRange, place.windows == 0, place.count < EventArena.sizes[EventArena.lastSize],
            minute &- place.base < Window.month.minutes
        {
            resize(&place)
            return true
        }
        return makeRoom(&place, minute)
    }

    private mutating func makeRoom(_ place: inout ActivityPlace, _ minute: Int32) -> Bool {
        let head = place.count == 0 ? minute : max(minute, newest(place))
        guard Int64(minute) > Int64(head) - 65_536 else { return false }
        drop(&place, olderThan: head &- Window.month.minutes)
        if place.windows != 0, place.count == EventArena.sizes[Int(place.size)] { dropOldest(&place) }
        if place.count == EventArena.sizes[EventArena.lastSize] {
            giveWindows(&place)
            dropOldest(&place)
        }
        rebase(&place, minute, head)
        resize(&place)
        return true
    }

    /// Drops what no window reaches back to.
    private func drop(_ place: inout ActivityPlace, olderThan limit: Int32) {
        guard place.count > 0 else { return }
        let events = lists.address(place.list)
        var kept = 0
        for i in 0..<Int(place.count) where place.base &+ Int32(events[i].minute) > limit {
            events[kept] = events[i]
            kept += 1
        }
        place.count = UInt8(kept)
    }

    /// Beside windows: the older quarter of what the list is to hold.
    private func dropOldest(_ place: inout ActivityPlace) {
        let kept = Int(EventArena.sizes[EventArena.besideWindows]) * 3 / 4
        guard Int(place.count) > kept else { return }
        let events = lists.address(place.list)
        let gone = Int(place.count) - kept
        for i in 0..<kept { events[i] = events[i + gone] }
        place.count = UInt8(kept)
    }

    /// Counts minutes from a later or earlier base, so that the new one and all that are kept fit.
    private func rebase(_ place: inout ActivityPlace, _ minute: Int32, _ head: Int32) {
        var oldest = minute
        for i in 0..<Int(place.count) {
            oldest = min(oldest, place.base &+ Int32(lists.address(place.list)[i].minute))
        }
        let base = max(oldest &- Self.slack, head &- 65_535)
        for i in 0..<Int(place.count) {
            let events = lists.address(place.list)
            events[i].minute = UInt16(truncatingIfNeeded: place.base &+ Int32(events[i].minute) &- base)
        }
        place.base = base
    }

    /// The smallest list with room for one more.
    private mutating func resize(_ place: inout ActivityPlace) {
        var size = place.windows != 0 ? EventArena.besideWindows : 1
        while EventArena.sizes[size] <= place.count { size += 1 }
        guard size != Int(place.size) else { return }
        let list = lists.add(size: size)
        let count = Int(place.count)
        if count > 0 { lists.address(list).update(from: lists.address(place.list), count: count) }
        if place.size != 0 { lists.remove(place.list, size: Int(place.size)) }
        place.list = list
        place.size = UInt8(size)
    }

    /// Counts all that is in the list in windows.
    private mutating func giveWindows(_ place: inout ActivityPlace) {
        place.windows = UInt32(pairs.add())
        for direction in Direction.allCases {
            let events = lists.address(place.list)
            var head = Int32.min
            for i in 0..<Int(place.count) where events[i].isOf(direction) {
                head = max(head, place.base &+ Int32(events[i].minute))
            }
            guard head != .min else { continue }
            let set = set(of: place, direction)
            for i in 0..<Int(place.count) where events[i].isOf(direction) {
                let minute = place.base &+ Int32(events[i].minute)
                windows.address(set).pointee.take(events[i], minute, newest: BucketTimes(minute: head))
            }
        }
    }

    private func newest(_ place: ActivityPlace) -> Int32 {
        let events = lists.address(place.list)
        var newest: UInt16 = 0
        for i in 0..<Int(place.count) { newest = max(newest, events[i].minute) }
        return place.base &+ Int32(newest)
    }

    // MARK: Reading

    /// Month, week and day, both directions: the counts by which strangers are weighed.
    func strangerCounts(_ place: ActivityPlace, at minute: Int32) -> Strangers.Counts {
        if place.windows != 0 {
            let now = BucketTimes(minute: minute)
            return Strangers.Counts(
                weekIn: windowTotals(place, .incoming, .week, now), weekOut: windowTotals(place, .outgoing, .week, now),
                dayIn: windowTotals(place, .incoming, .day, now), dayOut: windowTotals(place, .outgoing, .day, now),
                monthIn: windowTotals(place, .incoming, .month, now).distinct,
                monthOut: windowTotals(place, .outgoing, .month, now).distinct)
        }
        var counts = Strangers.Counts()
        guard place.count > 0 else { return counts }
        let events = lists.address(place.list)
        let head = max(minute, newest(place)) &- place.base
        for i in 0..<Int(place.count) {
            let event = events[i]
            let age = head &- Int32(event.minute)
            if age < Window.month.minutes, event.marks.contains(.latest) {
                if event.marks.contains(.outgoing) { counts.monthOut += 1 } else { counts.monthIn += 1 }
            }
            guard age < Window.week.minutes else { continue }
            if event.marks.contains(.outgoing) {
                counts.weekOut.add(event)
                if age < Window.day.minutes { counts.dayOut.add(event) }
            } else {
                counts.weekIn.add(event)
                if age < Window.day.minutes { counts.dayIn.add(event) }
            }
        }
        return counts
    }

    /// Payments with strangers within a month, both directions together.
    func strangersInMonth(_ place: ActivityPlace, at minute: Int32) -> UInt32 {
        totals(place, .incoming, .month, at: minute).strangers + totals(place, .outgoing, .month, at: minute).strangers
    }

    /// What is in a window at a time; at the time of the newest payment if that is later.
    package func totals(
        _ place: ActivityPlace, _ direction: Direction, _ window: Window, at minute: Int32
    ) -> Totals {
        if place.windows != 0 { return windowTotals(place, direction, window, BucketTimes(minute: minute)) }
        var totals = Totals()
        guard place.count > 0 else { return totals }
        let events = lists.address(place.list)
        let head = Int64(max(minute, newest(place))) - Int64(place.base)
        for i in 0..<Int(place.count) where events[i].isOf(direction) {
            if head - Int64(events[i].minute) < Int64(window.minutes) { totals.add(events[i]) }
        }
        return totals
    }

    /// How often and how much, for several windows.
    func sums(
        _ place: ActivityPlace, _ direction: Direction, _ windows: UnsafeBufferPointer<Window>, at minute: Int32,
        into all: UnsafeMutablePointer<Totals>
    ) {
        let pair = pairs.address(Int(place.windows))
        let set = place.windows == 0 ? 0 : pair.pointee[direction]
        let now = BucketTimes(minute: minute)
        for (number, window) in windows.enumerated() {
            if place.windows == 0 {
                all[number] = totals(place, direction, window, at: minute)
            } else {
                all[number] = set == 0 ? Totals() : self.windows.address(set).pointee.sums(window, at: now)
            }
        }
    }

    /// Count and sum of a window at the time of the newest payment, from a list that is in the order of time: only what
    /// lies in the window is looked at.
    func newestTotals(_ place: ActivityPlace, _ direction: Direction, _ window: Window, at minute: Int32) -> Totals {
        var (totals, i) = (Totals(), Int(place.count) - 1)
        guard i >= 0 else { return totals }
        let before = Int64(minute) - Int64(place.base) - Int64(window.minutes)
        Self.add(lists.address(place.list), direction, after: before, &i, &totals)
        return totals
    }

    /// The same for several windows, the shortest first.
    func newestTotals(
        _ place: ActivityPlace, _ direction: Direction, _ windows: UnsafeBufferPointer<Window>, at minute: Int32,
        into all: UnsafeMutablePointer<Totals>
    ) {
        var (totals, i) = (Totals(), Int(place.count) - 1)
        let events = place.count == 0 ? nil : lists.address(place.list)
        for (number, window) in windows.enumerated() {
            if let events {
                let before = Int64(minute) - Int64(place.base) - Int64(window.minutes)
                Self.add(events, direction, after: before, &i, &totals)
            }
            all[number] = totals
        }
    }

    /// Adds the amounts of one direction from a place in a list backwards, as far as they come after a minute. Who paid
    /// whom is mixed: it is reckoned with, and not branched upon.
    @inline(__always)
    private static func add(
        _ events: UnsafeMutablePointer<Event>, _ direction: Direction, after before: Int64, _ i: inout Int,
        _ totals: inout Totals
    ) {
        let other: UInt16 = direction == .outgoing ? 0 : 1
        var (sum, count, place) = (totals.sum, totals.count, i)
        while place >= 0, Int64(events[place].minute) > before {
            let isOf = (events[place].marks.rawValue & Event.Marks.outgoing.rawValue) ^ other
            // A list's amounts add up to no more than a number holds.
            sum &+= events[place].amount.minor & (0 &- Int64(isOf))
            count &+= UInt32(isOf)
            place &-= 1
        }
        (totals.sum, totals.count, i) = (sum, count, place)
    }

    private func windowTotals(
        _ place: ActivityPlace, _ direction: Direction, _ window: Window, _ now: BucketTimes
    ) -> Totals {
        let set = pairs.address(Int(place.windows)).pointee[direction]
        return set == 0 ? Totals() : windows.address(set).pointee.totals(window, at: now)
    }

    // MARK: What a dossier would need

    /// The kept events of an account, in the order in which they came.
    @inline(__always)
    func events(_ place: ActivityPlace) -> UnsafeBufferPointer<Event> {
        UnsafeBufferPointer(
            start: place.count == 0 ? nil : UnsafePointer(lists.address(place.list)), count: Int(place.count))
    }

    /// Whether the very amount has come in from a minute on and before another, as far as events are kept, and has not
    /// been answered yet; the latest that has is answered now.
    func answer(
        _ place: ActivityPlace, _ amount: Int64, since first: Int32, before end: Int32 = .max,
        _ marks: Event.Marks = .answered
    ) -> Bool {
        guard place.count > 0 else { return false }
        let events = lists.address(place.list)
        let wanted = PackedAmount(minor: amount).raw
        var i = Int(place.count) - 1
        while i >= 0 {
            let minute = place.base &+ Int32(events[i].minute)
            guard minute >= first else { return false }
            if events[i].amount.raw == wanted, minute < end, events[i].isOf(.incoming),
                events[i].marks.contains(.moved), !events[i].marks.contains(.answered)
            {
                events[i].marks.formUnion(marks)
                return true
            }
            i -= 1
        }
        return false
    }

    /// Whether four fifths of an outgoing payment have come in within half an hour and not gone out again; and whether
    /// they have within six hours.
    @inline(__always)
    func isForward(
        _ account: UnsafeMutablePointer<AccountRecord>, _ amount: Int64, _ minute: Int32
    ) -> (quick: Bool, slow: Bool) {
        let place = account.pointee.activity
        guard place.count > 0 else { return (false, false) }
        let events = lists.address(place.list)
        let now = minute &- place.base
        var (quick, there): (Int64, Int64) = (0, 0)
        var i = Int(place.count) - 1
        while i >= 0, Int32(events[i].minute) >= now &- FlowLedger.hoursMinutes {
            let event = events[i]
            if event.marks.contains(.moved) {
                there += event.marks.contains(.outgoing) ? -event.amount.minor : event.amount.minor
            }
            if Int32(event.minute) >= now &- FlowLedger.quickMinutes { quick = there }
            i -= 1
        }
        return (quick > 0 && quick * 10 >= amount * 8, there > 0 && there * 10 >= amount * 8)
    }
}

extension Totals {
    fileprivate mutating func add(_ event: Event) {
        sum = sum.saturatingAdd(event.amount.minor)
        count += 1
        if event.marks.contains(.latest) { distinct += 1 }
        if event.marks.contains(.first) { firstTime += 1 }
        if event.marks.contains(.stranger) { strangers += 1 }
    }
}
