// Makes a site of the guide: `node scripts/guide-site.mjs FOLDER`.
//
// Each list of docs/README.md becomes a deck, each page of the guide a chapter, and each heading a
// slide, so that the guide is built, searched and read like any site of Deckyard. A picture gets a
// slide of its own. The result is not in the repository: the pages are the source.

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const REPOSITORY = 'https://github.com/deckyard/deckyard/blob/main';

/** The lists of the index that become decks: the heading of each, its name, its title. */
const LISTS = [
  ['Tutorial:', 'tutorial', 'Deckyard: tutorial'],
  ['How to write and present:', 'write', 'Deckyard: how to write and present'],
  ['How to change the design:', 'design', 'Deckyard: how to change the design'],
  ['How to publish:', 'publish', 'Deckyard: how to publish'],
  ['Reference:', 'reference', 'Deckyard: reference'],
  ['Explanations:', 'explanations', 'Deckyard: explanations'],
];

/** The folder of the pictures, relative to the pages. */
const PICTURES = '../images/';

/** Languages of code for which there is no grammar. */
const UNCOLOURED = /(`{3,})(?:ftl|caddyfile|elisp|vim)$/;

const read = (path) => readFileSync(join(ROOT, path), 'utf8');

/** The pages that a list of the index links to, by their paths. */
function pages(index, words) {
  const start = index.indexOf(`\n${words}\n`);
  if (start < 0) throw new Error(`docs/README.md has no list “${words}”`);
  const list = index.slice(start + words.length + 3).split('\n\n')[0];
  return [...list.matchAll(/^- \[[^\]]+\]\(([^)#]+\.md)\)/gm)].map(([, path]) => posix.join('docs', path));
}

/** The anchor of a heading, as forges make it. */
const anchor = (heading) => heading.toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/ /g, '-').replace(/[^\p{L}\p{N}_-]/gu, '');

const stem = (path) => posix.basename(path, '.md');

/** The name of the slide of a heading. */
const nameOf = (path, heading) => (heading ? `${stem(path)}--${anchor(heading)}` : `${stem(path)}--`);

/** An address on a page, converted for the site. */
function address(target, path, deck, deckOf) {
  if (/^[a-z]+:/.test(target)) return target;
  if (target.startsWith(PICTURES)) return target.replace(PICTURES, 'guide/images/');
  const [file, fragment = ''] = target.split('#');
  const page = file ? posix.join(posix.dirname(path), file) : path;
  const home = deckOf.get(page);
  if (!home) return `${REPOSITORY}/${page}${fragment && `#${fragment}`}`;
  return `${home === deck ? '' : `${home}.html`}#${stem(page)}--${fragment}`;
}

/** A line of prose with the addresses of the site; its code stays unchanged. */
function prose(line, path, deck, deckOf) {
  const change = (text) => text.replace(/\]\(([^)\s]+)\)/g, (_, target) => `](${address(target, path, deck, deckOf)})`);
  // A link can have code in its text, so code is put aside first.
  const codes = [];
  const bare = line.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, (code) => `\u0001${codes.push(code) - 1}\u0002`);
  return change(bare).replace(/\u0001(\d+)\u0002/g, (_, at) => codes[at]);
}

/** Variables are replaced in code too: a word joiner preserves them. */
const inert = (line) => line.replace(/@@/g, '@\u2060@');

/** A page as a chapter: a slide for each heading of the first two levels. */
function chapter(path, deck, deckOf) {
  let fence = '';
  let isFirst = true;
  let isAfterPicture = false;
  let title = '';
  let place = 0; // The line on which the slide's name is.
  const lines = [];
  for (const line of read(path).split('\n')) {
    const mark = /^\s*(`{3,})/.exec(line)?.[1] ?? '';
    if (fence || mark) {
      const isEnd = fence && mark.length >= fence.length && line.trim() === mark;
      // Options for the tests of the documentation are not for readers.
      lines.push(inert(fence || !mark ? line : line.replace(/(`{3,}\S*).*/, '$1').replace(UNCOLOURED, '$1text')));
      fence = fence ? (isEnd ? '' : fence) : mark;
      continue;
    }
    const heading = /^(#{1,2}) (.*)$/.exec(line);
    const lower = /^#{3,} (.*)$/.exec(line);
    if (lower) lines[place + 1] = [lines[place + 1] || 'aliases:', nameOf(path, lower[1])].join(lines[place + 1] ? ', ' : ' ');
    if (isAfterPicture && line && !heading) {
      lines.push('---', '', `## ${title}`, '');
      isAfterPicture = false;
    }
    if (/^!\[.*\]\(.*\)$/.test(line)) {
      lines.push('---', '', 'class: center, middle', '', prose(line, path, deck, deckOf));
      isAfterPicture = true;
      continue;
    }
    if (!heading) {
      lines.push(line.startsWith('<!--') ? '' : inert(prose(line, path, deck, deckOf)));
      continue;
    }
    if (!isFirst) lines.push('---', '');
    place = lines.length;
    // The second line is for names of lower headings, the third ends the properties.
    lines.push(`name: ${nameOf(path, isFirst ? '' : heading[2])}`, '', '', inert(prose(line, path, deck, deckOf)));
    isFirst = false;
    isAfterPicture = false;
    title = inert(prose(heading[2], path, deck, deckOf));
  }
  return lines.join('\n');
}

const folder = process.argv[2];
if (!folder) throw new Error('usage: node scripts/guide-site.mjs FOLDER');
const index = read('docs/README.md');
const decks = LISTS.map(([words, name, title]) => ({ name, title, paths: pages(index, words) }));
const deckOf = new Map(decks.flatMap(({ name, paths }) => paths.map((path) => [path, name])));
const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
if (!existsSync(join(folder, 'workshops.yml'))) write('workshops.yml', 'site:\n  title: Deckyard\n  description: The guide\n  chapter-pages: true\n');
for (const { name, title, paths } of decks) {
  const content = paths.map((path) => `- guide/${stem(path)}.md`).join('\n');
  write(`slides/${name}.yml`, `title: "${title}"\nsections: false\ncontent:\n${content}\n`);
  for (const path of paths) write(`slides/guide/${stem(path)}.md`, chapter(path, name, deckOf));
}
cpSync(join(ROOT, 'docs/images'), join(folder, 'slides/guide/images'), { recursive: true });
