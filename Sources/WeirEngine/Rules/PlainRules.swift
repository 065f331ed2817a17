import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// The short way through a set that asks how much and how often, and for what payments say of themselves: no
/// counterparties, ages, times since the payment before, or evidence. It counts, reads all windows that conditions ask
/// for, and tries the conditions one after the other; what that leaves open is decided as it is written.
struct PlainRules: ~Copyable {
    private let seat: RuleSeat
    private var accounts = PlainAccounts()
    private var facts: FeatureVector
    private var list: ConditionList
    /// In place of what is known of parties: nothing.
    private let nobody = RuleParties(
        payer: AccountIndex(raw: 0), payee: AccountIndex(raw: 0), isStranger: false, isFirst: false,
        known: (OutsideEvidence(), OutsideEvidence()), since: 0)
    private var since: Int64?
    private let reading: PlainReading
    /// Steps that every payment takes, in front of the others.
    private let eager: Int
    /// By rule: steps that are taken where it is open, and those that its reasons take besides.
    private let late: [[Int]]
    private let reasonSteps: [[Int]]
    /// Slots that have been read for the payment at hand alone.
    private var stale: [Int] = []
    private var hits: [Int] = []
    /// What came of rules that held together, by their bits: for two accounts, and for one that pays itself.
    private var outcomes: [UInt64: Outcome] = [:]
    private var ownOutcomes: [UInt64: Outcome] = [:]
    private let needsWindows: Bool
    private static let ahead = 12

    /// `nil` for a set that asks for more.
    init?(_ seat: RuleSeat) {
        let (compiled, plan) = (seat.compiled, FillPlan(seat.plan, places: seat.places))
        guard !seat.plan.needsPairs, !seat.plan.needsLast, let list = compiled.makeList() else { return nil }
        func reads(_ slots: [Int]) -> [Int] { Set(slots.map { plan.stepOfSlot[$0] }.filter { $0 >= 0 }).sorted() }
        let rules = compiled.set.rules.indices
        let conditions = reads(rules.flatMap { compiled.slots(of: $0) })
        let reasons = rules.map { reads(compiled.reasonSlots(of: $0)) }
        guard (conditions + reasons.joined()).allSatisfy({ Self.serves(plan.steps[$0], plan) }) else { return nil }
        let first = conditions.filter { Self.isEager(plan.steps[$0]) }
        let order = first + plan.steps.indices.filter { !first.contains($0) }
        let places = plan.steps.indices.map { order.firstIndex(of: $0) ?? 0 }
        let eager = first.count
        func late(_ slots: [Int]) -> [Int] { reads(slots).map { places[$0] }.filter { $0 >= eager } }
        self.seat = seat
        self.list = list
        self.eager = eager
        reading = PlainReading(order.map { plan.steps[$0] }, plan.fields)
        self.late = rules.map { late(compiled.slots(of: $0)) }
        reasonSteps = rules.map { late(compiled.reasonSlots(of: $0)) }
        facts = FeatureVector(count: plan.slots)
        for constant in compiled.plan.constants { facts.set(constant.slot, constant.value) }
        needsWindows = seat.plan.needsWindows
        for step in eager..<order.count { for slot in reading.slots(of: step) { facts.forget(slot) } }
    }

    // MARK: What it serves

    private static func serves(_ step: FillPlan.Step, _ plan: FillPlan) -> Bool {
        switch step {
        case .payment(let fact, _): fact != .isStranger && fact != .isFirst
        case .account(let fact, _, _): [.id, .kind, .device, .city, .payments].contains(fact)
        case .window(let window):
            window.spec >= 0
                || plan.fields[window.fields].allSatisfy { [.count, .sum, .avg, .complete].contains($0.field) }
        case .price: true
        case .score, .evidence, .most: false
        }
    }

    /// Whether reading it costs so little that it is read for every payment.
    private static func isEager(_ step: FillPlan.Step) -> Bool {
        switch step {
        case .payment(let fact, _): [.amount, .minor, .merchantCategory].contains(fact)
        case .account(let fact, _, _): fact == .payments
        case .window: true
        case .price, .score, .evidence, .most: false
        }
    }

    // MARK: One payment

    /// Brings into the processor's cache what payments some places further on will touch. Changes nothing.
    @inline(__always)
    mutating func prefetch(
        _ parties: borrowing [PaymentParties], before place: Int, _ windows: borrowing SlotTable
    ) {
        if needsWindows, place + 2 * Self.ahead < parties.count {
            let far = parties[place + 2 * Self.ahead]
            accounts.prefetch(far.payer)
            accounts.prefetch(far.payee)
        }
        guard place + Self.ahead < parties.count else { return }
        let near = parties[place + Self.ahead]
        if needsWindows {
            accounts.prefetchPayments(near.payer, .outgoing)
            accounts.prefetchPayments(near.payee, .incoming)
        }
        windows.prefetch(near.payer, isIncoming: false)
        windows.prefetch(near.payee, isIncoming: true)
    }

    /// How the set would decide a payment, and which of its rules hold, in the set's order.
    mutating func take(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex, _ book: inout RuleBook,
        _ detector: inout Detector, _ maySpeak: (payer: Bool, payee: Bool)
    ) -> Effects.TrialOutcome {
        if since == nil { since = payment.at.milliseconds }
        let (minute, amount) = (Detector.minute(payment.at), payment.amount.minor)
        accounts.open(max(payer.raw, payee.raw))
        accounts.count(payer.raw, .outgoing, amount: amount, minute: minute, windows: needsWindows)
        if payer != payee {
            accounts.count(payee.raw, .incoming, amount: amount, minute: minute, windows: needsWindows)
        }
        book.count(payment, payer, payee, nobody)
        for slot in stale { facts.forget(slot) }
        if !stale.isEmpty { stale.removeAll(keepingCapacity: true) }
        for step in 0..<eager { read(step, payment, payer, payee, book.windows, &detector) }
        var (holding, open) = list.decide(facts)
        while open != 0 {
            let rule = open.trailingZeroBitCount
            open &= open - 1
            for step in late[rule] { readLate(step, payment, payer, payee, book.windows, &detector) }
            let (holds, error) = list.evaluate(rule, facts)
            if holds { holding |= 1 << UInt64(rule) }
            if let error { seat.work.tally.note(error, rule) }
        }
        return note(holding, payment, payer, payee, maySpeak)
    }

    @inline(__always)
    private mutating func note(
        _ holding: UInt64, _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex,
        _ maySpeak: (payer: Bool, payee: Bool)
    ) -> Effects.TrialOutcome {
        seat.work.tally.seen += 1
        if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
        var (outcome, rest) = (Outcome.allow, holding)
        while rest != 0 {
            let rule = rest.trailingZeroBitCount
            rest &= rest - 1
            hits.append(rule)
            seat.work.tally.hits[rule] += 1
        }
        if holding != 0 {
            if let known = payer == payee ? ownOutcomes[holding] : outcomes[holding] {
                outcome = known
            } else {
                seat.hold(hits)
                outcome = BareRules.outcome(seat, hits, maySpeak, payer, payee)
                if payer == payee { ownOutcomes[holding] = outcome } else { outcomes[holding] = outcome }
            }
            seat.noteProposals(hits, payer, payee)
        }
        seat.work.tally.compare(outcome, .allow, payment, payer, payee)
        return Effects.TrialOutcome(outcome: outcome, rules: hits)
    }

    // MARK: Reading

    @inline(__always)
    private mutating func read(
        _ step: Int, _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex,
        _ windows: borrowing SlotTable, _ detector: inout Detector
    ) {
        switch reading.steps[step] {
        case .payment(let fact, let slot): FactFilling.set(&facts, slot, fact, payment, nobody)
        case .account(.payments, let side, let slot):
            facts.set(slot, int: Int64(accounts.payments(of: (side == .payer ? payer : payee).raw)))
        case .account(let fact, let side, let slot):
            FactFilling.set(&facts, slot, side, fact, payment, nobody, &detector)
        case .window(let window):
            let account = window.isPayer ? payer : payee
            let fields = UnsafeBufferPointer(rebasing: reading.fields[window.fields])
            if window.spec >= 0 {
                let figures = windows.figures(account, window.spec, at: payment.at)
                FactFilling.set(&facts, fields, figures, payment.currency)
            } else {
                let totals = accounts.totals(
                    of: account.raw, window.direction, window.window, at: Detector.minute(payment.at))
                let isComplete = payment.at.milliseconds >= (since ?? 0) &+ window.length
                FactFilling.set(&facts, fields, totals, payment.currency, isComplete: isComplete)
            }
        case .price(let asset, let slot):
            let price = detector.price(of: asset, in: payment.currency, at: payment.at)
            facts.set(slot, price.map { .double(Double($0.micros) / 1_000_000) })
        case .score, .evidence, .most: preconditionFailure("a set that asks for this does not come here")
        }
    }

    private mutating func readLate(
        _ step: Int, _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex,
        _ windows: borrowing SlotTable, _ detector: inout Detector
    ) {
        let slots = reading.slots(of: step)
        guard let first = slots.first, facts.isForgotten(first) else { return }
        read(step, payment, payer, payee, windows, &detector)
        stale += slots
    }

    // MARK: What was found

    /// Reads what only a rule's reasons ask for, of the payment that has just been taken.
    mutating func readReasons(
        _ rule: Int, _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex,
        _ windows: borrowing SlotTable, _ detector: inout Detector
    ) {
        for step in reasonSteps[rule] { readLate(step, payment, payer, payee, windows, &detector) }
    }

    mutating func values(_ rule: Int) -> [(name: String, value: String)] {
        seat.compiled.slots(of: rule).map { slot in
            (seat.plan.names[slot], facts.value(at: slot).map { FactFilling.words($0) } ?? "no value")
        }
    }

    mutating func reason(_ rule: Int, inChinese: Bool) -> String {
        seat.compiled.reason(rule, facts, inChinese: inChinese)
    }
}

/// The steps of a set, by address: neither copied nor counted when they are looked into.
final class PlainReading {
    let steps: UnsafeMutableBufferPointer<FillPlan.Step>
    let fields: UnsafeMutableBufferPointer<FillPlan.FieldStep>

    init(_ steps: [FillPlan.Step], _ fields: [FillPlan.FieldStep]) {
        self.steps = .allocate(capacity: steps.count)
        _ = self.steps.initialize(from: steps)
        self.fields = .allocate(capacity: fields.count)
        _ = self.fields.initialize(from: fields)
    }

    deinit {
        steps.deinitialize()
        steps.deallocate()
        fields.deallocate()
    }

    func slots(of step: Int) -> [Int] {
        switch steps[step] {
        case .payment(_, let slot), .account(_, _, let slot), .score(_, _, let slot), .evidence(_, _, let slot),
            .price(_, let slot), .most(_, let slot):
            [slot]
        case .window(let window): fields[window.fields].map(\.slot)
        }
    }
}
