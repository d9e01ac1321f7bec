// Presenting: presenter view, notes, timer, blackout, and two windows that follow each other.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ORIGINS, allAt, go, openClone, openView, outline, place, setUp, settle, violations } from './harness.mjs';

const DECK = 'tour.html';

const { url, open: openPage } = setUp();

const open = (...rest) => openPage(DECK, ...rest);
const isBlack = (page) => page.evaluate(() => getComputedStyle(document.documentElement, '::after').backgroundColor === 'rgb(0, 0, 0)');
const seconds = async (page) => (await page.textContent('.present .time')).split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
const box = (page, selector) => page.locator(selector).first().boundingBox();

for (const origin of ORIGINS) {
  describe(`two windows over ${origin}`, () => {
    const start = (body) => open({ origin }, async (page) => {
      const slides = await outline(page);
      const stepped = slides.find((slide) => slide.steps > 1);
      await go(page, stepped.id);
      const audience = await openClone(page);
      const after = slides[slides.indexOf(stepped) + 1];
      await body({ page, audience, stepped: stepped.id, n_steps: stepped.steps, after: after.id, slides });
    });

    test('follow each other, step by step, in both directions', () => start(async ({ page, audience, stepped }) => {
      await allAt([page, audience], `${stepped}/0`);
      await page.keyboard.press('ArrowRight');
      await allAt([page, audience], `${stepped}/1`);
      await audience.keyboard.press('ArrowRight');
      await allAt([page, audience], `${stepped}/2`);
      for (let i = 0; i < 6; i += 1) await page.keyboard.press(i % 2 ? 'ArrowRight' : 'ArrowLeft');
      await allAt([page, audience], `${stepped}/2`);
      await page.waitForTimeout(150);
      await allAt([page, audience], `${stepped}/2`); // No echo goes on.
    }));

    test('find each other again when either is loaded again', () => start(async ({ page, audience, stepped, after, n_steps }) => {
      await allAt([page, audience], `${stepped}/0`);
      await openView(page);
      await page.reload();
      await page.locator('.present').waitFor();
      assert.equal(await page.locator('.present').isVisible(), true, 'presenter view comes back');
      await audience.keyboard.press('ArrowRight');
      await allAt([page, audience], `${stepped}/1`);
      // The address is written late, so a quick reload begins at an old place; the audience's window knows better.
      await go(audience, stepped, n_steps);
      await page.evaluate(() => history.replaceState(null, '', '#1'));
      await page.reload();
      await allAt([page, audience], `${stepped}/${n_steps}`);
      await page.keyboard.press('ArrowRight');
      await allAt([page, audience], `${after}/0`);
      await audience.reload();
      await page.keyboard.press('ArrowLeft');
      await allAt([page, audience], `${stepped}/${n_steps}`);
      await audience.keyboard.press('ArrowRight');
      await allAt([page, audience], `${after}/0`);
      assert.equal(await audience.locator('.present').count(), 0, 'the audience sees plain slides');
    }));

    test('a third window follows too', () => start(async ({ page, audience, stepped }) => {
      const third = await openClone(page);
      await allAt([page, third], `${stepped}/0`);
      await audience.keyboard.press('ArrowRight');
      await allAt([audience, third], `${stepped}/1`);
    }));

    test('blackout reaches the audience, not presenter view, and a move ends it', () => start(async ({ page, audience }) => {
      await openView(page);
      for (const [press, end] of [['b', 'b'], ['.', 'ArrowRight']]) {
        await page.keyboard.press(press);
        await audience.waitForFunction(() => document.documentElement.classList.contains('black'));
        assert.equal(await isBlack(audience), true);
        assert.equal(await isBlack(page), false);
        assert.equal(await page.locator('.present .sign').isVisible(), true, 'a sign says so');
        await page.keyboard.press(end);
        await audience.waitForFunction(() => !document.documentElement.classList.contains('black'));
        assert.equal(await page.locator('.present .sign').isVisible(), false);
      }
      await audience.keyboard.press('b');
      await page.locator('.present .sign').waitFor({ state: 'visible' });
    }));

    test('only well-formed messages of a known window count', () => start(async ({ page, audience, stepped, slides }) => {
      await allAt([page, audience], `${stepped}/0`);
      const forged = (deck, step) => ({ deck, from: 'x', kind: undefined, synced: true, black: true, id: slides[0].id, step });
      const here = await page.evaluate(() => location.pathname);
      await page.evaluate((message) => window.postMessage(message, '*'), forged(here, 0)); // A window is no other window.
      await audience.evaluate((messages) => messages.forEach((message) => window.opener.postMessage(message, '*')),
        [forged('/other.html', 0), forged(here, '0'), null, 'next', 7]);
      await page.waitForTimeout(200);
      await allAt([page, audience], `${stepped}/0`);
      assert.equal(await isBlack(page), false);
    }));
  });
}

test('windows that were opened apart leave each other alone', () => open({ origin: 'http' }, async (page) => {
  const other = await page.context().newPage();
  await other.goto(url(DECK, 'http'));
  const before = await place(other);
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(150);
  assert.equal(await place(other), before);
}));

describe('presenter view', () => {
  test('shows the slide in a frame, live, and goes away again', () => open(async (page) => {
    const full = await box(page, '.slide.current');
    await openView(page);
    await settle(page);
    const [slide, frame] = [await box(page, 'main > .slide.current'), await box(page, '.present .frame')];
    assert.ok(slide.width < full.width * 0.8 && slide.width > full.width * 0.4, `the slide is ${slide.width} wide`);
    for (const [low, high] of [[frame.x, slide.x], [frame.y, slide.y], [slide.x + slide.width, frame.x + frame.width], [slide.y + slide.height, frame.y + frame.height]]) {
      assert.ok(low <= high + 1, `slide ${JSON.stringify(slide)} in frame ${JSON.stringify(frame)}`);
    }
    await page.keyboard.press('p');
    assert.equal(await page.locator('.present').isVisible(), false);
    assert.deepEqual(await box(page, '.slide.current'), full);
  }));

  test('the preview shows the next step, then the next slide, then nothing', () => open(async (page) => {
    const slides = await outline(page);
    const stepped = slides.find((slide) => slide.steps > 1);
    const preview = () => page.evaluate(() => {
      const slide = document.querySelector('.preview .slide');
      const steps = [...slide.querySelectorAll('[data-step]')].filter((piece) => getComputedStyle(piece).visibility === 'visible').map((piece) => Number(piece.dataset.step));
      return { text: slide.textContent, step: Math.max(0, ...steps) };
    });
    const textOf = (id) => page.evaluate((i) => document.getElementById(i).querySelector('.slide-content').textContent, id);
    await openView(page);
    for (let step = 0; step < stepped.steps; step += 1) {
      await go(page, stepped.id, step);
      assert.deepEqual(await preview(), { text: await textOf(stepped.id), step: step + 1 });
    }
    await go(page, stepped.id, stepped.steps);
    assert.equal((await preview()).text, await textOf(slides[slides.indexOf(stepped) + 1].id));
    await go(page, slides[slides.indexOf(stepped) - 1].id, Infinity);
    assert.deepEqual(await preview(), { text: await textOf(stepped.id), step: 0 });
    await page.keyboard.press('End');
    assert.equal((await preview()).text, '');
    await go(page, stepped.id);
    assert.equal(await page.locator('.preview[inert][aria-hidden=true]').count(), 1);
    const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map((element) => element.id));
    assert.equal(new Set(ids).size, ids.length, 'no id is used twice');
    const [outer, inner] = [await box(page, '.preview'), await box(page, '.preview .slide')];
    assert.ok(Math.abs(outer.width - inner.width) < 1 && Math.abs(outer.height - inner.height) < 1, 'the copy fills the preview');
  }));

  test('a slide that is too high is fitted in the preview as on the stage', () => open(async (page) => {
    const [first, second] = await outline(page);
    await page.evaluate((id) => {
      const content = document.getElementById(id).querySelector('.slide-content');
      for (let i = 0; i < 16; i += 1) content.append(Object.assign(document.createElement('p'), { textContent: `Line ${i}` }));
    }, second.id);
    await go(page, first.id);
    await openView(page);
    const fitOf = (selector) => page.evaluate((s) => document.querySelector(s).style.getPropertyValue('--fit'), selector);
    const previewed = await fitOf('.preview .slide');
    await go(page, second.id);
    await settle(page);
    assert.ok(Number(previewed) < 1);
    assert.equal(previewed, await fitOf('.slide.current'));
  }));

  test('the pieces of a diagram find each other in the preview', () => open(async (page) => {
    const [first, second] = await outline(page);
    await page.evaluate((id) => {
      document.getElementById(id).querySelector('.slide-content').innerHTML = '<svg id="d"><defs><marker id="tip"><path d="M0 0h9"/></marker></defs><path marker-end="url(#tip)" fill="#fff" d="M0 0h9"/></svg>';
    }, second.id);
    await go(page, first.id);
    await openView(page);
    const marker = await page.locator('.preview marker').getAttribute('id');
    assert.notEqual(marker, 'tip', 'a marker of a slide that is not displayed draws nothing');
    assert.equal(await page.locator('.preview [fill]').getAttribute('marker-end'), `url(#${marker})`);
    assert.equal(await page.locator('.preview [fill]').getAttribute('fill'), '#fff');
  }));

  test('the notes of the slide, in the size that was chosen', () => open(async (page) => {
    const [id, text] = await page.evaluate(() => {
      const notes = document.querySelector('.notes > p');
      return [notes.closest('.slide').id, notes.textContent];
    });
    await openView(page);
    await go(page, id);
    const shown = page.locator('.present .text');
    assert.ok((await shown.textContent()).includes(text));
    const size = () => shown.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    const normal = await size();
    await page.click('.present .larger');
    const large = await size();
    assert.ok(large > normal);
    await page.click('.present .smaller');
    assert.equal(await size(), normal);
    await page.click('.present .larger');
    const before = await place(page);
    await page.keyboard.press('Space');
    assert.notEqual(await place(page), before, 'after a click the keys are for the slides');
    assert.equal(await size(), large);
    await page.reload();
    assert.equal(await size(), large, 'remembered');
  }));

  test('s shows the notes alone, below the slide', () => open(async (page) => {
    await openView(page, 's');
    await settle(page);
    assert.equal(await page.locator('.present .text').isVisible(), true);
    assert.equal(await page.locator('.present .preview').isVisible(), false);
    const [slide, notes] = [await box(page, 'main > .slide.current'), await box(page, '.present .text')];
    assert.ok(slide.y + slide.height <= notes.y);
    await page.keyboard.press('p');
    assert.equal(await page.locator('.present .preview').isVisible(), true, 'from one view to the other');
    await page.keyboard.press('s');
    await page.keyboard.press('s');
    assert.equal(await page.locator('.present').isVisible(), false);
  }));

  test('the wheel scrolls the notes and moves over the slide', () => open(async (page) => {
    await openView(page);
    const before = await place(page);
    await page.locator('.present .text').hover();
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(50);
    assert.equal(await place(page), before);
    await page.mouse.move(200, 250);
    await page.mouse.wheel(0, 200);
    await page.waitForFunction((id) => window.deckyard.place().slide.id !== id, before.split('/')[0]);
  }));

  test('the split moves by keys and pointer, and is remembered', () => open(async (page) => {
    await openView(page);
    const split = page.locator('.present .columns [role=separator]');
    const value = async () => Number(await split.getAttribute('aria-valuenow'));
    const width = async () => (await box(page, 'main > .slide.current')).width;
    await settle(page);
    const [percent, wide, before] = [await value(), await width(), await place(page)];
    assert.equal(await split.getAttribute('aria-orientation'), 'vertical');
    await split.focus();
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowLeft');
    await settle(page);
    assert.ok(await value() < percent && await width() < wide);
    assert.equal(await place(page), before, 'its arrow keys do not move the deck');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    const { x, y, width: thick } = await split.boundingBox();
    await page.mouse.move(x + thick / 2, y + 50);
    await page.mouse.down();
    await page.mouse.move(900, 300, { steps: 3 });
    await page.mouse.up();
    await page.mouse.move(300, 300);
    assert.ok(Math.abs(await value() - 70) <= 2, `${await value()} percent`);
    const moved = await value();
    await page.reload();
    assert.equal(await value(), moved);
  }));

  test('notes of coming steps are there at once, dimmed', () => open(async (page) => {
    const stepped = (await outline(page)).find((slide) => slide.steps > 1);
    await page.evaluate((id) => {
      const slide = document.getElementById(id);
      slide.querySelector('.notes')?.remove();
      slide.insertAdjacentHTML('beforeend', '<aside class="notes"><p>now</p><p data-step="1">then</p></aside>');
    }, stepped.id);
    await openView(page);
    await go(page, stepped.id);
    const look = (text) => page.locator('.present .text p', { hasText: text }).evaluate((one) => [getComputedStyle(one).visibility, getComputedStyle(one).color]);
    const [now, then] = [await look('now'), await look('then')];
    assert.equal(then[0], 'visible');
    assert.notEqual(then[1], now[1]);
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await look('then'), now);
  }));

  test('everything is a button with a name; the slides around lead there; no key is trapped', () => open(async (page) => {
    await openView(page);
    await go(page, (await outline(page))[2].id);
    const start = await place(page);
    await page.locator('.present .next').click();
    assert.notEqual(await place(page), start);
    await page.locator('.present .previous').click();
    assert.equal(await place(page), start);
    const thumbs = page.locator('.present .thumb > button');
    assert.equal(await page.locator('.present .thumb > [aria-current]').count(), 1);
    await thumbs.first().click();
    await page.waitForFunction(() => window.deckyard.place().slide === document.querySelector('main').firstElementChild);
    assert.match(await page.locator('.present .thumb > [aria-current]').getAttribute('aria-label'), /^Slide 1: ./);
    const wanted = ['pause', 'reset', 'split', 'text', 'smaller', 'larger', 'previous', 'next', 'blacken', 'pointer', 'close'];
    const seen = new Set();
    for (let n = 0; n < 80 && !wanted.every((name) => seen.has(name)); n += 1) {
      await page.keyboard.press('Tab');
      const [name, label] = await page.evaluate(() => {
        const inside = document.activeElement.shadowRoot?.activeElement; // The tool's own surfaces.
        const { className, ariaLabel, textContent } = inside ?? document.activeElement;
        return [className, ariaLabel || textContent];
      });
      seen.add(name);
      assert.ok(label.trim(), `${name} has a name`);
    }
    for (const name of wanted) assert.ok(seen.has(name), `Tab reaches ${name}, besides ${[...seen]}`);
    const [less, more] = [page.locator('.present .columns button').first(), page.locator('.present .columns button').last()];
    const value = async () => Number(await page.getAttribute('.present .columns [role=separator]', 'aria-valuenow'));
    const before = await value();
    await more.click();
    assert.equal(await value(), before + 5);
    await less.click();
    assert.equal(await value(), before);
    await page.locator('.present .close').click();
    assert.equal(await page.locator('.present').isVisible(), false);
  }));

  test('fills the window, and scrolls in a tiny one', () => open(async (page) => {
    await openView(page);
    for (const [width, height] of [[1440, 900], [1920, 1080], [1280, 720]]) {
      await page.setViewportSize({ width, height });
      await settle(page);
      const pieces = await page.evaluate(() => ['.frame', '.strip', '.controls', '.text'].map((name) => document.querySelector(`.present ${name}`).getBoundingClientRect().toJSON()));
      const [frame, strip, controls, text] = pieces;
      assert.ok(strip.top - frame.bottom <= 13 && controls.top - strip.bottom <= 13 && height - controls.bottom <= 13, `no dead stripe at ${width}×${height}: ${JSON.stringify(pieces)}`);
      assert.ok(Math.abs(text.bottom - strip.bottom) <= 1 && strip.height >= 64);
      const thumbs = await page.evaluate(() => [...document.querySelectorAll('.present .thumb')].map((thumb) => thumb.getBoundingClientRect().toJSON()));
      assert.ok(thumbs.every((thumb) => thumb.height < 160), 'where there is room, more slides are around, and no larger ones');
      assert.ok(strip.bottom - Math.max(...thumbs.map(({ bottom }) => bottom)) < 60, JSON.stringify([strip, thumbs.at(-1)]));
    }
    await page.setViewportSize({ width: 320, height: 256 });
    await settle(page);
    const offset = () => page.evaluate(() => {
      const [slide, frame] = ['main > .current', '.present .frame'].map((name) => document.querySelector(name).getBoundingClientRect());
      return [Math.round(slide.top - frame.top), Math.round(slide.left - frame.left), frame.width, document.querySelector('.present').scrollWidth];
    });
    const atTop = await offset();
    assert.ok(Math.abs(atTop[0]) <= 1 && Math.abs(atTop[1]) <= 1 && atTop[2] > 280 && atTop[3] <= 320, String(atTop));
    await page.locator('.present .text').scrollIntoViewIfNeeded();
    await settle(page);
    assert.deepEqual(await offset(), atTop, 'the slide goes along');
    assert.equal(await page.locator('.present .text').evaluate((text) => text.getBoundingClientRect().top < innerHeight), true);
  }));

  test('the pointer reaches the audience', () => open({ origin: 'http' }, async (page) => {
    const audience = await openClone(page);
    await openView(page);
    await page.locator('.present .pointer').click();
    const { x, y, width, height } = await box(page, 'main > .slide.current');
    await page.mouse.move(x + width / 2, y + height / 4);
    await audience.locator('.laser').waitFor();
    const [dot, slide] = [await box(audience, '.laser'), await box(audience, '.slide.current')];
    assert.ok(Math.abs(dot.x + dot.width / 2 - slide.x - slide.width / 2) < 2 && Math.abs(dot.y + dot.height / 2 - slide.y - slide.height / 4) < 2);
    await page.locator('.present .pointer').click();
    await audience.locator('.laser').waitFor({ state: 'detached' });
  }));

  test('in half a screen its pieces stand one below the other, at the same place', () => open(async (page) => {
    const before = await place(page);
    await openView(page);
    await page.setViewportSize({ width: 640, height: 720 });
    await settle(page);
    assert.equal(await page.evaluate(() => window.deckyard.staged()), true);
    assert.equal(await place(page), before);
    const [slide, text] = [await box(page, 'main > .slide.current'), await box(page, '.present .text')];
    assert.ok(slide.width > 400 && slide.y + slide.height <= text.y && text.height > 60 && text.y + text.height <= 720);
    assert.equal(await page.getAttribute('.present .columns [role=separator]', 'aria-orientation'), 'horizontal');
    await page.keyboard.press('p');
    assert.equal(await page.evaluate(() => window.deckyard.staged()), false, 'without the view it is read again');
  }));
});

describe('time', () => {
  test('the timer runs from the first move, is paused, goes on and is restarted', async () => open(async (page) => {
    await page.clock.install();
    await page.clock.resume();
    await openView(page);
    await page.clock.runFor(3000);
    assert.equal(await seconds(page), 0, 'not before the first move');
    await page.keyboard.press('ArrowRight');
    await page.clock.runFor(65000);
    const ran = await seconds(page);
    assert.ok(ran >= 60 && ran < 75, `${ran} s`);
    await page.click('.present .pause');
    const paused = await seconds(page);
    await page.clock.runFor(20000);
    await page.keyboard.press('ArrowRight');
    assert.equal(await seconds(page), paused);
    await page.click('.present .pause');
    await page.clock.runFor(5000);
    assert.ok(await seconds(page) >= paused + 4);
    await page.clock.runFor(3600000);
    assert.match(await page.textContent('.present .time'), /^01:01:/);
    await page.keyboard.press('t');
    assert.ok(await seconds(page) <= 1);
    await page.clock.runFor(5000);
    assert.ok(await seconds(page) >= 4, 'and it runs');
    await page.click('.present .reset');
    assert.ok(await seconds(page) <= 1);
    assert.match(await page.textContent('.present .clock'), /\d.\d\d/);
  }));

  test('the timer lives through a reload', () => open(async (page) => {
    await openView(page);
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(1100);
    await page.reload();
    assert.ok(await seconds(page) >= 1);
  }));

  test('pace: planned minutes up to here against the time', () => open(async (page) => {
    await page.clock.install();
    await page.clock.resume();
    const slides = await outline(page);
    const [first, last] = [slides[0], slides.at(-1)];
    await page.evaluate((ids) => { // One chapter of 60 minutes from the first slide to the last.
      for (const slide of document.querySelectorAll('main > .slide')) {
        delete slide.dataset.minutes;
        slide.dataset.source = 'chapter.md:1';
      }
      document.getElementById(ids[0]).dataset.minutes = 60;
    }, [first.id]);
    await openView(page);
    assert.equal(await page.locator('.present .pace').isVisible(), false, 'no pace before the start');
    await page.keyboard.press('t');
    const pace = async () => { await page.clock.runFor(600); return page.textContent('.present .pace'); };
    assert.equal(await pace(), 'on time');
    await page.clock.runFor(10 * 60000);
    assert.equal(await pace(), '10 min behind');
    assert.equal(await page.locator('.present.is-late').count(), 1);
    // A minute may pass in between.
    const ends = await page.evaluate(() => [49, 50, 51].map((n) => `planned end ${new Date(Date.now() + n * 60000).toLocaleTimeString([], { timeStyle: 'short' })}`));
    assert.ok(ends.includes(await page.textContent('.present .ends')), ends[1]);
    const middle = await page.evaluate((total) => window.deckyard.find(String(Math.round(total / 2))).slide.id, last.number + last.steps);
    await go(page, middle);
    assert.match(await pace(), /^(19|20|21) min ahead$/);
  }));

  test('no pace without planned minutes', () => open(async (page) => {
    await page.evaluate(() => document.querySelectorAll('[data-minutes]').forEach((slide) => { delete slide.dataset.minutes; }));
    await openView(page);
    await page.keyboard.press('t');
    assert.equal(await page.locator('.present .pace').isVisible(), false);
  }));

  test('sections and parts', () => open(async (page) => {
    const openers = await page.evaluate(() => [...document.querySelectorAll('[data-section]')].map((slide) => ({ id: slide.id, title: window.deckyard.titleOf(slide) })));
    assert.ok(openers.length > 2);
    const n_parts = await page.locator('[data-part]').count();
    await openView(page);
    await page.keyboard.press('Home');
    assert.equal(await page.locator('.present .section').isVisible(), false, 'before the first section there is none');
    const progress = () => page.locator('.present .section progress').evaluate((bar) => bar.value);
    await go(page, openers[1].id);
    assert.equal(await page.textContent('.present .section'), `Section 2 of ${openers.length}: ${openers[1].title}`);
    const early = await progress();
    await page.keyboard.press('ArrowRight');
    assert.ok(await progress() > early);
    await go(page, openers[2].id);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await progress(), 1, 'the last step of a section fills its bar');
    assert.equal(await page.textContent('.present .part'), `Part 1 of ${n_parts}`);
    await page.keyboard.press('End');
    assert.equal(await page.textContent('.present .part'), `Part ${n_parts} of ${n_parts}`);
  }));
});

test('m mirrors the window, f fills the screen', () => open(async (page) => {
  await page.keyboard.press('m');
  assert.match(await page.evaluate(() => getComputedStyle(document.documentElement).transform), /^matrix\(-1,/);
  await page.keyboard.press('m');
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).transform), 'none');
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.fullscreenElement === document.documentElement);
  await page.keyboard.press('f');
  await page.waitForFunction(() => !document.fullscreenElement);
}));

test('the help card can list the keys', () => open(async (page) => {
  const keys = await page.evaluate(() => window.deckyard.bindings.filter(({ group }) => group === 'Presenting').flatMap((one) => one.keys));
  for (const key of 'pcbmfst.') assert.ok(keys.includes(key), key);
}));

for (const colorScheme of ['light', 'dark']) {
  test(`axe has nothing to say about the views, ${colorScheme}`, () => open({ colorScheme, reducedMotion: 'reduce' }, async (page) => {
    const notes = await page.evaluate(() => document.querySelector('.notes').closest('.slide').id);
    const section = await page.evaluate(() => document.querySelector('[data-section]').id);
    for (const press of ['p', 't', 'b', 's']) {
      await page.keyboard.press(press);
      for (const id of press === 'p' ? [notes, section] : []) await go(page, id);
      await settle(page);
      assert.deepEqual(await violations(page), [], `after ${press}`);
    }
  }));
}
