import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// Puts facts into the vector that conditions read.
enum FactFilling {
    /// By raw value.
    private static let channels = (0..<256).map { MarkedText(Channel(rawValue: UInt8($0))?.name ?? "") }
    private static let kinds = (0..<256).map { MarkedText(AccountKind(rawValue: UInt8($0))?.name ?? "") }

    static func set(
        _ facts: inout FeatureVector, _ slot: Int, _ fact: Fact.PaymentFact, _ payment: borrowing PaymentView,
        _ parties: borrowing RuleParties
    ) {
        switch fact {
        case .amount: facts.set(slot, double: major(payment.amount.minor, payment.currency))
        case .minor: facts.set(slot, int: payment.amount.minor)
        case .merchantCategory: facts.set(slot, int: Int64(payment.merchantCategory))
        case .isStranger: facts.set(slot, bool: parties.isStranger)
        case .isFirst: facts.set(slot, bool: parties.isFirst)
        case .at: facts.set(slot, timestamp(payment.at))
        case .channel: facts.set(slot, channels[Int(payment.channel.rawValue)])
        case .currency: facts.set(slot, .string(payment.currency.code))
        case .id: facts.set(slot, .string(payment.id.text))
        case .rail: facts.set(slot, .string(payment.rail.text))
        case .remark: facts.set(slot, .string(payment.remark.text))
        case .site: facts.set(slot, .string(payment[.site].text))
        case .original: facts.set(slot, .string(payment[.original].text))
        case .payerIP: facts.set(slot, .string(payment[.payerIP].text))
        case .extra: facts.set(slot, .map(ExtraReader.map(payment[.extra])))
        }
    }

    /// What the payment says itself of one of its accounts.
    static func set(
        _ facts: inout FeatureVector, _ slot: Int, _ side: Side, _ fact: Fact.AccountFact,
        _ payment: borrowing PaymentView
    ) {
        let isPayer = side == .payer
        switch fact {
        case .id: facts.set(slot, .string(isPayer ? payment.payer.text : payment.payee.text))
        case .kind: facts.set(slot, kinds[Int((isPayer ? payment.payerKind : payment.payeeKind).rawValue)])
        case .device: facts.set(slot, .string(payment[isPayer ? .payerDevice : .payeeDevice].text))
        case .city: facts.set(slot, .string(payment[isPayer ? .payerCity : .payeeCity].text))
        case .payments, .age, .ageDays, .firstSeen, .sinceLast:
            preconditionFailure("no fact that stands in the payment")
        }
    }

    static func set(
        _ facts: inout FeatureVector, _ slot: Int, _ side: Side, _ fact: Fact.AccountFact,
        _ payment: borrowing PaymentView, _ parties: borrowing RuleParties, _ detector: inout Detector
    ) {
        let isPayer = side == .payer
        let account = isPayer ? parties.payer : parties.payee
        switch fact {
        case .id, .kind, .device, .city: set(&facts, slot, side, fact, payment)
        case .payments: facts.set(slot, int: Int64(detector.payments(of: account)))
        case .age: facts.set(slot, TimeSpan(seconds: age(account, payment, &detector)).map { .duration($0) })
        case .ageDays: facts.set(slot, double: Double(age(account, payment, &detector)) / 86_400)
        case .firstSeen:
            facts.set(slot, timestamp(WeirDomain.Instant(milliseconds: detector.since(account) * 60_000)))
        case .sinceLast:
            let before = isPayer ? parties.payerBefore : parties.payeeBefore
            let span = before.flatMap { before in
                TimeSpan(nanoseconds: max(0, payment.at.milliseconds - before) &* 1_000_000)
            }
            facts.set(slot, span.map { .duration($0) })
        }
    }

    private static func age(
        _ account: AccountIndex, _ payment: borrowing PaymentView, _ detector: inout Detector
    ) -> Int64 {
        max(0, payment.at.seconds - detector.since(account) * 60)
    }

    private static func timestamp(_ time: WeirDomain.Instant) -> Value? {
        let rest = Int32(time.milliseconds - time.seconds * 1000)
        return Timestamp(seconds: time.seconds, nanoseconds: rest * 1_000_000).map { .timestamp($0) }
    }

    /// Minor units as units of the currency.
    private static func major(_ minor: Int64, _ currency: Currency) -> Double {
        Double(minor) / scale(currency)
    }

    /// Minor units in one unit, as far as money is shown.
    static func scale(_ currency: Currency) -> Double {
        switch currency.digits {
        case 0: 1
        case 2: 100
        case 3: 1_000
        default: 10_000
        }
    }

    // MARK: Windows

    /// From the windows that every account has.
    static func set(
        _ facts: inout FeatureVector, _ steps: UnsafeBufferPointer<FillPlan.FieldStep>, _ totals: Totals,
        _ currency: Currency, isComplete: Bool
    ) { set(&facts, steps, totals, scale: scale(currency), isComplete: isComplete) }

    /// - Parameter scale: minor units in one unit.
    static func set(
        _ facts: inout FeatureVector, _ steps: UnsafeBufferPointer<FillPlan.FieldStep>, _ totals: Totals,
        scale: Double, isComplete: Bool
    ) {
        for step in steps {
            let slot = step.slot
            switch step.field {
            case .count: facts.set(slot, int: Int64(totals.count))
            case .distinct: facts.set(slot, int: Int64(totals.distinct))
            case .firstTime: facts.set(slot, int: Int64(totals.firstTime))
            case .strangers: facts.set(slot, int: Int64(totals.strangers))
            case .sum: facts.set(slot, double: Double(totals.sum) / scale)
            case .avg:
                let mean = Double(totals.sum) / scale / Double(totals.count)
                facts.set(slot, number: totals.count == 0 || totals.sum == .max ? nil : mean)
            case .complete: facts.set(slot, bool: isComplete)
            case .min, .max, .stddev, .share, .distinctRemarks: facts.set(slot, number: nil)
            }
        }
    }

    /// From the set's own.
    static func set(
        _ facts: inout FeatureVector, _ steps: UnsafeBufferPointer<FillPlan.FieldStep>, _ figures: SlotFigures,
        _ currency: Currency
    ) { set(&facts, steps, figures, scale: scale(currency)) }

    /// - Parameter scale: minor units in one unit.
    static func set(
        _ facts: inout FeatureVector, _ steps: UnsafeBufferPointer<FillPlan.FieldStep>, _ figures: SlotFigures,
        scale: Double
    ) {
        let isEmpty = figures.count == 0
        for step in steps {
            let slot = step.slot
            switch step.field {
            case .count: facts.set(slot, int: Int64(figures.count))
            case .distinct: facts.set(slot, int: Int64(figures.distinct))
            case .distinctRemarks: facts.set(slot, int: Int64(figures.remarks))
            case .sum: facts.set(slot, double: Double(figures.sum) / scale)
            case .avg:
                let mean = Double(figures.sum) / scale / Double(figures.count)
                facts.set(slot, number: isEmpty || figures.sum == .max ? nil : mean)
            case .min: facts.set(slot, number: isEmpty ? nil : Double(figures.least) / scale)
            case .max: facts.set(slot, number: isEmpty ? nil : Double(figures.greatest) / scale)
            case .stddev: facts.set(slot, number: figures.deviation.map { $0 / scale })
            case .share:
                let share = Double(figures.count) / Double(figures.total)
                facts.set(slot, number: figures.total == 0 ? nil : share)
            case .complete: facts.set(slot, bool: figures.isComplete)
            case .firstTime, .strangers: facts.set(slot, number: nil)
            }
        }
    }

    /// A value as people read it.
    static func words(_ value: Value) -> String { ReasonWords.words(value) }
}
