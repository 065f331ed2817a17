import WeirDetection
import WeirDomain

/// What measures in force mean for a payment, in line, whatever the rail has done about them.
extension Engine {
    enum Restraint {
        case none
        case warns(Reason)
        case declines([Reason])
    }

    /// Money that does not move is not counted as moved: a declined payment changes nothing but this answer.
    mutating func restraint(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex
    ) -> Restraint {
        var reasons: [Reason] = []
        if detector.accounts[payer].isSuspended { reasons.append(suspension(of: payer).asPayer) }
        if detector.accounts[payee].isSuspended { reasons.append(suspension(of: payee).asPayee) }
        var warning: Reason?
        if detector.accounts[payee].standing & 2 != 0 {
            for measure in book.measures.restraints(on: detector.accounts.id(payee)) {
                switch measure.kind {
                case .stopCollection:
                    reasons.append(
                        Self.reason(
                            "collection_stopped", "The payee may not collect any more, by measure \(measure.number)."))
                case .limitCollection where reasons.isEmpty:
                    if let reason = limit(payment, measure) { reasons.append(reason) }
                case .warnPayer:
                    warning = Self.reason(
                        "payee_under_warning", "The payer is warned of the payee by measure \(measure.number).")
                default: break
                }
            }
        }
        if !reasons.isEmpty { return .declines(reasons) }
        return warning.map { .warns($0) } ?? .none
    }

    /// Why the payment does not fit into the quota; takes it in where it does.
    private mutating func limit(_ payment: borrowing PaymentView, _ measure: Measure) -> Reason? {
        // What is not in the quota's currency would be a way around it.
        let fits =
            payment.currency == measure.currency
            && book.measures.collect(payment.amount, at: payment.at, under: measure)
        if fits { return nil }
        return Self.reason(
            "collection_limited",
            "The payee may collect \(measure.quota.text(measure.currency)) \(measure.currency.code) a day, "
                + "by measure \(measure.number).")
    }

    private static func reason(_ code: String, _ text: String) -> Reason {
        Reason(code: code, kind: .list, weight: 0, text: text)
    }

    /// Why payments of a suspended account are declined, in words: made once, for a suspension meets many payments.
    private mutating func suspension(of account: AccountIndex) -> (asPayer: Reason, asPayee: Reason) {
        if let known = suspensions[account] { return known }
        let measure = book.measures.restraints(on: detector.accounts.id(account)).last { $0.kind == .suspendTransfers }
        func reason(_ side: String) -> Reason {
            Self.reason(
                "transfers_suspended",
                "Transfers of the \(side)'s account are suspended by measure \(measure?.number ?? 0).")
        }
        let reasons = (asPayer: reason("payer"), asPayee: reason("payee"))
        suspensions[account] = reasons
        return reasons
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
