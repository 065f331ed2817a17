import WeirDomain

/// What the engine has seen, as the holder of the account is told it: the same figures, without anybody else's name,
/// without what tells of other people's accounts, and without what is weighed how heavily. What fits no sentence here
/// is told by its kind alone.
enum HolderWords {
    /// One sentence of the engine's, and what the holder is told of it.
    struct Sentence: Sendable {
        private let pattern: EngineWords.Pattern
        private let english: String
        private let chinese: String

        /// - Parameter pattern: `#` stands for a figure, `~` for anything; `\0` is the first of them.
        init(_ pattern: String, _ english: String, _ chinese: String) {
            self.pattern = EngineWords.Pattern(pattern, "")
            self.english = english
            self.chinese = chinese
        }

        func told(_ text: Substring) -> (words: Phrase, rest: Substring)? {
            guard let (holes, rest) = pattern.read(text) else { return nil }
            let inEnglish = EngineWords.fill(english, holes) { String($0) }
            let inChinese = EngineWords.fill(chinese, holes) { EngineWords.term($0) }
            return (Phrase(inEnglish, inChinese), rest)
        }
    }

    /// The sentences of a text that may be told, in their order; the others are passed over.
    static func told(_ text: String) -> [Phrase] {
        var found: [Phrase] = []
        var rest = text[...]
        while !rest.isEmpty {
            if let (words, after) = first(rest) {
                found.append(words)
                rest = after
            } else {
                rest = rest.range(ofBytes: ". ").map { rest[$0.upperBound...] } ?? rest[rest.endIndex...]
            }
            while rest.first == " " { rest.removeFirst() }
        }
        return found
    }

    private static func first(_ text: Substring) -> (words: Phrase, rest: Substring)? {
        for sentence in sentences { if let found = sentence.told(text) { return found } }
        // Figures of the account alone are told as they stand.
        for pattern in EngineWords.toldToHolders {
            guard let (chinese, rest) = pattern.match(text) else { continue }
            return (Phrase(String(text[..<rest.startIndex]), chinese), rest)
        }
        return nil
    }

    private static let sentences = [price, flow, others, company, outside].flatMap { $0 }

    /// What tells of others: that it was looked at.
    private static let company: [Sentence] = {
        let ofOthers: [String] =
            [
                "# % of the payments that persons made to it came from accounts under an alert or stopped.",
                "# % of the money that it received came from accounts under an alert or stopped.",
                "# % of what came in was sent by accounts that were stopped later.",
                "# % of the strangers whom it paid deal with accounts that are stopped as dealers.",
                "# % of the money that it paid or tried to pay was for accounts that were stopped, and was declined.",
            ]
            + EngineWords.paid.map {
                "# % of what it \($0.0) to persons, by number, was for accounts under an alert or stopped."
            }
        return ofOthers.map {
            Sentence(
                $0, "What is known of those with whom it deals was looked at as well; it is not told.",
                "往来对方的已知情况也一并考虑，不予告知。")
        }
    }()

    private static let price: [Sentence] = priceLine + searchedLine + fen

    private static let searchedLine = [
        Sentence(
            "Moved by some thousandths, # of # amounts received speak for multiples of # ~ at # % of the board price, "
                + "and # of # paid out for multiples of # at # % of it; the best innocent price explains them worse, "
                + "by # nats.",
            #"Give or take some thousandths, \0 of \1 amounts received speak for multiples of \2 \3 near its market "#
                + #"price of the time, and \5 of \6 paid out for multiples of \7."#,
            #"允许千分之几的出入：收到的 \1 笔金额中 \0 笔指向按当时市场价计 \2 \3 的整数倍，付出的 \6 笔中 \5 笔指向 \7 的整数倍。"#)
    ]

    /// What else the prices may say, and by how much, weighs; the figures are told.
    private static let priceLine: [Sentence] = [
        "; against ~ the prices speak for coins by # nats.", "; ~ explains the prices better, by # nats.",
    ].flatMap { weighed in
        [
            Sentence(
                "# of # amounts, ~, ~ of ~ at the board price, lately at # to # ~" + weighed,
                #"\0 of \1 amounts, \2, \3 of \4 at its market price of the time, lately at \5 to \6 \7."#,
                #"\1 笔金额（\2）中有 \0 笔\3当时市场价乘以整数量的 \4，近期单价为 \5 至 \6 \7。"#),
            Sentence(
                "# of # amounts, ~, ~ of ~ at the board price" + weighed,
                #"\0 of \1 amounts, \2, \3 of \4 at its market price of the time."#,
                #"\1 笔金额（\2）中有 \0 笔\3当时市场价乘以整数量的 \4。"#),
        ]
    }

    private static let fen: [Sentence] = [
        Sentence(
            "# ~ the same price came with different fen, as gateways do that tell open orders apart, lately # and # ~.",
            #"The same price came with different last digits, as where open orders are told apart by them: \0 times, "#
                + #"lately \2 and \3 \4."#,
            #"同一价格带着不同的尾数出现 \0 次，如同以尾数区分未付订单，近来如 \2 与 \3 \4。"#),
        Sentence(
            "# ~ the same price came with different fen, as gateways do that tell open orders apart.",
            #"The same price came with different last digits, as where open orders are told apart by them: \0 times."#,
            #"同一价格带着不同的尾数出现 \0 次，如同以尾数区分未付订单。"#),
    ]

    private static let flow = [
        Sentence(
            "# % of the money that came in had come to its payers within six hours before.",
            "Money came in that had come to its payers shortly before.", "收到的资金是付款人此前不久刚收到的。"),
        Sentence(
            "# % of the money that came in had come to its payers within six hours before; # % of what went out was "
                + "withdrawn, # % of what came in was gone within a day.",
            #"Money came in that had come to its payers shortly before; \1 % of what went out was withdrawn, and \2 % of "#
                + "what came in was gone within a day.",
            #"收到的资金是付款人此前不久刚收到的；转出资金有 \1 % 被提现，收到的资金有 \2 % 在一天内离开。"#),
        Sentence(
            "# % of the money that came in was sent on within six hours; # % of what it paid went to two payees, and "
                + "# % of its payments were to shops.",
            #"\0 % of the money that came in was sent on within six hours; \1 % of what the account paid went to two "#
                + #"payees, and \2 % of its payments were to shops."#,
            #"收到的资金有 \0 % 在六小时内转出；付出的款项有 \1 % 流向两个收款人，\2 % 的付款是付给商店的。"#),
        Sentence(
            "# % of the money that came in was sent on within half an hour, # ~; # % of what it paid went to two "
                + "payees, and # % of its payments were to shops.",
            #"\0 % of the money that came in was sent on within half an hour, \1 times; \3 % of what the account paid "#
                + #"went to two payees, and \4 % of its payments were to shops."#,
            #"收到的资金有 \0 % 在半小时内转出，共 \1 次；付出的款项有 \3 % 流向两个收款人，\4 % 的付款是付给商店的。"#),
        Sentence(
            "# % of the money that came in was paid out within a day; # % of what it paid went to two payees, and "
                + "# % of its payments were to shops.",
            #"\0 % of the money that came in was paid out within a day; \1 % of what the account paid went to two "#
                + #"payees, and \2 % of its payments were to shops."#,
            #"收到的资金有 \0 % 在一天内付出；付出的款项有 \1 % 流向两个收款人，\2 % 的付款是付给商店的。"#),
        Sentence(
            "Payments that were declined are counted with it: #.",
            #"Payments that were declined are counted with it: \0."#, #"其中计入被拒绝的付款 \0 笔。"#),
    ]

    private static let others = [
        Sentence(
            "In seven days # ~ paid the account and it paid # ~; # % of those who paid were in other cities.",
            #"In the seven days before, payers with whom it had not dealt before: \0; payees: \2; of those who paid, "#
                + #"\4 % were in other cities."#,
            #"此前七天内，陌生付款方 \0 个，陌生收款方 \2 个；付款方中 \4 % 在其他城市。"#),
        Sentence(
            "In seven days # ~ paid the account and it paid # ~.",
            #"In the seven days before, payers with whom it had not dealt before: \0; payees: \2."#,
            #"此前七天内，陌生付款方 \0 个，陌生收款方 \2 个。"#),
        Sentence(
            "The account is # ~ old; # % of the money that it received came from accounts under an alert.",
            #"The account is \0 \1 old. What is known of those who pay it was looked at as well; it is not told."#,
            #"账户开立 \0 天。付款方的已知情况也一并考虑，不予告知。"#),
        Sentence(
            "It deals with persons # times a day, # % of them at hours when few people pay.",
            #"It deals with persons \0 times a day, \1 % of them at hours when few people pay."#,
            #"每天与个人往来 \0 次，其中 \1 % 在少有人付款的时段。"#),
        Sentence(
            "A merchant who is paid over a web checkout in # % of the payments.",
            #"The account is a merchant's, and \0 % of the payments to it came over a checkout on the web."#,
            #"该账户为商户，\0 % 的收款来自网页收银台。"#),
        Sentence(
            "A person who is paid over a web checkout in # % of the payments.",
            #"The account is a person's, and \0 % of the payments to it came over a checkout on the web."#,
            #"该账户为个人，\0 % 的收款来自网页收银台。"#),
        Sentence(
            "The site over which it is paid showed # ~ in a week, # of them persons.",
            #"The site over which the account is paid showed different payees within a week: \0, of whom \2 persons."#,
            #"其收款网站一周内出现过 \0 个收款人，其中 \2 个是个人。"#),
        Sentence(
            "Remarks hold an address of a coin, with the right checksum.",
            "Remarks of the payments hold an address of a coin.", "付款备注中有币地址。"),
        Sentence(
            "Remarks use words of the trade.", "Remarks of the payments use words of the trade in coins.",
            "付款备注使用了买卖币的用语。"),
        Sentence(
            "# % of the payments came without a remark, # % with an order number.",
            #"\0 % of the payments came without a remark, \1 % with an order number."#,
            #"\0 % 的付款没有备注，\1 % 带有订单号。"#),
        Sentence(
            "# accounts that deal with strangers use the same device.",
            "Other accounts that deal with many new to them use its device.", "另有与陌生往来方交易的账户使用其设备。"),
        Sentence(
            "# accounts that deal with strangers use the same card.",
            "Other accounts that deal with many new to them use its card.", "另有与陌生往来方交易的账户使用其银行卡。"),
    ]

    private static let outside = [
        Sentence(
            "A page that deals in coins, ~, shows a code of the ~'s account",
            #"The page \0, which deals in coins, shows a code of the account."#, #"买卖币的页面 \0 展示了该账户的收款码。"#),
        Sentence(
            "The payment was shown on ~, where ~ deals in coins (score #).",
            #"Payments to the account were shown on \0, where coins are dealt in."#, #"付给该账户的支付出现在买卖币的网站 \0。"#),
        // Why the entry is there is its maker's word.
        Sentence(
            "The account ~ is on list '~', version ", #"The account is on the list '\1'."#, #"该账户在名单“\1”上。"#),
        Sentence(
            "The device ~ is on list '~', version ", #"A device of the account is on the list '\1'."#,
            #"该账户的设备在名单“\1”上。"#),
        Sentence(
            "The site ~ is on list '~', version ", #"The site \0 is on the list '\1'."#, #"网站 \0 在名单“\1”上。"#),
        Sentence(
            "The wallet ~ is on list '~', version ", #"An address of a coin in a remark is on the list '\1'."#,
            #"备注中的币地址在名单“\1”上。"#),
        Sentence(
            "The site ~ deals in coins: ~, score #, page kept as ~. ", #"The site deals in coins, by its page \1."#,
            #"该网站买卖币，见其页面 \1。"#),
        Sentence("The page ~ deals in coins, score #, kept as ~.", #"The page \0 deals in coins."#, #"页面 \0 买卖币。"#),
        Sentence("# payments to # accounts named it", #"Payments that named the site: \0."#, #"提到该网站的支付 \0 笔。"#),
    ]

    /// What is told of evidence whose words are not.
    static func kind(_ kind: EvidenceKind) -> Phrase {
        switch kind {
        case .price: Phrase("Amounts that follow a price.", "金额跟随某一价格。")
        case .people: Phrase("With how many who are new to it the account deals.", "账户与多少陌生往来方交易。")
        case .flow:
            Phrase(
                "How money goes through the account: in which sums, how soon, to how many.", "资金如何经过账户：金额、快慢与去向多少。")
        case .cents: Phrase("Amounts that are told apart by their last digits.", "以尾数相区分的金额。")
        case .rhythm: Phrase("The hours at which the account deals.", "账户往来的时段。")
        case .identity:
            Phrase(
                "Ties to other accounts. Whose they are is not told, for the sake of other people's rights.",
                "与其他账户的关联。为保护他人权利，不告知所涉账户。")
        case .merchant: Phrase("The ways in which the account is paid.", "账户的收款方式。")
        case .site: Phrase("Sites over which the account is paid, or that show its codes.", "账户经其收款或展示其收款码的网站。")
        case .list: Phrase("An entry of a list.", "名单条目。")
        case .text: Phrase("Remarks of payments.", "付款备注。")
        case .model:
            Phrase(
                "A statistical model, which was fitted to accounts known before; it is no ground by itself.",
                "由已知账户拟合的统计模型；其本身不构成依据。")
        }
    }
}
