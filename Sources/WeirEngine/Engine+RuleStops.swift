import WeirDetection
import WeirDomain
import WeirRuleSets

/// What comes of an account whose payments rules decline one after the other: a proposal, which somebody signs, so that
/// the holder is told and may object, or refuses, and then mends the rule. It is not ordered: a rule says which
/// payments are not made, and not that an account be stopped.
extension Engine {
    /// Accounts that rules or lists of devices stop and that nobody has been asked about, for they were too many.
    public var unaskedStops: Int { book.ruleStops.unaskedCount }

    /// Accounts of which it is remembered that people were asked, or not.
    package var stopsRemembered: Int { book.ruleStops.rememberedCount }

    /// Follows what rules have made of a payment.
    mutating func followDeclines(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, _ outcome: Outcome,
        _ sequence: UInt64, _ effects: inout Effects
    ) {
        guard book.decidesAsEight else { return }
        guard outcome == .decline, let reason = declinedByRule else {
            if !book.ruleStops.isEmpty, outcome <= .warn {
                book.ruleStops.end(payer)
                book.ruleStops.end(payee)
            }
            return
        }
        let at = start(payment.at)
        let stop = RuleStop(reason, at, sequence, words: Self.ofRules)
        if ruleAbout != .payee, book.ruleStops.note(payer, with: payee, at: at) { ask(about: payer, stop, &effects) }
        if ruleAbout != .payer, book.ruleStops.note(payee, with: payer, at: at) { ask(about: payee, stop, &effects) }
    }

    /// The same of a list that declines a device: whoever has one alone is stopped by it, and nobody would be told.
    mutating func followDevice(_ view: OutsideView, at time: Instant, _ sequence: UInt64, _ effects: inout Effects) {
        // Where an account is stopped itself, its holder has been told.
        guard book.decidesAsNine, let (own, other, reason) = view.declinedDevice, view.declined.isEmpty,
            view.frozenBy == nil, view.blockedBy == nil
        else { return }
        let at = start(time)
        guard book.ruleStops.note(own, with: other, at: at) else { return }
        ask(about: own, RuleStop(reason, at, sequence, words: Self.ofDevices), &effects)
    }

    private static let ofRules = (
        "Rules decline the payments of this account one after the other, the last one because: ",
        "规则接连拒绝该账户的付款，最近一笔的理由："
    )
    private static let ofDevices = (
        "A list declines what this account's device pays or gets, one after the other, the last one because: ",
        "名单接连拒绝该账户设备的付款，最近一笔的理由："
    )

    private mutating func ask(about index: AccountIndex, _ stop: RuleStop, _ effects: inout Effects) {
        let account = detector.accounts.id(index)
        let isThere = book.measures.on(account).contains { $0.kind == .suspendTransfers && !$0.state.isEnded }
        let isAsked = !isThere && !onlyLooksOn
        if isAsked, book.decidesAsNine {
            let bound = book.ruleStops.bound(at: stop.at, accounts: accountCount)
            if bound != .within { return sayUnasked(index, account, stop, isFirst: bound == .firstAbove, &effects) }
        }
        book.ruleStops.noteAsked(index, at: stop.at, isCounted: isAsked && book.decidesAsNine)
        guard isAsked else { return }
        var measure = Measure(
            number: 0, kind: .suspendTransfers, account: account, state: .proposed, typology: nil, at: stop.at,
            sequence: stop.sequence, by: Measure.weir, ground: stop.words.english + stop.reason.text)
        if !stop.reason.textChinese.isEmpty { measure.groundChinese = stop.words.chinese + stop.reason.textChinese }
        measure.basis = Self.contract
        (measure.rules, measure.lists) = (effects.rulesVersion, listsInForce(at: stop.at))
        measure.until = stop.at.advanced(bySeconds: Limits.interimSeconds)
        let actor = Actor(by: Measure.weir, role: nil, at: stop.at, reason: measure.ground)
        propose(measure, actor, [("declined_by", stop.reason.code)], &effects)
    }

    /// Too many in an hour are a bad rule, and not so many accounts: somebody is called, and each that is not proposed
    /// is named once. What is declined of it in a later hour asks again.
    private mutating func sayUnasked(
        _ index: AccountIndex, _ account: String, _ stop: RuleStop, isFirst: Bool, _ effects: inout Effects
    ) {
        let facts: [(name: String, value: String)] = [
            ("why", "too many in an hour"), ("declined_by", stop.reason.code),
        ]
        if isFirst {
            effects.acts.append(Act("alarm.many_stopped", at: stop.at, by: Measure.weir, number: 0, facts: facts))
        }
        guard book.ruleStops.noteUnasked(index, at: stop.at) else { return }
        effects.acts.append(
            Act("account.not_proposed", at: stop.at, by: Measure.weir, number: 0, subject: account, facts: facts))
    }
}

/// The last payment of a run that was declined.
private struct RuleStop {
    var reason: Reason
    var at: Instant
    var sequence: UInt64
    var words: (english: String, chinese: String)

    init(_ reason: Reason, _ at: Instant, _ sequence: UInt64, words: (String, String)) {
        (self.reason, self.at, self.sequence, self.words) = (reason, at, sequence, words)
    }
}
