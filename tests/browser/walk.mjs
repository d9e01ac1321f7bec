// A walk with the Tab key: its elements, and whether each of them is usable with a keyboard.

import assert from 'node:assert/strict';

/** The code that runs in the page: the focused element, through shadow trees, and its visible part. */
const READER = `(() => {
  if (window.walk) return;
  const active = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element === document.body || element === document.documentElement ? null : element;
  };
  const numbers = new WeakMap();
  let count = 0;
  const numberOf = (element) => {
    if (!numbers.has(element)) numbers.set(element, count += 1);
    return numbers.get(element);
  };
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  const ancestors = function* (element) { for (let one = element; one; one = parentOf(one)) yield one; };
  const hit = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot) {
      const within = found.shadowRoot.elementFromPoint(x, y);
      if (!within || within === found) break;
      found = within;
    }
    return found;
  };
  /** Whether it is uncovered at one of a few points. */
  const isSeen = (element) => [...element.getClientRects()].some((box) => {
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth), top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 2 || bottom - top < 2) return false;
    return [[.5, .5], [.15, .5], [.85, .5], [.5, .15], [.5, .85]].some(([x, y]) => {
      const found = hit(left + x * (right - left), top + y * (bottom - top));
      return found && [...ancestors(found)].includes(element);
    });
  });
  const MODIFIED = [['ArrowLeft', 'alt'], ['ArrowRight', 'alt'], ['ArrowDown', 'alt'], ['ArrowUp', 'ctrl'], ['ArrowRight', 'shift'],
    ['ArrowLeft', 'meta'], ['PageDown', 'ctrl'], ['Home', 'ctrl'], ['End', 'shift'], ['Enter', 'ctrl'], ['Enter', 'meta'], ['f', 'ctrl'], ['p', 'ctrl'],
    ['b', 'meta'], ['+', 'ctrl'], ['-', 'ctrl'], ['/', 'ctrl'], ['1', 'alt'], ['d', 'alt'], ['Tab', 'shift'], ['Tab', ''], ['F5', ''], ['F6', ''], ['F10', 'shift'], ['ContextMenu', ''],
    ['Process', ''], ['é', ''], ['Dead', '']];
  const OWN = [
    ['a[href], area', ['Enter']],
    ['button, summary, [role=button]', ['Enter', ' ']],
    ['input[type=checkbox]', [' ']],
    ['input:not([type=checkbox], [role=combobox]), textarea', ['Enter', ' ', 'ArrowLeft', 'ArrowUp', 'Home', 'End', 'PageDown']],
    ['input:not([type=checkbox]), textarea, [contenteditable]', ['n', 'o', 'p', '1', '/', '?', ' ', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'Delete']],
    ['select', ['ArrowDown', 'ArrowUp', ' ', 'a', '1', 'Home', 'End', 'PageDown']],
    ['audio, video', [' ', 'ArrowLeft', 'ArrowUp', 'Enter']],
  ];
  /** The keys that the page takes from the browser although they are the browser's, or the element's. */
  const stolen = (element) => {
    const press = (key, modifier) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, [modifier + 'Key']: true });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const own = OWN.filter(([selector]) => element.matches(selector)).flatMap(([, keys]) => keys.map((key) => [key, '']));
    return [...MODIFIED, ...own].filter(([key, modifier]) => press(key, modifier)).map((pair) => pair.reverse().filter(Boolean).join('+'));
  };
  const describe = (element) => [element.localName, element.className, element.getAttribute('href') ?? '', element.textContent.trim().slice(0, 30)].filter(Boolean).join(' ');
  const outlineOf = (element) => {
    const style = getComputedStyle(element);
    const isDrawn = ({ outlineStyle, outlineWidth, boxShadow }) => (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    return isDrawn(style) || [...ancestors(element)].slice(1, 4).some((one) => one.matches(':focus-within') && isDrawn(getComputedStyle(one)));
  };
  window.walk = {
    active,
    /** Once the reactions to the focus have finished. */
    async look() {
      await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
      const element = active();
      if (!element) return null;
      return {
        number: numberOf(element), what: describe(element), isSeen: isSeen(element), hasOutline: outlineOf(element),
        isOpaque: [...ancestors(element)].every((one) => Number(getComputedStyle(one).opacity) > .9),
        isHidden: Boolean(element.closest('[aria-hidden=true], [inert], [hidden]')) || getComputedStyle(element).visibility !== 'visible',
        stolen: stolen(element),
      };
    },
  };
})()`;

/** The name and the role of the focused element for screen readers. */
async function nameOfActive(client) {
  const { result } = await client.send('Runtime.evaluate', { expression: 'window.walk.active()' });
  const { nodes } = await client.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
  return { role: nodes[0]?.role?.value, name: nodes[0]?.name?.value?.trim() ?? '', isIgnored: nodes[0]?.ignored === true };
}

/**
 * Presses Tab, or Shift and Tab, until the focus returns to the first element, or `most` elements were reached. Each
 * is examined; the same element twice in a row is a trap, and fails.
 */
export async function walk(page, { key = 'Tab', most = 60, looksClosely = true } = {}) {
  await page.evaluate(READER);
  const client = await page.context().newCDPSession(page);
  const met = new Map();
  let last = null;
  let n_outside = 0; // Between the last element and the first one is the browser's own window.
  for (let presses = 0; presses < most + 5; presses += 1) {
    await page.keyboard.press(key);
    const found = await page.evaluate(() => window.walk.look());
    if (!found) {
      n_outside += 1;
      if (n_outside > 1 && met.size) break;
      last = null;
      continue;
    }
    assert.notEqual(found.number, last, `${key} does not leave ${found.what}`);
    if (met.has(found.number)) break;
    last = found.number;
    met.set(found.number, { ...found, ...(looksClosely ? await nameOfActive(client) : {}) });
    if (met.size >= most) break;
  }
  await client.detach();
  return [...met.values()];
}

/** The faults of the elements on a walk. */
export function faults(met) {
  return met.flatMap(({ what, name, role, isIgnored, isSeen, isOpaque, isHidden, hasOutline, stolen }) => [
    !name && 'has no name',
    (isIgnored || role === 'none' || role === 'generic') && `is ${isIgnored ? 'not in the tree' : role} to a screen reader`,
    !isSeen && 'is covered or out of view',
    !isOpaque && 'cannot be seen',
    isHidden && 'is hidden',
    !hasOutline && 'shows no focus',
    stolen.length && `loses the keys ${stolen.join(' ')}`,
  ].filter(Boolean).map((fault) => `${what}: ${fault}`));
}
