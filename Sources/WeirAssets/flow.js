// The slider over the money flow: while it moves, the server draws what lies in its span. Without a script the form
// asks for the page anew. Times are written by console.js, which is loaded before.
'use strict';

let slider = null;
let flowPart = null;
let flowAsked = new AbortController();
let flowTimer = 0;

const tellEnd = (input) => {
  const output = slider.querySelector(`output[for="${input.id}"]`);
  const time = output.querySelector('time');
  time.dateTime = new Date(Number(input.value) * 60_000).toISOString();
  time.title = '';
  time.textContent = `${time.dateTime.slice(0, 16).replace('T', ' ')} UTC`;
  localTimes(output);
  input.setAttribute('aria-valuetext', time.textContent);
};

/** The ends never meet: whichever is moved pushes the other along, as far as there is room. */
const keepApart = (moved) => {
  const { since, until } = slider.elements;
  const [step, min, max] = [since.step, since.min, since.max].map(Number);
  if (moved === since) {
    since.value = Math.min(Number(since.value), max - step);
    until.value = Math.max(Number(until.value), Number(since.value) + step);
  } else {
    until.value = Math.max(Number(until.value), min + step);
    since.value = Math.min(Number(since.value), Number(until.value) - step);
  }
};

const markStrip = () => {
  const [since, until] = [Number(slider.elements.since.value), Number(slider.elements.until.value)];
  for (const bar of slider.querySelectorAll('[data-at]')) {
    const at = Number(bar.dataset.at);
    bar.classList.toggle('dw-pale', at < since || at >= until);
  }
};

const drawSpan = async () => {
  flowAsked.abort();
  flowAsked = new AbortController();
  const query = new URLSearchParams(new FormData(slider));
  const part = new URL(slider.dataset.part, location.href);
  for (const [name, value] of query) part.searchParams.append(name, value);
  try {
    const answer = await fetch(part, { signal: flowAsked.signal });
    if (answer.redirected) return location.reload(); // the session has ended
    if (!answer.ok) return;
    flowPart.innerHTML = await answer.text();
    localTimes(flowPart);
    history.replaceState(null, '', `${location.pathname}?${query}`);
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  }
};

// Opened up, the flow has the whole width, and the parts beside it other places. Only these come anew: what somebody
// writes elsewhere on the page stays.
const widen = async (place) => {
  const answer = await fetch(place);
  if (answer.redirected || !answer.ok) return location.assign(place);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const wide = page.getElementById('s-flow');
  const old = document.getElementById('s-flow').closest('.column');
  const fresh = [wide];
  while (fresh.filter((part) => part.matches('.column')).length < 2) fresh.push(fresh.at(-1).nextElementSibling);
  old.nextElementSibling.remove();
  old.replaceWith(...fresh);
  for (const part of fresh) localTimes(part);
  begin();
  history.replaceState(null, '', place.pathname + place.search);
};

// An account that is chosen opens up below, without the page coming anew; the slider keeps it open.
const openUp = async (event) => {
  const link = event.target.closest('a[href*="open="]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  // Names in a drawing are links of SVG, whose address is no text.
  const place = new URL(link.getAttribute('href'), location.href);
  if (!flowPart.closest('.across') && matchMedia('(min-width: 1101px)').matches) {
    await widen(place);
  } else {
    for (const field of slider.querySelectorAll('[name=open]')) field.remove();
    for (const value of place.searchParams.getAll('open')) {
      slider.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'open', value }));
    }
    await drawSpan();
  }
  document.getElementById(place.hash.slice(1))?.scrollIntoView({ block: 'nearest' });
};

const begin = () => {
  slider = document.getElementById('flow-slider');
  flowPart = document.getElementById('flow-part');
  if (!slider || !flowPart) return;
  flowPart.addEventListener('click', openUp);
  // What stands below stays where it is while one draws.
  flowPart.style.minHeight = `${flowPart.offsetHeight}px`;
  for (const input of [slider.elements.since, slider.elements.until]) {
    tellEnd(input);
    input.addEventListener('input', () => {
      keepApart(input);
      tellEnd(slider.elements.since);
      tellEnd(slider.elements.until);
      markStrip();
      clearTimeout(flowTimer);
      flowTimer = setTimeout(drawSpan, 90);
    });
  }
};
begin();
