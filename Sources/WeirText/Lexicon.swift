/// How surely a word belongs to the trade: A nearly sure, B needs context, C says nothing alone.
public enum TermClass: UInt8, Comparable, Sendable {
    case c = 1
    case b
    case a

    public static func < (x: TermClass, y: TermClass) -> Bool { x.rawValue < y.rawValue }
}

/// The words of the trade and the innocent phrases that contain them. First, small version; terms in normal form.
enum Lexicon {
    /// Assets, trade, venues, running points, evasive instructions; the well-attested ones.
    static let sure = """
        usdt trc20 erc20 泰达币 比特币 以太坊 莱特币 瑞波币 柚子币 狗狗币 稳定币 \
        出u 收u 换u 买u 卖u 搬u 放u 出币 收币 买币 卖币 请放币 承兑商 u商 币商 法币交易 场外交易 充币 提币 代买币 代卖币 搬砖套利 \
        火币 欧易 比特儿 芝麻开门交易 imtoken tokenpocket tp钱包 冷钱包 助记词 汇旺担保 新币担保 \
        跑分平台 码商 码队 抢单 代收代付 四方支付 三方通道 码支付 易支付 卡商 四件套 水房 收卡 卖卡 料子 卡接回u
        """
    static let doubtful = """
        大饼 二饼 姨太 辣条 干净u 黑u 白资 冻卡 现金u 搬砖 套利 担保 秒放 不卡单 放币 承兑 跑分 走账 过账 洗白 点位 \
        btc eth trx usdc 币安 otc c2c 换个人转 分开转 不要备注 勿备注 不留痕 避开风控
        """
    /// Innocent phrases: the longest match wins over a term inside it (DOMAIN §2.3).
    static let innocent = """
        硬币 游戏币 q币 金币 银币 人民币 外币 港币 台币 纪念币 邮币 钱币 代币券 投币 洗衣币 抓娃娃币 点券 u盘 u型枕 u盾 优u \
        收u盘 买u盘 卖u盘 换u盘 出u盘 买u型枕 承兑汇票 银行承兑 承兑票据 手机跑分 跑分软件 安兔兔跑分 搬砖头 工地搬砖 买币安 \
        邮币卡 买游戏币 买q币 收q币 卖游戏币 出游戏币 收游戏币 换硬币 买金币 收金币 卖金币 收人民币 换人民币 买纪念币 收纪念币 \
        煎饼 大饼卷 土家大饼 买大饼 辣条零食 买辣条 担保公司 担保费 火币邮票 放币机 汇卡商务 国美金融 otc药品 水房维修 抢单配送 \
        收卡片 卖卡片 收卡套 卖卡套 非处方药otc
        """

    static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
