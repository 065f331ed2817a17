import WeirDomain

/// What a merchant sells, beside what its category says: an exchange behind a shop's category takes other amounts, at
/// other hours, from farther away than shops do (DOMAIN §1.6.10). Needs `merchant_category` in the payments.
struct Sales: BitwiseCopyable {
    private(set) var category: UInt16 = 0
    private var count: Float = 0
    private var logs: Float = 0

    /// Mean of the binary logarithm of what comes in; `nil` where too little has.
    var mean: Float? { count >= 6 ? logs / count : nil }

    /// Its ordinary business is to take money in and to pay it out again: transfers (4829), banks, brokers of
    /// securities, insurers, stored value, betting and lotteries, market places and pawn shops (ISO 18245). Quasi-cash
    /// (6051), where coins belong, is none of them.
    var takesDeposits: Bool {
        switch category {
        case 4829, 5262, 5933, 6010, 6011, 6012, 6211, 6300, 6381, 6399, 6540, 7800, 7801, 7802, 7995: true
        default: false
        }
    }

    mutating func take(_ deal: Deal) {
        if deal.category != category { self = Sales() }
        category = deal.category
        count += 1
        logs += CategoryTable.log(deal.amount)
    }

    mutating func fade(by left: Float) {
        count *= left
        logs *= left
    }
}

/// What is usual in each category, from one in sixteen of all payments to merchants.
struct CategoryTable: ~Copyable {
    struct Entry: BitwiseCopyable {
        var count: Float = 0
        var logs: Float = 0
        var squares: Float = 0
        var oddHours: Float = 0
        var located: Float = 0
        var remote: Float = 0
    }

    /// ISO 18245 has four digits.
    private static let categories = 10_000
    /// Payments that must be known of a category, and how many are remembered.
    private static let least: Float = 100
    private static let most: Float = 50_000
    private static let leastSpread: Float = 0.5

    private let entries = UnsafeMutablePointer<Entry>.allocate(capacity: CategoryTable.categories)
    private var turn: UInt8 = 0

    init() { entries.initialize(repeating: Entry(), count: Self.categories) }

    deinit { entries.deallocate() }

    var bytes: Int { Self.categories * MemoryLayout<Entry>.stride }
    private var raw: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: entries, count: bytes) }
    var digest: UInt64 { Hash64(seed: 0x4341_5445)(UnsafeRawBufferPointer(raw).bytes) }

    func save(to writer: borrowing StateWriter) {
        writer.write(turn)
        writer.write(UnsafeRawBufferPointer(raw))
    }

    mutating func load(from reader: borrowing StateReader) throws {
        turn = try reader.read()
        try reader.read(into: raw)
    }

    /// Binary logarithm, straight between powers of two: the same on every machine.
    static func log(_ amount: Int64) -> Float {
        let bits = Float(max(1, amount)).bitPattern
        return Float(Int32(bits >> 23) - 127) + Float(bits & 0x7F_FFFF) / 8_388_608
    }

    /// Whether it is this payment's turn to be looked at.
    @inline(__always)
    mutating func isDue() -> Bool {
        turn &+= 1
        return turn & 15 == 0
    }

    mutating func take(_ payment: borrowing PaymentView, isOddHour: Bool) {
        let category = Int(payment.merchantCategory)
        guard category < Self.categories else { return }
        let entry = entries + category
        if entry.pointee.count >= Self.most {
            let half = entry.pointee
            entry.pointee = Entry(
                count: half.count / 2, logs: half.logs / 2, squares: half.squares / 2, oddHours: half.oddHours / 2,
                located: half.located / 2, remote: half.remote / 2)
        }
        let log = Self.log(payment.amount.minor)
        entry.pointee.count += 1
        entry.pointee.logs += log
        entry.pointee.squares += log * log
        if isOddHour { entry.pointee.oddHours += 1 }
        let (payer, payee) = (payment[.payerCity], payment[.payeeCity])
        guard payer.byteCount > 0, payee.byteCount > 0 else { return }
        entry.pointee.located += 1
        if !payer.equals(payee) { entry.pointee.remote += 1 }
    }

    /// How far a merchant is from its category: its amounts in standard deviations, its shares of odd hours and of
    /// payers from elsewhere by how much they are greater; 0 where too little is known.
    func compare(
        _ sales: Sales, oddHours: Float, remote: Float
    ) -> (amounts: Float, hours: Float, afar: Float) {
        guard let mean = sales.mean, sales.category < Self.categories else { return (0, 0, 0) }
        let entry = entries[Int(sales.category)]
        guard entry.count >= Self.least else { return (0, 0, 0) }
        let usual = entry.logs / entry.count
        let spread = max(0, entry.squares / entry.count - usual * usual).squareRoot()
        let afar = entry.located >= Self.least && remote.isFinite ? remote - entry.remote / entry.located : 0
        return (
            abs(mean - usual) / max(Self.leastSpread, spread), max(0, oddHours - entry.oddHours / entry.count),
            max(0, afar)
        )
    }
}

extension Detector {
    /// How a merchant's sales compare with its category's, of the stage `counts`.
    @inline(__always)
    func readSales(_ dossier: UnsafeMutablePointer<Dossier>, into f: inout Features) {
        guard dossier.pointee.habits.sales.category != 0 else { return }
        let far = surroundings.compare(
            dossier.pointee.habits.sales, oddHours: f[.oddHours], remote: f[.remoteIn])
        f[.categoryAmounts] = far.amounts
        f[.categoryHours] = far.hours
        f[.categoryAfar] = far.afar
    }
}
