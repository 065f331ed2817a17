public import WeirDomain
public import WeirEngine

/// What waits for the rail and for people, as the engine knows it: the same with and without a way to the rail, and the
/// same after a restart.
public struct OpenWork: Hashable, Sendable {
    /// An order that has not been answered for so many seconds is an alarm.
    public static let alarmSeconds: Int64 = 300

    /// Orders that the rail has not answered, those among them that are an alarm, and when the oldest was given.
    public private(set) var orders = 0
    public private(set) var ordersOverdue = 0
    public private(set) var oldestOrder: Instant?
    /// Appeals that nobody has decided, and those among them that should have been.
    public private(set) var appeals = 0
    public private(set) var appealsOverdue = 0
    /// Appeals that have been decided, and those among them where the measure was wrong.
    public private(set) var appealsDecided = 0
    public private(set) var appealsReversed = 0
    /// People for whom nobody has vouched but who let them in.
    public private(set) var unvouched = 0
    /// Notices that should have reached their holders, and have not.
    public private(set) var noticesUnread = 0
    /// Open cases that are overdue, or that somebody has escalated.
    public private(set) var casesEscalated = 0
    /// Accounts that rules or lists of devices stop, and that nobody has been asked about, for they were too many.
    public private(set) var stopsUnasked = 0

    /// - Parameter now: in the time that orders are given in.
    public init(_ engine: borrowing Engine, now: Instant) {
        self.init(unanswered: engine.unanswered, now: now)
        unvouched = engine.unvouched.count
        noticesUnread = engine.unreadNotices.count
        stopsUnasked = engine.unaskedStops
        casesEscalated = engine.escalatedCases
        for appeal in engine.appeals {
            switch appeal.state {
            case .filed:
                appeals += 1
                if appeal.isOverdue || appeal.due <= now { appealsOverdue += 1 }
            case .upheld: appealsDecided += 1
            case .reversed:
                appealsDecided += 1
                appealsReversed += 1
            }
        }
    }

    /// Of the orders alone.
    public init(unanswered: [Measure], now: Instant) {
        let alarm = now.advanced(bySeconds: -Self.alarmSeconds)
        for measure in unanswered {
            guard let order = measure.order else { continue }
            orders += 1
            if order.at <= alarm { ordersOverdue += 1 }
            oldestOrder = oldestOrder.map { min($0, order.at) } ?? order.at
        }
    }
}
