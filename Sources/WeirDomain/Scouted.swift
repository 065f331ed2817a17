/// What was found out of a payment ahead of the engine, on the thread that reads; see `Scout`.
public struct Scouted: BitwiseCopyable, Sendable {
    /// Where the accounts probably are in the engine's table; 0 is unknown.
    public let payer: UInt32
    public let payee: UInt32
    private let memory: UInt64

    /// - Parameters:
    ///   - earlier: the sequence of the payment that was decided under this id before; 0 for none.
    ///   - isSame: whether that was this very payment.
    public init(payer: UInt32, payee: UInt32, earlier: UInt64, isSame: Bool) {
        self.payer = payer
        self.payee = payee
        memory = earlier << 1 | (isSame ? 1 : 0)
    }

    public var isNew: Bool { memory >> 1 == 0 }
    public var earlier: UInt64 { memory >> 1 }
    public var isSame: Bool { memory & 1 != 0 }
}
