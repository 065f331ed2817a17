import WeirDetection
import WeirDomain
import WeirLists

/// The sites that payments came over, by the name that the payments give. A bounded number: where there is no room, a
/// site that has been quiet the longest gives way, one round of a clock's hand at most.
struct SiteTraffic {
    struct Slot {
        var key: UInt64 = 0
        /// In one spelling; empty where the payments name no host.
        var host = ""
        var payments: Int64 = 0
        /// Their money, of those in the currency of the first.
        var minor: Int64 = 0
        var currency = Currency(packed: 0)
        /// Payments that came from there, though the gateway was shown elsewhere.
        var referrals: Int64 = 0
        var first = Instant(milliseconds: 0)
        var last = Instant(milliseconds: 0)
        /// Who was paid, the earliest ones.
        var payees: [AccountIndex] = []
        /// The latest of them: a shop's site has one.
        var latest = AccountIndex(raw: 0)
        /// Why somebody should look at it, in a word.
        var raised = ""
        var wasPaid = false
    }

    /// Payees kept of a site: enough to show, and to tell a shop from a market.
    private static let payees = 32

    private(set) var slots: [Slot] = []
    // Looked up by key only: their order never shows.
    private var places: [UInt64: Int] = [:]
    /// Where a key was found last; looked at first, and checked.
    private var hints = [UInt32](repeating: .max, count: 1 << hintBits)
    private static let hintBits = 12
    private var byHost: [String: [Int]] = [:]
    private var hand = 0
    private let hash = Hash64(seed: 0x5349_5445)

    /// - Returns: how many accounts have been paid over it, where this one is a new one of few.
    @discardableResult
    mutating func pay(
        _ site: RawSpan, _ payee: AccountIndex, _ amount: Amount, _ currency: Currency, at time: Instant
    ) -> Int? {
        let key = hash(site)
        let hint = Int(key >> (64 - Self.hintBits))
        if Int(hints[hint]) < slots.count, slots[Int(hints[hint])].key == key {
            Self.add(amount, currency, to: &slots[Int(hints[hint])])
            return Self.count(&slots[Int(hints[hint])], payee, time, isKnown: true)
        }
        let known = places[key]
        let place = known ?? add(key, site.text, at: time)
        hints[hint] = UInt32(place)
        Self.add(amount, currency, to: &slots[place])
        return Self.count(&slots[place], payee, time, isKnown: known != nil)
    }

    private static func add(_ amount: Amount, _ currency: Currency, to slot: inout Slot) {
        if slot.payments == 0 { slot.currency = currency }
        if slot.currency == currency { slot.minor = slot.minor.saturatingAdd(amount.minor) }
    }

    private static func count(_ slot: inout Slot, _ payee: AccountIndex, _ time: Instant, isKnown: Bool) -> Int? {
        slot.payments += 1
        slot.last = max(slot.last, time)
        // Not at the first payment: names made up for one payment each give way before those that are used.
        if isKnown { slot.wasPaid = true }
        if slot.latest == payee { return nil }
        slot.latest = payee
        guard slot.payees.count < payees, !slot.payees.contains(payee) else { return nil }
        slot.payees.append(payee)
        return slot.payees.count
    }

    /// A payment came from a page that the platform names as its referrer.
    mutating func refer(_ host: String, at time: Instant) {
        let bytes = Array(host.utf8)
        let key = hash(bytes.span.bytes)
        let known = places[key]
        let place = known ?? add(key, host, at: time)
        slots[place].referrals += 1
        slots[place].last = max(slots[place].last, time)
        if known != nil { slots[place].wasPaid = true }
    }

    private mutating func add(_ key: UInt64, _ name: String, at time: Instant) -> Int {
        var place = slots.count
        if place < Limits.paidSites {
            slots.append(Slot())
        } else {
            while slots[hand].wasPaid {
                slots[hand].wasPaid = false
                hand = (hand + 1) % slots.count
            }
            place = hand
            hand = (hand + 1) % slots.count
            forget(place)
        }
        slots[place] = Slot(key: key, host: HostName(name)?.text ?? "", first: time, last: time)
        remember(place)
        return place
    }

    private mutating func remember(_ place: Int) {
        places[slots[place].key] = place
        guard let name = HostName(slots[place].host) else { return }
        for parent in name.parents { byHost[parent, default: []].append(place) }
    }

    private mutating func forget(_ place: Int) {
        places[slots[place].key] = nil
        guard let name = HostName(slots[place].host) else { return }
        for parent in name.parents {
            byHost[parent]?.removeAll { $0 == place }
            if byHost[parent]?.isEmpty == true { byHost[parent] = nil }
        }
    }

    func slot(_ site: RawSpan) -> Slot? { places[hash(site)].map { slots[$0] } }

    /// What came over a host and all below it.
    func under(_ host: String) -> [Slot] { (byHost[host] ?? []).sorted().map { slots[$0] } }

    /// Notes that somebody should look at a site; `false` where that is known.
    mutating func raise(_ site: RawSpan, _ why: String) -> Bool {
        guard let place = places[hash(site)], slots[place].raised.isEmpty else { return false }
        slots[place].raised = why
        return true
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(slots.count)
        writer.write(hand)
        for slot in slots {
            writer.write(slot.key)
            writer.write(slot.payments)
            writer.write(slot.minor)
            writer.write(slot.currency.packed)
            writer.write(slot.referrals)
            writer.write(slot.first.milliseconds)
            writer.write(slot.last.milliseconds)
            writer.write(slot.wasPaid)
            writer.write(texts: [slot.host, slot.raised])
            writer.write(slot.payees.map(\.raw))
        }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        let count = try reader.count()
        hand = try reader.read()
        for place in 0..<count {
            var slot = Slot()
            slot.key = try reader.read()
            slot.payments = try reader.read()
            slot.minor = try reader.read()
            slot.currency = Currency(packed: try reader.read())
            slot.referrals = try reader.read()
            slot.first = Instant(milliseconds: try reader.read())
            slot.last = Instant(milliseconds: try reader.read())
            slot.wasPaid = try reader.read()
            let texts = try reader.readTexts()
            guard texts.count == 2 else { throw StateReader.Flaw("a strange site") }
            (slot.host, slot.raised) = (texts[0], texts[1])
            slot.payees = try reader.readArray(UInt32.self).map { AccountIndex(raw: $0) }
            slots.append(slot)
            remember(place)
        }
    }

    func hash(into hasher: inout StateHasher) {
        hasher.take(slots.count)
        for slot in slots {
            hasher.take(slot.key)
            hasher.take(slot.payments)
            hasher.take(slot.minor)
            hasher.take(slot.referrals)
            hasher.take(slot.last.milliseconds)
            hasher.take(slot.payees.count)
        }
    }
}
