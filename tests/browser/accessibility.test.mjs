// axe-core finds nothing to say about any page, in the light and in the dark, on the stage and to read.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { DECKS, PHONE, fileUrl, launch, outline, withPage } from './harness.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** The violations, in words short enough to read in a report. */
async function violations(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
}

/** One slide for each set of classes, so that every kind of slide is looked at once. */
function kinds(slides) {
  const seen = new Map();
  for (const slide of slides) {
    const key = `${slide.classes.join(' ')} ${slide.steps > 0}`;
    seen.set(key, [...(seen.get(key) ?? []), slide].slice(0, 4));
  }
  return [...seen.values()].flat();
}

for (const colorScheme of ['light', 'dark']) {
  describe(colorScheme, () => {
    for (const deck of DECKS) {
      test(`${deck} on the stage`, () => withPage(browser, fileUrl(deck), { colorScheme, reducedMotion: 'reduce' }, async (page) => {
        for (const slide of kinds(await outline(page))) {
          await page.evaluate((id) => window.deckyard.show(document.getElementById(id), Infinity), slide.id);
          await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
          assert.deepEqual(await violations(page), [], `slide ${slide.number}`);
        }
      }));

      test(`${deck} to read`, () => withPage(browser, fileUrl(deck), { colorScheme, viewport: { width: 1280, height: 720 } }, async (page) => {
        // The same document as without JavaScript, in which axe could not run.
        await page.evaluate(() => { document.documentElement.className = ''; document.querySelectorAll('.deck-ui, .deck-live').forEach((e) => e.remove()); });
        assert.deepEqual(await violations(page), []);
      }));

      test(`${deck} on a phone`, () => withPage(browser, fileUrl(deck), { colorScheme, viewport: PHONE, isMobile: true }, async (page) => {
        assert.deepEqual(await violations(page), []);
      }));
    }

    for (const name of ['index.html', '404.html']) {
      test(name, () => withPage(browser, fileUrl(name), { colorScheme, mirror: true }, async (page) => {
        assert.deepEqual(await violations(page), []);
      }));
    }
  });
}
