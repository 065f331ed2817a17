"""Boards, orders and forms whose halves stand apart: offers below each other without limits or without a coin's name,
one's own advertisements, a lone bank beside the choice of ways to pay, orders of which only the words of paying are
told; with shops, wallets and tickers of the same parts. The rules were widened with them in view. Everything in them is
invented.

    python3 standing_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page


def table(heads, *lines):
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<table><tr>{head}</tr>{body}</table>"


def offers(*prices, verb="购买", money=""):
    return "".join(
        f"<div><p>{name}</p><p>数量：{count}</p><p>单价：{price}{money}</p><button>{verb}</button></div>"
        for name, price, count in zip(("青禾", "小岛", "阿树"), prices, (1200, 350, 88)))


FIELDS = "".join(f"<label>{name}</label><input>" for name in ("数量", "价格", "单次最低", "单次最高", "备注"))

HINTS = ("备注", "数量", "支付金额", "单笔最低", "支付方式", "手续费: 0", "下单", "取消", "全部", "请输入数量", "请输入金额", "返回", "首页", "资产",
         "我的", "订单", "消息", "帮助")

TRADE = {
    "nameless-table": page("市场", "<button>买入</button>", "<button>卖出</button>", "<button>发布广告</button>", table(
        ("用户", "总数", "剩余", "限量", "单价", "支付方式", "操作"),
        *((name, 1000, 350, "200 - 20000", f"{price} CNY", "", "<button>购买</button>")
          for name, price in (("青禾", 7.14), ("小岛", "7.10"), ("阿树", 7.11)))),
        "<label>交易币种</label><select></select>", FIELDS, "<p>支付宝</p>", "<p>微信</p>", "<p>银行卡</p>"),
    "below-each-other": page("C2C", "<h2>C2C</h2>", "快捷发布", offers("7.31", "7.30", "7.33"), "单价：7.31 CNY",
                             "交易数量：1000 USDT", "实付款 CNY", "<button>下单</button>"),
    "adverts": page("我的", "<button>立即发布</button>", *(
        f"<div><p>USDT/CNY</p><p>广告类型</p><p>购买</p><p>价格单价</p><p>CNY{price}</p><p>剩余数量</p><p>820 USDT</p></div>"
        for price in (7.34, 7.33, 7.37))),
    "lone-bank": page("Sell", "<h1>Sell USDT</h1>", "Exchange Rate", "<p>Price CNY 7.27</p>", "<p>Min: 100 USDT</p>",
                      "<p>You Receive</p>", "<p>CNY</p>", "<label>Payment Method</label>", "<p>Bank Card</p>",
                      "Strictly no third party payment.", "<p>Estimated receive 727.00 CNY</p>",
                      "<button>Continue</button>", lang="en"),
    "order-told": page("订单", "<p>订单已生成</p>", "<p>卖家</p>", "已存入托管账户，请放心付款", "<p>购买 USDT</p>", "<p>单价 ¥7.29</p>",
                       "<p>数量 1200 USDT</p>", "<p>交易方式</p>", "<p>微信</p>", "<button>取消订单</button>",
                       "<button>去付款</button>"),
    "priced-order": page("下单", "<p>USDT</p>", "<p>青禾</p>", "<p>单价</p>", "<p>7.06</p>", "<p>限额</p>", "<p>100~5000</p>",
                         "数量(USDT)", *(f"<p>{name}</p>" for name in HINTS), "<p>支付宝</p>", "<p>微信</p>", "<p>银行卡</p>",
                         "请确认电脑及浏览器安全，防止信息被篡改或泄露。", "<button>确定</button>"),
    "orders-of-mine": page("订单", *(
        f"<div><p>购买 USDT</p><p>等待上传付款截图</p><p>单价</p><p>{price} CNY</p><p>数量</p><p>{count} USDT</p></div>"
        for price, count in ((7.32, 1200), (7.35, 2000)))),
    "nameless-limits": page("OTC", "<h1>OTC</h1>", "限额", *(
        f"<div><p>{name}</p><p>比率：{price} CNY</p><p>{low} - {high} CNY</p><button>出售</button></div>"
        for name, price, low, high in (("青禾", 7.12, 1000, 20000), ("小岛", 7.11, 200, 10000), ("阿树", 7.13, 100, 5000)))),
    "nameless-form": page("发布", "<p>法币交易</p>", "<button>购买</button>", "<button>出售</button>", "<label>币种</label>",
                          "单价", "限额", "<label>最小交易量</label><input>", "<label>最大交易量</label><input>", "<p>支付宝</p>",
                          "<p>微信</p>", "<p>银行卡</p>", "<button>发布</button>"),
    "fiat-form": page("发布", "<h1>法币交易</h1>", "自选区", "我的发布", "<label>出售数量</label><input>", "参考单价: CNY",
                      "<label>最少购买量</label><input>", "<label>收款方式</label>", "微信 138****2201", "支付宝 138****2201",
                      "<button>委托下单</button>"),
}

HONEST = {
    "goods-table": page("仓库", "<button>购买</button>", table(
        ("商品", "库存", "单价", "操作"), *((name, 100, f"{price} CNY", "<button>购买</button>")
                                  for name, price in (("酸奶", 7.14), ("牛奶", "7.10"), ("豆浆", 7.11)))),
        "<p>支付宝</p>", "<p>微信支付</p>"),
    "goods-and-coin": page("便利店", offers("7.3", "7.2", "7.3", money="元"), "支付方式", "<p>支付宝</p>", "<p>微信</p>",
                           "<p>USDT</p>"),
    "ticker": page("行情", table(("币种", "最新价", "涨跌"), ("USDT", "7.12", "+0.1%"), ("USDC", "7.11", "0.0%"),
                                 ("DAI", "7.13", "-0.1%")), "限额", "单价"),
    "spot": page("交易", "<p>法币交易</p>", "限价委托", "当前委托", "<button>买入 USDT</button>", "<button>卖出 USDT</button>", *(
        f"<p>{price}</p><p>350</p><button>买入</button>" for price in (7.12, 7.11, 7.13)), "≈ 7.12 CNY", "支付密码"),
    "lending": page("借款", "<h1>P2P 借款</h1>", *(
        f"<div><p>{name}</p><p>年化 {rate}%</p><p>{low} - {high} 元</p><button>购买</button></div>"
        for name, rate, low, high in (("甲", 7.12, 1000, 20000), ("乙", 7.11, 200, 10000), ("丙", 7.13, 100, 5000))),
                    "<p>支付宝</p>", "<p>银行卡</p>"),
    "wallet": page("资产", "法币交易", "收款方式", "我的广告", "<p>USDT</p>", "<p>可用 820.5</p>",
                   "<p>≈ ¥5,908.2</p>", "<button>充币</button>", "<button>提币</button>", "<button>划转</button>"),
    "billboard": page("广告投放", "<h1>广告类型</h1>", "<p>横幅</p>", "<p>单价 ¥7.20</p>", "<p>开屏</p>", "<p>单价 ¥7.50</p>",
                      "<button>发布广告</button>", "支付方式", "<p>支付宝</p>", "<p>银行卡</p>"),
    "top-up": page("充值", "<h1>账户充值</h1>", "<p>支付宝</p>", "<p>微信支付</p>", "<p>USDT</p>", "<p>1 USDT = 7.12 元</p>",
                   "限额", "单价", "<p>单笔 100 - 5000</p>", "<button>充值</button>"),
    "tuition": page("报名", "<label>Payment Method</label>", "<p>Bank Card</p>", "<p>Price CNY 7,200</p>",
                    "<p>Alipay</p>", "Strictly no third party payment.", "<button>Continue</button>", lang="en"),
    "repaid": page("报销", "<p>收到汇款后，财务会将款项划转到您的账户里。</p>", "<label>收款人</label><input>", "<label>银行卡</label><input>",
                   "<button>提交</button>"),
}

if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
