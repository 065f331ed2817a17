"""Pages that deal in coins over payment rails: boards, orders, cashiers, forms of fourth parties."""


def page(title, body, head="", charset="utf-8"):
    return (f'<!doctype html><html lang="zh"><head><meta charset="{charset}"><title>{title}</title>{head}</head>'
            f"<body>{body}</body></html>")


def board_table(m):
    """A list of offers as a table, ways to pay as words."""
    rows = ""
    for _ in range(m.r.randint(4, 9)):
        pays = m.r.sample(["支付宝", "微信", "银行卡"], m.r.randint(2, 3))
        low = m.r.choice([100, 500, 1000])
        rows += (f"<tr><td>{m.merchant()}</td><td>{m.r.randint(200, 3000)} | {m.r.randint(90, 99)}%</td>"
                 f"<td>{m.r.randint(500, 90000)} USDT</td><td>{low}-{low * 50} CNY</td><td>{m.price()} CNY</td>"
                 f"<td>{' '.join(f'<span>{p}</span>' for p in pays)}</td><td><button>购买USDT</button></td></tr>")
    return page(m.pick("法币交易 - 星海交易所", "C2C买币", "USDT场外交易平台"),
                "<nav><a>首页</a><a>法币交易</a><a>币币交易</a><a>资产</a></nav><div class=tabs><a>我要买</a><a>我要卖</a></div>"
                "<ul><li>USDT</li><li>BTC</li><li>ETH</li></ul><table><tr><th>商家</th><th>成交单 | 完成率</th><th>数量</th>"
                f"<th>单笔限额</th><th>单价</th><th>支付方式</th><th>操作</th></tr>{rows}</table>")


def board_cards(m):
    """Offers as boxes without a table, ways to pay as icons."""
    cards = ""
    for _ in range(m.r.randint(5, 8)):
        icons = "".join(f'<i class="icon-pay icon-{p}"></i>' for p in m.r.sample(["alipay", "wechat", "bank"], 2) + ["alipay"])
        cards += (f'<div class=card><div class=who>{m.merchant()}</div><div>¥ {m.price()}</div>'
                  f"<div>数量 {m.r.randint(1000, 50000)} USDT</div><div>限额 ¥{m.money(100, 900)} - ¥{m.money()}</div>"
                  f"<div>{icons}</div><button>{m.pick('购买', '买入')}</button></div>")
    return page("自选交易 | " + m.pick("鲸鱼C2C", "蓝海OTC"),
                f"<header><a>快捷买币</a><a>自选交易</a><a>发布广告</a></header><div class=coins><b>USDT</b><b>BTC</b></div>{cards}")


def board_english(m):
    rows = ""
    for _ in range(6):
        rows += (f"<div class=row><div>{m.word(8)}</div><div>{m.r.randint(100, 900)} orders, {m.r.randint(90, 99)}% completion</div>"
                 f"<div>{m.price()} CNY</div><div>Available {m.r.randint(100, 9000)} USDT</div>"
                 f"<div>Limit ¥{m.money(100, 500)} - ¥{m.money()}</div><div><span>Alipay</span><span>WeChat Pay</span>"
                 "<span>Bank Transfer</span></div><button>Buy USDT</button></div>")
    return page("P2P Trading - Buy USDT with CNY", f"<nav>Spot P2P Trade Wallet</nav><h1>P2P Trading</h1>{rows}")


def board_traditional(m):
    rows = "".join(
        f"<tr><td>{m.merchant()}</td><td>{m.price()} CNY</td><td>{m.r.randint(100, 9000)} USDT</td>"
        f"<td>限額 {m.r.randint(1, 9)}00-{m.r.randint(10, 50)}000 CNY</td><td>支付寶 銀行卡 微信</td><td>購買USDT</td></tr>"
        for _ in range(6))
    return page("場外交易 C2C買幣賣幣", f"<h2>法幣交易</h2><table><tr><th>賣家</th><th>單價</th><th>數量</th><th>限額</th>"
                f"<th>付款方式</th><th></th></tr>{rows}</table>")


def board_wide(m):
    """Full-width letters and dots between characters."""
    rows = "".join(f"<li>{m.merchant()} <em>{m.price()}元</em> 数量 {m.r.randint(100, 9000)} ＵＳＤＴ 限额 ￥{m.r.randint(100, 900)}-"
                   f"￥{m.r.randint(5000, 50000)} <span>支付宝</span><span>银行卡</span> <button>买 入 ＵＳＤＴ</button></li>" for _ in range(6))
    return page("ＵＳＤＴ 场外", f"<h3>卖币 / 买币</h3><ul>{rows}</ul>")


def order_detail(m):
    """An order that is to be paid: account of the seller, countdown, buttons."""
    quantity = m.r.choice([100, 500, 1000, 2000])
    price = float(m.price())
    way = m.pick("支付宝", "银行卡", "微信")
    account = {"支付宝": f"支付宝账号 {m.phone()}", "银行卡": f"开户银行 {m.pick('招商银行', '工商银行')} 银行卡号 {m.card()}",
               "微信": f"微信账号 {m.word(8)} 收款二维码 {m.qr(m.wechat(), '收款码')}"}[way]
    return page("订单详情", f"<div>订单号 {m.digits(18)}</div><div>请在 <b>14:32</b> 内付款给卖家</div>"
                f"<dl><dt>交易金额</dt><dd>{quantity * price:.2f} CNY</dd><dt>单价</dt><dd>{price} CNY/USDT</dd>"
                f"<dt>数量</dt><dd>{quantity} USDT</dd><dt>收款方式</dt><dd>{way}</dd><dt>收款人</dt><dd>{m.name()}</dd>"
                f"<dd>{account}</dd></dl><p>转账时请勿备注数字货币、USDT等任何信息，否则可能导致银行卡被冻结。</p>"
                "<button>取消订单</button><button>我已付款</button><a>申诉</a>")


def order_script(m):
    """An order whose words stand in a script, as single-page sites have it."""
    return page("app", '<div id="app"></div><script>window.__INITIAL__ = {"title":"法币交易","order":{"side":"购买USDT",'
                f'"amount":"{m.money()} CNY","price":"{m.price()} CNY/USDT","payType":["支付宝","微信支付"],"status":"等待付款",'
                f'"payee":"收款人 {m.name()}","qr":"{m.alipay()}","tips":"付款后请点击我已付款，等待卖家放币"}}}};</script>')


def epay_form(m):
    """A form of the fourth-party family, a coin as the goods."""
    amount = m.money(100, 5000)
    host = f"pay.{m.word(6)}.{m.pick('cn', 'top', 'xyz')}"
    good = m.pick(f"USDT充值 {m.r.randint(50, 900)}U", f"{m.r.randint(50, 900)} USDT", "购买泰达币", "比特币 0.01 BTC")
    fields = dict(pid=m.digits(4), type=m.pick("alipay", "wxpay"), out_trade_no=m.digits(17), notify_url="https://x.example/n",
                  return_url="https://x.example/r", name=good, money=amount, sitename="币通", sign=m.word(32), sign_type="MD5")
    inputs = "".join(f'<input type="hidden" name="{k}" value="{v}">' for k, v in fields.items())
    return page("正在跳转", f'<form id=f action="https://{host}/submit.php" method="post">{inputs}<input type=submit value="正在跳转"></form>'
                "<script>document.getElementById('f').submit()</script>")


def epay_link(m):
    """The same as links under ways to pay."""
    host = f"{m.word(7)}.com"
    q = (f"pid={m.digits(4)}&out_trade_no={m.digits(16)}&notify_url=http%3A%2F%2Fa.b%2Fn&return_url=http%3A%2F%2Fa.b%2Fr"
         f"&name=USDT%E5%85%85%E5%80%BC&money={m.money(100, 999)}&sign={m.word(32)}&sign_type=MD5")
    return page("充值", f"<h3>USDT快捷充值</h3><p>汇率 1 USDT = {m.price()} CNY</p>"
                f'<a href="https://{host}/submit.php?{q}&type=alipay">支付宝</a> <a href="https://{host}/submit.php?{q}&type=wxpay">微信支付</a>')


def vmq_cashier(m):
    """A cashier that tells orders apart by a cent, personal code, coin as goods."""
    amount = m.r.randint(100, 3000)
    return page("在线支付", f"<h1>{m.pick('支付宝扫码支付', '微信扫码支付')}</h1><div class=amount>￥{amount - 1}.9{m.r.randint(1, 9)}</div>"
                f"{m.qr(m.pick(m.alipay(), m.wechat()), '付款码')}<p>为了您正常支付 请务必付款 {amount - 1}.98 元 备注说明无需填写</p>"
                f"<dl><dt>商品名称</dt><dd>{amount // 7} USDT</dd><dt>收币地址</dt><dd>{m.tron()}</dd><dt>订单编号</dt><dd>{m.digits(16)}</dd></dl>"
                "<div>距离订单过期还有 04:59</div>")


def official_gateway(m):
    """An exchange that misuses an official interface."""
    return page("买币收银台", f"<h2>一键买币</h2><div>购买数量 {m.r.randint(50, 900)} USDT</div><div>应付金额 ¥{m.money()}</div>"
                '<form action="https://openapi.alipay.com/gateway.do?charset=utf-8" method="post"><input type=hidden name="app_id" '
                f'value="2021{m.digits(12)}"><input type=hidden name="method" value="alipay.trade.page.pay"><input type=hidden '
                f'name="biz_content" value="{{}}"><button>支付宝支付</button></form>')


def h5_wechat(m):
    return page("OTC收银台", f"<div>收银台</div><div>卖家 {m.merchant()}</div><div>{m.r.randint(10, 99)}0 USDT</div><div>单价 {m.price()} 元/USDT</div>"
                f'<div>付款金额 {m.money()} 元</div><a href="weixin://wxpay/bizpayurl?pr={m.word(9)}">打开微信支付</a><p>付款后等待卖家放币</p>')


def members_form(m):
    """The memberid family."""
    fields = dict(pay_memberid=m.digits(5), pay_orderid=m.digits(20), pay_applydate="2018-08-24 10:00:00", pay_bankcode="903",
                  pay_notifyurl="http://n.example/n", pay_callbackurl="http://n.example/c", pay_amount=m.money(),
                  pay_productname="BTC购买", pay_md5sign=m.word(32).upper())
    inputs = "".join(f'<input type="hidden" name="{k}" value="{v}">' for k, v in fields.items())
    return page("支付跳转", f'<p>您正在购买比特币</p><form action="http://gw.{m.word(5)}.com/Pay_Index.html" method="post">{inputs}<button>确认支付</button></form>')


def dealer_page(m):
    """A dealer's own page: prices, codes, contacts."""
    return page(m.merchant(), f"<h1>24小时收U出U 秒放不卡单</h1><p>今日价格</p><table><tr><td>收U</td><td>{m.price()} 元</td></tr><tr><td>出U</td>"
                f"<td>{m.price()} 元</td></tr></table><div>1 USDT = {m.price()} 元 单笔 500-50000 元</div><div>支付宝</div>{m.qr(m.alipay())}<div>微信</div>"
                f"{m.qr(m.wechat())}<p>联系微信：{m.word(8)} 电报：@{m.word(8)}</p>")


def dealer_gbk(m):
    """The same in the old character set."""
    return page("泰达币回收", f"<center><font size=5>高价回收USDT 比特币 以太坊</font></center><p>收购USDT 单价 {m.price()}元</p><p>付款方式：支付宝 微信 银行卡</p>"
                f"<p>QQ：{m.digits(9)}</p>{m.qr(m.alipay())}", charset="gbk")


def points_platform(m):
    """Running points with coins as deposit."""
    return page("抢单大厅", f"<ul><li>抢单</li><li>我的收款码</li><li>充币</li><li>提币</li></ul><div>保证金 {m.r.randint(100, 900)} USDT</div>"
                f"<div>实时汇率 1 USDT = {m.price()} CNY</div><div>上传收款码：支付宝收款码 微信收款码 云闪付</div><div>佣金 1.5%</div><table><tr><td>订单 ¥{m.money()}"
                "</td><td>支付宝</td><td><button>抢单</button></td></tr></table>")


def widget_frame(m):
    """A buy-coin box in a frame of a fourth party."""
    q = f"mch_id={m.digits(6)}&out_trade_no={m.digits(15)}&total_fee={m.money()}&notify_url=https%3A%2F%2Fa.b&body=USDT&sign={m.word(32)}"
    return page("Buy USDT", f"<h2>Buy USDT instantly</h2><p>Rate: 1 USDT = {m.price()} CNY</p><label>Pay with</label><select><option>Alipay</option>"
                f'<option>WeChat Pay</option></select><iframe src="https://pay.{m.word(6)}.io/cashier?{q}"></iframe>')


def template_page(m):
    """A template before it is filled in."""
    return page("{{ title }}", '<div v-for="ad in ads"><span>{{ ad.merchant }}</span><span>成交量 {{ ad.count }}</span><span>限额 {{ ad.min }}-{{ ad.max }} CNY'
                '</span><span>单价 {{ ad.price }} CNY</span><img v-if="ad.pay.alipay" src="/img/alipay.png" alt="支付宝"><img src="/img/wechatpay.png" alt="微信支付">'
                '<img src="/img/bankcard.png" alt="银行卡"><button @click="buy(ad)">购买 USDT</button></div><p>卖家放币后，USDT将转入您的资产账户</p>')


def bank_deposit(m):
    """An exchange's deposit by bank transfer."""
    return page("人民币充值", f"<h3>法币充值</h3><div>充值金额 ¥{m.money()}</div><div>预计到账 {m.r.randint(100, 900)} USDT</div><div>收款人 {m.name()}</div><div>开户行 "
                f"{m.pick('建设银行', '农业银行')}</div><div>银行卡号 {m.card()}</div><p>转账请备注订单号后6位 {m.digits(6)}</p><a>提币</a><a>充币</a><a>买币</a><button>我已付款</button>")


TRADE = [
    (board_table, 4), (board_cards, 4), (board_english, 3), (board_traditional, 3), (board_wide, 2), (order_detail, 5),
    (order_script, 2), (epay_form, 4), (epay_link, 2), (vmq_cashier, 4), (official_gateway, 2), (h5_wechat, 2),
    (members_form, 2), (dealer_page, 3), (dealer_gbk, 2), (points_platform, 2), (widget_frame, 2), (template_page, 1),
    (bank_deposit, 2),
]
