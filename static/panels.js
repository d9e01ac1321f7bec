/* Panels: keys, overview, search, outline, menu. They are made when asked for; an outline beside the stage writes
   its width to --panel of <html>. */

(() => {
  'use strict';
  const WORDS = {
    overview: 'Overview',
    search: 'Go to, search',
    outline: 'Contents',
    link: 'Copy the link',
    help: 'Menu and keys',
    close: 'Close',
    part: 'Part ',
    slide: 'Slide ',
    hint: 'Number, title, or words',
    found: 'Found: ',
  };
  const GROUPS = ['Moving', 'Showing', 'Presenting', 'Reading'];
  const MENU_TIME = 2000; // ms after the last move of the pointer.
  const MOST_RESULTS = 50;
  const NEAR = 60; // Cells of the overview.

  const d = window.deckyard;
  const { make } = d;
  const main = document.querySelector('main.deck');
  if (!main?.firstElementChild) return;

  const panel = (tag, name, ...content) => make(tag, { className: `panel panel-${name}`, ariaLabel: WORDS[name] }, ...content);
  const head = (name, onclick) => make('div', { className: 'panel-head' },
    make('h2', {}, WORDS[name]), make('button', { className: 'panel-close', ariaLabel: WORDS.close, onclick }, '×'));

  let dialog; // The open one. The browser closes it on Escape and gives the focus back.
  const uncover = () => { main.style.display = ''; };
  const close = () => (uncover(), dialog.close());

  function open(name, ...content) {
    const box = dialog = panel('dialog', name, head(name, close), ...content);
    box.onclose = () => {
      uncover();
      box.remove();
      slides = null; // The texts are long, and may change.
    };
    box.onclick = ({ target }) => target === box && close(); // Beside the card.
    document.body.append(box);
    // A modal dialog takes the style of everything behind it anew, unless that has none.
    if (name === 'overview' && d.staged()) main.style.display = 'none';
    box.showModal();
  }

  const leaveFor = ({ slide, step }) => (close(), d.visit(slide, step));

  let slides;
  const allSlides = () => (slides ??= Array.from(main.children, (slide) => {
    const { number, name, section, part } = slide.dataset; // To list all of it takes much longer.
    return { slide, title: d.titleOf(slide) || slide.id, number, name, section, part };
  }));
  const partOf = ({ part }) => (part ? [make('h3', {}, WORDS.part + part)] : []);
  const isSection = ({ section }) => section === '';

  /** The slide on the stage, or in the middle of the window. */
  const here = () => (d.staged() ? d.place()?.slide
    : document.elementsFromPoint(innerWidth / 2, innerHeight / 3).find((element) => element.parentElement === main));

  /** Lists all keys; for who knows none, each line is a button. */
  function openHelp() {
    open('help', make('div', {}, ...GROUPS.map((name) => make('section', {}, make('h3', {}, name),
      ...d.bindings.filter(({ group }) => group === name).map(({ keys, text }) => {
        const action = d.keys[keys[0]];
        const onclick = (event) => { close(); action(event); };
        return make(action ? 'button' : 'p', action && { onclick }, text[0].toUpperCase() + text.slice(1), make('span', {}, ...keys.map((key) => make('kbd', {}, key))));
      })))));
  }

  // Overview.

  /** A slide to look at: nothing in it has an id, can be reached, or is hidden. */
  function miniature(slide) {
    const content = slide.querySelector('.slide-content').cloneNode(true);
    for (const element of [content, ...content.querySelectorAll('*')]) {
      if (element.matches('[data-ui], .debug')) element.remove();
      for (const name of ['id', 'data-step', 'href', 'tabindex']) element.removeAttribute(name);
    }
    return make('div', { className: 'slide current', inert: true, ariaHidden: 'true' }, content);
  }

  /** Where an arrow key leads: up and down, to the nearest cell of the next row. */
  function neighbour(cells, from, key) {
    const way = /Right|Down/.test(key) ? 1 : -1;
    const index = cells.indexOf(from);
    if (/Left|Right/.test(key)) return cells[index + way];
    const { x, y } = from.getBoundingClientRect();
    const near = cells.slice(Math.max(0, index - NEAR), index + NEAR).map((cell) => { // All would have to be laid out.
      const box = cell.getBoundingClientRect();
      return { cell, down: way * (box.y - y), aside: Math.abs(box.x - x) };
    });
    return near.filter(({ down }) => down > 0).sort((a, b) => a.down - b.down || a.aside - b.aside)[0]?.cell;
  }

  function openOverview() {
    const now = here();
    const groups = make('div', {});
    let grid; // Of a section. One that is out of view is not laid out.
    const entries = allSlides();
    const cells = entries.map((entry) => {
      const { slide, number, title } = entry;
      const heads = [...partOf(entry), ...(isSection(entry) ? [make('h4', {}, title)] : [])];
      if (heads.length || !grid) groups.append(grid = make('div', { className: 'panel-grid' }, ...heads));
      const cell = make('button', {}, make('b', {}, number), ` ${title}`);
      if (slide === now) cell.ariaCurrent = true;
      grid.append(cell);
      return cell;
    });
    // How high a section is that was not laid out yet, about.
    for (const { style, childElementCount } of groups.children) style.containIntrinsicBlockSize = `auto ${(childElementCount * 4e4) / innerWidth}px`;
    // Only cells in view have a miniature.
    groups.addEventListener('contentvisibilityautostatechange', ({ target, skipped }) => {
      if (target.className) return; // A section.
      if (skipped) target.querySelector('.slide')?.remove();
      else target.prepend(miniature(entries[cells.indexOf(target)].slide));
    });
    groups.onclick = ({ target }) => {
      const cell = target.closest('button');
      if (cell) leaveFor(entries[cells.indexOf(cell)]);
    };
    groups.onkeydown = (event) => {
      if (!event.key.startsWith('Arrow')) return;
      event.preventDefault();
      neighbour(cells, document.activeElement, event.key)?.focus();
    };
    open('overview', groups);
    const at = cells.find((cell) => cell.ariaCurrent) ?? cells[0];
    at.focus();
    at.scrollIntoView({ block: 'center' });
  }

  // Go to and search.

  /** Without accents and capitals, of the same length. */
  const plain = (text) => text.replace(/[À-῿]/g, (letter) => letter.normalize('NFD')[0]).toLowerCase();
  const textOf = (slide) => slide.querySelector('.slide-content').textContent.normalize().replace(slide.querySelector('.debug')?.textContent, '').replace(/\s+/g, ' ');
  const headOf = (entry) => (entry.plainHead ??= plain(`${entry.title} ${entry.name}`));
  const allOf = (entry) => (entry.plainText ??= headOf(entry) + plain(textOf(entry.slide)));

  /** What the query names, then what has all words in its title, then in its text. */
  function search(query) {
    const words = plain(query.normalize()).match(/\S+/g);
    const found = [[], [], []];
    if (!words) return [];
    const hasAll = (text) => words.every((word) => text.includes(word));
    const named = d.find(query);
    for (const entry of allSlides()) {
      if (entry.slide === named?.slide) found[0].push({ ...entry, ...named, number: isNaN(query) ? entry.number : WORDS.slide + query });
      else if (hasAll(headOf(entry))) found[1].push(entry);
      else if (hasAll(allOf(entry))) found[2].push({ ...entry, word: words[0] });
    }
    return found.flat();
  }

  function excerptOf({ slide, word }) {
    if (!word) return '';
    const text = textOf(slide);
    const start = plain(text).indexOf(word);
    const end = start + word.length;
    return make('small', {}, text.slice(text.lastIndexOf(' ', start - 30) + 1, start), make('mark', {}, text.slice(start, end)), text.slice(end, end + 90));
  }

  function openSearch() {
    let at;
    const list = make('ul', { id: 'panel-list', role: 'listbox', ariaLabel: WORDS.found });
    const count = make('p', { role: 'status' });
    const input = make('input', { role: 'combobox', ariaLabel: WORDS.search, autocomplete: 'off' });
    const mark = (to) => {
      const options = [...list.children];
      at = options.at(to % options.length);
      for (const option of options) option.ariaSelected = option === at;
      at?.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', at?.id);
    };
    input.setAttribute('aria-controls', list.id);
    input.oninput = () => {
      const query = input.value.trim();
      const found = search(query);
      list.replaceChildren(...found.slice(0, MOST_RESULTS).map((entry, i) => make('li', { id: `panel-${i}`, role: 'option', onclick: () => leaveFor(entry) },
        make('b', {}, entry.number), make('span', {}, entry.title, excerptOf(entry)))));
      count.textContent = query ? WORDS.found + found.length : WORDS.hint;
      list.hidden = !found[0];
      input.ariaExpanded = !list.hidden;
      mark(0);
    };
    input.onkeydown = (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === 'Enter') at?.click();
      if (!way) return;
      event.preventDefault();
      mark([...list.children].indexOf(at) + way);
    };
    open('search', input, count, list);
    input.oninput();
    input.focus();
    const prepare = (from) => { // A few at a time: the next key must not wait.
      if (!input.isConnected) return;
      allSlides().slice(from, from + 200).forEach(allOf);
      if (slides[from]) setTimeout(prepare, 0, from + 200);
    };
    setTimeout(prepare, 50, 0);
  }

  // Outline.

  let outline;
  const covers = () => innerWidth < (d.staged() ? 700 : 1100); // The page below it.
  const targetOf = (link) => document.getElementById(link.hash.slice(1));

  function toggleOutline() {
    outline?.remove();
    outline = outline ? null : makeOutline();
    d.store.set('outline', outline && !covers() ? 'open' : null);
    makeRoom();
    if (outline && covers()) outline.querySelector('button').focus();
  }

  function makeOutline() {
    const nav = panel('nav', 'outline', head('outline', toggleOutline));
    const sections = allSlides().filter(isSection);
    for (const entry of sections[0] ? sections : slides.filter(({ slide }) => slide.querySelector('h1, h2'))) {
      nav.append(...partOf(entry), make('a', { href: `#${entry.slide.id}`, onclick: follow }, entry.title));
    }
    nav.onkeydown = ({ key }) => key === 'Escape' && toggleOutline();
    document.body.prepend(nav);
    return nav;
  }

  function follow(event) {
    event.preventDefault();
    if (event.detail) this.blur(); // A pointer leaves the keys to the slides.
    if (covers()) toggleOutline();
    d.visit(targetOf(this));
  }

  let room = 0;
  function makeRoom() {
    if (room !== (room = outline && d.staged() && !covers() ? outline.offsetWidth : 0)) {
      document.documentElement.style.setProperty('--panel', `${room}px`);
      dispatchEvent(new Event('resize'));
    }
    markTopic();
  }

  function markTopic() {
    const now = outline && here();
    if (!now) return;
    const links = [...outline.querySelectorAll('a')];
    const at = links.findLast((link) => !(now.compareDocumentPosition(targetOf(link)) & 4)); // Not after it.
    if (at?.ariaCurrent) return;
    for (const link of links) link.ariaCurrent = link === at || null;
    at?.scrollIntoView({ block: 'nearest' });
  }

  // Link and menu.

  const copyLink = () => d.copy(new URL(`#${here().id}`, location).href);

  function bind(group, keys, text, action) {
    for (const key of keys) d.keys[key] = action;
    d.bindings.push({ group, keys, text });
  }
  bind('Moving', ['o'], WORDS.overview, openOverview);
  bind('Moving', ['/', 'g'], WORDS.search, openSearch);
  bind('Moving', ['i'], WORDS.outline, toggleOutline);
  bind('Showing', ['y'], WORDS.link, copyLink);
  bind('Showing', ['h', '?'], WORDS.help, openHelp);

  const opener = panel('nav', 'opener', make('button', { ariaLabel: WORDS.help, onclick: openHelp }, '≡'));
  document.body.append(opener);
  let timer;
  function wake() {
    clearTimeout(timer);
    opener.classList.add('awake');
    timer = setTimeout(() => opener.classList.remove('awake'), MENU_TIME);
  }
  addEventListener('pointermove', wake);
  addEventListener('pointerdown', wake);
  if (matchMedia('(hover: none)').matches) wake(); // A finger does not move before it taps.
  document.addEventListener('deckyard:change', markTopic);
  document.addEventListener('deckyard:mode', makeRoom);
  document.addEventListener('scroll', () => d.staged() || markTopic());
  if (d.store.get('outline') && !covers()) toggleOutline();
})();
