// Takes the pictures of the guide, docs/images/*.webp: `node scripts/guide-pictures.mjs`.
//
// They show a site of `deckyard new` and examples/company, both built for a fixed day. DECKYARD
// names the program, CHROMIUM the browser; the packages are those of tests/browser. The pictures
// are committed, since forges show the guide without running anything.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const { chromium } = createRequire(join(ROOT, 'tests/browser/package.json'))('playwright-core');

/** The day of the new site, and a day on which an event of the company takes place. */
const NEW_SITE_DAY = '2027-01-04';
const COMPANY_DAY = '2027-03-04';

/** The width and height of a window; pages show the pictures at half this size. */
const WINDOW = { width: 1280, height: 720 };

/** The quality of WebP, in percent: below it, text gets blurred edges. */
const QUALITY = 80;

const program = resolve(process.env.DECKYARD ?? join(ROOT, 'target/release/deckyard'));
const scratch = mkdtempSync(join(tmpdir(), 'guide-pictures-'));
const deckyard = (...args) => execFileSync(program, [...args, '--quiet'], { cwd: scratch, stdio: 'inherit' });
const page = (path, fragment = '') => `${pathToFileURL(join(scratch, path)).href}${fragment}`;

/** Starts a preview of the new site, and returns its address and the process. */
async function preview() {
  const server = spawn(program, ['serve', '--site', 'talks', '--port', '0'], { cwd: scratch, stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  for await (const piece of server.stderr) {
    output += piece;
    const address = /http:\/\/\S+\/talk\.html/.exec(output)?.[0];
    if (address) return { address, server };
  }
  throw new Error(`the preview did not start: ${output}`);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });

/** Takes a picture of a page after some keys and an action. */
async function take(name, address, { keys = [], act = async () => {}, ...size } = {}) {
  const context = await browser.newContext({ viewport: { ...WINDOW, ...size }, colorScheme: 'light' });
  const tab = await context.newPage();
  await tab.goto(address);
  await tab.waitForLoadState('networkidle');
  for (const key of keys) await tab.keyboard.press(key);
  await act(tab);
  await tab.waitForTimeout(1000); // Transitions, and messages that disappear.
  const client = await context.newCDPSession(tab);
  const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  writeFileSync(join(ROOT, 'docs/images', `${name}.webp`), Buffer.from(data, 'base64'));
  await context.close();
}

/** Misspells a chapter of the talk, and waits for the message in the open page. */
async function misspell(tab) {
  const manifest = join(scratch, 'talks/slides/talk.yml');
  await tab.waitForTimeout(1000);
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('shared/slides.md', 'shared/slide.md'));
  await tab.waitForTimeout(1500);
}

try {
  mkdirSync(join(ROOT, 'docs/images'), { recursive: true });
  deckyard('new', 'talks', '--date', NEW_SITE_DAY);
  const list = join(scratch, 'talks/workshops.yml');
  writeFileSync(list, readFileSync(list, 'utf8').replace(/^site:\n/m, 'site:\n  downloads: [zip, html, text]\n'));
  deckyard('build', '--site', 'talks', '--out', 'talks-out', '--date', NEW_SITE_DAY);
  deckyard('build', '--site', join(ROOT, 'examples/company'), '--out', 'company', '--date', COMPANY_DAY);

  await take('index', page('talks-out/index.html'), { height: 900 });
  await take('slide', page('talks-out/workshop.html', '#3'));
  await take('presenter', page('talks-out/workshop.html', '#3'), { keys: ['p'] });
  await take('overview', page('talks-out/workshop.html'), { keys: ['o'] });
  await take('about', page('talks-out/about/workshop.html'), { height: 940 });
  await take('event', page('company/events/bread-lyon-2027/index.html'), { height: 800 });
  const { address, server } = await preview();
  await take('problem', address, { act: misspell });
  server.kill();
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true });
}
