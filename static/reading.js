/* Reading and paper: stage or document, light or dark, a slide's links, the progress line, and ?print. */

(() => {
  'use strict';
  const WORDS = {
    mode: 'read as a page, or present',
    theme: 'light, dark, or as the system',
    view: 'View',
    read: 'Read',
    present: 'Present',
    colours: { system: 'Colours: system', dark: 'Colours: dark', light: 'Colours: light' },
    edit: 'Edit slide ',
    copy: 'Copy the link to slide ',
    copied: 'Link copied',
    shown: 'The link is in the address bar',
  };
  const NEXT = { system: 'dark', dark: 'light', light: 'system' };
  const PER_SHEET = { notes: 1, 'handout-2': 2, 'handout-4': 4, 'handout-6': 6 };
  const d = window.deckyard;
  const main = document.querySelector('main.deck');
  if (!main?.firstElementChild) return;

  function make(name, className, properties) {
    const element = Object.assign(document.createElement(name), { className, ...properties });
    element.dataset.ui = '';
    return element;
  }

  // Stage or document, light or dark.

  const toggleMode = () => d.setMode(d.staged() ? 'read' : 'stage');
  const theme = () => d.store.get('theme') ?? 'system';
  const modeButton = make('button', '', { onclick: toggleMode });
  const themeButton = make('button', '', { onclick: nextTheme });

  function nextTheme() {
    const next = NEXT[theme()];
    d.setTheme(next === 'system' ? null : next);
    d.toast(themeButton.textContent = WORDS.colours[next]);
  }

  /** The core's keys are those of the stage; these work everywhere. */
  function onKey({ key, target, defaultPrevented, ctrlKey, altKey, metaKey }) {
    if (d.staged() || defaultPrevented || ctrlKey || altKey || metaKey || target.closest('input, textarea, select, dialog')) return;
    if (key === 'r' || key === 'd') d.keys[key]();
  }

  const line = make('div', 'deck-progress');
  function drawProgress() {
    if (!d.place()) return;
    line.style.setProperty('--done', d.place().number / d.total());
    document.querySelector('.deck-ui').append(line);
  }

  // The links of a slide: there while it is near the window.

  function copyLink(id) {
    const copied = navigator.clipboard?.writeText(new URL(`#${id}`, location).href) ?? Promise.reject();
    copied.then(() => d.toast(WORDS.copied), () => {
      location.hash = id;
      d.toast(WORDS.shown);
    });
  }

  function makeLinks(slide) {
    const links = make('div', 'slide-links');
    const source = slide.querySelector('.debug a');
    const add = (name, words, properties) => {
      const title = words + slide.dataset.number;
      links.append(make(name, '', { ...properties, title, ariaLabel: title }));
    };
    if (source) add('a', WORDS.edit, { href: source.href });
    add('button', WORDS.copy, { onclick: () => copyLink(slide.id) });
    return links;
  }

  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const links = target.querySelector(':scope > .slide-links');
      if (isIntersecting && !links) target.append(makeLinks(target));
      else if (!isIntersecting && !links?.contains(document.activeElement)) links?.remove();
    }
  }, { rootMargin: '50%' });

  function onMode() {
    near.disconnect();
    modeButton.textContent = d.staged() ? WORDS.read : WORDS.present;
    if (d.staged()) main.querySelectorAll('.slide-links').forEach((links) => links.remove());
    else for (const slide of main.children) near.observe(slide);
  }

  // Paper.

  /** For this page only, whatever the browser remembers. */
  function leaveStage() {
    const mode = d.store.get('mode');
    d.setMode('read');
    d.store.set('mode', mode);
  }

  const showUntil = (slide, step) =>
    slide.querySelectorAll('[data-step]').forEach((piece) => piece.classList.toggle('shown', piece.dataset.step <= step));

  /** A slide for each step, which takes the step's number and anchor along. */
  function spreadSteps(slide) {
    for (let step = slide.dataset.steps; step > 0; step -= 1) {
      const copy = slide.cloneNode(true);
      for (const element of [copy, ...copy.querySelectorAll('[id]')]) element.removeAttribute('id');
      const anchor = slide.querySelector(`:scope > [id="${+slide.dataset.number + +step}"]`);
      if (anchor) {
        copy.dataset.number = anchor.id;
        copy.prepend(anchor);
      }
      showUntil(copy, step);
      slide.after(copy);
    }
    showUntil(slide, 0);
  }

  function fillSheets(size) {
    for (let slides = [...main.children]; slides.length;) {
      const sheet = make('div', 'sheet');
      for (const slide of slides.splice(0, size)) {
        const cell = make('div', 'cell');
        cell.dataset.number = slide.dataset.number;
        cell.append(slide);
        sheet.append(cell);
        if (size === 1) sheet.append(...slide.querySelectorAll('.notes'));
      }
      main.append(sheet);
    }
  }

  function layOut(kind) {
    leaveStage();
    document.documentElement.dataset.print = kind;
    document.documentElement.classList.add('paper');
    for (const picture of main.querySelectorAll('[loading]')) picture.loading = 'eager';
    if (kind === 'steps') [...main.children].forEach(spreadSteps);
    if (PER_SHEET[kind]) fillSheets(PER_SHEET[kind]);
  }

  const kind = new URLSearchParams(location.search).get('print');
  if (kind !== null) {
    document.addEventListener('deckyard:mode', () => d.staged() && leaveStage());
    document.addEventListener('DOMContentLoaded', () => layOut(kind));
    // The core fits slides to paper before printing, and brings the stage back after it: this stays paper.
    addEventListener('load', () => dispatchEvent(new Event('beforeprint')));
    addEventListener('afterprint', (event) => event.stopImmediatePropagation());
    return;
  }
  const tools = make('nav', 'reading-tools', { ariaLabel: WORDS.view });
  tools.append(modeButton, themeButton);
  main.before(tools);
  themeButton.textContent = WORDS.colours[theme()];
  Object.assign(d.keys, { r: toggleMode, d: nextTheme });
  for (const [key, text] of [['r', WORDS.mode], ['d', WORDS.theme]]) d.bindings.push({ group: 'Reading', keys: [key], text });
  document.addEventListener('keydown', onKey);
  document.addEventListener('deckyard:change', drawProgress);
  document.addEventListener('deckyard:mode', onMode);
  drawProgress();
  onMode();
})();
