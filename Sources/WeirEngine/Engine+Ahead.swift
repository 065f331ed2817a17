import WeirDetection
public import WeirDomain

/// What deciding the payments of a batch will touch is brought into the processor's cache some payments ahead of their
/// turn, stage by stage (see `Detector+Prefetch`). Decides nothing.
extension Engine {
    /// Called before each payment of a batch, in order; answers what was found out of it ahead, where somebody did.
    @inline(__always)
    @discardableResult
    public mutating func prefetch(_ batch: borrowing RecordBatch, before place: Int) -> Scouted? {
        detector.turn(to: place)
        if place % Detector.lookahead == 0 { lookAhead(batch, place) }
        return batch.scouted.isEmpty ? nil : batch.scouted[place]
    }

    private mutating func lookAhead(_ batch: borrowing RecordBatch, _ place: Int) {
        let (step, count) = (Detector.lookahead, batch.count)
        func some(_ first: Int) -> Range<Int> { min(first, count)..<min(first + step, count) }
        let isScouted = !batch.scouted.isEmpty
        if place == 0 {
            if !isScouted { for first in [0, step, 2 * step] { ask(batch, some(first)) } }
            for first in [0, step] { findRecords(batch, some(first), isScouted) }
            detector.reachOut(batch, some(0))
        }
        detector.reachFurther()
        detector.reachOut(batch, some(place + step))
        findRecords(batch, some(place + 2 * step), isScouted)
        if !isScouted { ask(batch, some(place + 3 * step)) }
    }

    private mutating func ask(_ batch: borrowing RecordBatch, _ range: Range<Int>) {
        for place in range {
            let payment = batch[place]
            seen.prefetch(seen.key(payment.id))
            detector.ask(payment, at: place)
        }
    }

    private mutating func findRecords(_ batch: borrowing RecordBatch, _ range: Range<Int>, _ isScouted: Bool) {
        guard isScouted else { return detector.findRecords(range) }
        for place in range {
            let scouted = batch.scouted[place]
            detector.expect(payer: scouted.payer, payee: scouted.payee, at: place)
        }
    }

    // MARK: On another thread

    /// Gives away the memory of payments: from now on the scout says which have been decided, and only payments that it
    /// has looked at may be applied.
    /// - Parameter quotes: prices to come, in order, each of which the engine will be told of before the first payment
    ///   of its time or later.
    public mutating func sendScout(expecting quotes: ArraySlice<PriceQuote> = []) -> Scout {
        var memory = SeenPayments(seed: 0, generation: 0)
        swap(&memory, &seen)
        isScoutAway = true
        return Scout(memory, detector.accounts.guesses(), detector.priceScout(), quotes)
    }

    /// Takes it back.
    public mutating func callBack(_ scout: consuming Scout) {
        seen = scout.intoMemory()
        isScoutAway = false
    }
}

/// Looks at payments ahead of an engine, on the thread that reads them: which of them are new, and where their accounts
/// are, and how their amounts lie on the prices. What it says of accounts are guesses, which the engine checks: it
/// counts new ones as the engine will. What it says of amounts counts if it was told of all prices that the engine
/// takes in.
public struct Scout: ~Copyable, Sendable {
    private var memory: SeenPayments
    private var accounts: AccountGuesses
    private var prices: PriceScout
    private var quotes: ArraySlice<PriceQuote>
    private static let step = 16

    fileprivate init(
        _ memory: consuming SeenPayments, _ accounts: consuming AccountGuesses, _ prices: consuming PriceScout,
        _ quotes: ArraySlice<PriceQuote>
    ) {
        self.memory = memory
        self.accounts = accounts
        self.prices = prices
        self.quotes = quotes
    }

    fileprivate consuming func intoMemory() -> SeenPayments { memory }

    /// Tells of a price; it counts for the payments of the next batch.
    public mutating func set(_ quote: PriceQuote) { prices.set(quote) }

    /// Looks at all payments of a batch.
    /// - Parameter before: the sequence of the input before them.
    public mutating func look(at batch: inout RecordBatch, before: UInt64) {
        let count = batch.count
        let keys = UnsafeMutablePointer<Keys>.allocate(capacity: count)
        defer { keys.deallocate() }
        var scouted: [Scouted] = []
        scouted.reserveCapacity(count)
        ask(batch, 0..<min(Self.step, count), keys)
        for place in 0..<count {
            if place % Self.step == 0 {
                let next = min(place + Self.step, count)
                ask(batch, next..<min(next + Self.step, count), keys)
            }
            scouted.append(look(batch[place], keys[place], before + UInt64(place) + 1))
        }
        batch.keep(scouted)
    }

    private struct Keys: BitwiseCopyable {
        var id: UInt64
        var content: UInt64
        var payer: UInt64
        var payee: UInt64
    }

    private func ask(_ batch: borrowing RecordBatch, _ range: Range<Int>, _ keys: UnsafeMutablePointer<Keys>) {
        for place in range {
            let payment = batch[place]
            let found = Keys(
                id: memory.key(payment.id), content: memory.content(payment),
                payer: accounts.key(payment.payer), payee: accounts.key(payment.payee))
            memory.prefetch(found.id)
            accounts.prefetch(found.payer)
            accounts.prefetch(found.payee)
            (keys + place).initialize(to: found)
        }
    }

    private mutating func look(_ payment: borrowing PaymentView, _ keys: Keys, _ sequence: UInt64) -> Scouted {
        while let quote = quotes.first, quote.at <= payment.at { prices.set(quotes.removeFirst()) }
        switch memory.meet(keys.id, keys.content, sequence: sequence) {
        case .new:
            let payer = accounts.place(keys.payer)
            return Scouted(
                payer: payer, payee: accounts.place(keys.payee), earlier: 0, isSame: false,
                glance: prices.look(at: payment))
        case .same(let earlier): return Scouted(payer: 0, payee: 0, earlier: earlier, isSame: true)
        case .other(let earlier): return Scouted(payer: 0, payee: 0, earlier: earlier, isSame: false)
        }
    }
}
