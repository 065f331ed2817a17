// Checks a rule set while somebody types.
'use strict';

const editor = document.getElementById('editor');
const findings = document.getElementById('findings');
let timer = 0;
let asked = 0;

/** The line, with what is wrong in it marked. */
const excerpt = ({ before, at, after }) => {
  const line = document.createElement('pre');
  const mark = document.createElement('mark');
  line.className = 'excerpt';
  line.dir = 'ltr';
  mark.textContent = at || ' ';
  line.append(before, mark, after);
  return line;
};

const show = (found) => {
  const list = document.createElement('ul');
  for (const finding of found.findings) {
    const item = document.createElement('li');
    const place = document.createElement('button');
    place.type = 'button';
    place.className = 'place';
    place.textContent = finding.place;
    place.addEventListener('click', () => goTo(finding));
    item.append(place, ` ${finding.message}`);
    if (finding.at !== undefined) item.append(excerpt(finding));
    if (finding.hint) {
      const hint = document.createElement('p');
      hint.className = 'hint';
      hint.textContent = finding.hint;
      item.append(hint);
    }
    list.append(item);
  }
  const words = document.createElement('p');
  words.textContent = found.summary;
  const box = document.createElement('div');
  box.className = found.sound ? 'note' : 'wrong';
  box.append(words, list);
  findings.replaceChildren(box);
};

/** A line counts from the mark of its file, where the text holds several. */
const goTo = ({ file, line, column }) => {
  const text = editor.elements.text;
  const lines = text.value.split('\n');
  const place = lines.indexOf(`# weir-file: ${file}`) + line;
  const start = lines.slice(0, place).reduce((sum, each) => sum + each.length + 1, 0);
  const begin = start + (lines[place] === undefined ? 0 : Math.min(column - 1, lines[place].length));
  text.focus();
  text.setSelectionRange(begin, start + (lines[place] ?? '').length);
  text.scrollTop = Math.max(0, place - 6) * parseFloat(getComputedStyle(text).lineHeight);
};

/** What the server says of the text; nothing where it did not answer, or where the sign-in did in its place. */
const answer = async () => {
  const response = await fetch(editor.action, {
    method: 'POST', body: new URLSearchParams(new FormData(editor)), headers: { accept: 'application/json' },
  });
  return response.ok && !response.redirected ? response.json() : null;
};

const check = async () => {
  const mine = ++asked;
  const found = await answer().catch(() => null);
  if (mine === asked) show(found ?? { sound: false, summary: editor.dataset.unheard, findings: [] });
};

// Findings name lines, so the lines have numbers. The gutter follows the text and says nothing to screen readers.
const numberLines = (text) => {
  const numbers = document.querySelector('.gutter pre');
  const count = () => {
    const lines = text.value.split('\n').length;
    numbers.textContent = Array.from({ length: lines }, (_, line) => line + 1).join('\n');
  };
  text.addEventListener('input', count);
  text.addEventListener('scroll', () => {
    numbers.style.transform = `translateY(${-text.scrollTop}px)`;
  });
  count();
};

if (editor) {
  numberLines(editor.elements.text);
  editor.elements.text.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(check, 500);
  });
  // What the server found with the whole page: the same again, each a click away from its place.
  if (findings.firstElementChild) check();
}
