// The site for the checks of engines.mjs: decks of every kind, a deck of 2,600 slides, and events;
// served with a script in each page that records errors.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { answer, serve } from './harness.mjs';
import { FILES } from './events-site.mjs';
import { LARGE } from './large.mjs';

const picture = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="${colour}"/></svg>`;
const lines = (n, text = 'a line of many') => Array.from({ length: n }, (_, i) => `- ${text}, number ${i + 1}\n`).join('');

/** The deck that most checks open. By number: 1 Welcome, 2 Steps (2 to 4), 5 Code (5 and 6), 7 Lab, 8 High, 9 Picture, 10 Foot, 11 Dark, 12 Bright, 13 End. */
const FIRST = `class: title

# Welcome

to a deck of everything

[To the end](#the-end)

???

Say **hello** first.

---

name: steps
# Steps

- one

--

- two

--

- three

???

Slowly.

---

## Code

\`\`\`bash {1|2}
echo one
echo two
\`\`\`

---

## Lab

.lab[
- Do this:
\`\`\`bash
$ ls -l
total 0
\`\`\`
]

---

## High

${lines(34)}
`;

const SECOND = `class: pic

## Picture

![A field](field.svg)

---

## Foot

Text.footnote[A note at the foot.]

.footnote[At the foot.]

---

class: inverse

## Inverse

On another ground, été

---

background-image: url(field.svg)

## Bright

Over a picture

---

name: the-end
## End

${lines(4)}
`;

const shape = (ratio) => `title: ${ratio}\nratio: "${ratio}"\ncontent: [first.md, second.md]\n`;

export const SITE = {
  ...FILES,
  ...LARGE,
  'slides/deck.yml': 'title: A deck\ncontent:\n- [first.md]\n- [second.md]\n',
  'slides/wide.yml': shape('16:10'),
  'slides/narrow.yml': shape('4:3'),
  'slides/first.md': FIRST,
  'slides/second.md': SECOND,
  'slides/field.svg': picture('#6a4'),
};

const PROBE = `window.wrong = [];
addEventListener('error', ({ message, target }) => window.wrong.push(message ?? 'not loaded: ' + (target.src ?? target.href)), true);
addEventListener('unhandledrejection', ({ reason }) => window.wrong.push('rejected: ' + reason));
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => window.wrong.push(violatedDirective + ' ' + blockedURI));`;

/** Serves a folder, with the probe in each page. `change(name, text)` may replace the text of a page or an asset. */
export function serveWatched(folder, change = (_, text) => text) {
  return serve(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (name === '/probe.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(PROBE);
    } else if (/\.(html|js|css)$/.test(name)) {
      const text = await readFile(path.join(folder, name), 'utf8').catch(() => null);
      if (text === null) return answer(folder, request, response);
      const changed = change(name, text).replace('<head>', '<head>\n<script src="/probe.js"></script>');
      // The headers are those of the harness.
      const { writeHead } = response;
      response.writeHead = (status, headers) => writeHead.call(response, status, headers);
      response.end = ((end) => () => end.call(response, changed))(response.end);
      await answer(folder, request, response);
    } else {
      await answer(folder, request, response);
    }
    return undefined;
  });
}

/** The sizes of a PDF's pages in points; some writers put them into compressed streams. */
export function pagesOf(pdf) {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/\/Type\s*\/ObjStm[^]*?stream\r?\n/g)].map(({ index, 0: head }) => {
    const start = index + head.length;
    return inflateSync(pdf.subarray(start, pdf.indexOf('endstream', start)), { finishFlush: 2 }).toString('latin1');
  });
  const all = [text, ...streams].join('\n');
  const whole = [...all.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return whole.map(([, width, height]) => [Math.round(width), Math.round(height)]);
}
