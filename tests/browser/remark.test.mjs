// Decks that were written for remark look the same as there: alignment, the author's style sheet,
// numbers, gestures, backgrounds.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ORIGINS, PHONE, buildSite, openView, setUp } from './harness.mjs';

const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==', 'base64');
const COLUMNS = ['left', 'center', 'right'];
const ROWS = ['top', 'middle', 'bottom'];
const PLACES = ROWS.flatMap((row) => COLUMNS.map((column) => [column, row]));

const ALIGNED = PLACES.map(([column, row]) => `class: ${column}, ${row}\n\nx ${column} ${row}\n`).join('---\n');
const FLOATS = `class: middle

.half[A]

.half[B]

---

class: right, left, bottom, middle

several

---

A .right[line] and

.center[
block
]
`;
const STYLE = `
* { margin: 0; padding: 0; }
body { font-family: monospace; }
h1, h2 { font-size: 10px; font-weight: 400; }
a { color: rgb(1, 2, 3); }
h3 { color: rgb(4, 5, 6); }
.first { background: rgb(0, 0, 255); color: rgb(255, 255, 255); }
.half { float: left; width: 45%; }
`;
const PAINTED = `class: first

# Heading

### Own colour

- item

[link](https://example.org/)

---

background-image: url(dot.png)

# On a picture

---

background-color: rgb(9, 9, 9)

# Plain
`;
const STEPS = `## One

--

more

--

and more

---

## Two

???

Note.

---

## Three

[two](#2)
`;

const pages = buildSite({
  'slides/aligned.md': ALIGNED, 'slides/aligned.yml': 'title: Aligned\ncontent: [aligned.md]\n',
  'slides/floats.md': FLOATS, 'slides/floats.yml': 'title: Floats\ncontent: [floats.md]\n',
  'slides/painted.md': PAINTED, 'slides/painted.yml': 'title: Painted\ncontent: [painted.md]\n', 'slides/dot.png': DOT,
  'slides/steps.md': STEPS,
  'slides/shared.yml': 'title: Shared\ncount-steps: false\nnumber-format: "<b>Slide</b> %current% of %total%"\nnavigation: {scroll: false, click: true}\ncontent: [steps.md]\n',
  'slides/own.yml': 'title: Own\nnumber-format: ""\ncontent: [steps.md]\n',
  'static/theme.css': STYLE,
});
const { open } = setUp(pages);

/** The position of the first text in each slide, from 0 to 1. */
const placesOf = (page) => page.evaluate(() => [...document.querySelectorAll('.slide')].filter((slide) => slide.getClientRects().length).map((slide) => {
  const range = document.createRange();
  range.selectNodeContents(slide.querySelector('.slide-content > p'));
  const [text, box] = [range.getBoundingClientRect(), slide.getBoundingClientRect()];
  return { x: (text.left + text.right - 2 * box.left) / 2 / box.width, y: (text.top + text.bottom - 2 * box.top) / 2 / box.height };
}));

const third = (share) => (share < 0.4 ? 0 : share > 0.6 ? 2 : 1);

describe('alignment', () => {
  for (const [index, [column, row]] of PLACES.entries()) {
    test(`${column} ${row} on the stage`, () => open(`aligned.html#${index + 1}`, async (page) => {
      const [{ x, y }] = await placesOf(page);
      assert.deepEqual([COLUMNS[third(x)], ROWS[third(y)]], [column, row]);
    }));
  }

  for (const [name, query, options] of [['paper', '', { media: 'print' }], ['paper without a script', '', { media: 'print', javaScriptEnabled: false }], ['a page for each step', '?print=steps', {}]]) {
    test(`all of it on ${name}`, () => open(`aligned.html${query}`, options, async (page) => {
      const places = await placesOf(page);
      assert.deepEqual(places.map(({ x, y }) => [COLUMNS[third(x)], ROWS[third(y)]]), PLACES);
    }));
  }

  for (const [key, holder] of [['o', '.surface-dialog'], ['p', '.preview']]) {
    test(`all of it in ${holder}`, () => open('aligned.html#5', async (page) => {
      await page.keyboard.press(key);
      await page.waitForSelector(`${holder} .slide p`);
      const found = await page.evaluate((within) => [...document.querySelectorAll(`${within} .slide`)].map((slide) => {
        const range = document.createRange();
        range.selectNodeContents(slide.querySelector('p'));
        const [text, box] = [range.getBoundingClientRect(), slide.getBoundingClientRect()];
        return { words: slide.querySelector('p').textContent, x: (text.left + text.right - 2 * box.left) / 2 / box.width, y: (text.top + text.bottom - 2 * box.top) / 2 / box.height };
      }), holder);
      assert.ok(found.length > 0);
      for (const { words, x, y } of found) assert.equal(`x ${COLUMNS[third(x)]} ${ROWS[third(y)]}`, words.trim());
    }));
  }

  test('to read, texts are aligned and slides are as high as they need', () => open('aligned.html', { viewport: PHONE }, async (page) => {
    const [places, heights] = [await placesOf(page), await page.evaluate(() => [...document.querySelectorAll('.slide-content')].map((content) => content.offsetHeight))];
    assert.deepEqual(places.map(({ x }) => COLUMNS[third(x)]), PLACES.map(([column]) => column));
    assert.ok(Math.max(...heights) < 200, String(heights));
  }));

  test('columns that float stand beside each other in the middle', () => open('floats.html', async (page) => {
    const [a, b] = await page.evaluate(() => [...document.querySelectorAll('.current .half')].map((half) => half.getBoundingClientRect().toJSON()));
    assert.equal(a.top, b.top);
    assert.ok(a.right <= b.left && a.top > 250 && a.bottom < 470, JSON.stringify([a, b]));
  }));

  test('of several words the last in the style sheet of remark counts', () => open('floats.html#2', async (page) => {
    const [{ x, y }] = await placesOf(page);
    assert.deepEqual([COLUMNS[third(x)], ROWS[third(y)]], ['right', 'bottom']);
  }));

  test('content classes are blocks, also within a line', () => open('floats.html#3', async (page) => {
    const found = await page.evaluate(() => ['right', 'center'].map((name) => {
      const { display, textAlign } = getComputedStyle(document.querySelector(`.current .${name}`));
      return [display, textAlign];
    }));
    assert.deepEqual(found, [['block', 'right'], ['block', 'center']]);
  }));
});

describe("the author's style sheet", () => {
  const style = (page, selector, ...properties) => page.evaluate(([one, names]) => {
    const found = getComputedStyle(window.seek(one));
    return names.map((name) => found.getPropertyValue(name));
  }, [selector, properties]);

  for (const colorScheme of ['light', 'dark']) {
    test(`wins over the theme, ${colorScheme}`, () => open('painted.html', { colorScheme }, async (page) => {
      assert.deepEqual(await style(page, '.current a', 'color'), ['rgb(1, 2, 3)']);
      assert.deepEqual(await style(page, '.current .slide-content', 'background-color', 'font-family'), ['rgb(0, 0, 255)', 'monospace']);
      assert.deepEqual(await style(page, '.current h1', 'color', 'font-weight'), ['rgb(255, 255, 255)', '400']);
      assert.deepEqual(await style(page, '.current h3', 'color'), ['rgb(4, 5, 6)']);
    }));
  }

  test('loses where it loses to remark', () => open('painted.html', async (page) => {
    const [padding, size] = [...await style(page, '.current .slide-content', 'padding-left'), ...await style(page, '.current h1', 'font-size')];
    assert.ok(parseFloat(padding) > 40, padding);
    assert.ok(parseFloat(size) > 40, size);
  }));

  test('leaves menus as they are', () => open('painted.html', async (page) => {
    await page.keyboard.press('h');
    await page.waitForSelector('dialog[open] h3');
    const [weight, colour] = await style(page, 'dialog[open] h3', 'font-weight', 'color');
    assert.equal(weight, '700');
    assert.notEqual(colour, 'rgb(4, 5, 6)');
  }));

  for (const [hash, name] of [[2, 'a picture'], [3, 'a colour']]) {
    test(`headings on ${name} have the colour of the text`, () => open(`painted.html#${hash}`, { colorScheme: 'dark' }, async (page) => {
      assert.deepEqual(await style(page, '.current h1', 'color'), await style(page, '.current .slide-content', 'color'));
    }));
  }
});

describe('backgrounds', () => {
  for (const origin of ORIGINS) {
    for (const [name, options] of [['stage', {}], ['no script', { javaScriptEnabled: false }], ['paper', { javaScriptEnabled: false, media: 'print' }], ['phone', { viewport: PHONE, javaScriptEnabled: false }]]) {
      test(`${name}, ${origin}`, () => open('painted.html#2', { origin, ...options }, async (page) => {
        const found = await page.evaluate(() => [...document.querySelectorAll('.slide-content')].map((content) => {
          const { backgroundImage, backgroundColor } = getComputedStyle(content);
          return [/dot\.png"\)$/.test(backgroundImage), backgroundColor, content.getAttribute('style')];
        }));
        assert.deepEqual(found.map(([picture]) => picture), [false, true, false]);
        assert.equal(found[2][1], 'rgb(9, 9, 9)');
        if (options.javaScriptEnabled === false) assert.deepEqual(found.map(([, , inline]) => inline), [null, null, null]);
      }));
    }
  }
});

describe('numbers', () => {
  const number = (page) => page.evaluate(() => document.querySelector('.deck-number').textContent);
  const after = (page) => page.evaluate(() => [...document.querySelectorAll('main > .slide')].map((slide) => getComputedStyle(slide, '::after').content.replaceAll('" "', '')));

  test('steps have the number of their slide, everywhere', () => open('shared.html', async (page) => {
    assert.equal(await number(page), 'Slide 1 of 3');
    await page.keyboard.press('ArrowRight');
    assert.equal(await number(page), 'Slide 1 of 3');
    assert.deepEqual(await page.evaluate(() => [window.deckyard.place().number, window.deckyard.place().step, window.deckyard.total()]), [1, 1, 3]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await number(page), 'Slide 2 of 3');
    await page.waitForFunction(() => window.location.hash === '#2');
    await openView(page);
    await page.waitForSelector('.present .next');
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('main > .slide')].map((slide) => slide.dataset.number)), ['1', '2', '3']);
  }));

  test('an address leads to the slide of the number', () => open('shared.html#3', async (page) => {
    assert.equal(await number(page), 'Slide 3 of 3');
    await page.click('.current a[href="#2"]');
    await page.waitForFunction(() => document.querySelector('.current h2').textContent === 'Two');
  }));

  test('each step has its own otherwise, and an empty form shows none', () => open('own.html#3', async (page) => {
    assert.deepEqual(await page.evaluate(() => [window.deckyard.place().number, window.deckyard.place().step, window.deckyard.total()]), [3, 2, 5]);
    assert.equal(await page.evaluate(() => document.querySelector('.deck-number').checkVisibility()), false);
  }));

  test('paper and slides to read have the same form', async () => {
    const wanted = [1, 2, 3].map((n) => `"Slide ${n} of 3"`);
    await open('shared.html', { media: 'print', javaScriptEnabled: false }, async (page) => assert.deepEqual(await after(page), wanted));
    await open('shared.html', { viewport: PHONE }, async (page) => assert.deepEqual(await after(page), wanted));
    await open('own.html', { media: 'print', javaScriptEnabled: false }, async (page) => assert.deepEqual(await after(page), ['none', 'none', 'none']));
  });
});

describe('gestures', () => {
  const place = (page) => page.evaluate(() => [window.deckyard.place().number, window.deckyard.place().step]);

  test('a click moves on, the right button back', () => open('shared.html', async (page) => {
    await page.mouse.click(300, 600);
    assert.deepEqual(await place(page), [1, 1]);
    await page.mouse.click(300, 600, { button: 'right' });
    assert.deepEqual(await place(page), [1, 0]);
    await page.mouse.move(300, 500);
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(200);
    assert.deepEqual(await place(page), [1, 0]);
  }));

  test('a click on a link follows it alone', () => open('shared.html#3', async (page) => {
    await page.click('.current a[href="#2"]');
    await page.waitForFunction(() => window.deckyard.place().number === 2);
  }));

  test('without the key, clicks do nothing and the wheel moves', () => open('own.html', async (page) => {
    await page.mouse.click(300, 600);
    assert.deepEqual(await place(page), [1, 0]);
    await page.mouse.wheel(0, 300);
    await page.waitForFunction(() => window.deckyard.place().step === 1);
  }));
});
