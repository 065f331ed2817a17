import WeirDomain
import WeirText

/// What a page shows, gathered: gateways, coins, innocent readings, and whom it leads to.
struct PageEvidence {
    private(set) var items: [SiteEvidence] = []
    private(set) var payees: [Payee] = []
    /// Ways to pay that are offered, not merely written about.
    private(set) var methods: Set<String> = []
    /// Those of them that words offer, not only names of pictures and classes.
    private(set) var saidMethods: Set<String> = []
    /// Ways to pay that sentences name, without offering them and without saying that they are not to be had.
    private(set) var namedMethods: Set<String> = []
    /// Ways to pay in texts that are cut into clauses of a word or two.
    var terseMethods: Set<String> = []
    /// 微信 stands in a label of its own, as in the column of a table that says how was paid.
    var isWeChatAlone = false
    /// The page can only be looked at: nothing to press, nobody to write to.
    var isPoster = false
    /// Places where ways to pay are offered, and how many of them pay for something else: a subscription, advice.
    private(set) var offers = 0
    private(set) var offersForOther = 0
    /// Places where a coin is listed among ways to pay, or priced as one.
    var meansOfCoin = 0
    /// The page ranks or compares other people's exchanges.
    var isRanking = false
    /// Somebody says of themselves that they change coins for money.
    var isStated = false
    /// The page is headed as a calculator of rates.
    var isCalculator = false
    /// A stablecoin stands by itself as what is bought or paid in.
    var namesGoods = false
    /// Another money is named, and no yuan: what a bank account is credited with there is not the platform's.
    var isOfOtherMoney = false
    /// The page says what the word means that it is headed by, as books of reference do.
    var isDefined = false
    /// Where pictures, classes and ids stand that are called by a coin, and those that are called by a way to pay.
    var coinPictures: [Int] = []
    var methodPictures: Set<Int> = []
    /// Elements whose data are a row of a board.
    var rows: [(row: DataRow, line: Int)] = []
    /// How the page as a whole is laid out.
    var shape = PageShape()
    /// Places of items by what they say. Looked up by key only.
    private var places: [String: Int] = [:]
    private var kept: [SiteEvidence.Side: Int] = [:]

    mutating func add(_ item: SiteEvidence) {
        let key = "\(item.code) \(item.quote.lowercased())"
        if let place = places[key] {
            // Said again where it counts for more: in a button what the title said before.
            if place >= 0, items[place].weight < item.weight { items[place] = item }
            return
        }
        if let place = overlapped(item) {
            // One deal, however many words of it are known: "buy USDT" is also "buy" beside "USDT".
            if items[place].weight < item.weight { items[place] = item }
            places[key] = place
            return
        }
        kept[item.side, default: 0] += 1
        let isKept = kept[item.side, default: 0] <= SiteLimits.evidence
        places[key] = isKept ? items.count : -1
        if isKept { items.append(item) }
    }

    private static let releases = ["放币", "放行", "打币", "release"]

    /// Something is let go once it is paid, be it said in a sentence: so speak those who deal in coins.
    var speaksOfRelease: Bool {
        items.contains { item in
            item.code.hasPrefix("trade_word") && Self.releases.contains { item.quote.lowercased().contains($0) }
        }
    }

    /// Codes that say the same thing where they stand at the same place.
    private static let dealWords: Set<String> = ["trade_word", "trade_word_prose"]

    private func overlapped(_ item: SiteEvidence) -> Int? {
        guard let span = item.span else { return nil }
        let isWord = Self.dealWords.contains(item.code)
        guard isWord || item.code == "coin_rate" else { return nil }
        return items.firstIndex { other in
            (isWord ? Self.dealWords.contains(other.code) : other.code == item.code)
                && other.span.map { $0.overlaps(span) } == true
        }
    }

    mutating func add(_ payee: Payee?) {
        if let payee, !payees.contains(payee), payees.count < SiteLimits.parts { payees.append(payee) }
    }

    /// - Parameter isForOther: nil where nothing says what is paid for.
    mutating func offer(_ method: String, isMark: Bool = false, isForOther: Bool? = nil) {
        methods.insert(method)
        if !isMark { saidMethods.insert(method) }
        guard let isForOther else { return }
        offers += 1
        if isForOther { offersForOther += 1 }
    }

    mutating func name(_ method: String) { namedMethods.insert(method) }

    func strongest(_ code: String) -> Double { items.filter { $0.code == code }.map(\.weight).max() ?? 0 }

    /// 1 - the chance that every one of them misleads, at most `most`.
    func together(_ codes: Set<String>, most: Double) -> Double {
        var doubt = 1.0
        for item in items where codes.contains(item.code) { doubt *= 1 - item.weight }
        return min(most, 1 - doubt)
    }

    func count(_ code: String) -> Int { items.count { $0.code == code } }
}
