// With JavaScript off a deck is complete: a page to read and to print.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DECKS, ORIGINS, PHONE, outline, setUp } from './harness.mjs';

const { url, open } = setUp();

for (const origin of ORIGINS) {
  for (const deck of DECKS) {
    describe(`${deck}, ${origin}`, () => {
      for (const [size, viewport] of [['desktop', { width: 1280, height: 720 }], ['phone', PHONE]]) {
        test(`all text is there to read, steps and notes too, ${size}`, () => open(deck, { origin, javaScriptEnabled: false, viewport }, async (page) => {
          assert.equal(await page.evaluate(() => document.documentElement.className), '', 'no script ran');
          const { n_texts, n_steps, hidden } = await page.evaluate(() => {
            const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
              [...element.getClientRects()].some(({ width, height, right }) => width > 1 && height > 1 && right > 0);
            const walker = document.createTreeWalker(document.querySelector('main.deck'), NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
              const { data, parentElement } = walker.currentNode;
              // Text for screen readers only; the footer, which is already below the slide; the
              // level, which is at the top.
              if (data.trim() && !parentElement.closest('title, desc, .notes .debug, .deck-level')) found.push(walker.currentNode);
            }
            return {
              n_texts: found.length,
              n_steps: document.querySelectorAll('[data-step]').length,
              hidden: found.filter(({ parentElement }) => !isSeen(parentElement)).map(({ data, parentElement }) => `${parentElement.closest('.slide').id}: ${data.trim()}`),
            };
          });
          assert.ok(n_texts > 1000 && n_steps > 5, `${n_texts} texts, ${n_steps} pieces of steps`);
          assert.deepEqual(hidden, []);
        }));
      }

      test('its pictures are loaded', () => open(deck, { origin, javaScriptEnabled: false }, async (page) => {
        const pictures = await page.evaluate(() => [...document.querySelectorAll('main img')].map(({ src, complete, naturalWidth }) => ({ src, isThere: complete && naturalWidth > 0 })));
        assert.ok(pictures.length > 3);
        assert.deepEqual(pictures.filter(({ isThere }) => !isThere), []);
      }));

      test('its backgrounds are painted', () => open(deck, { origin, javaScriptEnabled: false }, async (page) => {
        const found = await page.evaluate(() => [...document.querySelectorAll('[data-background-image]')].map((content) => ({
          wanted: new URL(content.dataset.backgroundImage.slice(4, -1), location).href, painted: getComputedStyle(content).backgroundImage,
        })));
        if (deck === DECKS[0]) assert.ok(found.length > 0);
        for (const { wanted, painted } of found) assert.equal(painted, `url("${wanted}")`);
      }));

      test('its headings are in order', () => open(deck, { origin, javaScriptEnabled: false }, async (page) => {
        const headings = await page.evaluate(() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => ({
          level: Number(heading.localName[1]), text: heading.textContent.trim(), isInDeck: Boolean(heading.closest('main')),
        })));
        assert.equal(headings[0].level, 1);
        assert.equal(headings[0].text.replace(/\s+/g, ' '), (await page.title()).replace(/\s+/g, ' '));
        assert.deepEqual(headings.filter(({ text, isInDeck }) => !text || !isInDeck).length, 1, 'one heading above the slides, each with a text');
        assert.deepEqual(headings.filter(({ level }, i) => i > 0 && level > headings[i - 1].level + 1), [], 'none skips a level');
        assert.ok(headings.filter(({ level }) => level === 2).length > 20);
      }));

      test('its links lead to its slides', () => open(deck, { origin, javaScriptEnabled: false }, async (page) => {
        const slides = await outline(page);
        const broken = await page.evaluate(() => [...document.querySelectorAll('main a[href^="#"]')].filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1)))).map(({ hash }) => hash));
        assert.deepEqual(broken, []);
        const link = page.locator('main a[href^="#"]').first();
        const id = decodeURIComponent((await link.getAttribute('href')).slice(1));
        await link.click();
        assert.equal(page.url(), `${url(deck, origin)}#${encodeURIComponent(id)}`);
        const top = await page.evaluate((i) => document.getElementById(i).getBoundingClientRect().top, id);
        assert.ok(top > -100 && top < 720, `it is at ${top}`);
        assert.ok(slides.length > 20);
      }));
    });
  }
}
