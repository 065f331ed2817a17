import CWeirSupport
import WeirDomain

/// What accounts of interest share with others: sites that show their codes, devices, and customers of suspects. All
/// of it is bounded, and what is not renewed is forgotten.
struct Surroundings: ~Copyable {
    private var sites = SiteTable()
    private var devices = DeviceTable()
    private var ties = TieTable()
    private var feeders = FeederTable()
    private var conduits = FeederTable(bits: 14)
    private var trails = TrailTable()
    private var addresses = DeviceTable()
    private var cards = DeviceTable()
    private var categories = CategoryTable()
    /// Payments by hour of the day, fading: which hours are odd depends on where people live.
    private var hours: InlineArray<24, Float> = .init(repeating: 1)
    private var paid: Float = 24
    /// What platforms fill in by themselves.
    var fillers = Fillers()

    /// Hours with less than this share of an even day's are odd.
    private static let oddShare: Float = 0.3
    /// The hours' counts are halved when so many have been counted.
    private static let hoursMemory: Float = 2_000_000

    /// Counts a payment's hour; says whether few people pay at it.
    mutating func isOddHour(_ minute: Int32) -> Bool {
        let hour = Int(((minute / 60) % 24 + 24) % 24)
        hours[hour] += 1
        paid += 1
        if paid > Self.hoursMemory {
            for i in 0..<24 { hours[i] /= 2 }
            paid /= 2
        }
        return hours[hour] * 24 < Self.oddShare * paid
    }

    /// A payee was paid over a site; answers the payees seen there in a week, the persons among them, and those of the
    /// last hour.
    mutating func show(
        site: UInt64, payee: AccountIndex, isPerson: Bool, minute: Int32
    ) -> (payees: Int, persons: Int, lately: Int) {
        sites.show(site, payee, isPerson: isPerson, minute)
    }

    /// An account of interest used a device; answers the accounts of interest seen on it in a month, itself included.
    mutating func use(device: UInt64, by account: AccountIndex, minute: Int32) -> Int {
        devices.use(device, account, minute)
    }

    /// Asks for a device's place ahead of its use.
    @inline(__always)
    func prefetch(device: UInt64) { devices.prefetch(device) }

    /// The same for an internet address.
    mutating func use(address: UInt64, by account: AccountIndex, minute: Int32) -> Int {
        addresses.use(address, account, minute)
    }

    /// The same for a card, by what stands for it.
    mutating func use(card: UInt64, by account: AccountIndex, minute: Int32) -> Int {
        cards.use(card, account, minute)
    }

    /// Looks at one in sixteen payments to merchants, for what is usual in their categories.
    @inline(__always)
    mutating func sample(_ payment: borrowing PaymentView, isOddHour: Bool) {
        if categories.isDue() { categories.take(payment, isOddHour: isOddHour) }
    }

    /// How far a merchant's sales are from its category's.
    func compare(_ sales: Sales, oddHours: Float, remote: Float) -> (amounts: Float, hours: Float, afar: Float) {
        categories.compare(sales, oddHours: oddHours, remote: remote)
    }

    mutating func tie(_ account: AccountIndex, to suspect: AccountIndex, minute: Int32) {
        ties.set(account, suspect, minute)
    }

    /// The suspect that an account dealt with in the last month.
    func tie(of account: AccountIndex, minute: Int32) -> AccountIndex? { ties.suspect(of: account, minute) }

    /// A suspect feeds an account; answers what is known of those who do.
    mutating func feed(
        _ account: AccountIndex, by suspect: AccountIndex, sum: Float, tried: Float, isMain: Bool, minute: Int32
    ) -> FeederTable.Fed {
        feeders.feed(account, by: suspect, sum: sum, tried: tried, isMain: isMain, minute: minute)
    }

    mutating func clear(_ account: AccountIndex) {
        feeders.clear(account)
        conduits.clear(account)
    }

    /// An account that passes strangers' money on pays another; answers how many of them have, at most six.
    mutating func gather(_ account: AccountIndex, from conduit: AccountIndex, minute: Int32) -> Int {
        conduits.feed(account, by: conduit, sum: 0, minute: minute).suspects
    }

    /// Money that was passed on has come to an account, by a way.
    mutating func lay(_ trail: Trail, to account: AccountIndex, minute: Int32, amount: PackedAmount) {
        trails.lay(trail, to: account, minute: minute, amount: amount)
    }

    /// The way of what a payment brought to an account.
    mutating func trail(of account: AccountIndex, minute: Int32, amount: PackedAmount) -> Trail? {
        trails.trail(of: account, minute: minute, amount: amount)
    }

    var bytes: Int {
        sites.bytes + devices.bytes + ties.bytes + feeders.bytes + conduits.bytes + trails.bytes + addresses.bytes
            + cards.bytes
            + categories.bytes
    }

    func save(to writer: borrowing StateWriter) {
        sites.save(to: writer)
        devices.save(to: writer)
        ties.save(to: writer)
        feeders.save(to: writer)
        conduits.save(to: writer)
        trails.save(to: writer)
        addresses.save(to: writer)
        cards.save(to: writer)
        categories.save(to: writer)
        writer.write(hours)
        writer.write(paid)
        writer.write(fillers)
    }

    mutating func load(from reader: borrowing StateReader) throws {
        try sites.load(from: reader)
        try devices.load(from: reader)
        try ties.load(from: reader)
        try feeders.load(from: reader)
        try conduits.load(from: reader)
        try trails.load(from: reader)
        try addresses.load(from: reader)
        try cards.load(from: reader)
        try categories.load(from: reader)
        hours = try reader.read()
        paid = try reader.read()
        fillers = try reader.read()
    }

    func hash(into hasher: inout StateHasher) {
        hasher.take(sites.digest)
        hasher.take(devices.digest)
        hasher.take(ties.digest)
        hasher.take(feeders.digest)
        hasher.take(conduits.digest)
        hasher.take(trails.digest)
        hasher.take(addresses.digest)
        hasher.take(cards.digest)
        hasher.take(categories.digest)
        for i in 0..<24 { hasher.take(hours[i]) }
        fillers.hash(into: &hasher)
    }
}

/// A table of fixed size with eight places for each key's home; the place that was used longest ago gives way.
struct Ring<Entry: BitwiseCopyable>: ~Copyable {
    private let places: UnsafeMutablePointer<Entry>
    private let bits: Int
    private let blank: Entry

    init(bits: Int, blank: Entry) {
        self.bits = bits
        self.blank = blank
        // The eight places of a small entry are one cache line.
        let raw = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<Entry>.stride << bits, alignment: 64)
        places = raw.bindMemory(to: Entry.self, capacity: 1 << bits)
        places.initialize(repeating: blank, count: 1 << bits)
    }

    deinit { places.deallocate() }

    var bytes: Int { MemoryLayout<Entry>.stride << bits }

    /// The first of the eight places of a key.
    @inline(__always)
    func place(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits + 3)) * 8
    }

    @inline(__always)
    func address(_ place: Int) -> UnsafeMutablePointer<Entry> {
        precondition(place >> bits == 0, "a place that is not there")
        return places + place
    }

    @inline(__always)
    func home(_ key: UInt64) -> UnsafeMutablePointer<Entry> { places + place(key) }

    func save(to writer: borrowing StateWriter) {
        writer.write(UnsafeRawBufferPointer(start: places, count: bytes))
    }

    mutating func load(from reader: borrowing StateReader) throws {
        try reader.read(into: UnsafeMutableRawBufferPointer(start: places, count: bytes))
    }

    /// A digest of the bytes, which hold no padding.
    var digest: UInt64 {
        Hash64(seed: 0x52_494E_47)(UnsafeRawBufferPointer(start: places, count: bytes).bytes)
    }
}

/// The payees that sites have shown of late.
struct SiteTable: ~Copyable {
    static let payees = 12
    static let memoryMinutes: Int32 = 7 * 1_440
    /// Codes that take turns live for half an hour; two turns make it sure.
    static let turnMinutes: Int32 = 60

    struct Entry: BitwiseCopyable {
        var site: UInt64 = 0
        var minute: Int32 = 0
        var persons: UInt32 = 0
        var payees: InlineArray<12, UInt32> = .init(repeating: 0)
        var minutes: InlineArray<12, Int32> = .init(repeating: 0)
    }

    private var ring = Ring(bits: 12, blank: Entry())

    var bytes: Int { ring.bytes }
    var digest: UInt64 { ring.digest }
    func save(to writer: borrowing StateWriter) { ring.save(to: writer) }
    mutating func load(from reader: borrowing StateReader) throws { try ring.load(from: reader) }

    mutating func show(
        _ site: UInt64, _ payee: AccountIndex, isPerson: Bool, _ minute: Int32
    ) -> (payees: Int, persons: Int, lately: Int) {
        let entry = place(site, minute)
        var oldest = 0
        var own = -1
        var count = 0
        for i in 0..<Self.payees {
            if entry.pointee.payees[i] == payee.raw { own = i }
            if entry.pointee.minutes[i] < entry.pointee.minutes[oldest] { oldest = i }
        }
        let slot = own >= 0 ? own : oldest
        if own < 0 {
            entry.pointee.payees[slot] = payee.raw
            entry.pointee.persons &= ~(1 << UInt32(slot))
            if isPerson { entry.pointee.persons |= 1 << UInt32(slot) }
        }
        entry.pointee.minutes[slot] = max(minute, 1)
        var (persons, lately) = (0, 0)
        for i in 0..<Self.payees
        where entry.pointee.payees[i] != 0 && minute &- entry.pointee.minutes[i] <= Self.memoryMinutes {
            count += 1
            if entry.pointee.persons & (1 << UInt32(i)) != 0 { persons += 1 }
            if minute &- entry.pointee.minutes[i] <= Self.turnMinutes { lately += 1 }
        }
        return (count, persons, lately)
    }

    private func place(_ site: UInt64, _ minute: Int32) -> UnsafeMutablePointer<Entry> {
        let home = ring.home(site)
        var oldest = home
        for i in 0..<8 {
            if home[i].site == site {
                home[i].minute = max(home[i].minute, minute)
                return home + i
            }
            if home[i].minute < oldest.pointee.minute { oldest = home + i }
        }
        oldest.pointee = Entry()
        oldest.pointee.site = site
        oldest.pointee.minute = minute
        return oldest
    }
}

/// The accounts of interest that devices have been used by.
struct DeviceTable: ~Copyable {
    static let memoryMinutes: Int32 = 30 * 1_440
    /// So many of 64 places taken by a hash of the accounts, some sixty of them: what platforms write where they know
    /// no device, or their own address, and nothing that people share [S].
    private static let everybodysPlaces = 40

    struct Entry: BitwiseCopyable {
        var accounts: InlineArray<4, UInt32> = .init(repeating: 0)
        var minutes: InlineArray<4, Int32> = .init(repeating: 0)
        /// Which of 64 places of a hash its accounts fell into.
        var places: UInt64 = 0
    }

    // Apart, so that finding a device reads one cache line and not six.
    private var devices = Ring<UInt64>(bits: 16, blank: 0)
    private var ring = Ring(bits: 16, blank: Entry())

    var bytes: Int { devices.bytes + ring.bytes }
    var digest: UInt64 { devices.digest &+ ring.digest &* 3 }

    func save(to writer: borrowing StateWriter) {
        devices.save(to: writer)
        ring.save(to: writer)
    }

    mutating func load(from reader: borrowing StateReader) throws {
        try devices.load(from: reader)
        try ring.load(from: reader)
    }

    @inline(__always)
    func prefetch(_ device: UInt64) { weir_prefetch(devices.home(device)) }

    mutating func use(_ device: UInt64, _ account: AccountIndex, _ minute: Int32) -> Int {
        let entry = entry(device)
        var slot = 0
        for i in 0..<4 {
            if entry.pointee.accounts[i] == account.raw {
                slot = i
                break
            }
            if entry.pointee.minutes[i] < entry.pointee.minutes[slot] { slot = i }
        }
        entry.pointee.accounts[slot] = account.raw
        entry.pointee.minutes[slot] = max(minute, 1)
        entry.pointee.places |= 1 << ((UInt64(account.raw) &* 0x9E37_79B9_7F4A_7C15) >> 58)
        guard entry.pointee.places.nonzeroBitCount < Self.everybodysPlaces else { return 1 }
        var count = 0
        for i in 0..<4
        where entry.pointee.accounts[i] != 0 && minute &- entry.pointee.minutes[i] <= Self.memoryMinutes {
            count += 1
        }
        return count
    }

    /// The device's place; where it has none, the one that was used longest ago.
    private func entry(_ device: UInt64) -> UnsafeMutablePointer<Entry> {
        let first = devices.place(device)
        for place in first..<(first + 8) where devices.address(place).pointee == device { return ring.address(place) }
        var (oldest, age) = (first, Int32.max)
        for place in first..<(first + 8) {
            let minutes = ring.address(place).pointee.minutes
            let latest = max(max(minutes[0], minutes[1]), max(minutes[2], minutes[3]))
            if latest < age { (oldest, age) = (place, latest) }
        }
        devices.address(oldest).pointee = device
        ring.address(oldest).pointee = Entry()
        return ring.address(oldest)
    }
}

/// Which suspect an account has dealt with lately.
struct TieTable: ~Copyable {
    static let memoryMinutes: Int32 = 30 * 1_440

    struct Entry: BitwiseCopyable {
        var account: UInt32 = 0
        var suspect: UInt32 = 0
        var minute: Int32 = 0
        var unused: UInt32 = 0
    }

    private var ring = Ring(bits: 18, blank: Entry())

    var bytes: Int { ring.bytes }
    var digest: UInt64 { ring.digest }
    func save(to writer: borrowing StateWriter) { ring.save(to: writer) }
    mutating func load(from reader: borrowing StateReader) throws { try ring.load(from: reader) }

    mutating func set(_ account: AccountIndex, _ suspect: AccountIndex, _ minute: Int32) {
        let home = ring.home(UInt64(account.raw))
        var slot = home
        for i in 0..<8 {
            if home[i].account == account.raw {
                slot = home + i
                break
            }
            if home[i].minute < slot.pointee.minute { slot = home + i }
        }
        slot.pointee = Entry(account: account.raw, suspect: suspect.raw, minute: minute)
    }

    func suspect(of account: AccountIndex, _ minute: Int32) -> AccountIndex? {
        let home = ring.home(UInt64(account.raw))
        for i in 0..<8 where home[i].account == account.raw {
            return minute &- home[i].minute <= Self.memoryMinutes ? AccountIndex(raw: home[i].suspect) : nil
        }
        return nil
    }
}
