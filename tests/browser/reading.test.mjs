// Reading: the document instead of the stage, light and dark, the links of a slide, and the wishes of the system.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { DECKS, ORIGINS, PHONE, ROOT, makeFolder, outline, setUp, violations, waitForSlide } from './harness.mjs';

const TOUR = DECKS[0];

const { open } = setUp();

const isStaged = (page) => page.evaluate(() => document.documentElement.classList.contains('stage'));
const background = (page, selector) => page.evaluate((s) => getComputedStyle(document.querySelector(s)).backgroundColor, selector);
const pause = (page) => page.waitForTimeout(200);

/** The slide at the top of the window. */
const topSlide = (page) => page.evaluate(() =>
  [...document.querySelectorAll('.slide')].find((slide) => slide.getBoundingClientRect().bottom > 40)?.id);

describe('stage and document', () => {
  for (const origin of ORIGINS) {
    test(`r switches and is remembered (${origin})`, () => open(TOUR, { origin }, async (page) => {
      await page.keyboard.press('r');
      assert.equal(await isStaged(page), false);
      await page.reload();
      assert.equal(await isStaged(page), false, 'remembered');
      await page.keyboard.press('r');
      assert.equal(await isStaged(page), true);
    }));
  }

  test('the place is kept, there and back', () => open(`${TOUR}#30`, async (page) => {
    const slide = (await outline(page)).find(({ number }) => number === 30);
    await waitForSlide(page, slide.id);
    await page.keyboard.press('r');
    await pause(page);
    assert.equal(await topSlide(page), slide.id);
    await page.keyboard.press('r');
    await waitForSlide(page, slide.id);
  }));

  test('letters in fields and with Ctrl are left alone', () => open(TOUR, { viewport: PHONE }, async (page) => {
    await page.keyboard.press('Control+d');
    await page.evaluate(() => { const field = document.createElement('input'); document.querySelector('main').before(field); field.focus(); });
    await page.keyboard.type('rd');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
    assert.equal(await isStaged(page), false);
  }));

  test('the size of type follows the reader', () => open(TOUR, { viewport: PHONE }, async (page) => {
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.slide')).fontSize));
    const normal = await size();
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '32px'));
    assert.equal(await size(), 2 * normal);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
  }));
});

describe('an address leads to the top of its slide', () => {
  /** The distance of the slide from its target position, once the page has settled. */
  const distance = (page, id) => page.evaluate(async (wanted) => {
    const slide = document.getElementById(wanted).closest('.slide');
    const wait = () => new Promise((done) => { setTimeout(done, 50); });
    for (let rest = 0, last = null; rest < 4;) {
      await wait();
      const now = `${slide.getBoundingClientRect().top} ${document.body.offsetHeight}`;
      rest = now === last ? rest + 1 : 0;
      last = now;
    }
    const end = document.documentElement.scrollHeight - innerHeight - scrollY < 2; // No further down.
    const away = slide.getBoundingClientRect().top - parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
    return end && away > 0 && slide.getBoundingClientRect().top < innerHeight ? 0 : away;
  }, id);
  const some = (slides, n) => slides.filter((_, index) => index % Math.floor(slides.length / n) === 0);

  for (const origin of ORIGINS) {
    test(`on a phone (${origin})`, () => open(TOUR, { origin, viewport: PHONE }, async (page) => {
      // From a server little can differ.
      const least = origin === 'file' ? 24 : 8;
      const slides = some(await outline(page), least);
      assert.ok(slides.length >= least);
      const address = page.url();
      const wrong = [];
      for (const [index, { id, number }] of slides.entries()) {
        await page.goto('about:blank');
        await page.goto(`${address}#${index % 2 ? id : number}`);
        const away = await distance(page, id);
        if (Math.abs(away) > 2) wrong.push(`${id} ${away}`);
      }
      assert.deepEqual(wrong, []);
    }));
  }

  test('also when the address changes, and when the stage is left', () => open(TOUR, { viewport: PHONE }, async (page) => {
    const slides = some(await outline(page), 8).reverse();
    for (const { id, number, name, aliases } of slides) {
      await page.evaluate((hash) => { location.hash = hash; }, aliases[0] ?? name ?? number);
      assert.ok(Math.abs(await distance(page, id)) <= 2, `${id} ${await distance(page, id)}`);
    }
    for (const { id } of slides) {
      await page.evaluate((slide) => { window.deckyard.setMode('stage'); window.deckyard.show(document.getElementById(slide)); }, id);
      await page.keyboard.press('r');
      assert.ok(Math.abs(await distance(page, id)) <= 2, `${id} ${await distance(page, id)}`);
    }
  }));

  test('also when what stands above grows later, in a browser that lets go of it', () => open(`${TOUR}#60`, { viewport: PHONE }, async (page) => {
    await page.evaluate(() => {
      document.documentElement.style.overflowAnchor = 'none';
      document.querySelector('.slide').style.height = '3000px';
    });
    assert.ok(Math.abs(await distance(page, '60')) <= 2);
  }));

  test('and a hand moves on from there', () => open(`${TOUR}#60`, { viewport: PHONE }, async (page) => {
    await distance(page, '60');
    await page.mouse.move(100, 100);
    await page.mouse.wheel(0, -1500);
    await pause(page);
    const before = await topSlide(page);
    await page.evaluate(() => { document.querySelector('.slide').style.height = '3000px'; });
    await pause(page);
    assert.equal(await topSlide(page), before);
    assert.notEqual(before, await page.evaluate(() => document.getElementById('60').closest('.slide').id));
  }));

  test('a page that is loaded anew stays where it was', () => open(`${TOUR}#60`, { viewport: PHONE }, async (page) => {
    await distance(page, '60');
    await page.mouse.move(100, 100);
    await page.mouse.wheel(0, 9000);
    await pause(page);
    await page.reload();
    await pause(page);
    assert.notEqual(await topSlide(page), await page.evaluate(() => document.getElementById('60').closest('.slide').id));
  }));
});

describe('light and dark', () => {
  test('d goes round, and is remembered', () => open(TOUR, { colorScheme: 'light' }, async (page) => {
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

  test('more contrast', () => open(TOUR, { viewport: PHONE }, async (page) => {
    const colours = () => page.evaluate(() => {
      const { color } = getComputedStyle(document.querySelector('.slide'));
      return [color, getComputedStyle(document.querySelector('.deck-header p:last-of-type')).color];
    });
    assert.notEqual(...await colours());
    await page.emulateMedia({ contrast: 'more' });
    assert.equal(...await colours());
  }));

  test('less motion', () => open(TOUR, async (page) => {
    const moving = () => page.evaluate(() => [...document.querySelectorAll('.current, .current *, body > *, body > * > :not(.slide)')].filter((element) =>
      getComputedStyle(element).transitionProperty !== 'none' && getComputedStyle(element).transitionDuration !== '0s').length);
    assert.ok(await moving() > 0, 'the test sees what moves');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await moving(), 0);
  }));
});

describe('the links of a slide', () => {
  test('are there for slides in view only', () => open(TOUR, { viewport: PHONE }, async (page) => {
    await page.locator('.slide-links').first().waitFor({ state: 'attached' });
    const count = () => page.locator('.slide-links').count();
    assert.ok(await count() < 12, `${await count()} at the top`);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.locator('.slide:last-child .slide-links').waitFor({ state: 'attached' });
    assert.ok(await count() < 12, `${await count()} at the end`);
  }));

  test('edit leads to the source, copy gives the address', () => open(TOUR, { origin: 'http', viewport: PHONE, permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const slide = page.locator('.slide:has(.debug a)').first();
    await slide.scrollIntoViewIfNeeded();
    const source = await slide.locator('.debug a').getAttribute('href');
    assert.equal(await slide.locator('.slide-links a').getAttribute('href'), source);
    await slide.locator('.slide-links button').click();
    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.hash, `#${await slide.getAttribute('id')}`);
  }));

  test('are gone from the stage', () => open(TOUR, async (page) => {
    await page.keyboard.press('r');
    await page.locator('.slide-links').first().waitFor({ state: 'attached' });
    await page.keyboard.press('r');
    assert.equal(await page.locator('.slide-links').count(), 0);
  }));
});

test('the progress line grows with the number', () => open(TOUR, async (page) => {
  const width = () => page.evaluate(() => document.querySelector('.deck-progress').getBoundingClientRect().width);
  await page.keyboard.press('End');
  assert.ok(Math.abs(await width() - 1280) < 1);
  await page.keyboard.press('Home');
  assert.ok(await width() < 40 && await width() > 1);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await width(), 0);
}));

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing where it is read, ${colorScheme}`, () => open(TOUR, { viewport: PHONE, isMobile: true, hasTouch: true, colorScheme }, async (page) => {
    await page.locator('.slide-links').first().waitFor({ state: 'attached' });
    assert.deepEqual(await violations(page), []);
  }));
}

test('a theme with colours that are not readable on each other is found', () => {
  const sheet = (name) => readFileSync(path.join(ROOT, 'web/styles', name), 'utf8');
  const pale = sheet('theme-folio.css').replace(/--muted: [^;]+/, '--muted: light-dark(#aaa, #b0a695)');
  const folder = makeFolder({ ...Object.fromEntries(['deck.css', 'code.css', 'site.css'].map((name) => [name, sheet(name)])), 'theme-pale.css': pale });
  const { status, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'tests/browser/contrast.mjs'), folder], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^theme-pale\.css .*--muted on --paper \(light\)/m);
});
