// No style sheet of a site or a theme affects the tool's own surfaces. Those of `deckyard serve`
// are in keys.test.mjs and live.test.mjs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, setUp, settle } from './harness.mjs';
import { assertUntouched } from './hostile.mjs';

const { open } = setUp();

/** Each surface: how to open it, its selector, how to close it. */
const SURFACES = [
  ['the buttons at the foot', [], '.panel-bar', []],
  ['the menu', ['h'], '.panel-help', ['Escape']],
  ['the search', ['/', 't', 'h', 'e'], '.panel-search', ['Escape']],
  ['the overview', ['o'], '.panel-grid > [aria-current]', ['Escape']],
  ['the contents beside the stage', ['i'], '.panel-outline', ['i']],
];

for (const colorScheme of ['light', 'dark']) {
  test(`on the stage, ${colorScheme}`, () => open('tour.html#5', { colorScheme, reducedMotion: 'reduce' }, async (page) => {
    await page.mouse.move(300, 300);
    await page.locator('.panel-opener button').focus(); // Buttons that fade do not change a picture.
    for (const [what, keys, selector, after] of SURFACES) {
      for (const key of keys) await page.keyboard.press(key);
      if (what === 'the overview') await page.waitForFunction(() => window.seekAll('.panel-grid').every(({ style }) => style.contentVisibility === 'visible'));
      await settle(page);
      // Copies of slides are the page's: only their cells are ours.
      if (what === 'the overview') await page.evaluate(() => { for (const slide of document.querySelectorAll('.surface-dialog .slide')) slide.remove(); });
      await assertUntouched(page, selector, what, selector === '.panel-bar' ? '.panel-opener' : selector);
      for (const key of after) await page.keyboard.press(key);
    }
    await page.keyboard.press('y');
    await page.waitForFunction(() => window.seek('.deck-toast').textContent !== '');
    await assertUntouched(page, '.deck-toast');
  }));

  test(`on a phone, ${colorScheme}`, () => open('tour.html', { colorScheme, viewport: PHONE, hasTouch: true, reducedMotion: 'reduce' }, async (page) => {
    await assertUntouched(page, '.panel-bar', '.panel-bar', '.panel-opener');
    await page.locator('.panel-opener button').tap();
    await assertUntouched(page, '.panel-help');
    await page.locator('dialog button', { has: page.locator('kbd', { hasText: /^i$/ }) }).tap();
    await assertUntouched(page, 'dialog.panel-outline');
  }));
}

test('raised surfaces stay above a page that fills the screen, and are not on one that is laid out for paper', () => open('tour.html#5', async (page) => {
  const isOnTop = () => page.evaluate(() => {
    const { x, y, width, height } = window.seek('.panel-opener').getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2)?.className;
  });
  assert.equal(await isOnTop(), 'surface-bar');
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await settle(page);
  assert.equal(await isOnTop(), 'surface-bar');
  await page.goto(page.url().replace('#5', '?print=steps'));
  await settle(page);
  assert.equal(await page.evaluate(() => window.seekAll('.panel-opener, .deck-toast').filter((element) => element.getClientRects().length > 0).length), 0);
}));

test('what the page says of its colours, surfaces follow: light, dark, or as the system has it', () => open('tour.html#5', async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(window.seek('.panel-opener')).backgroundColor);
  const [light, dark] = ['rgb(255, 255, 255)', 'rgb(20, 25, 34)'];
  const seen = [await paper()];
  for (let n = 0; n < 3; n += 1) {
    await page.keyboard.press('d');
    seen.push(await paper());
  }
  assert.deepEqual(seen, [light, dark, light, light]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction((wanted) => getComputedStyle(window.seek('.panel-opener')).backgroundColor === wanted, dark);
}));
