import CWeirSupport
package import WeirDomain

/// What a rule that holds adds to the evidence on an account.
package struct RuleEvidence: Hashable, Sendable {
    package var typology: Typology
    package var kind: EvidenceKind
    /// Negative where it speaks for the account.
    package var nats: Double

    package init(typology: Typology, kind: EvidenceKind, nats: Double) {
        self.typology = typology
        self.kind = kind
        self.nats = nats
    }
}

/// The most that rules add to the log-odds of each typology, in the order of a model's tables.
package typealias TypologyNats = SIMD8<Float>

extension EvidenceModel {
    /// The place of a typology's table; `nil` where it has none of its own.
    package func place(of typology: Typology) -> Int? { tables.firstIndex { $0.typology == typology } }

    /// Whether an account of which nothing is known may speak with so much added.
    package func maySpeak(with nats: TypologyNats) -> Bool { weighing.maySpeak(with: nats) }

    /// The least that the indicators of each kind can weigh for any typology, by the kind's raw value: at most 0.
    package var lowest: SIMD16<Float> {
        var lowest = SIMD16<Float>(repeating: 0)
        for table in tables {
            for kind in EvidenceKind.allCases {
                let least = table.stairs.filter { $0.kind == kind }.reduce(Float(0)) { sum, stair in
                    sum + min(0, stair.unknown, stair.nats.min() ?? 0)
                }
                lowest[Int(kind.rawValue)] = min(lowest[Int(kind.rawValue)], least)
            }
        }
        return lowest
    }
}

/// What rules read of an account and of the board.
extension Detector {
    /// Counts a payment for rules alone: nothing is looked for, and only what they read is kept.
    package mutating func count(
        _ payment: borrowing PaymentView, payer: AccountIndex, payee: AccountIndex, pairs needsPairs: Bool,
        windows needsWindows: Bool
    ) {
        let minute = Self.minute(payment.at)
        var last: Int32?
        var isNew = wasStranger
        if needsPairs {
            let contact = pairs.meet(payer: payer, payee: payee, step: PairTable.step(minute: minute))
            (wasStranger, wasFirst) = (contact.isStranger, contact.same == nil)
            last = contact.same
            isNew = isStranger(payer, contact, payment.amount.minor, minute)
        }
        guard needsWindows else {
            accounts.address(payer).pointee.payments &+= 1
            if payer != payee { accounts.address(payee).pointee.payments &+= 1 }
            return
        }
        var asPayer: Event.Marks = isNew && isPerson(payee, payment.payeeKind) ? .stranger : []
        count(accounts.address(payer), .outgoing, payment, minute, last, &asPayer)
        if payer == payee { return }
        var asPayee: Event.Marks = isNew && isPerson(payer, payment.payerKind) ? .stranger : []
        count(accounts.address(payee), .incoming, payment, minute, last, &asPayee)
    }

    // Mutating, so that they read in place: for a look through a borrow all of the detector would be copied.

    package mutating func payments(of account: AccountIndex) -> UInt32 { accounts.address(account).pointee.payments }

    /// No window that every account has holds more payments of the account.
    package mutating func mostInWindow(_ account: AccountIndex) -> UInt32 {
        let record = accounts.address(account)
        return record.pointee.activity.hasWindows ? record.pointee.payments : UInt32(record.pointee.activity.count)
    }

    /// Minute of its first payment, or of its opening where the platform told.
    package mutating func since(_ account: AccountIndex) -> Int64 { Int64(accounts.address(account).pointee.since) }

    /// What is in a window that every account has.
    package mutating func totals(
        of account: AccountIndex, _ direction: Direction, _ window: Window, at time: Instant
    ) -> Totals {
        activity.totals(accounts.address(account).pointee.activity, direction, window, at: Self.minute(time))
    }

    /// Whether there is an account of this number.
    @inline(__always)
    package mutating func knows(_ account: UInt32) -> Bool { Int(account) <= accounts.count }

    /// Asks for an account's record ahead of its use.
    @inline(__always)
    package mutating func prefetch(_ account: UInt32) {
        if Int(account) <= accounts.count { weir_prefetch(accounts.address(AccountIndex(raw: account))) }
    }

    /// The same for its latest payments; the record has been asked for.
    @inline(__always)
    package mutating func prefetchPayments(_ account: UInt32, _ direction: Direction) {
        guard Int(account) <= accounts.count else { return }
        activity.prefetch(&accounts.address(AccountIndex(raw: account)).pointee.activity, direction)
    }

    /// The latest price of an asset in a currency; `nil` where there is none, or none that still says something.
    package mutating func price(of asset: Asset, in currency: Currency, at time: Instant) -> Price? {
        for (place, price) in board.prices.enumerated()
        where price.currency == currency && board.assets[place] == asset {
            if PriceBoard.isAhead(price.at, of: time) { return board.fresh(place, Self.minute(time))?.price }
            return PriceBoard.isFresh(price.at, at: time) ? price.price : nil
        }
        return nil
    }
}
