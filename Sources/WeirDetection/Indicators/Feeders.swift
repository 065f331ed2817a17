import WeirDomain

/// The `identity` evidence of who is behind mules: accounts to which suspects send money, or try to.
///
/// A mule that is stopped after a dozen payments has shown little of its collector, but its attempts to pay go on, and
/// other mules of the gang name the same payee. What counts is how many suspects do, not how much one of them sends.
/// The table is bounded, fades, and only says who keeps company with whom: alone it never carries a measure.
struct FeederTable: ~Copyable {
    /// So many different suspects are kept of an account; more say no more.
    static let kept = 6
    static let memoryMinutes: Int32 = 30 * 1_440

    struct Entry: BitwiseCopyable {
        var account: UInt32 = 0
        var feedings: UInt32 = 0
        var suspects: InlineArray<6, UInt32> = .init(repeating: 0)
        var minutes: InlineArray<6, Int32> = .init(repeating: 0)
        /// Minor units that they had sent before they were stopped.
        var sum: Float = 0
        /// Minor units that they have tried to send since.
        var tried: Float = 0
        /// Days on which one tried of whose money it would have got the greater part; and the last of them.
        var mainDays: UInt16 = 0
        var mainDay: UInt16 = 0
    }

    /// Of one account: how many suspects, how often they sent or tried to, and what came of it in minor units.
    struct Fed {
        var suspects = 0
        var times = 0
        var sum: Float = 0
        var tried: Float = 0
        var mainDays = 0
    }

    private var ring: Ring<Entry>

    init(bits: Int = 12) { ring = Ring(bits: bits, blank: Entry()) }

    var bytes: Int { ring.bytes }
    var digest: UInt64 { ring.digest }
    func save(to writer: borrowing StateWriter) { ring.save(to: writer) }
    mutating func load(from reader: borrowing StateReader) throws { try ring.load(from: reader) }

    /// - Parameters:
    ///   - sum: what had come before, in minor units; an attempt brings nothing.
    ///   - tried: what would have come now.
    ///   - isMain: the suspect tries to send it a great part of all that it sends.
    mutating func feed(
        _ account: AccountIndex, by suspect: AccountIndex, sum: Float, tried: Float = 0, isMain: Bool = false,
        minute: Int32
    ) -> Fed {
        let entry = place(account)
        var slot = 0
        for i in 0..<Self.kept {
            if entry.pointee.suspects[i] == suspect.raw {
                slot = i
                break
            }
            if entry.pointee.minutes[i] < entry.pointee.minutes[slot] { slot = i }
        }
        entry.pointee.suspects[slot] = suspect.raw
        entry.pointee.minutes[slot] = max(minute, 1)
        var suspects = 0
        for i in 0..<Self.kept
        where entry.pointee.suspects[i] != 0 && minute &- entry.pointee.minutes[i] <= Self.memoryMinutes {
            suspects += 1
        }
        // Whoever was forgotten in between begins anew.
        if suspects == 1, entry.pointee.suspects[slot] == suspect.raw, entry.pointee.feedings > 64 {
            entry.pointee.feedings = 64
        }
        entry.pointee.feedings = min(entry.pointee.feedings + 1, 1 << 20)
        entry.pointee.sum += sum
        entry.pointee.tried += tried
        let day = UInt16(truncatingIfNeeded: minute / 1_440)
        if isMain, day != entry.pointee.mainDay {
            entry.pointee.mainDay = day
            entry.pointee.mainDays = min(entry.pointee.mainDays + 1, 1_000)
        }
        return Fed(
            suspects: suspects, times: Int(entry.pointee.feedings), sum: entry.pointee.sum,
            tried: entry.pointee.tried, mainDays: Int(entry.pointee.mainDays))
    }

    /// A person has looked at the account and found nothing.
    mutating func clear(_ account: AccountIndex) {
        let home = ring.home(UInt64(account.raw))
        for i in 0..<8 where home[i].account == account.raw { home[i] = Entry() }
    }

    /// The account's entry; the one that was fed longest ago gives way.
    private func place(_ account: AccountIndex) -> UnsafeMutablePointer<Entry> {
        let home = ring.home(UInt64(account.raw))
        var oldest = home
        var age = Int32.max
        for i in 0..<8 {
            if home[i].account == account.raw { return home + i }
            var latest: Int32 = 0
            for k in 0..<Self.kept { latest = max(latest, home[i].minutes[k]) }
            if latest < age {
                age = latest
                oldest = home + i
            }
        }
        oldest.pointee = Entry(account: account.raw)
        return oldest
    }
}

extension Detector {
    /// Typologies whose accounts lend themselves to somebody behind them; a dealer's payees are his customers. Who is
    /// suspected for the company that he keeps passes no suspicion on: it goes one step.
    private static let lenders: UInt8 =
        1 << Typology.runningPoints.rawValue | 1 << Typology.fourthPartySite.rawValue
    private static let byCompany: UInt8 = 1 << Typology.collector.rawValue
    static let traders: UInt8 = 1 << Typology.otcDealer.rawValue | 1 << Typology.successor.rawValue
    /// Share of what a suspect pays, from which on the payee is somebody to whom its money goes [S].
    private static let mainShare: Float = 0.25
    /// An account that several suspects feed gets a dossier, whatever else is known of it.
    private static let suspectsForDossier = 2
    /// So many days on which one that is stopped tried to send it three tenths of all that it tried to send [S].
    private static let daysForDossier = 5
    private static let mainShareOfTries: Float = 0.3

    /// A suspect sends money to an account, or tries to, or has come under suspicion after it sent some.
    /// - Parameters:
    ///   - sum: what it had sent before, in minor units.
    ///   - tried: what it tries to send now.
    mutating func feed(
        _ payee: AccountIndex, by suspect: AccountIndex, _ minute: Int32, sent sum: Float = 0, tried: Float = 0
    ) {
        guard accounts[payee].kind == .person, payee != suspect, !accounts[payee].isSuspended else { return }
        // An alert is not enough, nor a collector's: suspicion would spread from one to the next.
        let alerted = accounts[suspect].alerted
        guard accounts[suspect].isSuspended, alerted & Self.byCompany == 0 else { return }
        let isTrader = alerted & Self.traders != 0
        let isMain = isMainOfTries(payee, of: suspect, tried) && !isTrader
        let isLender = alerted & Self.lenders != 0 && !isTrader
        guard isLender || isMain || isMainPayee(payee, of: suspect) else { return }
        var fed = surroundings.feed(payee, by: suspect, sum: sum, tried: tried, isMain: isMain, minute: minute)
        let isNew = accounts[payee].dossier == 0
        if isNew, fed.suspects >= Self.suspectsForDossier || fed.mainDays >= Self.daysForDossier {
            open(payee, minute)
        }
        let slab = Int(accounts[payee].dossier)
        guard slab != 0 else { return }
        // A dossier that was there has counted what came before.
        if !isNew { (fed.sum, fed.tried) = (sum, tried) }
        dossiers[slab].profile.see(fed)
    }

    /// Whether a stopped account tries to send the payee a great part of all that it tries to send; notes what it does.
    private mutating func isMainOfTries(_ payee: AccountIndex, of suspect: AccountIndex, _ tried: Float) -> Bool {
        let slab = Int(accounts[suspect].dossier)
        guard slab != 0, tried > 0 else { return false }
        return dossiers.address(slab).pointee.profile.tries(tried, payee) >= Self.mainShareOfTries
    }

    /// How often suspects have sent it money or tried to, fading.
    package func feedings(of account: AccountIndex) -> Int {
        let slab = Int(accounts[account].dossier)
        return slab == 0 ? 0 : Int(dossiers.address(slab).pointee.profile.feedings.rounded())
    }

    private func isMainPayee(_ payee: AccountIndex, of suspect: AccountIndex) -> Bool {
        let slab = Int(accounts[suspect].dossier)
        guard slab != 0 else { return false }
        return dossiers.address(slab).pointee.profile.share(of: payee) >= Self.mainShare
    }

    /// An account has just come under suspicion: those to whom its money went so far are remembered as fed by it.
    mutating func feedPayees(of suspect: AccountIndex) {
        let slab = Int(accounts[suspect].dossier)
        guard slab != 0 else { return }
        let profile = dossiers[slab].profile
        let payees = profile.mainPayees
        for payee in [payees.first, payees.second] where profile.share(of: payee) >= Self.mainShare {
            feed(payee, by: suspect, profile.latest, sent: profile.sum(of: payee))
        }
    }
}
