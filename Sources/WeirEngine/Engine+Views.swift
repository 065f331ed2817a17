import WeirDetection
public import WeirDomain

/// Reading the engine's state, for the API and for comparing two engines.
extension Engine {
    public var accountCount: Int { detector.counts.accounts }

    /// Whether the holder must not be told what happens to the account.
    public func isWalled(_ account: String) -> Bool { book.cases.wall(on: account) }
    /// Until when what ends or falls due by itself has done so.
    public var deadlinesPassed: Instant { book.clock }
    public var measureCount: Int { measures.count }
    /// Accounts whose payments are looked at one by one.
    public var dossierCount: Int { detector.counts.dossiers }

    /// Bytes of the state, by part. All but the memory of payment ids grow with the accounts.
    public var memory: [(part: String, bytes: Int)] {
        let parts = detector.memory
        return [
            ("accounts and index", parts.accounts), ("counterparties", parts.pairs), ("activity", parts.activity),
            ("dossiers", parts.dossiers), ("payment ids", seen.bytes),
        ]
    }

    /// A digest of the whole state: equal after equal inputs, in any process.
    public var stateHash: UInt64 {
        var hasher = StateHasher()
        detector.hash(into: &hasher)
        book.hash(into: &hasher)
        outside.hash(into: &hasher)
        rules.hash(into: &hasher)
        if let modelVersion { hasher.take(modelVersion) }
        hasher.take(now.milliseconds)
        hasher.take(counters.decided)
        hasher.take(counters.duplicates)
        return hasher.value
    }

    /// What is to be said of a payment whose id has come before, and which the engine need not be given; `nil` for one
    /// that is new.
    package func known(_ payment: borrowing PaymentView) -> Verdict? {
        switch seen.recall(payment) {
        case .new: nil
        case .same(let earlier): .duplicate(of: earlier)
        case .other(let earlier): .conflict(with: earlier)
        }
    }

    /// How an account stands; `nil` for one that has never been seen.
    /// - Parameter time: windows ended here, or with the newest payment if that came later; `nil` is now.
    public func account(_ id: String, asOf time: Instant? = nil) -> AccountView? {
        guard let index = id.withBytes({ detector.accounts.find($0) }) else { return nil }
        let record = detector.accounts[index]
        // Before the first payment there is no time at all.
        let now = max(time ?? self.now, Instant(milliseconds: 0))
        var windows: [AccountView.WindowView] = []
        for direction in Direction.allCases {
            for window in Window.allCases {
                let totals = detector.totals(index, direction, window, at: now)
                windows.append(
                    AccountView.WindowView(
                        direction: direction == .incoming ? "in" : "out", window: window.name, count: Int(totals.count),
                        sum: Amount(minor: totals.sum), counterparties: Int(totals.distinct),
                        firstTime: Int(totals.firstTime), strangers: Int(totals.strangers)))
            }
        }
        let leg = detector.weigh(index, at: now)
        return AccountView(
            id: id, kind: record.kind, payments: Int(record.payments), isSuspended: record.isSuspended,
            windows: windows,
            scores: leg?.assessments.map { TypologyScore(typology: $0.typology, score: $0.score) } ?? [],
            indicators: leg.map { detector.readings($0.strongest, index, at: now) } ?? [],
            measures: measures(on: id), recent: recent(index),
            currency: record.currency.packed == 0 ? nil : record.currency)
    }

    /// What came in within thirty days, for lists of many accounts: an `AccountView` weighs their evidence as well.
    public func received(_ id: String) -> (sum: Amount, currency: Currency)? {
        guard let index = id.withBytes({ detector.accounts.find($0) }) else { return nil }
        let currency = detector.accounts[index].currency
        guard currency.packed != 0 else { return nil }
        return (Amount(minor: detector.totals(index, .incoming, .month, at: now).sum), currency)
    }

    /// The same for several accounts together: in the currency of the first that has one, and of those only.
    public func received(_ accounts: some Sequence<String>) -> (sum: Amount, currency: Currency)? {
        var all: (sum: Amount, currency: Currency)?
        for account in accounts {
            guard let one = received(account) else { continue }
            guard let known = all else {
                all = one
                continue
            }
            guard known.currency == one.currency else { continue }
            let (sum, isTooMuch) = known.sum.minor.addingReportingOverflow(one.sum.minor)
            all = (Amount(minor: isTooMuch ? .max : sum), known.currency)
        }
        return all
    }

    private func recent(_ index: AccountIndex) -> [AccountView.RecentPayment] {
        (detector.dossier(index)?.recent ?? []).map { note in
            AccountView.RecentPayment(
                sequence: note.sequence, at: note.at, isIncoming: note.direction == .incoming,
                other: detector.accounts.id(note.other), amount: note.amount, currency: note.currency,
                implied: note.implied.micros > 0 ? note.implied : nil,
                coin: note.implied.micros > 0 ? detector.board.coinName(Int(note.coin), note.currency) : nil,
                isStranger: note.marks.contains(.stranger))
        }
    }

    /// The coin price that an amount implies near a board price, where it is a whole quantity of a stablecoin.
    public static func impliedPrice(_ amount: Amount, _ currency: Currency, board: Price) -> Price? {
        let lattice = Lattice(boardHundredths: Double(board.micros) / 10_000)
        defer { lattice.free() }
        let (hundredths, tolerance) = PriceTrack.hundredths(amount, currency)
        let reading = lattice.read(hundredths, tolerance: tolerance, line: nil)
        guard reading.quantity > 0, reading.responsibility >= 0.5 else { return nil }
        return Price(micros: reading.price * 10_000)
    }

    /// How far an amount lies from the nearest that a board near this price would produce, in hundredths of the
    /// currency's unit; and the same for an amount just as round and about as large that nobody chose by a price.
    public static func latticeDistance(
        _ amount: Amount, _ currency: Currency, board: Price, seed: UInt64
    ) -> (own: Int64, alike: Int64) {
        let lattice = Lattice(boardHundredths: Double(board.micros) / 10_000)
        defer { lattice.free() }
        let (hundredths, _) = PriceTrack.hundredths(amount, currency)
        return (lattice.distance(hundredths), lattice.distance(Lattice.alike(hundredths, seed: seed)))
    }

    /// Whether a board price says something of an amount at a time: one that is a day away does not.
    public static func says(_ quote: PriceQuote, at time: Instant) -> Bool {
        let (apart, isOver) = time.milliseconds.subtractingReportingOverflow(quote.at.milliseconds)
        return !isOver && apart.magnitude <= PriceBoard.maximumAgeMilliseconds.magnitude
    }

    /// The prices of an asset in a span of the last month, in steps of ten minutes, oldest first.
    public func prices(of asset: Asset, _ currency: Currency, from: Instant, to: Instant) -> [PriceQuote] {
        detector.board.quotes(asset, currency, from: from, to: to)
    }

    /// The case that an account belongs to, open or closed.
    public func caseNumber(of account: String) -> Int? { book.cases.number(of: account) }

    /// The latest price of every asset, in order of first appearance; none of one that was taken back, and no other is
    /// known.
    public var prices: [PriceQuote] {
        zip(detector.board.assets, detector.board.prices).compactMap { asset, price in
            price.at == PriceBoard.never
                ? nil : PriceQuote(at: price.at, asset: asset, currency: price.currency, price: price.price)
        }
    }

    /// Currencies in which a coin's price is known and no innocent one near it, as the dollar's: money changers are
    /// told from dealers less surely there, and dealers later.
    public var currenciesWithoutReference: [Currency] { detector.board.withoutReference }
}

/// One account as the API shows it.
public struct AccountView: Sendable {
    public struct WindowView: Sendable {
        /// `in` or `out`.
        public var direction: String
        /// `1h`, `24h`, `7d` or `30d`.
        public var window: String
        public var count: Int
        public var sum: Amount
        public var counterparties: Int
        public var firstTime: Int
        public var strangers: Int
    }

    /// One of the latest payments of an account that deals with strangers.
    public struct RecentPayment: Sendable {
        public var sequence: UInt64
        public var at: Instant
        public var isIncoming: Bool
        public var other: String
        public var amount: Amount
        public var currency: Currency
        /// The coin price that the amount implies.
        public var implied: Price?
        /// The coin that it is the price of.
        public var coin: String?
        public var isStranger: Bool
    }

    public var id: String
    public var kind: AccountKind
    public var payments: Int
    public var isSuspended: Bool
    public var windows: [WindowView]
    public var scores: [TypologyScore]
    public var indicators: [IndicatorReading]
    public var measures: [Measure]
    public var recent: [RecentPayment]
    /// What its sums are in: the currency of its first payment; `nil` where none has moved money.
    public var currency: Currency?
}
