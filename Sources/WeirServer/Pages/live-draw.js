// What every part of the live page draws and writes with: elements, numbers, times, scales.
// Text from the server only ever becomes text nodes or attribute values, and no style attribute is written, so the
// page runs under Content-Security-Policy: default-src 'self'. Charts are drawn in real pixels, so type stays type.

const NAMES = { otc_dealer: 'OTC dealer' };


export const $ = (id) => document.getElementById(id);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) if (value != null) node.setAttribute(name, value);
  node.append(...children.filter((child) => child != null && child !== ''));
  return node;
}
export const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
export const draw = (name, attributes = {}, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
/** SVG elements have no `hidden` property, only the attribute. */
export const show = (id, shown) => $(id).toggleAttribute('hidden', !shown);
export const label = (x, y, anchor, text, kind) => draw('text', { x, y, 'text-anchor': anchor, class: kind }, text);
export const line = (x1, y1, x2, y2, kind) => draw('line', { x1, y1, x2, y2, class: kind });

export const words = (code) => NAMES[code] ?? String(code).replaceAll('_', ' ');
export const plural = (n, one, many = one + 's') => `${group(n)} ${n === 1 ? one : many}`;
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
  if (amount >= 1e9) return `${(amount / 1e9).toFixed(2)} bn`;
  return amount >= 1e7 ? `${(amount / 1e6).toFixed(2)} M` : group(Math.round(amount));
}
export const micro = (us) => (us < 1000 ? `${Math.round(us)} µs` : `${(us / 1000).toFixed(us < 10000 ? 2 : 1)} ms`);
export const perSecond = (n) => (n >= 100 ? group(Math.round(n)) : n.toFixed(n >= 10 || n === 0 ? 0 : 1));

const utc = (options) => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
  return (at) => format.format(new Date(at));
};
export const hourMinute = utc({ hour: '2-digit', minute: '2-digit' });
export const clock = utc({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const dayMonth = utc({ day: 'numeric', month: 'short' });
export const date = utc({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

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
  return ticksBetween(from, to, step);
}

/** Empties an SVG and gives its size in pixels. */
export function canvas(svg) {
  svg.replaceChildren();
  const { width, height } = svg.getBoundingClientRect();
  svg.setAttribute('viewBox', `0 0 ${px(width)} ${px(height)}`);
  return [width, height];
}
