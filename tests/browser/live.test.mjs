// `deckyard serve`: edits arrive in the open page, problems are shown, and others follow the presenter.

import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { allAt, go, makeFolder, openClone, openView, place, settle, violations, waitForSlide } from './harness.mjs';
import { assertUntouched } from './hostile.mjs';
import { ALPHA, BETA, GAMMA, OMEGA, PATIENCE, WELCOME, differences, isListening, isSamePage, lead, mark, slideNumber, start, until, whenLoadedAnew, whenShown, withDeck } from './served.mjs';

describe('an edit', () => {
  test('arrives in the open page, which is not loaded anew', () => withDeck('/one.html#2', async ({ page, server, edit }) => {
    await page.evaluate((id) => { document.getElementById(id).isOld = true; }, BETA);
    edit('slides/shared.md', 'The first letter', 'The very first letter');
    await whenShown(page, ALPHA, 'The very first letter');
    assert.ok(await isSamePage(page));
    assert.ok(await page.evaluate((id) => document.getElementById(id).isOld, BETA), 'the other slides stay as they are');
    assert.deepEqual(await differences(page), []);
    await until(() => /^slides\/shared\.md: 2 decks rebuilt, 2 slides changed, [\d.]+ ms/m.test(server.said), () => server.said);
  }));

  test('takes the page to the first slide that it changed', () => withDeck('/one.html#1', async ({ page, file, edit }) => {
    const text = readFileSync(file('slides/shared.md'), 'utf8');
    writeFileSync(file('slides/shared.md'), text.replace('- two', '- zwei').replace('The third', 'The last'));
    await waitForSlide(page, BETA, 0);
    await page.keyboard.press('e');
    await page.waitForFunction(() => window.seek('.deck-toast').textContent !== '');
    edit('slides/last.md', 'The end', 'The very end');
    await whenShown(page, OMEGA, 'The very end');
    await settle(page);
    assert.equal(await place(page), `${BETA}/0`, '`e` switched that off');
    await page.keyboard.press('e');
    edit('slides/last.md', 'The very end', 'The end');
    await waitForSlide(page, OMEGA, 0);
    assert.ok(await isSamePage(page));
  }));

  test('of the slide on screen keeps the step', () => withDeck('/one.html#5', async ({ page, edit }) => {
    await waitForSlide(page, BETA, 2);
    edit('slides/shared.md', '- two', '- zwei');
    await whenShown(page, BETA, 'zwei');
    await waitForSlide(page, BETA, 2);
    edit('slides/shared.md', '## Beta', '## Better');
    await whenShown(page, 'shared-better', 'zwei');
    await waitForSlide(page, 'shared-better', 2);
    assert.ok(await isSamePage(page));
    assert.deepEqual(await differences(page), []);
  }));

  test('that puts a slide in moves the numbers of the later ones', () => withDeck('/one.html#5', async ({ page, edit }) => {
    await page.keyboard.press('e');
    assert.equal(await slideNumber(page), '5/7');
    edit('slides/shared.md', '## Beta', '## Alef\n\nAnother one\n\n---\n\n## Beta');
    await whenShown(page, 'shared-alef', 'Another one');
    await waitForSlide(page, BETA, 2);
    assert.equal(await slideNumber(page), '6/8');
    await page.waitForFunction(() => location.hash === '#6', null, { timeout: PATIENCE });
    assert.equal(await page.evaluate((id) => document.getElementById(id).dataset.number, GAMMA), '7');
    assert.equal(await page.evaluate(() => document.getElementById('7').closest('.slide').id), GAMMA);
    assert.deepEqual(await differences(page), [], 'numbers, ids and lines are those of a new page');
    assert.ok(await isSamePage(page));
    await page.keyboard.press('ArrowRight');
    await waitForSlide(page, GAMMA);
  }));

  for (const goes of [true, false]) {
    test(`that removes the slide on screen shows what stands in its place${goes ? '' : ', also when the page stays'}`, () => withDeck('/one.html#6', async ({ page, edit }) => {
      await waitForSlide(page, GAMMA);
      if (!goes) await page.keyboard.press('e');
      edit('slides/shared.md', '\n---\n\n## Gamma\n\nThe third letter\n', '');
      await waitForSlide(page, OMEGA);
      assert.equal(await slideNumber(page), '6/6');
      assert.ok(await isSamePage(page));
      assert.deepEqual(await differences(page), []);
      await page.keyboard.press('ArrowLeft');
      await waitForSlide(page, BETA, 2);
    }));
  }

  test('reaches a page to read as well', () => withDeck('/one.html#1', async ({ page, edit }) => {
    await page.evaluate(() => window.deckyard.setMode('read'));
    edit('slides/last.md', 'The end', 'The very end');
    await whenShown(page, OMEGA, 'The very end');
    await page.waitForFunction((id) => document.getElementById(id).getBoundingClientRect().top < innerHeight, OMEGA, { timeout: PATIENCE });
    assert.ok(await isSamePage(page));
  }));

  test('of a page to read has its links and buttons', () => withDeck('/one.html#1', async ({ page, edit }) => {
    await page.evaluate(() => window.deckyard.setMode('read'));
    await page.locator(`#${OMEGA} .slide-links`).waitFor({ state: 'attached', timeout: PATIENCE });
    edit('slides/last.md', 'The end', '.lab[\n```sh\necho end\n```\n]');
    await whenShown(page, OMEGA, 'echo end');
    for (const name of ['slide-links', 'code-copy', 'lab-check']) {
      await page.locator(`#${OMEGA} .${name}`).waitFor({ state: 'attached', timeout: PATIENCE });
    }
    assert.ok(await isSamePage(page));
  }));

  test('shows in the search and in the table of contents, too', () => withDeck('/one.html#1', async ({ page, edit }) => {
    await page.keyboard.press('i');
    const topic = (title) => page.locator('.panel-outline a', { hasText: title });
    await topic('Omega').waitFor({ timeout: PATIENCE });
    edit('slides/last.md', '## Omega', '## Finis');
    await topic('Finis').waitFor({ timeout: PATIENCE });
    assert.equal(await topic('Omega').count(), 0);
    await waitForSlide(page, 'last-finis');
    await go(page, WELCOME);
    await page.keyboard.press('/');
    await page.keyboard.type('finis');
    await page.keyboard.press('Enter');
    await waitForSlide(page, 'last-finis');
  }));

  test('of a chapter with planned minutes counts in presenter view', () => withDeck('/one.html#2', async ({ page, edit }) => {
    await waitForSlide(page, ALPHA);
    await openView(page);
    edit('slides/first.md', 'Hello', 'Hello again');
    await whenShown(page, WELCOME, 'Hello again');
    await page.waitForFunction((id) => window.deckyard.place()?.slide.id === id, WELCOME, { timeout: PATIENCE });
    assert.equal(await page.locator('.present').isVisible(), true);
    assert.equal(await isSamePage(page), false, 'the view has the slides of before; it begins anew');
    await page.keyboard.press('ArrowRight');
    await allAt([page], `${ALPHA}/0`);
    assert.equal(await page.locator('.present .pace').isVisible(), true);
  }, { files: { 'slides/one.yml': 'title: One\ncontent:\n- chapter: first.md\n  minutes: 5\n- shared.md\n- last.md\n' } }));
});

const BROKEN = '@@INCLUDE[nowhere.md]';
const overlay = '.surface-problems';

describe('a problem', () => {
  test('is shown as in the terminal, over the last good page, until it is fixed', () => withDeck('/one.html#2', async ({ page, server, edit }) => {
    edit('slides/shared.md', 'The first letter', BROKEN);
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    const text = (await page.textContent(`${overlay} pre`)).trim();
    assert.match(text, /^error\[include-missing\]/);
    assert.match(text, /slides\/shared\.md:3:/);
    await until(() => server.said.includes(text), () => `${server.said}\nsays\n${text}`);
    assert.match(server.said, /build failed; still serving the previous version/);
    await whenShown(page, ALPHA, 'The first letter');
    assert.deepEqual(await violations(page), []);

    const second = await page.context().newPage();
    await second.goto(page.url().replace('one.html', 'two.html'));
    await second.waitForSelector(overlay, { timeout: PATIENCE });
    assert.equal(await second.locator(`${overlay} li`).count(), 1);

    edit('slides/shared.md', BROKEN, 'The newest letter');
    for (const window of [page, second]) {
      await window.waitForSelector(overlay, { state: 'detached', timeout: PATIENCE });
      await whenShown(window, ALPHA, 'The newest letter');
    }
    assert.ok(await isSamePage(page));
  }));

  test('can be put aside, and comes back when another one is made', () => withDeck('/one.html#2', async ({ page, edit }) => {
    edit('slides/shared.md', 'The first letter', BROKEN);
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    await page.locator(`${overlay} h2 button`).click();
    assert.equal(await page.locator(overlay).count(), 0);
    edit('slides/last.md', 'The end', '@@INCLUDE[also-nowhere.md]');
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    assert.equal(await page.locator(`${overlay} li`).count(), 2);
  }));

  test('opens in the editor at its place, for pages with the token only', () => {
    const folder = makeFolder({ 'editor.sh': '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.part"\nmv "$0.part" "$0.got"\n' });
    const script = path.join(folder, 'editor.sh');
    const got = `${script}.got`;
    chmodSync(script, 0o755);
    return withDeck('/one.html#2', async ({ page, server, edit, file }) => {
      edit('slides/shared.md', 'The first letter', BROKEN);
      await page.waitForSelector(overlay, { timeout: PATIENCE });
      const body = JSON.stringify({ build: 1, index: 0 });
      for (const headers of [{}, { 'x-deckyard-token': 'x' }, { 'x-deckyard-token': '' }]) {
        const answer = await fetch(`${server.url}/__deckyard/open`, { method: 'POST', body, headers });
        assert.equal(answer.status, 403, JSON.stringify(headers));
      }
      const foreign = await page.evaluate(() => document.querySelector('script[data-token]').dataset.token);
      const answer = await fetch(`${server.url}/__deckyard/open`, { method: 'POST', body, headers: { 'x-deckyard-token': foreign, origin: 'http://evil.example' } });
      assert.equal(answer.status, 403, 'from a page of another site');
      await page.locator(`${overlay} li button`).click();
      await until(() => existsSync(got), 'the editor was started');
      assert.deepEqual(readFileSync(got, 'utf8').trim().split('\n'), [file('slides/shared.md'), '3', '1']);
      rmSync(got);
    }, { options: ['--editor', `${script} {file} {line} {column}`] });
  });

  test('leads to no editor when there is none', () => withDeck('/one.html#2', async ({ page, edit }) => {
    edit('slides/shared.md', 'The first letter', BROKEN);
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    assert.equal(await page.locator(`${overlay} li button`).count(), 0);
  }));

  test('with the height of a slide is told in the terminal, with its place, and that it is mended', () => withDeck('/one.html#1', async ({ page, server, edit }) => {
    edit('slides/last.md', 'The end', Array.from({ length: 40 }, (_, n) => `Line ${n}`).join('\n\n'));
    const line = await until(() => server.said.split('\n').find((one) => one.includes('overflow')), () => server.said);
    assert.match(line, /^slides\/last\.md:1:\d+: warning\[overflow\]/);
    await page.waitForFunction(() => !document.querySelector('.live-measure'), null, { timeout: PATIENCE });
    assert.equal(server.said.match(/overflow/g).length, 1, 'no other slide, and once');
    const lines = (count) => Array.from({ length: count }, (_, n) => `Line ${n}`).join('\n\n');
    edit('slides/last.md', lines(40), 'The end');
    await until(() => /^slides\/last\.md:1: the slide `last-omega` fits the stage again$/m.test(server.said), () => server.said);
    edit('slides/last.md', 'The end', lines(40));
    await until(() => server.said.match(/overflow/g).length === 2, () => server.said);
  }, { options: ['--format', 'short'] }));
});

describe('several windows', () => {
  test('all get the edit, presenter view too', () => withDeck('/one.html#3', async ({ page, edit }) => {
    await waitForSlide(page, BETA, 0);
    await openView(page);
    const audience = await openClone(page);
    const other = await page.context().newPage();
    await other.goto(page.url().replace('one.html', 'two.html'));
    await allAt([page, audience], `${BETA}/0`);
    await page.keyboard.press('ArrowRight');
    await allAt([page, audience], `${BETA}/1`);
    for (const window of [audience, other]) await mark(window);

    edit('slides/shared.md', 'Say it slowly', 'Say it twice');
    await page.waitForFunction(() => document.querySelector('.present .side .text').textContent.includes('Say it twice'), null, { timeout: PATIENCE });
    edit('slides/shared.md', '- three', '- drei');
    for (const window of [page, audience, other]) await whenShown(window, BETA, 'drei');
    await allAt([page, audience], `${BETA}/1`);
    await page.waitForFunction(() => document.querySelector('.present .preview').textContent.includes('drei'), null, { timeout: PATIENCE });
    for (const window of [page, audience, other]) assert.ok(await isSamePage(window));
    await audience.keyboard.press('ArrowRight');
    await allAt([page, audience], `${BETA}/2`);

    edit('slides/shared.md', 'The third letter', 'The last letter');
    await allAt([page, audience], `${GAMMA}/0`);
  }));

  test('another one listens when the first is closed', () => withDeck('/one.html#1', async ({ page, edit }) => {
    const second = await page.context().newPage();
    await second.goto(page.url());
    await mark(second);
    await page.close();
    await isListening(second);
    edit('slides/shared.md', 'The first letter', 'The very first letter');
    await whenShown(second, ALPHA, 'The very first letter');
  }));

  test('a server that is started anew finds the page again', () => withDeck('/one.html#5', async ({ page, server, folder, edit }) => {
    await waitForSlide(page, BETA, 2);
    await server.stop();
    edit('slides/first.md', 'Hello\n', 'Hello\n\n---\n\n## Again\n');
    const next = await start(folder, '--port', new URL(server.url).port);
    try {
      await whenLoadedAnew(page);
      await waitForSlide(page, BETA, 2);
      assert.equal(await slideNumber(page), '6/8');
      await mark(page);
      edit('slides/shared.md', '- two', '- zwei');
      await whenShown(page, BETA, 'zwei');
      assert.ok(await isSamePage(page));
    } finally {
      await next.stop();
    }
  }));
});

describe('follow me', () => {
  const options = ['--follow', '127.0.0.1'];
  const button = '.live-follow';
  const withFollower = (address, body) => withDeck('/one.html#1', ({ page, server, open, ...rest }) => open(server.share + address, async (follower) => {
    await follower.waitForSelector(button, { timeout: PATIENCE });
    await body({ page, server, open, follower, ...rest });
  }), { options });
  const isAway = async (follower) => await follower.getAttribute(button, 'aria-pressed') === 'false';

  test('a follower goes where the presenter goes, step by step', () => withFollower('one.html', async ({ page, follower }) => {
    await assertUntouched(follower, '.live-follow');
    await lead(page, BETA);
    await allAt([page, follower], `${BETA}/0`);
    for (const step of [1, 2]) {
      await page.keyboard.press('ArrowRight');
      await allAt([page, follower], `${BETA}/${step}`);
    }
    await page.keyboard.press('ArrowLeft');
    await allAt([page, follower], `${BETA}/1`);
    assert.equal(await isAway(follower), false);
    // However fast the presenter moves, the last place wins.
    for (let n = 0; n < 12; n += 1) for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await allAt([page, follower], `${WELCOME}/0`);
    await settle(follower);
    await allAt([page, follower], `${WELCOME}/0`);
    // The same place again, after another window was elsewhere.
    const audience = await openClone(page);
    await audience.keyboard.press('End');
    await allAt([page, audience, follower], `${OMEGA}/0`);
    await page.keyboard.press('Home');
    await allAt([page, audience, follower], `${WELCOME}/0`);
  }));

  test('may go its own way, and come back', () => withFollower('one.html', async ({ page, follower }) => {
    await lead(page, BETA);
    await allAt([follower], `${BETA}/0`);
    await follower.keyboard.press('End');
    await allAt([follower], `${OMEGA}/0`);
    assert.ok(await isAway(follower));
    await page.keyboard.press('ArrowRight');
    await lead(page, GAMMA);
    await settle(follower);
    await allAt([follower], `${OMEGA}/0`);
    await follower.reload();
    await until(() => isAway(follower), 'a page that is loaded anew stays where it was');
    assert.deepEqual(await violations(follower), []);
    await follower.locator(button).click();
    await allAt([page, follower], `${GAMMA}/0`);
    assert.equal(await isAway(follower), false);
    assert.deepEqual(await violations(follower), []);
    await page.keyboard.press('ArrowRight');
    await allAt([page, follower], `${OMEGA}/0`);
  }));

  test('begins on the index, and may go back there', () => withFollower('', async ({ page, follower }) => {
    await lead(page, BETA, 1);
    await follower.waitForURL(/one\.html/, { timeout: PATIENCE });
    await allAt([follower], `${BETA}/1`);
    await follower.evaluate(() => document.querySelector('.deck-header a').click());
    await follower.waitForURL(/index\.html/, { timeout: PATIENCE });
    await until(() => isAway(follower), 'the start leaves it alone');
    assert.equal(await follower.locator('a[href="./two.html"]').count(), 0, 'the other deck is not shared');
    const other = await page.context().newPage();
    await other.goto(page.url().replace('one.html', 'two.html'));
    await follower.locator('a[href="./two.html"]').click();
    await waitForSlide(follower, ALPHA);
    assert.ok(await isAway(follower));
    await follower.locator(button).click();
    await follower.waitForURL(/one\.html/, { timeout: PATIENCE });
    await allAt([page, follower], `${BETA}/1`);
  }));

  test('works below a path, for who presents and who follows', () => withDeck('/one.html#1', async ({ page, server, edit, open }) => {
    assert.match(page.url(), /\/talk\/one\.html/);
    await open(server.share, async (follower) => {
      await lead(page, BETA, 1);
      await follower.waitForURL(/\/talk\/one\.html/, { timeout: PATIENCE });
      await allAt([page, follower], `${BETA}/1`);
      edit('slides/shared.md', 'The first letter', 'The very first letter');
      await whenShown(page, ALPHA, 'The very first letter');
      await whenShown(follower, ALPHA, 'The very first letter');
      assert.ok(await isSamePage(page));
    });
  }, { options: ['--base', '/talk/', '--follow', '127.0.0.1'] }));

  test('who comes late begins where the presenter is', () => withFollower('one.html', async ({ page, server, open, follower }) => {
    await lead(page, BETA, 2);
    await allAt([follower], `${BETA}/2`);
    await open(`${server.share}two.html`, async (late) => {
      await late.waitForURL(/one\.html/, { timeout: PATIENCE });
      await allAt([late], `${BETA}/2`);
    });
  }));

  test('an edit reaches followers, and takes them along', () => withFollower('one.html', async ({ page, edit, follower }) => {
    await mark(follower);
    await lead(page, WELCOME);
    await lead(page, BETA);
    await allAt([follower], `${BETA}/0`);
    edit('slides/shared.md', 'The third letter', 'The last letter');
    await allAt([page, follower], `${GAMMA}/0`);
    await whenShown(follower, GAMMA, 'The last letter');
    assert.equal(await isAway(follower), false);
    assert.ok(await isSamePage(follower));
    edit('slides/shared.md', 'The last letter', BROKEN);
    await page.waitForSelector(overlay, { timeout: PATIENCE });
    assert.equal(await follower.locator(overlay).count(), 0, 'problems are the author\'s');
  }));

  test('takes no orders, and has no secrets', () => withFollower('one.html', async ({ page, server, follower }) => {
    const token = await page.evaluate(() => document.querySelector('script[data-token]').dataset.token);
    assert.match(token, /^[0-9a-f]{32}$/);
    assert.equal((await follower.content()).includes(token), false);
    for (const name of ['place', 'open', 'share', 'overflow', 'events']) {
      const body = JSON.stringify({ deck: 'one', id: OMEGA, step: 0, index: 0, high: [] });
      const answer = await fetch(`${server.share}__deckyard/${name}`, { method: 'POST', body, headers: { 'x-deckyard-token': token } });
      assert.equal(answer.status, 405, name);
    }
    for (const name of ['slides/one.yml', 'slides/shared.md', 'templates/deck.html']) {
      assert.equal((await fetch(server.share + name)).status, 404, name);
    }
    await lead(page, BETA);
    await allAt([follower], `${BETA}/0`);
  }));

  test('`q` shows the link and its QR code', () => withFollower('one.html', async ({ page, server }) => {
    await page.keyboard.press('q');
    await page.waitForSelector('dialog.live-share[open] svg', { timeout: PATIENCE });
    await assertUntouched(page, '.live-share p');
    const url = await page.textContent('.live-share p');
    assert.equal(url, `${server.share}one.html`);
    assert.equal((await fetch(url)).status, 200);
    const { width, height } = await page.locator('.live-share svg').boundingBox();
    assert.ok(width > 200 && Math.abs(width - height) < 2, `${width} × ${height}`);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.live-share', { state: 'detached', timeout: PATIENCE });
    await page.keyboard.press('ArrowRight');
    await waitForSlide(page, ALPHA);
    assert.match(server.said, /[▀▄█]{10}/, 'the terminal shows one, too');
  }));

  test('`q` says what is missing without --follow', () => withDeck('/one.html#1', async ({ page }) => {
    await page.keyboard.press('q');
    await page.waitForFunction(() => window.seek('.deck-toast')?.textContent.includes('--follow'), null, { timeout: PATIENCE });
    assert.equal(await page.locator('.live-share').count(), 0);
  }));
});
