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
  const d = window.deckyard;
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
    if (d.staged() || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[rd]$/.test(event.key) && !event.target.closest('input, textarea, select, dialog')) d.keys[event.key]();
  }

  const line = make('div', { className: 'deck-progress' });
  function drawProgress() {
    line.style.setProperty('--done', d.place().number / d.total());
    if (!line.parentNode) document.querySelector('.deck-ui').append(line);
  }

  // Slides near the window, which get their links, and whatever else listens for `deckyard:near`.

  function addLinks(slide) {
    const links = make('div', { className: 'slide-links' });
    const { number } = slide.dataset;
    const href = slide.querySelector('.debug a')?.href;
    if (href) links.append(make('a', { href, title: WORDS.edit + number }));
    links.append(make('button', { onclick: () => d.copy(new URL(`#${slide.id}`, location).href), title: WORDS.copy + number }));
    slide.append(links);
  }

  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const links = target.querySelector(':scope > .slide-links');
      if (isIntersecting && !links) addLinks(target);
      else if (!isIntersecting && !links?.contains(document.activeElement)) links?.remove();
      if (isIntersecting) d.send('near', target);
    }
  }, { rootMargin: '50%' });

  /** Edits bring new slides. */
  function watch() {
    if (!d.staged()) for (const slide of main.children) near.observe(slide);
  }

  function onMode() {
    near.disconnect();
    main.querySelectorAll('.slide-links').forEach((links) => links.remove());
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
