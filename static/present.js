/* Presenter view (p), notes (s), windows that follow each other (c), blackout and timer.
   Views leave the slide where it is; custom properties on <html> put it into a frame.
   Windows of a group tell each other what they show, over a BroadcastChannel, or by postMessage from file://.
   window.name holds the group: it lives through a reload, and no other window joins. */
(() => {
  'use strict';
  const WORDS = {
    view: 'Presenter', split: 'Size of the slide', notes: 'Notes', none: 'No notes', smaller: 'Smaller', larger: 'Larger',
    start: 'Start', pause: 'Pause', reset: 'Reset', step: 'Next step', slide: 'Next slide', end: 'End', onTime: 'on time',
    behind: (n) => `${n} min behind`, ahead: (n) => `${n} min ahead`,
    section: (n, of, title) => `Section ${n} of ${of}: ${title}`, part: (n, of) => `Part ${n} of ${of}`,
    black: 'The audience sees black', refused: 'The browser refused', cloned: 'Move the new window to the projector, press p here', blocked: 'The new window was blocked',
    keys: { p: 'presenter view', c: 'second window that follows', b: 'black screen', s: 'notes', t: 'restart the timer', f: 'full screen', m: 'mirror' },
  };
  const d = window.deckyard;
  if (!d) return; // A browser to read with.
  const main = document.querySelector('main.deck');
  const root = document.documentElement;
  const deck = location.pathname;
  // On the views alone: what stands on <html> counts for each slide.
  const set = (name, value, { style } = at.present) => style.setProperty(`--${name}`, value);
  const token = () => Math.random().toString(36).slice(2);
  const numberOf = (slide) => Number(slide.dataset.number);
  const between = (low, value, high) => Math.max(low, Math.min(value, high));
  const quietly = (action) => {
    // A browser may refuse, from file:// or in a private window.
    try { return action(); } catch { return null; }
  };

  // 'presenter', 'notes' or none.
  let view = '';
  // Whether a view keeps the stage in a narrow window.
  let black = false;
  // ms until the last pause, when it went on, the number it began at.
  let timer = { before: 0, since: 0, from: 1 };
  // The elements of the views by class.
  let at = null;
  // The first slides of chapters with planned minutes, of sections and of parts.
  let [chapters, sections, parts] = [[], [], []];

  // Windows.

  const me = token();
  const group = () => /^deckyard-\w+/.exec(window.name)?.[0];
  const others = new Set();
  let channel = null;
  // Whether this window's place is one to follow.
  let synced = false;
  let following = false;
  let greeting = 0;

  function join() {
    if (channel || !group()) return;
    if (window.opener) others.add(window.opener);
    if (origin !== 'null') channel = quietly(() => new BroadcastChannel(group()));
    if (channel) channel.onmessage = hear;
  }

  function post(message, except) {
    if (channel) channel.postMessage(message);
    else others.forEach((other) => other !== except && other.postMessage(message, origin === 'null' ? '*' : origin));
  }

  function say(kind) {
    const { slide, step } = d.place() ?? {};
    if (slide && group()) post({ deck, from: me, kind, synced, black, id: slide.id, step });
  }

  /** Says hello until it is answered: the other window may be loading. */
  function greet() {
    clearInterval(greeting);
    say('hello');
    if (window.opener) greeting = setInterval(say, 500, 'hello');
  }

  function hear({ data, source, origin: from }) {
    if (data?.deck !== deck || data.from === me || !Number.isInteger(data.step)) return;
    if (source) {
      if (from !== origin || !(others.has(source) || source.opener === window)) return;
      others.add(source);
      post(data, source);
    }
    if (data.kind === 'bye') return greet();
    clearInterval(greeting);
    if (data.synced && !(data.kind && synced)) follow(data);
    if (data.kind === 'hello') say('here');
  }

  function follow({ id, step, black: on }) {
    const slide = document.getElementById(id);
    if (slide?.parentElement !== main) return;
    synced = following = true;
    if (d.staged()) d.show(slide, step);
    else d.bring(slide);
    following = false;
    setBlack(on === true);
  }

  function clone() {
    if (!group()) {
      // What is remembered of a window without a name is what any other window begins with that it opens.
      quietly(() => sessionStorage.removeItem(memory()));
      window.name = `deckyard-${token()}`;
    }
    remember();
    join();
    synced = true;
    d.writeAddress();
    const opened = window.open(location.href, `${group()}-${token()}`, 'popup,width=1280,height=720');
    if (opened) others.add(opened);
    d.toast(opened ? WORDS.cloned : WORDS.blocked);
  }

  function setBlack(on) {
    black = on;
    root.classList.toggle('black', on);
    if (at) at.sign.textContent = on ? WORDS.black : '';
  }

  const isCovered = () => black && view !== 'presenter' && d.staged();

  function blackout() {
    setBlack(!black);
    synced = true;
    say();
  }

  // Views.

  function makeViews() {
    const button = (name) => `<button class="${name}">${WORDS[name]}</button>`;
    const bar = (name) => `<label class="${name}"><span></span><progress></progress></label>`;
    document.body.insertAdjacentHTML('beforeend', `<aside class="present" aria-label="${WORDS.view}" data-ui><div class="frame"></div>` +
      `<div class="split" role="separator" tabindex="0" aria-label="${WORDS.split}"></div>` +
      '<div class="next"><h2 class="coming"></h2><div class="preview" aria-hidden="true" inert><div class="slide"></div></div></div>' +
      `<div class="side"><h2>${WORDS.notes}</h2>${button('smaller')}${button('larger')}<div class="text" role="group" tabindex="0" aria-label="${WORDS.notes}"></div></div>` +
      `<div class="status"><b class="sign" role="status"></b><b class="time"></b>${button('pause')}${button('reset')}` +
      `<span class="pace"></span><span class="clock"></span>${bar('section')}${bar('part')}</div></aside>`);
    at = Object.fromEntries([...document.querySelectorAll('.present, .present [class]')].map((element) => [element.className, element]));
    at.pause.onclick = () => runTimer(!timer.since);
    at.reset.onclick = restart;
    at.smaller.onclick = () => sizeNotes(-2);
    at.larger.onclick = () => sizeNotes(2);
    // After a click, Space is for the slides.
    at.present.onclick = ({ detail }) => { if (detail) document.activeElement.blur(); };
    // Arrows scroll the notes. A handler that returns false would take the key from the browser.
    at.text.onkeydown = (event) => {
      if (/^Arrow[UD]/.test(event.key) && at.text.scrollHeight > at.text.clientHeight) event.stopPropagation();
    };
    at.split.onkeydown = (event) => {
      const by = { ArrowLeft: -2, ArrowUp: -2, ArrowRight: 2, ArrowDown: 2 }[event.key];
      if (!by || !d.isShortcut(event)) return;
      event.preventDefault();
      setSplit(split + by);
    };
    at.split.onpointerdown = ({ pointerId }) => at.split.setPointerCapture(pointerId);
    at.split.onpointermove = ({ pointerId, clientX, clientY }) => {
      if (at.split.hasPointerCapture(pointerId)) setSplit(100 * (stacked() ? clientY / innerHeight : clientX / innerWidth));
    };
    at.slide.addEventListener('load', fitCopy, true);
    const observer = new ResizeObserver(measure);
    observer.observe(at.frame);
    observer.observe(at.preview);
    [chapters, sections, parts] = ['minutes', 'section', 'part'].map((name) => [...main.querySelectorAll(`:scope > [data-${name}]`)]);
    sizeNotes(0);
    setBlack(black);
  }

  let ticking = 0;
  function setView(name) {
    view = name;
    clearInterval(ticking);
    if (view) {
      if (!at) makeViews();
      ticking = setInterval(drawTime, 500);
      setSplit(d.store.get(`split-${view}`) ?? 64);
    }
    root.classList.toggle('framed', view !== '');
    root.classList.toggle('presenter', view === 'presenter');
    d.applyMode(); // A narrow window keeps the stage while it has a view.
    draw();
    remember();
  }
  const toggle = (name) => () => setView(view === name ? '' : name);
  const remember = () => quietly(() => sessionStorage.setItem(memory(), JSON.stringify({ view, timer })));
  // A new window starts with a copy of its opener's storage.
  const memory = () => `deckyard:${window.name}:${deck}`;

  const stacked = () => at.split.clientWidth > at.split.clientHeight;
  function measure() {
    const width = parseFloat(getComputedStyle(root).getPropertyValue('--stage-width'));
    const { offsetLeft: x, offsetTop: y, clientWidth: w, clientHeight: h } = at.frame;
    at.split.ariaOrientation = stacked() ? 'horizontal' : 'vertical';
    set('preview', at.preview.clientWidth / width);
    set('frame', `translate(${x + (w - innerWidth) / 2}px, ${y + (h - innerHeight) / 2}px) scale(${Math.min(w / width, h / 720)})`, root);
  }

  // Percent for the slide.
  let split = 0;
  function setSplit(percent) {
    split = at.split.ariaValueNow = Math.round(between(20, percent, 85));
    d.store.set(`split-${view}`, split);
    set('split', `${split}%`);
  }

  function sizeNotes(by) {
    const size = between(12, Number(d.store.get('notes-size') ?? 20) + by, 48);
    d.store.set('notes-size', size);
    set('notes', `${size}px`);
  }

  // What the views show.

  /** A copy with ids of its own, so that the pieces of a diagram find each other. */
  function copyOf(element) {
    const copy = element.cloneNode(true);
    for (const piece of [copy, ...copy.querySelectorAll('*')]) {
      piece.removeAttribute('autoplay');
      for (const attribute of piece.attributes) {
        const { name, value } = attribute;
        const own = value.replace(name === 'id' ? /^/ : name === 'href' ? /^#/ : 'url(#', '$&copy-');
        if (own !== value) attribute.value = own;
      }
    }
    return copy;
  }

  const fitCopy = () => at.slide.firstElementChild && d.shrink(at.slide);

  // The slide whose notes are shown.
  let drawn = null;
  function draw() {
    const { slide, step } = d.place() ?? {};
    if (!view || !slide) return;
    const within = step < (slide.dataset.steps ?? 0);
    const coming = within ? slide : slide.nextElementSibling;
    at.coming.textContent = within ? WORDS.step : coming ? WORDS.slide : WORDS.end;
    at.slide.replaceChildren();
    if (coming && view === 'presenter') {
      at.slide.append(copyOf(coming.querySelector('.slide-content')));
      d.reveal(at.slide, within ? step + 1 : 0);
      requestAnimationFrame(fitCopy); // In a task of its own.
    }
    if (drawn !== slide) {
      const notes = slide.querySelector(':scope > .notes');
      at.text.replaceChildren(...(notes ? copyOf(notes).childNodes : [d.noNotes ?? WORDS.none]));
      requestAnimationFrame(() => { at.text.scrollTop = 0; });
      drawn = slide;
    }
    drawBar('section', sections);
    drawBar('part', parts);
    drawTime();
  }

  /** How much of what the n-th of the openers opens is over before a number, from 0 to 1. */
  function share(openers, n, number) {
    const first = numberOf(openers[n]);
    const end = openers[n + 1] ? numberOf(openers[n + 1]) : d.total() + 1;
    return between(0, (number - first) / (end - first || 1), 1);
  }
  const planned = (number) => chapters.reduce((sum, slide, n) => sum + slide.dataset.minutes * share(chapters, n, number), 0);

  function drawBar(name, openers) {
    const { slide, number } = d.place();
    const n = openers.findLastIndex((opener) => opener === slide || opener.compareDocumentPosition(slide) & 4);
    at[name].hidden = n < 0;
    if (n < 0) return;
    at[name].firstChild.textContent = WORDS[name](n + 1, openers.length, d.titleOf(openers[n]));
    at[name].lastChild.value = share(openers, n, number + 1);
  }

  const elapsed = () => timer.before + (timer.since && Date.now() - timer.since);
  const restart = () => runTimer(true, 0);
  function runTimer(on, before = elapsed()) {
    timer = { before, since: on ? Date.now() : 0, from: before ? timer.from : d.place().number };
    remember();
    if (view) drawTime();
  }

  function drawTime() {
    const time = elapsed();
    const late = Math.round(time / 60000 - planned(d.place().number) + planned(timer.from));
    at.clock.textContent = new Date().toLocaleTimeString([], { timeStyle: 'short' });
    at.time.textContent = new Date(time).toISOString().slice(time < 3600000 ? 14 : 11, 19);
    at.pause.textContent = timer.since ? WORDS.pause : WORDS.start;
    at.pace.textContent = late > 0 ? WORDS.behind(late) : late < 0 ? WORDS.ahead(-late) : WORDS.onTime;
    at.pace.hidden = !chapters.length || !time;
  }

  // The number before a change.
  let last = 0;
  function onChange() {
    const { number } = d.place();
    if (number !== last && !timer.since && !timer.before) restart();
    last = number;
    if (!following) {
      synced = true;
      setBlack(false);
      say();
    }
    draw();
  }

  const fullScreen = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.())?.catch(() => d.toast(WORDS.refused));
  const mirror = () => { root.classList.toggle('mirrored'); };
  const { Escape } = d.keys;
  const isMirrored = () => root.classList.contains('mirrored');
  Object.assign(d.keys, {
    p: toggle('presenter'), s: toggle('notes'), c: clone, b: blackout, '.': blackout, m: mirror, f: fullScreen, t: restart,
    Escape: (event) => (black ? blackout() : isMirrored() ? mirror() : Escape(event)),
  });
  for (const key in WORDS.keys) {
    d.bindings.push({ group: 'Presenting', keys: key === 'b' ? ['b', '.'] : [key], text: WORDS.keys[key], stage: /[cbtm]/.test(key) });
  }
  // Who has no keyboard ends the black by a click or a tap, which then does nothing else.
  addEventListener('click', (event) => {
    if (!isCovered()) return;
    event.stopPropagation();
    event.preventDefault();
    blackout();
  }, true);
  // Nor may the focus move where it cannot be seen.
  document.addEventListener('keydown', ({ key }) => { if (key === 'Tab' && isCovered()) blackout(); });
  addEventListener('message', hear);
  // By now the core shows the first slide.
  document.addEventListener('DOMContentLoaded', () => {
    last = d.place()?.number;
    document.addEventListener('deckyard:change', onChange);
    addEventListener('pagehide', () => say('bye'));
    join();
    const state = quietly(() => JSON.parse(sessionStorage.getItem(memory())));
    if (state) {
      ({ timer } = state);
      setView(state.view);
    }
    greet();
  });
})();
