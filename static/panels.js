/* Panels: menu and keys, overview, search, outline; and the buttons at the foot of the window. Panels are made when
   asked for; an outline beside the stage writes its width to --panel of <html>. No handler here may return false:
   that would take the key from the browser. */

(() => {
  'use strict';
  const WORDS = {
    overview: 'Overview',
    opener: 'Menu',
    steps: 'Steps',
    search: 'Go to, search',
    outline: 'Contents',
    link: 'Copy the link',
    help: 'Menu and keys',
    close: 'Close',
    part: 'Part ',
    slide: 'Slide ',
    hint: 'Number, title, or words',
    found: 'Found: ',
    listed: (n) => ` (the first ${n} are listed)`,
    previous: 'Previous step',
    next: 'Next step',
    letters: 'Single-key shortcuts',
    without: 'When off, letters, digits and signs do nothing, however they are typed or dictated. Arrows, Space, Page ↑ ↓, Home, End and Escape still work.',
  };
  const GROUPS = ['Moving', 'Showing', 'Presenting', 'Reading'];
  const MENU_TIME = 2000; // ms after the last move of the pointer.
  const MOST_RESULTS = 50;
  const NEAR = 60; // Cells of the overview.
  const LAYOUT_PAUSE = 300; // ms, in which it is painted.

  const d = window.deckyard;
  if (!d) return; // A browser to read with.
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
    const from = document.activeElement;
    const box = dialog = panel('dialog', name, head(name, close), ...content);
    box.onclose = () => {
      if (box === dialog) uncover();
      box.remove();
      slides = null; // The texts are long, and may change.
      if (box === outline) outline = null;
      // The browser could not give the focus back to what was not displayed.
      if (document.activeElement === document.body) from.focus({ preventScroll: true });
    };
    box.onclick = ({ target }) => { if (target === box) close(); }; // Beside the card.
    document.body.append(box);
    // A modal dialog takes the style of everything behind it anew, unless that has none.
    if (name === 'overview' && d.staged()) main.style.display = 'none';
    box.showModal();
  }

  function leaveFor({ slide, step }) {
    close();
    d.visit(slide, step);
    d.focus(slide);
  }

  let slides;
  const allSlides = () => (slides = slides ?? Array.from(main.children, (slide) => {
    const { number, name, section, part } = slide.dataset; // To list all of it takes much longer.
    return { slide, title: d.titleOf(slide) || slide.id, number, name, section, part };
  }));
  const partOf = ({ part }) => (part ? [make('h3', {}, WORDS.part + part)] : []);
  const isSection = ({ section }) => section === '';

  /** The slide on the stage, or in the middle of the window. */
  const here = () => (d.staged() ? d.place()?.slide
    : document.elementsFromPoint(innerWidth / 2, innerHeight / 3).find((element) => element.parentElement === main));

  /** A line of the menu: what it says, and the keys that do it. */
  function lineOf({ keys, text, action = d.keys[keys[0]] }) {
    const onclick = (event) => { close(); action(event); };
    return make(action ? 'button' : 'p', action && { onclick }, text[0].toUpperCase() + text.slice(1),
      make('span', {}, ...keys.map((key) => make('kbd', { className: /^[^→←]$/.test(key) ? 'letter' : '' }, key))));
  }

  /** Lists all keys; for who knows none, or cannot press them, each line is a button. */
  function openHelp() {
    const isUseful = ({ stage }) => d.staged() || !stage;
    const groups = GROUPS.map((name) => [name, d.bindings.filter((binding) => binding.group === name && isUseful(binding))]);
    const letters = make('input', { type: 'checkbox', checked: d.shortcuts() });
    const list = make('div', {}, ...groups.filter(([, lines]) => lines[0]).map(([name, lines]) => make('section', {}, make('h3', {}, name), ...lines.map(lineOf))));
    const onchange = () => {
      d.setShortcuts(letters.checked);
      list.classList.toggle('no-letters', !letters.checked);
    };
    letters.onchange = onchange;
    onchange();
    const without = make('small', { id: 'panel-without' }, WORDS.without);
    letters.setAttribute('aria-describedby', without.id);
    open('help', make('label', {}, letters, WORDS.letters), without, list);
  }

  // Overview.

  /** A slide to look at: nothing in it has an id, can be reached, or is hidden. */
  function miniature(slide) {
    const content = slide.querySelector('.slide-content').cloneNode(true);
    for (const element of [content, ...content.querySelectorAll('*')]) {
      if (element.matches('[data-ui], .debug')) element.remove();
      for (const name of ['id', 'data-step', 'href', 'tabindex']) element.removeAttribute(name);
      if (element.loading) element.loading = 'eager'; // WebKit waits for ever otherwise.
    }
    return make('div', { className: 'slide current', inert: true, ariaHidden: 'true' }, content);
  }

  const hasModifier = ({ ctrlKey, altKey, metaKey, shiftKey }) => ctrlKey || altKey || metaKey || shiftKey;

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

  const nameOf = ({ number, title }) => `${number} ${title}`;

  /** Only cells in view have a miniature. */
  function drawCells(groups, entryOf) {
    const draw = (cell, isNear) => {
      const drawn = cell.querySelector('.slide');
      if (isNear && !drawn) cell.prepend(miniature(entryOf(cell).slide));
      else if (!isNear) drawn?.remove();
    };
    if (!('ContentVisibilityAutoStateChangeEvent' in window)) {
      const observer = new IntersectionObserver((seen) => seen.forEach(({ target, isIntersecting }) => draw(target, isIntersecting)), { rootMargin: '50%' });
      for (const cell of groups.querySelectorAll('button')) observer.observe(cell);
      return;
    }
    // It bubbles in Chromium alone. A section has a class, a cell has none.
    groups.addEventListener('contentvisibilityautostatechange', ({ target, skipped }) => {
      if (target.className) return;
      // Its text is no name where a browser skips it.
      target.ariaLabel = skipped ? nameOf(entryOf(target)) : null;
      draw(target, !skipped);
    }, true);
  }

  /** Gives cells their width (--cell of panels.css), and miniatures the scale that fits: browsers do not agree on the
      quotient of two lengths. */
  function sizeCells({ style }) {
    const root = document.documentElement;
    const width = Math.min(12 * parseFloat(getComputedStyle(root).fontSize), 0.42 * innerWidth);
    style.setProperty('--cell', `${width}px`);
    style.setProperty('--small', width / parseFloat(root.style.getPropertyValue('--stage-width')));
  }

  function openOverview() {
    const now = here();
    const groups = make('div', {});
    let grid; // Of a section. One that is out of view is not laid out at first.
    const entries = allSlides();
    const cells = entries.map((entry) => {
      const { slide, number, title } = entry;
      const heads = [...partOf(entry), ...(isSection(entry) ? [make('h4', {}, title)] : [])];
      if (heads.length || !grid) groups.append(grid = make('div', { className: 'panel-grid' }, ...heads));
      const cell = make('button', { ariaLabel: nameOf(entry) }, make('b', {}, number), ` ${title}`);
      if (slide === now) cell.ariaCurrent = true;
      grid.append(cell);
      return cell;
    });
    // How high a section is that was not laid out yet, about.
    for (const { style, childElementCount } of groups.children) style.containIntrinsicBlockSize = `auto ${(childElementCount * 4e4) / innerWidth}px`;
    drawCells(groups, (cell) => entries[cells.indexOf(cell)]);
    groups.onclick = ({ target }) => {
      const cell = target.closest('button');
      if (cell) leaveFor(entries[cells.indexOf(cell)]);
    };
    groups.onkeydown = (event) => {
      const cell = event.key.startsWith('Arrow') && !hasModifier(event) && neighbour(cells, document.activeElement, event.key);
      if (!cell) return;
      event.preventDefault();
      cell.focus();
    };
    sizeCells(groups);
    const resized = () => (groups.isConnected ? sizeCells(groups) : removeEventListener('resize', resized));
    open('overview', groups);
    addEventListener('resize', resized);
    const at = cells.find((cell) => cell.ariaCurrent) ?? cells[0];
    at.focus();
    at.scrollIntoView({ block: 'center' });
    // What a browser skips it keeps from screen readers, too: in a moment all are laid out, one after the other.
    const sections = groups.children[Symbol.iterator]();
    const layOut = () => {
      const { value: section } = sections.next();
      if (!section?.isConnected) return;
      section.style.contentVisibility = 'visible';
      setTimeout(layOut);
    };
    setTimeout(layOut, LAYOUT_PAUSE);
  }

  // Go to and search.

  /** Without accents and capitals, of the same length. */
  const plain = (text) => text.replace(/[À-῿]/g, (letter) => letter.normalize('NFD')[0]).toLowerCase();
  const textOf = (slide) => slide.querySelector('.slide-content').textContent.normalize().replace(slide.querySelector('.debug')?.textContent, '').replace(/\s+/g, ' ');
  const headOf = (entry) => (entry.plainHead = entry.plainHead ?? plain(`${entry.title} ${entry.name}`));
  const allOf = (entry) => (entry.plainText = entry.plainText ?? headOf(entry) + plain(textOf(entry.slide)));

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
      if (at) input.setAttribute('aria-activedescendant', at.id);
      else input.removeAttribute('aria-activedescendant');
    };
    input.setAttribute('aria-controls', list.id);
    input.oninput = () => {
      const query = input.value.trim();
      const found = search(query);
      list.replaceChildren(...found.slice(0, MOST_RESULTS).map((entry, i) => make('li', { id: `panel-${i}`, role: 'option', onclick: () => leaveFor(entry) },
        make('b', {}, entry.number), make('span', {}, entry.title, excerptOf(entry)))));
      const listed = found.length > MOST_RESULTS ? WORDS.listed(MOST_RESULTS) : '';
      count.textContent = query ? WORDS.found + found.length + listed : WORDS.hint;
      list.hidden = !found[0];
      input.ariaExpanded = !list.hidden;
      mark(0);
    };
    input.onkeydown = (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const isEnter = event.key === 'Enter' && at;
      if (!(way || isEnter) || event.isComposing || hasModifier(event)) return;
      event.preventDefault(); // Else Enter would press what has the focus when the search is closed.
      if (isEnter) at.click();
      else mark([...list.children].indexOf(at) + way);
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

  let outline; // A dialog where it covers the page.
  let outlineFrom; // What had the focus before.
  const covers = () => innerWidth < (d.staged() ? 700 : 1100); // The page below it.
  const targetOf = (link) => document.getElementById(link.hash.slice(1));

  function toggleOutline() {
    if (outline) removeOutline();
    else if (covers()) openOutline();
    else addOutline();
    d.store.set('outline', outline && !covers() ? 'open' : null);
    makeRoom();
  }

  function removeOutline() {
    const hadFocus = outline.contains(document.activeElement);
    outline.remove();
    outline = null;
    if (hadFocus) (outlineFrom?.isConnected ? outlineFrom : menu).focus();
  }

  function linesOf() {
    const sections = allSlides().filter(isSection);
    const entries = sections[0] ? sections : slides.filter(({ slide }) => slide.querySelector('h1, h2'));
    return entries.flatMap((entry) => [...partOf(entry), make('a', { href: `#${entry.slide.id}`, onclick: follow }, entry.title)]);
  }

  function openOutline() {
    const now = here(); // Behind a dialog it cannot be found.
    open('outline', ...linesOf());
    outline = dialog;
    markTopic(now);
  }

  function addOutline() {
    outlineFrom = document.activeElement === document.body ? null : document.activeElement;
    outline = panel('nav', 'outline', head('outline', toggleOutline), ...linesOf());
    outline.onkeydown = (event) => {
      if (event.key !== 'Escape' || hasModifier(event)) return;
      event.preventDefault();
      toggleOutline();
    };
    document.body.prepend(outline);
  }

  function follow(event) {
    if (hasModifier(event)) return; // It opens a window.
    event.preventDefault();
    const slide = targetOf(this);
    if (outline === dialog) {
      leaveFor({ slide });
      return;
    }
    if (event.detail) this.blur(); // A pointer leaves the keys to the slides.
    d.visit(slide);
  }

  let room = 0;
  function makeRoom() {
    if (room !== (room = outline && d.staged() && !covers() ? outline.offsetWidth : 0)) {
      document.documentElement.style.setProperty('--panel', `${room}px`);
      dispatchEvent(new Event('resize'));
    }
    markTopic();
  }

  function markTopic(now = outline && outline !== dialog && here()) {
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

  // A click takes no focus: Space still moves on.
  const control = (label, sign, onclick) => make('button', { ariaLabel: label, title: label, onclick, onmousedown: (event) => event.preventDefault() }, sign);
  const menu = control(WORDS.help, '≡', openHelp);
  const bar = make('div', { className: 'panel-bar' }, panel('nav', 'opener', menu),
    panel('nav', 'steps', control(WORDS.previous, '‹', () => d.previous()), control(WORDS.next, '›', () => d.next())));
  document.body.append(bar);
  let timer;
  function wake({ pointerType }) {
    clearTimeout(timer);
    bar.classList.add('awake');
    // A finger does not move before it taps: for fingers it stays.
    if (pointerType !== 'touch') timer = setTimeout(() => bar.classList.remove('awake'), MENU_TIME);
  }
  addEventListener('pointermove', wake);
  addEventListener('pointerdown', wake);
  document.addEventListener('deckyard:change', () => markTopic());
  document.addEventListener('deckyard:mode', makeRoom);
  // An outline beside the page must not come to lie on it.
  addEventListener('resize', () => {
    if (!outline || outline === dialog || !covers()) return;
    removeOutline();
    makeRoom();
  });
  document.addEventListener('scroll', () => d.staged() || markTopic());
  if (d.store.get('outline') && !covers()) toggleOutline();
})();
