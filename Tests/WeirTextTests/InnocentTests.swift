import Testing
import WeirText

/// People who have nothing to do with the trade. Their words must stay silent, whatever they contain.
@Suite struct InnocentTests {
    private func silent(_ text: String) { #expect(Texts.classify(text) < .c, "\(text): \(Texts.words(text))") }

    @Test(arguments: [
        "硬币", "游戏币", "Q币", "金币", "银币", "人民币", "外币", "港币", "台币", "纪念币", "邮币", "钱币", "代币券", "投币", "洗衣币", "抓娃娃币", "虚拟币",
        "点券", "充值游戏币", "买Q币", "收金币",
        "换硬币100个", "钱币商行", "邮币卡", "外币兑换", "人民币出纳", "收藏古币", "收人民币", "货币安全", "纪念币交易", "数字人民币", "新币200", "泰币换现金", "收Ｑ币",
        "收遊戲幣", "收*Q*币", "卖游戏币10元",
    ])
    func coins(text: String) { silent(text) }

    @Test(arguments: [
        "U盘", "收U盘", "买Ｕ盘", "换U盘", "出U盘32G", "U型枕", "U盾", "换U盾", "优U", "4U", "3U机箱", "2U服务器", "买3U机箱", "U14球队",
        "U8足球训练费", "U12梯队", "黑U盘", "thank u",
        "love u", "see u tmr", "r u ok", "收USB线", "出UV胶", "换UPS电池", "买u型锁", "胰岛素100u", "ＵＰＳ", "u20球衣", "美U", "出U形管",
        "付出 u know", "出优惠券", "买优酸乳", "换油", "卖油翁",
        "买优惠券", "出优质二手", "收优秀作业",
    ])
    func units(text: String) { silent(text) }

    @Test(arguments: [
        "USD 500 rent", "usd tuition", "USD700", "usd7", "20 USD t-shirt", "ETHAN", "ETH Zürich", "BTS演唱会", "Canon EOS",
        "coin laundry", "token ring",
        "wallet", "leather wallet", "bit by bit", "bite", "chain store", "gas bill", "mining payroll", "tether ball",
        "OTC medicine", "非处方药OTC", "OTC药品",
        "C2C cable", "C2C数据线", "C2C shop", "TRX gym straps", "TRX训练", "Tron film", "ATOM", "DOT", "NEAR", "SOL beer",
        "LUNA", "BNB lodging", "UNI",
        "ADA", "busdtown", "Bethany", "method", "together", "both", "ethernet", "usdter", "mail order", "main",
        "shoulder", "bibi",
        "big", "habit", "mango smoothie", "Chu Un", "Huobing", "bitten", "bye bi", "Robit", "Mai Ubon", "tiền áo",
        "tiền ăn", "без сдачи",
        "обмен товара", "юбка", "спасибо", "kripa", "usdan gallery",
    ])
    func latin(text: String) { silent(text) }

    @Test(arguments: [
        "承兑汇票", "银行承兑汇票贴现", "收承兑", "手机跑分", "安兔兔跑分", "鲁大师跑分", "跑分软件", "显卡跑分", "工地搬砖", "搬砖头", "抹茶拿铁", "抹茶", "煎大饼", "买大饼",
        "大饼油条", "买辣条", "二姨太", "姨太太", "土豆",
        "柚子", "芝麻酱", "产业链", "狗狗粮", "钱包丢了", "油费", "刀具", "矿泉水", "学校水房", "车队油费", "床上四件套", "四件套", "衣服料子", "国美金融", "汇卡商务",
        "礼品卡商城", "数码商城", "扫码商家", "扫码支付",
        "二维码支付", "已支付", "一只付", "交易支付", "网易支付", "外卖抢单", "反洗钱培训", "绿色通道", "免签国", "手臂", "受币", "出必行", "收毕", "命支出又", "石油商",
        "买笔", "卖笔",
        "换笔", "收笔", "买笔100支", "比赛", "比特", "特比",
        "以太网", "一台", "一台房子", "太打扰", "泰达足球", "泰达股份", "成对", "炮仗", "炮兵分队", "抛光分包", "泡粉丝", "保转", "星火必燎原", "欧易生物", "场外足球",
        "场外停车费", "出口", "火必灭", "支出", "付出", "演出费", "投放币",
        "电磁波场", "挂单的和尚", "出金", "入金", "通道", "过桥米线", "一道料理", "料理", "毛巾", "收毛巾", "出租", "面交", "借款", "换货", "租码头", "法必严",
        "一毕业", "点位", "费率", "码队列",
    ])
    func chinese(text: String) { silent(text) }

    @Test(arguments: [
        "2*15", "1.5*2", "6.5*100mm", "6.5*100元", "7.5*100斤", "6.85元", "3.5*1000", "1000*2", "15.5*20", "2026.11.28",
        "7.2*3", "12.5*200",
        "6.18", "6.18大促", "7.15*100克", "5.20*1314", "1000", "8.8折", "7.30 1000", "房租 6.5 1000",
    ])
    func numbers(text: String) { silent(text) }

    @Test(arguments: [
        "生日快乐🎂", "💧水费", "🐶粮", "🔥锅底", "🏃步报名费", "🐴术课", "🥟", "🍊", "✈️票", "🅿️停车费", "🆗", "🆘", "🚗保养", "💳还款", "🇺🇸签证", "🇨🇳", "🅰️座",
    ])
    func emoji(text: String) { silent(text) }

    @Test(arguments: ["无备注", "备注", "备注一下", "分开付", "谢谢老板"])
    func ordinaryRemarks(text: String) { #expect(Texts.classify(text) <= .b) }
}
