package import WeirDomain

/// What is known of an account, for whoever asks. Changes nothing.
extension Detector {
    /// The counts by which strangers are weighed.
    func strangerCounts(_ account: AccountIndex, at time: Instant) -> Strangers.Counts {
        strangerCounts(account, at: Self.minute(time))
    }

    func strangerCounts(_ account: AccountIndex, at minute: Int32) -> Strangers.Counts {
        activity.strangerCounts(accounts[account].activity, at: minute)
    }

    /// How the account stands at a time; `nil` for one that has no dossier.
    package func weigh(_ account: AccountIndex, at time: Instant, by other: EvidenceModel? = nil) -> Leg? {
        let slab = Int(accounts[account].dossier)
        guard slab != 0 else { return nil }
        var features = features(of: account, slab, at: Self.minute(time))
        let leg = Leg(account: account, (other ?? model).tables, &features)
        return opinion.map { leg.adding(model: $0.weight(&features)) } ?? leg
    }

    /// What is read off an account; `nil` for one that has no dossier.
    package func features(_ account: AccountIndex, at time: Instant) -> Features? {
        let slab = Int(accounts[account].dossier)
        return slab == 0 ? nil : features(of: account, slab, at: Self.minute(time))
    }

    package func dossier(_ account: AccountIndex) -> OpenDossier? {
        let slab = Int(accounts[account].dossier)
        guard slab != 0 else { return nil }
        let place = Int(dossiers[slab].notes)
        let searched = searchedLine(dossiers.address(slab))
        guard place != 0 else { return OpenDossier(dossier: dossiers[slab], recent: [], searched: searched) }
        let ring = notes.address(place)
        return OpenDossier(
            dossier: dossiers[slab], recent: ring.pointee.all(of: dossiers[slab].noted),
            declined: ring.pointee.aside.declined, withOtherCents: ring.pointee.aside.withOtherCents,
            searched: searched)
    }

    package func totals(
        _ account: AccountIndex, _ direction: Direction, _ window: Window, at time: Instant
    ) -> Totals {
        totals(account, direction, window, at: Self.minute(time))
    }

    func totals(
        _ account: AccountIndex, _ direction: Direction, _ window: Window, at minute: Int32
    ) -> Totals {
        activity.totals(accounts[account].activity, direction, window, at: minute)
    }

    /// Whether the account's payments are counted in buckets, and not one by one.
    package func isBusy(_ account: AccountIndex) -> Bool { accounts[account].activity.hasWindows }

    /// Minutes since 1970, within the range of an Int32.
    package static func minute(_ time: Instant) -> Int32 {
        let seconds = time.seconds
        return Int32(clamping: seconds >= 0 ? seconds / 60 : (seconds - 59) / 60)
    }
}
