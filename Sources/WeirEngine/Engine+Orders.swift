import WeirDomain
import WeirLists

/// The measures that authorities' orders are. Payments are decided by the order itself, with its scope, sum and times;
/// the measure carries it to the rail and to the holder.
extension Engine {
    mutating func recordMeasure(
        _ order: FreezeOrder, _ act: FreezeOrder.Act, of handedIn: FreezeOrder, _ sequence: UInt64,
        _ effects: inout Effects
    ) {
        effects.acts.append(
            Act(
                "order.\(act)", at: handedIn.from, by: Measure.weir, number: 0, subject: order.account,
                facts: [
                    ("order_id", order.id), ("authority", order.authority), ("basis", order.basis),
                    ("scope", order.scope.name), ("input", "\(sequence)"),
                ], text: order.reason))
        switch act {
        case .freeze: impose(order, at: order.from, sequence, &effects)
        case .renewal: renew(order, at: handedIn.from, sequence, &effects)
        case .release: release(order, at: handedIn.from, &effects)
        }
    }

    private mutating func impose(
        _ order: FreezeOrder, at time: Instant, _ sequence: UInt64, _ effects: inout Effects
    ) {
        var measure = Measure(
            number: 0, kind: .suspendTransfers, account: order.account, state: .approved, typology: nil,
            at: time, sequence: sequence, by: order.authority,
            ground: Self.ground(order) + ", \(order.basis): \(order.terms)"
                + (order.until.map { " until \($0.rfc3339)" } ?? "")
                + (order.reason.isEmpty ? "." : ". \(order.reason)"))
        measure.authority = order.authority
        measure.basis = order.basis
        measure.lists = listsInForce(at: time)
        measure.scope = order.scope.name
        if let amount = order.amount, let currency = Currency(order.currency) {
            (measure.quota, measure.currency) = (amount, currency)
        }
        measure.until = order.until
        measure = book.measures.add(measure)
        book.schedule(measure)
        change(measure, .order, Actor(by: Measure.weir, role: nil, at: time, reason: measure.ground), &effects)
    }

    /// The measure lasts as long as the order does; one that has run out meanwhile is imposed anew.
    private mutating func renew(
        _ order: FreezeOrder, at time: Instant, _ sequence: UInt64, _ effects: inout Effects
    ) {
        guard var measure = standing(order) else { return impose(order, at: time, sequence, &effects) }
        let before = measure.until
        measure.until = order.until
        measure.order = Self.nextOrder(measure, .impose, time)
        book.measures.set(measure)
        book.schedule(measure)
        effects.measures.append(measure)
        let actor = Actor(by: Measure.weir, role: nil, at: time, reason: "renewed by \(order.authority)")
        effects.acts.append(act("measure.renewed", measure, actor))
        tellOfEnd(measure, before: before, time, &effects)
    }

    /// A release that begins later ends the measure then.
    private mutating func release(_ order: FreezeOrder, at time: Instant, _ effects: inout Effects) {
        guard var measure = standing(order) else { return }
        // Payments may be a little behind the clock of whoever signed.
        guard time > max(now, book.clock).advanced(bySeconds: Limits.orderAheadSeconds) else {
            return change(measure, .lift, Actor(by: Measure.weir, role: nil, at: time, reason: "released"), &effects)
        }
        let before = measure.until
        measure.until = time
        book.measures.set(measure)
        book.schedule(measure)
        effects.measures.append(measure)
        tellOfEnd(measure, before: before, time, &effects)
    }

    private static func ground(_ order: FreezeOrder) -> String { "Order \(order.id) of \(order.authority)" }

    private func standing(_ order: FreezeOrder) -> Measure? {
        book.measures.on(order.account).last {
            $0.isAuthoritysOrder && $0.by == order.authority && $0.state.isInForce
                && $0.ground.hasPrefix(Self.ground(order) + ",")
        }
    }
}
