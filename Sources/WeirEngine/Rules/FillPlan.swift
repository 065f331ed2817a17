import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// The facts that a set may need, each with where it comes from. A fact is read when a condition asks for it, together
/// with all that comes out of the same window.
struct FillPlan {
    struct FieldStep: Sendable {
        var field: WindowFact.Field
        var slot: Int
    }

    /// Figures of one window.
    struct WindowStep {
        var isPayer: Bool
        var direction: Direction
        /// Of the windows that every account has; or the place in the table of those that rules have kept.
        var window: Window
        var spec: Int
        /// In milliseconds.
        var length: Int64
        var fields: Range<Int>
    }

    enum Step {
        case payment(Fact.PaymentFact, slot: Int)
        case account(Fact.AccountFact, Side, slot: Int)
        case score(Typology, isPayer: Bool, slot: Int)
        case evidence(EvidenceKind, isPayer: Bool, slot: Int)
        case price(Asset, slot: Int)
        case window(WindowStep)
        /// How many payments a window of the account can hold at the most.
        case most(isPayer: Bool, slot: Int)
    }

    private(set) var steps: [Step] = []
    private(set) var fields: [FieldStep] = []
    /// By slot, also for the two slots of bounds behind the set's own; -1 for what is never read.
    private(set) var stepOfSlot: [Int]
    private(set) var bounds: [Int: Int] = [:]
    private let width: Int

    /// Slots of the vector.
    var slots: Int { width + 2 }

    /// - Parameter places: of the windows that the plan wants kept, in the table; fewer for a set that does not run.
    init(_ plan: FactPlan, places: [Int]) {
        width = plan.width
        stepOfSlot = Array(repeating: -1, count: plan.width + 2)
        for side in Side.allCases { add(.most(isPayer: side == .payer, slot: mostSlot(side)), [mostSlot(side)]) }
        for reading in [plan.always, plan.onHit] {
            for entry in reading.entries { add(entry.fact, entry.slot) }
            for read in reading.windows { add(read, places) }
        }
    }

    private func mostSlot(_ side: Side) -> Int { width + (side == .payer ? 0 : 1) }

    private mutating func add(_ step: Step, _ slots: [Int]) {
        for slot in slots { stepOfSlot[slot] = steps.count }
        steps.append(step)
    }

    private mutating func add(_ fact: Fact, _ slot: Int) {
        switch fact {
        case .payment(let fact): add(.payment(fact, slot: slot), [slot])
        case .account(let side, let fact): add(.account(fact, side, slot: slot), [slot])
        case .score(let side, let typology): add(.score(typology, isPayer: side == .payer, slot: slot), [slot])
        case .evidence(let side, let kind): add(.evidence(kind, isPayer: side == .payer, slot: slot), [slot])
        case .price(let asset): add(.price(asset, slot: slot), [slot])
        case .window, .list: break
        }
    }

    private mutating func add(_ read: FactPlan.WindowRead, _ places: [Int]) {
        let first = fields.count
        fields += read.fields.map { FieldStep(field: $0.field, slot: $0.slot) }
        let step = WindowStep(
            isPayer: read.side == .payer, direction: read.key.isIncoming ? .incoming : .outgoing,
            window: Self.kept(read.key.seconds),
            spec: read.spec.map { $0 < places.count ? places[$0] : -1 } ?? -1,
            length: Int64(read.key.seconds) * 1_000, fields: first..<fields.count)
        add(.window(step), read.fields.map(\.slot))
        for (field, slot) in read.fields {
            switch field {
            case .count, .distinct: bounds[slot] = read.spec == nil ? mostSlot(read.side) : payments(read.side)
            case .distinctRemarks: bounds[slot] = payments(read.side)
            case .firstTime, .strangers: bounds[slot] = read.spec == nil ? mostSlot(read.side) : nil
            default: break
            }
        }
    }

    /// No window of a set's own holds more payments than the account has ever had.
    private mutating func payments(_ side: Side) -> Int? {
        guard let slot = Fact.slot(of: side, .payments) else { return nil }
        if stepOfSlot[slot] < 0 { add(.account(.payments, side, slot: slot), [slot]) }
        return slot
    }

    private static func kept(_ seconds: Int32) -> Window {
        switch seconds {
        case 3_600: .hour
        case 86_400: .day
        case 604_800: .week
        default: .month
        }
    }

    /// What each step costs, in machine instructions, as a guide.
    var costs: [Int] {
        steps.map { step in
            switch step {
            case .payment(let fact, _):
                switch fact {
                case .amount, .minor, .merchantCategory, .isStranger, .isFirst: 12
                case .channel: 30
                case .extra: 1_000
                default: 150
                }
            case .account(let fact, _, _):
                switch fact {
                case .payments: 12
                case .age, .ageDays, .firstSeen, .sinceLast: 20
                case .kind: 30
                default: 150
                }
            case .score, .evidence: 2_000
            case .price: 50
            case .window(let window): window.spec < 0 ? 250 : 350
            case .most: 12
            }
        }
    }

    var reading: SlotReading { SlotReading(steps: stepOfSlot, costs: costs, bounds: bounds) }
}
