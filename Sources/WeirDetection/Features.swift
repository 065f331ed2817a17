import WeirDomain

/// What is read off an account when it is weighed, each a plain number. Weights of evidence, the trained model and the
/// training table use the same; a new one goes to the end of its group.
package enum Feature: Int, CaseIterable, Sendable {
    // price: nats of the exact and the soft lattice by direction, the line's weight and its margin over innocent ones
    case exactIn, exactOut, softIn, softOut, lineWeight, lineMargin, lineHits, lineShare
    // people
    case weekInStrangers, weekOutStrangers, weekInCount, weekOutCount, dayInStrangers, dayOutPayees
    case monthInPayers, monthOutPayees, strangerShareIn, strangerShareOut
    case remoteIn, remoteOut, citiesIn, citiesOut
    // flow
    case quickShare, dayShare, quickForwards, receipts, outOverIn, topPayees, replies
    // sizes
    case logSizeIn, logSizeOut, spreadIn, spreadOut, roundIn, roundOut, veryRoundIn, veryRoundOut, freshIn, freshOut
    // cents
    case centsEvidence, centsCollisions
    // rhythm and life
    case oddHours, dealsPerDay, days, merchantShare
    // identity, merchant, site
    case isMerchant, ageDays, deviceAccounts, sitePayees, sitePersons, gatewayIn
    // neighbours
    case suspectsIn, suspectsOut, inherited
    // text
    case textSure, textDoubtful, referencesIn, silentIn
    // of several
    case twoWay, balance

    package static let count = allCases.count
    package var name: String { "\(self)" }
}

/// The features of one account at one time.
package struct Features: BitwiseCopyable, Sendable {
    private var values: InlineArray<64, Float> = .init(repeating: 0)

    package init() { precondition(Feature.count <= 64, "more features than places") }

    package subscript(feature: Feature) -> Float {
        @inline(__always) mutating get { values[feature.rawValue] }
        @inline(__always) set { values[feature.rawValue] = newValue }
    }
}

extension Detector {
    /// What is read off an account that has a dossier.
    mutating func features(of account: AccountIndex, _ slab: Int, at minute: Int32) -> Features {
        var f = counted(account, at: minute)
        dossiers[slab].read(into: &f)
        return f
    }

    /// The features that the account's record and counts hold.
    func counted(_ account: AccountIndex, at minute: Int32) -> Features {
        var f = Features()
        let counts = strangerCounts(account, at: minute)
        f[.weekInStrangers] = Float(counts.weekIn.strangers)
        f[.weekOutStrangers] = Float(counts.weekOut.strangers)
        f[.weekInCount] = Float(counts.weekIn.count)
        f[.weekOutCount] = Float(counts.weekOut.count)
        f[.dayInStrangers] = Float(counts.dayIn.strangers)
        f[.dayOutPayees] = Float(counts.dayOut.distinct)
        f[.strangerShareIn] = Float(Strangers.strangerShare(counts.weekIn))
        f[.strangerShareOut] = Float(Strangers.strangerShare(counts.weekOut))
        f[.twoWay] = min(f[.weekInStrangers], f[.weekOutStrangers])
        f[.monthInPayers] = Float(totals(account, .incoming, .month, at: minute).distinct)
        f[.monthOutPayees] = Float(totals(account, .outgoing, .month, at: minute).distinct)
        f[.isMerchant] = accounts[account].kind == .merchant ? 1 : 0
        f[.ageDays] = Float(minute &- accounts[account].since) / 1_440
        return f
    }
}

extension Dossier {
    /// The features that the dossier holds. Changes nothing; mutating, so that it reads in place.
    mutating func read(into f: inout Features) {
        if let line = priceLine {
            f[.lineWeight] = Float(line.weight)
            f[.lineMargin] = Float(line.margin.nats)
            f[.lineHits] = Float(line.hits)
            f[.lineShare] = line.trials > 0 ? Float(line.hits) / Float(line.trials) : 0
            let (inside, outside) = (Self.track(coin: line.coin, .incoming), Self.track(coin: line.coin, .outgoing))
            f[.exactIn] = tracks[inside].evidence
            f[.exactOut] = tracks[outside].evidence
            f[.softIn] = tracks[inside].soft.evidence
            f[.softOut] = tracks[outside].soft.evidence
        }
        f[.quickShare] = Float(flow.quickShare)
        f[.dayShare] = Float(flow.dayShare)
        f[.quickForwards] = Float(flow.quickForwards)
        f[.receipts] = Float(flow.receipts)
        f[.centsEvidence] = Float(cents.evidence)
        f[.centsCollisions] = Float(cents.collisions)
        f[.textSure] = text.sure
        f[.textDoubtful] = text.doubtful
        profile.read(into: &f)
    }
}

extension Profile {
    /// Where nothing is known there is no number.
    private func known(_ value: Float) -> Float { value == 0 ? .nan : value }

    mutating func read(into f: inout Features) {
        f[.outOverIn] = incoming.sum > 0 ? min(10, outgoing.sum / incoming.sum) : 10
        f[.balance] = Float(abs(Nats.ln(Double(max(0.05, f[.outOverIn])))))
        f[.topPayees] = topShare
        f[.replies] = outgoing.share(replies)
        f[.remoteIn] = incoming.remoteShare
        f[.remoteOut] = outgoing.remoteShare
        f[.citiesIn] = known(incoming.cityCount)
        f[.citiesOut] = known(outgoing.cityCount)
        f[.logSizeIn] = known(incoming.meanLogSize)
        f[.logSizeOut] = known(outgoing.meanLogSize)
        f[.spreadIn] = known(incoming.spreadLogSize)
        f[.spreadOut] = known(outgoing.spreadLogSize)
        f[.roundIn] = incoming.share(incoming.round)
        f[.roundOut] = outgoing.share(outgoing.round)
        f[.veryRoundIn] = incoming.share(incoming.veryRound)
        f[.veryRoundOut] = outgoing.share(outgoing.veryRound)
        f[.freshIn] = incoming.share(incoming.fresh)
        f[.freshOut] = outgoing.share(outgoing.fresh)
        let deals = incoming.deals + outgoing.deals
        f[.oddHours] = deals > 0 ? (incoming.oddHours + outgoing.oddHours) / deals : 0
        f[.dealsPerDay] = days > 0 ? deals / days : 0
        f[.days] = days
        let all = deals + incoming.withMerchants + outgoing.withMerchants
        f[.merchantShare] = all > 0 ? outgoing.withMerchants / all : 0
        f[.deviceAccounts] = Float(deviceAccounts)
        f[.sitePayees] = Float(sitePayees)
        f[.sitePersons] = Float(sitePersons)
        f[.gatewayIn] = incoming.share(incoming.gateway)
        f[.suspectsIn] = incoming.share(incoming.suspects)
        f[.suspectsOut] = outgoing.share(outgoing.suspects)
        f[.inherited] = inherited
        f[.referencesIn] = incoming.share(incoming.references)
        f[.silentIn] = incoming.share(incoming.silent)
    }
}
