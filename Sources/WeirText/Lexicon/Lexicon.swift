/// The words of the trade and the innocent phrases that contain them. Spaces part words; an underscore stands for a
/// space inside one. Class A is nearly sure, B needs context, C says nothing alone.
enum Lexicon {
    struct List {
        let words: String
        let meaning: Word.Meaning
        var traits: Word.Traits = []
        var evasions: Evasion = []
    }

    /// All lists, surest first: a word in two lists keeps its first meaning.
    static func fill(_ compiler: inout TermCompiler) {
        var known: Set<String> = []
        for list in chinese + spellings + languages + instructions + [List(words: innocent, meaning: .innocent)] {
            for word in list.words.split(separator: " ") where known.insert(String(word)).inserted {
                compiler.add(word, list.meaning, list.traits, list.evasions)
            }
        }
        for phrase in combinations where known.insert(phrase).inserted { compiler.add(phrase[...], .innocent) }
    }

    static let chinese: [List] = [
        // Assets.
        List(words: "比特币 以太坊 泰达币 莱特币 瑞波币 柚子币 狗狗币 波场币 以太币", meaning: .term(.a, .asset), traits: .spoken),
        List(words: "稳定币 门罗币 柴犬币 平台币 山寨币 加密货币 加密币 u币 波场链 波场trc 以太链", meaning: .term(.a, .asset)),
        List(words: "大饼 二饼", meaning: .term(.b, .asset), traits: [.spoken, .pinyin]),
        List(
            words: """
                姨太 辣条 数字货币 虚拟货币 数字币 屎币 主流币 e太 波场
                """, meaning: .term(.b, .asset), traits: [.begins, .ends]),
        List(words: "收大饼 出大饼 卖大饼 收二饼 出二饼 收姨太 出姨太 买姨太 卖姨太 虚拟货币 数字货币", meaning: .term(.b, .asset)),
        // Buying and selling.
        List(
            words: "买币 卖币 收币 出币 换币 充币 提币 搬币 请放币 代买币 代卖币 承兑商 法币交易 币币交易 买卖币",
            meaning: .term(.a, .trade), traits: .spoken),
        List(
            words: """
                场外交易 搬砖套利 币商 u商 u贩 u承兑 承兑u 兑u 洗u 黑u 混u 冻u 现金u 卡接回u 接回u 干净u 白u 大宗u 收购u 倒u 炒u u兑换 u交易 u回收 u出售 u秒到 \
                u现金 高价收u 低价出u 欧易买币 放usdt 请放u 放u 已放u 速放币 收到放币 买币款 卖币款 购币款 购币 收购币 币贩 币圈交易 炒币 代充币 未放币 不放币 usdt承兑 \
                承兑usdt 场外otc 法币otc
                """, meaning: .term(.a, .trade)),
        List(words: "承兑 搬砖", meaning: .term(.b, .trade), traits: [.spoken, .pinyin]),
        List(words: "放币", meaning: .term(.b, .trade), traits: .spoken),
        List(
            words: """
                套利 秒放 不卡单 卡单 场外 白资 黑资 冻卡 公群 专群 上押 打币 转币 拿币 倒币 囤币 屯币 币价 场外u u价 u市 u款 法币 点对点交易
                """, meaning: .term(.b, .trade), traits: [.begins, .ends]),
        List(words: "币圈 秒放 不卡单 白资 黑资 冻卡 场外出 场外收 场外买 场外卖 c2c otc", meaning: .term(.b, .trade)),
        // Venues and wallets.
        List(
            words: """
                币安网 库币 币信 币印 币赢 币虎 抹茶交易所 抹茶mexc 芝麻开门交易 比特儿 比特派 比特大陆矿机 冷钱包 助记词 tp钱包 im钱包 波宝钱包 小狐狸钱包 麦子钱包 汇旺担保 \
                好旺担保 新币担保 土豆担保 欧易交易所 欧意交易所 欧易okx 欧易app 火必交易所 币安交易所 币虎交易所 新火科技交易 交易所提币 交易所充币 数字货币交易所 虚拟货币交易所
                """, meaning: .term(.a, .venue)),
        List(words: "欧易 欧意 火必 比特尔", meaning: .term(.a, .venue), traits: [.begins, .ends]),
        List(words: "火币 币安", meaning: .term(.a, .venue), traits: .spoken),
        List(words: "热钱包 私钥 矿池", meaning: .term(.b, .venue), traits: [.begins, .ends]),
        // Running points and laundering.
        List(words: "跑分平台 跑分车队", meaning: .term(.a, .laundering), traits: .spoken),
        List(
            words: """
                跑分群 跑分项目 跑分招 跑分兼职 跑分赚 跑分佣金 跑分团队 跑分上分 跑分押金 跑分返 跑分出款 跑分收款 诚招跑分 微信跑分 支付宝跑分 银行卡跑分 数字货币跑分 usdt跑分 码商 \
                四方支付 三方通道 收四件套 卖四件套 银行卡四件套 对公四件套 四件套带u盾 收银行卡 卖银行卡 租银行卡 出租银行卡 收对公账户 卖对公账户 收购银行卡 租收款码 出租收款码 收款码出租 \
                收微信号跑分 洗黑钱 帮洗钱 洗钱通道 黑钱换u 赃款换u 料子u 杀猪料 车队接单跑分 跑货回u 跑u 卡接卡回
                """, meaning: .term(.a, .laundering)),
        List(words: "码支付 易支付", meaning: .term(.a, .laundering), traits: .begins),
        List(words: "卡商 码队", meaning: .term(.a, .laundering), traits: [.begins, .ends]),
        List(words: "跑分", meaning: .term(.b, .laundering), traits: [.spoken, .pinyin]),
        List(
            words: "抢单 走账 过账 过帐 走帐 洗白 收卡 卖卡 租卡 走流水 刷流水 过流水",
            meaning: .term(.b, .laundering), traits: [.begins, .ends]),
        List(words: "代收代付 v免签 免签支付 洗钱 黑钱 水房", meaning: .term(.b, .laundering)),
        List(
            words: """
                盘口 上分 下分 挂单 料子 两卡 一道料 二道料 鱼料 洗料 接料
                """, meaning: .term(.c, .laundering), traits: [.begins, .ends]),
    ]

    /// Spellings by sound and shape that are words of their own here.
    static let spellings: [List] = [
        List(
            words: "炮分 抛分 跑粉 袍分 跑份 跑纷 炮粉 成兑 承对 呈兑 城兑 诚兑 成对商 成兑商 承队商 泰大币 太达币 泰打币 必特币 币特币 笔特币",
            meaning: .term(.a, .laundering), traits: .ends, evasions: .homophone),
        List(
            words: "抱砖 饱砖 般砖 班砖 搬专 板砖套利 放比 放毕 放笔 出毕 卖毕 买毕 出比 收比 出笔 一太坊",
            meaning: .term(.b, .trade), traits: [.begins, .ends], evasions: .homophone),
        List(
            words: "场歪 厂外交易 场歪交易 长外交易 尝外交易", meaning: .term(.a, .trade), traits: .begins,
            evasions: .homophone),
        List(
            words: """
                出优 收优 买优 卖优 换优 搬优 出悠 收悠 买悠 卖悠 换悠 出尤 收尤 买尤 卖尤 换尤 出呦 收呦 买呦 卖呦 换呦 出攸 收攸 优商 悠商 干净优 现金优 黑优
                """, meaning: .term(.a, .trade), traits: .ends, evasions: .homophone),
        List(
            words: """
                出油 收油 换邮 出友 收友 出邮 收邮
                """, meaning: .term(.b, .trade), traits: [.begins, .ends], evasions: .homophone),
        List(
            words: "初u 除u 手u 受u 首u 售u 守u 触u 瘦u 麦u 埋u 迈u 唤u 焕u", meaning: .term(.b, .trade),
            traits: [.begins, .ends], evasions: .homophone),
        List(
            words: """
                法巾 出巾 收巾 买巾 卖巾 火巾
                """, meaning: .term(.a, .trade), traits: [.begins, .ends], evasions: .lookAlike),
        List(words: "氵去巾 氵去币 水去巾", meaning: .term(.b, .trade), evasions: .split),
        List(
            words: "出又 收又 买又 卖又 换又 收幽 出幽 油商", meaning: .term(.a, .trade), traits: [.begins, .ends],
            evasions: .homophone),
        List(words: "泡分", meaning: .term(.b, .laundering), traits: [.begins, .ends], evasions: .homophone),
        List(words: "chuu shouu chu优 shou优", meaning: .term(.a, .trade), evasions: .pinyin),
        List(words: "mai_u huan_u fang_u", meaning: .term(.a, .trade), traits: .apart, evasions: .pinyin),
        List(words: "huobiwang yitaifang", meaning: .term(.a, .asset), evasions: .pinyin),
        List(words: "erbing laitebi ouyi taida", meaning: .term(.b, .asset), evasions: .pinyin),
        List(words: "btb bte ytf", meaning: .term(.b, .asset), evasions: .initials),
        List(words: "泰达b 莱特b 柚子b 狗狗b 以太b", meaning: .term(.a, .asset), evasions: .initials),
        List(words: "买b 卖b 出b 收b", meaning: .term(.b, .trade), traits: [.begins, .ends], evasions: .initials),
        List(words: "tdsu 坊太以 商兑承 币泰 币达泰", meaning: .term(.a, .asset), evasions: .order),
        List(words: "币买 币卖 币收 币出", meaning: .term(.b, .trade), traits: [.begins, .ends], evasions: .order),
        List(words: "₿ ₮", meaning: .term(.b, .asset), traits: .exact),
        List(words: "us₮", meaning: .term(.a, .asset), traits: .exact),
        List(words: "乃tc 乃ㄒ匚", meaning: .term(.b, .asset), evasions: .lookAlike),
    ]
}
