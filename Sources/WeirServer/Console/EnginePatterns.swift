import WeirDomain

/// The engine's sentences and their Chinese. A test goes through a town's alerts and finds none that is missing.
extension EngineWords {
    static let patterns: [Pattern] = [
        price, people, flow, figures, cents, others, reasons, restraints, explanation, rules, sites, listed,
        grounds,
    ].flatMap { $0 }

    private static let rules = [
        Pattern(
            "# of its # windows are not full yet, the last of them on ~; ",
            #"\1 个时间窗口中有 \0 个尚未计满，最迟于 \2 计满；"#),
        Pattern("# of its # windows are not full yet; ", #"\1 个时间窗口中有 \0 个尚未计满；"#),
        Pattern(
            "it has seen # of the # payments on trial that one signature needs; ",
            #"试运行中只见过 \0 笔支付，一人签署须满 \1 笔；"#),
        Pattern(
            "it treats # of # accounts harder (# are allowed on one signature), # merchants (#), and # % of the money "
                + "(# %)",
            #"对 \1 个账户中的 \0 个更严（一人签署最多 \2 个），商户 \3 个（最多 \4 个），涉及资金 \5 %（最多 \6 %）"#),
        Pattern("; it proposes measures on one account", "；提议对一个账户采取措施"),
        Pattern("; it proposes measures on # accounts", #"；提议对 \0 个账户采取措施"#),
    ]

    /// Why a site is proposed to be blocked.
    private static let sites = [
        Pattern("The site ~ deals in coins: ~, score #, page kept as ~. ", #"网站 \0 买卖币：\1，评分 \2，页面存证 \3。"#),
        Pattern("The site ~ looks like a site that deals in coins. ", #"网站 \0 疑似买卖币的网站。"#),
        Pattern("It takes payments: ", "它在收款："),
        Pattern("# payments to # accounts named it; ", #"有 \0 笔付给 \1 个账户的支付提到它；"#),
        Pattern("# payments to # accounts named it.", #"有 \0 笔付给 \1 个账户的支付提到它。"#),
        Pattern(
            "it shows codes of ~ and # more, of which # registered other sites.",
            #"页面展示 \0 等账户的收款码（另有 \1 个），其中 \2 个登记的是其他网站。"#),
        Pattern("it shows codes of ~, of which # registered other sites.", #"页面展示 \0 的收款码，其中 \1 个登记的是其他网站。"#),
        Pattern("it shows codes of ~ and # more.", #"页面展示 \0 等账户的收款码（另有 \1 个）。"#),
        Pattern("it shows codes of ~.", #"页面展示 \0 的收款码。"#),
        Pattern(
            "It appears to be ~ again: the same ~.", #"它疑似 \0 改头换面：\1 相同。"#,
            terms: SiteWords.leads.mapValues(\.zh)),
    ]

    private static let price = [
        Pattern(
            "Moved by some thousandths, # of # amounts received speak for multiples of # ~ at # % of the board price, "
                + "and # of # paid out for multiples of # at # % of it; the best innocent price explains them worse, "
                + "by # nats.",
            #"允许千分之几的出入：收到的 \1 笔金额中 \0 笔指向盘口价 \4 % 的 \2 \3 整数倍，付出的 \6 笔中 \5 笔指向盘口价 \8 % 的 \7 整数倍；最佳的无辜价格解释得更差，相差 \9 奈特。"#
        ),
        Pattern(
            "# of # amounts, ~, ~ of ~ at the board price, lately at # to # ~; against ~ the prices speak for coins by "
                + "# nats.",
            #"\1 笔金额（\2）中有 \0 笔\3盘口价乘以整数量的 \4，近期价格 \5 至 \6 \7；与\8相比，价格以 \9 奈特支持币的交易。"#),
        Pattern(
            "# of # amounts, ~, ~ of ~ at the board price, lately at # to # ~; ~ explains the prices better, by # "
                + "nats.",
            #"\1 笔金额（\2）中有 \0 笔\3盘口价乘以整数量的 \4，近期价格 \5 至 \6 \7；\8更能解释这些价格，相差 \9 奈特。"#),
        Pattern(
            "# of # amounts, ~, ~ of ~ at the board price; ~ explains the prices better, by # nats.",
            #"\1 笔金额（\2）中有 \0 笔\3盘口价乘以整数量的 \4；\5更能解释这些价格，相差 \6 奈特。"#),
        Pattern(
            "# of # amounts, ~, ~ of ~ at the board price; against ~ the prices speak for coins by # nats.",
            #"\1 笔金额（\2）中有 \0 笔\3盘口价乘以整数量的 \4；与\5相比，价格以 \6 奈特支持币的交易。"#),
    ]

    private static let people = [
        Pattern(
            "In seven days # ~ paid the account and it paid # ~; # % of those who paid were in other cities.",
            #"七天内有 \0 个陌生人向该账户付款，该账户向 \2 个陌生人付款；付款人中 \4 % 在其他城市。"#),
        Pattern(
            "In seven days # ~ paid the account and it paid # ~.",
            #"七天内有 \0 个陌生人向该账户付款，该账户向 \2 个陌生人付款。"#),
        Pattern(
            "# strangers came over who had dealt with ~, which is under an alert or stopped.",
            #"有 \0 个陌生人转到该账户，他们曾与有预警或被停用的 \1 往来。"#),
        Pattern(
            "# accounts under an alert or stopped sent it money, or tried to, # ~ of late.",
            #"近来有 \0 个有预警或被停用的账户向其付款或试图付款，共 \1 次。"#),
        Pattern("# accounts that deal with strangers use the same device.", #"\0 个与陌生人往来的账户使用同一设备。"#),
        Pattern("# accounts that deal with strangers use the same card.", #"\0 个与陌生人往来的账户使用同一张卡。"#),
        Pattern(
            "The account is # ~ old; # % of the money that it received came from accounts under an alert.",
            #"账户开立 \0 天；收到的资金有 \2 % 来自有预警的账户。"#),
        Pattern(
            "# % of the money that it received came from accounts under an alert.", #"收到的资金有 \0 % 来自有预警的账户。"#),
    ]

    private static let flow = [
        Pattern(
            "# % of the money that came in had come to its payers within six hours before; # % of what went out was "
                + "withdrawn, # % of what came in was gone within a day.",
            #"收到的资金有 \0 % 是付款人在此前六小时内刚收到的；转出资金有 \1 % 被提现，收到的资金有 \2 % 在一天内离开。"#),
        Pattern(
            "# % of the money that came in was sent on within six hours; # % of what it paid went to two payees, and "
                + "# % of its payments were to shops.",
            #"收到的资金有 \0 % 在六小时内转出；付出的款项有 \1 % 流向两个收款人，\2 % 的付款是付给商店的。"#),
        Pattern(
            "# % of the money that came in was sent on within half an hour, # ~; # % of what it paid went to two "
                + "payees, and # % of its payments were to shops.",
            #"收到的资金有 \0 % 在半小时内转出，共 \1 次；付出的款项有 \3 % 流向两个收款人，\4 % 的付款是付给商店的。"#),
        Pattern(
            "# % of the money that came in was paid out within a day; # % of what it paid went to two payees, and "
                + "# % of its payments were to shops.",
            #"收到的资金有 \0 % 在一天内付出；付出的款项有 \1 % 流向两个收款人，\2 % 的付款是付给商店的。"#),
    ]

    private static let cents: [Pattern] = ["time", "times"].flatMap { times in
        [
            Pattern(
                "# \(times) the same price came with different fen, as gateways do that tell open orders apart.",
                #"同一价格有 \0 次带着不同的分位尾数，如同网关区分未付订单。"#),
            Pattern(
                "# \(times) the same price came with different fen, as gateways do that tell open orders apart, lately "
                    + "# and # ~.", #"同一价格有 \0 次带着不同的分位尾数，如同网关区分未付订单，近来如 \1 与 \2 \3。"#),
        ]
    }

    private static let others = [
        Pattern("Its own money came back over other accounts within hours: # times.", #"其自身资金在数小时内经他人账户回流 \0 次。"#),
        Pattern(
            "Money of one account came to it over different others: # times.", #"同一账户的资金经不同账户汇入，共 \0 次。"#),
        Pattern(
            "The model ~, fitted to labelled accounts, finds it likelier to be bad than they were on average; what "
                + "moved it most: ~).", #"由标注账户训练的模型 \0 认为其可疑程度高于平均；主要依据：\1)。"#),
        Pattern(
            "The model ~, fitted to labelled accounts, finds it less likely to be bad than they were on average; what "
                + "moved it most: ~).", #"由标注账户训练的模型 \0 认为其可疑程度低于平均；主要依据：\1)。"#),
        Pattern("Payments that were declined are counted with it: #.", #"其中计入被拒绝的付款 \0 笔。"#),
        Pattern(
            "It deals with persons # times a day, # % of them at hours when few people pay.",
            #"每天与个人往来 \0 次，其中 \1 % 在少有人付款的时段。"#),
        Pattern(
            "A merchant who is paid over a web checkout in # % of the payments.", #"商户，\0 % 的收款来自网页收银台。"#),
        Pattern("A person who is paid over a web checkout in # % of the payments.", #"个人，\0 % 的收款来自网页收银台。"#),
        Pattern(
            "The site over which it is paid showed # ~ in a week, # of them persons.",
            #"其收款网站一周内出现过 \0 个收款人，其中 \2 个是个人。"#),
        Pattern("It stands on a list.", "在名单上。"),
        Pattern("Remarks hold an address of a coin, with the right checksum.", "备注中有校验正确的币地址。"),
        Pattern("Remarks use words of the trade.", "备注使用了此行当的用语。"),
        Pattern(
            "# % of the payments came without a remark, # % with an order number.",
            #"\0 % 的付款没有备注，\1 % 带有订单号。"#),
    ]

    private static let reasons = [
        Pattern("The payment is held while the account is looked at.", "账户正在核查，付款暂缓。"),
        Pattern(
            "The payment is not held: more accounts are held in this hour than may be without a person.",
            "付款未暂缓：本小时内被暂缓的账户已超过无须人工即可达到的数量。"),
        Pattern(
            "Rules decline the payments of this account one after the other, the last one because: ",
            "规则接连拒绝该账户的付款，最近一笔的理由："),
        Pattern(
            "A list declines what this account's device pays or gets, one after the other, the last one because: ",
            "名单接连拒绝该账户设备的付款，最近一笔的理由："),
        Pattern(
            "The payment is not held: an appeal of the account has found evidence of these kinds wrong.",
            "付款未暂缓：该账户的申诉已认定此类依据有误。"),
        Pattern("Transfers of the payer's account are suspended by measure #.", #"付款账户已由措施 \0 暂停转账。"#),
        Pattern("Transfers of the payee's account are suspended by measure #.", #"收款账户已由措施 \0 暂停转账。"#),
        Pattern("The site ~ may no longer take payments, by measure #.", #"网站 \0 已由措施 \1 禁止收款。"#),
        Pattern(
            "The payment was shown on ~, where ~ deals in coins (score #).", #"付款出现在 \0，其页面 \1 买卖币（评分 \2）。"#),
        Pattern(
            "A page that deals in coins, ~, shows a code of the ~'s account, which registered other sites than this "
                + "one.",
            #"买卖币的页面 \0 展示了\1账户的收款码，而该账户登记的是其他网站。"#),
        Pattern(
            "A page that deals in coins, ~, shows a code of the ~'s account.", #"买卖币的页面 \0 展示了\1账户的收款码。"#),
        Pattern(
            "Belongs together with an account whose transfers are suspended by measure #: it uses the same device.",
            #"与已由措施 \0 暂停转账的账户同属一方：使用同一设备。"#),
        Pattern(
            "Belongs together with an account whose transfers are suspended by measure #: it collects through the same "
                + "site.", #"与已由措施 \0 暂停转账的账户同属一方：经同一网站收款。"#),
        Pattern(
            "Belongs together with an account whose transfers are suspended by measure #: # of its # latest "
                + "counterparties are the same.", #"与已由措施 \0 暂停转账的账户同属一方：最近 \2 个往来对象中有 \1 个相同。"#),
        Pattern(
            "Belongs together with an account on which measure # stands, ~. ", #"与措施 \0（\1）所涉账户同属一方。"#),
        Pattern(
            "The same device is named in # of its payments and in # of the other account's.",
            #"该账户有 \0 笔支付、另一账户有 \1 笔支付使用同一设备。"#),
        Pattern(
            "The same card is named in # of its payments and in # of the other account's.",
            #"该账户有 \0 笔支付、另一账户有 \1 笔支付使用同一张卡。"#),
        Pattern(
            "# of its # latest counterparties dealt with the other account too.",
            #"最近 \1 个往来对象中有 \0 个也与另一账户往来。"#),
        Pattern(
            "# % of what the other account paid out went to it, in # payments.",
            #"另一账户付出的款项有 \0 % 付给该账户，共 \1 笔。"#),
        Pattern("it uses the same device", "使用同一设备"),
        Pattern("it collects through the same site", "经同一网站收款"),
        Pattern("# of its # latest counterparties are the same", #"最近 \1 个往来对象中有 \0 个相同"#),
        Pattern("joined by hand", "人工并入"),
        Pattern("its time is over", "期限已到"),
        Pattern("appeal # has found evidence of the same kinds wrong", "申诉 \\0 认定同类依据有误"),
        Pattern("it is ordered without a person: there is room again", "名额已恢复，由系统下达，无需人工签署"),
        Pattern("list '~' is at version #", #"名单“\0”现为版本 \1"#),
        Pattern("list '~' was signed by a second person", #"名单“\0”已由第二人签署"#),
        Pattern("appeal #: ", #"申诉 \0："#),
        Pattern("terms of use: no trade in virtual currency over this service", "服务条款：不得经本服务买卖虚拟货币"),
        Pattern("signed order of ~", #"\0 签署的命令"#),
    ]

    /// Why a measure or an authority stops a payment.
    private static let restraints = [
        Pattern("The payee may not collect any more, by measure #.", #"收款人已由措施 \0 停止收款。"#),
        Pattern("The payee may collect ~ a day, by measure #.", #"收款人每日限收 \0（措施 \1）。"#),
        Pattern("The payer is warned of the payee by measure #.", #"按措施 \0 提示付款人留意收款人。"#),
        Pattern(
            "Be careful: the payee is under a warning, by measure #. Pay only whom you know.",
            #"请注意：收款人已被提示风险（措施 \0）。请只向您认识的人付款。"#),
        Pattern("The payment is held by measure #.", #"付款由措施 \0 暂缓。"#),
        Pattern(
            "The payment was to be held by measure #, and was declined by people.", #"付款本应由措施 \0 暂缓，经人工拒绝。"#),
        Pattern(
            "Order ~ of ~ (~) stops ~ until ~ are secured of the ~'s account.", #"\1 的命令 \0（\2）止付\5账户的\3，直至保全 \4。"#),
        Pattern("Order ~ of ~ (~) stops ~ over # ~ of the ~'s account.", #"\1 的命令 \0（\2）止付\6账户超过 \4 \5 的\3。"#),
        Pattern("Order ~ of ~ (~) stops ~ of the ~'s account.", #"\1 的命令 \0（\2）止付\4账户的\3。"#),
        Pattern("Order ~ of ~, ~: ~ until ~ are secured until ~.", #"\1 的命令 \0（\2）：止付\3，直至保全 \4；期限至 \5。"#),
        Pattern("Order ~ of ~, ~: ~ until ~ are secured.", #"\1 的命令 \0（\2）：止付\3，直至保全 \4。"#),
        Pattern("Order ~ of ~, ~: ~ over # ~ until ~.", #"\1 的命令 \0（\2）：止付超过 \4 \5 的\3；期限至 \6。"#),
        Pattern("Order ~ of ~, ~: ~ over # ~.", #"\1 的命令 \0（\2）：止付超过 \4 \5 的\3。"#),
        Pattern("Order ~ of ~, ~: ~ until ~.", #"\1 的命令 \0（\2）：止付\3；期限至 \4。"#),
        Pattern("Order ~ of ~, ~: ~.", #"\1 的命令 \0（\2）：止付\3。"#),
        Pattern("renewed by ~", #"由 \0 续期"#),
        Pattern("asked for", "应要求"),
        Pattern(
            "The model that was fitted to labelled accounts finds it likelier to be bad than they were on average; "
                + "what moved it most: ~).", #"由已标注账户拟合的模型认为其可疑程度高于平均；影响最大的是：\0)。"#),
        Pattern(
            "The model that was fitted to labelled accounts finds it less likely to be bad than they were on average; "
                + "what moved it most: ~).", #"由已标注账户拟合的模型认为其可疑程度低于平均；影响最大的是：\0)。"#),
    ]

    /// What a list says; an entry's own words end the sentence, and so these come last.
    private static let listed = [
        Pattern(
            "The remark names the platform ~ of list '~', version #.", #"备注提到名单“\1”（版本 \2）中的平台 \0。"#),
        Pattern("It stops the account until ~, as one person's word.", #"此为一人之决定，限制该账户至 \0。"#),
        Pattern("It stops payments until ~, as one person's word.", #"此为一人之决定，拒绝付款至 \0。"#),
        Pattern("It holds payments until ~, as one person's word.", #"此为一人之决定，暂缓付款至 \0。"#),
        Pattern("It was one person's word, which ended at ~.", #"此为一人之决定，已于 \0 到期。"#),
        Pattern("It stopped the account until ~, as one person's word.", #"此为一人之决定，已于 \0 停止限制该账户。"#),
        Pattern("The ~ ~ is on list '~', version # of ~: ~.", #"\0 \1 在 \4 的名单“\2”（版本 \3）上：\5。"#),
        Pattern("The ~ ~ is on list '~', version # of ~.", #"\0 \1 在 \4 的名单“\2”（版本 \3）上。"#),
        Pattern("The ~ ~ is on list '~', version #: ~.", #"\0 \1 在名单“\2”（版本 \3）上：\4。"#),
        Pattern("The ~ ~ is on list '~', version #.", #"\0 \1 在名单“\2”（版本 \3）上。"#),
    ]

    private static let explanation = [
        Pattern(
            "The innocent reading considered is ~; nothing that was seen speaks for it.",
            #"已考虑的正当解释：\0；未见支持此解释的事实。"#),
        Pattern("The innocent reading considered is ~; for it speaks: ", #"已考虑的正当解释：\0；支持它的有："#),
        Pattern(
            "Transfers are suspended on # independent kinds of evidence: ~.", #"依据 \0 类独立证据暂停转账：\1。"#),
        Pattern(
            "A suspension of transfers is put before people on # independent kinds of evidence: ~.",
            #"依据 \0 类独立证据提请人工决定暂停转账：\1。"#),
        Pattern(
            "What was ordered on the account before stands; this finding adds no measure.",
            "此前对该账户的措施继续有效，本次发现未增加措施。"),
        Pattern("The account is under watch; no measure has been taken on it.", "该账户受到关注，尚未采取措施。"),
    ]

    /// What the page of a proposal begins its ground with: people leave it as it is, and it is read in both languages.
    private static let grounds: [Pattern] =
        [
            Pattern("Alert # of #: ~, score #.", #"\1 预警 \0：\2，评分 \3。"#, terms: typologies),
            Pattern("The page ~ deals in coins, score #, kept as ~.", #"页面 \0 买卖币，评分 \1，存证 \2。"#),
            Pattern("Belongs together with ~. ", #"与 \0 同属一方。"#),
        ]
        + Typology.allCases.map { typology in
            Pattern("\(typology.phrase.in(.en)), score #.", typology.phrase.in(.zh) + #"，评分 \0。"#)
        }

    private static let typologies = Typology.allCases.reduce(into: [String: String]()) { words, typology in
        words[typology.phrase.in(.en)] = typology.phrase.in(.zh)
    }

    static let terms: [String: String] = {
        var terms = [
            "debit": "支出", "credit": "收入", "both": "收支", "both received and paid out": "收付双向", "received": "收款",
            "paid out": "付款", "a coin": "币", "both received and paid out or tried to be": "收付双向，含被拒绝的付款",
            "paid out or tried to be": "付款，含被拒绝的", "tried in vain to be paid out": "试图付款，均被拒绝",
            "are a plain quantity": "恰为", "lie close to a plain quantity": "接近",
            "is a plain quantity": "恰为", "lies close to a plain quantity": "接近",
            "exchange of currency at the reference rate": "按参考汇率兑换外币",
            "trade at a price that does not move": "价格不变的买卖", "payer": "付款", "payee": "收款",
            "honest trade with strangers at a price of its own: currency, gold, second-hand goods":
                "以自身价格与陌生人的正当买卖，如外币、黄金、二手货",
            "a broker or collector who passes on what is not his: freight, a group purchase": "代收代付的中间人，如货运、团购",
            "a shop on the web whose goods cost what they cost": "商品自有定价的网店",
            "somebody who sells or collects with a code of his own, such as a club or a small maker":
                "用自己的收款码收款的人，如社团、小作坊",
            "a market place that pays its sellers": "向卖家结算的集市平台",
            "a new trader in the same circle of people": "同一圈子里的新卖家",
        ]
        for kind in EvidenceKind.allCases { terms[kind.name] = kind.phrase.in(.zh) }
        terms.merge(RefusalWords.terms) { own, _ in own }
        return terms
    }()
}
