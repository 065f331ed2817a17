import CWeirSupport
import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// Some of the accounts, with all that is counted of them. The legs of a block are taken account by account, each in
/// the order of the stream: then an account's windows are in the processor's cache for all of its payments, and what
/// is found is what it would be payment by payment, for a leg touches its own account alone.
struct RuleShard: ~Copyable {
    private let number: Int
    private let shift: UInt32
    private let reading: PlainReading
    private let slots: [[Int]]
    private let late: [[Int]]
    private let roles: (payer: RoleRun, payee: RoleRun, both: RoleRun)
    private var accounts = PlainAccounts()
    private var windows: SlotTable
    private var facts: FeatureVector
    private var list: ConditionList
    private let nobody = RuleParties(
        payer: AccountIndex(raw: 0), payee: AccountIndex(raw: 0), isStranger: false, isFirst: false,
        known: (OutsideEvidence(), OutsideEvidence()), since: 0)
    private var since = Int64.max
    /// Slots that have been read for the leg at hand alone.
    private var stale: [Int] = []
    private let needsWindows: Bool
    private let needsRecord: (incoming: Bool, outgoing: Bool)
    private let totals = UnsafeMutablePointer<Totals>.allocate(capacity: 64)
    /// The latest currency's minor units in one unit.
    private var scale = (currency: Currency(packed: 0), minor: FactFilling.scale(Currency(packed: 0)))
    // The legs of a block: by account the first and the last one, by leg the one that follows; and the accounts.
    private var firsts = PlainRows<UInt32>(capacity: 1_024)
    private var lasts = PlainRows<UInt32>(capacity: 1_024)
    private var following: UnsafeMutablePointer<UInt32>
    private var room = 1_024
    private var touched: UnsafeMutablePointer<UInt32>
    /// By the number of an account in the table, less one: what gave it one.
    private var openings: PlainRows<Opening>

    private struct Opening: BitwiseCopyable {
        var first: UInt64
        var raw: UInt32
    }

    private static let none = UInt32.max
    private static let ahead = 6

    init(_ plan: SharedPlan, _ compiled: CompiledRules, _ list: consuming ConditionList, number: Int, shift: UInt32) {
        (self.number, self.shift) = (number, shift)
        self.list = list
        slots = plan.steps.indices.map { plan.slots(of: $0) }
        reading = PlainReading(plan.steps, plan.fields)
        late = plan.late
        roles = (RoleRun(plan, .payer), RoleRun(plan, .payee), RoleRun(plan, .both))
        facts = FeatureVector(count: plan.slots)
        for slot in 0..<plan.slots { facts.forget(slot) }
        for constant in compiled.plan.constants { facts.set(constant.slot, constant.value) }
        needsWindows = compiled.plan.needsWindows
        var windows = SlotTable()
        _ = windows.places(for: compiled.plan)
        needsRecord = (windows.needsRecord(isIncoming: true), windows.needsRecord(isIncoming: false))
        self.windows = windows
        following = .allocate(capacity: room)
        touched = .allocate(capacity: room)
        openings = PlainRows(capacity: 1_024)
    }

    deinit {
        totals.deallocate()
        firsts.free()
        lasts.free()
        following.deallocate()
        touched.deallocate()
        openings.free()
        roles.payer.free()
        roles.payee.free()
        roles.both.free()
    }

    /// The time of the first payment of all, in milliseconds.
    mutating func begin(_ at: Int64) {
        since = at
        windows.begin(Instant(milliseconds: at))
    }

    /// What its windows take.
    func extent(_ places: [Int]) -> [SlotExtent.Account] {
        (0..<openings.count).map { place in
            let opening = openings.elements[place]
            var bits: UInt64 = 0
            for (number, own) in places.enumerated() where windows.holds(place + 1, own) { bits |= 1 << UInt64(number) }
            return SlotExtent.Account(first: opening.first, raw: opening.raw, windows: bits)
        }
    }

    // MARK: One block

    mutating func run(_ block: PaymentBlock) {
        let legs = block.legs(of: number)
        let count = chain(legs)
        let layout = block.layout
        for place in 0..<count {
            prefetch(place, count)
            let account = touched[place]
            var leg = firsts.elements[Int(account)]
            firsts.elements[Int(account)] = Self.none
            while leg != Self.none {
                let next = following[Int(leg)]
                if next != Self.none, let base = legs.baseAddress { weir_prefetch(base + Int(next)) }
                take(legs[Int(leg)], block, layout)
                leg = next
            }
        }
    }

    /// Strings the legs of each account together.
    /// - Returns: how many accounts there are.
    private mutating func chain(_ legs: UnsafeBufferPointer<PaymentLeg>) -> Int {
        if legs.count > room {
            room = legs.count + legs.count / 4
            following.deallocate()
            touched.deallocate()
            (following, touched) = (.allocate(capacity: room), .allocate(capacity: room))
        }
        var count = 0
        for (place, leg) in legs.enumerated() {
            let account = Int(leg.account)
            while firsts.count <= account {
                firsts.append(Self.none)
                lasts.append(Self.none)
            }
            let place = UInt32(truncatingIfNeeded: place)
            following[Int(place)] = Self.none
            if firsts.elements[account] == Self.none {
                firsts.elements[account] = place
                touched[count] = leg.account
                count += 1
            } else {
                following[Int(lasts.elements[account])] = place
            }
            lasts.elements[account] = place
        }
        if count > 0 { accounts.open(UInt32(truncatingIfNeeded: firsts.count - 1)) }
        return count
    }

    @inline(__always)
    private mutating func prefetch(_ place: Int, _ count: Int) {
        if needsWindows, place + 2 * Self.ahead < count { accounts.prefetch(touched[place + 2 * Self.ahead]) }
        guard place + Self.ahead < count else { return }
        let near = touched[place + Self.ahead]
        if needsWindows {
            accounts.prefetchPayments(near, .outgoing)
            accounts.prefetchPayments(near, .incoming)
        }
        windows.prefetch(near)
    }

    // MARK: One leg

    private mutating func take(_ leg: PaymentLeg, _ block: PaymentBlock, _ layout: borrowing RowLayout) {
        let minute = Detector.minute(Instant(milliseconds: leg.at))
        if leg.currency != scale.currency { scale = (leg.currency, FactFilling.scale(leg.currency)) }
        count(leg, block, minute)
        if !stale.isEmpty { forget() }
        let role = leg.role == .payer ? roles.payer : leg.role == .payee ? roles.payee : roles.both
        read(role, leg, minute)
        var (holding, open) = list.decide(facts, among: role.rules)
        if open != 0 { holding |= settle(open, leg, block) }
        let place = Int(leg.row) * 2
        if leg.role != .payee { block.holding?[place] = holding }
        if leg.role != .payer { block.holding?[place + 1] = holding }
        if layout.width > 0 { keep(leg, block, layout, holding) }
    }

    @inline(__always)
    private mutating func count(_ leg: PaymentLeg, _ block: PaymentBlock, _ minute: Int32) {
        let isIncoming = leg.role == .payee
        accounts.count(
            leg.account, isIncoming ? .incoming : .outgoing, amount: leg.amount, minute: minute, windows: needsWindows)
        let account = AccountIndex(raw: leg.account)
        if windows.opens(account, isIncoming: isIncoming) {
            let side = UInt64(block.before + Int(leg.row)) << 1 | (isIncoming ? 1 : 0)
            openings.append(Opening(first: side, raw: leg.account << shift | UInt32(number)))
        }
        let counted = CountedPayment(
            at: Instant(milliseconds: leg.at), amount: leg.amount, other: AccountIndex(raw: leg.other))
        if isIncoming ? needsRecord.incoming : needsRecord.outgoing {
            block.withPayment(Int(leg.row)) { record in
                windows.count(account, isIncoming: isIncoming, counted, record, nobody)
            }
        } else {
            windows.count(account, isIncoming: isIncoming, counted, scale: scale.minor)
        }
    }

    private mutating func forget() {
        for slot in stale { facts.forget(slot) }
        stale.removeAll(keepingCapacity: true)
    }

    /// Decides what the conditions have left open once all of it is read.
    private mutating func settle(_ open: UInt64, _ leg: PaymentLeg, _ block: PaymentBlock) -> UInt64 {
        var left = open
        while left != 0 {
            let rule = left.trailingZeroBitCount
            left &= left - 1
            for step in late[rule] { readLate(step, leg, block) }
        }
        let (holding, errors) = list.settle(facts, among: open)
        for (rule, error) in errors { block.note(error, rule, Int(leg.row), by: number) }
        return holding
    }

    /// Leaves behind what others will need.
    private mutating func keep(
        _ leg: PaymentLeg, _ block: PaymentBlock, _ layout: borrowing RowLayout, _ holding: UInt64
    ) {
        let role = Int(leg.role.rawValue)
        guard layout.always[role] || holding & layout.onHit[role] != 0, let held = block.held else { return }
        for step in layout.steps[role] { readLate(step, leg, block) }
        let row = held + Int(leg.row) * layout.width
        for (slot, place) in layout.slots[role] { row[place] = facts.held(at: slot) }
    }

    // MARK: Reading

    @inline(__always)
    private mutating func read(_ role: RoleRun, _ leg: PaymentLeg, _ minute: Int32) {
        for ask in role.asks {
            switch ask.kind {
            case .amount: facts.set(ask.slot, double: Double(leg.amount) / scale.minor)
            case .minor: facts.set(ask.slot, int: leg.amount)
            case .payments: facts.set(ask.slot, int: Int64(accounts.payments(of: leg.account)))
            case .window: readOwn(ask, leg)
            }
        }
        if role.outgoing.count > 0 { readKept(.outgoing, role.outgoing, role.outgoingAsks, leg, minute) }
        if role.incoming.count > 0 { readKept(.incoming, role.incoming, role.incomingAsks, leg, minute) }
    }

    @inline(__always)
    private mutating func readOwn(_ ask: RoleRun.Ask, _ leg: PaymentLeg) {
        let figures = windows.figures(
            AccountIndex(raw: leg.account), ask.spec, at: Instant(milliseconds: leg.at))
        FactFilling.set(&facts, fields(ask), figures, scale: scale.minor)
    }

    @inline(__always)
    private func fields(_ ask: RoleRun.Ask) -> UnsafeBufferPointer<FillPlan.FieldStep> {
        UnsafeBufferPointer(rebasing: reading.fields[ask.firstField..<ask.endField])
    }

    private mutating func readKept(
        _ direction: Direction, _ kept: UnsafeMutableBufferPointer<Window>,
        _ asks: UnsafeMutableBufferPointer<RoleRun.Ask>, _ leg: PaymentLeg, _ minute: Int32
    ) {
        accounts.totals(of: leg.account, direction, UnsafeBufferPointer(kept), at: minute, into: totals)
        for (place, ask) in asks.enumerated() {
            FactFilling.set(
                &facts, fields(ask), totals[place], scale: scale.minor, isComplete: leg.at >= since &+ ask.length)
        }
    }

    private mutating func readLate(_ step: Int, _ leg: PaymentLeg, _ block: PaymentBlock) {
        guard let first = slots[step].first, facts.isForgotten(first) else { return }
        stale += slots[step]
        switch reading.steps[step] {
        case .payment(let fact, let slot):
            block.withPayment(Int(leg.row)) { FactFilling.set(&facts, slot, fact, $0, nobody) }
        case .account(.payments, _, let slot): facts.set(slot, int: Int64(accounts.payments(of: leg.account)))
        case .account(let fact, let side, let slot):
            block.withPayment(Int(leg.row)) { FactFilling.set(&facts, slot, side, fact, $0) }
        case .window(let window): readLate(window, leg)
        case .price, .score, .evidence, .most: preconditionFailure("a set that asks for this does not come here")
        }
    }

    private mutating func readLate(_ window: FillPlan.WindowStep, _ leg: PaymentLeg) {
        let fields = UnsafeBufferPointer(rebasing: reading.fields[window.fields])
        guard window.spec < 0 else {
            let figures = windows.figures(
                AccountIndex(raw: leg.account), window.spec, at: Instant(milliseconds: leg.at))
            return FactFilling.set(&facts, fields, figures, scale: scale.minor)
        }
        let minute = Detector.minute(Instant(milliseconds: leg.at))
        let totals = accounts.totals(of: leg.account, window.direction, window.window, at: minute)
        FactFilling.set(
            &facts, fields, totals, scale: scale.minor, isComplete: leg.at >= since &+ window.length)
    }
}
