public import WeirDomain
public import WeirRuleSets

/// Reading what the rule sets do.
extension Engine {
    public var liveRules: RuleSetView? {
        guard let seat = rules.live else { return nil }
        return RuleSetView(seat, rules.windows, accounts: accountCount)
    }
    public var trialRules: RuleSetView? {
        guard let seat = rules.trial else { return nil }
        return RuleSetView(seat, rules.windows, accounts: accountCount)
    }
    public var trialRulesVersion: String? { rules.trial?.compiled.version }
    public var previousRulesVersion: String? { rules.previous?.compiled.version }

    /// What a rule of the live set, or of the one on trial, is called.
    public func ruleID(_ rule: Int, onTrial: Bool = false) -> String {
        (onTrial ? rules.trial : rules.live)?.compiled.set.rules[rule].id ?? ""
    }

    /// What a rule of the live set, or of the one on trial, has read of the last payment: names and values in words.
    public func ruleValues(_ rule: Int, onTrial: Bool = false) -> [(name: String, value: String)] {
        (onTrial ? rules.trial : rules.live)?.values(rule) ?? []
    }

    /// Its reason for the last payment, where it held.
    public func ruleReason(_ rule: Int, onTrial: Bool = false, inChinese: Bool = false) -> String {
        (onTrial ? rules.trial : rules.live)?.reason(rule, inChinese: inChinese) ?? ""
    }
}

/// One rule set as the API shows it.
public struct RuleSetView: Sendable {
    public var version: String
    public var set: RuleSet
    public var stage: RuleStage
    public var permille: Int
    public var by: String
    /// Who handed the same in before, byte for byte.
    public var others: [String]
    public var approvers: [String]
    /// Payments it has seen; how often each rule held; how often each had no value, and why first.
    public var seen: Int
    public var hits: [Int]
    public var failures: [Int]
    public var firstErrors: [String]
    /// Against the live set, while it is on trial.
    public var harder: Int
    public var milder: Int
    public var accounts: Int
    public var merchants: Int
    /// Accounts on which it puts measures before people.
    public var proposed: Int
    public var money: Amount
    /// It reaches further than one signature carries, and how far.
    public var isBeyond: Bool
    public var reach: String
    /// Two people must sign it, and why: for its reach, because it has seen too few payments on trial, or because its
    /// windows have not counted for all of their length.
    public var needsTwo: Bool
    public var why: String
    /// Memory of its own windows.
    public var slotBytes: Int
    /// Its own windows, which count for the rules that ask.
    public var windows: [RuleWindowView]
    /// By rule: the places in `windows` of those that its condition reads.
    public var windowsOfRules: [[Int]]

    /// The latest time at which one of the windows that a rule reads is full; `nil` where it reads none, or they count
    /// nothing yet.
    public func fullAt(_ rule: Int) -> Instant? { windowsOfRules[rule].compactMap { windows[$0].fullAt }.max() }

    /// Whether a rule reads a window that has not counted for all of its length.
    public func isWaiting(_ rule: Int) -> Bool { windowsOfRules[rule].contains { !windows[$0].isFull } }
}

/// A window that a set has kept: since when it counts, and from when on it has done so for all of its length.
public struct RuleWindowView: Hashable, Sendable {
    /// As a rule asks for it: `received "36h"`, with the filter behind it.
    public var name: String
    public var since: Instant?
    public var fullAt: Instant?
    public var isFull: Bool
}

extension RuleSetView {
    init(_ seat: RuleSeat, _ table: borrowing SlotTable, accounts: Int) {
        let tally = seat.work.tally
        let standing = RuleStanding(seat, table, accounts: accounts)
        let reach = standing.reach
        self.init(
            version: seat.compiled.version, set: seat.compiled.set, stage: seat.stage, permille: seat.permille,
            by: seat.by, others: seat.others, approvers: seat.approvers, seen: tally.seen, hits: tally.hits,
            failures: tally.failures, firstErrors: tally.hits.indices.map { tally.firstErrors[$0] ?? "" },
            harder: tally.harder, milder: tally.milder, accounts: reach.accounts, merchants: reach.merchants,
            proposed: reach.proposed,
            money: Amount(minor: reach.money), isBeyond: reach.isBeyond, reach: reach.words,
            needsTwo: standing.needsTwo, why: standing.why, slotBytes: table.bytes(of: seat.places),
            windows: standing.windows, windowsOfRules: seat.compiled.windowsOfRules)
    }
}
