public import WeirDomain
public import WeirRuleSets

/// Reading what the rule sets do.
extension Engine {
    public var liveRules: RuleSetView? { rules.live.map { RuleSetView($0, accounts: accountCount) } }
    public var trialRules: RuleSetView? { rules.trial.map { RuleSetView($0, accounts: accountCount) } }
    public var trialRulesVersion: String? { rules.trial?.compiled.version }
    public var previousRulesVersion: String? { rules.previous?.compiled.version }

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
    public var money: Amount
    /// It reaches further than one signature carries, and how far.
    public var isBeyond: Bool
    public var reach: String
    /// Two people must sign it, and why: for its reach, or because it has seen too few payments on trial.
    public var needsTwo: Bool
    public var why: String
    /// Memory of its own windows.
    public var slotBytes: Int
}

extension RuleSetView {
    init(_ seat: RuleSeat, accounts: Int) {
        let tally = seat.work.tally
        let reach = tally.reach(accounts: accounts)
        self.init(
            version: seat.compiled.version, set: seat.compiled.set, stage: seat.stage, permille: seat.permille,
            by: seat.by, approvers: seat.approvers, seen: tally.seen, hits: tally.hits, failures: tally.failures,
            firstErrors: tally.hits.indices.map { tally.firstErrors[$0] ?? "" }, harder: tally.harder,
            milder: tally.milder, accounts: reach.accounts, merchants: reach.merchants,
            money: Amount(minor: reach.money), isBeyond: reach.isBeyond, reach: reach.words,
            needsTwo: reach.needsTwo, why: reach.why, slotBytes: seat.work.slots.bytes)
    }
}
