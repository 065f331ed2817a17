/// What a page adds up to: gateway evidence times crypto evidence, so that either alone is no finding.
public struct SiteFinding: Sendable {
    public var address: String
    public var title: String
    /// 0 … 1 each.
    public var gateway: Double
    public var crypto: Double
    public var evidence: [SiteEvidence]
    public var payees: [Payee]
    /// The innocent reading that was weighed, in a word: `tip jar`, `shop`, `news`, `manual`, or empty.
    public var innocent: String
    public var likeness: PageLikeness
    /// What of the page was not read, because a limit was met: no finding says little then.
    public var cut: String?
    /// Pictures that could not be looked at, with why.
    public var unread: [String] = []
    /// Hash of the picture that the site has browsers show beside its name.
    public var icon = ""
    /// Hash of the certificate that its server showed.
    public var certificate = ""
    /// How it was seen: in the page's `source`, as `rendered`, or only in the `screenshot`.
    public var seenAs = "source"

    /// 0 … 1000.
    public var score: Int { Int((gateway * crypto * 1000).rounded()) }
    public var isFinding: Bool {
        gateway >= (crypto >= Self.certain ? Self.weakLine : Self.line) && crypto >= Self.line
            && score >= Self.findingScore
    }

    /// Whether one side shows so far that somebody, or a browser, should look closer; and whether something may stand
    /// where nobody has read.
    public var isSuspect: Bool { isFinding || cut != nil || gateway >= 0.25 || crypto >= 0.25 }

    /// Whether its own words deal in coins, not merely name them.
    public var dealsInCoins: Bool {
        evidence.contains { item in
            SiteScore.dealCodes.contains(item.code) && item.weight >= 0.2
        }
    }

    public func seen(as way: String) -> SiteFinding {
        var finding = self
        finding.seenAs = way
        return finding
    }

    /// One page read in two ways: what either way shows is on it.
    public func joined(with seen: SiteFinding) -> SiteFinding {
        let isBetter = (seen.isFinding ? 1 : 0, seen.score) > (isFinding ? 1 : 0, score)
        var joined = isBetter ? seen : self
        let other = isBetter ? self : seen
        joined.payees += other.payees.filter { !joined.payees.contains($0) }
        joined.unread += other.unread.filter { !joined.unread.contains($0) }
        joined.cut = cut ?? seen.cut
        if joined.icon.isEmpty { joined.icon = other.icon }
        if joined.certificate.isEmpty { joined.certificate = other.certificate }
        if joined.title.isEmpty { joined.title = other.title }
        // What is compared from visit to visit and from site to site is the source.
        joined.likeness = likeness
        joined.address = address
        guard !joined.isFinding, max(gateway, seen.gateway) >= Self.line, max(crypto, seen.crypto) >= Self.line else {
            return joined
        }
        // The gateway in one, the coins in the other.
        (joined.gateway, joined.crypto) = (max(gateway, seen.gateway), max(crypto, seen.crypto))
        joined.evidence += other.evidence.filter { item in
            !joined.evidence.contains { $0.code == item.code && $0.quote == item.quote }
        }
        joined.seenAs = seen.seenAs
        return joined
    }

    /// Both sides must reach this.
    static let line = 0.45
    /// Where coins are dealt in beyond doubt, one way to pay is enough: boards that are paid by bank cards alone.
    static let certain = 0.9
    static let weakLine = 0.35
    static let findingScore = 300
    public static var findingLine: Int { findingScore }
}

/// A picture of a page and what its codes say.
public struct PictureCodes: Sendable {
    public var name: String
    public var line: Int
    public var codes: [String]
    /// The picture as it came; empty for one of the page itself.
    public var bytes: [UInt8]

    public init(name: String, line: Int, codes: [String], bytes: [UInt8] = []) {
        self.name = name
        self.line = line
        self.codes = codes
        self.bytes = bytes
    }
}

extension SiteFinding {
    /// - Parameter pictures: what the codes in the page's pictures say.
    public init(_ page: Page, pictures: [PictureCodes] = []) {
        var reader = EvidenceReader.read(page)
        for picture in pictures { reader.readPicture(picture.codes, picture.name, picture.line) }
        let seen = reader.evidence
        let score = SiteScore(seen, prose: reader.proseCharacters, labels: reader.labels)
        let weighed = seen.items.filter { $0.side != .innocent || !score.innocent.isEmpty }
        self.init(
            address: page.address, title: page.title, gateway: score.gateway, crypto: score.crypto,
            evidence: weighed.sorted {
                ($0.side.rawValue, -$0.weight, $0.line) < ($1.side.rawValue, -$1.weight, $1.line)
            },
            payees: seen.payees, innocent: score.innocent, likeness: PageLikeness(page), cut: page.cut)
    }
}

/// The weighing.
struct SiteScore {
    private(set) var gateway = 0.0
    private(set) var crypto = 0.0
    private(set) var innocent = ""

    /// What says that coins are dealt in here, not only named.
    static let dealCodes: Set<String> = [
        "trade_word", "coin_offer", "coin_rate", "coin_is_sold", "no_remark",
    ]
    /// Words of running text on a page that is to be used and not read: hints beside fields and buttons.
    private static let screenProse = 160

    init(_ seen: PageEvidence, prose: Int, labels: Int) {
        weighCrypto(seen, prose)
        weighGateway(seen)
        weighInnocent(seen, prose)
    }

    /// That coins are dealt in, not only named: names and addresses support it, and alone stay below the line.
    private mutating func weighCrypto(_ seen: PageEvidence, _ prose: Int) {
        var said = seen.together(Self.dealCodes, most: 0.95)
        let written = seen.together(["news", "news_prose", "manual", "manual_prose"], most: 1)
        if prose <= Self.screenProse, written < 0.3 {
            // On a screen of an application sentences are hints of what is done here.
            let hints = seen.count("trade_word_prose")
            said = 1 - (1 - said) * (1 - min(0.3, 0.12 * Double(hints)))
        }
        let board = seen.together(["board_word"], most: 0.6)
        // Many words of boards beside a coin's name are a board, even where no button says so.
        let isBoard = seen.count("board_word") >= 4 && named(seen) > 0
        let deal = isBoard ? 1 - (1 - said) * (1 - board / 2) : said
        let named = named(seen)
        let told = seen.together(["trade_word_prose"], most: 0.3)
        guard deal >= 0.25, named > 0 || deal >= 0.5 else {
            crypto = min(0.4, 1 - (1 - named) * (1 - told) * (1 - deal))
            return
        }
        crypto = 1 - (1 - deal) * (1 - board) * (1 - named) * (1 - told)
    }

    private func named(_ seen: PageEvidence) -> Double {
        seen.together(["asset", "asset_prose", "wallet"], most: 0.35)
    }

    private mutating func weighGateway(_ seen: PageEvidence) {
        let hard = seen.together(
            [
                "alipay_gateway", "wechat_gateway", "unionpay_gateway", "qq_gateway", "payment_code", "epay_family",
                "vmq_family", "gateway_family", "bank_card", "alipay_id",
            ], most: 0.98)
        let cashier = seen.together(["cashier_word", "cashier_word_prose"], most: 0.6)
        // 微信 alone is a way to talk, not a way to pay.
        var methods = seen.methods
        let others = methods.subtracting(["wechat", "wechat-pay"])
        if others.isEmpty, !methods.contains("wechat-pay") { methods.remove("wechat") }
        if methods.contains("wechat-pay") { methods.remove("wechat") }
        var offered = [0, 0.35, 0.6, 0.7, 0.75, 0.75, 0.75][min(6, methods.count)]
        // A wallet's name says more than a bank account: who has none of the others still asks for one.
        if methods.count == 1, methods != ["bank"], seen.saidMethods.contains(where: { $0 != "wechat" && $0 != "bank" })
        {
            offered = 0.5
        }
        let told = seen.together(["method_prose"], most: 0.12)
        // Words of cashiers without a way to pay belong to any shop.
        let words = methods.isEmpty && hard == 0 ? cashier * 0.3 : cashier
        gateway = 1 - (1 - hard) * (1 - offered) * (1 - words) * (1 - told)
    }

    /// The innocent reading, where nothing but a deal in coins would rule it out.
    private mutating func weighInnocent(_ seen: PageEvidence, _ prose: Int) {
        let deal = seen.together(Self.dealCodes, most: 1)
        let donation = seen.together(["donation"], most: 1)
        let shop = seen.together(["shop"], most: 1)
        let news = seen.together(["news", "news_prose"], most: 1)
        if donation >= 0.4, deal < 0.75 {
            innocent = "tip jar"
            gateway *= 0.45
        } else if shop >= 0.5, deal < 0.6 {
            innocent = "shop"
            crypto *= 0.6
        } else if prose > 400, deal < 0.85, news >= 0.3 {
            innocent = "news"
            crypto *= 0.6
        }
    }
}
