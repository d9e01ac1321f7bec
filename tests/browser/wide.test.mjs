// Content wider than a slide: on the stage, it shrinks or can be scrolled; in the reading view, it
// can be scrolled; on paper, it does not shrink other pages; and `deckyard check --overflow`
// reports it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { PHONE, buildSite, go, makeFolder, openView, run, setUp, settle, withPage } from './harness.mjs';

const row = (columns, word) => `| ${Array.from({ length: columns }, (_, n) => word + n).join(' | ')} |\n`;
const table = (columns) => `${row(columns, 'Column')}|${'---|'.repeat(columns)}\n${row(columns, 'SomeLongValue').repeat(3)}`;
const box = (width) => `<div style="width: ${width}px; height: 90px; background: teal">box</div>`;
const SLIDES = {
  plain: `- text\n- more text\n\n${table(3)}`,
  table: table(9),
  frame: '<iframe srcdoc="x" title="Frame" width="1600" height="200"></iframe>',
  pre: `<pre style="white-space: pre">${'words that do not break '.repeat(6)}</pre>`,
  box: box(1500),
  picture: '<img src="p.svg" alt="Picture" style="max-width: none; width: 1700px">',
  lab: `.lab[\n\nDo it\n\n${table(10)}\n\n]`,
  list: `- one\n\n  ${box(1400)}\n\n- two`,
  columns: `.column-half[\n\n${table(5)}\n\n]\n\n.column-half[\n\nThe other half\n\n]`,
};
const BEYOND = { endless: box(5000), both: `${box(5000)}\n\n${'- line\n'.repeat(40)}` };
const chapter = (slides) => Object.entries(slides).map(([name, text]) => `name: ${name}\n\n## ${name}\n\n${text}\n\nAfter\n`).join('\n---\n\n');
const files = (text) => ({
  'slides/deck.yml': 'title: T\ncontent: [chapter.md]\n',
  'slides/chapter.md': text,
  'slides/p.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1700" height="90"><rect width="1700" height="90"/></svg>',
});
const folder = buildSite(files(chapter({ ...SLIDES, ...BEYOND })));
const { browser } = setUp();
const open = (options, body) => withPage(browser(), pathToFileURL(`${folder}/deck.html`).href, { base: pathToFileURL(folder).href, ...options }, body);

/** How far the content of a slide extends beyond the right edge, and the scale of its smallest piece. */
const reach = (page) => page.evaluate(() => {
  const content = window.deckyard.place().slide.querySelector('.slide-content');
  const edge = content.getBoundingClientRect().right;
  const pieces = [...content.querySelectorAll('*')].filter((piece) => !piece.closest('.debug, [data-ui]') && piece.getClientRects().length);
  const after = [...content.querySelectorAll('p')].find(({ textContent }) => textContent === 'After').getBoundingClientRect();
  return {
    over: Math.round(Math.max(...pieces.map((piece) => piece.getBoundingClientRect().right)) - edge),
    scales: [...content.querySelectorAll('[data-narrow]')].map((piece) => Number(piece.style.getPropertyValue('--narrow'))),
    canScroll: content.scrollWidth > content.clientWidth + 1 && getComputedStyle(content).overflowX === 'auto',
    gap: Math.round(after.top - Math.max(...pieces.filter((piece) => piece.getBoundingClientRect().bottom <= after.top + 1).map((piece) => piece.getBoundingClientRect().bottom))),
    overlaps: pieces.some((piece) => piece.matches('table, [style], iframe') && piece.getBoundingClientRect().bottom > after.bottom),
  };
});

describe('on the stage', () => {
  for (const name of Object.keys(SLIDES)) {
    test(`nothing of a slide is cut: ${name}`, () => open({}, async (page) => {
      await go(page, name);
      await settle(page);
      const { over, scales, canScroll, gap, overlaps } = await reach(page);
      assert.ok(over <= 0, `${over} pixels over the edge`);
      assert.equal(canScroll, false);
      assert.equal(overlaps, false);
      assert.ok(gap < 60, `${gap} pixels of nothing where it was larger`);
      if (name === 'plain') assert.deepEqual(scales, []);
      else if (name !== 'frame') assert.ok(scales.length === 1 && scales[0] >= 0.4 && scales[0] < 1, scales.join());
      // Nothing else on the slide became smaller.
      assert.equal(await page.evaluate(() => window.deckyard.place().slide.style.getPropertyValue('--fit')), '');
      assert.equal(await page.evaluate(() => document.querySelector('.slide.current .slide-content').hasAttribute('tabindex')), false);
    }));
  }

  test('two halves stay beside each other', () => open({}, async (page) => {
    await go(page, 'columns');
    await settle(page);
    const [left, right] = await page.locator('.slide.current .column-half').evaluateAll((halves) => halves.map((half) => half.getBoundingClientRect().toJSON()));
    assert.equal(left.top, right.top);
    const end = await page.locator('.slide.current table').evaluate((element) => element.getBoundingClientRect().right);
    assert.ok(end <= right.left, `${end} and ${right.left}`);
  }));

  for (const name of Object.keys(BEYOND)) {
    test(`what would be too small to read is scrolled, by keys too, and a shade says so: ${name}`, () => open({}, async (page) => {
      await go(page, name);
      await settle(page);
      const { scales, canScroll } = await reach(page);
      assert.deepEqual([scales, canScroll], [[0.4], true]);
      const content = page.locator('.slide.current .slide-content');
      assert.ok(await content.getAttribute('aria-label'));
      assert.match(await page.evaluate(() => getComputedStyle(document.querySelector('.slide.current'), '::before').backgroundImage), /gradient/);
      const before = await page.evaluate(() => window.deckyard.place().slide.id);
      await content.focus();
      for (let n = 0; n < 20 && await content.evaluate(({ scrollLeft, scrollWidth, clientWidth }) => scrollLeft < scrollWidth - clientWidth - 1); n += 1) await page.keyboard.press('ArrowRight');
      assert.ok(await content.evaluate(({ scrollLeft }) => scrollLeft > 100));
      assert.equal(await page.evaluate(() => window.deckyard.place().slide.id), before, 'it moves on at the end only');
    }));
  }

  test('presenter view, overview and reading show it whole, too', () => open({}, async (page) => {
    await go(page, 'plain');
    await openView(page);
    await page.waitForFunction(() => document.querySelector('.preview [data-narrow]'));
    await page.keyboard.press('p');
    await page.keyboard.press('r');
    await page.setViewportSize(PHONE);
    for (const name of Object.keys({ ...SLIDES, ...BEYOND })) {
      const content = page.locator(`#${name} .slide-content`);
      await content.scrollIntoViewIfNeeded();
      await settle(page);
      const [width, room, overflow, tab] = await content.evaluate((element) => [element.scrollWidth, element.clientWidth, getComputedStyle(element).overflowX, element.getAttribute('tabindex')]);
      assert.equal(overflow, 'auto');
      if (width > room + 1) await page.waitForFunction((id) => document.querySelector(`#${id} .slide-content`).tabIndex === 0, name);
      else assert.equal(tab, null, name);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page itself has its width');
  }));
});

describe('on paper', () => {
  /** The scale at which a browser draws each page of a document: it writes it at the beginning of the page's stream. */
  async function scales(page) {
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const starts = [...pdf.toString('latin1').matchAll(/stream\r?\n/g)].map(({ index, 0: { length } }) => index + length);
    return starts.flatMap((start) => {
      try {
        const text = zlib.inflateSync(pdf.subarray(start)).toString('latin1');
        const scale = /^(\.\d+) 0 0 -\.\d+ 0 [\d.]+ cm/m.exec(text.slice(0, 99));
        return scale ? [Number(scale[1]).toFixed(3)] : [];
      } catch {
        return []; // It is not compressed: a picture.
      }
    });
  }

  const plain = buildSite(files(chapter({ plain: SLIDES.plain })));
  const pageOf = (site, options, body) => withPage(browser(), pathToFileURL(`${site}/deck.html`).href, { base: pathToFileURL(site).href, ...options }, body);

  for (const javaScriptEnabled of [true, false]) {
    test(`no page is smaller than in a deck without wide slides, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const [wanted] = await pageOf(plain, { javaScriptEnabled }, scales);
      const found = await pageOf(folder, { javaScriptEnabled }, scales);
      assert.ok(wanted && found.length >= Object.keys({ ...SLIDES, ...BEYOND }).length, `${wanted}, ${found.length} pages`);
      assert.deepEqual([...new Set(found)], [wanted], 'each page has the same scale');
    });
  }

  test('nothing that the stage shows is cut', () => open({}, async (page) => {
    await page.goto(`${pathToFileURL(folder).href}/deck.html?print`);
    await page.waitForTimeout(200);
    const cut = await page.evaluate((names) => names.filter((name) => {
      const { scrollWidth, clientWidth } = document.querySelector(`#${name} .slide-content`);
      return scrollWidth > clientWidth + 1;
    }), Object.keys(SLIDES));
    assert.deepEqual(cut, []);
  }));

  test('the stage is as before when printing is over', () => open({}, async (page) => {
    await go(page, 'table');
    await settle(page);
    const before = await reach(page);
    await page.evaluate(() => { dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint')); });
    await settle(page);
    assert.deepEqual(await reach(page), before);
    assert.equal(await page.locator('[data-narrow]').count(), 1, 'no trace on other slides');
  }));
});

test('`check --overflow` names each slide that needs more than smaller type, and how wide it is', () => {
  const site = makeFolder(files(chapter({ ...SLIDES, ...BEYOND })));
  const { status, stderr } = run(['check', '--overflow', '--site', site]);
  const found = [...stderr.matchAll(/the slide `(\w+)` is wider than the stage/g)].map(([, name]) => name);
  // A frame never becomes wider than its slide.
  assert.deepEqual(found, Object.keys({ ...SLIDES, ...BEYOND }).filter((name) => !['plain', 'frame'].includes(name) && found.includes(name)));
  for (const name of ['table', 'pre', 'box', 'picture', 'lab', 'endless', 'both']) assert.ok(found.includes(name), `${name} in ${stderr}`);
  assert.match(stderr, /even with smaller type it takes \d{3} % of the stage's width/);
  assert.match(stderr, /the slide `both` is higher than the stage/);
  assert.equal(status, 0);
});
