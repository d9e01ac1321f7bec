// Reading: the document instead of the stage, light and dark, the links of a slide, and the wishes of the system.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DECKS, PHONE, fileUrl, launch, outline, serve, waitForSlide, withPage } from './harness.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TOUR = DECKS[0];

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(async () => { server?.close(); await browser?.close(); });

const isStaged = (page) => page.evaluate(() => document.documentElement.classList.contains('stage'));
const background = (page, selector) => page.evaluate((s) => getComputedStyle(document.querySelector(s)).backgroundColor, selector);
const pause = (page) => page.waitForTimeout(200);

/** The slide at the top of the window. */
const topSlide = (page) => page.evaluate(() =>
  [...document.querySelectorAll('.slide')].find((slide) => slide.getBoundingClientRect().bottom > 40)?.id);

describe('stage and document', () => {
  for (const where of ['file', 'http']) {
    test(`r switches and is remembered (${where})`, () => {
      const url = where === 'file' ? fileUrl(TOUR) : server.url(TOUR);
      return withPage(browser, url, {}, async (page, seen) => {
        await page.keyboard.press('r');
        assert.equal(await isStaged(page), false);
        await page.reload();
        assert.equal(await isStaged(page), false, 'remembered');
        await page.keyboard.press('r');
        assert.equal(await isStaged(page), true);
        assert.deepEqual([...seen.errors, ...seen.policy], []);
      });
    });
  }

  test('the place is kept, there and back', () => withPage(browser, `${fileUrl(TOUR)}#30`, {}, async (page) => {
    const slide = (await outline(page)).find(({ number }) => number === 30);
    await waitForSlide(page, slide.id);
    await page.keyboard.press('r');
    await pause(page);
    assert.equal(await topSlide(page), slide.id);
    await page.keyboard.press('r');
    await waitForSlide(page, slide.id);
  }));

  test('letters in fields and with Ctrl are left alone', () => withPage(browser, fileUrl(TOUR), { viewport: PHONE }, async (page) => {
    await page.keyboard.press('Control+d');
    await page.evaluate(() => { const field = document.createElement('input'); document.querySelector('main').before(field); field.focus(); });
    await page.keyboard.type('rd');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
    assert.equal(await isStaged(page), false);
  }));

  test('the size of type follows the reader', () => withPage(browser, fileUrl(TOUR), { viewport: PHONE }, async (page) => {
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.slide')).fontSize));
    const normal = await size();
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '32px'));
    assert.equal(await size(), 2 * normal);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
  }));
});

describe('light and dark', () => {
  test('d goes round, and is remembered', () => withPage(browser, fileUrl(TOUR), { colorScheme: 'light' }, async (page) => {
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? 'system');
    const light = await background(page, '.current');
    await page.keyboard.press('d');
    assert.equal(await theme(), 'dark');
    assert.notEqual(await background(page, '.current'), light);
    await page.reload();
    assert.equal(await theme(), 'dark', 'remembered');
    await page.keyboard.press('d');
    assert.equal(await theme(), 'light');
    await page.keyboard.press('d');
    assert.equal(await theme(), 'system');
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.notEqual(await background(page, '.current'), light, 'the system is asked again');
  }));

  test('more contrast', () => withPage(browser, fileUrl(TOUR), { viewport: PHONE }, async (page) => {
    const colours = () => page.evaluate(() => {
      const { color } = getComputedStyle(document.querySelector('.slide'));
      return [color, getComputedStyle(document.querySelector('.deck-header p:last-of-type')).color];
    });
    assert.notEqual(...await colours());
    await page.emulateMedia({ contrast: 'more' });
    assert.equal(...await colours());
  }));

  test('less motion', () => withPage(browser, fileUrl(TOUR), {}, async (page) => {
    const moving = () => page.evaluate(() => [...document.querySelectorAll('.current, .current *, body > *, body > * > :not(.slide)')].filter((element) =>
      getComputedStyle(element).transitionProperty !== 'none' && getComputedStyle(element).transitionDuration !== '0s').length);
    assert.ok(await moving() > 0, 'the test sees what moves');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await moving(), 0);
  }));
});

describe('the links of a slide', () => {
  test('are there for slides in view only', () => withPage(browser, fileUrl(TOUR), { viewport: PHONE }, async (page) => {
    await page.locator('.slide-links').first().waitFor({ state: 'attached' });
    const count = () => page.locator('.slide-links').count();
    assert.ok(await count() < 12, `${await count()} at the top`);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.locator('.slide:last-child .slide-links').waitFor({ state: 'attached' });
    assert.ok(await count() < 12, `${await count()} at the end`);
  }));

  test('edit leads to the source, copy gives the address', () => withPage(browser, server.url(TOUR), { viewport: PHONE, permissions: ['clipboard-read', 'clipboard-write'] }, async (page, seen) => {
    const slide = page.locator('.slide:has(.debug a)').first();
    await slide.scrollIntoViewIfNeeded();
    const source = await slide.locator('.debug a').getAttribute('href');
    assert.equal(await slide.locator('.slide-links a').getAttribute('href'), source);
    await slide.locator('.slide-links button').click();
    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.hash, `#${await slide.getAttribute('id')}`);
    assert.deepEqual(seen.policy, []);
  }));

  test('are gone from the stage', () => withPage(browser, fileUrl(TOUR), {}, async (page) => {
    await page.keyboard.press('r');
    await page.locator('.slide-links').first().waitFor({ state: 'attached' });
    await page.keyboard.press('r');
    assert.equal(await page.locator('.slide-links').count(), 0);
  }));
});

test('the progress line grows with the number', () => withPage(browser, fileUrl(TOUR), {}, async (page) => {
  const width = () => page.evaluate(() => document.querySelector('.deck-progress').getBoundingClientRect().width);
  await page.keyboard.press('End');
  assert.ok(Math.abs(await width() - 1280) < 1);
  await page.keyboard.press('Home');
  assert.ok(await width() < 40 && await width() > 1);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await width(), 0);
}));

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing where it is read, ${colorScheme}`, () => withPage(browser, fileUrl(TOUR), { viewport: PHONE, isMobile: true, hasTouch: true, colorScheme }, async (page) => {
    await page.locator('.slide-links').first().waitFor({ state: 'attached' });
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`);
    });
    assert.deepEqual(found, []);
  }));
}

test('the colours of theme-slate.css are readable on each other', () => {
  const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
  const folder = mkdtempSync(path.join(tmpdir(), 'slate-'));
  try {
    for (const name of ['code.css', 'site.css']) cpSync(beside(`../../static/${name}`), path.join(folder, name));
    const slate = readFileSync(beside('../../static/theme-slate.css'), 'utf8');
    let deck = readFileSync(beside('../../static/deck.css'), 'utf8');
    const properties = [...slate.matchAll(/^ {2}(--[\w-]+): [^;]+;/gm)];
    assert.ok(properties.length > 10);
    for (const [line, name] of properties) deck = deck.replace(new RegExp(`^ {2}${name}: [^;]+;`, 'm'), line);
    writeFileSync(path.join(folder, 'deck.css'), deck);
    const { status, stderr } = spawnSync(process.execPath, [beside('contrast.mjs'), folder], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
