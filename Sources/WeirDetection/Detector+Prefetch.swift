package import WeirDomain

/// Memory is asked for ahead of its use, sixteen payments at a time, so that the fetches of many payments overlap.
extension Detector {
    /// How many payments `prefetch` looks at at once.
    package static let lookahead = 16

    /// Says which of the payments that were looked at is next; without it, or with a wrong one, accounts are looked up.
    @inline(__always)
    package mutating func turn(to place: Int) { turn = place & (2 * Self.lookahead - 1) }

    /// Brings into the processor's cache what the next payments will touch, in stages, so that the memory fetches of
    /// many payments overlap. Changes nothing but the guesses.
    package mutating func prefetch(_ batch: borrowing RecordBatch, _ range: Range<Int>) {
        prefetchNotes()
        let first = range.lowerBound & (2 * Self.lookahead - 1)
        let count = min(range.count, Self.lookahead)
        for i in 0..<count {
            let payment = batch[range.lowerBound + i]
            keys[2 * i] = accounts.prefetchIndex(payment.payer)
            keys[2 * i + 1] = accounts.prefetchIndex(payment.payee)
        }
        for i in 0..<(2 * count) { guesses[2 * first + i] = accounts.prefetchRecord(keys[i]) }
        for i in first..<(first + count) {
            let (payer, payee) = (guesses[2 * i], guesses[2 * i + 1])
            if payer != 0, payee != 0 { pairs.prefetch(AccountIndex(raw: payer), AccountIndex(raw: payee)) }
            let payment = batch[range.lowerBound + i - first]
            if payer != 0 { prefetchSlabs(payer, .outgoing, payment) }
            if payee != 0 { prefetchSlabs(payee, .incoming, payment) }
        }
    }

    /// What the dossiers lead to that were asked for the last time.
    private mutating func prefetchNotes() {
        for i in 0..<aheadCount {
            let dossier = dossiers.address(Int(ahead[i]))
            let ring = Int(dossier.pointee.notes)
            if ring != 0 { notes.prefetch(ring, offset: NoteRing.offset(of: dossier.pointee.noted)) }
        }
        aheadCount = 0
    }

    @inline(__always)
    private mutating func prefetchSlabs(
        _ account: UInt32, _ direction: Direction, _ payment: borrowing PaymentView
    ) {
        let record = accounts.address(AccountIndex(raw: account))
        activity.prefetch(&record.pointee.activity, direction)
        guard record.pointee.dossier != 0 else { return }
        prefetchDossier(Int(record.pointee.dossier), direction)
        let device = Moment.key(payment[direction == .incoming ? .payeeDevice : .payerDevice])
        if device != 0 { surroundings.prefetch(device: device) }
    }

    private mutating func prefetchDossier(_ dossier: Int, _ direction: Direction) {
        let touched = Dossier.touched(direction)
        dossiers.prefetch(dossier, touched.first)
        dossiers.prefetch(dossier, touched.second)
        ahead[aheadCount] = UInt32(dossier)
        aheadCount += 1
    }
}
