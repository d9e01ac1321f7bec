/* Buttons on code and labs, made for slides shown or near; line numbers, larger code, a pen, and a laser
   pointer. */

(() => {
  'use strict';

  const WORDS = {
    copy: 'Copy',
    done: 'Done',
    numbers: 'line numbers',
    larger: 'larger code',
    smaller: 'smaller code',
    pen: 'draw (Shift: thick, Escape: end)',
    laser: 'laser pointer',
  };
  if (!window.deckyard) return; // A browser to read with.
  const { keys, bindings, store, make, toast, copy, refit, place, offerScroll } = window.deckyard;

  /** Whether the shell waits for another line. */
  function isOpen(command) {
    const end = /(?:^|[^<])<<-?\s*["'\\]?([A-Za-z_]\w*)/.exec(command)?.[1];
    return end ? !command.split(/\n\s*/).includes(end, 1) : command.endsWith('\\');
  }

  /** The commands of a shell session, or all. */
  function textOf({ textContent, dataset }) {
    const text = textContent.trimEnd();
    const isShell = /^(bash|sh|shell|console)$/.test(dataset.lang);
    if (!isShell && !text.startsWith('$ ')) return text;
    const commands = [];
    for (const line of text.split('\n')) {
      const last = commands.at(-1) ?? '';
      const prompt = isShell && last ? /^(\$ |# (?![A-Z]))/ : /^\$ /; // `# Now` is a comment.
      if (isOpen(last)) commands[commands.length - 1] += `\n${line}`;
      else if (prompt.test(line)) commands.push(line.slice(2));
    }
    return commands.join('\n') || text;
  }

  /** Style draws the word. A click takes no focus: Space still moves on. */
  const makeButton = (className, ariaLabel, onclick) =>
    make('button', { className, ariaLabel, onclick, onmousedown: (event) => event.preventDefault() });

  function equip(slide) {
    if (slide.querySelector('.code-copy, .lab-check')) return;
    for (const code of slide.querySelectorAll('pre > .remark-code')) {
      code.after(makeButton('code-copy', WORDS.copy, () => copy(textOf(code))));
    }
    slide.querySelectorAll('div:is(.lab, .exercise):not(.slide-content)').forEach((lab, index) => {
      const key = `lab:${location.pathname}#${slide.id}:${index}`;
      const check = makeButton('lab-check', WORDS.done, () => mark(check.ariaPressed !== 'true'));
      const mark = (done) => {
        store.set(key, done ? 1 : null);
        lab.classList.toggle('lab-done', done);
        check.ariaPressed = done;
      };
      lab.prepend(check);
      mark(store.get(key) !== null);
    });
  }

  let shown = null;
  let zoom = 0;

  function zoomBy(by) {
    zoom = Math.max(0, Math.min(zoom + by, 3));
    shown.style.setProperty('--code-zoom', [1, 1.25, 1.5, 2][zoom]);
    if (!zoom) return refit();
    const content = shown.querySelector('.slide-content');
    if (content.scrollHeight > content.clientHeight + 1) offerScroll(shown, true); // --fit would undo it.
  }

  let tool = null; // The pen's canvas or the laser's dot.
  let pencil = null;
  const has = (name) => tool?.className === name;

  function toggle(tag, name) {
    const again = has(name);
    putAway();
    if (again) return;
    document.body.prepend(tool = make(tag, { className: name, ariaHidden: 'true' }));
    toast(WORDS[name]);
    sizePen();
  }

  function putAway() {
    tool?.remove();
    tool = null;
  }

  /** A resize of the window clears it. */
  function sizePen() {
    if (!has('pen')) return;
    const dpr = devicePixelRatio;
    tool.width = innerWidth * dpr;
    tool.height = innerHeight * dpr;
    tool.onpointerdown = tool.onpointermove = tool.onpointerup = draw;
    pencil = tool.getContext('2d');
    pencil.scale(dpr, dpr);
    pencil.strokeStyle = 'red';
    pencil.lineCap = pencil.lineJoin = 'round';
  }

  function draw(event) {
    if (event.buttons !== 1 || !event.isPrimary) return pencil.beginPath();
    pencil.lineWidth = event.shiftKey ? 16 : 5;
    for (const { clientX, clientY } of [...event.getCoalescedEvents?.() ?? [], event]) pencil.arc(clientX, clientY, 0.1, 0, 7);
    pencil.stroke();
    pencil.beginPath();
    pencil.moveTo(event.clientX, event.clientY);
  }

  function moveLaser({ clientX, clientY }) {
    if (has('laser')) tool.style.transform = `translate(${clientX}px, ${clientY}px)`;
  }

  function leave() {
    putAway();
    zoom = 0;
    shown?.style.removeProperty('--code-zoom');
  }

  function enter({ slide }) {
    if (slide === shown) return;
    leave();
    shown = slide;
    equip(slide);
    requestAnimationFrame(refit); // For line numbers.
  }

  const { Escape } = keys;
  Object.assign(keys, {
    n() { document.documentElement.classList.toggle('code-numbers'); refit(); },
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    w: () => toggle('canvas', 'pen'),
    x: () => toggle('div', 'laser'),
    Escape: (event) => (tool ? putAway() : Escape(event)),
  });
  bindings.push(
    ...[
      ['Showing', WORDS.numbers, 'n'],
      ['Showing', WORDS.larger, '+'],
      ['Showing', WORDS.smaller, '-'],
      ['Presenting', WORDS.pen, 'w'],
      ['Presenting', WORDS.laser, 'x'],
    ].map(([group, text, key]) => ({ group, keys: [key], text, stage: true })),
  );

  document.addEventListener('deckyard:change', ({ detail }) => enter(detail));
  document.addEventListener('deckyard:near', ({ detail }) => equip(detail));
  document.addEventListener('deckyard:mode', leave);
  addEventListener('pointermove', moveLaser);
  addEventListener('resize', sizePen);
  addEventListener('dblclick', ({ target }) => {
    const code = target.closest('.slide :not(pre) > code');
    if (code) getSelection().selectAllChildren(code);
  });
  if (place()) enter(place());
})();
