/* The presentation: one slide at a time, scaled to the window. The page is complete without it.

   It stands in <head>, before the style sheets, and runs while the document arrives: it sets the class `stage`
   on <html> (deck.css then hides every slide but `.current`) and shows the wanted slide as soon as that is
   parsed. Moving touches two slides, never all. A slide that is too high gets smaller type, then it scrolls.
   Windows narrower than 700 pixels (phones, a page enlarged a lot) keep the document as it is, to read; so do browsers
   that are too old for the stage, in which nothing of this runs.

   Further files build on `window.deckyard`:
     keys                key -> function(event) that may return false to leave the key to the browser
     bindings            what the menu lists: {group, keys, text, action, stage}: without an action, that of the first
                         key; `stage` for what does nothing where slides are read
     isShortcut(event)   whether a key is for us, and not for the browser or for what has the focus
     shortcuts()         whether single letters, digits and signs act; setShortcuts(on) is remembered
     place(), total()    {slide, step, number} of what is shown; how many numbers there are
     find(reference)     {slide, step} of a number, an id, a name or an alias, or null
     show(slide, step)   goes there; next() and previous() move by one step
     visit(slide, step)  goes there, and the browser's Back returns
     bring(element)      scrolls to what is read, and holds it there until a hand moves the page
     reveal(slide, step) gives a slide, or a copy of one, the looks of a step
     staged()            whether one slide is shown at a time, and not the document
     writeAddress()      puts the place into the address at once, not in a moment
     setMode(mode)       'stage', 'read', or null for what the window's width asks for; remembered
     applyMode()         looks again: presenter view keeps the stage with the class `framed` on <html>
     setTheme(theme)     'light', 'dark', or null for what the system asks for; remembered
     titleOf(slide)      its title in plain text
     make(tag, properties, ...content)   an element that is no part of the deck
     focus(slide)        puts the keyboard's place at a slide
     shrink(slide)       makes wide pieces and the type smaller until all fits; whether it is still too large
     offerScroll(slide, on)  lets a keyboard scroll what does not fit
     toast(text)         shows and announces a short message
     copy(text)          puts it on the clipboard, and says so
     refit()             fits the slide to the stage anew, after something changed its height
     send(name, detail)  sends the event `deckyard:name` of document
     noNotes             the text in place of missing notes, when another one is wanted
     store               get(key) and set(key, value or null) of what this browser remembers
   and on the events `deckyard:change` of document, sent after each move with the place as its detail, and
   `deckyard:mode`, sent when the stage comes or goes. */

'use strict';
(() => {
  const SIZES = [0.95, 0.9, 0.85, 0.8]; // Of the type of a slide that is too high.
  const PAPER_SIZES = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]; // Paper cannot scroll, so it may go further.
  const NARROWEST = 0.4; // Of a piece that is too wide; what is smaller is scrolled.
  const ADDRESS_PAUSE = 250; // ms; browsers refuse too many changes.
  const TYPING_PAUSE = 3000; // ms after which an unconfirmed number is forgotten.
  const GESTURE_PAUSE = 150; // ms of silence between two gestures of a wheel.
  const GESTURE_LENGTH = 60; // CSS pixels, at least.

  const TOAST_TIME = 2500; // ms
  const AT_ONCE = 30; // Slides before and after the current one that are there at once, to read; the others follow.
  const IN_A_ROW = 120; // Slides that follow together.
  const REST = 40; // ms for other work in between.
  const HOLD_TIME = 5000; // ms; a reader may move by means that send no events.

  const root = document.documentElement;
  // What the stage needs, of which each browser learned something last: Chrome 111, Firefox 113, Safari 16.4.
  const isAble = window.CSS && CSS.supports('color', 'color-mix(in srgb, red, red)') && 'adoptedStyleSheets' in document
    && 'findLast' in Array.prototype && 'inert' in HTMLElement.prototype && 'HTMLDialogElement' in window;
  if (!isAble) return;
  reflectAria();

  const send = (name, detail) => document.dispatchEvent(new CustomEvent(`deckyard:${name}`, { detail }));
  // eslint-disable-next-line compat/compat -- Safari does it a moment later.
  const idle = window.requestIdleCallback ?? setTimeout;
  const narrow = matchMedia('(max-width: 699.98px)');
  let main = null;
  let parsed = false;
  let staged = false;
  let wanted = null; // The reference whose slide is not there yet.
  let slide = null;
  let step = 0;
  let ui = null; // {layer, number, live, toast}, made with the first slide that is shown.
  let typed = '';
  let fitted = new WeakSet();

  // A browser may refuse to remember: from file://, in a private window.
  const store = {
    get(key) {
      try {
        return localStorage.getItem(`deckyard:${key}`);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value === null) localStorage.removeItem(`deckyard:${key}`);
        else localStorage.setItem(`deckyard:${key}`, value);
      } catch { /* Then it is forgotten. */ }
    },
  };

  /** Firefox before 119 knows the attributes of ARIA, and not the properties that stand for them. */
  function reflectAria() {
    const names = { role: 'role' };
    for (const name of ['Current', 'Expanded', 'Hidden', 'Label', 'Orientation', 'Pressed', 'Selected', 'ValueNow']) {
      names[`aria${name}`] = `aria-${name.toLowerCase()}`;
    }
    for (const [property, attribute] of Object.entries(names)) {
      if (property in Element.prototype) continue;
      Object.defineProperty(Element.prototype, property, {
        configurable: true,
        get() { return this.getAttribute(attribute); },
        set(value) {
          if (value === null || value === undefined) this.removeAttribute(attribute);
          else this.setAttribute(attribute, value);
        },
      });
    }
  }

  function make(tag, properties, ...content) {
    const element = Object.assign(document.createElement(tag), properties);
    element.toggleAttribute('data-ui', true);
    element.append(...content);
    return element;
  }

  // Finding slides.

  const numberOf = (section) => Number(section.dataset.number);
  const stepsOf = (section) => Number(section.dataset.steps) || 0;
  const lastNumberOf = (section) => numberOf(section) + stepsOf(section);
  const contentOf = (section) => section.querySelector('.slide-content');
  const complete = (section) => parsed || section?.nextElementSibling;
  const total = () => Number(main.dataset.total) || lastNumberOf(main.lastElementChild);
  const place = () => slide && { slide, step, number: numberOf(slide) + step };
  /** The text of an element on one line; a line break is a blank. */
  const plain = (element) => {
    const copy = element.cloneNode(true);
    for (const br of copy.querySelectorAll('br')) br.replaceWith(' ');
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };

  function titleOf(section) {
    const heading = section.querySelector('h1, h2, h3');
    if (heading) return plain(heading);
    const content = contentOf(section);
    const pieces = [...content.children].filter((piece) => !piece.matches('.nav') && !piece.querySelector('.debug, .nav'));
    return (pieces.map(plain).join(' ').trim() || (content.querySelector('img')?.alt ?? '')).slice(0, 120);
  }

  /** Numbers never fall along the document, so halving finds the slide that shows number n. */
  function findNumber(n) {
    const sections = main.children;
    let low = 0;
    let high = sections.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (numberOf(sections[middle]) <= n) low = middle;
      else high = middle - 1;
    }
    let section = sections[low];
    // A slide that is not counted shares its number with the slide before, which owns the number.
    for (let before; (before = section.previousElementSibling) && lastNumberOf(before) >= n;) section = before;
    return n >= numberOf(section) && n <= lastNumberOf(section) ? { slide: section, step: n - numberOf(section) } : null;
  }

  function findName(name) {
    let element = document.getElementById(name);
    if (!element?.matches('.slide')) {
      const quoted = CSS.escape(name);
      element = main.querySelector(`:scope > [data-name="${quoted}"], :scope > [data-aliases~="${quoted}"]`) ?? element;
    }
    const section = element?.closest('.slide');
    return section ? { slide: section, step: element.closest('[data-step]')?.dataset.step } : null;
  }

  function find(reference) {
    if (!main?.firstElementChild || reference === '') return null;
    return /^\d+$/.test(reference) ? findNumber(Number(reference)) : findName(reference);
  }

  function addressed() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return ''; // A lone percent sign is no encoding.
    }
  }

  // Showing a slide.

  function show(section, atStep) {
    const from = slide;
    wanted = null;
    slide = section;
    step = Math.min(Number(atStep) || 0, stepsOf(section));
    if (from !== section) {
      const hadFocus = from?.contains(document.activeElement);
      paintBackground(contentOf(section));
      from?.classList.remove('current');
      if (from) reveal(from, 0); // To be read and printed as it was.
      section.classList.add('current');
      if (hadFocus) focus(section);
    }
    reveal(section, step);
    drawNumber();
    if (from) announce(from === section);
    // The first paint need not wait for the browser's history.
    if (from) writeAddress();
    else idle(() => writeAddress());
    requestAnimationFrame(fit);
    idle(preload);
    send('change', place());
  }

  function focus(section) {
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
  }

  /** What has appeared by a step, and the lines of code that are lit then: `data-lit` holds the steps that change it. */
  function reveal(section, atStep) {
    for (const piece of section.querySelectorAll('[data-step]')) piece.classList.toggle('shown', piece.dataset.step <= atStep);
    for (const line of section.querySelectorAll('[data-lit]')) {
      line.classList.toggle('highlighted', line.dataset.lit.split(' ').filter((change) => change <= atStep).length % 2);
    }
  }

  /** A jump: the browser's Back leads to where it came from. */
  function visit(section, atStep) {
    if (staged) {
      leaveTrail();
      show(section, atStep);
    } else {
      history.pushState(null, '', `#${section.id}`);
      bring(section);
    }
  }

  /** Slides get their heights as they come near, and pictures later: that moves what stands below. */
  let held = null;
  let holdTimer = 0;
  const letGo = () => { held = null; };
  const keepHeld = () => held?.scrollIntoView();
  function bring(element) {
    held = element;
    keepHeld();
    clearTimeout(holdTimer);
    holdTimer = setTimeout(letGo, HOLD_TIME);
  }

  function leaveTrail() {
    if (!slide) return;
    writeAddress(true);
    history.pushState(null, '');
  }

  const isWide = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1;
  const widen = (within) => within.querySelectorAll('[data-narrow]').forEach((piece) => piece.removeAttribute('data-narrow'));

  /** Makes what is too wide for a box smaller, and nothing else: the outermost pieces that are wider than their place.
      Whether there is such a piece; if not, it is a text that does not break. */
  function narrowIn(box) {
    let isFound = false;
    const { paddingLeft, paddingRight, direction } = getComputedStyle(box);
    for (const piece of box.children) {
      const { position, overflowX } = getComputedStyle(piece);
      const room = box.clientWidth - (/^[af]/.test(position) ? 0 : parseFloat(paddingLeft) + parseFloat(paddingRight));
      if (piece.offsetWidth > room + 1 && room > 0) makeNarrow(piece, room, direction);
      else if (!piece.clientWidth || overflowX !== 'visible' || !isWide(piece)) continue;
      else if (!narrowIn(piece)) makeNarrow(piece, piece.clientWidth, direction);
      isFound = true;
    }
    return isFound;
  }

  function makeNarrow(piece, room, direction) {
    const need = Math.max(piece.offsetWidth, piece.scrollWidth);
    const by = Math.max(NARROWEST, Math.floor((1000 * room) / need - 1) / 1000); // Letters have no fractions of a pixel.
    const spare = (1 - by) * piece.offsetHeight;
    piece.dataset.narrow = direction;
    for (const [name, value] of [['narrow', by], ['need', `${need}px`], ['spare', `${spare}px`]]) piece.style.setProperty(`--${name}`, value);
  }

  function shrink(section) {
    const content = contentOf(section);
    const tooHigh = () => content.scrollHeight > content.clientHeight + 1;
    // What stands beside another piece is too wide before it reaches the edge of the slide.
    const liesOnAnother = (piece) => isWide(piece) && getComputedStyle(piece).float !== 'none';
    const fitWidth = () => {
      widen(content);
      if (isWide(content) || [...content.children].some(liesOnAnother)) narrowIn(content);
    };
    section.style.removeProperty('--fit');
    fitWidth();
    for (const size of SIZES) {
      if (!tooHigh()) break;
      section.style.setProperty('--fit', size);
      fitWidth();
    }
    return tooHigh() || isWide(content);
  }

  /** A keyboard scrolls what it can focus; and what has the focus has a name. */
  function offerScroll(section, on) {
    const content = contentOf(section);
    for (const [name, value] of [['tabindex', 0], ['role', 'group'], ['aria-label', titleOf(section) || section.id]]) {
      if (on) content.setAttribute(name, value);
      else content.removeAttribute(name);
    }
    section.toggleAttribute('data-wide', on && isWide(content));
    section.classList.toggle('scrolls', on);
  }

  /** Makes a slide smaller until it fits; what remains can be scrolled to. */
  function fit() {
    const content = staged && slide && contentOf(slide);
    if (!content || fitted.has(content)) return;
    fitted.add(content);
    offerScroll(slide, shrink(slide));
  }

  function refit() {
    fitted.delete(contentOf(slide));
    fit();
  }

  /** Backgrounds come as data: a strict host forbids style attributes. */
  function paintBackground(content) {
    for (const property of ['image', 'color', 'size', 'position']) {
      const value = content.getAttribute(`data-background-${property}`);
      if (value) content.style.setProperty(`background-${property}`, value);
    }
  }

  /** Fetches the pictures of the next slide ahead. */
  function preload() {
    slide.nextElementSibling?.querySelectorAll('[loading]').forEach((picture) => { picture.loading = 'eager'; });
  }

  // Number, announcement, address.

  function makeUi() {
    const number = make('div', { className: 'deck-number' });
    const layer = make('div', { className: 'deck-ui', ariaHidden: 'true' }, number); // The announcement says it.
    const [live, toast] = ['live', 'toast'].map((name) => make('div', { className: `deck-${name}`, role: 'status' }));
    document.body.append(layer, live, toast);
    ui = { layer, number, live, toast };
  }

  let toastTimer = 0;
  function toast(text) {
    if (!ui) makeUi();
    clearTimeout(toastTimer);
    ui.toast.textContent = text;
    toastTimer = setTimeout(() => { ui.toast.textContent = ''; }, TOAST_TIME);
  }

  async function copy(text) {
    let copied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // Without https, and from a file.
      addEventListener('copy', (event) => {
        event.clipboardData.setData('text/plain', text);
        event.preventDefault();
      }, { once: true });
      copied = document.execCommand('copy');
    }
    toast(copied ? 'Copied' : 'Not copied');
  }

  function drawNumber() {
    if (!slide) return;
    if (!ui) makeUi();
    ui.layer.dataset.slide = contentOf(slide).className;
    ui.number.classList.toggle('typed', typed !== '');
    ui.number.innerHTML = typed ? '→ ' : main.dataset.numberPrefix ?? '';
    ui.number.append(typed || `${place().number}/${total()}`);
  }

  function announce(sameSlide) {
    const news = sameSlide && step && slide.querySelectorAll(`[data-step="${step}"], .highlighted[data-lit~="${step}"]`);
    const text = news?.length ? [...news].map(plain).join(' ').slice(0, 200) : titleOf(slide);
    const words = { number: place().number, total: total(), text };
    const pattern = main.dataset.announce || 'Slide {number} of {total}: {text}';
    ui.live.textContent = pattern.replace(/\{(number|total|text)\}/g, (_, word) => words[word]);
  }

  let addressTime = -ADDRESS_PAUSE;
  let addressTimer = 0;
  function writeAddress(now) {
    clearTimeout(addressTimer);
    const pause = addressTime + ADDRESS_PAUSE - performance.now();
    if (pause > 0 && now !== true) {
      addressTimer = setTimeout(writeAddress, pause);
      return;
    }
    const { number } = place();
    const hash = `#${findNumber(number)?.slide === slide ? number : slide.id}`;
    if (location.hash === hash) return;
    addressTime = performance.now();
    history.replaceState(history.state, '', hash); // Allowed from file:// too.
  }

  // Moving.

  function next() {
    if (!slide) return;
    const after = slide.nextElementSibling;
    if (step < stepsOf(slide)) show(slide, step + 1);
    else if (after && complete(after)) show(after);
  }

  function previous() {
    const before = slide?.previousElementSibling;
    if (step > 0) show(slide, step - 1);
    else if (before) show(before, stepsOf(before));
  }

  /** Scrolls a slide that is too high before it is left. */
  function scrollOr(move, direction) {
    const content = slide && contentOf(slide);
    const top = content?.scrollTop;
    if (content?.tabIndex === 0) content.scrollTop += direction * 0.8 * content.clientHeight;
    if (content?.scrollTop === top) move();
  }
  const forward = () => scrollOr(next, 1);
  const back = () => scrollOr(previous, -1);

  /** Scrolls what has the focus aside; whether it moved. */
  function scrollAside({ target }, pixels) {
    const box = target.closest?.('[tabindex="0"]');
    const from = box?.scrollLeft;
    if (box) box.scrollLeft += pixels;
    return box?.scrollLeft !== from;
  }

  function goTyped() {
    if (!typed) return false;
    wanted = String(Math.max(1, Math.min(typed, total())));
    type('');
    leaveTrail();
    arrive();
    return true;
  }

  let typingTimer = 0;
  function type(digits) {
    clearTimeout(typingTimer);
    if (typed === digits) return;
    typed = digits.slice(0, 6);
    if (typed) typingTimer = setTimeout(type, TYPING_PAUSE, '');
    drawNumber();
  }

  // Input.

  const keys = {
    ArrowRight: (event) => scrollAside(event, 80) || next(),
    ArrowLeft: (event) => scrollAside(event, -80) || previous(),
    ArrowDown: forward,
    ArrowUp: back,
    PageDown: forward,
    PageUp: back,
    ' ': (event) => (event.shiftKey ? back() : forward()),
    j: next,
    k: previous,
    Home: () => show(main.firstElementChild),
    End: () => parsed && show(main.lastElementChild, Infinity),
    Enter: goTyped,
    Escape: () => (typed ? type('') : false),
  };
  const FIELDS = 'input, textarea, select, dialog, [contenteditable], [role="textbox"]';
  const PLAYERS = 'audio, video';
  const BUTTONS = `${PLAYERS}, button, summary, [role="button"]`;
  // What acts on a key itself while it has the focus. A link does nothing on Space.
  const TAKERS = { ' ': BUTTONS, Enter: `${BUTTONS}, a, area` };

  let letters = store.get('letters') !== 'off';
  function setShortcuts(on) {
    letters = on;
    store.set('letters', on ? null : 'off');
    type('');
  }

  /** What has the focus, in a tree of its own, too. */
  const targetOf = (event) => event.composedPath()[0] ?? event.target;

  function isShortcut(event) {
    const { key, defaultPrevented, isComposing, ctrlKey, altKey, metaKey, shiftKey } = event;
    if (defaultPrevented || isComposing || ctrlKey || altKey || metaKey || (shiftKey && key.length > 1)) return false;
    return (letters || key === ' ' || key.length > 1) && !targetOf(event).closest?.(FIELDS);
  }

  function onKey(event) {
    const { key } = event;
    if (!staged || !slide || !isShortcut(event)) return;
    if (!(key === 'Enter' && typed) && targetOf(event).closest?.(TAKERS[key] ?? (/^Arrow/.test(key) ? PLAYERS : 'none'))) return;
    if (/^\d$/.test(key)) {
      type(typed + key);
    } else if (Object.hasOwn(keys, key)) {
      if (keys[key](event) !== false) event.preventDefault();
      type('');
    }
  }

  const isOurs = (target) => target.closest?.('[data-ui]');
  // A key that is held down must not press what gets the focus when a panel closes.
  document.addEventListener('keydown', (event) => {
    if (event.repeat && event.key === 'Enter' && isOurs(event.target)) event.preventDefault();
  }, true);

  let wheelTime = 0;
  let wheelLength = 0;
  function onWheel({ target, ctrlKey, deltaX, deltaY, deltaMode, timeStamp }) {
    if (!staged || !slide || ctrlKey || contentOf(slide).tabIndex === 0 || isOurs(target)) return; // It zooms, or scrolls.
    if (timeStamp - wheelTime > GESTURE_PAUSE) wheelLength = 0;
    const before = Math.abs(wheelLength);
    wheelTime = timeStamp;
    wheelLength += (deltaY || deltaX) * (deltaMode ? 40 : 1); // A line is 40 pixels.
    if (before >= GESTURE_LENGTH || Math.abs(wheelLength) < GESTURE_LENGTH) return; // One move for a gesture.
    (wheelLength > 0 ? next : previous)();
  }

  let touch = null;
  function onTouchStart({ target, touches }) {
    touch = staged && touches.length === 1 && !isOurs(target) && !(window.visualViewport?.scale > 1.01) ? touches[0] : null;
  }
  function onTouchEnd({ changedTouches: [end] }) {
    const dx = touch ? end.clientX - touch.clientX : 0;
    if (Math.abs(dx) < GESTURE_LENGTH || Math.abs(dx) < 2 * Math.abs(end.clientY - touch.clientY)) return;
    touch = null;
    (dx < 0 ? next : previous)();
  }

  function onHashChange() {
    if (staged) {
      wanted = addressed();
      arrive();
    } else {
      const name = addressed();
      bring(document.getElementById(name)?.closest('.slide-content *') ?? find(name)?.slide);
    }
  }

  // Stage, reading, paper.

  function setScale() {
    const [wide, high] = (root.dataset.ratio || '16:9').split(':');
    const width = (720 * wide) / high || 1280;
    const panel = parseFloat(root.style.getPropertyValue('--panel')) || 0; // What a panel beside the stage takes.
    root.style.setProperty('--stage-width', `${width}px`);
    root.style.setProperty('--scale', Math.min((innerWidth - panel) / width, innerHeight / 720));
  }

  /** Thousands of slides need seconds until a browser has their styles: those far away come while nothing else is to do. */
  let filling = 0;
  function fillLater() {
    const slides = main ? [...main.children] : [];
    const middle = Math.max(0, slides.indexOf(slide));
    const [before, after] = [slides.slice(0, Math.max(0, middle - AT_ONCE)).reverse(), slides.slice(middle + AT_ONCE + 1)];
    // What is near comes first.
    const far = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => [after[index], before[index]]).flat().filter(Boolean);
    for (const section of far) section.classList.add('later');
    filling += 1;
    const mine = filling;
    const fill = () => {
      if (mine !== filling) return;
      for (const section of far.splice(0, IN_A_ROW)) section.classList.remove('later');
      if (far.length) setTimeout(idle, REST, fill);
    };
    requestAnimationFrame(() => setTimeout(idle, REST, fill));
  }

  function applyMode() {
    const inView = main && !staged && document.elementFromPoint(innerWidth / 2, innerHeight / 3)?.closest('.slide');
    const mode = store.get('mode');
    const wasStaged = staged;
    staged = root.classList.contains('framed') || (mode ? mode === 'stage' : !narrow.matches);
    if (wasStaged && !staged) fillLater();
    root.classList.toggle('stage', staged);
    letGo();
    if (!staged) bring(slide);
    else if (inView && inView !== slide) show(inView);
    else arrive();
    send('mode');
  }

  function setMode(mode) {
    store.set('mode', mode);
    applyMode();
  }

  function applyTheme() {
    const theme = store.get('theme');
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function setTheme(theme) {
    store.set('theme', theme);
    applyTheme();
  }

  function toPaper() {
    root.classList.replace('stage', 'paper') || root.classList.add('paper');
    [...main.querySelectorAll('.slide-content')].filter(isWide).forEach(narrowIn);
    let high = [...main.querySelectorAll('.slide-content:not(.pic, .title)')];
    for (const size of PAPER_SIZES) {
      high = high.filter((content) => content.offsetHeight > 719);
      for (const content of high) content.parentElement.style.setProperty('--fit', size);
    }
  }

  function fromPaper() {
    root.classList.remove('paper');
    root.classList.toggle('stage', staged);
    for (const section of main.querySelectorAll('.slide[style]')) section.style.removeProperty('--fit');
    widen(main);
    fitted = new WeakSet();
    fit();
  }

  // Start.

  /** Shows the wanted slide once it is there; called for each piece of the document that arrives. */
  function arrive() {
    if (!staged || !main?.firstElementChild) return;
    if (!slide && wanted === null) wanted = addressed();
    if (wanted === null) return;
    const found = find(wanted) ?? ((parsed || !wanted) && { slide: main.firstElementChild });
    if (found && complete(found.slide)) show(found.slide, found.step);
  }

  const observer = new MutationObserver(() => {
    if (!main && (main = document.querySelector('main.deck'))) {
      observer.disconnect();
      observer.observe(main, { childList: true }); // One record for a slide, not one for each element.
    }
    arrive();
  });

  document.addEventListener('DOMContentLoaded', () => {
    observer.disconnect();
    main = main ?? document.querySelector('main.deck');
    if (!main?.firstElementChild) return;
    parsed = true;
    if (staged) arrive();
    else if (performance.getEntriesByType('navigation')[0]?.type === 'navigate') onHashChange(); // Else the browser knows better.
    new ResizeObserver(keepHeld).observe(main);
    addEventListener('hashchange', onHashChange);
    addEventListener('beforeprint', toPaper);
    addEventListener('afterprint', fromPaper);
    // A slide that is not displayed fetches nothing.
    idle(() => main.querySelectorAll('[data-background-image], [data-background-color]').forEach(paintBackground));
  });

  // These two do not bubble, hence the capture.
  document.addEventListener('error', ({ target }) => { if (target.matches?.('img')) target.classList.add('missing'); }, true);
  document.addEventListener('load', ({ target }) => {
    if (slide?.contains(target)) refit();
  }, true);
  document.addEventListener('keydown', onKey);
  // The way back from a link goes to the slide that the address names at the click.
  document.addEventListener('click', ({ target }) => { if (staged && slide && target.closest?.('a[href]')) writeAddress(true); }, true);
  addEventListener('wheel', onWheel, { passive: true });
  addEventListener('touchstart', onTouchStart, { passive: true });
  addEventListener('touchend', onTouchEnd, { passive: true });
  for (const name of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(name, letGo, true);
  addEventListener('resize', setScale);
  narrow.addEventListener('change', applyMode);

  const bindings = [
    ['next step', next, '→', 'Space', 'Page ↓', 'j'],
    ['previous step', previous, '←', 'Shift Space', 'Page ↑', 'k'],
    ['first slide', keys.Home, 'Home'],
    ['last slide', keys.End, 'End'],
    ['slide 12', null, '12 Enter'],
  ].map(([text, action, ...all]) => ({ group: 'Moving', keys: all, text, action, stage: true }));
  window.deckyard = {
    keys, bindings, place, total, find, show, visit, bring, next, previous, reveal,
    isShortcut, shortcuts: () => letters, setShortcuts, focus, offerScroll, staged: () => staged, setMode, applyMode, setTheme, titleOf, make, shrink, toast, copy, refit, send, store, writeAddress: () => writeAddress(true),
  };
  applyTheme();
  setScale();
  applyMode();
  observer.observe(document, { childList: true, subtree: true });
})();
