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

test('raised surfaces stay above what fills the screen, and are not on one that is laid out for paper', () => open('tour.html#5', async (page) => {
  const isOnTop = () => page.evaluate(() => {
    const { x, y, width, height } = window.seek('.panel-opener').getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2)?.className;
  });
  assert.equal(await isOnTop(), 'surface-bar');
  // What fills the screen is above all that was raised before, so that surfaces are raised again. A browser takes clicks for
  // nothing beside it: what counts is what is seen.
  await page.keyboard.press('ArrowRight'); // A page may fill the screen after a key only.
  await page.evaluate(() => {
    window.deckyard.toast('Seen');
    return document.querySelector('main').requestFullscreen();
  });
  await page.waitForFunction(() => document.fullscreenElement?.matches('main'));
  await settle(page);
  const clip = await page.evaluate(() => { const { x, y, width, height } = window.seek('.deck-toast').getBoundingClientRect(); return { x, y, width, height }; });
  const seen = await page.screenshot({ clip });
  await page.evaluate(() => document.querySelector('.surface-messages').hidePopover());
  await settle(page);
  assert.ok(!seen.equals(await page.screenshot({ clip })), 'without being raised it would be covered');
  await page.evaluate(() => document.exitFullscreen());
  await page.goto(page.url().replace(/#.*/, '?print=steps'));
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

test('surfaces have the accent of the page, as dark or light as it must be to be read', () => open('tour.html#5', { reducedMotion: 'reduce' }, async (page) => {
  const look = () => page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    const bytes = (colour) => { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3); };
    const light = (colour) => bytes(colour).map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4)).reduce((sum, n, i) => sum + n * [0.2126, 0.7152, 0.0722][i], 0);
    const heading = window.seek('.panel-help h3');
    const chosen = Object.assign(document.createElement('a'), { ariaCurrent: 'true' });
    heading.parentElement.append(chosen);
    const ink = getComputedStyle(heading).color;
    const papers = [heading.closest('dialog'), chosen].map((element) => getComputedStyle(element).backgroundColor);
    chosen.remove();
    return { ink: bytes(ink), least: Math.min(...papers.map((paper) => { const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); })) };
  });
  await page.keyboard.press('h');
  const usual = await look();
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => window.deckyard.setTheme(name), theme);
    for (const accent of ['#e30613', 'yellow', '#0f0', 'blue', 'white', 'black', '3px', 'transparent']) {
      await page.evaluate((colour) => document.documentElement.style.setProperty('--accent', colour), accent);
      const { ink: [red, green, blue], least } = await look();
      assert.ok(least >= 4.5, `${accent}, ${theme}: ${least}`);
      if (accent === '#e30613') assert.ok(red > green + 50 && red > blue + 50, String([red, green, blue]));
      if (accent === '3px' && theme === 'light') assert.deepEqual([red, green, blue], usual.ink, 'what is no colour changes nothing');
    }
  }
}));
