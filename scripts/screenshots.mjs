// Photographs a deck: a contact sheet per size and colour scheme. Started by scripts/screenshots.
//
//   node screenshots.mjs PAGE PREFIX SLIDES

import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.resolve('tests/browser/package.json'));
const { chromium } = require('playwright-core');

const SIZES = { wide: [1280, 720], classic: [1024, 768], phone: [390, 844] };
const SCHEMES = ['light', 'dark'];
const COLUMNS = { wide: 4, classic: 4, phone: 8 };
// The width of a sheet in pixels: wide enough to read a heading, small enough to send around.
const SHEET = 1920;

const [page, prefix, count] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });

/** The numbers of some slides, evenly picked, the first one and the last one among them. */
async function picked(tab) {
  const numbers = await tab.$$eval('main.deck > section.slide', (slides) => slides.map((slide) => {
    const last = Number(slide.dataset.number) + (Number(slide.dataset.steps) || 0);
    return String(last);
  }));
  const wanted = Math.min(Number(count), numbers.length);
  return Array.from({ length: wanted }, (_, index) => numbers[Math.round(index * (numbers.length - 1) / Math.max(1, wanted - 1))]);
}

/** One picture of each slide, as data addresses. */
async function photographs(size, scheme) {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const tab = await context.newPage();
  const address = pathToFileURL(page).href;
  await tab.goto(address);
  const pictures = [];
  for (const number of await picked(tab)) {
    await tab.goto(`${address}#${number}`);
    await tab.waitForLoadState('load');
    const picture = await tab.screenshot({ type: 'png' });
    pictures.push({ number, url: `data:image/png;base64,${picture.toString('base64')}` });
  }
  await context.close();
  return pictures;
}

async function sheet(size, scheme) {
  const pictures = await photographs(size, scheme);
  const cells = pictures.map(({ number, url }) => `<figure><img src="${url}"><figcaption>${number}</figcaption></figure>`);
  const tab = await browser.newPage({ viewport: { width: SHEET, height: 200 } });
  await tab.setContent(`<!doctype html><style>
    body { margin: 8px; background: #777; font: 12px sans-serif; color: #fff; }
    main { display: grid; grid-template-columns: repeat(${COLUMNS[size]}, 1fr); gap: 8px; }
    figure { margin: 0; } img { width: 100%; display: block; }
    </style><main>${cells.join('')}</main>`);
  const file = `${prefix}-${size}-${scheme}.png`;
  await tab.screenshot({ path: file, fullPage: true });
  await tab.close();
  console.log(`${path.relative('.', file)}: ${pictures.length} slides`);
}

try {
  for (const size of Object.keys(SIZES)) {
    for (const scheme of SCHEMES) await sheet(size, scheme);
  }
} finally {
  await browser.close();
}
