/* Makes the open page what a new one would be, without loading it: rules of style sheets, and what stands around
   the slides. Comes before live.js, in one file; no built page has it.

   The live document is not compared with the new page: scripts changed it. The old page is, as the server wrote
   both; and what differs is done at its place in the live document. Where that place does not hold what the old
   page has there, nobody knows what a new page would show: the change is refused, and the page is loaded anew. */
(() => {
  'use strict';
  const MOST_PAIRS = 4e6; // Of nodes beside each other; more take too long.
  const RUNNING = 'script:not([type="application/ld+json"], [type="application/json"]), noscript';
  const FIXED = `${RUNNING}, base, meta[http-equiv], meta[charset]`; // What works only while a page is loaded.

  class Refused extends Error {}
  function must(holds) {
    if (!holds) throw new Refused();
  }

  // Style sheets.

  /** Whether a rule differs from another one at most in the rules that it holds. */
  function holdAlike(one, other) {
    if (one.constructor !== other.constructor || !one.cssRules?.length || !other.cssRules?.length) return false;
    const headOf = ({ conditionText, selectorText, style }) => conditionText ?? (selectorText && `${selectorText}{${style.cssText}`);
    return headOf(one) !== undefined && headOf(one) === headOf(other);
  }

  /** Replaces what differs between the first and the last rules that are the same. */
  function replaceRules(holder, wanted) {
    const [now, then] = [holder, wanted].map(({ cssRules }) => Array.from(cssRules, (rule) => rule.cssText));
    const most = Math.min(now.length, then.length);
    let start = 0;
    while (start < most && now[start] === then[start]) start += 1;
    let end = 0;
    while (end < most - start && now.at(-1 - end) === then.at(-1 - end)) end += 1;
    const [gone, come] = [now.length - start - end, then.length - start - end];
    if (gone === 1 && come === 1 && holdAlike(holder.cssRules[start], wanted.cssRules[start])) {
      replaceRules(holder.cssRules[start], wanted.cssRules[start]);
      return;
    }
    for (let n = 0; n < gone; n += 1) holder.deleteRule(start);
    for (let n = 0; n < come; n += 1) holder.insertRule(then[start + n], start + n);
  }

  /** Gives the style sheet of a link another text, at once: only elements that changed rules may match are looked at
      again. Whether that could be done. */
  function setSheet({ sheet }, css) {
    // Rules that stand at the beginning only, and that a sheet made by a script cannot have.
    if (!sheet || /@(import|namespace)/i.test(css)) return false;
    try {
      if (Array.from(sheet.cssRules).some((rule) => rule instanceof CSSImportRule || rule instanceof CSSNamespaceRule)) return false;
      const wanted = new CSSStyleSheet({ baseURL: sheet.href });
      wanted.replaceSync(css);
      replaceRules(sheet, wanted);
      return true;
    } catch {
      return false;
    }
  }

  // The document.

  /** Pairs of nodes with the same key, in the order of both lists, as many as there are; of several the first ones. */
  function pairs(one, other, keyOf) {
    const [a, b] = [one.map(keyOf), other.map(keyOf)];
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
    const found = one.slice(0, start).map((node, index) => [node, other[index]]);
    const [m, n] = [a.length - start, b.length - start];
    must(m * n <= MOST_PAIRS);
    const rows = Array.from({ length: m + 1 }, () => new Uint32Array(n + 1));
    for (let i = m - 1; i >= 0; i -= 1) {
      for (let j = n - 1; j >= 0; j -= 1) {
        rows[i][j] = a[start + i] === b[start + j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
      }
    }
    for (let i = 0, j = 0; i < m && j < n;) {
      if (a[start + i] === b[start + j]) {
        found.push([one[start + i], other[start + j]]);
        i += 1;
        j += 1;
      } else if (rows[i + 1][j] > rows[i][j + 1]) {
        i += 1;
      } else {
        j += 1;
      }
    }
    return found;
  }

  const isElement = ({ nodeType }) => nodeType === Node.ELEMENT_NODE;
  const whole = (node) => (isElement(node) ? node.outerHTML : `${node.nodeName} ${node.data}`);
  const isRunning = (node) => isElement(node) && (node.matches(RUNNING) || node.querySelector(RUNNING) !== null);

  /** What a node is, whatever it holds by now. */
  function kind(node) {
    if (!isElement(node)) return node.nodeName;
    const names = ['name', 'property', 'rel'].map((name) => node.getAttribute(name) ?? '');
    const href = node.localName === 'link' ? window.deckyardRenew.nameOf(node.getAttribute('href') ?? '') : '';
    return [node.localName, node.id, node.hasAttribute('data-ui'), ...names, href].join('|');
  }

  /** The given pairs, and between two of them those with the same key. */
  function between(given, old, fresh, keyOf) {
    let [i, j] = [0, 0];
    return [...given, [null, null]].flatMap(([a, b]) => {
      const [toA, toB] = a ? [old.indexOf(a, i), fresh.indexOf(b, j)] : [old.length, fresh.length];
      const found = pairs(old.slice(i, toA), fresh.slice(j, toB), keyOf);
      [i, j] = [toA + 1, toB + 1];
      return a ? [...found, [a, b]] : found;
    });
  }

  /** Nodes of the old page that the new one has, too: what holds the slides, then those that are the same, then those of
      a kind. */
  function kept(old, fresh) {
    const [a, b] = [old, fresh].map((nodes) => nodes.find((node) => isElement(node) && (node.matches('main.deck') || node.querySelector('main.deck'))));
    const held = a && b && kind(a) === kind(b) ? [[a, b]] : [];
    return between(between(held, old, fresh, whole), old, fresh, kind);
  }

  function setAttribute(name, was, is, live, swap) {
    must(!name.startsWith('on'));
    if (name === 'href' && live.matches('link[rel=stylesheet]')) {
      must(is);
      return swap(live, is);
    }
    const now = live.getAttribute(name);
    if (now === is) return undefined;
    if (name === 'class') {
      const [words, has, then] = [was, now, is].map((text) => (text ?? '').split(/\s+/).filter(Boolean));
      must(words.every((word) => has.includes(word)));
      // A new page has its own first, then those that scripts added.
      const text = [...then, ...has.filter((word) => !words.includes(word) && !then.includes(word))].join(' ');
      if (is !== null || text) live.setAttribute('class', text);
      else live.removeAttribute('class');
      return undefined;
    }
    must(now === was);
    if (is === null) live.removeAttribute(name);
    else live.setAttribute(name, is);
    return undefined;
  }

  function renewNode(old, fresh, live, swap) {
    if (!isElement(old)) {
      must(live.data === old.data);
      live.data = fresh.data;
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
      must(!old.matches('main.deck')); // The slides stand in it, and nothing else.
      renewChildren(old, fresh, live, swap);
    }
  }

  function renewChildren(old, fresh, live, swap) {
    const [olds, news] = [[...old.childNodes], [...fresh.childNodes]];
    // What scripts put in has no counterpart; a text that they changed has none either.
    const found = new Map(pairs(olds, [...live.childNodes], (node) => (isElement(node) ? kind(node) : whole(node))));
    const from = new Map(kept(olds, news).map(([before, after]) => [after, before]));
    const stays = new Set(from.values());
    for (const node of olds.filter((one) => !stays.has(one))) {
      must(found.get(node)?.isEqualNode(node) && !isRunning(node));
      found.get(node).remove();
    }
    let last = null;
    for (const [index, node] of news.entries()) {
      const before = from.get(node);
      let place = found.get(before);
      if (!before) {
        must(!isRunning(node) && (index > 0 ? last : !live.firstChild || [...found.values()].includes(live.firstChild)));
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

  /** Does in the open document what differs between two pages, as the server wrote them; `swap` gives the link of a
      style sheet another address. Whether that could be done: if not, the page must be loaded anew. */
  function renew(oldText, freshText, swap) {
    const [old, fresh] = [oldText, freshText].map((text) => new DOMParser().parseFromString(text, 'text/html'));
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

  window.deckyardRenew = {
    renew,
    setSheet,
    /** The name of a style sheet without what its content adds; a template may have others than ours. */
    nameOf: (href) => /^((?:\.\.\/)*assets\/.+)-[0-9a-f]+\.css$/.exec(href)?.[1],
  };
})();
