"""Pages whose coin no word names: a sign, a picture, an address, a shortened key; with shops, tickers, donations and
converters beside them that have the same parts. The rules were widened with them in view. Everything in them is
invented.

    python3 silent_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page

CODE = "https://qr.alipay.com/fkx18silent0a1b2c3d4e5"
WECHAT = "wxp://f2f0silentAbCdEfGhIjKlMnOpQrStUvWx"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
LINK = f'<a href="{CODE}">&nbsp;</a>'


def shell(title, script, kind=""):
    return (f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><div id=root></div><script{kind}>{script}</script></body></html>")


JSON = ' type="application/json"'

TRADE = {
    "sign-title": page("¥ ⇄ ₿", LINK, BITCOIN, lang="en"),
    "sign-heading": page("exchange", "<h1>₮ → ¥</h1>", LINK, lang="en"),
    "sign-picture-letters": page("💴🔄₮", "<p>7.21 / 7.09</p>", LINK),
    "sign-ways": page("24/7", "<h2>¥ in, ₮ out</h2>", "Alipay", "WeChat Pay", lang="en"),
    "sign-han": page("₮换¥", "支付宝 / 微信", "7×24"),
    "sign-price": page("desk", "₮ 7.19", "<button>支付宝</button>", "<button>微信</button>"),
    "picture-each-way": page("柜台", '<img src="/img/usdt.png"><b>7.16</b><img src="/img/zfb.png"><img src="/img/wx.png">',
                             "<button>买入</button>", "<button>卖出</button>"),
    "picture-drawn": page("大厅", '<svg><use href="#coin-usdt"/></svg><em>7.22</em><svg><use href="#pay-alipay"/></svg>'
                          '<svg><use href="#pay-wx"/></svg>', "<button>买</button>", "<button>卖</button>"),
    "picture-rows": page("list", *(f'<div><i class="ic ic-usdt"></i><b>{price}</b><i class="ic ic-alipay"></i>'
                                   "<i class='ic ic-weixin'></i><button>购买</button></div>" for price in ("7.18", "7.2", "7.23"))),
    "picture-order": page("#88120", '<i class="coin-usdt"></i>', "500 × 7.18 = 3590.00", '<i class="pay alipay"></i>',
                          '<i class="pay wx"></i>', "139****2210", "<button>我已付款</button>"),
    "address-rate": page("rate", TRON, "1 = 7.06", "Alipay", "WeChat Pay", lang="en"),
    "address-button": page("换", LINK, TRON, "7.14", "<button>立即兑换</button>"),
    "data-rows": page("offers", *(f'<div data-asset="USDT" data-unit="{price}" data-methods="{ways}">'
                                  "<a href='/o'>Open</a></div>"
                                  for price, ways in (("7.17", "alipay"), ("7.19", "alipay,wechat"), ("7.2", "wechat"))),
                      lang="en"),
    "data-side": page("offer", '<li data-c="USDT" data-side="sell" data-p="7.24" data-w="alipay,wxpay">-</li>', lang="en"),
    "form": page("兑换", "<form><select><option>支付宝</option><option>微信</option></select>"
                 '<input placeholder="数量"><input placeholder="USDT-TRC20 地址"><button>下一步</button></form>', LINK),
    "sum-of-letters": page("卖U", "200U / 1436.00", LINK),
    "letter-goods": page("U卡", "<h3>100U 充值卡密</h3>", "¥724", "<button>支付宝</button>", "<button>立即购买</button>"),
    "pieces": page("出", "出 800 个", "7.19", "USDT", "微信支付", "支付宝"),
    "data-order": shell("pay", '{"o":{"id":"9","asset":"USDT","amount":"300","unitPrice":"7.22","total":"2166.00",'
                        f'"receiver":{{"kind":"alipay","code":"{CODE}"}}}}}}', JSON),
    "data-both-ways": shell("desk", f'window.D={{desk:{{coin:"usdt",buy:{{price:"7.20"}},sell:{{price:"7.08"}},'
                            f'ways:[{{t:"wx",u:"{WECHAT}"}}]}}}}'),
    "data-short-keys": shell("c2c", 'self.__q=[{u:"阿成",c:"USDT",p:7.19,a:300,b:8000,m:["支付宝","微信"]},'
                             '{u:"海棠",c:"USDT",p:7.2,a:1000,b:60000,m:["支付宝"]}]'),
    "data-side-of-order": shell("order", '{"tradeType":"BUY","coinName":"USDT","price":7.18,"num":80,'
                                f'"pay":[{{"type":"zfb","qr":"{CODE}"}}]}}', JSON),
    "data-in-a-string": shell("app", r'window.s=JSON.parse("{\"list\":[{\"coin\":\"USDT\",\"price\":\"7.23\",'
                              r'\"min\":\"100\",\"max\":\"5000\",\"pay\":\"alipay,wechat\"}]}")'),
    "terms-written-out": page("USDT 櫃台", "<h1>尖沙咀 USDT 兌換櫃台</h1>", "今日報價　買入 7.11　賣出 7.19（RMB/USDT）",
                              "本櫃台接受支付寶、微信支付及現金，歡迎親臨或網上落單。",
                              "網上落單請先填寫數量，掃碼以支付寶付款後，USDT 即時轉到閣下的錢包。", LINK),
    "unit-row-by-row": page("快捷区", "<h1>快捷区</h1>", "自选区", "我要买", "单价", "限额", "商户 甲", "￥7.18 /XQ", "商户 乙", "￥7.19 /XQ",
                            "商户 丙", "￥7.21 /XQ", "支付宝", "银行卡"),
    "unit-of-a-column": page("订单", "买家", "卖家", "交易数量(XQB)", "300.00", "交易总价(CNY)", "2154.00", "交易单价", "7.18",
                             "支付方式：支付宝", "支付账号：13900000000", "付款凭证"),
}

HONEST = {
    "manual-of-a-gateway": page("网关", "<h1>usdt 网关</h1>", "TRC20 充值", "多地址收币，接口下单，异步通知", "<h2>提币归集，自动转币</h2>",
                                "<h2>个码</h2>", "支付宝", "微信", "云闪付", "支持 SDK", "支付金额"),
    "unit-of-weight": page("现货", "单价", "限额", "卖家", "买家", "￥7.18 /KG", "￥7.19 /KG", "￥7.21 /KG", "支付宝", "银行卡"),
    "unit-of-a-market": page("钢材", "买家", "卖家", "交易数量(MT)", "300.00", "交易总价(CNY)", "2154.00", "交易单价", "7.18",
                             "支付方式：支付宝"),
    "togrog-shop": page("Дэлгүүр", "<h1>Ноолуур</h1>", "₮ 89,000 → ¥185", "Alipay", "WeChat Pay", lang="mn"),
    "togrog-rate": page("MNT", "<h1>₮ → ¥</h1>", "1 ¥ = 480 ₮ (MNT)", LINK, lang="mn"),
    "sign-tips": page("Tips", "<h1>Buy me a tea</h1>", "¥", LINK, "₿", BITCOIN, lang="en"),
    "sign-converter": page("汇率换算", "<h1>¥ → ₿ 换算器</h1>", "¥100 = 0.00021 ₿", "打赏作者", LINK),
    "sign-news": page("₿ 跌破 ¥47 万", "<h1>₿ 跌破 ¥47 万，市场情绪转冷</h1>",
                      "周三，比特币价格回落，多家机构认为短期仍有压力，投资者应当谨慎对待相关资产的波动。",
                      "业内人士表示，监管部门再次提示风险，支付宝与微信支付均不支持此类交易。", LINK),
    "icons-of-a-shop": page("杯子", "陶瓷杯", "7.20", "<button>购买</button>",
                            '<img src="alipay.png"><img src="wx.png"><img src="usdt.png">'),
    "icons-of-a-plan": page("月卡", "7.20", "<button>购买</button>", '<i class="pay-alipay"></i><i class="pay-usdt"></i>'),
    "icons-of-gifts": page("礼品", "7.20", "<button>兑换</button>",
                           '<i class="pay-alipay"></i><i class="pay-wx"></i><i class="pay-usdt"></i>'),
    "icons-of-many-goods": page("小店", *(f'<div><b>{price}</b><button>购买</button></div>' for price in ("7.18", "7.20")),
                                '<div><img src="alipay.svg"><img src="usdt.svg"><img src="trc20.svg"></div>'),
    "two-ways-to-pay": page("收银台", "7.20", LINK, f'<img src="trc20.png">{TRON}', "<button>已付款</button>"),
    "ways-and-rate": page("付款", "订单 ¥72.00", "支付宝", LINK, "USDT（TRC20）", TRON, "1 USDT = 7.20", "<button>我已付款</button>"),
    "wallet-and-tips": page("Thanks", "<h1>Tip jar</h1>", "Alipay", LINK, TRON, "1 = 7.20", lang="en"),
    "order-of-tea": page("订单", "30 × 7.20 = 216.00", "滇红茶包", '<i class="pay alipay"></i>', '<i class="pay wx"></i>'),
    "dollar-desk": page("外币", '<img src="usd.png"><b>7.18</b><img src="alipay.png">', "<button>买入</button>",
                        "<button>卖出</button>"),
    "fund-desk": page("货币基金", "7.1832", "<button>买入</button>", "<button>卖出</button>", "支付宝", "微信"),
    "points-form": page("积分兑换", "<form><button>兑换</button><select><option>支付宝</option><option>USDT</option></select>"
                        '<input placeholder="数量"><input placeholder="USDT-TRC20 地址"></form>'),
    "payout-form": page("收款设置", "<form><select><option>支付宝</option><option>USDT</option></select>"
                        '<input placeholder="支付宝账号"><input placeholder="TRC20 地址"><button>保存</button></form>'),
    "letters-of-racks": page("托管", "<h3>42U 机柜</h3>", "¥300", "<button>支付宝</button>", "<button>立即购买</button>"),
    "letters-of-drives": page("U盘", "<h3>64G U盘 10 个</h3>", "¥72", "<button>支付宝</button>", "<button>立即购买</button>"),
    "letters-won": page("活动", "<h3>充值送 50U 红包</h3>", "¥360", "<button>支付宝</button>", "<button>立即购买</button>"),
    "pieces-of-soap": page("出", "出 60 个", "手工皂", "7.20", "支付宝", "微信"),
    "data-ticker": shell("行情", '{"coin":"USDT","buyPrice":7.2,"sellPrice":7.19,"change":-0.1,"donate":'
                         f'{{"alipay":"{CODE}"}}}}', JSON),
    "data-shop-in-coins": shell("shop", '{"sku":"cup","currency":"USDT","price":"7.20","qty":"10","total":"72.00",'
                                '"pay":["alipay","wechat","usdt"]}', JSON),
    "data-cashier": shell("pay", '{"goods":"会员","amount":"72.00","coin":"USDT","rate":"7.20","coinAmount":"10.00",'
                          f'"ways":[{{"t":"alipay","u":"{CODE}"}}]}}', JSON),
    "data-channels": shell("top up", '{"channels":[{"k":"alipay","min":100,"max":5000,"fee":0.6},{"k":"usdt","min":100,'
                           '"max":50000,"rate":7.2}],"goods":"点券"}', JSON),
    "data-plans": shell("plans", '{"list":[{"n":"月付","p":7.2,"a":100,"b":1000,"m":["支付宝","微信","USDT"]}]}', JSON),
    "data-news": shell("news", '{"quotes":[{"symbol":"USDT","price":7.19,"fiat":"CNY"}],"share":["wechat","weibo"],'
                       f'"author":{{"reward":"{WECHAT}"}}}}', JSON),
    "data-portfolio": shell("记账", '{"trades":[{"side":"buy","coin":"USDT","price":7.18,"num":300,"total":2154}],'
                            '"t":["记账","持仓成本","盈亏"],"plan":{"pay":"wechat"}}', JSON),
    "sample-of-an-interface": page("API 文档", "<h1>查询订单</h1>", "返回示例如下，字段说明见附录，签名方法见首页的说明文档。",
                                   '<pre>{"asset":"USDT","price":"7.20","amount":"100","total":"720.00","payType":"alipay"}</pre>'),
    "data-element-of-a-shop": page("茶", '<li data-sku="usdt" data-price="7.20" data-pay="alipay">红茶</li>'),
    "written-advice": page("被骗经历", "<h1>我在柜台换 USDT 被骗的经历</h1>",
                           "那天柜台报价买入 7.11 卖出 7.19，我扫码付款后，对方说 USDT 马上转到我的钱包，结果人不见了。",
                           "报警之后警察告诉我，这类交易不受保护，大家不要再去了，支付宝的记录要保存好。",
                           "觉得有用可以打赏", LINK),
}


if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
