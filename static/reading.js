/* Reading and paper: stage or document, light or dark, a slide's links, the progress line, ?print=… */

(() => {
  'use strict';
  const WORDS = {
    r: 'read as a page, or present',
    d: 'light, dark, or as the system',
    colours: 'Colours: ',
    edit: 'Edit slide ',
    copy: 'Copy the link to slide ',
  };
  const NEXT = { system: 'dark', dark: 'light', light: 'system' };
  const PER_SHEET = { notes: 1, 'handout-2': 2, 'handout-4': 4, 'handout-6': 6 };
  const WIDE = 4; // Slides on a sheet that lies on its side.
  const d = window.deckyard;
  if (!d) return; // A browser to read with.
  const { make } = d;
  const main = document.querySelector('main.deck');
  if (!main?.firstElementChild) return;

  // Stage or document, light or dark.

  const r = () => d.setMode(d.staged() ? 'read' : 'stage');
  function nextTheme() {
    const next = NEXT[d.store.get('theme') ?? 'system'];
    d.setTheme(next === 'system' ? null : next);
    d.toast(WORDS.colours + next);
  }

  /** The core's keys are those of the stage; these work everywhere. */
  function onKey(event) {
    if (!d.staged() && /^[rd]$/.test(event.key) && d.isShortcut(event)) d.keys[event.key]();
  }

  const line = make('div', { className: 'deck-progress' });
  function drawProgress() {
    line.style.setProperty('--done', d.place().number / d.total());
    if (!line.parentNode) document.querySelector('.deck-ui').append(line);
  }

  // Slides near the window, which get their links, and whatever else listens for `deckyard:near`.

  const linked = new Map();
  function addLinks(slide) {
    const links = make('div', { className: 'slide-links' });
    const { number } = slide.dataset;
    const href = slide.querySelector('.debug a')?.href;
    if (href) links.append(make('a', { href, title: WORDS.edit + number }));
    links.append(make('button', { onclick: () => d.copy(new URL(`#${slide.id}`, location).href), title: WORDS.copy + number }));
    slide.append(links);
    linked.set(slide, links);
  }

  function removeLinks(slide) {
    linked.get(slide).remove();
    linked.delete(slide);
  }

  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const links = linked.get(target);
      if (isIntersecting && !links) addLinks(target);
      else if (!isIntersecting && links && !links.contains(document.activeElement)) removeLinks(target);
      if (!isIntersecting) continue;
      const { scrollWidth, clientWidth } = target.querySelector('.slide-content');
      d.offerScroll(target, scrollWidth > clientWidth + 1);
      d.send('near', target);
    }
  }, { rootMargin: '50%' });

  /** Edits bring new slides. */
  function watch() {
    if (!d.staged()) for (const slide of main.children) near.observe(slide);
  }

  function onMode() {
    near.disconnect();
    for (const slide of linked.keys()) removeLinks(slide);
    watch();
  }

  // Paper.

  /** For this page only, whatever the browser remembers. */
  function leaveStage() {
    const mode = d.store.get('mode');
    d.setMode('read');
    d.store.set('mode', mode);
  }

  /** A slide for each step, which takes the step's number and anchor along. */
  function spreadSteps(slide) {
    for (let step = +slide.dataset.steps; step > 0; step -= 1) {
      const copy = slide.cloneNode(true);
      for (const element of [copy, ...copy.querySelectorAll('[id]')]) element.removeAttribute('id');
      const anchor = slide.querySelector(`:scope > [id="${+slide.dataset.number + step}"]`);
      if (anchor) {
        copy.dataset.number = anchor.id;
        copy.prepend(anchor);
      }
      d.reveal(copy, step);
      slide.after(copy);
    }
    d.reveal(slide, 0);
  }

  function fillSheets(size) {
    for (let slides = [...main.children]; slides.length;) {
      const sheet = make('div', { className: 'sheet' });
      for (const slide of slides.splice(0, size)) {
        const cell = make('div', { className: 'cell' });
        cell.dataset.number = slide.dataset.number;
        cell.append(slide);
        sheet.append(cell);
        if (size === 1) sheet.append(...slide.querySelectorAll('.notes'));
      }
      main.append(sheet);
    }
  }

  /** Firefox takes the size of all sheets from the last rule without a name, and not from those of deck.css. */
  const paper = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, paper];
  function setPaper() {
    const width = document.documentElement.style.getPropertyValue('--stage-width');
    const n = PER_SHEET[kind];
    const size = n ? `${n === WIDE ? 'landscape' : 'portrait'}; margin: 12mm` : width !== '1280px' && `${width} 720px`;
    paper.replaceSync(size ? `@page { size: ${size}; }` : '');
  }

  function layOut() {
    leaveStage();
    document.documentElement.dataset.print = kind;
    document.documentElement.classList.add('paper');
    if (kind === 'steps') [...main.children].forEach(spreadSteps);
    if (PER_SHEET[kind]) fillSheets(PER_SHEET[kind]);
    for (const picture of main.querySelectorAll('[loading]')) picture.loading = 'eager';
    let timer = setTimeout(fit);
    main.addEventListener('load', () => { // Of a picture: now it has its size.
      clearTimeout(timer);
      timer = setTimeout(fit, 50);
    }, true);
  }

  /** What the core does before it prints. */
  const fit = () => dispatchEvent(new Event('beforeprint'));

  const kind = new URLSearchParams(location.search).get('print');
  setPaper();
  addEventListener('resize', setPaper); // An edit may change the shape of slides.
  if (kind !== null) {
    document.addEventListener('deckyard:mode', () => d.staged() && leaveStage());
    document.addEventListener('DOMContentLoaded', layOut);
    // After printing the core would bring the stage back: this stays paper.
    addEventListener('afterprint', (event) => event.stopImmediatePropagation());
    return;
  }
  Object.assign(d.keys, { r, d: nextTheme });
  for (const key of ['r', 'd']) d.bindings.push({ group: 'Reading', keys: [key], text: WORDS[key] });
  document.addEventListener('keydown', onKey);
  document.addEventListener('deckyard:change', drawProgress);
  document.addEventListener('deckyard:mode', onMode);
  document.addEventListener('deckyard:update', watch);
  if (d.place()) drawProgress();
  onMode();
})();
