import WeirDomain
import WeirLists

extension Engine {
    /// The measure that an authority's order is.
    mutating func recordMeasure(_ order: FreezeOrder, _ act: FreezeOrder.Act, _ sequence: UInt64) -> Measure? {
        if act == .release { return liftMeasure(order) }
        guard act == .freeze else { return nil }
        return book.order(
            .suspendTransfers, on: order.account, typology: nil, at: order.from, sequence: sequence,
            by: order.authority,
            ground: Self.ground(order) + ", \(order.basis): \(order.scope.name)"
                + (order.until.map { " until \($0.rfc3339)" } ?? "")
                + (order.reason.isEmpty ? "." : ". \(order.reason)"))
    }

    private static func ground(_ order: FreezeOrder) -> String { "Order \(order.id) of \(order.authority)" }

    private mutating func liftMeasure(_ order: FreezeOrder) -> Measure? {
        let measure = book.on(order.account).last {
            $0.by == order.authority && $0.state.isInForce && $0.ground.hasPrefix(Self.ground(order) + ",")
        }
        guard let measure else { return nil }
        let request = MeasureRequest(
            measure: measure.number, event: .lift, by: order.authority, reason: "released",
            at: order.until ?? order.from)
        guard case .success(let lifted) = book.apply(request) else { return nil }
        return lifted
    }
}
