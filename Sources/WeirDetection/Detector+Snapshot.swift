package import WeirDomain

/// What a snapshot holds of accounts.
extension Detector {
    /// Sizes of what is kept raw: bytes of another layout are not read.
    package static var layout: [Int] {
        [
            MemoryLayout<AccountRecord>.stride, MemoryLayout<Dossier>.stride, MemoryLayout<NoteRing>.stride,
            MemoryLayout<DossierOwner>.stride, MemoryLayout<LineSearch>.stride,
            MemoryLayout<FeederTable.Entry>.stride,
            MemoryLayout<TrailTable.Entry>.stride,
        ] + Activity.layout
    }

    package func save(to writer: borrowing StateWriter) {
        accounts.save(to: writer)
        activity.save(to: writer)
        dossiers.save(to: writer)
        owners.save(to: writer)
        writer.write(hand)
        notes.save(to: writer)
        searches.save(to: writer)
        pairs.save(to: writer)
        board.save(to: writer)
        surroundings.save(to: writer)
    }

    /// Only for a detector that has taken nothing in.
    package mutating func load(from reader: borrowing StateReader) throws {
        try accounts.load(from: reader)
        try activity.load(from: reader)
        dossiers = Slab(blank: Dossier())
        try dossiers.load(from: reader)
        owners = Slab(blank: DossierOwner())
        try owners.load(from: reader)
        guard owners.count == dossiers.count else { throw StateReader.Flaw("dossiers without owners") }
        hand = try reader.read()
        notes = Slab(blank: NoteRing())
        try notes.load(from: reader)
        searches = Slab(blank: LineSearch())
        try searches.load(from: reader)
        try pairs.load(from: reader)
        try board.load(from: reader)
        try surroundings.load(from: reader)
    }
}
