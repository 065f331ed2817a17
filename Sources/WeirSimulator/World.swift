import WeirDomain

/// Somebody with an account.
struct Resident: Sendable {
    var id: String
    var kind: AccountKind
    var city: Int
    var device: String
    /// Payments a day of ordinary life.
    var activity: Double
    var circle: [Int] = []
    var shops: [Int] = []
    var employer = 0
    var landlord = 0
    var wage = 0
    var category: UInt16 = 0
    var role = "honest"
    var startDay = 0
}

/// Everybody, the calendar, the prices, and the sheet on which the day's payments are written.
struct World: Sendable {
    var residents: [Resident] = []
    /// Places of ordinary persons, merchants and small vendors in `residents`.
    var people: [Int] = []
    var merchants: [Int] = []
    var vendors: [Int] = []
    let market: Market
    let start: Instant
    let days: Int
    let evasion: Int
    let seed: UInt64
    let currency: Currency
    var random: Random
    /// The day's payments, in no order yet.
    var sheet: [Payment] = []
    private var number = 0

    static let bank = "BANK-SETTLEMENT"
    static let cities = [
        "北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "西安", "南京", "重庆", "天津", "苏州", "长沙", "郑州", "青岛", "宁波",
        "厦门", "福州", "合肥", "昆明", "济南", "沈阳", "大连", "南宁", "贵阳", "兰州", "太原", "海口", "南昌", "佛山",
    ]

    init(start: Instant, days: Int, evasion: Int, seed: UInt64, currency: Currency) {
        self.start = start
        self.days = days
        self.evasion = evasion
        self.seed = seed
        self.currency = currency
        random = Random(seed: seed, stream: 1)
        market = Market(start: start, days: days, seed: seed)
    }

    /// A moment of a day of the simulation, by local hours (UTC+8, as the simulation starts at local midnight).
    func time(day: Int, hour: Double) -> Instant {
        Instant(milliseconds: start.milliseconds + Int64(day) * 86_400_000 + Int64(hour * 3_600_000))
    }

    /// An hour as people pay: lunch and evening peaks, few at night.
    mutating func hour() -> Double {
        let u = random.unit()
        if u < 0.28 { return 11 + random.unit() * 2.5 }
        if u < 0.70 { return 17 + random.unit() * 5 }
        if u < 0.97 { return 7 + random.unit() * 15 }
        return random.unit() * 24
    }

    /// Writes a payment of fen on the sheet, unless it lies beyond the simulation or is nothing.
    @discardableResult
    mutating func pay(
        _ payer: Int, _ payee: Int, fen: Int, at time: Instant, channel: Channel = .transfer, remark: String = "",
        site: String = "", original: String = ""
    ) -> String {
        let last = start.milliseconds + Int64(days) * 86_400_000
        guard fen > 0, payer != payee, time.milliseconds < last else { return "" }
        number += 1
        let (from, to) = (residents[payer], residents[payee])
        let rail = channel == .withdrawal ? "bank" : from.id.utf8.last.map { $0 % 10 < 6 } == true ? "alipay" : "wechat-pay"
        var payment = Payment(
            id: "S\(seed)-\(number)", at: time, rail: rail, payer: from.id, payee: to.id,
            amount: Amount(minor: Int64(fen)), currency: currency)
        payment.channel = channel
        payment.payerKind = from.kind
        payment.payeeKind = to.kind
        payment.remark = remark
        payment.payerDevice = from.device
        payment.payeeDevice = to.device
        payment.payerCity = Self.cities[from.city]
        payment.payeeCity = Self.cities[to.city]
        payment.merchantCategory = to.category
        payment.site = site
        payment.original = original
        sheet.append(payment)
        return payment.id
    }

    /// A person of the ordinary population other than `other`.
    mutating func stranger(to other: Int) -> Int {
        while true {
            let person = random.pick(people)
            if person != other { return person }
        }
    }
}
