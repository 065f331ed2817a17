import WeirDetection
import WeirDomain
import WeirRules

/// What a set has done since it was put in.
struct RuleTally {
    var seen = 0
    /// How often each rule held, and how often it had no value.
    var hits: [Int]
    var failures: [Int]
    /// The first error of each rule, in words.
    private(set) var firstErrors: [Int: String] = [:]
    /// Payments that the set treats harder than the live one does, or milder; the former's money.
    private(set) var harder = 0
    private(set) var milder = 0
    private(set) var money: Int64 = 0
    private(set) var moneySeen: Int64 = 0
    /// Looked up and counted only: its order never shows.
    private var accounts: Set<UInt32> = []
    private(set) var merchants = 0
    /// Those on which it puts measures before people, whatever it decides.
    private var proposed: Set<UInt32> = []

    init(rules: Int) {
        hits = Array(repeating: 0, count: rules)
        failures = hits
    }

    mutating func note(_ error: EvaluationError, _ rule: Int) {
        failures[rule] += 1
        if firstErrors[rule] == nil { firstErrors[rule] = error.message }
    }

    /// The same of several payments at once.
    mutating func note(_ count: Int, _ first: EvaluationError, _ rule: Int) {
        failures[rule] += count
        if firstErrors[rule] == nil { firstErrors[rule] = first.message }
    }

    /// Payments that both sets allow.
    mutating func pass(money: Int64) { moneySeen = moneySeen.saturatingAdd(money) }

    /// How one payment would have been decided, against how it was.
    mutating func compare(
        _ trial: Outcome, _ live: Outcome, _ payment: borrowing PaymentView, _ payer: AccountIndex,
        _ payee: AccountIndex
    ) {
        moneySeen = moneySeen.saturatingAdd(payment.amount.minor)
        guard trial != live else { return }
        guard trial > live else {
            milder += 1
            return
        }
        harder += 1
        money = money.saturatingAdd(payment.amount.minor)
        if accounts.insert(payee.raw).inserted, payment.payeeKind == .merchant { merchants += 1 }
        if accounts.insert(payer.raw).inserted, payment.payerKind == .merchant { merchants += 1 }
    }

    /// A rule of the set puts a measure on an account before people.
    mutating func propose(_ account: AccountIndex) { proposed.insert(account.raw) }

    /// How far the set reaches beyond the live one.
    func reach(accounts all: Int) -> Reach {
        Reach(
            accounts: accounts.count, allAccounts: all, merchants: merchants, money: money, allMoney: moneySeen,
            proposed: proposed.count, seen: seen)
    }

    func save(to writer: borrowing StateWriter) {
        for number in [seen, harder, milder, merchants] { writer.write(number) }
        writer.write(money)
        writer.write(moneySeen)
        writer.write(hits)
        writer.write(failures)
        writer.write(accounts.sorted())
        writer.write(proposed.sorted())
    }

    mutating func load(from reader: borrowing StateReader) throws {
        seen = try reader.read()
        harder = try reader.read()
        milder = try reader.read()
        merchants = try reader.read()
        money = try reader.read()
        moneySeen = try reader.read()
        let (hits, failures): ([Int], [Int]) = (try reader.readArray(), try reader.readArray())
        guard hits.count == self.hits.count, failures.count == hits.count else {
            throw StateReader.Flaw("a tally of other rules")
        }
        (self.hits, self.failures) = (hits, failures)
        accounts = Set(try reader.readArray(UInt32.self))
        proposed = Set(try reader.readArray(UInt32.self))
    }

    /// The accounts, merchants and money that a change of rules treats harder.
    struct Reach {
        var accounts: Int
        var allAccounts: Int
        var merchants: Int
        var money: Int64
        var allMoney: Int64
        /// Accounts on which it puts measures before people: they have no limit, for nothing happens to them by that.
        var proposed: Int
        /// Payments that all this was seen on.
        var seen: Int
        /// See `ActBook.decidesAsTwelve`.
        var countsMoneyAlone = true

        private var accountLimit: Int { max(10, allAccounts * Limits.guardAccountsPermille / 1_000) }
        private var moneyLimit: Int64 { allMoney / 1_000 * Int64(Limits.guardMoneyPermille) }

        /// Further than one signature carries. A share of the money of a handful of payments says little: below those
        /// that one signature needs it counts only together with more than ten accounts.
        var isBeyond: Bool {
            let saysSomething = countsMoneyAlone && seen >= Limits.guardPayments || accounts > 10
            return accounts > accountLimit || merchants > Limits.guardMerchants
                || (money > moneyLimit && saysSomething)
        }

        /// One signature does not carry it: it reaches too far, or has seen too little for anybody to know.
        var needsTwo: Bool { isBeyond || seen < Limits.guardPayments }

        /// How far it reaches, and whether that has been seen on enough payments to count.
        var why: String {
            guard seen < Limits.guardPayments else { return words }
            return "it has seen \(seen) of the \(Limits.guardPayments) payments on trial that one signature needs; "
                + words
        }

        var words: String {
            "it treats \(accounts) of \(allAccounts) accounts harder (\(accountLimit) are allowed on one signature), "
                + "\(merchants) merchants (\(Limits.guardMerchants)), and \(share) of the money "
                + "(\(Self.percent(Limits.guardMoneyPermille)))" + proposals
        }

        private var proposals: String {
            switch proposed {
            case 0: ""
            case 1: "; it proposes measures on one account"
            default: "; it proposes measures on \(proposed) accounts"
            }
        }

        private var share: String {
            Self.percent(allMoney == 0 ? 0 : Int(Double(money) / Double(allMoney) * 1_000))
        }

        private static func percent(_ permille: Int) -> String { "\(permille / 10).\(permille % 10) %" }
    }
}
