package import WeirDomain

/// What is known of a payment some payments ahead of its turn.
struct PaymentAhead: BitwiseCopyable {
    /// Of both accounts in the index.
    var payerKey: UInt64 = 0
    var payeeKey: UInt64 = 0
    /// Where the accounts probably are; 0 is unknown.
    var payer: UInt32 = 0
    var payee: UInt32 = 0
    /// Their dossiers that have been asked for; 0 for none.
    var payerDossier: UInt32 = 0
    var payeeDossier: UInt32 = 0

    /// A power of two above the farthest that is looked ahead.
    static let kept = 16
}

/// Memory is asked for ahead of its use, in stages: the place of an account in the index, then its record, then what the
/// record leads to, then the notes of its dossier. Before each payment every stage goes on by one: so the fetches of many
/// payments overlap, and never are so many of them under way that the processor has to wait for one to end. Nothing is
/// changed but what is known of the payments ahead.
extension Detector {
    /// How far ahead of a payment's turn its stages are.
    package static let farthest = 12
    private static let records = 8
    private static let slabs = 4
    private static let notesAhead = 2

    /// The first stage: asks for the places of both accounts in the index.
    @inline(__always)
    package mutating func prefetchIndex(_ payment: borrowing PaymentView, _ place: Int) {
        ahead(place).pointee.payerKey = accounts.prefetchIndex(payment.payer)
        ahead(place).pointee.payeeKey = accounts.prefetchIndex(payment.payee)
    }

    /// The other stages of the first payments of a batch, whose first stage is done.
    package mutating func beginPrefetch(_ batch: borrowing RecordBatch) {
        for place in 0..<min(Self.records, batch.count) { prefetchRecords(place) }
        for place in 0..<min(Self.slabs, batch.count) { prefetchSlabs(batch, place) }
        for place in 0..<min(Self.notesAhead, batch.count) { prefetchNotes(place) }
    }

    /// Says whose turn it is, and does the other stages of one payment each.
    @inline(__always)
    package mutating func prefetch(_ batch: borrowing RecordBatch, before place: Int) {
        turn(to: place & (PaymentAhead.kept - 1))
        let left = batch.count - place
        if left > Self.records { prefetchRecords(place + Self.records) }
        if left > Self.slabs { prefetchSlabs(batch, place + Self.slabs) }
        if left > Self.notesAhead { prefetchNotes(place + Self.notesAhead) }
    }

    @inline(__always)
    private func prefetchRecords(_ place: Int) {
        let ahead = ahead(place)
        ahead.pointee.payer = accounts.prefetchRecord(ahead.pointee.payerKey)
        ahead.pointee.payee = accounts.prefetchRecord(ahead.pointee.payeeKey)
    }

    private mutating func prefetchSlabs(_ batch: borrowing RecordBatch, _ place: Int) {
        let ahead = ahead(place)
        let (payer, payee) = (ahead.pointee.payer, ahead.pointee.payee)
        let payment = batch[place]
        if payer != 0, payee != 0 { pairs.prefetch(AccountIndex(raw: payer), AccountIndex(raw: payee)) }
        ahead.pointee.payerDossier = payer == 0 ? 0 : prefetchSlabs(payer, .outgoing, payment)
        ahead.pointee.payeeDossier = payee == 0 ? 0 : prefetchSlabs(payee, .incoming, payment)
    }

    /// Answers the dossier.
    @inline(__always)
    private mutating func prefetchSlabs(
        _ account: UInt32, _ direction: Direction, _ payment: borrowing PaymentView
    ) -> UInt32 {
        let record = accounts.address(AccountIndex(raw: account))
        activity.prefetch(&record.pointee.activity, direction, at: payment.at)
        let dossier = record.pointee.dossier
        guard dossier != 0 else { return 0 }
        let touched = Dossier.touched(direction)
        dossiers.prefetch(Int(dossier), touched.first)
        dossiers.prefetch(Int(dossier), touched.second)
        let device = Moment.key(payment[direction == .incoming ? .payeeDevice : .payerDevice])
        if device != 0 { surroundings.prefetch(device: device) }
        return dossier
    }

    @inline(__always)
    private mutating func prefetchNotes(_ place: Int) {
        prefetchNotes(of: ahead(place).pointee.payerDossier)
        prefetchNotes(of: ahead(place).pointee.payeeDossier)
    }

    @inline(__always)
    private mutating func prefetchNotes(of dossier: UInt32) {
        guard dossier != 0 else { return }
        let dossier = dossiers.address(Int(dossier))
        let ring = Int(dossier.pointee.notes)
        if ring != 0 { notes.prefetch(ring, offset: NoteRing.offset(of: dossier.pointee.noted)) }
    }
}
