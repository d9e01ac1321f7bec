// The built-in scripts and style sheets keep to what the browsers of `browserslist` in package.json know: decks are
// presented in those. Older ones must still be able to read the scripts, which then leave the page as it is, to read.
//
// An exception stands in the file, with its reason; its fallback stands beside it.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import compat from 'eslint-plugin-compat';
import es from 'eslint-plugin-es-x';
import stylelint from 'stylelint';
import { ROOT } from './harness.mjs';

const { browserslist } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const STATIC = path.join(ROOT, 'static');
const files = (extension) => readdirSync(STATIC).filter((name) => name.endsWith(extension));

const linter = new ESLint({
  cwd: ROOT,
  overrideConfigFile: true,
  overrideConfig: [{
    // What browsers since 2020 can read.
    languageOptions: { ecmaVersion: 2020, sourceType: 'script' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { compat, 'es-x': es },
    settings: { targets: browserslist, lintAllEsApis: true },
    rules: {
      'compat/compat': 'error',
      // With one of these, Safari before 16.4 reads nothing of a file.
      'es-x/no-regexp-lookbehind-assertions': 'error',
    },
  }],
});

const STYLES = {
  plugins: ['stylelint-no-unsupported-browser-features'],
  reportNeedlessDisables: true,
  reportDescriptionlessDisables: true,
  rules: {
    'plugin/no-unsupported-browser-features': [true, { browsers: browserslist, ignorePartialSupport: true }],
    // Nesting; a condition within a condition is none.
    'max-nesting-depth': [0, { ignoreAtRules: ['media', 'supports'] }],
    // What the list of features above does not have.
    'function-disallowed-list': ['/^(a?(sin|cos|tan)2?|atan2|abs|sign|round|mod|rem|hypot|pow|sqrt|log|exp)$/'],
    'property-disallowed-list': ['text-size-adjust'],
    'unit-disallowed-list': ['rlh'],
  },
};

/** What is wrong in a script or a style sheet. */
async function wrong(name, text) {
  if (name.endsWith('.js')) {
    const [{ messages }] = await linter.lintText(text, { filePath: path.join(STATIC, name) });
    return messages.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`);
  }
  const { results: [{ warnings }] } = await stylelint.lint({ code: text, config: STYLES, configBasedir: import.meta.dirname });
  return warnings.map(({ line, column, text: message }) => `${name}:${line}:${column}: ${message}`);
}

for (const name of [...files('.css'), ...files('.js')]) {
  test(name, async () => assert.deepEqual(await wrong(name, readFileSync(path.join(STATIC, name), 'utf8')), []));
}

for (const [name, text] of [
  ['nested.css', '.a { .b { color: red; } }'],
  ['nested-in-media.css', '@media print { .a { & > .b { color: red; } } }'],
  ['has.css', '.a:has(.b) { color: red; }'],
  ['without-reason.css', '/* stylelint-disable-next-line plugin/no-unsupported-browser-features */\n.a:has(.b) { color: red; }'],
  ['trigonometry.css', '.a { transform: scale(tan(atan2(1px, 2px))); }'],
  ['zoom.css', '.a { zoom: 2; }'],
  ['look-behind.js', 'window.a = /(?<!b)c/;'],
  ['assignment.js', 'let a; a ??= 1;'],
  ['idle.js', 'requestIdleCallback(() => {});'],
]) {
  test(`${name} is noticed`, async () => assert.notDeepEqual(await wrong(name, text), []));
}
