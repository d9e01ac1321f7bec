// The pages around the decks: the index leads to every deck, an old address leads on and keeps the fragment.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DECKS, PHONE, fileUrl, launch, serve, withPage } from './harness.mjs';

let browser;
let site;
before(async () => {
  browser = await launch();
  site = await serve();
});
after(async () => {
  await browser?.close();
  site?.close();
});

test('the index lists every deck, and its links lead there', () => withPage(browser, fileUrl('index.html'), {}, async (page, seen) => {
  for (const deck of DECKS) assert.equal(await page.locator(`.deck-card a[href="${deck}"]`).count(), 1, deck);
  await page.locator(`.deck-card a[href="${DECKS[0]}"]`).click();
  await page.waitForSelector('.slide.current');
  assert.deepEqual(seen.errors, []);
}));

test('the index fits a phone', () => withPage(browser, fileUrl('index.html'), { viewport: PHONE, isMobile: true }, async (page) => {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= PHONE.width);
}));

for (const [kind, url] of [['a file', fileUrl], ['a server', (name) => site.url(name)]]) {
  test(`an old address leads on, with its fragment, from ${kind}`, async () => {
    for (const deck of DECKS) {
      const old = deck.replace(/\.html$/, '.yml.html');
      await withPage(browser, `${url(old)}#2`, {}, async (page, seen) => {
        await page.waitForSelector('.slide.current');
        assert.ok(page.url().endsWith(`${deck}#2`), page.url());
        assert.deepEqual(seen.policy, []);
      });
    }
  });
}

test('an old address leads on without JavaScript', () => withPage(browser, fileUrl(DECKS[0].replace(/\.html$/, '.yml.html')), { javaScriptEnabled: false }, async (page) => {
  assert.equal(await page.locator('a[data-redirect]').getAttribute('href'), DECKS[0]);
  await page.waitForURL((url) => url.pathname.endsWith(`/${DECKS[0]}`), { timeout: 5000 });
}));

test('a wrong address says so', () => withPage(browser, fileUrl('404.html'), {}, async (page) => {
  assert.equal(await page.locator('h1').count(), 1);
  assert.ok(await page.locator('a[href]').count() >= 1);
}));
