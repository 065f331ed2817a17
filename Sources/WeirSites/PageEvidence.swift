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
        kept[item.side, default: 0] += 1
        let isKept = kept[item.side, default: 0] <= SiteLimits.evidence
        places[key] = isKept ? items.count : -1
        if isKept { items.append(item) }
    }

    mutating func add(_ payee: Payee?) {
        if let payee, !payees.contains(payee), payees.count < SiteLimits.parts { payees.append(payee) }
    }

    mutating func offer(_ method: String, isMark: Bool = false) {
        methods.insert(method)
        if !isMark { saidMethods.insert(method) }
    }

    func strongest(_ code: String) -> Double { items.filter { $0.code == code }.map(\.weight).max() ?? 0 }

    /// 1 - the chance that every one of them misleads, at most `most`.
    func together(_ codes: Set<String>, most: Double) -> Double {
        var doubt = 1.0
        for item in items where codes.contains(item.code) { doubt *= 1 - item.weight }
        return min(most, 1 - doubt)
    }

    func count(_ code: String) -> Int { items.count { $0.code == code } }
}

/// Goes through a page and gathers.
struct EvidenceReader {
    private static let assets = PhraseFinder(Vocabulary.assets)
    private static let trade = PhraseFinder(Vocabulary.trade)
    private static let board = PhraseFinder(Vocabulary.board)
    private static let cashier = PhraseFinder(Vocabulary.cashier)
    private static let innocent = PhraseFinder(Vocabulary.notCrypto)
    private static let donation = PhraseFinder(Vocabulary.donation)
    private static let shop = PhraseFinder(Vocabulary.shop)
    private static let news = PhraseFinder(Vocabulary.news)
    private static let manual = PhraseFinder(Vocabulary.manual)
    private static let methodNames = Vocabulary.methods.flatMap { method in method.1.map { _ in method.0 } }
    private static let methodFinder = PhraseFinder(Vocabulary.methods.flatMap(\.1))

    private(set) var evidence = PageEvidence()
    let page: Page
    /// Words of the page as a reader sees it, by how they stand there.
    private(set) var labels = 0
    private(set) var proseCharacters = 0
    private var mayExcuse = true
    private var signs = TradeSigns()

    static func read(_ page: Page) -> EvidenceReader {
        var reader = EvidenceReader(page)
        reader.readText()
        reader.readLexicon()
        reader.readReferences()
        reader.readForms()
        reader.readScripts()
        if let both = reader.signs.evidence(), reader.evidence.count("asset") > 0 { reader.evidence.add(both) }
        return reader
    }

    private init(_ page: Page) { self.page = page }

    // MARK: Text

    /// How a block reads: a label or a button, one line, or running text.
    enum Tone { case label, line, prose }

    static func tone(_ block: Block, _ folded: FoldedText) -> Tone {
        let length = units(folded.bytes)
        if ["option", "button", "th", "label"].contains(block.element), length <= 30 { return .label }
        let stops = ["。", "？", "！", ". "].reduce(0) { $0 + Scan.ranges(of: $1, in: folded.bytes, most: 2).count }
        let commas = ["，", ", ", "、"].reduce(0) { $0 + Scan.ranges(of: $1, in: folded.bytes, most: 3).count }
        let longest = block.pieces.max() ?? length
        let endsAsSentence = block.text.hasSuffix("。") || block.text.hasSuffix(".") || block.text.hasSuffix("？")
        if length <= 14, !endsAsSentence, commas < 2 { return .label }
        // A row of short pieces, a bar of links, is no sentence.
        if block.pieces.count >= 3, longest <= 16, stops == 0, commas == 0 { return .label }
        return length <= 30 && stops == 0 && commas == 0 && !endsAsSentence ? .line : .prose
    }

    /// Characters of Chinese, words of Latin script.
    private static func units(_ bytes: [UInt8]) -> Int {
        var count = 0
        var isInWord = false
        for byte in bytes {
            let isLatin = (97...122).contains(byte) || (48...57).contains(byte) || byte == 46 || byte == 44
            if byte >= 0xC0 { count += 1 }
            if isLatin, !isInWord { count += 1 }
            isInWord = isLatin
        }
        return count
    }

    private mutating func readText() {
        if !page.title.isEmpty {
            read(page.title, .line, place: "title", line: 1, at: nil)
        }
        for (name, content) in page.meta where ["keywords", "description", "og:title"].contains(name) {
            read(content, .prose, place: "meta", line: 1, at: nil)
        }
        var window = OfferWindow()
        var rows = OfferRows()
        defer { for item in rows.evidence(hasAsset: evidence.count("asset") > 0) { evidence.add(item) } }
        for block in page.blocks {
            let folded = FoldedText(block.text)
            let tone = Self.tone(block, folded)
            if !block.isHidden { rows.add(block, folded, isProse: tone == .prose) }
            if tone == .label { signs.add(block, folded) }
            if block.text.contains("\"price\"") { readBoard(block.text, place: "text", block.line) }
            if block.isHidden {
                readHidden(block, folded, tone)
                continue
            }
            if tone == .prose { proseCharacters += Self.units(folded.bytes) } else { labels += 1 }
            let isHeading = block.element.count == 2 && block.element.hasPrefix("h")
            // A headline is a sentence, however short.
            let heard = isHeading && tone == .line ? .prose : tone
            let pieces = block.pieces.count
            read(block.text, folded, heard, place: "text", line: block.line, at: block.range.lowerBound, pieces: pieces)
            window.add(block, folded, heard)
            if let offer = window.offer { evidence.add(offer) }
        }
        for line in page.seen {
            let block = Block(text: line, element: "", line: 0, range: 0..<0, pieces: PageReader.cells(line) ?? [])
            let folded = FoldedText(line)
            let tone = Self.tone(block, folded)
            read(
                line, folded, tone, place: "screenshot", line: 0, at: nil, pieces: max(1, block.pieces.count))
            window.add(block, folded, tone)
            if let offer = window.offer { evidence.add(offer) }
        }
    }

    /// What nobody sees says what may be sold here, in another tab or another state of the page. It never excuses.
    private mutating func readHidden(_ block: Block, _ folded: FoldedText, _ tone: Tone) {
        mayExcuse = false
        read(block.text, folded, tone, place: "hidden", line: block.line, at: block.range.lowerBound)
        mayExcuse = true
    }

    private mutating func read(_ text: String, _ tone: Tone, place: String, line: Int, at start: Int?) {
        read(text, FoldedText(text), tone, place: place, line: line, at: start)
    }

    private mutating func read(
        _ text: String, _ folded: FoldedText, _ tone: Tone, place: String, line: Int, at start: Int?, pieces: Int = 1
    ) {
        let bytes = folded.bytes
        guard bytes.count >= 2, bytes.count <= 20_000 else { return }
        let innocent = Self.innocent.matches(bytes).map(\.range)
        func note(
            _ finder: PhraseFinder, _ side: SiteEvidence.Side, _ code: String, _ weights: (Double, Double, Double)
        ) {
            for match in finder.matches(bytes) {
                let isPart = innocent.contains { $0.overlaps(match.range) && $0.count > match.range.count }
                if side == .crypto, isPart { continue }
                let weight = tone == .label ? weights.0 : tone == .line ? weights.1 : weights.2
                let own = folded.original(match.range, of: text)
                let quote = String(decoding: Array(text.utf8)[own], as: UTF8.self)
                evidence.add(
                    SiteEvidence(
                        side, tone == .prose ? code + "_prose" : code, weight, quote: quote, place: place, line: line,
                        span: start.map { ($0 + own.lowerBound)..<($0 + own.upperBound) }))
            }
        }
        note(Self.assets, .crypto, "asset", (0.2, 0.15, 0.08))
        note(Self.trade, .crypto, "trade_word", (0.35, 0.25, 0.08))
        func noteOwn(_ code: String, _ weight: Double, _ range: Range<Int>) {
            let own = folded.original(range, of: text)
            evidence.add(
                SiteEvidence(
                    .crypto, code, weight, quote: String(decoding: Array(text.utf8)[own], as: UTF8.self),
                    place: place, line: line, span: start.map { ($0 + own.lowerBound)..<($0 + own.upperBound) }))
        }
        if tone != .prose, let deal = CoinDeal.range(in: bytes, innocent), start != nil || place == "script" {
            noteOwn("trade_word", 0.35, deal)
        }
        if tone == .prose, Self.units(bytes) <= 30, place == "text", let deal = CoinDeal.range(in: bytes, innocent) {
            noteOwn("trade_word_prose", 0.12, deal)
        }
        if let secrecy = TradeSigns.secrecy(in: bytes), place != "meta" { noteOwn("no_remark", 0.35, secrecy) }
        note(Self.board, .crypto, "board_word", (0.18, 0.12, 0.02))
        note(Self.cashier, .gateway, "cashier_word", (0.3, 0.25, 0.04))
        readInnocent(bytes, text, folded, tone, place: place, line: line, at: start)
        readMethods(text, folded, tone, place, line, start, pieces)
        readNumbers(text, folded, tone, place, line, start)
        readLinks(text, place: place, line: line, at: start)
    }

    /// What speaks for a tip jar, a shop, a newspaper, a manual.
    private mutating func readInnocent(
        _ bytes: [UInt8], _ text: String, _ folded: FoldedText, _ tone: Tone, place: String, line: Int, at start: Int?
    ) {
        guard mayExcuse else { return }
        let kinds: [(PhraseFinder, String, (Double, Double, Double))] = [
            (Self.donation, "donation", (0.5, 0.4, 0.2)), (Self.shop, "shop", (0.3, 0.2, 0.05)),
            (Self.news, "news", (0.2, 0.2, 0.1)), (Self.manual, "manual", (0.2, 0.2, 0.1)),
        ]
        for (finder, code, weights) in kinds {
            for match in finder.matches(bytes) {
                let weight = tone == .label ? weights.0 : tone == .line ? weights.1 : weights.2
                let own = folded.original(match.range, of: text)
                evidence.add(
                    SiteEvidence(
                        .innocent, tone == .prose ? code + "_prose" : code, weight,
                        quote: String(decoding: Array(text.utf8)[own], as: UTF8.self), place: place, line: line,
                        span: start.map { ($0 + own.lowerBound)..<($0 + own.upperBound) }))
            }
        }
    }

    /// Ways to pay: in a label they are offered, in prose written about.
    private mutating func readMethods(
        _ text: String, _ folded: FoldedText, _ tone: Tone, _ place: String, _ line: Int, _ start: Int?, _ pieces: Int
    ) {
        let matches = Self.methodFinder.matches(folded.bytes)
        // What offers a way to pay says little else; a headline says what happened.
        let named = matches.reduce(0) { $0 + Self.units(Array(folded.bytes[$1.range])) }
        let isBare = pieces >= 3 || Self.units(folded.bytes) - named <= 6 * matches.count
        let kinds = Set(matches.map { Self.methodNames[$0.phrase] })
        let isSaid =
            place == "text" && kinds.count >= 2 && Self.units(folded.bytes) <= 60
            && MethodOffer.isOffered(matches.map(\.range), in: folded.bytes)
        let isOffer = tone != .prose && place != "title" && isBare || isSaid
        for match in matches {
            let method = Self.methodNames[match.phrase]
            let own = folded.original(match.range, of: text)
            if isOffer { evidence.offer(method) }
            evidence.add(
                SiteEvidence(
                    .gateway, isOffer ? "method" : "method_prose", isOffer ? 0.15 : 0.03,
                    quote: String(decoding: Array(text.utf8)[own], as: UTF8.self), place: place, line: line,
                    span: start.map { ($0 + own.lowerBound)..<($0 + own.upperBound) }))
        }
    }

    private mutating func readNumbers(
        _ text: String, _ folded: FoldedText, _ tone: Tone, _ place: String, _ line: Int, _ start: Int?
    ) {
        for run in Contacts.bankCards(folded.bytes) where tone != .prose {
            let own = folded.original(run.range, of: text)
            evidence.add(
                SiteEvidence(
                    .gateway, "bank_card", 0.5, quote: run.text, place: place, line: line,
                    span: start.map { ($0 + own.lowerBound)..<($0 + own.upperBound) }))
            evidence.add(Payee(.bankCard, run.text))
        }
        for id in Contacts.alipayIDs(folded.bytes) {
            evidence.add(SiteEvidence(.gateway, "alipay_id", 0.5, quote: id, place: place, line: line))
            evidence.add(Payee(.alipayID, id))
        }
        for contact in Contacts.contacts(text) { evidence.add(contact) }
    }

    mutating func note(_ code: String, _ weight: Double, _ quote: String, _ line: Int, _ span: Range<Int>) {
        evidence.add(SiteEvidence(.crypto, code, weight, quote: quote, place: "text", line: line, span: span))
    }

    mutating func addPayee(_ payee: Payee) { evidence.add(payee) }

    private mutating func readLinks(_ text: String, place: String, line: Int, at start: Int?, less: Double = 1) {
        for (hit, range) in PaymentLinks.hits(in: text) {
            let bytes = Array(text.utf8)
            let quote = range.upperBound <= bytes.count ? String(decoding: bytes[range], as: UTF8.self) : text
            evidence.add(
                SiteEvidence(.gateway, hit.code, hit.weight * less, quote: quote, place: place, line: line))
            evidence.add(hit.payee)
        }
    }

    // MARK: Links, pictures, frames

    private mutating func readReferences() {
        for reference in page.references {
            readLinks(reference.address, place: reference.kind.rawValue, line: reference.line, at: nil)
            readFamily(reference)
            let isShown = reference.kind == .picture || reference.kind == .link
            if isShown {
                readMarks(reference.label + " " + reference.marks + " " + fileName(reference), reference.line)
            }
            if reference.kind == .link || reference.kind == .frame, let host = WebAddress.host(reference.address) {
                evidence.add(Payee(.domain, host))
            }
        }
        for (marks, line) in page.marks { readMarks(marks, line) }
    }

    private func fileName(_ reference: Reference) -> String {
        guard reference.kind == .picture, !reference.address.hasPrefix("data:") else { return "" }
        let path = reference.address.prefix { $0 != "?" }
        return String(path.split(separator: "/").last ?? "")
    }

    /// Names of pictures, classes and ids say which ways to pay are offered.
    private mutating func readMarks(_ text: String, _ line: Int) {
        let folded = FoldedText(text.split { "-_./".contains($0) }.joined(separator: " "))
        guard folded.bytes.count <= 2_000 else { return }
        for match in Self.methodFinder.matches(folded.bytes) {
            let method = Self.methodNames[match.phrase]
            guard method != "wechat" || evidence.methods.contains("alipay") else { continue }
            evidence.offer(method, isMark: true)
            evidence.add(
                SiteEvidence(.gateway, "method_mark", 0.1, quote: String(text.prefix(80)), place: "mark", line: line))
        }
    }

    private mutating func readFamily(_ reference: Reference) {
        let query = PaymentLinks.query(reference.address)
        guard !query.isEmpty, let hit = PaymentLinks.family(Set(query.map(\.name))) else { return }
        evidence.add(
            SiteEvidence(
                .gateway, hit.code, hit.weight, quote: reference.address, place: reference.kind.rawValue,
                line: reference.line))
        readOrder(query, reference.address, reference.line)
    }

    private mutating func readForms() {
        for form in page.forms {
            var names = Set(form.fields.map { $0.name.lowercased() })
            for (name, _) in PaymentLinks.query(form.action) { names.insert(name) }
            guard let hit = PaymentLinks.family(names) else { continue }
            evidence.add(
                SiteEvidence(
                    .gateway, hit.code, hit.weight, quote: "\(form.action) \(names.sorted().joined(separator: " "))",
                    place: "form", line: form.line))
            readOrder(form.fields.map { ($0.name.lowercased(), $0.value) }, form.action, form.line)
        }
    }

    /// The merchant's number at a fourth party, and what the order says is bought.
    private mutating func readOrder(_ fields: [(name: String, value: String)], _ address: String, _ line: Int) {
        let host = WebAddress.host(address) ?? ""
        for (name, value) in fields where !value.isEmpty {
            if ["pid", "memberid", "pay_memberid", "mch_id", "mchid", "merchant_id", "merchantid", "merchant_no"]
                .contains(name)
            {
                evidence.add(Payee(.gatewayMerchant, host.isEmpty ? value : "\(value)@\(host)"))
            }
            if [
                "name", "subject", "body", "title", "productname", "pay_productname", "goods_name", "goodsname",
                "param", "attach",
            ].contains(name) {
                let folded = FoldedText(value)
                let isCoin =
                    !Self.assets.matches(folded.bytes).isEmpty || !Self.trade.matches(folded.bytes).isEmpty
                if isCoin {
                    evidence.add(
                        SiteEvidence(.crypto, "coin_is_sold", 0.6, quote: value, place: "form", line: line))
                }
                read(value, .line, place: "form", line: line, at: nil)
            }
        }
    }

    // MARK: Scripts

    private mutating func readScripts() {
        for (text, line) in page.scripts {
            readLinks(text, place: "script", line: line, at: nil, less: 0.9)
            let names = ScriptStrings.names(in: text)
            if let hit = PaymentLinks.family(names) {
                evidence.add(
                    SiteEvidence(
                        .gateway, hit.code, hit.weight * 0.9, quote: "parameters of an order", place: "script",
                        line: line))
            }
            readBoard(text, place: "script", line)
            for string in ScriptStrings.texts(in: text) {
                let folded = FoldedText(string.text)
                let block = Block(text: string.text, element: "", line: line, range: 0..<0, pieces: [])
                let tone = Self.tone(block, folded)
                if tone == .label { signs.add(block, folded) }
                read(
                    string.text, folded, tone == .label ? .line : .prose, place: "script", line: line + string.line,
                    at: nil)
            }
        }
    }

    /// Data of a board, in a script or as the page itself.
    private mutating func readBoard(_ text: String, place: String, _ line: Int) {
        guard let board = ScriptDecoder.isBoard(text) else { return }
        evidence.add(
            SiteEvidence(
                .crypto, "coin_offer", 0.5, quote: "orders with \(board.coin), price, limits", place: place, line: line)
        )
        evidence.add(SiteEvidence(.crypto, "asset", 0.2, quote: board.coin, place: place, line: line))
        for method in board.methods {
            let name = method.hasPrefix("w") ? "wechat-pay" : method.hasPrefix("bank") ? "bank" : method
            evidence.offer(name)
            evidence.add(SiteEvidence(.gateway, "method", 0.15, quote: method, place: place, line: line))
        }
    }

    /// Codes in the page's pictures.
    mutating func readPicture(_ codes: [String], _ name: String, _ line: Int) {
        for code in codes {
            let hits = PaymentLinks.hits(in: code)
            for (hit, _) in hits {
                evidence.add(
                    SiteEvidence(.gateway, hit.code, hit.weight, quote: code, place: "picture \(name)", line: line))
                evidence.add(hit.payee)
            }
            if hits.isEmpty, let hit = PaymentLinks.family(Set(PaymentLinks.query(code).map(\.name))) {
                evidence.add(
                    SiteEvidence(.gateway, hit.code, hit.weight, quote: code, place: "picture \(name)", line: line))
            }
            for wallet in Wallets.addresses(in: code) {
                evidence.add(SiteEvidence(.crypto, "wallet", 0.3, quote: wallet, place: "picture \(name)", line: line))
                evidence.add(Payee(.wallet, wallet))
            }
        }
    }

    static func methodRanges(_ bytes: [UInt8]) -> [Range<Int>] { methodFinder.matches(bytes).map(\.range) }

    static func assetRanges(_ bytes: [UInt8]) -> [Range<Int>] { assets.matches(bytes).map(\.range) }

    static func isAsset(_ bytes: [UInt8]) -> Bool {
        let innocent = innocent.matches(bytes).map(\.range)
        return assets.matches(bytes).contains { match in
            !innocent.contains { $0.overlaps(match.range) && $0.count > match.range.count }
        }
    }
}
