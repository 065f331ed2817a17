import WeirDetection
import WeirDomain

/// All measures, in order of creation, each a state machine of its own.
struct MeasureBook {
    private(set) var measures: [Measure] = []
    private(set) var changes = ChangeLog()
    /// Numbers of the measures on an account, oldest first. Looked up by key only: its order never shows.
    private var byAccount: [String: [Int]] = [:]
    /// Those that payments are decided by, holds excepted.
    private var inForce: [String: [Int]] = [:]
    /// What has been collected under a quota: the day, and the sum.
    private var collected: [Int: (day: Int64, sum: Int64)] = [:]
    /// Times of the automatic suspensions of the last hour.
    private var automatic: [Int64] = []
    /// Payments held in the hour since the epoch, and how many.
    private var held: (hour: Int64, count: Int) = (.min, 0)
    /// Accounts on whose own evidence payments were held in the hour since the epoch, and whether there was one more
    /// than there may be. Asked by key only.
    private var heldAccounts: (hour: Int64, accounts: Set<ExactText>, isFull: Bool) = (.min, [], false)
    /// Holds that somebody has ordered and that are in force, or ended with a payment declined, by the payment's id.
    /// Looked up by key only.
    private var holds: [String: [Int]] = [:]
    /// Measures that the rail has not answered for, by number.
    private(set) var unanswered: Set<Int> = []
    /// Measures in force that lists are, by number.
    private var ofLists: Set<Int> = []
    /// Measures whose account's links are to be sought, by number.
    private(set) var linksWanted: Set<Int> = []
    /// What each measure has stopped, by number.
    private(set) var stopped: [Int: StoppedMoney] = [:]
    /// Orders of authorities that have served, and for which measure. Looked up by key only.
    private var usedOrders: [String: Int] = [:]
    /// See `ActBook.decidesAsFive`.
    var decidesAsFive = true
    /// See `ActBook.decidesAsSeven`.
    var decidesAsSeven = true

    /// The measure that an authority's order has served for.
    func measure(orderedBy hash: String) -> Int? { usedOrders[hash] }

    /// Notes a payment that did not move because of a measure.
    mutating func stop(_ amount: Amount, _ currency: Currency, by number: Int) {
        stopped[number, default: StoppedMoney()].add(amount, currency)
    }

    mutating func wantLinks(of number: Int) { linksWanted.insert(number) }

    mutating func foundLinks(of number: Int) { linksWanted.remove(number) }

    subscript(number: Int) -> Measure? {
        number >= 1 && number <= measures.count ? measures[number - 1] : nil
    }

    func on(_ account: String) -> [Measure] { of(account, byAccount[account]) }

    /// Measures that payments of the account are decided by, oldest first.
    func restraints(on account: String) -> [Measure] { of(account, inForce[account]) }

    /// Ids that are equal in Unicode and differ in bytes are two accounts, for payments go by the bytes: a measure on
    /// one neither meets nor shields the other.
    private func of(_ account: String, _ numbers: [Int]?) -> [Measure] {
        (numbers ?? []).compactMap { self[$0] }.filter { isOn(account, $0) }
    }

    private func isOn(_ account: String, _ measure: Measure) -> Bool {
        decidesAsFive ? measure.account.utf8.elementsEqual(account.utf8) : measure.account == account
    }

    /// Measures in force that lists are, oldest first.
    var listed: [Measure] { ofLists.sorted().compactMap { self[$0] } }

    /// The measure in force that a list's entry is for an account.
    func listed(_ account: String, by list: String) -> Measure? {
        on(account).last { $0.state.isInForce && $0.list == list }
    }

    // MARK: Changing

    mutating func add(_ measure: Measure) -> Measure {
        var measure = measure
        measure.number = measures.count + 1
        measures.append(measure)
        index(measure)
        return measure
    }

    private mutating func index(_ measure: Measure) {
        byAccount[measure.account, default: []].append(measure.number)
        if !measure.orderHash.isEmpty { usedOrders[measure.orderHash] = measure.number }
        note(measure)
    }

    /// Puts a changed measure back.
    mutating func set(_ measure: Measure) {
        measures[measure.number - 1] = measure
        note(measure)
    }

    private mutating func note(_ measure: Measure) {
        changes.note(measure.number)
        if measure.state.isEnded { linksWanted.remove(measure.number) }
        if measure.order?.state == .open {
            unanswered.insert(measure.number)
        } else {
            unanswered.remove(measure.number)
        }
        if measure.kind == .holdPayment, !measure.isAutomatic {
            var numbers = (holds[measure.payment] ?? []).filter { $0 != measure.number }
            if measure.state.isInForce || measure.outcome == .declined { numbers.append(measure.number) }
            holds[measure.payment] = numbers.isEmpty ? nil : numbers.sorted()
        }
        if measure.scope.hasPrefix(Measure.ofList) {
            if measure.state.isInForce { ofLists.insert(measure.number) } else { ofLists.remove(measure.number) }
            return
        }
        guard measure.kind != .holdPayment, !measure.isAuthoritysOrder else { return }
        var numbers = inForce[measure.account] ?? []
        numbers.removeAll { $0 == measure.number }
        if measure.state.isInForce {
            // In order of creation, as they come back from a snapshot.
            numbers.append(measure.number)
            numbers.sort()
        }
        inForce[measure.account] = numbers.isEmpty ? nil : numbers
        if measure.state.isEnded { collected[measure.number] = nil }
    }

    /// Takes a payment into a quota; `false`, and nothing is taken, where it would be exceeded.
    mutating func collect(_ amount: Amount, at time: Instant, under measure: Measure) -> Bool {
        let day = time.seconds >= 0 ? time.seconds / 86_400 : (time.seconds - 86_399) / 86_400
        var (known, sum) = collected[measure.number] ?? (day, 0)
        // An older payment counts for the newest day: disorder does not open a second quota.
        if day > known { (known, sum) = (day, 0) }
        guard amount.minor <= measure.quota.minor - sum else { return false }
        collected[measure.number] = (known, sum + amount.minor)
        return true
    }

    /// Whether one more automatic suspension stays within bounds; counts it if so.
    mutating func mayOrderAutomatically(at time: Instant, accounts: Int) -> Bool {
        automatic.removeAll { $0 <= time.milliseconds - 3_600_000 }
        guard automatic.count < max(Limits.automaticPerHour, accounts / Limits.automaticShare) else { return false }
        automatic.append(time.milliseconds)
        return true
    }

    /// The first measure that has held a payment, on whichever account.
    func firstHold(of payment: String) -> Measure? {
        measures.first { $0.kind == .holdPayment && $0.order != nil && $0.payment == payment }
    }

    var hasHolds: Bool { !holds.isEmpty }

    /// What people have ordered about a payment that comes only now, on the account of either side: the hold that
    /// declined it, else the one in force. Under a stranger's name it would be kept from its payee without anybody
    /// being told who may object.
    func hold(on payment: borrowing PaymentView) -> OrderedHold? {
        guard let numbers = holds[payment.id.text] else { return nil }
        let sides = [payment.payer.text, payment.payee.text]
        let all = numbers.compactMap { self[$0] }.filter { measure in
            !decidesAsFive || sides.contains { isOn($0, measure) }
        }
        guard let hold = all.first(where: { $0.outcome == .declined }) ?? all.first else { return nil }
        return OrderedHold(number: hold.number, isDeclined: hold.outcome == .declined)
    }

    /// Counts a held payment; whether it is the first of the hour above what is bounded for suspensions. Holds go on:
    /// each ends within a day, and most come of a list that people have handed in.
    mutating func isFirstAboveBound(heldAt time: Instant, accounts: Int) -> Bool {
        let hour = time.milliseconds / 3_600_000
        held = hour > held.hour ? (hour, 1) : (held.hour, held.count + 1)
        return held.count == max(Limits.automaticPerHour, accounts / Limits.automaticShare) + 1
    }

    /// Whether payments are held on an account's own evidence: so many accounts an hour, as with suspensions. Accounts
    /// are counted and not payments: otherwise whoever wants a payment through would send fifty before it.
    mutating func bound(ofHoldsOn account: String, at time: Instant, accounts: Int) -> HoldBound {
        let hour = time.milliseconds / 3_600_000
        if hour > heldAccounts.hour { heldAccounts = (hour, [], false) }
        let key = ExactText(account)
        if heldAccounts.accounts.contains(key) { return .within }
        guard heldAccounts.accounts.count >= max(Limits.automaticPerHour, accounts / Limits.automaticShare) else {
            heldAccounts.accounts.insert(key)
            return .within
        }
        defer { heldAccounts.isFull = true }
        return heldAccounts.isFull ? .above : .firstAbove
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(measures.count)
        for measure in measures {
            measure.save(to: writer)
            let (day, sum) = collected[measure.number] ?? (.min, 0)
            writer.write(day)
            writer.write(sum)
        }
        writer.write(automatic)
        writer.write(held.hour)
        writer.write(held.count)
        writer.write(heldAccounts.hour)
        writer.write(heldAccounts.isFull)
        writer.write(texts: heldAccounts.accounts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        writer.write(stopped.count)
        for (number, money) in stopped.sorted(by: { $0.key < $1.key }) {
            let sums = money.sums.sorted { $0.key.packed < $1.key.packed }
            writer.write(number)
            writer.write(money.payments)
            writer.write(sums.map(\.key.packed))
            writer.write(sums.map(\.value))
        }
        writer.write(linksWanted.sorted())
    }

    mutating func load(from reader: borrowing StateReader) throws {
        for number in 0..<(try reader.count()) {
            let measure = try Measure(number: number + 1, from: reader)
            measures.append(measure)
            index(measure)
            let (day, sum): (Int64, Int64) = (try reader.read(), try reader.read())
            if day != .min { collected[measure.number] = (day, sum) }
        }
        automatic = try reader.readArray()
        held = (try reader.read(), try reader.read())
        let (hour, isFull): (Int64, Bool) = (try reader.read(), try reader.read())
        heldAccounts = (hour, Set(try reader.readTexts().map { ExactText($0) }), isFull)
        for _ in 0..<(try reader.count()) {
            let (number, payments): (Int, Int) = (try reader.read(), try reader.read())
            let currencies = try reader.readArray(UInt16.self).map { Currency(packed: $0) }
            let sums: [Int64] = try reader.readArray()
            guard currencies.count == sums.count, Set(currencies).count == sums.count else {
                throw StateReader.Flaw("holds strange sums of stopped money")
            }
            stopped[number] = StoppedMoney(
                payments: payments, sums: Dictionary(uniqueKeysWithValues: zip(currencies, sums)))
        }
        linksWanted = Set(try reader.readArray(Int.self))
    }

    func hash(into hasher: inout StateHasher) {
        for measure in measures {
            hasher.take(measure.account)
            hasher.take(measure.kind.rawValue)
            hasher.take(measure.state.rawValue)
            hasher.take(measure.sequence)
            hasher.take(measure.until?.milliseconds ?? 0)
            hasher.take(measure.order.map { Int64($0.version) << 8 | Int64($0.state.rawValue) } ?? -1)
            hasher.take(measure.confirmedAt?.milliseconds ?? 0)
            hasher.take(measure.signatures.count)
            hasher.take(measure.outcome.rawValue)
            hasher.take(collected[measure.number]?.sum ?? 0)
            hasher.take(stopped[measure.number]?.payments ?? 0)
            // Came later: what journals from before make is what it was.
            if !measure.kinds.isEmpty { hasher.take(measure.kinds.rawValue) }
        }
        for number in linksWanted.sorted() { hasher.take(number) }
    }
}

/// Whether one more account's payments are held by themselves.
enum HoldBound {
    case within
    case firstAbove
    case above
}

/// Why a request cannot be met, in words.
struct RefusedRequest: Error {
    let reason: String
}

extension RefusedRequest {
    init(_ reason: String) { self.init(reason: reason) }
}

/// A measure by which people have ordered that a payment be held, as far as deciding the payment asks.
struct OrderedHold: BitwiseCopyable {
    let number: Int
    /// They have decided that it is not to be made.
    let isDeclined: Bool
}
