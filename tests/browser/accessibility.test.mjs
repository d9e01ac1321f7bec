// axe-core finds no problem on any page, on the stage and in the reading view. In the dark only
// colours differ.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DECKS, PHONE, RULES_OF_COLOUR, go, kinds, outline, setUp, settle, violations } from './harness.mjs';

const { open } = setUp();

for (const colorScheme of ['light', 'dark']) {
  const rules = colorScheme === 'dark' ? RULES_OF_COLOUR : undefined;
  describe(colorScheme, () => {
    for (const deck of DECKS) {
      test(`${deck} on the stage`, () => open(deck, { colorScheme, reducedMotion: 'reduce' }, async (page) => {
        for (const [index, slide] of kinds(await outline(page)).entries()) {
          await go(page, slide.id, Infinity);
          await settle(page);
          // The frame around the slides is the same for all of them.
          assert.deepEqual(await violations(page, index ? '.slide.current' : undefined, rules), [], `slide ${slide.number}`);
        }
      }));

      test(`${deck} to read`, () => open(deck, { colorScheme }, async (page) => {
        // The same document as without JavaScript, in which axe could not run.
        await page.evaluate(() => { document.documentElement.className = ''; document.querySelectorAll('.deck-ui, .deck-live').forEach((e) => e.remove()); });
        assert.deepEqual(await violations(page, undefined, rules), []);
      }));

      test(`${deck} on a phone`, () => open(deck, { colorScheme, viewport: PHONE, isMobile: true }, async (page) => {
        assert.deepEqual(await violations(page, undefined, rules), []);
      }));
    }

    for (const name of ['index.html', '404.html']) {
      test(name, () => open(name, { colorScheme }, async (page) => {
        assert.deepEqual(await violations(page, undefined, rules), []);
      }));
    }
  });
}
