import WeirDomain

/// A dossier with its notes, for reading at leisure. The payments that a finding names are among those.
package struct OpenDossier {
    var dossier: Dossier
    /// The latest notes, oldest first.
    package let recent: [Note]

    var flow: FlowLedger { dossier.flow }
    var cents: CentsLedger { dossier.cents }
    var text: TextLedger { dossier.text }
    var priceLine: PriceLine? { dossier.priceLine }

    /// As many as a finding names.
    private static let most = 12

    /// Sequence numbers of the latest notes that bear a mark, oldest first.
    func evidence(_ mark: Note.Marks) -> [UInt64] { evidence { $0.marks.contains(mark) } }

    /// The same of those that somebody asks for.
    func evidence(_ isMeant: (Note) -> Bool) -> [UInt64] {
        recent.filter(isMeant).suffix(Self.most).map(\.sequence)
    }

    /// What went out so many minutes after something had come in, with that; where the latest notes hold nothing of the
    /// kind, these themselves.
    func passedOn(within minutes: Int64) -> [UInt64] {
        var isMeant = recent.map { _ in false }
        for (place, note) in recent.enumerated() where note.direction == .outgoing {
            let since = note.at.milliseconds - minutes * 60_000
            let came = recent[..<place].lastIndex { $0.direction == .incoming && $0.at.milliseconds >= since }
            guard let came else { continue }
            (isMeant[place], isMeant[came]) = (true, true)
        }
        guard isMeant.contains(true) else { return evidence { _ in true } }
        return zip(recent, isMeant).filter(\.1).suffix(Self.most).map(\.0.sequence)
    }
}
