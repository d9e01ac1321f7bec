// The search over the whole site, from files and without any network: results, keys, links, what is announced.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PHONE, ROOT, setUp, violations } from './harness.mjs';
import { queryOf } from '../../web/scripts/search/words.js';

const { open, url } = setUp();
const OFFLINE = { offline: true };

test('words of queries are those of the index', () => {
  const cases = readFileSync(path.join(ROOT, 'src/search/cases.txt'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  assert.ok(cases.length > 15);
  for (const line of cases) {
    const [text, words] = line.replace(/\\u(....)/g, (_, code) => String.fromCharCode(parseInt(code, 16))).split(' |');
    const known = words.split(' ').filter(Boolean);
    const wanted = queryOf(`${text} `).words;
    for (const { text: word, isPrefix } of wanted) assert.ok(known.some((one) => (isPrefix ? one.startsWith(word) : one === word)), `${word} of ${text}`);
    // For text without spaces, the index also contains the final characters.
    assert.equal(new Set(known).size - new Set(wanted.map((word) => word.text)).size <= text.match(/\s|$/g).length, true, text);
  }
});

test('a query finds slides, decks and events; keys go through them', () => open('index.html', OFFLINE, async (page, seen) => {
  const field = page.locator('form[data-search] input');
  const focused = () => page.evaluate(() => window.focused().closest('li, h3, details, .found-more')?.textContent ?? window.focused().localName);
  await page.keyboard.press('/');
  assert.equal(await focused(), 'input');
  await page.keyboard.type('speaker not');
  const results = page.locator('.found:not([hidden])');
  await results.locator('mark').first().waitFor();
  assert.ok((await results.locator('h2').allTextContents()).includes('Slides'));
  assert.match(await results.locator('mark').first().textContent(), /^(speaker|not)/i);
  await page.waitForFunction(() => /^Results: \d+$/.test(document.querySelector('.found [role="status"]').textContent));
  assert.deepEqual(await violations(page, '.masthead'), []);
  // Down to the first result, up to the field and to the last result; a letter continues the query.
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await focused(), 'input');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.match(await focused(), /Show all results|\w/);
  await page.keyboard.type('e');
  assert.equal(await field.inputValue(), 'speaker note');
  await page.keyboard.press('Escape');
  assert.deepEqual([await results.count(), await focused()], [0, 'input']);
  assert.equal(await field.inputValue(), 'speaker note', 'Escape closes, and clears nothing');
  assert.ok(seen.requests.every((request) => request.startsWith('file:')), 'nothing else is loaded');
  // Opens the page of all results, and from there a slide.
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\.html\?q=speaker\+note$/);
  await page.locator('.found h3 + ul a').first().waitFor();
  assert.deepEqual(await violations(page), []);
  const link = page.locator('.found h3 + ul a').first();
  const [, id] = (await link.getAttribute('href')).split('#');
  await link.click();
  await page.waitForFunction((slide) => document.querySelector('.slide.current')?.id === slide, decodeURIComponent(id));
}));

test('what nothing has is said, and what was meant is found', () => open('search.html?q=spaeker', { ...OFFLINE, viewport: PHONE, colorScheme: 'dark' }, async (page) => {
  assert.match(await page.locator('.found-note').textContent(), /“speaker/);
  assert.deepEqual(await violations(page), []);
  await page.locator('.hero input').fill('zzqqxxyy');
  assert.match(await page.locator('.found-none').textContent(), /zzqqxxyy/);
  assert.match(page.url(), /\?q=zzqqxxyy$/);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'a phone shows all of it');
}));

test('a deck goes on in all decks', () => open('tour.html', OFFLINE, async (page) => {
  await page.keyboard.press('/');
  await page.keyboard.type('workshop');
  await page.locator('[role="option"]', { hasText: 'Search all decks' }).click();
  await page.locator('[role="option"] mark').first().waitFor();
  assert.deepEqual(await violations(page, 'dialog'), []);
  const other = page.locator('[role="option"] small', { hasText: /^(?!.*tour).+$/i }).first();
  await other.click();
  await page.waitForFunction((before) => location.href !== before, url('tour.html'));
}));
