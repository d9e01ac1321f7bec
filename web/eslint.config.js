// Lints the scripts of pages. They keep to what the browsers of `browserslist` in package.json know: decks are presented in
// those. An exception is in the file, with its reason; its fallback is beside it.

import js from '@eslint/js';
import compat from 'eslint-plugin-compat';
import es from 'eslint-plugin-es-x';
import globals from 'globals';
import manifest from './package.json' with { type: 'json' };

/** The features that a browser must support to run a script. */
export const support = {
  plugins: { compat, 'es-x': es },
  settings: { targets: manifest.browserslist, lintAllEsApis: true },
  rules: {
    'compat/compat': 'error',
    // With one of these, Safari before 16.4 rejects the whole file.
    'es-x/no-regexp-lookbehind-assertions': 'error',
  },
};

export default [
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    ...js.configs.recommended,
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-shadow': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      'prefer-template': 'error',
    },
  },
  { files: ['scripts/**'], languageOptions: { globals: globals.browser }, ...support },
  { files: ['*.{js,mjs}'], languageOptions: { ecmaVersion: 'latest', globals: globals.node } },
];
