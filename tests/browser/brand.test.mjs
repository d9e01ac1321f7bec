// A brand with a light accent: the derived colours are legible in both modes, and its logo is on
// every slide, whatever the slide's class, and covers nothing.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { STAGE, buildSite, go, outline, setUp, settle, violations } from './harness.mjs';

const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><path d="M0 0h90v20H0z" fill="#14213d"/></svg>';
const rows = Array.from({ length: 30 }, (_, index) => `- line ${index}`).join('\n');
const { open } = setUp(buildSite({
  'brand/logo.svg': logo,
  'slides/bread.yml': 'title: Bread\nsections: false\ncontent: [dough.md]\n',
  'slides/dough.md': `class: title\n\n# Bread\n\n## A [link](https://example.org/)\n---\nclass: extra-details\n\n## Dough\n\n[A link](https://example.org/), \`code\`\n---\nclass: blackbelt\n\n## Rye\n---\n## Full\n\n${rows}\n`,
  'workshops.yml': 'brand:\n  name: Sunline\n  logo: brand/logo.svg\n  colours: {accent: "#ffd500"}\n  footer: Sunline\n'
    + 'workshops:\n- {title: Day, date: 2027-03-02, slug: day, attend: "https://example.org/a", brand: {colours: {accent: "#e30613"}}}\n',
}));

/** The logo on the slide that is shown: its picture, and where it begins; and where the slide's content ends. */
const foot = (page) => page.evaluate(() => {
  const slide = document.querySelector('.slide.current');
  const { backgroundImage, bottom, height, content } = getComputedStyle(slide, '::before');
  const box = slide.getBoundingClientRect();
  const scale = box.height / slide.offsetHeight;
  const ends = [...slide.querySelectorAll('.slide-content > *:not(.debug, .footnote)')].map((child) => child.getBoundingClientRect().bottom);
  return {
    picture: backgroundImage,
    text: content,
    top: box.bottom - (parseFloat(bottom) + parseFloat(height)) * scale,
    ends: Math.max(...ends),
    scrolls: slide.classList.contains('scrolls'),
  };
});

for (const colorScheme of ['light', 'dark']) {
  describe(colorScheme, () => {
    const options = { colorScheme, reducedMotion: 'reduce', viewport: STAGE };

    test('slides can be read, and the logo covers nothing', () => open('bread.html', options, async (page) => {
      const slides = await outline(page);
      assert.equal(slides.length, 4);
      for (const { id } of slides) {
        await go(page, id, Infinity);
        await settle(page);
        const found = await foot(page);
        assert.match(found.picture, /url\(".*assets\/logo-/, id);
        assert.match(found.text, /Sunline/, id);
        assert.ok(found.scrolls || found.ends <= found.top, `${id}: ${found.ends} ends below ${found.top}`);
        assert.deepEqual(await violations(page, '.slide.current'), [], id);
      }
    }));

    for (const path of ['index.html', 'events/day/index.html']) {
      test(path, () => open(path, options, async (page) => {
        assert.equal(await page.locator('.brand-logo img').getAttribute('alt'), 'Sunline');
        assert.deepEqual(await violations(page), []);
      }));
    }
  });
}
