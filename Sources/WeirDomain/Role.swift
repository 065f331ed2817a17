/// What somebody who has a key may do. Each person has one role.
public enum Role: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Hands payments in.
    case integrator
    /// Works on cases, proposes measures.
    case analyst
    /// Signs, refuses and lifts measures.
    case supervisor
    /// The same, and decides appeals.
    case compliance
    /// Reads and verifies.
    case regulator
    case admin
    /// The site patrol's program: learns which sites to visit, hands in what it found, and nothing else.
    case patrol
    /// The rail's program: learns what is ordered, says what it has done and has in force, and nothing else.
    case rail
    /// The price feed's program: hands board prices in, and nothing else.
    case prices

    public var name: String { "\(self)" }

    public init?(name: some StringProtocol) {
        guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }

    public var mayPropose: Bool { self == .analyst || maySign }
    public var maySign: Bool { self == .supervisor || self == .compliance || self == .admin }
    public var mayDecideAppeals: Bool { maySign }
    public var mayWorkOnCases: Bool { mayPropose }
    /// Whether it is nobody's who signs in: a program has a key, and no pages.
    public var isProgram: Bool { [.patrol, .rail, .prices].contains(self) }
    /// A rail's own key does always; those of the others only where the platform has said so.
    public var mayAnswerForRail: Bool { self == .rail || self == .integrator || self == .admin }
    /// A price feed's key does always; an integrator's only where the platform has said so.
    public var mayHandPricesIn: Bool { self == .prices || self == .integrator || self == .admin }
    /// Whoever hands payments in says whose accounts they are on.
    public var mayTellOfAccounts: Bool { self == .integrator || self == .admin }
    /// Whoever tells holders says what has become of it.
    public var mayDeliver: Bool { self == .integrator || self == .admin }
    public var mayErase: Bool { self == .compliance || self == .admin }
}
