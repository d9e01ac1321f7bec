// Enlarging: pictures by a click, pictures and code by a key; and decks in a frame of another page.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PHONE, buildSite, place, setUp, settle, violations, waitForSlide } from './harness.mjs';
import { assertUntouched } from './hostile.mjs';
import { faults, walk } from './walk.mjs';

const SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200" fill="teal"/></svg>';
const folder = buildSite({
  'slides/deck.yml': 'title: Deck\ncontent: [one.md]\n',
  'slides/square.svg': SQUARE,
  'slides/one.md': '## Picture\n\n![A teal square](square.svg)\n\n---\n\n## Linked\n\n[![Leads on](square.svg)](#last)\n\n---\n\n## Diagram\n\n```mermaid\nflowchart LR\n  a[Mix] --> b[Wait]\n```\n\n```bash\n$ echo mixed\n```\n\n---\n\nname: last\n\n## Words\n\nNothing else\n',
});
const { open } = setUp(folder);
const [PICTURE, LINKED, DIAGRAM, WORDS] = ['one-picture', 'one-linked', 'one-diagram', 'last'];
const view = (page) => page.locator('.surface-zoom dialog');
const scale = (page) => page.evaluate(() => new DOMMatrix(getComputedStyle(window.seek('.piece')).transform).a);
const calm = { reducedMotion: 'reduce' };

test('the view of what is enlarged is loaded on need, and is small', () => open('deck.html#1', calm, async (page, seen) => {
  const file = readdirSync(path.join(folder, 'assets')).find((name) => name.startsWith('zoom-'));
  assert.ok(file);
  assert.ok(!seen.requests.some((request) => request.includes('zoom-')));
  await page.keyboard.press('z');
  await view(page).waitFor();
  assert.equal(seen.requests.filter((request) => request.includes('zoom-')).length, 1);
}));

test('a click enlarges a picture; keys and buttons move it; Escape returns', () => open('deck.html#1', calm, async (page) => {
  const box = await page.locator('.current img').boundingBox();
  await page.mouse.click(box.x + 9, box.y + 9);
  await view(page).waitFor();
  assert.equal(await view(page).getAttribute('aria-label'), 'Enlarged: A teal square');
  const large = await page.locator('.surface-zoom img').boundingBox();
  assert.ok(large.width > 1.5 * box.width && large.width <= 1280 && large.height <= 720, JSON.stringify([box, large]));
  assert.ok(Math.abs(large.width / large.height - 2) < 0.02, JSON.stringify(large));
  const first = await scale(page);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  assert.ok(Math.abs(await scale(page) / first - 2.25) < 0.01);
  const before = await page.locator('.surface-zoom img').boundingBox();
  await page.keyboard.press('ArrowRight');
  assert.ok((await page.locator('.surface-zoom img').boundingBox()).x < before.x, 'it moves');
  assert.equal(await place(page), `${PICTURE}/0`, 'and no slide does');
  await page.keyboard.press('0');
  assert.equal(await scale(page), first);
  await page.mouse.move(640, 300);
  await page.mouse.wheel(0, -300);
  assert.ok(await scale(page) > first);
  await page.mouse.down();
  await page.mouse.move(740, 350);
  await page.mouse.up();
  await page.locator('.surface-zoom').getByRole('button', { name: 'Smaller' }).click();
  assert.deepEqual(faults(await walk(page)), []);
  assert.deepEqual(await violations(page, '.surface-zoom'), []);
  await page.keyboard.press('Escape');
  await view(page).waitFor({ state: 'detached' });
  await page.locator('.panel-opener button').focus();
  await page.keyboard.press('z');
  await view(page).waitFor();
  await page.keyboard.press('Escape');
  await view(page).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => window.focused().ariaLabel), 'Menu and keys');
  await page.keyboard.press('ArrowRight');
  await waitForSlide(page, LINKED);
}));

test('a link is followed; the key takes the picture before the code, and then the next', () => open('deck.html#2', calm, async (page) => {
  await page.keyboard.press('z');
  await settle(page);
  assert.equal(await view(page).count(), 0, 'a picture in a link');
  await page.locator('.current img').click();
  await waitForSlide(page, WORDS);
  await page.keyboard.press('z');
  await settle(page);
  assert.equal(await view(page).count(), 0, 'nothing to enlarge');
  await page.evaluate((id) => window.deckyard.show(document.getElementById(id)), DIAGRAM);
  await page.keyboard.press('z');
  await view(page).waitFor();
  assert.match(await view(page).getAttribute('aria-label'), /Mix/);
  const [fill, same] = await page.evaluate(() => ['.surface-zoom svg.diagram', '.current svg.diagram'].map((one) => getComputedStyle(document.querySelector(`${one} .diagram-fill-node`)).fill));
  assert.equal(fill, same, 'the style sheets of slides apply');
  await page.keyboard.press('z');
  assert.match(await page.locator('.surface-zoom pre').textContent(), /echo mixed/);
  assert.equal(await page.locator('.surface-zoom pre .code-copy').count(), 0);
  await page.evaluate(() => window.deckyard.next());
  await view(page).waitFor({ state: 'detached' });
}));

for (const colorScheme of ['light', 'dark']) {
  test(`no style sheet of the page changes the view, ${colorScheme}`, () => open('deck.html#1', { ...calm, colorScheme }, async (page) => {
    await page.keyboard.press('z');
    await view(page).waitFor();
    await assertUntouched(page, '.bar', 'the buttons', '.bar button');
  }));
}

test('two fingers enlarge it', () => open('deck.html#1', { ...calm, viewport: PHONE, hasTouch: true }, async (page) => {
  await page.evaluate(() => window.deckyard.setMode('stage'));
  await page.locator('.current img').tap();
  await view(page).waitFor();
  const first = await scale(page);
  await page.evaluate(() => {
    const sight = window.seek('.sight');
    sight.setPointerCapture = () => {};
    const send = (type, pointerId, clientX) => sight.dispatchEvent(new PointerEvent(type, { pointerId, clientX, clientY: 300 }));
    send('pointerdown', 1, 150);
    send('pointerdown', 2, 250);
    send('pointermove', 2, 350);
    send('pointerup', 2, 350);
    send('pointerup', 1, 150);
  });
  assert.ok(Math.abs(await scale(page) / first - 2) < 0.01);
}));

test('with ?embed a frame of any size has the stage and a bar, and leaves keys and wheel to the page', () => open('deck.html?embed#1', { ...calm, viewport: { width: 320, height: 216 } }, async (page) => {
  await waitForSlide(page, PICTURE);
  const [slide, bar] = [await page.locator('.current').boundingBox(), await page.locator('.panel-embed').boundingBox()];
  assert.ok(slide.y >= -0.5 && slide.y + slide.height <= bar.y + 0.5 && slide.width > 319, JSON.stringify([slide, bar]));
  assert.ok(bar.y + bar.height <= 216.5);
  assert.equal(await page.locator('.panel-opener').count(), 0, 'no menu');
  await page.keyboard.type('oibp?2');
  await page.mouse.move(100, 100);
  await page.mouse.wheel(0, 400);
  await settle(page);
  await waitForSlide(page, PICTURE);
  assert.equal(await page.evaluate(() => document.querySelectorAll('.surface-dialog').length + document.documentElement.classList.contains('framed')), 0);
  await page.getByRole('button', { name: 'Next step' }).click();
  await waitForSlide(page, LINKED);
  assert.equal(await page.locator('.panel-embed > span').textContent(), '2 / 4');
  await page.getByRole('link', { name: 'Open in a window' }).focus();
  assert.match(await page.getByRole('link', { name: 'Open in a window' }).getAttribute('href'), /deck\.html#2$/);
  assert.deepEqual(faults(await walk(page)), []);
  await assertUntouched(page, '.panel-embed');
  await page.setViewportSize({ width: 960, height: 540 });
  await settle(page);
  assert.deepEqual(await violations(page, '.panel-embed'), []);
}));
