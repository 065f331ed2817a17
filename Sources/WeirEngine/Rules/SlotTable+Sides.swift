import WeirDetection
import WeirDomain
import WeirRuleSets

/// For whoever has some of the accounts only, and counts a payment's sides one by one.
extension SlotTable {
    /// Counts one side of a payment, and asks the filters of that side's windows before.
    @inline(__always)
    mutating func count(
        _ account: AccountIndex, isIncoming: Bool, _ payment: CountedPayment, _ record: borrowing PaymentView,
        _ nobody: borrowing RuleParties
    ) {
        if isIncoming ? filtersIncoming : filtersOutgoing { filters.look(record, nobody) }
        var counted = payment
        if needsRemarks { counted.remark = CountedPayment.number(of: record.remark) }
        _ = note(account, isIncoming: isIncoming, counted)
    }

    /// Whether counting a side needs the payment's record, and not its time and amount alone.
    func needsRecord(isIncoming: Bool) -> Bool {
        needsRemarks || !filters.needOnlyAmounts && (isIncoming ? filtersIncoming : filtersOutgoing)
    }

    /// The same for windows that need nothing of the record.
    /// - Parameter scale: minor units in one unit.
    @inline(__always)
    mutating func count(_ account: AccountIndex, isIncoming: Bool, _ payment: CountedPayment, scale: Double) {
        if isIncoming ? filtersIncoming : filtersOutgoing { filters.look(amount: payment.amount, scale: scale) }
        _ = note(account, isIncoming: isIncoming, payment)
    }

    /// Whether an account that has no place yet gets one by a payment on this side.
    func opens(_ account: AccountIndex, isIncoming: Bool) -> Bool {
        (isIncoming ? incomingCount : outgoingCount) > 0 && number(account) == 0
    }

    /// Whether something has been counted in a window for the account of a number.
    func holds(_ number: Int, _ place: Int) -> Bool { stores[place].words(of: number).map { $0[0] != 0 } ?? false }
}

/// What a table would take that had all accounts, numbered as they come, where in truth several have some each.
struct SlotExtent {
    /// An account of the whole: the side of the payment that gave it a place, its number among all, and by bit the
    /// windows in which something has been counted.
    struct Account {
        var first: UInt64
        var raw: UInt32
        var windows: UInt64
    }

    var accounts: [Account] = []

    /// Bytes of some windows of one table for all.
    func bytes(_ specs: [SlotSpec]) -> Int {
        let order = accounts.sorted { $0.first < $1.first }
        var chunks: Set<UInt32> = []
        var latest: UInt32?
        for account in order {
            let chunk = account.raw / UInt32(SlotTable.chunkPlaces)
            if chunk != latest { chunks.insert(chunk) }
            latest = chunk
        }
        var bytes = chunks.count * SlotTable.chunkPlaces * 4
        for (place, spec) in specs.enumerated() {
            // Numbers begin with 1, and come in their order.
            var (taken, last) = (0, -1)
            for number in order.indices where order[number].windows >> UInt64(place) & 1 == 1 {
                let chunk = (number + 1) / SlotStore.chunkRecords
                if chunk != last { taken += 1 }
                last = chunk
            }
            bytes += taken * SlotStore.chunkRecords * spec.words * 8
        }
        return bytes
    }
}
