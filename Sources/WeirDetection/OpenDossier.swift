import WeirDomain

/// A dossier with its notes, for reading at leisure. The payments that a finding names are among those.
package struct OpenDossier {
    var dossier: Dossier
    /// The latest notes, oldest first.
    package let recent: [Note]
    /// The latest payments that were declined, its own and what suspects wanted to send it, and those that brought a
    /// known price with other fen; oldest first.
    var declined: [Note] = []
    var withOtherCents: [UInt64] = []
    /// Lines that were searched for, and speak.
    var searched: SearchedLine?

    var flow: FlowLedger { dossier.flow }
    var cents: CentsLedger { dossier.cents }
    var text: TextLedger { dossier.text }
    var priceLine: PriceLine? { dossier.priceLine }

    /// Of what it paid and tried to pay, the share that was declined.
    var declinedShare: Float {
        var dossier = dossier
        return dossier.declinedShare
    }

    /// What is left of all after rounding, and what is too little to speak of.
    private static let nearlyAll: Float = 0.98
    private static let next: Float = 0.005

    var declinedPart: FeatureWords.Declined {
        let share = declinedShare
        return flow.attempts == 0 || share < Self.next ? .none : share < Self.nearlyAll ? .some : .all
    }
}
