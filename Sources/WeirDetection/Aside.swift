import WeirDomain

/// Payments that are kept beside an account's notes, for showing what a finding rests on: those that were declined, its
/// own and what suspects wanted to send it, and those that brought a known price with other fen. Written only where
/// that happens, and never read for weighing.
struct Aside: BitwiseCopyable {
    private struct Attempt: BitwiseCopyable {
        var sequence: UInt64 = 0
        var at = Instant(milliseconds: 0)
        var amount = Amount(minor: 0)
        var other = AccountIndex(raw: 0)
        var currency = Currency(packed: 0)
        var direction = Direction.outgoing
    }

    static let kept = 4

    private var attempts: InlineArray<4, Attempt> = .init(repeating: Attempt())
    private var collisions: InlineArray<4, UInt64> = .init(repeating: 0)
    private var tried: UInt32 = 0
    private var collided: UInt32 = 0

    mutating func add(declined note: Note) {
        attempts[Int(tried) % Self.kept] = Attempt(
            sequence: note.sequence, at: note.at, amount: note.amount, other: note.other, currency: note.currency,
            direction: note.direction)
        tried &+= 1
    }

    mutating func add(collision sequence: UInt64) {
        collisions[Int(collided) % Self.kept] = sequence
        collided &+= 1
    }

    /// The latest payments that were declined, oldest first.
    var declined: [Note] {
        let attempts = attempts
        return Self.places(tried).map { place in
            var note = Note()
            note.sequence = attempts[place].sequence
            note.at = attempts[place].at
            note.amount = attempts[place].amount
            note.other = attempts[place].other
            note.currency = attempts[place].currency
            note.direction = attempts[place].direction
            return note
        }
    }

    /// The latest payments that brought a known price with other fen, oldest first.
    var withOtherCents: [UInt64] {
        let collisions = collisions
        return Self.places(collided).map { collisions[$0] }
    }

    private static func places(_ count: UInt32) -> [Int] {
        let first = count > UInt32(kept) ? count - UInt32(kept) : 0
        return (first..<count).map { Int($0) % kept }
    }
}

extension Detector {
    /// A payment that was declined.
    mutating func keep(declined note: Note, _ dossier: UnsafeMutablePointer<Dossier>) {
        if dossier.pointee.notes == 0 { dossier.pointee.notes = UInt32(notes.add()) }
        notes.address(Int(dossier.pointee.notes)).pointee.aside.add(declined: note)
    }

    /// A payment that brought a known price with other fen. One without a number, of before the dossier, is read again
    /// from the account's events.
    mutating func keep(collision note: Note, _ dossier: UnsafeMutablePointer<Dossier>) {
        guard note.sequence != 0, dossier.pointee.notes != 0 else { return }
        notes.address(Int(dossier.pointee.notes)).pointee.aside.add(collision: note.sequence)
    }

    /// What was kept speaks no more.
    mutating func forgetAside(_ dossier: UnsafeMutablePointer<Dossier>) {
        guard dossier.pointee.notes != 0 else { return }
        notes.address(Int(dossier.pointee.notes)).pointee.aside = Aside()
    }
}
