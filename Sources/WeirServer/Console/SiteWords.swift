/// What stands on sites, in words: what leads from a page to an account, and what pages of one operator share.
enum SiteWords {
    /// A lead's or a tie's kind; one that is not known here is shown as it is.
    static func lead(_ kind: String) -> Phrase { leads[kind] ?? Phrase(same: kind) }

    /// By the patrol's name of the kind.
    static let leads: [String: Phrase] = [
        "alipay_code": Phrase("Alipay code", "支付宝收款码"),
        "wechat_code": Phrase("WeChat Pay code", "微信收款码"),
        "qq_code": Phrase("QQ Wallet code", "QQ 钱包收款码"),
        "unionpay_code": Phrase("UnionPay code", "云闪付收款码"),
        "alipay_id": Phrase("Alipay account number", "支付宝账号"),
        "merchant_id": Phrase("merchant number", "商户号"),
        "gateway_merchant": Phrase("merchant number at a fourth party", "四方支付商户号"),
        "bank_card": Phrase("bank card", "银行卡"),
        "login": Phrase("login", "登录名"),
        "phone": Phrase("phone number", "电话号码"),
        "mail": Phrase("mail address", "电子邮箱"),
        "qq": Phrase("QQ number", "QQ 号"),
        "wechat": Phrase("WeChat name", "微信号"),
        "telegram": Phrase("Telegram name", "Telegram 账号"),
        "wallet": Phrase("coin wallet", "币钱包地址"),
        "domain": Phrase("other site", "其他网站"),
        "template": Phrase("build of the page", "页面结构"),
        "text": Phrase("words of the page", "页面文字"),
        "icon": Phrase("icon", "图标"),
        "title": Phrase("title", "标题"),
        "certificate": Phrase("certificate", "证书"),
        "name": Phrase("name of the site", "站名"),
    ]

    /// Several kinds in a row.
    static func list(_ kinds: [String]) -> Phrase {
        Phrase(
            kinds.map { lead($0).en }.joined(separator: ", "), kinds.map { lead($0).zh }.joined(separator: "、"))
    }

    /// Why the patrol could not look at a page, as it writes it down.
    static func unseen(_ why: String) -> Phrase { Phrase(why, EngineWords.chinese(why, by: reasons)) }

    private static let reasons = [
        EngineWords.Pattern("robots.txt asks not to", "robots.txt 要求不要访问"),
        EngineWords.Pattern("not read whole: more than # elements", #"未读完整：元素超过 \0 个"#),
        EngineWords.Pattern("not read whole: more than # bytes of text", #"未读完整：文字超过 \0 字节"#),
        EngineWords.Pattern("not read whole: only the first # bytes were read", #"未读完整：只读取了前 \0 字节"#),
        EngineWords.Pattern(
            "not read whole: the text of its frames is more than # bytes", #"未读完整：框架内文字超过 \0 字节"#),
        EngineWords.Pattern(
            "not read whole: elements nest deeper than #: below that they were read side by side",
            #"未读完整：元素嵌套超过 \0 层，更深处按并列读取"#),
        EngineWords.Pattern("not read whole: the page could not be read to its end", "未读完整：网页无法读到结尾"),
        EngineWords.Pattern(
            "not read whole: a tag has more than # attributes: the rest was not read",
            #"未读完整：一个标签的属性超过 \0 个，其余未读"#),
        EngineWords.Pattern("the address is longer than 2,048 bytes", "地址超过 2,048 字节"),
        EngineWords.Pattern(
            "the address has blanks, control characters or backslashes in it", "地址中有空格、控制字符或反斜杠"),
        EngineWords.Pattern("the address has a name or password in it", "地址中带有用户名或密码"),
        EngineWords.Pattern("only http and https are fetched, not '~'", #"只访问 http 与 https，不访问“\0”"#),
        EngineWords.Pattern("port # is no web server's", #"端口 \0 不是网站的端口"#),
        EngineWords.Pattern("the host '~' is not on the public web", #"主机“\0”不在公网上"#),
        EngineWords.Pattern("~: has no address", #"\0：没有地址"#),
        EngineWords.Pattern("answered #", #"服务器回应 \0"#),
        EngineWords.Pattern("~: gave no answer", #"\0：没有应答"#),
        EngineWords.Pattern("~: nobody listens there", #"\0：无人应答该端口"#),
        EngineWords.Pattern("~: took longer than # s", #"\0：超过 \1 秒"#),
        EngineWords.Pattern("~: more than # redirects", #"\0：重定向超过 \1 次"#),
        EngineWords.Pattern("~: another address was reached than was checked", #"\0：连到的地址与核查过的不同"#),
        EngineWords.Pattern(
            "~: not seen: it came as '~', which was not asked for", #"\0：未读取：返回了未请求的编码“\1”"#),
        EngineWords.Pattern(
            "~: ~ is ~", #"\0：\1 不是公网地址（\2）"#,
            terms: [
                "private": "内网", "loopback": "本机", "link-local": "链路本地", "reserved": "保留", "multicast": "组播",
                "shared by carriers": "运营商共享", "this network": "本网络", "for documentation": "文档专用",
                "for benchmarks": "测试专用", "a relay": "中继", "a tunnel to IPv4": "IPv4 隧道",
                "translated to IPv4": "转换为 IPv4", "an IPv4 address in disguise": "伪装的 IPv4 地址",
                "not global unicast": "非全球单播",
            ]),
    ]
}
