extension EvidenceReader {
    private static let ofTrade: [TemplateTally.Kind] = [
        .board, .c2c, .fiat, .person, .letGo, .deed, .limit, .coin, .advert, .price, .buying, .selling,
    ]
    private static let ofMoney: [TemplateTally.Kind] = [
        .alipay, .wechat, .bank, .yuan, .paying, .person, .letGo, .advert,
    ]
    private static let fewestKindsBesideDeals = 3

    /// What a template's names say. Its words, scripts and pictures must have been read.
    mutating func readTemplate() {
        guard var tally = page.template, !evidence.shape.isRead, page.learned?.isOfGoods != true else { return }
        for block in page.blocks { tally.add(TextBlock(block)) }
        // Its words may name a rail where its names do not.
        let isPayable = !evidence.methods.subtracting(["wechat"]).isEmpty
        guard let way = tally.way ?? (isPayable ? .rails : nil), way == .rails || !evidence.isOfOtherMoney else {
            return
        }
        // Where its words deal in coins already, names need only say how is paid.
        let isDealt = evidence.strongest("coin_offer") >= 0.5 || evidence.strongest("coin_is_sold") >= 0.45
        guard tally.isBoard || isDealt && tally.kinds >= Self.fewestKindsBesideDeals else { return }
        if tally.isBoard {
            let (quote, line) = tally.quote(Self.ofTrade, most: 4)
            evidence.add(SiteEvidence(.crypto, "coin_offer", 0.65, quote: quote, place: "template", line: line))
            let coin = tally.quote([.coin, .board, .c2c, .fiat], most: 1)
            evidence.add(
                SiteEvidence(.crypto, "asset", 0.2, quote: coin.text, place: "template", line: coin.line))
        }
        let (quote, line) = tally.quote(Self.ofMoney, most: 3)
        if way == .rails {
            for method in tally.methods {
                evidence.offer(method, isForOther: false)
                evidence.add(
                    SiteEvidence(.gateway, "method", 0.15, quote: quote, place: "template", line: line))
            }
        } else {
            evidence.add(SiteEvidence(.gateway, "fiat_board", 0.5, quote: quote, place: "template", line: line))
        }
    }
}

extension Passage {
    /// Its words without what is yet to be filled in: `{{ $t('trade.tips') }}` asks for no tip. Bytes stay in place.
    var filled: Passage {
        var bytes = Array(text.utf8)
        guard bytes.contains(123) || Scan.range(of: "$t(", in: bytes) != nil else { return self }
        let pairs = [("{{", "}}"), ("$t(", ")"), ("{$", "}"), ("{:", "}"), ("${", "}"), ("{%", "%}")]
        for (opening, closing) in pairs {
            var from = 0
            while let head = Scan.range(of: opening, in: bytes, from: from) {
                let end = Scan.range(of: closing, in: bytes, from: head.upperBound)?.upperBound ?? bytes.count
                for i in head.lowerBound..<end { bytes[i] = 32 }
                from = end
            }
        }
        let masked = String(decoding: bytes, as: UTF8.self)
        return Passage(masked, FoldedText(masked), tone, place: place, line: line, start: start, pieces: pieces)
    }
}
