"""Adverts as they are written and as they are read, merchants' own pages, orders and their rules, with and without
their values, and with the heads of their columns in a script; merchants who are settled with in coins. Beside them
forms of banks and firms, markets of games and help of the same parts. The rules were widened with them in view.
Everything in them is invented.

    python3 advert_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages
from saved_pages import page

RULES = """<ol><li>下单以后，对应的数字货币被锁定在托管中，卖家确认到账后才会放行。</li>
<li>交易前请先看完用户条款、常见问题、新手指南和帮助文档。</li><li>买家须在时限内付款，超时订单会自动关闭。</li></ol>"""

# An advert, read by whoever answers it: no way to pay is named.
READ = page("广告详情", "<table><tr><th>价格</th><td>7.18 CNY/USDT</td></tr><tr><th>交易限额</th><td>800 - 24000 CNY</td></tr>"
            "<tr><th>付款方式</th><td><img src='/i/3.png'></td></tr><tr><th>所在地</th><td>中国</td></tr></table>",
            "<div>你想买多少？</div><input placeholder='CNY'><input placeholder='USDT'><button>下一步</button>", RULES)

# The same before the server has filled it in.
READ_RAW = """<include file="Common:head" /><table><tr><th>报价</th><td>{$ad['price']} {$unit}/{$coin['title']}</td></tr>
<tr><th>交易限额</th><td>{$ad['min_limit']}-{$ad['max_limit']} CNY</td></tr><tr><th>付款方式</th><td>{$way['title']}</td></tr>
<tr><th>卖家</th><td>{$seller['nick']}</td></tr></table>""" + RULES

# An advert, written: kinds of coins, no coin's name.
WRITTEN = page("发布广告", "<h2>发布广告</h2><form><div>广告类型</div><div>交易币种</div><select name='c'></select>"
               "<div>价格</div><input name='p'><div>CNY</div><div>最小限额</div><input name='a'><div>CNY</div>"
               "<div>最大限额</div><input name='b'><div>CNY</div><div>收款方式</div><select name='w'></select>"
               "<button>提交</button></form>")

# A merchant's own page, whose offers name their coin by a picture.
MERCHANT = page("商家主页", "<div>认证商家</div><div>30日成单 412</div><div>完成率 98%</div><div><span>在线出售</span><span>在线购买</span></div>"
                "<table><tr><th>币种</th><th>数量</th><th>限额</th><th>单价</th><th>支付方式</th><th>操作</th></tr>"
                "<tr><td><img src='/c/1.png'></td><td>5200</td><td>300-9000</td><td>7.21</td><td><img src='/w/2.png'></td>"
                "<td><button>出售</button></td></tr></table><p>人民币</p>")

# Columns and ways to pay in the script.
COLUMNS = """<template><div><Tabs v-model="side"><TabPane v-for="t in tabs" :key="t.k" :label="t.n"></TabPane></Tabs>
<Table v-if="rows.length" :columns="heads" :data="rows"></Table><p v-else>{{ none }}</p></div></template>
<script>export default { data() { return { rows: [], tabs: [{k: 1, n: "我要购买"}, {k: 2, n: "我要出售"}],
heads: [{title: "商家"}, {title: "币种"}, {title: "限额"}, {title: "单价"}, {title: "收款方式", filters: [{label: "支付宝"}, {label: "微信"}]}] } } }
</script>"""

# A stranger is paid by bank, and lets go.
PAID = """<template><div><p>{{ deal.traderName }}</p><p>{{ deal.merchantName }}</p><p>{{ deal.price }} ({{ deal.crypto }})</p>
<p v-if="deal.bank_name">{{ deal.bank_name }} {{ deal.bank_card_number }}</p><p>请转账到商家的银行卡</p>
<button v-if="mine" @click="next">{{ deal.side == 'in' ? '放行' : '我已付款' }}</button></div></template>"""

# One's own adverts, as messages that are looked up.
OWN = """<div class="own">{:lang('otc_my_ads')} {:lang('otc_closed_ads')} <b>{:lang('otc_ad_type')}</b>
{volist name="ads" id="v"}<i>{$v.min_money}-{$v.max_money} CNY</i><i>{$v.price} CNY</i><i>{$v.coin_name}</i>
{if $v.kind eq 'buy'}{:lang('buying')}{else/}{:lang('selling')}{/if}{/volist}</div>"""

# Merchants' money comes in by codes and goes out in coins.
SETTLED = page("云帆码付", "<h1>云帆码付</h1><p>个人收款码免签约接入，当天可用</p><ul><li>支付宝 费率 2.6%</li><li>微信 费率 2.9%</li>"
               "<li>云闪付 费率 2.4%</li></ul><h2>结算</h2><p>支持 USDT-TRC20 结算，T+0 到账</p><button>商户入驻</button>")

CHANNELS = page("通道报价", "<table><tr><th>通道</th><th>单笔</th><th>费率</th></tr><tr><td>支付宝原生</td><td>100-5000</td><td>9%</td></tr>"
                "<tr><td>微信扫码</td><td>200-3000</td><td>11%</td></tr></table><p>下发 USDT，两小时一次</p><p>商户对接请联系客服</p>")

# A seller is paid: what one costs and how many stand apart, and no rail is named.
PAY = page("订单付款", "<div><span>请付款</span><span>￥2148.00</span></div><div><span>单价：</span><span>7.16</span></div>"
           "<div><span>交易数量：</span><span>300USDT</span></div><div><span>卖家姓名：</span><span>周小满</span></div>"
           "<div><span>卖家电话：</span><span>139****5520</span></div>", "<button>取消订单</button><button>我已付款</button>",
           "<div>已向卖家付款后请勿取消</div>")

# One's own adverts, each with a price; what is dealt in is called a kind of coin.
MINE = page("我的广告", "<select><option>买入</option><option>卖出</option></select><table><tr><th>币种</th><th>单价</th><th>剩余</th>"
            "<th>操作</th></tr><tr><td>买入</td><td>7.19 CNY</td><td>640</td><td><button>下架</button></td></tr></table>"
            "<p>付款方式</p><button>发布广告</button>")

# An order is written; what its fields show depends on the side.
WRITE = """<template><div><span @click="go(1)">我要购买</span><span @click="go(2)">我要出售</span><label>价格</label>
<input v-model="form.price"><label>限额(KC)</label><input v-model="form.least"><label>金额(CNY)</label><b>{{ total }}</b>
<textarea v-model="form.note" :placeholder="side == 1 ? '到账后请尽快放币' : '币由系统锁定，请放心付款'"></textarea>
<label v-if="side == 2">收款方式</label><i v-if="side == 2">支付宝</i><i v-if="side == 2">银行卡</i></div></template>"""

# Limits and how many there are in one line.
LINES = page("场外", "<div><span>购买</span><span>出售</span></div><ul><li>发布委托</li></ul>" + "".join(
    f"<div><div>{name}</div><div>{price} CNY</div><div><span>限额 {low} - {low * 90} CNY</span> <span>数量 {left}</span></div></div>"
    for name, price, low, left in (("青禾", "7.22", 200, "3100"), ("远山", "7.23", 500, "870"), ("小舟", "7.25", 100, "4400"))))

# An advert is written below sentences that tell how: no newspaper, whatever it says first.
TELL = ("<h2>创建一个交易广告</h2><p>您若常常买卖，可以创建自己的交易广告，让别人来找您下单。</p><p>创建广告不收取任何费用，成交以后才会收取少许手续费。</p>"
        "<p>只想偶尔买卖一次的用户，请直接在广告列表里挑选合适的一条。</p>")
INTRO = """<template><div>""" + TELL + """<Form><FormItem :label="$t('otc.ad.side')"><Radio label="1">{{ $t('otc.ad.sell') }}</Radio>
<Radio label="0">{{ $t('otc.ad.buy') }}</Radio></FormItem><FormItem :label="$t('otc.ad.coin')"><Select v-model="ad.coin"></Select></FormItem>
<FormItem :label="$t('otc.ad.price')"><Input v-model="ad.price" /></FormItem><FormItem :label="$t('otc.ad.minLimit')"><Input
v-model="ad.minLimit" /></FormItem><FormItem :label="$t('otc.ad.payMode')"><Select v-model="ad.payMode"></Select></FormItem></Form></div></template>"""

# The same, filled in.
FILLED = page("创建广告", TELL, "<ul><li><span>广告类型</span><input value='在线出售'></li><li><span>交易币种</span><select></select></li>"
              "<li><span>价格</span><input><i>CNY</i></li><li><span>最小限额</span><input><i>CNY</i></li><li><span>最大限额</span><input></li>"
              "<li><span>收款方式</span><select></select></li><li><span>交易密码</span><input type='password'></li></ul>")

# A board's first lines.
HOST = page("法币交易", "<ul><li>法币交易</li><li>成为商家</li></ul><div><span>购买</span><span>出售</span></div><button>发布广告</button>"
            "<div>ETH</div><div>18,420.00 CNY</div><div>最新成交均价 18,395.00 CNY</div><div>币币交易</div>")

# How far above the market, and no word of how is paid.
ABOVE = page("发布交易", "<h2>发布交易</h2><div><button>我要买入</button><button>我要卖出</button></div><ul><li>交易币种 <b>BTC</b></li>"
             "<li>溢价 % <input></li><li>交易价格 <input></li><li>最小交易额 <input> CNY</li><li>最大交易额 <input> CNY</li></ul>")

TRADE = {"settled": SETTLED, "channels": CHANNELS, "read": READ, "read-raw": READ_RAW, "written": WRITTEN,
         "merchant": MERCHANT, "columns": COLUMNS, "paid": PAID, "own": OWN,
         "pay": PAY, "mine": MINE, "write": WRITE, "lines": LINES, "intro": INTRO, "filled": FILLED, "host": HOST, "above": ABOVE}

# What a firm buys from a supplier.
SUPPLY = page("采购订单", "<form><label>供应商</label><label>币种</label><select><option>人民币</option><option>美元</option></select>"
              "<label>单价</label><label>数量</label><label>最小起订量</label><label>付款方式</label><select><option>银行转账</option></select>"
              "<button>提交</button></form>")

# Gold on a bank's books.
GOLD = page("账户黄金", "<h2>账户黄金</h2><table><tr><th>币种</th><th>买入</th><th>卖出</th><th>涨跌幅</th></tr><tr><td>人民币</td><td>561.2</td>"
            "<td>563.0</td><td>0.4%</td></tr></table><label>价格</label><label>单笔限额</label><label>支付方式</label><span>借记卡</span>"
            "<button>买入</button><button>卖出</button>")

# Coins of a game.
GAME = page("金币交易", "<div>选择区服</div><div>商家 128</div><div>好评 99%</div><table><tr><th>币种</th><th>单价</th><th>最小购买</th>"
            "<th>支付方式</th></tr><tr><td>一区 金币</td><td>0.021</td><td>500</td><td>支付宝 微信</td></tr></table>"
            "<button>购买</button><button>出售</button><p>卖家发货后请尽快确认收货。</p>")

# A manual, whose sentences name rules.
MANUAL = page("操作指南", "<h1>新手操作指南</h1>", "本文档介绍数字货币的基本概念。交易前请阅读常见问题。", "教程分为三章，每章附有文档链接。",
              "数字货币被锁定在合约地址里，源码见白皮书。", "更多教程请看帮助中心。")

# A second-hand market, columns in the script.
MARKET = """<template><div><Table v-if="a" :columns="heads" :data="rows"></Table><p v-if="b">{{ c }}</p><p v-if="d">{{ e }}</p></div></template>
<script>var heads = [{title: "卖家"}, {title: "商品"}, {title: "单价"}, {title: "支付方式"}, {label: "支付宝"}, {title: "立即购买"}]</script>"""

# What a coin is worth, with a board in the menu.
SPOT = """<template><div class="spot"><a>{{ $t('menu.otc') }}</a><a>{{ $t('menu.otcBuy') }}</a><a>{{ $t('menu.otcOrders') }}</a>
<p>{{ pair.coin }} {{ pair.price }} ≈ {{ pair.price * rate }} CNY</p><i v-if="x">{{ $t('spot.last') }}</i></div></template>"""

# What an affiliate earns is paid out in a coin.
AFFILIATES = page("推广联盟", "<h1>推广联盟</h1><p>主机、域名推广返利，佣金支持 USDT 结算</p><ul><li>支付宝</li><li>银行卡</li></ul>"
                  "<p>手续费 1%，接口对接请看文档</p><button>加入联盟</button>")

# Contracts are settled in one.
CONTRACTS = page("合约规则", "<h1>永续合约规则</h1><p>合约以 USDT 结算，盈亏每八小时结算一次</p><p>手续费 0.05%</p><p>API 接口对接</p>"
                 "<p>帮助：支付宝、微信如何绑定谷歌验证码</p>")

# Merchants' money goes out as it came in.
PLAIN = page("易收通", "<h1>易收通聚合支付</h1><ul><li>支付宝 费率 0.38%</li><li>微信 费率 0.38%</li><li>云闪付 费率 0.38%</li></ul>"
             "<p>结算到对公账户，T+1 到账，不支持 USDT 结算</p><button>商户入驻</button>")

# A seller of tea takes a coin as well.
TEA = page("订单付款", "<h2>订单付款</h2><div>商品：古树茶饼 357g</div><div>卖家：云山茶行</div><div>应付 ￥720.00</div><ul><li>支付宝</li>"
           "<li>微信支付</li><li>USDT 约 100 USDT</li></ul><button>我已付款</button><p>请向卖家付款后点击上方按钮</p>")

# Adverts of second-hand goods, one's own.
SECOND = page("我的广告", "<select><option>求购</option><option>出售</option></select><table><tr><th>商品</th><th>价格</th><th>操作</th></tr>"
              "<tr><td>自行车</td><td>￥360</td><td><button>下架</button></td></tr></table><p>付款方式：微信</p><button>发布广告</button>")

# An exchange's market, whose menu leads to one's adverts.
MENU = page("BTC/USDT", "<nav><a>资产</a><a>收款方式</a><a>我的广告</a></nav><h2>BTC/USDT</h2><p>68120.5 ≈ ¥491,830</p>"
            "<table><tr><th>币种</th><th>价格</th><th>数量</th></tr><tr><td>BTC</td><td>68120.5</td><td>0.42</td></tr></table>"
            "<button>买入</button><button>卖出</button>")

# Bonds stand above their worth as well.
BOND = page("可转债", "<h2>可转债申购</h2><ul><li>转股溢价率 18.2%</li><li>价格 112.4 元</li><li>最小申购单位 10 张</li><li>最大申购数量 10000 张</li></ul>"
            "<button>买入</button><button>卖出</button><p>支付方式：银行卡</p>")

HONEST = {"affiliates": AFFILIATES, "contracts": CONTRACTS, "plain": PLAIN, "supply": SUPPLY, "gold": GOLD,
          "game": GAME, "manual": MANUAL, "market": MARKET, "spot": SPOT,
          "tea": TEA, "second": SECOND, "menu": MENU, "bond": BOND}


if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
