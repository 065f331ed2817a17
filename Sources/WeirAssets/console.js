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
  } else if (event.key === 'Escape' && event.target.id === 'find') {
    event.target.blur();
  }
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

// An open menu closes when somebody goes on elsewhere.
document.addEventListener('click', (event) => {
  for (const open of document.querySelectorAll('details.own[open]')) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// On a narrow screen the menu scrolls: the present place is in view.
document.querySelector('nav a[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
