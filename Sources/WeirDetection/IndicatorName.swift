/// The indicators by the names of their pages in docs/methodology, each with the features that it reads: for leaving
/// one out and seeing what the others find without it.
package enum IndicatorName: String, CaseIterable, Sendable {
    case priceLattice = "price_lattice"
    case twoWayStrangers = "two_way_strangers"
    case fanIn = "fan_in"
    case passThrough = "pass_through"
    case funnel
    case settlements
    case gathering
    case cycles
    case twoHops = "two_hops"
    case scatterGather = "scatter_gather"
    case gatherScatter = "gather_scatter"
    case dayEnds = "day_ends"
    case layers
    case fedBySuspects = "fed_by_suspects"
    case sizes
    case uniqueCents = "unique_cents"
    case rhythm
    case burst
    case awakening
    case ordinaryLife = "ordinary_life"
    case sharedDevice = "shared_device"
    case sharedAddress = "shared_address"
    case sharedCard = "shared_card"
    case inheritedCustomers = "inherited_customers"
    case sharedCustomers = "shared_customers"
    case knownCompany = "known_company"
    case gatewayCollection = "gateway_collection"
    case sitePayees = "site_payees"
    case codesAfar = "codes_afar"
    case codeRotation = "code_rotation"
    case refundLoop = "refund_loop"
    case merchantMismatch = "merchant_mismatch"
    case remarkText = "remark_text"

    /// Every feature belongs to one indicator.
    init(of feature: Feature) {
        self =
            switch feature {
            case .exactIn, .exactOut, .softIn, .softOut, .lineWeight, .lineMargin, .lineHits, .lineShare,
                .provenLine, .paidLine, .tradeLine, .longLine:
                .priceLattice
            case .weekOutStrangers, .twoWay, .strangerShareOut, .remoteOut, .citiesOut, .monthOutPayees,
                .weekOutCount, .strangerMoneyOut, .mirroredOut, .paidStrangers, .paidBack:
                .twoWayStrangers
            case .weekInStrangers, .weekInCount, .dayInStrangers, .monthInPayers, .strangerShareIn, .remoteIn,
                .citiesIn, .strangerMoneyIn:
                .fanIn
            case .quickShare, .hoursShare, .dayShare, .quickForwards, .receipts, .outOverIn, .balance, .topPayees,
                .replies, .dayOutPayees, .runsThrough:
                .passThrough
            case .funnelWaited, .funnelDay: .funnel
            case .settled, .cleared: .settlements
            case .passedOnIn, .withdrawnOut: .gathering
            case .circles: .cycles
            case .relayedIn: .twoHops
            case .scattered: .scatterGather
            case .gatherScatter: .gatherScatter
            case .emptyDays: .dayEnds
            case .conduits, .conduitMoneyIn, .gathererOut: .layers
            case .feeders, .feedings, .fedShare, .drained: .fedBySuspects
            case .logSizeIn, .logSizeOut, .spreadIn, .spreadOut, .roundIn, .roundOut, .veryRoundIn, .veryRoundOut,
                .freshIn, .freshOut:
                .sizes
            case .centsEvidence, .centsCollisions, .centsBesideRound: .uniqueCents
            case .oddHours, .dealsPerDay, .days, .hoursPerDay, .steadyHours: .rhythm
            case .burst: .burst
            case .idleDays: .awakening
            case .merchantShare: .ordinaryLife
            case .deviceAccounts: .sharedDevice
            case .addressAccounts: .sharedAddress
            case .cardAccounts: .sharedCard
            case .inherited: .inheritedCustomers
            case .sharedCustomers: .sharedCustomers
            case .ageDays, .suspectsIn, .suspectsOut, .suspectMoneyIn, .triedOut: .knownCompany
            case .isMerchant, .gatewayIn, .takesDeposits: .gatewayCollection
            case .sitePayees, .sitePersons: .sitePayees
            case .codeAfar: .codesAfar
            case .siteTurns: .codeRotation
            case .refundLoop: .refundLoop
            case .categoryAmounts, .categoryHours, .categoryAfar: .merchantMismatch
            case .textSure, .textDoubtful, .referencesIn, .silentIn: .remarkText
            }
    }
}

extension WeightTable {
    /// All tables without what some indicators say.
    package static func all(without left: Set<IndicatorName>) -> [WeightTable] {
        left.isEmpty ? all : all.map { $0.without(left) }
    }

    private func without(_ left: Set<IndicatorName>) -> WeightTable {
        WeightTable(
            typology: typology, base: base, alert: alert, hold: hold, measure: measure, cap: cap,
            stairs: stairs.filter { !left.contains(IndicatorName(of: $0.feature)) })
    }
}
