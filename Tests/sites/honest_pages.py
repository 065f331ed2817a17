"""Honest pages that look a little like trade: shops, tip jars, news, manuals, banks, exchanges without a gateway."""

from trade_pages import page


def shop_cart(m):
    items = "".join(f"<tr><td>{m.pick('茶杯', '键盘', '耳机', '帆布包')}</td><td>¥{m.money(10, 300)}</td><td>1</td></tr>" for _ in range(3))
    return page("购物车 - 小店", f"<table>{items}</table><div>收货地址 杭州市…</div><div>运费 ¥8.00</div><h4>支付方式</h4><label>支付宝</label><label>微信支付</label>"
                '<label>银行卡</label><form action="https://openapi.alipay.com/gateway.do" method=post><input type=hidden name=app_id value=1>'
                "<button>立即支付</button></form>")


def shop_takes_coins(m):
    """A shop that takes coins as one of the ways to pay."""
    return page("收银台", f"<h3>订单 {m.digits(12)}</h3><p>商品：{m.pick('VPS 月付套餐', '机场流量 100G 套餐', '域名注册 1 年')}</p><p>应付金额 ¥{m.money(20, 300)}</p>"
                "<h4>支付方式</h4><ul><li>支付宝</li><li>微信支付</li><li>USDT-TRC20</li></ul><button>立即支付</button>")


def shop_coin_invoice(m):
    return page("Invoice", f"<h2>Invoice #{m.digits(6)}</h2><p>VPS Basic, monthly</p><table><tr><th>Item</th><th>Total</th></tr><tr><td>Server 2 GB</td><td>$9.00</td>"
                f"</tr></table><p>Payment method</p><select><option>Alipay</option><option>PayPal</option><option>USDT (TRC20)</option></select>"
                f"<p>Send 9.00 USDT to {m.tron()}</p><button>Checkout</button>")


def epay_game(m):
    """A fourth party's form for game cards."""
    fields = dict(pid=m.digits(4), type="alipay", out_trade_no=m.digits(17), notify_url="https://x.example/n", return_url="https://x.example/r",
                  name=m.pick("游戏币 1000 金币", "Q币充值 50", "会员月卡", "话费充值 50 元"), money=m.money(10, 100), sign=m.word(32), sign_type="MD5")
    inputs = "".join(f'<input type="hidden" name="{k}" value="{v}">' for k, v in fields.items())
    return page("正在跳转", f'<form action="https://pay.{m.word(6)}.com/submit.php" method="post">{inputs}</form>')


def vmq_game(m):
    return page("扫码支付", f"<h1>支付宝扫码支付</h1><div>￥{m.r.randint(9, 99)}.98</div>{m.qr(m.alipay())}<p>为了您正常支付 请务必付款 29.98 元 备注说明无需填写</p>"
                f"<dl><dt>商品名称</dt><dd>{m.pick('视频会员', '小说阅读币', '游戏点券 300')}</dd></dl>")


def tip_jar(m):
    return page("打赏", f"<h2>{m.pick('请作者喝杯咖啡', '打赏支持', '赞助本站')}</h2><p>如果文章对您有帮助，欢迎打赏。</p><div>支付宝</div>{m.qr(m.alipay())}<div>微信</div>{m.qr(m.wechat())}")


def tip_jar_coins(m):
    """Codes and coin addresses side by side: the commonest look-alike."""
    return page("Donate", f"<h1>{m.pick('Donate', '捐赠', '赞助')}</h1><p>Thank you for supporting the project.</p><h3>支付宝 Alipay</h3>{m.qr(m.alipay())}<h3>微信 WeChat</h3>"
                f"{m.qr(m.wechat())}<h3>Bitcoin</h3><code>{m.base58(0)}</code><h3>ETH</h3><code>{m.ether()}</code><h3>USDT (TRC20)</h3><code>{m.tron()}</code>")


def blog_tip(m):
    paragraphs = "".join(f"<p>{m.pick('今天聊聊比特币的历史，2008 年中本聪发表白皮书，之后的故事大家都知道了。', '以太坊的智能合约让开发者可以写程序，但也带来了新的问题，比如重入攻击。', '稳定币如 USDT 锚定美元，常见于交易所之间的转移，监管一直在讨论它的储备。')}</p>" for _ in range(6))
    return page("区块链笔记", f"<article><h1>区块链笔记</h1><span>作者 {m.name()} 发布于 2018-08-24</span>{paragraphs}</article><section><h4>赞赏作者</h4>{m.qr(m.wechat(), '赞赏码')}{m.qr(m.alipay())}</section>")


def news(m):
    lead = m.pick("支付宝宣布将对场外交易账户采取措施，包括暂停相关资金划转、永久限制收款功能。",
                  "微信支付表示，不支持虚拟货币交易，将清退涉及的商户号，并对个人卖家限额。",
                  "多名买家称在场外购买 USDT 后银行卡被冻结，律师提醒注意法律风险。")
    more = "".join(f"<p>{m.pick('记者了解到，此前已有平台因提供法币交易服务被关闭，用户通过支付宝、微信、银行卡转账给卖家。', '业内人士表示，C2C交易中买家付款后，卖家放币，平台只提供撮合，难以监管。', '数据显示，USDT 场外溢价一度达到 5%，比特币价格上涨至 46000 元。', '央行上海总部表示，已加强对场外交易的监测，约三千个账户被关闭。')}</p>" for _ in range(7))
    return page("支付宝严打比特币场外交易", f"<h1>支付宝严打比特币场外交易</h1><div>来源：新京报 记者 {m.name()} 编辑 王</div><p>{lead}</p>{more}<div>免责声明：不构成投资建议</div><div>分享到 微信 微博 QQ</div>")


def news_list(m):
    links = "".join(f"<li><a>{m.pick('比特币跌破四万元关口', '央行约谈多家支付机构', '以太坊升级推迟', '交易所用户数据泄露', '稳定币监管草案公布', '矿机厂商递交招股书')}</a><span>{m.r.randint(1, 23)}小时前</span></li>" for _ in range(20))
    return page("链闻快讯", f"<nav><a>快讯</a><a>行情</a><a>专栏</a><a>比特币</a><a>以太坊</a><a>活动</a></nav><ul>{links}</ul><footer>微信公众号 关于我们 广告合作</footer>")


def coin_prices(m):
    rows = "".join(f"<tr><td>{c}</td><td>¥{m.money(1, 60000)}</td><td>{m.r.uniform(-5, 5):.2f}%</td><td>¥{m.money()}亿</td></tr>" for c in ["BTC", "ETH", "USDT", "EOS", "LTC"])
    return page("数字货币行情", f"<h1>今日行情</h1><table><tr><th>币种</th><th>价格</th><th>24h涨跌</th><th>市值</th></tr>{rows}</table>")


def wallet_docs(m):
    return page("钱包使用指南", f"<h1>如何收款</h1><p>打开钱包，点击“收款”，把地址 {m.tron()} 发给对方。转账需要 TRX 作为手续费。</p><h2>备份助记词</h2><p>请把 12 个助记词抄在纸上，不要截图。</p>"
                "<h2>常见问题</h2><p>问：可以用支付宝或微信购买 USDT 吗？答：钱包不提供法币交易，请注意风险，谨防诈骗。</p>")


def wallet_docs_english(m):
    return page("Wallet documentation", f"<h1>Getting started</h1><p>Install the wallet, write down your recovery phrase and keep it offline. To receive ETH share your address {m.ether()}.</p>"
                "<h2>API reference</h2><pre>GET /v1/balance?asset=USDT</pre><p>The wallet does not sell coins. Some exchanges let you buy crypto with a bank transfer or Alipay; we are not affiliated with them.</p>")


def buy_guide(m):
    """A manual of how to buy: prose, no gateway."""
    steps = "".join(f"<p>{s}</p>" for s in ["第一步，注册交易所账号并完成实名认证，准备好自己的支付宝或者银行卡。", "第二步，进入法币交易页面，选择 USDT，挑选成交率较高的商家，下单后在规定时间内付款。",
                                            "第三步，付款后点击我已付款，等待卖家放币，一般几分钟内到账。", "提醒：国内不支持虚拟货币交易，存在冻卡风险，请谨慎操作。"])
    return page("新手教程：USDT 是什么", f"<h1>USDT 是什么，怎么买</h1><div>作者 {m.name()} 阅读 {m.r.randint(100, 9000)}</div>{steps}<h2>评论</h2><p>谢谢分享</p>")


def bank_page(m):
    rows = "".join(f"<tr><td>{c}</td><td>{m.price()}</td><td>{m.price()}</td><td>{m.price()}</td></tr>" for c in ["美元", "欧元", "港币", "日元"])
    return page("外汇牌价", f"<h1>外汇牌价</h1><table><tr><th>币种</th><th>现汇买入价</th><th>现汇卖出价</th><th>中行折算价</th></tr>{rows}</table><p>网上银行 手机银行 银行卡 承兑汇票 银行承兑</p>")


def bank_ecny(m):
    return page("数字人民币", "<h1>数字人民币钱包开通</h1><ul><li>银行卡绑定</li><li>支付宝、微信支付可用</li><li>单笔限额 2000 元</li></ul><p>数字人民币是法定货币，与比特币等虚拟货币不同。</p>"
                "<table><tr><td>单笔限额</td><td>2000元</td></tr><tr><td>日累计限额</td><td>5000元</td></tr></table>")


def bill_service(m):
    return page("承兑汇票贴现", f"<h1>银行承兑汇票贴现</h1><div>票面金额 ¥{m.money(100000, 900000)}</div><div>利率 2.8%</div><div>收款账户 开户行 工商银行 卡号 {m.card()}</div><button>提交申请</button>")


def crowdfunding(m):
    return page("公益捐款", f"<h1>为山区儿童捐赠图书</h1><p>目标金额 ¥50000.00 已筹 ¥{m.money()}</p><div>支付宝</div>{m.qr(m.alipay())}<div>开户行 农业银行 卡号 {m.card()}</div>")


def second_hand(m):
    """Private sale between people, with the words of escrow."""
    return page("二手交易平台", f"<h1>九成新相机 Canon EOS</h1><div>¥{m.money(500, 5000)}</div><div>卖家 {m.name()} 成交率 98%</div><button>立即购买</button><div>付款方式 支付宝 微信支付</div>"
                "<p>买家付款后，卖家发货，确认收货后放款。有问题可以申诉。</p><div>包邮 快递</div>")


def game_coins(m):
    rows = "".join(f"<tr><td>{m.merchant()}</td><td>1元={m.r.randint(10, 90)}万金币</td><td>库存 {m.r.randint(1, 99)}亿</td><td><button>立即购买</button></td></tr>" for _ in range(5))
    return page("游戏币交易", f"<h2>买游戏币 卖游戏币</h2><table>{rows}</table><div>支付方式 支付宝 微信支付 QQ钱包</div><p>自动发货 售后保障</p>")


def gold_shop(m):
    return page("黄金回收", f"<h1>今日金价 {m.r.randint(380, 480)} 元/克</h1><p>回收黄金 铂金 银币 纪念币 邮币</p><p>付款方式：支付宝 微信 银行卡</p>{m.qr(m.alipay())}")


def exchange_spot(m):
    """An exchange without a gateway."""
    rows = "".join(f"<tr><td>{c}/USDT</td><td>{m.r.uniform(0.1, 60000):.4f}</td><td>{m.r.uniform(-9, 9):.2f}%</td></tr>" for c in ["BTC", "ETH", "TRX", "DOGE"])
    return page("Spot trading", f"<nav>Markets Spot Futures Earn</nav><table><tr><th>Pair</th><th>Last price</th><th>Change</th></tr>{rows}</table><button>Buy BTC</button><button>Sell BTC</button>")


def block_explorer(m):
    rows = "".join(f"<tr><td>{m.word(20)}</td><td>{m.tron()}</td><td>{m.tron()}</td><td>{m.r.randint(1, 9000)} USDT</td></tr>" for _ in range(10))
    return page("TRC20 transfers", f"<h1>USDT token transfers</h1><table>{rows}</table>")


def tuition(m):
    return page("在线缴费", f"<h1>学费缴纳</h1><div>应付金额 ¥{m.money(1000, 9000)}</div><form action='https://gateway.95516.com/gateway/api/frontTransReq.do' method=post><button>银联支付</button></form><label>支付宝</label><label>微信支付</label>")


def restaurant(m):
    return page("扫码点餐", f"<h1>大饼卷菜 · 抹茶拿铁</h1><div>¥{m.money(10, 90)}</div><button>去支付</button><a href='alipays://platformapi/startapp?saId=10000007&qrcode=https%3A%2F%2Fqr.alipay.com%2Ffkx{m.word(15)}'>支付宝付款</a>")


def risk_notice(m):
    """A payment company's warning, as honest as it gets."""
    return page("风险提示", "<h1>关于防范虚拟货币交易风险的公告</h1><p>尊敬的用户：支付宝一直禁止将支付服务用于虚拟货币交易。如发现买卖比特币、USDT 等行为，我们将对买方进行风险提醒，对卖方限制收款。</p>"
                "<p>请勿参与法币交易、C2C买币、搬砖套利，谨防电信诈骗。</p><p>如有疑问请拨打客服热线。</p>")


def otc_medicine(m):
    return page("网上药店", f"<h1>非处方药 甲类OTC</h1><div>感冒灵颗粒 ¥{m.money(9, 40)}</div><button>加入购物车</button><div>支付宝 微信支付</div><div>满减 包邮</div>")


def company_teda(m):
    return page("天津泰达物流", f"<h1>天津泰达国际物流</h1><p>泰达股份旗下，提供货物放行、报关、运输。</p><p>运费结算：银行卡 支付宝</p><div>开户行 建设银行 账号 {m.card()}</div>")


def forum_thread(m):
    posts = "".join(f"<div class=post><span>{m.word(6)}</span><p>{m.pick('昨天出U被冻卡了，银行说涉案，要等 72 小时。', '支付宝转账买币是不是不安全？听说会限制收款。', '我都是用银行卡，卖家放币挺快的，但溢价太高。', '别买了，C2C 都是坑，小心黑钱。')}</p></div>" for _ in range(9))
    return page("论坛 - 冻卡了怎么办", f"<h1>冻卡了怎么办</h1>{posts}<div>回复 收藏 分享 微信</div>")


HONEST = [
    (shop_cart, 3), (shop_takes_coins, 3), (shop_coin_invoice, 2), (epay_game, 4), (vmq_game, 3), (tip_jar, 3), (tip_jar_coins, 4),
    (blog_tip, 3), (news, 5), (news_list, 2), (coin_prices, 3), (wallet_docs, 2), (wallet_docs_english, 2), (buy_guide, 3),
    (bank_page, 2), (bank_ecny, 2), (bill_service, 2), (crowdfunding, 2), (second_hand, 2), (game_coins, 2), (gold_shop, 2),
    (exchange_spot, 2), (block_explorer, 2), (tuition, 1), (restaurant, 2), (risk_notice, 1), (otc_medicine, 1), (company_teda, 1),
    (forum_thread, 3),
]
