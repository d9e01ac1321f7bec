// Printing: pages, their sizes, their links. Checks that need no PDF parser: Chromium leaves page
// objects uncompressed.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DECKS, buildSite, outline, setUp, withPage } from './harness.mjs';

const TOUR = DECKS[0];
const A4 = [596, 843]; // Points.
const STAGE = [960, 540];

const { open, browser } = setUp();

async function print(page) {
  const text = (await page.pdf({ preferCSSPageSize: true, printBackground: true, format: 'A4' })).toString('latin1');
  const count = (pattern) => (text.match(pattern) ?? []).length;
  return {
    boxes: [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) => [Number(width), Number(height)]),
    n_pages: count(/\/Type\s*\/Page\b/g),
    n_addresses: count(/\/URI\b/g),
    n_targets: count(/\/Dest\b|\/GoTo\b/g),
  };
}

function assertPages({ boxes, n_pages }, n_expected, [width, height]) {
  assert.equal(n_pages, n_expected);
  assert.equal(boxes.length, n_expected);
  for (const [w, h] of boxes) assert.ok(Math.abs(w - width) < 1.5 && Math.abs(h - height) < 1.5, `${w} by ${h} points`);
}

/** Slides whose content is higher than their paper. */
const tooHigh = (page) => page.evaluate(() => [...document.querySelectorAll('.slide-content')]
  .filter((content) => Math.max(content.offsetHeight, content.scrollHeight) > 721)
  .map((content) => content.closest('.slide').id));

for (const deck of DECKS) {
  test(`${deck} prints one page for each slide, and its links live`, () => open(deck, async (page) => {
    const pdf = await print(page);
    assertPages(pdf, (await outline(page)).length, STAGE);
    assert.ok(pdf.n_addresses > 0 && pdf.n_targets > 0, JSON.stringify(pdf));
    assert.equal(await page.evaluate(() => document.documentElement.className), 'stage', 'the presentation is back after printing');
  }));

  test(`${deck} prints every step and no notes`, () => open(deck, { media: 'print' }, async (page) => {
    assert.equal(await page.locator('.notes:visible, [data-ui]:not(.slide *):visible').count(), 0);
    const hidden = await page.evaluate(() => [...document.querySelectorAll('[data-step]')].filter((piece) => getComputedStyle(piece).visibility !== 'visible').length);
    assert.equal(hidden, 0);
    assert.equal(await page.locator('section.slide:visible').count(), (await outline(page)).length);
  }));

  test(`${deck} prints without JavaScript, nothing cut`, () => open(deck, { javaScriptEnabled: false }, async (page) => {
    const { n_pages } = await print(page);
    const n_slides = await page.locator('section.slide').count();
    assert.ok(n_pages >= n_slides, `${n_pages} pages for ${n_slides} slides`);
  }));
}

test('pictures that were never loaded have their room', async () => {
  const svg = (attributes) => `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="9" height="9"/></svg>`;
  const lines = Array.from({ length: 9 }, (_, n) => `- line ${n} of a slide that its picture makes too high\n`).join('');
  const pictures = ['high', 'wide', 'room'].map((name) => `# ${name}\n\n${lines}\n![${name}](${name}.svg)\n`);
  const folder = buildSite({
    'slides/deck.yml': 'title: T\ncontent: [deck.md]\n',
    'slides/deck.md': ['# First\n', ...pictures, ...pictures, ...pictures].join('\n---\n'),
    'slides/high.svg': svg('width="500" height="900"'),
    'slides/wide.svg': svg('width="1000" height="300"'),
    'slides/room.svg': svg('viewBox="0 0 20 10"'),
  });
  await withPage(browser(), pathToFileURL(`${folder}/deck.html`).href, { base: pathToFileURL(folder).href }, async (page) => {
    await page.waitForTimeout(300);
    const n_unloaded = await page.evaluate(() => [...document.images].filter(({ naturalWidth }) => !naturalWidth).length);
    assert.ok(n_unloaded > 3, `${n_unloaded} pictures are not loaded`);
    const slides = await outline(page);
    assertPages(await print(page), slides.length, STAGE);
    // In the same position, and with the same size, as with scripts.
    const box = (index) => page.evaluate((at) => {
      const picture = document.images[at];
      const slide = picture.closest('.slide');
      window.deckyard.show(slide);
      slide.style.removeProperty('--fit');
      const { x, width, height } = picture.getBoundingClientRect();
      return [x, width, height].map(Math.round).join(' ');
    }, index);
    const n_pictures = await page.evaluate(() => document.images.length);
    for (let index = 0; index < n_pictures; index += 1) {
      const before = await box(index);
      // A picture loads while its slide is shown.
      await page.waitForFunction((at) => document.images[at].naturalWidth, index);
      assert.equal(await box(index), before, `picture ${index + 1}`);
    }
  });
});

describe('?print', () => {
  const openPaper = (kind, body) => open(`${TOUR}?print${kind}`, { origin: 'http' }, body);

  test('alone: paper on the screen, nothing cut', () => openPaper('', async (page) => {
    const slides = await outline(page);
    assert.equal(await page.locator('section.slide:visible').count(), slides.length);
    assert.deepEqual(await tooHigh(page), []);
    assertPages(await print(page), slides.length, STAGE);
    assert.match(await page.evaluate(() => document.documentElement.className), /\bpaper\b/, 'and after printing');
    await page.keyboard.press('ArrowRight');
    await page.setViewportSize({ width: 500, height: 700 });
    await page.setViewportSize({ width: 1280, height: 720 });
    assert.equal(await page.locator('section.slide:visible').count(), slides.length, 'it does not become a stage');
  }));

  test('does not change what is remembered', () => openPaper('', async (page) => {
    assert.equal(await page.evaluate(() => window.deckyard.store.get('mode')), null);
  }));

  test('steps: one page each, with all that came before', () => openPaper('=steps', async (page) => {
    const slides = await outline(page);
    const original = await open(TOUR, outline);
    const n_steps = original.reduce((sum, { steps }) => sum + steps + 1, 0);
    assert.equal(slides.length, n_steps);
    assert.ok(n_steps > original.length, 'the deck has steps');
    assertPages(await print(page), n_steps, STAGE);
    const wrong = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return ids.filter((id, i) => ids.indexOf(id) !== i);
    });
    assert.deepEqual(wrong, [], 'no id twice');
    const first = original.find(({ steps, number }) => steps > 1 && number > 1);
    const shownAt = (number) => page.evaluate((n) => [...document.querySelector(`section[data-number="${n}"]:has([data-step])`).querySelectorAll('[data-step]')]
      .filter((piece) => getComputedStyle(piece).visibility === 'visible').length, number);
    assert.equal(await shownAt(first.number), 0);
    assert.ok(await shownAt(first.number + 1) > 0);
    assert.ok(await shownAt(first.number + 2) > await shownAt(first.number + 1));
  }));

  test('notes: on upright paper, below their slide', () => openPaper('=notes', async (page) => {
    const n_slides = await page.locator('section.slide').count();
    assert.ok(await page.locator('.notes').count() > 0);
    assert.equal(await page.locator('.notes:visible').count(), await page.locator('.notes').count());
    const heads = await page.locator('.sheet-head').allTextContents();
    assert.equal(heads.length, n_slides);
    assert.match(heads[1], new RegExp(`^Deckyard by example.*2 / ${n_slides}$`));
    const empty = await page.evaluate(() => [...document.querySelectorAll('.sheet')].filter((sheet) => {
      const { bottom, height } = sheet.getBoundingClientRect();
      return bottom - sheet.lastElementChild.getBoundingClientRect().bottom > height / 10;
    }).length);
    assert.equal(empty, 0, 'sheets that are not filled');
    const pdf = await print(page);
    assertPages(pdf, n_slides, A4);
    assert.ok(pdf.n_addresses > 0 && pdf.n_targets > 0, JSON.stringify(pdf));
  }));

  for (const [size, paper] of [[2, A4], [4, [...A4].reverse()], [6, A4]]) {
    test(`handout-${size}`, () => openPaper(`=handout-${size}`, async (page) => {
      const n_slides = await page.locator('section.slide').count();
      assert.equal(await page.locator('.notes:visible').count(), 0);
      const pdf = await print(page);
      assertPages(pdf, Math.ceil(n_slides / size), paper);
      assert.ok(pdf.n_addresses > 0 && pdf.n_targets > 0, JSON.stringify(pdf));
      const overlaps = await page.evaluate(() => [...document.querySelectorAll('.cell')].filter((cell) =>
        cell.firstChild.getBoundingClientRect().height > cell.getBoundingClientRect().height + 2).length);
      assert.equal(overlaps, 0, 'each slide stays in its frame');
    }));
  }
});
