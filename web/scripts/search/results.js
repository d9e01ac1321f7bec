// Results as elements: in groups, with links.

import { makeElement } from '../common/dom.js';
import { fill } from '../common/words.js';
import { excerptOf, markedTitle } from './excerpt.js';
import { KINDS } from './find.js';
import { textOf } from './texts.js';

/** @typedef {import('./find.js').Found} Found */
/** @typedef {import('./find.js').Hit} Hit */
/** @typedef {import('./find.js').Kind} Kind */
/** @typedef {{ deck: number, number: number, id: string }} Place */
/** How many results of each kind. @typedef {Record<Kind, number>} Most */

/** @param {Found} found @param {string} address */
const urlOf = ({ index }, address) => new URL(address, index.top).href;

/** Where a slide is. @param {Hit} hit */
export function placesOfSlide({ item: [, , usual, values] }) {
  /** @type {Place[]} */
  const places = [];
  for (const value of /** @type {(number | string)[]} */ (values)) {
    const last = places[places.length - 1];
    if (typeof value === 'string') last.id = value;
    else if (!last || last.number >= 0) places.push({ deck: value, number: -1, id: usual });
    else last.number = value;
  }
  return places;
}

/** The address of a slide. @param {Found} found @param {Place} place */
export const slideUrl = (found, { deck, id }) => `${urlOf(found, found.index.entry.decks[deck][1])}#${encodeURIComponent(id)}`;

/** A small picture of a slide, where its deck has them. @param {Found} found @param {Place} place */
function thumbnailOf({ index }, { deck, number }) {
  const folder = index.entry.decks[deck][2];
  if (!folder) return [];
  const src = new URL(`${folder}${number}.webp`, index.top).href;
  return [makeElement('img', { src, alt: '', className: 'found-picture', width: 128, height: 72, loading: 'lazy', decoding: 'async' })];
}

/** @param {Found} found @param {Hit} hit @param {string} href @param {...(Node | string)} head */
function linkTo(found, { item: [title, text, , about] }, href, ...head) {
  const line = typeof about === 'string' && about ? [makeElement('span', { className: 'found-about' }, about)] : [];
  return makeElement('a', { href },
    makeElement('span', { className: 'found-title' }, ...head, ...markedTitle(title, found.query.sought)), ...line,
    makeElement('span', { className: 'found-text' }, ...excerptOf(text, found.query.sought)));
}

/** @param {Found} found @param {Kind} kind @param {Hit[]} hits */
function pagesOf(found, kind, hits) {
  const links = hits.map((hit) => makeElement('li', {}, linkTo(found, hit, urlOf(found, hit.item[2]))));
  return makeElement('section', {}, makeElement('h2', {}, textOf(`site_search_${kind}`)), makeElement('ul', {}, ...links));
}

/** The other decks that show a slide. @param {Found} found @param {Place[]} others */
function alsoIn(found, others) {
  if (!others.length) return [];
  const links = others.map((place) => makeElement('li', {}, makeElement('a', { href: slideUrl(found, place) },
    found.index.entry.decks[place.deck][0], ' · ', fill(textOf('site_search_slide'), { n: place.number }))));
  return [makeElement('details', {}, makeElement('summary', {}, fill(textOf('site_search_also'), { n: others.length })), makeElement('ul', {}, ...links))];
}

/** Slides by decks: each below the deck with the most of them, and with links to the others. @param {Found} found @param {Hit[]} hits */
function slidesOf(found, hits) {
  const all = hits.map((hit) => ({ hit, places: placesOfSlide(hit) }));
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { places } of all) for (const { deck } of places) counts.set(deck, (counts.get(deck) ?? 0) + 1);
  /** @type {Map<number, HTMLElement[]>} */
  const groups = new Map();
  for (const { hit, places } of all) {
    const best = places.reduce((one, other) => ((counts.get(other.deck) ?? 0) > (counts.get(one.deck) ?? 0) ? other : one));
    const number = makeElement('span', { className: 'found-number' }, String(best.number));
    const lab = hit.isLab ? [makeElement('span', { className: 'found-lab' }, textOf('site_search_lab'))] : [];
    const link = linkTo(found, hit, slideUrl(found, best), number, ...lab);
    link.prepend(...thumbnailOf(found, best));
    const line = makeElement('li', {}, link, ...alsoIn(found, places.filter((place) => place !== best)));
    groups.set(best.deck, [...groups.get(best.deck) ?? [], line]);
  }
  const decks = Array.from(groups, ([deck, lines]) => {
    const [title, address] = found.index.entry.decks[deck];
    return [makeElement('h3', {}, makeElement('a', { href: urlOf(found, address) }, title)), makeElement('ul', {}, ...lines)];
  });
  return makeElement('section', {}, makeElement('h2', {}, textOf('site_search_slides')), ...decks.flat());
}

/** The results of a query, so many of each kind; and whether there are more. @param {Found} found @param {Most} most */
export async function resultsOf(found, most) {
  const hits = await Promise.all(KINDS.map((kind) => found.hits(kind, 0, most[kind])));
  const isMore = KINDS.some((kind) => found.documents[kind].length > most[kind]);
  const groups = KINDS.map((kind, at) => {
    if (!hits[at].length) return [];
    return [kind === 'slides' ? slidesOf(found, hits[at]) : pagesOf(found, kind, hits[at])];
  });
  return { groups: groups.flat(), isMore };
}

/** What is to be said about results before them. @param {Found} found */
export function noteOf(found) {
  const text = found.instead ? fill(textOf('site_search_instead'), { word: found.instead }) : found.isSome && found.total ? textOf('site_search_some') : '';
  return text ? [makeElement('p', { className: 'found-note' }, text)] : [];
}
