// A keyboard alone: Tab reaches and leaves every element, in every state of every page; the focused
// element is visible and has a name; and no key is taken from the browser or from the focused
// element.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { FILES, TODAY } from './events-site.mjs';
import { PHONE, buildSite, go, outline, place, setUp, settle, shown, withPage } from './harness.mjs';
import { assertUntouched } from './hostile.mjs';
import { PATIENCE, withDeck } from './served.mjs';
import { faults, walk } from './walk.mjs';

const DECK = 'tour.html';
const { open: openPage, browser } = setUp();
const calm = { reducedMotion: 'reduce' };
const open = (...rest) => openPage(DECK, rest.length === 1 ? calm : { ...calm, ...rest[0] }, rest.at(-1));
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };
const focused = (page) => page.evaluate(() => window.focused().ariaLabel ?? window.focused().className);
const isClosed = (page) => page.waitForFunction(() => !window.seek('dialog'));

/** A slide that has links, and code to copy. */
const busy = (page) => page.evaluate(() => [...document.querySelectorAll('.slide')].find((slide) => slide.querySelector('pre') && slide.querySelector('a[href]')).id);

/** Walks forwards and backwards: both walks reach the same elements, and none has a fault. */
async function assertWalk(page, { least = 1, most = 60, isRound = true } = {}) {
  const forwards = await walk(page, { most });
  assert.deepEqual(faults(forwards), []);
  assert.ok(forwards.length >= least, `${forwards.length} of ${least} met: ${forwards.map(({ what }) => what).join(', ')}`);
  const back = await walk(page, { key: 'Shift+Tab', most: isRound ? most : forwards.length - 1, looksClosely: false });
  const words = (met) => met.map(({ what }) => what).sort();
  if (isRound) assert.deepEqual(words(back), words(forwards), 'Shift and Tab meet the same');
  else assert.ok(back.length > 0);
  return forwards;
}

describe('Tab', () => {
  const onStage = async (page, ...keys) => {
    await go(page, await busy(page));
    await settle(page);
    await press(page, ...keys);
    await settle(page);
  };

  test('walks the stage: links, buttons of code, menu, steps', () => open(async (page) => {
    await onStage(page);
    const met = await assertWalk(page, { least: 5 });
    const names = met.map(({ name }) => name);
    for (const name of ['Copy', 'Menu and keys', 'Previous step', 'Next step']) assert.ok(names.includes(name), `${name} in ${names.join(', ')}`);
  }));

  test('walks a slide that must be scrolled', () => open(async (page) => {
    await go(page, await busy(page));
    await page.evaluate(() => {
      window.deckyard.place().slide.querySelector('.slide-content').append(...Array.from({ length: 40 }, () => Object.assign(document.createElement('p'), { textContent: 'More' })));
      window.deckyard.refit();
    });
    const met = await assertWalk(page, { least: 6 });
    assert.ok(met.some(({ role }) => role === 'group'), 'what scrolls has the focus, too');
  }));

  for (const [name, key, least] of [['presenter view', 'p', 10], ['notes', 's', 7], ['the contents beside the stage', 'i', 15], ['the search', '/', 2], ['the menu', 'h', 25]]) {
    test(`walks ${name}`, () => open(async (page) => {
      await onStage(page, key);
      await assertWalk(page, { least, most: 80 });
    }));
  }

  test('walks the search with its hits', () => open(async (page) => {
    await onStage(page, '/');
    await page.keyboard.type('the');
    await page.locator('dialog [role=option]').first().waitFor();
    await assertWalk(page, { least: 2 });
  }));

  test('walks the overview', () => open(async (page) => {
    await onStage(page, 'o');
    await assertWalk(page, { least: 30, most: 30, isRound: false });
  }));

  test('walks the contents over the page, and reaches nothing below', () => open({ viewport: PHONE, isMobile: true, hasTouch: true }, async (page) => {
    await page.locator('.panel-opener button').tap();
    await page.locator('dialog button', { has: page.locator('kbd', { hasText: /^i$/ }) }).tap();
    await page.waitForSelector('dialog.panel-outline');
    const met = await assertWalk(page, { least: 5, most: 80 });
    assert.ok(met.every(({ what }) => !what.includes('code-copy')));
  }));

  for (const [name, options] of [['a desktop', {}], ['a phone', { viewport: PHONE, isMobile: true, hasTouch: true }]]) {
    test(`walks the deck to read on ${name}`, () => open(options, async (page) => {
      if (name === 'a desktop') await press(page, 'r');
      await assertWalk(page, { least: 60, most: 60, isRound: false });
    }));
  }

  test('ends a black screen, where what it reaches could not be seen', () => open(async (page) => {
    await onStage(page);
    await page.locator('.panel-opener button').focus();
    await press(page, 'b');
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains('black')), true);
    await press(page, 'Tab');
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains('black')), false);
    assert.equal(await focused(page), 'Previous step');
    // In presenter view, only the other windows are black.
    await press(page, 'p', 'b');
    await assertWalk(page, { least: 10 });
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains('black')), true);
  }));
});

describe('Tab on the pages around the decks', () => {
  const folder = buildSite(FILES, '--date', TODAY);
  const openFront = (name, options, body) => withPage(browser(), pathToFileURL(`${folder}/${name}`).href, { base: pathToFileURL(folder).href, folder, ...calm, ...options }, body);
  for (const name of ['index.html', 'past.html', 'events/2027-03-20-lyon-mill-days/index.html', 'speakers/ada.html', '404.html']) {
    for (const [size, options] of [['a desktop', {}], ['a phone', { viewport: PHONE, isMobile: true, hasTouch: true }]]) {
      test(`walks ${name} on ${size}`, () => openFront(name, options, async (page) => { await assertWalk(page, { least: 1, most: 80 }); }));
    }
  }

  test('after Reset of the filters the focus is at the first of them', () => openFront('index.html', {}, async (page) => {
    await page.locator('.filter select').first().selectOption({ index: 1 });
    await page.locator('.filter button').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.focused().matches('.filter label:first-of-type select'));
    assert.equal(await page.locator('.filter select').first().inputValue(), '');
  }));
});

describe('the error overlay', () => {
  const BROKEN = '@@INCLUDE[nowhere.md]';
  const LONG = `${BROKEN.slice(0, -4)}${'-and-a-very-long-name'.repeat(9)}.md]`;
  const overlay = '.surface-problems';
  const files = { 'workshops.yml': FILES['workshops.yml'], ...Object.fromEntries(Object.entries(FILES).filter(([name]) => name.startsWith('slides/mill') || /grain|stones|water|images/.test(name))) };
  const PAGES = ['/one.html#2', '/index.html', '/past.html', '/events/2027-03-20-lyon-mill-days/', '/speakers/ada.html', '/about/one.html', '/search.html', '/no-such-page.html'];

  for (const address of PAGES) {
    test(`is walked and read on ${address}`, () => withDeck(address, async ({ page, edit }) => {
      await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
      edit('slides/shared.md', 'The first letter', LONG);
      await page.waitForSelector(overlay, { timeout: PATIENCE });
      const met = await assertWalk(page, { least: 3, most: 80 });
      assert.ok(met.some(({ name }) => name === 'Close') && met.some(({ name }) => name.startsWith('error[')), met.map(({ name }) => name).join());
      await page.mouse.move(5, 5);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await settle(page);
        await assertUntouched(page, 'section[role=alert]');
      }
    }, { files }));
  }

  test('is closed by Escape, and the focus goes back to where it came from', () => withDeck('/one.html#2', async ({ page, edit }) => {
    edit('slides/shared.md', 'The first letter', BROKEN);
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    await page.locator('.panel-opener button').focus();
    // Tab moves from the last button of the page into the overlay.
    for (let n = 0; n < 6 && !await page.evaluate(() => document.activeElement.matches('.surface-problems')); n += 1) await page.keyboard.press('Tab');
    const before = 'Next step';
    await page.keyboard.press('Enter');
    await page.waitForSelector(overlay, { state: 'detached' });
    assert.equal(await focused(page), before);

    edit('slides/last.md', 'The end', '@@INCLUDE[also-nowhere.md]');
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    await page.keyboard.press('o');
    await page.keyboard.press('Escape');
    await isClosed(page);
    assert.equal(await page.locator(overlay).count(), 1, 'the first Escape closes what is on top');
    await page.keyboard.press('Escape');
    await page.waitForSelector(overlay, { state: 'detached' });
  }));

  test('keeps the focus while its problems change', () => withDeck('/one.html#2', async ({ page, edit }) => {
    edit('slides/shared.md', 'The first letter', BROKEN);
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    await page.locator(`${overlay} button`).focus();
    edit('slides/last.md', 'The end', '@@INCLUDE[also-nowhere.md]');
    await page.waitForFunction(() => window.seek('.surface-problems').shadowRoot.querySelectorAll('li').length === 2, null, { timeout: PATIENCE });
    assert.equal(await page.evaluate(() => document.activeElement.className), 'surface-problems');
  }));

  test('is there in forced colours', () => withDeck('/index.html', async ({ page, edit }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    edit('slides/shared.md', 'The first letter', BROKEN);
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    const [text, paper] = await page.locator(`${overlay} pre`).first().evaluate((pre) => [getComputedStyle(pre).color, getComputedStyle(pre.closest('section')).backgroundColor]);
    assert.notEqual(text, paper);
  }, { files }));
});

describe('keys', () => {
  test('of the browser work where the notes have the focus', () => open(async (page) => {
    const noted = await page.evaluate(() => [...document.querySelectorAll('.slide:has(> .notes)')].at(2).id);
    await go(page, noted);
    await press(page, 'p');
    await page.locator('.present .text').focus();
    const from = await place(page);
    await press(page, 'ArrowRight');
    assert.notEqual(await place(page), from);
    await press(page, 'ArrowLeft');
    await press(page, 'p');
    assert.equal(await page.locator('.present').isVisible(), false);
  }));

  test('arrows scroll notes that are too long, and move where they are short', () => open(async (page) => {
    await press(page, 'p');
    const from = await place(page);
    const text = page.locator('.present .text');
    await text.evaluate((element) => element.replaceChildren(...Array.from({ length: 80 }, () => Object.assign(document.createElement('p'), { textContent: 'Say it' }))));
    await text.focus();
    await press(page, 'ArrowDown');
    await page.waitForFunction(() => document.querySelector('.present .text').scrollTop > 0);
    assert.equal(await place(page), from);
    await text.evaluate((element) => element.replaceChildren('Short'));
    await press(page, 'ArrowDown');
    assert.notEqual(await place(page), from);
  }));

  test('Enter follows a link of the contents, and Space moves on from it', () => open(async (page) => {
    await press(page, 'i');
    // The panels are loaded when the first of them opens.
    await page.locator('.panel-outline a').first().waitFor();
    await press(page, 'Tab', 'Tab', 'Tab');
    const id = await page.evaluate(() => window.focused().hash.slice(1));
    await press(page, 'Enter');
    assert.equal((await shown(page)).id, id);
    await press(page, 'Space');
    assert.notEqual(await place(page), `${id}/0`);
  }));

  test('Enter on a hit of the search, reached from the menu, opens no menu again', () => open(async (page) => {
    await press(page, 'Tab');
    await page.locator('.panel-opener button').focus();
    await press(page, 'Enter');
    await page.locator('dialog button', { has: page.locator('kbd', { hasText: /^g$/ }) }).focus();
    await press(page, 'Enter');
    await page.keyboard.type('30');
    await press(page, 'Enter');
    await isClosed(page);
    await page.waitForTimeout(100);
    assert.equal(await page.locator('dialog').count(), 0);
    assert.equal(await page.evaluate(() => window.deckyard.place().number), 30);
    assert.ok(await page.evaluate(() => window.focused() === window.deckyard.place().slide), 'the focus is at the slide found');
  }));

  test('the search says how many hits it lists, and points at none when there is none', () => open(async (page) => {
    await press(page, '/');
    const status = page.locator('dialog [role=status]');
    const pointer = () => page.locator('dialog input').getAttribute('aria-activedescendant');
    assert.equal(await pointer(), null);
    await page.keyboard.type('e');
    assert.match(await status.textContent(), /^Found: \d+ \(the first 50 are listed\)$/);
    assert.equal(await pointer(), 'panel-0');
    await page.keyboard.type('qqqq');
    assert.equal(await status.textContent(), 'Nothing found');
    // Only the link to the search over all decks, if the site has one.
    const others = page.locator('dialog [role=option]');
    assert.ok(await others.count() <= 1);
    assert.equal(await pointer(), await others.count() ? 'panel-0' : null);
  }));

  for (const [name, key] of [['overview', 'o'], ['search', '/'], ['menu', 'h']]) {
    test(`the focus comes back when ${name} is closed`, () => open(async (page) => {
      await go(page, await busy(page));
      const link = page.locator('.slide.current a[href]').first();
      for (const close of ['Escape', 'button']) {
        await link.focus();
        await press(page, key);
        await page.waitForSelector('dialog');
        if (close === 'Escape') await press(page, close);
        else await page.locator('.panel-close').click();
        await isClosed(page);
        assert.ok(await link.evaluate((element) => element === window.focused()), close);
      }
    }));
  }

  test('the focus comes back when the contents are closed', () => open(async (page) => {
    const next = page.getByRole('button', { name: 'Next step' });
    await next.focus();
    await press(page, 'i');
    await page.locator('.panel-outline a').first().focus();
    await press(page, 'Escape');
    assert.equal(await page.locator('.panel-outline').count(), 0);
    assert.equal(await focused(page), 'Next step');
  }));

  test('Escape ends black and mirror, one after the other', () => open(async (page) => {
    const classes = () => page.evaluate(() => document.documentElement.className.split(' ').filter((name) => /black|mirrored/.test(name)));
    await press(page, 'm', 'b');
    assert.deepEqual((await classes()).sort(), ['black', 'mirrored']);
    await press(page, 'Escape');
    assert.deepEqual(await classes(), ['mirrored']);
    await press(page, 'Escape');
    assert.deepEqual(await classes(), []);
  }));

  test('every button of the overview is in the tree, with its name', () => open(async (page) => {
    await press(page, 'o');
    const client = await page.context().newCDPSession(page);
    await page.waitForFunction(() => [...window.seekAll('.panel-grid')].every(({ style }) => style.contentVisibility === 'visible'));
    const { nodes } = await client.send('Accessibility.getFullAXTree');
    const names = nodes.filter(({ role, ignored }) => role?.value === 'button' && !ignored).map(({ name }) => name?.value);
    const wanted = await page.evaluate(() => [...document.querySelectorAll('main > .slide')].map((slide) => {
      // A picture before a section has the title of the section.
      const title = window.deckyard.titleOf(slide) || (slide.nextElementSibling?.matches('[data-section]') && window.deckyard.titleOf(slide.nextElementSibling));
      return `${slide.dataset.number} ${title || slide.id}`;
    }));
    for (const name of wanted) assert.ok(names.includes(name.trim()), name);
    assert.deepEqual(names.filter((name) => !name?.trim()), []);
  }));
});

describe('the switch for single keys', () => {
  const DICTATED = 'nop black mirror /?+-.12';
  const state = (page) => page.evaluate(() => [document.documentElement.className, window.seekAll('dialog, .panel-outline, .pen, .laser').length, document.querySelector('.deck-number').textContent]);

  test('off: words do nothing, and what else moves still does; it is remembered', () => open({}, async (page) => {
    await page.locator('.panel-opener button').focus();
    await press(page, 'Enter');
    await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).press('Space');
    await press(page, 'Escape');
    await isClosed(page);
    for (let n = 0; n < 2; n += 1) {
      await page.evaluate(() => window.focused().blur());
      const before = await state(page);
      await page.keyboard.type(DICTATED.replaceAll(' ', ''));
      await press(page, 'g', 'i', 'w', 'x', 'B', 'J');
      assert.deepEqual(await state(page), before);
      const at = () => page.evaluate(() => window.deckyard.place().number);
      const from = await at();
      for (const [key, to] of [['ArrowRight', 1], ['PageDown', 2], ['Space', 3], ['Shift+Space', 2], ['PageUp', 1], ['ArrowLeft', 0], ['ArrowDown', 1], ['ArrowUp', 0]]) {
        await press(page, key);
        assert.equal(await at(), from + to, key);
      }
      await press(page, 'End');
      assert.equal(await at(), (await outline(page)).at(-1).number + (await outline(page)).at(-1).steps);
      await press(page, 'Home');
      assert.equal(await at(), (await outline(page))[0].number);
      // Browsers accept only few address changes per second, so the deck writes it a moment later.
      await page.evaluate(() => window.deckyard.writeAddress());
      await page.reload();
      await page.waitForSelector('.slide.current');
    }
    // And on again, where slides are read, too.
    await page.evaluate(() => window.deckyard.setMode('read'));
    await press(page, 'd');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
    await page.locator('.panel-opener button').click();
    await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).check();
    await press(page, 'Escape');
    await isClosed(page);
    await press(page, 'd');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  }));
});

describe('the buttons for the steps', () => {
  for (const [name, options] of [['a tablet', { viewport: { width: 1024, height: 768 } }], ['a phone on its side', { viewport: { width: 844, height: 390 } }]]) {
    test(`on ${name}: seen at once and for good, and each tap is a step`, () => open({ ...options, isMobile: true, hasTouch: true }, async (page) => {
      const stepped = (await outline(page)).find(({ steps }) => steps > 1);
      await go(page, stepped.id);
      const [next, previous] = ['Next step', 'Previous step'].map((label) => page.getByRole('button', { name: label, exact: true }));
      for (const button of [next, previous, page.locator('.panel-opener button')]) {
        const { width, height } = await button.boundingBox();
        assert.ok(width >= 44 && height >= 44, `${width} by ${height}`);
      }
      const opacities = () => page.evaluate(() => [...window.seekAll('.panel-bar > *')].map((part) => getComputedStyle(part).opacity));
      assert.deepEqual(await opacities(), ['1', '1']);
      await page.waitForTimeout(2500);
      assert.deepEqual(await opacities(), ['1', '1']);
      await next.tap();
      await next.tap();
      assert.equal(await place(page), `${stepped.id}/2`);
      await previous.tap();
      assert.equal(await place(page), `${stepped.id}/1`);
      assert.equal((await shown(page)).step, 1);
    }));
  }

  test('a finger that taps a black screen ends it, and does nothing else', () => open({ viewport: { width: 1024, height: 768 }, isMobile: true, hasTouch: true }, async (page) => {
    await page.evaluate(() => window.deckyard.keys.b());
    const from = await place(page);
    const { x, y } = await page.locator('.panel-steps button').last().boundingBox();
    await page.touchscreen.tap(x + 9, y + 9);
    await page.waitForFunction(() => !document.documentElement.classList.contains('black'));
    assert.equal(await place(page), from);
  }));

  test('the menu has them as buttons, and the ends of the deck', () => open(async (page) => {
    for (const [name, wanted] of [['Next step', 2], ['Previous step', 1], ['Last slide', null], ['First slide', 1]]) {
      await press(page, 'h');
      await page.locator('dialog button', { hasText: name }).click();
      await isClosed(page);
      const number = await page.evaluate(() => window.deckyard.place().number);
      if (wanted) assert.equal(number, wanted, name);
      else assert.ok(number > 100, name);
    }
  }));

  test('to read, the menu lists what works there, and each line does', () => open({ viewport: PHONE, isMobile: true, hasTouch: true }, async (page, seen) => {
    const names = async () => {
      await page.locator('.panel-opener button').tap();
      return page.locator('dialog section button').evaluateAll((buttons) => buttons.map(({ firstChild }) => firstChild.data));
    };
    const lines = await names();
    assert.ok(!lines.includes('Next step') && lines.includes('Overview'), lines.join());
    for (const line of lines.filter((one) => one !== 'Full screen')) {
      await page.reload();
      await names();
      await page.locator('dialog section button', { hasText: line }).tap();
      await settle(page);
      assert.deepEqual(seen.errors, [], line);
    }
  }));

  test('a mouse and the focus bring them, and they stay while either is there', () => open(async (page) => {
    const opacity = () => page.locator('.panel-steps').evaluate((element) => Number(getComputedStyle(element).opacity));
    const whenHidden = () => page.waitForFunction(() => getComputedStyle(window.seek('.panel-steps')).opacity === '0', null, { timeout: 4000 });
    // A browser may report a pointer at the position where its window has opened.
    await whenHidden();
    const { x, y } = await page.locator('.panel-steps').boundingBox();
    await page.mouse.move(x + 9, y + 9);
    await page.waitForTimeout(2400);
    assert.equal(await opacity(), 1, 'under the pointer');
    await page.mouse.move(600, 300);
    await whenHidden();
    await page.getByRole('button', { name: 'Next step' }).focus();
    await page.waitForTimeout(2400);
    assert.equal(await opacity(), 1, 'with the focus');
  }));
});
