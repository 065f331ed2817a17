import WeirDomain

/// Customers of a merchant who are paid in turn: whoever deposits at an exchange draws what is left of it, whatever
/// the channel calls that. A shop gives back what was paid, to the last digit; what it pays beside that goes to people
/// who are no customers.
struct PaidBack: BitwiseCopyable {
    /// Persons who paid for the first time, and persons paid for the first time who had paid before; fading.
    private var payers: Float = 0
    private var paidBack: Float = 0

    /// So few may have been given a part of their money back [S].
    private static let few: Float = 5

    /// Share of the customers of late who were paid another sum than they had paid, 0 … 1; 0 under five of them.
    var share: Float { paidBack >= Self.few && payers > 0 ? min(1, paidBack / payers) : 0 }

    mutating func meet() { payers += 1 }
    mutating func payBack() { paidBack += 1 }

    mutating func fade(by left: Float) {
        payers *= left
        paidBack *= left
    }
}

extension Detector {
    /// Notes who pays a merchant, and whom it pays, for the first time. Only of merchants that have a dossier.
    /// - Parameter isGivenBack: the sum is what the payee had paid, to the last digit.
    @inline(__always)
    mutating func noteCustomer(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex, _ contact: PairTable.Contact,
        isGivenBack: Bool, _ minute: Int32
    ) {
        guard contact.same == nil else { return }
        let (payerRecord, payeeRecord) = (accounts.address(payer), accounts.address(payee))
        if payeeRecord.pointee.kind == .merchant, payeeRecord.pointee.dossier != 0 {
            guard payerRecord.pointee.kind == .person, payment.channel != .refund else { return }
            dossiers.address(Int(payeeRecord.pointee.dossier)).pointee.habits.meetCustomer(minute: minute)
        } else if payerRecord.pointee.kind == .merchant, payerRecord.pointee.dossier != 0, contact.opposite != nil {
            guard payeeRecord.pointee.kind == .person, !isGivenBack else { return }
            notePaidBack(payment, Int(payerRecord.pointee.dossier), payee, minute)
        }
    }

    /// Of what a busy shop gives back the payment is not known any more: a refund counts where the customer's payments
    /// are, and none of them is of that sum.
    @inline(never)
    private mutating func notePaidBack(
        _ payment: borrowing PaymentView, _ slab: Int, _ payee: AccountIndex, _ minute: Int32
    ) {
        let dossier = dossiers.address(slab)
        if payment.channel == .refund {
            let ring = Int(dossier.pointee.notes)
            guard ring != 0, notes.address(ring).pointee.hasOthers(than: payment.amount, from: payee) else { return }
        }
        dossier.pointee.habits.payBackCustomer(minute: minute)
    }
}
