// Browsers of 2023 present decks as newer ones do, and older ones show them to read. A new browser
// simulates older ones: it loses features that they lack.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buildSite, go, outline, setUp, settle, withPage } from './harness.mjs';
import { SITE, serveWatched } from './engine-site.mjs';

const folder = buildSite({ ...SITE, 'static/theme.css': ':root { --accent: light-dark(#8a2c0d, #ffb59a); }\n' });
const { browser } = setUp(folder);

/** Without `light-dark()`: it is renamed, so that browsers do not recognize it. */
const withoutColours = (name, text) => (name.endsWith('.css') ? text.replaceAll('light-dark(', 'dusk-dawn(') : text);
const servers = {};
before(async () => {
  [servers.newer, servers.older] = await Promise.all([serveWatched(folder), serveWatched(folder, withoutColours)]);
});
after(() => Object.values(servers).forEach((server) => server.close()));
const open = (address, options, body) => withPage(browser(), servers.newer.url + address, { base: servers.newer.url, ...options }, body);

/** Opens a page again, after a script has removed features that older browsers lack. */
async function without(page, script) {
  await page.addInitScript(script);
  await page.goto('about:blank');
  return page;
}

describe('colours without light-dark()', () => {
  /** The colours of everything on each slide, and of the page. */
  const colours = (page) => page.evaluate(() => [document.documentElement, ...document.querySelectorAll('main *, header *, .page-header, .page-main *')].map((element) => {
    const { color, backgroundColor, borderTopColor, backgroundImage, maskImage } = getComputedStyle(element);
    return [element.localName, element.className, color, backgroundColor, borderTopColor, backgroundImage.replace(/https?:[^")]*/, ''), maskImage].join(' ');
  }));

  for (const address of ['deck.html', 'index.html']) {
    for (const [what, scheme, theme, media] of [
      ['in the light', 'light', null, 'screen'], ['in the dark', 'dark', null, 'screen'],
      ['dark by choice', 'light', 'dark', 'screen'], ['light by choice', 'dark', 'light', 'screen'], ['on paper', 'dark', 'dark', 'print'],
    ]) {
      test(`${address} ${what}`, async () => {
        const found = await Promise.all(Object.values(servers).map((server) => withPage(browser(), server.url + address, { base: server.url, colorScheme: scheme, media }, async (page) => {
          await page.evaluate((wanted) => {
            if (wanted) document.documentElement.dataset.theme = wanted;
          }, theme);
          await settle(page);
          return colours(page);
        })));
        assert.ok(found[0].length > 20);
        assert.deepEqual(found[1], found[0]);
      });
    }
  }
});

describe('Firefox 115', () => {
  const script = () => {
    for (const name of Object.getOwnPropertyNames(Element.prototype)) if (/^(aria[A-Z]|role$)/.test(name)) delete Element.prototype[name];
    delete window.ContentVisibilityAutoStateChangeEvent;
  };

  test('has the names and states that assistive technology reads', () => open('deck.html', {}, async (page) => {
    await without(page, script);
    await page.goto(`${servers.newer.url}deck.html#1`);
    assert.equal(await page.getAttribute('.deck-live', 'role'), 'status');
    assert.ok(await page.getAttribute('.panel-opener button', 'aria-label'));
    await page.keyboard.press('o');
    await page.waitForSelector('.panel-overview[aria-label] [aria-current=true]');
    await page.waitForSelector('.surface-dialog .slide[aria-hidden=true]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('step');
    await page.waitForSelector('input[role=combobox][aria-expanded=true]');
    await page.waitForSelector('[role=option][aria-selected=true]');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !window.seek('dialog'));
    await page.keyboard.press('p');
    await page.waitForSelector('.present .split[aria-valuenow][aria-orientation]');
  }));
});

describe('a browser that is too old for the stage', () => {
  const lacks = {
    'colours that are mixed': () => { CSS.supports = () => false; },
    'style sheets of scripts': () => { delete Document.prototype.adoptedStyleSheets; },
    'the search from the end': () => { delete Array.prototype.findLast; },
    dialogs: () => { delete window.HTMLDialogElement; },
    'what is inert': () => { delete HTMLElement.prototype.inert; },
  };
  for (const [what, script] of Object.entries(lacks)) {
    test(`for it lacks ${what}: the page to read, and no error`, () => open('deck.html', {}, async (page) => {
      await without(page, script);
      await page.goto(`${servers.newer.url}deck.html#4`);
      assert.equal(await page.evaluate(() => document.documentElement.className), '');
      const slides = await outline(page);
      assert.equal(await page.locator('main > .slide:visible').count(), slides.length);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('p');
      assert.deepEqual(await page.evaluate(() => [window.deckyard ?? null, document.querySelectorAll('body > [data-ui]:not(header)').length, window.wrong]), [null, 0, []]);
    }));
  }
});

test('the stage is there for others', () => open('deck.html', {}, async (page) => {
  await go(page, 'steps');
  assert.ok(await page.evaluate(() => document.documentElement.classList.contains('stage')));
}));
