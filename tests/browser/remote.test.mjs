// The presenter's phone moves the windows of the author and of followers; strangers get nothing;
// followers may ask questions.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PHONE, allAt, openView, place, violations } from './harness.mjs';
import { ALPHA, BETA, GAMMA, PATIENCE, WELCOME, lead, until, withDeck } from './served.mjs';

const OPTIONS = ['--follow', '127.0.0.1', '--remote', '127.0.0.1', '--questions'];

/** The link of the remote control, as the terminal shows it. */
const linkOf = (server) => /^to present from your phone; keep it to yourself: (\S+)$/m.exec(server.said)[1];

/** An author's window, a follower, and the phone, all at the first slide. */
const withPhone = (body, { files } = {}) => withDeck('/one.html#1', ({ page, server, open, ...rest }) => open(`${server.share}one.html`, (follower) => open(linkOf(server), async (phone) => {
  await phone.setViewportSize(PHONE);
  await lead(page, ALPHA);
  await phone.waitForURL(/one\.html/);
  await phone.locator('.present .text').waitFor({ timeout: PATIENCE });
  await allAt([page, follower, phone], `${ALPHA}/0`);
  await body({ page, server, open, follower, phone, ...rest });
})), { files, options: OPTIONS });

describe('the remote control', () => {
  test('drives the deck, both ways, with notes; the key leaves its address', () => withPhone(async ({ page, follower, phone }) => {
    assert.equal(new URL(phone.url()).search, '');
    assert.equal(await phone.evaluate(() => document.cookie), '', 'no script reads the cookie');
    await phone.locator('.present .next').click();
    await allAt([page, follower, phone], `${BETA}/0`);
    assert.match(await phone.textContent('.present .text'), /Say it slowly/);
    assert.equal(await follower.locator('.notes').count(), 0);
    for (let step = 1; step <= 2; step += 1) await phone.locator('.present .next').click();
    await allAt([page, follower, phone], `${BETA}/2`);
    await page.keyboard.press('ArrowRight');
    await allAt([page, follower, phone], `${GAMMA}/0`);
    await phone.locator('.present .previous').click();
    await phone.locator('.present .previous').click();
    await phone.locator('.present .previous').click();
    await allAt([page, follower, phone], `${BETA}/0`);
    await phone.waitForTimeout(300);
    await allAt([page, follower, phone], `${BETA}/0`); // No echo goes on.
    assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    assert.deepEqual(await violations(phone), []);
  }));

  test('makes black, points, and comes along to another deck', () => withPhone(async ({ page, follower, phone }) => {
    const isBlack = (on) => page.waitForFunction((wanted) => document.documentElement.classList.contains('black') === wanted, on, { timeout: PATIENCE });
    await phone.locator('.present .blacken').click();
    await isBlack(true);
    await page.keyboard.press('b');
    await phone.waitForFunction(() => document.querySelector('.present .blacken').ariaPressed === 'false', null, { timeout: PATIENCE });
    await phone.locator('.present .pointer').click();
    const { x, y, width, height } = await phone.locator('.slide.current').boundingBox();
    await phone.mouse.move(x + width / 4, y + height / 2);
    await page.locator('.laser').waitFor({ timeout: PATIENCE });
    const [dot, slide] = [await page.locator('.laser').boundingBox(), await page.locator('.slide.current').boundingBox()];
    assert.ok(Math.abs(dot.x + dot.width / 2 - slide.x - slide.width / 4) < 3, `the dot is at ${dot.x}`);
    await page.goto(page.url().replace(/one\.html.*/, 'two.html'));
    await page.waitForFunction(() => window.deckyard?.place());
    await page.keyboard.press('ArrowRight');
    await phone.waitForURL(/two\.html/, { timeout: PATIENCE });
    await follower.waitForURL(/two\.html/, { timeout: PATIENCE });
  }));

  test('is nothing for a stranger, and a follower moves nobody', () => withPhone(async ({ page, server, follower, phone }) => {
    const link = new URL(linkOf(server));
    for (const [path, method] of [['/', 'GET'], ['/one.html', 'GET'], ['/?key=0123', 'GET'], ['/__deckyard/events', 'GET'], ['/__deckyard/place', 'POST']]) {
      const answer = await fetch(link.origin + path, { method, redirect: 'manual', body: method === 'POST' ? '{}' : undefined });
      assert.equal(answer.status, 403, path);
      assert.equal((await answer.text()).trim(), 'Forbidden.');
    }
    const refused = await follower.evaluate((body) => Promise.all(['place', 'black', 'point', 'dismiss', 'open'].map(async (name) => (await fetch(`__deckyard/${name}`, { method: 'POST', body })).status)), JSON.stringify({ deck: 'one', id: GAMMA, step: 0 }));
    assert.deepEqual(refused, [405, 405, 405, 405, 405]);
    const notAllowed = await phone.evaluate(() => Promise.all(['open', 'share', 'overflow'].map(async (name) => (await fetch(`__deckyard/${name}`, { method: 'POST', body: '{}' })).status)));
    assert.deepEqual(notAllowed, [404, 404, 404]);
    assert.equal((await phone.content()).includes('data-token'), false);
    await phone.keyboard.press('Home');
    await allAt([page, follower, phone], `${WELCOME}/0`);
    await follower.keyboard.press('End');
    await follower.waitForTimeout(300);
    assert.equal(await place(page), `${WELCOME}/0`);
  }));
});

test('who follows asks, and only the presenter sees it', () => withPhone(async ({ page, server, open, follower, phone }) => {
  await openView(page);
  await follower.locator('.live-question').click();
  await follower.locator('.live-ask textarea').fill('Why <b>flour</b>?');
  await follower.locator('.live-ask form button').first().click();
  await follower.locator('.live-ask [role=status]', { hasText: 'Sent to the presenter' }).waitFor({ timeout: PATIENCE });
  await follower.locator('.live-ask button', { hasText: 'Too fast' }).click();
  for (const presenter of [page, phone]) {
    await presenter.locator('.present .questions li span', { hasText: 'Why <b>flour</b>?' }).waitFor({ timeout: PATIENCE });
    await presenter.locator('.present .audience-pace', { hasText: 'Too fast: 1' }).waitFor({ timeout: PATIENCE });
    assert.deepEqual(await violations(presenter), []);
  }
  assert.deepEqual(await violations(follower), []);
  await open(`${server.share}one.html`, async (other) => {
    await other.waitForSelector('.live-question');
    assert.equal((await other.content()).includes('flour'), false);
  });
  await phone.locator('.present .questions button').click();
  await until(async () => await page.locator('.present .questions li').count() === 0, 'the question is gone');
}));
