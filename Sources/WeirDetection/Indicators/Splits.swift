import WeirDomain

/// Several payments to one payee in a row. Boards cap a payment, and tell their customers to send more in parts; so
/// what a trader buys from whoever supplies it goes out in parts of which none lies on a price, and only the sum does.
///
/// Parts after the first are not read one by one. Of what the account pays their sum is, when it pays somebody else, or
/// the same payee later. Of what customers send it is with each part, in place of what had come before: while others
/// send theirs nobody can say which part is the last.
struct Split {
    /// Who got the parts, or sent them.
    let other: AccountIndex
    private(set) var amount: Amount
    let currency: Currency
    /// The first part, which has been read for itself.
    private(set) var first: Note

    /// Parts follow each other within so many steps of the table of pairs and one more: two hours, after which boards
    /// void an order (DOMAIN §1.1) and nobody waits for the rest [S].
    static let steps: Int32 = 12
    private static let gapMilliseconds: Int64 = 130 * 60_000

    init(_ last: Note) {
        (other, amount, currency, first) = (last.other, last.amount, last.currency, last)
    }

    static func isNext(_ later: Instant, after earlier: Instant) -> Bool {
        later.milliseconds - earlier.milliseconds <= gapMilliseconds
    }

    /// One part more, the one before; `false` for one of another currency.
    mutating func add(_ note: Note) -> Bool {
        guard note.currency == currency else { return false }
        amount = Amount(minor: amount.minor.saturatingAdd(note.amount.minor))
        first = note
        return true
    }
}

extension Detector {
    /// Whether the parts that the account's last payee got are another's than this one's.
    mutating func areAnothersParts(_ slab: Int, than payee: AccountIndex) -> Bool {
        let ring = Int(dossiers.address(slab).pointee.notes)
        guard ring != 0, let last = notes.address(ring).pointee.split(of: dossiers.address(slab).pointee.noted) else {
            return false
        }
        return last.split.other != payee
    }

    /// Reads the sum of the parts that the account's last payee got, at the prices of the first one's time.
    mutating func takeSplit(_ slab: Int, _ minute: Int32) {
        let dossier = dossiers.address(slab)
        dossier.pointee.isSplitting = false
        let ring = Int(dossier.pointee.notes)
        guard ring != 0, let (split, place) = notes.address(ring).pointee.split(of: dossier.pointee.noted) else {
            return
        }
        let isNew = dossier.pointee.amounts.isNew(split.amount, .outgoing)
        var past = AmountFits()
        swap(&fits, &past)
        defer { swap(&fits, &past) }
        fits.work(out: split.amount, split.currency, past: Self.minute(split.first.at), on: &board)
        guard fits.market >= 0 else { return }
        fits.widen()
        let wasSmall = dossier.pointee.profile.isSmallPaid(split.first.amount)
        for n in 0..<fits.count {
            let fit = fits.address(n)
            let coin = fit.pointee.place
            let track = Dossier.track(coin: coin, .outgoing)
            if !split.first.marks.contains(.lattice), !wasSmall {
                dossier.pointee.takeBack(fit, split.first.amount, split.currency, on: track)
            }
            guard let hit = dossier.pointee.take(fit, on: track, isNew: isNew, minute: minute) else { continue }
            notes.address(ring).pointee.mark(place, UInt8(coin), hit.price)
        }
    }
    /// Reads what a customer has sent in parts, this payment and those before it, at the prices of the first one's
    /// time; answers whether this payment's amount is new. `nil` where it lies on a price by itself, or is the first.
    mutating func takeParts(_ slab: Int, _ minute: Int32, _ note: inout Note) -> Bool? {
        let dossier = dossiers.address(slab)
        let ring = Int(dossier.pointee.notes)
        guard ring != 0, !fits.hasAny,
            let split = notes.address(ring).pointee.parts(with: note, of: dossier.pointee.noted)
        else { return nil }
        let before = Amount(minor: split.amount.minor - note.amount.minor)
        let isNew = dossier.pointee.amounts.isNew(note.amount, .incoming)
        let isNewSum = dossier.pointee.amounts.isNew(split.amount, .incoming)
        var past = AmountFits()
        swap(&fits, &past)
        defer { swap(&fits, &past) }
        fits.work(out: split.amount, split.currency, past: Self.minute(split.first.at), on: &board)
        guard fits.market >= 0 else { return isNew }
        fits.widen()
        for n in 0..<fits.count {
            let fit = fits.address(n)
            let coin = fit.pointee.place
            let track = Dossier.track(coin: coin, .incoming)
            dossier.pointee.takeBack(fit, before, split.currency, on: track)
            guard let hit = dossier.pointee.take(fit, on: track, isNew: isNewSum, minute: minute) else { continue }
            note.implied = hit.price
            note.coin = UInt8(coin)
            note.marks.insert(.lattice)
        }
        return isNew
    }
}
