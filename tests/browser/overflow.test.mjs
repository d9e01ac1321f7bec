// `deckyard check --overflow`: what the program makes of a browser's measure.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeFolder, run } from './harness.mjs';

const HIGH = `## High\n\n${'- line\n'.repeat(40)}`;
const LOW = `## Low\n\n${'- line\n'.repeat(4)}`;
const site = makeFolder({ 'slides/deck.yml': 'title: T\ncontent: [chapter.md]\n' });

const check = (chapter, env) => {
  writeFileSync(path.join(site, 'slides/chapter.md'), chapter);
  return run(['check', '--overflow', '--format', 'short', '--site', site], env);
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
