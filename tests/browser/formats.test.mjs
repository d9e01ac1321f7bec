// The data of a site's front pages for other programs, read by third-party parsers: HTML,
// calendars, the feed, the map, JSON-LD.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseAtomFeed } from 'feedsmith';
import { HtmlValidate } from 'html-validate';
import ICAL from 'ical.js';
import jsonld from 'jsonld';
import { FILES, TODAY } from './events-site.mjs';
import { buildSite, run, setUp } from './harness.mjs';

/** The same site with all facts about a deck in its manifest, and with pages of chapters. */
const SITE = {
  ...FILES,
  'workshops.yml': FILES['workshops.yml'].replace('site:\n', 'site:\n  chapter-pages: true\n'),
  'slides/mill.yml': `authors: [ada, Cy <Miller>]\ndate: 2027-03-01\ntopics: [grain, "water & light"]\nlevel: beginner\n${FILES['slides/mill.yml']}`,
};
const folder = buildSite(SITE, '--date', TODAY);
const { open } = setUp(folder);
const read = (name) => readFileSync(path.join(folder, name), 'utf8');
const files = readdirSync(folder, { recursive: true }).map(String).sort();
const pages = files.filter((name) => name.endsWith('.html'));
const LYON = 'events/2027-03-20-lyon-mill-days';

/** Parses XML in the browser, and returns the body's result for the document. */
const xml = (name, body) => open('index.html', (page) => page.evaluate(([text, code]) => {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  const error = document.querySelector('parsererror');
  if (error) throw new Error(error.textContent);
  return new Function('document', `return (${code})(document)`)(document);
}, [read(name), String(body)]));

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'doctype-style': ['error', { style: 'lowercase' }],
    'no-trailing-whitespace': 'off', // Blanks between elements do not matter.
    'long-title': 'off',
    'wcag/h32': 'off', // The filter sends nothing.
    'meta-refresh': 'off', // An old address says for a second that it redirects; the script does so at once.
  },
});

test('a report of changes is HTML that a validator accepts', async () => {
  const other = buildSite({ ...FILES, 'slides/water.md': '# Water & wheels\n\nD\n\n---\n\nE\n' }, '--date', TODAY);
  const { status, stdout, stderr } = run(['diff', folder, other, '--site', path.dirname(folder), '--format', 'html']);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /<article class="added"/);
  const { results } = await validator.validateString(stdout, 'changes.html');
  assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId} ${message}`)), []);
});

test('pages are HTML that a validator accepts', async () => {
  const own = pages.filter((name) => !read(name).includes('<main class="deck"') && !/mill\.yml\.html$/.test(name));
  assert.ok(own.length > 15, own.join());
  for (const name of own) {
    const { results } = await validator.validateString(read(name), name);
    const found = results.flatMap(({ messages }) => messages.map(({ line, column, ruleId, message }) => `${name}:${line}:${column} ${ruleId} ${message}`));
    assert.deepEqual(found, []);
  }
});

test('links within the site lead to files that are there', () => {
  for (const name of pages) {
    const text = read(name);
    const links = [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => link.replaceAll('&amp;', '&'));
    for (const link of links) {
      if (/^([a-z]+:|\/\/)/.test(link)) continue;
      const [file, fragment] = link.split('#');
      const fromTop = file.startsWith('/courses/') && name === '404.html';
      const inFolder = fromTop ? file.slice('/courses/'.length) : path.join(path.dirname(name), file);
      const target = path.normalize(file ? decodeURIComponent(inFolder) : name);
      assert.ok(existsSync(path.join(folder, target)), `${link} in ${name}`);
      assert.ok(!file || /\.[a-z]+$/.test(file), `${link} in ${name} ends in the name of a file`);
      if (fragment && target.endsWith('.html')) assert.ok(read(target).includes(`id="${decodeURIComponent(fragment)}"`), `#${fragment} in ${target}`);
    }
  }
});

test('the calendar is read, with the right moments', () => {
  const parsed = new ICAL.Component(ICAL.parse(read('workshops.ics')));
  for (const zone of parsed.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone.getFirstPropertyValue('tzid'), new ICAL.Timezone(zone));
  const events = parsed.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const utc = (time) => time.toJSDate().toISOString();
  const of = (title) => events.filter((event) => event.summary.startsWith(title));
  assert.deepEqual(of('Milling <now> & then').map((event) => utc(event.startDate)), ['2027-03-02T17:30:00.000Z', '2027-03-04T17:30:00.000Z', '2027-03-09T17:30:00.000Z']);
  assert.deepEqual(of('Moudre').map((event) => [utc(event.startDate), utc(event.endDate)]), [
    ['2027-03-20T08:00:00.000Z', '2027-03-20T16:00:00.000Z'], ['2027-03-21T08:00:00.000Z', '2027-03-21T16:00:00.000Z'],
  ]);
  const [lamps] = of('Lamps');
  assert.deepEqual([lamps.startDate.isDate, String(lamps.startDate), String(lamps.endDate)], [true, '2027-04-01', '2027-04-02']);
  assert.equal(of('Off')[0].component.getFirstPropertyValue('status'), 'CANCELLED');
  assert.equal(of('Moudre')[0].location, 'Lyon, France');
  assert.match(of('Moudre')[0].description, /^Du grain à la farine\./);
  assert.equal(of('Moudre')[0].component.getFirstPropertyValue('url'), 'https://example.org/courses/events/2027-03-20-lyon-mill-days/');
  assert.equal(new Set(events.map((event) => event.uid)).size, events.length);
  assert.equal(events.length, 14);
  const own = new ICAL.Component(ICAL.parse(read(`${LYON}/event.ics`))).getAllSubcomponents('vevent');
  assert.deepEqual(own.map((event) => event.getFirstPropertyValue('uid')), of('Moudre').map((event) => event.uid));
  for (const line of read('workshops.ics').split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
});

test('the feed has what Atom asks for', async () => {
  const feed = await xml('feed.atom', (document) => {
    const text = (element, name) => element.querySelector(`:scope > ${name}`)?.textContent;
    const of = (element) => ({
      id: text(element, 'id'), title: text(element, 'title'), updated: text(element, 'updated'), author: text(element, 'author'),
      link: element.querySelector(':scope > link[rel=alternate]')?.getAttribute('href'), namespace: element.namespaceURI,
    });
    return { head: of(document.documentElement), entries: [...document.querySelectorAll('entry')].map(of) };
  });
  assert.equal(feed.entries.length, 11);
  for (const { id, title, updated, link, namespace } of [feed.head, ...feed.entries]) {
    assert.equal(namespace, 'http://www.w3.org/2005/Atom');
    assert.ok(title);
    assert.match(updated, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.ok(URL.canParse(id) && URL.canParse(link), `${id} ${link}`);
  }
  assert.ok(feed.head.author);
  assert.equal(new Set(feed.entries.map(({ id }) => id)).size, feed.entries.length);
  assert.equal(feed.entries[0].title, 'Words', 'the last to come is the newest');
});

test('readers of feeds find events, the last to come first', () => {
  const feed = parseAtomFeed(read('feed.atom'));
  assert.deepEqual([feed.title.value, feed.subtitle.value, feed.authors], ['Mill & Lantern', 'Courses on grain, water and light', [{ name: 'Mill & Lantern' }]]);
  const link = (links, rel) => links.find((found) => found.rel === rel)?.href;
  assert.equal(link(feed.links, 'self'), 'https://example.org/courses/feed.atom');
  assert.equal(link(feed.links, 'alternate'), 'https://example.org/courses/');
  assert.deepEqual(feed.entries.map(({ title }) => title.value), ['Words', 'Off', 'Lamps', 'Moudre en deux jours', 'Milling <now> & then', 'Yesterday', 'Old 1', 'Old 2', 'Old 4', 'Old 3', 'Old 5']);
  const lyon = feed.entries[3];
  assert.equal(lyon.updated, '2026-12-20T00:00:00Z', 'ninety days before');
  assert.equal(lyon.id, 'tag:example.org,2000:2027-03-20-lyon-mill-days');
  assert.equal(link(lyon.links, 'alternate'), `https://example.org/courses/${LYON}/`);
  assert.deepEqual(lyon.authors, [{ name: 'Ada Vintner' }]);
  assert.equal(lyon.summary.value, 'March 20th-21st, 2027, 09:00-17:00 · Mill Days · Lyon, France · Ada Vintner · Du grain à la farine. Un moulin');
  assert.deepEqual(feed.entries[4].authors, [{ name: 'Ada Vintner' }, { name: 'Ben "Lamp" Okoro' }]);
  assert.match(feed.entries[1].summary.value, /Cancelled/);
  const newest = feed.entries.map(({ updated }) => updated).sort().at(-1);
  assert.equal(feed.updated, newest);
});

test('the map lists pages that are there, and robots are told of it', async () => {
  const addresses = await xml('sitemap.xml', (document) => [...document.querySelectorAll('urlset > url > loc')].map((place) => place.textContent));
  assert.ok(addresses.includes('https://example.org/courses/'));
  for (const address of addresses) {
    const name = decodeURIComponent(new URL(address).pathname.slice('/courses/'.length));
    assert.ok(existsSync(path.join(folder, /(^|\/)$/.test(name) ? `${name}index.html` : name)), address);
  }
  assert.match(read('robots.txt'), /^Sitemap: https:\/\/example\.org\/courses\/sitemap\.xml$/m);
});

test('search engines are told what an event is', async () => {
  const data = (name) => open(name, (page) => page.evaluate(() => JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent)));
  const lyon = await data(`${LYON}/index.html`);
  assert.deepEqual([lyon['@context'], lyon['@type'], lyon.name], ['https://schema.org', 'EducationEvent', 'Moudre en deux jours']);
  assert.deepEqual([lyon.startDate, lyon.endDate], ['2027-03-20T09:00:00+01:00', '2027-03-21T17:00:00+01:00']);
  assert.deepEqual(lyon.location.address, { '@type': 'PostalAddress', addressCountry: 'FR', addressLocality: 'Lyon' });
  assert.deepEqual(lyon.performer, [{ '@type': 'Person', name: 'Ada Vintner', url: 'https://example.org/courses/speakers/ada.html' }]);
  const evenings = await data('events/2027-03-02-online-evening-school/index.html');
  assert.deepEqual([evenings.name, evenings.location['@type'], evenings.location.url], ['Milling <now> & then', 'VirtualLocation', 'https://example.org/evenings']);
  const off = await data('events/2027-05-01-porto/index.html');
  assert.equal(off.eventStatus, 'https://schema.org/EventCancelled');
  assert.equal((await data('speakers/ben.html')).name, 'Ben "Lamp" Okoro');
  assert.ok(!read('events/2027-03-02-online-evening-school/index.html').includes('<now>'), 'what is written into a script ends none');
});

/** The data of a page, expanded by a JSON-LD processor with the vocabulary of schema.org; it makes no requests. */
async function expanded(name) {
  const [, text] = read(name).match(/<script type="application\/ld\+json">([^]*?)<\/script>/);
  const id = { '@type': '@id' };
  const day = { '@type': 'https://schema.org/Date' };
  const document = { '@context': { '@vocab': 'https://schema.org/', startDate: day, endDate: day, url: id, image: id, sameAs: id, eventStatus: id, eventAttendanceMode: id } };
  const documentLoader = async (documentUrl) => {
    assert.equal(documentUrl, 'https://schema.org');
    return { documentUrl, document, contextUrl: null };
  };
  const found = await jsonld.expand(JSON.parse(text), { documentLoader, safe: true });
  assert.equal(found.length, 1);
  /** Nodes as plain objects: names without the vocabulary, single values without their lists. */
  const plain = (node) => {
    if ('@value' in node) return node['@value'];
    if (Object.keys(node).join() === '@id') return node['@id'];
    return Object.fromEntries(Object.entries(node).map(([key, values]) => {
      const list = values.map((value) => (typeof value === 'string' ? value : plain(value)));
      return [key.replace('https://schema.org/', ''), list.length === 1 ? list[0] : list];
    }));
  };
  return plain(found[0]);
}

test('a processor of JSON-LD finds the same in it', async () => {
  const person = (name, page) => ({ '@type': 'https://schema.org/Person', name, url: `https://example.org/courses/speakers/${page}.html` });
  assert.deepEqual(await expanded(`${LYON}/index.html`), {
    '@type': 'https://schema.org/EducationEvent',
    name: 'Moudre en deux jours',
    description: 'Du grain à la farine. Un moulin',
    startDate: '2027-03-20T09:00:00+01:00',
    endDate: '2027-03-21T17:00:00+01:00',
    inLanguage: 'fr',
    url: `https://example.org/courses/${LYON}/`,
    image: `https://example.org/courses/${LYON}/card.png`,
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: {
      '@type': 'https://schema.org/Place',
      name: 'Lyon',
      address: { '@type': 'https://schema.org/PostalAddress', addressCountry: 'FR', addressLocality: 'Lyon' },
    },
    organizer: { '@type': 'https://schema.org/Organization', name: 'Mill Days' },
    performer: person('Ada Vintner', 'ada'),
    educationalLevel: 'intermediate',
    keywords: ['grain', 'C++'],
    superEvent: { '@type': 'https://schema.org/EventSeries', name: 'Mill courses', url: 'https://example.org/courses/series/mill-courses.html' },
  });
  const evenings = await expanded('events/2027-03-02-online-evening-school/index.html');
  assert.deepEqual([evenings.startDate, evenings.endDate], ['2027-03-02T18:30:00+01:00', '2027-03-09T20:00:00+01:00']);
  assert.equal(evenings.eventAttendanceMode, 'https://schema.org/OnlineEventAttendanceMode');
  assert.deepEqual(evenings.location, { '@type': 'https://schema.org/VirtualLocation', url: 'https://example.org/evenings' });
  assert.deepEqual(evenings.performer, [person('Ada Vintner', 'ada'), person('Ben "Lamp" Okoro', 'ben')]);
  const off = await expanded('events/2027-05-01-porto/index.html');
  assert.deepEqual([off.eventStatus, off.startDate], ['https://schema.org/EventCancelled', '2027-05-01']);
  assert.deepEqual(await expanded('about/mill.html'), {
    '@type': ['https://schema.org/PresentationDigitalDocument', 'https://schema.org/LearningResource'],
    name: 'The mill',
    description: 'From grain to flour',
    author: [person('Ada Vintner', 'ada'), { '@type': 'https://schema.org/Person', name: 'Cy <Miller>' }],
    dateModified: '2027-03-01',
    inLanguage: 'en',
    educationalLevel: 'beginner',
    learningResourceType: 'slides',
    keywords: ['grain', 'water & light'],
    timeRequired: 'PT420M',
    url: 'https://example.org/courses/mill.html',
    mainEntityOfPage: 'https://example.org/courses/about/mill.html',
    image: 'https://example.org/courses/cards/mill.png',
  });
  assert.deepEqual(await expanded('speakers/ada.html'), { ...person('Ada Vintner', 'ada'), sameAs: 'https://example.org/ada' });
});

test('pictures of cards are there, and as large as pages say', async () => {
  const tagsOf = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('meta[property^="og:"]')].map((meta) => [meta.getAttribute('property'), meta.content])));
  const pictures = [];
  for (const name of ['index.html', 'mill.html', `${LYON}/index.html`, 'speakers/ada.html']) pictures.push(await open(name, tagsOf));
  for (const tags of pictures) {
    assert.match(tags['og:image'], /^https:\/\/example\.org\/courses\/.*card.*\.png$|\/cards\/mill\.png$/);
    const file = readFileSync(path.join(folder, tags['og:image'].slice('https://example.org/courses/'.length)));
    assert.equal(file.subarray(1, 4).toString(), 'PNG');
    assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20)], [Number(tags['og:image:width']), Number(tags['og:image:height'])]);
    assert.ok(file.length < 60_000, `${file.length} bytes`);
  }
});

test('hosts that read redirects get them', () => {
  assert.equal(read('_redirects'), [
    '/courses/next /courses/events/2027-03-20-lyon-mill-days/ 301!',
    '/courses/next /courses/events/2027-03-20-lyon-mill-days/ 301',
    '/courses/q https://example.org/q 301!',
    '/courses/q https://example.org/q 301',
    '/courses/events/old-lyon /courses/events/2027-03-20-lyon-mill-days/ 301!',
    '/courses/events/old-lyon /courses/events/2027-03-20-lyon-mill-days/ 301',
    '',
  ].join('\n'));
});

test('covers are pictures', async () => {
  await open('index.html', async (page) => {
    const size = await page.locator('.deck-card img').first().evaluate(async (img) => {
      img.loading = 'eager';
      await img.decode();
      return [img.naturalWidth, img.naturalHeight];
    });
    assert.deepEqual(size, [1200, 630]);
  });
  await xml('covers/mill.svg', (document) => document.documentElement.getAttribute('viewBox'));
});

test('old addresses of chapters lead to chapters, and nowhere else', () => open('workshop.html', async (page) => {
  const old = page.url();
  for (const query of ['grain', 'grain.md', '/grain', 'grain&x=1']) {
    await page.goto(`${old}?${query}#2`);
    await page.waitForURL((address) => address.pathname.endsWith('/chapters/grain.html') && address.hash === '#2');
  }
  for (const query of ['https://example.org/', '//example.org', 'javascript:alert(1)', '../index', '%2E%2E%2Findex', 'nowhere<b>', '%']) {
    await page.goto(`${old}?${query}`);
    await page.waitForSelector('[data-no-chapter]:not([hidden])');
    assert.equal(page.url().split('?')[0], old);
    assert.equal(await page.locator('[data-no-chapter] b').count(), 0);
  }
}));
