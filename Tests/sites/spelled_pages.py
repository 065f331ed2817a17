"""Desks whose words are spelt another way, drawn, or kept where only a browser puts them, in the languages of mirrors
and of talks; with read-mes, tip jars, shops, entries of books of reference and release notes beside them that have the
same parts. The rules were widened with them in view. Everything in them is invented.

    python3 spelled_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page

CODE = "https://qr.alipay.com/fkx20spelled0a1b2c3d4e5f"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
LINK = f'<a href="{CODE}">&nbsp;</a>'
RAILS = "<p>支付宝</p><p>微信</p>"


def digits(text):
    return "".join(f'<img class="n" src="/n/{ord(c)}.png" alt="{c}">' for c in text)


def spans(text):
    return "".join(f"<span>{c}</span>" for c in text)


def lists(give, get, *rails):
    coins = "".join(f"<label>{coin}</label>" for coin in ("Bitcoin", "Ethereum", "Tether TRC20"))
    return (f"<h3>1. {give}</h3>{coins}<h3>2. {get}</h3>" + "".join(f"<label>{rail}</label>" for rail in rails)
            + "<button>OK</button>")


NUXT = ('<div id="__nuxt"></div><script>window.__NUXT__=(function(a,b,c){return {data:[{ads:[{coin:a,price:7.19,min:300,'
        'max:12000,pay:[b,c],side:"buy"}]}]}}("USDT","支付宝","微信"));</script>')
NUXT_SHOP = ('<div id="__nuxt"></div><script>window.__NUXT__=(function(a,b,c){return {data:[{goods:[{name:"冷钱包",coins:[a],'
             'price:799,min:1,max:5,pay:[b,c]}]}]}}("USDT","支付宝","微信"));</script>')

TRADE = {
    "glued": page("", "收U7.11 出U7.22 微/支 秒结"),
    "sounds": page("老店", "收幽出幽 7.23，枝付堡和绿泡泡都可以，泰哒走波场"),
    "dotted": page("x", "卖.U.S.D.T 七块二毛二 支*付*宝 微*信 都可"),
    "yuan-rail": page("换", "ETH 换人民币，支付宝秒到，大额私聊"),
    "have-want": page("board", "[H] 800 USDT TRC20 [W] WeChat Pay balance. I go first with 20 trades.", lang="en"),
    "for-rail": page("otc", "<h1>USDT for Alipay balance</h1>", "7.14, any amount, telegram @spelled_otc", lang="en"),
    "ja": page("買取", "テザー買取中、アリペイ残高で即日お支払い。LINE @spelled_jp", lang="ja"),
    "ko": page("환전", "비트코인 매입, 알리페이로 바로 보내드립니다. 텔레그램 @spelled_kr", lang="ko"),
    "vi": page("Tệ", "Mua USDT, trả tệ qua Alipay ngay. Zalo 0900 000 000", lang="vi"),
    "ru": page("Юани", "<h1>МЕНЯЕМ USDT</h1>", "Алипэй, Вичат", "Курс сегодня 7,08", lang="ru"),
    "ru-lists": page("Обмен", lists("Отдаёте", "Получите", "Alipay CNY", "WeChat CNY", "UnionPay CNY"), lang="ru"),
    "vi-lists": page("Đổi", lists("Bạn gửi", "Bạn nhận", "Alipay CNY", "WeChat CNY"), lang="vi"),
    "drawn-price": page("USDT", f"<p>USDT 单价 {digits('7.22')} 元</p>", RAILS, "<button>立即购买</button>"),
    "spans": page("x", f"<p>{spans('USDT 7.21')}</p>", f"<p>{spans('支付宝 微信')}</p>", "出 / 收"),
    "drawn-arrow": page("", '<img src="/i/usdt.png" alt="USDT"><img src="/i/arrow-right.png"><img src="/i/zfb.png" alt="支付宝">',
                        "7.21", '<a class="btn" href="/go">确定</a>'),
    "order-code": page("充值", "订单支付", "充值币种：", "USDT", "预计到账：", "138.70", "请按 1000.03 付款", LINK),
    "to-alipay": page("换", "充值地址", TRON, "转入后 5 分钟内打到您的支付宝，1:7.12",
                      '<form><input name="a" placeholder="支付宝账号"><button>提交</button></form>'),
    "goods-tether": page("gift", "<h1>Tether 100</h1>", "¥724.00 CNY", "<button>Add to cart</button>", "Alipay", "WeChat Pay",
                         lang="en"),
    "goods-times": page("U 铺", "<h2>USDT × 300</h2>", "¥2,178.00", "<button>加入购物车</button>", "支付宝", "微信支付"),
    "frame": page("买币", "1 USDT ≈ 7.23 CNY", '<iframe src="https://pay.example/submit.php?pid=7&type=wxpay&out_trade_no=9'
                  '&money=723.00&name=buy"></iframe>'),
    "nuxt": page("C2C", NUXT),
}

HONEST = {
    "glued-disk": page("", "收U盘 7.11 出U盘 7.22 微/支 包邮"),
    "sounds-news": page("经济", "支付保证金上调，比特币之父爆料，致富宝典热卖"),
    "yuan-ban": page("快讯", "支付宝封禁买卖比特币的账户，微信跟进"),
    "have-game": page("board", "[H] Steam keys [W] Alipay balance. 7.15 each.", lang="en"),
    "ja-wallet": page("ウォレット", "<h1>ハードウェアウォレット正規販売</h1>", "ビットコイン対応、22,800円。アリペイ、WeChat Pay 可。", lang="ja"),
    "ja-tip": page("記事", "ビットコインの歴史。投げ銭はアリペイでどうぞ。", LINK, lang="ja"),
    "ko-shop": page("면세점", "알리페이 결제 5% 할인. 비트코인 결제는 지원하지 않습니다.", lang="ko"),
    "vi-vnd": page("Nạp tệ", "<h1>Nạp tệ Alipay</h1>", "Tỷ giá 3.640 đ, không nhận USDT", lang="vi"),
    "ru-tour": page("Китай", "<h1>КАК ПЛАТИТЬ В КИТАЕ</h1>", "Алипэй и Вичат привязываются к карте. Криптовалюту не принимают.",
                    lang="ru"),
    "ru-lists-card": page("Перевод", lists("Отдаёте", "Получите", "Сбербанк", "Тинькофф"), lang="ru"),
    "drawn-shop": page("茶", f"<p>龙井 {digits('7.22')} 元 / 两</p>", RAILS, "<button>立即购买</button>"),
    "spans-news": page("x", f"<p>{spans('USDT 深度')}</p>", "订阅：支付宝 微信"),
    "drawn-list": page("", '<img src="/i/zfb.png" alt="支付宝"><img src="/i/wx.png" alt="微信"><img src="/i/usdt.png" alt="USDT">',
                       "主机 7.2 元 / 月", "<button>购买</button>"),
    "order-sticker": page("订单", "订单支付", "商品：", "USDT 贴纸", "请按 7.20 付款", LINK),
    "order-tip": page("打赏", "<h3>请我喝咖啡</h3>", "USDT", TRON, LINK),
    "goods-shirt": page("shop", "<h1>USDT T-shirt</h1>", "¥72.00 CNY", "<button>Add to cart</button>", "Alipay", "WeChat Pay",
                        lang="en"),
    "goods-poster": page("shop", "<h1>Tether poster 50 cm</h1>", "¥68.00 CNY", "<button>Add to cart</button>", "Alipay", lang="en"),
    "frame-video": page("播客", "<h1>币圈夜话</h1>", "聊聊 USDT 溢价。",
                        '<iframe src="https://video.example/embed?id=7&type=wx&money=1"></iframe>'),
    "nuxt-shop": page("商城", NUXT_SHOP),
    "release": page("更新", "<h2>3.2</h2>", "<li>修复卖出 BTC 时成本错误</li><li>优化买入 USDT 的折算</li><li>新增支付宝、微信账单导入</li>"),
    "reference": page("场外交易 - 百科", "<h1>场外交易</h1>", "场外交易是指不在交易所内进行的买卖，数字资产的场外交易里买方以支付宝、微信付款，卖方放币。",
                      "<h2>参见</h2><li>C2C交易</li><li>法币交易</li>"),
}

if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
