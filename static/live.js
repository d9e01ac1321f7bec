/* What `deckyard serve` adds to pages. Edits arrive in the page that is open. No built page has it.

   One window of a browser listens to the server and tells the others, because a browser opens few connections to
   a host. A patch swaps slides in place; renew.js swaps rules of style sheets and what stands around the slides,
   or says that only a new page will do. The server counts its builds: a page that missed one is loaded anew.

   Attributes of this script: data-run (which server), data-build, data-page, data-token (authors only),
   data-follow (a page that follows the presenter), data-without-notes (which has no speaker notes), data-editor
   (whether the server can open one). */
(() => {
  'use strict';
  if (!('adoptedStyleSheets' in document)) return; // A browser to read with.
  const WORDS = {
    follow: 'Follow', following: 'Following', jump: 'go to what was edited', stay: 'Stays here when something is edited',
    goes: 'Goes to what was edited', share: 'link for the audience', close: 'Close', 
    unshared: 'The presenter does not share the notes', closed: 'To let your audience follow along, restart with `deckyard serve --follow`', problems: (n) => (n === 1 ? 'One problem; this is the last good page' : `${n} problems; this is the last good page`),
  };
  const SMALLEST = 0.8; // Of the type, as in deck.js.
  const MEASURE_PAUSE = 1500; // ms after the last change.
  const SETTLING = 10; // Frames after which nothing moves any more; most often two are enough.
  const LONGEST = 8; // ms that measuring may keep an edit waiting.
  const MOST_MEASURED = 200; // Slides in one order.
  const d = window.deckyard; // Not there on the index.
  const { nameOf, renew, setSheet } = window.deckyardRenew;
  const root = document.documentElement;
  const { run, page, token, follow, editor, withoutNotes } = document.currentScript.dataset;
  let build = Number(document.currentScript.dataset.build);
  const isFollower = follow !== undefined;
  const deck = page.replace(/\.html$/, '');
  const here = () => location.pathname + location.search;
  const mainOf = () => document.querySelector('main.deck');
  /** Safari does not say when it is idle: there, a moment later, and for a part of a frame. */
  // eslint-disable-next-line compat/compat -- What follows is for Safari.
  const idle = window.requestIdleCallback ?? ((then) => setTimeout(() => {
    const end = performance.now() + LONGEST;
    then({ timeRemaining: () => Math.max(0, end - performance.now()) });
  }, 1));
  // What lives through a reload, in this window only.
  const memory = {
    get: (key) => JSON.parse(sessionStorage.getItem(`deckyard:${key}`)),
    set: (key, value) => sessionStorage.setItem(`deckyard:${key}`, JSON.stringify(value)),
  };

  const post = (name, body) => fetch(`/__deckyard/${name}`, {
    method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'x-deckyard-token': token },
  }).catch(() => null); // The server has stopped.

  function make(tag, properties, ...content) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...content);
    return element;
  }

  // Patches.

  /** Puts slides in and takes others out. Whether the current one was among them. */
  function splice({ at, remove, html }, current) {
    const main = mainOf();
    const holder = make('template', { innerHTML: html });
    let hit = false;
    for (let n = 0; n < remove; n += 1) {
      hit = hit || main.children[at] === current;
      main.children[at].remove();
    }
    main.insertBefore(holder.content, main.children[at] ?? null);
    return hit;
  }

  function shift({ from, to, numbers, lines }) {
    const { children } = mainOf();
    for (let index = from; index < to; index += 1) {
      const slide = children[index];
      const add = (text) => text.replace(/\d+$/, (n) => Number(n) + lines);
      if (lines && slide.dataset.source) {
        slide.dataset.source = add(slide.dataset.source);
        for (const link of slide.querySelectorAll('.debug > a[href]')) link.setAttribute('href', add(link.getAttribute('href')));
      }
      if (!numbers) continue;
      // Of thousands of slides: a query for each of them takes twice as long.
      slide.setAttribute('data-number', Number(slide.getAttribute('data-number')) + numbers);
      for (let part = slide.firstElementChild; part; part = part.nextElementSibling) {
        if (/^\d+$/.test(part.id)) part.id = Number(part.id) + numbers;
      }
    }
  }

  // Style sheets.

  let sheets = {}; // The texts of those that the last build brought, by their addresses from the top of the site.
  const newest = new WeakMap(); // The address that a link would have in a new page, when its rules are of that one.
  const styleLinks = () => [...document.head.children, ...document.body.children].filter((one) => one.matches('link[rel=stylesheet]'));
  const addressOf = (link) => newest.get(link) ?? link.getAttribute('href');

  /** Gives a style sheet another address; its rules at once, when they came with the news. */
  function swapSheet(link, href) {
    const name = nameOf(link.getAttribute('href'));
    const now = name ? styleLinks().findLast((one) => nameOf(one.getAttribute('href')) === name) : link;
    if (addressOf(now) === href) return;
    const css = name && name === nameOf(href) ? sheets[href.replace(/^(\.\.\/)+/, '')] : undefined;
    if (css !== undefined && setSheet(now, css)) {
      newest.set(now, href);
      settleSoon();
    } else {
      fetchSheet(now, href, afterStyle);
    }
  }

  /** Another style sheet takes over once it is there, so that the page is never without. */
  function fetchSheet(old, href, then) {
    const name = nameOf(old.getAttribute('href'));
    const next = old.cloneNode();
    next.setAttribute('href', href);
    next.onload = () => {
      const olds = styleLinks().filter((link) => link === old || (name && nameOf(link.getAttribute('href')) === name));
      for (const link of olds.slice(0, olds.indexOf(next))) link.remove();
      then();
    };
    old.after(next);
  }

  /** Nobody sees it: the links lead again to what they show. */
  let settleTimer = 0;
  function settleSoon() {
    clearTimeout(settleTimer);
    settleTimer = setTimeout(idle, MEASURE_PAUSE, () => {
      for (const link of styleLinks()) if (newest.has(link)) fetchSheet(link, newest.get(link), () => {});
    });
  }

  function restyle(styles) {
    const links = styleLinks();
    for (const href of styles) {
      // A template may do without one.
      const link = links.find((one) => nameOf(one.getAttribute('href')) === nameOf(href));
      if (link) swapSheet(link, href);
    }
    afterStyle();
  }

  function afterStyle() {
    // Heights were of the old style. What comes after printing is to look at all slides anew.
    if (d?.staged()) dispatchEvent(new Event('afterprint'));
    measured = new WeakSet();
    measureSoon();
  }

  const goes = () => d.store.get('live-stay') === null;

  let led = false; // Whether the server moves the page, and not a hand.
  function lead(move) {
    led = true;
    try {
      move();
    } finally {
      led = false;
    }
  }

  function patch(change, frame) {
    if (frame && !reframe(frame)) return reload(change.first);
    lead(() => apply(change, frame));
    if (isFollower && !away) go();
    measureSoon();
    return undefined;
  }

  /** Whether what stands around the slides could be made new. */
  function reframe([old, fresh]) {
    const { ratio } = root.dataset;
    if (!renew(old, fresh, swapSheet)) return false;
    if (root.dataset.ratio !== ratio) dispatchEvent(new Event('resize'));
    return true;
  }

  function apply({ splices, shifts, total, styles, first }, frame) {
    const main = mainOf();
    const { slide: current, step } = d.place() ?? {};
    const isStyleOnly = !frame && !splices.length && !shifts.length && main.dataset.total === String(total);
    if (isStyleOnly) {
      if (styles) restyle(styles);
      return;
    }
    const index = splices.length ? [...main.children].indexOf(current) : 0;
    const id = current?.id;
    const hits = splices.map((change) => splice(change, current));
    shifts.forEach(shift);
    main.dataset.total = total;
    if (styles) restyle(styles);
    else if (frame) afterStyle();
    document.dispatchEvent(new CustomEvent('deckyard:update'));
    // The slide that was shown may be another element now, or gone.
    const again = hits.some(Boolean) ? document.getElementById(id)?.closest('.slide') ?? main.children[Math.min(index, main.children.length - 1)] : current;
    const edited = first && goes() && !isFollower ? d.find(first)?.slide : null;
    if (d.staged()) {
      if (edited && edited !== again) d.show(edited);
      else if (again) d.show(again, step);
    } else if (edited) {
      const { top, bottom } = edited.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) d.bring(edited);
    }
  }

  /** Whether a patch is not enough: a script would not run, and these views hold slides that would be gone, or have
      laid all of them out. */
  function needsReload({ splices }, frame) {
    if (!mainOf()) return true;
    if ('print' in root.dataset) return splices.length > 0 || frame !== null;
    if (!splices.length) return false;
    const openers = '[data-section], [data-part], [data-minutes]';
    const opens = ({ at, remove, html }) => make('template', { innerHTML: html }).content.querySelector(openers)
      || [...mainOf().children].slice(at, at + remove).some((slide) => slide.matches(openers));
    // Not to be sought among thousands of slides.
    const isOpen = (view) => [...document.body.children].some((one) => one.matches(view));
    return splices.some(({ html }) => html.includes('<script')) || isOpen('.panel-outline, dialog.panel')
      || (isOpen('.present') && splices.some(opens));
  }

  /** Loads the page anew, and shows the same place then, whatever its number is, or the slide that was edited. */
  function reload(first) {
    const edited = first && goes() && !isFollower ? first : null;
    const back = d && mainOf() && (d.staged() ? onStage(edited) : inDocument(edited));
    if (back) memory.set('live-place', { page, leads, ...back });
    location.reload();
  }

  function onStage(edited) {
    const { slide, step } = d.place() ?? {};
    if (!slide) return null;
    return edited && edited !== slide.id ? { id: edited, step: 0 } : { id: slide.id, step };
  }

  /** The slide at the upper edge, and how far from the edge it begins. */
  function inDocument(edited) {
    const topOf = (slide) => slide.getBoundingClientRect().top;
    const seen = [...mainOf().children].filter((slide) => slide.getBoundingClientRect().bottom > 0 && topOf(slide) < innerHeight);
    const isAbove = topOf(mainOf()) > 0; // What stands before the slides is in view.
    const { hash } = location;
    // The browser would scroll to where it was, in pixels, or to the slide in the address.
    history.scrollRestoration = 'manual';
    history.replaceState(history.state, '', here());
    if (edited && !seen.some((slide) => slide.id === edited)) return { hash, id: edited, top: 0 };
    return seen.length && !isAbove ? { hash, id: seen[0].id, top: topOf(seen[0]) } : { hash, y: scrollY };
  }

  /** How high the slides above are is found out while they come near. */
  function scrollUntilThere(slide, top, frames = SETTLING) {
    const off = slide.getBoundingClientRect().top - top;
    const isThere = Math.abs(off) < 1;
    if (!isThere) scrollBy(0, off);
    const left = isThere ? Math.min(frames, 2) - 1 : frames - 1;
    if (left > 0) requestAnimationFrame(() => scrollUntilThere(slide, top, left));
  }

  function comeBack() {
    const back = memory.get('live-place');
    memory.set('live-place', null);
    if (!d || back?.page !== page) return;
    leads = back.leads === true;
    const slide = document.getElementById(back.id)?.closest('.slide');
    if (!d.staged()) {
      if (back.y !== undefined) scrollTo(0, back.y);
      else if (slide) scrollUntilThere(slide, back.top);
      history.replaceState(history.state, '', back.hash || here());
      addEventListener('load', () => { history.scrollRestoration = 'auto'; });
    } else if (slide) {
      d.show(slide, back.step);
      if (leads && !isFramed) tell(d.place(), true);
    }
  }

  /** What stood around the slides before a build, and after it; the whole page where there are no slides. */
  async function frameOf(wanted) {
    const name = page.split('/').map(encodeURIComponent).join('/');
    const answer = await fetch(`/__deckyard/frame/${wanted}/${name}.json`).catch(() => null);
    return answer?.ok ? answer.json() : null;
  }

  async function onBuild({ build: next, from, decks, frames, sheets: texts, pages, first = {} }) {
    if (next <= build) return; // The page is that new already.
    const isOpen = page && page !== '404.html'; // Else what was asked for may be there now.
    const change = d && decks[deck];
    if (from !== build || !isOpen) return reload();
    if (pages.includes(page)) return reload(first[deck]);
    const frame = page in frames ? frames[page] ?? await frameOf(next) : null;
    if (page in frames && !frame) return reload(change?.first);
    if (change && needsReload(change, frame)) return reload(change.first);
    build = next;
    sheets = texts;
    if (change) return patch(change, frame);
    if (frame) {
      if (!reframe(frame)) return reload();
      document.dispatchEvent(new CustomEvent('deckyard:update'));
    }
    return undefined;
  }

  /** One build after the other, though some must ask for more. */
  let builds = Promise.resolve();
  function takeBuild(news) {
    measureSoon();
    builds = builds.then(() => onBuild(news)).catch((error) => {
      reportError(error);
      reload();
    });
  }

  // Problems.

  /* The overlay stands in a tree of its own, so that no style sheet of a site or a theme reaches it. */
  let overlay = null;
  let overlayFrom = null; // What had the focus before the overlay got it.

  function drawProblems(problems) {
    const hadFocus = overlay?.matches(':focus-within') === true;
    overlay?.remove();
    overlay = null;
    if (problems.length && !isFollower && !('print' in root.dataset)) makeOverlay(problems);
    if (!hadFocus) return;
    if (overlay) overlay.shadowRoot.querySelector('button').focus();
    else if (overlayFrom?.isConnected) overlayFrom.focus({ preventScroll: true });
  }

  function makeOverlay(problems) {
    const list = problems.map(({ place, text }, index) => {
      const pre = make('pre', {}, text);
      pre.setAttribute('role', 'group');
      pre.setAttribute('aria-label', text.split('\n', 1)[0]);
      return make('li', {}, ...(place && editor !== undefined
        ? [make('button', { onclick: () => post('open', { index, place }) }, place)] : []), pre);
    });
    const close = make('button', { onclick: () => drawProblems([]) }, '×');
    close.setAttribute('aria-label', WORDS.close);
    const box = make('section', {}, make('h2', {}, WORDS.problems(problems.length), close), make('ol', {}, ...list));
    box.setAttribute('role', 'alert');
    box.setAttribute('aria-label', WORDS.problems(problems.length));
    overlay = make('div', { className: 'live-problems' });
    overlay.dataset.ui = '';
    const style = new CSSStyleSheet();
    style.replaceSync(OVERLAY_CSS);
    const shadow = overlay.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [style];
    shadow.append(box);
    overlay.addEventListener('focusin', ({ relatedTarget }) => { overlayFrom = relatedTarget; });
    document.body.append(overlay);
    // A keyboard scrolls what it can focus.
    for (const pre of shadow.querySelectorAll('pre')) if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0;
    makeWay();
  }

  /** The overlay goes to the other edge of the window when it would cover what has the focus. */
  function makeWay() {
    const at = document.activeElement;
    if (!overlay || !at || at === overlay || at === document.body) return;
    const { top, bottom } = at.getBoundingClientRect();
    const { height } = overlay.getBoundingClientRect();
    const [above, below] = [height - top, bottom - innerHeight + height]; // How much it would cover there.
    if (overlay.hasAttribute('data-above') ? above > Math.max(0, below) : below > Math.max(0, above)) overlay.toggleAttribute('data-above');
  }

  function watchOverlay() {
    document.addEventListener('focusin', () => requestAnimationFrame(makeWay));
    // After all that has a use for the key itself.
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && overlay && !event.defaultPrevented && !event.target.closest?.('dialog')) drawProblems([]);
    });
  }

  // What is too high.

  let measured = new WeakSet();
  let measureTimer = 0;
  let round = 0; // A new one ends the one before, which has the main thread when an edit comes.
  function measureSoon() {
    clearTimeout(measureTimer);
    const mine = round += 1;
    if (!isFollower && d) measureTimer = setTimeout(idle, MEASURE_PAUSE, (deadline) => measure(deadline, mine));
  }

  /** A copy of a slide as it stands on the stage, in the smallest type, out of sight. */
  async function excessOf(slide, host) {
    const copy = slide.cloneNode(true);
    copy.style.setProperty('--fit', SMALLEST);
    copy.classList.add('current');
    copy.removeAttribute('id');
    for (const element of copy.querySelectorAll('[id]')) element.removeAttribute('id');
    for (const piece of copy.querySelectorAll('[data-step]')) piece.classList.add('shown');
    for (const picture of copy.querySelectorAll('img')) picture.loading = 'eager';
    // As the author made them, not as the stage helps itself.
    for (const piece of copy.querySelectorAll('[data-narrow]')) piece.removeAttribute('data-narrow');
    host.replaceChildren(copy);
    await Promise.allSettled([...copy.querySelectorAll('img')].map((picture) => picture.decode()));
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = copy.querySelector('.slide-content');
    if (scrollHeight > clientHeight + 1) return { percent: Math.round((100 * scrollHeight) / clientHeight) };
    return scrollWidth > clientWidth + 1 && { side: 'width', percent: Math.round((100 * scrollWidth) / clientWidth) };
  }

  async function measure(deadline, mine) {
    if (mine !== round || !d.staged()) return;
    const host = make('main', { className: 'deck live-measure', inert: true, ariaHidden: 'true' });
    host.dataset.ui = '';
    document.body.append(host);
    let [fine, high, untold] = [[], [], []];
    const tellHeights = () => {
      if (fine.length + high.length) post('overflow', { deck, build, fine, high });
      [fine, high, untold] = [[], [], []];
    };
    let began = performance.now();
    for (const slide of mainOf().children) {
      if (measured.has(slide)) continue;
      if (deadline.timeRemaining() < 5 || performance.now() - began > LONGEST) {
        deadline = await new Promise((then) => { idle(then); });
        began = performance.now();
      }
      if (mine !== round) break;
      // An order may not be long.
      if (fine.length + high.length >= MOST_MEASURED) tellHeights();
      if (!slide.isConnected) continue;
      measured.add(slide);
      untold.push(slide);
      const excess = !slide.querySelector('.slide-content').matches('.pic, .title') && await excessOf(slide, host);
      if (!slide.isConnected) continue;
      if (excess) high.push({ id: slide.id, ...excess });
      else fine.push(slide.id);
    }
    host.remove();
    // Another build may give other slides these addresses.
    if (mine === round) tellHeights();
    else for (const slide of untold) measured.delete(slide);
  }

  // Follow me.

  let followed = null; // Where the presenter is.
  let away = false; // Whether this window went its own way.
  let button = null;
  function go() {
    if (!followed) return;
    if (followed.deck !== deck || !d) {
      // Back leads to where this window came from, not to where it followed.
      location.replace(`/${followed.deck.split('/').map(encodeURIComponent).join('/')}.html#${encodeURIComponent(followed.id)}`);
      return;
    }
    const slide = d.find(followed.id)?.slide;
    if (!slide) return;
    lead(() => (d.staged() ? d.show(slide, followed.step) : d.bring(slide)));
  }
  function setAway(on) {
    away = on;
    memory.set('live-away', away);
    drawFollow();
  }
  function drawFollow() {
    button = button ?? document.body.appendChild(make('button', { className: 'live-follow', onclick: () => { setAway(false); go(); } }));
    button.dataset.ui = '';
    button.textContent = away ? WORDS.follow : WORDS.following;
    button.ariaPressed = String(!away);
  }
  function onPlace(place) {
    followed = place;
    if (!away) go();
  }

  /** A follower that is elsewhere than the presenter went there on its own. */
  function onMove({ slide, step }) {
    const isThere = !followed || (followed.deck === deck && followed.id === slide.id && followed.step === step);
    if (!led && !isThere) setAway(true);
  }

  /* Only a person moves those who follow: by a key, a click, a wheel, a finger, in this window and in no frame. Not a
     script, nor a page elsewhere that opened this window, which may change what follows # in its address. */
  const isFramed = window.top !== window;
  const INPUTS = ['keydown', 'pointerdown', 'pointerup', 'click', 'wheel', 'touchstart', 'touchend', 'input', 'change'];
  const CHOICE_TIME = 1000; // ms from a click on a link to the move, at most.
  let hand = null; // The input that is being handled.
  let choice = null; // Where a person wants to go by a link of the page, or back by the browser's button.

  function hold(event) {
    hand = event;
    // In a task of its own, after all that handles the input.
    setTimeout(() => { if (hand === event) hand = null; });
  }
  function choose(hash) {
    choice = hash && { hash, until: performance.now() + CHOICE_TIME };
  }
  function watchHands() {
    for (const name of INPUTS) addEventListener(name, (event) => event.isTrusted && hold(event), { capture: true, passive: true });
    addEventListener('click', (event) => {
      const link = event.isTrusted && event.target.closest?.('a[href]');
      if (link) choose(link.href.split('#')[0] === location.href.split('#')[0] ? link.hash : '');
    }, true);
    window.navigation?.addEventListener('navigate', ({ navigationType, userInitiated, destination }) => {
      if (navigationType === 'traverse' && userInitiated && destination.sameDocument) choose(new URL(destination.url).hash);
    });
    addEventListener('hashchange', (event) => {
      hand = null;
      if (choice && choice.hash === location.hash && performance.now() < choice.until) hold(event);
      choice = null;
    }, true);
  }
  // Before deck.js listens to the address: of those who listen to a window, the first one comes first.
  if (d && !isFollower && !isFramed) watchHands();

  let told = '';
  let leads = false; // Whether this is the window that a person moved last: only that one tells where an edit took it.
  function tell({ slide, step }, isByEdit = led) {
    const isByHand = hand !== null && !isByEdit && document.hasFocus(); // And not because another window moved.
    if (!isByHand && !isByEdit) leads = false; // Where it is now, no person wanted it to be.
    const place = JSON.stringify({ deck, id: slide.id, step });
    if (place === told || document.visibilityState !== 'visible' || !(leads || isByHand)) return;
    leads = true;
    told = place;
    channel.postMessage({ kind: 'lead' });
    send();
  }

  /** One place after the other: requests may overtake each other. Those in between need not be told. */
  let sent = '';
  let isSending = false;
  async function send() {
    if (isSending) return;
    isSending = true;
    while (leads && sent !== told) await post('place', JSON.parse(sent = told));
    isSending = false;
  }

  async function openShare() {
    const box = make('dialog', { className: 'live-share', onclick: () => box.close(), onclose: () => { box.remove(); from.focus({ preventScroll: true }); } });
    box.dataset.ui = '';
    const from = document.activeElement;
    const answer = await post('share', { deck });
    const { url, svg } = answer?.ok ? await answer.json() : {};
    if (!url) return d.toast(WORDS.closed);
    box.ariaLabel = WORDS.share;
    box.innerHTML = svg;
    box.append(make('p', {}, url));
    document.body.append(box);
    box.showModal();
    return undefined;
  }

  // The stream.

  const handlers = {
    hello: (now) => (now.run !== run || now.build !== build) && reload(),
    build: takeBuild,
    problems: drawProblems,
    place: (place) => isFollower && onPlace(place),
  };
  const channel = new BroadcastChannel('deckyard-live');
  let problems = null; // The last ones, for windows that open later; null in a window that does not listen itself.
  channel.onmessage = ({ data: { kind, data } }) => {
    if (kind === 'lead') {
      leads = false;
      told = '';
      sent = '';
    } else if (kind !== 'ask') {
      handlers[kind](data);
    } else if (problems) {
      channel.postMessage({ kind: 'hello', data: { run, build } });
      channel.postMessage({ kind: 'problems', data: problems });
    }
  };

  function listen(isForAll) {
    const source = new EventSource(`/__deckyard/events?page=${encodeURIComponent(page)}`);
    for (const kind of Object.keys(handlers)) {
      source.addEventListener(kind, (event) => {
        const data = JSON.parse(event.data);
        if (isForAll) channel.postMessage({ kind, data });
        if (isForAll && kind === 'problems') problems = data;
        handlers[kind](data);
      });
    }
  }

  function start() {
    away = isFollower && memory.get('live-away') === true;
    // The window that holds the lock listens for all; when it goes, another one takes over.
    if (navigator.locks && !isFollower) {
      channel.postMessage({ kind: 'ask' });
      navigator.locks.request('deckyard-live', () => {
        listen(true);
        return new Promise(() => {});
      });
    } else {
      listen(false);
    }
    const style = new CSSStyleSheet();
    style.replaceSync(CSS_TEXT);
    document.adoptedStyleSheets.push(style);
    watchOverlay();
    comeBack();
    if (isFollower) {
      // A link to another page leads away; so does a move in a deck.
      document.addEventListener('click', ({ target }) => {
        if (followed && target.closest?.('a[href]:not([href^="#"])')) setAway(true);
      });
      document.addEventListener('deckyard:change', ({ detail }) => onMove(detail));
      drawFollow();
      if (d && withoutNotes !== undefined) d.noNotes = WORDS.unshared;
    } else if (d && !isFramed) {
      document.addEventListener('deckyard:change', ({ detail }) => tell(detail));
      d.keys.e = () => {
        d.store.set('live-stay', goes() ? 'yes' : null);
        d.toast(goes() ? WORDS.goes : WORDS.stay);
      };
      d.keys.q = openShare;
      d.bindings.push({ group: 'Showing', keys: ['e'], text: WORDS.jump }, { group: 'Presenting', keys: ['q'], text: WORDS.share });
      measureSoon();
    }
  }

  // In pixels: what a site says of its root does not count here. What is important at the host is so for the page, too.
  const OVERLAY_CSS = `
    :host { all: initial !important; position: fixed !important; inset: auto 0 0 !important; z-index: 20 !important; display: block !important;
      box-sizing: border-box !important; max-height: 45vh !important; overflow: auto !important; overscroll-behavior: contain !important;
      border-top: 4px solid #d33 !important; background: #1c1416 !important; color-scheme: dark !important; }
    :host([data-above]) { inset: 0 0 auto !important; border-width: 0 0 4px !important; border-bottom: 4px solid #d33 !important; }
    @media print { :host { display: none !important; } }
    section { padding: 14px 24px 16px; color: #f6eeee; font: 15px/1.5 system-ui, sans-serif; text-align: left; }
    h2 { display: flex; gap: 16px; align-items: start; justify-content: space-between; margin: 0 0 8px; font: inherit; font-weight: 700; color: #ff9d97; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { padding: 10px 0; border-top: 1px solid #53383b; }
    pre { margin: 6px 0; overflow-x: auto; font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; color: #f2dede; }
    button { min-width: 28px; min-height: 28px; padding: 2px 9px; border: 1px solid #a8787d; border-radius: 5px; background: none; color: inherit; font: inherit; overflow-wrap: anywhere; cursor: pointer; }
    :focus-visible { outline: 2px solid #ffd7d3; outline-offset: 2px; }`;
  const CSS_TEXT = `
    .live-measure { position: fixed; left: -20000px; top: 0; visibility: hidden; }
    .live-follow { position: fixed; right: 16px; bottom: 48px; z-index: 12; padding: .4rem 1rem; border: 0; border-radius: 2rem; background: var(--accent, #06c);
      color: var(--paper, #fff); font: 600 15px/1.4 var(--font-text, sans-serif); cursor: pointer; }
    .live-follow[aria-pressed="true"] { background: var(--paper, #fff); color: var(--accent, #06c); box-shadow: inset 0 0 0 2px; }
    .live-share { border: 0; border-radius: 12px; padding: 24px; background: #fff; color: #111; text-align: center; font: 20px/1.4 var(--font-text, sans-serif); }
    .live-share svg { width: min(70vmin, 560px); height: auto; }
    .live-share::backdrop { background: rgb(0 0 0 / .7); }`;

  // After deck.js, which shows its first slide then at the latest.
  document.addEventListener('DOMContentLoaded', start);
})();
