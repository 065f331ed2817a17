public import WeirDomain

/// Looks at a list before it is taken in: what must not be on it, and whom it would hit.
public struct ListCheck: Sendable {
    /// Entries that are not taken, with why.
    public private(set) var refused: [(entry: ListEntry, reason: String)] = []
    /// Entries that are taken.
    public private(set) var accepted: [ListEntry] = []

    /// - Parameters:
    ///   - ownRails: names of the platform itself.
    ///   - role: allow lists may hold anything.
    ///   - suffixes: the world's suffixes, beside the table that is built in.
    public init(_ entries: [ListEntry], role: ListRole, ownRails: [String] = [], suffixes: SuffixList? = nil) {
        for entry in entries {
            let host = entry.kind == .domain ? HostName(entry.value) : nil
            var objection = host.flatMap { PublicSuffixes.objection($0, ownRails: ownRails) }
            if objection == nil, let host { objection = suffixes?.objection(host, entry.match) }
            if objection == nil, entry.match == .fuzzy, let host, PublicSuffixes.looksLikeRail(host, ownRails: ownRails)
            {
                objection = "looks like a name of the rails: what it matches by its looks would be theirs"
            }
            if let objection, role != .allow { refused.append((entry, objection)) } else { accepted.append(entry) }
        }
    }
}

/// Whom a list would hit among what has been seen: the dry run's figures.
public struct ListCollateral: Sendable {
    public private(set) var payments = 0
    public private(set) var hitPayments = 0
    /// What the payments that it hits come to, by currency.
    public private(set) var hitMoney: [String: Amount] = [:]
    public private(set) var accounts: Set<String> = []
    /// Hits by entry.
    public private(set) var byEntry: [String: Int] = [:]
    private let index: ListIndex

    public init(_ list: NamedList, allow: [NamedList] = []) { index = ListIndex([list] + allow) }

    public mutating func take(_ payment: borrowing PaymentView) {
        payments += 1
        let hits =
            ListedPayment.hits(payment, in: index)
            + ListedPayment.platforms(payment, in: index).map { (side: .payer, hit: $0) }
        guard !hits.isEmpty else { return }
        hitPayments += 1
        let sum = hitMoney[payment.currency.code, default: Amount(minor: 0)].minor
        hitMoney[payment.currency.code] = Amount(minor: sum.saturatingAdd(payment.amount.minor))
        for (side, hit) in hits {
            byEntry[hit.entry.key, default: 0] += 1
            accounts.insert(side == .payer ? payment.payer.text : payment.payee.text)
        }
    }
}

/// What of a payment is looked up.
public enum ListedPayment {
    /// Whom a hit speaks about.
    public enum Side: Sendable { case payer, payee }

    /// Listed platforms that the remark names.
    public static func platforms(
        _ payment: borrowing PaymentView, in index: ListIndex, at time: Instant? = nil
    ) -> [ListHit] {
        guard index.has(.platform), payment.remark.byteCount >= 2 else { return [] }
        return index.platforms(in: payment.remark.text, at: time ?? payment.at)
    }

    /// Everything listed about a payment: its parties, devices, site, and addresses of coins in its remark.
    /// - Parameter time: what is in force then; the payment's own where there is none.
    public static func hits(
        _ payment: borrowing PaymentView, in index: ListIndex, at time: Instant? = nil
    ) -> [(side: Side, hit: ListHit)] {
        let time = time ?? payment.at
        var found: [(Side, ListHit)] = []
        func look(_ kind: ListKind, _ text: RawSpan, _ side: Side) {
            guard index.has(kind), text.byteCount > 0 else { return }
            for hit in index.hits(kind, text.text, at: time) { found.append((side, hit)) }
        }
        look(.account, payment.payer, .payer)
        look(.account, payment.payee, .payee)
        look(.device, payment[.payerDevice], .payer)
        look(.device, payment[.payeeDevice], .payee)
        look(.domain, payment[.site], .payee)
        guard index.has(.wallet), payment.remark.byteCount >= 20 else { return found }
        for word in payment.remark.text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        where word.utf8.count >= 20 {
            for hit in index.hits(.wallet, String(word), at: time) { found.append((.payer, hit)) }
        }
        return found
    }
}
