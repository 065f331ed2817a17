internal import Synchronization
public import WeirDomain

/// An account that used a device or a card.
public struct ThingUser: Sendable, Hashable {
    public var account: String
    /// Payments in which it used it.
    public var payments: Int
    /// The id of the latest of them.
    public var latest: String
}

extension Store {
    /// Accounts that used a device or a card, the latest first: all payments count, plain allows too.
    /// - Parameter limit: so many at most; `hasMore` says that there are others.
    public func users(
        of thing: String, _ kind: SharedThing, limit: Int
    ) throws(StoreError) -> (users: [ThingUser], hasMore: Bool) {
        guard let archive = archive.withLock({ $0 }), !thing.isEmpty else { return ([], false) }
        return try StoreError.wording(path) {
            let name = Array(thing.utf8)
            let (uses, hasMore) = try archive.index.users(of: name.span.bytes, kind, limit: limit)
            var users: [ThingUser] = []
            for use in uses {
                // The index knows hashes; who it was, and that it was this thing, the payment says.
                guard let record = try archive.record(use.last),
                    let account = Self.user(of: thing, kind, PaymentView(record.span.bytes), use, archive.index)
                else { continue }
                users.append(
                    ThingUser(
                        account: account, payments: use.payments, latest: PaymentView(record.span.bytes).id.text))
            }
            return (users, hasMore)
        }
    }

    /// The side of a payment that used a thing.
    private static func user(
        of thing: String, _ kind: SharedThing, _ payment: borrowing PaymentView, _ use: ThingUse, _ index: PaymentIndex
    ) -> String? {
        for isPayer in [true, false] {
            guard payment.thing(kind, ofPayer: isPayer) == thing else { continue }
            if isPayer, index.mayBe(use, of: payment.payer) { return payment.payer.text }
            if !isPayer, index.mayBe(use, of: payment.payee) { return payment.payee.text }
        }
        return nil
    }
}

extension PaymentView {
    /// The device or card that a side used; empty where none is named.
    public func thing(_ kind: SharedThing, ofPayer isPayer: Bool) -> String {
        switch kind {
        case .device: self[isPayer ? .payerDevice : .payeeDevice].text
        case .card: card(ofPayer: isPayer).text
        }
    }
}
