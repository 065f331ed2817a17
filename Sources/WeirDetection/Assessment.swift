package import WeirDomain

/// What the evidence on one account adds up to for one typology.
///
/// Log-odds = prior + the strongest weight of each kind - the doubt that an innocent reading raises. Kinds are added
/// because they are different observations; within a kind only the strongest counts.
package struct Assessment: Sendable {
    package let typology: Typology
    package var logOdds: Double
    /// Nats by kind, before doubt.
    package let price: Double
    package let people: Double
    package let flow: Double
    package let cents: Double
    package let text: Double
    /// Nats taken off because an innocent reading explains the prices nearly as well, or better.
    package let doubt: Double
    /// The account's own payments, not only what others send it, carry the finding: nobody can be framed into it.
    package let isOwnConduct: Bool
    /// Evidence of the kinds `list` and `site`.
    package var outside = OutsideEvidence()
    /// What rules have added; see `joined(by:)`.
    package var byRules: [RuleEvidence] = []

    /// ln(dealers or mules / accounts): about a dozen to 100,000 people [S].
    static let prior = -9.0
    /// A kind counts as one of two for an alert, and for a measure, from this weight on [S].
    static let kindForAlert = 1.0
    static let kindForMeasure = 2.0
    /// Below the first the score is 0. Even odds raise an alert; a hundred to one may suspend.
    static let silentLogOdds = -7.7
    static let alertLogOdds = 0.0
    static let holdLogOdds = 2.2
    static let measureLogOdds = 4.6

    package var score: Int { Nats.score(logOdds: logOdds) }
    package var isAlert: Bool { logOdds >= Self.alertLogOdds && kinds(from: Self.kindForAlert) >= 2 }
    package var mayHold: Bool { logOdds >= Self.holdLogOdds && kinds(from: Self.kindForMeasure) >= 2 && isOwnConduct }
    /// Grave enough, from two independent kinds, and by the account's own doing.
    package var maySuspend: Bool {
        logOdds >= Self.measureLogOdds && kinds(from: Self.kindForMeasure) >= 2 && isOwnConduct
    }

    /// How many kinds that count towards two reach a weight. Text never does, and price only with what doubt leaves.
    package func kinds(from weight: Double) -> Int {
        guard !byRules.isEmpty else {
            return [price - doubt, people, flow, cents, outside.list, outside.site].count { $0 >= weight }
        }
        return EvidenceKind.allCases.count { $0.countsTowardsTwo && natsWithRules($0) >= weight }
    }

    /// Strangers both ways, a price line, money that turns over: a coin dealer's book.
    static func otcDealer(
        _ line: PriceLine?, _ ledger: FlowLedger, _ remarks: TextLedger, _ counts: Strangers.Counts
    ) -> Assessment {
        guard let line else { return none(.otcDealer) }
        let price = line.weight
        let people = Strangers.twoWay(counts)
        let flow = PassThrough.trading(ledger)
        let text = remarks.weight
        let sum = prior + price + people + flow + text
        // An innocent reading with odds of its own: P(dealer) = 1 / (1 + e^-sum + e^-margin).
        let rivalled = sum > -4 ? -Nats.ln(Nats.exp(-sum) + Nats.exp(-line.margin.nats)) : sum
        // Without prices it may be trade in anything.
        let logOdds = price >= kindForAlert ? rivalled : min(rivalled, -3)
        return Assessment(
            typology: .otcDealer, logOdds: logOdds, price: price, people: people, flow: flow, cents: 0, text: text,
            doubt: max(0, sum - logOdds), isOwnConduct: line.isTwoWay)
    }

    /// Strangers' money in, out again within minutes to a few: a mule.
    static func runningPoints(
        _ ledger: FlowLedger, _ cents: Double, _ remarks: TextLedger, _ counts: Strangers.Counts
    ) -> Assessment {
        let people = Strangers.fanIn(counts)
        let flow = PassThrough.forwarding(ledger)
        // Many strangers pay every shop: without forwarding there is no mule.
        guard flow >= kindForAlert else { return none(.runningPoints) }
        let cents = min(3, max(0, cents))
        let text = remarks.weight
        let sum = prior + people + flow + cents + text
        return Assessment(
            typology: .runningPoints, logOdds: flow >= kindForMeasure ? sum : min(sum, -3), price: 0, people: people,
            flow: flow, cents: cents, text: text, doubt: 0, isOwnConduct: flow >= kindForMeasure)
    }

    mutating func raise(by nats: Double) { logOdds += nats }

    static func none(_ typology: Typology) -> Assessment {
        Assessment(
            typology: typology, logOdds: prior, price: 0, people: 0, flow: 0, cents: 0, text: 0, doubt: 0,
            isOwnConduct: false)
    }
}

extension Dossier {
    /// Whether weighing could find anything: without a price line, and without money that is sent on, it cannot.
    /// Changes nothing; mutating, like `weigh`, so that it reads in place.
    var maySpeak: Bool {
        mutating get {
            for i in 0..<6 where tracks[i].evidence > 0 { return true }
            return flow.mayForward
        }
    }

    /// Both typologies. Changes nothing: it is mutating so that it works in place, where a reading access would copy
    /// the dossier's two kilobytes first, after every payment.
    mutating func weigh(_ account: AccountIndex, _ counts: Strangers.Counts) -> Leg {
        Leg(
            account: account, otcDealer: .otcDealer(priceLine, flow, text, counts),
            runningPoints: .runningPoints(flow, cents.evidence, text, counts))
    }
}
