import WeirDetection
package import WeirDomain

/// What an appeal that is granted means for what the engine does by itself.
///
/// It judges evidence: the kinds that the measure rested on, and those that the account showed when it was decided, for
/// people have looked at them. For a year the engine orders nothing on the account that would not stand without them,
/// and a person is asked; what rests on other evidence it orders as on anybody. Otherwise whoever has won once, about
/// whatever it was, would have nothing to fear from a machine for good.
extension Engine {
    /// Which kinds of evidence of an account are judged at a time.
    package func judged(on account: String, at time: Instant) -> EvidenceKinds { book.judged(on: account, at: time) }

    /// Notes what an appeal has found wrong; first, while the evidence is there. The payments that it came of count no
    /// more.
    mutating func judge(_ measure: Measure, at time: Instant) -> EvidenceKinds {
        guard book.decidesAsEight, measure.kind != .blockSite else { return [] }
        var kinds = measure.kinds
        let index = measure.account.withBytes { detector.accounts.find($0) }
        if let index, let leg = detector.weigh(index, at: now), leg.strongest.isAlert {
            kinds.formUnion(leg.strongest.speaking)
        }
        guard !kinds.isEmpty else { return [] }
        book.judge(kinds, on: measure.account, at: time)
        if let index { detector.clear(index) }
        return kinds
    }

    /// Ends what else the engine has ordered on the account, or put before people, that does not stand on two kinds
    /// without those that were judged. What somebody has signed or renewed is theirs, and has an appeal of its own.
    mutating func endJudged(_ judged: EvidenceKinds, _ appeal: Appeal, at time: Instant, _ effects: inout Effects) {
        guard !judged.isEmpty else { return }
        let reason = "appeal \(appeal.number) has found evidence of the same kinds wrong"
        let actor = Actor(by: Measure.weir, role: nil, at: time, reason: reason)
        for measure in book.measures.on(appeal.account)
        where measure.isAutomatic && !measure.state.isEnded && measure.signatures.isEmpty && !measure.kinds.isEmpty
            && measure.kinds.subtracting(judged).independent < 2
        {
            let event: MeasureState.Event = measure.state == .proposed ? .withdraw : .lift
            if measure.state.after(event) != nil { change(measure, event, actor, &effects) }
        }
    }

    /// Somebody takes back again what the engine has found out about one account, whose evidence starts anew each time:
    /// one hand that is bribed would keep a trader in business. Others should look.
    func noteLiftedAgain(_ measure: Measure, _ actor: Actor, _ effects: inout Effects) {
        guard book.decidesAsEight, measure.isAutomatic, measure.kind != .holdPayment else { return }
        let before = book.measures.on(measure.account).count { other in
            other.number != measure.number && other.isAutomatic && other.kind == measure.kind
                && (other.state == .lifted
                    || book.decidesAsThirteen && other.state == .refused && other.isEnginesFinding)
                && (other.endedBy == actor.by
                    || book.decidesAsNine && isOneHand(other.endedBy, actor.by, at: actor.at))
        }
        alarmAgain("alarm.lifted_again", measure, actor, before: before, &effects)
    }

    /// Whether a suspension would not stand without what an appeal has found wrong.
    func isJudged(_ assessment: Assessment, on account: String, at time: Instant) -> Bool {
        guard book.decidesAsEight else { return book.wasRestrictedWrongly(account) }
        let judged = book.judged(on: account, at: time)
        return !judged.isEmpty && !assessment.without(judged).maySuspend
    }

    /// The same of a payment that is to be held on an account's evidence.
    func isJudged(_ leg: Leg, at time: Instant) -> Bool {
        guard book.decidesAsEight, book.hasJudged else { return false }
        let judged = book.judged(on: detector.accounts.id(leg.account), at: start(time))
        return !judged.isEmpty && !leg.without(judged).strongest.mayHold
    }

    /// What one account's evidence means for a payment: what was found wrong holds none.
    func outcome(of leg: Leg, at time: Instant) -> Outcome {
        let outcome = Self.outcome(of: leg)
        return outcome == .hold && isJudged(leg, at: time) ? .warn : outcome
    }

    /// The same, and why the payment is not held.
    func outcome(of leg: Leg, at time: Instant, _ decision: inout Decision) -> Outcome {
        let outcome = outcome(of: leg, at: time)
        if outcome == .warn, Self.outcome(of: leg) == .hold {
            decision.reasons.append(
                Reason(
                    code: "evidence_judged", kind: .list, weight: 0,
                    text: "The payment is not held: an appeal of the account has found evidence of these kinds wrong.")
            )
        }
        return outcome
    }
}
