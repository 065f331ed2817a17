public import WeirDomain

/// A payment as the drawings of a case show it.
public struct PaymentMark: Sendable {
    public var id: String
    public var at: Instant
    public var isIncoming: Bool
    public var amount: Amount
    public var currency: Currency
    /// The other account.
    public var other: String
    public var outcome: Outcome
    /// Where a click leads, for the payment and for the other account; made by the program, not by whoever paid.
    public var link: String
    public var otherLink: String
    public var remark: String
    /// The coin price that the amount implies, and the board's at that moment.
    public var implied: Price?
    public var board: Price?
    /// Hundredths of the currency's unit between the amount and the nearest that a board would produce; and the same
    /// for an amount just as round and about as large that nobody chose by a price.
    public var residual: Int64?
    public var likeness: Int64?
    /// The first payment between the two.
    public var isStranger: Bool

    public init(
        id: String, at: Instant, isIncoming: Bool, amount: Amount, currency: Currency, other: String,
        outcome: Outcome, link: String, otherLink: String
    ) {
        self.id = id
        self.at = at
        self.isIncoming = isIncoming
        self.amount = amount
        self.currency = currency
        self.other = other
        self.outcome = outcome
        self.link = link
        self.otherLink = otherLink
        remark = ""
        isStranger = false
    }

    /// The implied price over the board's, in thousandths.
    var premium: Double? {
        guard let implied, let board, board.micros > 0 else { return nil }
        return (Double(implied.micros) / Double(board.micros) - 1) * 1000
    }

    var sum: Double { Double(amount.minor) / Double(currency.scale) }
}

/// A moment that a drawing marks with a line: a measure, an alert.
public struct Moment: Sendable {
    public var at: Instant
    public var label: String
    public var link: String?
    /// Whether it took something away from the account.
    public var isGrave: Bool

    public init(at: Instant, label: String, link: String? = nil, isGrave: Bool = true) {
        self.at = at
        self.label = label
        self.link = link
        self.isGrave = isGrave
    }
}

/// The shapes of payments; each outcome has one of its own, so that colour is never the only difference.
enum Shape {
    /// Declared once in each drawing, used by reference: a page with two hundred marks stays small.
    static func declare(_ prefix: String, in svg: inout Markup) {
        svg.element("defs") { defs in
            defs.element("g", ["id": prefix + "-allow"]) { $0.mark("circle", ["r": "4"]) }
            defs.element("g", ["id": prefix + "-warn"]) { $0.mark("path", ["d": "M0-5.5 5 4H-5z"]) }
            defs.element("g", ["id": prefix + "-hold"]) { shape in
                shape.mark("path", ["class": "dw-hollow", "d": "M-4-4H4V4H-4z"])
            }
            defs.element("g", ["id": prefix + "-decline"]) { shape in
                shape.mark("path", ["class": "dw-cross", "d": "M-4-4 4 4M4-4-4 4"])
            }
        }
    }

    static func draw(
        _ payment: PaymentMark, _ prefix: String, at place: (x: Double, y: Double), _ tip: String,
        in svg: inout Markup
    ) {
        // Every payment stands in the table as well; the keyboard goes there.
        svg.element("a", ["href": payment.link, "tabindex": "-1"]) { link in
            link.element(
                "use",
                [
                    "href": "#\(prefix)-\(payment.outcome.name)", "class": payment.isIncoming ? "dw-in" : "dw-out",
                    "x": Figures.percent(place.x), "y": Figures.place(place.y),
                ]
            ) { $0.element("title", tip) }
        }
    }
}

extension Reader {
    /// A payment in one line.
    func tip(_ payment: PaymentMark) -> String {
        let l = language
        var words = [
            minute(payment.at),
            (payment.isIncoming ? l("from", "来自") : l("to", "付给")) + " " + Figures.short(payment.other, 24),
            Figures.grouped(payment.amount.text(payment.currency)) + " " + payment.currency.code,
            self.word(payment.outcome),
        ]
        if let implied = payment.implied { words.append(l("implies ", "隐含价格 ") + implied.text) }
        return words.joined(separator: " \u{00B7} ")
    }

    /// What was decided, in a word.
    public func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .allow: language("allowed", "放行")
        case .warn: language("warned", "提示")
        case .hold: language("held", "暂缓")
        case .decline: language("declined", "拒绝")
        }
    }

    /// A measure's name for people.
    public func word(_ kind: MeasureKind) -> String {
        switch kind {
        case .warnPayer: language("warn payers", "提示付款人")
        case .holdPayment: language("hold payment", "暂缓付款")
        case .limitCollection: language("limit collection", "限制收款额度")
        case .suspendTransfers: language("suspend transfers", "暂停转账")
        case .stopCollection: language("stop collection for good", "永久停止收款")
        case .blockSite: language("block site", "封停网站")
        }
    }

    /// A typology's name for people.
    public func word(_ typology: Typology) -> String {
        switch typology {
        case .otcDealer: language("OTC dealer", "场外币商")
        case .runningPoints: language("running points", "跑分")
        case .exchangeGateway: language("exchange gateway", "交易所收款")
        case .collector: language("collector", "集中收款")
        case .fourthPartySite: language("fourth-party site", "四方支付网站")
        case .successor: language("successor", "接替账户")
        }
    }

    /// A kind of evidence, for people.
    public func word(_ kind: EvidenceKind) -> String {
        switch kind {
        case .price: language("price", "价格")
        case .people: language("people", "人员")
        case .flow: language("flow", "资金流")
        case .cents: language("cents", "尾数")
        case .rhythm: language("rhythm", "节奏")
        case .identity: language("identity", "身份")
        case .merchant: language("merchant", "商户")
        case .site: language("site", "网站")
        case .list: language("list", "名单")
        case .text: language("text", "文字")
        case .model: language("model", "模型")
        }
    }
}
