import WeirDetection
public import WeirDomain
import WeirLists

/// What measures in force mean for a payment, in line, whatever the rail has done about them.
extension Engine {
    enum Restraint {
        case none
        case warns(Reason)
        case declines([Reason])
    }

    /// Why payments of a suspended account are declined, and by which measure.
    struct Suspension {
        var asPayer: Reason
        var asPayee: Reason
        var measure: Int
    }

    /// What measures have stopped, by number.
    public var stopped: [Int: StoppedMoney] { book.measures.stopped }

    /// Money that an authority's order, a blocked site or a list has stopped.
    mutating func noteStopped(_ payment: borrowing PaymentView, _ view: OutsideView) {
        var number = view.blockedBy
        if let order = view.frozenBy {
            number = book.measures.on(order.account).last { $0.isAuthoritysOrder && $0.by == order.authority }?.number
        }
        if number == nil, let found = view.declined.first {
            number = book.measures.listed(found.account, by: found.hit.list)?.number
        }
        if let number { book.measures.stop(payment.amount, payment.currency, by: number) }
    }

    /// Money that does not move is not counted as moved. What its measure has stopped is summed up, and the detector
    /// notes who tried to pay whom.
    mutating func restraint(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex
    ) -> Restraint {
        var reasons: [Reason] = []
        // The first measure that stops the payment is the one that its money counts for.
        var stopping = 0
        func stop(_ reason: Reason, _ number: Int) {
            reasons.append(reason)
            if stopping == 0 { stopping = number }
        }
        if detector.accounts[payer].isSuspended {
            let known = suspension(of: payer)
            stop(known.asPayer, known.measure)
        }
        if detector.accounts[payee].isSuspended {
            let known = suspension(of: payee)
            stop(known.asPayee, known.measure)
        }
        var warning: Reason?
        if detector.accounts[payee].standing & 2 != 0 {
            for measure in book.measures.restraints(on: detector.accounts.id(payee)) {
                switch measure.kind {
                case .stopCollection:
                    stop(
                        Self.reason(
                            "collection_stopped", "The payee may not collect any more, by measure \(measure.number)."),
                        measure.number)
                case .limitCollection where reasons.isEmpty:
                    if let reason = limit(payment, measure) { stop(reason, measure.number) }
                case .warnPayer:
                    warning = Self.warning(measure.number)
                default: break
                }
            }
        }
        if !reasons.isEmpty {
            if stopping > 0 { book.measures.stop(payment.amount, payment.currency, by: stopping) }
            return .declines(reasons)
        }
        return warning.map { .warns($0) } ?? .none
    }

    /// Why the payment does not fit into the quota; takes it in where it does.
    private mutating func limit(_ payment: borrowing PaymentView, _ measure: Measure) -> Reason? {
        // Money that comes back is no collecting. Versions before declined it.
        if book.decidesAsEleven, payment.channel == .refund, payment[.original].byteCount > 0 { return nil }
        // What is not in the quota's currency would be a way around it.
        let fits =
            payment.currency == measure.currency
            && book.measures.collect(payment.amount, at: start(payment.at), under: measure)
        if fits { return nil }
        return Self.reason(
            "collection_limited",
            "The payee may collect \(measure.quota.text(measure.currency)) \(measure.currency.code) a day, "
                + "by measure \(measure.number).")
    }

    /// What the payer is to read before paying.
    private static func warning(_ measure: Int) -> Reason {
        Reason(
            code: Decision.warningCode, kind: .list, weight: 0,
            text: "Be careful: the payee is under a warning, by measure \(measure). Pay only whom you know.",
            textChinese: "请注意：收款人已被提示风险（措施 \(measure)）。请只向您认识的人付款。")
    }

    private static func reason(_ code: String, _ text: String) -> Reason {
        Reason(code: code, kind: .list, weight: 0, text: text)
    }

    /// Why payments of a suspended account are declined, in words: made once, for a suspension meets many payments.
    private mutating func suspension(of account: AccountIndex) -> Suspension {
        if let known = suspensions[account] { return known }
        let measure = book.measures.restraints(on: detector.accounts.id(account)).last { $0.kind == .suspendTransfers }
        func reason(_ side: String) -> Reason {
            Self.reason(
                "transfers_suspended",
                "Transfers of the \(side)'s account are suspended by measure \(measure?.number ?? 0).")
        }
        let reasons = Suspension(
            asPayer: reason("payer"), asPayee: reason("payee"), measure: measure?.number ?? 0)
        suspensions[account] = reasons
        return reasons
    }

    /// A payment that somebody has ordered to be held before it came: it has its measure.
    func holdBack(_ ordered: OrderedHold, _ decision: inout Decision) {
        guard decision.outcome != .decline else { return }
        decision.outcome = .hold
        decision.reasons.append(
            Reason(
                code: "payment_held", kind: .list, weight: 0,
                text: "The payment is held by measure \(ordered.number)."))
    }

    /// Why a payment is declined that somebody has decided about before it came.
    static func declined(by ordered: OrderedHold) -> Reason {
        Reason(
            code: "payment_declined", kind: .list, weight: 0,
            text: "The payment was to be held by measure \(ordered.number), and was declined by people.")
    }

    /// Brings the account's standing in line with its measures.
    mutating func follow(_ measure: Measure) {
        if measure.kind == .blockSite { return followBlock(of: measure.account) }
        guard let account = index(of: measure) else { return }
        let wasSuspended = detector.accounts[account].isSuspended
        let inForce = book.measures.restraints(on: measure.account)
        let isSuspended = inForce.contains { $0.kind == .suspendTransfers }
        detector.setStanding(
            account, isSuspended: isSuspended,
            isRestrained: inForce.contains { $0.kind != .suspendTransfers })
        suspensions[account] = nil
        if wasSuspended, !isSuspended { detector.clear(account) }
    }

    /// The account's place; one that has not been seen yet gets one, so that its first payment meets the measure.
    private mutating func index(of measure: Measure) -> AccountIndex? {
        if let known = measure.account.withBytes({ detector.accounts.find($0) }) { return known }
        detector.set(
            AccountFact(account: measure.account, kind: .person, opened: nil, merchantCategory: 0), at: measure.at)
        return measure.account.withBytes { detector.accounts.find($0) }
    }
}
