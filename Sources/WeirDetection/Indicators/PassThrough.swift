import WeirDomain

/// The `flow` evidence: money that does not stay. A trader's is out again within the day, a mule's within minutes
/// (DOMAIN §1.6.4: at least 90 % within 30 minutes, or within 24 hours).
enum PassThrough {
    /// Nats by the share sent on within a day [S].
    private static let dayCurve = Curve([(0.25, -0.7), (0.4, 0), (0.5, 0.6), (0.65, 1.4), (0.8, 2.2), (0.9, 3)])
    /// Nats by the share sent on within half an hour, at many forwards [S].
    private static let quickCurve = Curve([(0.2, -2), (0.4, 0), (0.6, 3), (0.8, 7), (0.9, 9)])
    /// How much of it remains by the number of quick forwards [S].
    private static let countCurve = Curve([(2, 0), (4, 0.35), (8, 0.7), (15, 1)])

    static func trading(_ flow: FlowLedger) -> Double {
        flow.receipts < 5 ? 0 : dayCurve[flow.dayShare]
    }

    static func forwarding(_ flow: FlowLedger) -> Double {
        guard flow.receipts >= 4 else { return 0 }
        let weight = quickCurve[flow.quickShare]
        return weight > 0 ? weight * countCurve[flow.quickForwards] : weight
    }
}
