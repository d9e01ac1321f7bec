// All scripts comply with the strictest policy that the pages promise to support: the harness
// serves the pages with it, and fails a test that violates it. Here everything is used once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DECKS, LIMITS, PHONE, PUBLIC, allAt, go, openClone, outline, place, setUp, settle } from './harness.mjs';

const { url, open } = setUp();
const http = { origin: 'http' };
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };

test('a breach is noticed, in the page and in a second window', () => open(DECKS[0], { ...http, isStrict: false }, async (page, seen) => {
  const audience = await openClone(page);
  for (const window of [page, audience]) {
    assert.deepEqual(seen.policy, []);
    await window.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color: red">'));
    await window.evaluate(() => document.body.append(Object.assign(document.createElement('script'), { textContent: '0' })));
    await settle(window);
    for (const sign of [/^securitypolicyviolation style-src/, /^securitypolicyviolation script-src/, /Content Security Policy/]) {
      assert.ok(seen.policy.some((text) => sign.test(text)), `${sign} in ${seen.policy.join()}`);
    }
    seen.policy.length = 0;
  }
}));

test('hosts get a policy that is no stricter than this one', () => {
  const line = readFileSync(path.join(PUBLIC, '_headers'), 'utf8').match(/^ {2}Content-Security-Policy: (.*)$/m);
  assert.equal(line[1], `default-src 'self'; img-src 'self' data:; ${LIMITS}`);
});

test('each kind of page that is no deck', () => open('index.html', http, async (page) => {
  const first = (folder, end) => readdirSync(path.join(PUBLIC, folder)).sort().find((name) => name.endsWith(end));
  const events = readdirSync(path.join(PUBLIC, 'events')).filter((name) => !name.includes('.')).sort();
  const kinds = ['index.html', 'past.html', '404.html', 'events/index.html', `about/${first('about', '.html')}`, `speakers/${first('speakers', '.html')}`, ...events.map((event) => `events/${event}/index.html`)];
  for (const kind of kinds) {
    await page.goto(url(kind, 'http'));
    assert.ok(await page.locator('body *').count() > 3, kind);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await settle(page);
    await page.emulateMedia({ media: null, colorScheme: null });
  }
  // A redirect, with its script and without.
  await page.goto(url(`${DECKS[0].replace('.html', '.yml.html')}#2`, 'http'));
  await page.waitForURL((address) => address.pathname.endsWith(DECKS[0]));
}));

for (const deck of DECKS) {
  describe(deck, () => {
    test('each key of the help card', () => open(deck, http, async (page) => {
      const keys = await page.evaluate(() => window.deckyard.bindings.flatMap((binding) => binding.keys).filter((key) => key in window.deckyard.keys));
      for (const key of 'jkoighyrdpcbsmftnwx/?+-') assert.ok(keys.includes(key), key);
      for (const key of keys) {
        await press(page, key);
        await settle(page);
        await press(page, 'ArrowRight', 'Escape');
      }
    }));

    test('two windows: each slide on the stage and in the preview', () => open(deck, http, async (page) => {
      const audience = await openClone(page);
      await press(page, 'p');
      const slides = await outline(page);
      for (const { id, steps } of slides) {
        await go(page, id);
        if (steps) await go(page, id, steps);
      }
      await allAt([page, audience], `${slides.at(-1).id}/${slides.at(-1).steps}`);
      await press(audience, 'Home');
      await allAt([page, audience], `${slides[0].id}/0`);
      await press(page, 'b', 't', 's', 's');
      await audience.waitForFunction(() => document.documentElement.classList.contains('black'));
      await press(audience, 'b', 'p', 'ArrowRight');
      await audience.waitForSelector('.present .preview .slide > *');
      await allAt([page, audience], await place(audience));
      await audience.reload();
      await press(audience, 'ArrowRight');
      await allAt([page, audience], await place(audience));
    }));

    test('the overview from end to end, the contents, the search', () => open(deck, http, async (page) => {
      await press(page, 'o');
      const cells = page.locator('.panel-grid > button');
      for (let i = 0; i < await cells.count(); i += 10) {
        await cells.nth(i).scrollIntoViewIfNeeded();
        await page.waitForFunction((index) => document.querySelector(`.surface-dialog .slide[data-index="${index}"]`), i);
      }
      await cells.last().click();
      assert.notEqual(await place(page), `${(await outline(page))[0].id}/0`);
      await press(page, 'i');
      await page.locator('.panel-outline a').nth(1).click();
      await press(page, '/');
      await page.keyboard.type('the');
      await page.locator('dialog [role=option] mark').first().waitFor();
      await press(page, 'ArrowDown', 'Enter');
      await page.waitForFunction(() => !window.seek('dialog'));
    }));

    test('to read, from end to end', () => open(deck, { ...http, viewport: PHONE, isMobile: true, hasTouch: true }, async (page) => {
      const slides = page.locator('main > .slide');
      const n_slides = await slides.count();
      for (let i = 0; i < n_slides; i += 5) await slides.nth(i).scrollIntoViewIfNeeded();
      await page.locator('.slide:has(.slide-links)').first().waitFor();
      await page.locator('.panel-opener button').tap();
      await page.locator('dialog kbd').first().waitFor();
    }));

    test('on paper, of every kind', () => open(deck, http, async (page) => {
      for (const kind of ['', '=steps', '=notes', '=handout-2', '=handout-4', '=handout-6']) {
        await page.goto(url(`${deck}?print${kind}`, 'http'));
        assert.match(await page.evaluate(() => document.documentElement.className), /\bpaper\b/);
        await page.emulateMedia({ media: 'print' });
        await settle(page);
        assert.ok(await page.locator('section.slide:visible').count() > 20);
        await page.emulateMedia({ media: null });
      }
    }));
  });
}
