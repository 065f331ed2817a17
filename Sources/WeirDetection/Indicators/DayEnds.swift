/// How the account's days end: whoever keeps a till for others has nothing left in the evening, though much came in. A
/// day counts as emptied if it had three receipts, what went out is a tenth more or less at most than what came in, and
/// after the last payment no more than a fiftieth of it was left (DOMAIN §1.6.4).
struct DayEnds: BitwiseCopyable {
    private static let leastReceipts: UInt8 = 3
    private static let leftOver: Float = 0.02
    private static let part: Float = 0.1
    /// Fewer busy days say nothing.
    private static let leastDays: Float = 1.5

    /// Minor units of the day at hand; what has not gone out again, however old.
    private var cameIn: Float = 0
    private var wentOut: Float = 0
    private var left: Float = 0
    private var receipts: UInt8 = 0
    private var isEmpty = false
    /// Days with receipts, and those of them that ended empty; fading.
    private var busy: Float = 0
    private var emptied: Float = 0

    var share: Float { busy >= Self.leastDays ? min(1, emptied / busy) : 0 }

    mutating func take(_ deal: Deal) {
        let amount = Float(deal.amount)
        switch deal.direction {
        case .incoming:
            cameIn += amount
            left += amount
            isEmpty = false
            if receipts < .max { receipts += 1 }
        case .outgoing:
            wentOut += amount
            left = max(0, left - amount)
            isEmpty = left <= Self.leftOver * cameIn
        }
    }

    mutating func close(fadingBy left: Float) {
        if receipts >= Self.leastReceipts {
            busy += 1
            if isEmpty, abs(wentOut - cameIn) <= Self.part * cameIn {
                emptied += 1
                // What stayed in an emptied till is its fee, and none of the days to come.
                self.left = 0
            }
        }
        busy *= left
        emptied *= left
        (cameIn, wentOut, receipts, isEmpty) = (0, 0, 0, false)
    }
}
