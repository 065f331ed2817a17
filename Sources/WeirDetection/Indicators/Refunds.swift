import WeirDomain

/// Refund loops: most of a payment is given back within a day, again and again, so that a shop's turnover hides what
/// is only passed to and fro (DOMAIN §1.6.10).
struct Refunds: BitwiseCopyable {
    /// Refunds of four fifths of a payment or more, and their sum in minor units; fading.
    private var count: Float = 0
    private var sum: Float = 0

    /// Share of what came in that was given back so; 0 for one alone.
    func share(of received: Float) -> Float { count >= 1.5 && received > 0 ? min(1, sum / received) : 0 }

    mutating func take(_ amount: Int64) {
        count += 1
        sum += Float(amount)
    }

    mutating func fade(by left: Float) {
        count *= left
        sum *= left
    }
}

extension Detector {
    /// An account gives money back. Only of accounts with a dossier, and of what came in within a day.
    mutating func noteRefund(_ payer: AccountIndex, _ amount: Int64, _ minute: Int32) {
        let record = accounts.address(payer)
        let slab = Int(record.pointee.dossier)
        guard slab != 0, activity.hasReceivedMost(record.pointee.activity, amount, since: minute &- 1_440) else {
            return
        }
        dossiers.address(slab).pointee.habits.giveBack(amount, minute: minute)
    }
}

extension Activity {
    /// Whether a payment has come in of which the amount is four fifths at least, and not more.
    func hasReceivedMost(_ place: ActivityPlace, _ amount: Int64, since first: Int32) -> Bool {
        for event in events(place).reversed() {
            guard place.base &+ Int32(event.minute) >= first else { return false }
            guard event.isOf(.incoming) else { continue }
            let came = event.amount.minor
            if amount <= came, amount * 5 >= came * 4 { return true }
        }
        return false
    }
}
