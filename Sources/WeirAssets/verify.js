// Verifies the register here, in the browser, from what the server hands out: every entry is hashed, the tree is built
// up, and its root must be the one that the log's key has signed. Nothing is taken on the server's word but the key,
// and the key can be compared with one that was learned elsewhere. RFC 6962 hashing, C2SP signed notes, Ed25519.
(() => {
  'use strict';

  const text = new TextEncoder();
  const BATCH = 1000;

  const join = (...parts) => {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { out.set(part, at); at += part.length; }
    return out;
  };
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const leafHash = (entry) => sha256(join(new Uint8Array([0]), entry));
  const nodeHash = (left, right) => sha256(join(new Uint8Array([1]), left, right));
  const fromBase64 = (words) => Uint8Array.from(atob(words), (c) => c.charCodeAt(0));
  const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
  const toHex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

  /** Whether the proof leads from a leaf to the root (RFC 9162 §2.1.3.2). */
  async function provesInclusion(leaf, index, size, proof, root) {
    if (index >= size) return false;
    let [fn, sn, hash] = [index, size - 1, leaf];
    for (const step of proof) {
      if (sn === 0) return false;
      if (fn % 2 === 1 || fn === sn) {
        hash = await nodeHash(step, hash);
        while (fn % 2 === 0 && fn !== 0) { fn = Math.floor(fn / 2); sn = Math.floor(sn / 2); }
      } else {
        hash = await nodeHash(hash, step);
      }
      fn = Math.floor(fn / 2);
      sn = Math.floor(sn / 2);
    }
    return sn === 0 && same(hash, root);
  }

  /** A log's public key: name+id+key, whose id must be that of the key. */
  async function readKey(line) {
    const [name, id, ...rest] = line.trim().split('+');
    let bytes;
    try {
      bytes = fromBase64(rest.join('+'));
    } catch {
      throw new Error(words.noKey);
    }
    if (bytes.length !== 33 || bytes[0] !== 1) throw new Error(words.noKey);
    const hash = await sha256(join(text.encode(name), new Uint8Array([10]), bytes));
    if (toHex(hash.slice(0, 4)) !== id) throw new Error(words.noKey);
    const key = await crypto.subtle.importKey('raw', bytes.slice(1), { name: 'Ed25519' }, true, ['verify']);
    return { name, id, bytes, key };
  }

  /** A checkpoint: what it says, and whether the key has signed it. */
  async function readCheckpoint(note, key) {
    const gap = note.lastIndexOf('\n\n');
    if (gap < 0) throw new Error(words.noNote);
    const body = note.slice(0, gap + 1);
    const [origin, size, root] = body.split('\n');
    let isSigned = false;
    for (const line of note.slice(gap + 2).split('\n')) {
      const [, name, value] = line.split(' ');
      if (name !== key.name || !value) continue;
      const bytes = fromBase64(value);
      if (toHex(bytes.slice(0, 4)) !== key.id) continue;
      isSigned ||= await crypto.subtle.verify({ name: 'Ed25519' }, key.key, bytes.slice(4), text.encode(body));
    }
    return { origin, size: Number(size), root: fromBase64(root), isSigned };
  }

  /** Builds a tree up leaf by leaf, holding only its right edge. */
  class Edge {
    constructor() { this.size = 0; this.hashes = []; }
    async add(leaf) {
      let hash = leaf;
      for (let n = this.size; n % 2 === 1; n = (n - 1) / 2) hash = await nodeHash(this.hashes.pop(), hash);
      this.hashes.push(hash);
      this.size += 1;
    }
    async root() {
      if (this.size === 0) return sha256(new Uint8Array(0));
      let hash = this.hashes.at(-1);
      for (let i = this.hashes.length - 2; i >= 0; i--) hash = await nodeHash(this.hashes[i], hash);
      return hash;
    }
  }

  const ask = async (path) => {
    const answer = await fetch(path, { cache: 'no-store', credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${words.answered} ${answer.status}`);
    return answer;
  };

  /** The lines of an answer as bytes: an entry is hashed as it was sent. */
  function lines(bytes) {
    const found = [];
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] === 10) { found.push(bytes.subarray(start, i)); start = i + 1; }
    }
    return found;
  }

  const panel = document.getElementById('verify');
  /** What the page says, in the viewer's language. */
  const words = panel?.dataset;
  const KEPT = 'weir-register-checkpoint';
  if (panel) start();

  function start() {
    const list = panel.querySelector('.checks');
    const say = (state, words_) => {
      const item = document.createElement('li');
      item.dataset.state = state;
      item.textContent = words_;
      list.append(item);
      return item;
    };
    const run = (work) => async (event) => {
      event.preventDefault();
      list.replaceChildren();
      panel.dataset.result = 'running';
      try {
        // Browsers hash for pages over https and of their own machine alone.
        if (!crypto.subtle) throw new Error(words.insecure);
        const isSound = await work();
        panel.dataset.result = isSound ? 'sound' : 'unsound';
      } catch (error) {
        say('bad', `${words.failed} ${error.message}`);
        panel.dataset.result = 'unsound';
      }
    };

    async function signedCheckpoint() {
      const key = await readKey(await (await ask('/v1/register/key')).text());
      const wanted = panel.querySelector('[name=key]').value.trim();
      if (wanted) {
        const own = await readKey(wanted);
        // All of it: the id alone is four bytes, which somebody could find another key for.
        const isSame = own.name === key.name && same(own.bytes, key.bytes);
        say(isSame ? 'good' : 'bad', isSame ? words.sameKey : words.otherKey);
        if (!isSame) return null;
      }
      const note = await (await ask('/v1/register/checkpoint')).text();
      const checkpoint = await readCheckpoint(note, key);
      say(checkpoint.isSigned ? 'good' : 'bad', checkpoint.isSigned ? words.signed : words.unsigned);
      return checkpoint.isSigned ? checkpoint : null;
    }

    panel.querySelector('[data-act=all]').addEventListener('click', run(async () => {
      const checkpoint = await signedCheckpoint();
      if (!checkpoint) return false;
      // What was seen here before must be the beginning of what is there now.
      const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
      const edge = new Edge();
      const progress = say('', '');
      let before = kept && kept.size === 0 ? true : null;
      while (edge.size < checkpoint.size) {
        const count = Math.min(BATCH, checkpoint.size - edge.size);
        const answer = await ask(`/v1/register/entries?after=${edge.size}&limit=${count}`);
        const entries = lines(new Uint8Array(await answer.arrayBuffer()));
        if (entries.length === 0) break;
        for (const entry of entries) {
          await edge.add(await leafHash(entry));
          if (kept && edge.size === kept.size) before = toBase64(await edge.root()) === kept.root;
        }
        progress.textContent = `${words.hashed} ${edge.size} / ${checkpoint.size}`;
      }
      const isWhole = edge.size === checkpoint.size && same(await edge.root(), checkpoint.root);
      say(isWhole ? 'good' : 'bad', isWhole ? words.whole : words.broken);
      if (kept) say(before ? 'good' : 'bad', before ? words.grown : words.rewritten);
      if (isWhole && before !== false) {
        localStorage.setItem(KEPT, JSON.stringify({ size: checkpoint.size, root: toBase64(checkpoint.root) }));
      }
      return isWhole && before !== false;
    }));

    for (const button of document.querySelectorAll('button[data-entry]')) {
      button.addEventListener('click', run(async () => {
        const index = Number(button.dataset.entry);
        const row = button.closest('tr');
        const checkpoint = await signedCheckpoint();
        if (!checkpoint) return false;
        const proof = await (await ask(`/v1/register/proof?index=${index}&size=${checkpoint.size}`)).json();
        // The entry that stands on this page is hashed, not the one that the proof names.
        const shown = text.encode(row.querySelector('[data-raw]').dataset.raw);
        const leaf = await leafHash(shown);
        const isIn = await provesInclusion(
          leaf, index, checkpoint.size, proof.proof.map(fromBase64), checkpoint.root);
        row.dataset.state = isIn ? 'good' : 'bad';
        say(isIn ? 'good' : 'bad', `${words.entry} ${index}: ${isIn ? words.included : words.notIncluded}`);
        return isIn;
      }));
    }
  }
})();
