internal import WeirDomain

/// An account's use of a device or a card.
struct ThingUse {
    /// The lower half of the account's hash.
    var account: UInt32
    var payments: Int
    /// The sequence of the latest payment.
    var last: UInt64
}

extension PaymentIndex {
    /// Accounts that used a thing, the latest first, and whether there may be more.
    func users(
        of thing: RawSpan, _ kind: SharedThing, limit: Int
    ) throws(StoreError) -> (users: [ThingUse], hasMore: Bool) {
        let upper = IndexBatch.upper(hash(thing), kind)
        let (runs, fresh) = ties(upper)
        var found: [UInt32: ThingUse] = [:]
        func add(_ hash: UInt64, _ count: Int, _ last: UInt64) {
            let account = UInt32(truncatingIfNeeded: hash)
            var use = found[account] ?? ThingUse(account: account, payments: 0, last: 0)
            use.payments += count
            use.last = max(use.last, last)
            found[account] = use
        }
        for entry in fresh { add(entry.hash, 1, entry.sequence) }
        for run in runs {
            for use in try run.uses(of: upper, limit: limit + 1) { add(use.hash, use.count, use.last) }
        }
        let sorted = found.values.sorted { ($1.last, $0.account) < ($0.last, $1.account) }
        return (Array(sorted.prefix(limit)), sorted.count > limit)
    }

    /// Whether a use may be this account's.
    func mayBe(_ use: ThingUse, of account: RawSpan) -> Bool {
        UInt32(truncatingIfNeeded: hash(account)) == use.account
    }
}

extension IndexRun {
    /// Who used a thing, account by account, at most so many: each costs two searches, however many payments there are.
    func uses(of upper: UInt64, limit: Int) throws(StoreError) -> [(hash: UInt64, count: Int, last: UInt64)] {
        var found: [(hash: UInt64, count: Int, last: UInt64)] = []
        var place = try lowerBound(.ties, IndexEntry(hash: upper, value: 0))
        while found.count < limit, place < head.ties {
            let first = try tie(place)
            guard first.hash & ~0xFFFF_FFFF == upper else { break }
            let next = IndexEntry(hash: first.hash &+ 1, value: 0)
            let end = next.hash == 0 ? head.ties : try lowerBound(.ties, next)
            found.append((first.hash, end - place, try tie(end - 1).sequence))
            place = end
        }
        return found
    }

    private func tie(_ place: Int) throws(StoreError) -> IndexEntry {
        try entries(.ties, page: place / Self.pageEntries)[place % Self.pageEntries]
    }
}
