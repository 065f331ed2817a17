package import WeirDomain

/// What the evidence on one account adds up to for one typology.
///
/// Log-odds = those of the average honest account + the nats of each kind, each kind up to a cap. Kinds are added
/// because they are different observations; what lies within a kind was fitted together.
package struct Assessment: Sendable {
    package private(set) var typology: Typology
    /// Whose table it was weighed by: a successor has none of his own.
    let weighedBy: Typology
    package private(set) var logOdds: Double
    /// Nats by kind.
    package private(set) var weights = KindWeights()
    /// Nats of the account's own doing, and not only of what others send it.
    package private(set) var own = 0.0
    /// Evidence of the kinds `list` and `site` from outside.
    package private(set) var outside = OutsideEvidence()
    /// What rules have added; see `joined(by:)`.
    package private(set) var byRules: [RuleEvidence] = []
    private let lines: (alert: Double, hold: Double, measure: Double)

    /// A kind counts as one of two from this weight on [S].
    static let kindNeeds: Float = 1
    static let ownNeeds = 1.0
    /// Nats of remarks that count towards a measure [S]; towards an alert all do.
    static let mostOfWords = 1.0
    /// So far below the line of alerts the score is 0.
    static let silence = 3.0
    /// Scores are comparable across typologies: the line of measures is 990, that of alerts 500.
    static let alertScore = 500.0
    static let measureScore = 990.0

    /// Of an account of which nothing is known.
    init(blank table: WeightTable) {
        typology = table.typology
        weighedBy = table.typology
        lines = (Double(table.alert), Double(table.hold), Double(table.measure))
        logOdds = Double(table.base)
    }

    package init(_ table: WeightTable, _ features: inout Features) {
        self.init(blank: table)
        var own: Float = 0
        var byKind = InlineArray<16, Float>(repeating: 0)
        let hearsFeeders = Conduct.hearsFeeders(&features)
        let sheet = table.sheet
        for place in 0..<sheet.count {
            let step = sheet.steps + place
            let feature = Int(step.pointee.feature)
            if !hearsFeeders, feature == Feature.feeders.rawValue || feature == Feature.feedings.rawValue { continue }
            let nats = sheet.nats(step, features[place: feature])
            byKind[Int(step.pointee.kind)] += nats
            if step.pointee.isOwn { own += nats }
        }
        weights = KindWeights(byKind)
        // What an act is worth it is worth in full, though the table's stairs may say a little against it: whoever
        // draws what it earns to a card has no sums, speed or strangers in what it pays.
        let isShown = Conduct.shows(table.typology, &features)
        self.own = isShown ? Double(max(0, own) + Conduct.own(table.typology, &features)) : 0
        logOdds = Double(table.base + weights.sum(cap: table.cap))
        // Nearly everybody is a person who is paid without a checkout: known beforehand, and no kind of evidence.
        if features[.isMerchant] < 1, !(features[.gatewayIn] > 0) { weights[.merchant] = min(0, weights[.merchant]) }
    }

    /// 0 … 1000. Log-odds on a scale on which every typology's line of alerts is 500 and its line of measures 990.
    package var score: Int {
        guard logOdds >= lines.alert - Self.silence else { return 0 }
        let slope = Self.measureLogit / (lines.measure - lines.alert)
        return Nats.score(logOdds: (logOdds - lines.alert) * (logOdds > lines.alert ? slope : 1))
    }

    /// ln(0.99 / 0.01)
    private static let measureLogit = 4.595

    /// By how much the line of measures is missed; negative beyond it. For comparing typologies.
    var distance: Double { lines.measure - logOdds }
    package var isSilent: Bool { logOdds < lines.alert - Self.silence }
    package var isAlert: Bool { logOdds >= lines.alert && kinds >= 2 }
    package var mayHold: Bool { logOdds >= lines.hold && kinds >= 2 && isOwnConduct }
    /// Grave enough, from two independent kinds, and by the account's own doing.
    package var maySuspend: Bool { logOdds - words >= lines.measure && kinds >= 2 && isOwnConduct }
    /// What remarks weigh beyond what they may carry of a measure: others write them.
    private var words: Double { max(0, nats(.text) - Self.mostOfWords) }
    package var isOwnConduct: Bool { own >= Self.ownNeeds }

    /// How many kinds that count towards two speak for the finding. Text and a model never do.
    package var kinds: Int {
        var count = 0
        for kind in EvidenceKind.allCases where kind.countsTowardsTwo && weights[kind] >= Self.kindNeeds { count += 1 }
        return count
    }

    /// Which they are.
    package var speaking: EvidenceKinds {
        var found: EvidenceKinds = []
        for kind in EvidenceKind.allCases where kind.countsTowardsTwo && weights[kind] >= Self.kindNeeds {
            found.insert(EvidenceKinds(kind))
        }
        return found
    }

    /// The same finding without what some kinds say for it. Each takes off all that it weighs, also where its cap let
    /// less of it count: what is left stands without them for certain.
    package func without(_ kinds: EvidenceKinds) -> Assessment {
        var rest = self
        for kind in EvidenceKind.allCases where kinds.contains(EvidenceKinds(kind)) && weights[kind] > 0 {
            rest.logOdds -= nats(kind)
            rest.weights[kind] = 0
        }
        return rest
    }

    /// The same finding of an account that has taken over a suspect's customers.
    var asSuccessor: Assessment {
        var successor = self
        successor.typology = .successor
        successor.weights[.identity] += Self.inheritance
        successor.logOdds += Double(Self.inheritance)
        return successor
    }

    static let inheritance: Float = 1.2

    /// The assessment with what rules add: within a kind the strongest counts, whoever saw it; what speaks for the
    /// account is taken off. A rule carries a kind like any indicator, and so cannot get round the rule of two kinds;
    /// that a finding rests on the account's own conduct it cannot say at all.
    package func joined(by evidence: [RuleEvidence]) -> Assessment {
        guard evidence.contains(where: { $0.typology == typology }) else { return self }
        var joined = self
        joined.byRules = evidence.filter { $0.typology == typology }
        for (place, first) in joined.byRules.enumerated() {
            let kind = first.kind
            guard !joined.byRules[..<place].contains(where: { $0.kind == kind }) else { continue }
            var (most, least) = (0.0, 0.0)
            for item in joined.byRules where item.kind == kind {
                most = max(most, item.nats)
                least = min(least, item.nats)
            }
            let more = max(0, most - nats(kind)) + least
            joined.weights[kind] += Float(more)
            joined.logOdds += more
        }
        return joined
    }

    package func nats(_ kind: EvidenceKind) -> Double { Double(weights[kind]) }

    /// The same finding with a model's opinion; it never counts as one of the two kinds.
    func adding(model nats: Float) -> Assessment {
        var sum = self
        sum.weights[.model] += nats
        sum.logOdds += Double(nats)
        return sum
    }

    /// The same finding with what is known from outside. It adds to what the account's payments say, and makes nothing
    /// of an account whose payments say nothing.
    package func adding(_ outside: OutsideEvidence) -> Assessment {
        guard !outside.isEmpty, !isSilent else { return self }
        var sum = self
        sum.outside = outside
        sum.weights[.list] += Float(outside.list)
        sum.weights[.site] += Float(outside.site)
        sum.logOdds += outside.list + outside.site
        return sum
    }
}

extension Dossier {
    /// Whether it is time to weigh: after each of the first payments, then after each eighth, as one payment moves
    /// little by then; and not while it rests.
    var isDue: Bool {
        mutating get {
            if rest > 0 {
                rest -= 1
                return false
            }
            return noted <= 40 || noted & 7 == 0
        }
    }

    /// Its own sums alone leave no typology a chance: it need not be looked at again right away, and the less so the
    /// more payments they are made of [S]. A sign ends the rest.
    mutating func takeRest() { rest = noted < 12 ? 1 : noted <= 40 ? 3 : 16 }

    /// Whether weighing could find anything: without a price line, without money that is sent on or gathered, without
    /// a crowd of strangers or a site it cannot. Changes nothing; mutating, like `weigh`, so that it reads in place.
    var maySpeak: Bool {
        mutating get {
            hasPrices || flow.mayForward || profile.isCrowded || profile.isGathering
        }
    }
}

/// One side of a payment, weighed.
package struct Leg: Sendable {
    package let account: AccountIndex
    /// By typology, in the order of the tables.
    package private(set) var assessments: [Assessment]

    init(account: AccountIndex, _ tables: [WeightTable], _ features: inout Features) {
        self.account = account
        var assessments: [Assessment] = []
        for table in tables { assessments.append(Assessment(table, &features)) }
        self.assessments = assessments
        if features[.inherited] >= Self.inheritedForSuccessor { self.assessments.append(strongest.asSuccessor) }
    }

    /// An account of which nothing is known.
    init(blank account: AccountIndex, _ tables: [WeightTable]) {
        self.account = account
        assessments = tables.map { Assessment(blank: $0) }
    }

    package init(blank account: AccountIndex, _ model: EvidenceModel) { self.init(blank: account, model.tables) }

    package func joined(by evidence: [RuleEvidence]) -> Leg {
        guard !evidence.isEmpty else { return self }
        var sum = self
        sum.assessments = assessments.map { $0.joined(by: evidence) }
        return sum
    }

    package func score(_ typology: Typology) -> Int {
        assessments.first { $0.typology == typology }?.score ?? 0
    }

    /// The strongest that indicators of a kind weigh, over the typologies.
    package func nats(_ kind: EvidenceKind) -> Double { assessments.map { $0.nats(kind) }.max() ?? 0 }

    /// So many customers of one suspect among the strangers make a successor of whoever looks like a trader [S].
    static let inheritedForSuccessor: Float = 4

    /// The typology that speaks loudest: the one nearest to its line, those that may act before those that may not.
    package var strongest: Assessment {
        var best = 0
        for other in 1..<assessments.count {
            let (a, b) = (assessments[other].maySuspend, assessments[best].maySuspend)
            if a == b ? assessments[other].distance < assessments[best].distance : a { best = other }
        }
        return assessments[best]
    }

    var isSilent: Bool { assessments.allSatisfy(\.isSilent) }

    /// The same with a model's opinion.
    func adding(model nats: Float) -> Leg {
        var sum = self
        sum.assessments = assessments.map { $0.adding(model: nats) }
        return sum
    }

    package func without(_ kinds: EvidenceKinds) -> Leg {
        var rest = self
        rest.assessments = assessments.map { $0.without(kinds) }
        return rest
    }

    package func adding(_ outside: OutsideEvidence) -> Leg {
        guard !outside.isEmpty else { return self }
        var sum = self
        sum.assessments = assessments.map { $0.adding(outside) }
        return sum
    }
}
