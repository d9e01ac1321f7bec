// Help card, overview, go to and search, outline, copied links, and the menu button.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ORIGINS, PHONE, outline, setUp, violations, waitForSlide } from './harness.mjs';

const DECK = 'tour.html';

const { url, open: openPage } = setUp();

const titleOf = (page, id) => page.evaluate((id) => window.deckyard.titleOf(document.getElementById(id)), id);
const current = (page) => page.evaluate(() => window.deckyard.place()?.slide.id);
const isClosed = (page) => page.waitForFunction(() => !window.seek('dialog'));
const focusedText = (page) => page.evaluate(() => window.focused().textContent);

for (const origin of ORIGINS) {
  describe(origin, () => {
    const open = (body, hash = '') => openPage(DECK + hash, { origin }, async (page) => body(page, await outline(page)));

    test('h and ? list every key, Escape closes, and the focus returns', () => open(async (page) => {
      await page.locator('.panel-opener button').focus();
      for (const key of ['h', '?']) {
        await page.keyboard.press(key);
        const keys = await page.locator('dialog kbd').allTextContents();
        assert.deepEqual(keys.sort(), (await page.evaluate(() => window.deckyard.bindings.flatMap(({ keys: all }) => all))).sort());
        await page.keyboard.press('Escape');
        await isClosed(page);
        assert.ok(await page.evaluate(() => window.focused().matches('.panel-opener button')));
      }
    }));

    test('a key that follows Escape at once is not lost', () => open(async (page) => {
      for (let turn = 0; turn < 5; turn += 1) {
        await page.keyboard.press('o');
        await page.waitForSelector('.panel-overview [aria-current=true]');
        await Promise.all(['Escape', '/'].flatMap((key) => [page.keyboard.down(key), page.keyboard.up(key)]));
        await page.waitForSelector('.panel-search[open]');
        await page.keyboard.press('Escape');
        await isClosed(page);
      }
    }));

    test('o shows all slides, marks the current one, and moves by arrows', () => open(async (page, slides) => {
      const start = await current(page);
      await page.keyboard.press('o');
      const cells = page.locator('.panel-grid > button');
      await page.waitForFunction((n) => window.seekAll('.panel-grid > button').length === n, slides.length);
      const at = slides.findIndex(({ id }) => id === start);
      const name = `${slides[at].number} ${await titleOf(page, start)}`;
      assert.equal(await page.locator('.panel-grid [aria-current="true"] > b').textContent(), String(slides[at].number));
      assert.ok((await focusedText(page)).endsWith(name));
      await page.getByRole('button', { name, exact: true }).waitFor();
      await page.waitForSelector('.surface-dialog .slide');
      assert.ok(await page.locator('.surface-dialog .slide').count() < slides.length, 'no miniature out of view');
      const fonts = await page.evaluate(() => ['main > .slide .slide-content', '.surface-dialog .slide .slide-content'].map((name) => getComputedStyle(document.querySelector(name)).fontFamily));
      assert.equal(fonts[1], fonts[0], 'the font of the slides');
      assert.equal(await page.locator('.surface-dialog .slide [id]').count(), 0);
      assert.equal(await page.locator('.surface-dialog .slide').first().evaluate((slide) => getComputedStyle(slide.parentElement).zIndex), '1', 'they lie on the cells');
      assert.equal(await page.locator('.surface-dialog .slide:not([inert][aria-hidden="true"])').count(), 0);
      const box = () => page.evaluate(() => { const { x, y } = window.focused().getBoundingClientRect(); return { x, y }; });
      const before = await box();
      await page.keyboard.press('ArrowDown');
      const below = await box();
      assert.ok(below.y > before.y && below.x === before.x || below.y !== before.y, JSON.stringify([before, below]));
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await isClosed(page);
      await waitForSlide(page, slides[at + 1].id);
      await page.goBack();
      await waitForSlide(page, start);
    }, '#30'));

    test('/ finds by number, title and text, by keys alone', () => open(async (page, slides) => {
      await page.keyboard.press('/');
      const options = page.locator('dialog [role=option]:not(.everywhere)');
      assert.equal(await options.count(), 0, 'nothing without a word');
      await page.keyboard.type('12');
      assert.match(await options.first().textContent(), /^Slide 12/);
      await page.keyboard.press('Enter');
      await isClosed(page);
      assert.equal(await current(page), slides.find(({ number, steps }) => number <= 12 && 12 <= number + steps).id);

      // The title of a slide, in capitals and with an accent, finds it before slides with these
      // words in their text.
      const wanted = slides[40];
      const title = await titleOf(page, wanted.id);
      await page.keyboard.press('g');
      await page.keyboard.type(title.toUpperCase().replace('E', 'É'));
      const titles = await options.locator('span').evaluateAll((spans) => spans.map((span) => span.firstChild.data));
      assert.ok(titles.includes(title), titles.join());
      const excerpts = await options.evaluateAll((all) => all.map((option) => Boolean(option.querySelector('mark'))));
      assert.deepEqual(excerpts, excerpts.toSorted((a, b) => a - b), 'titles first');
      await page.keyboard.press('Escape');
      await isClosed(page);

      // All words must match; an excerpt marks one.
      const words = await page.evaluate(() => [...document.querySelectorAll('.slide li p')].find((p) => /^\w{4,} .*\w{6,}$/.test(p.textContent)).textContent.match(/^\w+|\w+$/g));
      await page.keyboard.press('/');
      await page.keyboard.type(words.join(' '));
      assert.ok(await options.count() > 0);
      assert.match(await page.locator('dialog mark').first().textContent(), new RegExp(words[0], 'i'));
      await page.keyboard.type(' qqqqq');
      assert.equal(await options.count(), 0);
      assert.equal(await page.locator('dialog [role=status]').textContent(), 'Nothing found');
    }));

    test('the list of results follows the arrows and shows fifty at most', () => open(async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('e');
      assert.equal(await page.locator('dialog li:not(.everywhere)').count(), 50);
      assert.ok(Number((await page.locator('dialog [role=status]').textContent()).match(/\d+/)) > 50);
      const active = () => page.evaluate(() => [window.focused().getAttribute('aria-activedescendant'), window.seek('[aria-selected=true]').id, window.seekAll('[aria-selected=true]').length]);
      const first = await active();
      await page.keyboard.press('ArrowDown');
      const second = await active();
      assert.notEqual(first[0], second[0]);
      assert.deepEqual([second[0], second[2]], [second[1], 1]);
      await page.keyboard.press('ArrowUp');
      assert.deepEqual(await active(), first);
    }));

    test('i keeps the contents beside the stage, marks the section, and is remembered', () => open(async (page, slides) => {
      await page.keyboard.press('i');
      const sections = await page.evaluate(() => [...document.querySelectorAll('[data-section]')].map(({ id }) => `#${id}`));
      assert.deepEqual(await page.locator('.panel-outline a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))), sections);
      const nav = await page.locator('.panel-outline').boundingBox();
      const stage = await page.locator('main .slide.current').boundingBox();
      assert.equal(await page.evaluate(() => document.documentElement.style.getPropertyValue('--panel')), `${nav.width}px`);
      assert.ok(stage.x >= nav.width - 1 && stage.x + stage.width <= 1281, `the stage has the rest: ${JSON.stringify(stage)}`);
      await page.locator('.panel-outline a').nth(3).click();
      await waitForSlide(page, sections[3].slice(1));
      await page.keyboard.press('Space');
      const after = slides[slides.findIndex(({ id }) => `#${id}` === sections[3]) + 1];
      await waitForSlide(page, after.id);
      assert.equal(await page.locator('.panel-outline [aria-current="true"]').getAttribute('href'), sections[3]);
      await page.reload();
      await page.waitForSelector('.panel-outline');
      await page.locator('.panel-outline button').click();
      await page.reload();
      assert.equal(await page.locator('.panel-outline').count(), 0);
      assert.equal(await page.evaluate(() => document.documentElement.style.getPropertyValue('--panel') || '0px'), '0px');
    }));

    test('y copies the link of the slide', () => open(async (page) => {
      await page.evaluate(() => {
        const write = (text) => { window.copied = text; return Promise.resolve(); };
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: write }, configurable: true });
      });
      await page.keyboard.press('y');
      await page.waitForFunction(() => window.copied);
      const id = await current(page);
      assert.equal(await page.evaluate(() => window.copied), `${url(DECK, origin)}#${id}`);
      assert.notEqual(await page.locator('.deck-toast').textContent(), '');
      // Without the clipboard's interface, the copy command gets the link.
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
        DataTransfer.prototype.setData = (type, text) => { window.copied = text; };
        window.copied = '';
      });
      await page.keyboard.press('y');
      await page.waitForFunction((end) => window.copied.endsWith(end), `#${id}`);
    }, '#20'));

    test('the menu button comes with the pointer or the focus, and its lines work', () => open(async (page) => {
      const opacity = () => page.locator('.panel-opener').evaluate((element) => Number(getComputedStyle(element).opacity));
      const goes = () => page.waitForFunction(() => getComputedStyle(window.seek('.panel-opener')).opacity === '0', null, { timeout: 30000 });
      // A browser may report a pointer at the position where its window has opened; nothing else
      // shows the button.
      const [shown, isAwake] = await page.locator('.panel-opener').evaluate((element) => [getComputedStyle(element).opacity, element.closest('.awake') !== null]);
      assert.equal(shown, isAwake ? '1' : '0');
      await goes();
      await page.mouse.move(200, 200);
      assert.equal(await opacity(), 1);
      await goes();
      await page.locator('.panel-opener button').focus();
      assert.equal(await opacity(), 1);
      await page.keyboard.press('Enter');
      await page.locator('dialog button', { has: page.locator('kbd', { hasText: /^o$/ }) }).click();
      await page.waitForSelector('.panel-overview');
    }));

    test('a wheel in a panel moves no slide', () => open(async (page) => {
      const before = await current(page);
      await page.keyboard.press('o');
      await page.mouse.move(600, 400);
      await page.mouse.wheel(0, 300);
      await page.waitForTimeout(100);
      assert.equal(await current(page), before);
    }));
  });
}

test('where there is a mouse, too, a finger brings the menu button for good', () => openPage(DECK, async (page) => {
  const becomes = (opacity) => page.waitForFunction((wanted) => getComputedStyle(window.seek('.panel-opener')).opacity === wanted, opacity, { timeout: 30000 });
  await becomes('0');
  await page.evaluate(() => dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch' })));
  await becomes('1');
  await page.waitForTimeout(2500);
  await becomes('1');
  await page.mouse.move(600, 300);
  await becomes('0');
}));

describe('on a phone', () => {
  const phone = { viewport: PHONE, isMobile: true, hasTouch: true };
  test('the menu is there to tap, and the contents close when a line is followed', () => openPage(DECK, phone, async (page) => {
    const box = await page.locator('.panel-opener button').boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
    await page.locator('.panel-opener button').tap();
    await page.locator('dialog button', { has: page.locator('kbd', { hasText: /^i$/ }) }).tap();
    const link = page.locator('.panel-outline a').nth(2);
    const id = (await link.getAttribute('href')).slice(1);
    await link.tap();
    assert.equal(await page.locator('.panel-outline').count(), 0);
    await page.waitForFunction((wanted) => Math.abs(document.getElementById(wanted).getBoundingClientRect().top) < 100, id);
  }));
});

for (const colorScheme of ['light', 'dark']) {
  for (const [size, options] of [['desktop', {}], ['phone', { viewport: PHONE, isMobile: true }]]) {
    test(`axe finds nothing in the panels, ${colorScheme}, ${size}`, () => openPage(DECK, { colorScheme, ...options }, async (page) => {
      for (const key of ['h', 'o', '/', 'i']) {
        await page.evaluate((name) => window.deckyard.keys[name](new Event('click')), key);
        if (key === '/') await page.keyboard.type('the slide');
        await page.waitForTimeout(100);
        assert.deepEqual(await violations(page, key === 'i' ? '.panel' : 'dialog'), [], key);
        await page.keyboard.press('Escape');
      }
    }));
  }
}
