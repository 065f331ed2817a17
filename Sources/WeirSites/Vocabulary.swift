/// Words of pages, by what they are evidence of. What a person writes in a remark is another matter: see WeirText.
enum Vocabulary {
    /// Coins by the names that pages use. `U` alone says nothing.
    static let assets = words(
        """
        usdt|泰达|泰d|u5dt|u$dt|us₮|usd₮|泰哒|优斯迪|尤斯迪|优思迪
        8tc|usdc|btc|eth|bitcoin|ethereum|tether|泰达币|比特币|以太坊|以太币|莱特币|瑞波币|柚子币|波场|狗狗币|稳定币|trc20|erc20|trc-20
        erc-20|trc|sats|satoshi|satoshis|数字货币|虚拟货币|加密货币|数字资产|数字币|虚拟币|cryptocurrency|u币|omni
        trx|ltc|xrp|doge|dogecoin|litecoin|bnb|通证|eos|shib
        floki|filecoin|polkadot|solana|门罗币|艾达币|波卡币|柴犬币|派币|pi币
        테더|비트코인|이더리움|テザー|ビットコイン|тезер|биткоин|биткойн
        crypto|cryptos|stablecoin|stablecoins|digital currency|digital currencies
        virtual currency|virtual currencies|bitcoins
        крипта|крипту|крипты|криптовалюта|криптовалюту|криптовалюты|криптовалют|биткоины|биткоинов|криптой
        cripto|criptos|criptomoneda|criptomonedas|criptomoeda|criptomoedas|criptovaluta|criptovalute|cryptomonnaie
        cryptomonnaies|kryptowährung|kryptowährungen|kripto|kripto para|tiền điện tử|tiền mã hóa|tiền ảo|คริปโต
        암호화폐|가상화폐|暗号資産|仮想通貨
        """)

    /// What only those say who deal in coins.
    static let trade = words(
        """
        法币交易|c2c交易|c2c买币|c2c卖币|场外交易|otc交易|otc场外|p2p交易|快捷买币|一键买币|一键卖币|快速买币|买币|卖币|充币|提币|放币|收币|出币|币商|u商|承兑商|承兑服务
        跑分抢单|抢单跑分|跑分平台|u结算|代买币|代卖币|放行|确认放行|确认放币|请放币|币币交易|收币地址|提币地址|充币地址|我要买币|我要卖币|购买usdt|出售usdt
        买入usdt|卖出usdt|购买btc
        出售btc|买入btc|卖出btc|购买eth|出售eth|买usdt|卖usdt|买btc|卖btc|买eth|卖eth|购买比特币|出售比特币|买入比特币|卖出比特币|买比特币|卖比特币
        usdt兑换|兑换usdt|购买泰达币|出售泰达币|回收usdt|收购usdt|usdt回收|usdt交易|usdt买卖|usdt场外|比特币交易|数字货币交易|虚拟币交易
        虚拟货币交易|数字资产交易|卖家放币|等待放币|兑换比特币|usdt换人民币|人民币换usdt|法币购买|法币区|法币买币|购买数字货币|出售数字货币|购买虚拟币|卖出泰达币|买入泰达币|fiat trade
        fiat c2c|c2c trade|c2c trading|otc trade|otc trading|p2p trade|p2p trading|otc desk|buy crypto
        sell crypto|buy usdt|sell usdt|buy btc|sell btc|buy bitcoin|sell bitcoin|buy eth|sell eth|release coin
        release coins|release the coins|releases the coins|releases coins
        release the coin|release crypto|release usdt|crypto released
        承兑提现|承兑充值|承兑入金|承兑出金|c2c设置|c2c收款|c2c商户|c2c订单|c2c交易设置|c2c挂单
        otc可用|otc冻结|otc余额|c2c可用|c2c冻结|c2c余额
        买币大厅|卖币大厅|买币订单|卖币订单|买币记录|卖币记录|挂单卖币|挂单买币
        otc商家|otc商户|otc设置|otc广告|现货u|散u|代币认购|认购代币|代币预售|token sale|token presale
        卖家未打币|卖家打币|确认打币|确定打币|强制打币|将币打入|把币打入|币打入您
        出售u5dt|sell u5dt|buy u5dt|buy 8tc|sell 8tc|exchange usdt|buy coins|sell coins|buy tether|sell tether
        """)

    /// What boards and the cashiers of boards say; shops say some of it too.
    static let board = words(
        """
        我已付款|woyifukuan|danjia|xiane|不冻卡|秒放|可拆售|拆售|拆分出售|拆分购买
        我已完成付款|已付款待放行|待放行|申诉|发起申诉|限额|单笔限额|交易限额|最小限额|最大限额|最小额|最大额|成交率|完成率|成单率|30日成交|30日成单|平均放行|广告方|发布广告|我的广告
        商家认证|认证商家|自选交易|快捷区|自选区|单价|付款期限|付款时限|支付时限|交易方式|收款方式|付款方式|卖家|买家|卖方|买方|挂单|委托单|溢价|汇率|实时汇率|参考价|市场价|抢单|请勿备注
        不要备注|勿备注|切勿备注|出售数量|购买数量|交易数量|可用数量|剩余数量|交易单价|交易信息|价格/限额|数量/限额|i have paid|payment done|notify seller
        avg release|avg. release|average release|release time|total trades|trades completed|平均放币|放币时效|平均付款
        third party payment|third-party payment|third party payments|third-party payments|verified merchant
        appeal|completion rate|order limit|limits|advertiser|advertisers|payment window|price per|available
        limit/available|unit price|start trade|trade partner|trading partner|mark as paid|confirm release|post a trade
        я оплатил|апелляция|апелляцию|условия сделки|чат сделки|лимиты
        tôi đã thanh toán|tôi đã chuyển tiền|hạn mức giao dịch
        """)

    /// Ways to pay on the platform's rails.
    static let methods: [(String, [String])] = [
        (
            "alipay",
            words(
                """
                支付宝|z付宝|z付b|zf宝|支付bao|f宝|支fu宝|支f宝|蓝宝宝|支宝|支/微|微/支|支、微|微、支
                alipayhk|알리페이|アリペイ|алипей|алипэй|алипай|อาลีเพย์|alipay|zhifubao|zhi fu bao|zfb|a1ipay|al1pay
                alip4y
                """) + soundsLikeAlipay
        ),
        (
            "wechat-pay",
            words(
                """
                위챗페이|微信支付|微信收款|微信转账|微信cny|wechat cny|wechatpay|weixinpay|wxpay|财付通|tenpay|wechat pay
                weixin pay|wechat-pay|wechat_pay|微信ペイ|ウィーチャットペイ|วีแชทเพย์|支/微|微/支|支、微|微、支|支付宝/wx|支付宝 wx
                wx支付宝|wx/支付宝|wx zfb|zfb wx|wx/zfb|zfb/wx|zfb、wx|wx、zfb|вичат пэй|вичат пей
                """)
        ),
        (
            "wechat",
            words(
                "微信|v信|위챗|ウィーチャット|วีแชท|вичат|вейчат|wechat|weixin|vx|薇信|威信收款|徽信|葳信|溦信|薇芯|微芯付|绿泡泡|绿泡")
        ),
        (
            "bank",
            words(
                """
                农行|工行|建行|招行|交行|邮储|网商银行|工商银行|农业银行|建设银行|招商银行|银行卡|yinhangka|银行转账|网银|网银支付|网上银行
                平安银行|兴业银行|浦发银行|民生银行|光大银行|中信银行|华夏银行|广发银行|交通银行|邮储银行|邮政储蓄银行
                bankcard|bank card|bank-card|bank_card|bank transfer|bank account
                """)
        ),
        ("unionpay", words("云闪付|유니온페이|银联|银联支付|unionpay|union pay|yunshanfu")),
        ("qq", words("qq钱包|qqpay|qqwallet|qq支付")),
    ]

    /// 支付宝 in characters that are spoken the same: 枝付堡, 知富宝. Words that somebody may write for another reason are
    /// not made: 支付保证金, 致富宝典, 之父.
    private static let soundsLikeAlipay: [String] = "支枝知只吱汁芝肢蜘织".flatMap { first in
        "付富福府扶符浮傅咐".flatMap { second in
            "宝堡饱褒葆煲鸨".map { third in String([first, second, third]) }
        }
    }.filter { $0 != "支付宝" }

    /// What stands beside a code, or in an order that is to be paid by transfer.
    static let cashier = words(
        """
        扫码支付|扫一扫付款|扫码付款|扫一扫支付|请使用支付宝|请用支付宝|使用支付宝扫|请使用微信扫|请用微信扫|打开支付宝|打开微信扫|支付宝扫一扫|长按识别二维码付款|收款码|收款二维码|付款码|付款二维码
        请务必付款|请按实际金额付款|付款金额|支付金额|应付金额|实付金额|备注说明无需填写|订单已过期|订单超时|支付倒计时|收银台|等待支付|立即支付|确认支付|去支付|支付方式|请转账|转账至|汇款至|收款人
        收款账号|收款账户|收款银行|开户行|开户银行|银行卡号|支付宝账号|支付宝姓名|上传付款凭证|付款凭证|转账凭证|scan to pay|scan qr code to pay|payee
        account holder|opening bank|cashier|pay now|微信账号|充值金额|购买金额
        """)

    /// Where whoever visits the page is asked for a collection code of their own, as those are who take money for
    /// others or are paid for coins.
    static let codeAsked = words(
        """
        上传收款码|上传收款二维码|上传您的收款码|上传你的收款码|上传微信收款码|上传支付宝收款码|上传二维码收款|绑定收款码|添加收款码|提交收款码|提交收款二维码|上传支付宝二维码|上传微信二维码
        upload your receiving code|upload your qr|upload your receiving qr|upload receiving qr|your receiving code
        upload your collection code|upload payment qr
        """)

    // Innocent readings: a tip jar, a shop, a newspaper, a manual.
    static let donation = words(
        """
        打赏|赞赏|赞助|捐赠|捐助|捐款|请我喝|请作者|donate|donation|donations|sponsor|tip jar|buy me a coffee|支持作者|支持我们|支持本站|感谢支持
        续命|投喂|爱心捐|公益|募捐|义卖|布施|要饭|化缘|tips|support us|support me|support the author|投げ銭|후원|기부|пожертвовать
        поддержать проект|поддержать автора|донат|donar|donación|don libre|spenden|ủng hộ|quyên góp|bağış
        """)
    /// Hints to whoever trades, and no money given: the longest phrase wins.
    static let advice = words(
        """
        tips for|tips to|tips on|tips and tricks|tips & tricks|safety tips|security tips|trading tips|trade tips
        useful tips|helpful tips|quick tips|pro tips|payment tips|important tips|operation tips|warm tips|kind tips
        """)
    static let shop = words(
        """
        加入购物车|购物车|立即购买|收货地址|收货人|运费|包邮|快递|发货|库存|规格|颜色|尺码|商品详情|商品评价|七天无理由|售后|优惠券|满减|add to cart|shopping cart
        checkout|shipping|in stock|套餐|流量|带宽|节点|主机|域名|服务器|vps|卡密|自动发货|会员|月付|年付|学费|课程|挂号|缴费|房租|物业费|水费|电费|话费|门票|酒店
        机票|显卡|矿机
        """)
    static let news = words(
        """
        记者|编辑|来源|责编|本报讯|快讯|资讯|新闻|报道|阅读|评论|转载|专栏|作者|发布于|发表于|posted by|read more|comments|newsletter|免责声明|不构成投资建议
        editor|author|published|updated|min read
        """)
    static let manual = words(
        """
        教程|文档|指南|帮助中心|常见问题|faq|docs|documentation|guide|tutorial|install|npm|api reference|changelog|readme|白皮书
        源码
        """)

    /// What the rules of a board say before they name the help that is to be read: that makes no manual of it.
    static let rules = words(
        """
        交易前请|交易之前请|交易前，请|请在交易前|交易前務必|交易前請|before trading|before you trade|before the trade
        """)

    /// What those say who tell programmers how to ask a gateway, and no board.
    static let interface = words(
        """
        支付接口|接口文档|接口下单|接口说明|回调|异步通知|回调推送|签名算法|签名密钥|免签支付|二次开发|开发文档|对接文档|notify_url
        return_url|notifyurl|app_id|appid|app_key|appsecret|sdk|webhook|webhooks|composer require|pip install
        npm install|git clone|api 接口|api接口|api 文档
        """)

    /// What those say who warn of such trade, be it police, a bank or a forum. Desks warn of cheats as well: it counts
    /// on a page that nobody can answer.
    static let warning = words(
        """
        警惕|小心|当心|谨防|骗局|骗子|诈骗|反诈|赃款|帮凶|帮信|洗钱|违法|犯罪|犯法|判刑|最高判|涉嫌|严查|严打|打击|上当|受骗|被骗|举报|别信
        96110|scam|scams|fraud|beware|money mule|money mules|illegal|police|frozen|arrested|prosecuted
        """)

    /// Below an article of a help centre, and below nothing else.
    static let help = words(
        """
        was this article helpful|was this page helpful|was this helpful|did this answer your question
        这篇文章有帮助吗|这篇文章对您有帮助吗|这篇文章对你有帮助吗|这篇文章是否有帮助|本文对您有帮助吗|本文是否对您有帮助|此文章对您有帮助吗|该文章对您有帮助吗|以上内容对您有帮助吗|是否解决了您的问题
        這篇文章有幫助嗎|這篇文章對您有幫助嗎|這篇文章是否有幫助
        """)

    /// Who keeps books of coins, or reckons taxes, has buttons for what was bought and sold.
    static let ledger = words(
        """
        记账|成本价|持仓成本|持有成本|均价|盈亏|浮盈|持仓|报税|税务|所得计算|portfolio|cost basis|profit and loss|track your|your trades|bought
        average price|holdings|tax report
        """)
    /// What ways to pay beside it pay for, where it is not coins.
    static let otherGoods = words(
        """
        会员|订阅|付费咨询|咨询费|在线咨询|电话咨询|法律咨询|小程序|公众号|生活号|专业版|高级版|赞赏|打赏|律师费|代理费|会见费|premium|subscribe
        subscription|membership|consultation|newsletter
        """)

    /// Phrases around words of coins that mean something else; the longest phrase wins.
    static let notCrypto = words(
        """
        产出币|数字人民币|人民币|外币|硬币|游戏币|金币|银币|纪念币|邮币|钱币|代币券|q币|canon eos|otc药|非处方药|甲类otc|乙类otc|承兑汇票|银行承兑|商业承兑|eth zürich
        放行货款|放行款项|放行资金
        eth zurich|场外配资|泰达股份|天津泰达|泰达集团|放行条|币商城|币商店|海关放行|通关放行|车辆放行|货物放行|收u盘|买u盘|卖u盘|换u盘|出u盘|收优u|不买卖|场外足球|虚拟币(游戏|代币
        """)

    private static func words(_ text: String) -> [String] {
        text.split { $0 == "|" || $0 == "\n" }.map(String.init)
    }
}
