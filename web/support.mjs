// Whether shipped files use only features that browsers support, for tests/browser/lint.test.mjs.

import { ESLint } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import stylelint from 'stylelint';
import { support as scripts } from './eslint.config.js';
import { support as styles } from './stylelint.config.js';

const HERE = import.meta.dirname;
const STYLES = { plugins: ['stylelint-no-unsupported-browser-features'], rules: styles };

/** A linter that checks only the features that browsers must support. */
const linter = (languageOptions) => new ESLint({
  cwd: HERE, overrideConfigFile: true, overrideConfig: [{ files: ['**/*.js'], languageOptions, ...scripts }],
});
// A shipped file is a script that browsers since 2020 can read; its sources are modules.
const [shipped, modules] = [linter({ ecmaVersion: 2020, sourceType: 'script' }), linter({ ecmaVersion: 2023, sourceType: 'module' })];

/** The problems of a style sheet, including those with an exception. */
async function wrongInStyle(text) {
  const { results: [{ warnings, parseErrors }] } = await stylelint.lint({ code: text, config: STYLES, configBasedir: HERE, ignoreDisables: true });
  return [...warnings, ...parseErrors].map((warning) => warning.text);
}

/** The problems of a shipped file, each message once, without locations. */
export async function wrong(name, text) {
  if (name.endsWith('.css')) return [...new Set(await wrongInStyle(text))];
  const [{ messages }] = await shipped.lintText(text, { filePath: path.join(HERE, name) });
  return [...new Set(messages.map(({ message }) => message))];
}

/** The shipped file that a source is part of. Shared files have no exceptions. */
function partOf(source) {
  const [folder, name] = path.relative(HERE, source).split(path.sep);
  return folder === 'styles' ? name : `${name.replace(/\.js$/, '')}.js`;
}

/** The messages for which the sources have an exception, by shipped file. */
export async function exceptions() {
  const found = new Map();
  const add = (source, message) => found.set(partOf(source), (found.get(partOf(source)) ?? new Set()).add(message));
  for (const { filePath, suppressedMessages } of await modules.lintFiles(['scripts'])) for (const { message } of suppressedMessages) add(filePath, message);
  for (const name of readdirSync(path.join(HERE, 'styles'))) {
    const source = path.join(HERE, 'styles', name);
    for (const message of await wrongInStyle(readFileSync(source, 'utf8'))) add(source, message);
  }
  return found;
}
