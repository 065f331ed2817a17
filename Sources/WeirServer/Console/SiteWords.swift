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
}
