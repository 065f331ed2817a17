// The picture of one account: its price line and its money flow.

import {
  $, MINUTE, canvas, clock, dayMonth, decimals, draw, el, group, hourMinute, isMidnight, label, line, linear, niceStep,
  plural, px, rough, short, show, sum, t, ticksBetween, timeTicks, words, zone,
} from './live-draw.js';

let cursor = -1; // payment under the pointer or the arrow keys

// ---- The price line -------------------------------------------------------------------------------------------------

let plot = null; // where each payment was drawn, for pointer and keys

export function price(picture, account) {
  if (picture?.account !== plot?.c.account) cursor = -1;
  const drawn = Boolean(picture?.payments.length);
  ['price', 'detail', 'legend'].forEach((id) => show(id, drawn));
  show('price-empty', !account);
  show('price-waiting', account && !drawn);
  $('price-waiting').textContent = picture
    ? t('No payment of this account passed between persons; shops have prices of their own.',
      '该账户没有个人之间的付款；商店有自己的价格。')
    : t('The payments of this account are drawn when they next change.', '该账户的付款下次变化时显示。');
  const title = t('Price line', '价格线');
  $('price-title').textContent = account ? t(`${title} of ${short(account)}`, `${short(account)} 的${title}`) : title;
  $('price-note').textContent = '';
  plot = null;
  if (!drawn) return;
  const view = inView(picture);
  (view.byPrice ? priceNote : amountNote)(picture);
  legend(view); // before the drawing is measured, for it takes what the legend leaves
  const [width, height] = canvas($('price'));
  if (width < 50 || height < 120) return;
  plot = frame(picture, view, width, height);
  axes(plot);
  if (plot.byPrice) board(plot);
  scores(plot);
  suspension(plot);
  plot.points = view.payments.map((payment) => ({ payment, ...place(plot, payment) }));
  $('price').append(...plot.points.map(({ x, y, mark }) => glyph(mark, x, y)), (plot.ring = draw('g')));
  $('price').setAttribute('aria-valuemax', plot.points.length);
  showCursor();
}

function priceNote(c) {
  const unit = t(`${c.currency} per ${c.asset}`, `${c.currency} / ${c.asset}`);
  $('price-note').textContent = t(`coin price implied by each amount, ${unit}`, `每笔金额隐含的币价，${unit}`);
}
function amountNote(c) {
  $('price-title').textContent = t(`Payments of ${short(c.account)}`, `${short(c.account)} 的付款`);
  // Without a board nothing can be said of what the amounts imply.
  $('price-note').textContent = !c.board.length && c.asset ? t(
    `no board price of then is at hand (they are kept for a month), so the amounts themselves, ${c.currency}`,
    `没有当时的盘口价（仅保留一个月），故显示金额本身，${c.currency}`) : t(
    `no coin price explains these amounts, so the amounts themselves, ${c.currency}`,
    `没有币价能解释这些金额，故显示金额本身，${c.currency}`);
}

/** What led to a suspension keeps most of the width, however long declined payments go on after it. */
function inView(c) {
  const times = c.payments.map((p) => Date.parse(p.at));
  const first = Math.min(...times);
  const stop = c.suspended_at ? Date.parse(c.suspended_at) : null;
  const limit = stop ? stop + Math.max((stop - first) * 0.6, 60 * MINUTE) : Infinity;
  const last = Math.min(Math.max(...times, stop ?? 0), limit);
  const payments = c.payments.filter((p) => Date.parse(p.at) <= last);
  const byPrice = payments.filter((p) => p.implied != null).length >= 2;
  // Counted since the measure; what was declined before it was the other side's.
  const shown = payments.filter((p) => p.outcome === 'decline' && Date.parse(p.at) >= (stop ?? 0)).length;
  // Board prices are kept for a month.
  const hasBoard = byPrice && c.board.length > 0;
  return { payments, byPrice, hasBoard, first, last, later: Math.max(0, (c.declined?.count ?? shown) - shown) };
}

/** Scales and areas, top to bottom: label band, main plot, ticks of payments without a price, score, time axis. */
function frame(c, { payments, byPrice, first, last }, width, height) {
  const pad = Math.max((last - first) * 0.015, 5 * MINUTE);
  const [left, right, axis] = [58, width - 12, height - 20];
  const scoreTop = axis - (height > 260 ? 40 : 30);
  const rug = scoreTop - 18;
  const bottom = byPrice ? rug - 16 : scoreTop - 14;
  const [from, to] = [first - pad, last + pad];
  const x = linear(from, to, left, right);
  const steps = c.board.map(([at, value]) => [Date.parse(at), Number(value)]);
  const y = byPrice ? priceScale(payments, steps, from, to, bottom) : amountScale(payments, bottom);
  return { c, width, byPrice, steps, x, y, left, right, top: 22, bottom, rug, scoreTop, axis, from, to };
}

function priceScale(payments, steps, from, to, bottom) {
  const opening = steps.findLast(([at]) => at <= from);
  const boards = steps.filter(([at]) => at > from && at <= to).concat(opening ? [opening] : []).map((s) => s[1]);
  const values = payments.filter((p) => p.implied != null).map((p) => Number(p.implied)).concat(boards);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max((high - low) * 0.08, high * 0.0008);
  const step = niceStep(high - low + 2 * pad, Math.max(3, (bottom - 22) / 26));
  const scale = linear(low - pad, high + pad, bottom, 22);
  scale.ticks = ticksBetween(low - pad, high + pad, step).map((v) => [v, group(v.toFixed(decimals(step)))]);
  return scale;
}

/** Amounts span orders of magnitude, so by their logarithm. */
function amountScale(payments, bottom) {
  const amounts = payments.map((p) => Number(p.amount));
  const [low, high] = [Math.log10(Math.min(...amounts)) - 0.12, Math.log10(Math.max(...amounts)) + 0.12];
  const at = linear(low, high, bottom, 22);
  const scale = (amount) => at(Math.log10(amount));
  const marks = high - low > 2.2 ? [1] : [1, 2, 5];
  const powers = ticksBetween(Math.floor(low), high, 1).flatMap((p) => marks.map((m) => m * 10 ** p));
  scale.ticks = powers.filter((v) => Math.log10(v) >= low && Math.log10(v) <= high).map((v) => [v, group(v)]);
  return scale;
}

function axes({ c, byPrice, x, y, left, right, top, bottom, rug, axis, from, to }) {
  const svg = $('price');
  const times = timeTicks(from, to, Math.max(3, Math.floor((right - left) / 95)));
  for (const [value, text] of y.ticks) {
    svg.append(line(left, y(value), right, y(value), 'grid'), label(left - 8, y(value) + 4, 'end', text));
  }
  times.forEach((at, i) => {
    const day = isMidnight(at);
    const text = day ? dayMonth(at) : (i ? '' : dayMonth(at) + ' ') + hourMinute(at);
    const anchor = x(at) < left + 30 ? 'start' : x(at) > right - 24 ? 'end' : 'middle';
    svg.append(line(x(at), top, x(at), axis, 'grid'), label(x(at), axis + 15, anchor, text, day ? 'strong' : null));
  });
  svg.append(
    line(left, bottom, right, bottom, 'axis'),
    line(left, axis, right, axis, 'axis'),
    label(left - 8, axis + 15, 'end', zone(from)),
    label(left - 8, 12, 'end', c.currency),
  );
  if (byPrice) svg.append(line(left, rug, right, rug, 'axis'), label(left - 8, rug + 4, 'end', t('no price', '无价格')));
}

/** The board's price holds until the next one, hence steps. */
function board({ steps, x, y, from, to }) {
  const opening = steps.findLast(([at]) => at <= from);
  const seen = steps.filter(([at]) => at > from && at <= to);
  const start = opening ? [from, opening[1]] : seen[0];
  if (!start) return;
  const path = seen.map(([at, value]) => `H${x(at)}V${y(value)}`).join('');
  $('price').append(draw('path', { class: 'board', d: `M${x(start[0])} ${y(start[1])}${path}H${x(to)}` }));
}

function scores({ c, x, left, right, scoreTop, axis, to }) {
  const known = c.scores.filter(([at]) => Date.parse(at) <= to);
  if (!known.length) return;
  const y = linear(0, 1000, axis, scoreTop);
  const path = known.map(([at, score], i) => `${i ? 'H' : 'M'}${x(Date.parse(at))}${i ? 'V' : ' '}${y(score)}`);
  $('price').append(
    line(left, scoreTop, right, scoreTop, 'grid'),
    label(left - 8, scoreTop + 8, 'end', '1000'),
    label(left - 8, (scoreTop + axis) / 2 + 10, 'end', t('score', '评分')),
    draw('path', { class: 'score-line', d: `${path.join('')}H${right}` }),
  );
}

function suspension({ c, x, left, right, top, axis, width }) {
  if (!c.suspended_at) return;
  const at = x(Date.parse(c.suspended_at));
  const day = width < 520 ? '' : dayMonth(c.suspended_at) + ', ';
  const text = `${t('transfers suspended', '暂停转账')} ${day}${hourMinute(c.suspended_at)}`;
  const before = at > left + (width - left) * 0.55; // keeps the words inside the drawing
  const band = draw('rect', { class: 'after', x: at, y: top, width: Math.max(right - at, 0), height: axis - top });
  $('price').prepend(band);
  const caption = label(before ? at - 6 : at + 6, 13, before ? 'end' : 'start', text, 'stop-label');
  $('price').append(line(at, 4, at, axis, 'stop'), caption);
}

function place({ x, y, byPrice, rug }, payment) {
  const at = { x: x(Date.parse(payment.at)), mark: markOf(payment, byPrice) };
  if (byPrice && payment.implied == null) return { ...at, y: rug };
  return { ...at, y: y(Number(byPrice ? payment.implied : payment.amount)) };
}

function markOf({ outcome, direction, implied }, byPrice) {
  if (outcome === 'decline') return 'cross';
  if (byPrice && implied == null) return direction + '-tick';
  return outcome === 'hold' ? direction + '-held' : direction;
}

const CIRCLE = 'M-3.7 0a3.7 3.7 0 1 0 7.4 0a3.7 3.7 0 1 0-7.4 0Z';
const DIAMOND = 'M0-4.9L4.9 0L0 4.9L-4.9 0Z';
const GLYPHS = {
  in: ['in', CIRCLE],
  out: ['out', DIAMOND],
  'in-held': ['in held-mark', CIRCLE],
  'out-held': ['out held-mark', DIAMOND],
  'in-tick': ['in tick', 'M0 0V-8'],
  'out-tick': ['out tick', 'M0 0V8'],
  cross: ['cross', 'M-3.6-3.6L3.6 3.6M3.6-3.6L-3.6 3.6'],
};
function glyph(mark, x, y) {
  const [kind, d] = GLYPHS[mark];
  return draw('path', { class: kind, d, transform: `translate(${x} ${y})` });
}

function legend({ byPrice, payments, later, hasBoard }) {
  const seen = new Set(payments.map((payment) => markOf(payment, byPrice)));
  const icon = { viewBox: '-10 -8 20 16', 'aria-hidden': 'true' };
  const entry = (text, ...marks) => el('li', {}, draw('svg', icon, ...marks), text);
  const entries = [
    [['in'], byPrice ? t('in: sells coin', '收入：卖出币') : t('money in', '收入')],
    [['out'], byPrice ? t('out: buys coin', '付出：买入币') : t('money out', '付出')],
    [['in-tick', 'out-tick'], t('in, out, no price fits', '收入、付出，无吻合价格')],
    [['in-held', 'out-held'], t('held', '暂缓')],
    [['cross'], t('declined', '拒绝') + (later ? t(`, ${group(later)} more later`, `，其后另有 ${group(later)} 笔`) : '')],
  ].filter(([marks]) => marks.some((mark) => seen.has(mark)))
    .map(([marks, text]) => entry(text, ...marks.map((mark, i) => glyph(mark, marks.length < 2 ? 0 : i * 9 - 4.5, 0))));
  if (hasBoard) entries.push(entry(t('board price', '盘口价'), draw('path', { class: 'board', d: 'M-8 3H0V-3H8' })));
  $('legend').replaceChildren(...entries);
}

// ---- Pointer and keys on the price line -----------------------------------------------------------------------------

function describe(payment, c) {
  const side = payment.direction === 'in' ? t('in from', '收自') : t('out to', '付给');
  const parts = [
    `${dayMonth(payment.at)}${t(', ', ' ')}${clock(payment.at)} ${zone(payment.at)}`,
    `${group(payment.amount)} ${c.currency} ${side} ${short(payment.other)}`,
  ];
  if (payment.implied != null) {
    const { quantity, implied } = payment;
    const at = t('at', '单价');
    parts.push(quantity ? `${group(quantity)} ${c.asset} ${at} ${implied}` : `${t('implies', '隐含')} ${implied}`);
  }
  if (payment.first_time) parts.push(t('first payment between the two', '双方首笔付款'));
  return parts.concat(words(payment.outcome)).join(' · ');
}

function showCursor() {
  const point = plot?.points[cursor];
  const hint = t('Point at a payment, or press ← and → here, for its details.', '指向一笔付款，或在此按 ← →，查看详情。');
  const text = point ? describe(point.payment, plot.c) : hint;
  $('detail').textContent = text;
  $('detail').classList.toggle('hint', !point);
  $('price').setAttribute('aria-valuenow', cursor + 1);
  $('price').setAttribute('aria-valuetext', text);
  plot?.ring.replaceChildren();
  if (!point) return;
  const ring = draw('circle', { class: 'cursor', cx: point.x, cy: point.y, r: 7.5 });
  plot.ring.append(line(point.x, plot.top, point.x, plot.axis, 'guide'), ring);
}

function moveCursor(index) {
  if (!plot || index === cursor) return;
  cursor = Math.max(0, Math.min(index, plot.points.length - 1));
  showCursor();
}

function nearest(event) {
  const box = $('price').getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  const far = (point) => (point.x - x) ** 2 + ((point.y - y) / 2) ** 2; // a reader aims by time first
  return plot ? plot.points.reduce((best, point, i) => (far(point) < far(plot.points[best]) ? i : best), 0) : -1;
}

const KEYS = {
  ArrowRight: (i) => i + 1,
  ArrowUp: (i) => i + 1,
  ArrowLeft: (i, n) => (i < 0 ? n - 1 : i - 1),
  ArrowDown: (i, n) => (i < 0 ? n - 1 : i - 1),
  Home: () => 0,
  End: (i, n) => n - 1,
};
$('price').addEventListener('pointermove', (event) => moveCursor(nearest(event)));
$('price').addEventListener('pointerdown', (event) => moveCursor(nearest(event)));
$('price').addEventListener('keydown', (event) => {
  if (!KEYS[event.key] || !plot) return;
  event.preventDefault();
  moveCursor(KEYS[event.key](cursor, plot.points.length));
});

// ---- Money flow -----------------------------------------------------------------------------------------------------

export function money(c) {
  const drawn = Boolean(c && c.flow.in.length + c.flow.out.length);
  show('money', drawn);
  show('money-empty', !drawn);
  $('money-note').textContent = '';
  if (!drawn) return;
  const [width, height] = canvas($('money'));
  if (width < 50 || height < 60) return;
  const ins = sum(c.flow.in, (f) => f.amount);
  const outs = sum(c.flow.out, (f) => f.amount);
  const share = Math.round((outs / ins) * 100);
  const passed = ins > 0 ? t(` (${share} % of in)`, `（为收入的 ${share} %）`) : '';
  const [payers, payees] = [c.flow.in, c.flow.out].map((parties) => plural(parties.length, 'account', '个账户'));
  const note = t(
    `in ${rough(ins)} ${c.currency} from ${payers}, out ${rough(outs)} to ${payees}${passed}`,
    `从 ${payers}收入 ${rough(ins)} ${c.currency}，向 ${payees}付出 ${rough(outs)}${passed}`);
  $('money-note').textContent = note;
  $('money').setAttribute('aria-label', t(`Money flow of ${c.account}: ${note}`, `${c.account} 的资金流：${note}`));
  const count = Math.max(2, Math.min(8, Math.floor((height - 50) / 19)));
  const pitch = 16;
  const sides = [fold(c.flow.in, count), fold(c.flow.out, count)];
  const scale = Math.min(...sides.map((parties) => largestScale(parties, pitch, height - 24)));
  side(sides[0], 'in', scale, pitch, width, height);
  side(sides[1], 'out', scale, pitch, width, height);
  const trunk = Math.max(ins, outs) * scale;
  $('money').append(label(width / 2, px((height + 18) / 2 - trunk / 2 - 7), 'middle', short(c.account), 'id'));
}

/** The largest counterparties, and the others as one. */
function fold(parties, count) {
  const sorted = [...parties].sort((a, b) => Number(b.amount) - Number(a.amount));
  if (sorted.length <= count) return sorted;
  const rest = sorted.slice(count - 1);
  const others = { rest: rest.length, amount: sum(rest, (f) => f.amount), count: sum(rest, (f) => f.count) };
  return [...sorted.slice(0, count - 1), others];
}

const rowHeight = (f, scale, pitch) => Math.max(Number(f.amount) * scale + 2, pitch);

/** The scale at which all rows just fit: found by halving, for small rows keep a line's height whatever the scale. */
function largestScale(parties, pitch, room) {
  let [low, high] = [0, room / Math.max(sum(parties, (f) => f.amount), 1)];
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (sum(parties, (f) => rowHeight(f, middle, pitch)) > room) high = middle;
    else low = middle;
  }
  return low;
}

/** One side of the picture: rows at least a line of type high, bands as thick as the money, on one scale both ways. */
function side(parties, direction, scale, pitch, width, height) {
  const thick = parties.map((f) => Number(f.amount) * scale);
  const high = parties.map((f) => rowHeight(f, scale, pitch));
  const mirror = direction === 'in' ? (x) => px(x) : (x) => px(width - x);
  const edge = Math.min(184, width * 0.34);
  const [near, trunk] = [width / 2 - 5, thick.reduce((a, b) => a + b, 0)];
  const middle = (height + 18) / 2;
  let [row, slot] = [middle - high.reduce((a, b) => a + b, 0) / 2, middle - trunk / 2];
  const anchor = direction === 'in' ? 'end' : 'start';
  parties.forEach((f, i) => {
    const y = row + high[i] / 2;
    $('money').append(
      draw('path', { class: `band ${direction}`, d: ribbon(mirror, edge, near, y - thick[i] / 2, slot, thick[i]) }),
      partyLabel(f, mirror(edge - 6), px(y + 4), anchor, width),
    );
    row += high[i];
    slot += thick[i];
  });
  const x = direction === 'in' ? near : width / 2 + 1;
  const bar = { x: px(x), y: px(middle - trunk / 2), width: 4, height: px(Math.max(trunk, 1)) };
  $('money').append(draw('rect', { class: direction, ...bar }));
}

function ribbon(mirror, from, to, y0, y1, thick) {
  const bend = mirror((from + to) / 2);
  const t = Math.max(thick, 0.8);
  const p = (x, y) => `${x} ${px(y)}`;
  return `M${p(mirror(from), y0)}C${p(bend, y0)} ${p(bend, y1)} ${p(mirror(to), y1)}`
    + `L${p(mirror(to), y1 + t)}C${p(bend, y1 + t)} ${p(bend, y0 + t)} ${p(mirror(from), y0 + t)}Z`;
}

function partyLabel(f, x, y, anchor, width) {
  const name = f.rest ? t(plural(f.rest, 'other', ''), `其他 ${group(f.rest)} 个`) : short(f.account);
  const times = f.count > 1 && width > 500 && !f.rest ? `  ×${f.count}` : '';
  return draw('text', { x, y, 'text-anchor': anchor },
    draw('tspan', f.rest ? {} : { class: 'party' }, name), ` ${rough(Number(f.amount))}${times}`);
}
