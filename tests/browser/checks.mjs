// What each engine must do: one set of checks, run by `engine-firefox.mjs`, `engine-webkit.mjs` and
// `engine-chromium.mjs`. Every check opens its own window; no window may report an error.

import assert from 'node:assert/strict';
import { writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PHONE, STAGE, buildSite, makeFolder } from './harness.mjs';
import { SITE, pagesOf, serveWatched } from './engine-site.mjs';
import { launch, until } from './engines.mjs';
import { start } from './served.mjs';

const A4 = [595, 842]; // Points.
const LYING = [842, 595];
const WIDTHS = { deck: 960, wide: 864, narrow: 720 }; // Points of a slide that is 540 points high.
const N_SLIDES = 10; // Of the decks of engine-site.mjs; the parts of deck.html add to it.

const place = () => { const { slide, step } = window.deckyard.place(); return `${slide.id}/${step}`; };
const visible = () => [...document.querySelectorAll('main > .slide')].filter((slide) => slide.getClientRects().length > 0).map(({ id }) => id);
const number = () => window.deckyard.place()?.number;
const at = (page, wanted) => page.wait((n) => window.deckyard?.place()?.number === n, wanted);
const onSlide = (page, id) => page.wait((wanted) => window.deckyard?.place()?.slide.id === wanted, id);
const go = (page, id, step = 0) => page.evaluate((i, s) => window.deckyard.show(document.getElementById(i), s), id, step);
const drawn = (page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));

export function checks(name) {
  let engine;
  let server;
  const folder = buildSite(SITE);
  before(async () => {
    [engine, server] = await Promise.all([launch(name), serveWatched(folder)]);
    console.log(`# ${engine.version}`);
  });
  after(async () => {
    server?.close();
    await engine?.close();
  });

  /** Opens a window, and afterwards checks all open windows for errors. */
  async function withPage(url, size, body) {
    const before = new Set((await engine.windows()).map(({ id }) => id));
    const page = await engine.open(url, size);
    try {
      await body(page);
    } finally {
      for (const window of await engine.windows()) {
        if (before.has(window.id)) continue;
        const wrong = await window.evaluate(() => {
          try {
            localStorage.clear();
          } catch { /* A page without an address has none. */ }
          return window.wrong ?? [];
        });
        await window.close();
        assert.deepEqual(wrong, [], 'nothing went wrong');
      }
    }
  }
  const check = (title, address, body, size = STAGE) => test(title, () => withPage(server.url + address, size, body));
  const slideId = (page, n) => page.evaluate((wanted) => window.deckyard.find(String(wanted)).slide.id, n);

  describe(`${name}: the stage`, () => {
    check('shows one slide, as large as the window allows', 'deck.html', async (page) => {
      for (const [width, height] of [[1280, 720], [1000, 700], [1600, 800]]) {
        await page.resize({ width, height });
        assert.equal((await page.evaluate(visible)).length, 1);
        const box = await page.wait(([w, h]) => {
          const { x, y, right, bottom } = document.querySelector('.slide.current').getBoundingClientRect();
          const scale = Math.min(innerWidth / w, innerHeight / h);
          return Math.abs(right - x - w * scale) < 1 && Math.abs(bottom - y - h * scale) < 1 && [x, y, right, bottom];
        }, [1280, 720]);
        assert.ok(box[0] > -1 && box[1] > -1 && box[2] < width + 1 && box[3] < height + 1, box.join());
      }
    });
    check('has the shape that a deck asks for', 'narrow.html', async (page) => {
      const ratio = await page.evaluate(() => { const { width, height } = document.querySelector('.slide.current').getBoundingClientRect(); return width / height; });
      assert.ok(Math.abs(ratio - 4 / 3) < 0.01, String(ratio));
    });
    check('makes the type of a high slide smaller, and lets it scroll', 'deck.html#high', async (page) => {
      const id = await page.evaluate(() => [...document.querySelectorAll('.slide')].find((slide) => slide.id.includes('high')).id);
      await go(page, id);
      await page.wait(() => document.querySelector('.slide.current.scrolls > [tabindex="0"]'));
      assert.equal(await page.evaluate(() => document.querySelector('.slide.current').style.getPropertyValue('--fit')), '0.8');
      await page.press('PageDown');
      await page.wait(() => document.querySelector('.slide.current > .slide-content').scrollTop > 100);
      assert.ok((await page.evaluate(place)).startsWith(id), 'it is scrolled before it is left');
    });
    check('is dark or light as one likes, and remembers it', 'deck.html', async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.querySelector('.slide:not(:first-child)')).backgroundColor);
      await page.press('d');
      assert.equal(await paper(), 'rgb(20, 25, 34)');
      await page.goto(`${server.url}deck.html#3`);
      assert.equal(await paper(), 'rgb(20, 25, 34)');
      await page.press('d');
      assert.equal(await paper(), 'rgb(255, 255, 255)');
    });
    check('has a slide on another ground, and a picture that fills it', 'deck.html', async (page) => {
      const looks = await page.evaluate(() => Object.fromEntries(['inverse', 'bright', 'picture'].map((name) => {
        const slide = [...document.querySelectorAll('.slide')].find(({ id }) => id.endsWith(name));
        window.deckyard.setTheme('dark');
        window.deckyard.show(slide);
        const { color, backgroundColor } = getComputedStyle(slide.querySelector('.slide-content'));
        return [name, { color, backgroundColor, high: slide.querySelector('img')?.parentElement.getBoundingClientRect().height }];
      })));
      assert.equal(looks.inverse.backgroundColor, 'rgb(20, 25, 34)');
      assert.deepEqual([looks.bright.backgroundColor, looks.bright.color], ['rgb(255, 255, 255)', 'rgb(26, 34, 48)'], 'a background of the author\'s is for dark text');
      assert.ok(looks.picture.high > 400, String(looks.picture.high));
    });
    check('puts a footnote at the foot', 'deck.html', async (page) => {
      await go(page, await page.evaluate(() => [...document.querySelectorAll('.slide')].find(({ id }) => id.endsWith('foot')).id));
      const y = await page.evaluate(() => [...document.querySelectorAll('.slide.current .slide-content > :is(.footnote, .only-footnote)')].pop().getBoundingClientRect().y);
      assert.ok(y > 600, String(y));
    });
  });

  describe(`${name}: keys`, () => {
    check('arrows, Space and letters move by one', 'deck.html#2', async (page) => {
      await at(page, 2);
      for (const [key, wanted] of [['ArrowRight', 3], [' ', 4], ['j', 5], ['PageDown', 6], ['ArrowLeft', 5], ['k', 4], ['PageUp', 3], ['ArrowUp', 2]]) {
        await page.press(key);
        await at(page, wanted);
      }
    });
    check('Home, End and a number', 'deck.html', async (page) => {
      await page.press('End');
      const total = await page.evaluate(() => window.deckyard.total());
      await at(page, total);
      await page.press('Home');
      await at(page, 1);
      await page.press('1', '2', 'Enter');
      await at(page, 12);
    });
    check('bring one step after the other', 'deck.html', async (page) => {
      await go(page, 'steps');
      const shown = () => page.evaluate(() => [...document.querySelectorAll('.slide.current li')].filter((item) => getComputedStyle(item).visibility === 'visible').length);
      for (const n of [1, 2, 3]) {
        assert.equal(await shown(), n);
        await page.press('ArrowRight');
      }
      assert.notEqual((await page.evaluate(place)).split('/')[0], 'steps');
      await page.press('ArrowLeft');
      assert.equal(await shown(), 3, 'backwards, all of it');
    });
    check('move the lights of code', 'deck.html', async (page) => {
      await go(page, await page.evaluate(() => document.querySelector('[data-lit]').closest('.slide').id));
      const lit = () => page.evaluate(() => [...document.querySelectorAll('.slide.current .code-line')].map((line) => [line.classList.contains('highlighted'), getComputedStyle(line).filter]));
      assert.deepEqual(await lit(), [[true, 'none'], [false, 'grayscale(1)']]);
      await page.press('ArrowRight');
      assert.deepEqual(await lit(), [[false, 'grayscale(1)'], [true, 'none']]);
    });
    check('full screen may be refused', 'deck.html', async (page) => {
      await page.evaluate(() => { Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused')); });
      await page.press('f');
      await page.wait(() => window.seek('.deck-toast').textContent !== '');
    });
    check('larger code, line numbers, pen and laser', 'deck.html', async (page) => {
      await go(page, await page.evaluate(() => document.querySelector('[data-lit]').closest('.slide').id));
      const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.slide.current pre code')).fontSize));
      const before = await size();
      await page.press('+');
      assert.ok(Math.abs(await size() / before - 1.25) < 0.01);
      await page.press('n');
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.slide.current .code-line'), '::before').position), 'absolute');
      await page.press('w');
      await page.wait(() => document.querySelector('canvas.pen')?.width > 1000);
      await page.press('Escape', 'x');
      await page.wait(() => document.querySelector('.laser'));
      await page.press('Escape');
      assert.equal(await page.evaluate(() => document.querySelector('.laser, .pen')), null);
    });
    check('black for the audience, and back', 'deck.html', async (page) => {
      const cover = () => page.evaluate(() => getComputedStyle(document.documentElement, '::after').backgroundColor);
      await page.press('b');
      assert.equal(await cover(), 'rgb(0, 0, 0)');
      await page.press('ArrowRight');
      assert.notEqual(await cover(), 'rgb(0, 0, 0)');
    });
    check('the card of all keys opens, and closes by Escape', 'deck.html', async (page) => {
      await page.press('h');
      assert.ok(await page.wait(() => window.seekAll('dialog[open] kbd').length) > 30);
      await page.press('Escape');
      await page.wait(() => !window.seek('dialog'));
      await page.press('ArrowRight');
      await at(page, 2);
    });
  });

  describe(`${name}: addresses`, () => {
    for (const [what, hash, wanted] of [['a number', '#5', 5], ['the number of a step', '#4', 4], ['a name', '#the-end', null], ['nothing that there is', '#nowhere', 1]]) {
      check(`lead to ${what}`, `deck.html${hash}`, async (page) => {
        if (wanted === null) await onSlide(page, hash.slice(1));
        else await at(page, wanted);
        assert.equal((await page.evaluate(visible)).length, 1);
      });
    }
    check('follow the moves', 'deck.html#3', async (page) => {
      await at(page, 3);
      await page.press('ArrowRight', 'ArrowRight');
      await page.wait(() => location.hash === '#5');
      await page.evaluate(() => { location.hash = '#steps'; });
      await onSlide(page, 'steps');
    });
    check('Back returns from a jump', 'deck.html#3', async (page) => {
      await at(page, 3);
      await page.press('1', '1', 'Enter');
      await at(page, 11);
      await page.wait(() => location.hash === '#11');
      await page.back();
      await at(page, 3);
    });
    check('Back returns from a link', 'deck.html', async (page) => {
      await go(page, await slideId(page, 1));
      const id = await page.evaluate(() => document.querySelector('a[href="#the-end"]').closest('.slide').id);
      await go(page, id);
      await page.wait(() => location.hash === `#${window.deckyard.place().number}`);
      await page.click('.slide.current a[href="#the-end"]');
      await onSlide(page, 'the-end');
      await page.back();
      await onSlide(page, id);
    });
  });

  const popup = async (page) => {
    const known = new Set((await engine.windows()).map(({ id }) => id));
    await page.press('c');
    const other = await until(async () => (await engine.windows()).find(({ id }) => !known.has(id)), 'a second window');
    await other.wait(() => window.deckyard?.place());
    return other;
  };

  describe(`${name}: the presenter`, () => {
    check('sees the notes, the next slide and the time', 'deck.html', async (page) => {
      const id = await page.evaluate(() => document.querySelector('.notes').closest('.slide').id);
      await go(page, id);
      await page.press('p');
      assert.match(await page.wait(() => document.querySelector('.present .text')?.textContent), /Say hello first/);
      // The view is laid out in a later frame than its text.
      await page.wait(() => {
        const [frame, next] = ['.slide.current', '.present .preview .slide'].map((selector) => document.querySelector(selector)?.getBoundingClientRect());
        return frame && next && frame.width > 600 && next.left > frame.right && next.width > 250;
      });
      await page.press('ArrowRight');
      await page.wait(() => document.querySelector('.present .time').textContent === '00:01');
    });
    check('leads a second window, and follows it', 'deck.html', async (page) => {
      const other = await popup(page);
      await page.press('ArrowRight');
      await other.wait((wanted) => window.deckyard.place().number === wanted, 2);
      await page.press('b');
      await other.wait(() => document.documentElement.classList.contains('black'));
      await other.press('ArrowRight');
      await at(page, 3);
      await page.press('p');
      assert.equal(await other.evaluate(() => document.documentElement.classList.contains('presenter')), false, 'the view is this window\'s alone');
    });
    check('is not back in a window that is opened later', 'deck.html', async (page) => {
      await page.press('p');
      await popup(page);
      await page.press('p');
      await page.wait(() => !document.documentElement.className.includes('presenter'));
      // A window inherits its opener's stored state, unless it has its own name.
      const left = await page.evaluate(() => Object.entries(sessionStorage).filter(([key, value]) => !key.includes('deckyard-') && value.includes('presenter')));
      assert.deepEqual(left, []);
      await page.goto(`${server.url}deck.html#2`);
      await at(page, 2);
      assert.equal(await page.evaluate(() => document.documentElement.className.includes('presenter')), false);
    });
    check('reads everything that the menu could cover', 'deck.html', async (page) => {
      for (const size of [STAGE, { width: 1920, height: 1080 }, { width: 800, height: 1000 }]) {
        await page.resize(size);
        if (!await page.evaluate(() => document.querySelector('.present')?.getClientRects().length)) await page.press('p');
        await go(page, 'the-end');
        await drawn(page);
        const covered = await page.evaluate(() => {
          const menu = window.seek('.panel-opener').getBoundingClientRect();
          return [...document.querySelectorAll('.present .status > *, .present .controls > *, .present .text')].filter((element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            return [...range.getClientRects()].some(({ left, right, top, bottom }) => left < menu.right && right > menu.left && top < menu.bottom && bottom > menu.top);
          }).map((element) => element.className);
        });
        assert.deepEqual(covered, [], JSON.stringify(size));
      }
    });
  });

  /** For each cell in view, how far its miniature is from where it belongs. */
  const miniatures = () => [...window.seekAll('.panel-grid > button')].map((cell) => cell.getBoundingClientRect()).filter(({ top, bottom }) => top < innerHeight && bottom > 0).map((cell) => {
    const found = [...document.querySelectorAll('.surface-dialog .slide')].map((slide) => slide.getBoundingClientRect());
    return Math.min(...found.map(({ x, y, width }) => Math.abs(x - cell.x) + Math.abs(y - cell.y) + Math.abs(width - cell.width)));
  });
  const allDrawn = (page) => page.wait(`() => { const found = (${miniatures})(); return found.length > 0 && found.every((far) => far < 4); }`);

  describe(`${name}: the overview`, () => {
    check('draws each slide in view in its cell', 'deck.html', async (page) => {
      await page.press('o');
      await allDrawn(page);
      await page.resize({ width: 700, height: 700 });
      await allDrawn(page);
      await page.evaluate(() => [...window.seekAll('.panel-grid > button')].find((cell) => cell.textContent.includes('Picture')).scrollIntoView());
      await page.wait(() => [...window.seekAll('.surface-dialog .slide .pic img')].some(({ complete, naturalWidth }) => complete && naturalWidth > 0));
    });
    check('leads to a slide by keys, and by a click', 'deck.html', async (page) => {
      await page.press('o');
      await allDrawn(page);
      await page.press('ArrowRight', 'ArrowRight');
      await page.wait(() => [...window.seekAll('.panel-grid > button')].indexOf(window.focused()) === 2);
      await page.press('Enter');
      await page.wait(() => !window.seek('dialog'));
      const third = await page.evaluate(() => document.querySelectorAll('main > .slide')[2].id);
      assert.equal((await page.evaluate(place)).split('/')[0], third);
      await page.press('o');
      await allDrawn(page);
      await page.click('.panel-grid > button');
      await page.wait(() => !window.seek('dialog'));
      await at(page, 1);
    });
    check('opens quickly over 2,600 slides, far into them', 'large.html#2000', async (page) => {
      await at(page, 2000);
      const start = Date.now();
      await page.press('o');
      await allDrawn(page);
      assert.ok(Date.now() - start < 5000, `${Date.now() - start} ms`);
      assert.ok(await page.evaluate(() => window.seekAll('.surface-dialog .slide').length) < 200, 'and draws what is near');
    });
  });

  describe(`${name}: search and contents`, () => {
    check('the search finds words without their accents', 'deck.html', async (page) => {
      await page.press('/');
      await page.type('ete');
      await page.wait(() => window.seekAll('dialog [role=option]:not(.everywhere)').length === 1);
      assert.equal(await page.evaluate(() => window.seek('dialog mark').textContent), 'été');
      await page.press('Enter');
      await page.wait(() => window.deckyard.place().slide.id.endsWith('inverse'));
    });
    check('the search takes a number, and lists many', 'large.html', async (page) => {
      await page.press('g');
      await page.type('ship');
      await page.wait(() => window.seekAll('dialog [role=option]:not(.everywhere)').length === 50);
      await page.press('ArrowDown');
      assert.equal(await page.evaluate(() => window.seekAll('dialog [aria-selected=true]').length), 1);
      await page.press('Escape', '/');
      await page.type('1234');
      await page.press('Enter');
      await at(page, 1234);
    });
    check('the contents lead to a section, and mark it', 'deck.html', async (page) => {
      await page.press('i');
      await page.wait(() => window.seekAll('.panel-outline a').length > 1);
      const scale = await page.evaluate(() => getComputedStyle(document.querySelector('.slide.current')).transform);
      assert.ok(Number(scale.match(/[\d.]+/)[0]) < 0.9, 'the slide makes room');
      await page.click('.panel-outline a:last-of-type');
      await page.wait(() => window.seek('.panel-outline a:last-of-type[aria-current]'));
      assert.equal(await page.evaluate(() => window.seek('.panel-outline a:last-of-type').hash.slice(1)), (await page.evaluate(place)).split('/')[0]);
    });
  });

  describe(`${name}: to read`, () => {
    check('all slides stand one below the other', 'deck.html', async (page) => {
      await page.press('r');
      const slides = await page.evaluate(() => [...document.querySelectorAll('main > .slide')].map((slide) => slide.getBoundingClientRect()).map(({ top, bottom, width }) => [top, bottom, width]));
      assert.ok(slides.length > N_SLIDES);
      for (const [index, [top, bottom, width]] of slides.entries()) {
        assert.ok(width > 500 && bottom > top && (index === 0 || top >= slides[index - 1][1]), `${index}: ${top} to ${bottom}`);
      }
      await page.press('r');
      assert.equal((await page.evaluate(visible)).length, 1);
    });
    check('a narrow window is to read', 'deck.html', async (page) => {
      assert.equal(await page.evaluate(() => document.documentElement.classList.contains('stage')), false);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
    }, { ...PHONE, width: 460 });
    check('an address leads to its slide, which has its links', 'deck.html#the-end', async (page) => {
      await page.wait(() => { const { top } = document.getElementById('the-end').getBoundingClientRect(); return top > -2 && top < innerHeight; });
      await page.wait(() => document.querySelector('#the-end .slide-links button'));
    }, { ...PHONE, width: 460 });
    check('2,600 slides are soon there', 'large.html#2000', async (page) => {
      await at(page, 2000);
      const time = await page.evaluate(() => new Promise((done) => {
        const start = performance.now();
        window.deckyard.setMode('read');
        requestAnimationFrame(() => requestAnimationFrame(() => done({ ms: performance.now() - start, far: document.querySelectorAll('.slide.later').length })));
      }));
      console.log(`# ${time.ms.toFixed(0)} ms to read`);
      assert.ok(time.far > 1000, `what is far comes later: ${time.far} slides`);
      assert.ok(time.ms < 15_000, `${time.ms} ms`);
      await page.wait(() => !document.querySelector('.slide.later'));
      assert.ok(await page.evaluate(() => { const { top } = window.deckyard.place().slide.getBoundingClientRect(); return Math.abs(top) < innerHeight; }), 'and moves nothing');
    });
  });

  describe(`${name}: labs and code`, () => {
    check('what is done is remembered', 'deck.html', async (page) => {
      const id = await page.evaluate(() => document.querySelector('.lab').closest('.slide').id);
      await go(page, id);
      await page.click('.slide.current .lab-check');
      await page.wait(() => document.querySelector('.slide.current .lab-done > .lab-check[aria-pressed=true]'));
      await page.goto(`${server.url}deck.html#1`);
      await go(page, id);
      await page.wait(() => document.querySelector('.slide.current .lab-done > .lab-check[aria-pressed=true]'));
    });
    check('commands are copied', 'deck.html', async (page) => {
      await go(page, await page.evaluate(() => document.querySelector('.lab pre').closest('.slide').id));
      await page.evaluate(() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }; });
      await page.click('.slide.current .code-copy');
      await page.wait(() => window.seek('.deck-toast').textContent === 'Copied');
      assert.equal(await page.evaluate(() => window.copied), 'ls -l');
      assert.equal(await page.evaluate(() => document.querySelector('.slide.current .code-copy').getAttribute('aria-label')), 'Copy');
    });
  });

  describe(`${name}: while one writes`, () => {
    /** A site of its own, served, with a page of it. */
    async function served(address, body, ...options) {
      const site = makeFolder({
        'slides/one.yml': 'title: One\ncontent: [one.md]\n',
        'slides/one.md': '## Alpha\n\nThe first letter\n\n---\n\n## Beta\n\nThe second letter\n\n---\n\n## Gamma\n\nThe third\n',
        'static/theme.css': '.slide-content { text-indent: 1px }\n',
        'workshops.yml': 'site: {title: The site}\nworkshops:\n- {title: Letters, date: 2027-01-01, decks: [one]}\n',
      });
      const live = await start(site, ...options);
      const edit = (file, from, to) => {
        const text = readFileSync(path.join(site, file), 'utf8');
        assert.ok(text.includes(from), `${file} has ${from}`);
        writeFileSync(path.join(site, file), text.replace(from, to));
      };
      try {
        await withPage(`${live.url}/${address}`, STAGE, async (page) => {
          await page.evaluate(() => {
            window.isOld = true;
            window.wrong = [];
            addEventListener('error', ({ message }) => window.wrong.push(message));
            addEventListener('unhandledrejection', ({ reason }) => window.wrong.push(String(reason)));
          });
          await isListening(page);
          await body({ page, live, edit });
        });
      } finally {
        await live.stop();
      }
    }
    const isListening = (page) => page.wait(() => new Promise((done) => {
      const channel = new BroadcastChannel('deckyard-live:/');
      channel.onmessage = ({ data }) => data.kind === 'hello' && done(true);
      channel.postMessage({ kind: 'ask' });
      setTimeout(done, 200, false);
    }));
    const isOld = (page) => page.evaluate(() => window.isOld === true);

    test('an edit arrives in the open page', () => served('one.html#1', async ({ page, edit }) => {
      edit('slides/one.md', 'The second letter', 'Number two');
      const start = Date.now();
      await page.wait(() => window.deckyard.place().slide.textContent.includes('Number two'));
      console.log(`# ${Date.now() - start} ms to show an edit`);
      assert.ok(await isOld(page));
    }));
    test('a slide comes in between, and the numbers are right', () => served('one.html#3', async ({ page, edit }) => {
      await page.press('e');
      edit('slides/one.md', '## Gamma', '## Between\n\n---\n\n## Gamma');
      await page.wait(() => window.deckyard.total() === 4 && window.deckyard.place().number === 4);
      assert.match(await page.evaluate(place), /gamma/);
      assert.ok(await isOld(page));
    }));
    test('a style arrives in the open page', () => served('one.html#1', async ({ page, edit }) => {
      edit('static/theme.css', '1px', '7px');
      await page.wait(() => getComputedStyle(document.querySelector('.slide.current .slide-content')).textIndent === '7px');
      assert.ok(await isOld(page));
    }));
    test('a title arrives, and the index is kept up to date', () => served('one.html#1', async ({ page, edit }) => {
      edit('slides/one.yml', 'title: One', 'title: The one');
      await page.wait(() => document.title === 'The one');
      await page.goto(page.url ?? await page.evaluate(() => `${location.origin}/index.html`));
      await isListening(page);
      edit('workshops.yml', 'Letters', 'Numerals');
      await page.wait(() => document.body.textContent.includes('Numerals'));
    }));
    test('a problem lies over the page until it is solved', () => served('one.html#2', async ({ page, edit }) => {
      edit('slides/one.md', 'The third', '@@INCLUDE[nowhere.md]');
      assert.match(await page.wait(() => window.seek('.surface-problems')?.shadowRoot?.querySelector('pre').textContent), /include-missing/);
      edit('slides/one.md', '@@INCLUDE[nowhere.md]', 'The last');
      await page.wait(() => !window.seek('.surface-problems'));
      await page.wait(() => document.body.textContent.includes('The last'));
      assert.ok(await isOld(page));
    }));
    test('a slide that is too high is reported', () => served('one.html#1', async ({ page, live, edit }) => {
      edit('slides/one.md', 'The third', Array.from({ length: 60 }, (_, n) => `- line ${n}\n`).join(''));
      await page.wait(() => document.querySelectorAll('.slide li').length > 50);
      await until(() => /too high|overflow|higher/.test(live.said), () => live.said);
    }));
    test('who follows goes along, and may go alone', () => served('one.html#1', async ({ page: first, live }) => {
      let page = first;
      const address = /^to follow: (\S+)$/m.exec(live.said)[1];
      const follower = await engine.open(`${address}one.html`, STAGE);
      await follower.wait(() => window.seek('.live-follow'));
      // The window that was opened last has the focus, and moves the followers.
      await page.close();
      page = await engine.open(`${live.url}/one.html#1`);
      // A screen without a window manager gives the focus to no window.
      if (name === 'webkit') await page.evaluate(() => { document.hasFocus = () => true; });
      await page.press('ArrowRight');
      await at(page, 2);
      await at(follower, 2);
      await follower.press('ArrowRight');
      await at(follower, 3);
      await page.press('ArrowLeft');
      await at(page, 1);
      assert.equal(await follower.evaluate(number), 3);
      await follower.click('.live-follow');
      await at(follower, 1);
      assert.equal(await follower.evaluate(() => window.seek('.live-follow').getAttribute('aria-pressed')), 'true');
    }, '--follow', '127.0.0.1'));
  });

  describe(`${name}: the site`, () => {
    const entries = (page) => page.evaluate(() => [...document.querySelectorAll('.entry')].filter((entry) => entry.getClientRects().length).length);
    check('a filter leaves events out, and is in the address', 'past.html', async (page) => {
      const all = await entries(page);
      const [field, value] = await page.evaluate(() => {
        const select = document.querySelector('[data-filter] select[name=year]');
        select.value = '2024';
        select.dispatchEvent(new Event('change', { bubbles: true }));
        return [select.name, select.value];
      });
      await page.wait((wanted) => location.search === wanted, `?${field}=${value}`);
      const some = await entries(page);
      assert.ok(some > 0 && some < all, `${some} of ${all}`);
      await page.click('[data-filter] button');
      await page.wait(() => location.search === '');
      assert.equal(await entries(page), all);
    });
    check('an address with a filter has it', 'past.html?language=en', async (page) => {
      assert.equal(await page.evaluate(() => document.querySelector('select[name=language]').value), 'en');
      assert.match(await page.evaluate(() => document.querySelector('output').textContent), /\d/);
    });
    check('the index has its groups and links', 'index.html', async (page) => {
      assert.ok(await page.evaluate(() => document.querySelectorAll('.entry h3 a, .deck-card a').length) > 2);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      const colour = await page.evaluate(() => getComputedStyle(document.querySelector('.page-header')).backgroundColor);
      assert.equal(colour, 'rgb(20, 38, 75)');
    });
    check('an event has its facts, and nothing that is empty', 'index.html', async (page) => {
      await page.click('.entry h3 a');
      await page.wait(() => document.readyState === 'complete' && document.querySelector('.facts'));
      const empty = await page.evaluate(() => [...document.querySelectorAll('.facts, .banners, .event-text')].filter((box) => box.getClientRects().length && !box.innerText.trim()).length);
      assert.equal(empty, 0);
    });
  });

  describe(`${name}: on paper`, () => {
    check('each slide fits into upright A4 where the browser chooses the paper', 'deck.html', async (page) => {
      // Type is scaled to one half at most there, so that this many pixels fit side by side within
      // margins of 15 mm.
      const most = (2 * (A4[0] - 85));
      const rules = await page.evaluate(() => {
        const all = (list, isOn) => [...list].flatMap((rule) => {
          const holds = isOn && (!rule.conditionText || rule instanceof CSSMediaRule || CSS.supports(rule.conditionText));
          return rule instanceof CSSStyleRule ? [[rule.selectorText, rule.style.zoom, holds]] : all(rule.cssRules ?? [], holds);
        });
        return [...document.styleSheets].flatMap((sheet) => all(sheet.cssRules, true));
      });
      const zoom = rules.find(([selector, value, isOn]) => isOn && selector === '.deck > .slide' && value)?.[1] ?? '1';
      if (name === 'webkit') assert.ok(1280 * zoom <= most, zoom);
      else assert.equal(zoom, '1', 'others print on a sheet of its shape');
    });
    if (name === 'webkit') return;
    const isOf = ([w, h], [width, height]) => Math.abs(w - width) < 3 && Math.abs(h - height) < 3;
    /** The number and size of the sheets on which a page is printed. */
    async function sheets(page) {
      await page.evaluate(() => Promise.all([...document.images].map((picture) => { picture.loading = 'eager'; return picture.decode().catch(() => {}); })));
      await drawn(page);
      return pagesOf(await page.print());
    }
    const prints = (title, address, n, size) => check(title, address, async (page) => {
      const found = await sheets(page);
      const wanted = typeof n === 'function' ? n(await page.evaluate(() => document.querySelectorAll('main.deck .slide').length)) : n;
      assert.equal(found.length, wanted, 'so many sheets');
      assert.ok(found.every((sheet) => isOf(sheet, size)), JSON.stringify([...new Set(found.map(String))]));
    });
    for (const [deck, width] of Object.entries(WIDTHS)) {
      prints(`${deck}: a sheet for each slide, of its shape`, `${deck}.html`, (n_slides) => n_slides, [width, 540]);
    }
    prints('narrow: a sheet for each step', 'narrow.html?print=steps', (n_slides) => n_slides, [WIDTHS.narrow, 540]);
    for (const deck of ['deck', 'wide']) prints(`${deck}: notes on upright paper`, `${deck}.html?print=notes`, (n_slides) => n_slides, A4);
    for (const [deck, size, paper] of [['deck', 2, A4], ['deck', 4, LYING], ['deck', 6, A4], ['narrow', 4, LYING]]) {
      prints(`${deck}: ${size} slides on a sheet`, `${deck}.html?print=handout-${size}`, (n_slides) => Math.ceil(n_slides / size), paper);
    }
  });
}
