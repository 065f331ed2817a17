"""Boards whose rows stand in one block, forms whose fields have no names below long advice, money changers' tables,
warnings and boards in other moneys, as templates of exchanges have them. The rules were widened with them in view.
Everything in them is invented.

    python3 row_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page


def rows(unit, prices, *ways):
    tags = " ".join(f"<i>{way}</i>" for way in ways)
    return "<ul>" + "".join(
        f"<li>{name} {done}% <b>{price} {unit}</b> {least}-{most} USDT {tags}</li>"
        for name, done, price, least, most in zip(("王**", "kk88", "Lin"), (98, 100, 93), prices, (500, 100, 2000),
                                                  (20000, 3000, 50000))) + "</ul>"


def fields(*texts):
    return "".join(f'<div class="item"><input placeholder="{text}"></div>' for text in texts)


def sale(field, *options):
    return (f'<label>판매 금액<input placeholder="{field}"></label><label>받을 방법<select>'
            + "".join(f"<option>{option}</option>" for option in options) + "</select></label><button>제출</button>")


def table(*cells):
    return ("<table><tr><td>貨幣</td><td>買入</td><td>賣出</td></tr><tr><td>CNY</td><td>107.9</td><td>108.6</td></tr><tr>"
            + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>")


ADVICE_ZH = ("如果您经常进行交易，您可以创建自己的交易广告，如果您只是偶尔交易，我们建议您直接搜索。",
             "启用后，您的币价不会随市场波动，自动回复会在对方发起交易时由系统发送给对方，请如实填写。")
ADVICE_ES = ("Si comercia con frecuencia puede crear su propio anuncio comercial y esperar a que otros usuarios le escriban con "
             "sus propias condiciones.",
             "Cuando está habilitado el precio de su moneda no fluctuará con el mercado y tampoco cambiará durante el día hasta "
             "que usted mismo decida cambiarlo.")
LEFT_OVER = ("<h1>法币交易</h1><select><option>CNY</option><option>BRL</option></select>", "支付方式", "银行卡", "单价", "限额",
             "交易总额 ￥0.00", "<button>购买</button>", "<button>出售</button>")

TRADE = {
    "rows-zh": page("C2C", rows("CNY", (7.21, 7.22, 7.23), "支付宝", "微信")),
    "rows-ko": page("P2P", rows("CNY", (7.21, 7.22, 7.23), "알리페이", "위챗"), lang="ko"),
    "rows-ja": page("P2P", rows("CNY", (7.21, 7.22, 7.23), "アリペイ", "WeChat Pay"), lang="ja"),
    "rows-bank": page("C2C", *LEFT_OVER, rows("CNY", (7.21, 7.22, 7.23), "银行卡")),
    "advert-zh": page("广告", "<h1>创建一个广告交易</h1>", "USDT / CNY", *ADVICE_ZH, "我的广告", "固定价格",
                      fields("请输入您的最小交易额", "请输入您的最大交易额", "请输入您的交易价格"), "支付宝", "微信"),
    "advert-es": page("Anuncio", "<h1>Crear una oferta publicitaria de divisas</h1>", "USDT / CNY", *ADVICE_ES, "Mi anuncio",
                      fields("Ingrese el monto mínimo", "Ingrese el monto máximo", "Introduzca su precio de cambio"), "Alipay",
                      "WeChat Pay", lang="es"),
    "sale-ko": page("판매", "<h2>판매 주문</h2>", sale("USDT 금액 입력", "위챗 QR", "알리페이 QR"), lang="ko"),
    "wallet-vi": page("Nạp ví Alipay bằng USDT", "Nạp ví Alipay bằng USDT, 1 USDT = 7,15 tệ, xong ngay. Tele @rows_vi", lang="vi"),
    "changer": page("找換", "<h1>今日匯率</h1>", table("USDT", "7.10", "7.24"), "接受現金、支付寶、微信支付"),
}

HONEST = {
    "rows-brl": page("P2P", *LEFT_OVER, rows("BRL", (5.61, 5.62, 5.63), "PIX")),
    "rows-eur": page("P2P", rows("EUR", (0.92, 0.93, 0.92), "SEPA", "Revolut"), "￥0.00", "银行卡"),
    "means": page("充值", "<h1>账户充值</h1>", "支付宝 / 微信 / USDT（1U = 7.20 元）", "<button>提交</button>"),
    "means-range": page("会员", "<h1>账户充值</h1>", "支付宝 微信 USDT", "套餐 100 - 5000 元", "<button>提交</button>"),
    "order-eur": page("订单", "<h2>订单</h2>", "购买 500 USDT", "交易金额(EUR) 460.00 EUR", "卖家", "确认放行", "上传您的收款码", "收款方式"),
    "fund": page("基金", "<h1>帮助山区孩子的助学基金会</h1>", *ADVICE_ZH, "USDT 与支付宝均可捐赠", fields("请输入捐款金额", "留言")),
    "paper": page("报", "<h1>交易广告为什么少了</h1>", *ADVICE_ZH, "USDT / CNY", fields("搜索", "邮箱", "评论"), "支付宝", "微信"),
    "sale-goods": page("판매", "<h2>판매 주문</h2>", sale("상품 금액 입력", "위챗 QR", "알리페이 QR"), lang="ko"),
    "changer": page("找換", "<h1>今日匯率</h1>", table("USDT", "不設兌換", "—"), "接受現金、支付寶HK、微信支付"),
    "police": page("防騙", "<h1>防騙視伏</h1>", "騙徒以高價收購 USDT 為名，要求受害人先付支付寶。請致電 18222。"),
    "etf": page("ETF", "<h1>虛擬資產ETF</h1>", "本行現可買賣比特幣及以太幣現貨ETF，佣金 0.2%，存款支援支付寶HK。"),
    "student-vi": page("Du học", "<h1>Mẹo cho du học sinh</h1>",
                       "Bạn có thể trả bằng Alipay. Cảnh giác với người rao đổi USDT.", lang="vi"),
}

if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
