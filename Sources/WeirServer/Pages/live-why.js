// Why an account is under suspicion, and what was decided lately: the strongest reason first, the others a click away.

import {
  $, clock, dayMonth, draw, el, group, hourMinute, isChinese, plural, px, rough, short, show, sum, t, words,
} from './live-draw.js';

// ---- Why ------------------------------------------------------------------------------------------------------------

const evidenceFor = (alert) => (alert.indicators ?? []).filter((indicator) => indicator.weight > 0);
/** Kinds of evidence that speak for the typology, strongest first. */
export function kinds(alert) {
  const weights = new Map();
  for (const { kind, weight } of evidenceFor(alert)) weights.set(kind, (weights.get(kind) ?? 0) + weight);
  return [...weights].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
}

/** A bar from 0 to 1; evidence that speaks against is drawn from the right, in grey. */
export function meter(part) {
  const width = px(Math.min(Math.abs(part), 1) * 1000);
  return draw('svg', { viewBox: '0 0 1000 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    draw('rect', { class: part < 0 ? 'fill against' : 'fill', x: part < 0 ? 1000 - width : 0, width, height: 10 }));
}

let shownWhy = ''; // what the part was drawn of: while nothing of it changes, nobody's reading is disturbed

export function why(alert, picture) {
  show('why', alert);
  show('why-empty', !alert);
  if (!alert) return void (shownWhy = '');
  const basis = alert.ground ?? alert;
  const payment = picture?.payments.find((one) => one.id === basis.payment_id);
  const { number, account, score, measures, isOver } = alert;
  const key = JSON.stringify([number, account, score, measures, isOver, basis.number, payment, picture?.declined]);
  if (key === shownWhy) return;
  const kept = openParts($('why'), account);
  shownWhy = key;
  $('why').dataset.account = account;
  $('why').replaceChildren(verdict(alert, basis, picture), crossing(basis, payment, picture), ...evidence(basis));
  restoreParts($('why'), kept);
}

/** Which folded parts stand open, and where the keyboard is; nothing where another account was shown. */
function openParts(box, account) {
  if (box.dataset.account !== account) return null;
  const name = (node) => node?.closest('details')?.dataset.part;
  const focused = box.contains(document.activeElement) ? name(document.activeElement) : null;
  return { open: [...box.querySelectorAll('details[open]')].map(name), focused };
}
function restoreParts(box, kept) {
  if (!kept) return;
  for (const part of box.querySelectorAll('details')) {
    part.open = kept.open.includes(part.dataset.part);
    if (part.dataset.part === kept.focused) part.querySelector('summary').focus({ preventScroll: true });
  }
}

/** The payment with which the line was crossed: when, how much, from whom to whom, and what became of it. */
function crossing(basis, payment, c) {
  const at = `${dayMonth(basis.at)}${t(', ', ' ')}${hourMinute(basis.at)}`;
  const way = payment && (payment.direction === 'in' ? [payment.other, c.account] : [c.account, payment.other]);
  return el('p', { class: 'crossing' },
    el('span', { class: 'muted' }, t('By the payment ', '所据付款：')), el('time', { datetime: basis.at }, at),
    payment && el('b', {}, `${group(payment.amount)} ${c.currency}`),
    way && el('span', { class: 'parties' }, `${short(way[0])} → ${short(way[1])}`),
    payment && outcome(payment.outcome),
    el('a', { href: `/console/payments/${encodeURIComponent(basis.payment_id)}` }, t('its page', '查看付款')));
}
export const outcome = (name) => el('span', { class: `outcome ${name}` }, words(name));

/** What was done, and on which two independent kinds of evidence; or why nothing was done yet. */
function verdict(alert, basis, c) {
  const legs = kinds(basis).filter((kind) => kind !== 'text' && kind !== 'model'); // these two support, never carry
  const taken = alert.measures.map(words).join(t(', ', '、'));
  const lead = el('b', {}, taken ? t(`Measure: ${taken}`, `措施：${taken}`) : t('Under watch', '关注中'));
  const before = plural(basis.payments_before, 'payment', '笔支付');
  // Beside a measure stands the score that it was taken on; where the account has moved on, what it is now as well.
  const moved = basis === alert.ground && basis.typology === alert.typology && basis.score !== alert.score;
  const now = moved ? t(` (now ${alert.score})`, `（现为 ${alert.score}）`) : '';
  const score = t(
    ` for ${words(basis.typology)}, score ${basis.score} of 1000${now}, after ${before}. `,
    `，涉嫌${words(basis.typology)}，评分 ${basis.score}（满分 1000）${now}，此前 ${before}。`);
  const isActed = alert.measures.length && !alert.isOver;
  const box = el('p', { class: isActed ? 'verdict acted' : 'verdict' }, lead, score);
  if (alert.measures.length) {
    const two = el('b', {}, legs.slice(0, 2).map(words).join(t(' and ', '与')));
    const carried = t('Two independent kinds of evidence carry it: ', '依据两类独立证据：');
    if (legs.length > 1) box.append(carried, two, t('. ', '。'));
    const { count = 0, amount } = c?.declined ?? {};
    const stopped = `${plural(count, 'payment', '笔支付')}${t(', ', '，')}${rough(Number(amount))} ${c?.currency}`;
    if (count) box.append(t(`Declined since: ${stopped}.`, `此后拒绝：${stopped}。`));
    if (alert.isOver) box.append(t(' It has ended: lifted, or its time is over.', '措施已结束：已解除或到期。'));
  } else if (legs.length < 2) {
    const only = legs[0] ? words(legs[0]) : t('none', '无');
    box.append(t(
      `Only one kind of evidence so far (${only}); a measure needs two that are independent.`,
      `目前只有一类证据（${only}）；措施需要两类独立证据。`));
  } else {
    box.append(t(
      'More than one kind of evidence speaks, but not strongly enough for a measure yet.', '有多类证据，但尚不足以采取措施。'));
  }
  return box;
}

/** The strongest first, a line each; what one says is a click away, and stands open for the strongest. */
function evidence(alert) {
  const rows = [...(alert.indicators ?? [])].sort((a, b) => b.weight - a.weight);
  const most = Math.max(...rows.map((i) => Math.abs(i.weight)), 1);
  const read = rows.map((row) => ({ ...row, ...apart(row.text) }));
  const said = new Set();
  return [
    ...read.map((row, place) => indicatorRow(row, place, most, fresh(row.sentences, said))),
    older(read), folded('whole', t('The whole explanation, as it was written', '完整说明'), el('p', {}, alert.explanation)),
  ];
}
const signed = (weight) => (weight < 0 ? '−' : '+') + Math.abs(weight).toFixed(1);

function folded(name, title, ...inside) {
  return el('details', { class: 'aside', 'data-part': name }, el('summary', {}, title), ...inside);
}

function indicatorRow(indicator, place, most, sentences) {
  const { code, kind, weight } = indicator;
  const summary = el('summary', {},
    el('span', { class: 'called' }, words(code), words(code) !== words(kind) && el('small', {}, words(kind))),
    meter(weight / most), el('b', {}, signed(weight)));
  return el('details', { class: 'indicator', open: place ? null : '', 'data-part': `${code}-${kind}` }, summary,
    el('p', {}, sentences.join(t(' ', '')),
      code.startsWith('rule:') && el('a', { href: `/console/rules/rule/${encodeURIComponent(code.slice(5))}` },
        t(' its page', ' 查看规则'))));
}

// ---- What indicators say, each thing once ---------------------------------------------------------------------------

const OLDER = isChinese
  ? /其中另有更早的付款 ([\d,]+) 笔，仅存时间与金额，最近的为 (.+?)（\+ 收，- 付）。/
  : /Older payments that count, kept by time and sum: ([\d,]+), the last of them (.+?) \(\+ came in, - went out\)\./;

/** The sentences of an indicator, and apart from them the older payments that it tells of. */
export function apart(text) {
  const found = text.match(OLDER);
  const rest = found ? text.replace(found[0], '').trim() : text;
  return {
    sentences: rest.split(/(?<=\.)\s+|(?<=。)\s*/).filter(Boolean),
    older: found ? { count: Number(found[1].replaceAll(',', '')), last: found[2].split(', ') } : null,
  };
}

/** Those that nobody has said before in the same list; one that has nothing of its own says it all. */
function fresh(sentences, said) {
  const own = sentences.filter((sentence) => !said.has(sentence));
  own.forEach((sentence) => said.add(sentence));
  return own.length ? own : sentences;
}

/** Older payments are told once for all indicators, each with those that count it. */
function older(read) {
  const telling = read.filter((row) => row.older);
  if (!telling.length) return null;
  const known = new Map();
  for (const row of telling) {
    for (const payment of row.older.last) known.set(payment, [...(known.get(payment) ?? []), words(row.kind)]);
  }
  const counts = telling.map((row) => `${words(row.kind)} ${row.older.count}`).join(t(', ', '，'));
  return folded('older', t('Older payments that count, by time and sum', '更早的相关付款（仅存时间与金额）'),
    el('ul', {}, ...[...known].sort().reverse().map(([payment, by]) => olderRow(payment, by))),
    el('p', {}, t(`Counted: ${counts}; the last of each are listed.`, `计入：${counts}；仅列出各自最近的。`)));
}

function olderRow(payment, by) {
  const [, at, sign, sum, price] = payment.match(/^(\S+Z) ([+-])(\S+ \S+)(?: @ (\S+))?$/) ?? [];
  if (!at) return el('li', {}, payment);
  const way = sign === '+' ? t('in', '收') : t('out', '付');
  const amount = sum.replace(/^\S+/, group);
  return el('li', {}, el('time', { datetime: at }, `${dayMonth(at)}${t(', ', ' ')}${hourMinute(at)}`),
    el('span', {}, `${way} ${amount}${price ? ` ${t('at', '单价')} ${price}` : ''}`),
    el('small', {}, by.join(t(', ', '、'))));
}

// ---- What was decided lately ----------------------------------------------------------------------------------------

let latest = []; // the newest first, as the server sent them
let drawn = ''; // what stands there

/** Payments that were not plainly allowed. While somebody points at one, or reads on, they hold still. */
export function decisions(news = latest) {
  latest = news;
  const list = $('decisions');
  show('decisions', latest.length);
  show('decisions-empty', !latest.length);
  const key = JSON.stringify(latest);
  const isRead = list.matches(':hover, :focus-within') || list.querySelector('details[open]');
  show('decisions-held', isRead && key !== drawn);
  if (isRead || key === drawn) return;
  drawn = key;
  list.replaceChildren(el('ol', {}, ...latest.map(decisionRow)));
}

function decisionRow(one) {
  const page = `/console/payments/${encodeURIComponent(one.payment_id)}`;
  const parties = el('span', { class: 'parties', title: `${one.payer} → ${one.payee}` },
    `${short(one.payer)} → ${short(one.payee)}`);
  const alike = one.alike > 0 && el('small', {}, t(`and ${group(one.alike)} alike`, `另有 ${group(one.alike)} 笔相同`));
  return el('li', {},
    el('a', { class: 'decision', href: page, title: one.payment_id },
      el('time', { datetime: one.at, title: clock(one.at) }, hourMinute(one.at)), parties, el('b', {}, `${group(one.amount)} ${one.currency}`),
      outcome(one.decision)),
    el('div', { class: 'gist' }, el('span', {}, one.why), alike, more(one, page)));
}

function more(one, page) {
  if (!one.more.length) return null;
  return el('details', {}, el('summary', {}, t(`${one.more.length} more`, `另 ${one.more.length} 项`)),
    el('ul', {}, ...one.more.map((why) => el('li', {}, why))),
    el('a', { href: page }, t('The payment with all of it', '查看付款与全部理由')));
}

$('decisions').addEventListener('pointerleave', () => decisions());
