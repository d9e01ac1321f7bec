// Texts of the search. A page without words of its own, as those of the front are, has them from the index.

import { words } from '../common/words.js';

/** @type {Record<string, string>} */
let ofSite = {};

/** @param {Record<string, string>} own */
export const useWords = (own) => { ofSite = own; };

const ENGLISH = words({
  site_search_decks: 'Decks',
  site_search_chapters: 'Chapters',
  site_search_events: 'Events',
  site_search_people: 'Speakers',
  site_search_slides: 'Slides',
  site_search_found: 'Results: {n}',
  site_search_none: 'Nothing found for “{query}”',
  site_search_some: 'No result has all of these words. These have some of them.',
  site_search_instead: 'Showing results for “{word}”',
  site_search_also: 'In other decks: {n}',
  site_search_more: 'More results',
  site_search_all: 'Show all results',
  site_search_lab: 'Lab',
  site_search_slide: 'Slide {n}',
});

/** A text of the search: the page's, or else the site's. @param {keyof typeof ENGLISH} name */
export const textOf = (name) => (document.querySelector('body > [data-words]') ? ENGLISH[name] : ofSite[name] ?? ENGLISH[name]);
