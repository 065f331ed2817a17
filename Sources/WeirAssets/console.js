// Small helps. Every page works without them.
'use strict';

// Tells the server the browser's clock, from the sign-in on: what it writes is in the viewer's zone then, and what was
// written before that is put right here.
document.cookie = `weir_zone=${-new Date().getTimezoneOffset()}; path=/console; max-age=31536000; samesite=strict`;
const shown = new Intl.DateTimeFormat(document.documentElement.lang, {
  year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false,
});
const localTimes = (root) => {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const date = new Date(time.dateTime);
    if (Number.isNaN(date.getTime())) continue;
    if (!time.title) time.title = time.textContent;
    const part = Object.fromEntries(shown.formatToParts(date).map((p) => [p.type, p.value]));
    time.textContent = `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
  }
};
localTimes(document);

// "/" goes to the search line, Escape leaves it. Never while somebody writes.
const writes = (target) => target.closest('input, textarea, select, [contenteditable]') !== null;
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/' && !writes(event.target)) {
    document.getElementById('find')?.focus();
    event.preventDefault();
  } else if (event.key === 'Escape') {
    if (event.target.id === 'find') event.target.blur();
    const menu = document.querySelector('details.own[open]');
    if (!menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// Letters that stand on a page's acts press them: `data-press` on a link or button; of a field it is written into.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !/^[a-z]$/.test(event.key)) return;
  if (writes(event.target)) return;
  const meant = document.querySelector(`[data-press="${event.key}"]`);
  if (!meant) return;
  event.preventDefault();
  if (!writes(meant)) return meant.click();
  meant.closest('details')?.setAttribute('open', '');
  meant.scrollIntoView({ block: 'center' });
  meant.focus({ preventScroll: true });
});

// What is asked for anew shows at once; until it does, nothing is proposed on what stands there.
for (const ask of document.querySelectorAll('form[data-ask]')) {
  const stale = () => {
    for (const button of document.querySelectorAll('#propose button')) button.disabled = true;
  };
  ask.addEventListener('input', stale);
  ask.addEventListener('change', () => {
    stale();
    if (ask.checkValidity()) ask.submit();
  });
}

// Where something goes on at the server, the page looks again; not while somebody writes.
const waiting = document.querySelector('[data-reload]');
if (waiting) {
  const again = () => {
    if (!writes(document.activeElement)) location.reload();
  };
  setInterval(again, 1000 * Number(waiting.dataset.reload));
}

// A form is sent once, however often somebody clicks.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
});
addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent;
  for (const button of document.querySelectorAll('#propose button')) button.disabled = false;
});

// What was being written when a session ended is put back after the sign-in: for the same person, in this tab alone.
// So is what was refused: the page that says so leads back to it.
const unsent = 'weir-unsent';
const refused = document.querySelector('[data-refused]');
// The answer to a form may be the page that the form is on: its address is what one comes back to.
const formPage = document.querySelector('[data-page]')?.dataset.page;
if (formPage && location.pathname !== formPage) history.replaceState(null, '', formPage);
const here = location.pathname + location.search;
const isWriting = (field) => field.name && field.matches('textarea, select, input:not([type])')
  || field.matches('input[type=text], input[type=number], input[type=datetime-local]');
const person = () => document.querySelector('.own summary bdi')?.textContent ?? '';
const keep = (form) => {
  const fields = [...form.elements].filter(isWriting).map((field) => [field.name, field.value]);
  try {
    sessionStorage.setItem(unsent, JSON.stringify({ here, person: person(), action: form.action, fields }));
  } catch { /* no room: then it is lost, as it was without this */ }
};
const lastKept = () => JSON.parse(sessionStorage.getItem(unsent) ?? 'null');
refused?.addEventListener('click', () => {
  const kept = lastKept();
  if (kept) location.assign(kept.here);
  else history.back();
});
const putBack = () => {
  const kept = lastKept();
  if (!kept) return;
  if (refused || location.pathname.startsWith('/console/sign-in')) {
    sessionStorage.setItem(unsent, JSON.stringify({ ...kept, ended: true }));
    return;
  }
  if (!kept.ended || kept.person !== person()) return sessionStorage.removeItem(unsent);
  if (kept.here !== here) return;
  const form = [...document.forms].find((each) => each.method === 'post' && each.action === kept.action);
  for (const [name, value] of form ? kept.fields : []) {
    const field = form.elements.namedItem(name);
    if (field && 'value' in field) field.value = value;
  }
  form?.closest('details')?.setAttribute('open', '');
  sessionStorage.removeItem(unsent);
};
document.addEventListener('submit', (event) => {
  if (event.target.method === 'post' && person()) keep(event.target);
});
putBack();

// An open menu closes when somebody goes on elsewhere.
document.addEventListener('click', (event) => {
  for (const open of document.querySelectorAll('details.own[open]')) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// On a narrow screen the menu scrolls: the present place is in view.
document.querySelector('nav a[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
