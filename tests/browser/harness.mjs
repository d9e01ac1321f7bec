// Shared by the tests: the pages and a browser, a loopback server, axe, and helpers that read a
// deck's page. A missing browser, program or page is a failure, never a skipped test.
//
//   DECKYARD_PUBLIC  folder of the built site (default: public/ of the repository)
//   DECKYARD         the program (default: target/release/deckyard of the repository)
//   CHROMIUM         the browser (default: /usr/bin/chromium)
//   HEADLESS_SHELL   the same engine without windows, which opens a page in a quarter of the time; used for all
//                    but tests of time when it is there

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(here, '../..');
export const PUBLIC = path.resolve(here, process.env.DECKYARD_PUBLIC ?? '../../public');
export const PROGRAM = path.resolve(here, process.env.DECKYARD ?? '../../target/release/deckyard');
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const DECKS = ['tour.html', 'workshop.html'];
export const ORIGINS = ['file', 'http'];
/** The browser in which pages are opened. */
let shell = process.env.HEADLESS_SHELL || CHROMIUM;
/** Opens pages in the browser that users have, for timing tests. */
export function useWholeBrowser() { shell = CHROMIUM; }
/** The time limit for immediate reactions of a page, in ms: long enough for a busy machine. */
const PATIENCE = 30000;
export const STAGE = { width: 1280, height: 720 };
export const PHONE = { width: 390, height: 844 };
/** Where content comes from, stricter than in the recipes for hosts. */
const SOURCES = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'self'; script-src 'self'";
/** The rest of the policy that the recipes send. */
export const LIMITS = "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'";
const POLICY = `${SOURCES}; ${LIMITS}`;

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp', '.json': 'application/json',
  '.ics': 'text/calendar', '.atom': 'application/atom+xml', '.xml': 'application/xml' };
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The pages, and a browser that shows them.

async function launch() {
  if (!existsSync(shell)) {
    throw new Error(`no browser at ${shell}: install Chromium (apt install chromium) or set CHROMIUM to its path`);
  }
  return chromium.launch({ executablePath: shell, args: FLAGS });
}

/** A new folder with these files, which is removed at the end of the test file. */
export function makeFolder(files) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deckyard-test-'));
  after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** Runs the program. */
export function run(args, env = {}) {
  assert.ok(existsSync(PROGRAM), `no program at ${PROGRAM}: build it, or set DECKYARD to its path`);
  return spawnSync(PROGRAM, args, { encoding: 'utf8', env: { ...process.env, CHROMIUM, ...env } });
}

/** Builds a site from these files with these options, and returns the folder of its pages. */
export function buildSite(files, ...options) {
  const folder = makeFolder(files);
  const pages = path.join(folder, 'public');
  const { status, stderr } = run(['build', '--site', folder, '--out', pages, ...options]);
  assert.equal(status, 0, stderr);
  return pages;
}

/** Answers a request with a file of the folder, under the strictest policy that the pages promise to support. */
export async function answer(folder, request, response) {
  const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const file = path.join(folder, name);
  try {
    if (!file.startsWith(folder + path.sep)) throw new Error('outside');
    const body = await readFile(file);
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY });
    response.end(body);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('not found');
  }
}

/** Serves on the loopback interface. */
export async function serve(onRequest) {
  const server = http.createServer(onRequest);
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/**
 * The set-up of a test file: one browser and one server for the pages in a folder, closed at the end of the tests.
 *
 *   url(page, origin)           the address of a page, with what follows ? and #
 *   open(page, options, body)   opens a page, runs body(page, seen), and closes it whatever happens
 *   browser()                   the browser itself
 */
export function setUp(folder = PUBLIC) {
  let browser;
  let server;
  before(async () => {
    for (const deck of folder === PUBLIC ? DECKS : []) {
      if (!existsSync(path.join(PUBLIC, deck))) throw new Error(`no ${deck} in ${PUBLIC}: run \`deckyard build\` first, or set DECKYARD_PUBLIC to the built site`);
    }
    [browser, server] = await Promise.all([launch(), serve((request, response) => answer(folder, request, response))]);
  });
  after(async () => {
    server?.close();
    await browser?.close();
  });
  const url = (page = '', origin = 'file') => (origin === 'file' ? `${pathToFileURL(folder).href}/` : server.url) + page;
  const open = (page, ...rest) => {
    const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
    const { origin, ...others } = options;
    return withPage(browser, url(page, origin), { base: url('', origin), folder, ...others }, body);
  };
  return { url, open, browser: () => browser };
}

/**
 * Runs in each page. Surfaces of the tool are in shadow trees: `seek` and `seekAll` find in these, too, and `focused` is the
 * element in one of them that has the focus.
 */
export function defineSeek() {
  window.seekAll = (selector) => [document, ...[...document.querySelectorAll('[data-on]')].map((host) => host.shadowRoot)].flatMap((root) => [...root.querySelectorAll(selector)]);
  window.seek = (selector) => window.seekAll(selector)[0] ?? null;
  window.focused = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
}

/**
 * Opens a page in its own profile. Any failure in one of its windows fails the test: an uncaught error, a
 * violation of the policy, a request to another host.
 *
 * Beside the options of a context: media to show it for; waitUntil, how much of the page the body waits for;
 * isStrict: false leaves it to the body to look at what was seen; now, what the visitor's clock says.
 */
export async function withPage(browser, url, { media, base = '', folder, waitUntil = 'load', isStrict = true, now, ...options }, body) {
  const context = await browser.newContext({ viewport: STAGE, ...options });
  try {
    const seen = { errors: [], requests: [], policy: [] };
    context.on('weberror', (error) => seen.errors.push(String(error.error())));
    context.on('request', (request) => seen.requests.push(request.url()));
    context.on('console', (message) => {
      if (/content security policy|securitypolicyviolation/i.test(message.text())) seen.policy.push(message.text());
    });
    await context.addInitScript(() => addEventListener('securitypolicyviolation', ({ type, violatedDirective, blockedURI }) => {
      console.warn(type, violatedDirective, blockedURI);
    }));
    await context.addInitScript(defineSeek);
    const page = await context.newPage();
    if (now) await page.clock.setFixedTime(new Date(now));
    if (media) await page.emulateMedia({ media });
    // 404.html names its style sheet from the top of the host, since a host shows it under any path.
    if (/\/404\.html$/.test(url)) {
      base = '';
      await page.route(/\/assets\/[^/]+$/, (route) => route.fulfill({ path: path.join(folder, 'assets', path.basename(route.request().url())) }));
    }
    await page.goto(url, { waitUntil });
    const result = await body(page, seen);
    if (isStrict) {
      const strangers = seen.requests.filter((request) => !request.startsWith(base) && !/^(data|about):/.test(request));
      assert.deepEqual([seen.errors, seen.policy, strangers], [[], [], []], 'no error, no breach of the policy, no stranger asked');
    }
    return result;
  } finally {
    await context.close();
  }
}

/** The rules of axe-core whose findings may differ between light and dark. */
export const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** The findings of axe-core on the page or a part of it (a selector), with all rules or the given ones, short enough for a report. */
export async function violations(page, part, rules) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  // Slides outside of the viewport have an estimated height, so their content may seem to overlap
  // the next one.
  if (!part) await page.evaluate(() => { for (const slide of document.querySelectorAll('main > .slide')) slide.style.contentVisibility = 'visible'; });
  // WCAG 2.2 requires a minimum target size; axe checks it only on request.
  const { violations: found } = await page.evaluate(([selector, only]) => window.axe.run((selector && (document.querySelector(selector) ?? window.seek(selector)?.getRootNode().host)) ?? document, {
    resultTypes: ['violations'], ...(only ? { runOnly: { type: 'rule', values: only } } : { rules: { 'target-size': { enabled: true } } }),
  }), [part, rules]);
  if (!part) await page.evaluate(() => { for (const slide of document.querySelectorAll('main > .slide')) slide.style.contentVisibility = ''; });
  return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
}

// Readers of a deck's page.

/** The content of the document, read from the page itself, so that no test relies on the text of a deck. */
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

/** A few slides for each set of classes, so that every kind of slide is checked. */
export function kinds(slides, n = 4) {
  const found = new Map();
  for (const slide of slides) {
    const key = `${slide.classes.join(' ')} ${slide.steps > 0}`;
    found.set(key, [...(found.get(key) ?? []), slide].slice(0, n));
  }
  return [...found.values()].flat();
}

/** The current slide: its id, the step, and the number of displayed slides. */
export function shown(page) {
  return page.evaluate(() => {
    const visible = [...document.querySelectorAll('.slide')].filter((section) => section.getClientRects().length > 0);
    const steps = [...(visible[0]?.querySelectorAll('[data-step]') ?? [])].filter((piece) => getComputedStyle(piece).visibility === 'visible');
    return { n_visible: visible.length, id: visible[0]?.id, step: Math.max(0, ...steps.map((piece) => Number(piece.dataset.step))), hash: location.hash };
  });
}

/** Waits until the slide `id` is the current one, at `step` if given. */
export async function waitForSlide(page, id, step) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const now = await shown(page);
    if (now.n_visible === 1 && now.id === id && (step === undefined || now.step === step)) return now;
    if (Date.now() > deadline) throw new Error(`expected slide ${id}${step === undefined ? '' : ` at step ${step}`}, the page shows ${JSON.stringify(now)}`);
    await page.waitForTimeout(20);
  }
}

/** Waits until the address ends in the number. */
export const waitForNumber = (page, number) => page.waitForFunction((hash) => location.hash === hash, `#${number}`, { timeout: PATIENCE });

/** Waits until the requested state is drawn. */
export const settle = (page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));

/** Shows a slide at a step, without a key. */
export const go = (page, id, step = 0) => page.evaluate(([i, s]) => window.deckyard.show(document.getElementById(i), s), [id, step]);

/** The current place, as `id/step`. */
export const place = (page) => page.evaluate(() => {
  const { slide, step } = window.deckyard.place();
  return `${slide.id}/${step}`;
});

/** Waits until all windows show the place. */
export async function allAt(pages, wanted) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = await Promise.all(pages.map(place));
    if (found.every((one) => one === wanted)) return;
    if (Date.now() > deadline) throw new Error(`expected ${wanted} in all windows, they show ${found.join(' and ')}`);
    await pages[0].waitForTimeout(20);
  }
}
/** Opens a view by its key; the first one waits for its script. */
export async function openView(page, key = 'p') {
  await page.keyboard.press(key);
  await page.locator('.present').waitFor();
}

/** Opens the second window, that of the audience. */
export async function openClone(page) {
  const [audience] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('c')]);
  await audience.waitForLoadState();
  return audience;
}
