package import WeirDomain

/// What is read off an account when it is weighed, each a plain number. Weights of evidence, the trained model and the
/// training table use the same; a new one goes to the end of its group.
package enum Feature: Int, CaseIterable, Sendable {
    // price: nats of the exact and the soft lattice by direction, the line's weight and its margin over innocent ones
    case exactIn, exactOut, softIn, softOut, lineWeight, lineMargin, lineHits, lineShare, provenLine, paidLine
    case tradeLine, longLine
    // people
    case weekInStrangers, weekOutStrangers, weekInCount, weekOutCount, dayInStrangers, dayOutPayees
    case monthInPayers, monthOutPayees, strangerShareIn, strangerShareOut
    case remoteIn, remoteOut, citiesIn, citiesOut, strangerMoneyIn, paidStrangers
    case paidBack
    // flow
    case quickShare, dayShare, quickForwards, receipts, outOverIn, topPayees, replies
    case hoursShare, passedOnIn, withdrawnOut, strangerMoneyOut, mirroredOut, circles, relayedIn, scattered
    case emptyDays, gatherScatter, conduits, conduitMoneyIn, gathererOut, settled, cleared, runsThrough
    // sizes
    case logSizeIn, logSizeOut, spreadIn, spreadOut, roundIn, roundOut, veryRoundIn, veryRoundOut, freshIn, freshOut
    // cents
    case centsEvidence, centsCollisions, centsBesideRound
    // rhythm and life
    case oddHours, dealsPerDay, days, merchantShare, hoursPerDay, steadyHours, burst, idleDays
    // identity, merchant, site
    case isMerchant, ageDays, deviceAccounts, sitePayees, sitePersons, gatewayIn, addressAccounts, cardAccounts
    case codeAfar, siteTurns, refundLoop, categoryAmounts, categoryHours, categoryAfar, takesDeposits
    // neighbours
    case suspectsIn, suspectsOut, inherited, suspectMoneyIn, feeders, feedings, fedShare, sharedCustomers
    case triedOut, drained
    // text
    case textSure, textDoubtful, referencesIn, silentIn
    // of several
    case twoWay, balance, funnelWaited, funnelDay

    package static let count = allCases.count
    package var name: String { "\(self)" }
}

/// The features of one account at one time.
package struct Features: BitwiseCopyable, Sendable {
    private var values: InlineArray<112, Float> = .init(repeating: 0)

    package init() { precondition(Feature.count <= 112, "more features than places") }

    package subscript(feature: Feature) -> Float {
        @inline(__always) mutating get { values[feature.rawValue] }
        @inline(__always) set { values[feature.rawValue] = newValue }
    }

    /// The same by number.
    subscript(place place: Int) -> Float {
        @inline(__always) mutating get { values[place] }
    }
}

extension Detector {
    /// What is read off an account that has a dossier.
    func features(of account: AccountIndex, _ slab: Int, at minute: Int32) -> Features {
        let (record, dossier) = (accounts.address(account), dossiers.address(slab))
        var f = Features()
        f.readSums(record, dossier, minute)
        f.readCounts(activity.strangerCounts(record.pointee.activity, at: minute), dossier)
        readSales(dossier, into: &f)
        if !isOfOtherGoods(dossier) { readPrices(dossier, into: &f) }
        return f
    }

    /// Weighs an account stage by stage, and stops where nothing can come of it; `nil` where nothing does.
    mutating func finding(of account: AccountIndex, _ slab: Int, at minute: Int32) -> Leg? {
        let (record, dossier) = (accounts.address(account), dossiers.address(slab))
        askGoods(dossier)
        var f = Features()
        let hasPrices = dossier.pointee.hasPrices
        var sums = weighing.begin(hasPrices: hasPrices)
        f.readSums(record, dossier, minute)
        guard weighing.add(.sums, &f, to: &sums) else {
            dossier.pointee.takeRest()
            return nil
        }
        f.readCounts(activity.strangerCounts(record.pointee.activity, at: minute), dossier)
        readSales(dossier, into: &f)
        guard weighing.add(.counts, &f, to: &sums) else { return nil }
        if hasPrices {
            readPrices(dossier, into: &f)
            askGoods(dossier, &f)
        }
        guard weighing.add(.prices, &f, to: &sums) else { return nil }
        var leg = Leg(account: account, model.tables, &f)
        guard !leg.isSilent else { return nil }
        if isOfOtherGoods(dossier) {
            f = features(of: account, slab, at: minute)
            leg = Leg(account: account, model.tables, &f)
            guard !leg.isSilent else { return nil }
        }
        return opinion.map { leg.adding(model: $0.weight(&f)) } ?? leg
    }
}

extension Detector {
    /// How the account stands at a time by a model; `nil` where nothing could speak even with so many nats added.
    /// Changes nothing.
    package mutating func weigh(
        _ account: AccountIndex, at time: Instant, withAtMost nats: TypologyNats, by model: EvidenceModel
    ) -> Leg? {
        let slab = Int(accounts[account].dossier)
        guard slab != 0 else {
            return model.weighing.maySpeak(with: nats) ? Leg(blank: account, model.tables) : nil
        }
        let (record, dossier, minute) = (accounts.address(account), dossiers.address(slab), Self.minute(time))
        var f = Features()
        let hasPrices = dossier.pointee.hasPrices
        var sums = model.weighing.begin(hasPrices: hasPrices, more: nats)
        f.readSums(record, dossier, minute)
        guard model.weighing.add(.sums, &f, to: &sums) else { return nil }
        f.readCounts(activity.strangerCounts(record.pointee.activity, at: minute), dossier)
        readSales(dossier, into: &f)
        guard model.weighing.add(.counts, &f, to: &sums) else { return nil }
        if hasPrices { readPrices(dossier, into: &f) }
        guard model.weighing.add(.prices, &f, to: &sums) else { return nil }
        if isOfOtherGoods(dossier) { f = features(of: account, slab, at: minute) }
        let leg = Leg(account: account, model.tables, &f)
        return opinion.map { leg.adding(model: $0.weight(&f)) } ?? leg
    }
}

extension Features {
    /// Those of the stage `sums`.
    @inline(__always)
    fileprivate mutating func readSums(
        _ record: UnsafeMutablePointer<AccountRecord>, _ dossier: UnsafeMutablePointer<Dossier>, _ minute: Int32
    ) {
        if record.pointee.kind == .merchant {
            self[.isMerchant] = 1
            self[.takesDeposits] = dossier.pointee.habits.sales.takesDeposits ? 1 : 0
        }
        self[.ageDays] = record.pointee.age(at: minute)
        dossier.pointee.readSums(into: &self)
        // Nearly always nothing: read late they would keep hopes up.
        dossier.pointee.readLayer(into: &self)
        dossier.pointee.readFunnel(into: &self)
        dossier.pointee.readTrails(into: &self)
    }

    /// Those of the stage `counts`.
    fileprivate mutating func readCounts(_ counts: Strangers.Counts, _ dossier: UnsafeMutablePointer<Dossier>) {
        self[.weekInStrangers] = Float(counts.weekIn.strangers)
        self[.weekOutStrangers] = Float(counts.weekOut.strangers)
        self[.weekInCount] = Float(counts.weekIn.count)
        // With those that a suspension forbade: the account wanted to make them.
        self[.weekOutCount] = Float(counts.weekOut.count) + Float(dossier.pointee.flow.attempts)
        self[.dayInStrangers] = Float(counts.dayIn.strangers)
        self[.dayOutPayees] = Float(counts.dayOut.distinct)
        self[.strangerShareIn] = Float(Strangers.strangerShare(counts.weekIn))
        self[.strangerShareOut] = Float(Strangers.strangerShare(counts.weekOut))
        self[.twoWay] = min(self[.weekInStrangers], self[.weekOutStrangers])
        self[.monthInPayers] = Float(counts.monthIn)
        self[.monthOutPayees] = Float(counts.monthOut)
        dossier.pointee.profile.readCounts(into: &self)
        self[.gatherScatter] = Float(min(counts.dayIn.distinct, counts.dayOut.distinct))
        dossier.pointee.readHabits(into: &self, dayIn: counts.dayIn.count)
        setRunsThrough()
    }
}

extension Dossier {
    /// The features of the stage `prices`; without a line they are 0. Changes nothing; mutating, like all that reads
    /// here, so that it reads in place.
    mutating func readPrices(into f: inout Features) {
        guard let line = priceLine else { return }
        f[.lineWeight] = Float(line.weight)
        f[.lineMargin] = Float(line.margin.nats)
        f[.provenLine] = Float(line.proof)
        f.setPaidLine(Float(line.paidProof), isSoft: line.isSoft)
        f[.lineHits] = Float(line.hits)
        f[.lineShare] = line.trials > 0 ? Float(line.hits) / Float(line.trials) : 0
        let (inside, outside) = (Self.track(coin: line.coin, .incoming), Self.track(coin: line.coin, .outgoing))
        f[.exactIn] = tracks[inside].evidence
        f[.exactOut] = tracks[outside].evidence
        // What others send can be made to lie on prices, and what is passed on may lie there by chance: only a line
        // that is proven and sure both ways makes up for a soft sum that is low.
        let isProven = line.proof > 0 && isSure(of: line.coin)
        f[.softIn] = isProven ? tracks[inside].softOrSure : tracks[inside].soft.evidence
        f[.softOut] = isProven ? tracks[outside].softOrSure : tracks[outside].soft.evidence
        // A line that is one payee's is that payee's: a customer's, or of somebody who frames a shop.
        if isOnePayees, f[.weekInStrangers] < Self.strangersWhoPay {
            f[.exactOut] = min(0, f[.exactOut])
            f[.softOut] = min(0, f[.softOut])
            f[.provenLine] = 0
            f[.paidLine] = 0
        }
        f.takeLineForWhatItIs()
        f.setPaidStrangers()
        f.setTradeLine()
        f.setLongLine()
    }

    /// Strangers of a week from whom on a line is not a customer's, whomever it leads to [S].
    private static let strangersWhoPay: Float = 8

    /// Nats of the exact sums, received and paid, that chance does not reach [S].
    private static let sureBothWays: Float = 8

    private func isSure(of coin: Int) -> Bool {
        let tracks = tracks.span
        let (inside, outside) = (Self.track(coin: coin, .incoming), Self.track(coin: coin, .outgoing))
        return min(tracks[inside].evidence, tracks[outside].evidence) >= Self.sureBothWays
    }

    /// The exact sums of a coin leave nothing to be searched for.
    var isSureBothWays: Bool {
        mutating get {
            for coin in 0..<PriceBoard.coinsPerCurrency where isSure(of: coin) { return true }
            return false
        }
    }

    /// Those of ways, of the stage `sums`.
    mutating func readTrails(into f: inout Features) {
        f[.circles] = trails.circles
        f[.relayedIn] = min(1, trails.relayed * profile.incoming.perDeal)
        f[.scattered] = trails.scattered
    }

    /// Those of the stage `sums`.
    @inline(__always)
    mutating func readSums(into f: inout Features) {
        f[.quickShare] = Float(flow.quickShare)
        f[.hoursShare] = Float(flow.hoursShare)
        f[.dayShare] = Float(flow.dayShare)
        f[.quickForwards] = Float(flow.quickForwards)
        f[.receipts] = Float(flow.receipts)
        f[.centsEvidence] = Float(cents.evidence)
        f[.centsCollisions] = Float(cents.collisions)
        f[.triedOut] = flow.attempts >= Self.triedInEarnest ? declinedShare : 0
        f[.textSure] = text.sure
        f[.textDoubtful] = text.doubtful
        profile.readSums(into: &f)
        f[.paidBack] = habits.paidBack.share
        f[.drained] = profile.drainedDays(declined: f[.triedOut])
        // Small shops tell their orders apart by cents, too.
        f[.centsBesideRound] = f[.logSizeIn] >= Self.deposits ? cents.besideRoundShare : 0
    }

    /// So many payments to who is stopped are no slip: a shop may try once to pay a supplier of whom it has not
    /// heard [S].
    private static let triedInEarnest: UInt16 = 3
    /// Of what it paid and tried to pay, the share that was declined.
    var declinedShare: Float {
        mutating get {
            profile.outgoing.sum > 0 ? min(1, flow.tried(at: profile.latest) / profile.outgoing.sum) : 0
        }
    }

    /// Mean ln size in dollars from which sums are deposits and no purchases of small things [S].
    private static let deposits: Float = 3
}

extension Dossier {
    /// Strangers' money that is gone to one or two persons within a day: of the whole flow three shares in one. What
    /// went at once is told by the quick share. Of the stage `sums`, after those of layers.
    @inline(__always)
    mutating func readFunnel(into f: inout Features) {
        let funnel = f[.strangerMoneyIn] * profile.topPersonShare
        f[.funnelDay] = f[.dayShare] * funnel
        // Who pays out twice what comes in lives on something else; and whoever orders something says what.
        let share = funnel / max(1, f[.outOverIn]) * min(1, f[.silentIn] / Self.silent)
        let goesToGatherers = f[.gathererOut] >= Self.gatherers
        let waited = max(0, (goesToGatherers ? f[.dayShare] : f[.hoursShare]) - f[.quickShare])
        f[.funnelWaited] = min(goesToGatherers ? 1 : Self.mostAlone, waited * share)
        // Whoever tops up phones for others passes the same few sums on at once.
        let isSettled = goesToGatherers && f[.freshIn] >= Self.differ
        f[.settled] = isSettled ? pot.settled * min(1, f[.silentIn] / Self.silent) : 0
        // Silence means something where some do write: agents are told what for.
        let isSilent = f[.silentIn] >= Self.silent && f[.silentIn] <= Self.saysNothing
        let keepsNothing = f[.outOverIn] >= Self.nearlyAll
        let tells = keepsNothing && (isSilent || isSettled)
        f[.cleared] = tells ? clearing.cleared * min(1, f[.silentIn] / Self.silent) : 0
    }

    /// Share of sums among what is received that did not come lately, as victims' do [S].
    private static let differ: Float = 0.8
    /// Share of payments without a remark among those that a mule gets, at the least [S].
    private static let silent: Float = 0.6
    private static let saysNothing: Float = 0.97
    private static let nearlyAll: Float = 0.8
    /// Share of what is paid that must go to accounts that gather for more than six hours and for a full funnel: an
    /// agent's one supplier is nobody else's [S].
    private static let gatherers: Float = 0.3
    private static let mostAlone: Float = 0.45
}

extension Profile {
    /// Where nothing is known there is no number.
    private func known(_ value: Float) -> Float { value == 0 ? .nan : value }

    @inline(__always)
    mutating func readSums(into f: inout Features) {
        let (perIn, perOut) = (incoming.perDeal, outgoing.perDeal)
        f[.outOverIn] = incoming.sum > 0 ? min(10, outgoing.sum / incoming.sum) : 10
        let perReceived = incoming.sum > 0 ? 1 / incoming.sum : 0
        f[.passedOnIn] = min(1, incoming.passedOnSum * perReceived)
        f[.suspectMoneyIn] = min(1, incoming.suspectSum * perReceived)
        f[.strangerMoneyIn] = min(1, incoming.strangerSum * perReceived)
        f[.withdrawnOut] = outgoing.sum > 0 ? min(1, outgoing.withdrawnSum / outgoing.sum) : 0
        f[.strangerMoneyOut] = outgoing.sum > 0 ? min(1, outgoing.strangerSum / outgoing.sum) : 0
        f[.topPayees] = topShare
        f[.replies] = repliesShare(isShop: f[.isMerchant] >= 1)
        f[.mirroredOut] = mirrored
        f[.remoteIn] = incoming.remoteShare
        f[.remoteOut] = outgoing.remoteShare
        f[.logSizeIn] = known(incoming.meanLogSize)
        f[.logSizeOut] = known(outgoing.meanLogSize)
        f[.roundIn] = min(1, incoming.round * perIn)
        f[.roundOut] = min(1, outgoing.round * perOut)
        f[.veryRoundIn] = min(1, incoming.veryRound * perIn)
        f[.veryRoundOut] = min(1, outgoing.veryRound * perOut)
        f[.freshIn] = min(1, incoming.fresh * perIn)
        f[.freshOut] = min(1, outgoing.fresh * perOut)
        f[.gatewayIn] = min(1, incoming.gateway * perIn)
        f[.suspectsIn] = min(1, incoming.suspects * perIn)
        f[.suspectsOut] = min(1, outgoing.suspects * perOut)
        f[.referencesIn] = min(1, incoming.references * perIn)
        f[.silentIn] = min(1, incoming.silent * perIn)
        let deals = incoming.deals + outgoing.deals
        f[.oddHours] = deals > 0 ? (incoming.oddHours + outgoing.oddHours) / deals : 0
        f[.dealsPerDay] = days > 0 ? deals / days : 0
        f[.days] = days
        let all = deals + incoming.withMerchants + outgoing.withMerchants
        f[.merchantShare] = all > 0 ? outgoing.withMerchants / all : 0
        f[.deviceAccounts] = Float(deviceAccounts)
        f[.sitePayees] = Float(sitePayees)
        f[.sitePersons] = Float(sitePersons)
        f[.inherited] = inherited
        f[.feeders] = feeders
        f[.feedings] = feedings
        f[.fedShare] = fedSum > 0 ? fedSum / max(fedSum, incoming.sum) : 0
    }

    mutating func readCounts(into f: inout Features) {
        f[.balance] = Float(abs(Nats.ln(Double(max(0.05, f[.outOverIn])))))
        f[.citiesIn] = known(incoming.cityCount)
        f[.citiesOut] = known(outgoing.cityCount)
        f[.spreadIn] = known(incoming.spreadLogSize)
        f[.spreadOut] = known(outgoing.spreadLogSize)
    }
}
