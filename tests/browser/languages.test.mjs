// Decks and pages in French, Arabic and Japanese contain no English except for their author's.
// Arabic is laid out from right to left.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT, buildSite, openView, setUp, settle } from './harness.mjs';

const LANGUAGES = {
  fr: ['Pain au levain', 'Le levain', 'La pâte', 'Nourrir', 'Pétrir la pâte'],
  ar: ['خبز بالخميرة', 'الخميرة', 'العجين', 'التغذية', 'العجن'],
  ja: ['天然酵母のパン', '酵母', '生地', '育てる', 'こねる'],
};

/** The chapters of a deck that shows every text of the interface. */
const chapters = ([title, one, two, first, second]) => [
  `class: title\n\n${title}\n\n---\n\n# ${one}\n\n---\n\n## ${first}\n\n.lab[\n\n- ${second}\n  \`\`\`bash\n  $ ls\n  \`\`\`\n\n]\n\n.warning[${second}]\n\n???\n\n${second}\n\n--\n\n${first}\n\n---\n\nclass: extra-details\n\n## ${second}\n\n${one}\n`,
  `# ${two}\n\n---\n\nclass: blackbelt\n\n## ${second}\n\n${two}\n`,
];

const files = { 'workshops.yml': 'site: {title: パン, language: ja}\nworkshops:\n' };
for (const [code, texts] of Object.entries(LANGUAGES)) {
  const [before, after] = chapters(texts);
  files[`slides/${code}.yml`] = `title: ${texts[0]}\nlanguage: ${code}\ncontent:\n- ${code}/1.md\n- - ${code}/2.md\n`;
  files[`slides/${code}/1.md`] = before;
  files[`slides/${code}/2.md`] = after;
  files['workshops.yml'] += `- {title: ${texts[0]}, slug: ${code}-2027, date: [2027-04-23, 2027-04-24], hours: '09:00-17:00', lang: ${code}, decks: [${code}], country: fr, level: beginner, attend: 'https://localhost/', abstract: ${texts[3]}, requirements: ${texts[4]}}\n`;
}
const { open } = setUp(buildSite(files, '--date', '2027-01-01'));

/** The texts of a language file. */
function wordsOf(code) {
  const text = readFileSync(path.join(ROOT, `languages/${code}.ftl`), 'utf8');
  const texts = text.split('\n').filter((line) => !line.startsWith('#')).map((line) => line.replace(/^[\w-]+ = |^ +\*?\[\w+\]|\{[^}]*\}?/g, ''));
  return new Set(texts.join(' ').toLowerCase().match(/\p{L}{2,}/gu));
}
const ENGLISH = wordsOf('en');

/** All texts of a page: content, names for screen readers, titles, and content of style sheets. */
const saidBy = (page) => page.evaluate(() => {
  const said = [document.title];
  const roots = [document.body];
  for (const root of roots) {
    for (const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT); walker.nextNode();) {
      // Names of products are the same in all languages.
      if (!walker.currentNode.parentElement?.closest('script, code, style, .debug, [translate=no]')) said.push(walker.currentNode.data);
    }
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-shown', 'data-some']) said.push(element.getAttribute(name) ?? '');
      for (const pseudo of ['::before', '::after']) {
        for (const [, text] of getComputedStyle(element, pseudo).content.matchAll(/"([^"]*)"/g)) said.push(text);
      }
    }
  }
  return said.join('\n');
});

/** The English texts of a page. Its own texts and the name of the program do not count. */
async function englishOn(page, code) {
  const own = wordsOf(code);
  const author = Object.values(LANGUAGES).flat().join(' ').toLowerCase();
  const words = new Set((await saidBy(page)).toLowerCase().match(/\p{L}{2,}/gu));
  return [...words].filter((word) => ENGLISH.has(word) && !own.has(word) && !author.includes(word) && word !== 'deckyard');
}

/** The surfaces of a deck: keys, and the elements to wait for. */
const SURFACES = [
  ['h', '.panel-help'], ['Escape', null], ['o', '.surface-dialog .slide'], ['Escape', null], ['/', '.panel-search'], ['3', '[role=option]'], ['Escape', null],
  ['i', '.panel-outline'], ['i', null], ['d', '.deck-toast:not(:empty)'], ['d', null], ['d', null], ['w', 'canvas.pen'], ['x', '.laser'], ['Escape', null],
  ['y', null], ['p', '.present'], ['b', '.sign:not(:empty)'], ['b', null], ['ArrowDown', null], ['End', null], ['s', null], ['s', null], ['r', '.slide-links button'], ['Home', null],
];

for (const code of Object.keys(LANGUAGES)) {
  test(`a deck in ${code} says nothing in English`, () => open(`${code}.html#4`, async (page) => {
    await page.waitForSelector('.lab-check');
    for (const [key, selector] of SURFACES) {
      await page.keyboard.press(key);
      if (selector) await page.waitForSelector(selector, { state: 'attached' });
      await settle(page);
      assert.deepEqual(await englishOn(page, code), [], `after ${key}`);
    }
  }));

  test(`the pages of an event in ${code} say nothing in English`, () => open(`events/${code}-2027/index.html`, async (page) => {
    assert.deepEqual(await englishOn(page, code), []);
    assert.equal(await page.evaluate(() => document.documentElement.dir || 'ltr'), code === 'ar' ? 'rtl' : 'ltr');
  }));
}

test('the index speaks the language of the site', () => open('index.html', async (page) => {
  // Titles are in the languages of their events.
  assert.deepEqual(await englishOn(page, 'ja'), []);
}));

test('a deck from right to left: keys, code and interface', () => open('ar.html#4', async (page) => {
  const number = () => page.evaluate(() => window.deckyard.place().number);
  const before = await number();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await number(), before + 1, 'the arrow to the left goes on');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  assert.equal(await number(), before + 1, 'Space goes on');
  const seen = await page.evaluate(() => {
    const style = (selector) => getComputedStyle(document.querySelector(selector));
    const middle = (selector) => { const { x, width } = window.seek(selector).getBoundingClientRect(); return x + width / 2; };
    return {
      text: style('.current h2').direction, code: style('.current pre').direction, align: style('.current pre').textAlign,
      menuIsRight: middle('.panel-bar') > innerWidth / 2, numberIsLeft: middle('.deck-number') < innerWidth / 2, spacing: style('.current h2').letterSpacing,
    };
  });
  assert.deepEqual(seen, { text: 'rtl', code: 'ltr', align: 'left', menuIsRight: true, numberIsLeft: true, spacing: 'normal' });
}));

test('presenter view has the clock of the language of the deck', () => open('fr.html', { now: '2027-01-01T00:23:00Z', timezoneId: 'UTC', locale: 'en-US' }, async (page) => {
  await openView(page);
  assert.equal(await page.locator('.clock').textContent(), '00:23');
}));
