"""A second set of pages, written by somebody who had not read the scanner's words: other wording, other languages' mirrors,
other templates; and for each an honest twin. They measure, they are not what the scanner was built on.

    python3 twin_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html. Everything in them is invented.
"""

import sys

import saved_pages

ALIPAY = "https://qr.alipay.com/fkx18820twin0a1b2c3d4e"
WECHAT = "wxp://f2f0TwinPageCode0123456789abcdefgh"
USDT_TRC = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"


def html(title, body, lang="zh", head=""):
    return (f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
            f"<body>{body}</body></html>")


def rows(template, items):
    return "".join(template.format(*item) for item in items)


OFFERS = [("阿强数字", "7.11", "300", "20000"), ("小鹿兑换", "7.12", "500", "48000"), ("顺达", "7.09", "1000", "90000"),
          ("晨曦", "7.13", "200", "9900")]

TRADE = {
    # The words of a counter: exchange, settle, in and out of gold.
    "exchange-counter": html("泰达币兑换人民币", "<h1>泰达币兑换</h1><p>今日汇率</p><table><tr><td>收U</td><td>7.08</td></tr><tr><td>出U</td><td>7.15</td></tr></table>"
                             "<p>最低100U起换，秒到账</p><ul><li>支付宝收款</li><li>微信收款</li><li>网银转账</li></ul><button>立即兑换</button><p>客服 telegram: @udesk_one</p>"),
    "otc-desk-en": html("Desk for CNY", "<h1>Cash in, coins out</h1><table><tr><th>Asset</th><th>We sell</th><th>We buy</th></tr><tr><td>USDT (TRC20)</td><td>7.16</td><td>7.05</td></tr>"
                        "<tr><td>BTC</td><td>682,000</td><td>671,500</td></tr></table><p>Min 500 CNY, max 50,000 CNY per order.</p><div><span>Alipay</span> <span>WeChat Pay</span> <span>Bank card</span></div><button>Place order</button>"
                        f"<p>Scan and pay, coins arrive in 10 minutes.</p><a href='{ALIPAY}'>Pay with Alipay</a>", "en"),
    "traditional-tw": html("泰達幣買賣", "<h2>泰達幣即時買賣</h2>" + rows("<div class=o><b>{0}</b><span>單價 {1} 人民幣</span><span>限額 {2} - {3}</span><i>支付寶</i><i>銀聯</i><button>我要購買</button></div>", OFFERS)
                           + "<p>完成付款後點擊「我已付款」，賣家放行 USDT</p>"),
    "korean": html("위안화로 테더 구매", "<h1>테더(USDT) 구매</h1>" + rows("<li>{0} — {1} CNY / USDT · 한도 {2}~{3} CNY · <span>Alipay</span> <span>WeChat Pay</span> <button>구매</button></li>", OFFERS), "ko"),
    "japanese": html("人民元でUSDTを買う", "<h1>USDT販売</h1>" + rows("<tr><td>{0}</td><td>{1} 元</td><td>{2}〜{3} 元</td><td>Alipay</td><td>WeChat Pay</td><td><button>購入する</button></td></tr>", OFFERS), "ja"),
    "vietnamese": html("Mua bán USDT bằng NDT", "<h1>Mua USDT</h1>" + rows("<div>{0} <b>{1} CNY</b> giới hạn {2}-{3} CNY <span>Alipay</span><span>WeChat</span><span>Thẻ ngân hàng</span><button>Mua USDT</button></div>", OFFERS), "vi"),
    "russian": html("Купить USDT за юани", "<h1>Обмен юаней на USDT</h1>" + rows("<tr><td>{0}</td><td>{1} CNY</td><td>лимит {2} - {3} CNY</td><td>Alipay</td><td>WeChat Pay</td><td><button>Купить USDT</button></td></tr>", OFFERS), "ru"),
    "acceptor": html("承兑大厅", "<nav>大厅 订单 我的</nav><h3>承兑商报价</h3>" + rows("<section><p>{0}</p><p>¥{1}</p><p>{2}-{3}元</p><p><img src=zfb.png alt=支付宝><img src=wx.png alt=微信></p><a>向TA买</a><a>卖给TA</a></section>", OFFERS)
                     + "<footer>币种：USDT　结算：T+0</footer>"),
    "order-page": html("订单 #88213", f"<h2>待付款</h2><p>请在 14:59 内转账 <b>3553.02</b> 元</p><p>购买数量 500 USDT</p><p>单价 7.106 元</p><p>收款人 张*</p><p>支付宝扫码</p><a href='{ALIPAY}'>打开支付宝</a>"
                       "<button>我已完成转账</button><button>取消订单</button><p>请勿备注任何与币有关的字样</p>"),
    "recharge-form": html("充值", "<h1>充值 USDT</h1><form action='https://pay.fast88.example/submit.php' method=post><input name=pid value=2031><input name=type value=alipay>"
                          "<input name=out_trade_no value=77120><input name=notify_url value=x><input name=name value='USDT充值'><input name=money value=710.00><input name=sign value=aa><button>提交</button></form>"),
    "telegram-card": html("老狼U店", f"<div class=card><img src=logo.png><h2>老狼U店</h2><p>长期大量出U 收U</p><p>价格美丽 诚信第一</p><p>付款：支付宝/微信/银行卡</p><p>TRC20 地址 {USDT_TRC}</p><a href='https://t.me/laolang_u'>联系我</a></div>"),
    "running-points": html("抢单平台", "<h1>跑分抢单 日结</h1><p>上传收款码，抢单赚佣金，U结算</p><ul><li>支付宝码</li><li>微信码</li><li>银行卡</li></ul><p>保证金 1000 USDT 起，佣金 1.2%</p><button>上传我的收款码</button><button>提现USDT</button>"),
    "bitcoin-local": html("同城比特币", "<h1>同城比特币交易</h1>" + rows("<div>{0} 出售比特币 报价 {1}00 元 起购 {2} 元 上限 {3} 元 支付宝 银行转账 <a>购买</a></div>", OFFERS)),
    "gift-card-wash": html("卡券换币", "<h1>礼品卡 换 USDT</h1><p>京东卡 苹果卡 回收 95折</p><table><tr><td>USDT</td><td>6.98元</td><td><button>卖出</button></td></tr></table><p>也可支付宝、微信直接购买 USDT</p><button>购买USDT</button>"),
    "casino-cashier": html("快速存款", "<h2>选择存款方式</h2><ul><li>支付宝</li><li>微信</li><li>银联</li><li>USDT</li></ul><p>购买USDT教程：点击买币，选择商家，付款后自动上分</p><button>去买币</button><p>参考价 1 USDT = 7.12 CNY</p><p>单笔 100 - 50000</p>"),
    "icon-only": html("U", "".join(f"<div><img src=a/alipay.svg><img src=a/wechat.svg><b>{p}</b><small>{lo}–{hi}</small><button>买U</button></div>" for _, p, lo, hi in OFFERS) + "<h5>USDT</h5>"),
    "wholesale": html("大宗OTC", "<h1>大宗交易 · 100万U起</h1><p>报价：7.101（T+0）　7.098（T+1）</p><p>可走对公、个人卡、支付宝企业版</p><p>担保：火币/欧易商家认证</p><button>询价</button><button>锁价下单</button>"),
    "app-landing": html("U钱包", "<h1>一键买币</h1><p>支持支付宝、微信、云闪付</p><p>输入金额 ¥ <input value=1000></p><p>预计得到 140.65 USDT（7.11 元/U）</p><button>下一步</button>"),
    "script-json": html("行情", "<div id=a></div><script>var d={coin:'USDT',list:[{nick:'A商',price:'7.12',min:500,max:20000,payways:['alipay','wxpay','bank']},{nick:'B商',price:'7.10',min:100,max:9000,payways:['alipay']}],btn:'购买'}</script>"),
    "cny-erc20": html("Buy ETH with RMB", "<h1>Ethereum, paid in RMB</h1><p>Rate: 1 ETH = 24,310 CNY</p><p>Pay to our Alipay or UnionPay card, ETH is sent to your wallet.</p><label>Your ETH address</label><input><label>Amount (CNY)</label><input><button>Buy ETH</button><img alt='Alipay' src=ali.png>", "en"),
    "wechat-mini": html("小程序买币", f"<h3>USDT 自助售卖</h3><p>今日 7.14</p><p>100U 714元</p><p>200U 1428元</p><p>500U 3570元</p><p>长按识别微信收款码</p><a href='{WECHAT}'>微信付款</a><p>付款后发送地址给客服</p>"),
    "thai": html("ซื้อ USDT ด้วยหยวน", "<h1>ซื้อขาย USDT</h1>" + rows("<div>{0} {1} CNY ขั้นต่ำ {2} สูงสุด {3} <i>Alipay</i> <i>WeChat Pay</i> <button>ซื้อ USDT</button></div>", OFFERS), "th"),
    "spanish": html("Compra USDT con yuanes", "<h1>Comprar USDT</h1>" + rows("<div>{0} {1} CNY límite {2}-{3} CNY <i>Alipay</i> <i>WeChat Pay</i> <button>Comprar USDT</button></div>", OFFERS), "es"),
    "dealer-shop": html("数字商城", "<h1>USDT 商品</h1><div class=goods><h3>100 USDT</h3><p>¥712.00</p><button>立即购买</button></div><div class=goods><h3>500 USDT</h3><p>¥3555.00</p><button>立即购买</button></div><p>支付方式</p><label><input type=radio>支付宝</label><label><input type=radio>微信支付</label>"),
}

NEWS_BODY = ("<p>据媒体报道，监管部门近日通报了一起利用虚拟货币转移资金的案件。嫌疑人通过社交群组招揽客户，以支付宝、微信收款后，将泰达币转入境外钱包。"
             "办案人员表示，参与此类交易的个人账户可能被冻结。专家提醒，任何机构不得开展与虚拟货币相关的业务。</p>"
             "<p>记者了解到，涉案金额超过两千万元，已有十一人被采取强制措施。案件正在进一步办理中。</p>")

HONEST = {
    "tip-crypto": html("支持本项目", f"<h1>请作者喝杯咖啡</h1><p>如果这个软件对你有帮助，欢迎打赏。</p><a href='{ALIPAY}'>支付宝</a><a href='{WECHAT}'>微信</a><p>USDT (TRC20): {USDT_TRC}</p><p>感谢每一位支持者！</p>"),
    "tip-crypto-en": html("Donate", f"<h1>Buy me a coffee</h1><p>This library is free. If you like it, you can donate.</p><a href='{ALIPAY}'>Alipay</a><p>BTC: 1BoatSLRHtKNngkdXEeobR76b53LETtpyT</p><p>USDT: {USDT_TRC}</p>", "en"),
    "news-case": html("利用泰达币转移资金 十一人被查", "<article><h1>利用泰达币转移资金 十一人被查</h1>" + NEWS_BODY + f"</article><footer>打赏本文作者 <a href='{ALIPAY}'>支付宝</a> 责任编辑：李</footer>"),
    "news-price": html("比特币突破七十万元", "<article><h1>比特币突破七十万元</h1><p>比特币价格周三上涨，折合人民币约七十万元一枚。分析师认为，机构资金是主要推手。以太坊同期上涨百分之三，USDT 场外溢价约百分之一。</p>" + NEWS_BODY + "</article><p>订阅会员 ¥19/月 支付宝 微信支付</p>"),
    "wallet-help": html("如何接收 USDT", "<h1>帮助中心</h1><h2>如何接收 USDT</h2><p>打开钱包，点击“收款”，复制地址并发送给对方。请确认网络为 TRC20。</p><h2>如何发送</h2><p>点击“转账”，粘贴地址，输入数量，确认矿工费。</p><h2>安全</h2><p>我们不会要求你通过支付宝或微信付款。</p>"),
    "hardware-wallet": html("硬件钱包商店", "<h1>冷钱包 Pro</h1><p>支持 BTC、ETH、USDT 等 2000 种资产</p><p>¥599.00</p><button>加入购物车</button><p>支付宝 微信支付 花呗</p><p>顺丰包邮 七天无理由退货 商品评价 231</p>"),
    "miner-shop": html("矿机商城", "<h1>矿机 S21 Pro</h1><p>算力 234T 功耗 3510W</p><p>¥26,800</p><button>立即购买</button><p>对公转账 支付宝</p><p>质保一年 现货 次日发货 购物车</p>"),
    "book-shop": html("精通比特币 图书", "<h1>精通比特币（第三版）</h1><p>作者：安东诺普洛斯</p><p>定价 ¥128.00</p><button>加入购物车</button><p>支付方式：支付宝、微信支付、货到付款</p><p>运费 商品详情 评价</p>"),
    "game-gold": html("游戏金币交易", "<h1>魔兽金币</h1><p>1元=1320金</p><p>库存 2,300,000 金</p><button>立即购买</button><p>支付宝 微信支付</p><p>卖家信誉 99%，邮寄到账</p>"),
    "fx-bank": html("外汇牌价", "<h1>外汇牌价</h1><table><tr><th>货币</th><th>现汇买入价</th><th>现汇卖出价</th></tr><tr><td>美元 USD</td><td>712.05</td><td>715.06</td></tr><tr><td>港币 HKD</td><td>91.2</td><td>91.6</td></tr></table><p>购汇 结汇 银行卡</p>"),
    "ecny": html("数字人民币红包", "<h1>数字人民币</h1><p>打开数字人民币 App，领取红包，在商户扫码付款。</p><ul><li>支付宝</li><li>微信</li><li>银行卡充钱包</li></ul><button>立即领取</button>"),
    "exchange-notice": html("关于终止服务的公告", "<h1>公告</h1><p>本平台已于 2021 年停止为中国大陆用户提供法币交易（C2C）服务，不再支持支付宝、微信、银行卡。请您尽快将 USDT、BTC 等资产提取至个人钱包。</p><p>客服邮箱 help@venue.example</p>"),
    "tax-guide": html("Crypto tax guide", "<h1>How crypto is taxed</h1><p>If you buy bitcoin and sell it later, the gain may be taxable. Keep records of each purchase: the date, the price in CNY or USD, the fee. Payment by Alipay or bank transfer leaves a record that you can export.</p><p>This is no advice.</p>", "en"),
    "charity": html("救助流浪动物", f"<h1>捐款</h1><p>您的每一笔善款都将公示。</p><a href='{ALIPAY}'>支付宝捐款</a><p>BTC 捐款 1BoatSLRHtKNngkdXEeobR76b53LETtpyT</p><p>公益机构登记号 5310</p>"),
    "vpn-shop": html("网络加速套餐", "<h1>选择套餐</h1><p>月付 ¥20　年付 ¥180</p><label>支付宝</label><label>微信支付</label><label>USDT</label><button>立即订阅</button><p>支持 5 台设备 退款保证</p>"),
    "hosting": html("Server rental", "<h1>VPS plans</h1><p>2 cores, 4 GB, 79 CNY per month</p><button>Order now</button><p>We accept Alipay, WeChat Pay, cards, BTC and USDT.</p><p>Refund within 7 days. Terms of service.</p>", "en"),
    "tea": html("茶庄", f"<h1>新茶上市</h1><p>明前龙井 ¥268/斤</p><button>购买</button><a href='{ALIPAY}'>支付宝付款</a><p>包邮</p>"),
    "usb": html("U盘批发", "<h1>U盘 批发 出售</h1><p>64G U盘 ¥18 100个起 价格优惠</p><button>立即购买</button><p>支付宝 微信 银行卡</p>"),
    "eth-cable": html("ETH 网线", "<h1>ETH 六类网线</h1><p>5 米 ¥12.80</p><button>购买</button><p>支付宝 微信支付 购物车 包邮</p>"),
    "steam-cards": html("点卡充值", "<h1>Steam 充值卡</h1><p>100 元面值 ¥98.50</p><button>立即购买</button><label>支付宝</label><label>微信</label><p>自动发货 24 小时</p>"),
    "course": html("区块链课程", "<h1>区块链开发入门</h1><p>Solidity、以太坊、智能合约，共 42 讲</p><p>¥399</p><button>立即报名</button><p>支付宝 微信支付</p><p>讲师介绍 课程大纲 学员评价</p>"),
    "forum": html("请教：买币会被冻卡吗", "<h1>请教：买币会被冻卡吗</h1><p>楼主：前天在某交易所 C2C 买了点 USDT，支付宝付的款，第二天银行卡就被冻结了，有人遇到过吗？</p><p>2楼：我也是，去派出所做了笔录，三天后解冻。</p><p>3楼：别碰这个，收到黑钱很麻烦。</p><a>回复</a><a>收藏</a>"),
    "police": html("警惕跑分陷阱", "<h1>警惕“跑分”陷阱</h1><p>近期，有不法分子以“出租收款码、日赚百元”为诱饵，诱骗群众提供支付宝、微信收款码，为网络赌博和虚拟货币交易转移资金。出租、出借支付账户属违法行为。</p><p>反诈专线 96110</p>"),
    "explorer": html("Tx 0x9a", f"<h1>Transaction</h1><table><tr><td>To</td><td>{USDT_TRC}</td></tr><tr><td>Value</td><td>500 USDT ($500.00)</td></tr><tr><td>Status</td><td>Success</td></tr></table>", "en"),
    "market-cap": html("行情", "<table><tr><td>BTC</td><td>¥682,310</td><td>+1.2%</td></tr><tr><td>ETH</td><td>¥24,310</td><td>-0.3%</td></tr><tr><td>USDT</td><td>¥7.11</td><td>0.0%</td></tr></table><p>会员去广告 ¥6/月</p><label>支付宝</label>"),
    "crowd-rent": html("合租收款", f"<h1>本月房租分摊</h1><p>每人 ¥1,850.00</p><a href='{WECHAT}'>微信付款</a><p>水电 ¥73.20</p>"),
    "cinema": html("购票", "<h1>选座购票</h1><p>2 张 ¥89.80</p><button>去支付</button><p>支付宝 微信支付 云闪付</p>"),
    "pos-dealer": html("收款码牌", "<h1>聚合收款码牌</h1><p>一码支持支付宝、微信、云闪付，费率 0.38%</p><button>申请开户</button><p>营业执照 实名 对公结算</p>"),
    "gold": html("黄金回收", "<h1>今日金价</h1><p>回收 612 元/克　出售 628 元/克</p><p>支付宝、微信、现金</p><button>预约</button>"),
    "points": html("积分商城", "<h1>积分兑换</h1><p>1000 币 = 10 元话费</p><button>立即兑换</button><p>支付宝红包 微信立减金</p>"),
    "carbon": html("Carbon credits", "<h1>Buy carbon credits</h1><p>1 tonne = 58 CNY</p><button>Buy now</button><p>Alipay, WeChat Pay, bank transfer</p>", "en"),
    "academic": html("稳定币研究", "<h1>稳定币与支付体系</h1><p>摘要：本文研究 USDT 等稳定币在跨境支付中的作用，并与支付宝、微信支付等第三方支付工具比较。结果表明，稳定币的场外价格与离岸人民币汇率高度相关。</p><p>关键词：稳定币；支付；汇率</p>"),
}


if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
