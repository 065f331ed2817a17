extension Lexicon {
    /// Innocent phrases: the longest match wins over a term inside it, and of two as long the one that begins first.
    static let innocent = """
        \(coins) \(money) \(units) \(benches) \(cards) \(names) \(latin)
        """

    /// Coins in the hand and in games, and what is said about them.
    private static let coins = """
        硬币 游戏币 q币 qb 金币 银币 铜币 人民币 外币 港币 台币 日币 韩币 泰币 美币 澳币 加币 新币 纪念币 邮币 钱币 古币 代币 代币券 投币 洗衣币 抓娃娃币 虚拟币 点券 货币 纸币 银元 \
        数字人民币 点币 元宝币 学习币 积分币 抖币 快币 b币 y币 c币 花生币 书币 阅读币 音浪 本币 铸币 买游戏币 买q币 收q币 出q币 卖q币 换q币 卖游戏币 出游戏币 收游戏币 换硬币 换游戏币 \
        换零钱 买金币 收金币 出金币 卖金币 收人民币 换人民币 买纪念币 收纪念币 卖纪念币 收银币 卖银币 收古币 卖古币 邮币卡 集币册 集币 存币罐 储币罐 放币机 放币口 投放币 币商品 兑币机 换币机 提币机 \
        出币口 出币机 收币机 出币器 收币口 取币口 卖币机 儿童储币 火币邮票 星火币 新币种 币种 币值 比特数 比特率 比特犬 阿比特 莱特兄弟 以太网 泰达足球 泰达股份
        """

    /// Banks, bills and honest settlement.
    private static let money = """
        承兑汇票 银行承兑 承兑票据 商业承兑 承兑费 承兑手续费 承兑保证金 承兑贴现 承兑银行 承兑人 承兑协议 承兑到期 承兑敞口 电子承兑 承兑贷款 承兑款 收承兑 换承兑 付承兑 承兑利息 承兑票 承兑差价 \
        承兑贴息 担保公司 担保费 反洗钱 洗钱法 洗钱罪 防洗钱 洗钱宣传 洗钱知识 洗钱培训 洗钱考试 扫码支付 二维码支付 条码支付 付款码支付 收款码支付 乘车码支付 聚合码支付 验证码支付 密码支付 \
        号码支付 编码支付 数码支付 一码支付 简易支付 交易支付 网易支付 轻易支付 贸易支付 快易支付 便易支付 国易支付 代收代付水费 代收代付电费 代收代付水电 代收代付物业 代收代付水电费 代收代付快递 \
        外卖抢单 配送抢单 抢单配送 滴滴抢单 骑手抢单 货运抢单 司机抢单 顺风车抢单 家政抢单 师傅抢单 场外期权 场外基金 场外配资 场外交易市场 场外足球 场外观众 场外指导 场外停车 水房维修 水房水卡 \
        学校水房 宿舍水房 开水房 热水房 泵水房 净水房 法币厂 民国法币 银行卡商户 三方通道费
        """

    /// U that is no coin: drives, pillows, keys, teams, heights.
    private static let units = """
        u盘 u型 u形 u型枕 u形枕 u盾 u枕 u位 u锁 u型锁 u钉 u口 u净 u槽 u站 优u u美 u机箱 u服务器 u机柜 u电源 u散热 u高 u型管 u型钢 u型螺栓 u带 u箱 u棒 u卡槽 \
        u先 u享 u护 u品 u选 u家 u掌柜 u彩 u点 u你 u宝 u米 u酒 u管 u环 u字 u领 u城 u度 优盘 u商务 u商城 u商品 u商业 u商店 u商场 u换机 u换电 u换新 u换货 u换购 \
        u价值 u钱包包 付出u 演出u 支出u 退出u 输出u 外出u 突出u 外卖u 丰收u 税收u 吸收u 签收u 没收u 更换u盘 出u盘 收u盘 买u盘 卖u盘 换u盘 收u盾 换u盾 优惠 优秀 优质 \
        优先 优品 优选 优酷 优衣库 优步 优乐 友情 邮票 邮费 邮寄 邮件 邮包 油费 油卡 油画 油漆 油烟 油条 油菜 手u盘 车载u盘
        """

    /// Benchmarks and building sites, food and novels.
    private static let benches = """
        手机跑分 跑分软件 安兔兔跑分 跑分测试 鲁大师跑分 显卡跑分 电脑跑分 cpu跑分 跑分app 跑分成绩 跑分榜 跑分对比 跑分高 跑分多少 跑分结果 跑分排行 性能跑分 游戏跑分 3d跑分 跑分截图 \
        跑分很高 搬砖头 工地搬砖 去搬砖 搬砖去 搬砖工 搬砖累 上班搬砖 努力搬砖 继续搬砖 搬砖人 dnf搬砖 搬砖费 搬砖钱 大饼卷 土家大饼 买大饼 煎大饼 大饼夹 大饼油条 葱花大饼 大饼鸡蛋 烤大饼 \
        画大饼 山东大饼 烙大饼 发面大饼 鸡蛋大饼 大饼脸 大饼店 大饼摊 煎饼 辣条零食 买辣条 卫龙辣条 吃辣条 二姨太 姨太太 三姨太 四姨太 六姨太 九姨太 电磁波场 声波场 光波场 水波场 冲击波场 \
        地震波场 洗白白 洗白衣 洗白鞋 装修公司走账 布料子 衣料子 盘口边
        """

    /// Cards that are given, collected or played; teams that carry goods.
    private static let cards = """
        收卡片 卖卡片 收卡套 卖卡套 收卡牌 卖卡牌 收卡册 收卡带 卡商务 卡商城 卡商场 卡商品 卡商标 卡商户 卡商店 卡商家 汇卡商务 礼品卡商城 床上四件套 四件套床品 四件套床单 被套四件套 纯棉四件套 \
        婚庆四件套 全棉四件套 卖四件套床 卖四件套被 收四件套床 码商城 扫码商城 扫码商家 扫码商户 数码商城 数码商店 数码商家 数码商场 数码商行 数码商务 数码商品 条码商品 二维码商户 编码商品 号码商 \
        密码商 尺码商品 收款码商 码队列 编码队列
        """

    /// Names that hold a term across the border of two words.
    private static let names = """
        国美金融 溢美金融 国美金 欧易生物 欧易达 欧易佳 欧易科 泰达币路 星火必燎原 星火必 火必灭 火必须 火币燎 有火必救 安兔兔 金库币 地税收币 币安全 比特币书籍 比特币白皮书 区块链课 区块链技术课 \
        中币制
        """

    /// Latin words and abbreviations of other trades.
    private static let latin = """
        usd_tuition usd_t_shirt usd_tshirt usd_t_shirts usd_to usd_transfer usd_tax otc药 otc药品 非处方药otc otc药店 \
        药店otc otc医药 otc_medicine otc_medicines otc_drug otc_drugs otc_pharmacy otc_meds otc_painkiller \
        otc_painkillers otc_hearing_aid c2c_cable c2c_shop c2c_cables c2c数据线 c2c线 c2c充电线 c2c店 c2c网店 c2c快充线 \
        usb_c2c trx_strap trx_straps trx_gym trx_training trx_gym_straps trx训练 trx健身 trx悬挂 trx课 trx拉力 trx带 \
        bit_by_bit tether_ball tetherball tether_line tether_rope eth_zurich eth_zürich eth苏黎世 btc_band btch \
        ltc_insurance ltc_nursing ltc_facility doge_of_venice crypto_the_llama cryptography crypto_lounge \
        escrow_house p2p网贷 p2p学习 bitcoin_pizza_book mexc_air coinex_fair binance_b coin_laundry token_ring \
        kraken_rum kraken_movie p2p_download ripple_effect ethernet
        """

    /// What follows a coin's innocent name, or stands before a word of the trade, across the border of two words.
    static let combinations: [String] = {
        let coins = list(
            """
            硬 金 银 铜 人民 外 港 台 日 韩 泰 纪念 邮 钱 古 游戏 q 货 纸 代 投 洗衣 娃娃 虚拟 点 本 铸 数字人民
            """)
        let after = list("商 圈 安 价 款 友 贩 市 买 卖 收 出 交易 印 信 赢 虎 买卖")
        let verbs = list("买 卖 收 出 换 充 提 放 购 打 转 拿 倒 炒 囤")
        let kinds = list("种 值 制 机 面 友 器 口 册 罐 盒 章")
        let before = list("演 支 付 退 输 外 突 展 派 杰 吸 丰 税 没 签 征 小 专")
        let beforeUnit = list("洗 黑 混 冻 白 倒 炒 兑 跑 接 放 金 购 商")
        return join(coins, "币", after) + join(verbs, "币", kinds) + join(before, "", list("出币 收币 卖币"))
            + join(beforeUnit, "u", list("盘 盾 型 形 枕"))
    }()

    private static func list(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private static func join(_ heads: [String], _ middle: String, _ tails: [String]) -> [String] {
        heads.flatMap { head in tails.map { head + middle + $0 } }
    }
}
