// What the tests share: where the pages are, a browser, a loopback server, and small readers of a deck's page.
// A missing browser or a missing page is a failure, never a skipped test.
//
//   DECKYARD_PUBLIC  folder of the built site (default: public/ of the repository)
//   CHROMIUM         the browser (default: /usr/bin/chromium)

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
export const PUBLIC = path.resolve(here, process.env.DECKYARD_PUBLIC ?? '../../public');
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const DECKS = ['tour.html', 'workshop.html'];
export const STAGE = { width: 1280, height: 720 };
export const PHONE = { width: 390, height: 844 };
export const POLICY = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'self'; script-src 'self'";

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp', '.json': 'application/json' };

export async function launch() {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`no browser at ${CHROMIUM}: install Chromium (apt install chromium) or set CHROMIUM to its path`);
  }
  for (const deck of DECKS) {
    if (!existsSync(path.join(PUBLIC, deck))) {
      throw new Error(`no ${deck} in ${PUBLIC}: run \`deckyard build\` first, or set DECKYARD_PUBLIC to the built site`);
    }
  }
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

export const fileUrl = (page) => pathToFileURL(path.join(PUBLIC, page)).href;

/** Serves the built site on the loopback interface, with the strictest policy that the pages promise to bear. */
export async function serve() {
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = path.join(PUBLIC, name);
    try {
      if (!file.startsWith(PUBLIC + path.sep)) throw new Error('outside');
      const body = await readFile(file);
      response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY });
      response.end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not found');
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: (page) => `http://127.0.0.1:${server.address().port}/${page}`, close: () => server.close() };
}

/** Opens a page, collects what goes wrong on it, runs the body, and closes it whatever happens. */
export async function withPage(browser, url, options, body) {
  const { media, mirror, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: STAGE, ...contextOptions });
  try {
    const page = await context.newPage();
    const seen = { errors: [], requests: [], policy: [] };
    page.on('pageerror', (error) => seen.errors.push(String(error)));
    page.on('request', (request) => seen.requests.push(request.url()));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) seen.policy.push(message.text());
    });
    if (media) await page.emulateMedia({ media });
    // 404.html names its style sheet by the public address of the site, since a host shows it under any path.
    if (mirror) await page.route(/^https?:/, (route) => route.fulfill({ path: path.join(PUBLIC, 'assets', path.basename(route.request().url())) }));
    await page.goto(url, { waitUntil: 'load' });
    return await body(page, seen);
  } finally {
    await context.close();
  }
}

/** What the document holds, read from the page itself, so that no test relies on the words of a deck. */
export function outline(page) {
  return page.evaluate(() => [...document.querySelectorAll('main.deck > section.slide')].map((section) => ({
    id: section.id,
    number: Number(section.dataset.number),
    steps: Number(section.dataset.steps) || 0,
    name: section.dataset.name ?? null,
    aliases: (section.dataset.aliases ?? '').split(' ').filter(Boolean),
    footer: Boolean(section.querySelector('.slide-content .debug')),
    classes: [...section.querySelector('.slide-content').classList],
  })));
}

/** The slide that is shown: its id, the step, and how many slides are displayed at all. */
export function shown(page) {
  return page.evaluate(() => {
    const visible = [...document.querySelectorAll('.slide')].filter((section) => section.getClientRects().length > 0);
    const steps = [...(visible[0]?.querySelectorAll('[data-step]') ?? [])].filter((piece) => getComputedStyle(piece).visibility === 'visible');
    return { n_visible: visible.length, id: visible[0]?.id, step: Math.max(0, ...steps.map((piece) => Number(piece.dataset.step))), hash: location.hash };
  });
}

/** Waits until the slide `id` is the one that is shown, at `step` when given. */
export async function waitForSlide(page, id, step) {
  const deadline = Date.now() + 5000;
  for (;;) {
    const now = await shown(page);
    if (now.n_visible === 1 && now.id === id && (step === undefined || now.step === step)) return now;
    if (Date.now() > deadline) throw new Error(`expected slide ${id}${step === undefined ? '' : ` at step ${step}`}, the page shows ${JSON.stringify(now)}`);
    await page.waitForTimeout(20);
  }
}

/** Waits until the address ends in the number. */
export const waitForNumber = (page, number) => page.waitForFunction((hash) => location.hash === hash, `#${number}`, { timeout: 5000 });
