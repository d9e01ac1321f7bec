// Layouts: nothing is cut off on the stage, in the reading view and on paper, text on pictures is
// legible, and type grows into free space before the first paint.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PHONE, buildSite, go, run, settle, setUp, withPage } from './harness.mjs';

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><rect width="1600" height="900" fill="#fff"/></svg>';
const col = (text) => `.col[\n\n${text}\n\n]\n\n`;
const SLIDES = {
  short: 'fit: grow\n\n## Short\n\n- one\n\n- two',
  full: `fit: grow\n\n## Full\n\n${'- a line of the list\n'.repeat(10)}`,
  code: `fit: grow\n\n## Code\n\n\`\`\`\n${'x'.repeat(80)}\n\`\`\``,
  usual: '## Usual\n\n- one\n\n- two',
  statement: 'class: statement\n\n## Ship small\n\nand daily',
  quote: 'class: quote\n\n> Make it work.\n\n— Kent Beck',
  number: 'class: big-number\n\n## 98 %\n\nof outages',
  columns: `class: cols-60-40\n\n## Columns\n\n${col('one')}${col('two')}`,
  compare: `class: compare\n\n## Compare\n\n${col('### One')}${col('### Two')}`,
  side: 'class: image-left\n\n## Side\n\ntext\n\n![White](p.svg)',
  picture: 'class: image-full\nbackground-image: url(p.svg)\n\n## Picture\n\ntext',
};
const folder = buildSite({
  'slides/deck.yml': 'title: T\ncontent: [chapter.md]\n',
  'slides/chapter.md': Object.entries(SLIDES).map(([name, text]) => `name: ${name}\n${/^(class|fit)/.test(text) ? '' : '\n'}${text}\n`).join('\n---\n\n'),
  'slides/p.svg': PICTURE,
});
const { browser } = setUp();
const open = (options, body) => withPage(browser(), pathToFileURL(`${folder}/deck.html`).href, { base: pathToFileURL(folder).href, ...options }, body);

/** The size of type of a slide, and whether all of it is within the slide. */
const look = (page, id) => page.evaluate((name) => {
  const slide = document.getElementById(name);
  const content = slide.querySelector('.slide-content');
  const edge = slide.getBoundingClientRect();
  const isIn = ({ left, right, top, bottom }) => left >= edge.left - 1 && right <= edge.right + 1 && top >= edge.top - 1 && bottom <= edge.bottom + 1;
  return {
    size: parseFloat(getComputedStyle(content).fontSize),
    isWhole: [...content.querySelectorAll('h2, h3, p, li, pre, img')].every((piece) => isIn(piece.getBoundingClientRect())) && content.scrollHeight <= content.clientHeight + 1,
  };
}, id);

test('on the stage nothing is cut, and type grows as far as there is room', () => open({}, async (page) => {
  const sizes = {};
  for (const name of Object.keys(SLIDES)) {
    await go(page, name);
    await settle(page);
    const { size, isWhole } = await look(page, name);
    assert.ok(isWhole, name);
    sizes[name] = size;
  }
  const { short, full, code, usual, statement, number } = sizes;
  assert.deepEqual([short, usual, statement, number], [42, 28, 42, 42]);
  assert.ok(full >= 28 && full < 42, `${full} px`);
  assert.ok(code < 42, 'no line of code gets another break');
}));

test('the first frame has the size that stays', () => open({}, async (page) => {
  await page.addInitScript(() => {
    window.sizes = [];
    const note = () => {
      const content = document.querySelector('.slide.current .slide-content');
      if (content) window.sizes.push(getComputedStyle(content).fontSize);
      if (window.sizes.length < 5) requestAnimationFrame(() => setTimeout(note));
    };
    requestAnimationFrame(() => setTimeout(note)); // After the frame is made.
  });
  await page.reload();
  await page.waitForFunction(() => window.sizes.length === 5);
  assert.deepEqual(await page.evaluate(() => [...new Set(window.sizes)]), ['42px']);
}));

test('columns and pictures stand beside each other, and below each other on a phone', async () => {
  const boxes = (page) => page.evaluate(() => ['columns', 'side'].map((name) => {
    const slide = document.getElementById(name);
    const [one, other] = [...slide.querySelectorAll(name === 'side' ? 'h2, .is-picture' : '.col')].map((piece) => piece.getBoundingClientRect());
    return one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
  }));
  await open({ viewport: PHONE }, async (page) => {
    assert.deepEqual(await boxes(page), [true, true]);
  });
  await open({}, async (page) => {
    const found = [];
    for (const name of ['columns', 'side']) {
      await go(page, name);
      await settle(page);
      found.push((await boxes(page))[found.length]);
    }
    assert.deepEqual(found, [false, false]);
  });
});

test('on paper type has the sizes of the stage', () => open({ media: 'print' }, async (page) => {
  await page.evaluate(() => { dispatchEvent(new Event('beforeprint')); });
  for (const [name, size] of [['short', 42], ['usual', 28], ['number', 42]]) assert.equal((await look(page, name)).size, size, name);
}));

test('nothing is found to be wrong with them', () => {
  const { status, stderr } = run(['check', '--overflow', '--site', folder.replace(/\/public$/, '')]);
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /warning/);
});
