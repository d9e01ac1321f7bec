// The rhythm of sections: where one is in the contents, links off the stage and on paper, the running header.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, go, setUp, settle, waitForSlide } from './harness.mjs';

const DECK = 'workshop.html';
const OPENER = '[data-section]';

const { open } = setUp();

/** The ids of the first two sections, and of the last. */
const sections = (page) => page.locator(OPENER).evaluateAll((all) => [all[0].id, all[1].id, all.at(-1).id]);
const contents = (page) => page.evaluate(() => document.querySelector('[data-contents]').id);
/** The marked lines in the contents and in the agenda. */
const marked = (page) => page.locator('[data-contents] .here > a[aria-current=location]').evaluateAll((links) => [...new Set(links.map((link) => link.hash.slice(1)))]);
const isSeen = (page, selector) => page.locator(selector).first().evaluate((element) => {
  const { clipPath, display } = getComputedStyle(element);
  return display !== 'none' && clipPath === 'none' && element.getClientRects().length > 0;
});
const header = (page) => page.locator('.deck-running').textContent();

test('contents mark the section that one comes from', () => open(DECK, async (page) => {
  const [first, second, last] = await sections(page);
  assert.deepEqual(await marked(page), []);
  for (const [from, expected] of [[first, first], [last, last]]) {
    await go(page, from);
    await page.evaluate(() => window.deckyard.next());
    await go(page, await contents(page));
    assert.deepEqual(await marked(page), [expected]);
  }
  await go(page, await page.evaluate((id) => document.getElementById(id).previousElementSibling.id, second));
  await go(page, await contents(page));
  assert.deepEqual(await marked(page), [first]);
}));

test('links of a title slide are off the stage, not off the keyboard, and on paper', () => open(DECK, async (page) => {
  const [, second] = await sections(page);
  await go(page, second);
  const nav = `#${second} .nav`;
  assert.equal(await isSeen(page, nav), false);
  await page.locator(`${nav} a`).nth(1).focus();
  assert.equal(await isSeen(page, nav), true);
  await page.keyboard.press('Enter');
  await waitForSlide(page, await contents(page));
  assert.deepEqual(await marked(page), [second]);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await isSeen(page, nav), true);
  assert.match(await page.evaluate(() => document.querySelector('[data-section] + .slide').dataset.header), /^Part 1 · ./);
}));

test('a phone has the links, and marks the section that one comes from', () => open(DECK, { viewport: PHONE }, async (page) => {
  const [, second] = await sections(page);
  assert.equal(await isSeen(page, `#${second} .nav`), true);
  await page.locator(`#${second} .nav a`).nth(1).click();
  assert.deepEqual(await marked(page), [second]);
}));

test('the header runs through a section, and not over titles', () => open(DECK, async (page) => {
  const [first] = await sections(page);
  assert.equal(await header(page), '');
  await go(page, first);
  assert.equal(await header(page), '');
  await page.evaluate(() => window.deckyard.next());
  await settle(page);
  assert.equal(await header(page), await page.evaluate((id) => `Part 1 · ${window.deckyard.titleOf(document.getElementById(id))}`, first));
}));
