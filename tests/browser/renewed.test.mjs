// `deckyard serve`: in the open page, the frame around the slides, style sheets and pages without
// slides become equal to a newly loaded page.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { ROOT, openView, place, settle, violations, waitForSlide } from './harness.mjs';
import { BETA, GAMMA, OMEGA, PATIENCE, WELCOME, differences, isAsLoadedAnew, isListening, isSamePage, mark, slideNumber, until, whenLoadedAnew, whenShown, withDeck } from './served.mjs';

describe('what stands around the slides', () => {
  const TEMPLATE = readFileSync(path.join(ROOT, 'templates/deck.html'), 'utf8');
  const EVENT = { 'workshops.yml': '- {slug: e, title: An event, decks: [one]}\n' };
  for (const address of ['/one.html#5', '/events/e/one.html#5']) test(`a style sheet takes over, and the page stays: ${address}`, () => withDeck(address, async ({ page, edit }) => {
    const indent = () => page.evaluate(() => getComputedStyle(document.querySelector('.current .slide-content')).textIndent);
    const n_styles = () => page.locator('link[rel=stylesheet]').count();
    const before = await n_styles();
    assert.equal(await indent(), '1px');
    for (const px of ['2px', '3px']) {
      edit('static/theme.css', /\dpx/.exec(await indent())[0], px);
      await until(async () => await indent() === px, `text-indent ${px}`);
    }
    await until(async () => await n_styles() === before, 'the old style sheets are gone');
    assert.ok(await isSamePage(page));
    assert.equal(await place(page), `${BETA}/2`);
  }, { files: EVENT }));

  test('an edit arrives in the deck of an event', () => withDeck('/events/e/one.html#5', async ({ page, edit }) => {
    edit('slides/shared.md', '- three', '- three and more');
    await page.waitForFunction(() => document.querySelector('.current')?.textContent.includes('three and more'), null, { timeout: PATIENCE });
    assert.ok(await isSamePage(page));
  }, { files: EVENT }));

  test('a style sheet of a template of its own stays', () => {
    const template = TEMPLATE.replace('<link rel', '<link rel="stylesheet" href="extra.css">\n<link rel');
    return withDeck('/one.html#1', async ({ page, edit }) => {
      edit('static/theme.css', '1px', '2px');
      await page.waitForFunction(() => getComputedStyle(document.querySelector('.current .slide-content')).textIndent === '2px', null, { timeout: PATIENCE });
      await page.waitForFunction(() => document.querySelectorAll('link[href*=theme]').length === 1, null, { timeout: PATIENCE });
      assert.equal(await page.locator('link[href="extra.css"]').count(), 1);
      assert.ok(await isSamePage(page));
    }, { files: { 'templates/deck.html': template } });
  });

  const EXTRA = { 'templates/deck.html': TEMPLATE, 'static/extra.css': 'footer { color: rgb(1, 2, 3) }' };
  for (const address of ['/one.html#5', '/events/e/one.html#5']) test(`a template arrives in the open page: ${address}`, () => withDeck(address, async ({ page, file, edit }) => {
    await waitForSlide(page, BETA, 2);
    await page.keyboard.press('e');
    let template = TEMPLATE;
    const header = /<header class="deck-header"[^]*<\/header>\n/.exec(TEMPLATE)[0];
    for (const [what, from, to] of [
      ['an element', '</main>', '</main>\n<footer data-ui>A <b>foot</b> &amp; more</footer>'],
      ['a text', 'A <b>foot</b>', 'Another <b>foot</b>, <i>longer</i>'],
      ['an attribute', '<footer data-ui>', '<footer data-ui class="a b" title="t">'],
      ['a class', 'class="a b"', 'class="b c"'],
      ['the class of <html>', '<html ', '<html class="own" '],
      ['the class of <html>, again', 'class="own"', 'class="other kinds"'],
      ['the class of <body>', '<body>', '<body class="x" data-y="z">'],
      ['the title', '<title>', '<title>Slides: '],
      ['meta tags', '<meta name="color-scheme"', '<meta name="author" content="A &quot;B&quot;">\n<meta property="og:title" content="x">\n<meta name="color-scheme"'],
      ['another style sheet', '</head>', '<link rel="stylesheet" href="{{ site.index | replace(from="index.html", to="") }}extra.css">\n</head>'],
      ['a <style>', '</head>', '<style>footer { margin: 1px }</style>\n</head>'],
      ['the text of a <style>', 'margin: 1px', 'margin: 2px'],
      ['another place', header, ''],
      ['the same elsewhere', '<footer', `${header}<footer`],
      ['a comment', '<footer', '<!-- foot --><footer'],
      ['an attribute of the slides', '<main class="deck"', '<main class="deck wide" data-announce="{number}"'],
      ['blanks', '<body class="x"', '<body  class="x"  '],
      ['all of it as before', template, null],
    ]) {
      assert.ok(template.includes(from) || to === null, what);
      template = to === null ? TEMPLATE : template.replace(from, () => to);
      writeFileSync(file('templates/deck.html'), template);
      await isAsLoadedAnew(page, what);
      assert.ok(await isSamePage(page), what);
      assert.equal(await place(page), `${BETA}/2`, what);
    }
    // With slides that move and change at once.
    writeFileSync(file('templates/deck.html'), TEMPLATE.replace('</main>', '</main><footer data-ui>{{ deck.total }}</footer>'));
    edit('slides/first.md', 'Hello\n', 'Hello\n\n---\n\n## Again\n');
    await page.waitForFunction(() => document.querySelector('footer')?.textContent === '8', null, { timeout: PATIENCE });
    await isAsLoadedAnew(page, 'slides and template');
    assert.ok(await isSamePage(page));
    await waitForSlide(page, BETA, 2);
    assert.equal(await slideNumber(page), '6/8');
  }, { files: { ...EVENT, ...EXTRA } }));

  for (const [what, from, to] of [
    ['another script', '</head>', '<script src="more.js"></script>\n</head>'],
    ['a script in what is put in', '</main>', '</main>\n<footer data-ui><script>0</script></footer>'],
    ['what is shown without scripts', '</main>', '</main>\n<noscript><p>x</p></noscript>'],
    ['what happens at an event', '<body>', '<body onclick="0">'],
    ['where addresses begin', '<meta name="viewport"', '<base href="/">\n<meta name="viewport"'],
    ['how the document is read', '<!doctype html>\n', ''],
    ['what a script changed in the open page', '<h1>', '<h1>The '],
    ['what a script took away', '</footer>', ' more</footer>'],
    ['what stands beside the slides', '{{ slides_html', '<!-- x -->{{ slides_html'],
  ]) test(`a template loads the page anew, at the same slide and step: ${what}`, () => {
    const template = TEMPLATE.replace('</body>', '<footer>x</footer>\n</body>');
    return withDeck('/one.html#5', async ({ page, edit, file }) => {
      await waitForSlide(page, BETA, 2);
      await page.keyboard.press('e');
      await page.evaluate(() => {
        document.querySelector('.deck-header h1').firstChild.data = 'Changed';
        document.querySelector('footer').remove();
      });
      // The number of the slide changes as well, so the address alone would point to another slide.
      edit('slides/first.md', 'Hello\n', 'Hello\n\n---\n\n## Again\n');
      await page.waitForFunction(() => document.querySelector('.deck-number').textContent === '6/8', null, { timeout: PATIENCE });
      assert.ok(await isSamePage(page));
      writeFileSync(file('templates/deck.html'), template.replace(from, () => to));
      await whenLoadedAnew(page);
      await waitForSlide(page, BETA, 2);
      assert.equal(await slideNumber(page), '6/8');
    }, { files: { 'templates/deck.html': template, 'static/more.js': '0' } });
  });

  test('a manifest takes chapters out and in, and names the deck', () => withDeck('/one.html#6', async ({ page, edit }) => {
    await waitForSlide(page, GAMMA);
    await page.keyboard.press('e');
    edit('slides/one.yml', '- first.md\n', '');
    await page.waitForFunction((id) => !document.getElementById(id), WELCOME, { timeout: PATIENCE });
    await waitForSlide(page, GAMMA);
    assert.deepEqual(await differences(page), []);
    edit('slides/one.yml', '- shared.md\n', '- first.md\n- shared.md\n');
    await page.waitForFunction((id) => document.getElementById(id), WELCOME, { timeout: PATIENCE });
    await waitForSlide(page, GAMMA);
    assert.deepEqual(await differences(page), []);
    assert.ok(await isSamePage(page));
    edit('slides/one.yml', 'title: One', 'title: Uno');
    await page.waitForFunction(() => document.title === 'Uno', null, { timeout: PATIENCE });
    await waitForSlide(page, GAMMA);
    assert.ok(await isSamePage(page));
  }));

  test('a title and a description arrive without another page', () => withDeck('/one.html#5', async ({ page, edit }) => {
    const names = () => page.evaluate(() => ({
      title: document.title,
      header: document.querySelector('.deck-header').innerText,
      metas: [...document.querySelectorAll('meta[name]')].map((meta) => `${meta.name}: ${meta.content}`),
    }));
    await waitForSlide(page, BETA, 2);
    const before = await names();
    for (const [from, to] of [
      ['title: One\n', 'title: Uno & <i>due</i>\ndescription: In other words\n'],
      ['In other words', 'In "many" words'],
      ['title: Uno & <i>due</i>\ndescription: In "many" words\n', 'title: One\n'],
    ]) {
      const old = await page.evaluate(() => document.title + document.querySelector('.deck-header').textContent);
      edit('slides/one.yml', from, to);
      await page.waitForFunction((text) => text !== document.title + document.querySelector('.deck-header').textContent, old,
        { timeout: PATIENCE });
      const fresh = await page.evaluate(async () => {
        const html = await (await fetch(location.pathname)).text();
        const then = new DOMParser().parseFromString(html, 'text/html');
        const same = (name) => then.querySelector(name)?.outerHTML === document.querySelector(name)?.outerHTML;
        return [then.title === document.title, ...['.deck-header', 'meta[name=description]', 'meta[name=viewport]'].map(same)];
      });
      assert.deepEqual(fresh, [true, true, true, true], `${to}: as in a new page`);
      await waitForSlide(page, BETA, 2);
    }
    assert.deepEqual(await names(), before);
    assert.ok(await isSamePage(page));
    assert.deepEqual(await violations(page), []);
  }));

  test('a manifest changes language, ratio, number prefix and theme in the open page', () => withDeck('/one.html#5', async ({ page, edit }) => {
    await waitForSlide(page, BETA, 2);
    const stage = () => page.evaluate(() => {
      const { width, height } = document.querySelector('.current').getBoundingClientRect();
      return [width / height, document.querySelector('.deck-number').textContent, getComputedStyle(document.querySelector('.current')).backgroundColor];
    });
    const before = await stage();
    for (const [from, to] of [
      ['title: One\n', 'title: One\nlanguage: de\n'],
      ['language: de\n', 'language: fr\nratio: "4:3"\n'],
      ['ratio: "4:3"\n', 'ratio: "16:10"\nslidenumberprefix: "#k8s — "\n'],
      ['ratio: "16:10"\n', 'theme: slate\n'],
      ['language: fr\ntheme: slate\nslidenumberprefix: "#k8s — "\n', ''],
    ]) {
      edit('slides/one.yml', from, to);
      await isAsLoadedAnew(page, to);
      const fresh = await page.context().newPage();
      await fresh.goto(page.url());
      const [now, then] = [await stage(), await fresh.evaluate(() => document.querySelector('.deck-number').textContent)];
      await fresh.close();
      assert.equal(now[1], then, to);
      if (to.includes('4:3')) assert.ok(Math.abs(now[0] - 4 / 3) < 0.01, `${now}`);
      if (to.includes('prefix')) assert.equal(now[1], '#k8s — 5/7');
      if (to.includes('theme')) assert.notEqual(now[2], before[2], to);
      await waitForSlide(page, BETA, 2);
      assert.ok(await isSamePage(page), to);
    }
    assert.deepEqual(await stage(), before);
  }));

  test('presenter view takes over another ratio and another frame', () => withDeck('/one.html#3', async ({ page, edit, file }) => {
    await waitForSlide(page, BETA, 0);
    await openView(page);
    const stage = (window) => window.evaluate(() => ['.current', '.present .preview > .slide'].map((name) => {
      const { x, y, width, height } = document.querySelector(name).getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join(' ');
    }));
    edit('slides/one.yml', 'title: One\n', 'title: One\nratio: "4:3"\n');
    await page.waitForFunction(() => document.documentElement.dataset.ratio === '4:3', null, { timeout: PATIENCE });
    writeFileSync(file('templates/deck.html'), TEMPLATE.replace('</main>', '</main>\n<footer data-ui>foot</footer>'));
    await page.waitForSelector('footer', { state: 'attached', timeout: PATIENCE });
    assert.ok(await isSamePage(page));
    await settle(page);
    const now = await stage(page);
    await page.reload();
    await page.waitForSelector('.present .preview .slide > *');
    await settle(page);
    assert.deepEqual(now, await stage(page));
  }, { files: { 'templates/deck.html': TEMPLATE } }));

  test('what is laid out for paper is loaded anew', () => withDeck('/one.html?print=handout-2', async ({ page, edit }) => {
    await page.waitForSelector('.sheet', { timeout: PATIENCE });
    edit('slides/last.md', 'The end', 'The very end');
    await page.waitForFunction((id) => document.getElementById(id)?.textContent.includes('The very end') && document.querySelectorAll('.sheet').length === 3, OMEGA, { timeout: PATIENCE });
    assert.equal(await isSamePage(page), false);
    assert.equal(await page.locator('.slide').count(), 5);
  }));

  test('rules of a style sheet are those of a new page', () => withDeck('/one.html#5', async ({ page, file }) => {
    const looks = (window) => window.evaluate(() => {
      const slide = document.querySelector('.current');
      const of = (element, pseudo) => [...getComputedStyle(element, pseudo)].map((name) => `${element.localName} ${name}: ${getComputedStyle(element, pseudo).getPropertyValue(name)}`);
      const rules = Array.from(document.querySelector('link[href*=theme]')?.sheet.cssRules ?? [], (rule) => rule.cssText);
      // Their own properties are in any order.
      return [rules, [document.documentElement, slide, ...slide.querySelectorAll('*')].map((element) => of(element)), of(slide, '::after')].flat(2).sort();
    });
    for (const css of [
      ':root { --paper: #fed; --probe: 1 }\n',
      ':root { --paper: #fed; --probe: 2 }\n.slide h2 { color: rgb(1, 2, 3) }\n',
      '.slide h2 { background: url(images/x.png), url("../y z.png") }\n:root { --own: url(rel.svg) }\n',
      '@layer a, b;\n@layer b { .slide h2 { color: red } }\n@layer a { .slide h2 { color: blue } }\n',
      '@layer b, a;\n@layer b { .slide h2 { color: red } }\n@layer a { .slide h2 { color: blue } }\n',
      '@media screen { .slide { h2 { color: red; &:hover { top: 0 } } li { left: 1px } } }\n@media print { p { color: red } }\n',
      '@media screen { .slide { h2 { color: green; &:hover { top: 0 } } li { left: 1px } outline: 1px solid red; } }\n@media print { p { color: red } }\n',
      '@media screen and (min-width: 1px) { .slide { h2 { color: lime } } }\n@supports (top: 0) { .slide h2 { top: 1px } }\n',
      '@import "data:text/css,h2%7Bcolor:teal%7D";\n.slide li { color: red }\n',
      '@import "data:text/css,.slide%20h2%7Bcolor:navy!important%7D";\n.slide li { color: red }\n',
      '.slide li { color: red; colour: blue } } .slide h2 { color: red } @nonsense x { y } .slide h2 { letter-spacing: 3px',
      '@keyframes k { to { top: 5px } }\n@property --p { syntax: "<length>"; inherits: true; initial-value: 3px }\n.slide h2 { animation: k 1s; width: var(--p) }\n@font-face { font-family: F; src: url(f.woff2) }\n',
      '@property --p { syntax: "<length>"; inherits: true; initial-value: 4px }\n.slide h2 { width: var(--p) }\n',
      '/* nothing */',
      '.slide h2 { color: red }\n',
    ]) {
      writeFileSync(file('static/theme.css'), css);
      const fresh = await page.context().newPage();
      try {
        let [now, then] = [];
        await until(async () => {
          await fresh.goto('about:blank');
          await fresh.goto(page.url());
          const shown = await settle(fresh).then(() => looks(fresh)).catch(() => []);
          [now, then] = [await looks(page), shown];
          return JSON.stringify(now) === JSON.stringify(then);
        }, () => `${css}: ${now.find((text, index) => String(text) !== String(then[index]))}\n  instead of\n${then.find((text, index) => String(text) !== String(now[index]))}`);
      } finally {
        await fresh.close();
      }
      assert.ok(await isSamePage(page), css);
    }
    await isAsLoadedAnew(page, 'links lead to what they show');
  }));

  const LONG = Array.from({ length: 30 }, (_, n) => `A paragraph ${n}`).join('\n\n');
  test('a page to read is loaded anew where it was read', () => withDeck('/one.html#2', async ({ page, file, edit }) => {
    const topOf = (id) => page.evaluate((i) => document.getElementById(i).getBoundingClientRect().top, id);
    await page.evaluate(() => window.deckyard.setMode('read'));
    await settle(page); // The slide of the address is held at the top until then.
    // The content above it becomes longer, too.
    edit('slides/first.md', 'Hello\n', `Hello\n\n${LONG}\n`);
    await whenShown(page, WELCOME, 'paragraph 29');
    let before;
    await until(async () => {
      await page.evaluate((id) => { document.getElementById(id).scrollIntoView(); scrollBy(0, 150); }, GAMMA);
      await settle(page);
      before = await topOf(GAMMA);
      await settle(page);
      return before < 0 && await topOf(GAMMA) === before;
    }, () => `${GAMMA} stays at ${before}`);
    await page.keyboard.press('e');
    for (const name of ['one', 'two']) {
      await mark(page);
      writeFileSync(file('templates/deck.html'), TEMPLATE.replace('</head>', `<link rel="${name}" href="x">\n<script>'${name}'</script>\n</head>`)
        .replace('<main', `<div style="height: ${name.length * 100}px"></div><main`));
      await page.waitForSelector(`link[rel=${name}]`, { state: 'attached', timeout: PATIENCE });
      await page.waitForFunction(() => document.readyState === 'complete' && window.deckyard, null, { timeout: PATIENCE });
      await settle(page);
      assert.equal(await isSamePage(page), false);
      await isListening(page);
      let now;
      await until(async () => Math.abs((now = await topOf(GAMMA)) - before) < 2, () => `${GAMMA} is at ${before}, and not ${now}`);
    }
    assert.equal(await page.evaluate(() => history.scrollRestoration + location.hash), 'auto#2');
    await page.evaluate(() => scrollTo(0, 40));
    await settle(page);
    assert.equal(await page.evaluate(() => scrollY), 40);
    edit('slides/one.yml', 'title: One\n', 'title: One\nlanguage: de\n');
    await page.waitForSelector('html[lang=de]', { timeout: PATIENCE });
    await until(() => page.evaluate(() => scrollY === 40), 'the top of the page');
  }, { files: { 'slides/last.md': `## Omega\n\n${LONG}\n`, 'templates/deck.html': TEMPLATE } }));

  test('a page that was not there appears', () => withDeck('/three.html', async ({ page, file }) => {
    writeFileSync(file('slides/three.yml'), 'title: Three\ncontent:\n- last.md\n');
    await page.waitForSelector('.slide.current', { timeout: PATIENCE });
  }));

  const FRONT = {
    'templates/head.html': readFileSync(path.join(ROOT, 'templates/head.html'), 'utf8'),
    'templates/masthead.html': readFileSync(path.join(ROOT, 'templates/masthead.html'), 'utf8'),
    'workshops.yml': `speakers: {ada: {name: Ada, bio: Counts}}
workshops:
- {slug: e, title: An event, decks: [one], speakers: [ada], dates: {start: 2021-03-04}}
- {slug: f, title: A later one, decks: [two], speakers: [ada], date: 2199-03-04, lang: fr, city: Paris}
- {slug: g, title: Another one, decks: [two], date: 2199-03-05, lang: de, city: Berlin}
`.replace('dates: {start: 2021-03-04}', 'date: 2021-03-04'),
  };
  for (const address of ['/', '/past.html', '/events/e/', '/speakers/ada.html']) test(`pages of the front change while they are open: ${address}`, () => withDeck(address, async ({ page, file, edit, server }) => {
    assert.equal(await page.evaluate(() => document.body.dataset.page !== undefined), true, server.said);
    const colour = () => page.evaluate(() => getComputedStyle(document.querySelector('h1')).color);
    const wait = async (what) => {
      await isAsLoadedAnew(page, what);
      assert.ok(await isSamePage(page), what);
    };
    for (const colour_ of ['rgb(1, 2, 3)', 'rgb(3, 2, 1)']) {
      writeFileSync(file('static/theme.css'), `h1 { color: ${colour_} }\n`);
      await until(async () => await colour() === colour_, colour_);
    }
    await wait('a style sheet');
    edit('templates/masthead.html', '<ul>', '<p class="more">More</p>\n<ul>');
    await wait('a template of all pages');
    edit('templates/head.html', '<meta name="viewport"', '<meta name="author" content="x">\n<meta name="viewport"');
    await wait('its head');
    writeFileSync(file('slides/three.yml'), 'title: Three\ncontent:\n- last.md\n');
    if (address === '/') await page.waitForSelector('a[href="three.html"]', { timeout: PATIENCE });
    await wait('a deck more');
    edit('slides/one.yml', 'title: One', 'title: Uno');
    await wait('its title');
    edit('workshops.yml', 'An event', 'The event');
    await wait('the name of an event');
    edit('workshops.yml', 'date: 2021-03-04', 'date: 2022-05-06');
    await wait('its day');
    edit('workshops.yml', 'speakers:', 'site: {title: Everything}\nspeakers:');
    await wait('the name of the site');
    edit('workshops.yml', '- {slug: g', '- {slug: h, title: One more, decks: [two], date: 2199-03-01, lang: it, city: Rome}\n- {slug: g');
    await wait('an event more');
  }, { files: FRONT }));

  const MANY = Array.from({ length: 12 }, (_, n) => `- {slug: m${n}, title: Number ${n}, decks: [two], date: 2198-01-${10 + n}, lang: de}\n`).join('');
  test('a list that is filtered stays so', () => withDeck('/', async ({ page, edit }) => {
    const titles = () => page.evaluate(() => [...document.querySelectorAll('.entry')].filter((entry) => entry.checkVisibility()).map((entry) => entry.querySelector('h3').textContent));
    await page.selectOption('[data-filter] select[name=language]', 'fr');
    assert.deepEqual(await titles(), ['A later one']);
    edit('workshops.yml', '- {slug: g', '- {slug: h, title: One more, decks: [two], date: 2199-03-01, lang: fr, city: Rome}\n- {slug: i, title: Yet one, decks: [two], date: 2199-03-01, lang: de, city: Rome}\n- {slug: g');
    await page.waitForFunction(() => document.body.textContent.includes('One more'), null, { timeout: PATIENCE });
    await settle(page);
    assert.deepEqual(await titles(), ['One more', 'A later one']);
    assert.ok(await isSamePage(page));
    await page.selectOption('[data-filter] select[name=language]', '');
    assert.equal((await titles()).length, 17);
  }, { files: { ...FRONT, 'workshops.yml': FRONT['workshops.yml'] + MANY } }));
});
