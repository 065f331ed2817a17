"""Makes pages that hide what they sell from scanners, and honest pages built with the same tricks.

    python3 make_disguises.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html, with scripts, frames and pictures beside them. `x@patrol.html` is
what a server that tells visitors apart shows to the patrol in place of `x.html`. Everything in them is invented.
"""

import base64
import json
import os
import sys

import qrcode
from PIL import Image, ImageDraw, ImageFont

CODE = "https://qr.alipay.com/fkx09482disguise7xq3w"
FONTS = ["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"]
FONT = next((path for path in FONTS if os.path.exists(path)), None)
ROWS = [("出售USDT", "单价 7.03 CNY", "限额 ¥500-¥20000", "支付宝 银行卡"), ("收购USDT", "单价 6.98 CNY", "限额 ¥100-¥9000", "微信支付")]
SHOP = [("棉布衬衫", "单价 89 元", "库存 120 件", "支付宝 微信支付"), ("帆布鞋", "单价 129 元", "库存 40 双", "支付宝")]
NEWS = "记者从有关部门获悉，数字货币相关业务活动属于非法金融活动，请读者提高警惕，谨防受骗。本报讯，责任编辑表示，评论区将持续更新。"


def board(rows=ROWS, f=lambda text: text, head="场外交易", button="购买", tail="收款人 付款后请点我已付款"):
    out = f"<h2>{f(head)}</h2>"
    for row in rows:
        out += "<ul>" + "".join(f"<li>{f(cell)}</li>" for cell in row) + f"<li><button>{f(button)}</button></li></ul>"
    return out + f"<p>{f(tail)}</p>"


def page(body, head="", title="欢迎"):
    return f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


def qr(path):
    qrcode.make(CODE).save(path)


def picture(path, rows, head="场外交易"):
    """Draws a board; without a font for Chinese there is none."""
    if FONT is None:
        return
    image = Image.new("RGB", (760, 90 + 60 * len(rows)), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 26)
    draw.text((20, 20), head, font=font, fill="black")
    for i, row in enumerate(rows):
        draw.text((20, 80 + 60 * i), "   ".join(row), font=font, fill="black")
    image.save(path)


def mapped(table):
    return lambda text: "".join(table.get(c, c) for c in text)


LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CYRILLIC = {"S": "Ѕ", "T": "Т", "C": "С", "B": "В", "Y": "У", "N": "N"}
MATH = {c: chr(0x1D400 + i) for i, c in enumerate(LATIN)}
CIRCLED = {c: chr(0x24B6 + i) for i, c in enumerate(LATIN)}
GREEK = {"T": "Τ", "N": "Ν", "Y": "Υ"}
HAN = "出售收购场外交易支付宝微信银行卡单价限额购买我已付款"


def between(mark, only=None):
    def f(text):
        out = ""
        for a, b in zip(text, text[1:] + " "):
            joint = (a in HAN and b in HAN) or (a in "USDTCNY" and b in "USDTCNY")
            out += a + (mark if joint else "")
        return out
    return f


def letters(before, after, junk=""):
    return lambda text: "".join(c if c in " .-¥0123456789" else f"{before}{c}{after}{junk}" for c in text)


def js(text):
    return json.dumps(text, ensure_ascii=True)


def chars(text):
    return ",".join(str(ord(c)) for c in text)


def put(expression):
    return f'<div id="a"></div><script>document.getElementById("a").innerHTML={expression}</script>'


def modules():
    code = qrcode.QRCode(border=4)
    code.add_data(CODE)
    code.make(fit=True)
    return code.get_matrix()


def canvas_lines(rows, head):
    lines = [head] + ["   ".join(row) for row in rows]
    return (
        '<canvas id="c" width="900" height="260"></canvas><script>var x=document.getElementById("c").getContext("2d");'
        'x.font="26px sans-serif";' + "".join(f"x.fillText(String.fromCharCode({chars(t)}),20,{50 + 60 * i});"
                                              for i, t in enumerate(lines)) + "</script>")


def canvas_code():
    grid = ["".join("1" if x else "0" for x in row) for row in modules()]
    return ('<canvas id="q" width="300" height="300"></canvas><script>var g=' + json.dumps(grid) +
            ',z=document.getElementById("q").getContext("2d");z.fillStyle="white";z.fillRect(0,0,300,300);'
            'z.fillStyle="black";g.forEach(function(r,y){for(var i=0;i<r.length;i++)if(r[i]=="1")z.fillRect(i*6,y*6,6,6)})'
            "</script>")


def table_code():
    rows = "".join("<tr>" + "".join(f'<td style="background:{"#000" if x else "#fff"}"></td>' for x in row) + "</tr>"
                   for row in modules())
    return ('<style>.q{border-collapse:collapse}.q td{width:6px;height:6px;padding:0}</style>'
            f'<table class="q">{rows}</table>')


def coded(text):
    return base64.b64encode(text.encode()).decode()


def trade(put_file):
    b, hidden = board(), "display:none"
    w = put_file
    w("homoglyphs-cyrillic", page(board(f=mapped(CYRILLIC))))
    w("homoglyphs-greek", page(board(f=mapped(GREEK))))
    w("letters-mathematical", page(board(f=mapped(MATH))))
    w("letters-circled", page(board(f=mapped(CIRCLED))))
    w("marks-between", page(board(f=between("·"))))
    w("hyphens-between", page(board(f=between("-"))))
    w("stars-between", page(board(f=between("*"))))
    w("blanks-between", page(board(f=between(" "))))
    w("zero-width-between", page(board(f=between("\u200b\u2060"))))
    w("emoji-between", page(board(f=between("🔥"))))
    w("elements-between", page(board(f=letters("<b>", "</b>"))))
    w("comments-between", page(board(f=letters("", "<!-- 新 -->"))))
    w("hidden-letters-inline", page(board(f=letters("", "", f'<span style="{hidden}">天</span>'))))
    w("hidden-letters-class", page(board(f=letters("", "", '<i class="zz">草</i>')), "<style>.zz{display:none}</style>"))
    w("hidden-letters-zero-size", page(board(f=letters("", "", '<span style="font-size:0">木</span>'))))
    w("decoy-news-hidden", page(f'<div style="{hidden}"><p>{NEWS * 12}</p></div>' + b))
    w("decoy-news-off-screen", page(f'<div style="position:absolute;left:-9999px"><p>{NEWS * 12}</p></div>' + b))
    w("decoy-news-white", page(f'<div style="color:#fff;background:#fff"><p>{NEWS * 12}</p></div>' + b))
    w("decoy-donation-hidden", page(f'<div style="{hidden}">' + "<p>捐赠</p><p>打赏</p><p>赞助</p><p>爱心捐</p></div>" + b))
    w("decoy-shop-hidden", page(f'<div hidden>' + "<p>加入购物车</p><p>包邮</p><p>七天无理由</p><p>售后</p></div>" + b))
    half = len(b) // 2
    w("script-concatenation", page(put("+".join(js(b[i:i + 7]) for i in range(0, len(b), 7)))))
    w("script-char-codes", page(put(f"String.fromCharCode({chars(b)})")))
    w("script-base64", page(put(f'decodeURIComponent(escape(atob("{coded(b)}")))')))
    w("script-unescape", page(put('unescape("' + "".join(f"%u{ord(c):04x}" if ord(c) < 65536 else c for c in b) + '")')))
    w("script-reversed", page(put(f'{js(b[::-1])}.split("").reverse().join("")')))
    w("script-array", page(put(f"{json.dumps(list(b), ensure_ascii=True)}.join('')")))
    w("script-shifted", page(put("[" + chars(b) + "].map(function(c){return String.fromCharCode(c)}).join('')")))
    w("script-late", page('<p>加载中</p><script>setTimeout(function(){document.body.innerHTML=atob("' + coded("x") +
                          f'")?{js(b[:half])}+{js(b[half:])}:""' + "},6000)</script>"))
    w("script-outside", page('<div id="a"></div><script src="outside.js"></script>'))
    w("script-fetches", page('<div id="a"></div><script>fetch("fetched.json").then(function(r){return r.json()}).then('
                             'function(d){document.getElementById("a").innerHTML=d.h})</script>'))
    w("script-state", page('<div id="root"></div><script>window.__STATE__=' + json.dumps({"ads": [
        {"side": "sell", "coin": "USDT", "fiat": "CNY", "price": "7.03", "minAmount": "500", "maxAmount": "20000",
         "payMethods": ["alipay", "bank"]}] * 3}) + '</script><script src="state.js"></script>'))
    w("shadow-root", page('<div id="h"></div><script>document.getElementById("h").attachShadow({mode:"closed"}).innerHTML='
                          f'String.fromCharCode({chars(b)})</script>'))
    w("canvas-text", page(canvas_lines(ROWS, "场外交易")))
    w("canvas-code", page("<h3>USDT 充值</h3><p>付款后自动到账</p>" + canvas_code()))
    w("table-code", page("<h3>USDT 充值</h3><p>付款后自动到账</p>" + table_code()))
    if FONT is not None:
        w("picture-of-text", page('<img src="board.png">'))
        w("picture-of-text-and-code", page('<img src="board.png"><img src="code.png">'))
    w("code-in-style", page('<style>.k{width:300px;height:300px;background:url(code.png) no-repeat}</style>'
                            '<h3>USDT充值</h3><p>扫码付款</p><div class="k"></div>'))
    w("code-in-style-attribute", page('<h3>USDT充值</h3><p>扫码付款</p>'
                                      '<div style="width:300px;height:300px;background-image:url(\'code.png\')"></div>'))
    w("code-in-srcset", page('<h3>USDT充值</h3><p>扫码付款</p><img src="dot.png" srcset="code.png 1x">'))
    css = "".join(f'.k{i}::before{{content:"{cell}"}}' for i, cell in enumerate(c for row in ROWS for c in row))
    w("style-content", page("".join(f'<p class="k{i}"></p>' for i in range(8)), f"<style>{css}</style>"))
    flip = "".join(f'<p><bdo dir="rtl">{cell[::-1]}</bdo></p>' for row in ROWS for cell in row)
    w("reversed-by-direction", page(flip))
    rows = "".join('<div style="display:flex;flex-direction:row-reverse;justify-content:flex-end">' +
                   "".join(f"<span>{c}</span>" for c in cell[::-1]) + "</div>" for row in ROWS for cell in row)
    w("reversed-by-layout", page(rows))
    w("frame-srcdoc", page(f'<iframe width="900" height="600" srcdoc="{b.replace(chr(34), "&quot;")}"></iframe>'))
    w("frame-data", page(f'<iframe width="900" height="600" src="data:text/html;charset=utf-8;base64,{coded(b)}"></iframe>'))
    w("frame-page", page('<iframe width="900" height="600" src="part/inner.html"></iframe>'))
    w("refresh-chain", page("<p>请稍候</p>", '<meta http-equiv="refresh" content="0;url=part/hop1.html">'))
    w("script-redirect", page("<p>请稍候</p><script>window.location.href='part/inner.html'</script>"))
    w("entities", page("".join(f"&#x{ord(c):x};" if ord(c) > 127 else c for c in b)))
    w("ruby", page(board(f=lambda t: "".join(f"<ruby>{c}<rp></rp><rt></rt></ruby>" if ord(c) > 127 else c for c in t))))
    svg = "".join(f'<text x="10" y="{40 + 40 * i}" font-size="24">{"  ".join(row)}</text>' for i, row in enumerate(ROWS))
    w("svg-text", page(f'<svg width="900" height="300">{svg}</svg>'))
    w("values-of-fields", page("".join(f'<input value="{c}">' for row in ROWS for c in row)))
    slang = [("出U", "7.03一个", "500起", "ZFB 卡卡"), ("收U", "6.98一个", "秒放 不冻卡", "VX 支F宝")]
    w("slang", page(board(slang, head="U商 长期", button="联系", tail="zfb收款 勿备注")))
    pinyin = [("chushou USDT", "danjia 7.03 CNY", "xiane ¥500-¥20000", "zhifubao yinhangka")]
    w("pinyin", page(board(pinyin, head="changwai jiaoyi", button="goumai", tail="fukuan hou dian woyifukuan")))
    leet = [("Sell U5DT", "7.03 CNY/U5DT", "Limit ¥500-¥20000", "A1ipay"), ("Buy 8TC", "410000 CNY", "Limit ¥500", "A1ipay")]
    w("digits-for-letters", page(board(leet, head="P2P trade", button="Buy", tail="I have paid")))
    w("cloaked", page(b))
    w("cloaked@patrol", page("<h2>花店</h2><p>鲜花每日新鲜到店。</p>"))


def honest(put_file):
    w, shop = put_file, board(SHOP, head="小店", button="加入购物车", tail="包邮 七天无理由 售后")
    w("shop-by-script", page(put("+".join(js(shop[i:i + 9]) for i in range(0, len(shop), 9)))))
    w("shop-base64", page(put(f'decodeURIComponent(escape(atob("{coded(shop)}")))')))
    w("shop-state", page('<div id="root"></div><script>window.__STATE__=' + json.dumps({"goods": [
        {"name": "shirt", "currency": "CNY", "price": "89.00", "minAmount": "1", "maxAmount": "5",
         "payMethods": ["alipay", "wechat"]}] * 4}) + '</script><script src="shop.js"></script>'))
    w("shop-canvas", page(canvas_lines(SHOP, "小店")))
    w("shop-picture", page('<img src="shop.png"><img src="code.png">'))
    w("shop-hidden-menu", page('<div style="display:none"><p>会员</p><p>积分</p></div>' + shop))
    w("u-disks", page(board([("买U盘 64G", "单价 39 元", "库存 9", "支付宝"), ("U型枕", "单价 59 元", "包邮", "微信支付")], head="数码小店",
                            button="立即购买", tail="U盾 U盘 批发")))
    w("game-coins", page(board([("游戏币 10万", "单价 10 元", "库存 99", "支付宝"), ("Q币 100个", "单价 98 元", "自动发货", "微信支付")],
                               head="游戏币充值", button="购买", tail="自动发货 卡密")))
    w("pharmacy-otc", page(board([("甲类OTC 感冒灵", "单价 12 元", "库存 30", "支付宝"), ("乙类OTC 维生素", "单价 25 元", "包邮", "银行卡")],
                                 head="OTC药房", button="加入购物车", tail="非处方药 收货地址")))
    w("news-in-frame", page('<iframe width="900" height="600" srcdoc="<h1>数字货币周报</h1><p>' + NEWS * 3 + '</p>"></iframe>'))
    w("news-by-script", page(put(js(f"<h1>比特币价格观察</h1><p>{NEWS * 4}</p><p>阅读 321 评论 12</p>"))))
    w("ticker-state", page('<h1>行情</h1><script>window.q=' + json.dumps({"list": [
        {"symbol": "BTC/USDT", "price": "61000", "change": "1.2%"}] * 6}) + '</script><p>免责声明 不构成投资建议</p>'))
    w("tip-jar-canvas", page("<h2>请我喝咖啡</h2><p>感谢支持 打赏</p><p>BTC 也可以</p>" + canvas_code()))
    w("tip-jar-table", page("<h2>赞助作者</h2><p>支付宝打赏 捐赠</p>" + table_code()))
    w("digital-yuan", page(board([("数字人民币红包", "满20元减5元", "每日限领1次", "数字人民币 支付宝")], head="数字人民币消费节", button="领取",
                                 tail="活动细则 商户名单")))
    w("hardware-wallets", page(board([("硬件钱包", "单价 699 元", "库存 12", "支付宝"), ("金属助记板", "单价 129 元", "包邮", "微信支付")],
                                     head="冷钱包专卖", button="加入购物车", tail="七天无理由 售后 运费")))
    w("course", page(board([("区块链入门课", "单价 199 元", "课时 20", "支付宝"), ("比特币白皮书精读", "单价 99 元", "课时 8", "微信支付")],
                           head="在线课程", button="立即购买", tail="课程 学费 会员")))
    w("exchange-office", page(board([("美元现钞", "7.12", "港币现钞", "0.92"), ("欧元", "7.80", "日元", "0.049")], head="外币兑换",
                                    button="预约", tail="银行卡 人民币 汇率")))
    w("money-by-bank", page(put(f"String.fromCharCode({chars('<h2>网上银行</h2><p>转账汇款</p><p>收款人</p><p>收款账号</p>')})")))
    w("letters-styled", page(board(SHOP, f=letters("<b>", "</b>"), head="小店", button="加入购物车")))
    w("circled-menu", page(board([("Ⓐ套餐", "单价 30 元", "Ⓑ套餐", "单价 45 元")], head="套餐", button="购买", tail="支付宝 微信支付")))
    w("arcade", page(board([("代币 100枚", "单价 80 元", "代币券", "支付宝")], head="电玩城", button="购买", tail="投币 抓娃娃币 微信支付")))
    w("refresh-shop", page("<p>正在跳转</p>", '<meta http-equiv="refresh" content="0;url=part/shopinner.html">'))
    w("docs-sdk", page("<h1>API reference</h1><pre>{\"coin\":\"USDT\",\"fiat\":\"CNY\",\"price\":\"7.03\"}</pre>"
                       "<p>npm install exchange-sdk. The documentation describes the order endpoint.</p>"))


def make(folder, pages, files):
    os.makedirs(folder, exist_ok=True)

    def write(name, text):
        with open(os.path.join(folder, name + ".html"), "w", encoding="utf-8") as f:
            f.write(text)
    pages(write)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)
    qr(os.path.join(folder, "code.png"))
    Image.new("RGB", (1, 1), "white").save(os.path.join(folder, "dot.png"))


def main():
    out = sys.argv[1]
    b, shop = board(), board(SHOP, head="小店", button="加入购物车", tail="包邮 七天无理由 售后")
    os.makedirs(os.path.join(out, "trade", "part"), exist_ok=True)
    os.makedirs(os.path.join(out, "honest", "part"), exist_ok=True)
    show = ('var h="";(window.__STATE__.ads||window.__STATE__.goods).forEach(function(a){h+="<ul><li>"+(a.coin?"出售"+a.coin:'
            'a.name)+"</li><li>¥"+a.price+"</li><li>"+a.minAmount+"-"+a.maxAmount+"</li><li>"+a.payMethods.join(" ")+'
            '"</li></ul>"});document.getElementById("root").innerHTML=h')
    make(os.path.join(out, "trade"), trade, {
        "outside.js": f'document.getElementById("a").innerHTML={js(b[:40])}+{js(b[40:])}',
        "state.js": show, "fetched.json": json.dumps({"h": b}),
        "part/inner.html": page(b), "part/hop1.html": page("", '<meta http-equiv="refresh" content="1; URL=hop2.html">'),
        "part/hop2.html": page("", '<meta http-equiv="refresh" content="0;url=inner.html">')})
    make(os.path.join(out, "honest"), honest, {"shop.js": show, "part/shopinner.html": page(shop)})
    picture(os.path.join(out, "trade", "board.png"), ROWS)
    picture(os.path.join(out, "honest", "shop.png"), SHOP, "小店")


main()
