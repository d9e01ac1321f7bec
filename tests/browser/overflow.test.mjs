// `deckyard check --overflow`: the findings of the program from a browser's measurements.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeFolder, run, setUp, withPage } from './harness.mjs';
import { start, until } from './served.mjs';

const HIGH = `## High\n\n${'- line\n'.repeat(40)}`;
const LOW = `## Low\n\n${'- line\n'.repeat(4)}`;
const { browser } = setUp(makeFolder({ 'empty.txt': '' }));
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

const CHAPTER = `# Steps

${'- line\n'.repeat(9)}
--

${'- more\n'.repeat(12)}
---

# Chain

\`\`\`mermaid
flowchart LR
${Array.from({ length: 40 }, (_, at) => `box${at}`).join(' --> ')}
\`\`\`

---

background-color: #ffee00

# Yellow

<span style="color: #fff">white on yellow</span> and black

---

class: pic

<b style="font-size: 9px">tiny</b>

---

## ${'Why a dough has to rest '.repeat(8)}

Long

---

## One,<br>two,<br>three lines of ${'the author '.repeat(2)}

Begun

---

class: title

# ${'Why a dough has to rest '.repeat(8)}

---

# Fine

\`"slides": 0, "found": []\` <b hidden style="font-size: 3px; color: #eee">unseen</b> H<sub>2</sub>O

\`\`\`rust
fn main() {} // a comment
\`\`\`

.small[small, <mark>marked</mark>] .footnote[a note]
`;
const FOUND = [
  /^slides\/chapter\.md:1:1: warning\[overflow\] the slide `chapter-steps` is higher than the stage from step 1 on;/,
  /^slides\/chapter\.md:34:1: warning\[small-type\] the slide `chapter-chain` has type that is too small to read;/,
  /^slides\/chapter\.md:43:1: warning\[low-contrast\] the slide `chapter-yellow` has text with too little contrast;/,
  /^slides\/chapter\.md:49:1: warning\[small-type\] the slide `chapter-tiny` has type that is too small to read;/,
  /^slides\/chapter\.md:53:1: warning\[long-title\] the title of the slide `chapter-why-a-dough[a-z-]*` is too long;/,
];
const findings = (text) => text.split('\n').filter((line) => /\[(overflow|long-title|small-type|low-contrast)\]/.test(line));

test('what cannot be read is named at its line: by its step, its size and its colours', () => {
  const found = findings(check(CHAPTER).stderr);
  assert.equal(found.length, FOUND.length, found.join('\n'));
  for (const [at, pattern] of FOUND.entries()) assert.match(found[at], pattern);
});

test('the open page of `serve` finds the same', async () => {
  const expected = findings(check(CHAPTER).stderr);
  const server = await start(site, '--format', 'short');
  await withPage(browser(), `${server.url}/deck.html`, { base: server.url }, () => until(() => findings(server.said).length >= expected.length, () => server.said));
  assert.deepEqual(findings(server.said).sort(), expected.sort());
  await server.stop();
});

test('without a browser it says so', () => {
  const { status, stderr } = check(LOW, { CHROMIUM: '/nowhere/chromium' });
  assert.match(stderr, /\/nowhere\/chromium/);
  assert.equal(status, 2);
});
