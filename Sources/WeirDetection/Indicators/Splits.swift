import WeirDomain

/// Several payments to one payee in a row. Boards cap a payment, and tell their customers to send more in parts; so
/// what a trader buys from whoever supplies it goes out in parts of which none lies on a price, and only the sum does.
///
/// Parts after the first are not read one by one. Their sum is, when the account pays somebody else, or the same payee
/// later. Only for what the account pays itself: so much nobody else can do in its name.
struct Split {
    let payee: AccountIndex
    private(set) var amount: Amount
    let currency: Currency
    /// The first part, which has been read for itself.
    private(set) var first: Note

    /// Parts follow each other within so many steps of the table of pairs and one more: two hours, after which boards
    /// void an order (DOMAIN §1.1) and nobody waits for the rest [S].
    static let steps: Int32 = 12
    private static let gapMilliseconds: Int64 = 130 * 60_000

    init(_ last: Note) {
        (payee, amount, currency, first) = (last.other, last.amount, last.currency, last)
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
        return last.split.payee != payee
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
}
