// Updates the state of events for visitors after the day of the build.

import { all } from '../common/dom.js';

const now = new Date();
/** @param {number} number */
const pad = (number) => String(number).padStart(2, '0');
const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;

/** The state of an event on the visitor's day, by the rules of the build. @param {DOMStringMap} data */
function stateOf({ first, last, days, ends, state }) {
  if (!first) return state;
  // The last night continues into the next day.
  if (last !== undefined && last < today) return ends && now < new Date(ends) ? 'now' : 'past';
  const isNow = days ? days.split(' ').includes(today) : first <= today;
  return isNow ? 'now' : 'coming';
}

/** Shows the content for the state of an event. @param {HTMLElement} element */
function updateState(element) {
  const state = stateOf(element.dataset);
  if (!state || state === element.dataset.state) return;
  element.dataset.state = state;
  for (const part of all('[data-show]', element)) part.hidden = !part.dataset.show?.split(' ').includes(state);
  const [word] = all('[data-past]', element);
  if (word) word.textContent = word.dataset[state] ?? '';
}

/** Sorts entries by their first day, then by file order.
 * @param {1 | -1} sign
 * @returns {(a: HTMLElement, b: HTMLElement) => number} */
const byFirstDay = (sign) => ({ dataset: a }, { dataset: b }) => {
  const [first, second] = [a.first ?? '', b.first ?? ''];
  return sign * (first < second ? -1 : Number(first > second)) || Number(a.order) - Number(b.order);
};

/** Moves entries into the lists for their current state. */
function regroup() {
  const groups = all('[data-group]');
  const entries = groups.flatMap((group) => all('.entry', group));
  for (const group of groups) {
    const name = group.dataset.group;
    const [list] = all('.entries', group);
    const most = Number(group.dataset.most) || Infinity;
    const own = entries.filter((entry) => entry.dataset.state === name).sort(byFirstDay(name === 'past' ? -1 : 1));
    const [shown, more] = [own.slice(0, most), own.slice(most)];
    for (const entry of more) entry.remove();
    const isInOrder = list.children.length === shown.length && shown.every((entry, index) => entry === list.children[index]);
    if (!isInOrder) list.append(...shown);
    group.hidden = !shown.length;
    const [link] = more.length ? all('[data-count]', group) : [];
    if (link) {
      const count = String(Number(link.dataset.count) + more.length);
      link.dataset.count = count;
      link.textContent = (link.dataset.some ?? '').replace('{}', count);
    }
  }
}

/** The group of a year on the page of all past events. @param {HTMLElement} main @param {string} year @param {Node} end */
function groupOf(main, year, end) {
  const [group] = all(`[data-year-group="${year}"]`, main);
  if (group) return group;
  const made = document.createElement('section');
  made.className = 'group year';
  made.dataset.yearGroup = year;
  const heading = document.createElement('h2');
  heading.textContent = year;
  const list = document.createElement('ol');
  list.className = 'entries';
  made.append(heading, list);
  const next = all('[data-year-group]').find(({ dataset }) => (dataset.yearGroup ?? '') < year);
  main.insertBefore(made, next ?? end);
  return made;
}

/** Adds events that are now over to the page of all past events. */
function addPast() {
  const later = /** @type {HTMLTemplateElement | null} */ (document.querySelector('template[data-later]'));
  const main = later?.parentElement;
  if (!later || !main) return;
  for (const entry of all('.entry', later.content)) {
    updateState(entry);
    if (entry.dataset.state !== 'past') continue;
    const [list] = all('.entries', groupOf(main, entry.dataset.year ?? '', later));
    const entries = /** @type {HTMLElement[]} */ ([...list.children, entry]);
    list.append(...entries.sort(byFirstDay(-1)));
  }
}

/** Writes the hours in the visitor's time zone, if its clock differs. @param {HTMLElement} place */
function writeHours(place) {
  const { start: from = '', end: to = '', yourTime = '' } = place.dataset;
  const [start, end] = [new Date(from), new Date(to)];
  if (`${pad(start.getHours())}:${pad(start.getMinutes())}` === from.slice(11, 16)) return;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' });
  place.textContent = yourTime.replace('{}', `${clock.format(start)}–${clock.format(end)}`);
  place.hidden = false;
}

/** Updates everything that depends on the visitor's day. */
export function updateEvents() {
  for (const entry of all('.entry')) updateState(entry);
  if (document.body.dataset.first) updateState(document.body);
  regroup();
  addPast();
  all('[data-your-time]').forEach(writeHours);
}
