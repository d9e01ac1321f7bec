// The pages around the decks: the index links to every deck, an old address redirects and keeps the
// fragment.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DECKS, ORIGINS, PHONE, PUBLIC, STAGE, setUp } from './harness.mjs';

const { open } = setUp();

test('the index lists every deck, and its links lead there', () => open('index.html', async (page) => {
  for (const deck of DECKS) assert.equal(await page.locator(`.deck-card a[href="${deck}"]`).count(), 1, deck);
  await page.locator(`.deck-card a[href="${DECKS[0]}"]`).click();
  await page.waitForSelector('.slide.current');
}));

test('the index fits a phone', () => open('index.html', { viewport: PHONE, isMobile: true }, async (page) => {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= PHONE.width);
}));

for (const origin of ORIGINS) {
  test(`an old address leads on, with its fragment, from ${origin}`, async () => {
    for (const deck of DECKS) {
      const old = deck.replace(/\.html$/, '.yml.html');
      await open(`${old}#2`, { origin }, async (page) => {
        await page.waitForSelector('.slide.current');
        assert.ok(page.url().endsWith(`${deck}#2`), page.url());
      });
    }
  });
}

test('an old address leads on without JavaScript', () => open(DECKS[0].replace(/\.html$/, '.yml.html'), { javaScriptEnabled: false }, async (page) => {
  assert.equal(await page.locator('a[data-redirect]').getAttribute('href'), DECKS[0]);
  await page.waitForURL((url) => url.pathname.endsWith(`/${DECKS[0]}`), { timeout: 5000 });
}));

test('a wrong address says so', () => open('404.html', async (page) => {
  assert.equal(await page.locator('h1').count(), 1);
  assert.ok(await page.locator('a[href]').count() >= 1);
}));

test('a wrong address suggests pages, and leads on where only its form is wrong', () => open('404.html', { origin: 'http' }, async (page) => {
  const host = new URL('/', page.url()).href;
  const ask = async (path) => {
    await page.route(`${host}${path}`, (route) => route.fulfill({ path: `${PUBLIC}/404.html`, contentType: 'text/html' }));
    await page.goto(host + path);
  };
  const near = () => page.locator('.near a').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  await ask('some/where/wrokshop.htm');
  await page.waitForSelector('.near:not([hidden])');
  const found = await near();
  assert.equal(found[0], '/workshop.html');
  assert.equal(new Set(found).size, found.length, 'each once');
  await ask('nothing-like-it-at-all-0123456789');
  assert.deepEqual(await near(), []);
  assert.equal(await page.locator('.near').isVisible(), false);
  await ask('Workshop/');
  await page.waitForURL((url) => url.pathname === '/workshop.html');
}));

for (const [name, viewport] of Object.entries({ desktop: STAGE, phone: PHONE })) {
  test(`the buttons of an event keep their distance from what is above them, ${name}`, () => open('index.html', { viewport }, async (page) => {
    await page.locator('.entry h3 a').first().click();
    await page.waitForSelector('.hero-links .button');
    const gap = await page.evaluate(() => document.querySelector('.hero-links .button').getBoundingClientRect().top - document.querySelector('.hero-when').getBoundingClientRect().bottom);
    assert.ok(gap >= 16, `${gap} pixels`);
  }));
}
