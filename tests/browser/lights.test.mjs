// Lines of code that are highlighted one group after the other.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PHONE, buildSite, openClone, openView, place, setUp, settle, violations, waitForNumber } from './harness.mjs';

const CODE = '```yaml {1|2-3|all}\na: 1\nb: 2\nc: 3\n```\n';
const CHAPTER = [
  '## First\n',
  `## Lights\n\nLook:\n\n--\n\n${CODE}\n--\n\nAfter\n`,
  `## Two\n\n${CODE}\n\`\`\`sh {2|none}\none\ntwo\n\`\`\`\n`,
  `## Many\n${'\n--\n\nStep\n'.repeat(11)}`,
].join('\n---\n\n');

// For each number: the slide, the step, and the highlighted lines.
const EXPECTED = {
  2: ['lights', 0, [[1]]],
  3: ['lights', 1, [[1]]],
  4: ['lights', 2, [[2, 3]]],
  5: ['lights', 3, [[1, 2, 3]]],
  6: ['lights', 4, [[1, 2, 3]]],
  7: ['two', 0, [[1], [2]]],
  8: ['two', 1, [[2, 3], [2]]],
  9: ['two', 2, [[1, 2, 3], [2]]],
  10: ['two', 3, [[1, 2, 3], []]],
};
const FIRST = 2;
const LAST = 10;

const { open: openPage, url } = setUp(buildSite({
  'slides/deck.yml': 'title: Lights\ncontent: [case.md]\n',
  'slides/case.md': CHAPTER,
}));
const open = (suffix, ...rest) => openPage(`deck.html${suffix}`, ...rest);

/** The numbers of the lines that are lit, for each block. */
const lit = (page, selector = '.slide.current') => page.evaluate((s) => [...document.querySelector(s).querySelectorAll('pre')].map((block) =>
  [...block.querySelectorAll('.code-line')].flatMap((line, i) => (line.classList.contains('highlighted') ? [i + 1] : []))), selector);

async function assertAt(page, number) {
  const [name, step, lines] = EXPECTED[number];
  assert.equal(await place(page), `case-${name}/${step}`);
  assert.deepEqual(await lit(page), lines, `number ${number}`);
}

describe('on the stage', () => {
  test('keys move the light forward and back', () => open('#2', async (page) => {
    for (let number = FIRST; number <= LAST; number += 1) {
      await assertAt(page, number);
      await page.keyboard.press('ArrowRight');
    }
    assert.equal(await place(page), 'case-many/0');
    for (let number = LAST; number >= FIRST; number -= 1) {
      await page.keyboard.press('ArrowLeft');
      await assertAt(page, number);
    }
  }));

  test('each number is an address', () => open('', async (page) => {
    for (const number of Object.keys(EXPECTED).map(Number)) {
      await page.goto('about:blank'); // So that the deck is loaded anew.
      await page.goto(`${url('deck.html')}#${number}`);
      await waitForNumber(page, number);
      await assertAt(page, number);
      assert.equal(await page.locator(`[id="${number}"]`).count(), 1);
    }
    assert.match(await page.locator('.deck-number').innerText(), /^10\/22$/);
  }));

  test('the light is seen, and nothing moves with it', () => open('#3', async (page) => {
    const line = (n) => page.locator('.slide.current .code-line').nth(n - 1);
    const background = (n) => line(n).evaluate((element) => getComputedStyle(element).backgroundColor);
    const filter = (n) => line(n).evaluate((element) => getComputedStyle(element).filter);
    const places = () => page.locator('.slide.current pre, .slide.current .code-line').evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const [on, off, before] = [await background(1), await background(2), await places()];
    assert.notEqual(on, off);
    assert.deepEqual([await filter(1), await filter(2)], ['none', 'grayscale(1)']);
    await page.keyboard.press('ArrowRight');
    await settle(page);
    assert.deepEqual([await background(1), await background(2)], [off, on]);
    assert.deepEqual(await places(), before);
  }));

  test('what is lit is announced', () => open('#3', async (page) => {
    await page.keyboard.press('ArrowRight');
    assert.match(await page.locator('.deck-live').textContent(), /4 of 22: b: 2 c: 3$/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.match(await page.locator('.deck-live').textContent(), /2 of 22: Lights$/, 'and not what is still hidden');
  }));

  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing, ${colorScheme}`, () => open('#4', { colorScheme }, async (page) => {
      assert.deepEqual(await violations(page), []);
    }));
  }

  test('the presenter sees the next light', () => open('#3', async (page) => {
    await openView(page);
    await page.waitForFunction(() => document.querySelectorAll('pre').length > 3);
    const next = () => page.evaluate(() => {
      const block = document.querySelector('.present .preview pre');
      return [...block.querySelectorAll('.code-line')].map((line) => line.classList.contains('highlighted'));
    });
    assert.deepEqual(await next(), [false, true, true]);
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await next(), [true, true, true]);
  }));

  test('a second window follows', () => open('#3', async (page) => {
    const audience = await openClone(page);
    await page.keyboard.press('ArrowRight');
    await audience.waitForFunction(() => window.deckyard.place().number === 4);
    assert.deepEqual(await lit(audience), [[2, 3]]);
  }));
});

describe('elsewhere', () => {
  test('without JavaScript the first group is lit', () => open('', { javaScriptEnabled: false }, async (page) => {
    const lines = page.locator('#case-lights .code-line.highlighted');
    assert.deepEqual(await lines.allTextContents(), ['a: 1\n']);
  }));

  test('to read, all code is in colours', () => open('', { viewport: PHONE }, async (page) => {
    assert.deepEqual(await lit(page, '#case-lights'), [[1]]);
    const filters = await page.locator('.code-line').evaluateAll((lines) => lines.map((line) => getComputedStyle(line).filter));
    assert.deepEqual([...new Set(filters)], ['none']);
  }));

  test('a page for each step', () => open('?print=steps', async (page) => {
    for (const [number, [, , lines]] of Object.entries(EXPECTED)) {
      assert.deepEqual(await lit(page, `section[data-number="${number}"]`), lines, `number ${number}`);
    }
    assert.equal(await page.locator('section.slide').count(), 22);
    const shown = await page.locator('section[data-number="22"] [data-step]').evaluateAll((pieces) => pieces.map((piece) => getComputedStyle(piece).visibility));
    assert.deepEqual(shown, Array(11).fill('visible'), 'the last of more than nine steps shows all');
  }));

  test('paper has the first group, of slides that were shown too', () => open('#8', async (page) => {
    await page.keyboard.press('ArrowRight');
    await page.evaluate(() => window.deckyard.show(document.querySelector('.slide')));
    assert.deepEqual(await lit(page, '#case-two'), [[1], [2]]);
    await page.goto(`${url('deck.html')}?print`);
    assert.deepEqual(await lit(page, '#case-two'), [[1], [2]]);
  }));
});
