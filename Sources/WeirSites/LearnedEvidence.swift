extension EvidenceReader {
    /// From here on it counts, in hundredths: of 570 honest pages of others hardly one.
    private static let learnedLine = 150
    /// What it is worth that one side stands without it.
    private static let ofOneSide = 50
    /// A sentence or two may have a few of them.
    private static let fewestLearned = 8
    private static let mostLearned = 4

    /// What a page's words say together, where what is said before makes no finding of it: the deal, where a coin is
    /// named, and persons who pay each other, where money is told of. Everything else must have been read.
    ///
    /// It is no evidence against a reading that is innocent, of articles, of other moneys, of books of orders, or
    /// where sentences alone name a coin.
    mutating func readLearned() {
        guard let reading = page.learned, let coin = reading.coin, let (money, line) = learnedMoney(reading),
            !reading.isOrderBook, !reading.isOfGoods, !evidence.shape.isRead, !evidence.isRanking,
            !evidence.isCalculator, !evidence.isDefined
        else { return }
        if evidence.isOfOtherMoney, evidence.methods.subtracting(["bank"]).isEmpty { return }
        // Banks forbid coins, and warn of them, in sentences. Only who deals in them asks payers to say nothing of it.
        let told = evidence.count("asset_prose") + evidence.count("trade_word_prose")
        let shown = evidence.count("asset") + evidence.count("trade_word") + evidence.count("no_remark")
        if told > 0, shown == 0, !(isComponent && LearnedReading.isName(coin.text)) { return }
        let score = SiteScore(evidence, prose: proseCharacters, labels: labels)
        guard score.innocent.isEmpty, !score.isFinding else { return }
        let isHalf = score.gateway >= SiteFinding.line || score.crypto >= SiteFinding.line
        let isNamed = reading.money != nil
        guard reading.score + (isHalf && isNamed ? Self.ofOneSide : 0) > line else { return }
        guard reading.ofTrade >= Self.fewestLearned else { return }
        for phrase in reading.strongest.prefix(Self.mostLearned) {
            evidence.add(learned(.crypto, "learned_words", 0.25, phrase))
        }
        evidence.add(learned(.crypto, "asset", 0.2, coin))
        evidence.add(learned(.gateway, "fiat_board", 0.5, money))
    }

    /// The page is a program's source, which has names in place of sentences.
    private var isComponent: Bool {
        let head = page.text.prefix(200).drop { $0.isWhitespace }
        return ["import ", "'use client'", "\"use client\""].contains { head.hasPrefix($0) }
    }

    /// A rail or yuan, with what the words must come to; or how one pays at all, on a page in Chinese, and a board's
    /// own name: templates leave to their data what is paid with.
    private func learnedMoney(_ reading: LearnedReading) -> (LearnedReading.Phrase, Int)? {
        if let money = reading.money { return (money, Self.learnedLine) }
        if evidence.isOfOtherMoney { return nil }
        if let way = reading.paying, reading.isChinese { return (way, Self.learnedLine) }
        return reading.board.map { ($0, Self.learnedLine + Self.ofOneSide) }
    }

    /// With its place in the text, where it stands there as well.
    private func learned(
        _ side: SiteEvidence.Side, _ code: String, _ weight: Double, _ phrase: LearnedReading.Phrase
    ) -> SiteEvidence {
        let span = Scan.range(of: phrase.text, in: Array(page.text.utf8))
        return SiteEvidence(
            side, code, weight, quote: phrase.text, place: span == nil ? "source" : "text", line: phrase.line,
            span: span)
    }
}
