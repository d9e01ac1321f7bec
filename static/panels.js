/* Panels: help card, overview, go to and search, outline, and a menu for those who know no keys. Each is made when
   asked for. The outline stays beside the stage and writes the width that it takes to --panel of <html>. */

(() => {
  'use strict';
  const WORDS = {
    overview: 'overview',
    search: 'go to, search',
    outline: 'contents',
    link: 'copy the link',
    help: 'keys',
    menu: 'menu',
    close: 'close',
    part: 'Part ',
    slide: 'Slide ',
    hint: 'Number, title, or words',
    found: 'Found: ',
    copied: 'Link copied',
  };
  const GROUPS = ['Moving', 'Showing', 'Presenting', 'Reading'];
  const MENU = ['o', '/', 'i', 'p', 'r', 'd', 'f', 'h'];
  const MENU_TIME = 2000; // ms after the last move of the pointer.
  const MOST_RESULTS = 50;

  const d = window.deckyard;
  const main = document.querySelector('main.deck');
  if (!main?.firstElementChild) return;
  const idle = window.requestIdleCallback ?? setTimeout;

  function make(tag, properties, ...content) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...content);
    return element;
  }

  function panel(tag, name, ...content) {
    const box = make(tag, { className: `panel panel-${name}`, ariaLabel: WORDS[name] }, ...content);
    box.onwheel = box.ontouchstart = box.ontouchend = (event) => event.stopPropagation(); // They move no slide.
    box.dataset.ui = '';
    return box;
  }
  const head = (name, onclick) => make('div', { className: 'panel-head' },
    make('h2', {}, WORDS[name]), make('button', { ariaLabel: WORDS.close, onclick }, '×'));

  let dialog = null; // The open one; the browser closes it on Escape and gives the focus back.
  const close = () => dialog.close();

  function open(name, ...content) {
    const box = panel('dialog', name, head(name, close), ...content);
    box.onclose = () => box.remove();
    box.onclick = ({ target }) => target === box && close(); // Beside the card.
    document.body.append(box);
    box.showModal();
    dialog = box;
  }

  function leaveFor({ slide, step }) {
    close();
    d.visit(slide, step);
  }

  let slides = null;
  const allSlides = () => (slides ??= Array.from(main.children, (slide) => ({ slide, title: d.titleOf(slide), ...slide.dataset })));

  /** The slide on the stage, or in the middle of the window. */
  const here = () => (d.staged() ? d.place()?.slide
    : document.elementsFromPoint(innerWidth / 2, innerHeight / 3).find((element) => element.parentElement === main));

  function openHelp() {
    open('help', ...GROUPS.map((name) => make('section', {}, make('h3', {}, name),
      ...d.bindings.filter(({ group }) => group === name).map(({ keys, text }) =>
        make('p', {}, ...keys.map((key) => make('kbd', {}, key)), text)))));
  }

  // Overview.

  /** A slide to look at: nothing in it has an id, can be reached, or is hidden. */
  function miniature(slide) {
    const content = slide.querySelector('.slide-content').cloneNode(true);
    for (const element of content.querySelectorAll('[data-ui], .debug')) element.remove();
    for (const element of [content, ...content.querySelectorAll('[id], [data-step], a')]) {
      for (const name of ['id', 'data-step', 'href', 'tabindex']) element.removeAttribute(name);
    }
    return make('div', { className: 'slide', inert: true, ariaHidden: 'true' }, content);
  }

  /** The cell that an arrow key leads to: the nearest one in the next row. */
  function neighbour(cells, from, key) {
    const way = /Right|Down/.test(key) ? 1 : -1;
    if (/Left|Right/.test(key)) return cells[cells.indexOf(from) + way];
    const far = ({ offsetTop, offsetLeft }) => Math.abs(offsetTop - from.offsetTop) * 99 + Math.abs(offsetLeft - from.offsetLeft);
    return cells.filter((cell) => way * (cell.offsetTop - from.offsetTop) > 0).sort((a, b) => far(a) - far(b))[0];
  }

  function openOverview() {
    const now = here();
    const grid = make('div', { className: 'panel-grid' });
    const cells = allSlides().map((entry) => {
      const { slide, number, title, part, section } = entry;
      if (part) grid.append(make('h3', {}, WORDS.part + part));
      if (section === '') grid.append(make('h4', {}, title));
      const cell = make('button', { tabIndex: -1, ariaCurrent: slide === now || null, onclick: () => leaveFor(entry) }, make('b', {}, number), ` ${title}`);
      grid.append(cell);
      return cell;
    });
    let at = cells.find((cell) => cell.ariaCurrent) ?? cells[0];
    const focus = (cell, block) => {
      at.tabIndex = -1;
      at = cell;
      at.tabIndex = 0;
      at.focus({ preventScroll: true });
      at.scrollIntoView({ block });
    };
    // Only cells in view have a miniature.
    grid.addEventListener('contentvisibilityautostatechange', ({ target, skipped }) => {
      if (skipped) target.querySelector('.slide')?.remove();
      else target.prepend(miniature(slides[cells.indexOf(target)].slide));
    });
    grid.onkeydown = (event) => {
      if (!event.key.startsWith('Arrow')) return;
      event.preventDefault();
      focus(neighbour(cells, at, event.key) ?? at, 'nearest');
    };
    open('overview', grid);
    focus(at, 'center');
  }

  // Go to and search.

  /** Without accents and capitals, of the same length. */
  const plain = (text) => text.normalize().replace(/[À-῿]/g, (letter) => letter.normalize('NFD')[0]).toLowerCase();

  function textOf(slide) {
    const content = slide.querySelector('.slide-content');
    return content.textContent.replace(content.querySelector('.debug')?.textContent, '').replace(/\s+/g, ' ').normalize();
  }
  const heading = (entry) => (entry.plainHeading ??= plain(`${entry.title} ${entry.name}`));
  const text = (entry) => (entry.plainText ??= heading(entry) + plain(textOf(entry.slide)));

  function warmUp(from) {
    allSlides().slice(from, from + 50).forEach(text);
    if (from < slides.length) idle(() => warmUp(from + 50));
  }

  /** What the query names, then what has all words in its title, then in its text. */
  function search(query) {
    const words = plain(query).split(' ').filter(Boolean);
    if (!words[0]) return [];
    const hasAll = (string) => words.every((word) => string.includes(word));
    const named = d.find(query);
    const found = [[], [], []];
    for (const entry of allSlides()) {
      if (entry.slide === named?.slide) found[0].push({ ...entry, ...named, number: isNaN(query) ? entry.number : WORDS.slide + query });
      else if (hasAll(heading(entry))) found[1].push(entry);
      else if (hasAll(text(entry))) found[2].push({ ...entry, word: words[0] });
    }
    return found.flat();
  }

  function excerptOf(slide, word) {
    const whole = textOf(slide);
    const at = plain(whole).indexOf(word);
    const end = at + word.length;
    return make('small', {}, whole.slice(whole.lastIndexOf(' ', at - 30) + 1, at), make('mark', {}, whole.slice(at, end)), whole.slice(end, end + 90));
  }

  function openSearch() {
    let found = [];
    let at = 0;
    const list = make('ul', { id: 'panel-results', role: 'listbox', ariaLabel: WORDS.search });
    const count = make('p', { role: 'status' });
    const input = make('input', { role: 'combobox', ariaLabel: WORDS.search, ariaAutoComplete: 'list', autocomplete: 'off' });
    const mark = (to) => {
      const n = list.children.length;
      at = n && (to + n) % n;
      [...list.children].forEach((option, i) => { option.ariaSelected = i === at; });
      list.children[at]?.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', n ? `panel-result-${at}` : '');
    };
    input.setAttribute('aria-controls', list.id);
    input.oninput = () => {
      const query = input.value.trim();
      found = search(query);
      list.replaceChildren(...found.slice(0, MOST_RESULTS).map((entry, i) => make('li', { id: `panel-result-${i}`, role: 'option', onclick: () => leaveFor(entry) },
        make('b', {}, entry.number), make('span', {}, entry.title, entry.word ? excerptOf(entry.slide, entry.word) : ''))));
      count.textContent = query ? WORDS.found + found.length : WORDS.hint;
      list.hidden = !found[0];
      input.ariaExpanded = !list.hidden;
      mark(0);
    };
    input.onkeydown = (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (way) mark(at + way);
      else if (event.key === 'Enter' && found[at]) leaveFor(found[at]);
      else return;
      event.preventDefault();
    };
    open('search', input, count, list);
    input.oninput();
    input.focus();
    idle(() => warmUp(0));
  }

  // Outline.

  let outline = null;
  const covers = () => innerWidth < (d.staged() ? 700 : 1100); // The page below it.

  function openOutline() {
    const sections = allSlides().filter(({ section }) => section === '');
    outline = panel('nav', 'outline', head('outline', closeOutline));
    for (const { slide, title, part } of sections[0] ? sections : slides.filter((entry) => entry.slide.querySelector('h1, h2'))) {
      if (part) outline.append(make('h3', {}, WORDS.part + part));
      if (outline.lastChild.tagName !== 'UL') outline.append(make('ul'));
      outline.lastChild.append(make('li', {}, make('a', { href: `#${slide.id}`, onclick: follow }, title)));
    }
    outline.onkeydown = ({ key }) => key === 'Escape' && closeOutline();
    document.body.prepend(outline);
    makeRoom();
    if (covers()) outline.querySelector('button').focus();
    else d.store.set('outline', 'open');
  }

  function closeOutline() {
    outline.remove();
    outline = null;
    d.store.set('outline', null);
    makeRoom();
  }

  function follow(event) {
    event.preventDefault();
    if (event.detail) this.blur(); // A pointer leaves the keys to the slides.
    if (covers()) closeOutline();
    d.visit(document.getElementById(this.hash.slice(1)));
  }

  function makeRoom() {
    document.documentElement.style.setProperty('--panel', `${outline && d.staged() && !covers() ? outline.offsetWidth : 0}px`);
    dispatchEvent(new Event('resize'));
    markTopic();
  }

  function markTopic() {
    const now = outline && here();
    if (!now) return;
    const links = [...outline.querySelectorAll('a')];
    const at = links.findLast(({ hash }) => !(now.compareDocumentPosition(document.getElementById(hash.slice(1))) & 4));
    if (at?.ariaCurrent) return;
    for (const link of links) link.ariaCurrent = link === at || null;
    at?.scrollIntoView({ block: 'nearest' });
  }

  // Link and menu.

  async function copyLink() {
    const link = new URL(`#${here().id}`, location).href;
    await navigator.clipboard.writeText(link).catch(() => 0)
    d.toast(WORDS.copied);
  }

  function openMenu() {
    open('menu', ...MENU.filter((key) => d.keys[key]).map((key) => make('button', { onclick: (event) => { close(); d.keys[key](event); } },
      d.bindings.find(({ keys }) => keys.includes(key))?.text, make('kbd', {}, key))));
  }

  function addMenuButton() {
    const button = panel('nav', 'opener', make('button', { ariaLabel: WORDS.menu, onclick: openMenu }));
    document.body.append(button);
    let timer = 0;
    addEventListener('pointermove', () => {
      clearTimeout(timer);
      button.classList.add('awake');
      timer = setTimeout(() => button.classList.remove('awake'), MENU_TIME);
    });
  }

  function bind(group, keys, text, action) {
    for (const key of keys) d.keys[key] = action;
    d.bindings.push({ group, keys, text });
  }
  bind('Moving', ['o'], WORDS.overview, openOverview);
  bind('Moving', ['/', 'g'], WORDS.search, openSearch);
  bind('Moving', ['i'], WORDS.outline, () => (outline ? closeOutline() : openOutline()));
  bind('Showing', ['y'], WORDS.link, copyLink);
  bind('Showing', ['h', '?'], WORDS.help, openHelp);

  document.addEventListener('deckyard:change', markTopic);
  document.addEventListener('deckyard:mode', makeRoom);
  document.addEventListener('scroll', () => d.staged() || markTopic());
  addMenuButton();
  if (d.store.get('outline') && !covers()) openOutline();
})();
