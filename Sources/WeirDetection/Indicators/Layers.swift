import WeirDomain

/// The layers of a gang: mules below, whoever gathers from them above. A mule that waits until the morning, or keeps a
/// part, forwards nothing quickly; but it lives on strangers' money, most of it is gone within a day, and it goes to
/// somebody whom others of its like pay too. Each side of a payment tells the other no more than that: the payer
/// whether it passes strangers' money on, the payee whether several such accounts pay it.
struct Layer: BitwiseCopyable {
    /// How many different accounts that pass strangers' money on have paid it lately, at most six.
    private(set) var conduits: UInt8 = 0
    /// Minor units from them, and to others that several of them pay; fading with a half-life of seven days.
    private(set) var fromConduits: Float = 0
    private(set) var toGatherers: Float = 0
    private var minute: Int32 = 0

    private static let decay = HourlyDecay(halfLifeHours: 7 * 24)

    /// It was paid by an account that passes strangers' money on.
    mutating func gather(_ amount: Int64, conduits count: Int, minute now: Int32) {
        fade(to: now)
        conduits = UInt8(clamping: count)
        fromConduits += Float(amount)
    }

    /// It paid an account that several such accounts pay.
    mutating func feed(_ amount: Int64, minute now: Int32) {
        fade(to: now)
        toGatherers += Float(amount)
    }

    private mutating func fade(to now: Int32) {
        let hours = (now &- minute) / 60
        guard hours > 0 else { return }
        minute &+= hours * 60
        let left = Float(Self.decay.left(afterHours: hours))
        fromConduits *= left
        toGatherers *= left
    }
}

extension Dossier {
    private static let leastReceipts = 5.0
    private static let passedOn = 0.7
    private static let passedOnBefore = 0.3
    private static let strangers: Float = 0.6
    /// Share of what a gatherer receives that such accounts bring [S].
    private static let gathered: Float = 0.3

    /// It lives on strangers' money, has sent some of it on before, and most is gone within a day once so much more
    /// goes on.
    mutating func isConduit(sending amount: Int64) -> Bool {
        flow.receipts >= Self.leastReceipts && flow.sentWithinDay >= Self.passedOnBefore * flow.received
            && flow.sentWithinDay(with: amount) >= Self.passedOn * flow.received
            && profile.incoming.strangerSum >= Self.strangers * profile.incoming.sum
    }

    /// Whether two others at least who pass strangers' money on pay it.
    mutating func isGatherer(besides one: Bool) -> Bool {
        Int(layer.conduits) - (one ? 1 : 0) >= 2 && layer.fromConduits >= Self.gathered * profile.incoming.sum
    }

    /// Features of the stage `sums`.
    mutating func readLayer(into f: inout Features) {
        let (incoming, outgoing) = (profile.incoming.sum, profile.outgoing.sum)
        f[.conduits] = Float(layer.conduits)
        f[.conduitMoneyIn] = layer.conduits >= 3 && incoming > 0 ? min(1, layer.fromConduits / incoming) : 0
        f[.sharedCustomers] = habits.customers.share(age: f[.ageDays])
        f[.gathererOut] = outgoing > 0 ? min(1, layer.toGatherers / outgoing) : 0
    }
}

extension Detector {
    /// So many accounts that pass strangers' money on give their payee a dossier.
    private static let conduitsForDossier = 2

    /// What a payment between two persons says of layers. Only where the payer has a dossier.
    mutating func layer(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex, _ minute: Int32
    ) {
        guard isPerson(payee, payment.payeeKind), isPerson(payer, payment.payerKind), payer != payee else { return }
        let below = dossiers.address(Int(accounts.address(payer).pointee.dossier))
        let amount = payment.amount.minor
        let isConduit = below.pointee.isConduit(sending: amount)
        if isConduit {
            let fed = surroundings.gather(payee, from: payer, minute: minute)
            if accounts.address(payee).pointee.dossier == 0, fed >= Self.conduitsForDossier {
                open(payee, minute, leaving: 1)
            }
            let slab = Int(accounts.address(payee).pointee.dossier)
            if slab != 0 { dossiers.address(slab).pointee.layer.gather(amount, conduits: fed, minute: minute) }
        }
        let slab = Int(accounts.address(payee).pointee.dossier)
        guard slab != 0, dossiers.address(slab).pointee.isGatherer(besides: isConduit) else { return }
        below.pointee.layer.feed(amount, minute: minute)
    }
}
