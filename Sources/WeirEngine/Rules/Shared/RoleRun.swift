import WeirDetection
import WeirRuleSets

/// What legs of one role read for every payment, by address and without anything to look up. Freed by hand.
struct RoleRun: BitwiseCopyable {
    struct Ask: BitwiseCopyable {
        enum Kind { case amount, minor, payments, window }

        var kind: Kind
        var slot = 0
        /// Of windows: the place in the table, the fields, and its length in milliseconds.
        var spec = 0
        var firstField = 0
        var endField = 0
        var length: Int64 = 0
    }

    let rules: UInt64
    let asks: UnsafeMutableBufferPointer<Ask>
    /// Windows of every account of what comes in, the shortest first, and their steps; and of what goes out.
    let incoming: UnsafeMutableBufferPointer<Window>
    let incomingAsks: UnsafeMutableBufferPointer<Ask>
    let outgoing: UnsafeMutableBufferPointer<Window>
    let outgoingAsks: UnsafeMutableBufferPointer<Ask>

    init(_ plan: SharedPlan, _ role: LegRole) {
        let own = plan.roles[Int(role.rawValue)]
        rules = own.rules
        asks = Self.stored(own.steps.compactMap { Self.ask(plan.steps[$0]) })
        incoming = Self.stored(own.incoming.map(\.window))
        incomingAsks = Self.stored(own.incoming.compactMap { Self.ask(plan.steps[$0.step]) })
        outgoing = Self.stored(own.outgoing.map(\.window))
        outgoingAsks = Self.stored(own.outgoing.compactMap { Self.ask(plan.steps[$0.step]) })
    }

    func free() {
        asks.deallocate()
        incoming.deallocate()
        incomingAsks.deallocate()
        outgoing.deallocate()
        outgoingAsks.deallocate()
    }

    private static func stored<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let place = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = place.initialize(from: elements)
        return place
    }

    /// Of a step that the plan calls eager.
    private static func ask(_ step: FillPlan.Step) -> Ask? {
        switch step {
        case .payment(.amount, let slot): Ask(kind: .amount, slot: slot)
        case .payment(.minor, let slot): Ask(kind: .minor, slot: slot)
        case .account(.payments, _, let slot): Ask(kind: .payments, slot: slot)
        case .window(let window):
            Ask(
                kind: .window, spec: window.spec, firstField: window.fields.lowerBound,
                endField: window.fields.upperBound, length: window.length)
        default: nil
        }
    }
}
