import WeirDomain

/// What the search for an account's price lines has found, in both directions.
struct SearchedLine {
    /// The best line of one direction.
    struct Side {
        /// Of all that were searched for.
        var nats: Float
        /// The account's price over the board's.
        var overBoard: Float
        /// Coins.
        var step: Double
        /// Amounts that spoke for the line that was the best when they came, and all of them.
        var hits: Int
        var tried: Int
    }

    /// Its place among those of the currency.
    let coin: Int
    let received: Side
    let paid: Side
    /// Nats of the best lines at innocent prices.
    let reference: (received: Float, paid: Float)
    let fixed: (received: Float, paid: Float)

    /// ln 96: the best of so many says as much by chance.
    private static let cost: Float = 4.6
    /// Nats from which it speaks: of both together, of what is paid, which nobody else can lay, and of what is
    /// received [S].
    private static let needs = (both: Float(12), paid: Float(4), received: Float(3))

    /// What both together need at the least.
    static let least = needs.both + 2 * cost

    /// Nats beyond chance, by which the board explains the amounts better than the best innocent price.
    var proof: Float {
        let both = received.nats + paid.nats
        let rival = max(reference.received + reference.paid, fixed.received + fixed.paid)
        return min(both - 2 * Self.cost, both - rival)
    }

    private var ownProof: Float {
        min(paid.nats - Self.cost, paid.nats - max(reference.paid, fixed.paid))
    }

    var speaks: Bool {
        proof >= Self.needs.both && ownProof >= Self.needs.paid && received.nats - Self.cost >= Self.needs.received
    }

    /// Nats of both lines together, as of two that an account has shown by itself.
    var weight: Float { min(Self.most, proof) }
    private static let most: Float = 12

    /// Whether a line of so many nats, and such a margin over innocent prices, says less in either.
    func saysMore(than weight: Float, margin: Float) -> Bool { self.weight > weight || proof > margin }

    var hits: Int { received.hits + paid.hits }
    var tried: Int { received.tried + paid.tried }

    /// Each direction beyond chance.
    var nats: (received: Float, paid: Float) { (received.nats - Self.cost, paid.nats - Self.cost) }
}

extension Features {
    /// Strangers of a week, each way, from which a line is searched for and counts [S].
    static let searchedStrangers: Float = 6
    private static let mostOfOneWay: Float = 14

    /// Two lines that were found are read like two that an account has shown by itself, where they say more.
    mutating func take(_ line: SearchedLine) {
        let strangers = min(self[.weekInStrangers], self[.weekOutStrangers] - self[.mirroredOut])
        guard line.speaks, self[.isMerchant] < 1, strangers >= Self.searchedStrangers,
            line.saysMore(than: self[.lineWeight], margin: self[.lineMargin])
        else { return }
        self[.lineWeight] = max(self[.lineWeight], line.weight)
        self[.provenLine] = max(self[.provenLine], line.weight)
        self[.lineMargin] = max(self[.lineMargin], line.proof)
        self[.softIn] = max(self[.softIn], min(Self.mostOfOneWay, line.nats.received))
        self[.softOut] = max(self[.softOut], min(Self.mostOfOneWay, line.nats.paid))
        self[.lineHits] = Float(line.hits)
        self[.lineShare] = Float(line.hits) / Float(max(1, line.tried))
        setPaidStrangers()
        setTradeLine()
        setLongLine()
    }
}

extension Detector {
    /// What the stage `prices` reads.
    func readPrices(_ dossier: UnsafeMutablePointer<Dossier>, into f: inout Features) {
        dossier.pointee.readPrices(into: &f)
        if dossier.pointee.hasFoundLine { f.take(searches.address(Int(dossier.pointee.search)).pointee.line) }
    }

    /// The lines that were found and speak.
    func searchedLine(_ dossier: UnsafeMutablePointer<Dossier>) -> SearchedLine? {
        dossier.pointee.hasFoundLine ? searches.address(Int(dossier.pointee.search)).pointee.line : nil
    }

    /// Searches with one more amount, whose fits are in `fits`, for the lines of a person who deals with strangers both
    /// ways; begins with what is kept of the account's payments.
    @inline(__always)
    mutating func search(
        _ account: AccountIndex, _ dossier: UnsafeMutablePointer<Dossier>, _ note: Note, _ minute: Int32
    ) {
        if dossier.pointee.search != 0 {
            if !dossier.pointee.isSureBothWays { searchOn(dossier, note, minute) }
        } else if dossier.pointee.noted & Self.searchPause == 0 {
            beginSearch(account, dossier, minute)
        }
    }

    /// Asked about once in so many payments, less one: a power of two.
    private static let searchPause: UInt32 = 7

    @inline(never)
    private mutating func searchOn(_ dossier: UnsafeMutablePointer<Dossier>, _ note: Note, _ minute: Int32) {
        fits.compare(with: &board, at: note.at)
        searchThrough(dossier, note.direction, minute)
    }

    private mutating func searchThrough(
        _ dossier: UnsafeMutablePointer<Dossier>, _ direction: Direction, _ minute: Int32
    ) {
        let search = searches.address(Int(dossier.pointee.search))
        for n in 0..<fits.count where fits.address(n).pointee.hasLattice {
            guard search.pointee.take(fits.address(n), direction, minute: minute) else { return }
            break
        }
        guard let speaks = search.pointee.look() else { return }
        if speaks, !dossier.pointee.hasFoundLine { dossier.pointee.rest = 0 }
        dossier.pointee.hasFoundLine = speaks
    }

    @inline(never)
    private mutating func beginSearch(
        _ account: AccountIndex, _ dossier: UnsafeMutablePointer<Dossier>, _ minute: Int32
    ) {
        let record = accounts.address(account)
        guard record.pointee.kind == .person, fits.market >= 0 else { return }
        let place = record.pointee.activity
        guard
            Float(activity.totals(place, .incoming, .week, at: minute).strangers) >= Features.searchedStrangers,
            Float(activity.totals(place, .outgoing, .week, at: minute).strangers) >= Features.searchedStrangers
        else { return }
        dossier.pointee.search = UInt32(searches.add())
        var recent = RecentAmounts()
        var past = AmountFits()
        swap(&fits, &past)
        for event in activity.events(place) where event.marks.isSuperset(of: [.moved, .trade]) {
            guard event.marks.isDisjoint(with: [.takenBack, .foreign]) else { continue }
            let (direction, amount): (Direction, _) = (
                event.marks.contains(.outgoing) ? .outgoing : .incoming, Amount(minor: event.amount.minor)
            )
            guard recent.isNew(amount, direction) else { continue }
            let then = place.base &+ Int32(event.minute)
            fits.work(out: amount, record.pointee.currency, past: then, on: &board)
            searchThrough(dossier, direction, then)
        }
        swap(&fits, &past)
    }

    /// Gives up what was searched.
    mutating func forgetSearch(_ dossier: UnsafeMutablePointer<Dossier>) {
        guard dossier.pointee.search != 0 else { return }
        searches.remove(Int(dossier.pointee.search))
        (dossier.pointee.search, dossier.pointee.hasFoundLine) = (0, false)
    }
}
