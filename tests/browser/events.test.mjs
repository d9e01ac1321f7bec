// The front pages of a site: groups, the effect of the visitor's clock, filters, the pages of
// events and speakers.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { FILES, TODAY } from './events-site.mjs';
import { ORIGINS, PHONE, answer, buildSite, serve, setUp, violations, withPage } from './harness.mjs';

const folder = buildSite(FILES, '--date', TODAY);
const { open, browser } = setUp(folder);
const LYON = 'events/2027-03-20-lyon-mill-days/index.html';
const EVENINGS = 'events/2027-03-02-online-evening-school/index.html';
const PAGES = ['index.html', 'past.html', LYON, EVENINGS, 'events/2027-05-01-porto/index.html', 'speakers/ada.html', 'series/mill-courses.html', 'events/index.html', 'about/mill.html'];
const link = (page, word, title) => page.getByRole('link', { name: new RegExp(`^${word} ?: ${title}$`) });
const noon = (day) => `${day}T12:00:00`;
const at = (day, options = {}) => ({ now: noon(day), timezoneId: 'Europe/Paris', ...options });

/** The visible titles, by group. */
const groups = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.group')]
  .map((group) => [group.id || group.dataset.yearGroup, [...group.querySelectorAll('.entry')].filter((entry) => entry.checkVisibility()).map((entry) => entry.querySelector('h3').textContent)])
  .filter(([, titles]) => titles.length)));

describe('an event of which little is known', () => {
  const [LITTLE, HOURS] = ['events/2027-05-01-porto/index.html', 'events/2027-03-22-lyon-hours/index.html'];
  const own = buildSite({
    ...FILES,
    'workshops.yml': `${FILES['workshops.yml']}- {title: Hours, date: 2027-03-22, country: fr, city: Lyon, event: Hours, lang: fr, speaker: ada, hours: 09:00-17:00, level: intermediate, place: 12 rue des Moulins}\n`,
  }, '--date', TODAY);
  const openOwn = (name, options, body) => withPage(browser(), pathToFileURL(`${own}/${name}`).href, { base: pathToFileURL(own).href, ...options }, body);

  test('no fact breaks over two columns, or touches the next one, at any width', () => openOwn(HOURS, { timezoneId: 'Asia/Tokyo' }, async (page) => {
    for (let width = 320; width <= 1920; width += 40) {
      await page.setViewportSize({ width, height: 720 });
      const facts = await page.evaluate(() => [...document.querySelectorAll('.facts dd')].map((fact) => {
        const name = fact.previousElementSibling.getBoundingClientRect();
        const range = document.createRange();
        range.selectNodeContents(fact);
        const text = range.getBoundingClientRect();
        return { n_boxes: fact.getClientRects().length, isBelow: name.bottom <= text.top + 2 && Math.abs(name.left - text.left) < 2, left: text.left, right: text.right };
      }));
      assert.ok(facts.length > 4);
      assert.ok(facts.every(({ n_boxes, isBelow }) => n_boxes === 1 && isBelow), `${width}: ${JSON.stringify(facts)}`);
      const touching = facts.filter(({ right }) => facts.some(({ left }) => left > right - 8 && left < right + 8));
      assert.deepEqual(touching, [], `${width}`);
    }
  }));

  for (const name of [LITTLE, HOURS, LYON]) {
    test(`a window higher than the page spreads nothing: ${name}`, () => openOwn(name, {}, async (page) => {
      const places = () => page.evaluate(() => [...document.querySelectorAll('.page-main > *')].filter((part) => part.checkVisibility()).map((part) => {
        const { top, height } = part.getBoundingClientRect();
        return [top + scrollY, height].map(Math.round);
      }));
      for (const width of [390, 900, 1280]) {
        await page.setViewportSize({ width, height: 500 });
        const before = await places();
        await page.setViewportSize({ width, height: 3000 });
        assert.deepEqual(await places(), before, `${width}`);
      }
    }));
  }
});

const AT_BUILD = {
  now: ['Milling <now> & then'],
  coming: ['Moudre en deux jours', 'Lamps', 'Off', 'Words'],
  past: ['Yesterday', 'Old 1', 'Old 2', 'Old 4', 'Old 3'],
  'self-paced': ['Grinding alone'],
};

describe('the index', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`has its groups ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => open('index.html', at(TODAY, { javaScriptEnabled }), async (page) => {
      assert.deepEqual(await groups(page), AT_BUILD);
      assert.equal(await page.locator('.more a').textContent(), 'All past workshops, 1 more');
      assert.match(await page.locator('#now .entry-when').textContent(), /^Now: March 2nd, 4th and 9th, 2027$/);
      assert.match(await page.locator('#past .entry-when').first().textContent(), /^Delivered March 3rd, 2027$/);
    }));
  }

  test('is corrected for a visitor who comes later', async () => {
    await open('index.html', at('2027-03-05'), async (page) => {
      const { now, ...rest } = AT_BUILD;
      const coming = [...now, ...rest.coming];
      assert.deepEqual(await groups(page), { ...rest, coming }, 'between two evenings nothing happens');
    });
    await open('index.html', at('2027-03-21'), async (page) => {
      const found = await groups(page);
      assert.deepEqual([found.now, found.coming, found.past], [['Moudre en deux jours'], ['Lamps', 'Off', 'Words'], ['Yesterday', 'Milling <now> & then', 'Old 1', 'Old 2', 'Old 4']]);
      assert.match(await page.locator('#now .entry-when').textContent(), /^Now: March 20th-21st, 2027$/);
      assert.equal(await page.locator('.more a').textContent(), 'All past workshops, 2 more');
    });
    await open('index.html', at('2028-01-01'), async (page) => {
      const found = await groups(page);
      assert.deepEqual([found.now, found.coming, found.past], [undefined, undefined, ['Words', 'Off', 'Lamps', 'Moudre en deux jours', 'Yesterday']]);
      const when = await page.locator('#past .entry-when').allTextContents();
      assert.equal(when[0], 'Delivered June 1st, 2027');
      assert.equal(when[1], 'May 1st, 2027', 'what was cancelled was not delivered');
      assert.equal(await page.locator('#past a:visible', { hasText: 'Register' }).count(), 0);
      assert.equal(await page.locator('.more a').textContent(), 'All past workshops, 6 more');
    });
  });

  test('links have whole texts', () => open('index.html', at(TODAY), async (page) => {
    assert.equal(await link(page, 'Register', 'Moudre en deux jours').getAttribute('href'), 'https://example.org/lyon');
    assert.equal(await link(page, 'Video', 'Yesterday').first().getAttribute('href'), 'https://example.org/v');
    assert.equal(await link(page, 'Slides', 'Old 1').getAttribute('href'), 'mill.html');
    assert.equal(await link(page, 'Register', 'Off').count(), 0);
    assert.deepEqual(await page.locator('#coming .status').allTextContents(), ['Sold out', 'Cancelled', 'by invitation']);
  }));
});

describe('all past events', () => {
  test('stand under their years', () => open('past.html', at(TODAY), async (page) => {
    assert.deepEqual(await groups(page), { y2027: ['Yesterday'], y2026: ['Old 1'], y2025: ['Old 2'], y2024: ['Old 4', 'Old 3'], y2023: ['Old 5'] });
  }));

  test('grow with time', () => open('past.html', at('2027-04-02'), async (page) => {
    assert.deepEqual((await groups(page)).y2027, ['Lamps', 'Moudre en deux jours', 'Yesterday', 'Milling <now> & then']);
    assert.equal(await page.locator('#y2027 a:visible', { hasText: 'Register' }).count(), 0);
  }));
});

describe('the filter', () => {
  test('is hidden without JavaScript', () => open('past.html', at(TODAY, { javaScriptEnabled: false }), async (page) => {
    assert.equal(await page.locator('[data-filter]').isVisible(), false);
    await page.locator('.orders-links').getByRole('link', { name: 'Language' }).click();
    await page.waitForURL(/events\/index\.html#by-language$/);
    assert.deepEqual(await page.locator('[id="language-de"] a').allTextContents(), ['Lamps']);
  }));

  test('has links in its place only without JavaScript', () => open('past.html', at(TODAY), async (page) => {
    assert.equal(await page.locator('[data-filter]').isVisible(), true);
    assert.equal(await page.locator('.orders-links').count(), 0);
  }));

  test('is chosen by keyboard, said aloud, and kept in the address', () => open('index.html', at(TODAY), async (page) => {
    await page.getByLabel('Language').focus();
    await page.keyboard.press('d'); // Deutsch
    await page.waitForFunction(() => location.search === '?language=de');
    assert.deepEqual(await groups(page), { coming: ['Lamps'] });
    assert.equal(await page.getByRole('status').textContent(), 'Workshops shown: 1 of 11');
    await page.reload();
    assert.deepEqual(await groups(page), { coming: ['Lamps'] });
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForFunction(() => location.search === '');
    assert.deepEqual(await groups(page), AT_BUILD);
  }));

  for (const origin of ORIGINS) {
    test(`knows years, speakers and places, from ${origin}`, async () => {
      const shown = async (query) => open(`past.html?${query}`, at(TODAY, { origin }), groups);
      assert.deepEqual(await shown('year=2024'), { y2024: ['Old 4', 'Old 3'] });
      assert.deepEqual(await shown('place=Reno%2C+NV'), { y2024: ['Old 4'], y2023: ['Old 5'] });
      assert.deepEqual(await shown('place=Reno%2C+NV&year=2023'), { y2023: ['Old 5'] });
      assert.deepEqual(await shown('year=1999'), await shown(''));
      assert.deepEqual(await open('index.html?speaker=ben', at(TODAY, { origin }), groups), { now: AT_BUILD.now, coming: ['Lamps'] });
    });
  }
});

describe('the page of an event', () => {
  test('tells all there is to know, in its own language', () => open(LYON, at(TODAY, { javaScriptEnabled: false }), async (page) => {
    const text = (await page.locator('body').innerText()).replace(/\s/g, ' ');
    for (const words of ['Moudre en deux jours', '20–21 mars 2027', 'Lyon', 'Mill Days', '9 h – 17 h', 'Europe/Paris (UTC+1)', 'Intermédiaire', 'Prérequis', 'un tablier', 'Programme', 'Déjeuner', 'Ada Vintner', 'Ajouter à l’agenda', 'S’inscrire']) {
      assert.ok(text.includes(words), `${words} in ${text}`);
    }
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    assert.equal(await page.locator('.agenda-rows a', { hasText: 'Stones' }).first().getAttribute('href'), 'mill.html#toc-stones');
    assert.equal(await page.locator('.prose img').evaluate((img) => img.complete && img.naturalWidth > 0), true);
    assert.equal(await page.locator('.qr svg').count(), 1);
    assert.equal(await page.locator('.your-time').isVisible(), false);
    await page.locator('.facts').getByRole('link', { name: 'C++' }).click();
    assert.deepEqual(await page.locator('.sorted:target a').allTextContents(), ['Moudre en deux jours']);
  }));

  test('says what time it is where the visitor is', () => open(LYON, at(TODAY, { timezoneId: 'America/New_York' }), async (page) => {
    assert.match(await page.locator('.your-time').textContent(), /^04:00–12:00 dans votre fuseau horaire$/);
  }));

  test('has banners for what happens, is over, is off', async () => {
    const banners = (file, day) => open(file, at(day), (page) => page.locator('.banner:visible').allTextContents());
    assert.deepEqual(await banners(EVENINGS, TODAY), ['This workshop is happening now.']);
    assert.deepEqual(await banners(LYON, TODAY), []);
    const [over] = await banners(EVENINGS, '2027-03-10');
    assert.equal(over, 'This workshop is over. Newer material: Moudre en deux jours, March 20th-21st, 2027');
    assert.deepEqual(await banners('events/2027-05-01-porto/index.html', TODAY), ['Este workshop foi cancelado.']);
    await open(LYON, at('2027-03-22'), async (page) => assert.equal(await page.locator('.hero-links a:visible', { hasText: 'S’inscrire' }).count(), 0));
  });
});

test('the page of a speaker has bio, events and decks', () => open('speakers/ada.html', at(TODAY), async (page) => {
  assert.deepEqual(await groups(page), { now: AT_BUILD.now, coming: ['Moudre en deux jours'] });
  assert.equal(await page.locator('.lead a').getAttribute('href'), '../mill.html');
  assert.equal(await page.locator('.materials a').first().getAttribute('href'), '../mill.html');
}));

test('a series is sorted by what is over for the visitor', () => open('series/mill-courses.html', at('2027-03-15'), async (page) => {
  assert.deepEqual(await groups(page), { coming: ['Moudre en deux jours'], past: ['Milling <now> & then'] });
}));

for (const origin of ORIGINS) {
  test(`old addresses lead on, from ${origin}`, async () => {
    await open('next/index.html', { origin }, (page) => page.waitForURL(/events\/2027-03-20-lyon-mill-days\/index\.html$/));
    await open('events/old-lyon/index.html#agenda', { origin }, (page) => page.waitForURL(/lyon-mill-days\/index\.html#agenda$/));
  });
}

describe('for everyone', () => {
  for (const file of PAGES) {
    for (const [kind, options] of Object.entries({ light: {}, dark: { colorScheme: 'dark' }, phone: { viewport: PHONE, isMobile: true }, contrast: { contrast: 'more' } })) {
      test(`${file}: ${kind}`, () => open(file, at(TODAY, { origin: 'http', ...options }), async (page) => {
        assert.deepEqual(await violations(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'fits the window');
      }));
    }
  }
});

test('events.js shows the next events on a page of another site, or leaves the link that is there', async () => {
  let isShared = true;
  const site = await serve((request, response) => {
    if (isShared) response.setHeader('access-control-allow-origin', '*');
    return answer(folder, request, response);
  });
  const host = await serve((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src ${site.url}; connect-src ${site.url}` });
    response.end(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Another site</title><style>li { display: none }</style>
<main><h1>Another site</h1><div data-deckyard-events="${site.url}events.json" data-most="2"><a href="${site.url}">All workshops</a></div></main>
<script src="${site.url}events.js" defer></script>`);
  });
  try {
    const openHost = (body) => withPage(browser(), host.url, { ...at(TODAY, { viewport: PHONE }), isStrict: false }, body);
    await openHost(async (page, seen) => {
      const items = page.locator('[data-deckyard-events] li');
      await items.first().waitFor();
      assert.equal(await items.count(), 2);
      const [first] = await items.allTextContents();
      assert.match(first, /Milling <now> & then/);
      assert.ok(await page.getByRole('link', { name: 'All workshops' }).isVisible());
      for (const link of await page.getByRole('link').all()) {
        const { width, height } = await link.boundingBox();
        if (await link.evaluate((element) => element.getRootNode() !== document)) assert.ok(width >= 24 && height >= 24, `${width} x ${height}`);
      }
      assert.deepEqual(await violations(page), []);
      assert.deepEqual([seen.errors, seen.policy], [[], []]);
      const requested = seen.requests.map((request) => request.replace(site.url, '')).filter((request) => !request.startsWith('http'));
      assert.deepEqual(requested, ['events.js', 'events.json']);
    });
    isShared = false;
    await openHost(async (page) => {
      await page.waitForLoadState('networkidle');
      assert.ok(await page.getByRole('link', { name: 'All workshops' }).isVisible());
      assert.equal(await page.getByRole('listitem').count(), 0);
    });
  } finally {
    site.close();
    host.close();
  }
});
