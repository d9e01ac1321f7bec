// Downloads, opened by other programs: unzip, and a browser without a network.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { HtmlValidate } from 'html-validate';
import { buildSite, defineSeek, outline, setUp, waitForSlide } from './harness.mjs';

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const folder = buildSite({
  'slides/bread.yml': 'title: Bread\ncontent: [bread.md]\n',
  'slides/bread.md': '# Dough\n\n![A loaf](images/a%20loaf.png)\n\n---\n\nbackground-image: url(images/a%20loaf.png)\n\n## Knead\n\n[rolls](rolls.html)\n\n???\n\nSlowly.\n\n---\n\n## Crust\n\nGolden.\n',
  'slides/rolls.yml': 'title: Rolls\ncontent: [rolls.md]\n',
  'slides/rolls.md': '## Rolls\n',
  'slides/images/a loaf.png': PIXEL,
  'static/theme.css': '@font-face { font-family: Own; src: url(own.woff2) }\n.slide-content { border: 0 }\n',
  'static/own.woff2': readFileSync(new URL('harness.mjs', import.meta.url)),
  'workshops.yml': 'site: {downloads: [zip, html]}\n',
});
const { browser } = setUp(folder);
const unpacked = path.join(folder, '..', 'unpacked');

const unzip = (...args) => {
  const { status, stdout, stderr } = spawnSync('unzip', args, { encoding: 'utf8' });
  assert.equal(status, 0, `unzip ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
};

/** Opens a file with every other access denied, and tries everything that a reader does with a deck. */
async function isUsable(file, requestsAllowed) {
  const context = await browser().newContext({ viewport: { width: 1280, height: 720 }, offline: true });
  const wrong = [];
  const asked = [];
  context.on('weberror', (error) => wrong.push(String(error.error())));
  context.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  context.on('requestfailed', (request) => wrong.push(`failed: ${request.url().slice(0, 80)}`));
  context.on('request', (request) => asked.push(request.url()));
  try {
    await context.addInitScript(defineSeek);
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const slides = await outline(page);
    await page.evaluate(() => document.querySelector('main').focus());
    for (const { id } of slides.slice(1)) {
      await page.keyboard.press('ArrowRight');
      await waitForSlide(page, id);
    }
    assert.ok(await page.evaluate(() => [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0)), 'pictures are there');
    // Scripts that are loaded on demand are included, too.
    await page.evaluate(() => window.deckyard.show(document.querySelector('main .slide-content img').closest('.slide')));
    await page.keyboard.press('z');
    await page.waitForSelector('.surface-zoom dialog[open]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.surface-zoom dialog[open]', { state: 'detached' });
    await page.keyboard.press('/');
    await page.waitForSelector('.panel-search[open]');
    await page.keyboard.type('golden');
    await page.waitForFunction(() => /crust/i.test(window.seek('.panel-search').textContent));
    await page.keyboard.press('Escape');
    await page.keyboard.press('o');
    await page.waitForSelector('.surface-dialog .slide');
    await page.waitForFunction((n) => window.seekAll('.panel-grid > button').length === n, slides.length);
    await page.keyboard.press('Escape');
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    assert.equal((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length, slides.length);
    const others = asked.filter((url) => !url.startsWith('data:') && url !== pathToFileURL(file).href);
    assert.deepEqual(others.filter((url) => !requestsAllowed(url)), [], 'nothing else is requested');
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

/** What html-validate says. The rules that differ are those of formats.test.mjs, and those about style. */
async function isValid(file) {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      'doctype-style': ['error', { style: 'lowercase' }],
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      'attribute-boolean-style': 'off',
      'no-inline-style': 'off',
      'prefer-native-element': 'off',
      'valid-id': 'off', // A number of a slide is an id.
      'no-raw-characters': 'off',
    },
  });
  const { results } = await validator.validateString(readFileSync(file, 'utf8'), file);
  assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, column, ruleId, message }) => `${path.basename(file)}:${line}:${column} ${ruleId} ${message}`)), []);
}

test('archives are sound, and opened without a network they are the deck', async () => {
  mkdirSync(unpacked);
  for (const name of ['bread.zip', 'rolls.zip', 'slides.zip']) unzip('-tqq', path.join(folder, name));
  const list = unzip('-Z1', path.join(folder, 'bread.zip')).trim().split('\n');
  assert.equal(list[0], 'index.html');
  assert.ok(list.includes('images/a loaf.png') && list.includes('own.woff2'), list.join());
  assert.ok(!list.some((name) => /rolls|404|\.zip/.test(name)), list.join());
  unzip('-qq', path.join(folder, 'bread.zip'), '-d', unpacked);
  const inside = `${pathToFileURL(unpacked).href}/`;
  await isUsable(path.join(unpacked, 'index.html'), (url) => url.startsWith(inside));
  await isValid(path.join(unpacked, 'index.html'));
});

test('a single page is the deck, and requests nothing', async () => {
  const file = path.join(folder, 'bread.single.html');
  await isUsable(file, () => false);
  await isValid(file);
});
