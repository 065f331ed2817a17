"""Boards and exchangers as templates of many hands have them: a price and its unit in elements of their own, forms whose
ways to pay come later, hints that are called tips, coins beside a way to pay on boards that count who kept their word,
imperatives and fields in other languages; with shops, subscriptions, marketplaces and couriers of the same parts. The
rules were widened with them in view. Everything in them is invented.

    python3 abroad_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page


def rows(unit, verb, *prices):
    return "".join(
        f"<div><p>{name}</p><div><span>数量</span><p>{count} {unit}</p></div><div><p>￥{price}</p><p>/{unit}</p></div>"
        f"<button>{verb}</button></div>"
        for name, price, count in zip(("青禾", "小岛", "阿树"), prices, (1200, 350, 88)))


def fields(*names):
    return "".join(f'<label>{name}</label><input name="f{i}">' for i, name in enumerate(names))


def choice(name):
    return f"<label>{name}</label><select><option>请选择</option></select>"


TRADE = {
    "unit-apart": page("OTC", "快捷区", "自选区", "我要买", "我要卖", rows("KLC", "去购买", 7.15, 7.12, 7.18), "限额", "单价",
                       "收款方式", "<p>支付宝</p>", "<p>银行卡</p>"),
    "unit-order": page("OTC", "<h2>购买KLC</h2>", "<div><p>￥7.12</p><p>/KLC</p></div>", "收款方式", "<p>支付宝</p>", "<p>银行卡</p>",
                       "卖家信息", "放币时效 30分", "<button>购买</button>"),
    "unit-money": page("OTC", "<h2>确认出售KLC</h2>", "参考单价 7.12 CNY/KLC", "数量 1200KLC", "总金额 8544 CNY", "卖家", "放币",
                       "<p>支付宝</p>", "<button>确认</button>"),
    "advert": page("交易所", "<h1>创建一个广告交易</h1>", "在线出售", "在线购买", "交易价格 7.08 (CNY)/USDT",
                   fields("溢价", "最小交易额", "最大交易额"), choice("付款方式"), "可接受买方在多少时间内付款", "我的广告", "<button>提交</button>"),
    "tips-en": page("Trade", "<h1>Create a new trade</h1>", "Post an offer to buy or sell cryptocurrency.",
                    "<h3>Tips for a successful trade:</h3>", "<label>I want to buy</label>", "<label>I want to sell</label>",
                    "<label>Cryptocurrency</label><select><option>BTC</option><option>ETH</option></select>",
                    "<label>Price per BTC (CNY)</label>", "<p>Alipay</p>", "<p>WeChat Pay</p>", "<button>Create trade</button>",
                    lang="en"),
    "kept-en": page("P2P", "<button>Buy</button>", "<button>Sell</button>", "Mei", "412 trades", "99% completion rate",
                    "1200 USDT available", "<p>USDT</p>", "<p>WeChat Pay</p>", "<p>price 7.12</p>", "order limits",
                    "¥500 - ¥20000", lang="en"),
    "bid-es": page("Cambios", "<h1>De Alipay a tu cuenta en minutos</h1>", "Convierte tu Alipay a USDT con el mejor soporte.",
                   "<p>Alipay</p>", "<button>Empezar ya</button>", lang="es"),
    "fields-es": page("Nuevo pedido", "<label>Monto a enviar (CNY)</label>", "<p>Alipay</p>", "<label>Usted recibirá</label>",
                      "<p>500 USDT</p>", "<p>Tasa 7.12 CNY</p>", "<button>Crear orden</button>", lang="es"),
    "let-go": page("订单", "买家：小鱼儿", "卖出", "<p>ETH</p>", "交易金额：3540.00 CNY 数量：500 价格：7.08 支付方式：支付宝", "等待买家付款",
                   "如果您已经支付完成请点击下方按钮，卖家确认收款后会及时为您放币。", "<button>联系对方</button>"),
    "hall": page("钱包", "买币大厅", "卖币订单", "大额", "小额", "收款方式", *(
        f"<div><p>{count}</p><p>50以上可拆售</p><p>微信</p><p>支付宝</p><button>购买</button></div>" for count in (800, 350, 1200))),
    "order-counted": page("订单", "<h2>向小周购买 500 KLC</h2>", "单价：7.05 CNY/KLC", "交易金额：3525.00 CNY", "卖方收款方式", "<p>支付宝</p>",
                          "陈小雨", "待支付，请于 14分09秒 内支付", "<button>我已付款</button>"),
    "form-of-token": page("挂单", "8,200 MEL ≈ ¥82.00", "买家", "卖家", fields("挂单数量", "最低数量"), choice("支付方式"),
                          "支付宝 138****2201", "<button>快速买币</button>"),
    "points": page("接单", "钱包余额 USDT:350.5", "剩余额度(USDT)", "收款码正常", "收款码审核中", "<button>马上接单</button>", "历史接单",
                   "<p>支付宝</p>", "<p>微信支付</p>"),
}

HONEST = {
    "plans": page("云服务", "<h1>套餐</h1>", *(f"<div><p>￥{price}</p><p>/mo</p></div><button>购买</button>" for price in (30, 60, 90)),
                  "支付方式", "<p>支付宝</p>", "<p>微信支付</p>", "<p>USDT</p>"),
    "tokens": page("模型接口", "<h1>按量计费</h1>", *(f"<div><p>￥{price}</p><p>/token</p></div>" for price in (0.2, 0.4, 0.8)),
                   "<p>支付宝</p>", "<p>USDT</p>", "<button>充值</button>"),
    "freelance": page("Work", "<h1>Hire designers</h1>", "Sellers", "Buyers", "Release payment", "Dispute", "Payment method",
                      "<p>Alipay</p>", "<p>WeChat Pay</p>", "<p>USDT</p>", "¥500", "¥1200", "<button>Order now</button>",
                      lang="en"),
    "silver": page("泉友集市", "<h1>老银元专场</h1>", *(
        f"<div><p>{count}枚</p><p>可拆售</p><p>微信</p><p>支付宝</p><button>购买</button></div>" for count in (20, 8, 45))),
    "tips": page("Notes", "<h1>Tips welcome</h1>", "donate", "<p>Alipay</p>", "<p>BTC</p>", "<button>Copy</button>", lang="en"),
    "bill-in-coins": page("订单", "买家：小鱼儿", "游戏皮肤", "<p>ETH</p>", "交易金额：3540.00 CNY 数量：500 价格：7.08 支付方式：支付宝", "等待买家付款",
                          "卖家确认收款后会及时为您发货。", "<button>联系对方</button>"),
    "advertisers": page("AdNet", "<h1>For advertisers</h1>", "Advertisers", "Publishers", "<h2>Top up your balance</h2>",
                        "<p>Alipay</p>", "<p>WeChat Pay</p>", "<p>USDT</p>", "1 USDT = 7.12 CNY", "Minimum ¥500",
                        "<button>Buy traffic</button>", "limits", "price per click", lang="en"),
    "dollars": page("换汇", "<h1>购汇</h1>", "单价 7.12 CNY/USD", "数量 500 USD", "总金额 3560 CNY", "<p>银行卡</p>", "<p>支付宝</p>",
                    "<button>购买</button>"),
    "escrow": page("饰品市场", "<h1>皮肤交易</h1>", "卖家", "买家", "￥320", "￥88", "卖家发货后平台放行货款", "<p>支付宝</p>",
                   "<p>USDT</p>", "<button>购买</button>", "成交率 99%"),
    "views": page("推广", "<h1>视频推广</h1>", "购买 500 views", "单价 0.1 CNY/view", "￥50", "卖方", "收款方式", "<p>支付宝</p>", "<p>USDT</p>",
                  "<button>下单</button>"),
    "arcade-orders": page("游戏厅", "买币订单", "我的买币订单", "100币 ￥50", "200币 ￥90", "<p>微信支付</p>", "<p>支付宝</p>",
                          "<button>买币</button>", "取币机 3 号"),
    "chips": page("棋牌室", "500 GC ≈ ¥50", "1200 GC ≈ ¥120", "<p>微信支付</p>", "<p>支付宝</p>", "<button>买币</button>"),
    "riders": page("骑手", "马上接单", "剩余额度 12", "收款码", "保证金 ¥200", "<p>支付宝</p>", "外卖配送"),
    "advert-euro": page("交易所", "<h1>创建一个广告交易</h1>", "在线出售", "在线购买", "交易价格 0.92 (EUR)/USDT",
                        fields("溢价", "最小交易额", "最大交易额"), choice("付款方式"), "我的广告", "SEPA", "<button>提交</button>"),
    "guide-es": page("Guía", "<h1>¿Cómo cambiar USDT?</h1>", "En este artículo explicamos qué comisiones cobran las casas de "
                     "cambio y qué riesgos corre quien acepta pagos de terceros. No ofrecemos ningún servicio.", lang="es"),
    "marketplace": page("二手", "卖家", "买家", "收款方式", "<p>支付宝</p>", "￥720", "￥88", "成交率 98%", "<button>购买</button>"),
}

if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
