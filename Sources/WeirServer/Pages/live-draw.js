// What every part of the live page draws and writes with: elements, numbers, times, scales.
// Text from the server only ever becomes text nodes or attribute values, and no style attribute is written, so the
// page runs under Content-Security-Policy: default-src 'self'. Charts are drawn in real pixels, so type stays type.

// ---- Language: the console's ----------------------------------------------------------------------------------------

const kept = document.cookie.match(/(?:^|; )weir_language=(\w+)/)?.[1];
const asked = new URLSearchParams(location.search).get('language') ?? kept ?? navigator.language;
export const isChinese = asked.toLowerCase().startsWith('zh');
export const t = (english, chinese) => (isChinese ? chinese : english);

document.documentElement.lang = t('en', 'zh-Hans');
if (isChinese) {
  document.title = 'Weir：实时';
  for (const node of document.querySelectorAll('[data-zh]')) node.textContent = node.dataset.zh;
  for (const node of document.querySelectorAll('[data-zh-label]')) {
    node.setAttribute('aria-label', node.dataset.zhLabel);
  }
}

const NAMES = { otc_dealer: 'OTC dealer', two_way_strangers: 'strangers both ways' };
const CHINESE = {
  otc_dealer: '场外币商', running_points: '跑分', exchange_gateway: '交易所收款', collector: '集中收款',
  fourth_party_site: '四方支付网站', successor: '接替账户',
  warn_payer: '提示付款人', hold_payment: '暂缓付款', limit_collection: '限制收款额度', suspend_transfers: '暂停转账',
  stop_collection: '永久停止收款', block_site: '封停网站',
  allow: '放行', warn: '提示', hold: '暂缓', decline: '拒绝',
  price: '价格', people: '人员', flow: '资金流', cents: '尾数', identity: '身份', merchant: '商户', site: '网站', list: '名单',
  text: '文字', model: '模型',
  price_lattice: '价格格点', two_way_strangers: '双向陌生人', fan_in: '汇入', pass_through: '快进快出',
  pass_through_hours: '数小时内转出', pass_through_day: '当日转出', funnel: '漏斗', gathering: '归集', fed_by_suspects: '来自可疑账户', sizes: '金额大小', unique_cents: '唯一尾数', rhythm: '节奏',
  ordinary_life: '日常消费', shared_device: '共用设备', shared_card: '共用卡', inherited_customers: '承接客户', known_company: '往来对象',
  few_payees: '少数收款人', quick_replies: '收款即付', balance: '收支相抵', settlements: '整笔结转', layers: '资金层级',
  cycles: '资金回流', two_hops: '两跳', scatter_gather: '先散后聚', gather_scatter: '先聚后散', day_ends: '日终清空',
  shared_customers: '共同客户', shared_address: '共用地址', merchant_account: '商户账户',
  gateway_collection: '网关收款', site_payees: '网站收款人', remark_text: '备注文字', listed_account: '名单账户',
  listed_device: '名单设备', listed_site: '名单网站', listed_wallet: '名单钱包', listed_platform: '名单平台',
  site_deals_in_coins: '买卖币的网站', code_on_site: '网站展示其收款码', crypto_address: '币地址', list_hit: '名单命中',
  freeze_order: '冻结命令', site_blocked: '网站已封停', payment_code: '收款码', burst: '突增', awakening: '久寂复动',
  codes_afar: '异地扫码', code_rotation: '轮换收款码', refund_loop: '循环退款', merchant_mismatch: '类目不符',
};

export const $ = (id) => document.getElementById(id);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) if (value != null) node.setAttribute(name, value);
  node.append(...children.filter((child) => child != null && child !== '' && child !== false));
  return node;
}
export const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
export const draw = (name, attributes = {}, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
/** SVG elements have no `hidden` property, only the attribute. */
export const show = (id, shown) => $(id).toggleAttribute('hidden', !shown);
export const label = (x, y, anchor, text, kind) => draw('text', { x, y, 'text-anchor': anchor, class: kind }, text);
export const line = (x1, y1, x2, y2, kind) => draw('line', { x1, y1, x2, y2, class: kind });

export const words = (code) => (isChinese && CHINESE[code]) || (NAMES[code] ?? String(code).replaceAll('_', ' '));
export const plural = (n, one, chinese) => `${group(n)} ${t(n === 1 ? one : one + 's', chinese)}`;
export const short = (id) => (id.length > 14 ? `${id.slice(0, 7)}…${id.slice(-5)}` : id);
export const px = (n) => Math.round(n * 10) / 10;
export const sum = (list, of) => list.reduce((total, item) => total + Number(of(item)), 0);
export const unique = (list) => [...new Set(list)];

/** Groups thousands in the string itself: an exact amount must not pass through a float. */
export function group(amount) {
  const [whole, fraction] = String(amount).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? '.' + fraction : '');
}
/** A rounded sum of money for headlines. */
export function rough(amount) {
  if (isChinese && amount >= 1e8) return `${(amount / 1e8).toFixed(2)} 亿`;
  if (isChinese && amount >= 1e7) return `${group(Math.round(amount / 1e4))} 万`;
  if (amount >= 1e9) return `${(amount / 1e9).toFixed(2)} bn`;
  return amount >= 1e7 ? `${(amount / 1e6).toFixed(2)} M` : group(Math.round(amount));
}
export const micro = (us) => (us < 1000 ? `${Math.round(us)} µs` : `${(us / 1000).toFixed(us < 10000 ? 2 : 1)} ms`);
export const perSecond = (n) => (n >= 100 ? group(Math.round(n)) : n.toFixed(n >= 10 || n === 0 ? 0 : 1));

// ---- Times, in the viewer's zone ------------------------------------------------------------------------------------

const local = (options) => {
  const format = new Intl.DateTimeFormat(t('en-GB', 'zh-CN'), { hourCycle: 'h23', ...options });
  return (at) => format.format(new Date(at));
};
export const hourMinute = local({ hour: '2-digit', minute: '2-digit' });
export const clock = local({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const dayMonth = local({ day: 'numeric', month: 'short' });
export const date = local({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** Milliseconds that the viewer's clocks are ahead of UTC at a moment, and the zone's name then. */
const ahead = (at) => -new Date(at).getTimezoneOffset() * MINUTE;
export const zone = (at) => {
  const minutes = Math.abs(ahead(at)) / MINUTE;
  if (!minutes) return 'UTC';
  const rest = minutes % 60 ? `:${String(minutes % 60).padStart(2, '0')}` : '';
  return `UTC${ahead(at) < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest}`;
};
export const isMidnight = (at) => (at + ahead(at)) % (1440 * MINUTE) === 0;

// ---- Scales ---------------------------------------------------------------------------------------------------------

export const linear = (d0, d1, r0, r1) => (v) => px(r0 + ((v - d0) / (d1 - d0 || 1)) * (r1 - r0));

/** The step of 1, 2 or 5 times a power of ten that cuts `span` into about `n` parts. */
export function niceStep(span, n) {
  const raw = Math.max(span, 1e-12) / n;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * [1, 2, 5, 10].find((m) => m * power >= raw * 0.999);
}
export function ticksBetween(low, high, step) {
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
  return ticks;
}
export const decimals = (step) => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));

export const MINUTE = 60e3;
const TIME_STEPS = [1, 5, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 7200, 14400].map((m) => m * MINUTE);
export function timeTicks(from, to, n) {
  const step = TIME_STEPS.find((s) => (to - from) / s <= n) ?? TIME_STEPS.at(-1);
  const shift = ahead(from);
  return ticksBetween(from + shift, to + shift, step).map((at) => at - shift);
}

/** Empties an SVG and gives its size in pixels. */
export function canvas(svg) {
  svg.replaceChildren();
  const { width, height } = svg.getBoundingClientRect();
  svg.setAttribute('viewBox', `0 0 ${px(width)} ${px(height)}`);
  return [width, height];
}
