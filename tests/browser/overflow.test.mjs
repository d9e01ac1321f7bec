// `deckyard check --overflow`: what the program makes of a browser's measure.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CHROMIUM } from './harness.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const PROGRAM = path.resolve(process.env.DECKYARD ?? path.join(here, '../../target/release/deckyard'));
const HIGH = `## High\n\n${'- line\n'.repeat(40)}`;
const LOW = `## Low\n\n${'- line\n'.repeat(4)}`;
let site;

before(() => {
  assert.ok(existsSync(PROGRAM), `no program at ${PROGRAM}: build it, or set DECKYARD to its path`);
  site = mkdtempSync(path.join(os.tmpdir(), 'overflow-test-'));
  mkdirSync(path.join(site, 'slides'));
  writeFileSync(path.join(site, 'slides/deck.yml'), 'title: T\ncontent: [chapter.md]\n');
});
after(() => rmSync(site, { recursive: true }));

const check = (chapter, env = {}) => {
  writeFileSync(path.join(site, 'slides/chapter.md'), chapter);
  return spawnSync(PROGRAM, ['check', '--overflow', '--format', 'short', '--site', site], {
    encoding: 'utf8', env: { ...process.env, CHROMIUM, ...env },
  });
};

test('a slide that is too high is named with its line', () => {
  const { status, stderr } = check(`${LOW}\n---\n\n${HIGH}`);
  assert.match(stderr, /^slides\/chapter\.md:10:1: warning\[overflow\] .*`chapter-high`/m);
  assert.equal(stderr.match(/\[overflow\]/g).length, 1);
  assert.equal(status, 0);
});

test('slides that fit are not mentioned', () => {
  const { status, stderr } = check(`${LOW}\n---\n\n${LOW}`);
  assert.doesNotMatch(stderr, /overflow/);
  assert.equal(status, 0);
});

test('without a browser it says so', () => {
  const { status, stderr } = check(LOW, { CHROMIUM: '/nowhere/chromium' });
  assert.match(stderr, /\/nowhere\/chromium/);
  assert.equal(status, 2);
});
