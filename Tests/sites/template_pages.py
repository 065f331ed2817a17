"""Templates as they lie in the sources of sites, with nothing filled in: boards, orders, cashiers and forms of several
kinds of templates, with shops, cashiers, markets and wallets of the same parts. The rules were widened with them in
view. Everything in them is invented.

    python3 template_pages.py FOLDER

Writes FOLDER/trade/*.html and FOLDER/honest/*.html.
"""

import sys

import saved_pages

BOARD = """<template>
  <view class="hall">
    <view class="tab" @click="side = 1">{{ $t('hall.buyIn') }}</view><view @click="side = 2">{{ $t('hall.sellOut') }}</view>
    <view v-for="(row, i) in rows" :key="i">
      <text>{{ row.merchantName }}</text><text>{{ $t('hall.price') }} {{ row.price }} CNY</text>
      <text>{{ $t('hall.limit') }} {{ row.minTradeLimit }} - {{ row.maxTradeLimit }} CNY</text>
      <text>{{ row.surplus }} {{ row.coinName }}</text>
      <image v-if="row.payMode.includes('alipay')" src="/static/a.png"/>
    </view>
  </view>
</template>
<script>export default { data() { return { side: 1, rows: [] } } }</script>"""

ORDER = """<template>
  <div class="deal">
    <p>{{ $t('deal.sellerName') }}: {{ order.sellerName }}</p><p>{{ $t('deal.unitPrice') }} {{ order.unit_price }}</p>
    <p>{{ $t('deal.total') }} {{ order.total }} {{ order.fiat }}</p><p>{{ order.number }} {{ order.currency_name }}</p>
    <p v-if="way.alipay_account">{{ $t('way.alipay') }}: {{ way.alipay_account }}</p>
    <p v-if="way.wechat_account">{{ $t('way.wechat') }}: {{ way.wechat_account }}</p>
    <p v-if="way.bank_account">{{ way.bank_name }} {{ way.bank_account }}</p>
    <button @click="havePaid">{{ $t('deal.havePaid') }}</button><button @click="appeal">{{ $t('deal.appeal') }}</button>
  </div>
</template>"""

ADVERT = """{include file="common/head" /}
<form action="{:url('desk/save')}" method="post">
  <label>{:lang('coin_type')}</label><select name="coin">{volist name="coins" id="v"}<option>{$v.title}</option>{/volist}</select>
  <label>{:lang('i_sell')} / {:lang('i_buy')}</label><label>{:lang('premium')}</label><input name="premium">
  <label>{:lang('price')}</label> {$price} CNY <label>{:lang('min_amount')}</label><input name="min_amount"> CNY
  <label>{:lang('max_amount')}</label><input name="max_amount"> CNY <button>{:lang('submit')}</button>
</form>"""

MERCHANT = """{include file="head"}
<table><tr><th>卖家</th><th>单价</th><th>限额</th><th>付款方式</th></tr>
{volist name="list" id="vo"}<tr><td>{$vo.nickname}</td><td>{$vo.price} 元</td><td>{$vo.min_limit}-{$vo.max_limit}</td>
<td>{eq name="vo.ali" value="1"}支付宝{/eq} {eq name="vo.bank" value="1"}银行卡{/eq}</td>
<td><a href="{:url('order/buy')}?id={$vo.id}">购买 USDT</a></td></tr>{/volist}</table>"""

DESK = """<div ng-repeat="o in offers"><b ng-bind="o.seller"></b> {{ o.price | number }} CNY
<span ng-if="o.bankCard">{{ 'BANK_CARD' | translate }}</span> {{ o.minAmount }}-{{ o.maxAmount }}
<a ng-click="buy(o)">{{ 'OTC_BUY' | translate }} {{ o.coin }}</a><a ng-click="sell(o)">{{ 'OTC_SELL' | translate }}</a></div>"""

ACCEPTOR = """<template><div class="otc-detail">
<h3 v-if="info.side === 'buy'">{{ $t('otc.buy') }}</h3><h3 v-else>{{ $t('otc.sell') }}</h3>
<p>{{ $t('otc.buyer') }} {{ info.buyerName }}</p><p>{{ $t('otc.tips') }}</p><p>{{ $t('otc.releaseTips') }}</p>
<p>{{ $t('otc.payType') }} {{ info.payTypeName }} {{ info.bankName }}</p><p>{{ info.price }} × {{ info.amount }}</p>
<button @click="confirmRelease">{{ $t('otc.release') }}</button></div></template>"""

TRADE = {"board": BOARD, "order": ORDER, "advert": ADVERT, "merchant": MERCHANT, "desk": DESK, "acceptor": ACCEPTOR}

SHOP = """<template><view class="cart"><view v-for="g in goods" :key="g.id"><text>{{ g.title }}</text>
<text>{{ currency_symbol }}{{ g.price }}</text><text>{{ $t('cart.buyNow') }}</text></view>
<radio-group v-model="payment"><radio value="alipay">{{ $t('pay.alipay') }}</radio><radio value="wechat">{{ $t('pay.wechat') }}</radio>
</radio-group><button @click="submit">{{ $t('cart.pay') }}</button></view></template>"""

CASHIER = """{include file="head"}<h2>{$title}</h2><p>￥ {$order.money}</p><p>{$order.trade_no}</p>
<img src="{:url('pay/code')}?id={$order.id}"><p>请使用支付宝扫一扫</p><p>{$order.seller}</p><p>{:lang('tips')}</p>"""

MARKET = """<template><div class="spot"><i v-if="isFavor"></i><span>{{ pair.coin }}/{{ pair.base }}</span>
<span>{{ pair.close }} ≈ {{ pair.close * cnyRate }} CNY</span><a>{{ $t('header.otc') }}</a>
<input v-model="limitPrice"><input v-model="amount"><button @click="buyWithLimit">{{ $t('spot.buyIn') }}</button>
<button @click="sellWithLimit">{{ $t('spot.sellOut') }}</button><li v-for="o in entrusts">{{ o.price }}</li></div></template>"""

WALLET = """<template><div><p v-for="w in wallets">{{ w.coin }} {{ w.balance }} ≈ {{ w.cny }} CNY <a @click="charge(w)">充币</a>
<a @click="extract(w)">提币</a></p><p>{{ $t('wallet.minAmount') }}: {{ fee.minAmount }}</p></div></template>"""

CHANNELS = """<template><form><select v-model="form.provider"><option value="alipay">{{ t('channel.alipay') }}</option>
<option value="wechat">{{ t('channel.wechat') }}</option><option value="epusdt">{{ t('channel.usdt') }}</option></select>
<input v-model="form.merchantId"><input v-model="form.minAmount"><button @click="save">{{ t('save') }}</button></form></template>"""

SECOND_HAND = """<template><view class="c2c"><view v-for="g in list"><text>{{ g.sellerName }}</text><text>￥{{ g.price }}</text>
<text>{{ g.buyerCount }}</text></view><button @click="buy">{{ $t('goods.want') }}</button>
<button @click="sell">{{ $t('goods.sellMine') }}</button></view></template>"""

TIPS = """<template><div><h2>{{ $t('tips.title') }}</h2><p>打赏作者</p><img v-if="alipay" :src="alipayCode"><img v-if="wechat"
:src="wechatCode"><p v-for="c in coins">{{ c.coinName }} {{ c.address }}</p></div></template>"""

HONEST = {"shop": SHOP, "cashier": CASHIER, "market": MARKET, "wallet": WALLET, "channels": CHANNELS,
          "second-hand": SECOND_HAND, "tips": TIPS}


if __name__ == "__main__":
    saved_pages.write(sys.argv[1], TRADE, HONEST)
