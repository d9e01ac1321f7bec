// The page of a deck: presenting, reading, linking. Works on any deck; each test looks for a slide that suits it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DECKS, PHONE, outline, setUp, shown, waitForNumber, waitForSlide } from './harness.mjs';

const { url, open: openPage } = setUp();

/** The slide and the step of each number. */
const placeOf = (slides, number) => {
  const slide = slides.find((s) => number >= s.number && number <= s.number + s.steps);
  return { id: slide.id, step: number - slide.number };
};

for (const deck of DECKS) {
  describe(deck, () => {
    const open = (suffix, ...rest) => openPage(deck + suffix, ...rest);

    test('the document keeps its contract', () => open('', async (page) => {
      const slides = await outline(page);
      assert.ok(slides.length >= 3, 'a deck of at least three slides');
      assert.equal(new Set(slides.map((s) => s.id)).size, slides.length, 'each slide has an id of its own');
      const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map((element) => element.id));
      assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), [], 'no id is used twice');
      const total = Number(await page.getAttribute('main.deck', 'data-total'));
      const last = slides.at(-1);
      assert.equal(total, last.number + last.steps, 'data-total is the last number');
      assert.deepEqual(await page.evaluate(() => [...document.querySelector('main.deck').children].filter((c) => !c.matches('section.slide')).length), 0);
      assert.equal(await page.locator('[style]:not(html, .slide, .slide-content, [data-ui])').count(), 0, 'no style attribute in the document');
      for (const element of await page.locator('script').all()) assert.equal((await element.textContent()).trim(), '', 'no inline script');
    }));

    test('shows the first slide, alone, with its number', () => open('', async (page) => {
      const slides = await outline(page);
      const now = await waitForSlide(page, slides[0].id, 0);
      assert.equal(now.n_visible, 1);
      const total = await page.getAttribute('main.deck', 'data-total');
      assert.match(await page.locator('.deck-number').innerText(), new RegExp(`1/${total}$`));
    }));

    test('the stage keeps its ratio and fits the window', () => open('', { viewport: { width: 1000, height: 800 } }, async (page) => {
      const box = await page.locator('.slide.current').boundingBox();
      assert.ok(Math.abs(box.width - 1000) < 1 && Math.abs(box.height - 562.5) < 1, JSON.stringify(box));
      assert.ok(Math.abs(box.y - (800 - 562.5) / 2) < 1);
      await page.setViewportSize({ width: 1600, height: 450 });
      await page.waitForFunction(() => Math.abs(document.querySelector('.slide.current').getBoundingClientRect().height - 450) < 1);
    }));

    test('every number is reached by a key, forward and back', () => open('', async (page) => {
      const slides = await outline(page);
      const total = slides.at(-1).number + slides.at(-1).steps;
      const last = Math.min(total, 40);
      for (let number = 1; number < last; number += 1) {
        await page.keyboard.press('ArrowRight');
        const { id, step } = placeOf(slides, number + 1);
        await waitForSlide(page, id, step);
      }
      await waitForNumber(page, last);
      for (let number = last; number > 1; number -= 1) await page.keyboard.press('ArrowLeft');
      await waitForSlide(page, slides[0].id, 0);
      await waitForNumber(page, 1);
    }));

    test('all the keys', () => open('', async (page) => {
      const slides = await outline(page);
      const total = slides.at(-1).number + slides.at(-1).steps;
      const at = async (number) => { const p = placeOf(slides, number); await waitForSlide(page, p.id, p.step); };
      await at(1);
      for (const [onward, backward] of [['ArrowRight', 'ArrowLeft'], ['ArrowDown', 'ArrowUp'], ['PageDown', 'PageUp'], ['Space', 'Shift+Space'], ['j', 'k']]) {
        await page.keyboard.press(onward);
        await at(2);
        await page.keyboard.press(backward);
        await at(1);
      }
      await page.keyboard.press('End');
      await at(total);
      await page.keyboard.press('ArrowRight');
      await at(total);
      await page.keyboard.press('Home');
      await at(1);
      await page.keyboard.press('ArrowLeft');
      await at(1);
      for (const chord of ['Control+ArrowRight', 'Alt+ArrowDown', 'Shift+ArrowRight', 'Meta+j']) await page.keyboard.press(chord);
      await at(1);
    }));

    test('a number and Enter', () => open('', async (page) => {
      const slides = await outline(page);
      const last = slides.at(-1).number + slides.at(-1).steps;
      for (const number of [3, last, 2]) {
        await page.keyboard.type(String(number));
        assert.match(await page.locator('.deck-number').innerText(), new RegExp(`${number}$`));
        await page.keyboard.press('Enter');
        const { id, step } = placeOf(slides, number);
        await waitForSlide(page, id, step);
        await waitForNumber(page, number);
      }
      await page.keyboard.type('99999');
      await page.keyboard.press('Enter');
      await waitForSlide(page, slides.at(-1).id);
      await page.keyboard.type('1');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await waitForSlide(page, slides.at(-1).id);
    }));

    test('steps appear one by one and nothing moves', () => open('', async (page) => {
      const slide = (await outline(page)).find((s) => s.steps > 0);
      assert.ok(slide, 'a slide with steps');
      await page.evaluate((number) => { location.hash = `#${number}`; }, slide.number);
      await waitForSlide(page, slide.id, 0);
      const height = () => page.evaluate(() => document.querySelector('.slide.current .slide-content').scrollHeight);
      const before = await height();
      for (let step = 1; step <= slide.steps; step += 1) {
        await page.keyboard.press('ArrowRight');
        await waitForSlide(page, slide.id, step);
        await waitForNumber(page, slide.number + step);
        assert.equal(await height(), before);
      }
      await page.keyboard.press('ArrowLeft');
      await waitForSlide(page, slide.id, slide.steps - 1);
    }));

    test('addresses by number, id, name and alias', () => open('', async (page) => {
      const slides = await outline(page);
      const targets = [[`#${slides.at(-1).number}`, slides.at(-1).id, 0], [`#${slides[1].id}`, slides[1].id, 0]];
      const named = slides.find((s) => s.name);
      if (named) targets.push([`#${encodeURIComponent(named.name)}`, named.id, 0]);
      const aliased = slides.find((s) => s.aliases.length);
      if (aliased) targets.push([`#${encodeURIComponent(aliased.aliases[0])}`, aliased.id, 0]);
      const stepped = slides.find((s) => s.steps);
      targets.push([`#${stepped.number + 1}`, stepped.id, 1]);
      for (const unknown of ['#no-such-slide', '#999999', '#0', '#%', '#p']) targets.push([unknown, slides[0].id, 0]);
      for (const [hash, id, step] of targets) {
        await page.goto('about:blank'); // So that the deck is loaded anew.
        await page.goto(url(deck) + hash);
        await waitForSlide(page, id, step);
        const { number } = slides.find((s) => s.id === id);
        await waitForNumber(page, number + step);
        assert.equal(await page.evaluate(() => scrollX + scrollY), 0, 'the stage does not scroll');
      }
    }));

    test('a link leads to a slide, and Back leads home', () => open('', async (page) => {
      const slides = await outline(page);
      const target = slides.findLast((s) => s.name) ?? slides.at(-1);
      await page.keyboard.press('ArrowRight');
      const from = placeOf(slides, 2);
      await waitForSlide(page, from.id, from.step);
      await waitForNumber(page, 2);
      await page.evaluate((name) => {
        const link = document.createElement('a');
        link.href = `#${encodeURIComponent(name)}`;
        document.body.append(link);
        link.click();
        link.remove();
      }, target.name ?? target.id);
      await waitForSlide(page, target.id, 0);
      await waitForNumber(page, target.number);
      await page.goBack();
      await waitForSlide(page, from.id, from.step);
      await page.goForward();
      await waitForSlide(page, target.id, 0);
    }));

    test('the footer appears under the pointer and with the focus', () => open('', async (page) => {
      const slide = (await outline(page)).find((s) => s.footer);
      assert.ok(slide, 'a slide with a footer');
      await page.evaluate((number) => { location.hash = `#${number}`; }, slide.number);
      await waitForSlide(page, slide.id);
      const opacity = () => page.locator('.slide.current .slide-content .debug').first().evaluate((footer) => Number(getComputedStyle(footer).opacity));
      await page.mouse.move(640, 300);
      assert.equal(await opacity(), 0);
      await page.mouse.move(200, 715);
      await page.waitForFunction(() => getComputedStyle(document.querySelector('.slide.current .slide-content .debug')).opacity === '1');
      await page.mouse.move(640, 300);
      await page.waitForFunction(() => getComputedStyle(document.querySelector('.slide.current .slide-content .debug')).opacity === '0');
      const link = page.locator('.slide.current .slide-content .debug a').first();
      if (!await link.count()) return; // Without a repository the footer is plain text.
      await link.focus();
      await page.waitForFunction(() => getComputedStyle(document.querySelector('.slide.current .slide-content .debug')).opacity === '1');
      await page.keyboard.press('ArrowRight');
      assert.notEqual(await page.evaluate(() => window.focused().closest('.slide')?.id), slide.id, 'the focus leaves with the slide');
    }));

    test('a slide that is too high can be scrolled to its end', () => open('', async (page) => {
      const problems = await page.evaluate(async () => {
        const found = [];
        for (const slide of [...document.querySelectorAll('main > .slide')].slice(0, 200)) {
          window.deckyard.show(slide);
          await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
          const content = document.querySelector('.slide.current .slide-content');
          const { scrollHeight, clientHeight, scrollWidth, clientWidth } = content;
          if (content.parentElement !== slide) found.push(`${slide.id} is not shown`);
          if (scrollWidth > clientWidth + 1) found.push(`${slide.id} is ${scrollWidth} px wide`);
          if (scrollHeight > clientHeight + 1 && content.tabIndex !== 0) found.push(`${slide.id} is ${scrollHeight} px high and not focusable`);
        }
        return found;
      });
      assert.deepEqual(problems, []);
    }));

    test('moving is announced, politely', () => open('', async (page) => {
      const total = await page.getAttribute('main.deck', 'data-total');
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction((text) => window.seek('.deck-live')?.textContent.includes(text), `2 of ${total}`);
      assert.equal(await page.locator('.deck-live').getAttribute('role'), 'status');
    }));

    test('the wheel and a swipe move by one', () => open('', { hasTouch: true }, async (page) => {
      const slides = await outline(page);
      await page.mouse.move(640, 300);
      await page.mouse.wheel(0, 120);
      const second = placeOf(slides, 2);
      await waitForSlide(page, second.id, second.step);
      await page.evaluate(() => {
        const send = (type, x, touches) => {
          const touch = new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 });
          window.dispatchEvent(new TouchEvent(type, { touches: touches ? [touch] : [], changedTouches: [touch] }));
        };
        send('touchstart', 300, true);
        send('touchend', 700, false);
      });
      await waitForSlide(page, slides[0].id, 0);
    }));

    test('keys in a field stay in the field', () => open('', async (page) => {
      const slides = await outline(page);
      await page.evaluate(() => { const field = document.createElement('input'); document.body.append(field); field.focus(); });
      await page.keyboard.type('2 jj');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowRight');
      await waitForSlide(page, slides[0].id, 0);
      assert.equal(await page.inputValue('input'), '2 jj');
    }));

    test('without JavaScript it is complete, and its numbers lead to the slides', async () => {
      const slides = await open('', outline);
      await open('', { javaScriptEnabled: false }, async (page) => {
        assert.equal(await page.locator('section.slide').count(), slides.length);
        const hidden = await page.evaluate(() => [...document.querySelectorAll('section.slide')].filter((section) => {
          const { width, height } = section.getBoundingClientRect();
          return width <= 600 || height <= 20 || !section.querySelector('.slide-content').checkVisibility({ visibilityProperty: true, opacityProperty: true });
        }).map(({ id }) => id));
        assert.deepEqual(hidden, []);
      });
      for (const slide of [slides.at(-1), slides.find((s) => s.steps), slides[1]]) {
        for (const hash of [`#${slide.number}`, `#${slide.number + slide.steps}`, `#${slide.id}`]) {
          await open(hash, { javaScriptEnabled: false }, async (page) => {
            await page.waitForTimeout(100); // The browser scrolls to the fragment after the first layout.
            const box = await page.locator(`section.slide[data-number="${slide.number}"]`).first().boundingBox();
            assert.ok(box.y < 720 && box.y + box.height > 0, `${hash} brings slide ${slide.number} into view, it is at ${box.y}`);
          });
        }
      }
    });

    test('a phone reads it as a page, nothing is wider than the screen', () => open('', { viewport: PHONE, isMobile: true, hasTouch: true }, async (page) => {
      const slides = await outline(page);
      assert.equal((await shown(page)).n_visible, slides.length);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= PHONE.width, `the page is ${wide} px wide`);
      await page.setViewportSize({ width: 1280, height: 720 });
      await page.waitForFunction(() => document.documentElement.classList.contains('stage'));
      assert.equal((await shown(page)).n_visible, 1);
    }));

    test('asks for nothing but its own files', () => open('', { origin: 'http' }, async (page, seen) => {
      await page.keyboard.press('End');
      await page.waitForLoadState('networkidle');
      const files = seen.requests.filter((request) => request.startsWith(url('', 'http')));
      assert.ok(files.length >= 6, 'the test sees what is asked for');
      assert.deepEqual(seen.requests.filter((request) => !files.includes(request) && !request.startsWith('data:')), []);
    }));

    test('works under a strict content security policy', () => open('', { origin: 'http' }, async (page) => {
      const slides = await outline(page);
      await page.keyboard.press('ArrowRight');
      const { id, step } = placeOf(slides, 2);
      await waitForSlide(page, id, step);
      const box = await page.locator('.slide.current').boundingBox();
      assert.ok(Math.abs(box.width - 1280) < 1);
    }));
  });
}
