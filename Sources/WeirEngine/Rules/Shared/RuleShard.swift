import CWeirSupport
import WeirDetection
import WeirDomain
import WeirRuleSets
import WeirRules

/// Some of the accounts, with all that is counted of them. The legs of a block are taken account by account, each in
/// the order of the stream: then an account's windows are in the processor's cache for all of its payments, and what
/// is found is what it would be payment by payment, for a leg touches its own account alone.
///
/// They are taken a span at a time, window after window and condition after condition: each for all legs of the span.
struct RuleShard: ~Copyable {
    private let number: Int
    private let shift: UInt32
    private let plan: SharedPlan
    /// By step, the places of windows that every account has.
    private let kept: [Int]
    private var accounts = PlainAccounts()
    private var windows: SlotTable
    private let columns: LegColumns
    private let conditions: ConditionColumns
    private let ruleCount: Int
    // By rule: for whom it is tried, and what was found.
    private let tried: UnsafeMutablePointer<UInt64>
    private let found: UnsafeMutablePointer<(holding: UInt64, open: UInt64)>
    private var span: LegSpan
    /// By window of the set's own: whether what comes in is counted there.
    private let isIncoming: [Bool]
    // For what the columns leave open.
    private let slots: [[Int]]
    private var facts: FeatureVector
    private var list: ConditionList
    /// Slots that have been read for the leg at hand alone.
    private var stale: [Int] = []
    private let nobody = RuleParties(
        payer: AccountIndex(raw: 0), payee: AccountIndex(raw: 0), isStranger: false, isFirst: false,
        known: (OutsideEvidence(), OutsideEvidence()), since: 0)
    private var since = Int64.max
    private let needsWindows: Bool
    private let needsRecord: (incoming: Bool, outgoing: Bool)
    private let totals = UnsafeMutablePointer<Totals>.allocate(capacity: 64)
    /// The latest currency's minor units in one unit.
    private var scale = (currency: Currency(packed: 0), minor: FactFilling.scale(Currency(packed: 0)))
    /// The legs of a block, account after account.
    private var order = LegOrder()
    /// By the number of an account in the table, less one: what gave it one.
    private var openings: PlainRows<Opening>

    private struct Opening: BitwiseCopyable {
        var first: UInt64
        var raw: UInt32
    }

    private static let ahead = 12

    init(_ plan: SharedPlan, _ compiled: CompiledRules, _ list: consuming ConditionList, number: Int, shift: UInt32) {
        (self.number, self.shift, self.plan) = (number, shift, plan)
        self.list = list
        slots = plan.steps.indices.map { plan.slots(of: $0) }
        facts = FeatureVector(count: plan.slots)
        for slot in 0..<plan.slots { facts.forget(slot) }
        for constant in compiled.plan.constants { facts.set(constant.slot, constant.value) }
        needsWindows = compiled.plan.needsWindows
        var windows = SlotTable()
        let places = windows.places(for: compiled.plan)
        needsRecord = (windows.needsRecord(isIncoming: true), windows.needsRecord(isIncoming: false))
        var isIncoming = Array(repeating: false, count: (places.max() ?? -1) + 1)
        for i in 0..<windows.incomingCount { isIncoming[Int(windows.incoming[i])] = true }
        self.isIncoming = isIncoming
        self.windows = windows
        var (kept, keptCount) = (Array(repeating: -1, count: plan.steps.count), 0)
        for (step, kind) in plan.steps.enumerated() {
            guard case .window(let window) = kind, window.spec < 0 else { continue }
            kept[step] = keptCount
            keptCount += 1
        }
        self.kept = kept
        let columns = LegColumns(plan, kept)
        conditions = compiled.makeColumns(columns.places)
        self.columns = columns
        ruleCount = compiled.set.rules.count
        tried = .allocate(capacity: max(1, ruleCount))
        found = .allocate(capacity: max(1, ruleCount))
        tried.initialize(repeating: 0, count: max(1, ruleCount))
        found.initialize(repeating: (0, 0), count: max(1, ruleCount))
        span = LegSpan(own: isIncoming.count, kept: keptCount)
        openings = PlainRows(capacity: 1_024)
    }

    deinit {
        totals.deallocate()
        tried.deallocate()
        found.deallocate()
        span.free()
        openings.free()
    }

    /// Whether counting needs more of payments than their times and amounts.
    var readsRecords: Bool { needsRecord.incoming || needsRecord.outgoing }

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
        let legs = order.sort(block, shard: number, shift: shift)
        accounts.open(order.most)
        let layout = block.layout
        let roles = (
            payer: RoleRun(plan, .payer, layout, kept), payee: RoleRun(plan, .payee, layout, kept),
            both: RoleRun(plan, .both, layout, kept)
        )
        defer {
            roles.payer.free()
            roles.payee.free()
            roles.both.free()
        }
        var first = 0
        while first < legs.count {
            let own = UnsafeBufferPointer(rebasing: legs[first..<min(first + LegSpan.rows, legs.count)])
            count(own, left: legs.count - first, block, roles)
            for window in 0..<isIncoming.count { count(window, own, roles) }
            decide(own, block, layout, roles)
            first += own.count
        }
    }

    /// Brings into the processor's cache what legs further on will touch.
    @inline(__always)
    private mutating func prefetch(_ legs: UnsafePointer<PaymentLeg>, _ row: Int, left: Int) {
        let far = row + 2 * Self.ahead
        if needsWindows, far < left, legs[far].account != legs[far - 1].account {
            accounts.prefetch(legs[far].account)
        }
        let near = row + Self.ahead
        guard needsWindows, near < left, legs[near].account != legs[near - 1].account else { return }
        accounts.prefetchPayments(legs[near].account, .outgoing)
        accounts.prefetchPayments(legs[near].account, .incoming)
    }

    /// The same for a window of the set's own, and the bucket that will be counted in.
    @inline(__always)
    private func prefetch(_ place: Int, _ leg: PaymentLeg, _ number: Int) {
        guard number > 0, let words = windows.stores[place].words(of: number) else { return }
        weir_prefetch(words)
        weir_prefetch(words + windows.windows[place].word(at: leg.at))
    }

    // MARK: Counting

    private typealias Roles = (payer: RoleRun, payee: RoleRun, both: RoleRun)

    /// Counts some legs in the windows that every account has, reads those, and sees what the set's own windows need to
    /// know.
    /// - Parameter left: legs of the block from the first one on.
    private mutating func count(
        _ legs: UnsafeBufferPointer<PaymentLeg>, left: Int, _ block: PaymentBlock, _ roles: Roles
    ) {
        guard let base = legs.baseAddress else { return }
        span.begin()
        var known = (account: UInt32.max, number: 0)
        for row in 0..<legs.count {
            prefetch(base, row, left: left)
            let leg = base[row]
            if leg.currency != scale.currency { scale = (leg.currency, FactFilling.scale(leg.currency)) }
            span.scales[row] = scale.minor
            span.note(leg.role, row)
            let isIncoming = leg.role == .payee
            let minute = Detector.minute(Instant(milliseconds: leg.at))
            accounts.count(
                leg.account, isIncoming ? .incoming : .outgoing, amount: leg.amount, minute: minute,
                windows: needsWindows)
            span.payments[row] = accounts.payments(of: leg.account)
            switch leg.role {
            case .payer: read(roles.payer, leg, row, minute)
            case .payee: read(roles.payee, leg, row, minute)
            case .both: read(roles.both, leg, row, minute)
            }
            if leg.account != known.account { known = (leg.account, windows.number(AccountIndex(raw: leg.account))) }
            if known.number == 0, (isIncoming ? windows.incomingCount : windows.outgoingCount) > 0 {
                let side = UInt64(block.before + Int(leg.row)) << 1 | (isIncoming ? 1 : 0)
                openings.append(Opening(first: side, raw: leg.account << shift | UInt32(number)))
                known.number = windows.open(AccountIndex(raw: leg.account))
            }
            span.numbers[row] = known.number
            look(leg, row, block)
        }
    }

    /// Reads windows that every account has.
    @inline(__always)
    private mutating func read(_ role: RoleRun, _ leg: PaymentLeg, _ row: Int, _ minute: Int32) {
        if role.outgoing.count > 0 {
            accounts.totals(
                of: leg.account, .outgoing, UnsafeBufferPointer(role.outgoing), at: minute, into: totals)
            for place in 0..<role.outgoing.count { span.totals(role.outgoingPlaces[place])[row] = totals[place] }
        }
        if role.incoming.count > 0 {
            accounts.totals(
                of: leg.account, .incoming, UnsafeBufferPointer(role.incoming), at: minute, into: totals)
            for place in 0..<role.incoming.count { span.totals(role.incomingPlaces[place])[row] = totals[place] }
        }
    }

    /// Sees which filters let a payment in.
    @inline(__always)
    private mutating func look(_ leg: PaymentLeg, _ row: Int, _ block: PaymentBlock) {
        let isIncoming = leg.role == .payee
        guard isIncoming ? needsRecord.incoming : needsRecord.outgoing else {
            guard isIncoming ? windows.filtersIncoming : windows.filtersOutgoing else { return }
            windows.filters.look(amount: leg.amount, scale: scale.minor)
            span.passed[row] = windows.filters.passed
            return
        }
        block.withPayment(Int(leg.row)) { record in
            if isIncoming ? windows.filtersIncoming : windows.filtersOutgoing {
                windows.filters.look(record, nobody)
                span.passed[row] = windows.filters.passed
            }
            if windows.needsRemarks { span.remarks[row] = CountedPayment.number(of: record.remark) }
        }
    }

    /// Counts some legs in one of the set's own windows, and reads it.
    private mutating func count(_ place: Int, _ legs: UnsafeBufferPointer<PaymentLeg>, _ roles: Roles) {
        let (isIncoming, bit) = (isIncoming[place], UInt64(1) << UInt64(place))
        let reads = (roles.payer.own & bit != 0, roles.payee.own & bit != 0, roles.both.own & bit != 0)
        let turn =
            isIncoming ? (reads.0 ? span.all : span.incoming) : (reads.1 ? span.all : span.outgoing)
        let (window, figures) = (windows.windows + place, span.figures(place))
        let filter = window.pointee.filter
        for next in 0..<min(Self.ahead, turn.count) {
            let row = Int(turn.places[next])
            prefetch(place, legs[row], span.numbers[row])
        }
        var before = UInt32.max
        for next in 0..<turn.count {
            if next + Self.ahead < turn.count {
                let far = Int(turn.places[next + Self.ahead])
                if legs[far].account != before { prefetch(place, legs[far], span.numbers[far]) }
                before = legs[far].account
            }
            let row = Int(turn.places[next])
            let leg = legs[row]
            let number = span.numbers[row]
            let at = Instant(milliseconds: leg.at)
            if isIncoming == (leg.role == .payee) {
                let isIn = filter < 0 || span.passed[row] >> UInt64(filter) & 1 == 1
                if isIn || window.pointee.hasTotal {
                    let payment = CountedPayment(
                        at: at, amount: leg.amount, other: AccountIndex(raw: leg.other), remark: span.remarks[row])
                    window.pointee.count(windows.stores[place].opened(number), payment, isIn: isIn)
                }
            }
            guard leg.role == .payer ? reads.0 : leg.role == .payee ? reads.1 : reads.2 else { continue }
            if number > 0, let words = windows.stores[place].words(of: number) {
                window.pointee.read(words, at: at, into: figures + row)
            } else {
                figures[row] = SlotFigures()
            }
            figures[row].isComplete = windows.isFull(place, at: leg.at)
        }
    }

    // MARK: Deciding

    private mutating func decide(
        _ legs: UnsafeBufferPointer<PaymentLeg>, _ block: PaymentBlock, _ layout: borrowing RowLayout, _ roles: Roles
    ) {
        guard let base = legs.baseAddress, let all = block.holding else { return }
        columns.fill(span, base, since: since)
        for row in 0..<legs.count { (span.holding[row], span.open[row]) = (0, 0) }
        for word in 0..<LegSpan.words where word * FactColumns.wordRows < legs.count { decide(word, roles) }
        for row in 0..<legs.count {
            let leg = base[row]
            var holding = span.holding[row]
            if span.open[row] != 0 || layout.width > 0 {
                if !stale.isEmpty { forget() }
                if span.open[row] != 0 { holding |= settle(span.open[row], leg, row, block) }
                if layout.width > 0 { keep(leg, row, block, layout, holding) }
            }
            let place = Int(leg.row) &* 2
            if leg.role != .payee { all[place] = holding }
            if leg.role != .payer { all[place &+ 1] = holding }
        }
    }

    /// Tries all conditions for the legs of a word.
    private func decide(_ word: Int, _ roles: Roles) {
        let masks = (span.masks[word], span.masks[LegSpan.words + word], span.masks[2 * LegSpan.words + word])
        for rule in 0..<ruleCount {
            let bit = UInt64(rule)
            tried[rule] =
                (roles.payer.rules >> bit & 1 == 1 ? masks.0 : 0) | (roles.payee.rules >> bit & 1 == 1 ? masks.1 : 0)
                | (roles.both.rules >> bit & 1 == 1 ? masks.2 : 0)
        }
        conditions.decide(columns.columns, word: word, among: tried, into: found) { column, rows in
            columns.fillLate(column, span, word: word, rows)
        }
        let first = word * FactColumns.wordRows
        for rule in 0..<ruleCount {
            var (holding, open) = found[rule]
            while holding != 0 {
                span.holding[first + holding.trailingZeroBitCount] |= 1 << UInt64(rule)
                holding &= holding &- 1
            }
            while open != 0 {
                span.open[first + open.trailingZeroBitCount] |= 1 << UInt64(rule)
                open &= open &- 1
            }
        }
    }

    private mutating func forget() {
        for slot in stale { facts.forget(slot) }
        stale.removeAll(keepingCapacity: true)
    }

    /// Decides what the columns have left open once all of it is read.
    private mutating func settle(_ open: UInt64, _ leg: PaymentLeg, _ row: Int, _ block: PaymentBlock) -> UInt64 {
        var left = open
        while left != 0 {
            let rule = left.trailingZeroBitCount
            left &= left - 1
            for step in plan.conditionSteps[rule] { read(step, leg, row, block) }
        }
        let (holding, errors) = list.settle(facts, among: open)
        for (rule, error) in errors { block.note(error, rule, Int(leg.row), by: number) }
        return holding
    }

    /// Leaves behind what others will need.
    private mutating func keep(
        _ leg: PaymentLeg, _ row: Int, _ block: PaymentBlock, _ layout: borrowing RowLayout, _ holding: UInt64
    ) {
        let role = Int(leg.role.rawValue)
        guard layout.always[role] || holding & layout.onHit[role] != 0, let held = block.held else { return }
        for step in layout.steps[role] { read(step, leg, row, block) }
        let own = held + Int(leg.row) * layout.width
        for (slot, place) in layout.slots[role] { own[place] = facts.held(at: slot) }
    }

    private mutating func read(_ step: Int, _ leg: PaymentLeg, _ row: Int, _ block: PaymentBlock) {
        guard let first = slots[step].first, facts.isForgotten(first) else { return }
        stale += slots[step]
        switch plan.steps[step] {
        case .payment(.amount, let slot): facts.set(slot, double: Double(leg.amount) / span.scales[row])
        case .payment(.minor, let slot): facts.set(slot, int: leg.amount)
        case .payment(let fact, let slot):
            block.withPayment(Int(leg.row)) { FactFilling.set(&facts, slot, fact, $0, nobody) }
        case .account(.payments, _, let slot): facts.set(slot, int: Int64(span.payments[row]))
        case .account(let fact, let side, let slot):
            block.withPayment(Int(leg.row)) { FactFilling.set(&facts, slot, side, fact, $0) }
        case .window(let window):
            plan.fields[window.fields].withUnsafeBufferPointer { fields in
                guard window.spec < 0 else {
                    let figures = span.figures(window.spec)[row]
                    return FactFilling.set(&facts, fields, figures, scale: span.scales[row])
                }
                FactFilling.set(
                    &facts, fields, span.totals(kept[step])[row], scale: span.scales[row],
                    isComplete: leg.at >= since &+ window.length)
            }
        case .price, .score, .evidence, .most: preconditionFailure("a set that asks for this does not come here")
        }
    }
}
