// Tools on a slide: copy buttons, labs that are done, line numbers, larger code, the pen and the
// laser pointer. Copying and labs are tested on blocks that the tests insert into the page, not on
// the text of a deck.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ORIGINS, PHONE, setUp, settle, violations } from './harness.mjs';

const DECK = 'workshop.html';

const { open: openPage } = setUp();

const open = (...rest) => openPage(DECK, ...rest);

/** Shows the first slide that contains `selector`, with all its steps, and returns its id. */
async function showSlideWith(page, selector) {
  const id = await page.evaluate((wanted) => {
    const slide = document.querySelector(`.slide-content ${wanted}`)?.closest('.slide');
    if (slide) window.deckyard.show(slide, Infinity);
    return slide?.id;
  }, selector);
  assert.ok(id, `a slide with ${selector}`);
  await settle(page);
  return id;
}

/** Puts a block of code into the second slide and shows that. */
async function showCode(page, lang, text) {
  await page.evaluate(([language, code]) => {
    const slide = document.querySelectorAll('.slide')[1];
    const pre = document.createElement('pre');
    pre.append(Object.assign(document.createElement('code'), { className: 'remark-code' }));
    pre.firstChild.dataset.lang = language;
    for (const line of code.split('\n')) {
      pre.firstChild.append(Object.assign(document.createElement('span'), { className: 'code-line', textContent: `${line}\n` }));
    }
    slide.querySelector('.slide-content').replaceChildren(pre);
    window.deckyard.show(document.querySelector('.slide'));
    window.deckyard.show(slide);
  }, [lang, text]);
}

/** Intercepts what the page writes to the clipboard, so that no test needs the real one. */
const catchClipboard = (page) => page.evaluate(() => {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.written = text; } } });
});

/** Uses the event of execCommand if the browser has no such clipboard. */
const catchOldClipboard = (page) => page.evaluate(() => {
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  document.addEventListener('copy', ({ clipboardData }) => {
    const set = clipboardData.setData.bind(clipboardData);
    clipboardData.setData = (type, text) => { window.written = text; set(type, text); };
  }, true);
});

const copied = async (page) => {
  await page.evaluate(() => { window.written = null; window.deckyard.toast(''); });
  await page.locator('.slide.current .code-copy').click();
  await page.waitForFunction(() => window.seek('.deck-toast').textContent !== '');
  return page.evaluate(() => window.written);
};

describe('copying', () => {
  const CASES = {
    'all of a block without prompts': ['bash', '# A comment\nls -l\n# another\n  cd x', '# A comment\nls -l\n# another\n  cd x'],
    'commands without prompts and output': ['bash', '$ wc a\n1 2 3 a\n$ ls\na', 'wc a\nls'],
    'commands of a session without a language': ['', '$ stern\nTail pods\n\nUsage:', 'stern'],
    'all of another language in which some line begins with a dollar': ['markdown', 'Type:\n$ ls\nEnd', 'Type:\n$ ls\nEnd'],
    'what continues a command': ['console', '$ docker run \\\n  -it \\\n  alpine\nhello\n$ ls', 'docker run \\\n  -it \\\n  alpine\nls'],
    'here-documents with what looks like a prompt': ['sh', '$ cat <<EOF > a\n$ one\n# two\n  EOF\nout\n$ cat a\n$ one', 'cat <<EOF > a\n$ one\n# two\n  EOF\ncat a\none'],
    'here-strings, which are no here-documents': ['bash', '$ wc <<< word\n1 1 5\n$ ls', 'wc <<< word\nls'],
    'commands behind the name of a machine': ['console', 'ada@node1:~/mill$ ls\nflour\nada@node1:~/mill$ pwd\n/mill', 'ls\npwd'],
    'root\'s commands, but no comments': ['shell', '# Become root\n$ sudo -i\n# apt update\nHit:1\n# Now leave:\n# exit', 'sudo -i\napt update\nexit'],
  };
  test('takes the commands', () => open(async (page) => {
    await catchClipboard(page);
    for (const [name, [lang, text, expected]] of Object.entries(CASES)) {
      await showCode(page, lang, text);
      assert.equal(await copied(page), expected, name);
    }
  }));

  test('is offered for commands, and not for what they write', () => open(async (page) => {
    const blocks = [['', '$ ls\nflour'], ['', 'flour\nwater'], ['yaml', 'a: 1'], ['output', 'b'], ['console', 'only lines'], ['console', '# apt update']];
    const offered = await page.evaluate((all) => {
      const slide = document.createElement('section');
      slide.className = 'slide';
      slide.append(...all.map(([lang, text]) => {
        const pre = document.createElement('pre');
        pre.innerHTML = '<code class="remark-code"></code>';
        Object.assign(pre.firstChild, { textContent: text }).dataset.lang = lang;
        return pre;
      }));
      window.deckyard.send('near', slide);
      return [...slide.children].map((pre) => pre.querySelector('.code-copy') !== null);
    }, blocks);
    assert.deepEqual(offered, [true, false, true, false, false, true]);
  }));

  for (const origin of ORIGINS) {
    test(`without the newer clipboard, ${origin}`, () => open({ origin }, async (page) => {
      await catchOldClipboard(page);
      await showCode(page, 'text', 'one\n\ntwo');
      const button = page.locator('.slide.current .code-copy');
      await button.focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.seek('.deck-toast').textContent !== '');
      assert.equal(await page.evaluate(() => window.written), 'one\n\ntwo');
      assert.equal(await page.locator('textarea').count(), 0);
      assert.ok(await button.evaluate((element) => element === window.focused()), 'the focus came back');
    }));
  }

  test('a copy that is refused is said', () => open(async (page) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
      document.execCommand = () => false;
      window.deckyard.toast('');
    });
    await showCode(page, 'text', 'one');
    await copied(page);
    const refused = await page.locator('.deck-toast').textContent();
    await page.evaluate(() => { document.execCommand = () => true; });
    await page.locator('.slide.current .code-copy').click();
    await page.waitForFunction((before) => window.seek('.deck-toast').textContent !== before, refused);
  }));

  test('a button has a name, is seen with the pointer or the focus, adds no text and takes no click from Space', () => open(async (page) => {
    await showSlideWith(page, 'pre > code.remark-code');
    const pre = page.locator('.slide.current pre:has(> .code-copy)').first();
    const button = pre.getByRole('button', { name: 'Copy' });
    const opacity = () => button.evaluate((element) => getComputedStyle(element).opacity);
    await page.mouse.move(1, 1);
    assert.equal(await opacity(), '0');
    await pre.hover();
    assert.equal(await opacity(), '1');
    await page.mouse.move(1, 1);
    await button.focus();
    assert.equal(await opacity(), '1');
    assert.ok(await pre.evaluate((element) => element.textContent === element.firstChild.textContent));
    await button.evaluate((element) => element.blur());
    await catchClipboard(page);
    const number = await page.evaluate(() => window.deckyard.place().number);
    await button.click();
    await page.keyboard.press('Space');
    assert.notEqual(await page.evaluate(() => window.deckyard.place().number), number, 'Space moves on after a click');
  }));

  test('a double click takes inline code whole', () => open(async (page) => {
    await showSlideWith(page, 'p > code');
    const code = page.locator('.slide.current p > code').first();
    await code.evaluate((element) => { element.textContent = 'kubectl get pods -o wide'; });
    await code.dblclick();
    assert.equal(await page.evaluate(() => String(getSelection())), 'kubectl get pods -o wide');
  }));

  test('buttons are made for few slides only', async () => {
    for (const options of [{}, { viewport: PHONE }]) {
      await open(options, async (page) => {
        await settle(page);
        await page.waitForTimeout(200);
        const [n_equipped, n_slides] = await page.evaluate(() => [document.querySelectorAll('.slide:has(.code-copy, .lab-check)').length, document.querySelectorAll('.slide:has(pre, div.lab)').length]);
        assert.ok(n_equipped < n_slides / 3, `${n_equipped} of ${n_slides}`);
      });
    }
  });

  test('to read, the buttons are there when a block comes near', () => open({ viewport: PHONE, hasTouch: true, isMobile: true }, async (page) => {
    const pre = page.locator('.slide pre:has(> .remark-code)').last();
    await pre.scrollIntoViewIfNeeded();
    const button = pre.locator('.code-copy');
    await button.waitFor();
    assert.equal(await button.evaluate((element) => getComputedStyle(element).opacity), '1', 'there is no hovering with a finger');
  }));
});

describe('labs', () => {
  const LAB = 'div.lab:not(.slide-content)';
  for (const origin of ORIGINS) {
    test(`what is done stays done, ${origin}`, () => open({ origin }, async (page) => {
      const id = await showSlideWith(page, LAB);
      const lab = page.locator(`[id="${id}"] ${LAB}`).first();
      const check = lab.getByRole('button', { name: 'Done' });
      const look = () => lab.evaluate((element) => getComputedStyle(element).borderColor + getComputedStyle(element).backgroundColor);
      const before = await look();
      assert.equal(await check.getAttribute('aria-pressed'), 'false');
      for (const key of ['Space', 'Enter', 'Space']) {
        await check.focus();
        await page.keyboard.press(key);
      }
      assert.equal(await check.getAttribute('aria-pressed'), 'true');
      assert.equal(await page.evaluate(() => window.deckyard.place().slide.id), id, 'the keys did not move the slide');
      assert.notEqual(await look(), before);
      await page.reload();
      await showSlideWith(page, LAB);
      assert.equal(await check.getAttribute('aria-pressed'), 'true');
      assert.equal(await page.locator('.lab-check[aria-pressed="true"]').count(), 1, 'and no other lab is done');
      await page.setViewportSize(PHONE);
      await lab.scrollIntoViewIfNeeded();
      await check.click();
      await page.reload();
      await lab.scrollIntoViewIfNeeded();
      await check.waitFor();
      assert.equal(await check.getAttribute('aria-pressed'), 'false');
    }));
  }

  test('two labs of a slide are told apart, in two decks too', () => open({ origin: 'http' }, async (page) => {
    const id = await page.evaluate((selector) => {
      const slide = document.querySelector(`.slide-content ${selector}`).closest('.slide');
      slide.querySelector('.slide-content').insertAdjacentHTML('beforeend', '<div class="lab"><p>More</p></div>');
      window.deckyard.show(slide);
      return slide.id;
    }, LAB);
    await page.locator('.slide.current .lab-check').last().click();
    const pressed = await page.locator('.slide.current .lab-check').evaluateAll((all) => all.map((check) => check.ariaPressed));
    assert.deepEqual(pressed, [...pressed.slice(1).map(() => 'false'), 'true']);
    const key = await page.evaluate(() => Object.keys(localStorage).find((name) => name.includes('lab:')));
    assert.ok(key.includes(DECK) && key.includes(id) && key.endsWith(`:${pressed.length - 1}`), key);
  }));

  test('a browser that does not remember still marks', () => open(async (page) => {
    await page.evaluate(() => { Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } }); });
    await showSlideWith(page, LAB);
    const check = page.locator('.slide.current .lab-check').first();
    await check.click();
    assert.equal(await check.getAttribute('aria-pressed'), 'true');
  }));
});

describe('code for the back row', () => {
  test('line numbers come and go, and are no text', () => open(async (page) => {
    await showSlideWith(page, 'pre .code-line + .code-line');
    const line = page.locator('.slide.current pre:has(.code-line + .code-line) .code-line').first();
    const number = () => line.evaluate((element) => getComputedStyle(element, '::before').content);
    const text = await line.innerText();
    assert.equal(await number(), 'none');
    await page.keyboard.press('n');
    assert.match(await number(), /counter/);
    assert.equal(await line.innerText(), text);
    assert.equal(await line.evaluate((element) => { getSelection().selectAllChildren(element); return String(getSelection()).trim(); }), text.trim());
    await page.keyboard.press('n');
    assert.equal(await number(), 'none');
  }));

  test('code grows by steps, shrinks, and is as before when the slide is left', () => open(async (page) => {
    await showSlideWith(page, 'pre > .remark-code');
    const size = () => page.locator('.slide.current .remark-code').first().evaluate((code) => code.querySelector('.code-line span, .code-line').getClientRects()[0].height);
    const first = await size();
    for (const [key, factor] of [['+', 1.25], ['=', 1.5], ['+', 2], ['+', 2], ['-', 1.5], ['-', 1.25], ['-', 1], ['-', 1], ['=', 1.25]]) {
      await page.keyboard.press(key);
      const wanted = String(factor);
      assert.equal(await page.evaluate(() => document.querySelector('.slide.current').style.getPropertyValue('--code-zoom')), wanted, key);
    }
    assert.ok(await size() > first * 1.1);
    await page.evaluate(() => { window.deckyard.next(); window.deckyard.previous(); });
    await page.evaluate(() => { const { deckyard } = window; const { slide } = deckyard.place(); deckyard.show(document.querySelector('.slide')); deckyard.show(slide, Infinity); });
    await settle(page);
    assert.ok(Math.abs(await size() - first) < 1);
  }));

  test('code that outgrows the slide is scrolled to, wraps, and keeps its width', () => open(async (page) => {
    await showCode(page, 'text', Array.from({ length: 12 }, (_, i) => `${i} ${'word '.repeat(20)}`).join('\n'));
    await settle(page);
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('+');
    const content = page.locator('.slide.current .slide-content');
    assert.ok(await content.evaluate((element) => element.scrollHeight > element.clientHeight && element.scrollWidth <= element.clientWidth));
    const number = await page.evaluate(() => window.deckyard.place().number);
    await page.keyboard.press('ArrowDown');
    assert.ok(await content.evaluate((element) => element.scrollTop > 0), 'the arrow scrolls first');
    assert.equal(await page.evaluate(() => window.deckyard.place().number), number);
  }));
});

/** Whether the canvas of the pen holds any colour. */
const isDrawnOn = (page) => page.locator('canvas.pen').evaluate((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean));
const isRed = (page, x, y) => page.locator('canvas.pen').evaluate((canvas, [atX, atY]) => {
  const [red, green, blue, alpha] = canvas.getContext('2d').getImageData(atX * devicePixelRatio, atY * devicePixelRatio, 1, 1).data;
  return red > 200 && green < 100 && blue < 100 && alpha > 200;
}, [x, y]);
async function stroke(page) {
  await page.mouse.move(200, 300);
  await page.mouse.down();
  await page.mouse.move(500, 300, { steps: 5 });
  await page.mouse.up();
}

describe('drawing', () => {
  test('the pen draws where the pointer is, sharply, thin and thick', () => open({ deviceScaleFactor: 2 }, async (page) => {
    await page.keyboard.press('w');
    const canvas = page.locator('canvas.pen');
    assert.deepEqual(await canvas.evaluate((c) => [c.width, c.height]), [2560, 1440]);
    await page.mouse.move(300, 200);
    assert.equal(await isDrawnOn(page), false, 'not without a button');
    await stroke(page);
    assert.ok(await isRed(page, 350, 300));
    assert.equal(await isRed(page, 350, 306), false);
    await page.keyboard.down('Shift');
    await stroke(page);
    await page.keyboard.up('Shift');
    assert.ok(await isRed(page, 350, 306));
    await page.mouse.move(500, 600);
    assert.equal(await isRed(page, 500, 450), false, 'nothing between two strokes');
    await page.mouse.down();
    await page.mouse.up();
    assert.ok(await isRed(page, 500, 600), 'a press leaves a dot');
    assert.equal(await isRed(page, 500, 450), false);
  }));

  test('it ends with its key, with Escape and with the slide, and a resize clears it', () => open(async (page) => {
    for (const end of ['w', 'Escape', 'ArrowRight', 'x']) {
      await page.evaluate(() => window.deckyard.show(document.querySelector('.slide')));
      await page.keyboard.press('w');
      await stroke(page);
      assert.ok(await isDrawnOn(page));
      await page.keyboard.press(end);
      assert.equal(await page.locator('canvas.pen').count(), 0, end);
    }
    await page.keyboard.press('w');
    await stroke(page);
    await page.setViewportSize({ width: 1000, height: 600 });
    await page.waitForFunction(() => document.querySelector('canvas.pen').width === 1000);
    assert.equal(await isDrawnOn(page), false);
    await stroke(page);
    assert.ok(await isRed(page, 350, 300));
    await page.setViewportSize(PHONE);
    await page.waitForFunction(() => !document.querySelector('canvas.pen'), null, { timeout: 3000 });
  }));

  test('a finger draws and does not turn the slide', () => open({ hasTouch: true }, async (page) => {
    const number = await page.evaluate(() => window.deckyard.place().number);
    await page.keyboard.press('w');
    const client = await page.context().newCDPSession(page);
    const touch = (type, touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [{ x: 600, y: 300 }]);
    for (let x = 580; x >= 200; x -= 20) await touch('touchMove', [{ x, y: 300 }]);
    await touch('touchEnd', []);
    assert.ok(await isRed(page, 400, 300));
    assert.equal(await page.evaluate(() => window.deckyard.place().number), number);
    await page.keyboard.press('Escape');
    await touch('touchStart', [{ x: 600, y: 300 }]);
    for (let x = 580; x >= 200; x -= 20) await touch('touchMove', [{ x, y: 300 }]);
    await touch('touchEnd', []);
    await page.waitForFunction((was) => window.deckyard.place().number !== was, number, { timeout: 3000 });
  }));

  test('the laser pointer follows, and goes', () => open({ viewport: { width: 1280, height: 800 } }, async (page) => {
    const dot = page.locator('.laser');
    for (const end of ['x', 'Escape', 'ArrowRight', 'w']) {
      await page.evaluate(() => window.deckyard.show(document.querySelector('.slide')));
      await page.keyboard.press('Escape');
      await page.keyboard.press('x');
      await page.mouse.move(320, 220);
      const box = await dot.boundingBox();
      assert.ok(Math.abs(box.x + box.width / 2 - 320) < 1 && Math.abs(box.y + box.height / 2 - 220) < 1, JSON.stringify(box));
      assert.equal(await page.evaluate(() => getComputedStyle(document.elementFromPoint(320, 220)).cursor), 'none');
      await page.keyboard.press(end);
      assert.equal(await dot.count(), 0, end);
    }
    await page.keyboard.press('Escape');
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.elementFromPoint(320, 220)).cursor), 'none');
  }));

  test('Escape still forgets a typed number', () => open(async (page) => {
    await page.keyboard.type('3');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => window.deckyard.place().number), 1);
  }));
});

test('the keys are in the help card', () => open(async (page) => {
  const described = await page.evaluate(() => window.deckyard.bindings.filter(({ group, text }) => /^(Showing|Presenting)$/.test(group) && text).flatMap(({ keys }) => keys));
  for (const key of ['n', '+', '-', 'w', 'x']) assert.ok(described.includes(key), key);
}));

test('paper has none of it', () => open(async (page) => {
  await showSlideWith(page, 'div.lab pre');
  await page.locator('.slide.current .lab-check').first().click();
  for (const key of ['+', 'n', 'w']) await page.keyboard.press(key);
  const look = () => page.locator('.slide.current div.lab').first().evaluate((lab) => [getComputedStyle(lab).borderColor, lab.offsetHeight]);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.code-copy:visible, .lab-check:visible, .pen:visible').count(), 0);
  const marked = await look();
  await page.evaluate(() => {
    document.querySelectorAll('.code-copy, .lab-check').forEach((button) => button.remove());
    document.querySelector('.slide.current .lab-done').classList.remove('lab-done');
    document.documentElement.classList.remove('code-numbers');
    document.querySelector('.slide.current').style.removeProperty('--code-zoom');
  });
  assert.deepEqual(await look(), marked);
}));

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}`, () => open({ colorScheme }, async (page) => {
    await showSlideWith(page, 'div.lab pre');
    await page.locator('.slide.current pre').first().hover();
    assert.deepEqual(await violations(page), []);
    await page.locator('.slide.current .lab-check').first().click();
    for (const key of ['n', '+', 'x']) await page.keyboard.press(key);
    assert.deepEqual(await violations(page), [], 'done, numbered, larger, pointed at');
    await page.keyboard.press('w');
    assert.deepEqual(await violations(page), [], 'with the pen');
    await page.setViewportSize(PHONE);
    await page.waitForTimeout(300);
    assert.deepEqual(await violations(page), [], 'to read');
  }));
}

test('keeps to the policy over HTTP and asks nobody', () => open({ origin: 'http' }, async (page) => {
  await showSlideWith(page, 'div.lab pre');
  await page.locator('.slide.current .lab-check').first().click();
  for (const key of ['n', '+', '+', 'w', 'x', 'x']) await page.keyboard.press(key);
  await page.locator('.slide.current .code-copy').first().click();
  await page.waitForFunction(() => window.seek('.deck-toast').textContent !== '');
}));
