// Printing: one page for each slide, at the ratio of the stage, with every step and without the notes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DECKS, fileUrl, launch, outline, withPage } from './harness.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** The sizes of the pages of a PDF, in points, read from its page objects (Chromium leaves them uncompressed). */
const pageBoxes = (pdf) => [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, w, h]) => [Number(w), Number(h)]);

for (const deck of DECKS) {
  test(`${deck} prints one page for each slide, 13.33 by 7.5 inches`, () => withPage(browser, fileUrl(deck), {}, async (page) => {
    const slides = await outline(page);
    const boxes = pageBoxes(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    assert.equal(boxes.length, slides.length);
    for (const [width, height] of boxes) assert.ok(Math.abs(width - 960) < 1 && Math.abs(height - 540) < 1, `${width} by ${height} points`);
    assert.equal(await page.evaluate(() => document.documentElement.className), 'stage', 'the presentation is back after printing');
  }));

  test(`${deck} prints every step and no notes`, () => withPage(browser, fileUrl(deck), { media: 'print' }, async (page) => {
    assert.equal(await page.locator('.notes:visible').count(), 0);
    const hidden = await page.evaluate(() => [...document.querySelectorAll('[data-step]')].filter((piece) => getComputedStyle(piece).visibility !== 'visible').length);
    assert.equal(hidden, 0);
    assert.equal(await page.locator('section.slide:visible').count(), (await outline(page)).length);
  }));

  test(`${deck} prints without JavaScript, nothing cut`, () => withPage(browser, fileUrl(deck), { javaScriptEnabled: false }, async (page) => {
    const n_slides = await page.locator('section.slide').count();
    const boxes = pageBoxes(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    assert.ok(boxes.length >= n_slides, `${boxes.length} pages for ${n_slides} slides`);
  }));
}
