/* Presenter view (p), notes (s), windows that follow each other (c), blackout, timer.

   A view leaves the slide where it is in the document; properties on <html> put it into a frame.
   The windows of a group say what they show, over a BroadcastChannel, or by postMessage where that may not
   connect (file://). window.name holds the group: it lives through a reload, and no other window joins. */
(() => {
  'use strict';
  const WORDS = {
    view: 'Presenter', split: 'Size of the slide', notes: 'Notes', none: 'No notes', smaller: 'Smaller', larger: 'Larger',
    start: 'Start', pause: 'Pause', reset: 'Reset', step: 'Next step', slide: 'Next slide', end: 'End',
    onTime: 'on time', behind: '{} min behind', ahead: '{} min ahead', section: 'Section {} of {}: {}', part: 'Part {} of {}',
    black: 'The audience sees black', cloned: 'Move the new window to the projector, then press p here', blocked: 'The browser blocked the new window',
  };
  const HELP = { p: 'presenter view', c: 'second window that follows', b: 'black screen', s: 'notes', t: 'restart the timer', f: 'full screen', m: 'mirror' };
  const SIZES = [1, 0.95, 0.9, 0.85, 0.8]; // Of the type of a slide that is too high.

  const d = window.deckyard;
  const main = document.querySelector('main.deck');
  const root = document.documentElement;
  const deck = location.pathname;
  const set = (name, value) => root.style.setProperty(`--present-${name}`, value);
  const token = () => Math.random().toString(36).slice(2);
  const numberOf = (slide) => Number(slide.dataset.number);
  const between = (low, value, high) => Math.max(low, Math.min(value, high));
  const fill = (text, ...values) => values.reduce((filled, value) => filled.replace('{}', () => value), text);

  let view = ''; // 'presenter', 'notes' or none.
  let at = null; // The elements of the views by class.
  let held = false; // Whether a view keeps the stage in a narrow window.
  let black = false;
  let timer = { before: 0, since: 0, from: 1 }; // ms until it was paused, when it went on, the number it began at.

  // A new window gets a copy of its opener's storage, hence the name.
  const memory = () => `deckyard:${window.name}:${deck}`;
  function remember() {
    try {
      sessionStorage.setItem(memory(), JSON.stringify({ view, held, timer }));
    } catch { /* Then a reload forgets. */ }
  }
  function recall() {
    try {
      ({ view, held, timer } = JSON.parse(sessionStorage.getItem(memory())) ?? { view, held, timer });
    } catch { /* As above. */ }
  }

  // Windows.

  const me = token();
  const group = () => /^deckyard-\w+/.exec(window.name)?.[0];
  const others = new Set();
  let channel = null;
  let synced = false; // Whether others should take this window's place.
  let following = false;
  let greeting = 0;

  function join() {
    if (channel || !group()) return;
    if (window.opener) others.add(window.opener);
    try {
      if (origin !== 'null') (channel = new BroadcastChannel(group())).onmessage = onMessage;
    } catch { /* postMessage will do. */ }
  }

  function post(message, except) {
    if (channel) channel.postMessage(message);
    else for (const other of others) if (other !== except) other.postMessage(message, origin === 'null' ? '*' : origin);
  }

  function say(kind) {
    const place = d.place();
    if (place && group()) post({ deck, from: me, kind, synced, black, id: place.slide.id, step: place.step });
  }

  function greet() {
    clearInterval(greeting);
    say('hello');
    if (window.opener) greeting = setInterval(say, 500, 'hello'); // Until it is answered: it may be loading.
  }

  function onMessage({ data, source, origin: from }) {
    if (data?.deck !== deck || data.from === me || !Number.isInteger(data.step)) return;
    if (source) {
      if (from !== origin || !(others.has(source) || source.opener === window)) return;
      others.add(source);
      post(data, source);
    }
    if (data.kind === 'bye') return greet();
    clearInterval(greeting);
    if (data.synced && !(data.kind && synced)) follow(data);
    if (data.kind === 'hello') say();
  }

  function follow({ id, step, black: dark }) {
    const slide = document.getElementById(id);
    const here = d.place();
    synced = following = true;
    if (slide?.parentElement === main && (slide !== here?.slide || step !== here.step)) {
      if (d.staged()) d.show(slide, step);
      else slide.scrollIntoView();
    }
    following = false;
    setBlack(dark);
  }

  function clone() {
    if (!group()) window.name = `deckyard-${token()}`;
    remember();
    join();
    synced = true;
    const opened = window.open(location.href, `${group()}-${token()}`, 'popup,width=1280,height=720');
    if (opened) others.add(opened);
    d.toast(opened ? WORDS.cloned : WORDS.blocked);
  }

  function setBlack(on) {
    black = on;
    root.classList.toggle('black', on);
    if (at) at.sign.textContent = on ? WORDS.black : '';
  }

  function blackout() {
    setBlack(!black);
    synced = true;
    say();
  }

  // Views.

  function makeViews() {
    const layer = document.createElement('aside');
    const button = (name) => `<button class="${name}">${WORDS[name]}</button>`;
    const bar = (name) => `<label class="${name}"><span></span><progress></progress></label>`;
    layer.className = 'present';
    layer.ariaLabel = WORDS.view;
    layer.dataset.ui = '';
    layer.innerHTML = `<div class="frame"></div><div class="split" role="separator" tabindex="0" aria-label="${WORDS.split}"></div>` +
      '<div class="next"><h2 class="coming"></h2><div class="preview" aria-hidden="true" inert><div class="slide"></div></div></div>' +
      `<div class="side"><h2>${WORDS.notes}</h2>${button('smaller')}${button('larger')}<div class="text" role="region" aria-label="${WORDS.notes}" tabindex="0"></div></div>` +
      `<div class="status"><b class="sign" role="status"></b><b class="time"></b>${button('pause')}${button('reset')}` +
      `<span class="pace"></span><span class="clock"></span>${bar('section')}${bar('part')}</div>`;
    document.body.append(layer);
    at = Object.fromEntries([...layer.querySelectorAll('[class]')].map((element) => [element.className, element]));
    layer.onclick = ({ target, detail }) => {
      ({ pause: () => runTimer(!timer.since), reset: restart, smaller: () => sizeNotes(-2), larger: () => sizeNotes(2) })[target.className]?.();
      if (detail && target.matches('button')) target.blur(); // Space is for the slides again.
    };
    layer.onwheel = layer.ontouchstart = layer.ontouchend = (event) => event.stopPropagation();
    at.text.onkeydown = (event) => { if (/^Arrow(Up|Down)$/.test(event.key)) event.stopPropagation(); };
    at.split.onkeydown = onSplitKey;
    at.split.onpointerdown = ({ pointerId }) => at.split.setPointerCapture(pointerId);
    at.split.onpointermove = onSplitDrag;
    at.slide.addEventListener('load', fitCopy, true);
    const observer = new ResizeObserver(measure);
    observer.observe(at.frame);
    observer.observe(at.preview);
    readPlan();
    sizeNotes(0);
    setBlack(black);
  }

  let ticking = 0;
  function setView(name) {
    view = name;
    clearInterval(ticking);
    if (view) {
      if (!at) makeViews();
      root.dataset.present = view;
      setSplit(d.store.get(`split-${view}`) ?? 64);
      ticking = setInterval(drawTime, 500);
      drawn = null;
      draw();
    } else {
      delete root.dataset.present;
    }
    holdStage();
    remember();
  }
  const toggle = (name) => () => setView(view === name ? '' : name);

  /** A narrow window keeps the stage as long as it has a view. */
  function holdStage() {
    const here = d.place();
    if (!view && held) {
      held = false;
      d.setMode(null);
    } else if (view && !d.staged()) {
      if (d.store.get('mode')) return setView('');
      held = following = true;
      d.setMode('stage');
      d.show(here.slide, here.step);
      following = false;
    }
  }

  const stacked = () => at.split.clientWidth > at.split.clientHeight;

  function measure() {
    const width = parseFloat(getComputedStyle(root).getPropertyValue('--stage-width'));
    const { offsetLeft, offsetTop, clientWidth, clientHeight } = at.frame;
    const scale = Math.min(clientWidth / width, clientHeight / 720);
    set('scale', scale);
    set('x', `${offsetLeft + (clientWidth - width * scale) / 2}px`);
    set('y', `${offsetTop + (clientHeight - 720 * scale) / 2}px`);
    set('next', at.preview.clientWidth / width);
    at.split.ariaOrientation = stacked() ? 'horizontal' : 'vertical';
  }

  let split = 0;
  function setSplit(percent) {
    split = Math.round(between(20, percent, 85));
    d.store.set(`split-${view}`, split);
    set('split', split);
    at.split.ariaValueNow = split;
  }

  function onSplitKey(event) {
    const by = { ArrowLeft: -2, ArrowUp: -2, ArrowRight: 2, ArrowDown: 2 }[event.key];
    if (!by) return;
    event.preventDefault();
    setSplit(split + by);
  }

  function onSplitDrag({ pointerId, clientX, clientY }) {
    if (at.split.hasPointerCapture(pointerId)) setSplit(100 * (stacked() ? clientY / innerHeight : clientX / innerWidth));
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

  function fitCopy() {
    const content = at.slide.firstElementChild;
    for (const size of SIZES) {
      at.slide.style.setProperty('--fit', size);
      if (content.scrollHeight <= content.clientHeight + 1) return;
    }
  }

  let drawn = null; // The slide whose notes are shown.
  function draw() {
    const { slide, step } = d.place() ?? {};
    if (!view || !slide) return;
    const within = step < (slide.dataset.steps ?? 0);
    const coming = within ? slide : slide.nextElementSibling;
    at.coming.textContent = within ? WORDS.step : coming ? WORDS.slide : WORDS.end;
    at.slide.replaceChildren();
    if (coming && view === 'presenter') {
      at.slide.append(copyOf(coming.querySelector('.slide-content')));
      for (const piece of at.slide.querySelectorAll('[data-step]')) piece.classList.toggle('shown', within && piece.dataset.step <= step + 1);
      fitCopy();
    }
    if (drawn !== slide) {
      const notes = slide.querySelector(':scope > .notes');
      at.text.replaceChildren(...(notes ? copyOf(notes).childNodes : [WORDS.none]));
      at.text.scrollTop = 0;
      drawn = slide;
    }
    drawBar('section', sections);
    drawBar('part', sections.filter((section) => section.dataset.part));
    drawTime();
  }

  let sections = [];
  let chapters = []; // Those with planned minutes.
  function readPlan() {
    const fileOf = (slide) => slide.dataset.source?.split(':')[0];
    sections = [...main.querySelectorAll('[data-section]')];
    chapters = [...main.querySelectorAll('[data-minutes]')].map((first) => {
      let end = first.nextElementSibling;
      while (end && !end.dataset.minutes && fileOf(end) === fileOf(first)) end = end.nextElementSibling;
      return { minutes: first.dataset.minutes, first: numberOf(first), end: end ? numberOf(end) : d.total() };
    });
  }

  const planned = (number) => chapters.reduce((sum, { minutes, first, end }) =>
    sum + minutes * between(0, (number - first) / (end - first || 1), 1), 0);

  function drawBar(name, openers) {
    const { slide, number } = d.place();
    const n = openers.findLastIndex((opener) => opener === slide || opener.compareDocumentPosition(slide) & 4);
    at[name].hidden = n < 0;
    if (n < 0) return;
    const first = numberOf(openers[n]);
    const end = openers[n + 1] ? numberOf(openers[n + 1]) : d.total() + 1;
    at[name].firstChild.textContent = fill(WORDS[name], n + 1, openers.length, d.titleOf(openers[n]));
    at[name].lastChild.value = (number - first + 1) / (end - first || 1);
  }

  const elapsed = () => timer.before + (timer.since && Date.now() - timer.since);

  function runTimer(on, before = elapsed()) {
    timer = { before, since: on ? Date.now() : 0, from: before ? timer.from : d.place().number };
    remember();
    if (view) drawTime();
  }
  const restart = () => runTimer(true, 0);

  function drawTime() {
    const time = elapsed();
    const late = Math.round(time / 60000 - planned(d.place().number) + planned(timer.from));
    at.clock.textContent = new Date().toLocaleTimeString([], { timeStyle: 'short' });
    at.time.textContent = new Date(time).toISOString().slice(time < 3600000 ? 14 : 11, 19);
    at.pause.textContent = timer.since ? WORDS.pause : WORDS.start;
    at.pace.hidden = !chapters.length;
    at.pace.textContent = late ? fill(late > 0 ? WORDS.behind : WORDS.ahead, Math.abs(late)) : WORDS.onTime;
  }

  function onChange() {
    if (!timer.since && !timer.before) restart();
    if (!following) {
      synced = true;
      setBlack(false);
      say();
    }
    draw();
  }

  const fullScreen = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.());
  const mirror = () => root.classList.toggle('mirrored');
  Object.assign(d.keys, { p: toggle('presenter'), s: toggle('notes'), c: clone, b: blackout, '.': blackout, m: mirror, f: fullScreen, t: restart });
  for (const key in HELP) d.bindings.push({ group: 'Presenting', keys: [key], text: HELP[key] });
  addEventListener('message', onMessage);
  document.addEventListener('DOMContentLoaded', () => { // By now the core shows the first slide.
    document.addEventListener('deckyard:change', onChange);
    document.addEventListener('deckyard:mode', holdStage);
    addEventListener('pagehide', () => say('bye'));
    join();
    recall();
    if (view) setView(view);
    greet();
  });
})();
