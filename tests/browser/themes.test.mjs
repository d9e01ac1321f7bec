// The built-in themes: axe finds no problem in a deck that uses one. The deck is the repository's
// own, which has slides of every kind. `slate` is looked at everywhere; `folio` and `poster`, each
// in one mode, on the stage and in the index.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { PHONE, ROOT, buildSite, go, setUp, settle, violations } from './harness.mjs';

const files = readdirSync(path.join(ROOT, 'slides'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const slides = Object.fromEntries(files.map((entry) => {
  const file = path.join(entry.path, entry.name);
  return [path.relative(ROOT, file), readFileSync(file)];
}));
const DECK = 'tour.html';
/** The site with all pages and decks in a theme; the manifest has none, so that the deck uses that of the site. */
const inTheme = (name) => buildSite({ ...slides, 'workshops.yml': `site: {title: Bread, theme: ${name}}\nworkshops:\n- {title: Rye, slug: rye, date: 2027-03-02, attend: 'https://example.org/'}\n` });
const { open } = setUp(inTheme('slate'));

/** Slides that together have every element and every class of the deck. The colours of code are measured elsewhere. */
const cover = (page) => page.evaluate(() => {
  const seen = new Set();
  return [...document.querySelectorAll('main > .slide')].filter((slide) => {
    const kinds = [...slide.querySelectorAll(':scope .slide-content, :scope .slide-content :not(svg *)')].flatMap(({ localName, classList }) => [localName, ...classList]).filter((kind) => !kind.startsWith('hl-'));
    const before = seen.size;
    kinds.forEach((kind) => seen.add(kind));
    return seen.size > before;
  }).map(({ id }) => id);
});

for (const colorScheme of ['light', 'dark']) {
  describe(colorScheme, () => {
    const options = { colorScheme, reducedMotion: 'reduce' };

    test('the theme is there', () => open(DECK, options, async (page) => {
      const colours = () => page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.querySelector('.slide.current .slide-content'));
        return [backgroundColor, color, ...['--accent', '--title-paper'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name))];
      });
      const slate = await colours();
      await page.evaluate(() => document.querySelector('link[href*="theme-slate"]').remove());
      assert.notDeepEqual(await colours(), slate);
    }));

    test('on the stage', () => open(DECK, options, async (page) => {
      const ids = await cover(page);
      assert.ok(ids.length > 15, `${ids.length} slides`);
      for (const [index, id] of ids.entries()) {
        await go(page, id, Infinity);
        await settle(page);
        assert.deepEqual(await violations(page, index ? '.slide.current' : undefined), [], id);
      }
    }));

    test('presenter view and notes', () => open(DECK, options, async (page) => {
      const ids = await page.evaluate(() => ['.notes', '[data-section]', '.pic', 'pre'].map((selector) => document.querySelector(`main ${selector}`).closest('.slide').id));
      for (const key of ['p', 't', 'b', 's']) {
        await page.keyboard.press(key);
        for (const id of key === 'p' ? ids : []) {
          await go(page, id);
          await settle(page);
          assert.deepEqual(await violations(page), [], `${key} ${id}`);
        }
        await settle(page);
        assert.deepEqual(await violations(page), [], key);
      }
    }));

    for (const [size, device] of [['desktop', {}], ['phone', { viewport: PHONE, isMobile: true }]]) {
      test(`help, overview, search and contents, ${size}`, () => open(DECK, { ...options, ...device }, async (page) => {
        for (const key of ['h', 'o', '/', 'i']) {
          await page.evaluate((name) => window.deckyard.keys[name](new Event('click')), key);
          if (key === '/') await page.keyboard.type('the slide');
          if (key === 'o') await page.waitForSelector('.surface-dialog .slide');
          await settle(page);
          assert.deepEqual(await violations(page, key === 'i' ? '.panel' : 'dialog'), [], key);
          await page.keyboard.press('Escape');
        }
      }));

      test(`to read, ${size}`, () => open(DECK, { ...options, ...device }, async (page) => {
        if (size === 'desktop') await page.keyboard.press('r');
        await page.locator('.slide-links').first().waitFor({ state: 'attached' });
        assert.equal(await page.evaluate(() => document.documentElement.classList.contains('stage')), false);
        assert.deepEqual(await violations(page), []);
      }));
    }
  });
}

for (const [name, colorScheme] of [['folio', 'light'], ['poster', 'dark']]) {
  describe(name, () => {
    const { open: openIn } = setUp(inTheme(name));
    const options = { colorScheme, reducedMotion: 'reduce' };

    test('on the stage', () => openIn(DECK, options, async (page) => {
      const ids = await page.evaluate(() => ['[data-section]', 'blockquote', 'table', 'pre .highlighted', '.warning', '.extra-details'].map((selector) => document.querySelector(`main ${selector}`).closest('.slide').id));
      for (const id of new Set(ids)) {
        await go(page, id, Infinity);
        await settle(page);
        assert.deepEqual(await violations(page, '.slide.current'), [], id);
      }
    }));

    for (const address of ['index.html', 'events/rye/index.html']) {
      test(address, () => openIn(address, options, async (page) => assert.deepEqual(await violations(page), [])));
    }
  });
}
