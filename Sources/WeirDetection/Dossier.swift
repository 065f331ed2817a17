package import WeirDomain

/// Which way money moved, seen from the account.
package enum Direction: Int, CaseIterable, Sendable, BitwiseCopyable {
    case incoming = 0
    case outgoing = 1
}

/// One payment as an account's dossier remembers it.
package struct Note: BitwiseCopyable, Sendable {
    package var sequence: UInt64 = 0
    package var at = Instant(milliseconds: 0)
    package var other = AccountIndex(raw: 0)
    package var amount = Amount(minor: 0)
    package var currency = Currency(packed: 0)
    package var direction = Direction.incoming
    package var marks: Marks = []
    /// The coin of `implied`, by its place among those of the currency.
    package var coin: UInt8 = 0
    /// The coin price that the amount implies, in micros; 0 where it fits none.
    package var implied = Price(micros: 0)

    package struct Marks: OptionSet, BitwiseCopyable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        package static let lattice = Marks(rawValue: 1)
        package static let stranger = Marks(rawValue: 2)
        package static let forwarded = Marks(rawValue: 4)
        package static let cents = Marks(rawValue: 8)
        package static let text = Marks(rawValue: 16)
        /// Over a web checkout.
        package static let checkout = Marks(rawValue: 32)
        /// Without a remark, or with an order number for one.
        package static let wordless = Marks(rawValue: 64)
        /// It has gone back to its sender, or on to somebody, to the last digit.
        package static let answered = Marks(rawValue: 128)
    }
}

extension Note {
    init(_ payment: borrowing PaymentView, _ sequence: UInt64) {
        self.sequence = sequence
        at = payment.at
        amount = payment.amount
        currency = payment.currency
    }
}

/// What is kept of an account that deals with strangers: enough to weigh it after each payment without looking back.
package struct Dossier: BitwiseCopyable {
    // What only incoming payments touch, what only outgoing ones do, and what both do, in this order: see `touched`.
    var cents = CentsLedger()
    var tracks: InlineArray<6, PriceTrack> = .init(repeating: PriceTrack())
    var amounts = RecentAmounts()
    var flow = FlowLedger()
    var pot = SettlementPot()
    var clearing = ClearingPot()
    var text = TextLedger()
    var profile = Profile()
    var layer = Layer()
    var trails = TrailLedger()
    var habits = Habits()
    /// Where its notes are, 0 for none yet; and how many have been made.
    var notes: UInt32 = 0
    var noted: UInt32 = 0
    /// Payments of its own that lay on a coin's prices, and whom most of them went to, by majority vote (Boyer and
    /// Moore, 1981).
    private var linePayee = AccountIndex(raw: 0)
    private var linePaid: UInt16 = 0
    private var lineVotes: UInt16 = 0
    /// How many payments may pass before it is weighed again.
    var rest: UInt8 = 0
    /// Tracks that have something to say, by bit: asking each would bring all of them into the cache.
    private var speaking: UInt8 = 0
    /// Its last payee got several payments in a row: see `Split`.
    var isSplitting = false
    /// Those that are as low as they can be.
    private var sleeping: UInt8 = 0
    var goods = GoodsMemory()
    /// What was found there speaks.
    var hasFoundLine = false
    /// Where its lines are searched for; 0 is nowhere.
    var search: UInt32 = 0

    /// Whether an amount is to be read along one of the price lines. A line that sleeps reads amounts that lie on the
    /// coin's prices or near them, and of the others, which could not move it further down, one in four.
    @inline(__always)
    mutating func reads(_ fit: UnsafePointer<CoinFit>, on track: Int) -> Bool {
        sleeping & (1 << UInt8(track)) == 0 || noted & (PriceTrack.readInSleep - 1) == 0 || !CoinFit.isEmpty(fit)
            || CoinFit.isNear(fit)
    }

    /// Takes an amount into account along one of the price lines.
    @inline(__always)
    mutating func take(_ fit: UnsafePointer<CoinFit>, on track: Int, isNew: Bool, minute: Int32) -> PriceTrack.Hit? {
        let bit = UInt8(1) << UInt8(track)
        let hit = tracks[track].take(
            fit, isNew: isNew, minute: minute, standsFor: sleeping & bit != 0 ? UInt16(PriceTrack.readInSleep) : 1)
        if tracks[track].speaks {
            if speaking == 0 { rest = 0 }
            speaking |= bit
        } else {
            speaking &= ~bit
        }
        sleeping = tracks[track].isSleeping ? sleeping | bit : sleeping & ~bit
        return hit
    }

    /// Takes note of whom a payment on a coin's prices went to.
    mutating func noteLine(to payee: AccountIndex) {
        if linePaid == 64 { (linePaid, lineVotes) = (32, lineVotes / 2) }
        linePaid += 1
        if payee == linePayee {
            lineVotes += 1
        } else if lineVotes > 0 {
            lineVotes -= 1
        } else {
            (linePayee, lineVotes) = (payee, 1)
        }
    }

    /// More than six tenths of them went to one payee: its votes less all others' are two tenths.
    var isOnePayees: Bool { linePaid >= Self.lineNeeds && 5 * lineVotes > linePaid }

    private static let lineNeeds: UInt16 = 5

    /// What others send lies on a coin's prices.
    var sells: Bool {
        mutating get {
            for coin in 0..<PriceBoard.coinsPerCurrency
            where tracks[Self.track(coin: coin, .incoming)].strongest >= Self.sold { return true }
            return false
        }
    }

    /// Nats of what is received, by either reading [S].
    private static let sold: Float = 5

    func hashLine(into hasher: inout StateHasher) {
        for number in [linePaid, lineVotes] { hasher.take(Int64(number)) }
    }

    /// The first part of a split had been read for itself, and was no quantity. Nearly at its floor a line has lost
    /// nothing by it.
    mutating func takeBack(_ fit: UnsafePointer<CoinFit>, _ part: Amount, _ currency: Currency, on track: Int) {
        guard sleeping & (1 << UInt8(track)) == 0, let lattice = fit.pointee.lattice else { return }
        tracks[track].takeBack(miss: lattice.missStep(Lattice.roundness(PriceTrack.hundredths(part, currency).0)))
    }

    /// Whether the amounts lie on a coin's prices at all.
    var hasPrices: Bool {
        mutating get { speaking != 0 || hasFoundLine }
    }

    /// A track for each coin of the currency and direction.
    /// Those of a direction stand together: a payment touches no other.
    static func track(coin: Int, _ direction: Direction) -> Int {
        direction.rawValue * PriceBoard.coinsPerCurrency + coin
    }

    /// The bytes that a payment of a direction touches, in two pieces.
    @inline(__always)
    static func touched(_ direction: Direction) -> (first: Range<Int>, second: Range<Int>) {
        let tracks = MemoryLayout<PriceTrack>.stride * PriceBoard.coinsPerCurrency
        let outgoing = MemoryLayout<CentsLedger>.stride + tracks
        let both = outgoing + tracks
        return direction == .incoming
            ? (0..<outgoing, both..<MemoryLayout<Self>.size) : (0..<0, outgoing..<MemoryLayout<Self>.size)
    }

    /// A person has looked and found nothing: what spoke against the account is put aside.
    mutating func clear() {
        let (notes, noted) = (self.notes, self.noted)
        self = Dossier()
        self.notes = notes
        self.noted = noted
    }
}

/// The latest payments of an account, for showing what a finding rests on.
struct NoteRing: BitwiseCopyable {
    static let kept = 24

    private var notes: InlineArray<24, Note> = .init(repeating: Note())
    /// After them: where they lie is told by number.
    var aside = Aside()

    /// - Parameter number: how many there have been before.
    mutating func add(_ note: Note, number: UInt32) { notes[Int(number) % Self.kept] = note }

    /// By place.
    mutating func note(_ place: Int) -> Note { notes[place] }

    /// The newest of so many.
    mutating func last(of noted: UInt32) -> Note { notes[Int(noted &- 1) % Self.kept] }

    /// When another account has lately sent this very amount, the last time of those that have not been answered yet;
    /// that one is answered now.
    mutating func answer(_ amount: Amount, from other: AccountIndex) -> Instant? {
        var last: Int?
        for i in 0..<Self.kept
        where notes[i].other == other && notes[i].amount == amount && notes[i].direction == .incoming {
            if notes[i].marks.contains(.answered) { continue }
            if let known = last, notes[i].at < notes[known].at { continue }
            last = i
        }
        guard let last else { return nil }
        notes[last].marks.insert(.answered)
        return notes[last].at
    }

    /// Whether the latest payments have some of another account, and none of this very amount.
    mutating func hasOthers(than amount: Amount, from other: AccountIndex) -> Bool {
        var hasOthers = false
        for i in 0..<Self.kept where notes[i].other == other && notes[i].direction == .incoming {
            if notes[i].amount == amount { return false }
            hasOthers = true
        }
        return hasOthers
    }

    /// What the last payee got in a row, and where its last payment stands.
    mutating func split(of noted: UInt32) -> (split: Split, place: Int)? {
        var found: (split: Split, place: Int)?
        var earliest = Instant(milliseconds: 0)
        for back in 1...UInt32(Self.kept) where back <= noted {
            let place = Int(noted - back) % Self.kept
            let note = notes[place]
            guard note.direction == .outgoing else { continue }
            guard found != nil else {
                found = (Split(note), place)
                earliest = note.at
                continue
            }
            guard note.other == found?.split.other else { continue }
            guard Split.isNext(earliest, after: note.at), found?.split.add(note) == true else { break }
            earliest = note.at
        }
        return found
    }

    /// A payment that comes in, with what the same other has sent shortly before and that lay on no price; `nil` where
    /// nothing has come.
    mutating func parts(with note: Note, of noted: UInt32) -> Split? {
        var split = Split(note)
        for back in 1...UInt32(Self.kept) where back <= noted {
            let earlier = notes[Int(noted - back) % Self.kept]
            guard earlier.other == note.other, earlier.direction == .incoming else { continue }
            guard !earlier.marks.contains(.lattice), Split.isNext(split.first.at, after: earlier.at), split.add(earlier)
            else { break }
        }
        return split.first.sequence == note.sequence ? nil : split
    }

    /// Sets what the amounts up to a place come to.
    mutating func mark(_ place: Int, _ coin: UInt8, _ price: Price) {
        notes[place].implied = price
        notes[place].coin = coin
        notes[place].marks.insert(.lattice)
    }

    /// Oldest first.
    mutating func all(of noted: UInt32) -> [Note] {
        let first = noted > UInt32(Self.kept) ? noted - UInt32(Self.kept) : 0
        return (first..<noted).map { notes[Int($0) % Self.kept] }
    }

    /// Where a note lies in the ring, in bytes.
    static func offset(of number: UInt32) -> Int { Int(number) % kept * MemoryLayout<Note>.stride }
}

/// The amounts that an account has lately seen, so that a price tag which recurs is not taken for new evidence.
struct RecentAmounts: BitwiseCopyable {
    // Eight at a time.
    private var first = SIMD8<UInt32>(repeating: 0)
    private var second = SIMD8<UInt32>(repeating: 0)
    private var third = SIMD8<UInt32>(repeating: 0)
    private var next: UInt8 = 0

    /// Whether the amount is new in this direction, and remembers it.
    mutating func isNew(_ amount: Amount, _ direction: Direction) -> Bool {
        let mixed = (UInt64(bitPattern: amount.minor) << 1 | UInt64(direction.rawValue)) &* 0x9E37_79B9_7F4A_7C15
        let hash = UInt32(truncatingIfNeeded: mixed >> 32) | 1
        let wanted = SIMD8<UInt32>(repeating: hash)
        if any((first .== wanted) .| (second .== wanted) .| (third .== wanted)) { return false }
        let lane = Int(next & 7)
        switch next >> 3 {
        case 0: first[lane] = hash
        case 1: second[lane] = hash
        default: third[lane] = hash
        }
        next = (next + 1) % 24
        return true
    }
}
