// Old addresses of chapters: workshop.html?k8s/ingress. What follows the question mark is compared with the names of the links
// of this page, and never becomes an address, so nobody is sent elsewhere.

import { all } from '../common/dom.js';

/** The name in an address. @param {string} query */
function nameIn(query) {
  const written = query.slice(1).split('&')[0].replace(/\+/g, ' ');
  try {
    return decodeURIComponent(written).replace(/^\/|\/$|\.md$/g, '');
  } catch {
    return written; // Not encoded as addresses are.
  }
}

export function startOldChapters() {
  const name = nameIn(location.search);
  if (!name || !document.body.matches('[data-old-chapters]')) return;
  const links = /** @type {HTMLAnchorElement[]} */ (all('a[data-chapter]'));
  const link = links.find(({ dataset }) => dataset.chapter === name);
  if (link) {
    location.replace(link.href + location.hash);
    return;
  }
  const notice = /** @type {HTMLElement} */ (document.querySelector('[data-no-chapter]'));
  notice.textContent = (notice.dataset.noChapter ?? '').replace('{}', () => name);
  notice.hidden = false;
}
