import WeirDomain
import WeirText

/// Remarks that use the trade's words. What payers write can be written to frame somebody, and dealers tell their
/// customers to write nothing: so it weighs little, and its absence nothing.
struct TextLedger: BitwiseCopyable {
    private var minute: Int32 = 0
    /// Remarks of class A and B, decaying with a half-life of thirty days.
    private(set) var sure: Float = 0
    private(set) var doubtful: Float = 0
    /// Of the sure ones, those with an address whose checksum is right.
    private(set) var addresses: Float = 0

    static let cap = 1.5

    /// Nats: one nat for the first sure remark, up to the cap.
    var weight: Double {
        min(Self.cap, Double(min(sure, 1)) + Double(max(0, sure - 1)) * 0.25 + Double(doubtful) * 0.2)
    }

    /// The part of the weight that addresses bring: the first sure remark counts one nat, whatever made it sure.
    var addressWeight: Double { min(weight, Double(min(addresses, 1))) }

    var isEmpty: Bool { sure + doubtful == 0 }

    mutating func take(_ remark: RemarkClass, minute now: Int32) -> Bool {
        guard remark >= .b else { return false }
        let left = Float(Nats.remaining(afterMinutes: now &- minute, halfLife: 30 * 1_440))
        sure *= left
        doubtful *= left
        addresses *= left
        minute = max(minute, now)
        if remark >= .a { sure += 1 } else { doubtful += 1 }
        if remark == .address { addresses += 1 }
        return true
    }
}
