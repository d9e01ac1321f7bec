// Reads the real style sheets and exits with status 1 if a colour is not readable: every token of
// code.css on every background of code, and every pair of foreground and background of deck.css and
// site.css, in both palettes, with each built-in theme. Usage: node contrast.mjs [folder of the
// style sheets]

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? path.join(here, '../../web/styles');
const read = (name) => readFileSync(path.join(folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

const TOKENS = ('comment keyword string number constant function type variable attr tag operator punct meta ' +
  'inserted deleted heading builtin').split(' ');
const MINIMUM = 4.5; // WCAG 2.2, 1.4.3, text of normal size.

/** `light-dark(#a, #b)` or one colour, as [light, dark]; null for anything else. */
function pair(value) {
  const both = /^light-dark\(\s*(\S+?)\s*,\s*(\S+?)\s*\)$/.exec(value.trim());
  const colours = both ? [both[1], both[2]] : [value.trim(), value.trim()];
  return colours.every((c) => /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(c)) ? colours : null;
}

function luminance(hex) {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d).join('') : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((i) => {
    const c = parseInt(digits.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

/** The custom properties of the first `:root` rule that are colours, after those of a palette that they replace. */
function palette(css, base = new Map()) {
  const root = /:root\s*\{([\s\S]*?)\n\}/.exec(css);
  const found = new Map(base);
  for (const [, name, value] of (root?.[1] ?? '').matchAll(/--([\w-]+):\s*([^;]+);/g)) {
    const other = /^var\(--([\w-]+)\)$/.exec(value);
    const colours = other ? found.get(other[1]) : pair(value);
    if (colours) found.set(name, colours);
  }
  return found;
}

const problems = [];
let n_pairs = 0;
function check(what, ink, ground, minimum = MINIMUM) {
  for (const [i, mode] of ['light', 'dark'].entries()) {
    n_pairs += 1;
    if (!ink || !ground) problems.push(`${what}: no colour found`);
    else if (contrast(ink[i], ground[i]) < minimum) {
      problems.push(`${what} (${mode}): ${ink[i]} on ${ground[i]} is ${contrast(ink[i], ground[i]).toFixed(2)}:1, at least ${minimum}:1 is needed`);
    }
  }
}

const code = read('code.css');
const PAIRS = {
  paper: ['ink', 'muted', 'accent', 'red', 'lab', 'warning', 'extra', 'belt'],
  canvas: ['ink', 'muted', 'accent'],
  'code-paper': ['ink', 'accent'],
  'code-line': ['ink'],
  'code-mark': ['ink', 'muted'],
  'lab-paper': ['ink', 'lab', 'accent', 'muted'],
  'warning-paper': ['ink', 'warning', 'accent', 'muted', 'red'],
  'extra-paper': ['ink', 'extra', 'accent', 'muted'],
  'belt-paper': ['ink', 'belt', 'accent', 'muted'],
  'title-paper': ['title-ink', 'title-muted', 'title-accent'],
  'title-glow': ['title-ink', 'title-muted', 'title-accent'],
};
/** Foreground and background pairs on the index and other pages; the last two are buttons. */
const SITE_PAIRS = {
  paper: ['ink', 'muted', 'accent', 'red', 'warning'],
  canvas: ['ink', 'muted', 'accent'],
  'lab-paper': ['ink', 'lab'],
  'title-paper': ['title-ink', 'title-muted', 'title-accent'],
  accent: ['accent-ink'],
  'title-accent': ['title-paper'],
};

/** The sheets of decks and of other pages in a theme; without one, in the default theme. */
function checkTheme(name, sheet) {
  const deck = palette(sheet, palette(read('deck.css')));
  for (const token of TOKENS) {
    const rule = new RegExp(`\\.hl-${token}[\\s,{][^}]*?(?<![-\\w])color:\\s*(light-dark\\([^)]*\\)|#\\w+)`).exec(code);
    const ink = rule && pair(rule[1]);
    for (const ground of ['code-paper', 'code-line', 'code-mark']) check(`${name} .hl-${token} on --${ground}`, ink, deck.get(ground));
  }
  const site = palette(sheet, palette(read('site.css')));
  for (const [part, pairs, colours] of [['deck.css', PAIRS, deck], ['site.css', SITE_PAIRS, site]]) {
    for (const [ground, inks] of Object.entries(pairs)) {
      for (const ink of inks) check(`${name} ${part} --${ink} on --${ground}`, colours.get(ink), colours.get(ground));
    }
  }
}

checkTheme('default', '');
// `remark` looks like remark, always light; an author's own sheet has its colours.
const themes = readdirSync(folder).filter((file) => /^theme-(?!remark)/.test(file));
for (const file of themes) checkTheme(file, read(file));
// What `deckyard new theme` writes.
if (!process.argv[2]) checkTheme('new theme', read('../../src/starter/theme/theme.css'));

for (const problem of problems) console.error(problem);
console.log(`${n_pairs} pairs of colours, ${problems.length} below ${MINIMUM}:1`);
process.exitCode = problems.length ? 1 : 0;
