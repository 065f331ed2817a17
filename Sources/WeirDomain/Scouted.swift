/// What was found out of a payment ahead of the engine, on the thread that reads; see `Scout`.
public struct Scouted: BitwiseCopyable, Sendable {
    /// Where the accounts probably are in the engine's table; 0 is unknown.
    public let payer: UInt32
    public let payee: UInt32
    private let memory: UInt64
    public let glance: Glance

    /// How an amount lies on the prices that had been taken in when it was looked at.
    public struct Glance: BitwiseCopyable, Sendable {
        /// How many prices that were; 0 says that nobody looked.
        public let prices: UInt32
        /// Class of the amount's roundness.
        public let roundness: UInt8
        /// It is no whole quantity of any coin that is sold in whole ones, at any price near the board's.
        public let isOffLattice: Bool

        public init(prices: UInt32, roundness: UInt8, isOffLattice: Bool) {
            self.prices = prices
            self.roundness = roundness
            self.isOffLattice = isOffLattice
        }

        public static let none = Glance(prices: 0, roundness: 0, isOffLattice: false)
    }

    /// - Parameters:
    ///   - earlier: the sequence of the payment that was decided under this id before; 0 for none.
    ///   - isSame: whether that was this very payment.
    public init(payer: UInt32, payee: UInt32, earlier: UInt64, isSame: Bool, glance: Glance = .none) {
        self.payer = payer
        self.payee = payee
        memory = earlier << 1 | (isSame ? 1 : 0)
        self.glance = glance
    }

    public var isNew: Bool { memory >> 1 == 0 }
    public var earlier: UInt64 { memory >> 1 }
    public var isSame: Bool { memory & 1 != 0 }
}
