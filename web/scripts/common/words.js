// Texts in the language of the page. The scripts have the English ones; a page in another language
// carries the others as JSON behind its slides, so that they delay no slide. languages/*.ftl has
// all of them, as `ui_…`.

let json = '';
/** @type {Record<string, string>} */
let own = {};

/** @param {string} name */
function ownWord(name) {
  const now = document.querySelector('body > [data-words]')?.textContent ?? '';
  if (now !== json) [json, own] = [now, JSON.parse(now || '{}')]; // It comes late, and edits change it.
  return own[name];
}

/**
 * Words by name. They are looked up when they are used, since the page may still be loading.
 * @template {Record<string, string>} Words
 * @param {Words} english
 * @returns {Words}
 */
export const words = (english) => new Proxy(english, {
  get: (target, name) => ownWord(String(name)) ?? target[String(name)],
});

/** A text with values in its gaps. @param {string} text @param {Record<string, string | number | undefined>} values */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** Whether the page is written from right to left. */
export const isRightToLeft = () => document.documentElement.dir === 'rtl';
