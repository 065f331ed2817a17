"""Exchangers that name what they change by codes, forms whose lists hold everything, and boards on which persons deal
for yuan without a word of how it is paid; with cashiers, markets and boards in other moneys of the same parts. The
rules were widened with them in view. Everything in them is invented.

    python3 exchange_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page


def choose(*lists):
    return "".join("<select>" + "".join(f"<option>{text}</option>" for text in one) + '</select><input name="sum">'
                   for one in lists)


def shell(data):
    return f'<div id="app"></div><script>window.__STATE__={data};</script><script src="/js/app.js"></script>'


def directions(*codes):
    return "".join(f'<a href="/exchange_{a}_to_{b}/"><img src="/i/{a.lower()}.png"><img src="/i/{b.lower()}.png"></a>'
                   for a, b in codes)


def offers(unit, prices, verb, *more):
    return "".join(
        f"<div><p>{name}</p><p>{price} {unit}</p><p>数量 {count}.00 USDT</p><p>限额 {unit}{least}-{unit}{most}</p>"
        + "".join(f"<p>{text}</p>" for text in more) + f"<button>{verb}</button></div>"
        for name, price, count, least, most in zip(("木木", "北岸", "老周"), prices, (510, 1200, 240), (500, 1000, 200),
                                                   (50000, 20000, 8000)))


COINS = ("Tether TRC20 USDT", "Bitcoin BTC", "Tron TRX")
DOLLARS = ("Payeer USD", "Perfect Money USD")
BANKS = ("Сбербанк RUB", "СБП RUB")
YUAN = ("Alipay CNY", "WeChat CNY")

TRADE = {
    "codes-data": page("obmen", shell('{"pairs":[{"give":"USDTTRC20","get":"ALPCNY","rate":7.09,"reserve":301000}]}')),
    "codes-script": page("rates", shell("[{from:'BTC',to:'WCTCNY',out:651220},{from:'ETH',to:'SBERRUB',out:9}]")),
    "codes-links": page("Обмен", directions(("USDTTRC20", "ALPCNY"), ("USDTTRC20", "SBERRUB"))),
    "codes-labels": page("Курсы", "<ul><li>USDTTRC20 → ALPCNY</li><li>USDTTRC20 → SBERRUB</li></ul>"),
    "lists-ru": page("Обменник", choose(COINS + DOLLARS, YUAN + BANKS), "<button>Создать заявку</button>"),
    "lists-en": page("Exchange", choose(BANKS + YUAN, COINS + DOLLARS), "<button>Create order</button>"),
    "board": page("OTC", "<h1>OTC交易</h1>", "买币", "卖币", "USDT", offers("CNY", (7.21, 7.22, 7.24), "购买"), "商家认证后可发布广告"),
    "order": page("买币", "<h1>买币 (OTC)</h1>", "USDT 当前买价 ¥7.21", "购买金额 (CNY) ¥3605.00", "获得 500.00 USDT", "选择商家",
                  "木木 ¥7.21", "待付款", "等待放币", "<button>购买USDT</button>"),
    "search": page("Desk", "木木", "好评度 98.6%", "支付宝", "500 - 50000 CNY", "7.21", "<button>购买</button>", "USDT", "支付宝",
                   "搜索", "昵称", "限额", "价格"),
    "steps": page("充值", "<h1>USDT法币充值</h1>", "添加商家微信", "查价格", "付款", "商家放币", "转账购买金额 (如:2000CNY)", "单笔限额不低于 100CNY",
                  "<button>购买USDT</button>"),
}

HONEST = {
    "codes-channels": page("pay", shell('{"channels":[{"code":"ALPCNY","fee":0.6},{"code":"USDTTRC20","rate":7.1}],'
                                        '"order":{"title":"会员年费","amount":199}}')),
    "codes-roubles": page("obmen", shell('{"pairs":[{"give":"USDTTRC20","get":"SBERRUB","rate":92.1}]}')),
    "codes-book": page("Коды", "<h1>Коды валют</h1>", "<table><tr><td>USDTTRC20</td><td>Tether TRC20</td></tr>"
                       "<tr><td>ALPCNY</td><td>Alipay</td></tr></table>"),
    "codes-fee": page("pay", shell('{"method":"ALPCNY","token":"x","total":199,"title":"会员年费"}')),
    "lists-roubles": page("Обменник", choose(COINS + DOLLARS, BANKS + DOLLARS), "<button>Создать заявку</button>"),
    "lists-means": page("充值", "<h1>会员充值</h1>", choose(("支付宝 CNY", "微信 CNY", "USDT TRC20"), ("月付", "年付")),
                        "<button>提交</button>"),
    "market": page("BTC/CNY", "<h1>BTC/CNY</h1>", "最新价 ¥651,220", "买入 BTC", "卖出 BTC", "可用 ¥12,000.00", "¥651,210 0.12",
                   "¥651,230 0.31", "限价委托", "当前委托"),
    "board-euro": page("OTC", "<h1>OTC交易</h1>", "买币", "卖币", "USDT", offers("EUR", (0.92, 0.93, 0.92), "购买"),
                       "商家认证后可发布广告"),
    "changer": page("换汇", "<h1>留学换汇</h1>", "美元", "好评度 98.6%", "支付宝", "500 - 50000 CNY", "7.21", "<button>购买</button>"),
    "market-of-goods": page("二手", "<h1>游戏账号交易</h1>", "卖家", "买家", "已付款", "申诉", "好评 99%", "限额 ¥100-¥5000", "¥720.00",
                            "<button>购买</button>"),
}

if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
