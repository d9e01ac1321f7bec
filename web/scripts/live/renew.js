// Updates the open page to a new version without a reload: the page around the slides, or all of a page without slides.
//
// The live document is not compared with the new page, since scripts changed it. Instead, the server's old and new pages
// are compared, and each difference is applied at its place in the live document. If the live document does not match the
// old page there, the new state cannot be determined: the change is refused, and the page reloads.

import { sheetName } from './sheets.js';

const MOST_PAIRS = 4e6; // Of adjacent nodes; more take too long.
const RUNNING = 'script:not([type="application/ld+json"], [type="application/json"]), noscript';
const FIXED = `${RUNNING}, base, meta[http-equiv], meta[charset]`; // Elements that only take effect while a page loads.

/** @typedef {(link: HTMLLinkElement, href: string) => void} Swap  gives the link of a style sheet another address */

class Refused extends Error {}

/** @param {unknown} holds @returns {asserts holds} */
function must(holds) {
  if (!holds) throw new Refused();
}

/** The maximum number of pairs with equal keys in the rests of two lists, for all rests.
 * @param {string[]} a @param {string[]} b @param {number} start */
function longestPairings(a, b, start) {
  const [m, n] = [a.length - start, b.length - start];
  must(m * n <= MOST_PAIRS);
  const rows = Array.from({ length: m + 1 }, () => new Uint32Array(n + 1));
  for (let i = m - 1; i >= 0; i -= 1) {
    for (let j = n - 1; j >= 0; j -= 1) {
      rows[i][j] = a[start + i] === b[start + j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    }
  }
  return rows;
}

/** Pairs of nodes with equal keys, in the order of both lists, as many as possible; the first of several solutions.
 * @param {Node[]} one @param {Node[]} other @param {(node: Node) => string} keyOf @returns {[Node, Node][]} */
function pairs(one, other, keyOf) {
  const [a, b] = [one.map(keyOf), other.map(keyOf)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  /** @type {[Node, Node][]} */
  const found = one.slice(0, start).map((node, index) => [node, other[index]]);
  const rows = longestPairings(a, b, start);
  for (let [i, j] = [start, start]; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      found.push([one[i], other[j]]);
      i += 1;
      j += 1;
    } else if (rows[i - start + 1][j - start] > rows[i - start][j - start + 1]) {
      i += 1;
    } else {
      j += 1;
    }
  }
  return found;
}

/** @param {Node} node @returns {node is HTMLElement} */
const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
/** @param {Node} node */
const dataOf = (node) => /** @type {CharacterData} */ (node).data;
/** @param {Node} node */
const whole = (node) => (isElement(node) ? node.outerHTML : `${node.nodeName} ${dataOf(node)}`);
/** Whether a node contains elements that run on page load. @param {Node} node */
const isRunning = (node) => isElement(node) && (node.matches(RUNNING) || node.querySelector(RUNNING) !== null);
/** Whether a node contains the slides. @param {Node} node */
const holdsDeck = (node) => isElement(node) && (node.matches('main.deck') || node.querySelector('main.deck') !== null);

/** The kind of a node, regardless of its current content. @param {Node} node */
function kind(node) {
  if (!isElement(node)) return node.nodeName;
  const names = ['name', 'property', 'rel'].map((name) => node.getAttribute(name) ?? '');
  const href = node.localName === 'link' ? sheetName(node.getAttribute('href')) : '';
  return [node.localName, node.id, node.hasAttribute('data-ui'), ...names, href].join('|');
}

/** The given pairs, and between two of them those with equal keys.
 * @param {[Node, Node][]} given @param {Node[]} old @param {Node[]} fresh @param {(node: Node) => string} keyOf */
function between(given, old, fresh, keyOf) {
  let [i, j] = [0, 0];
  /** @type {([Node, Node] | null)[]} */
  const ends = [...given, null];
  return ends.flatMap((pair) => {
    const [toA, toB] = pair ? [old.indexOf(pair[0], i), fresh.indexOf(pair[1], j)] : [old.length, fresh.length];
    const found = pairs(old.slice(i, toA), fresh.slice(j, toB), keyOf);
    [i, j] = [toA + 1, toB + 1];
    return pair ? [...found, pair] : found;
  });
}

/** Nodes that the old and new pages share: the holder of the slides, then equal nodes, then those of the same kind.
 * @param {Node[]} old @param {Node[]} fresh */
function kept(old, fresh) {
  const [a, b] = [old, fresh].map((nodes) => nodes.find(holdsDeck));
  /** @type {[Node, Node][]} */
  const held = a && b && kind(a) === kind(b) ? [[a, b]] : [];
  return between(between(held, old, fresh, whole), old, fresh, kind);
}

/** Sets the live element's classes to those of the new page, but keeps those added by scripts.
 * @param {HTMLElement} live @param {string | null} was @param {string | null} is */
function setClass(live, was, is) {
  const [before, now, after] = [was, live.getAttribute('class'), is].map((text) => (text ?? '').split(/\s+/).filter(Boolean));
  must(before.every((word) => now.includes(word)));
  // A new page has its own first, then those added by scripts.
  const text = [...after, ...now.filter((word) => !before.includes(word) && !after.includes(word))].join(' ');
  if (is !== null || text) live.setAttribute('class', text);
  else live.removeAttribute('class');
}

/** @param {string} name @param {string | null} was @param {string | null} is @param {HTMLElement} live @param {Swap} swap */
function setAttribute(name, was, is, live, swap) {
  must(!name.startsWith('on'));
  if (name === 'href' && live.matches('link[rel=stylesheet]')) {
    must(is);
    swap(/** @type {HTMLLinkElement} */ (live), is);
    return;
  }
  const now = live.getAttribute(name);
  if (now === is) return;
  if (name === 'class') {
    setClass(live, was, is);
    return;
  }
  must(now === was);
  if (is === null) live.removeAttribute(name);
  else live.setAttribute(name, is);
}

/** @param {Node} old @param {Node} fresh @param {Node} live @param {Swap} swap */
function renewNode(old, fresh, live, swap) {
  if (!isElement(old) || !isElement(fresh) || !isElement(live)) {
    must(dataOf(live) === dataOf(old));
    /** @type {CharacterData} */ (live).data = dataOf(fresh);
    return;
  }
  for (const name of new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])) {
    const [was, is] = [old.getAttribute(name), fresh.getAttribute(name)];
    if (was !== is) setAttribute(name, was, is, live, swap);
  }
  if (old.innerHTML === fresh.innerHTML) return;
  if (old.localName === 'template') {
    must(live.innerHTML === old.innerHTML);
    live.innerHTML = fresh.innerHTML;
  } else {
    must(!old.matches('main.deck')); // It contains only the slides.
    renewChildren(old, fresh, live, swap);
  }
}

/** @param {HTMLElement} old @param {HTMLElement} fresh @param {HTMLElement} live @param {Swap} swap */
function renewChildren(old, fresh, live, swap) {
  const [olds, news] = [[...old.childNodes], [...fresh.childNodes]];
  // Nodes inserted by scripts have no counterpart; nor have texts that they changed.
  const places = new Map(pairs(olds, [...live.childNodes], (node) => (isElement(node) ? kind(node) : whole(node))));
  const from = new Map(kept(olds, news).map(([before, after]) => [after, before]));
  const staying = new Set(from.values());
  for (const node of olds.filter((one) => !staying.has(one))) {
    const place = /** @type {ChildNode | undefined} */ (places.get(node));
    must(place && place.isEqualNode(node) && !isRunning(node));
    place.remove();
  }
  /** @type {ChildNode | undefined} */
  let last;
  for (const [index, node] of news.entries()) {
    const before = from.get(node);
    let place = /** @type {ChildNode | undefined} */ (before && places.get(before));
    if (!before) {
      const isAtStart = index === 0 && (!live.firstChild || [...places.values()].includes(live.firstChild));
      must(!isRunning(node) && (index > 0 ? last : isAtStart));
      place = document.importNode(node, true);
      if (last) last.after(place);
      else live.prepend(place);
    } else if (whole(before) !== whole(node)) {
      must(place);
      renewNode(before, node, place, swap);
    }
    last = place;
  }
}

/** Applies the differences between two of the server's pages to the open document. Returns whether that was possible: if
 * not, the page must reload.
 * @param {string} oldText @param {string} freshText @param {Swap} swap */
export function renew(oldText, freshText, swap) {
  const [old, fresh] = [oldText, freshText].map((text) => new DOMParser().parseFromString(text, 'text/html'));
  /** @param {Document} page */
  const fixed = (page) => Array.from(page.querySelectorAll(FIXED), whole).join('\n');
  if (fixed(old) !== fixed(fresh) || old.compatMode !== fresh.compatMode || old.querySelector('frameset')) return false;
  try {
    renewNode(old.documentElement, fresh.documentElement, document.documentElement, swap);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
