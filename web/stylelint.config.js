// Lints the style sheets of pages: for mistakes, and for features that the browsers of
// `browserslist` in package.json lack. An exception is in the file, with its reason; its fallback
// is beside it.

import manifest from './package.json' with { type: 'json' };

/** The features that a browser must support to apply a style sheet. */
export const support = {
  'plugin/no-unsupported-browser-features': [true, { browsers: manifest.browserslist, ignorePartialSupport: true }],
  // Nesting; nested conditions do not count.
  'max-nesting-depth': [0, { ignoreAtRules: ['media', 'supports'] }],
  // Features that the list above lacks.
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
    // Rules are ordered by subject.
    'no-descending-specificity': null,
    // A value for older browsers comes before the one for newer ones.
    'declaration-block-no-duplicate-properties': [true, { ignore: ['consecutive-duplicates-with-different-values'] }],
  },
};
