// Lints the style sheets of pages: for mistakes, and for what the browsers of `browserslist` in package.json lack. An
// exception is in the file, with its reason; its fallback is beside it.

import manifest from './package.json' with { type: 'json' };

/** What a browser must know to apply a style sheet. */
export const support = {
  'plugin/no-unsupported-browser-features': [true, { browsers: manifest.browserslist, ignorePartialSupport: true }],
  // Nesting; a condition within a condition is none.
  'max-nesting-depth': [0, { ignoreAtRules: ['media', 'supports'] }],
  // What the list of features above does not have.
  'function-disallowed-list': ['/^(a?(sin|cos|tan)2?|atan2|abs|sign|round|mod|rem|hypot|pow|sqrt|log|exp)$/'],
  'property-disallowed-list': ['text-size-adjust'],
  'unit-disallowed-list': ['rlh'],
};

export default {
  extends: 'stylelint-config-recommended',
  plugins: ['stylelint-no-unsupported-browser-features'],
  reportNeedlessDisables: true,
  reportDescriptionlessDisables: true,
  rules: {
    ...support,
    // Rules are in the order of what they are about.
    'no-descending-specificity': null,
    // A value for older browsers comes before the one for newer ones.
    'declaration-block-no-duplicate-properties': [true, { ignore: ['consecutive-duplicates-with-different-values'] }],
  },
};
