public import WeirCodec
public import WeirDomain

/// What the payments tell about the labelled bad accounts, and about the period.
public struct Traffic: Sendable {
    /// Length of the period in days, from the payments or as told; `nil` where neither is given.
    public private(set) var days: Double?
    public private(set) var payments = 0
    public private(set) var refused = 0
    public private(set) var firstRefusal = ""
    /// Payments that came again, which are decided once.
    public private(set) var repeated = 0
    /// Of the money figures: the currency of the first payment. Payments in others count but carry no money.
    public private(set) var currency = ""
    public private(set) var otherCurrencies = 0
    /// Whether a bad account was paid there, by site, in order of name.
    public private(set) var sites: [(site: String, isBad: Bool)] = []

    private var trails: [[Trail.Step]] = []
    private var places: [String: Int] = [:]
    private var day0 = Instant(milliseconds: 0)

    /// Without payments.
    public init(days: Double? = nil) { self.days = days }

    /// Reads payments of any format that `weir screen` reads.
    public init(paths: [String], labels: [AccountLabel], days: Double? = nil) throws(SourceError) {
        var reading = TrafficReading(labels)
        for path in paths { try reading.read(path) }
        self = reading.traffic(days)
    }

    fileprivate init(_ reading: TrafficReading, _ told: Double?) {
        payments = reading.payments
        refused = reading.refused
        firstRefusal = reading.firstRefusal
        repeated = reading.repeated
        currency = reading.currency?.code ?? ""
        otherCurrencies = reading.otherCurrencies
        sites = reading.sites.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        trails = reading.trails
        places = reading.places
        days = told
        // Without a payment there is neither a first nor a last.
        guard payments > 0 else { return }
        // `start_day` counts from the day on which the payments begin; the hour forgives a quiet midnight.
        day0 = Instant(milliseconds: reading.first.milliseconds / 3_600_000 * 3_600_000)
        let span = Double(reading.last.milliseconds - day0.milliseconds) / 86_400_000
        days = told ?? max(span.rounded(.up), 1)
    }

    /// The payments of a bad account from the first day of its role on; `nil` without payments.
    func trail(of label: AccountLabel) -> Trail? {
        guard payments > 0, let place = places[label.account] else { return nil }
        let start = day0.advanced(bySeconds: Int64(label.startDay) * 86_400)
        return Trail(start: start, payments: trails[place].filter { $0.at >= start }.sorted { $0.at < $1.at })
    }
}

/// One account's payments, in order of time.
struct Trail: Sendable {
    struct Step: Sendable {
        var at: Instant
        /// In units of the currency.
        var amount: Double
    }

    var start: Instant
    var payments: [Step]

    func count(before time: Instant) -> Int { payments.prefix { $0.at < time }.count }

    /// All money without a time.
    func money(before time: Instant?) -> Double {
        payments.reduce(0) { sum, step in time.map { step.at < $0 } ?? true ? sum + step.amount : sum }
    }
}

/// The pass over the payments.
private struct TrafficReading {
    private(set) var payments = 0
    private(set) var refused = 0
    private(set) var firstRefusal = ""
    private(set) var repeated = 0
    /// Ids by their hashes: looked up only.
    private var ids: Set<UInt64> = []
    private(set) var currency: Currency?
    private(set) var otherCurrencies = 0
    private(set) var sites: [String: Bool] = [:]
    private(set) var trails: [[Trail.Step]]
    private(set) var places: [String: Int] = [:]
    private(set) var first = Instant(milliseconds: .max)
    private(set) var last = Instant(milliseconds: .min)
    private let hash = Hash64(seed: 0x6576_616C)
    /// Bad accounts by the hash of their id; a hit is compared in full.
    private var byHash: [UInt64: [Int]] = [:]
    private var names: [String] = []

    init(_ labels: [AccountLabel]) {
        for label in labels where label.role.isBad {
            places[label.account] = names.count
            let hash = self.hash
            byHash[label.account.withBytes { hash($0) }, default: []].append(names.count)
            names.append(label.account)
        }
        trails = Array(repeating: [], count: names.count)
    }

    func traffic(_ days: Double?) -> Traffic { Traffic(self, days) }

    mutating func read(_ path: String) throws(SourceError) {
        let source = try PaymentSource(path: path)
        var batch = RecordBatch()
        var more = true
        while more {
            batch.removeAll()
            var refusals: [Refusal] = []
            more = try source.read(into: &batch, maximum: 8_192) { refusal, _ in refusals.append(refusal) }
            if refused == 0, let refusal = refusals.first {
                firstRefusal = "\(path):\(refusal.line): \(refusal.message)"
            }
            refused += refusals.count
            for i in 0..<batch.count { take(batch[i]) }
        }
    }

    private mutating func take(_ payment: PaymentView) {
        guard ids.insert(hash(payment.id)).inserted else {
            repeated += 1
            return
        }
        payments += 1
        let at = payment.at
        first = min(first, at)
        last = max(last, at)
        let payer = place(payment.payer)
        let payee = place(payment.payee)
        let site = payment[.site]
        if site.byteCount > 0 { sites[site.text, default: false] = payee != nil || sites[site.text] ?? false }
        if currency == nil { currency = payment.currency }
        let isSame = payment.currency == currency
        if !isSame { otherCurrencies += 1 }
        guard payer != nil || payee != nil else { return }
        let amount = isSame ? Double(payment.amount.minor) / Double(payment.currency.scale) : 0
        if let payer { trails[payer].append(Trail.Step(at: at, amount: amount)) }
        if let payee, payee != payer { trails[payee].append(Trail.Step(at: at, amount: amount)) }
    }

    private func place(_ account: RawSpan) -> Int? {
        byHash[hash(account)]?.first { names[$0].withBytes { $0.equals(account) } }
    }
}
