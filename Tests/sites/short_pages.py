"""Short pages: a screen of an application, an order, a price list in few words. Who wrote them had not read the scanner
then; its rules have been widened with them in view since."""

import base64
import io
import os
import sys

import qrcode

from make_pages import Maker

MAKER = Maker("", "short")
BITCOIN, SCRIPT, ETHER, TRON = MAKER.base58(0), MAKER.base58(5), MAKER.ether(), MAKER.tron()
P = {}


def qr(text):
    out = io.BytesIO()
    qrcode.make(text).save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def pg(name, body, title="", head="", lang="zh"):
    P[name] = (f'<!DOCTYPE html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}</title>{head}</head>\n'
               f"<body>\n{body}\n</body></html>")


def write(folder):
    os.makedirs(folder, exist_ok=True)
    wallets = {"[bitcoin]": BITCOIN, "[script]": SCRIPT, "[ether]": ETHER, "[tron]": TRON}
    for name, text in P.items():
        for mark, wallet in wallets.items():
            text = text.replace(mark, wallet)
        with open(os.path.join(folder, name + ".html"), "w", encoding="utf-8") as out:
            out.write(text)
    P.clear()


def trade():
    pg('p2p-order','''<header>Kuaibi P2P <nav><a href=/>首页</a><a href=/trade>交易</a><a href=/orders>订单</a></nav></header>
<h1>请向卖家付款</h1><div class=timer>剩余 <b id=t>14:32</b></div>
<dl><dt>应付总额</dt><dd>￥ 3,612.50</dd><dt>单价</dt><dd>￥ 7.225</dd><dt>数量</dt><dd>500.00 USDT</dd><dt>订单编号</dt><dd>20945117</dd></dl>
<section><h3>支付宝</h3><p>姓名 陈*</p><p>账号 138****0291</p><button>查看二维码</button></section>
<p>付款时请勿备注任何数字资产相关内容，否则可能导致付款被拦截</p>
<button class=primary>已付款，通知卖家</button> <button>取消订单</button>''','订单 20945117')
    pg('sell-u','''<div class="card"><h2>出U</h2><form action="/sell" method=post><label>网络<select><option>TRON</option><option>BSC</option></select></label>
<label>卖出数量<input name=qty></label><label>预计到账<span>0.00</span>元</label>
<label>收款账户<select name=acct><option>支付宝 wang***@163.com</option><option>中国银行 尾号 8821</option></select></label>
<button>立即卖出</button></form><p>今日价 7.19 · 到账约 3 分钟</p></div>''','U 回收')
    pg('tg-otc','''<main><h1>诚信换U 24h</h1><p>飞机 <a href="https://t.me/huanu_kefu">@huanu_kefu</a></p>
<table><tr><th>档位</th><th>您付</th><th>您得</th></tr><tr><td>体验</td><td>¥100</td><td>13.6U</td></tr><tr><td>常规</td><td>¥1000</td><td>137U</td></tr><tr><td>大额</td><td>¥10000</td><td>1385U</td></tr></table>
<p>收款方式：微信 / 支付宝 / 卡</p><img src="%s"><small>微信扫码付款后把截图和钱包地址发客服</small></main>'''%qr('wxp://f2f0xyA8sK1mZQp7RtW3nB5'),'诚信换U')
    pg('trad-p2p','''<div id=app><ul class=tabs><li class=on>我要買</li><li>我要賣</li></ul><ul class=coins><li>泰達幣</li><li>比特幣</li><li>以太幣</li></ul>
<div class=row><b>阿明幣商</b><span>成交 1,204 單</span><span>32.05 TWD</span><span>額度 3,000 - 90,000</span><span>街口 轉帳 支付寶</span><a href=/o/1>購買</a></div>
<div class=row><b>小新OTC</b><span>成交 388 單</span><span>32.11 TWD</span><span>額度 1,000 - 20,000</span><span>支付寶 微信</span><a href=/o/2>購買</a></div></div>''','場外交易',lang='zh-TW')
    pg('card2usdt','''<h1>卡到U</h1><p>Card in, USDT out. We accept UnionPay debit, Alipay, WeChat Pay.</p>
<form id=f><input name=amount placeholder="Amount in CNY"><input name=wallet placeholder="Your TRC20 wallet"><select name=method><option>UnionPay</option><option>Alipay</option><option>WeChat</option></select><button>Get USDT</button></form>
<p>Rate now: 1 USDT = ¥7.31 (fee included). Min ¥500, max ¥50,000 per order.</p>''','Card to USDT',lang='en')
    pg('epay-cashier-usdt','''<div class=box><h3>在线支付收银台</h3><p>商品名称：USDT代购 200</p><p>订单号：E2026112809341</p><p>应付金额：<em>1462.04</em> 元（请按此金额付款，多付少付均不到账）</p>
<img src="%s" width=220><p>打开支付宝 [扫一扫]</p><p id=c>距离订单过期还有 04:51</p></div>
<script>setInterval(function(){fetch('/getshop.php?type=alipay&trade_no=2026112809341')},3000)</script>'''%qr('https://qr.alipay.com/fkx19943bq3kz9tq1vwnk2d'),'收银台')
    pg('vmq-recharge','''<div class=pay><h1>¥ 718.03</h1><p>请使用微信扫一扫，<b>务必支付显示的金额</b></p><img src="%s"><p>用途：充值 100 USDT 至交易账户</p><p>支付成功后自动上分到 TRC20 钱包</p></div>'''%qr('wxp://f2f1aaBBccDDeeFFggHHiiJJ'),'扫码')
    pg('exchange-deposit','''<nav>现货 合约 理财 买币</nav><h2>法币充值</h2><div class=steps>1 选择方式 2 转账 3 到账</div>
<table><tr><td>银行转账</td><td>0 手续费</td><td>100 - 200,000 CNY</td></tr><tr><td>支付宝转卡</td><td>0.3%</td><td>100 - 50,000 CNY</td></tr></table>
<p>开户行：建设银行　户名：广州某某科技有限公司　账号：6217 0033 2000 1234 567</p><p>到账后将按 7.24 折合为 USDT 存入您的资金账户</p>''','资金 - 快交所')
    pg('en-board','''<table class="table"><thead><tr><th>Seller</th><th>Payment method</th><th>Price/BTC</th><th>Limits</th><th></th></tr></thead><tbody>
<tr><td>lucky88 (100+; 99%)</td><td>Alipay: fast trade</td><td>642,118.20 CNY</td><td>500 - 30,000 CNY</td><td><a class=btn>Buy</a></td></tr>
<tr><td>weiwei (30+; 100%)</td><td>WeChat</td><td>645,900.00 CNY</td><td>100 - 5,000 CNY</td><td><a class=btn>Buy</a></td></tr></tbody></table>''','Buy bitcoins in China',lang='en')
    pg('js-set','''<div id=root></div><script>var S={title:"USDT 承兑",buy:"我要买",sell:"我要卖",price:"7.22",pays:["支付宝","微信","银行卡"],tip:"请在 15 分钟内完成转账并点击我已转账"};
document.getElementById('root').innerHTML='<h1>'+S.title+'</h1><a>'+S.buy+'</a><a>'+S.sell+'</a><p>单价 ￥'+S.price+'</p>'+S.pays.map(x=>'<span>'+x+'</span>').join('')+'<p>'+S.tip+'</p>';</script>''','')
    pg('deeplink','''<h2>充币中心</h2><p>充 50U 需付 362 元</p><p>充 100U 需付 722 元</p><p>充 500U 需付 3605 元</p>
<a href="alipays://platformapi/startapp?appId=20000123&actionType=scan&biz_data={%22s%22:%22money%22,%22u%22:%222088112233445566%22,%22a%22:%22722.00%22,%22m%22:%22%22}">打开支付宝</a>''','充值')
    pg('merchant-desk','''<aside>承兑商后台</aside><h3>待处理订单</h3><table><tr><th>订单</th><th>类型</th><th>数量(USDT)</th><th>金额(元)</th><th>收款方式</th><th>操作</th></tr>
<tr><td>88123</td><td>用户买入</td><td>300</td><td>2166.00</td><td>支付宝</td><td><button>确认收款并放行</button></td></tr><tr><td>88124</td><td>用户卖出</td><td>1200</td><td>8592.00</td><td>银行卡</td><td><button>我已打款</button></td></tr></table>''','承兑')
    pg('ad-post','''<form><h2>发布广告</h2><label>类型 <input type=radio>在线出售 <input type=radio>在线购买</label><label>币种<select><option>BTC</option><option>USDT</option></select></label>
<label>国家<select><option>中国</option></select></label><label>溢价 <input>%</label><label>最小限额<input></label><label>最大限额<input></label><label>付款期限<input value=15>分钟</label>
<label>付款方式<input type=checkbox>支付宝<input type=checkbox>微信支付<input type=checkbox>现金存款</label><textarea placeholder="交易条款"></textarea><button>发布</button></form>''','发布交易广告')
    pg('iframe-cashier','''<h1>买比特币</h1><p>选择金额</p><ul><li>0.001 BTC — ￥650</li><li>0.005 BTC — ￥3,240</li></ul><iframe src="https://pay.example-agg.com/submit.php?pid=1023&type=alipay&out_trade_no=77121&notify_url=https%3A%2F%2Fbuycoin.example%2Fn&return_url=https%3A%2F%2Fbuycoin.example%2Fr&name=BTC&money=650&sign=0f9a8d7c6b5a4f3e2d1c0b9a8f7e6d5c&sign_type=MD5" width=600 height=500></iframe>''','买比特币')
    pg('slang','''<body style="font-size:18px"><p>🔥收米出油🔥 全天在线</p><p>油价 7.28　收 7.12</p><p>支🈚️微🈚️卡✅ 支付宝✅</p><p>50油起 秒到TRC</p><p>联系 TG: youyou_888</p><p>担保:汇旺可走</p></body>''','油')
    pg('otc-mini','''<div class=m><div class=h>快捷买币</div><div>我要支付 <input value=1000> CNY</div><div>我将得到 <span>138.12</span> USDT</div><div>参考单价 1 USDT ≈ 7.24 CNY</div><div>支付方式 <i class=ali></i>支付宝 ›</div><button>0 手续费购买</button></div>''','快捷买币')
    pg('usdc-shop','''<h1>Stablecoin kiosk</h1><div class=grid><div><h3>USDC 20</h3><p>¥149</p><button onclick="pay(149)">WeChat Pay</button></div><div><h3>USDC 50</h3><p>¥369</p><button onclick="pay(369)">WeChat Pay</button></div><div><h3>USDT 100</h3><p>¥735</p><button onclick="pay(735)">Alipay</button></div></div><p>Delivered to your wallet within minutes.</p>''','kiosk',lang='en')
    pg('ruzh','''<h1>Обмен CNY на USDT</h1><table><tr><td>Отдаёте</td><td>Alipay CNY</td></tr><tr><td>Получаете</td><td>Tether TRC20</td></tr><tr><td>Курс</td><td>7.41 CNY = 1 USDT</td></tr><tr><td>Мин.</td><td>1000 CNY</td></tr></table><form><input name=from placeholder="Сумма CNY"><input name=addr placeholder="Кошелёк USDT"><button>Обменять</button></form><p>Также: WeChat, UnionPay карта</p>''','обменник',lang='ru')
    pg('exchanger-en','''<div class=ex><div>You send <select><option>Alipay CNY</option><option>WeChat CNY</option><option>Bank card UnionPay CNY</option></select> <input value=5000></div><div>You get <select><option>Tether TRC20 (USDT)</option><option>Bitcoin (BTC)</option></select> <input value=679.34></div><p>Exchange rate 7.36 : 1. Reserve 184,220 USDT.</p><label><input type=checkbox> I agree to the rules</label><button>Exchange</button></div>''','Alipay to USDT exchange',lang='en')
    pg('scrypto-wallet-topup','''<h2>钱包充值</h2><div class=tab>USDT</div><div class=tab>人民币通道</div><p>人民币通道汇率 7.3，充值后自动兑换为 USDT</p><ul><li onclick="go('ali')">支付宝H5</li><li onclick="go('wx')">微信H5</li><li onclick="go('ysf')">云闪付</li></ul><input placeholder="请输入充值金额 300-5000"><button>下一步</button>''','充值')
    pg('mining-otc','''<h1>矿工出币专区</h1><p>每日 21 点结算，长期收矿工 BTC、ETH、FIL</p><p>报价：市价减 0.5%</p><p>结算：对公转账、支付宝企业账户、现金</p><a href="/sell-coin">提交出币单</a><p>微信：kuanggong_otc</p>''','矿工出币')
    pg('appeal-page','''<h2>订单申诉</h2><p>我已完成付款，卖家 30 分钟未放行</p><ul><li>订单 771 · 买入 1,000 USDT · 7,230 元 · 微信支付</li></ul><label>申诉类型<select><option>已付款未收到币</option><option>卖家要求加价</option></select></label><input type=file><button>提交申诉</button>''','申诉')
    pg('pay-method','''<h2>添加收款方式</h2><p>用户购买您出售的数字货币时，将展示您所选择的收款方式供买方付款</p><form><label>支付宝账号<input></label><label>姓名<input></label><label>收款二维码<input type=file></label><label>资金密码<input type=password></label><button>保存</button></form>''','收款设置')
    pg('jpg-only','''<center><img alt="USDT现货 7.20收 7.26出 支付宝微信秒到" src="/banner.jpg"><img src="%s"><p>扫码付款后联系客服发地址</p></center>'''%qr('https://qr.alipay.com/tsx07341aq8jd7vkz0p3m65'),'')
    pg('unionpay-qr','''<h1>ETH 直充</h1><p>0.1 ETH ￥2,350 | 0.5 ETH ￥11,700</p><img src="%s"><p>云闪付扫码，备注订单号后4位</p>'''%qr('https://qr.95516.com/00010000/62131234567890123456789012345678'),'ETH')
    pg('memberid-form','''<form id=pay action="https://gw.fastpay.example/Pay_Index.html" method=post><input type=hidden name=pay_memberid value=10086><input type=hidden name=pay_orderid value=C20261128><input type=hidden name=pay_applydate value="2026-11-28 10:00:00"><input type=hidden name=pay_bankcode value=904><input type=hidden name=pay_notifyurl value="https://coinx.example/notify"><input type=hidden name=pay_callbackurl value="https://coinx.example/back"><input type=hidden name=pay_amount value=2000><input type=hidden name=pay_md5sign value=ABCDEF0123456789ABCDEF0123456789></form><p>正在为您购买 276.24 USDT，请稍候…</p><script>pay.submit()</script>''','跳转中')
    pg('lightning','''<h1>闪电买聪</h1><p>¥10 = 1,530 sats</p><p>¥50 = 7,650 sats</p><form><input placeholder="Lightning invoice 或地址"><select><option>微信支付</option><option>支付宝</option></select><button>购买聪</button></form>''','买聪')
    pg('guarantee','''<h1>担保交易大厅</h1><div class=post><b>[出售]</b> 现货U 5万，价格 7.18，支付宝对公均可，先款后币走担保</div><div class=post><b>[求购]</b> 收U 20万，现金面交或卡转，7.10</div><div class=post><b>[出售]</b> 日出 3000U 散单，微信转账</div><a href="https://t.me/+AbCdEf">进群</a>''','担保大厅')
    pg('hk-shop','''<h1>找換店 - 虛擬貨幣</h1><table><tr><td></td><td>買入</td><td>賣出</td></tr><tr><td>USDT/HKD</td><td>7.74</td><td>7.86</td></tr><tr><td>BTC/HKD</td><td>701,000</td><td>712,500</td></tr></table><p>支援 轉數快 FPS、AlipayHK、微信支付香港、現金</p><p>地址：旺角彌敦道</p>''','找換店',lang='zh-HK')
    pg('vietnam','''<h1>Mua USDT bằng Alipay / WeChat</h1><p>Giá mua vào: 7.15 tệ</p><p>Giá bán ra: 7.29 tệ</p><p>Tối thiểu 200 tệ</p><a class=btn>Đặt lệnh mua</a><p>Zalo 09xx</p>''','USDT',lang='vi')
    pg('korean','''<h1>알리페이 → USDT 환전</h1><p>1 USDT = 7.30 CNY</p><p>알리페이, 위챗페이, 유니온페이</p><form><input placeholder="금액"><input placeholder="지갑 주소"><button>구매하기</button></form>''','환전',lang='ko')
    pg('game-token-u','''<h1>会员充值</h1><p>U充值通道 · 人民币通道</p><p>人民币购买U币：1U=7.3元</p><ul><li>支付宝扫码 100-3000</li><li>微信扫码 100-2000</li><li>USDT-TRC20 不限</li></ul><button>我已完成支付</button>''','充值')
    pg('order-list','''<h2>我的订单</h2><div>全部 进行中 已完成 已取消</div><div class=o><b>购买 USDT</b><span>待付款</span><p>数量 200 USDT</p><p>总价 1,446.00 CNY</p><p>付款方式 支付宝</p></div><div class=o><b>出售 BTC</b><span>待放行</span><p>数量 0.01 BTC</p><p>总价 6,480.00 CNY</p><p>收款方式 银行卡</p></div>''','订单')
    pg('api-json','''<pre>{"code":200,"data":[{"uid":8812,"side":"sell","coin":"usdt","price":"7.21","min":"500.00","max":"20000.00","payMethods":["alipay","wxpay"],"nick":"诚信阿发"},{"uid":9917,"side":"sell","coin":"usdt","price":"7.22","min":"1000.00","max":"50000.00","payMethods":["bank"],"nick":"大大"}]}</pre>''','')
    pg('noremark','''<h3>付款须知</h3><ol><li>必须使用本人实名的支付宝或银行卡付款</li><li>转账时请不要备注 BTC、USDT、火币等字样</li><li>付款后点击「我已付款」，卖家确认后系统自动将 USDT 转给您</li><li>一天取消 3 次将被禁止买入</li></ol><p>应付 ￥5,030.00</p><button>我已付款</button>''','付款')
    pg('btc-atm','''<h1>Bitcoin ATM Shenzhen online desk</h1><p>Send ¥ by WeChat, receive BTC on chain or Lightning in 10 minutes.</p><p>Buy: spot +4%%. Sell: spot -3%%.</p><img src="%s" alt="WeChat"><p>Min ¥200</p>'''%qr('wxp://f2f0QQwwEErrTTyyUUiiOO'),'desk',lang='en')
    pg('token-ico','''<h1>XYZ 代币认购</h1><p>第二轮 1 XYZ = 0.35 元</p><p>认购起点 1 万枚</p><form><input placeholder="认购数量"><select><option>支付宝</option><option>微信</option><option>银联</option></select><input placeholder="ERC20 接收地址"><button>立即认购</button></form><p>已募集 68%</p>''','代币认购')
    pg('ant-token-recycle','''<h1>虚拟币回收</h1><p>回收 BTC ETH LTC DOGE USDT，秒结算</p><table><tr><td>USDT</td><td>7.14元</td></tr><tr><td>DOGE</td><td>1.02元</td></tr><tr><td>LTC</td><td>612元</td></tr></table><p>提币到我方地址后，3 分钟打款到您的支付宝、微信、银行卡</p><p>[tron]</p>''','回收')


def honest():
    ali = qr("https://qr.alipay.com/fkx01234qwertyuiopasdfg")
    wx = qr("wxp://f2f0zZyYxXwWvVuUtTsS")
    pg('news-donate',f'''<article><h1>比特币跌破 6 万美元，USDT 场外溢价转负</h1><p>本周比特币价格下跌 8%，USDT 在场外市场的人民币报价降至 7.02 元，较美元中间价折价 1.2%。分析师认为，买入意愿减弱，卖出压力上升。</p><p>多家交易所的 C2C 专区显示，支付宝与银行卡通道的挂单减少。</p></article><aside><p>喜欢本文？请作者喝杯咖啡</p><img src="{ali}" alt="支付宝打赏"><img src="{wx}" alt="微信打赏"></aside>''','币市周报')
    pg('wallet-docs','''<h1>如何备份钱包</h1><ol><li>打开应用，选择「导出助记词」</li><li>抄写 12 个单词</li><li>不要截图，不要发给任何人</li></ol><p>示例地址：[bitcoin]</p><p>项目由社区维护。捐助：支付宝 donate@wallet.example</p>''','文档')
    pg('bookshop',f'''<h1>区块链技术书单</h1><div><h3>《精通比特币》第 3 版</h3><p>￥89.00</p><button>加入购物车</button></div><div><h3>《以太坊智能合约开发》</h3><p>￥79.00</p><button>加入购物车</button></div><div><h3>《数字货币简史》</h3><p>￥52.00</p><button>立即购买</button></div><footer>支付方式：支付宝 微信支付 银联</footer>''','书店')
    pg('bank-risk','''<h1>关于防范虚拟货币交易炒作风险的公告</h1><p>任何机构和个人不得将本行账户用于比特币、泰达币等虚拟货币的买卖、兑换。一经发现，本行将采取暂停账户交易、注销账户等措施。</p><p>请客户不要通过支付宝、微信、银行卡向陌生人转账购买虚拟货币，谨防 C2C、OTC、承兑商骗局。</p><p>客服热线 95xxx</p>''','公告')
    pg('miner-shop','''<h1>蚂蚁矿机 S21 现货</h1><p>算力 200T 功耗 3500W</p><p>￥21,800.00</p><p>产出币种：BTC / BCH</p><label>数量<input value=1></label><button>立即购买</button><p>付款方式：支付宝、微信、对公转账</p><p>今日 BTC 全网难度 101T，日收益约 0.000085 BTC ≈ ￥55</p>''','矿机商城')
    pg('tipjar',f'''<h1>Support me</h1><p>Alipay</p><img src="{ali}"><p>WeChat</p><img src="{wx}"><p>BTC: [bitcoin]</p><p>ETH: [ether]</p><p>USDT-TRC20: [tron]</p><p>Thank you!</p>''','Donate',lang='en')
    pg('game-coins','''<h1>游戏币充值</h1><ul><li>60 钻石 ￥6</li><li>300 钻石 ￥30</li><li>680 金币 ￥68</li></ul><p>区服<select><option>一区</option></select> 角色名<input></p><button>支付宝</button><button>微信支付</button>''','点券')
    pg('qcoin','''<h1>Q币直充</h1><p>10 Q币 售价 9.8 元</p><p>100 Q币 售价 97.5 元</p><form><input placeholder="QQ号"><input placeholder="数量"><button>立即购买</button></form><p>支持支付宝、微信</p>''','Q币')
    pg('gold-recycle','''<h1>黄金回收今日价</h1><table><tr><td>足金 9999</td><td>618 元/克</td></tr><tr><td>18K</td><td>455 元/克</td></tr></table><p>上门回收，支付宝微信银行卡秒到账</p><p>最低 5 克起</p>''','黄金回收')
    pg('card-recycle','''<h1>礼品卡回收</h1><table><tr><td>京东E卡</td><td>94折</td></tr><tr><td>苹果卡</td><td>5.9/美元</td></tr><tr><td>Steam</td><td>6.1/美元</td></tr></table><p>提交卡密后 5 分钟打款到支付宝</p><button>我要卖</button>''','卡券回收')
    pg('forex-desk','''<h1>留学换汇指南</h1><p>USD/CNY 现汇买入 7.1021 卖出 7.1322</p><p>EUR/CNY 7.78 7.83</p><p>通过手机银行或支付宝「跨境汇款」办理，年度便利化额度等值 5 万美元</p>''','外汇牌价')
    pg('history','''<article><h1>谁先接受了比特币？</h1><p>2010 年 5 月 22 日，有人用 1 万枚比特币买了两个披萨。2014 年某电商宣布接受比特币支付。2018 年，支付宝宣布将关闭涉及比特币场外交易的账户。</p><p>今天人们付款时更多使用支付宝和微信支付。</p></article>''','历史')
    pg('school','''<h1>《货币金融学》第七讲：数字人民币与加密货币</h1><p>讨论题：1. 数字人民币与支付宝的区别？2. 稳定币 USDT 如何保持 1:1？3. OTC 市场做市商如何获利？</p><p>作业请于周五前提交。课程资料费 30 元，微信转班长。</p>''','课程')
    pg('ecny','''<h1>数字人民币红包开抢</h1><p>下载数字人民币 App，开立钱包，领取 20 元红包。</p><p>支持在支付宝、微信小程序中使用钱包支付</p><button>立即领取</button>''','数字人民币')
    pg('fintech-news','''<h1>蚂蚁集团披露区块链业务</h1><p>支付宝母公司表示，蚂蚁链日均上链量过亿。公司重申不发行、不交易任何虚拟货币。</p><p>股价、市值与 USDC 发行方 Circle 的合作传闻被否认。</p>''','金融科技')
    pg('vpn-shop-usdt','''<h1>套餐购买</h1><div>月付 ￥18</div><div>年付 ￥168</div><p>流量 200G</p><p>支付方式</p><label><input type=radio>支付宝</label><label><input type=radio>微信</label><label><input type=radio>USDT-TRC20</label><button>下单</button>''','订阅')
    pg('faka-shop','''<h1>商品：视频会员月卡</h1><p>￥15.00 库存 132</p><form action="/submit.php"><input name=email><p>支付方式：支付宝扫码 微信扫码 USDT(TRC20) TRX</p><button>提交订单</button></form>''','发卡')
    pg('epay-home','''<h1>聚合支付平台</h1><p>支付宝、微信、QQ 钱包、USDT 一站接入，费率低至 0.6%</p><p>D0 结算，API 文档齐全</p><a href="/reg.php">注册商户</a><a href="/doc.html">开发文档</a>''','聚合易支付')
    pg('epay-doc','''<h1>接口文档</h1><p>URL：https://pay.example/submit.php</p><table><tr><td>pid</td><td>商户ID</td></tr><tr><td>type</td><td>alipay / wxpay / usdt</td></tr><tr><td>out_trade_no</td><td>商户订单号</td></tr><tr><td>notify_url</td><td>异步通知</td></tr><tr><td>money</td><td>金额</td></tr><tr><td>sign</td><td>MD5</td></tr></table>''','文档')
    pg('cashier-tea',f'''<div><h3>收银台</h3><p>商品名称：明前龙井 250g</p><p>应付 128.03 元（请按此金额付款）</p><img src="{ali}"><p>打开支付宝扫一扫</p><p>剩余 04:12</p></div>''','收银台')
    pg('police','''<h1>反诈提醒：「U 商」兼职是陷阱</h1><p>犯罪团伙以「收 U 返现」「跑分」「USDT 搬砖套利」为名，让你用自己的支付宝、微信收款码接收赃款。</p><p>骗子话术：我已付款、放币、秒到、不要备注。遇到请拨打 96110。</p>''','反诈')
    pg('tax-faq','''<h1>FAQ: crypto tax</h1><h3>I bought bitcoin on a P2P market and paid by Alipay. Is that taxable?</h3><p>Buying is not a taxable event. Selling may be. Keep a record of price, date and counterparty.</p><h3>What rate should I use?</h3><p>Use the USDT/CNY price on the day.</p>''','Tax',lang='en')
    pg('guide-okx','''<article><h1>新手教程：如何在交易所 C2C 买 USDT</h1><p>第一步注册账号。第二步实名认证。第三步进入 C2C 专区，选择支付宝或银行卡。第四步下单并向商家转账，点击「我已付款」。第五步等待放币。</p><p>注意：不要备注敏感词。本文仅供参考，不构成投资建议。</p></article>''','教程')
    pg('exchange-spot','''<nav>现货 合约</nav><table><tr><td>BTC/USDT</td><td>61,220.4</td><td>+1.2%</td></tr><tr><td>ETH/USDT</td><td>2,601.7</td><td>-0.4%</td></tr></table><div>买入 BTC 限价 市价<input placeholder="价格"><input placeholder="数量"><button>买入 BTC</button></div><p>下载 App · 关注官方微信</p>''','现货')
    pg('dex','''<h1>Swap</h1><p>From USDC To ETH</p><input value=100><button>Connect wallet</button><p>Slippage 0.5%</p><footer>Follow us on WeChat and Telegram</footer>''','swap',lang='en')
    pg('price-site','''<h1>实时行情</h1><table><tr><th>币种</th><th>价格(CNY)</th><th>24h</th></tr><tr><td>BTC</td><td>￥442,118</td><td>1.1%</td></tr><tr><td>ETH</td><td>￥18,900</td><td>-.4%</td></tr><tr><td>USDT</td><td>￥7.21</td><td>0.0%</td></tr></table><p>App 下载 · 会员订阅 ￥30/月（支付宝、微信）</p>''','行情')
    pg('hw-wallet','''<h1>硬件钱包 X1</h1><p>￥599</p><p>支持 BTC ETH USDT 等 5000+ 币种，冷存储</p><button>加入购物车</button><button>立即购买</button><p>支付：支付宝 微信 花呗分期</p>''','硬件钱包')
    pg('nft-museum','''<h1>数字藏品：青铜纵目</h1><p>￥19.90 限量 8000 份</p><p>链上标识 0x7a…91</p><button>立即购买</button><p>支付宝支付。不支持转售，不支持虚拟货币。</p>''','数字藏品')
    pg('cloud-credit','''<h1>Top up API credits</h1><div>$10 ≈ ¥72.4</div><div>$50 ≈ ¥361</div><p>Payment: Alipay, WeChat Pay, Stripe, Crypto (USDT)</p><button>Top up</button>''','credits',lang='en')
    pg('charity','''<h1>救助基金捐款</h1><p>支付宝搜索「爱心基金」，或银行转账：工商银行 6217 0033 2000 1234 567</p><p>We also accept Bitcoin donations: [script]</p><p>捐款 100 元可供一名学生午餐一个月</p>''','捐款')
    pg('cafe','''<h1>转角咖啡</h1><p>美式 18 拿铁 24</p><p>支付宝 微信 数字人民币 现金</p><p>We accept Bitcoin via Lightning ⚡</p>''','咖啡')
    pg('second-hand','''<div class=item><h3>出 RTX 4090 显卡，挖过 ETH</h3><p>￥9,800 可小刀</p><p>支付宝担保交易，当面付也可</p><button>我想要</button></div>''','二手')
    pg('escrow-game','''<h1>账号担保交易</h1><p>[出售] 梦幻 109 级号 ￥3200 走担保 先款后号</p><p>[求购] 金币 1 万两，比例 1:75，微信支付宝</p>''','游戏交易')
    pg('game-gold','''<table><tr><th>卖家</th><th>区服</th><th>单价</th><th>库存</th><th></th></tr><tr><td>老王</td><td>艾泽拉斯</td><td>1元=42金</td><td>5,000-200,000</td><td><button>购买</button></td></tr><tr><td>小李</td><td>奥格</td><td>1元=40金</td><td>1,000-90,000</td><td><button>购买</button></td></tr></table><p>支付宝 微信 银行卡</p>''','金币')
    pg('points-mall','''<h1>积分兑换</h1><p>500 积分 = 5 元话费</p><p>1000 积分兑换支付宝红包</p><button>立即兑换</button>''','积分')
    pg('fund','''<h1>区块链主题 ETF 联接</h1><p>净值 1.0231</p><button>买入</button><button>卖出</button><p>申购起点 10 元，支付宝、银行卡支付，T+1 确认</p>''','基金')
    pg('court','''<h1>裁判要旨：买卖 USDT 引发的合同纠纷</h1><p>原告称其通过微信向被告转账 72,300 元购买 10,000 个 USDT，单价 7.23 元，被告收款后未放币。法院认为，虚拟货币相关业务活动属于非法金融活动。</p>''','判例')
    pg('job','''<h1>招聘：支付宝小程序开发</h1><p>15-25K · 有 Web3、USDT 支付系统、OTC 撮合经验优先</p><button>立即沟通</button>''','招聘')
    pg('dev-blog','''<h1>用 PHP 监听 TRC20 USDT 到账</h1><p>当用户支付 10 USDT 后，轮询 TronGrid：</p><pre>GET /v1/accounts/[tron]/transactions/trc20</pre><p>汇率 const RATE = 7.2;</p><p>觉得有用请打赏：<img src="%s"></p>'''%wx,'博客')
    pg('forum','''<h1>[求助] 支付宝被风控了</h1><p>1楼：昨天卖了 500U，对方转了 3600，今天支付宝限制收款了，怎么申诉？</p><p>2楼：别再 C2C 了，换银行卡也一样。</p><p>3楼：看置顶帖。</p>''','论坛')
    pg('travel-sim','''<h1>日本 eSIM 7天</h1><p>￥39</p><button>立即购买</button><p>支付方式 支付宝 微信 Visa USDT</p>''','esim')


if __name__ == "__main__":
    trade()
    write(os.path.join(sys.argv[1], "trade"))
    honest()
    write(os.path.join(sys.argv[1], "honest"))
