import WeirDomain

/// Where money came from that is passed on within hours: a tag that travels along with the payment, so that nobody has
/// to look across accounts. The way begins with a payment of which only its minute and its amount are kept. Whoever
/// made that payment finds it among its own, and knows then that its money has come back.
struct Trail: BitwiseCopyable {
    /// The first payment of the way.
    var minute: Int32 = 0
    var amount = PackedAmount()
    /// Who made it; 0 where the first account that passed the money on does not know any more.
    var origin: UInt32 = 0
    /// How many accounts have passed the money on; 0 where nothing was passed on.
    var hops: UInt8 = 0
    /// The payee is who made the first payment.
    var isBack = false

    /// Whoever gives back what he was sent makes no circle: there must be two between, and not more than four.
    static let circle = 2...4
    /// How many hops are counted.
    static let mostHops: UInt8 = 15
}

/// The ways of the money that accounts have got of late. Written only where money is passed on, and of a fixed size;
/// the oldest of eight gives way.
struct TrailTable: ~Copyable {
    struct Entry: BitwiseCopyable {
        /// Whose it is, and the payment that brought it: its minute and amount.
        var account: UInt32 = 0
        var arrived: Int32 = 0
        var brought: UInt32 = 0
        var minute: Int32 = 0
        var amount: UInt32 = 0
        var origin: UInt32 = 0
        var hops: UInt32 = 0
        var unused: UInt32 = 0
    }

    private var ring = Ring(bits: 14, blank: Entry())

    var bytes: Int { ring.bytes }
    var digest: UInt64 { ring.digest }
    func save(to writer: borrowing StateWriter) { ring.save(to: writer) }
    mutating func load(from reader: borrowing StateReader) throws { try ring.load(from: reader) }

    mutating func lay(_ trail: Trail, to account: AccountIndex, minute: Int32, amount: PackedAmount) {
        let home = ring.home(UInt64(account.raw))
        var oldest = home
        for i in 1..<8 where home[i].arrived < oldest.pointee.arrived { oldest = home + i }
        oldest.pointee = Entry(
            account: account.raw, arrived: minute, brought: amount.raw, minute: trail.minute, amount: trail.amount.raw,
            origin: trail.origin, hops: UInt32(trail.hops))
    }

    /// The way of what a payment brought to an account.
    func trail(of account: AccountIndex, minute: Int32, amount: PackedAmount) -> Trail? {
        let home = ring.home(UInt64(account.raw))
        for i in 0..<8
        where home[i].account == account.raw && home[i].arrived == minute && home[i].brought == amount.raw {
            return Trail(
                minute: home[i].minute, amount: PackedAmount(raw: home[i].amount), origin: home[i].origin,
                hops: UInt8(truncatingIfNeeded: home[i].hops))
        }
        return nil
    }
}

/// What an account's payments say of ways: counts that fade with a half-life of seven days.
struct TrailLedger: BitwiseCopyable {
    /// Payments in which its own money came back.
    private(set) var circles: Float = 0
    /// Payments received that had come over two accounts or more.
    private(set) var relayed: Float = 0
    /// Payments by which one account's money came over different others: of the account from which that is most, by
    /// majority vote.
    private(set) var scattered: Float = 0
    private var origin: UInt32 = 0
    private var over: UInt32 = 0
    private var minute: Int32 = 0

    private static let decay = HourlyDecay(halfLifeHours: 7 * 24)

    /// Takes a payment that came in from an account which passed it on.
    mutating func take(_ trail: Trail, from payer: AccountIndex, minute now: Int32) {
        let hours = (now &- minute) / 60
        if hours > 0 {
            let left = Float(Self.decay.left(afterHours: hours))
            circles *= left
            relayed *= left
            scattered *= left
            minute &+= hours * 60
        }
        if trail.isBack { circles += 1 }
        if trail.hops >= 2 { relayed += 1 }
        guard trail.origin != 0 else { return }
        if trail.origin == origin {
            if payer.raw != over { scattered += 1 }
        } else if scattered < 1 {
            (origin, scattered) = (trail.origin, 1)
        } else {
            scattered -= 1
            return
        }
        over = payer.raw
    }
}

extension Detector {
    /// Follows a payment of money that had come in to its payer within six hours, both of them persons.
    mutating func follow(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex, _ minute: Int32
    ) -> Trail {
        let amount = payment.amount.minor
        guard isPerson(payer, payment.payerKind), isPerson(payee, payment.payeeKind), payer != payee,
            let source = activity.source(accounts.address(payer).pointee.activity, of: amount, at: minute)
        else { return Trail() }
        var trail = Trail(minute: source.minute, amount: source.amount)
        if let known = surroundings.trail(of: payer, minute: source.minute, amount: source.amount) {
            trail = known
        } else {
            trail.origin = sender(of: source.amount, to: payer)
        }
        trail.hops = min(trail.hops + 1, Trail.mostHops)
        trail.isBack =
            Trail.circle.contains(Int(trail.hops)) && amount * 2 >= trail.amount.minor
            && activity.hasPaid(accounts.address(payee).pointee.activity, trail.amount, at: trail.minute)
        surroundings.lay(trail, to: payee, minute: minute, amount: PackedAmount(minor: amount))
        // So seldom that the account is worth a look, whatever else is known of it.
        if trail.isBack, accounts.address(payee).pointee.dossier == 0 { open(payee, minute, leaving: 1) }
        return trail
    }

    /// Who sent an amount last, as far as the account's notes tell; 0 for nobody.
    private mutating func sender(of amount: PackedAmount, to account: AccountIndex) -> UInt32 {
        let slab = Int(accounts.address(account).pointee.dossier)
        guard slab != 0 else { return 0 }
        let ring = Int(dossiers.address(slab).pointee.notes)
        guard ring != 0 else { return 0 }
        return notes.address(ring).pointee.sender(of: amount, noted: dossiers.address(slab).pointee.noted)
    }
}

extension NoteRing {
    /// Who sent an amount last; 0 for nobody.
    mutating func sender(of amount: PackedAmount, noted: UInt32) -> UInt32 {
        for back in 1...UInt32(Self.kept) where back <= noted {
            let note = note(Int(noted - back) % Self.kept)
            if note.direction == .incoming, PackedAmount(minor: note.amount.minor).raw == amount.raw {
                return note.other.raw
            }
        }
        return 0
    }
}

extension Activity {
    /// The latest payment that came in within six hours and is half of an amount at least: what is passed on with it.
    func source(
        _ place: ActivityPlace, of amount: Int64, at minute: Int32
    ) -> (minute: Int32, amount: PackedAmount)? {
        let first = minute &- FlowLedger.hoursMinutes
        for event in events(place).reversed() {
            let at = place.base &+ Int32(event.minute)
            guard at >= first else { return nil }
            guard event.isOf(.incoming), event.marks.contains(.moved) else { continue }
            if event.amount.minor * 2 >= amount { return (at, event.amount) }
        }
        return nil
    }

    /// Whether an account paid an amount in a minute.
    func hasPaid(_ place: ActivityPlace, _ amount: PackedAmount, at minute: Int32) -> Bool {
        for event in events(place)
        where event.amount.raw == amount.raw && place.base &+ Int32(event.minute) == minute && event.isOf(.outgoing) {
            return true
        }
        return false
    }
}
