import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// The filters of windows. Each is asked once for a payment, however many windows have it, before the payment is
/// counted: it sees the payment's record alone.
struct SlotFilters: ~Copyable {
    private enum Step {
        case payment(Fact.PaymentFact, slot: Int)
        case account(Fact.AccountFact, Side, slot: Int)
    }

    private var facts: FeatureVector
    private let steps: UnsafeMutableBufferPointer<Step>
    private let filters: UnsafeMutableBufferPointer<ConditionFilter>
    private let passing: UnsafeMutablePointer<Bool>
    /// They ask for nothing but the amount.
    let needOnlyAmounts: Bool

    init(_ programs: [Program]) {
        let slots = Set(programs.flatMap(\.slots)).sorted()
        facts = FeatureVector(count: (slots.last ?? -1) + 1)
        let steps = slots.compactMap { slot -> Step? in
            guard let fact = Fact.ofRecord(at: slot) else { return nil }
            switch fact {
            case .payment(let fact): return .payment(fact, slot: slot)
            case .account(let side, let fact): return .account(fact, side, slot: slot)
            case .score, .evidence, .window, .price, .list: return nil
            }
        }
        needOnlyAmounts = steps.allSatisfy { step in
            if case .payment(let fact, _) = step { fact == .amount || fact == .minor } else { false }
        }
        self.steps = .allocate(capacity: steps.count)
        _ = self.steps.initialize(from: steps)
        filters = .allocate(capacity: programs.count)
        for (place, program) in programs.enumerated() {
            filters.initializeElement(at: place, to: ConditionFilter(program))
        }
        passing = .allocate(capacity: max(1, programs.count))
        passing.initialize(repeating: false, count: max(1, programs.count))
    }

    deinit {
        steps.deinitialize()
        steps.deallocate()
        filters.deinitialize()
        filters.deallocate()
        passing.deallocate()
    }

    var isEmpty: Bool { filters.isEmpty }

    /// Sees which filters let a payment in.
    mutating func look(_ payment: borrowing PaymentView, _ parties: borrowing RuleParties) {
        for step in steps {
            switch step {
            case .payment(let fact, let slot): FactFilling.set(&facts, slot, fact, payment, parties)
            case .account(let fact, let side, let slot):
                FactFilling.set(&facts, slot, side, fact, payment)
            }
        }
        for place in 0..<filters.count { passing[place] = filters[place].holds(facts) }
    }

    /// The same for filters that need only amounts.
    /// - Parameter scale: minor units in one unit.
    mutating func look(amount: Int64, scale: Double) {
        for step in steps {
            guard case .payment(let fact, let slot) = step else { continue }
            if fact == .amount {
                facts.set(slot, double: Double(amount) / scale)
            } else {
                facts.set(slot, int: amount)
            }
        }
        for place in 0..<filters.count { passing[place] = filters[place].holds(facts) }
    }

    /// The filters that have let the latest payment in, by bits: of the first 64.
    var passed: UInt64 {
        var all: UInt64 = 0
        for place in 0..<min(64, filters.count) where passing[place] { all |= 1 << UInt64(place) }
        return all
    }

    /// Whether a filter has let the latest payment in; there is none with a negative number, and it lets all in.
    @inline(__always)
    func lets(_ number: Int) -> Bool { number < 0 || passing[number] }
}
