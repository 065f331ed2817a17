"""Parts of boards and orders whose words say little one by one, and honest pages with as many of the same words."""
import sys

import saved_pages
from saved_pages import page

# An order that waits for its payment, as a template: nothing names both ways or lets anything go.
ORDER = """<template><div class="pay-info"><h3>订单状态：等待付款，还剩 {{ minutes }} 分钟</h3><p>单价 {{ d.unitPrice }}</p>
<p>数量 {{ d.quantity }} {{ d.coinName }}</p><p>对方 {{ d.nickname }} 已实名认证</p><p>户名 {{ d.bankCard.person }}</p>
<p>备注请填 {{ d.remark }}</p><a @click="cancel">取消订单</a><a @click="appeal">申诉</a></div></template>"""

# What one has put up, in English names alone.
OWN = """<template><view><view v-for="p in posts" :key="p.id"><text>{{ p.coinName }} {{ p.unitPrice }}</text>
<text>{{ p.minAmount }} {{ p.maxAmount }}</text><text>{{ p.legalCurrency }}</text><text>{{ p.payments }}</text>
<text>{{ p.nickname }} {{ p.completion }}</text><button @tap="publish(p)">+</button><button @tap="cancel(p)">-</button>
</view></view></template><script>export default { onLoad() { this.type = 'sell'; this.pay = 'bankCard' } }</script>"""

# How a seller is judged, and what is left to do, in a list of orders.
ORDERS = """<template><ul><li v-for="o in otcList"><b>{{ o.merchant }}</b><i>{{ o.nick }}</i><s>{{ o.coinName }}</s>
<span>数量 {{ o.quantity }}</span><span>单价 {{ o.unitPrice }} 元</span><span>{{ o.totalPrice }} ￥</span>
<em v-if="o.state == 1">等待</em><em v-else>已完成</em><a v-if="o.state == 1" @click="appeal(o)">?</a></li></ul></template>"""

# A form that puts coins up.
FORM = """<template><form><label>发布</label><input v-model="f.quantity" placeholder="数量"><input v-model="f.unitPrice"
placeholder="单价"><input v-model="f.minLimit" placeholder="单笔最小"><input v-model="f.maxLimit" placeholder="单笔最大">
<select v-model="f.coinName"></select><textarea v-model="f.remark" placeholder="备注"></textarea>
<p>实名认证的商家可发布，收款账户须为本人，￥</p><button @click="confirm">确定</button></form></template>"""

# The same steps in English.
STEPS = """<template><section><h3>{{ order.coinName }}</h3><p>{{ order.merchant.nickname }} · {{ order.completion }}</p>
<p>{{ order.unitPrice }} CNY</p><p>{{ order.quantity }}</p><p>{{ limits.minAmount }} – {{ limits.maxAmount }}</p>
<ol><li>{{ bankName }} {{ bankCard }}</li><li>{{ minutes }} min</li></ol><button @click="confirm">I have paid</button>
<button @click="cancel">Cancel</button><button @click="appeal">Appeal</button></section></template>"""

# An order beside a talk; what is paid with is left to the data, and most labels to a script.
TALK = """<div class="order"><p class="l-price"></p><i id="unitPrice"></i><p class="l-count"></p><i id="quantity"></i>
<p class="l-way"></p><i id="payType"></i><p class="l-note"></p><i id="remark"></i><b id="nickname"></b><b id="coinName"></b>
<i id="minLimit"></i><i id="maxLimit"></i><input id="amount" placeholder="购买数量"><button id="cancelBtn"></button>
<button id="appealBtn"></button><button id="buyBtn">下单</button></div>"""

TRADE = {"talk": TALK, "order": ORDER, "own": OWN, "orders": ORDERS, "form": FORM, "steps": STEPS}

# A shop that takes a coin as well, with an order's state, its remark and how long it waits.
SHOP = page("我的订单", "<h2>订单状态：等待付款，还剩 14 分钟</h2>", "商品 保温杯 数量 1 单价 ￥59", "备注 请放门口", "商家 已实名认证",
            "支付方式 支付宝 微信 USDT", "<button>取消订单</button><button>确认支付</button>", "发货后七天无理由", "会员优惠 5 元")

# Coins for coins, in a book of orders; what they are worth in yuan stands beside.
BOOK = """<template><div><h3>{{ coinName }}/USDT ≈ {{ cny }} CNY</h3><input v-model="buy.limit"><input v-model="buy.amount">
<button @click="buy">买入</button><input v-model="sell.limit"><button @click="sell">卖出</button><p>当前委托 历史委托</p>
<p>限价 {{ minLimit }} {{ maxLimit }} 数量 单价</p><button @click="cancel">撤销</button></div></template>"""

# What one owns at an exchange.
WALLET = """<template><div><p v-for="w in wallets">{{ w.coinName }} {{ w.balance }} ≈ {{ w.cny }} CNY</p><p>可用 冻结 记录</p>
<a @click="recharge">充币</a><a @click="withdraw">提币</a><p>手续费 {{ fee }}</p><p>最小数量 {{ minAmount }}</p>
<p>地址 {{ address }}</p></div></template>"""

# A bank's own transfer; it names coins to forbid them.
BANK = page("转账", "<form><input name='payeeName' placeholder='收款户名'><input name='bankCard' placeholder='收款账户'>"
            "<input name='amount' placeholder='金额'><input name='remark' placeholder='备注'></form>", "单笔限额 50,000 元",
            "本人实名认证后可转账，等待 30 分钟到账", "不得用于买卖比特币等虚拟货币", "<button>确定</button>")

# Used goods from one person to another.
USED = """<template><view class="c2c"><view v-for="g in goods"><text>{{ g.seller }} {{ g.nickname }}</text>
<text>￥{{ g.price }}</text><text>{{ g.quantity }}</text></view><button @click="publish">发布</button>
<button @click="buy">购买</button><text>商家 发货 收货 会员 优惠</text></view></template>"""

# How a gateway for coins is set up beside others.
SETUP = """<template><form><h3>支付配置</h3><input v-model="alipay.appId"><input v-model="usdt.address"><input
v-model="usdt.rate" placeholder="汇率"><input v-model="pay.minAmount"><input v-model="pay.maxAmount"><p>接口 回调 密钥 测试</p>
<button @click="save">保存</button></form></template>"""

# Between persons abroad, in whatever money they have.
ABROAD = """<template><tr v-for="r in rows"><td>{{ r.merchant }}</td><td>{{ r.coinName }}</td><td>{{ r.unitPrice }} NGN</td>
<td>{{ r.minLimit }} - {{ r.maxLimit }}</td><td>{{ r.payType }}</td><td>{{ r.quantity }}</td></tr></template>"""

# An order for used goods, in the same words.
USED_ORDER = """<template><view class="c2c-order"><view>订单状态 等待付款 {{ minutes }} 分钟</view><view>卖家 {{ o.nickname }} 已实名</view>
<view>单价 {{ o.unitPrice }} 数量 {{ o.quantity }}</view><view>支付宝 微信</view><button @tap="cancel">取消订单</button>
<button @tap="appeal">申诉</button></view></template>"""

# Gold of a game between its players, and a medicine that is sold over the counter.
GOLD = """<template><view><h3>金币交易</h3><view v-for="o in orders"><text>卖家 {{ o.nickname }}</text><text>数量 {{ o.goldCoin }}</text>
<text>单价 {{ o.unitPrice }} 元</text><text>单笔限额 {{ o.minLimit }}-{{ o.maxLimit }}</text><button @click="buy(o)">购买</button>
</view><button @click="publish">发布出售</button><text>待付款 已完成 支付宝 微信</text><button @click="appeal">申诉</button></view></template>"""
COUNTER = """<template><div class="otc-drug"><h3>非处方药</h3><p>单价 ￥{{ g.price }}</p><p>数量 {{ n }} 单笔限额 {{ maxLimit }}</p>
<p>商家 {{ g.merchant }} 已实名认证</p><p>支付宝 微信</p><p>订单状态 待付款</p><button @click="buy">购买</button>
<button @click="cancel">取消订单</button></div></template>"""

HONEST = {"gold": GOLD, "counter": COUNTER, "used-order": USED_ORDER, "abroad": ABROAD, "shop": SHOP, "book": BOOK, "wallet": WALLET, "bank": BANK, "used": USED, "setup": SETUP}


if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
