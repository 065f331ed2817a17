// Run in the page by look.py: answers with a list of what a reader would stumble over.
const found = [];
const name = (node) => node.id || node.getAttribute('class') || node.tagName;
const say = (what, node) => found.push(`${what}: ${name(node)} "${node.textContent.trim().slice(0, 50)}"`);
const shown = (node) => node.getClientRects().length && !node.closest('.unseen, [hidden]');

const wide = document.documentElement.scrollWidth;
if (wide > innerWidth) found.push(`scrolls sideways: ${wide} > ${innerWidth}`);

// Clipped text: an element whose own text is wider than its box, or drawn outside of its drawing.
for (const node of document.querySelectorAll('p, dd, dt, h2, h3, small, span, b, button, li')) {
  if (!shown(node) || ![...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const text = range.getBoundingClientRect();
  const box = (node.closest('section, header, main') ?? document.body).getBoundingClientRect();
  if (text.right > box.right + 1 || text.left < box.left - 1) say('clipped', node);
}
for (const drawing of document.querySelectorAll('section svg')) {
  if (!shown(drawing)) continue;
  const box = drawing.getBoundingClientRect();
  const texts = [...drawing.querySelectorAll('text')];
  const boxes = texts.map((text) => text.getBoundingClientRect());
  boxes.forEach((a, i) => {
    const aside = a.left < box.left - 1 || a.right > box.right + 1;
    if (aside || a.top < box.top - 2 || a.bottom > box.bottom + 3) say(`outside #${drawing.id}`, texts[i]);
    boxes.forEach((b, j) => {
      const apart = a.right <= b.left || b.right <= a.left || a.bottom - 3 <= b.top || b.bottom - 3 <= a.top;
      if (j > i && !apart) say(`overlaps "${texts[j].textContent}" in #${drawing.id}`, texts[i]);
    });
  });
}

// Sections that hide part of what they hold although they do not scroll.
for (const section of document.querySelectorAll('section')) {
  const { scrollHeight: needs, clientHeight: has } = section;
  if (needs > has + 2) found.push(`overflows: ${section.className} ${needs} > ${has}`);
}

// Contrast of every text with what is behind it.
const luminance = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
function behind(node) {
  for (let n = node; n; n = n.parentElement) {
    const colour = parse(getComputedStyle(n).backgroundColor);
    if (colour.length === 3 || colour[3] > 0.99) return colour.slice(0, 3);
  }
  return [255, 255, 255];
}
const seen = new Set();
for (const node of document.querySelectorAll('body *')) {
  if (!shown(node) || ![...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
  const style = getComputedStyle(node);
  const ink = parse(node instanceof SVGElement ? style.fill : style.color).slice(0, 3);
  const [a, b] = [luminance(ink), luminance(behind(node))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  const key = `${ink}/${behind(node)}`;
  if (ratio < 4.5 && !seen.has(key)) say(`contrast ${ratio.toFixed(2)}`, node);
  seen.add(key);
}
return found;
