"""Desks in clauses of a word or two, in talks, in orders that pay yuan out, in forms that sell a token no list names,
and in sentences of many languages; with shops, diaries, refunds, game coins and remitters beside them that have the
same parts. The rules were widened with them in view. Everything in them is invented.

    python3 terse_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page

CODE = "https://qr.alipay.com/fkx19terse0a1b2c3d4e5f"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
LINK = f'<a href="{CODE}">&nbsp;</a>'


def talk(*lines):
    said = "".join(f'<div class="m {"l" if i % 2 else "r"}">{line}</div>' for i, line in enumerate(lines))
    return said + '<input placeholder="输入消息"><button>发送</button>'


def order(*pairs):
    return "<table>" + "".join(f"<tr><th>{head}</th><td>{value}</td></tr>" for head, value in pairs) + "</table>"


TRADE = {
    # Clauses of a word or two.
    "clauses-zh": page("小铺", "出U，7.18，支付宝秒到，量大私聊"),
    "clauses-both": page("换", "收U 7.09，出U 7.19，微信支付宝都有，加V详谈"),
    "clauses-pinyin": page("jy", "shou U 7.08, chu U 7.18, zfb miao jie, jia wx liangzi"),
    "clauses-deal": page("闲置", "<h3>泰达币转让</h3>", "数量：2000", "7.2元/个，可拆卖", "付款：支付宝转账，先付后发，当天完成"),
    "clauses-piece": page("转让", "<h3>USDT</h3>", "数量 600，成色全新", "7.1 / 个", "支付方式：支付宝，微信"),
    "clauses-en": page("otc", "sell USDT, 7.19, alipay, instant", "t.me/terse_otc", lang="en"),
    # Talks.
    "talk-sum": page("聊天", talk("要 500u", "3590，支付宝 13912345678 周*", "转过去了", "收到，u已放")),
    "talk-card": page("会话", talk("还有吗", "有，7.2", "来 300u", "2160 转支付宝 liu_pay@163.com", "好了", "查收")),
    "talk-usdt": page("消息", talk("1000 USDT", "7190，支付宝账号 186****2031", "已付", "已转，到了说声")),
    # Yuan paid out.
    "out-return": page("U支付", order(("订单号", "20261128009"), ("支付金额", "300 USDT"), ("返现金额", "¥2340.00")),
                       TRON, "支付成功后发放支付宝口令"),
    "out-arrive": page("自助出金", order(("转入数量", "200 USDT"), ("到账金额", "1,418.00 元"), ("到账方式", "支付宝")), TRON,
                      "<button>我已转入</button>"),
    "out-receive": page("Cash out", order(("You send", "500 USDT"), ("You receive", "3,545.00 CNY"), ("Payout to", "Alipay")),
                        TRON, "<button>I have sent</button>", lang="en"),
    "out-ru": page("Выплата", order(("Вы отправляете", "400 USDT"), ("Вы получите", "2 836.00 CNY"), ("Кошелёк", "Alipay")),
                   TRON, lang="ru"),
    # Tokens that no list names, against legal tender.
    "token-form": page("XPAY OTC", "<h3>购买 XPAY</h3><form><label>按法币金额</label><label>按 XPAY 数量</label>"
                       "<input placeholder='输入法币金额'><select><option>支付宝</option><option>微信支付</option></select>"
                       "<button>创建订单</button></form>"),
    "token-order": page("订单", order(("购买GRT币", "3000"), ("法币金额", "210.00"), ("状态", "待支付")), LINK, "支付宝扫码付款"),
    "token-en": page("MOON desk", "<h3>Buy MOON</h3><label>Fiat amount (CNY)</label><input><label>MOON amount</label><input>"
                     "<label>Alipay</label><label>WeChat Pay</label><button>Create order</button>", lang="en"),
    "token-sell": page("LUMA", "<h3>出售 LUMA</h3>", order(("出售LUMA", "800"), ("可得法币", "1,240.00"), ("收款方式", "支付宝")),
                       "<button>提交</button>"),
    # Sentences.
    "said-fr": page("Yuan", "<h1>Vos achats en Chine</h1>", "Envoyez-nous vos USDT, votre fournisseur reçoit des yuans sur "
                    "Alipay en une heure.", "Nous rachetons aussi les soldes WeChat contre des USDT.", lang="fr"),
    "said-de": page("Yuan", "<h1>Zahlung an Lieferanten</h1>", "Sie schicken uns USDT, wir überweisen Yuan auf das Alipay-Konto "
                    "Ihres Lieferanten.", "Der Kurs wird im Chat vereinbart.", lang="de"),
    "said-pt": page("Yuan", "<h1>Pague fornecedores na China</h1>", "Você envia USDT e nós depositamos yuans no Alipay ou WeChat "
                    "do fornecedor no mesmo dia.", "Também vendemos USDT para quem tem saldo no Alipay.", lang="pt"),
    "said-tr": page("Yuan", "<h1>Çin ödemeleri</h1>", "Bize USDT gönderin, tedarikçinizin Alipay hesabına yuan yatıralım.",
                    "Günlük kur için yazın.", lang="tr"),
    "said-id": page("Yuan", "<h1>Bayar supplier Cina</h1>", "Kirim USDT ke kami, supplier Anda menerima yuan di Alipay atau "
                    "WeChat dalam 30 menit.", "Kurs sesuai kesepakatan.", lang="id"),
    "said-vi": page("Tệ", "<h1>Thanh toán cho nhà cung cấp</h1>", "Khách gửi USDT cho chúng tôi, chúng tôi chuyển tệ vào Alipay "
                    "của xưởng trong 15 phút.", "Tỷ giá báo theo ngày.", lang="vi"),
    "said-ar": page("يوان", "<h1>ادفع لموردك في الصين</h1>", "أرسل لنا USDT ونحن نرسل اليوان إلى Alipay أو WeChat للمورد خلال ساعة.",
                    "السعر حسب اليوم.", lang="ar"),
    "said-ko": page("위안", "<h1>중국 결제 대행</h1>", "USDT를 보내주시면 공급업체의 알리페이로 위안화를 송금해 드립니다.",
                    "환율은 상담 시 안내합니다.", lang="ko"),
    "said-ja": page("元", "<h1>中国の仕入先へのお支払い</h1>", "USDTをお送りいただければ、仕入先のアリペイへ人民元を送金いたします。", "レートは当日ご案内します。",
                    lang="ja"),
    "said-th": page("หยวน", "<h1>ชำระเงินโรงงานจีน</h1>", "ลูกค้าโอน USDT ให้เรา เราโอนหยวนเข้า Alipay ของโรงงานภายใน 30 นาที",
                    "เรทตามวัน", lang="th"),
    "said-es": page("Yuan", "<h1>Paga a tu proveedor</h1>", "Nos envías USDT y tu proveedor recibe yuanes en Alipay o WeChat "
                    "en media hora.", "La tasa se acuerda por chat.", lang="es"),
    # Few words in languages.
    "few-tr": page("Yuan", "<h1>USDT alım satımı</h1>", "Alipay ile teslim. Bugün 7,14", "@terse_yuan", lang="tr"),
    "few-it": page("Yuan", "<h1>Compriamo e vendiamo USDT</h1>", "Alipay / WeChat, oggi 7,12", lang="it"),
    "few-pl": page("Juany", "<h1>Skup i sprzedaż USDT</h1>", "Alipay / WeChat, kurs 7,10", lang="pl"),
    "few-uk": page("Юань", "<h1>Купівля та продаж USDT</h1>", "Alipay / WeChat, курс 7,11", lang="uk"),
    "few-kk": page("Юань", "<h1>USDT сатып аламыз</h1>", "Alipay / WeChat, бағам 7,10", lang="kk"),
    "few-fa": page("یوان", "<h1>خرید و فروش USDT</h1>", "Alipay / WeChat", "7.12", lang="fa"),
    "few-mn": page("Юань", "<h1>USDT авна, зарна</h1>", "Alipay / WeChat, ханш 7.13 CNY", lang="mn"),
    "few-fr": page("Yuans", "<h1>Rachat de USDT</h1>", "Alipay / WeChat, taux 7,09", lang="fr"),
    "few-pt": page("Yuan", "<h1>Compra e venda de USDT</h1>", "Alipay / WeChat", "taxa 7,13", lang="pt"),
    "few-hi": page("युआन", "<h1>USDT खरीदें और बेचें</h1>", "Alipay / WeChat", "दर 7.12", lang="hi"),
}

HONEST = {
    "clauses-shop": page("小铺", "手工皂，28一块，支付宝微信都行，包邮"),
    "clauses-diary": page("流水", "<h1>十一月</h1>", "11-02 7.18 买 500U，支付宝，商家放得快。", "11-09 7.11 卖了 200U，微信，次日到。"),
    "clauses-udisk": page("回收", "收U盘，7.2一个，支付宝结，量大上门"),
    "clauses-dollar": page("换汇", "出美金，7.18，支付宝微信，当面点"),
    "clauses-vps": page("出机", "出年付小鸡，7.2刀一月，支付宝USDT都收，先款"),
    "clauses-question": page("问问", "收U 7.1，出U 7.2，支付宝，这种靠谱吗？", "<a>写回答</a>"),
    "clauses-warn": page("防骗", "收U，7.3，支付宝秒结，都是骗子的话，别信"),
    "clauses-scrap": page("回收", "废铜 7.2 / 斤，旧书 0.8 / 斤，支付宝，上门"),
    "clauses-account": page("出号", "出欧易老号，实名，72元，支付宝，秒发"),
    "talk-server": page("聊天", talk("要 2台 4U", "3590，支付宝 13912345678 周*", "转过去了", "收到，明天发")),
    "talk-phone": page("会话", talk("还有吗", "有，512G 的", "来一台", "5160 转支付宝 liu_pay@163.com", "好了", "明天发顺丰")),
    "talk-plan": page("消息", talk("续一年", "719，支付宝账号 186****2031", "已付", "已开通，100G 流量")),
    "back-shop": page("返利网", order(("商品", "跑步鞋"), ("支付金额", "¥300.00"), ("返现金额", "¥23.40")), "返现到支付宝，次月到账"),
    "back-coin-shop": page("小店", order(("商品", "VPN 年付"), ("支付金额", "30 USDT"), ("折合", "¥216.00")), TRON, "支付宝 / USDT"),
    "back-refund": page("退款", order(("退款单号", "88120"), ("退款金额", "¥719.00"), ("退回方式", "支付宝")), "预计 1-3 个工作日到账"),
    "back-card": page("卡券回收", order(("卡面值", "500"), ("到账金额", "482.00 元"), ("到账方式", "支付宝")), "<button>提交卡密</button>"),
    "back-wage": page("提现", order(("提现数量", "2000 积分"), ("到账金额", "20.00 元"), ("到账方式", "支付宝")), "<button>提现</button>"),
    "back-visa": page("Remit", order(("You send", "500 USD"), ("They receive", "3,545.00 CNY"), ("Payout to", "Alipay")),
                      "<button>Continue</button>", lang="en"),
    "token-game": page("梦幻商城", "<h3>购买 GOLD</h3><label>GOLD 数量</label><input>", order(("购买GOLD", "3000"), ("应付", "¥21.00")),
                       "<label>支付宝</label><label>微信支付</label><button>创建订单</button>"),
    "token-ticket": page("票务", "<h3>购买 VVIP</h3>", order(("购买VVIP", "2"), ("金额", "2,160.00")), "支付宝付款", LINK),
    "token-word": page("货币常识", "<h1>什么是法币</h1>", "法币是由国家法律赋予强制流通力的货币，例如人民币、美元。法币金额以元为单位，保留两位小数。",
                       "在跨境电商后台，法币金额与结算币种不同时，系统会按汇率折算，并通过支付宝、微信或银行卡打款。"),
    "token-erp": page("进销存", "<h3>采购单</h3>", order(("采购 SKU 数量", "3000"), ("本币金额", "21,000.00"), ("付款方式", "支付宝"))),
    "token-api": page("接口", "<h1>购买 PRO 套餐</h1>", order(("PRO 数量", "1"), ("金额", "¥199.00")), "支付宝", "<button>立即购买</button>"),
    "said-fr-remit": page("Yuan", "<h1>Vos achats en Chine</h1>", "Envoyez-nous vos euros par virement, votre fournisseur reçoit "
                          "des yuans sur Alipay en une heure.", "Nous ne traitons pas les cryptomonnaies.", lang="fr"),
    "said-en-remit": page("Remit", "<h1>Pay suppliers in China</h1>", "Send us pounds by bank transfer and your supplier receives "
                          "yuan on Alipay within the hour.", "We never deal in USDT or other crypto.", lang="en"),
    "said-de-news": page("Bericht", "<h1>Händler zahlen mit Tether</h1>", "Wie die Zeitung berichtet, schicken Importeure ihren "
                         "Vermittlern USDT, und diese überweisen Yuan auf Alipay-Konten.", "Die Polizei ermittelt seit Mai.",
                         lang="de"),
    "said-ru-news": page("Новости", "<h1>Как платят за товар в Китае</h1>", "По словам предпринимателей, посредники принимают USDT "
                         "и отправляют юани на Alipay.", "Эксперты предупреждают о блокировке счетов.", lang="ru"),
    "said-hosting": page("Host", "<h1>Payment</h1>", "Send us USDT or pay by Alipay, and your server receives credit within "
                         "minutes.", "Plans start at 7.2 dollars.", lang="en"),
    "said-course": page("Курс", "<h1>Обучение</h1>", "Научим покупать USDT и переводить юани на Alipay без посредников.",
                        "Стоимость 8 500 ₽, оплата картой.", lang="ru"),
    "said-agent": page("代付", "<h1>1688 代付</h1>", "您把人民币转到我们的对公账户，我们用支付宝为您付给厂家，收取百分之一服务费。", "不接触任何虚拟货币。"),
    "said-charity": page("Dons", "<h1>Soutenez-nous</h1>", "Envoyez-nous vos USDT ou un don par Alipay, l'école reçoit des livres.",
                         TRON, "Merci pour votre don.", lang="fr"),
    "few-it-shop": page("Negozio", "<h1>Compra e vendi libri</h1>", "Alipay / WeChat / USDT, spedizione 7,12", lang="it"),
    "few-pl-cantor": page("Kantor", "<h1>Skup i sprzedaż CNY</h1>", "Alipay / WeChat, kurs 7,10", lang="pl"),
    "few-tr-game": page("Oyun", "<h1>Altın alım satımı</h1>", "Alipay, USDT ile ödeme. 7,14 TL", lang="tr"),
    "few-uk-hryvnia": page("Обмін", "<h1>Купівля та продаж доларів</h1>", "Alipay / WeChat, курс 7,11", lang="uk"),
    "few-rate": page("USDT", "<h1>USDT rate today</h1>", "7.12 CNY", "Alipay donation welcome", LINK, lang="en"),
    "few-pay": page("Pay", "<h1>Pay with USDT, Alipay or WeChat</h1>", "7.12 / month", lang="en"),
    "few-topup": page("充值", "<h1>余额充值</h1>", "USDT 7.1，支付宝 1:1，微信 1:1，自动到账"),
    # A coin beside ways to pay, a second price, a question, a warning, a badge.
    "means-rate": page("充值", "<h1>账户充值</h1>", "支付宝 / 微信", "USDT（1U = 7.2 元）", "<button>充值</button>"),
    "means-balance": page("充值", "<h1>充值余额</h1>", "USDT-TRC20 汇率 7.15", "支付宝", "微信", "<button>下一步</button>"),
    "means-points": page("点数", "100 点 = 7.2 元", "支付宝购买", "USDT 购买"),
    "means-page": page("Top up", "<h1>Add credit</h1>", "1 USDT = 7.1 credits", "Alipay", "WeChat Pay", lang="en"),
    "choice-line": page("Invoice", "<h1>Invoice 2026-11</h1>", "Translation, 12 pages", "420 USDT or ¥3,000",
                        "Alipay wu@example.org", TRON, lang="en"),
    "choice-below": page("账单", "<h3>设计费</h3>", "¥2,160.00", "或 300 USDT", "支付宝 pay@example.cn"),
    "asked-safe": page("问", "支付宝换U安全吗", "7.2 的价"),
    "asked-advice": page("求助", "<h1>手里有 USDT 怎么变现到支付宝</h1>", "大概 3000 个，7.1 能接受，求靠谱平台"),
    "warned-poster": page("提醒", "<h1>“帮忙收U”赚差价？小心变帮凶</h1>", "支付宝转账买 USDT，一单赚 50，背后是赃款"),
    "warned-notice": page("公告", "<h1>严查场外换U</h1>", "支付宝、微信收款后买U的账户，一律限制"),
    "warned-en": page("Warning", "<h1>Selling USDT for Alipay? Read this</h1>", "Frozen cards, 7.2 bait rates, police calls",
                      lang="en"),
    "goods-badge": page("周边", "<h1>USDT 徽章 钥匙扣</h1>", "7.2 元/个", "支付宝", "<button>购买</button>"),
    "goods-energy": page("能量", "<h1>TRON 能量 免 USDT 手续费</h1>", "¥7.2 一笔", "支付宝", "<button>购买</button>"),
    "goods-wallet": page("硬件", "<h1>USDT 冷钱包 U 盾</h1>", "¥720", "支付宝", "<button>购买</button>"),
    "few-guide": page("指南", "<h1>USDT 怎么买</h1>", "选商家，看价格 7.2，付支付宝，等放币"),
}

if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
