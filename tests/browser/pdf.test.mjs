// PDFs, pictures and presentations of decks, read by programs that are not ours: qpdf, poppler's pdfinfo and pdftotext,
// pptxtojson.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'pptxtojson/dist/index.js';

const PROGRAM = process.env.DECKYARD;
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** More slides than are printed at once, so that links connect chunks. */
const N_MORE = 130;

const CHAPTER = `# Bread

Über Brot.

---

name: dough

## Dough

[to the oven](#oven) and [to another deck](other.html) and [elsewhere](https://mill.example/flour)

| A | B |
|---|---|
| 1 | 2 |

--

Then it rests.

???

A note about the dough.

---

class: hidden

## Kept secret

---

${Array.from({ length: N_MORE }, (_, n) => `## Loaf ${n + 1}\n\n![A loaf](loaf.png)\n`).join('\n---\n\n')}

---

name: oven

## Oven

[back](#dough)

<script>throw new Error('a script of the deck that fails'); </script>
`;

let folder;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function run(...args) {
  const { status, stderr } = spawnSync(PROGRAM, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, TMPDIR: folder, DECKYARD_CACHE: join(folder, 'caches') } });
  return { status, said: stderr };
}

function done(...args) {
  const { status, said } = run(...args);
  assert.equal(status, 0, said);
  return said;
}

const tool = (name, ...args) => execFileSync(name, args, { cwd: folder, encoding: 'utf8' });
const facts = (file) => Object.fromEntries(tool('pdfinfo', file).split('\n').filter(Boolean).map((line) => line.split(/:\s+(.*)/s)));

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'deckyard-pdf-'));
  write('workshops.yml', 'site:\n  title: Bakery\n  url: https://bakery.example/\n  downloads: [pdf]\nspeakers:\n  ann: {name: Ann & Co}\n');
  write('slides/bread.yml', 'title: Brot für alle\nauthors: [ann, Zoë Öl]\nlanguage: de\nexclude: [hidden]\ncontent:\n- bread.md\n');
  write('slides/other.yml', 'title: Other\nnotes: private\ncontent:\n- other.md\n');
  write('slides/bread.md', CHAPTER);
  write('slides/other.md', '# Other\n\n???\n\nA private note.\n');
  write('slides/loaf.yml', 'title: Loaf\ncontent:\n- loaf.md\n');
  write('slides/loaf.md', '## Loaf & crumb\n\n[to the oven](#oven), [flour](https://mill.example/flour)\n\n???\n\nA note about the loaf.\n\n---\n\nname: oven\n\n## Oven\n');
  write('slides/loaf.png', Buffer.from(PIXEL, 'base64'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('a PDF has the slides, an outline, labels, a language, tags, and links from chunk to chunk', () => {
  done('export', 'pdf', 'bread');
  tool('qpdf', '--check', 'bread.pdf');
  const { Title, Author, Tagged, Pages } = facts('bread.pdf');
  assert.deepEqual([Title, Author, Tagged, Number(Pages)], ['Brot für alle', 'Ann & Co, Zoë Öl', 'yes', N_MORE + 3]);
  assert.match(tool('pdfinfo', '-meta', 'bread.pdf'), /<dc:creator><rdf:Seq><rdf:li>Ann &amp; Co<\/rdf:li><rdf:li>Zoë Öl<\/rdf:li>/);
  const text = tool('pdftotext', 'bread.pdf', '-');
  for (const word of ['Über Brot', 'Then it rests', `Loaf ${N_MORE}`]) assert.ok(text.includes(word), word);
  for (const word of ['A note about', 'Kept secret']) assert.ok(!text.includes(word), word);
  const json = JSON.parse(tool('qpdf', '--json=2', 'bread.pdf'));
  const objects = json.qpdf[1];
  const catalog = objects[`obj:${objects.trailer.value['/Root']}`].value;
  assert.equal(catalog['/Lang'], 'u:de');
  assert.deepEqual(json.pagelabels.map(({ index, label }) => [index, label['/St'] ?? 1]), [[0, 1], [2, 4]], 'a slide in two steps has two numbers');
  const all = (entries) => entries.flatMap((entry) => [[entry.title, entry.destpageposfrom1], ...all(entry.kids)]);
  assert.deepEqual([all(json.outlines).length, all(json.outlines).at(-1)], [N_MORE + 3, ['Oven', N_MORE + 3]]);
  const pageOf = (ref) => json.pages.findIndex(({ object }) => object === ref) + 1;
  const links = Object.values(objects).map(({ value }) => value).filter((value) => value?.['/Subtype'] === '/Link');
  const pages = links.filter((link) => link['/Dest']).map((link) => pageOf(link['/Dest'][0]));
  assert.ok(pages.includes(N_MORE + 3) && pages.includes(2), `links lead to pages ${pages}`);
  const addresses = links.flatMap((link) => link['/A']?.['/URI'] ?? []);
  assert.deepEqual(addresses.sort(), ['u:https://bakery.example/other.html', 'u:https://mill.example/flour']);
  const images = Object.values(objects).filter(({ stream }) => stream?.dict['/Subtype'] === '/Image');
  assert.ok(images.length < 6, `${images.length} pictures, which are one`);
});

test('the same deck is the same file', () => {
  done('export', 'pdf', 'bread', '-o', 'again.pdf');
  assert.ok(readFileSync(join(folder, 'bread.pdf')).equals(readFileSync(join(folder, 'again.pdf'))));
});

test('notes, steps and sheets', () => {
  done('export', 'pdf', 'bread', '--notes', '--paper', 'letter', '-o', 'notes.pdf');
  assert.match(facts('notes.pdf')['Page size'], /612 x 792/);
  assert.ok(tool('pdftotext', 'notes.pdf', '-').includes('A note about the dough'));
  done('export', 'pdf', 'bread', '--steps', '-o', 'steps.pdf');
  assert.equal(Number(facts('steps.pdf').Pages), N_MORE + 4);
  done('export', 'pdf', 'bread', '--handout', '6', '-o', 'sheets.pdf');
  assert.equal(Number(facts('sheets.pdf').Pages), Math.ceil((N_MORE + 3) / 6));
  for (const file of ['notes.pdf', 'steps.pdf', 'sheets.pdf']) tool('qpdf', '--check', file);
  done('export', 'pdf', 'other');
  assert.ok(!tool('pdftotext', 'other.pdf', '-').includes('private note'));
});

test('a build prints once, and then needs no browser', () => {
  done('build');
  for (const deck of ['bread', 'other']) tool('qpdf', '--check', `public/${deck}.pdf`);
  rmSync(join(folder, 'public'), { recursive: true });
  const env = process.env.CHROMIUM;
  process.env.CHROMIUM = join(folder, 'no-browser');
  done('build');
  write('slides/other.md', '# Changed\n');
  const { status, said } = run('build');
  process.env.CHROMIUM = env;
  assert.equal(status, 1);
  assert.match(said, /error\[no-browser\]/);
});

test('pictures of slides', () => {
  done('export', 'png', 'bread', '--slide', 'oven', '--size', '640x480', '-o', 'oven.png');
  const png = readFileSync(join(folder, 'oven.png'));
  assert.deepEqual([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)], ['PNG', 640, 360]);
  done('export', 'png', 'other', '-o', 'pictures');
  assert.deepEqual(readdirSync(join(folder, 'pictures')), ['other-001.png']);
  assert.ok(statSync(join(folder, 'pictures/other-001.png')).size > 2000);
  const { status, said } = run('export', 'png', 'bread', '--slide', '999');
  assert.deepEqual([status, said], [2, `error: there is no slide 999: the slides are numbered 1 to ${N_MORE + 4}\n`]);
});

test('thumbnails of slides are drawn once, and go where pages show them', () => {
  const site = (key) => write('small/workshops.yml', `site:\n  title: Bakery\n  search: true\n  ${key}\n  downloads: [zip]\n`);
  const file = (...names) => readFileSync(join(folder, 'small/public', ...names));
  site('thumbnails: true');
  write('small/slides/loaf.yml', 'title: Loaf\nratio: "4:3"\ncontent:\n- loaf.md\n');
  write('small/slides/loaf.md', '# Loaf\n\n---\n\n## Crumb\n');
  done('build', '--site', 'small');
  assert.deepEqual(readdirSync(join(folder, 'small/public/thumbnails/loaf')), ['1.webp', '2.webp', 'cover.webp']);
  const first = file('thumbnails/loaf/1.webp');
  const second = file('thumbnails/loaf/2.webp');
  // With a colour profile, the size is in a chunk of its own.
  const size = (picture) => (picture.toString('latin1', 12, 16) === 'VP8X'
    ? [picture.readUIntLE(24, 3) + 1, picture.readUIntLE(27, 3) + 1]
    : [picture.readUInt16LE(26) & 0x3fff, picture.readUInt16LE(28) & 0x3fff]);
  assert.equal(first.toString('latin1', 8, 12), 'WEBP');
  assert.deepEqual([first, file('thumbnails/loaf/cover.webp')].map(size), [[240, 180], [480, 360]]);
  assert.match(file('about/loaf.html').toString(), /<img src="\.\.\/thumbnails\/loaf\/2\.webp" alt="" width="240" height="180" loading="lazy">/);
  assert.match(file('index.html').toString(), /<img src="thumbnails\/loaf\/cover\.webp#art"/);
  assert.match(file('search-index.js').toString(), /"thumbnails\/loaf\/"/);
  assert.match(tool('unzip', '-l', 'small/public/slides.zip'), /thumbnails\/loaf\/cover\.webp/);
  // After an edit, the other slide is the same picture.
  write('small/slides/loaf.md', '# Loaf\n\n---\n\n## Crust\n');
  done('build', '--site', 'small');
  assert.deepEqual([file('thumbnails/loaf/1.webp').equals(first), file('thumbnails/loaf/2.webp').equals(second)], [true, false]);
  // What was drawn before needs no browser, and without the key nothing is left of it.
  const env = process.env.CHROMIUM;
  process.env.CHROMIUM = join(folder, 'no-browser');
  done('build', '--site', 'small', '--out', 'again');
  assert.ok(readFileSync(join(folder, 'again/thumbnails/loaf/2.webp')).equals(file('thumbnails/loaf/2.webp')));
  site('');
  done('build', '--site', 'small');
  process.env.CHROMIUM = env;
  assert.ok(!existsSync(join(folder, 'small/public/thumbnails')));
  assert.ok(!file('index.html').toString().includes('thumbnails'));
});

test('a script that never ends is given up, and nothing of the browser is left', () => {
  write('slides/endless.yml', 'title: Endless\ncontent:\n- endless.md\n');
  write('slides/endless.md', '# Endless\n\n<script>for (;;);</script>\n');
  const { status, said } = run('export', 'pdf', 'endless', '--timeout', '2');
  assert.equal(status, 2);
  assert.match(said, /error\[browser-failed\]: the deck `endless` could not be printed: .* did not answer within 2 s/);
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('deckyard-browser-')), []);
  assert.ok(!existsSync(join(folder, 'endless.pdf')));
});

test('a presentation has a picture of each slide, titles, text, notes and links', async () => {
  done('export', 'pptx', 'loaf');
  const { slides, size } = await parse(readFileSync(join(folder, 'loaf.pptx')), { imageMode: 'base64', videoMode: 'none', audioMode: 'none' });
  assert.deepEqual([slides.length, Math.round(size.width / size.height * 9)], [2, 16]);
  assert.match(slides[0].note, /A note about the loaf/);
  assert.ok(slides.every(({ elements }) => elements.some(({ type }) => type === 'image')), JSON.stringify(slides).slice(0, 400));
  const parts = (name) => execFileSync('unzip', ['-p', join(folder, 'loaf.pptx'), name], { encoding: 'utf8' });
  assert.match(parts('ppt/slides/slide1.xml'), /type="title".*<a:t>Loaf &amp; crumb<\/a:t>.*descr="Loaf &amp; crumb\nto the oven/s);
  assert.match(parts('ppt/slides/_rels/slide1.xml.rels'), /relationships\/slide" Target="slide2\.xml"/);
  assert.match(parts('ppt/slides/_rels/slide1.xml.rels'), /Target="https:\/\/mill\.example\/flour" TargetMode="External"/);
});
