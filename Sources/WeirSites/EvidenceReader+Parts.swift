import WeirDomain

/// A row of a board in the data of an element: data-coin="USDT" data-price="7.19" data-pay="alipay" data-side="sell".
struct DataRow {
    let coin: String
    let price: Double
    let hasSide: Bool
    let text: String

    init?(_ text: String) {
        guard text.utf8.count <= 200, text.utf8.contains(46), !text.utf8.contains(123) else { return nil }
        let words = text.lowercased().split(separator: " ").map(String.init)
        guard let coin = words.first(where: { ["usdt", "usdc", "usdt-trc20", "usdt_trc20"].contains($0) }),
            let price = words.compactMap({ Figure(Array($0.utf8)[...]) }).first(where: \.isPrice),
            !ScriptDecoder.ways(words).isEmpty
        else { return nil }
        self.coin = coin
        self.price = price.value
        self.text = text
        hasSide = words.contains { ["buy", "sell", "买入", "卖出", "购买", "出售"].contains($0) }
    }
}

/// What stands in links, pictures, forms and scripts.
extension EvidenceReader {
    // MARK: Links, pictures, frames

    mutating func readReferences() {
        for reference in page.references {
            readLinks(reference.address, place: reference.kind.rawValue, line: reference.line)
            readFamily(reference)
            let isShown = reference.kind == .picture || reference.kind == .link
            if isShown {
                let said = reference.label + " " + reference.marks + " " + fileName(reference)
                readMarks(said, reference.line, reference.place)
            }
            if reference.kind == .link || reference.kind == .frame, let host = WebAddress.host(reference.address) {
                evidence.add(Payee(.domain, host))
            }
        }
        for (marks, line, place) in page.marks {
            readMarks(marks, line, place)
            // Shells of applications keep their data in an attribute.
            guard marks.utf8.contains(123) else { continue }
            readBoard(marks, ScriptData(marks), place: "mark", line)
            readLinks(marks, place: "mark", line: line, less: 0.9)
        }
    }

    private static let arrows = PhraseFinder([
        "arrow", "arrows", "swap", "exchange", "convert", "switch", "transfer", "→", "⇄", "⇌", "➜", "箭头",
    ])

    /// A picture of a coin, one of an arrow and one of a rail, side by side: a coin for money of a rail.
    mutating func readPictures() {
        guard !evidence.shape.isRead else { return }
        let shown = page.references.filter { $0.kind == .picture }
        for (i, arrow) in shown.enumerated().dropFirst() where i + 1 < shown.count {
            guard !Self.arrows.matches(said(arrow)).isEmpty else { continue }
            let (one, other) = (said(shown[i - 1]), said(shown[i + 1]))
            for (coin, rail) in [(one, other), (other, one)] {
                guard let match = WordlessDesk.coins.matches(coin).first, Self.methodFinder.matches(coin).isEmpty,
                    let method = Self.methodFinder.matches(rail).first, WordlessDesk.coins.matches(rail).isEmpty
                else { continue }
                let quote = String(decoding: coin + [32] + rail, as: UTF8.self)
                evidence.add(
                    SiteEvidence(.crypto, "coin_offer", 0.55, quote: quote, place: "picture", line: arrow.line))
                let name = String(decoding: coin[match.range], as: UTF8.self)
                evidence.add(SiteEvidence(.crypto, "asset", 0.2, quote: name, place: "picture", line: arrow.line))
                let way = Self.methodNames[method.phrase]
                evidence.offer(way == "wechat" ? "wechat-pay" : way)
                return
            }
        }
    }

    /// What a picture says of itself: its alternative text, its class, its file's name.
    private func said(_ picture: Reference) -> [UInt8] {
        let text = [picture.label, picture.marks, fileName(picture)].joined(separator: " ")
        return FoldedText(text.split { "-_./".contains($0) }.joined(separator: " ")).bytes
    }

    private func fileName(_ reference: Reference) -> String {
        guard reference.kind == .picture, !reference.address.hasPrefix("data:") else { return "" }
        let path = reference.address.prefix { $0 != "?" }
        return String(path.split(separator: "/").last ?? "")
    }

    /// Names of pictures, classes and ids say which ways to pay are offered.
    /// - Parameter place: how much of the text stands before.
    mutating func readMarks(_ text: String, _ line: Int, _ place: Int) {
        let folded = FoldedText(text.split { "-_./".contains($0) }.joined(separator: " "))
        guard folded.bytes.count <= 2_000 else { return }
        let isOfMoney = !Self.methodFinder.matches(folded.bytes).isEmpty
        if !WordlessDesk.coins.matches(folded.bytes).isEmpty { evidence.coinPictures.append(place) }
        if isOfMoney { evidence.methodPictures.insert(place) }
        for match in Self.methodFinder.matches(folded.bytes) {
            let method = Self.methodNames[match.phrase]
            guard method != "wechat" || evidence.methods.contains("alipay") else { continue }
            evidence.offer(method, isMark: true)
            evidence.add(
                SiteEvidence(.gateway, "method_mark", 0.1, quote: String(text.prefix(80)), place: "mark", line: line))
        }
        readShortMarks(folded.bytes, text, line)
        if let row = DataRow(text) { evidence.rows.append((row, line)) }
    }

    /// wx.png and pay_ali.png: short names that are words of pictures only.
    private mutating func readShortMarks(_ bytes: [UInt8], _ text: String, _ line: Int) {
        let words = bytes.split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
        let isAlipay = zip(words, words.dropFirst()).contains { one, other in
            [one, other].sorted() == ["ali", "pay"]
        }
        let isWeChat = words.contains("wx") && evidence.methods.contains("alipay")
        guard isAlipay || isWeChat else { return }
        evidence.offer(isAlipay ? "alipay" : "wechat", isMark: true)
        evidence.add(
            SiteEvidence(.gateway, "method_mark", 0.1, quote: String(text.prefix(80)), place: "mark", line: line))
    }

    /// Rows of a board that only the data of its elements tell: one that buys or sells, or several at one market's
    /// prices.
    mutating func readDataRows() {
        let rows = evidence.rows
        guard let first = rows.first else { return }
        let prices = rows.map(\.row.price)
        let areAlike = prices.count >= 2 && (prices.max() ?? 0) <= (prices.min() ?? 0) * 1.06
        guard areAlike || rows.contains(where: \.row.hasSide) else { return }
        evidence.add(
            SiteEvidence(.crypto, "coin_offer", 0.5, quote: first.row.text, place: "mark", line: first.line))
        evidence.add(SiteEvidence(.crypto, "asset", 0.2, quote: first.row.coin, place: "mark", line: first.line))
    }

    /// What no word says: the coin is an address or a picture. Pictures must have been read.
    mutating func readWordless() {
        // A coin's picture right beside that of a way to pay is one of a list of ways to pay.
        let pictures = evidence.coinPictures.count { !evidence.methodPictures.contains($0) }
        guard !evidence.shape.isRead else { return }
        if let desk = desk.evidence(hasWallet: evidence.count("wallet") > 0, pictures: pictures) { evidence.add(desk) }
        let leads =
            evidence.strongest("payment_code") > 0
            || page.references.contains { $0.kind == .link && DeskTally.leadsToTalk($0.address) }
        if evidence.count("coin_leaflet") == 0, let offer = tally.evidence(pictures: pictures, leads: leads) {
            evidence.add(offer)
            evidence.terseMethods.formUnion(tally.methods)
        }
    }

    mutating func readFamily(_ reference: Reference) {
        let query = PaymentLinks.query(reference.address)
        guard !query.isEmpty, let hit = PaymentLinks.family(Set(query.map(\.name))) else { return }
        evidence.add(
            SiteEvidence(
                .gateway, hit.code, hit.weight, quote: reference.address, place: reference.kind.rawValue,
                line: reference.line))
        readOrder(query, reference.address, reference.line)
    }

    mutating func readForms() {
        for form in page.forms {
            for field in form.fields where field.value.utf8.first == 123 && field.value.utf8.count <= 8_192 {
                readOrder(Self.pairs(in: field.value), form.action, form.line)
            }
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

    /// Names and texts of an order that is sent as JSON: {"subject":"TRX 500"}.
    private static func pairs(in json: String) -> [(name: String, value: String)] {
        var texts: [(text: String, isName: Bool)] = []
        let bytes = Array(json.utf8)
        var i = 0
        while i < bytes.count, texts.count < 64 {
            guard bytes[i] == 34 else {
                i += 1
                continue
            }
            var end = i + 1
            while end < bytes.count, bytes[end] != 34 { end += bytes[end] == 92 ? 2 : 1 }
            guard end < bytes.count else { break }
            let isName = bytes[(end + 1)...].first { $0 != 32 } == 58
            texts.append((String(decoding: bytes[(i + 1)..<end], as: UTF8.self), isName))
            i = end + 1
        }
        return zip(texts, texts.dropFirst()).compactMap { name, value in
            name.isName && !value.isName ? (name.text.lowercased(), value.text) : nil
        }
    }

    /// The merchant's number at a fourth party, and what the order says is bought.
    mutating func readOrder(_ fields: [(name: String, value: String)], _ address: String, _ line: Int) {
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
                    || ShortCoin(folded.bytes).isNamed
                if isCoin {
                    evidence.add(
                        SiteEvidence(.crypto, "coin_is_sold", 0.6, quote: value, place: "form", line: line))
                }
                read(Passage(value, folded, .line, place: "form", line: line))
            }
        }
    }

    // MARK: Scripts

    mutating func readScripts() {
        for (source, line) in page.scripts {
            let text = ScriptArguments.applied(source) ?? source
            readLinks(text, place: "script", line: line, less: 0.9)
            let names = ScriptStrings.names(in: text)
            if let hit = PaymentLinks.family(names) {
                evidence.add(
                    SiteEvidence(
                        .gateway, hit.code, hit.weight * 0.9, quote: "parameters of an order", place: "script",
                        line: line))
            }
            let data = ScriptData(text)
            readBoard(text, data, place: "script", line)
            if let goods = data.soldCoin {
                evidence.add(SiteEvidence(.crypto, "coin_is_sold", 0.6, quote: goods, place: "script", line: line))
            }
            for string in ScriptStrings.texts(in: text) {
                let folded = FoldedText(string.text)
                let block = Block(text: string.text, element: "", line: line, range: 0..<0, pieces: [])
                let tone = TextBlock.tone(block, folded)
                if tone == .label { signs.add(block, folded) }
                let heard: Tone = tone == .label ? .line : .prose
                read(Passage(string.text, folded, heard, place: "script", line: line + string.line))
            }
            // The words of a board in a script, and its coin by a name that is no word: coin: "USDT".
            if evidence.count("asset") == 0, evidence.count("trade_word") > 0,
                let coin = data.coin ?? ShellScript.listedCoin(in: text)
            {
                evidence.add(SiteEvidence(.crypto, "asset", 0.15, quote: coin, place: "script", line: line))
            }
        }
    }

    /// Data of a board, in a script or as the page itself.
    mutating func readBoard(_ text: String, _ data: ScriptData, place: String, _ line: Int) {
        let deals = evidence.strongest("trade_word") >= 0.25
        // What stands in the text may be a sample of an interface's answers: there only whole boards count.
        let offer = place == "text" ? nil : ScriptOffers.find(in: text, takesRate: deals)
        let shell = isShell && place == "script" ? ShellScript.offer(in: text, data, takesRate: deals) : nil
        guard let board = ScriptDecoder.isBoard(text, data, takesRate: deals) ?? offer ?? shell else { return }
        evidence.add(
            SiteEvidence(
                .crypto, "coin_offer", 0.5, quote: "orders with \(board.coin), price, limits", place: place, line: line)
        )
        evidence.add(SiteEvidence(.crypto, "asset", 0.2, quote: board.coin, place: place, line: line))
        for method in board.methods {
            evidence.offer(method == "wechat" ? "wechat-pay" : method)
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
}

/// Where words stand.
extension EvidenceReader {
    static func methodRanges(_ bytes: [UInt8]) -> [Range<Int>] { methodFinder.matches(bytes).map(\.range) }

    /// Ways to pay that have accounts; 微信 alone is a way to talk.
    static func walletRanges(_ bytes: [UInt8]) -> [Range<Int>] {
        methodFinder.matches(bytes).filter { methodNames[$0.phrase] != "wechat" }.map(\.range)
    }

    static func assetRanges(_ bytes: [UInt8]) -> [Range<Int>] { assets.matches(bytes).map(\.range) }

    static func isAsset(_ bytes: [UInt8]) -> Bool {
        let innocent = innocent.matches(bytes).map(\.range)
        return assets.matches(bytes).contains { match in
            !innocent.contains { $0.overlaps(match.range) && $0.count > match.range.count }
        }
    }
}

/// Accounts, tokens by names of their own, and whether anybody can answer to the page.
extension EvidenceReader {
    /// Nothing on the page can be pressed or filled in, and nobody is to be written to.
    var isPoster: Bool {
        let contacts: Set<Payee.Kind> = [.phone, .mail, .qq, .wechat, .telegram]
        return page.forms.allSatisfy(\.fields.isEmpty) && !evidence.payees.contains { contacts.contains($0.kind) }
            && !page.blocks.contains { ["button", "input", "select", "option"].contains($0.element) }
            && !page.references.contains { $0.kind == .link && DeskTally.leadsToTalk($0.address) }
    }

    mutating func readAccounts(_ blocks: [TextBlock]) {
        let accounts = PayAccounts.find(blocks)
        if !evidence.shape.isRead, let order = AccountOrder.find(blocks, accounts) {
            let low = min(order.coins.range.lowerBound, order.sum.range.lowerBound)
            note(
                "coin_rate", 0.5, "\(order.coins.text) | \(order.sum.text)", order.sum.line,
                low..<max(order.coins.range.upperBound, order.sum.range.upperBound))
        }
        for account in accounts {
            evidence.add(
                SiteEvidence(
                    .gateway, "pay_account", 0.45, quote: account.text, place: "text", line: account.block.line,
                    span: account.range))
            if let kind = account.kind { evidence.add(Payee(kind, account.text)) }
        }
    }

    /// A coin by a name of its own, where other words of the page speak of coins or of a board.
    mutating func readNamelessCoin(_ blocks: [TextBlock]) {
        let speaks =
            evidence.items.contains { ["asset", "asset_prose", "trade_word", "trade_word_prose"].contains($0.code) }
            || evidence.count("board_word") >= 4
        let isTraded = evidence.items.contains {
            $0.code == "trade_word" && $0.weight >= 0.35 && !SiteScore.isOfArcades($0)
        }
        let known = speaks ? NamelessCoins.find(blocks, isTraded: isTraded) : nil
        let token = known == nil && !evidence.shape.isRead ? FiatToken.find(blocks) ?? FiatToken.issued(blocks) : nil
        guard let coin = known ?? token, let first = coin.blocks.first else { return }
        let span = coin.blocks.map(\.range.lowerBound).min().map { low in
            low..<(coin.blocks.map(\.range.upperBound).max() ?? low)
        }
        evidence.add(SiteEvidence(.crypto, "asset", 0.2, quote: coin.unit, place: "text", line: first.line))
        evidence.add(
            SiteEvidence(
                .crypto, "coin_offer", token == nil ? 0.45 : 0.55,
                quote: coin.blocks.map(\.text).joined(separator: " | "), place: "text",
                line: first.line, span: span))
    }
}
