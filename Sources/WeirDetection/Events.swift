import WeirDomain

/// One payment of an account, in 16 bytes, as long as the account has few of them.
struct Event: BitwiseCopyable {
    /// Minor units.
    var amount: Int64 = 0
    /// Ten-minute steps since 1970.
    var step: Int32 = 0
    var marks: Marks = []

    struct Marks: OptionSet, BitwiseCopyable {
        let rawValue: UInt8
        static let outgoing = Marks(rawValue: 1)
        /// The latest payment with its counterparty in its direction.
        static let latest = Marks(rawValue: 2)
        /// The first one.
        static let first = Marks(rawValue: 4)
        static let stranger = Marks(rawValue: 8)
    }

    @inline(__always)
    func isOf(_ direction: Direction) -> Bool { marks.contains(.outgoing) == (direction == .outgoing) }
}

/// The latest payments of an account with few of them, both directions together: the same counts as those of a
/// `WindowSet`, to the payment, without its 600 bytes.
///
/// A list takes four, and three more blocks of four are added as they are needed.
struct EventBlock: BitwiseCopyable {
    static let events = 4
    static let mostBlocks = 4

    var events: InlineArray<4, Event> = .init(repeating: Event())
}

/// Where an account's latest payments are counted: up to four blocks of events, or its two sets of windows.
package struct ActivityPlace: BitwiseCopyable {
    package init() {}

    /// Events kept in blocks; 255 when there are windows.
    var count: UInt8 = 0
    /// Blocks; or windows of incoming and of outgoing payments. 0 is none.
    var places: InlineArray<4, UInt32> = .init(repeating: 0)

    static let windows: UInt8 = 255

    package var hasWindows: Bool { count == Self.windows }
}
