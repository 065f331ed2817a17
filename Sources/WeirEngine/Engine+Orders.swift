import WeirDomain
import WeirLists

extension Engine {
    /// The measure that an authority's order is. Payments are decided by the order itself, with its scope and times;
    /// the measure carries it to the rail and to the holder.
    mutating func recordMeasure(
        _ order: FreezeOrder, _ act: FreezeOrder.Act, _ sequence: UInt64, _ effects: inout Effects
    ) {
        effects.acts.append(
            Act(
                "order.\(act)", at: order.from, by: Measure.weir, number: 0, subject: order.account,
                facts: [
                    ("order", order.id), ("authority", order.authority), ("basis", order.basis),
                    ("scope", order.scope.name), ("input", "\(sequence)"),
                ], text: order.reason))
        if act == .release { return liftMeasure(order, &effects) }
        guard act == .freeze else { return }
        var measure = Measure(
            number: 0, kind: .suspendTransfers, account: order.account, state: .approved, typology: nil,
            at: order.from, sequence: sequence, by: order.authority,
            ground: Self.ground(order) + ", \(order.basis): \(order.scope.name)"
                + (order.until.map { " until \($0.rfc3339)" } ?? "")
                + (order.reason.isEmpty ? "." : ". \(order.reason)"))
        measure.authority = order.authority
        measure.basis = order.basis
        measure.until = order.until
        measure = book.measures.add(measure)
        book.schedule(measure)
        change(
            measure, .order, Actor(by: Measure.weir, role: nil, at: order.from, reason: measure.ground), &effects)
    }

    private static func ground(_ order: FreezeOrder) -> String { "Order \(order.id) of \(order.authority)" }

    private mutating func liftMeasure(_ order: FreezeOrder, _ effects: inout Effects) {
        let measure = book.measures.on(order.account).last {
            $0.isAuthoritysOrder && $0.by == order.authority && $0.state.isInForce
                && $0.ground.hasPrefix(Self.ground(order) + ",")
        }
        guard let measure else { return }
        change(
            measure, .lift,
            Actor(by: Measure.weir, role: nil, at: order.until ?? order.from, reason: "released"), &effects)
    }
}
