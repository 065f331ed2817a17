import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// The facts that a set needs, sorted by where they come from, as plain bytes: it is walked for every payment.
struct FillPlan {
    struct FieldStep: Sendable {
        var field: WindowFact.Field
        var slot: Int
    }

    private struct WindowStep {
        var isPayer: Bool
        var direction: Direction
        /// Of the windows that every account has; or the place among the set's own.
        var window: Window
        var spec: Int
        var fields: Range<Int>
    }

    private var payment: [(slot: Int, fact: Fact.PaymentFact)] = []
    private var accounts: [(slot: Int, side: Side, fact: Fact.AccountFact)] = []
    private var scores: [(slot: Int, isPayer: Bool, typology: Typology)] = []
    private var evidence: [(slot: Int, isPayer: Bool, kind: EvidenceKind)] = []
    private var prices: [(slot: Int, asset: Asset)] = []
    private var windows: [WindowStep] = []
    private var fields: [FieldStep] = []

    /// - Parameter filterSlots: what filters of windows read, of the payment alone.
    init(_ reading: FactPlan.Reading, filterSlots: [Int]) {
        for entry in reading.entries {
            switch entry.fact {
            case .payment(let fact): payment.append((entry.slot, fact))
            case .account(let side, let fact): accounts.append((entry.slot, side, fact))
            case .score(let side, let typology): scores.append((entry.slot, side == .payer, typology))
            case .evidence(let side, let kind): evidence.append((entry.slot, side == .payer, kind))
            case .price(let asset): prices.append((entry.slot, asset))
            case .window, .list: break
            }
        }
        for slot in Set(filterSlots).sorted() where !payment.contains(where: { $0.slot == slot }) {
            if let fact = Fact.payment(at: slot) { payment.append((slot, fact)) }
        }
        for read in reading.windows {
            let first = fields.count
            fields += read.fields.map { FieldStep(field: $0.field, slot: $0.slot) }
            windows.append(
                WindowStep(
                    isPayer: read.side == .payer, direction: read.key.isIncoming ? .incoming : .outgoing,
                    window: Self.kept(read.key.seconds), spec: read.spec ?? -1, fields: first..<fields.count))
        }
    }

    private static func kept(_ seconds: Int32) -> Window {
        switch seconds {
        case 3_600: .hour
        case 86_400: .day
        case 604_800: .week
        default: .month
        }
    }

    /// What the payment says by itself.
    func fillPayment(_ facts: inout FeatureVector, _ view: borrowing PaymentView, _ parties: RuleParties) {
        for step in payment { FactFilling.set(&facts, step.slot, step.fact, view, parties) }
    }

    /// What is known of its accounts, once it has been counted.
    func fillRest(
        _ facts: inout FeatureVector, _ view: borrowing PaymentView, _ parties: RuleParties,
        _ slots: borrowing SlotTable, _ detector: inout Detector
    ) {
        for step in accounts { FactFilling.set(&facts, step.slot, step.side, step.fact, view, parties, detector) }
        let (currency, at) = (view.currency, view.at)
        for step in windows {
            let account = step.isPayer ? parties.payer : parties.payee
            if step.spec >= 0 {
                let figures = slots.figures(account, step.spec, at: at)
                FactFilling.set(&facts, fields[step.fields], figures, currency)
            } else {
                let totals = detector.totals(account, step.direction, step.window, at: at)
                FactFilling.set(&facts, fields[step.fields], totals, currency)
            }
        }
        for step in scores {
            facts.set(
                step.slot, int: Int64((step.isPayer ? parties.payerLeg : parties.payeeLeg)?.score(step.typology) ?? 0))
        }
        for step in evidence {
            facts.set(step.slot, double: (step.isPayer ? parties.payerLeg : parties.payeeLeg)?.nats(step.kind) ?? 0)
        }
        for step in prices {
            let price = detector.price(of: step.asset, in: currency, at: at)
            facts.set(step.slot, price.map { .double(Double($0.micros) / 1_000_000) })
        }
    }
}
