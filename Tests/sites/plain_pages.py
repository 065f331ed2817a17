"""Plain pages: five sets, 140 of trade and 140 honest ones, each written before it was scanned. A and B were written before
the scanner's rules were widened, C, D and E after that with the sets before in view. docs/sites.md says what was found at
first sight; the rules have been widened with all of them in view since."""

import sys

import saved_pages

PAGES = {"trade": {}, "honest": {}}


def page(title, body, head=""):
    return (f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title>{head}</head>\n'
            f"<body>{body}</body></html>\n")


def set_a(trade, honest):
    trade['a01-board-table'] = page('C2C交易 - 买卖USDT | GateBay', '''
<div class="nav"><a>行情</a><a>现货</a><a class="on">C2C</a><a>理财</a></div>
<div class="tabs"><span class="active">我要买</span><span>我要卖</span><em>USDT</em><em>BTC</em><em>ETH</em></div>
<table><tr><th>广告方</th><th>单价</th><th>可用数量/限额</th><th>支付方式</th><th>交易</th></tr>
<tr><td>诚信币商 <small>成单 1203 | 完成率 98.7%</small></td><td>7.19 CNY</td><td>3,210.44 USDT<br>¥500.00 - ¥23,000.00</td><td>支付宝 银行卡</td><td><button>买入</button></td></tr>
<tr><td>老李秒放 <small>成单 442 | 完成率 99.1%</small></td><td>7.20 CNY</td><td>890.00 USDT<br>¥100.00 - ¥6,400.00</td><td>微信 支付宝</td><td><button>买入</button></td></tr></table>''')
    trade['a02-acceptor-landing'] = page('专业承兑 7*24在线', '''
<h1>鼎丰承兑</h1><p>专注U承兑五年，资金干净，秒打款</p>
<ul><li>出U：7.16</li><li>收U：7.08</li><li>大额价格可谈</li></ul>
<p>支持 支付宝 / 微信 / 银行卡 / 数字人民币</p>
<p>客服飞机：@dingfeng_cd　备用：@dingfeng_kf</p>''')
    trade['a03-bot-landing'] = page('闪兑机器人', '''
<section><h2>🤖 自动发U机器人</h2><p>向机器人发送 /buy 100，扫支付宝码付款，链上秒到账 TRC20 地址。</p>
<a href="https://t.me/flashu_bot?start=buy">打开 Telegram 机器人</a>
<p>最低 20U 起，汇率实时。手续费 1%。付款后 30 秒内到账，未到账联系 @flashu_help</p></section>''')
    trade['a04-card-shop-usdt'] = page('USDT-TRC20 10枚 自动发货 - 小岛发卡', '''
<div class="layui-card"><h3>USDT-TRC20 10枚</h3><span>自动发货</span><p>价格：<b>￥74.50</b>　库存：318</p>
<form><label>收币地址<input name="addr" placeholder="请填写您的TRC20钱包地址"></label><label>联系邮箱<input name="email"></label>
<label>购买数量<input type="number" value="1"></label><p>支付方式</p><select><option>支付宝扫码</option><option>微信扫码</option></select><button>立即下单</button></form></div>''')
    trade['a05-quick-buy'] = page('快捷买币', '''
<div id="app"><div class="box"><p>我要支付</p><input value="1000"><span>CNY</span><p>我将得到 ≈</p><input value="138.50"><span>USDT</span>
<p class="tip">参考价格 1 USDT ≈ 7.22 CNY</p><p>选择支付方式</p><div class="pay"><i></i>支付宝</div><div class="pay"><i></i>微信支付</div><div class="pay"><i></i>银行转账</div>
<button>立即购买</button></div></div>''')
    trade['a06-ad-detail'] = page('购买 USDT', '''
<h3>向 阿强U商 购买 USDT</h3><dl><dt>单价</dt><dd>￥7.23</dd><dt>数量</dt><dd>1,500.00 USDT</dd><dt>限额</dt><dd>￥1,000 ~ ￥10,845</dd><dt>付款期限</dt><dd>15分钟</dd><dt>收款方式</dt><dd>支付宝</dd></dl>
<h4>交易条款</h4><p>1.仅限本人实名账户付款 2.转账请勿备注，备注一律不放行 3.大额请提供半年流水</p><input placeholder="请输入购买金额"><button>下单</button>''')
    trade['a07-order-pay'] = page('订单详情', '''
<div class="order"><p>订单号 2311280019374</p><h2>请在 14:32 内付款给卖家</h2><p>付款金额 <b>￥ 3,615.00</b></p><p>数量 500.00 USDT　单价 7.23</p>
<div class="card"><p>支付宝</p><p>姓名 王*军</p><p>账号 138****2210</p><img src="qr.png" alt="收款码"></div><button>我已付款</button><button>取消订单</button>
<p>平台不会自动扣款，请使用您本人的支付宝手动转账</p></div>''')
    trade['a08-trx'] = page('TRX兑换 | 能量租赁', '''
<h1>波场助手</h1><ul><li>TRX 购买 ￥0.92/个 <a href="#">立即购买</a></li><li>能量 65000 ￥3.2/笔 <a href="#">立即购买</a></li><li>USDT 购买 ￥7.31/个 <a href="#">立即购买</a></li></ul>
<p>付款后自动转入您的钱包，支持微信、支付宝扫码</p>''')
    trade['a09-mapay-cashier'] = page('收银台 - 码支付', '''
<div class="mod-title">支付宝扫码支付</div><div class="order"><p>商品名称：USDT充值 100枚</p><p>订单编号：P20231128093144</p><p class="amount">￥<span>722.03</span></p></div>
<div class="qr"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></div><p>请务必支付 722.03 元，一分不能差，否则无法到账</p><p>距离过期还剩 04分58秒</p><button>我已支付</button>''')
    trade['a10-epay-form'] = page('正在跳转', '''
<form id="dopay" action="https://pay.qianmo.example/submit.php" method="post"><input type="hidden" name="pid" value="1003"><input type="hidden" name="type" value="alipay"><input type="hidden" name="out_trade_no" value="2023112811223344"><input type="hidden" name="notify_url" value="https://otc.coinhub.example/notify"><input type="hidden" name="return_url" value="https://otc.coinhub.example/return"><input type="hidden" name="name" value="买入USDT 200.00"><input type="hidden" name="money" value="1446.00"><input type="hidden" name="sign" value="8f2a"><input type="hidden" name="sign_type" value="MD5"></form><script>document.getElementById('dopay').submit()</script><p>正在为您跳转到支付页面，请稍候...</p>''')
    trade['a11-en-landing'] = page('Buy Tether with Alipay in minutes | SwiftTether', '''
<header><h1>Buy USDT with Alipay or WeChat Pay</h1><p>No bank card needed. Coins in your wallet within 5 minutes.</p></header>
<div class="calc"><label>You pay</label><input value="500"> CNY <label>You receive</label><input value="67.9"> USDT <select><option>Alipay</option><option>WeChat Pay</option></select><button>Buy now</button></div>
<ol><li>Enter your TRC-20 address</li><li>Scan the QR code with Alipay</li><li>Get your Tether</li></ol>''')
    trade['a12-en-p2p'] = page('P2P Trading: Buy and Sell USDT with CNY', '''
<div><button>Buy</button><button>Sell</button> USDT BTC ETH <span>Fiat: CNY</span></div>
<div class="row"><b>SunnyOTC</b> 1,284 orders | 98.10% completion <b>¥7.17</b> Available 5,120.33 USDT Limit ¥1,000.00 - ¥36,000.00 <span>Alipay</span><span>WeChat</span><button>Buy USDT</button></div>
<div class="row"><b>K_merchant</b> 310 orders | 96.30% completion <b>¥7.18</b> Available 400.00 USDT Limit ¥100.00 - ¥2,800.00 <span>Bank Transfer</span><span>Alipay</span><button>Buy USDT</button></div>''')
    trade['a13-hk'] = page('香港USDT找換｜買賣泰達幣', '''
<h1>港幣/人民幣 ⇄ USDT 找換</h1><p>今日買入價 7.79　賣出價 7.86（HKD）　人民幣價 7.12 / 7.20</p><p>支援：支付寶香港 AlipayHK、微信支付、轉數快、現金門市交收</p><p>WhatsApp 預約：+852 5555 0102　旺角彌敦道</p><a href="#">即時落單</a>''')
    trade['a14-moments'] = page('阿飞数码', '''
<p>本人长期出U，要多少有多少，都是自己挖的干净U</p><p>今天价格 7.18，1000个起 7.16</p><p>支付宝口令红包、微信转账都行，先款后U，老客户可后付</p><p>加V：feige_9981（备注：换U）</p>''')
    trade['a15-btc-code'] = page('比特币兑换码 0.001 BTC', '''
<h2>比特币兑换码 0.001 BTC</h2><p>售价 ￥318 <del>￥330</del></p><p>下单后发送兑换码，在钱包内输入即可领取比特币到您的地址</p><p>支付：<label><input type=radio>微信支付</label><label><input type=radio>支付宝</label></p><button>去支付</button>''')
    trade['a16-recycle'] = page('高价收U', '''
<h1>全网高价回收USDT</h1><p>高于市场价 3 分，1 万 U 起上门，秒结算</p><table><tr><td>数量</td><td>回收价</td></tr><tr><td>100-999</td><td>7.10</td></tr><tr><td>1000-9999</td><td>7.13</td></tr><tr><td>10000以上</td><td>7.16</td></tr></table><p>打款方式：支付宝、微信、银行卡任选</p><p>TG：@shou_u_88</p>''')
    trade['a17-sell-withdraw'] = page('提现 - 优盾钱包', '''
<h3>卖出 USDT 提现到支付宝</h3><p>可用余额 2,031.77 USDT</p><label>卖出数量<input></label><p>预计到账 ￥--</p><p>当前卖出价 7.11 CNY</p><label>支付宝账号<input></label><label>支付宝姓名<input></label><button>确认卖出</button><p>单笔 50 - 5000 USDT，1-10 分钟到账</p>''')
    trade['a18-rates'] = page('今日U价', '''
<h2>今日U价（11月28日 10:00 更新）</h2><p>买入 7.15</p><p>卖出 7.22</p><p>起兑 50U</p><a class="btn" href="/exchange">立即兑换</a><p>到账方式：支付宝 / 微信 / 银行卡</p>''')
    trade['a19-guarantee'] = page('恒信担保 公群导航', '''
<h1>恒信担保</h1><p>USDT 供需 · 卡接回U · 码接回U · 代付</p><ul><li>公群1 现金U 押金 5万U</li><li>公群22 支付宝码接 汇率点位 8 个点</li><li>公群35 微信口令 出U 押金 2万U</li></ul><p>所有交易先上押，骗子必赔。认准域名 hengxin.example</p>''')
    trade['a20-spa-json'] = page('OTC', '''<div id="root"></div><script>window.__INITIAL_STATE__={"otc":{"side":"BUY","list":[{"adId":"9812","nick":"小马","asset":"USDT","fiat":"CNY","price":"7.21","minAmount":"200","maxAmount":"8000","tradable":"1200.5","payMethods":["ALIPAY","WECHAT"]},{"adId":"9813","nick":"大刘","asset":"USDT","fiat":"CNY","price":"7.22","minAmount":"500","maxAmount":"20000","tradable":"5230","payMethods":["BANK","ALIPAY"]}]}}</script><script src="/static/js/app.7f3a.js"></script>''')
    trade['a21-wallet-topup'] = page('钱包充值', '''
<div class="van-nav-bar">充值</div><div class="cell">币种 <b>USDT</b></div><div class="cell">充值金额(元) <input type="tel"></div><div class="cell">预计到账 <b>0.00 USDT</b></div><div class="cell">汇率 <b>7.25</b></div>
<div class="title">充值通道</div><div class="van-radio">支付宝H5（100-3000）</div><div class="van-radio">微信扫码（50-500）</div><div class="van-radio">云闪付（500-5000）</div><button class="van-button">立即充值</button>''')
    trade['a22-ru-exchanger'] = page('Обмен USDT TRC20 на Alipay CNY', '''
<h1>Обмен Tether TRC20 (USDT) на Alipay (CNY)</h1><p>Курс: 1 USDT = 7.02 CNY. Резерв: 184 300 CNY. Мин: 100 USDT, макс: 20 000 USDT</p>
<form><label>Отдаёте USDT</label><input><label>Получаете CNY</label><input><label>Номер Alipay</label><input><label>Имя получателя</label><input><button>Обменять</button></form>''')
    trade['a23-daichong'] = page('USDT代充支付宝', '''
<h1>没有国内银行卡？用 USDT 给支付宝充余额</h1><p>1 USDT = 7.05 元 实时结算</p><p>步骤：① 填写支付宝账号 ② 转入USDT到系统地址 ③ 1 分钟内支付宝到账</p><input placeholder="支付宝账号/手机号"><input placeholder="充值金额"><button>提交订单</button>''')
    trade['a24-slang'] = page('饼友交流', '''
<p>出大饼0.3个 姨太2个，要的来，价格按欧易实时-0.5%</p><p>收U 500以内 zfb口令，500以上走卡</p><p>不接黑，不接赌，聊天记录留底</p><p>扣扣：291038475</p>''')
    trade['a25-alipay-form'] = page('支付', '''
<form name="punchout_form" method="post" action="https://openapi.alipay.com/gateway.do?charset=UTF-8&method=alipay.trade.page.pay&app_id=2021003112345678&sign_type=RSA2"><input type="hidden" name="biz_content" value="{&quot;out_trade_no&quot;:&quot;TRX88123&quot;,&quot;subject&quot;:&quot;TRX 500个 到账钱包 TQ...&quot;,&quot;total_amount&quot;:&quot;460.00&quot;}"><input type="submit" value="立即支付" style="display:none"></form><script>document.forms[0].submit();</script>''')
    trade['a26-recruit'] = page('搬砖项目', '''
<h1>USDT搬砖 日入300-800</h1><p>项目说明：平台低价买入USDT，支付宝付款，再挂单高价卖出，赚取差价。</p><p>要求：本人支付宝、微信、银行卡实名，年满18岁</p><p>今日买入 7.05 卖出 7.28，差价 0.23</p><p>进群：https://t.me/+abcdEFG</p>''')
    trade['a27-qr-poster'] = page('扫码购币', '''
<div class="poster"><p>扫码购买泰达币</p><img src="zfb.jpg"><p>支付宝扫一扫</p><p>付款后截图发客服，报地址，秒到</p><p>7.2元/个</p></div>''')
    trade['a28-acceptor-h5'] = page('币商后台 - 接单大厅', '''
<ul class="tab"><li>待接单</li><li>进行中</li><li>已完成</li></ul><div class="item"><p>买单 ￥2,000.00</p><p>≈ 277.01 USDT</p><p>收款：支付宝</p><button>抢单</button></div><div class="item"><p>买单 ￥500.00</p><p>≈ 69.25 USDT</p><p>收款：微信</p><button>抢单</button></div><p>保证金 5000 USDT　佣金 0.8%</p>''')
    trade['a29-otc-en-short'] = page('CoinDesk88 OTC', '''
<h1>OTC desk: USDT / CNY</h1><p>Bid 7.10 Ask 7.18</p><p>Settlement: Alipay, WeChat, Chinese bank transfer, cash in Guangzhou</p><p>Min 1,000 USDT. Telegram @cd88otc</p>''')
    trade['a30-token-sale'] = page('星链公会 - 认购', '''
<h2>认购 XLC 通证</h2><p>当前价 ￥0.86 / XLC　第三轮额度剩余 41%</p><label>认购数量<input></label><p>付款方式：支付宝、微信、USDT</p><button>立即认购</button><p>已认购 1,203 人 上线交易所后可自由买卖</p>''')

    honest['a01-tea-shop'] = page('武夷山茶叶专营店', '''<h1>正山小种 250g</h1><p>￥128.00</p><button>加入购物车</button><button>立即购买</button><p>支持支付宝、微信支付、银联云闪付</p><p>七天无理由退货</p>''')
    honest['a02-bakery'] = page('币小姐烘焙 - 金币曲奇', '''<h1>币小姐烘焙</h1><p>招牌金币曲奇 一盒12枚 ￥38</p><p>比特饼干（夹心）￥26</p><p>下单请扫支付宝或微信收款码，备注口味</p><img src="pay.png" alt="收款码"><p>地址：苏州平江路</p>''')
    honest['a03-news-donation'] = page('链上早报：比特币突破前高', '''<article><h1>比特币突破前高，机构继续买入</h1><p>11月28日，比特币价格一度升至 98,200 美元。分析师认为，现货ETF的持续流入推动了这轮上涨。</p><p>场外交易市场上，USDT 对人民币报价在 7.1 至 7.3 之间波动。</p><p>监管部门重申，虚拟货币相关业务活动属于非法金融活动。</p></article><footer>支持我们：BTC bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq</footer>''')
    honest['a04-wallet-docs'] = page('备份助记词 - 钱包帮助中心', '''<h1>如何备份助记词</h1><ol><li>打开钱包，点击“我的”</li><li>选择“备份”</li><li>按顺序抄写12个单词</li></ol><p>任何人向你索要助记词都是诈骗。钱包支持 BTC、ETH、TRON 以及 USDT。</p>''')
    honest['a05-bank-fx'] = page('外汇牌价 - 江南银行', '''<table><tr><th>货币</th><th>现汇买入价</th><th>现汇卖出价</th></tr><tr><td>美元</td><td>711.20</td><td>714.18</td></tr><tr><td>港币</td><td>91.02</td><td>91.40</td></tr></table><p>本牌价仅供参考，以实际成交价格为准。手机银行支持购汇、结汇。</p>''')
    honest['a06-game-topup'] = page('Q币充值 - 游侠点卡', '''<h1>Q币 100个</h1><p>￥97.50</p><label>QQ号<input></label><p>支付方式</p><label><input type=radio>支付宝</label><label><input type=radio>微信</label><button>立即充值</button><p>1-3分钟自动到账</p>''')
    honest['a07-gold'] = page('今日金价 - 老凤黄金回收', '''<h1>今日金价</h1><p>黄金回收价 552 元/克</p><p>黄金销售价 578 元/克</p><p>铂金 215 元/克</p><p>上门回收，现场打款，支付宝微信银行卡均可</p><p>电话 0571-5550199</p>''')
    honest['a08-money-changer'] = page('Golden Dragon Money Changer', '''<h1>Today's rates</h1><table><tr><th>Currency</th><th>We buy</th><th>We sell</th></tr><tr><td>CNY</td><td>0.1831</td><td>0.1869</td></tr><tr><td>USD</td><td>1.331</td><td>1.346</td></tr></table><p>We accept cash, Alipay and WeChat Pay. 10 Collyer Quay, Singapore.</p>''')
    honest['a09-coin-collector'] = page('钱币收藏交易网', '''<h1>纪念币 买卖专区</h1><table><tr><th>品名</th><th>收购价</th><th>出售价</th></tr><tr><td>2023 兔年纪念币（卷）</td><td>430</td><td>465</td></tr><tr><td>熊猫银币 30克</td><td>258</td><td>289</td></tr></table><p>支付宝担保交易，微信付款亦可</p>''')
    honest['a10-charity'] = page('Donate - River Keepers', '''<h1>Donate</h1><p>Your gift keeps the river clean.</p><ul><li>Alipay: scan the QR code</li><li>WeChat Pay</li><li>Bitcoin: bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh</li><li>USDT (TRC20): TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE</li></ul><p>Thank you!</p>''')
    honest['a11-airport'] = page('订阅套餐 - 快云', '''<div class="plan"><h3>标准套餐</h3><p>￥15/月 200GB</p><button>立即订阅</button></div><div class="plan"><h3>高级套餐</h3><p>￥30/月 500GB</p><button>立即订阅</button></div><p>支付方式：支付宝、微信、USDT(TRC20)</p>''')
    honest['a12-hosting-en'] = page('VPS plans | NordicBox', '''<h1>VPS from $4/month</h1><table><tr><td>1 vCPU</td><td>1 GB</td><td>$4</td></tr><tr><td>2 vCPU</td><td>4 GB</td><td>$9</td></tr></table><p>We accept credit cards, PayPal, Alipay, Bitcoin, Ethereum and USDT.</p><button>Order</button>''')
    honest['a13-card-shop-netflix'] = page('奈飞会员 月卡 - 小店', '''<h3>奈飞会员 月卡</h3><p>￥18.80　库存 40</p><label>邮箱<input></label><select><option>支付宝</option><option>微信</option><option>USDT-TRC20</option></select><button>立即下单</button>''')
    honest['a14-blog-usdt'] = page('USDT是什么？新手科普', '''<article><h1>USDT是什么</h1><p>USDT（泰达币）是 Tether 公司发行的稳定币，与美元 1:1 锚定。它存在于以太坊、波场等多条链上。</p><p>很多人问能不能用支付宝购买。请注意，我国禁止虚拟货币交易炒作活动，通过支付宝购买属于违规，账户可能被限制。</p><h2>和比特币有什么区别</h2><p>比特币价格波动大，USDT 价格稳定在 1 美元附近。</p></article>''')
    honest['a15-police'] = page('【警方提示】“跑分”“换U”都是陷阱', '''<h1>警方提示：以出售USDT为名的洗钱陷阱</h1><p>近期，有不法分子在网上发布“高价收U”“支付宝收款码日结”等信息，诱骗群众提供收款码、银行卡。</p><p>案例：市民王某用自己的支付宝代收资金，再购买USDT转给对方，涉嫌帮信罪被刑事拘留。</p><p>请广大群众拨打 96110 咨询。</p>''')
    honest['a16-readme-gateway'] = page('epay-usdt: 一个USDT收款网关', '''<h1>安装</h1><pre>git clone https://git.example/epay-usdt && cd epay-usdt && docker compose up -d</pre><h2>配置</h2><p>在 .env 中填写 TRC20 收款地址和 TronGrid API Key。汇率默认取自场外均价，可用 RATE=7.2 固定。</p><h2>对接</h2><p>兼容易支付接口：pid、type、out_trade_no、notify_url、return_url、name、money、sign。</p>''')
    honest['a17-epay-docs'] = page('开发文档 - 聚合支付', '''<h1>发起支付请求</h1><p>URL：/submit.php</p><table><tr><th>字段名</th><th>变量名</th><th>必填</th></tr><tr><td>商户ID</td><td>pid</td><td>是</td></tr><tr><td>支付方式</td><td>type</td><td>是</td></tr><tr><td>商户订单号</td><td>out_trade_no</td><td>是</td></tr><tr><td>签名</td><td>sign</td><td>是</td></tr></table><p>支付方式：alipay 支付宝，wxpay 微信支付，qqpay QQ钱包</p>''')
    honest['a18-help'] = page('帮助中心 - 账户安全', '''<h2>对方让我买虚拟币转给他，可信吗？</h2><p>不可信。凡是要求您通过购买虚拟币转账的，都是诈骗。请不要向陌生人转账，也不要出借收款码。</p><p>您可以在支付宝首页搜索“安全中心”举报。</p>''')
    honest['a19-exchange-spot'] = page('BTC/USDT 现货交易', '''<div class="pair">BTC/USDT <b>97,881.2</b> +1.32%</div><table><tr><th>价格(USDT)</th><th>数量(BTC)</th></tr><tr><td>97,882.0</td><td>0.312</td></tr><tr><td>97,881.2</td><td>1.004</td></tr></table><button>买入 BTC</button><button>卖出 BTC</button><p>登录后交易</p>''')
    honest['a20-tax'] = page('How crypto is taxed', '''<article><h1>How crypto is taxed</h1><p>When you sell bitcoin or swap USDT for dollars you may owe capital gains tax. Keep a record of every buy and sell, the price, and the fee.</p><p>Some exchanges let customers in Asia pay with Alipay or WeChat Pay; keep these statements as well.</p></article>''')
    honest['a21-broker'] = page('港股行情 - 明德证券', '''<p>腾讯控股 00700 买入 412.20 卖出 412.40</p><p>成交量 1,203万</p><button>买入</button><button>卖出</button><p>入金方式：银行转账、转数快、eDDA</p>''')
    honest['a22-points'] = page('积分商城', '''<h1>积分兑换</h1><p>1000积分 = 10元话费</p><p>我的积分 3,210</p><button>立即兑换</button><p>积分不足可用微信支付补差价</p>''')
    honest['a23-arcade'] = page('欢乐城电玩', '''<h1>游戏币套餐</h1><p>100枚 ￥50</p><p>250枚 ￥100</p><p>600枚 ￥200</p><p>微信支付、支付宝扫码，到前台取币</p>''')
    honest['a24-hotel'] = page('Hotel Lotus Chengdu', '''<h1>Book your room</h1><p>Deluxe Twin CNY 488 per night</p><p>Payment: Visa, Mastercard, Alipay, WeChat Pay, UnionPay</p><button>Book now</button>''')
    honest['a25-oss-donate'] = page('赞助 - Notepad--', '''<h1>赞助本项目</h1><p>如果觉得好用，可以请作者喝杯咖啡</p><img src="alipay.png" alt="支付宝"><img src="wechat.png" alt="微信"><p>BTC: 1BoatSLRHtKNngkdXEeobR76b53LETtpyT</p><p>ETH: 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe</p>''')
    honest['a26-ticker'] = page('加密货币行情', '''<table><tr><th>#</th><th>名称</th><th>价格</th><th>24h</th></tr><tr><td>1</td><td>Bitcoin BTC</td><td>$97,812</td><td>+1.2%</td></tr><tr><td>2</td><td>Tether USDT</td><td>$1.00 ￥7.23</td><td>0.0%</td></tr></table>''')
    honest['a27-forum'] = page('能用支付宝买比特币吗？ - 问答', '''<h1>能用支付宝买比特币吗？</h1><div class="answer"><p>不能直接买。支付宝和微信都禁止用于虚拟货币交易，发现会限制收款功能。</p></div><div class="answer"><p>以前有人在C2C上买，卖家叫你别备注，结果卡被冻结了三个月，千万别试。</p></div>''')
    honest['a28-court'] = page('刑事判决书（2022）苏05刑终311号', '''<p>经审理查明：被告人陈某自2021年3月起，明知他人利用信息网络实施犯罪，仍提供本人支付宝账户收款，并将款项用于购买USDT，再以每枚6.6元的价格出售给张某，非法获利人民币三万余元。</p><p>上述事实，有转账记录、聊天记录等证据证实。</p>''')
    honest['a29-insurance'] = page('旅行保险 - 安程', '''<h1>旅行保险</h1><p>7天 ￥68 起</p><button>立即投保</button><p>支持支付宝、微信、银行卡支付</p>''')
    honest['a30-steam'] = page('Steam钱包充值卡 100元', '''<h2>Steam钱包充值卡 面值100元</h2><p>售价￥99.00</p><p>付款后自动发卡密</p><select><option>支付宝</option><option>微信支付</option></select><button>购买</button>''')


def set_b(trade, honest):
    trade['b01'] = page('币易宝 - 数字资产买卖平台', '''<div class="hero"><h1>3 分钟完成首笔买币</h1><p>支持支付宝、微信、银行卡，USDT 秒级到账</p><a class="btn">立即注册</a></div><div class="feat"><h3>价格透明</h3><p>实时参考全网报价</p></div><div class="feat"><h3>商家担保</h3><p>所有商家缴纳保证金</p></div>''')
    trade['b02'] = page('下单', '''<div class="form"><label>币种</label><select><option>USDT-TRC20</option><option>USDT-ERC20</option></select><label>数量</label><input><label>钱包地址</label><input placeholder="T开头的34位地址"><p>应付：<b>￥0.00</b></p><p>付款方式</p><label><input type="radio">支付宝</label><label><input type="radio">微信</label><button>提交订单</button></div>''')
    trade['b03'] = page('OTC24 — exchange USDT to Alipay', '''<h1>Cash out USDT to Alipay</h1><p>Rate 7.06 · fee 0 · usually 10 minutes</p><form><input placeholder="Amount in USDT"><input placeholder="Alipay account (phone or email)"><input placeholder="Real name"><button>Create order</button></form><p>Support: @otc24_help</p>''')
    trade['b04'] = page('付款确认', '''<p>您正在向 商家「海纳百川」 付款</p><p>￥1,446.00</p><p>微信收款码</p><img src="wx.jpg"><p>订单：买入 200 USDT</p><p>倒计时 09:41</p><button>已完成付款</button><p>提示：付款时不要填写任何备注</p>''')
    trade['b05'] = page('小U兑换', '''<div class="c"><p>1U = 7.19元</p><p>我要换 <input> U</p><p>需付款 <span>0</span> 元</p><p>支付宝/微信 扫码</p><button>去付款</button></div>''')
    trade['b06'] = page('BTC 闪电购', '''<h2>用支付宝买比特币</h2><p>￥100 起，最高 ￥5000/日</p><p>当前价：1 BTC = ￥702,118</p><p>请输入您的比特币地址</p><input><button>下一步</button>''')
    trade['b07'] = page('兑币达人频道导航', '''<p>【出】USDT 现货 5万个 7.17 支持zfb vx 银行</p><p>【收】USDT 1万个 7.11 只走支付宝</p><p>【出】ETH 3个 卡/zfb</p><p>发布信息联系管理 @dbdr_admin 押金 500U</p>''')
    trade['b08'] = page('充值中心', '''<div>账户余额：0.00 USDT</div><div>请选择充值方式</div><ul><li>数字货币充值</li><li>人民币充值（支付宝）</li><li>人民币充值（微信）</li></ul><div>充值汇率：1 USDT = 7.30 CNY</div><div>最低充值：100 CNY</div><button>确认充值</button>''')
    trade['b09'] = page('我要卖', '''<ul class="list"><li><b>青山</b><span>7.12</span><span>限额 1000-50000</span><span>银行卡 支付宝</span><a>出售</a></li><li><b>绿水</b><span>7.11</span><span>限额 500-8000</span><span>支付宝</span><a>出售</a></li></ul><div class="tabs"><a>USDT</a><a>BTC</a></div>''')
    trade['b10'] = page('Pay order #88231', '''<h2>Pay ¥2,169.00 to the seller</h2><p>You will receive 300 USDT</p><table><tr><td>Method</td><td>Alipay</td></tr><tr><td>Name</td><td>Zhang W**</td></tr><tr><td>Account</td><td>186****7712</td></tr></table><button>Transferred, notify seller</button><button>Cancel</button><p>Do not write anything about crypto in the remark.</p>''')
    trade['b11'] = page('火币OTC代购', '''<h1>代购USDT/BTC/ETH</h1><p>不会操作交易所？我们帮你买。报价含手续费，付款后提币到你的地址。</p><p>USDT 7.35　ETH 25,900　BTC 703,500</p><p>付款：支付宝转账 138xxxx / 微信转账</p>''')
    trade['b12'] = page('卡密兑换 USDT', '''<h1>购买 USDT 兑换卡</h1><div class="goods"><p>50U 兑换卡 ￥368</p><p>100U 兑换卡 ￥732</p><p>500U 兑换卡 ￥3640</p></div><p>购买后获得卡密，在兑换页输入卡密与钱包地址即可到账</p><p>支付宝 微信</p>''')
    trade['b13'] = page('承兑登录', '''<h2>承兑商入驻</h2><p>日流水 50 万起，费率 0.6%，USDT 日结</p><p>绑定您的支付宝/微信收款码即可接单，平台自动派单</p><button>申请入驻</button>''')
    trade['b14'] = page('Купить USDT за юани', '''<h1>Купить / продать USDT за CNY</h1><p>Оплата Alipay, WeChat, карта китайского банка</p><p>Курс покупки 7.21, продажи 7.05</p><p>Телеграм: @usdt_cny_gz</p>''')
    trade['b15'] = page('Mua bán USDT bằng Alipay', '''<h1>Mua bán USDT – Nhân dân tệ</h1><p>Mua vào: 7.04 CNY – Bán ra: 7.20 CNY</p><p>Thanh toán: Alipay, WeChat Pay, thẻ ngân hàng Trung Quốc</p><p>Giao dịch tối thiểu 500 USDT. Zalo 09xx</p>''')
    trade['b16'] = page('VIP商城', '''<div><h3>泰达 1000 枚</h3><p>7180.00 元</p><p>店主：老K</p><p>发货方式：链上转账</p><button>购买</button></div><p>可用支付宝付款</p>''')
    trade['b17'] = page('跳转中', '''<script>var u="alipays://platformapi/startapp?appId=20000067&url="+encodeURIComponent("https://pay.u2c.example/order/8812");location.href=u;</script><p>正在打开支付宝...</p><p>订单内容：充值 300 USDT</p><p>金额：2163.00</p>''')
    trade['b18'] = page('P2P 交易大厅', '''<div id="app"></div><script>window.pageData = {"coin":"usdt","currency":"cny","orders":[{"merchant":"晴天","price":7.18,"min":100,"max":5000,"amount":2033,"pay":["alipay","bank"]},{"merchant":"雨天","price":7.19,"min":300,"max":20000,"amount":9800,"pay":["wechat"]}]};</script>''')
    trade['b19'] = page('幸运国际 · 存款', '''<h3>存款方式</h3><p>人民币 → USDT 极速买币</p><p>支付宝买币　通道一　限额 200-5000</p><p>微信买币　通道二　限额 100-1000</p><p>买币汇率 7.28</p><button>立即存款</button>''')
    trade['b20'] = page('GoodCoin', '''<h1>GoodCoin 商家中心</h1><p>今日成交 ￥38,200　币余额 5,309 USDT</p><table><tr><th>订单</th><th>买家付款</th><th>状态</th></tr><tr><td>100 USDT</td><td>支付宝 ￥720</td><td>待放币</td></tr><tr><td>55 USDT</td><td>微信 ￥396</td><td>已放币</td></tr></table>''')
    trade['b21'] = page('虚拟货币找换店', '''<h1>佐敦虛擬貨幣找換</h1><p>BTC / ETH / USDT 現金買賣</p><p>人民幣可經支付寶、微信、內地銀行收款</p><p>報價請 WhatsApp</p>''')
    trade['b22'] = page('能量闪租 TRX闪兑', '''<p>USDT 闪兑 TRX：转账到下方地址自动返还 TRX</p><p>人民币购买 TRX：10 TRX ￥9.8，50 TRX ￥48，100 TRX ￥95</p><p>微信/支付宝付款后自动到账</p>''')
    trade['b23'] = page('Buy crypto with WeChat Pay', '''<h1>Instant crypto, local payment</h1><p>1. Choose a coin: BTC, ETH, USDT</p><p>2. Pay with WeChat Pay or Alipay</p><p>3. Coins arrive in your wallet</p><p>From ¥50. No registration.</p><button>Start</button>''')
    trade['b24'] = page('收银台', '''<h2>支付 ￥359.50</h2><p>商户：MGM数字</p><p>商品：50 USDT（TRC20）</p><a href="https://qr.alipay.com/fkx13579abcdefgh">打开支付宝付款</a>''')
    trade['b25'] = page('散户收U群', '''<p>散户U价 7.05-7.1，只收干净U，当天结</p><p>先U后款，款走支付宝或者银行卡，保真</p><p>私聊 薇 shouU_520</p>''')
    trade['b26'] = page('Wallet+', '''<div>Sell</div><div>I want to sell</div><input value="200"><span>USDT</span><div>I will receive</div><input value="1418"><span>CNY</span><div>Receive with</div><div>Alipay</div><div>WeChat Pay</div><div>Bank card</div><button>Sell USDT</button><small>1 USDT ≈ 7.09 CNY</small>''')
    trade['b27'] = page('矿工直供', '''<h1>矿场直供BTC，量大从优</h1><p>0.1 BTC 起售，低于市价 1%</p><p>对公、支付宝、现金均可，链上秒转，可上门</p><p>联系：156 0000 1111 赵经理</p>''')
    trade['b28'] = page('order', '''<form action="/Pay_Index.html" method="post"><input name="pay_memberid" value="10023"><input name="pay_orderid" value="E2023"><input name="pay_applydate" value="2023-11-28"><input name="pay_bankcode" value="903"><input name="pay_notifyurl" value="https://u8.example/n"><input name="pay_callbackurl" value="https://u8.example/c"><input name="pay_amount" value="500"><input name="pay_md5sign" value="AA"><input name="pay_productname" value="泰达币70枚"></form>''')
    trade['b29'] = page('环球支付 USDT 通道', '''<h1>人民币代收 → USDT 结算</h1><p>支付宝原生、微信扫码、云闪付，费率 3.5% 起，T+0 下发 USDT</p><p>商务 @hq_pay_bd</p>''')
    trade['b30'] = page('LTC礼品卡', '''<h2>莱特币 1 LTC 充值码</h2><p>￥612.00</p><p>付款后短信发码</p><p>微信支付 | 支付宝 | 银联</p><button>购买</button>''')
    honest['b01'] = page('春熙水果', '''<h1>春熙水果店</h1><p>支付宝、微信付款，满50元送货</p><p>苹果 ￥6.80/斤　香蕉 ￥3.20/斤　榴莲 ￥29.90/斤</p>''')
    honest['b02'] = page('U盘批发', '''<h1>金士顿U盘 64U</h1><p>16G U盘 ￥18　32G U盘 ￥25　64G U盘 ￥39</p><p>收U盘坏件，出U盘芯片</p><p>支付宝担保，微信转账</p>''')
    honest['b03'] = page('1U机架服务器租用', '''<p>1U服务器 ￥499/月　2U服务器 ￥799/月　4U GPU服务器 ￥3999/月</p><p>支付方式：支付宝、对公转账</p><button>立即购买</button>''')
    honest['b04'] = page('U型枕专卖', '''<h2>记忆棉U型枕</h2><p>￥59.9</p><p>买U送眼罩</p><button>加入购物车</button><p>微信支付 支付宝</p>''')
    honest['b05'] = page('人民币汇率 7.18', '''<h1>人民币兑美元中间价报7.1132</h1><p>中国外汇交易中心公布，11月28日人民币对美元汇率中间价报7.1132，较前一交易日上调44个基点。</p><p>交易员表示，年末结汇需求上升。</p>''')
    honest['b06'] = page('跨境电商收款', '''<h1>跨境收款，结汇到支付宝</h1><p>美元提现到支付宝，汇率 7.15，费率 0.3%</p><p>支持亚马逊、Shopee、独立站</p><button>免费开户</button>''')
    honest['b07'] = page('土耳其里拉礼品卡', '''<h2>App Store 土区礼品卡 100 TL</h2><p>￥26.80</p><p>自动发货，支付宝微信付款</p><button>购买</button>''')
    honest['b08'] = page('硬币兑换', '''<h1>硬币清分兑换预约</h1><p>请选择网点，预约兑换 1 元硬币、纸币零钞</p><p>中国工商银行 中国农业银行 网点均可办理</p><button>预约</button>''')
    honest['b09'] = page('健身房 TRX 课程', '''<h1>TRX 悬挂训练 8 次课</h1><p>￥880</p><p>教练：Andy</p><p>支付宝 / 微信</p><button>购买课程</button>''')
    honest['b10'] = page('英雄联盟点券充值', '''<p>1000 点券 ￥10　5000 点券 ￥50</p><p>支付宝 微信 QQ钱包</p><button>充值</button>''')
    honest['b11'] = page('Bitcoin T-Shirt', '''<h1>Bitcoin logo T-shirt</h1><p>$19.90</p><p>Sizes S–XXL</p><button>Add to cart</button><p>Visa, Mastercard, Alipay, WeChat Pay</p>''')
    honest['b12'] = page('Ledger Nano 硬件钱包', '''<h1>硬件钱包 Nano S Plus</h1><p>￥699</p><p>安全存储比特币、以太坊等 5000 种数字资产</p><button>立即购买</button><p>支付宝 微信支付 花呗分期</p><p>包邮，七天无理由</p>''')
    honest['b13'] = page('蚂蚁矿机 S19', '''<h1>蚂蚁矿机 S19 95T</h1><p>￥8,200　现货</p><p>日收益约 0.00005 BTC</p><p>对公转账、支付宝</p><button>咨询客服</button>''')
    honest['b14'] = page('《精通比特币》第2版', '''<h1>《精通比特币》第2版</h1><p>￥79.00　库存 12</p><button>加入购物车</button><p>支付宝 微信支付</p>''')
    honest['b15'] = page('区块链技术培训班', '''<h1>区块链开发 12 周课程</h1><p>学费 ￥12,800，可支付宝花呗分期</p><p>课程内容：比特币原理、以太坊智能合约、波场 TRC20 合约开发</p><button>报名</button>''')
    honest['b16'] = page('Chainlink explorer', '''<h1>Address TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE</h1><p>Balance 1,203.55 USDT</p><table><tr><th>Txn</th><th>Amount</th></tr><tr><td>0xab</td><td>100 USDT</td></tr></table>''')
    honest['b17'] = page('Crypto tax FAQ', '''<h1>FAQ</h1><h2>Do I pay tax when I buy USDT with Alipay?</h2><p>Buying is not a taxable event in most countries. Selling may be. Ask an adviser.</p>''')
    honest['b18'] = page('绘画会员', '''<p>月卡 ￥29　季卡 ￥79　年卡 ￥268</p><p>支付：支付宝 / 微信 / USDT（TRC20）</p><p>USDT 付款请联系客服，汇率按 7.2 计算</p><button>开通会员</button>''')
    honest['b19'] = page('接码平台', '''<p>短信验证码 ￥1.5/条</p><p>充值：支付宝、微信、USDT</p><p>充值比例 1 USDT = 7 元余额</p><button>充值</button>''')
    honest['b20'] = page('IDC 充值', '''<h1>账户充值</h1><p>充值金额 <input> 元</p><p>支付宝 微信支付 PayPal 加密货币(USDT)</p><button>立即充值</button>''')
    honest['b21'] = page('海外代购', '''<h1>日本代购下单</h1><p>汇率：100日元=4.9元人民币，手续费5%</p><p>支付宝、微信转账，先付定金</p>''')
    honest['b22'] = page('游戏金币交易', '''<h1>魔兽世界金币 1万金</h1><p>￥22.5　卖家好评 99%</p><p>担保交易，支付宝付款，平均发货 5 分钟</p><button>购买</button>''')
    honest['b23'] = page('Steam 饰品交易', '''<p>AK-47 红线 求购 ￥88.5 出售 ￥95</p><p>我要买 我要卖</p><p>支付宝提现，微信提现</p>''')
    honest['b24'] = page('银行公告', '''<h1>关于防范虚拟货币交易风险的公告</h1><p>任何机构和个人不得将我行账户用于比特币、泰达币等虚拟货币的交易资金充值及提现、购买及销售相关交易充值码等活动。一经发现，我行有权暂停相关账户交易。</p>''')
    honest['b25'] = page('Alipay+ merchant guide', '''<h1>Accept Alipay+ in your store</h1><p>Reach 1.5 billion users. Settlement in USD or EUR.</p><p>We do not support merchants dealing in virtual currency.</p><button>Apply</button>''')
    honest['b26'] = page('股票杠杆', '''<p>买入 7.15　卖出 7.22　涨幅 1.2%</p><p>江苏银行 600919</p><button>买入</button><button>卖出</button><p>银证转账</p>''')
    honest['b27'] = page('黄金积存', '''<p>实时金价 552.30 元/克</p><button>买入</button><button>卖出</button><p>支付宝余额宝付款</p>''')
    honest['b28'] = page('换汇群公告', '''<h1>留学生换汇互助</h1><p>求购 美元 2000，人民币支付宝付，汇率 7.15</p><p>出 英镑 1500，支持微信收款</p>''')
    honest['b29'] = page('Telegram 会员代开', '''<p>电报大会员 3个月 ￥98 / 12 USDT</p><p>支付宝 微信 USDT</p><button>下单</button>''')
    honest['b30'] = page('AWS 代付', '''<h1>AWS / GCP 代付充值</h1><p>充值 $100 起，汇率 7.2</p><p>支持 支付宝、对公、USDT 付款</p>''')


def set_c(trade, honest):
    trade['c01'] = page('快付币 - 数字货币法币通道', '''<header>快付币</header><main><p>稳定币出入金服务</p><div class="price"><span>买</span><b>7.24</b><span>卖</span><b>7.09</b></div><p>通道：支付宝个码 · 微信个码 · 卡卡</p><a href="/reg">开通商户</a></main>''')
    trade['c02'] = page('订单 20231202', '''<div class="status">待付款</div><p>卖家：Leo数字</p><p>总价 ￥5,040.00</p><p>单价 ￥7.20</p><p>数量 700.00 USDT</p><hr><p>收款方式：微信</p><p>实名：李*</p><img src="/qr/88.png"><p>付款后请点击</p><button>我已付款，通知卖家</button>''')
    trade['c03'] = page('Buy Bitcoin in China – AliBTC', '''<h1>Buy Bitcoin in China</h1><p>Alipay · WeChat · UnionPay</p><form><label>Amount (CNY)</label><input value="2000"><label>BTC address</label><input placeholder="bc1..."><button>Get quote</button></form><p>Quote valid 60 seconds. Min ¥500.</p>''')
    trade['c04'] = page('数字藏品转卖', '''<p>出 USDT，微信红包/支付宝都可以，一手7.2，量大7.15</p><p>要的扫码加我</p><img src="wx.jpg" alt="微信二维码">''')
    trade['c05'] = page('闪电兑', '''<ul class="steps"><li>选币种</li><li>填地址</li><li>支付宝付款</li><li>到账</li></ul><div>1 TRX = ￥0.98</div><div>1 USDT = ￥7.33</div><div>1 ETH = ￥26,300</div><button>开始兑换</button>''')
    trade['c06'] = page('C2C', '''<table><thead><tr><th>商家</th><th>价格</th><th>限额</th><th>支付</th><th></th></tr></thead><tbody><tr><td>aa88</td><td>￥7.16</td><td>200~3000</td><td>zfb</td><td>买</td></tr><tr><td>bb66</td><td>￥7.17</td><td>500~9999</td><td>wx</td><td>买</td></tr></tbody></table><p>当前币种 USDT</p>''')
    trade['c07'] = page('提币机器人', '''<p>@TopupUBot</p><p>/price 查看实时价</p><p>/buy 数量 地址 — 生成支付宝订单，付款后机器人自动转账 USDT</p><p>/sell 数量 支付宝账号 — 收到 USDT 后自动打款</p>''')
    trade['c08'] = page('支付收银台', '''<div>收款方：链汇科技</div><div>￥ 733.00</div><div>备注：USDT*100</div><div>请选择支付方式</div><div>支付宝支付</div><div>微信支付</div><div>云闪付</div><button>确认付款 ￥733.00</button>''')
    trade['c09'] = page('币圈老韭菜', '''<h1>人工承兑</h1><p>U 进 U 出，见钱放币</p><p>支付宝 / 微信 / 数字人民币</p><p>工作时间 9:00-24:00</p><p>TG: laojiucai_otc</p>''')
    trade['c10'] = page('Sell crypto for RMB', '''<h1>Sell your crypto, get RMB</h1><p>We pay to Alipay, WeChat or any Chinese bank within 15 min.</p><table><tr><th>Coin</th><th>We pay</th></tr><tr><td>USDT</td><td>7.05</td></tr><tr><td>BTC</td><td>688,400</td></tr></table><a>Sell now</a>''')
    trade['c11'] = page('虚拟币充值话费', '''<h1>USDT 换话费、油卡、支付宝余额</h1><p>支付宝余额 100元 = 14.2 USDT</p><p>支付宝余额 500元 = 70.8 USDT</p><input placeholder="支付宝账号"><button>兑换</button>''')
    trade['c12'] = page('搬运工OTC', '''<div>今日收：7.06（1-5千） 7.08（5千-5万）</div><div>今日出：7.18（100起）</div><div>款：支付宝秒到</div><div>币：TRC/ERC/BSC</div><div>微信：byg_otc</div>''')
    trade['c13'] = page('ETH 充值', '''<form action="https://api.jubaopay.example/pay/gateway" method="post"><input type="hidden" name="mch_id" value="8801"><input type="hidden" name="out_trade_no" value="1"><input type="hidden" name="pay_type" value="alipay_h5"><input type="hidden" name="notify_url" value="https://x.example"><input type="hidden" name="sign" value="x"><input type="hidden" name="amount" value="2630"><input type="hidden" name="subject" value="ETH 0.1"></form>''')
    trade['c14'] = page('赛博币行', '''<h1>赛博币行 · 门店自提 / 线上秒转</h1><p>比特币 以太坊 泰达币 狗狗币</p><p>首单立减 20 元，支付宝扫码下单</p><button>在线报价</button>''')
    trade['c15'] = page('Обменник Pandabit', '''<p>Отдаю: USDT TRC20</p><p>Получаю: Alipay CNY</p><p>Курс 1 USDT = 7.01 CNY</p><p>Мин. 200 USDT</p><button>Обменять</button>''')
    trade['c16'] = page('币汇宝', '''<div id="app"></div><script>const cfg={title:"币汇宝",tips:"请使用本人支付宝付款，付款完成后系统自动发放USDT到您的钱包",min:100,max:5000,rate:7.26,channel:["支付宝","微信"]};</script>''')
    trade['c17'] = page('USDT微商', '''<p>🔥USDT 日常出货🔥</p><p>50个 365元</p><p>100个 725元</p><p>500个 3600元</p><p>支付宝转账优先</p>''')
    trade['c18'] = page('兼职：代购数字货币', '''<h1>招代购员</h1><p>用您的支付宝、微信在我们平台购买USDT，再转入指定地址，每单返佣 1.5%，日结</p><p>单笔 500-5000</p>''')
    trade['c19'] = page('GateWay99', '''<h2>Deposit</h2><p>Method: Alipay (QR)</p><p>Amount: ¥1,000</p><p>You get: 136.2 USDT</p><img src="qr.png"><p>Scan with Alipay. Keep the exact amount.</p><p>Expires in 04:59</p>''')
    trade['c20'] = page('我的广告', '''<div>出售 USDT</div><div>固定价格 7.19 CNY</div><div>剩余 3,000.00</div><div>单笔 1,000 - 20,000 CNY</div><div>银行卡 · 支付宝</div><button>编辑</button><button>下架</button>''')
    trade['c21'] = page('数字人民币换U', '''<h1>数字人民币、支付宝余额换U</h1><p>7.22 秒换，不问来源</p><p>客服 @sz_rmb_u</p>''')
    trade['c22'] = page('BTC ATM 云端', '''<p>输入 BTC 地址</p><input><p>选择金额</p><button>￥500</button><button>￥1000</button><button>￥2000</button><p>支付宝扫码付款</p>''')
    trade['c23'] = page('买 PI 币', '''<h1>派币 PI 收购 / 出售</h1><p>收 PI：2.1 元/枚　出 PI：2.6 元/枚</p><p>支付宝、微信交易，可走平台担保</p>''')
    trade['c24'] = page('OTC API', '''<script>var __data={"adList":[{"userName":"K先生","unitPrice":"7.18","coinName":"USDT","currencyName":"CNY","minTrade":"1000","maxTrade":"30000","payTypes":"支付宝,银行卡"},{"userName":"M","unitPrice":"7.19","coinName":"USDT","currencyName":"CNY","minTrade":"100","maxTrade":"8000","payTypes":"微信"}]}</script><div id="root"></div>''')
    trade['c25'] = page('泰国代付 USDT', '''<h1>在泰华人换汇</h1><p>人民币（支付宝/微信）⇄ USDT ⇄ 泰铢</p><p>今日 USDT 7.2 / 泰铢 4.95</p><p>Line: thb_usdt</p>''')
    trade['c26'] = page('买卖记录', '''<div class="tab">进行中</div><div>购买 USDT</div><div>￥2,000.00</div><div>277.77 USDT</div><div>待放行</div><div>微信支付</div><button>催放币</button><button>申诉</button>''')
    trade['c27'] = page('USDC 优惠购', '''<h1>USDC 优惠购</h1><p>新人 1 USDC 仅 6.9 元（限 10 枚）</p><p>支付宝付款</p><button>抢购</button>''')
    trade['c28'] = page('Binance礼品卡', '''<h3>币安礼品卡 100 USDT</h3><p>售价 ￥729</p><p>自动发码</p><p>支付宝 微信</p><button>立即购买</button>''')
    trade['c29'] = page('쌈코인', '''<h1>테더(USDT) 구매·판매</h1><p>위안화 알리페이 / 위챗페이 결제</p><p>매수 7.22 매도 7.05</p><p>텔레그램 @ssamcoin</p>''')
    trade['c30'] = page('稳定通', '''<p>商户入金</p><p>用户付款（支付宝/微信） → 商户收 USDT</p><p>费率 4%</p><p>对接文档 | 申请通道</p>''')
    honest['c01'] = page('支付宝转银行卡免费吗', '''<h1>支付宝余额转到银行卡怎么收费</h1><p>个人用户累计享有 2 万元免费提现额度，超出部分按 0.1% 收取服务费。</p><p>使用支付宝积分可以兑换免费提现额度。</p>''')
    honest['c02'] = page('积分换话费', '''<h1>积分换支付宝红包</h1><p>2000积分 = 10元支付宝红包</p><button>立即兑换</button>''')
    honest['c03'] = page('零钱换现金', '''<p>本店可用微信零钱换现金，手续费 1%</p><p>卖烟酒、充话费</p>''')
    honest['c04'] = page('联盟推广 - 结算设置', '''<h2>收款设置</h2><label>支付宝账号</label><input><label>支付宝姓名</label><input><label>USDT-TRC20 地址</label><input placeholder="钱包地址"><p>最低结算 ￥100</p><button>保存</button>''')
    honest['c05'] = page('自由职业者平台', '''<h1>Withdraw your earnings</h1><p>Available: $320.00</p><p>Payoneer, Alipay, bank transfer, USDT (TRC-20 address)</p><input placeholder="Your USDT address"><button>Withdraw</button>''')
    honest['c06'] = page('U品生活', '''<h1>U品生活馆</h1><p>收U品积分，换U品好礼</p><p>毛巾 ￥19.9　雨伞 ￥29.9</p><p>支付宝 微信支付</p>''')
    honest['c07'] = page('U客直谈', '''<p>买U客会员，享招标信息</p><p>会员 ￥365/年</p><p>微信支付</p>''')
    honest['c08'] = page('UPS 电源', '''<h1>UPS不间断电源 2U 机架式</h1><p>￥2,380</p><button>加入购物车</button><p>支付宝</p>''')
    honest['c09'] = page('NFT 数字藏品 铸造', '''<h1>《敦煌飞天》数字藏品</h1><p>￥19.9　限量 8000 份</p><button>立即购买</button><p>支付宝付款，不支持转售</p>''')
    honest['c10'] = page('币安公告', '''<article><h1>关于清退中国大陆用户的公告</h1><p>尊敬的用户：平台将于12月31日起停止面向中国大陆用户的法币交易服务，支付宝、微信等支付方式已下线。请您在此之前完成提币。</p><p>感谢您的理解与支持。</p></article>''')
    honest['c11'] = page('冷钱包使用手册', '''<h1>使用手册</h1><h2>接收 USDT</h2><p>打开设备，选择 TRON，点击“接收”，核对地址。</p><h2>在哪里购买设备</h2><p>可在京东、天猫购买，支持支付宝、微信付款。</p>''')
    honest['c12'] = page('比特币ETF 港股', '''<h1>博时比特币ETF 03008</h1><p>现价 5.92 港元</p><button>买入</button><button>卖出</button><p>入金：转数快、银行转账</p>''')
    honest['c13'] = page('加密公司招聘', '''<h1>招聘：支付产品经理</h1><p>负责 USDT 收付产品，熟悉支付宝、微信支付、Stripe 优先。</p><p>薪资 30-50K，可部分以 USDT 发放。</p><button>投递简历</button>''')
    honest['c14'] = page('区块链数据课', '''<p>课程 ￥299，支付宝/微信/USDT 均可</p><p>第1章 读懂链上转账</p><p>第2章 追踪 USDT 流向</p><button>立即报名</button>''')
    honest['c15'] = page('代充海外软件', '''<h1>海外软件会员代充</h1><p>￥168/月</p><p>支付宝、微信、USDT 付款</p><p>提供账号邮箱即可</p><button>下单</button>''')
    honest['c16'] = page('Steam 余额换支付宝', '''<h1>Steam 余额回收</h1><p>面值 7.5 折，支付宝秒到账</p><button>立即出售</button>''')
    honest['c17'] = page('礼品卡回收', '''<h1>京东E卡 沃尔玛卡 回收</h1><p>100元卡 回收价 93.5 元</p><p>到账方式 支付宝 微信 银行卡</p><button>提交卡密</button>''')
    honest['c18'] = page('外币兑换预约', '''<h1>外币现钞预约兑换</h1><p>美元 7.24　欧元 7.82　日元 0.0489</p><p>可用银行卡、支付宝支付</p><button>预约</button>''')
    honest['c19'] = page('Ripple effect cafe', '''<h1>Ripple Effect Café</h1><p>Latte ¥28, Doge cookie ¥18</p><p>Alipay and WeChat Pay welcome</p>''')
    honest['c20'] = page('以太网交换机', '''<h1>以太网交换机 8口</h1><p>￥129</p><button>立即购买</button><p>支付宝 花呗 微信支付</p>''')
    honest['c21'] = page('狗币宠物用品', '''<h1>狗币商城会员</h1><p>消费 1 元得 1 狗币，100 狗币抵 1 元</p><p>狗粮 ￥59 微信支付</p>''')
    honest['c22'] = page('挖矿游戏', '''<h1>黄金矿工 内购</h1><p>100 金币 ￥6　500 金币 ￥28</p><p>Apple Pay 支付宝 微信</p>''')
    honest['c23'] = page('反诈课堂', '''<h1>“出U”“收U”话术揭秘</h1><p>骗子常说：高价收U、秒结算、支付宝走账。实际是帮电诈团伙洗钱。</p><p>记住三不：不出借账户、不代收代付、不买卖虚拟币。</p>''')
    honest['c24'] = page('API 价格', '''<h1>翻译接口</h1><p>￥8 / 百万 tokens</p><p>充值：支付宝、微信</p><p>1 token 约 1.5 个汉字</p><button>充值</button>''')
    honest['c25'] = page('代币洗衣', '''<p>自助洗衣 代币 1 枚 ￥4，10 枚 ￥38</p><p>微信、支付宝扫码买币</p>''')
    honest['c26'] = page('游戏厅兑币', '''<h1>扫码买币</h1><p>30元 35枚　50元 65枚　100元 150枚</p><p>支付宝 微信支付</p><button>立即购买</button>''')
    honest['c27'] = page('外贸收款 USDT 风险', '''<article><h1>外贸人收 USDT 的三个风险</h1><p>越来越多的非洲、中东客户提出用 USDT 付款。收到之后如何换成人民币，是外贸人最头疼的问题。</p><p>有人找“U商”换到支付宝，结果账户被冻结，公司流水也断了。律师建议走正规结汇渠道。</p></article>''')
    honest['c28'] = page('聚合支付 服务商', '''<h1>聚合收款码招商</h1><p>支付宝、微信、云闪付一码通，费率 0.38%</p><button>申请代理</button>''')
    honest['c29'] = page('汇率计算器', '''<h1>USDT to CNY converter</h1><p>1 USDT = 7.24 CNY</p><p>10 USDT = 72.40 CNY</p><p>Data from public market APIs. We do not sell currency.</p>''')
    honest['c30'] = page('炒股软件', '''<p>Level-2 行情 ￥58/月</p><p>买卖点提示，主力资金监控</p><p>微信支付 支付宝</p><button>立即购买</button>''')


def set_d(trade, honest):
    nav = '<nav><a href="/">首页</a><a href="/market">行情</a><a href="/trade">币币</a><a href="/otc">法币</a><a href="/contract">合约</a><a href="/help">帮助</a><a href="/login">登录</a></nav>'
    foot = '<footer><p>© 2023 All rights reserved</p><p>数字资产价格波动较大，请谨慎投资</p></footer>'
    trade['d01'] = page('法币交易 - HOOEX', nav + '''<section class="otc"><div class="side"><span class="cur">购买</span><span>出售</span></div><div class="coins"><span class="cur">USDT</span><span>BTC</span><span>ETH</span><span>EOS</span></div>
<div class="filter"><select><option>全部支付方式</option><option>银行卡</option><option>支付宝</option><option>微信</option></select><input placeholder="金额"></div>
<div class="item"><div class="name">币多多 <em>认证</em></div><div>1286 | 99%</div><div>数量 12034.22 USDT</div><div>限额 ¥300-¥50000</div><div class="price">¥7.14</div><button>购买</button></div>
<div class="item"><div class="name">小鱼儿</div><div>87 | 96%</div><div>数量 660.00 USDT</div><div>限额 ¥100-¥4700</div><div class="price">¥7.15</div><button>购买</button></div></section>''' + foot)
    trade['d02'] = page('订单支付', '''<div class="pay-top"><p>等待您付款</p><p class="time">剩余 13:20</p></div><div class="pay-info"><p><span>交易金额</span><b>¥ 1428.00</b></p><p><span>交易数量</span><b>200 USDT</b></p><p><span>交易单价</span><b>¥ 7.14</b></p></div><div class="pay-way"><p>支付宝</p><p><span>收款人</span>赵*敏</p><p><span>账号</span>zm***@163.com</p><p><a>查看二维码</a></p></div><div class="tips"><p>1. 您的汇款将直接进入卖方账户，交易过程中卖方出售的数字资产由平台托管保护。</p><p>2. 请在规定时间内完成付款，并务必点击“我已付款”。</p><p>3. 转账时请勿备注USDT、BTC等信息，防止汇款被拦截。</p></div><button>我已付款</button>''')
    trade['d03'] = page('发布广告', nav + '''<form><label>我要</label><select><option>出售</option><option>购买</option></select><label>币种</label><select><option>USDT</option><option>BTC</option></select><label>国家</label><select><option>中国 CNY</option></select><label>溢价比例</label><input><label>交易价格</label><input><label>最小限额</label><input><label>最大限额</label><input><label>付款方式</label><input type="checkbox">支付宝<input type="checkbox">微信<input type="checkbox">银行卡<label>自动回复</label><textarea></textarea><button>发布</button></form>''' + foot)
    trade['d04'] = page('收款设置', nav + '''<h2>C2C 收款方式</h2><div class="row"><b>支付宝</b><span>未绑定</span><a>绑定</a></div><div class="row"><b>微信支付</b><span>未绑定</span><a>绑定</a></div><div class="row"><b>银行卡</b><span>6222 **** 7788</span><a>修改</a></div><p>绑定后，出售 USDT 时买家将看到您的收款方式</p>''')
    trade['d05'] = page('Express Buy', '''<div class="tabs"><a class="on">Express</a><a>P2P</a></div><div><label>I want to pay</label><input value="100-50000"><b>CNY</b></div><div><label>I will receive</label><input><b>USDT</b></div><p>Reference price 1 USDT ≈ 7.13 CNY</p><label>Payment</label><select><option>WeChat Pay</option><option>Alipay</option><option>Bank Transfer</option></select><button>Log in to continue</button>''')
    trade['d06'] = page('U 商小程序', '''<p class="h">老马承兑</p><p class="p">换U 7.20 起</p><p>秒到账 / 可验资 / 支付宝微信银行卡</p><p>我要换 U　我要换 RMB</p><button>联系老板</button>''')
    trade['d07'] = page('独角数卡 - USDT', '''<div class="category">虚拟币</div><div class="goods"><img src="u.png"><h5>USDT TRC20（秒发）</h5><p>￥7.40 / 个</p><p>库存 2003</p></div><div class="buy"><label>数量</label><input value="10"><label>波场地址</label><input placeholder="请输入收款地址"><label>支付方式</label><button>支付宝</button><button>微信</button><button>立即购买</button></div>''')
    trade['d08'] = page('支付 - 易支付', '''<div class="logo">易支付收银台</div><table><tr><td>商品名称</td><td>泰达币 USDT x 50</td></tr><tr><td>订单号</td><td>2023120217012</td></tr><tr><td>应付金额</td><td>￥361.50</td></tr></table><ul><li><img src="alipay.png">支付宝</li><li><img src="wxpay.png">微信支付</li><li><img src="qqpay.png">QQ钱包</li></ul><button>立即支付</button>''')
    trade['d09'] = page('V免签', '''<div class="wx">微信扫码支付</div><div>￥215.01</div><img src="enQrcode?url=wxp%3A%2F%2Ff2f0abcdefghijk"><p>请使用微信扫一扫，付款 215.01 元</p><p>订单备注：30U TRC20 TXn8f2</p><p>有效时间 4 分 55 秒</p>''')
    trade['d10'] = page('中国区客户出入金', '''<h1>Deposit &amp; Withdrawal for Chinese clients</h1><p>Deposit: RMB by Alipay / WeChat / UnionPay, credited as USDT within 10 minutes at our OTC rate.</p><p>Withdrawal: USDT paid out as RMB to your Alipay or bank card.</p><table><tr><th></th><th>OTC rate</th></tr><tr><td>Deposit</td><td>7.26</td></tr><tr><td>Withdrawal</td><td>7.03</td></tr></table>''')
    trade['d11'] = page('TG机器人商城', '''<h2>🪙 USDT 兑换 / 会员 / 能量</h2><p>💰 支付宝 → USDT：7.35</p><p>💰 微信 → USDT：7.38</p><p>💰 USDT → 支付宝：7.02</p><a href="https://t.me/xx_exchange_bot">进入机器人</a>''')
    trade['d12'] = page('链上闪兑平台', '''<h1>无需注册 · 匿名兑换</h1><p>支付宝付款，USDT/TRX/BTC 直达你的链上地址</p><div>我付 <input>元</div><div>我得 <input>USDT</div><div>接收地址 <input></div><button>创建订单</button>''')
    trade['d13'] = page('跑分接单平台', '''<h1>抢单收款 躺赚佣金</h1><p>充值 USDT 作为保证金，上传支付宝/微信收款码，系统派单，收款后自动扣除等值 USDT</p><p>支付宝佣金 1.8%　微信佣金 2.2%</p><button>立即抢单</button>''')
    trade['d14'] = page('買幣教室 · 立即買幣', '''<h1>新手買幣專區</h1><p>客服一對一協助，用微信或支付寶就能買到第一顆比特幣</p><p>最低人民幣 500 元起</p><p>今日 USDT 報價 7.19</p><button>我要買幣</button>''')
    trade['d15'] = page('代理后台 - 币商', '''<table><tr><th>类型</th><th>数量(U)</th><th>金额(元)</th><th>方式</th><th>状态</th></tr><tr><td>卖出</td><td>300</td><td>2142</td><td>支付宝</td><td>待确认收款</td></tr><tr><td>卖出</td><td>1000</td><td>7140</td><td>银行卡</td><td>已放行</td></tr></table><button>开始接单</button>''')
    trade['d16'] = page('OTC柜台', '''<h1>大额OTC柜台</h1><p>10万U起，一口价，T+0 结算</p><p>人民币：对公、对私、支付宝企业号</p><p>预约专线 400-000-0000</p>''')
    trade['d17'] = page('Купи USDT', '''<h1>Купить USDT TRC20 через Alipay</h1><p>Введите сумму в юанях</p><input><p>Вы получите USDT</p><input><p>Адрес кошелька TRC20</p><input><button>Оплатить Alipay</button>''')
    trade['d18'] = page('BiBiPay', '''<script>window.CONFIG={lang:"zh",texts:{title:"购买 USDT",pay:"支付宝付款",rate:"参考汇率",addr:"提币地址",submit:"确认购买"}}</script><div id="app">加载中</div>''')
    trade['d19'] = page('SHIB DOGE PEPE 代购', '''<h1>土狗币代购</h1><p>不会用钱包？转支付宝给我，帮你买任意币，手续费 5%</p><p>PEPE / SHIB / DOGE / FLOKI</p><p>微信 tugou888</p>''')
    trade['d20'] = page('USDT收款码出租', '''<h1>收支付宝微信码，USDT 日结</h1><p>一个支付宝码一天 100-300U</p><p>要求实名、能扫脸</p><p>@zuma_daili</p>''')
    trade['d21'] = page('比特派OTC', '''<p>热门商家</p><div>商家A 7.17 <small>支付宝</small> <small>成交 320</small><button>买</button></div><div>商家B 7.18 <small>微信</small> <small>成交 98</small><button>买</button></div><p>单笔最低 100 元</p><p>资产：USDT</p>''')
    trade['d22'] = page('Kuai Bi', '''<h1>Kuai Bi – crypto vending</h1><p>Choose amount: ¥100 ¥300 ¥500 ¥1000</p><p>Coin: <b>USDT</b> BTC TRX</p><p>Paste your wallet address</p><input><p>Pay by <b>Alipay QR</b></p>''')
    trade['d23'] = page('汇币网 订单', '''<p>买家 hb_2231 已下单</p><p>需转给买家 500 USDT</p><p>买家将支付 3,560.00 元到您的支付宝</p><button>确认收款并放币</button><button>未收到款</button>''')
    trade['d24'] = page('欧意代买', '''<p>不用注册欧易，直接找我买</p><p>U 7.25，满5000 7.22</p><p>扫支付宝 ↓ 备注你的地址后四位</p><img src="https://qr.alipay.com/fkx99887766aabbcc">''')
    trade['d25'] = page('数字资产服务', '''<h1>企业数字资产结算</h1><p>为外贸企业提供 USDT → 人民币 快速结汇，T+0 到支付宝企业账户或对公账户</p><p>费率低至 0.5%，单日额度 200 万</p><a>立即咨询</a>''')
    trade['d26'] = page('EOS 批发', '''<h1>EOS 现货 5.2 元/个</h1><p>100 个起，支付宝收款后打到 EOS 账号</p><button>下单</button>''')
    trade['d27'] = page('Alipay recharge with crypto', '''<h1>Top up your Alipay Tour Card with USDT</h1><p>1 USDT = 7.0 CNY, 5 minutes</p><input placeholder="Alipay phone number"><button>Pay with USDT</button>''')
    trade['d28'] = page('币币商城', '''<ul><li>BTC 0.001 <b>￥702</b> <a>购买</a></li><li>BTC 0.01 <b>￥7015</b> <a>购买</a></li><li>USDT 100 <b>￥729</b> <a>购买</a></li></ul><p>付款方式：支付宝转账</p>''')
    trade['d29'] = page('p2p', '''<div>卖方 coinwolf</div><div>出售 2000 USDT</div><div>单价 7.15</div><div>支持 <img src="/img/alipay.svg" alt="alipay"><img src="/img/wechat.svg" alt="wechat"></div><button>立即购买</button>''')
    trade['d30'] = page('星际OTC', '''<p>Welcome to Star OTC</p><p>RMB ⇄ USDT</p><p>Alipay 7.22 / 7.06</p><p>WeChat 7.24 / 7.04</p><p>Bank 7.20 / 7.08</p>''')
    honest['d01'] = page('鲜花速递', '''<h1>鲜花速递</h1><p>11朵红玫瑰 ￥168</p><button>立即购买</button><p>支付宝、微信、银联付款</p>''')
    honest['d02'] = page('币港湾 理财', '''<h1>余额理财</h1><p>七日年化 2.13%</p><button>买入</button><button>卖出</button><p>银行卡、支付宝转入</p>''')
    honest['d03'] = page('API 文档', '''<h1>统一下单接口</h1><p>POST /pay/create</p><p>channel: alipay_qr / wx_native / usdt_trc20</p><p>notify_url 异步通知地址</p><pre>{"amount":"100.00","channel":"usdt_trc20"}</pre>''')
    honest['d04'] = page('购物支付', '''<h1>确认订单</h1><p>商品：无线耳机 x1</p><p>合计 ￥199.00 ≈ 27.5 USDT</p><ul><li>支付宝</li><li>微信支付</li><li>USDT-TRC20</li></ul><button>提交订单</button>''')
    honest['d05'] = page('加密资产托管', '''<h1>机构级托管</h1><p>支持 BTC、ETH、USDT 等 200 余种资产的冷存储，SOC 2 审计。</p><a>联系销售</a>''')
    honest['d06'] = page('旅行换汇攻略', '''<article><h1>去泰国怎么换钱最划算</h1><p>在曼谷 SuperRich 用人民币现金换泰铢，汇率通常比国内银行好。也可以直接用支付宝在便利店付款，汇率由 Alipay+ 结算。</p><p>不要在街头找人换，更不要用 USDT 换，容易被骗。</p></article>''')
    honest['d07'] = page('VIP 影视', '''<p>年卡 ￥99　永久 ￥199</p><p>支付方式：支付宝 微信 USDT</p><p>USDT 付款 14 USDT / 28 USDT</p><button>开通</button>''')
    honest['d08'] = page('独立站 Shopify 收款', '''<h1>Accept Alipay, WeChat Pay and crypto on Shopify</h1><p>One plugin, 12 payment methods, settlement in USD.</p><button>Install app</button>''')
    honest['d09'] = page('数字人民币红包', '''<h1>数字人民币红包来啦</h1><p>下载 App 领 20 元</p><p>可在支付宝、美团使用</p><button>立即领取</button>''')
    honest['d10'] = page('钱币博物馆', '''<h1>中国历代钱币展</h1><p>门票 ￥30，支付宝微信购票</p><button>购票</button>''')
    honest['d11'] = page('U-NEXT 代开', '''<h1>U-NEXT 会员代开 1个月</h1><p>￥88</p><p>支付宝 微信</p><button>购买</button>''')
    honest['d12'] = page('收卡回收', '''<h1>油卡 话费卡 回收</h1><p>中石化 1000 元 回收 965 元</p><p>秒到支付宝</p><button>提交</button>''')
    honest['d13'] = page('比特币挖矿托管', '''<p>S19 Pro 托管 电费 0.42 元/度</p><p>支付宝、对公缴电费</p><p>收益 0.00031 BTC/天</p>''')
    honest['d14'] = page('个人主页', '''<p>独立开发者，喜欢 Rust 和以太坊</p><p>打赏：支付宝 微信 ETH: 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe</p>''')
    honest['d15'] = page('外汇经纪商', '''<h1>EUR/USD 点差 0.6</h1><p>入金：银联、支付宝、USDT</p><p>最低入金 $100</p><button>开设真实账户</button>''')
    honest['d16'] = page('香港保险缴费', '''<h1>保费缴付</h1><p>可用 AlipayHK、微信支付、转数快缴付，港币保单以人民币缴付时按当日汇率 0.918 折算</p>''')
    honest['d17'] = page('数据恢复', '''<p>硬盘 U盘 数据恢复</p><p>检测免费，成功后付款，支付宝微信</p><p>寄送地址：深圳华强北</p>''')
    honest['d18'] = page('TRON 开发者文档', '''<h1>TRC-20 transfer</h1><pre>contract.transfer(to, amount)</pre><p>Energy cost ~65000. You can rent energy or stake TRX.</p>''')
    honest['d19'] = page('二手房', '''<p>单价 7.15 万/㎡，总价 ￥645 万</p><p>卖方急售，可谈</p><p>定金可支付宝、微信、转账</p>''')
    honest['d20'] = page('彩票站', '''<h1>大乐透</h1><p>胆拖投注 单注 2 元</p><p>微信支付宝扫码</p>''')
    honest['d21'] = page('游戏代练', '''<p>上分 7.5 元/局</p><p>支付宝 微信付款</p><p>平台押金担保</p>''')
    honest['d22'] = page('小币种新闻', '''<h1>快讯</h1><p>09:12 Tether 增发 10 亿 USDT</p><p>09:30 支付宝：将持续打击虚拟货币交易</p><p>10:05 BTC 突破 98000</p>''')
    honest['d23'] = page('礼品卡 Razer', '''<h1>雷蛇金币 Razer Gold 100 美元</h1><p>￥712</p><p>支付宝 微信</p><button>购买</button>''')
    honest['d24'] = page('求职', '''<h1>诚聘 C2C 电商运营</h1><p>淘宝 C2C 店铺，月薪 8-12K</p><p>熟悉支付宝、直通车</p>''')
    honest['d25'] = page('余额互换', '''<p>花呗、京东白条、微信零钱互换</p><p>支付宝换微信 1:1，手续费 0.5%</p><p>客服微信 hx998</p>''')
    honest['d26'] = page('Crypto.com Visa 评测', '''<article><h1>我用了一年的加密借记卡</h1><p>充值 USDT，绑定微信支付和支付宝，在国内超市也能刷。手续费大概 1%。</p><p>缺点是汇率一般，客服回复慢，年费也涨了。总的来说适合经常出国的人。</p></article>''')
    honest['d27'] = page('企业微信群', '''<p>扫码进群，领 7.2 折券</p><p>支付宝红包天天领</p>''')
    honest['d28'] = page('黄金回收价格表', '''<table><tr><th>品类</th><th>收</th><th>出</th></tr><tr><td>黄金</td><td>548</td><td>576</td></tr><tr><td>白银</td><td>7.05</td><td>7.35</td></tr></table><p>支付宝、微信、银行卡秒结</p>''')
    honest['d29'] = page('美元现钞兑换', '''<h1>美元</h1><p>现钞买入 7.12 现钞卖出 7.24</p><p>可用支付宝付款，到店取钞</p><button>预约兑换</button>''')
    honest['d30'] = page('USDT 审计报告', '''<h1>Tether reserves report Q3</h1><p>Total assets $86.4B, of which T-bills $72.6B.</p><p>Download PDF</p>''')



def set_e(trade, honest):
    trade['e01'] = page('链宝OTC | 安全快捷的数字资产交易', '''<header><img src="logo.png"><ul><li>首页</li><li>我要买</li><li>我要卖</li><li>发布交易</li><li>新手帮助</li></ul></header><h2>在线出售</h2><table><tr><th>用户</th><th>信用</th><th>付款方式</th><th>限额</th><th>价格</th><th></th></tr><tr><td>btc_king</td><td>交易 533 好评 99%</td><td>支付宝</td><td>1000-20000 CNY</td><td>468,120.00 CNY</td><td><a>购买</a></td></tr><tr><td>hello1988</td><td>交易 20 好评 100%</td><td>银行转账</td><td>500-5000 CNY</td><td>469,002.50 CNY</td><td><a>购买</a></td></tr></table><p>当前币种：比特币 BTC</p>''')
    trade['e02'] = page('付款页', '''<h3>请向商家付款</h3><div>应付金额：<b>716.00 CNY</b></div><div>商家昵称：稳赢OTC</div><div>付款方式：<b>支付宝</b></div><div>收款姓名：孙**</div><div>收款账号：139****0088</div><div>购买数量：100 USDT</div><p>付款完成后请上传转账截图</p><input type="file"><button>已完成付款</button>''')
    trade['e03'] = page('Tether Express', '''<h1>Tether Express Guangzhou</h1><p>Sell us your USDT and get yuan on Alipay in minutes.</p><p>Today: 1 USDT = 7.08 yuan</p><p>Minimum 300 USDT. WhatsApp +86 131 0000 0000</p>''')
    trade['e04'] = page('币付通商户平台', '''<h1>一次接入，同时收人民币和USDT</h1><p>用户用支付宝、微信支付人民币，商户后台实时结算 USDT</p><ul><li>汇率 7.3</li><li>T+0</li><li>免签约</li></ul><a>注册商户</a>''')
    trade['e05'] = page('会员充值', '''<p>充值币种：USDT</p><p>选择面额</p><button>100 USDT ￥728</button><button>200 USDT ￥1456</button><button>500 USDT ￥3640</button><p>支付方式</p><button>支付宝</button><button>微信</button>''')
    trade['e06'] = page('OTC 报价单', '''<table><tr><th>档位</th><th>我们卖</th><th>我们买</th></tr><tr><td>1千-1万 USDT</td><td>7.20</td><td>7.08</td></tr><tr><td>1万-10万 USDT</td><td>7.18</td><td>7.10</td></tr></table><p>收付：支付宝、微信、工行、建行</p><p>联系人 阿明 TG @aming_otc</p>''')
    trade['e07'] = page('买卖以太坊', '''<h1>以太坊 ETH 场外</h1><div>买价 25,880 元</div><div>卖价 25,420 元</div><p>微信、支付宝、网银均可</p><button>联系交易员</button>''')
    trade['e08'] = page('购买点卡 - USDT', '''<h2>USDT 充值卡（任意面值）</h2><p>单价：7.36元</p><p>自动发送到您填写的 TRC20 地址</p><input placeholder="TRC20 地址"><input placeholder="数量"><p>[支付宝] [微信]</p><button>结算</button>''')
    trade['e09'] = page('发单广场', '''<div>【求购】5000U 价格7.12 支付宝 急</div><div>【出售】800U 价格7.19 微信</div><div>【出售】20000U 价格7.17 银行卡 面交</div><a>我要发单</a>''')
    trade['e10'] = page('正在支付', '''<script>location.href="weixin://wxpay/bizpayurl?pr=a1B2c3D4"</script><h2>微信支付</h2><p>商品：BTC 0.005</p><p>金额：￥3,520.00</p>''')
    trade['e11'] = page('安心换币', '''<h1>安心换币</h1><p>第一步：输入数量　第二步：扫码支付（支付宝/微信）　第三步：收币</p><p>支持 USDT、USDC、BTC、ETH、TRX</p><input placeholder="数量"><select><option>USDT</option><option>BTC</option></select><button>下一步</button>''')
    trade['e12'] = page('卖家中心', '''<p>您的订单 #771 买家已付款，请核对支付宝到账 ￥2,151.00 后放行 300 USDT</p><button>确认放行</button><button>申诉</button>''')
    trade['e13'] = page('Crypto ⇄ CNY', '''<h1>Crypto ⇄ CNY exchange</h1><div>Give: BTC, ETH, USDT</div><div>Get: Alipay CNY, WeChat CNY, Union Pay card</div><div>Rate updates every minute</div><button>Exchange</button>''')
    trade['e14'] = page('红包换币', '''<p>支付宝口令红包换 TRX、USDT</p><p>10元起，自动识别口令，2 分钟内上链</p><input placeholder="口令"><input placeholder="TRC20 钱包地址"><button>兑换</button>''')
    trade['e15'] = page('矿池出币', '''<h1>矿池直供 FIL / BTC / ETH</h1><p>FIL 32 元/枚，BTC 按币安价 99 折</p><p>接受支付宝、对公转账，先款后币</p><p>微信：kuangchi01</p>''')
    trade['e16'] = page('数字货币兑换亭', '''<h2>兑换亭</h2><table><tr><th></th><th>买入</th><th>卖出</th></tr><tr><td>USDT/CNY</td><td>7.06</td><td>7.21</td></tr><tr><td>USDT/HKD</td><td>7.78</td><td>7.86</td></tr></table><p>可收支付宝、微信、八达通</p>''')
    trade['e17'] = page('Pay', '''<form id="pay" action="/submit.php" method="post"><input type="hidden" name="pid" value="1001"><input type="hidden" name="type" value="wxpay"><input type="hidden" name="out_trade_no" value="U1"><input type="hidden" name="name" value="100U"><input type="hidden" name="money" value="725.00"><input type="hidden" name="notify_url" value="https://u.example/n"><input type="hidden" name="sign" value="a"></form><p>购买 100U，跳转微信支付中</p>''')
    trade['e18'] = page('TRX商店', '''<div class="card"><h3>100 TRX</h3><p>￥96</p><button>购买</button></div><div class="card"><h3>1000 TRX</h3><p>￥950</p><button>购买</button></div><p>微信 / 支付宝</p>''')
    trade['e19'] = page('币商招募', '''<h1>招募币商</h1><p>提供支付宝、银行卡收款，平台派单卖 USDT，单日流水返 0.8%</p><button>加入我们</button>''')
    trade['e20'] = page('Vnđ - USDT - CNY', '''<h1>Đổi USDT sang Alipay</h1><p>Tỷ giá hôm nay: 1 USDT = 7,05 tệ</p><p>Nạp tiền vào Alipay trong 5 phút</p><p>Zalo: 0900 000 000</p>''')
    honest['e01'] = page('奶茶店', '''<h1>一点点奶茶</h1><p>波霸奶茶 ￥13</p><p>支付宝微信扫码点单</p>''')
    honest['e02'] = page('快递寄件', '''<h1>寄快递</h1><p>首重 ￥12</p><p>支付：支付宝、微信</p><button>下单</button>''')
    honest['e03'] = page('USDT 支付插件 for WHMCS', '''<h1>WHMCS USDT Gateway</h1><p>Accept TRC20 USDT in your WHMCS. Works next to Alipay and WeChat modules.</p><p>$49 one time</p><button>Buy license</button>''')
    honest['e04'] = page('账户余额', '''<p>余额 120.50 元</p><p>充值方式：支付宝 / 微信 / USDT</p><p>充值 USDT：1 USDT = 7.1 元余额，自动到账</p><button>充值</button>''')
    honest['e05'] = page('纪念币预约', '''<h1>2024 龙年纪念币预约兑换</h1><p>每人限额 20 枚</p><p>工商银行、农业银行网点办理</p><button>立即预约</button>''')
    honest['e06'] = page('游戏道具 寄售', '''<p>出售 屠龙刀 ￥720</p><p>求购 麻痹戒指 ￥500</p><p>支付宝担保</p><button>我要买</button><button>我要卖</button>''')
    honest['e07'] = page('基金定投', '''<p>买入费率 0.12%</p><button>买入</button><p>余额宝、银行卡付款</p>''')
    honest['e08'] = page('Bitcoin magazine subscribe', '''<h1>Subscribe</h1><p>Print $59/yr, digital $19/yr</p><p>Pay by card, Alipay, or bitcoin.</p><button>Subscribe</button>''')
    honest['e09'] = page('比特币新闻', '''<article><h1>香港一男子线下交易USDT遭抢</h1><p>警方称，事主昨日在旺角一写字楼以现金交易 50 万 USDT 时遭三人抢劫。</p><p>嫌犯此前要求改用支付宝付款，被事主拒绝。</p></article>''')
    honest['e10'] = page('跨境汇款', '''<h1>Send money to Alipay</h1><p>1 USD = 7.14 CNY, fee $2.99</p><button>Get started</button><p>Delivered to Alipay or bank card in minutes</p>''')
    honest['e11'] = page('充值话费', '''<p>100 元话费 ￥98.8</p><p>支付宝 微信</p><button>立即充值</button>''')
    honest['e12'] = page('节点机场', '''<p>VIP1 ￥12/月</p><p>支付宝、微信、USDT、TRX</p><button>购买</button>''')
    honest['e13'] = page('智能合约审计', '''<h1>智能合约安全审计</h1><p>ERC20/TRC20 合约 ￥8,000 起</p><p>对公转账、支付宝、USDT 均可</p>''')
    honest['e14'] = page('U卡测评', '''<article><h1>五款虚拟信用卡横评</h1><p>开卡费 10 美元，充值手续费 1.5%，支持绑定支付宝、微信消费。</p><p>注意风控，别绑主号。</p></article>''')
    honest['e15'] = page('家政', '''<p>保洁 4 小时 ￥160</p><p>微信支付宝付款</p><button>预约</button>''')
    honest['e16'] = page('TokenPocket 帮助', '''<h1>如何收款</h1><p>点击“收款”，出示二维码或复制地址。请确认转账网络一致。</p><p>客服不会索要助记词。</p>''')
    honest['e17'] = page('点券交易', '''<table><tr><th>卖家</th><th>比例</th><th>库存</th></tr><tr><td>阿杰</td><td>1:7.2</td><td>5000</td></tr><tr><td>小明</td><td>1:7.3</td><td>20000</td></tr></table><p>支付宝 微信</p><button>购买</button>''')
    honest['e18'] = page('油价', '''<p>92# 7.05 元/升　95# 7.51 元/升</p><p>加油支持支付宝、微信、云闪付</p>''')
    honest['e19'] = page('区块链发票', '''<h1>区块链电子发票</h1><p>支付后自动开具，微信卡包查看</p>''')
    honest['e20'] = page('数字资产遗产继承', '''<article><h1>比特币可以继承吗？律师解读</h1><p>法院认为，比特币具有财产属性，可以作为遗产。但买卖行为不受保护。</p><p>咨询费 ￥299，支付宝、微信均可付款。</p></article>''')


def write(folder):
    for make in (set_a, set_b, set_c, set_d, set_e):
        make(PAGES["trade"], PAGES["honest"])
    saved_pages.write(folder, PAGES["trade"], PAGES["honest"])


if __name__ == "__main__":
    write(sys.argv[1])
