// Shipped style sheets are equivalent to their sources: bundling removes only spaces and comments.
// older.test.mjs checks the additions for browsers without light-dark(). All other tests check that
// scripts work; this one limits their size.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PUBLIC, ROOT, setUp } from './harness.mjs';

const STYLES = path.join(ROOT, 'web/styles');
const SHEETS = { deck: ['deck'], code: ['code'], more: ['sections', 'diagram', 'present', 'panels', 'reading', 'tools'], site: ['site'] };
const { browser } = setUp();

for (const [shipped, written] of Object.entries(SHEETS)) {
  test(`${shipped}.css`, async () => {
    const assets = path.join(PUBLIC, 'assets');
    const [file] = readdirSync(assets).filter((name) => name.startsWith(`${shipped}-`) && name.endsWith('.css'));
    const texts = [written.map((name) => readFileSync(path.join(STYLES, `${name}.css`), 'utf8')).join(''), readFileSync(path.join(assets, file), 'utf8')];
    // The additions for older browsers are longer than the comments of a short sheet.
    assert.ok(texts[1].length < texts[0].length * 0.95 || texts[0].length < 1500, 'it is shorter');
    const page = await browser().newPage();
    const rules = await page.evaluate((styles) => styles.map((style) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      // Spaces in values of custom properties stay, and are insignificant.
      const rules = [...sheet.cssRules].filter(({ conditionText }) => !conditionText?.startsWith('not (color: light-dark(') && !conditionText?.startsWith('not (color:light-dark('));
      // In selectors, spaces are significant.
      const selectors = (list) => [...list].flatMap((rule) => [rule.selectorText, ...selectors(rule.cssRules ?? [])]);
      return [...selectors(rules), ...rules.map((rule) => rule.cssText.replace(/\s*([,/*()])\s*/g, '$1').replace(/\s+/g, ' '))];
    }), texts);
    await page.close();
    assert.ok(rules[0].length > 3);
    assert.deepEqual(rules[1], rules[0]);
  });
}

/**
 * The maximum that a page loads of each, in bytes over the network. The style sheets of surfaces (menu, search, overview and more) are in
 * the scripts, out of reach of other style sheets. Of the scripts, 1,300 are for sections (the place in contents,
 * running headers), languages and type that grows, 300 for the links to the search over all decks and to the page about a deck; of
 * the style sheets of decks, 900 for title slides, contents and the agenda. Of other pages, 1,500 of style and 250 of script are
 * for pages about decks (contents, transcript, sharing) and the search field with its results, and 400 of style for the details of
 * events, their series and small pictures of slides.
 */
const BUDGETS = [
  ['a deck', { deck: 'js', more: 'js' }, 24400],
  ['a deck', { deck: 'css', code: 'css', more: 'css' }, 11200],
  ['another page', { site: 'js' }, 2250],
  ['another page', { site: 'css' }, 6400],
];
for (const [page, names, budget] of BUDGETS) {
  test(`${page} fetches few bytes: ${Object.entries(names).map((name) => name.join('.')).join(', ')}`, (t) => {
    const assets = readdirSync(path.join(PUBLIC, 'assets'));
    const sizes = Object.entries(names).map(([name, extension]) => {
      const file = assets.find((asset) => asset.startsWith(`${name}-`) && asset.endsWith(`.${extension}`));
      return gzipSync(readFileSync(path.join(PUBLIC, 'assets', file))).length;
    });
    const size = sizes.reduce((a, b) => a + b);
    t.diagnostic(`${size} bytes of ${budget}`);
    assert.ok(size > budget / 2 && size <= budget, `${size} bytes, ${budget} are allowed`);
  });
}

/** The maximum size of all style sheets of a deck with every layout, without theme, brand and additions for older browsers. */
const WHOLE = [
  ['before the first slide', ['deck', 'code'], 25000],
  ['altogether', ['deck', 'code', 'layouts', ...SHEETS.more], 42000],
];
for (const [when, names, budget] of WHOLE) {
  test(`style sheets of a deck are small ${when}`, (t) => {
    const size = names.reduce((sum, name) => sum + readFileSync(path.join(ROOT, `static/${name}.css`)).length, 0);
    t.diagnostic(`${size} bytes of ${budget}`);
    assert.ok(size > budget / 2 && size <= budget, `${size} bytes, ${budget} are allowed`);
  });
}
