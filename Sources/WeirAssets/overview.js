// The overview's figures while one looks, and the flow of decisions.
'use strict';

const outcomes = ['allow', 'warn', 'hold', 'decline'];
const seconds = 60;
const seen = []; // per second, oldest first: [allow, warn, hold, decline]
const rails = new Map(); // by name, the totals of the last seconds, oldest first
const rateSeconds = 10;
let last = null;

const set = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

const draw = () => {
  const most = Math.max(0, ...seen.map((counts) => counts.reduce((a, b) => a + b, 0)));
  const top = Math.max(1, most);
  const x = (i) => (600 * (i + seconds - seen.length)) / (seconds - 1);
  let below = seen.map(() => 0);
  outcomes.forEach((name, place) => {
    const above = seen.map((counts, i) => below[i] + counts[place]);
    const y = (value) => (88 - (86 * value) / top).toFixed(1);
    const up = above.map((value, i) => `${x(i).toFixed(1)},${y(value)}`);
    const down = below.map((value, i) => `${x(i).toFixed(1)},${y(value)}`).reverse();
    document.getElementById(`flow-${name}`).setAttribute('d', seen.length > 1 ? `M${up.concat(down).join('L')}Z` : '');
    below = above;
  });
  const now = seen.at(-1).reduce((a, b) => a + b, 0);
  const told = document.getElementById('flow-now');
  const words = `${now.toLocaleString('en')} · ${told.dataset.most} ${most.toLocaleString('en')}`;
  set(told, ` ${most > 0 ? words : told.dataset.none}`);
};

/** Payments a second of each rail, over the last ten. */
const tellRates = (totals) => {
  for (const cell of document.querySelectorAll('[data-rate]')) {
    const name = cell.dataset.rate;
    if (totals[name] === undefined) continue;
    const kept = [...(rails.get(name) ?? []), totals[name]].slice(-rateSeconds - 1);
    rails.set(name, kept);
    if (kept.length < 2) continue;
    const rate = Math.max(0, kept.at(-1) - kept[0]) / (kept.length - 1);
    set(cell, rate.toLocaleString('en', { maximumFractionDigits: rate < 10 ? 1 : 0 }));
  }
};

const take = (data) => {
  for (const [id, text] of Object.entries(data.texts)) {
    const element = document.querySelector(`[data-live="${id}"]`);
    if (!element) continue;
    set(element, text);
    if (element.dataset.alarm) element.classList.toggle('bad', text !== '0');
  }
  for (const [id, part] of Object.entries(data.health)) {
    const element = document.querySelector(`[data-live="${id}"] .badge`);
    if (!element) continue;
    set(element, part.text);
    element.className = `badge ${part.tone}`;
  }
  tellRates(data.rails);
  const counts = outcomes.map((name) => data.counts[name]);
  if (last) {
    seen.push(counts.map((count, i) => Math.max(0, count - last[i])));
    if (seen.length > seconds) seen.shift();
    draw();
    document.getElementById('flow').dataset.drawn = 'yes';
  }
  last = counts;
};

/** What was decided lately. While somebody points at it or reads on, it holds still. */
const tell = (html) => {
  const part = document.getElementById('latest');
  if (!part || part.matches(':hover, :focus-within') || part.querySelector('details[open]')) return;
  part.innerHTML = html;
  localTimes(part);
};

const source = new EventSource('/console/live');
source.addEventListener('figures', (event) => take(JSON.parse(event.data)));
source.addEventListener('decisions', (event) => tell(JSON.parse(event.data)));
addEventListener('pagehide', () => source.close());
