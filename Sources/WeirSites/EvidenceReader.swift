import WeirDomain
import WeirText

/// Goes through a page and gathers.
struct EvidenceReader {
    static let assets = PhraseFinder(Vocabulary.assets)
    static let trade = PhraseFinder(Vocabulary.trade)
    static let board = PhraseFinder(Vocabulary.board)
    private static let cashier = PhraseFinder(Vocabulary.cashier)
    private static let codeAsked = PhraseFinder(Vocabulary.codeAsked)
    static let innocent = PhraseFinder(Vocabulary.notCrypto)
    private static let donation = PhraseFinder(Vocabulary.donation)
    private static let advice = PhraseFinder(Vocabulary.advice)
    private static let shop = PhraseFinder(Vocabulary.shop)
    private static let news = PhraseFinder(Vocabulary.news)
    private static let manual = PhraseFinder(Vocabulary.manual)
    private static let rules = PhraseFinder(Vocabulary.rules)
    private static let ledger = PhraseFinder(Vocabulary.ledger)
    private static let help = PhraseFinder(Vocabulary.help)
    private static let interface = PhraseFinder(Vocabulary.interface)
    private static let warning = PhraseFinder(Vocabulary.warning)
    private static let otherGoods = PhraseFinder(Vocabulary.otherGoods)
    static let methodNames = Vocabulary.methods.flatMap { method in method.1.map { _ in method.0 } }
    static let methodFinder = PhraseFinder(Vocabulary.methods.flatMap(\.1))
    var evidence = PageEvidence()
    let page: Page
    /// Words of the page as a reader sees it, by how they stand there.
    private(set) var labels = 0
    private(set) var proseCharacters = 0
    private var mayExcuse = true
    var signs = TradeSigns()
    private var window = OfferWindow()
    /// What may be a desk without words; read once the pictures are.
    private(set) var desk = WordlessDesk()
    private(set) var tally: DeskTally
    private(set) var persons = PersonalBoard()
    private var sum: OrderSum?
    /// Of the block being read: a coin is a way to pay there; what is paid for is something else.
    private var isMeans = false
    private var isForOther = false
    /// A heading, on a page whose headings name no ways to pay.
    private var isTopic = false
    private var hasMarket = false
    /// Hardly a word stands on the page before its script runs.
    private(set) var isShell = false
    private static let wordsOfShell = 12
    /// Blocks between what is paid for and the ways to pay for it.
    private static let reachOfOther = 2

    static func read(_ page: Page) -> EvidenceReader {
        var reader = EvidenceReader(page)
        reader.readText()
        reader.readLexicon()
        reader.readReferences()
        reader.readPictures()
        reader.readDataRows()
        reader.readForms()
        reader.readScripts()
        reader.readExchangeCodes()
        reader.readSum()
        reader.readBoardOfPersons()
        reader.readTemplate()
        if let both = reader.signs.evidence(), reader.evidence.count("asset") > 0 { reader.evidence.add(both) }
        reader.evidence.isPoster = reader.isPoster
        return reader
    }

    private init(_ page: Page) {
        self.page = page
        tally = DeskTally(title: page.title)
    }

    // MARK: Text

    typealias Tone = TextBlock.Tone

    private mutating func readText() {
        var blocks = page.blocks.map { TextBlock($0) }
        PaymentMeans.mark(&blocks)
        evidence.shape = PageShape(page, blocks)
        evidence.isRanking = Ranking.isOne(blocks)
        evidence.isCalculator = Ranking.isCalculator(blocks)
        evidence.isDefined = Definition.isOne(blocks)
        evidence.isOfOtherMoney = OtherMoney.isOne(blocks)
        evidence.meansOfCoin = blocks.count { $0.isMeans }
        isShell = page.isDrawn || Self.isShell(blocks)
        if !page.title.isEmpty {
            let folded = FoldedText(page.title)
            // An article's title is its headline: what happened, not what is offered.
            let isHeadline = evidence.shape.isRead && TextBlock.units(folded.bytes) > 8
            read(Passage(page.title, folded, isHeadline ? .prose : .line, place: "title", line: 1))
        }
        for (name, content) in page.meta where ["keywords", "description", "og:title"].contains(name) {
            // A page that is nothing before its script runs says there what it is.
            read(Passage(content, FoldedText(content), isShell ? .line : .prose, place: "meta", line: 1))
        }
        readBlocks(blocks)
        for line in page.seen {
            let block = TextBlock(
                Block(text: line, element: "", line: 0, range: 0..<0, pieces: PageReader.cells(line) ?? []))
            let pieces = max(1, block.block.pieces.count)
            read(Passage(line, block.folded, block.tone, place: "screenshot", line: 0, pieces: pieces))
            window.add(block.block, block.folded, block.tone)
            if let offer = window.offer { evidence.add(offer) }
        }
        readAccounts(blocks)
        readNamelessCoin(blocks)
    }

    private static func isShell(_ blocks: [TextBlock]) -> Bool {
        let words = blocks.reduce(0) { $0 + ($1.isTitle ? 0 : TextBlock.units($1.bytes)) }
        return words <= wordsOfShell
    }

    private mutating func readBlocks(_ blocks: [TextBlock]) {
        var offers = OfferReaders(title: page.title)
        let listsMeans = blocks.contains { $0.isHeading && !Self.methodRanges($0.bytes).isEmpty }
        // Blocks since the page said what else is paid for.
        var sinceOther = Int.max
        for read in blocks {
            let (block, folded, tone) = (read.block, read.folded, read.tone)
            isMeans = read.isMeans
            isTopic = read.isHeading && !read.isMeans && !listsMeans
            let isOther = !Self.otherGoods.matches(folded.bytes).isEmpty || OfferWindow.pricesOther(folded.bytes)
            sinceOther = isOther ? 0 : sinceOther == .max ? .max : sinceOther + 1
            isForOther = sinceOther <= Self.reachOfOther
            if block.text.contains("\"price\"") {
                readBoard(block.text, ScriptData(block.text), place: "text", block.line)
            }
            if blocks.count > 1, read.isData {
                readSample(read)
                continue
            }
            if let deal = offers.add(read), !evidence.shape.isRead { evidence.add(deal) }
            if OrderLine.isGoods(read) { evidence.namesGoods = true }
            if !block.isHidden, !read.isTitle {
                desk.add(read)
                tally.add(read)
                persons.add(read)
            }
            if tone == .label { signs.add(block, folded, isMeans: read.isMeans) }
            if block.isHidden {
                readHidden(block, folded, tone)
                continue
            }
            if tone == .prose { proseCharacters += TextBlock.units(folded.bytes) } else { labels += 1 }
            // A headline is a sentence, however short; in what is there to be read every heading is one.
            let isHeadline =
                read.isHeading && tone == .line || evidence.shape.isRead && (read.isHeading || read.isTitle)
            let heard = isHeadline ? .prose : tone
            self.read(
                Passage(
                    block.text, folded, heard, place: "text", line: block.line, start: block.range.lowerBound,
                    pieces: block.pieces.count))
            if !read.isMeans { window.add(block, folded, heard) }
            if !read.isMeans, let offer = window.offer { evidence.add(offer) }
        }
        (isMeans, isTopic, isForOther) = (false, false, false)
        take(offers)
    }

    /// What the readers of offers found.
    private mutating func take(_ offers: OfferReaders) {
        if !evidence.shape.isRead { for item in offers.signs.evidence { evidence.add(item) } }
        let hasDeal = evidence.strongest("trade_word") >= 0.35 || signs.evidence() != nil
        for item in offers.rows.evidence(hasAsset: evidence.count("asset") > 0, hasDeal: hasDeal) { evidence.add(item) }
        if let pair = offers.pairs.evidence(hasCoin: namesCoin) { evidence.add(pair) }
        if let sold = offers.order.evidence, !evidence.shape.isRead { evidence.add(sold) }
        if let stated = offers.statement.found, let item = offers.statement.evidence,
            !offers.statement.needsCoin || namesCoin
        {
            evidence.add(item)
            evidence.isStated = true
            for method in stated.methods {
                evidence.offer(method == "wechat" ? "wechat-pay" : method, isForOther: false)
                evidence.add(SiteEvidence(.gateway, "method", 0.15, quote: method, place: "text", line: item.line))
            }
        }
        if let quote = offers.leaflet.evidence(deals: evidence.items, hasAsset: evidence.count("asset") > 0) {
            evidence.add(quote)
        }
        if let points = offers.points.evidence(isRead: evidence.shape.isRead) {
            evidence.add(points)
            evidence.isStated = true
            for method in offers.points.methods {
                evidence.offer(method == "wechat" ? "wechat-pay" : method, isForOther: false)
            }
        }
        if !evidence.shape.isRead {
            if let packs = offers.packs.evidence { evidence.add(packs) }
            for item in paidOut(offers, hasDeal) { evidence.add(item) }
            sum = offers.sum
            for item in offers.forms.evidence(isClean: evidence.meansOfCoin == 0) { evidence.add(item) }
            let hasField = page.forms.contains { !$0.fields.isEmpty }
            for item in offers.goods.evidence(
                hasMethod: !evidence.methods.isEmpty, hasDeal: hasDeal, hasField: hasField)
            {
                evidence.add(item)
            }
        }
    }

    /// The numbers of an order, where the labels, or a script, speak as only those do who deal in coins.
    private mutating func readSum() {
        let isOfCoins =
            evidence.strongest("trade_word") >= 0.25
            || (evidence.meansOfCoin == 0 || evidence.speaksOfRelease) && evidence.strongest("asset") >= 0.15
        guard evidence.strongest("ledger") < 0.25, evidence.strongest("coin_offer") < 0.5,
            let item = sum?.evidence(isOfCoins: isOfCoins)
        else { return }
        evidence.add(item)
    }

    /// A sample of what an interface answers tells what is sent, and offers nothing.
    private mutating func readSample(_ read: TextBlock) {
        let (block, folded) = (read.block, read.folded)
        labels += 1
        readInnocent(
            Passage(block.text, folded, .line, place: "text", line: block.line, start: block.range.lowerBound))
        readLinks(block.text, place: "text", line: block.line)
    }

    /// Whether the page has named a coin so far, or has used a word that only those say who deal in them.
    private var namesCoin: Bool {
        evidence.items.contains { ["asset", "asset_prose", "trade_word"].contains($0.code) }
    }

    /// What nobody sees says what may be sold here, in another tab or another state of the page. It never excuses.
    private mutating func readHidden(_ block: Block, _ folded: FoldedText, _ tone: Tone) {
        mayExcuse = false
        read(Passage(block.text, folded, tone, place: "hidden", line: block.line, start: block.range.lowerBound))
        mayExcuse = true
    }

    mutating func read(_ passage: Passage) {
        guard passage.bytes.count >= 2, passage.bytes.count <= 20_000 else { return }
        readCoins(passage)
        let innocent = Self.innocent.matches(passage.bytes).map(\.range)
        note(Self.board, .crypto, "board_word", (0.18, 0.12, 0.02), passage, innocent)
        note(Self.cashier, .gateway, "cashier_word", (0.3, 0.25, 0.04), passage)
        note(Self.codeAsked, .gateway, "code_asked", (0.45, 0.45, 0.3), passage)
        readInnocent(passage)
        readMethods(passage)
        readNumbers(passage)
        readLinks(passage.text, place: passage.place, line: passage.line)
    }

    /// - Parameters:
    ///   - weights: in a label, in a line, in running text.
    ///   - innocent: longer phrases in which a word means something else.
    private mutating func note(
        _ finder: PhraseFinder, _ side: SiteEvidence.Side, _ code: String, _ weights: (Double, Double, Double),
        _ passage: Passage, _ innocent: [Range<Int>] = []
    ) {
        for match in finder.matches(passage.bytes) {
            if innocent.contains(where: { $0.overlaps(match.range) && $0.count > match.range.count }) { continue }
            let weight = passage.tone == .label ? weights.0 : passage.tone == .line ? weights.1 : weights.2
            let code = passage.tone == .prose ? code + "_prose" : code
            evidence.add(passage.evidence(side, code, weight, match.range))
        }
    }

    /// Coins, and the words of who deals in them.
    private mutating func readCoins(_ passage: Passage) {
        let (bytes, tone) = (passage.bytes, passage.tone)
        let innocent = Self.innocent.matches(bytes).map(\.range) + DeniedDeals.ranges(in: bytes)
        note(Self.assets, .crypto, "asset", (0.2, 0.15, 0.08), passage, innocent)
        let short = ShortCoin(bytes)
        for range in short.counts {
            let weight = tone == .prose ? 0.05 : 0.15
            evidence.add(passage.evidence(.crypto, tone == .prose ? "asset_prose" : "asset", weight, range))
        }
        for range in CoinDeal.words(CoinDeal.moved(in: bytes), innocent) where tone != .prose && passage.place != "meta"
        {
            // In a heading it is what the page is for; elsewhere one of the ways to pay, or to be paid.
            let isPurpose = isTopic && !CoinDeal.isOfSoftware(bytes)
            let code = isPurpose ? "trade_word" : "board_word"
            evidence.add(passage.evidence(.crypto, code, isPurpose ? 0.35 : tone == .label ? 0.18 : 0.12, range))
        }
        if !isMeans {
            for range in CoinDeal.words(Self.trade.matches(bytes).map(\.range) + short.deals, innocent) {
                let isAsked =
                    CoinDeal.isAsked(range, in: bytes) || CoinDeal.tellsOfCourts(bytes) || CoinDeal.isOfRelease(bytes)
                let weight = isAsked ? 0.08 : tone == .label ? 0.35 : tone == .line ? 0.25 : 0.08
                let code = tone == .prose || isAsked ? "trade_word_prose" : "trade_word"
                evidence.add(passage.evidence(.crypto, code, weight, range))
            }
            if let deal = CoinDeal.range(in: bytes, innocent) { readDeal(deal, passage) }
            readExchange(passage)
            if passage.place == "text" || passage.place == "script", let sent = PlainDeals.delivery(in: bytes) {
                evidence.add(passage.evidence(.crypto, "coin_is_sold", 0.45, sent))
            }
            if passage.place == "text", let swap = PlainDeals.swap(in: bytes) {
                evidence.add(passage.evidence(.crypto, "coin_rate", 0.5, swap))
            } else if passage.place == "text", PlainDeals.price(in: bytes, innocent) {
                evidence.add(passage.evidence(.crypto, "coin_rate", 0.35, 0..<bytes.count))
            } else if passage.place == "text", PlainDeals.quote(in: bytes) != nil {
                evidence.add(passage.evidence(.crypto, "coin_quote", 0.45, 0..<bytes.count))
            }
        }
        if let secrecy = TradeSigns.secrecy(in: bytes), passage.place != "meta" {
            evidence.add(passage.evidence(.crypto, "no_remark", 0.35, secrecy))
        }
    }

    /// A verb of trade next to a coin.
    private mutating func readDeal(_ deal: Range<Int>, _ passage: Passage) {
        let isAsked =
            CoinDeal.isAsked(deal, in: passage.bytes) || CoinDeal.tellsOfCourts(passage.bytes)
            || CoinDeal.isOfRelease(passage.bytes)
        if CoinDeal.market(in: passage.bytes) == deal {
            // However many markets a table of prices has, it is one table.
            if hasMarket { return }
            hasMarket = true
        }
        let isList =
            passage.tone == .prose && !evidence.shape.isRead && CoinDeal.isList(passage.bytes)
        if passage.tone != .prose || isList, passage.start != nil || passage.place == "script" {
            let code = isAsked ? "trade_word_prose" : "trade_word"
            evidence.add(passage.evidence(.crypto, code, isAsked ? 0.08 : isList ? 0.4 : 0.35, deal))
        } else if passage.tone == .prose, TextBlock.units(passage.bytes) <= 30, passage.place == "text" {
            evidence.add(passage.evidence(.crypto, "trade_word_prose", isAsked ? 0.08 : 0.12, deal))
        }
    }

    /// A coin for money of a rail, in a label or a line; in few words with a stop among them as well, where one goes
    /// in and the other comes out.
    private mutating func readExchange(_ passage: Passage) {
        let isSaid = passage.tone == .prose
        guard passage.place == "text" && !(isSaid && evidence.shape.isRead) || passage.place == "title" && !isSaid
        else { return }
        let told = isSaid ? CoinForRail.bidden(in: passage.bytes) : CoinForRail.find(in: passage.bytes)
        let wanted = CoinForRail.wanted(in: passage.bytes)
        guard let found = told ?? wanted ?? CoinForRail.flow(in: passage.bytes) else { return }
        evidence.add(passage.evidence(.crypto, "coin_offer", found.method == nil ? 0.45 : 0.55, found.range))
        // `U` beside money of a rail is a coin's name.
        if found.coin.count == 1 { evidence.add(passage.evidence(.crypto, "asset", 0.15, found.coin)) }
        guard let method = found.method else { return }
        evidence.offer(method == "wechat" ? "wechat-pay" : method)
        evidence.add(passage.evidence(.gateway, "method", 0.15, found.range))
    }

    /// What speaks for a tip jar, a shop, a newspaper, a manual, somebody's books.
    private mutating func readInnocent(_ passage: Passage) {
        guard mayExcuse else { return }
        let passage = page.template == nil ? passage : passage.filled
        let advice = Self.advice.matches(passage.bytes).map(\.range)
        note(Self.donation, .innocent, "donation", (0.5, 0.4, 0.2), passage, advice)
        note(Self.shop, .innocent, "shop", (0.3, 0.2, 0.05), passage)
        note(Self.news, .innocent, "news", (0.2, 0.2, 0.1), passage)
        let isRule = !Self.rules.matches(passage.bytes).isEmpty
        note(Self.manual, .innocent, "manual", isRule ? (0, 0, 0) : (0.2, 0.2, 0.1), passage)
        note(Self.ledger, .innocent, "ledger", (0.3, 0.25, 0.15), passage)
        note(Self.help, .innocent, "help", (0.5, 0.5, 0.5), passage)
        note(Self.warning, .innocent, "warning", (0.25, 0.25, 0.2), passage)
        note(Self.interface, .innocent, "interface", (0.25, 0.25, 0.2), passage)
    }

    /// Ways to pay: in a label they are offered, in prose written about, unless a sentence offers them.
    private mutating func readMethods(_ passage: Passage) {
        let (bytes, isText) = (passage.bytes, passage.place == "text")
        let matches = Self.methodFinder.matches(bytes)
        guard !matches.isEmpty else { return }
        // What offers a way to pay says little else; a headline says what happened.
        let named = matches.reduce(0) { $0 + TextBlock.units(bytes[$1.range]) }
        let isBare = passage.pieces >= 3 || TextBlock.units(bytes) - named <= 6 * matches.count
        // Commas between ways to pay, and hardly a word more, make no sentence.
        let isList = isText && MethodOffer.isList(matches.map { (Self.methodNames[$0.phrase], $0.range) }, in: bytes)
        let isHeaded = isText && MethodOffer.isHeaded(matches.map(\.range), in: bytes)
        let isListed =
            (passage.tone != .prose && passage.place != "title" && isBare || isList || isHeaded)
            && !MethodOffer.isRefused(matches.map(\.range), in: bytes)
        // A line that deals in coins and names a rail names it for that.
        let isDealt = isText && passage.tone != .prose && !isMeans && Self.deals(bytes)
        let isAsked = CoinDeal.asks(bytes)
        if isText {
            let terse = MethodOffer.terse(matches.map(\.range), in: bytes)
            for match in matches where terse.contains(match.range) {
                evidence.terseMethods.insert(Self.methodNames[match.phrase])
            }
        }
        let said = isText ? MethodOffer.offered(matches.map { (Self.methodNames[$0.phrase], $0.range) }, in: bytes) : []
        for match in matches {
            let method = isPaid(match, passage) ? "wechat-pay" : Self.methodNames[match.phrase]
            let isNamed = isText && !isAsked && MethodOffer.isNamed(match.range, in: bytes)
            let isOfShell = isShell && passage.place == "meta"
            let isOffer = isListed || isOfShell || said.contains(match.range) || isDealt && isNamed
            if isNamed { evidence.name(method) }
            if method == "wechat", isText, passage.tone == .label, match.range.count == bytes.count {
                evidence.isWeChatAlone = true
            }
            if isOffer { evidence.offer(method, isForOther: isText ? isForOther : nil) }
            evidence.add(
                passage.evidence(
                    .gateway, isOffer ? "method" : "method_prose", isOffer ? 0.15 : 0.03, match.range))
        }
    }

    /// 微信 is a way to talk; 收款方式：微信 is a way to pay.
    private func isPaid(_ match: PhraseFinder.Match, _ passage: Passage) -> Bool {
        guard Self.methodNames[match.phrase] == "wechat", passage.place == "text" else { return false }
        return Self.paying.matches(passage.bytes).contains { word in
            !word.range.overlaps(match.range)
                && max(word.range.lowerBound, match.range.lowerBound)
                    - min(word.range.upperBound, match.range.upperBound) <= 9
        }
    }

    private static let paying = PhraseFinder([
        "收款", "付款", "支付", "打款", "转账", "红包", "零钱", "pay", "payment", "paid", "transfer",
    ])

    private static func deals(_ bytes: [UInt8]) -> Bool {
        let innocent = innocent.matches(bytes).map(\.range)
        let words = CoinDeal.words(trade.matches(bytes).map(\.range) + ShortCoin(bytes).deals, innocent)
        return (!words.isEmpty || CoinDeal.range(in: bytes, innocent) != nil) && !CoinDeal.asks(bytes)
    }

    private mutating func readNumbers(_ passage: Passage) {
        for run in Contacts.bankCards(passage.bytes) where passage.tone != .prose {
            var card = passage.evidence(.gateway, "bank_card", 0.5, run.range)
            card.quote = run.text
            evidence.add(card)
            evidence.add(Payee(.bankCard, run.text))
        }
        for id in Contacts.alipayIDs(passage.bytes) {
            evidence.add(
                SiteEvidence(.gateway, "alipay_id", 0.5, quote: id, place: passage.place, line: passage.line))
            evidence.add(Payee(.alipayID, id))
        }
        for contact in Contacts.contacts(passage.text) { evidence.add(contact) }
    }

    mutating func note(_ code: String, _ weight: Double, _ quote: String, _ line: Int, _ span: Range<Int>) {
        evidence.add(SiteEvidence(.crypto, code, weight, quote: quote, place: "text", line: line, span: span))
    }

    mutating func addPayee(_ payee: Payee) { evidence.add(payee) }

    mutating func readLinks(_ text: String, place: String, line: Int, less: Double = 1) {
        for (hit, range) in PaymentLinks.hits(in: text) {
            let bytes = Array(text.utf8)
            let quote = range.upperBound <= bytes.count ? String(decoding: bytes[range], as: UTF8.self) : text
            evidence.add(
                SiteEvidence(.gateway, hit.code, hit.weight * less, quote: quote, place: place, line: line))
            evidence.add(hit.payee)
        }
    }
}
