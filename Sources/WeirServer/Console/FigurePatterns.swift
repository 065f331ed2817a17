/// What the figures read off an account say, and its Chinese: a sentence each, as `FeatureWords` makes them.
extension EngineWords {
    static let figures: [Pattern] = [toldToHolders, company, gang, lines, others(of: paid)].flatMap { $0 }

    /// Those that tell nothing of anybody else, nor of what is weighed how heavily.
    static let toldToHolders: [Pattern] = [counts, shares, life, own, tried].flatMap { $0 }

    /// What was paid, what was paid or was to be, and what was only tried.
    static let paid: [(String, String)] = [
        ("paid", "付出的"), ("paid or tried to pay", "付出或试图付出的"), ("tried in vain to pay", "试图付出（均被拒绝）的"),
    ]

    private static let tried: [Pattern] = {
        let made: [(String, String)] = [
            ("made", "发出"), ("made or tried to make", "发出或试图发出"), ("tried in vain to make", "试图发出（均被拒绝）"),
        ]
        let sentOn: [(String, String)] = [
            ("was sent on", "转出"), ("was sent on or was to be", "转出或试图转出"),
            ("was to be sent on in vain", "试图转出（均被拒绝）"),
        ]
        var patterns: [Pattern] = []
        for (english, chinese) in made { patterns += ofMade(english, chinese) }
        for (english, chinese) in paid { patterns += ofPaid(english, chinese) }
        for (english, chinese) in sentOn { patterns += ofSentOn(english, chinese) }
        return patterns
    }()

    private static let counts = [
        Pattern("Strangers who paid it within a week: #.", #"一周内向其付款的陌生人：\0 个。"#),
        Pattern("Strangers whom it paid within a week: #.", #"一周内收到其付款的陌生人：\0 个。"#),
        Pattern("Strangers whom it paid within a week along such a line: #.", #"一周内按此价格线收到其付款的陌生人：\0 个。"#),
        Pattern("Strangers within a week, on either side at least: #.", #"一周内收付两侧的陌生人均不少于 \0 个。"#),
        Pattern("Payments that it got within a week: #.", #"一周内收到的付款：\0 笔。"#),
        Pattern("Strangers who paid it within a day: #.", #"一天内向其付款的陌生人：\0 个。"#),
        Pattern("Accounts that it paid within a day: #.", #"一天内收到其付款的账户：\0 个。"#),
        Pattern("Accounts that paid it within a month: #.", #"一个月内向其付款的账户：\0 个。"#),
        Pattern("Accounts that it paid within a month: #.", #"一个月内收到其付款的账户：\0 个。"#),
        Pattern("Cities of those who paid it, about: #.", #"付款人所在城市约 \0 个。"#),
        Pattern("Cities of those whom it paid, about: #.", #"收款人所在城市约 \0 个。"#),
        Pattern("Sums that it passed on to strangers as they had come, of late: #.", #"近来原样转给陌生人的款项：\0 笔。"#),
        Pattern("Payments that came in, of late: #.", #"近来收到的付款：\0 笔。"#),
        Pattern("Accounts within a day, on either side at least: #.", #"一天内收付两侧的账户均不少于 \0 个。"#),
        Pattern("Strangers' money does not run through it.", "陌生人的资金未见快速流过。"),
        Pattern("Where those are who paid it is not known.", "付款人所在地不详。"),
        Pattern("Where those are whom it paid is not known.", "收款人所在地不详。"),
        Pattern("What the sums that came in are worth, and how they differ, is not known.", "收到的金额大小及其差异不详。"),
        Pattern("What the sums that it paid are worth, and how they differ, is not known.", "付出的金额大小及其差异不详。"),
        Pattern("How old the account is is not known.", "账户开立多久不详。"),
    ]

    private static let shares = [
        Pattern("Strangers among those who paid it within a week: # %.", #"一周内的付款人中陌生人占 \0 %。"#),
        Pattern("Strangers among those whom it paid within a week: # %.", #"一周内的收款人中陌生人占 \0 %。"#),
        Pattern("Payments from other cities among those that it got: # %.", #"收到的付款中来自其他城市的占 \0 %。"#),
        Pattern(
            "# % of the customers of late were paid another sum than they had paid.",
            #"近来的客户中有 \0 % 收到其付款，金额与其所付不同。"#),
        Pattern("Payments to other cities among those that it made: # %.", #"发出的付款中付往其他城市的占 \0 %。"#),
        Pattern("Strangers' share of the money that came in: # %.", #"收到的资金中陌生人的占 \0 %。"#),
        Pattern("# % of its busy days ended with nothing left.", #"有收款的日子中 \0 % 在日终清空。"#),
        Pattern("What came in was worth about # dollars a payment.", #"收到的付款每笔约值 \0 美元。"#),
        Pattern(
            "The sums that came in differ by a factor of about #, up or down.", #"收到的金额上下相差约 \0 倍。"#),
        Pattern("# % of the sums that came in were round by tens.", #"收到的金额有 \0 % 是十的整数倍。"#),
        Pattern("# % of the sums that came in were round by hundreds.", #"收到的金额有 \0 % 是百的整数倍。"#),
        Pattern("# % of the sums that came in were none of those just before.", #"收到的金额有 \0 % 与近来的不同。"#),
        Pattern(
            "# % of the sums that came in, small ones aside, lie one to ten fen beside a multiple of ten.",
            #"除小额外，收到的金额有 \0 % 与十的整数倍相差一至十分。"#),
    ]

    private static let life = [
        Pattern(
            "It deals or tries to deal with persons # times a day, # % of them at hours when few people pay.",
            #"每天与个人往来或试图往来 \0 次，其中 \1 % 在少有人付款的时段。"#),
        Pattern("Days on which it dealt, of late: #.", #"近来有往来的天数：\0 天。"#),
        Pattern("Hours of a day in which it deals, about: #.", #"每天有往来的时段约 \0 个小时。"#),
        Pattern("# % of its hours are the same from one day to the next.", #"相邻两日的往来时段有 \0 % 相同。"#),
        Pattern("Payments on the last day for each on a usual one: #.", #"最近一天的收款笔数是平日的 \0 倍。"#),
        Pattern("Days of silence before it woke, fading: #.", #"重新活跃前的静默天数（随时间递减）：\0 天。"#),
        Pattern("# % of its payments were to shops.", #"其付款有 \0 % 付给商店。"#),
        Pattern("It is a merchant's account.", "这是商户账户。"),
        Pattern("It is a person's account.", "这是个人账户。"),
        Pattern("It takes deposits.", "其收取充值类款项。"),
        Pattern("It takes no deposits.", "其不收取充值类款项。"),
        Pattern("No payment names a site over which it is paid.", "没有付款指明其收款网站。"),
        Pattern("Payees that its site showed within an hour: #.", #"其网站一小时内出现的收款人：\0 个。"#),
        Pattern("# % of those who paid by its code were in other cities.", #"扫其收款码付款的人有 \0 % 在其他城市。"#),
        Pattern("# % of what came in was given back within a day.", #"收到的资金有 \0 % 在一天内退回。"#),
    ]

    private static let own = [
        Pattern("The account is # day old.", #"账户开立 \0 天。"#),
        Pattern("The account is # days old.", #"账户开立 \0 天。"#),
        Pattern(
            "No other account that deals with strangers is known to use the same device.", "未见其他与陌生人往来的账户使用同一设备。"),
        Pattern(
            "No other account that deals with strangers is known to use the same address.", "未见其他与陌生人往来的账户使用同一地址。"),
        Pattern("No other account that deals with strangers is known to use the same card.", "未见其他与陌生人往来的账户使用同一张卡。"),
        Pattern("Remarks use words that the trade uses as well.", "备注使用了此行当也用的词语。"),
        Pattern("No remark uses words of the trade.", "备注没有使用此行当的用语。"),
        Pattern("Amounts on the line: #.", #"落在此价格线上的金额：\0 笔。"#),
        Pattern("# % of the amounts that were read lie on the line.", #"所读金额有 \0 % 落在此价格线上。"#),
        Pattern("Times that a price came with different fen: #.", #"同一价格带着不同分位尾数的次数：\0。"#),
        Pattern("Eight strangers or more within a week stand on each side of the line.", "一周内价格线两侧各有八个以上陌生人。"),
        Pattern("Strangers keep to the line at length: # amounts.", #"陌生人长期沿此价格线付款：\0 笔。"#),
        Pattern("No price came with different fen.", "没有同一价格带着不同的分位尾数。"),
        Pattern(
            "Those payments are older than what is kept of the account.", "这些付款早于该账户所保留的记录。"),
        Pattern(
            "Older payments that count, kept by time and sum: #, the last of them ~ (+ came in, - went out).",
            #"其中另有更早的付款 \0 笔，仅存时间与金额，最近的为 \1（+ 收，- 付）。"#),
        Pattern(
            "Payments that were declined are counted with it: #, or # % of the money that it paid or tried to pay.",
            #"其中计入被拒绝的付款 \0 笔，占其付出与试图付出资金的 \1 %。"#),
    ]

    private static let gang = [
        Pattern("Accounts that pass strangers' money on and have paid it: #.", #"转手陌生人资金并向其付款的账户：\0 个。"#),
        Pattern("Its own money came back over other accounts within hours: # times.", #"其自身资金在数小时内经他人账户回流 \0 次。"#),
        Pattern("Money of one account came to it over different others: # times.", #"同一账户的资金经不同账户汇入，共 \0 次。"#),
        Pattern(
            "# % of the money that came in had come to its payers within six hours before.",
            #"收到的资金有 \0 % 是付款人在此前六小时内刚收到的。"#),
        Pattern(
            "# % of the money that came in was sent by accounts that pass strangers' money on.",
            #"收到的资金有 \0 % 来自转手陌生人资金的账户。"#),
        Pattern(
            "# % of the payments that came in had gone through two accounts or more within hours.",
            #"收到的付款有 \0 % 在数小时内已经过两个以上账户。"#),
    ]

    private static let company = [
        Pattern(
            "# % of the payments that persons made to it came from accounts under an alert or stopped.",
            #"个人向其付款中有 \0 % 来自有预警或被停用的账户。"#),
        Pattern(
            "# % of the money that it received came from accounts under an alert or stopped.",
            #"收到的资金有 \0 % 来自有预警或被停用的账户。"#),
        Pattern(
            "# % of the money that it paid or tried to pay was for accounts that were stopped, and was declined.",
            #"其付出或试图付出的款项有 \0 % 付给被停用的账户，已被拒绝。"#),
        Pattern("# % of what came in was sent by accounts that were stopped later.", #"收到的资金有 \0 % 来自后来被停用的账户。"#),
        Pattern(
            "# account under an alert or stopped sent it money, or tried to, # time of late.",
            #"近来有 \0 个有预警或被停用的账户向其付款或试图付款，共 \1 次。"#),
        Pattern(
            "# account under an alert or stopped sent it money, or tried to, # times of late.",
            #"近来有 \0 个有预警或被停用的账户向其付款或试图付款，共 \1 次。"#),
        Pattern(
            "# accounts under an alert or stopped sent it money, or tried to, # time of late.",
            #"近来有 \0 个有预警或被停用的账户向其付款或试图付款，共 \1 次。"#),
        Pattern(
            "# accounts under an alert or stopped sent it money, or tried to, # times of late.",
            #"近来有 \0 个有预警或被停用的账户向其付款或试图付款，共 \1 次。"#),
        Pattern(
            "A stopped account has tried to send it a great part of its money on # day, and it draws that or pays it to "
                + "accounts that are stopped.",
            #"某个被停用的账户有 \0 天试图把大量资金付给该账户，而该账户将其提现或付给被停用的账户。"#),
        Pattern(
            "A stopped account has tried to send it a great part of its money on # days, and it draws that or pays it to "
                + "accounts that are stopped.",
            #"某个被停用的账户有 \0 天试图把大量资金付给该账户，而该账户将其提现或付给被停用的账户。"#),
        Pattern(
            "Customers of an account under an alert or stopped who came over to it, of late: #.",
            #"近来从有预警或被停用的账户转来的客户：\0 个。"#),
        Pattern(
            "# % of the strangers whom it paid deal with accounts that are stopped as dealers.",
            #"收到其付款的陌生人有 \0 % 与因币商被停用的账户往来。"#),
        Pattern("# accounts that deal with strangers use the same address.", #"\0 个与陌生人往来的账户使用同一地址。"#),
    ]

    private static let lines = [
        Pattern("Figure ~: #, as it is read.", #"指标 \0：读数 \1。"#),
        Pattern("Figure ~: not known.", #"指标 \0：不详。"#),
        Pattern("What came in lies on the coin's prices, by # nats.", #"收到的金额落在币价上（\0 奈特）。"#),
        Pattern("What came in does not lie on the coin's prices, by # nats.", #"收到的金额不在币价上（\0 奈特）。"#),
        Pattern(
            "The coin's price explains the amounts better than any honest one, by # nats.",
            #"币价比任何正当价格更能解释这些金额，相差 \0 奈特。"#),
        Pattern(
            "An honest price explains the amounts better than the coin's, by # nats.",
            #"正当价格比币价更能解释这些金额，相差 \0 奈特。"#),
        Pattern("The line counts # nats.", #"此价格线计 \0 奈特。"#),
    ]

    private static func ofMade(_ en: String, _ zh: String) -> [Pattern] {
        [
            Pattern("Payments that it \(en) within a week: #.", #"一周内\#(zh)的付款：\0 笔。"#),
            Pattern(
                "Payments that it \(en) within half an hour of what had come in, of late: #.",
                #"近来在收款后半小时内\#(zh)的付款：\0 笔。"#),
        ]
    }

    private static func ofPaid(_ en: String, _ zh: String) -> [Pattern] {
        [
            Pattern("# % of what it \(en) was for strangers.", #"\#(zh)款项有 \0 % 付给陌生人。"#),
            Pattern("# % of what it \(en) was for two payees.", #"\#(zh)款项有 \0 % 流向两个收款人。"#),
            Pattern(
                "# % of what it \(en), by number, came 2 to 20 minutes after money had come in.",
                #"\#(zh)款项按笔数有 \0 % 在收款后 2 至 20 分钟发出。"#),
            Pattern("# % of what it \(en) was withdrawn.", #"\#(zh)款项有 \0 % 被提现。"#),
            Pattern("What it \(en) is ten times what came in, or more.", "\(zh)款项是收到资金的十倍以上。"),
            Pattern("What it \(en) is # % of what came in.", #"\#(zh)款项是收到资金的 \0 %。"#),
            Pattern("What it \(en) was worth about # dollars a payment.", #"\#(zh)款项每笔约值 \0 美元。"#),
            Pattern(
                "The sums that it \(en) differ by a factor of about #, up or down.", #"\#(zh)金额上下相差约 \0 倍。"#),
            Pattern("# % of the sums that it \(en) were round by tens.", #"\#(zh)金额有 \0 % 是十的整数倍。"#),
            Pattern("# % of the sums that it \(en) were round by hundreds.", #"\#(zh)金额有 \0 % 是百的整数倍。"#),
            Pattern("# % of the sums that it \(en) were none of those just before.", #"\#(zh)金额有 \0 % 与近来的不同。"#),
        ]
    }

    /// What tells of others, or of how heavily a line weighs.
    private static func others(of paid: [(String, String)]) -> [Pattern] {
        var patterns: [Pattern] = []
        for (english, chinese) in paid { patterns += toOthers(english, chinese) }
        return patterns
    }

    private static func toOthers(_ en: String, _ zh: String) -> [Pattern] {
        [
            Pattern(
                "# % of what it \(en) was for accounts to which several pass strangers' money on.",
                #"\#(zh)款项有 \0 % 流向多个账户转手陌生人资金的去处。"#),
            Pattern(
                "# % of what it \(en) to persons, by number, was for accounts under an alert or stopped.",
                #"\#(zh)个人款项按笔数有 \0 % 付给有预警或被停用的账户。"#),
            Pattern("What it \(en) lies on the coin's prices, by # nats.", #"\#(zh)金额落在币价上（\0 奈特）。"#),
            Pattern("What it \(en) does not lie on the coin's prices, by # nats.", #"\#(zh)金额不在币价上（\0 奈特）。"#),
            Pattern("What it \(en) makes a line of its own, by # nats.", #"\#(zh)金额自成一条价格线（\0 奈特）。"#),
            Pattern(
                "No honest price explains both what came in and what it \(en): that counts # nats.",
                #"没有正当价格能同时解释收到的与\#(zh)金额，计 \0 奈特。"#),
        ]
    }

    private static func ofSentOn(_ en: String, _ zh: String) -> [Pattern] {
        [
            Pattern(
                "# % of the money that came in \(en) within half an hour.", #"收到的资金有 \0 % 在半小时内\#(zh)。"#),
            Pattern("# % of the money that came in \(en) within six hours.", #"收到的资金有 \0 % 在六小时内\#(zh)。"#),
            Pattern("# % of the money that came in \(en) within a day.", #"收到的资金有 \0 % 在一天内\#(zh)。"#),
            Pattern(
                "Strangers' money runs through it: they pay without a word, and nearly all of it \(en) within a day.",
                "陌生人的资金从中流过：付款无备注，且几乎全部在一天内\(zh)。"),
            Pattern(
                "# % of the flow is strangers' money that \(en) to one or two persons, though not at once.",
                #"资金流中有 \0 % 是陌生人的资金，稍后\#(zh)给一两个人。"#),
            Pattern(
                "# % of the flow is strangers' money that \(en) to one or two persons within a day.",
                #"资金流中有 \0 % 是陌生人的资金，一天内\#(zh)给一两个人。"#),
            Pattern(
                "Times that strangers' money \(en) as one sum, less a commission, of late: #.",
                #"近来陌生人的资金扣除佣金后合并\#(zh)：\0 次。"#),
            Pattern(
                "Times that all strangers' money \(en) before the next of them paid, of late: #.",
                #"近来在下一个陌生人付款之前全部\#(zh)：\0 次。"#),
        ]
    }
}
