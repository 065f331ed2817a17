import WeirDomain
import WeirRuleSets

/// How a set on trial stands: how far it reaches beyond the live one, on how much that has been seen, and what has to
/// come together before it is live.
struct RuleStanding {
    let reach: RuleTally.Reach
    let windows: [RuleWindowView]

    init(_ seat: RuleSeat, _ table: borrowing SlotTable, accounts: Int, countsMoneyAlone: Bool = true) {
        var reach = seat.work.tally.reach(accounts: accounts)
        reach.countsMoneyAlone = countsMoneyAlone
        self.reach = reach
        var views: [RuleWindowView] = []
        for (spec, place) in zip(seat.plan.specs, seat.places) {
            let since = table.since(place)
            let full = since.map { Instant(milliseconds: $0 + Int64(spec.key.seconds) * 1_000) }
            views.append(
                RuleWindowView(
                    name: spec.name, since: since.map { Instant(milliseconds: $0) }, fullAt: full,
                    isFull: table.isFull(place)))
        }
        windows = views
    }

    private var areFull: Bool { windows.allSatisfy(\.isFull) }

    /// One signature does not carry it: it reaches too far, or has seen too little for anybody to know. Windows that
    /// have not counted for all of their length make it reach less far than it will.
    var needsTwo: Bool { reach.needsTwo || !areFull }

    /// How far it reaches, and whether that has been seen on enough payments to count.
    var why: String {
        guard !areFull else { return reach.why }
        let waiting = windows.count { !$0.isFull }
        let until = windows.compactMap(\.fullAt).max().map { ", the last of them on \(Self.day($0))" } ?? ""
        return "\(waiting) of its \(windows.count) windows are not full yet\(until); " + reach.why
    }

    private static func day(_ time: Instant) -> String {
        var out: [UInt8] = []
        time.appendRFC3339(to: &out)
        return String(decoding: out.prefix(10), as: UTF8.self)
    }
}
