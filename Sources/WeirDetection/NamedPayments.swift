import WeirDomain
import WeirText

/// One payment of an account as far as it is still known: in full where the account had a dossier, else by time, sum
/// and what its event bears.
struct NamedPayment {
    /// Its place among all that are known of the account.
    var place = 0
    /// 0 where it is not known any more.
    var sequence: UInt64 = 0
    var at: Instant
    var amount: Amount
    var currency: Currency
    var direction: Direction
    /// Nobody where it is not known any more.
    var other = AccountIndex(raw: 0)
    var marks: Note.Marks = []
    /// An amount that by itself lay on a coin's prices, of one that is older than the notes.
    var fits = false
    var isDeclined = false
    /// The coin's price that the amount comes to.
    var price: Price?
    var coin = 0

    init(_ note: Note, isDeclined: Bool = false) {
        sequence = note.sequence
        at = note.at
        amount = note.amount
        currency = note.currency
        direction = note.direction
        other = note.other
        marks = note.marks
        self.isDeclined = isDeclined
        if note.marks.contains(.lattice) {
            price = note.implied
            coin = Int(note.coin)
        }
    }

    init(_ event: Event, minute: Int32, _ currency: Currency) {
        at = Instant(milliseconds: Int64(minute) * 60_000)
        amount = Amount(minor: event.amount.minor)
        self.currency = currency
        direction = event.marks.contains(.outgoing) ? .outgoing : .incoming
        if event.marks.contains(.stranger) { marks.insert(.stranger) }
        if event.marks.remark >= .b { marks.insert(.text) }
        fits = event.marks.contains(.fits)
    }

    /// One of which nothing is known any more but its number.
    init(numbered sequence: UInt64, like other: NamedPayment) {
        self = other
        place = -1
        self.sequence = sequence
        marks = []
        price = nil
    }

    /// In hundredths of the currency's unit.
    var hundredths: Int64 { PriceTrack.hundredths(amount, currency).0 }

    /// `2026-03-01T10:15Z +1428.00 CNY @ 7.14`
    fileprivate var words: String {
        "\(at.toTheMinute) \(direction == .incoming ? "+" : "-")\(amount.text(currency)) \(currency.code)"
            + (price.map { " @ \($0.text)" } ?? "")
    }
}

/// What is known of an account's payments, for saying what a reading rests on.
struct NamedPayments {
    /// Oldest first.
    let all: [NamedPayment]

    init(_ all: [NamedPayment]) {
        var all = all
        for place in all.indices { all[place].place = place }
        self.all = all
    }

    /// As many as a reading names, and of older ones as many as it tells.
    private static let most = 12
    private static let mostOld = 3

    /// What came in, and what was paid or was to be.
    var incoming: [NamedPayment] { all.filter { $0.direction == .incoming && !$0.isDeclined } }
    var outgoing: [NamedPayment] { all.filter { $0.direction == .outgoing } }

    /// What went out so many minutes after something had come in, with that; where there is nothing of the kind, what
    /// came in.
    func passedOn(within minutes: Int64) -> [NamedPayment] {
        var isMeant = all.map { _ in false }
        for (place, payment) in all.enumerated() where payment.direction == .outgoing {
            let since = payment.at.milliseconds - minutes * 60_000
            let came = all[..<place].lastIndex {
                $0.direction == .incoming && !$0.isDeclined && $0.at.milliseconds >= since
            }
            guard let came else { continue }
            (isMeant[place], isMeant[came]) = (true, true)
        }
        return isMeant.contains(true) ? zip(all, isMeant).filter(\.1).map(\.0) : incoming
    }

    /// Incoming amounts at one price with different fen within a day, both of each two.
    var withOtherCents: [NamedPayment] {
        let came = incoming.filter { $0.cents != nil }
        return came.filter { one in
            came.contains { other in
                one.isSamePrice(as: other) && abs(one.at.milliseconds - other.at.milliseconds) <= Self.day
            }
        }
    }

    private static let day: Int64 = 86_400_000

    /// Sequence numbers of the latest of some that are known, oldest first.
    static func named(_ payments: [NamedPayment]) -> [UInt64] {
        Array(payments.map(\.sequence).filter { $0 != 0 }.suffix(most))
    }

    /// What is still known of those among them that have no number any more; nothing where the others are enough.
    static func told(_ payments: [NamedPayment]) -> String {
        let old = payments.filter { $0.sequence == 0 }
        guard !old.isEmpty, payments.count - old.count < most else { return "" }
        let words = old.suffix(mostOld).map(\.words).joined(separator: ", ")
        return " Older payments that count, kept by time and sum: \(old.count), the last of them \(words) "
            + "(+ came in, - went out)."
    }
}

extension NamedPayment {
    /// The whole unit that an amount is a few hundredths beside, and by how much; as in `CentsLedger`.
    fileprivate var cents: (base: Int64, offset: Int64)? {
        let base = (hundredths + 50) / 100
        let offset = hundredths - base * 100
        return base > 0 && abs(offset) <= 10 ? (base, offset) : nil
    }

    /// The same price with other fen.
    func isSamePrice(as other: NamedPayment) -> Bool {
        guard let a = cents, let b = other.cents else { return false }
        return currency == other.currency && a.base == b.base && a.offset != b.offset
    }

    /// Whether it lies one to ten hundredths beside a multiple of ten, as in `CentsLedger`.
    var isBesideRound: Bool {
        let unit = UsualRates.roundUnit(currency)
        let round = 10 * 100 * unit
        let beside = hundredths % round
        return direction == .incoming && hundredths >= 15 * 100 * unit && (1...10).contains(min(beside, round - beside))
    }
}

extension Instant {
    /// `2026-03-01T10:15Z`
    fileprivate var toTheMinute: String {
        let minutes = Int(Detector.minute(self))
        let day = minutes >= 0 ? minutes / 1_440 : (minutes - 1_439) / 1_440
        let rest = minutes - day * 1_440
        let date = CivilDate(daysSince1970: day)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))T\(two(rest / 60)):\(two(rest % 60))Z"
    }
}

extension Detector {
    /// What is known of an account's payments with persons, of before the dossier as well.
    func namedPayments(_ account: AccountIndex, _ dossier: OpenDossier) -> NamedPayments {
        let record = accounts[account]
        // Each of them that came since the dossier was opened has a note; the latest notes are kept.
        let trades = activity.events(record.activity).filter { $0.marks.contains(.trade) }
        let old = trades.dropLast(dossier.recent.count).filter { $0.marks.isDisjoint(with: [.foreign, .takenBack]) }
        let known =
            dossier.recent.map { NamedPayment($0) } + dossier.declined.map { NamedPayment($0, isDeclined: true) }
        return NamedPayments(
            old.map { NamedPayment($0, minute: record.activity.base &+ Int32($0.minute), record.currency) }
                + known.sorted { $0.sequence < $1.sequence })
    }

    /// Those that lie on an account's price line, with the price that each comes to. A note of an exact line bears it;
    /// others are read again, at the price of their time and along the account's own line.
    func onLine(_ line: PriceLine, _ payments: NamedPayments, _ dossier: OpenDossier) -> [NamedPayment] {
        guard let currency = payments.all.last?.currency, let market = board.market(currency),
            line.coin < board.coinPlaces(market)
        else { return [] }
        let place = board.coin(line.coin, of: market)
        guard place >= 0 else { return [] }
        var found: [NamedPayment] = []
        for var payment in payments.all where payment.currency == currency {
            if payment.isDeclined, payment.direction == .incoming { continue }
            if payment.price == nil || payment.coin != line.coin {
                let isRead = line.isSoft || payment.fits || payment.isDeclined
                payment.price = isRead ? price(of: payment, line, place, dossier) : nil
            }
            if payment.price != nil { found.append(payment) }
        }
        return found
    }

    /// The price that an amount comes to near an account's line; `nil` where it is no plain quantity.
    private func price(
        of payment: NamedPayment, _ line: PriceLine, _ place: Int, _ dossier: OpenDossier
    ) -> Price? {
        guard let quote = board.fresh(place, Self.minute(payment.at)) else { return nil }
        let hundredths = payment.hundredths
        if board.prices[place].role == .coin {
            var fits = CoinFractions.Fits()
            fits.work(out: Double(hundredths) / 100, board: Double(quote.price.micros) / 1_000_000)
            let reading = CoinFractions.read(fits, line: nil)
            guard reading.responsibility >= 0.5, reading.quantity > 0 else { return nil }
            return Self.price(hundredths, reading.quantity)
        }
        let tracks = dossier.dossier.tracks
        let own = tracks[Dossier.track(coin: line.coin, payment.direction)].soft
        let reading = SoftLattice.read(
            Double(hundredths), roundness: Lattice.roundness(hundredths), price: Double(quote.price.micros) / 10_000,
            line: SoftLattice.line(own.board, own.hits))
        guard reading.quantity > 0, reading.responsibility >= 0.6 || payment.fits else { return nil }
        return Self.price(hundredths, reading.quantity)
    }

    /// To a thousandth, which is finer than boards quote.
    private static func price(_ hundredths: Int64, _ quantity: Double) -> Price {
        Price(micros: Int64((Double(hundredths) * 10 / quantity).rounded()) * 1_000)
    }
}
