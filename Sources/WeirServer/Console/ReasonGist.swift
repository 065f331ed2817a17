/// A reason in a few words, for whoever glances at it; the whole of it is a click away.
enum ReasonGist {
    /// How the engine begins a text, and the same shorter.
    private struct Shorter: Sendable {
        let beginning: EngineWords.Pattern
        let words: Phrase

        /// - Parameter beginning: `#` stands for a figure, `~` for anything; in the words `\0` for the first of them.
        init(_ beginning: String, _ english: String, _ chinese: String) {
            self.beginning = EngineWords.Pattern(beginning, chinese)
            words = Phrase(english, chinese)
        }
    }

    private static let price = ["are a plain quantity", "is a plain quantity", "lie close to", "lies close to"].map {
        let quantity = $0.hasSuffix("to") ? " a plain quantity" : ""
        return Shorter(
            "# of # amounts, ~, \($0)\(quantity) of ~ at the board price",
            #"\0 of \1 amounts fit the board price of \3"#, #"\1 笔金额中 \0 笔符合 \3 盘口价"#)
    }

    private static let others = [
        Shorter(
            "Moved by some thousandths, # of # amounts received speak for multiples of # ~ at # %",
            #"\0 of \1 amounts received, each moved a little, fit multiples of \2 \3"#,
            #"收到的 \1 笔金额中 \0 笔略有出入地符合 \2 \3 的整数倍"#),
        Shorter(
            "In seven days # strangers paid the account and it paid # stranger",
            #"\0 strangers paid it in a week, it paid \1"#, #"一周内 \0 个陌生人付款，其付给 \1 个陌生人"#),
        Shorter(
            "Transfers of the payee's account are suspended by measure #.", #"payee suspended, measure \0"#,
            #"收款人已被暂停转账，措施 \0"#),
        Shorter(
            "Transfers of the payer's account are suspended by measure #.", #"payer suspended, measure \0"#,
            #"付款人已被暂停转账，措施 \0"#),
        Shorter(
            "What came in was worth about # dollars a payment.", #"sums that came in: about \0 dollars each"#,
            #"每笔收入约值 \0 美元"#),
        Shorter(
            "What it paid was worth about # dollars a payment.", #"sums that it paid: about \0 dollars each"#,
            #"每笔付出约值 \0 美元"#),
        Shorter(
            "# times the same price came with different fen", #"the same price with other fen, \0 times"#,
            #"同一价格带不同分位尾数，\0 次"#),
        Shorter(
            "# % of the sums that came in, small ones aside, lie one to ten fen beside a multiple of ten.",
            #"\0 % of its sums lie a few fen beside a round one"#, #"\0 % 的金额与整数差几分"#),
        Shorter(
            "# % of the payments came without a remark, # % with an order number.",
            #"no remark on \0 %, an order number on \1 %"#, #"\0 % 无备注，\1 % 备注为单号"#),
    ]

    private static let all = price + others

    /// - Parameter chinese: a rule's own.
    static func phrase(_ text: String, _ chinese: String = "") -> Phrase {
        guard chinese.isEmpty else { return Phrase(bare(sentence(text)), bare(sentence(chinese))) }
        for shorter in all {
            guard let found = shorter.beginning.read(text[...]) else { continue }
            let filled = [shorter.words.en, shorter.words.zh].map { EngineWords.fill($0, found.holes) { String($0) } }
            return Phrase(filled[0], filled[1])
        }
        return Phrase(bare(sentence(text)), bare(sentence(EngineWords.chinese(text))))
    }

    /// The first one, with what ends it.
    private static func sentence(_ text: String) -> String {
        var end = text.endIndex
        for stop in [". ", "。"] {
            guard let found = text[...].range(ofBytes: stop) else { continue }
            end = min(end, text.index(after: found.lowerBound))
        }
        return String(text[..<end])
    }

    private static let longest = 120

    private static func bare(_ sentence: String) -> String {
        var words = sentence[...]
        while let last = words.last, last == "." || last == "。" || last == " " { words.removeLast() }
        return words.count > longest ? String(words.prefix(longest)) + "…" : String(words)
    }
}
