// Content that slots add to slides: on the stage, in presenter view, in the reading view, on paper.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, buildSite, openView, setUp } from './harness.mjs';

const PAGES = buildSite({
  'slides/deck.yml': 'title: A deck\nsections: true\ninterstitials: false\ncontent: [one.md]\n',
  'slides/one.md': 'class: title\n\n# Bread\n\nWelcome\n\n---\n\n# Flour\n\nRye.\n\n---\n\n## Water\n\nCold.\n',
  'static/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#08685a"/></svg>',
  'templates/slots/every-slide.md': '![Example Ltd](logo.svg) Example Ltd, {{ deck.title }}\n',
  'templates/slots/title-slide.html': '<img src="logo.svg" alt="Example Ltd" height="40">\n',
  'templates/slots/section-slide.md': 'Section {{ slide.section }}\n',
});
const { open } = setUp(PAGES);

/** Where an element is, as shares of a slide's. */
const placeIn = (page, slide, element) => page.evaluate(([around, inner]) => {
  const [a, b] = [around, inner].map((selector) => document.querySelector(selector).getBoundingClientRect());
  return { left: (b.left - a.left) / a.width, top: (b.top - a.top) / a.height, bottom: (a.bottom - b.bottom) / a.height };
}, [slide, element]);

test('a slot for every slide stands on the stage and in the frame of presenter view', () => open('deck.html', async (page) => {
  const around = '.every-slide > .on-slide';
  for (const press of ['End', 'Home']) {
    await page.keyboard.press(press);
    const { left, bottom } = await placeIn(page, '.slide.current', around);
    assert.ok(left > 0 && left < 0.05 && bottom > 0 && bottom < 0.05, `${left} ${bottom}`);
  }
  await openView(page);
  await page.waitForFunction(() => document.querySelector('.present'));
  const { left, bottom } = await placeIn(page, '.slide.current', around);
  assert.ok(left > 0 && left < 0.05 && bottom > 0 && bottom < 0.05, `${left} ${bottom}`);
}));

test('slots of title slides and of sections are on these alone', () => open('deck.html', async (page) => {
  const found = await page.evaluate(() => [...document.querySelectorAll('main > .slide')].map((slide) => [...slide.querySelectorAll(':scope > .on-slide')].map((slot) => slot.textContent.trim())));
  assert.deepEqual(found.filter((slots) => slots.length > 1), []);
  const texts = found.flat();
  assert.ok(texts.includes('Section Bread') && texts.includes('Section Flour') && texts.includes(''), JSON.stringify(found));
  const { left, top } = await placeIn(page, '.slide.current', '.slide.current > .on-slide');
  assert.ok(left > 0.05 && left < 0.1 && top > 0.05 && top < 0.1, `${left} ${top}`);
}));

test('to read, the slot stands once below the slides', () => open('deck.html', { viewport: PHONE }, async (page) => {
  assert.equal(await page.locator('.every-slide:visible').count(), 1);
  const [last, slot] = await page.evaluate(() => ['main', '.every-slide'].map((selector) => document.querySelector(selector).getBoundingClientRect().bottom));
  assert.ok(slot > last, `${slot} ${last}`);
}));

for (const kind of ['', '?print=handout-4', '?print=steps']) {
  test(`on paper it stands on each slide ${kind}`, () => open(`deck.html${kind}`, async (page) => {
    if (!kind) await page.evaluate(() => { dispatchEvent(new Event('beforeprint')); });
    await page.waitForFunction(() => {
      const slides = [...document.querySelectorAll('main .slide')];
      return slides.length > 0 && slides.every((slide) => slide.textContent.includes('Example Ltd, A deck'));
    });
    assert.equal(await page.locator('.every-slide:visible').count(), 0);
    if (kind) return;
    await page.evaluate(() => { dispatchEvent(new Event('afterprint')); });
    assert.equal(await page.evaluate(() => document.querySelector('main').textContent.includes('Example Ltd, A deck')), false);
  }));
}

test('without scripts it is on paper, too', () => open('deck.html', { javaScriptEnabled: false, media: 'print' }, async (page) => {
  assert.equal(await page.locator('.every-slide:visible').count(), 1);
}));
