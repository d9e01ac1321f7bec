// Shared by the tests of `deckyard serve`: a site, its server, and queries about a live page.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { PROGRAM, makeFolder, setUp, settle, withPage } from './harness.mjs';

const SITE = {
  'slides/one.yml': 'title: One\ncontent:\n- first.md\n- shared.md\n- last.md\n',
  'slides/two.yml': 'title: Two\ncontent:\n- shared.md\n',
  'slides/first.md': '## Welcome\n\nHello\n',
  'slides/shared.md': '## Alpha\n\nThe first letter\n\n---\n\n## Beta\n\n- one\n\n--\n\n- two\n\n--\n\n- three\n\n???\n\nSay it slowly\n\n---\n\n## Gamma\n\nThe third letter\n',
  'slides/last.md': '## Omega\n\nThe end\n',
  'static/theme.css': '.slide-content { text-indent: 1px }\n',
};
export const [WELCOME, ALPHA, BETA, GAMMA, OMEGA] = ['first-welcome', 'shared-alpha', 'shared-beta', 'shared-gamma', 'last-omega'];
export const PATIENCE = 10_000; // ms

const { browser } = setUp(makeFolder({ 'empty.txt': '' }));

/** Waits until a condition is true, and returns its value. */
export async function until(condition, what) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${typeof what === 'function' ? what() : what}`);
    await new Promise((done) => { setTimeout(done, 10); });
  }
}

/** Serves a folder until the end of the test. */
export async function start(folder, ...options) {
  assert.ok(existsSync(PROGRAM), `no program at ${PROGRAM}: build it, or set DECKYARD to its path`);
  const child = spawn(PROGRAM, ['serve', '--site', folder, ...(options.includes('--port') ? [] : ['--port', '0']), ...options], { env: { ...process.env, VISUAL: '' } });
  const server = { said: '' };
  child.stderr.on('data', (bytes) => { server.said += bytes; });
  server.stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => { child.once('exit', done); });
    child.kill();
    await gone;
  };
  after(server.stop);
  await until(() => server.said.includes('Ctrl-C ends it.') || child.exitCode !== null, () => server.said);
  server.url = /^the site: (\S+)\/$/m.exec(server.said)[1];
  server.share = /^to follow: (\S+)$/m.exec(server.said)?.[1];
  return server;
}

/** A site of its own for a test, served, with a deck open at an address. */
export async function withDeck(address, body, { files = {}, options = [], isStrict } = {}) {
  const folder = makeFolder({ ...SITE, ...files });
  const server = await start(folder, ...options);
  const file = (name) => path.join(folder, name);
  /** Replaces a text in a file. */
  const edit = (name, from, to) => {
    const text = readFileSync(file(name), 'utf8');
    assert.ok(text.includes(from), `${name} has ${from}`);
    writeFileSync(file(name), text.replace(from, to));
  };
  const open = (url, within) => withPage(browser(), url, { base: new URL(url).origin, isStrict }, within);
  try {
    await open(server.url + address, async (page) => {
      await isListening(page);
      await mark(page);
      await body({ page, server, folder, file, edit, open });
    });
  } finally {
    await server.stop();
  }
}

/** Shows a slide at a step as a person does: nothing else moves the followers. */
export async function lead(page, id, step = 0) {
  const number = await page.evaluate((i) => Number(document.getElementById(i).dataset.number), id);
  const isThere = (wanted) => window.deckyard.place().number === wanted;
  // A number that is not confirmed in time is forgotten, and a busy machine may take longer between two keys.
  await until(async () => {
    await page.keyboard.type(String(number + step));
    await page.keyboard.press('Enter');
    return page.evaluate(isThere, number + step);
  }, `slide ${number + step} is shown`);
}

/** Waits until a window receives events of the server: the listening window answers the others. An earlier change would reload the page. */
export const isListening = (page) => until(() => page.evaluate(() => new Promise((answer) => {
  const channel = new BroadcastChannel(`deckyard-live:${new URL('..', document.querySelector('script[data-run]').src).pathname}`);
  channel.onmessage = ({ data }) => data.kind === 'hello' && answer(true);
  channel.postMessage({ kind: 'ask' });
  setTimeout(answer, 200, false);
})), 'the page listens');
export const mark = (page) => page.evaluate(() => { window.isOld = true; });
export const isSamePage = (page) => page.evaluate(() => window.isOld === true);
export const whenLoadedAnew = async (page) => {
  await page.waitForFunction(() => window.isOld !== true && window.deckyard?.place(), null, { timeout: PATIENCE });
  await isListening(page);
};
export const whenShown = (page, id, text) => page.waitForFunction(([i, t]) => document.getElementById(i)?.textContent.includes(t), [id, text], { timeout: PATIENCE });
export const slideNumber = (page) => page.textContent('.deck-number');

/** How the open page differs from a new one of the same address. */
export const differences = (page) => page.evaluate(async () => {
  const html = await (await fetch(location.pathname)).text();
  const plain = (main) => [...main.children].map((section) => {
    const copy = section.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll('*')]) {
      element.classList.remove('current', 'shown');
      if (element.className === '') element.removeAttribute('class');
      for (const name of ['style', 'tabindex', 'data-narrow', 'data-wide']) element.removeAttribute(name);
      if (element.matches('.slide-content')) for (const name of ['role', 'aria-label']) element.removeAttribute(name);
    }
    return copy.outerHTML;
  });
  const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('main.deck');
  const main = document.querySelector('main.deck');
  const [now, then] = [plain(main), plain(fresh)];
  const found = now.flatMap((text, index) => (text === then[index] ? [] : [`${text}\n  instead of\n${then[index]}`]));
  if (now.length !== then.length) found.push(`${now.length} slides instead of ${then.length}`);
  if (main.dataset.total !== fresh.dataset.total) found.push(`total ${main.dataset.total} instead of ${fresh.dataset.total}`);
  return found;
});

/** The document without additions of its own scripts, and without the build number. */
const plainDocument = (page) => page.evaluate(() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('body > [data-ui]:not(header, footer), .slide-links, .code-copy, .lab-check').forEach((element) => element.remove());
  copy.querySelector('script[data-build]').removeAttribute('data-build');
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    const attributes = [...element.attributes].map(({ name, value }) => [name, value]).filter(([name]) => name !== 'loading').sort();
    for (const name of element.getAttributeNames()) element.removeAttribute(name);
    for (const [name, value] of attributes) element.setAttribute(name, value);
  }
  return copy.outerHTML.replace(/\s*(?=<\/body>)/, '');
});

/** Waits until the open page is identical to the page in a new window at its address. */
export async function isAsLoadedAnew(page, what) {
  const fresh = await page.context().newPage();
  try {
    let [now, then] = [];
    await until(async () => {
      // The page may load itself again at any time.
      const isThere = await fresh.goto('about:blank').then(() => fresh.goto(page.url())).catch(() => undefined);
      if (!isThere) return false;
      // If another build arrives in between, it is loaded once more.
      const shown = await settle(fresh).then(() => plainDocument(fresh)).catch(() => '');
      [now, then] = [await plainDocument(page), shown];
      return now === then;
    }, () => {
      const at = [...then].findIndex((letter, index) => letter !== now[index]);
      return `${what}: ${now.slice(Math.max(0, at - 80), at + 120)}\n  instead of\n${then.slice(Math.max(0, at - 80), at + 120)}`;
    });
  } finally {
    await fresh.close();
  }
}
