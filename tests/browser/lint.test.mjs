// Shipped files use only features of the browsers in `browserslist` of web/package.json, in which
// decks are presented. Older ones must still be able to parse the scripts, which then leave the
// page in the reading view.
//
// `scripts/bundle --check` lints the modules of the scripts. The exception is there, with its
// reason; its fallback is next to it. Any further problem of a shipped file comes from the
// bundling.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from './harness.mjs';
import { exceptions, wrong } from '../../web/support.mjs';

const STATIC = path.join(ROOT, 'static');
const known = await exceptions();

for (const name of readdirSync(STATIC).filter((file) => /\.(css|js)$/.test(file))) {
  test(name, async () => {
    const found = await wrong(name, readFileSync(path.join(STATIC, name), 'utf8'));
    assert.deepEqual(found.filter((message) => !known.get(name)?.has(message)), []);
  });
}

test('exceptions are found', () => assert.deepEqual([...known.get('deck.js')].length, 1));

for (const [name, text] of [
  ['nested.css', '.a { .b { color: red; } }'],
  ['nested-in-media.css', '@media print { .a { & > .b { color: red; } } }'],
  ['has.css', '.a:has(.b) { color: red; }'],
  ['trigonometry.css', '.a { transform: scale(tan(atan2(1px, 2px))); }'],
  ['zoom.css', '.a { zoom: 2; }'],
  ['height.css', '.a { margin: 1rlh; }'],
  ['look-behind.js', 'window.a = /(?<!b)c/;'],
  ['assignment.js', 'let a; a ??= 1;'],
  ['module.js', 'import "./a.js";'],
  ['idle.js', 'requestIdleCallback(() => {});'],
]) {
  test(`${name} is noticed`, async () => assert.notDeepEqual(await wrong(name, text), []));
}
