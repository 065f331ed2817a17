"""Pages in a handful of words, shells of applications and cashiers that hide their order: what such pages are built of, in
many wordings, with honest ones beside them. The rules were widened with them in view. Everything in them is invented.

    python3 leaflet_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page

CODE = '<a href="https://qr.alipay.com/fkx17leaflet0a1b2c3d4">付款</a>'
WALLET = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"


def shell(title, script, attribute=""):
    return (f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><div id=app{attribute}></div><script>{script}</script></body></html>")


TRADE = {
    "usdt-heading": page("USDT", "<h1>USDT</h1>", "<h2>¥7.22</h2>", "支付宝"),
    "stock": page("现货", "USDT 现货", "7.21", "微信支付"),
    "tether-name": page("泰达币", "泰达币", "7.19 元", "微信 支付宝", "最低 200"),
    "table": page("报价", "<table><tr><td>USDT</td></tr><tr><td>7.23</td></tr></table>", "zfb vx 都行"),
    "comma-en": page("USDT Alipay", "USDT", "7,22 CNY", "Alipay", lang="en"),
    "comma-ru": page("Курс", "<h1>USDT</h1>", "7,12 ¥", "Alipay, WeChat", "@exch_cny", lang="ru"),
    "verb-vi": page("Bán USDT", "Bán USDT", "7,25 tệ", "Alipay / WeChat", lang="vi"),
    "traditional": page("現貨", "USDT 現貨", "7.25", "支付寶／微信"),
    "eth-stock": page("ETH", "ETH 现货 23,800 元", "0.1 起", "支付宝 微信"),
    "bitcoin": page("比特币", "出比特币", "65.8万", "微信转账"),
    "pictures": page("USDT 出", "📈 USDT", "🛒 7.24", "💳 支付宝", "⏱ 5分钟"),
    "two-prices": page("usdt rmb", "usdt &harr; rmb", "7.18 / 7.25", "支付宝"),
    "equation": page("兑", "<h3>兑换</h3>", "100 USDT = 723", "微信", "支付宝"),
    "each": page("tether", "Tether (TRC20)", "¥ 7.26 each", "WeChat Pay", lang="en"),
    "counted": page("小店", "<h1>USDT 10个</h1>", "¥72.50", "<button>支付宝</button>", "<button>微信</button>",
                    "<button>购买</button>"),
    "hidden-list": page("扫码支付", "<h1>￥2169.00</h1>", CODE, "请使用支付宝扫一扫",
                        '<div style="display:none"><dl><dt>商品</dt><dd>USDT 300 个</dd><dt>单号</dt><dd>20261129</dd></dl></div>'),
    "hidden-lines": page("支付", "应付 ¥ 722.00", CODE,
                         '<div hidden><p>商品名称：泰达币</p><p>数量：100</p></div>', "打开支付宝扫一扫"),
    "shell-attribute": shell("OTC", "", " data-props='{\"coin\":\"USDT\",\"fiat\":\"CNY\",\"price\":7.21,\"min\":100,"
                             "\"max\":20000,\"pays\":[\"alipay\",\"wechat\"]}'"),
    "shell-desk": shell("兑换", 'window.C={coin:"USDT",buyPrice:7.21,sellPrice:7.16,'
                        'payList:[{name:"支付宝"},{name:"微信"}],minBuy:100,maxBuy:50000}'),
    "shell-quick": shell("快捷买币", 'var c={"symbol":"USDT","currency":"CNY","rate":7.23,"minAmount":100,'
                         '"maxAmount":50000,"payTypes":[{"name":"支付宝"},{"name":"微信支付"}]}'),
    "shell-words": shell("app", 'var L={a:"我要买",b:"我要卖",coin:"USDT",c:"单价",d:"限额",e:"支付方式",f:"支付宝",'
                         'g:"微信",h:"银行卡",i:"我已付款",j:"等待放币"}'),
    "shell-order": shell("订单", 'var o={"goods":"USDT","num":300,"amount":2169.00,'
                         f'"url":"https://qr.alipay.com/fkx17leaflet0a1b2c3d4","addr":"{WALLET}"}}'),
}

HONEST = {
    "dollar-peg": page("USDT", "<h1>USDT</h1>", "<h2>$1.0002</h2>", "Alipay donations welcome", lang="en"),
    "drives": page("U盘", "U盘 现货", "7.21", "微信支付"),
    "car-park": page("泰达", "泰达时尚广场停车", "7.00 元", "微信 支付宝"),
    "petrol": page("汽油", "95", "7.89", "支付宝 微信"),
    "rate-site": page("USDT 汇率", "<h1>USDT/CNY 实时汇率</h1>", "7.2314", "更新于 12:00", "觉得好用？支付宝打赏"),
    "markets": page("price", "USDT", "¥7.23", "BTC", "¥652,100", "ETH", "¥23,100", "Premium via Alipay", lang="en"),
    "dollars-vi": page("Tỷ giá", "USD 7,25 tệ", "Alipay", lang="vi"),
    "yuan-ru": page("Юань", "<h1>CNY</h1>", "12,12 ₽", "Alipay, WeChat", lang="ru"),
    "tickets": page("票", "出 2 张", "7.23", "演唱会", "支付宝"),
    "server": page("VPS", "VPS 1C1G", "7.2 USDT", "支付宝亦可"),
    "plan": page("套餐", "月付 7.22", "支付宝 微信 USDT"),
    "fruit": page("水果", "苹果 7.23", "香蕉 3.50", "支付宝"),
    "pool": page("矿", "USDT 矿池收益", "昨日 7.21", "年费支付宝"),
    "points": page("兑", "<h3>积分兑换</h3>", "100 积分 = 723", "微信", "支付宝"),
    "no-coins": page("兑换", "不收 USDT", "美元 7.21", "支付宝"),
    "headlines": page("快讯", "<h3>USDT 场外报 7.23 元</h3>", "11-29 10:22", "<h3>支付宝升级风控</h3>", "11-29 09:10"),
    "fees": page("手续费", "<h1>USDT 提现手续费对比</h1>", "TRC20 1 U", "ERC20 3.2 U", "文章有用可微信赞赏"),
    "book": page("书", "<h1>《精通比特币》</h1>", "¥72.20", "<button>加入购物车</button>", "支付宝 微信"),
    "cards-for-digging": page("显卡", "显卡现货 可挖 ETH", "¥2,300", "支付宝 微信"),
    "cashier-month": page("扫码支付", "<h1>￥29.00</h1>", CODE, "请使用支付宝扫一扫",
                          '<div style="display:none"><dl><dt>商品</dt><dd>VIP 月卡</dd><dt>其他方式</dt><dd>USDT</dd></dl></div>'),
    "cashier-ways": page("支付", "请选择支付方式", "<ul><li>支付宝</li><li>微信</li><li>USDT-TRC20</li></ul>",
                         f'<div style="display:none"><p>请转账 4.02 USDT</p><p>{WALLET}</p></div>'),
    "interface": page("支付文档", "<h1>USDT 充值接口</h1>", "请求地址 /api/usdt/create", "同时支持 支付宝、微信 通道。"),
    "help": page("Help Center", "<h1>P2P trading limits</h1>", "Daily 50,000 USDT by Alipay, WeChat or bank transfer.",
                 "Was this article helpful?", "<button>Yes</button>", "<button>No</button>", lang="en"),
    "shell-tee": shell("shop", "", " data-props='{\"item\":\"tee\",\"currency\":\"CNY\",\"price\":7.21,\"min\":1,"
                       "\"max\":20,\"pays\":[\"alipay\",\"wechat\",\"usdt\"]}'"),
    "shell-plans": shell("vpn", 'var g={plans:[{n:"月付",price:7.22,minMonths:1,maxMonths:12}],'
                         'pay:["支付宝","微信","USDT"],t:["购买"]}'),
    "shell-ticker": shell("ticker", 'var c={"symbols":["BTC","USDT"],"currency":"CNY","price":7.23,"minChange":-1,'
                          '"maxChange":5,"share":["wechat","weibo"]}'),
    "shell-shop": shell("商城", 'var L={a:"购买",b:"在售",c:"单价",d:"限购",e:"支付方式",f:"支付宝",g:"微信",'
                        'h:"USDT支付",i:"下单"}'),
    "shell-member": shell("订单", 'var o={"goods":"会员","num":1,"amount":72.00,"pays":["支付宝","USDT"],'
                          '"usdtAmount":10.02,"url":"https://qr.alipay.com/fkx17leaflet0a1b2c3d4"}'),
}


if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
