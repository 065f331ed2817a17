import WeirDomain

/// When a dossier is put away again.
///
/// Sooner or later chance gives a dossier to most accounts: a holiday among strangers, two amounts that lay on a coin's
/// prices. Kept for good, they would take more memory than everything else, and every later payment would be read along
/// lines that say nothing. So a clock's hand goes round the dossiers, one place a payment, and looks at each once a day
/// at the most: one that nothing speaks for any more is put away. Little is lost, for what made it is still in the
/// account's events, and a new dossier is fed with them; what had been seen of cities, devices and sites counts anew.
///
/// A dossier stays while its account is under an alert or a measure, while it shares something with others, and where
/// people it does not know still are half as many as would open one.
enum Closing {
    /// One of which nothing was heard for so long, which is more than a half-life of what it counted. The account's
    /// events of a month stay, and make it anew.
    static let idleMinutes: Int32 = 10 * 1_440
    /// Before so many notes, or so much silence, it is too early to say that nothing comes of it.
    static let leastNotes: UInt32 = 8
    static let silentMinutes: Int32 = 4 * 1_440
    static let lookEveryMinutes: Int32 = 1_440
    /// Nats along a price line that are as good as none.
    static let leastEvidence: Float = 1
    /// Strangers within a week, on both sides and on one of them: half of what opens a dossier.
    static let twoWayStrangers = Opening.twoWayStrangers - 1
    static let crowd = Opening.crowd / 2
}

/// Whose a dossier is, and when it was looked at last. The account is nobody while the place is free.
struct DossierOwner: BitwiseCopyable {
    var account = AccountIndex(raw: 0)
    var minute: Int32 = 0
}

/// Goes round all places but the first.
struct ClockHand: BitwiseCopyable {
    private(set) var place = 0

    mutating func advance(_ count: Int) { place = place + 1 < count ? place + 1 : min(1, count - 1) }
}

extension Detector {
    /// A place for a new dossier of an account.
    mutating func addDossier(for account: AccountIndex, _ minute: Int32) -> Int {
        let slab = dossiers.add()
        if slab == owners.count { _ = owners.add() }
        owners[slab] = DossierOwner(account: account, minute: minute)
        accounts[account].dossier = UInt32(slab)
        return slab
    }

    /// Looks at the next dossier, if its day has come.
    @inline(__always)
    mutating func tidy(_ minute: Int32) {
        hand.advance(owners.count)
        let owner = owners.address(hand.place)
        guard owner.pointee.account.raw != 0, minute &- owner.pointee.minute >= Closing.lookEveryMinutes else { return }
        lookAt(hand.place, owner, minute)
    }

    private mutating func lookAt(_ slab: Int, _ owner: UnsafeMutablePointer<DossierOwner>, _ minute: Int32) {
        owner.pointee.minute = minute
        let account = owner.pointee.account
        guard canClose(account, slab, minute) else { return }
        let notes = Int(dossiers.address(slab).pointee.notes)
        if notes != 0 { removeNotes(notes) }
        forgetSearch(dossiers.address(slab))
        accounts[account].dossier = 0
        accounts[account].patience = Patience()
        owner.pointee.account = AccountIndex(raw: 0)
        dossiers.remove(slab)
    }

    private mutating func canClose(_ account: AccountIndex, _ slab: Int, _ minute: Int32) -> Bool {
        let (record, dossier) = (accounts.address(account), dossiers.address(slab))
        guard !record.pointee.isSuspect, record.pointee.standing & 2 == 0 else { return false }
        let idle = minute &- dossier.pointee.profile.latest
        if idle >= Closing.idleMinutes { return true }
        guard dossier.pointee.noted >= Closing.leastNotes || idle >= Closing.silentMinutes, dossier.pointee.isQuiet
        else { return false }
        let place = record.pointee.activity
        let inside = activity.totals(place, .incoming, .week, at: minute).strangers
        let outside = activity.totals(place, .outgoing, .week, at: minute).strangers
        guard min(inside, outside) < Closing.twoWayStrangers, max(inside, outside) < Closing.crowd else { return false }
        return !Opening.Signs(activity.events(place)).areEnough
    }
}

extension Dossier {
    /// Nothing in it speaks for trade. Changes nothing; mutating, so that it reads in place.
    var isQuiet: Bool {
        mutating get {
            if !text.isEmpty || cents.evidence > 0 || flow.mayForward { return false }
            if profile.isCrowded || profile.isGathering || profile.sharesSomething { return false }
            for track in 0..<6
            where tracks[track].evidence >= Closing.leastEvidence
                || tracks[track].soft.evidence >= Closing.leastEvidence
            {
                return false
            }
            return true
        }
    }
}
