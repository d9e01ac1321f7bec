/* Corrects what is past for a visitor who comes later than the build, and filters lists.
   All pages are complete without it. */

'use strict';
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const now = new Date();
  const pad = (number) => String(number).padStart(2, '0');
  const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;

  /** How an event stands to the visitor's day: as the build decides it for its own day. */
  function stateOf({ first, last, days, ends, state }) {
    if (!first) return state;
    // The last night goes on into the next day.
    if (last < today) return ends && now < new Date(ends) ? 'now' : 'past';
    const isNow = days ? days.split(' ').includes(today) : first <= today;
    return isNow ? 'now' : 'coming';
  }

  /** Shows what belongs to a state, and says when in its words. */
  function put(element) {
    const state = stateOf(element.dataset);
    if (state === element.dataset.state) return;
    element.dataset.state = state;
    for (const part of all('[data-show]', element)) part.hidden = !part.dataset.show.split(' ').includes(state);
    const word = element.querySelector('[data-past]');
    if (word) word.textContent = word.dataset[state];
  }

  const byFirst = (sign) => (a, b) => sign * (a.dataset.first < b.dataset.first ? -1 : Number(a.dataset.first > b.dataset.first))
    || a.dataset.order - b.dataset.order;

  /** Puts entries into the lists to which they belong by now. */
  function regroup() {
    const groups = all('[data-group]');
    const entries = groups.flatMap((group) => all('.entry', group));
    for (const group of groups) {
      const name = group.dataset.group;
      const list = group.querySelector('.entries');
      const most = Number(group.dataset.most) || Infinity;
      const own = entries.filter((entry) => entry.dataset.state === name).sort(byFirst(name === 'past' ? -1 : 1));
      const [shown, more] = [own.slice(0, most), own.slice(most)];
      for (const entry of more) entry.remove();
      const isSo = list.children.length === shown.length && shown.every((entry, index) => entry === list.children[index]);
      if (!isSo) list.append(...shown);
      group.hidden = !shown.length;
      const link = more.length && group.querySelector('[data-count]');
      if (link) {
        link.dataset.count = Number(link.dataset.count) + more.length;
        link.textContent = link.dataset.some.replace('{}', link.dataset.count);
      }
    }
  }

  /** On the page of all past events: takes those out of the drawer that are over by now. */
  function addPast() {
    const later = document.querySelector('template[data-later]');
    if (!later) return;
    const main = later.parentElement;
    for (const entry of all('.entry', later.content)) {
      put(entry);
      if (entry.dataset.state !== 'past') continue;
      const { year } = entry.dataset;
      let group = main.querySelector(`[data-year-group="${year}"]`);
      if (!group) {
        group = document.createElement('section');
        group.className = 'group year';
        group.dataset.yearGroup = year;
        const heading = document.createElement('h2');
        heading.textContent = year;
        const list = document.createElement('ol');
        list.className = 'entries';
        group.append(heading, list);
        const next = all('[data-year-group]').find((other) => other.dataset.yearGroup < year);
        main.insertBefore(group, next ?? later);
      }
      const list = group.querySelector('.entries');
      list.append(...[...list.children, entry].sort(byFirst(-1)));
    }
  }

  /** The hours where the visitor is, when the clock says something else there. */
  function writeHours(place) {
    const [start, end] = [new Date(place.dataset.start), new Date(place.dataset.end)];
    const written = place.dataset.start.slice(11, 16);
    if (`${pad(start.getHours())}:${pad(start.getMinutes())}` === written) return;
    const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    place.textContent = place.dataset.yourTime.replace('{}', `${clock.format(start)}–${clock.format(end)}`);
    place.hidden = false;
  }

  /** Filters by what stands in the address, and writes there what was chosen. */
  function filter(form) {
    const selects = () => all('select', form);
    const output = form.querySelector('output');
    const asked = new URLSearchParams(location.search);
    for (const select of selects()) {
      const value = asked.get(select.name) ?? '';
      if ([...select.options].some((option) => option.value === value)) select.value = value;
    }
    const fits = ({ dataset }) => selects().every(({ name, value }) => !value || dataset[name].split('|').includes(value));
    function apply() {
      const entries = all('.entry');
      let shown = 0;
      for (const entry of entries) {
        entry.hidden = !fits(entry);
        shown += !entry.hidden;
      }
      for (const group of all('.group')) {
        const own = all('.entry', group);
        if (own.length) group.hidden = own.every((entry) => entry.hidden);
      }
      const isOn = selects().some(({ value }) => value);
      form.classList.toggle('is-on', isOn);
      output.textContent = isOn ? output.dataset.shown.replace('{}', shown).replace('{}', entries.length) : '';
    }
    function changed() {
      const query = new URLSearchParams(location.search);
      for (const { name, value } of selects()) {
        if (value) query.set(name, value);
        else query.delete(name);
      }
      const text = String(query);
      history.replaceState(null, '', `${location.pathname}${text && `?${text}`}${location.hash}`);
      apply();
    }
    form.hidden = false;
    form.addEventListener('change', changed);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(() => {
      changed();
      selects()[0]?.focus(); // The button is gone, with the focus.
    }));
    document.addEventListener('deckyard:update', () => form.isConnected && apply());
    apply();
  }

  const filtered = new WeakSet();
  function correct() {
    for (const entry of all('.entry')) put(entry);
    if (document.body.dataset.first) put(document.body);
    regroup();
    addPast();
    all('[data-your-time]').forEach(writeHours);
    for (const form of all('[data-filter]')) {
      if (!filtered.has(form)) filter(form);
      filtered.add(form);
    }
  }
  correct();
  document.addEventListener('deckyard:update', correct); // While `deckyard serve` shows it.
})();
