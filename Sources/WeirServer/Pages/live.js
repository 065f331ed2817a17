// Weir's live page. One stream (GET /v1/live) feeds it, one list (GET /v1/alerts) fills it after a reload.

import {
  $, canvas, clock, date, draw, el, group, isChinese, label, line, linear, micro, niceStep, perSecond, plural, px,
  rough, short, show, sum, t, ticksBetween, unique, words, zone,
} from './live-draw.js';
import { money, price } from './live-account.js';
import { decisions, kinds, meter, why } from './live-why.js';

const WINDOW = 60; // seconds of flow on show
const LISTED = 60; // accounts in the list; beyond that nobody reads, they query
const SILENCE = 2; // seconds without news that show as a gap
const OUTCOMES = ['allow', 'warn', 'hold', 'decline'];

const state = {
  ticks: [],
  first: null, // the first tick that this page heard
  alerts: new Map(), // account -> Map(typology -> its latest alert)
  cases: new Map(), // account -> case
  standings: new Map(), // account -> whether its suspension holds, and when that was asked
  selected: null,
  chosen: false, // a person picked the account: never switch it under their hands
  done: null,
  filling: false, // the list is being filled: what is selected may change at once
  heard: 0,
};

// ---- Drawing is asked for by name and done once per frame -----------------------------------------------------------

const picture = () => state.cases.get(state.selected);
const painters = {
  totals,
  flow,
  list,
  price: () => price(picture(), state.selected),
  money: () => money(picture()),
  why: () => why(suspicion(state.selected), picture()),
};
const due = new Set();
function repaint(...names) {
  if (!due.size) requestAnimationFrame(paint);
  names.forEach((name) => due.add(name));
}
function paint() {
  const names = [...due];
  due.clear();
  for (const name of names) {
    try {
      painters[name]();
    } catch (error) {
      console.error(name, error); // one odd account must not stop the clock
    }
  }
}
const repaintAccount = () => repaint('price', 'money', 'why');

// ---- Figures and flow -----------------------------------------------------------------------------------------------

function totals() {
  const tick = state.ticks.at(-1);
  if (!tick) return;
  const put = (id, text) => ($(id).textContent = text);
  const { hold, decline } = tick.money;
  put('decided', group(tick.decided));
  put('accounts', t(`by ${plural(tick.accounts, 'account', '')}`, `涉及 ${plural(tick.accounts, '', '个账户')}`));
  put('rate', perSecond(lately(tick)));
  const seconds = tick.elapsed - state.first.elapsed; // others may have been decided before this page opened
  const average = seconds > 0 ? perSecond((tick.decided - state.first.decided) / seconds) : '';
  put('average', average && `${t('average', '平均')} ${average}`);
  // Where nothing was decided in a quarter of a second, how long the last ones took still stands.
  const timed = state.ticks.findLast((one) => one.latency_us.p99 > 0);
  put('p99', timed ? micro(timed.latency_us.p99) : '–');
  put('p50', timed ? `p50 ${micro(timed.latency_us.p50)}` : t('of a decision', '每次决策'));
  const currency = tick.currency ?? [...state.cases.values()].at(-1)?.currency ?? '';
  put('stopped', rough(Number(hold) + Number(decline)));
  // Payments are counted from the beginning, money since this server was started: each says so.
  put('currency', t(`${currency} since the start`, `${currency} 自服务启动`).trim());
  put('held', group(tick.outcomes.hold));
  put('held-money', t(`since start: ${rough(Number(hold))}`, `自启动：${rough(Number(hold))}`));
  put('declined', group(tick.outcomes.decline));
  put('declined-money', t(`since start: ${rough(Number(decline))}`, `自启动：${rough(Number(decline))}`));
  const order = tick.alerts ? t('; highest score first', '；按评分排序') : '';
  const counts = [plural(tick.alerts, 'alert', '个预警'), plural(tick.measures, 'measure', '项措施')];
  put('counts', counts.join(t(', ', '，')) + order);
  if (tick.at) {
    put('clock', `${date(tick.at)}${t(', ', ' ')}${clock(tick.at)} ${zone(tick.at)}`);
    $('clock').setAttribute('datetime', tick.at);
  }
  if (!tick.simulated) return;
  put('story', told(tick));
  if (!state.alerts.size) {
    put('list-empty', t(
      'No account is under suspicion yet. The first ring is usually recognised within a minute.',
      '尚无可疑账户。通常一分钟内就会识别出第一个团伙。'));
  }
}

const LATELY = 3; // seconds over which a rate is told: payments come in handfuls, a quarter of a second says little
/** The tick with which the last seconds begin. */
const before = (tick) => state.ticks.find((one) => one.elapsed >= tick.elapsed - LATELY) ?? tick;
function lately(tick) {
  const from = before(tick);
  return (tick.decided - from.decided) / Math.max(tick.elapsed - from.elapsed, 0.25);
}

/** What is played here, and how fast; where the payments have come to their end, that none come. */
function told(tick) {
  const from = before(tick);
  const seconds = tick.elapsed - from.elapsed;
  if (seconds < 1) return t('simulated traffic', '模拟交易');
  const times = Math.round((Date.parse(tick.at) - Date.parse(from.at)) / 1000 / seconds);
  if (!times) return t('simulated traffic; no payments at present', '模拟交易；目前没有支付');
  return t(`simulated traffic, ${group(times)}× faster than life`, `模拟交易，比现实快 ${group(times)} 倍`);
}

/** The running total of one outcome at a moment between ticks. */
function totalAt(time, outcome) {
  const { ticks } = state;
  const i = ticks.findIndex((tick) => tick.elapsed >= time);
  if (i <= 0) return (ticks.at(i < 0 ? -1 : 0)).outcomes[outcome];
  const [a, b] = [ticks[i - 1], ticks[i]];
  const part = (time - a.elapsed) / (b.elapsed - a.elapsed || 1);
  return a.outcomes[outcome] + part * (b.outcomes[outcome] - a.outcomes[outcome]);
}

/** Payments per second of one outcome: whole seconds for the bars, a sliding second for the area. */
function rates(outcome, from, to) {
  const first = Math.ceil(Math.max(from, state.ticks[0].elapsed));
  const bins = [];
  for (let s = first; s < Math.floor(to); s++) {
    bins.push({ at: s, rate: totalAt(s + 1, outcome) - totalAt(s, outcome) });
  }
  return bins;
}

function flow() {
  const { ticks } = state;
  const [width, height] = canvas($('flow'));
  if (ticks.length < 2 || width < 50) return;
  const now = ticks.at(-1).elapsed;
  const row = height > 150 ? 22 : 17;
  const [left, right, rows] = [58, width - 104, 3 * row];
  const bottom = height - 18;
  const x = linear(now - WINDOW, now, left, right);
  for (let s = 0; s <= WINDOW; s += width < 560 ? 20 : 10) {
    const at = x(now - s);
    $('flow').append(
      line(at, 4, at, bottom, 'grid'),
      label(at, height - 4, 'middle', s ? `−${s} ${t('s', '秒')}` : t('now', '现在')),
    );
  }
  allowArea(x, now, left, right, bottom - rows - 8);
  ['warn', 'hold', 'decline'].forEach((outcome, i) => {
    rateRow(outcome, x, now, left, right, bottom - rows + (i + 1) * row, row - 5);
  });
}

const perEach = (rate) => `${perSecond(rate)}/${t('s', '秒')}`;

function allowArea(x, now, left, right, base) {
  const points = state.ticks
    .filter((tick) => tick.elapsed >= now - WINDOW && tick.elapsed - state.ticks[0].elapsed >= 0.5)
    .map((tick) => {
      const from = Math.max(tick.elapsed - 1, state.ticks[0].elapsed);
      return [tick.elapsed, (tick.outcomes.allow - totalAt(from, 'allow')) / (tick.elapsed - from)];
    });
  if (!points.length) return;
  const top = Math.max(...points.map((p) => p[1]), 1) * 1.06;
  const step = niceStep(top, 3);
  const y = linear(0, top, base, 8);
  const svg = $('flow');
  // Where the page heard nothing for a while there is no line, rather than one that nothing stands behind.
  const parts = points.reduce((all, point) => {
    const open = all.at(-1);
    if (open && point[0] - open.at(-1)[0] < SILENCE) open.push(point);
    else all.push([point]);
    return all;
  }, []);
  const edges = parts.map((part) => part.map(([at, rate]) => `${x(at)} ${y(rate)}`).join('L'));
  const areas = parts.map((part, i) => `M${x(part[0][0])} ${base}L${edges[i]}V${base}Z`);
  svg.append(
    draw('path', { class: 'area', d: areas.join('') }),
    ...ticksBetween(0, top, step).map((v) => line(left, y(v), right, y(v), v ? 'grid' : 'axis')),
    ...ticksBetween(step, top, step).map((v) => label(left - 8, y(v) + 4, 'end', group(Math.round(v * 10) / 10))),
    draw('path', { class: 'edge', d: edges.map((edge) => 'M' + edge).join('') }),
    label(right + 10, 18, 'start', words('allow'), 'strong'),
    label(right + 10, 34, 'start', perEach(points.at(-1)[1])),
    label(left - 8, base + 4, 'end', '0'),
  );
}

/** Each outcome other than allow on its own scale, named beside it: together with allow they would be invisible. */
function rateRow(outcome, x, now, left, right, base, tall) {
  const bins = rates(outcome, now - WINDOW, now);
  const peak = Math.max(...bins.map((bin) => bin.rate), 1);
  const y = linear(0, peak, 0, tall);
  const wide = Math.max(x(1) - x(0) - 1.5, 1);
  const bars = bins.filter((bin) => bin.rate > 0).map((bin) => {
    const high = Math.max(y(bin.rate), 1);
    const place = { x: px(x(bin.at) + 0.7), y: px(base - high), width: px(wide), height: high };
    return draw('rect', { class: `bar ${outcome}`, ...place });
  });
  const latest = bins.slice(-5);
  const lately = latest.length ? sum(latest, (bin) => bin.rate) / latest.length : 0;
  $('flow').append(
    line(left, base, right, base, 'axis'),
    ...bars,
    label(left - 8, base - 4, 'end', words(outcome), 'strong'),
    label(right + 10, base - 4, 'start', perEach(lately)),
    label(right + 104, base - 4, 'end', `${t('max', '最高')} ${perSecond(bins.length ? peak : 0)}`),
  );
}

// ---- Accounts under suspicion ---------------------------------------------------------------------------------------

/** What is known of an account over all its typologies; the strongest typology speaks for it. */
function suspicion(account) {
  const alerts = [...(state.alerts.get(account)?.values() ?? [])];
  if (!alerts.length) return null;
  const lead = alerts.reduce((a, b) => (b.score > a.score ? b : a));
  const picture = state.cases.get(account);
  const score = picture?.typology === lead.typology ? picture.score : lead.score; // the alert's own score ages
  // A measure stands on the alert that led to it, whatever the account's score has become since.
  const ground = alerts.filter((alert) => alert.measures?.length).sort((a, b) => b.number - a.number)[0] ?? null;
  const measures = unique(alerts.flatMap((alert) => alert.measures ?? []));
  // An alert says what was done; whether it still holds says a picture that was asked for later.
  const heard = Math.max(...alerts.map((alert) => alert.heard));
  const told = [state.standings.get(account), picture && { asked: picture.asked, holds: Boolean(picture.suspended_at) }]
    .filter((one) => one && one.asked > heard).sort((a, b) => b.asked - a.asked)[0];
  const isOver = measures.includes('suspend_transfers') && told && !told.holds;
  return { ...lead, score, ground, measures, isOver };
}
function standing({ measures, isOver }) {
  if (isOver) return t('suspension has ended', '暂停已结束');
  if (measures.includes('suspend_transfers')) return t('transfers suspended', '已暂停转账');
  return measures.length ? words(measures.at(-1)) : t('under watch', '关注中');
}

const rows = new Map(); // account -> li, kept so that focus and scroll survive a new order
function list() {
  const all = [...state.alerts.keys()].map(suspicion).sort((a, b) => b.score - a.score || a.number - b.number);
  show('list-empty', !all.length);
  const hidden = all.length - LISTED;
  const rest = t(`and ${plural(hidden, 'account', '')} with a lower score`, `另有 ${plural(hidden, '', '个账户')}评分较低`);
  $('list-more').textContent = hidden > 0 ? rest : '';
  const focused = document.activeElement;
  const items = all.slice(0, LISTED).map((alert) => {
    if (!rows.has(alert.account)) rows.set(alert.account, el('li'));
    const item = rows.get(alert.account);
    renderRow(item, alert);
    return item;
  });
  if (items.some((item, i) => $('list').children[i] !== item) || $('list').children.length !== items.length) {
    $('list').replaceChildren(...items);
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  }
}

function renderRow(item, alert) {
  const key = [alert.number, alert.score, alert.measures, alert.isOver].join();
  let button = item.firstChild;
  if (!button) {
    button = el('button', { type: 'button', class: 'account' });
    button.addEventListener('click', () => choose(alert.account));
    item.append(button);
  }
  if (alert.account === state.selected) button.setAttribute('aria-current', 'true');
  else button.removeAttribute('aria-current');
  if (item.dataset.key === key) return;
  item.dataset.key = key;
  const earlier = plural(alert.payments_before, 'payment', '笔支付');
  const before = el('span', { class: 'meta' }, t(`${earlier} before`, `此前 ${earlier}`));
  button.replaceChildren(
    el('span', { class: 'name', title: alert.account }, short(alert.account)),
    el('span', { class: alert.measures.length && !alert.isOver ? 'state acted' : 'state' }, standing(alert)),
    el('span', { class: 'scored' }, el('span', {}, words(alert.typology)), meter(alert.score / 1000),
      el('b', { title: t('score, 0 to 1000', '评分，0 至 1000') }, String(alert.score))),
    el('span', { class: 'chips' }, ...kinds(alert).map((kind) => el('span', { class: 'chip' }, words(kind))), before),
  );
}

/** A person picks an account. Where the page is stacked its picture is further down, so go there. */
function choose(account) {
  state.chosen = true;
  select(account);
  if (!matchMedia('(max-width: 1079px)').matches) return;
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  $('price-title').scrollIntoView({ behavior, block: 'start' });
}

function select(account) {
  if (account === state.selected) return;
  state.selected = account;
  $('why').scrollTop = 0;
  repaint('list');
  repaintAccount();
  if (!state.filling) fetchCase(account);
}

/** The stream sends pictures in turn; a person who picks an account should not wait for its turn. */
async function fetchCase(account) {
  try {
    const asked = performance.now();
    const response = await fetch(address(`/v1/accounts/${encodeURIComponent(account)}/case`));
    if (response.ok) onCase(await response.json(), asked);
  } catch {
    // its turn on the stream will come
  }
}

/** Whether an account's latest suspension still holds, without its picture, which is heavy. */
async function fetchStanding(account) {
  const asked = performance.now();
  const url = address('/v1/measures');
  Object.entries({ account, kind: 'suspend_transfers', limit: 1 }).forEach((pair) => url.searchParams.set(...pair));
  const response = await fetch(url);
  if (!response.ok) return;
  const { items } = await response.json();
  const holds = items.some((measure) => ['ordered', 'confirmed'].includes(measure.state));
  state.standings.set(account, { asked, holds });
  repaint('list');
}

function highlight(account) {
  const button = rows.get(account)?.firstChild;
  button?.classList.add('fresh');
  setTimeout(() => button?.classList.remove('fresh'), 6000);
}

$('list').addEventListener('keydown', (event) => {
  const step = { ArrowDown: 'nextSibling', ArrowUp: 'previousSibling' }[event.key];
  const next = step && event.target.closest('li')?.[step];
  if (!next) return;
  event.preventDefault();
  next.firstChild.focus();
});

// ---- What the server says -------------------------------------------------------------------------------------------

function onTick(tick) {
  if (state.ticks.length && tick.elapsed < state.ticks.at(-1).elapsed) startAgain(); // the server was started anew
  state.first ??= tick;
  state.ticks.push(tick);
  const keep = state.ticks.findIndex((t) => t.elapsed >= tick.elapsed - WINDOW - 2);
  if (keep > 0) state.ticks.splice(0, keep);
  repaint('totals', 'flow');
}

function startAgain() {
  state.ticks = [];
  state.first = null;
  for (const map of [state.alerts, state.cases, state.standings, rows]) map.clear();
  Object.assign(state, { selected: null, chosen: false, done: null });
  repaint('list');
  repaintAccount();
  decisions([]);
  firstFill();
}

function onAlert(alert, isNews = true) {
  const before = suspicion(alert.account);
  if (!before) state.alerts.set(alert.account, new Map());
  const known = state.alerts.get(alert.account);
  if (known.get(alert.typology)?.number > alert.number) return;
  known.set(alert.typology, { ...alert, heard: isNews ? performance.now() : 0 });
  const suspends = alert.measures?.includes('suspend_transfers') && !before?.measures.includes('suspend_transfers');
  follow(alert);
  repaint('list', 'why');
  if (!isNews || !suspends) return;
  const what = t(`${words(alert.typology)}, score ${alert.score}`, `${words(alert.typology)}，评分 ${alert.score}`);
  $('announce').textContent = t(
    `Transfers of ${alert.account} suspended: ${what}.`, `已暂停 ${alert.account} 的转账：${what}。`);
  requestAnimationFrame(() => requestAnimationFrame(() => highlight(alert.account)));
}

/** How much there is to see of an account: a dealer's price line once it is suspended says most, a gateway has none. */
function interest(account) {
  const known = account && suspicion(account);
  if (!known?.measures.length) return known ? 1 : 0;
  return known.typology === 'otc_dealer' ? 3 : 2;
}

/** Shows the first account by itself, then the first one suspended, then the first dealer; after that it stays. */
function follow(alert) {
  if (!state.chosen && interest(alert.account) > interest(state.selected)) select(alert.account);
}

function onCase(news, asked = performance.now()) {
  const picture = { board: [], payments: [], scores: [], flow: { in: [], out: [] }, ...news, asked };
  state.cases.delete(picture.account); // so that the map is in order of news, and the oldest goes first
  state.cases.set(picture.account, picture);
  if (state.cases.size > 300) state.cases.delete(state.cases.keys().next().value);
  repaint('list');
  if (picture.account === state.selected) repaintAccount();
}

function onDone({ reason }) {
  state.done = reason;
  connection('finished', reason);
}

function connection(kind, text) {
  document.body.dataset.state = kind;
  if ($('connection').textContent !== text) $('connection').textContent = text;
}

/** The server's key travels on when this page was opened with it; otherwise the session's cookie speaks. */
function address(path) {
  const key = new URLSearchParams(location.search).get('key');
  const url = new URL(path, location.href);
  if (key) url.searchParams.set('key', key);
  if (isChinese) url.searchParams.set('language', 'zh');
  return url;
}

async function firstFill() {
  try {
    const response = await fetch(address('/v1/alerts?limit=20'), { headers: { accept: 'application/json' } });
    const { items } = await response.json();
    // Which of them is shown is known once all have been heard: only its picture is fetched.
    state.filling = true;
    items.sort((a, b) => a.number - b.number).forEach((alert) => onAlert(alert, false));
    state.filling = false;
    if (state.selected && !state.cases.has(state.selected)) await fetchCase(state.selected);
    // One after the other, quietly: which of their suspensions still hold.
    for (const account of [...state.alerts.keys()]) {
      if (suspicion(account).measures.includes('suspend_transfers') && account !== state.selected) {
        await fetchStanding(account);
      }
    }
  } catch {
    state.filling = false;
    // The stream says whether the server can be reached; alerts to come will arrive on it.
  }
}

function listen() {
  const source = new EventSource(address('/v1/live'));
  const on = (name, handle) => source.addEventListener(name, (event) => {
    state.heard = performance.now();
    if (!state.done) connection('live', t('live', '实时'));
    handle(JSON.parse(event.data));
  });
  on('tick', onTick);
  on('alert', onAlert);
  on('case', (picture) => onCase(picture));
  on('decisions', (news) => decisions(news.items));
  on('done', onDone);
  source.onopen = () => (state.heard = performance.now());
  source.onerror = () => {
    if (state.done) return source.close(); // nothing more is to come
    connection('lost', t('connection lost, trying again', '连接中断，正在重试'));
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    source.close(); // an answer other than 200 makes it give up, so try anew
    setTimeout(listen, 3000);
  };
}

setInterval(() => {
  const silent = Math.floor((performance.now() - state.heard) / 1000);
  if (document.body.dataset.state !== 'live' || silent < 5) return;
  connection('lost', t('no news from the server, waiting', '服务器没有消息，正在等待'));
}, 1000);

// ---- Theme: the console's -------------------------------------------------------------------------------------------

const THEMES = { auto: t('system', '跟随系统'), light: t('light', '浅色'), dark: t('dark', '深色') };
const chosen = document.cookie.match(/(?:^|; )weir_theme=(light|dark)/)?.[1] ?? 'auto';
function theme(name) {
  document.documentElement.dataset.theme = name;
  $('theme').textContent = `${t('Theme: ', '主题：')}${THEMES[name]}`;
}
$('theme').addEventListener('click', () => {
  const names = Object.keys(THEMES);
  const next = names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
  theme(next);
  document.cookie = `weir_theme=${next}; path=/; max-age=31536000; samesite=lax`;
});

theme(chosen);
const resized = new ResizeObserver((entries) => repaint(...entries.map((entry) => entry.target.id)));
['flow', 'price', 'money'].forEach((id) => resized.observe($(id)));
firstFill();
listen();
