package import WeirDomain

/// Memory is asked for ahead of its use, in stages: each stage reads what the one before asked for a few payments ago,
/// so that nobody waits for it, and the fetches of many payments overlap.
///
/// Of payments of one batch: 1 the index lines of both accounts, 2 their records, 3 what the records lead to, 4 what
/// their dossiers lead to.
extension Detector {
    /// How many payments a stage looks at at once, and how many places there are for what is known of them.
    package static let lookahead = 8
    package static let places = 4 * lookahead

    /// Says which of the payments that were looked at is next; without it, or with a wrong one, accounts are looked up.
    @inline(__always)
    package mutating func turn(to place: Int) { turn = place & (Self.places - 1) }

    /// Stage 1 for one payment.
    @inline(__always)
    package mutating func ask(_ payment: borrowing PaymentView, at place: Int) {
        let slot = 2 * (place & (Self.places - 1))
        keys[slot] = accounts.prefetchIndex(payment.payer)
        keys[slot + 1] = accounts.prefetchIndex(payment.payee)
    }

    /// Stages 1 and 2 for one payment whose accounts are probably known.
    @inline(__always)
    package mutating func expect(payer: UInt32, payee: UInt32, at place: Int) {
        let slot = 2 * (place & (Self.places - 1))
        guesses[slot] = accounts.prefetchRecord(at: payer)
        guesses[slot + 1] = accounts.prefetchRecord(at: payee)
    }

    /// Stage 2.
    package mutating func findRecords(_ range: Range<Int>) {
        for place in range {
            let slot = 2 * (place & (Self.places - 1))
            guesses[slot] = accounts.prefetchRecord(keys[slot])
            guesses[slot + 1] = accounts.prefetchRecord(keys[slot + 1])
        }
    }

    /// Stage 3.
    package mutating func reachOut(_ batch: borrowing RecordBatch, _ range: Range<Int>) {
        for place in range {
            let slot = 2 * (place & (Self.places - 1))
            let (payer, payee) = (guesses[slot], guesses[slot + 1])
            if payer != 0, payee != 0 { pairs.prefetch(AccountIndex(raw: payer), AccountIndex(raw: payee)) }
            let payment = batch[place]
            if payer != 0 { prefetchSlabs(payer, .outgoing, payment) }
            if payee != 0 { prefetchSlabs(payee, .incoming, payment) }
        }
    }

    /// Stage 4, for the dossiers that stage 3 asked for the last time.
    package mutating func reachFurther() {
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
        guard aheadCount < 2 * Self.lookahead else { return }
        ahead[aheadCount] = UInt32(dossier)
        aheadCount += 1
    }
}
