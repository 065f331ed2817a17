import WeirDomain

/// Money that goes back to its sender, or on to somebody else, to the last digit. Whoever is sent money by mistake, or
/// to make him look guilty, and gives it back or is talked into sending it elsewhere, has not traded: the amount is
/// its sender's.
///
/// That reading is for sale to whoever knows of it: one sum sent ahead by a customer could excuse all that was paid to
/// him, one account of a friend's could send ahead what was then paid to others, and great sums that go to and fro with
/// such an account could hide that the rest is paid out. So what came in excuses one payment and no more; what somebody
/// sent whom the account has paid itself is passed on for nobody; and money that goes to and fro has not come in.
extension Detector {
    /// When the money came that the payer gives back to the payee: a refund, whatever the channel calls it. `nil` where
    /// nothing is given back.
    @inline(__always)
    mutating func givenBack(
        _ payer: AccountIndex, _ payee: AccountIndex, _ payment: borrowing PaymentView, _ contact: PairTable.Contact
    ) -> Int32? {
        guard let step = contact.opposite else { return nil }
        return answer(payer, payee, payment.amount, step: step, isToAndFro: contact.same != nil)
    }

    /// - Parameter step: of the payee's last payment to the payer.
    private mutating func answer(
        _ payer: AccountIndex, _ payee: AccountIndex, _ amount: Amount, step: Int32, isToAndFro: Bool
    ) -> Int32? {
        let record = accounts.address(payer)
        let marks: Event.Marks = isToAndFro ? [.answered, .takenBack] : .answered
        let slab = Int(record.pointee.dossier)
        let ring = slab == 0 ? 0 : Int(dossiers.address(slab).pointee.notes)
        if ring != 0, let at = notes.address(ring).pointee.answer(amount, from: payee) {
            let minute = Self.minute(at)
            _ = activity.answer(record.pointee.activity, amount.minor, since: minute, before: minute &+ 1, marks)
            return minute
        }
        let minute = PairTable.minute(step: step)
        let isThere = activity.answer(
            record.pointee.activity, amount.minor, since: minute, before: minute &+ 10, marks)
        return isThere ? minute : nil
    }

    /// Whether an account with a dossier passes on, to the last digit, what came in within two days. Whole hundreds are
    /// sent by everybody.
    @inline(__always)
    mutating func mirrors(
        _ account: AccountIndex, _ record: UnsafeMutablePointer<AccountRecord>, _ amount: Amount, _ minute: Int32
    ) -> Bool {
        guard Lattice.roundness(fits.hundredths, of: fits.currency) < Self.hundreds else { return false }
        guard activity.answer(record.pointee.activity, amount.minor, since: minute &- Self.mirrorMinutes) else {
            return false
        }
        return isAnothers(account, Int(record.pointee.dossier), amount)
    }

    private static let mirrorMinutes: Int32 = 2 * 1_440
    /// The class of roundness of a hundred units.
    private static let hundreds = 7

    /// Whether who sent the amount has never been paid by the account: with whom money goes both ways, a friend or a
    /// second account, amounts may be agreed upon. Who is not known any more is believed.
    private mutating func isAnothers(_ account: AccountIndex, _ slab: Int, _ amount: Amount) -> Bool {
        let ring = Int(dossiers.address(slab).pointee.notes)
        guard ring != 0 else { return true }
        let raw = notes.address(ring).pointee.sender(
            of: PackedAmount(minor: amount.minor), noted: dossiers.address(slab).pointee.noted)
        guard raw != 0 else { return true }
        let sender = AccountIndex(raw: raw)
        guard !pairs.hasMet(payer: account, payee: sender) else { return false }
        _ = notes.address(ring).pointee.answer(amount, from: sender)
        return true
    }

    /// Money goes to and fro between two accounts to the last digit, not for the first time: it has neither come in nor
    /// been paid. The first time somebody may have been wrong, and is left as he is.
    /// - Parameter came: when it came that goes back now.
    mutating func takeBack(
        _ payer: AccountIndex, _ payee: AccountIndex, _ amount: Int64, came: Int32, _ minute: Int32
    ) {
        let giver = Int(accounts.address(payer).pointee.dossier)
        if giver != 0 {
            dossiers.address(giver).pointee.profile.takeBack(received: amount, came: came, minute)
            dossiers.address(giver).pointee.flow.takeBack(amount, came: came, minute)
            dossiers.address(giver).pointee.clearing.takeBack(received: amount)
        }
        let taker = Int(accounts.address(payee).pointee.dossier)
        if taker != 0 {
            dossiers.address(taker).pointee.profile.takeBack(paid: amount, to: payer, came: came, minute)
            dossiers.address(taker).pointee.clearing.takeBack(paid: amount)
        }
    }
}
