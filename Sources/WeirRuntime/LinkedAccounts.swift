import WeirDomain
public import WeirStore

/// An account that seems to be in one hand with another, and why. Nothing follows from it by itself.
public struct LinkedAccount: Sendable, Hashable {
    /// One thing that the two have in common.
    public struct Tie: Sendable, Hashable {
        public enum Kind: Sendable, Hashable {
            case shared(SharedThing)
            case customers
            /// Most of what the account pays goes there.
            case money

            public var name: String {
                switch self {
                case .shared(let thing): thing.name
                case .customers: "customers"
                case .money: "money"
                }
            }
        }

        public var kind: Kind
        /// Payments of the linked account with the thing; customers that both have; payments that the other account
        /// made to it.
        public var count: Int
        /// Payments of the other account with it; the latest counterparties of the linked one; of what the other
        /// account paid, the share that went to it, in hundredths.
        public var of: Int
        /// Accounts that use the thing, these two among them.
        public var users = 2
        /// Ids of payments that show it.
        public var evidence: [String] = []

        /// A sentence, as a ground has it. It names neither the device nor the other account.
        public var text: String {
            switch kind {
            case .shared(let thing):
                "The same \(thing.name) is named in \(count) of its payments and in \(of) of the other account's."
            case .customers: "\(count) of its \(of) latest counterparties dealt with the other account too."
            case .money: "\(of) % of what the other account paid out went to it, in \(count) payments."
            }
        }

        /// Whether it is put before people without their asking: families share a phone, shops a till, friends have
        /// friends in common.
        var isStrong: Bool {
            switch kind {
            case .shared(.card): users <= Limits.linkCardUsers
            case .shared(.device): count >= 2 && of >= 2 && users <= Limits.linkDeviceUsers
            case .customers: count >= Limits.linkCustomers && count * 2 >= of
            // A supplier gets most of a shop's money, and a landlord of many a person's.
            case .money: false
            }
        }
    }

    public var account: String
    public var ties: [Tie]

    fileprivate var order: (Int, Int, String) { (isStrong ? 0 : 1, -ties.count, account) }

    public var isStrong: Bool { ties.contains(where: \.isStrong) }
    public var text: String { ties.map(\.text).joined(separator: " ") }
}

/// Finds accounts that are controlled together with one: by device, by card, by customers; and where most of its money
/// goes, for who owns a gateway is seen by that alone. Everything comes from the
/// journal by way of the index, plain allows included, and nothing is kept for it in memory; each step has its bound.
struct LinkFinder {
    let store: Store

    /// Payments of the account that are looked at, the latest.
    private static let payments = 300
    /// Devices and cards of the account, those used most.
    private static let things = 16
    /// Accounts of one device or card beyond which it is nobody's.
    private static let users = 24
    /// Customers of the account that are asked whom else they dealt with, and their latest payments.
    private static let customers = 24
    private static let customerPayments = 16
    /// Accounts that most of them dealt with, and their latest payments.
    private static let candidates = 6
    private static let candidatePayments = 80
    private static let leastCustomers = 3
    private static let leastPaid = 3
    /// Accounts that are answered.
    private static let found = 24

    private struct Thing: Hashable {
        var kind: SharedThing
        var name: String
    }

    /// What an account's payments say of it.
    private struct Traits {
        var things: [Thing: Int] = [:]
        /// Persons it dealt with, the latest first.
        var others: [String] = []
        /// What it paid to each, in the currency of its latest payment; neither refunds nor what it drew to a card.
        private(set) var paid: [String: Paid] = [:]
        private(set) var paidSum = 0.0
        private var currency: Currency?
        private var known: Set<String> = []

        struct Paid {
            var sum = 0.0
            var count = 0
            var latest = ""
        }

        mutating func take(_ payment: borrowing PaymentView, of account: String) {
            let (payer, payee) = (payment.payer.text, payment.payee.text)
            for isPayer in [true, false] where (isPayer ? payer : payee) == account {
                for kind in SharedThing.allCases {
                    let name = payment.thing(kind, ofPayer: isPayer)
                    if !name.isEmpty { things[Thing(kind: kind, name: name), default: 0] += 1 }
                }
                let other = isPayer ? payee : payer
                let isPerson = (isPayer ? payment.payeeKind : payment.payerKind) == .person
                if isPerson, other != account, known.insert(other).inserted { others.append(other) }
            }
            if payer == account, payee != account { takePaid(payment, to: payee) }
        }

        private mutating func takePaid(_ payment: borrowing PaymentView, to payee: String) {
            guard payment.channel != .refund, payment.channel != .withdrawal else { return }
            if currency == nil { currency = payment.currency }
            guard currency == payment.currency else { return }
            let sum = Double(payment.amount.minor)
            paidSum += sum
            paid[payee, default: Paid()].sum += sum
            paid[payee, default: Paid()].count += 1
            // The latest comes first.
            if paid[payee, default: Paid()].latest.isEmpty { paid[payee, default: Paid()].latest = payment.id.text }
        }
    }

    private func traits(of account: String, _ limit: Int) throws -> Traits {
        var traits = Traits()
        for item in try store.payments(of: account, limit: limit, after: nil).items {
            traits.take(PaymentView(item.payment.span.bytes), of: account)
        }
        return traits
    }

    /// The strongest first.
    func links(of account: String) async throws -> [LinkedAccount] {
        let own = try traits(of: account, Self.payments)
        var ties: [String: [LinkedAccount.Tie]] = [:]
        let most = own.things.sorted {
            ($1.value, $0.key.kind.rawValue, $0.key.name) < ($0.value, $1.key.kind.rawValue, $1.key.name)
        }
        for (thing, count) in most.prefix(Self.things) {
            for (user, tie) in try shared(thing, count, by: account) { ties[user, default: []].append(tie) }
        }
        for (user, tie) in try await customers(of: account, own.others) { ties[user, default: []].append(tie) }
        if let (user, tie) = Self.greatestPayee(own) { ties[user, default: []].append(tie) }
        let found = ties.map { LinkedAccount(account: $0.key, ties: $0.value) }
        return Array(found.sorted { $0.order < $1.order }.prefix(Self.found))
    }

    private func shared(
        _ thing: Thing, _ count: Int, by account: String
    ) throws -> [(user: String, tie: LinkedAccount.Tie)] {
        let (users, hasMore) = try store.users(of: thing.name, thing.kind, limit: Self.users)
        // A till, a kiosk, a default of somebody's program: everybody's is nobody's.
        guard !hasMore else { return [] }
        return users.filter { $0.account != account }.map { user in
            var tie = LinkedAccount.Tie(kind: .shared(thing.kind), count: user.payments, of: count)
            tie.users = users.count
            tie.evidence = [user.latest]
            return (user.account, tie)
        }
    }

    /// Who got half or more of what was paid, in three payments or more.
    private static func greatestPayee(_ own: Traits) -> (user: String, tie: LinkedAccount.Tie)? {
        let greatest = own.paid.max { ($0.value.sum, $1.key) < ($1.value.sum, $0.key) }
        guard let (payee, paid) = greatest, paid.count >= leastPaid, paid.sum * 2 >= own.paidSum else { return nil }
        let share = Int((paid.sum / own.paidSum * 100).rounded(.down))
        var tie = LinkedAccount.Tie(kind: .money, count: paid.count, of: share)
        tie.evidence = [paid.latest]
        return (payee, tie)
    }

    private func customers(
        of account: String, _ own: [String]
    ) async throws -> [(user: String, tie: LinkedAccount.Tie)] {
        var counts: [String: Int] = [:]
        for customer in own.prefix(Self.customers) {
            // Each is some dozen looks into the journal: others come in between.
            await Task.yield()
            try Task.checkCancellation()
            for other in try traits(of: customer, Self.customerPayments).others where other != account {
                counts[other, default: 0] += 1
            }
        }
        let most = counts.filter { $0.value >= Self.leastCustomers }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.candidates)
        let known = Set(own)
        var found: [(user: String, tie: LinkedAccount.Tie)] = []
        for (other, _) in most {
            await Task.yield()
            let theirs = try traits(of: other, Self.candidatePayments).others
            let common = theirs.filter { known.contains($0) }
            // Who has hundreds of customers has some of everybody's.
            guard common.count >= Self.leastCustomers, common.count * 4 >= theirs.count else { continue }
            found.append((other, LinkedAccount.Tie(kind: .customers, count: common.count, of: theirs.count)))
        }
        return found
    }
}

extension Desk {
    /// Accounts that seem to be controlled together with one, the strongest first, with the evidence.
    public func links(of account: String) async throws -> [LinkedAccount] {
        try await LinkFinder(store: store).links(of: account)
    }
}
