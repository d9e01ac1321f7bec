// Extracts the data that pages need from CLDR: date formats of each language, and the names of
// countries.
//
//   node scripts/cldr.mjs
//
// The data is that of the ICU in Node; `npx node@latest` has the newest. Review the difference
// before committing it. src/language/calendar.txt: a line per language: code | months beside a day
// | months alone, if they differ | days of the week, from Monday | day and month | with a year |
// month and year | the days of a month from a to b | between two days with their months | between
// the days of a list | before its last one | the clock of 24 hours. src/pages/countries.txt: a line
// per country.

import { readFileSync, writeFileSync } from 'node:fs';

const LANGUAGES = `en fr de es it pt nl pl tr ja ar he zh af am az be bg bn bs ca cs cy da el et eu fa fi fil ga gl gu hi hr hu hy id is ka
  kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nn pa pt-PT ro ru si sk sl sq sr sv sw ta te th uk ur uz vi zh-Hant zu`.split(/\s+/);
/** The languages of the pages, in the order of the columns. */
const OF_COUNTRIES = ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'pl', 'ja', 'ar', 'he', 'zh'];

const plain = (text) => text.replaceAll('\u2009', ' ').replaceAll('\u202f', '\u00a0');
const locale = (code) => `${code}-u-ca-gregory-nu-latn`;
const utc = (code, options) => new Intl.DateTimeFormat(locale(code), { ...options, timeZone: 'UTC' });
const at = (month, day = 23, year = 2019) => new Date(Date.UTC(year, month, day));

/** The parts of a day as a pattern. */
function pattern(format, date) {
  const names = { day: '{d}', month: '{m}', year: '{y}' };
  return plain(format.formatToParts(date).map(({ type, value }) => names[type] ?? value).join(''));
}

function line(code) {
  const joined = /^(ja|zh)/.test(code) ? '月' : ''; // Part of the name of a month.
  const md = utc(code, { month: 'long', day: 'numeric' });
  const ymd = utc(code, { dateStyle: 'long' });
  const month = (format) => (_, index) => plain(format.formatToParts(at(index)).filter(({ type }) => type === 'month').map(({ value }) => value).join(''));
  const months = Array.from({ length: 12 }, month(ymd)).map((name) => name + joined);
  const alone = Array.from({ length: 12 }, month(utc(code, { month: 'long', year: 'numeric' }))).map((name) => name + joined);
  const weekday = utc(code, { weekday: 'long' });
  const weekdays = Array.from({ length: 7 }, (_, index) => plain(weekday.format(new Date(Date.UTC(2019, 3, 22 + index)))));
  const whole = pattern(ymd, at(3));
  const few = pattern(md, at(3));
  if (few !== whole.replace(/\{y\}/, '').trim() && !whole.includes(few)) console.error(`${code}: ${few} is not in ${whole}`);
  const pair = ymd.formatRangeToParts(at(3, 23), at(3, 24));
  const names = { day: { startRange: '{a}', endRange: '{b}' } };
  const days = plain(pair.map(({ type, value, source }) => names[type]?.[source] ?? ({ month: '{m}', year: '{y}' })[type] ?? value).join(''));
  // What follows a day belongs to it: 23., 23日.
  const [before, after] = whole.split('{d}');
  const fits = days.startsWith(before) && /\{a\}.*\{b\}/.test(days);
  if (!fits) console.error(`${code}: ${days} is no range of ${whole}`);
  const suffix = /^[.日일]?/.exec(after)[0];
  const far = ymd.formatRangeToParts(at(3, 28), at(4, 2));
  const text = far.map(({ type, value, source }) => (type === 'literal' && source === 'shared' ? `\u0001${value}\u0001` : '')).join('');
  const shared = [...text.matchAll(/\u0001([^\u0001]*)\u0001/g)].map(([, value]) => plain(value));
  const wide = (shared.find((value) => /[-–—~～〜至]/.test(value)) ?? ' – ').replace(/^[.일日]/, '');
  const between = fits ? days.slice(before.length, days.indexOf('{b}') + 3) + suffix : `{a}${suffix}${/\s/.test(wide) ? '–' : wide}{b}${suffix}`;
  const list = new Intl.ListFormat(code, { type: 'conjunction', style: 'long' });
  const comma = plain(list.format(['{0}', '{1}', '{2}'])).replace(/^\{0\}(.*)\{1\}.*$/, '$1');
  const and = plain(list.format(['{0}', '{1}'])).replace(/^\{0\}(.*)\{1\}$/, '$1');
  const clock = new Intl.DateTimeFormat(locale(code), { hour: 'numeric', minute: 'numeric', hourCycle: 'h23', timeZone: 'UTC' })
    .format(new Date(Date.UTC(2019, 1, 1, 5, 7)));
  const own = (text) => text.replace(`{m}${joined}`, '{m}').replace(`{d}${suffix}`, '{d}');
  return [
    code, months.join(','), alone.join() === months.join() ? '' : alone.join(','), weekdays.join(','), own(few), own(whole),
    own(pattern(utc(code, { month: 'long', year: 'numeric' }), at(3))), `{d}${suffix}`, between, wide, comma, and,
    plain(clock).replace('05', 'HH').replace('5', 'H').replace('07', 'mm'),
  ].join('|');
}

const { cldr } = process.versions;
writeFileSync('src/language/calendar.txt', `# CLDR ${cldr}, by scripts/cldr.mjs\n${LANGUAGES.map(line).join('\n')}\n`);
const countries = readFileSync('src/pages/countries.txt', 'utf8').trimEnd().split('\n').map((row) => row.split('|')[0]);
const names = OF_COUNTRIES.map((code) => new Intl.DisplayNames(code, { type: 'region' }));
if (process.argv[2] === 'countries') {
  writeFileSync('src/pages/countries.txt', `${countries.map((code) => [code, ...names.map((of) => of.of(code.toUpperCase()))].join('|')).join('\n')}\n`);
}
