// Followers: only a person at the presenter's window moves them, and they get only shared content.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allAt, go, openClone, openView, place, serve, settle, waitForNumber, waitForSlide } from './harness.mjs';
import { ALPHA, BETA, GAMMA, OMEGA, PATIENCE, WELCOME, lead, until, withDeck } from './served.mjs';

const FOLLOW = ['--follow', '127.0.0.1'];
const STRANGER = { isStrict: false }; // Its page is on another host, and is refused.
const SILENCE = 600; // ms in which an order would have arrived.

/** A deck with a presenter and a follower, both at the beginning. */
const withFollower = (body, { files, options = FOLLOW, isStrict } = {}) => withDeck('/one.html#1', ({ page, server, open, ...rest }) => open(`${server.share}one.html`, async (follower) => {
  await follower.waitForSelector('.live-follow', { timeout: PATIENCE });
  await lead(page, ALPHA);
  await allAt([page, follower], `${ALPHA}/0`);
  await body({ page, server, open, follower, ...rest });
}), { files, options, isStrict });

/** Another site, of an attacker who wants to move the followers. */
async function withStranger(html, body) {
  const site = await serve((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><title>Stranger</title><a id="away">away</a>${html}`);
  });
  try {
    await body(site.url.replace('127.0.0.1', 'localhost'));
  } finally {
    site.close();
  }
}

/** Nothing moved the followers. */
async function staysAt(follower, wanted) {
  await follower.waitForTimeout(SILENCE);
  assert.equal(await place(follower), wanted);
}

describe('a page from elsewhere', () => {
  test('cannot show the presenter\'s page in a frame, nor move anybody by one', () => withFollower(async ({ page, server, follower }) => {
    await withStranger(`<iframe src="${server.url}/one.html#7" width="800" height="600"></iframe>`, async (url) => {
      const stranger = await page.context().newPage();
      await stranger.goto(url);
      await stranger.mouse.click(400, 300);
      await stranger.keyboard.press('ArrowRight');
      for (const number of [5, 6, 7]) {
        await stranger.evaluate(([to, n]) => { document.querySelector('iframe').src = `${to}/one.html#${n}`; }, [server.url, number]);
        await stranger.waitForTimeout(50);
      }
      const frame = stranger.frames()[1];
      assert.equal(await frame.evaluate(() => document.querySelector('.slide')).catch(() => null), null, 'the frame is empty');
      await staysAt(follower, `${ALPHA}/0`);
      await stranger.close();
    });
    await page.bringToFront();
    await page.keyboard.press('ArrowRight');
    await allAt([page, follower], `${BETA}/0`);
  }, STRANGER));

  test('that opens it in a window does not move anybody', () => withFollower(async ({ page, server, follower }) => {
    await withStranger(`<button onclick="window.opened = window.open('${server.url}/one.html#7', 'victim')">open</button>`, async (url) => {
      const stranger = await page.context().newPage();
      await stranger.goto(url);
      const [victim] = await Promise.all([page.context().waitForEvent('page'), stranger.locator('button').click()]);
      await victim.waitForFunction(() => window.deckyard?.place(), null, { timeout: PATIENCE });
      await staysAt(follower, `${ALPHA}/0`);
      for (const number of [5, 6, 2]) {
        await stranger.evaluate(([to, n]) => {
          try { window.opened.location.href = `${to}/one.html#${n}`; } catch { /* Not its window any more. */ }
        }, [server.url, number]);
        await stranger.waitForTimeout(50);
      }
      assert.equal(await victim.evaluate(() => window.opener), null);
      await staysAt(follower, `${ALPHA}/0`);
      // A person at that window moves them.
      await victim.bringToFront();
      await victim.keyboard.press('Home');
      await allAt([victim, follower], `${WELCOME}/0`);
    });
  }, STRANGER));

  test('cannot ask, and its windows share no deck', () => withFollower(async ({ page, server, follower }) => {
    await withStranger('', async (url) => {
      const stranger = await page.context().newPage();
      await stranger.goto(url);
      const failed = await stranger.evaluate((to) => Promise.all(['/one.html', '/two.html', '/no.html', '/__deckyard/events'].map((path) => Promise.all([
        fetch(to + path, { mode: 'no-cors' }).then(() => false, () => true),
        fetch(to + path).then(() => false, () => true),
        new Promise((done) => { Object.assign(new Image(), { onload: () => done(false), onerror: () => done(true) }).src = to + path; }),
      ]))), server.url);
      assert.deepEqual(failed.flat(), Array(12).fill(true));
      await stranger.evaluate((to) => {
        for (const name of ['place', 'share', 'open']) {
          for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
            fetch(`${to}/__deckyard/${name}`, { method: 'POST', mode: 'no-cors', headers: { 'content-type': type }, body: '{"deck":"one","id":"last-omega","step":0}' }).catch(() => {});
          }
        }
        const form = Object.assign(document.createElement('form'), { method: 'post', enctype: 'text/plain', action: `${to}/__deckyard/place`, target: 'other' });
        form.append(Object.assign(document.createElement('input'), { name: '{"deck":"one","id":"last-omega","step":0,"x":"', value: '"}' }));
        document.body.append(form);
        form.submit();
      }, server.url);
      await stranger.evaluate((to) => { window.open(`${to}/two.html`); }, server.url);
      await staysAt(follower, `${ALPHA}/0`);
      assert.equal((await fetch(`${server.share}two.html`)).status, 404);
    });
  }, STRANGER));
});

describe('the presenter\'s window', () => {
  test('moves nobody when a script or its address does', () => withFollower(async ({ page, follower }) => {
    await go(page, BETA);
    await page.evaluate(() => window.deckyard.next());
    await waitForNumber(page, 4);
    await page.evaluate(() => { location.hash = '#6'; });
    await waitForSlide(page, GAMMA);
    await page.evaluate(() => {
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
      document.querySelector('main').dispatchEvent(new WheelEvent('wheel', { deltaY: 500, bubbles: true }));
      document.body.click();
    });
    await waitForSlide(page, OMEGA);
    await staysAt(follower, `${ALPHA}/0`);
    // Nor does an edit, as long as no person has moved the window.
    await page.keyboard.press('Home');
    await allAt([page, follower], `${WELCOME}/0`);
  }));

  test('moves nobody to where only its address was, after an edit', () => withFollower(async ({ page, follower, edit }) => {
    await page.evaluate(() => { location.hash = '#6'; });
    await waitForSlide(page, GAMMA);
    await page.evaluate(() => window.deckyard.store.set('live-stay', 'yes'));
    edit('slides/last.md', 'The end', 'The very end');
    await page.waitForFunction((id) => document.getElementById(id).textContent.includes('very end'), OMEGA, { timeout: PATIENCE });
    await staysAt(follower, `${ALPHA}/0`);
  }));

  test('moves nobody from within a frame', () => withFollower(async ({ page, server, open, follower }) => {
    await open(`${server.url}/two.html`, async (host) => {
      await host.evaluate(() => {
        document.body.innerHTML = '<iframe src="/one.html#2" style="position:fixed;inset:0;width:900px;height:600px;z-index:99"></iframe>';
      });
      const frame = host.frameLocator('iframe');
      await frame.locator('.slide.current').waitFor({ timeout: PATIENCE });
      await host.mouse.click(450, 300);
      await host.keyboard.press('End');
      await frame.locator(`#${OMEGA}.current`).waitFor({ timeout: PATIENCE });
      await staysAt(follower, `${ALPHA}/0`);
    });
  }));

  test('moves those who follow by keys, numbers, wheel, links, panels and the way back', () => withFollower(async ({ page, follower }) => {
    const isAt = (id, step = 0) => allAt([page, follower], `${id}/${step}`);
    await page.keyboard.press('ArrowRight');
    await isAt(BETA);
    await page.keyboard.press(' ');
    await isAt(BETA, 1);
    await page.mouse.move(640, 300);
    await page.mouse.wheel(0, 200);
    await isAt(BETA, 2);
    await lead(page, WELCOME);
    await isAt(WELCOME);
    await page.locator(`#${WELCOME} a`).click();
    await isAt(GAMMA);
    await page.goBack();
    await isAt(WELCOME);
    await page.keyboard.press('/');
    await page.keyboard.type('omega');
    await page.keyboard.press('Enter');
    await isAt(OMEGA);
    await page.keyboard.press('o');
    await page.locator('.panel-overview button', { hasText: 'Alpha' }).click();
    await isAt(ALPHA);
    await page.keyboard.press('i');
    await page.locator('.panel-outline a', { hasText: 'Gamma' }).click();
    await isAt(GAMMA);
  }, { files: { 'slides/first.md': '## Welcome\n\n[to the third](#shared-gamma)\n' } }));

  test('and its second window both lead, and share no window with others', () => withFollower(async ({ page, follower }) => {
    await openView(page);
    const audience = await openClone(page);
    assert.notEqual(await audience.evaluate(() => window.opener), null, 'they know each other');
    await page.keyboard.press('ArrowRight');
    await allAt([page, audience, follower], `${BETA}/0`);
    await audience.keyboard.press('End');
    await allAt([page, audience, follower], `${OMEGA}/0`);
    await page.keyboard.press('Home');
    await allAt([page, audience, follower], `${WELCOME}/0`);
  }));
});

describe('who follows', () => {
  test('has no notes, and presenter view says so', () => withFollower(async ({ page, follower }) => {
    await lead(page, BETA, 2);
    await allAt([follower], `${BETA}/2`);
    const html = await follower.content();
    assert.equal(await follower.locator('.notes').count(), 0);
    assert.equal(html.includes('Say it slowly'), false);
    assert.equal(html.includes('shared.md'), false, 'nor does it say where slides were written');
    await openView(follower);
    assert.equal(await follower.textContent('.present .side .text'), 'The presenter does not share the notes');
    await follower.keyboard.press('s');
    assert.equal((await follower.content()).includes('Say it slowly'), false);
    await page.keyboard.press('p');
    assert.match(await page.textContent('.present .side .text'), /Say it slowly/);
  }));

  test('has them when they are shared', () => withFollower(async ({ page, follower }) => {
    await lead(page, BETA);
    await allAt([follower], `${BETA}/0`);
    await follower.keyboard.press('p');
    assert.match(await follower.textContent('.present .side .text'), /Say it slowly/);
    await lead(page, GAMMA);
    await allAt([follower], `${GAMMA}/0`);
    assert.equal(await follower.textContent('.present .side .text'), 'No notes');
  }, { options: [...FOLLOW, '--follow-notes'] }));

  test('waits at the start, and goes along to each deck that is opened', () => withDeck('/two.html#1', ({ page, server, open }) => open(server.share, async (follower) => {
    await follower.waitForSelector('.live-follow', { timeout: PATIENCE });
    assert.equal(await follower.locator('h1').textContent(), 'Follow the presentation');
    // The list appears as soon as the deck is open, before anybody moves.
    await follower.locator('a[href="./two.html"]').waitFor({ timeout: PATIENCE });
    assert.equal(await follower.locator('a[href="./one.html"]').count(), 0);
    await page.keyboard.press('ArrowRight');
    await follower.waitForURL(/two\.html/, { timeout: PATIENCE });
    await allAt([page, follower], `${BETA}/0`);
    await page.goto(`${server.url}/one.html#1`);
    await page.keyboard.press('End');
    await follower.waitForURL(/one\.html/, { timeout: PATIENCE });
    await allAt([page, follower], `${OMEGA}/0`);
    await settle(follower);
    await until(async () => await follower.locator('.live-follow').getAttribute('aria-pressed') === 'true', 'it still follows');
  }), { options: FOLLOW }));
});
