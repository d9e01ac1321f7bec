// Results as lines of the search panel of a deck.

import { fill } from '../common/words.js';
import { excerptOf, markedTitle } from './excerpt.js';
import { KINDS } from './find.js';
import { noteOf, placesOfSlide, slideUrl } from './results.js';
import { textOf } from './texts.js';

/** @typedef {import('./find.js').Found} Found */

const MOST = { decks: 3, chapters: 3, events: 2, people: 2, slides: 10 };

/** The best results of a query, those of other pages first. @param {Found} found @returns {Promise<SiteResults>} */
export async function linesOf(found) {
  const { sought } = found.query;
  const kinds = await Promise.all(KINDS.map(async (kind) => (await found.hits(kind, 0, MOST[kind])).map((hit) => {
    const [title, text, address, about] = hit.item;
    const [place] = kind === 'slides' ? placesOfSlide(hit) : [];
    const [deck] = place ? found.index.entry.decks[place.deck] : [textOf(`site_search_${kind}`)];
    return {
      href: place ? slideUrl(found, place) : new URL(address, found.index.top).href,
      number: place ? String(place.number) : '',
      title: markedTitle(title, sought),
      about: [deck, typeof about === 'string' && about ? about : '', place && hit.isLab ? textOf('site_search_lab') : ''].filter(Boolean).join(' · '),
      excerpt: excerptOf(text, sought),
    };
  })));
  const lines = kinds.flat();
  const [note] = noteOf(found);
  return { lines, note: note?.textContent ?? '', count: fill(textOf('site_search_found'), { n: lines.length ? found.total : 0 }) };
}
