// The queue by keyboard: j and k go, Enter opens, x chooses, X all of the page, a assigns to me, c comments,
// z puts off.
'use strict';

const form = document.querySelector('form[data-keys="queue"]');
const rows = form ? [...form.querySelectorAll('tr[data-case]')] : [];
let place = -1;

const go = (to) => {
  if (rows.length === 0) return;
  if (place >= 0) rows[place].classList.remove('here');
  place = Math.min(rows.length - 1, Math.max(0, to));
  rows[place].classList.add('here');
  rows[place].querySelector('a').focus();
  rows[place].scrollIntoView({ block: 'nearest' });
};
const box = () => rows[place]?.querySelector('input[type="checkbox"]');
/** Sends the form for the row where one is, unless others are chosen. */
const send = (what) => {
  const mine = box();
  if (mine && !form.querySelector('input[name="case"]:checked')) mine.checked = true;
  const button = form.querySelector(`button[value="${what}"]`);
  if (button) form.requestSubmit(button);
};

/** Whether what is being written is why cases are put off. */
let isPuttingOff = false;
const reason = form?.querySelector('[data-key="c"]');
reason?.addEventListener('blur', () => { isPuttingOff = false; });
const write = (key) => {
  const field = form.querySelector(`[data-key="${key}"]`);
  if (!field) return;
  const mine = box();
  if (mine && !form.querySelector('input[name="case"]:checked')) mine.checked = true;
  field.focus();
};

/** Chooses all cases of the page, or none where all are chosen. */
const chooseAll = () => {
  const boxes = [...(form?.querySelectorAll('input[name="case"]') ?? [])];
  const isAll = boxes.every((each) => each.checked);
  for (const each of boxes) each.checked = !isAll;
};
// The head of the column is the way to it: the same words at the same place, so that nothing moves.
const head = form?.querySelector('input[name="case"]') && form.querySelector('thead th');
if (head) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'all';
  button.title = form.dataset.all;
  button.setAttribute('aria-label', `${head.textContent}: ${form.dataset.all}`);
  button.textContent = head.textContent;
  button.addEventListener('click', chooseAll);
  head.replaceChildren(button);
}

// A click anywhere in a row opens its case, unless it was meant for something in the row or marks words.
for (const row of rows) {
  row.addEventListener('click', (event) => {
    if (event.target.closest('a, button, input, label, summary') || String(getSelection())) return;
    const way = row.querySelector('a[href*="/cases/"]');
    if (event.ctrlKey || event.metaKey) open(way.href);
    else way.click();
  });
}

for (const [i, row] of rows.entries()) {
  row.addEventListener('focusin', () => {
    if (place !== i) {
      if (place >= 0) rows[place].classList.remove('here');
      place = i;
      row.classList.add('here');
    }
  });
}

document.addEventListener('keydown', (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  const isText = event.target.closest('input:not([type="checkbox"]), textarea, select');
  if (isText) {
    if (event.key === 'Escape') go(place);
    // In the comment Enter comments, or puts off after z: the first button of a form would do something else.
    if (event.key === 'Enter' && event.target.dataset.key === 'c') {
      event.preventDefault();
      send(isPuttingOff ? 'postpone' : 'comment');
    } else if (event.key === 'Enter' && event.target.dataset.key === 'z') {
      // For how long is chosen: now the reason.
      event.preventDefault();
      reason.focus();
      isPuttingOff = true;
    } else if (event.key === 'Enter' && event.target.name === 'tag') {
      event.preventDefault();
      send('tag');
    }
    return;
  }
  const keys = {
    j: () => go(place + 1),
    k: () => go(place - 1),
    x: () => box()?.click(),
    X: chooseAll,
    a: () => send('mine'),
    c: () => write('c'),
    z: () => write('z'),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
