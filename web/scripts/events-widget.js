// Shows the next events of a Deckyard site on a page of any other site. It reads that site's `events.json`, and makes no other request.
//
//   <div data-deckyard-events="https://example.org/events.json"><a href="https://example.org/">Our workshops</a></div>
//   <script src="https://example.org/events.js" defer></script>
//
// The link stays: below the list, or alone where the list cannot be shown.

/** @typedef {{ title: string, url?: string, type?: string, language: string, status?: string, status_text?: string, days: string[], dates?: string, city?: string, topics: string[], register?: string }} ListedEvent */

const VERSION = 1;
const MOST = 5;
const STYLE = `
  :host { display: block }
  ul { margin: 0 0 .5em; padding: 0; list-style: none }
  li { padding: .5em 0; border-block-end: 1px solid; border-color: color-mix(in srgb, currentColor 20%, transparent) }
  a { display: inline-block; min-height: 24px; min-width: 24px; line-height: 24px; color: inherit; font-weight: 600 }
  span { display: block }
`;

/** Only addresses of the web become links. @param {string | undefined} address */
const webAddress = (address) => {
  try {
    const { protocol, href } = new URL(address ?? '');
    return /^https?:$/.test(protocol) ? href : '';
  } catch {
    return '';
  }
};

/** An element with a text, which is never read as HTML. @param {string} name @param {string} text */
const element = (name, text = '') => {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
};

/** Today, on the visitor's clock. */
const today = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

/** @param {ListedEvent} event */
const item = ({ title, url, language, dates, city, status_text: status }) => {
  const made = element('li');
  made.lang = language;
  const address = webAddress(url);
  const name = element(address ? 'a' : 'b', title);
  if (name instanceof HTMLAnchorElement) name.href = address;
  made.append(name);
  const facts = [dates, city, status].filter(Boolean).join(' · ');
  if (facts) made.append(element('span', facts));
  return made;
};

/** Whether an element should show an event. @param {DOMStringMap} wanted @param {ListedEvent} event */
const isWanted = ({ type, topic, language }, event) =>
  (!type || event.type === type) && (!topic || event.topics.includes(topic)) && (!language || event.language === language);

/** Shows events in an element. @param {HTMLElement} place */
const show = async (place) => {
  const { deckyardEvents: address = '', most } = place.dataset;
  if (place.shadowRoot) return;
  const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  /** @type {{ version: number, events: ListedEvent[] }} */
  const { version, events } = await response.json();
  if (version !== VERSION || place.shadowRoot) return;
  const day = today();
  const coming = events.filter(({ days }) => (days.at(-1) ?? '') >= day);
  const shown = coming.filter((event) => isWanted(place.dataset, event)).slice(0, Number(most) || MOST);
  if (!shown.length) return;
  const list = element('ul');
  // Without bullets, some screen readers need to be told that it is a list.
  list.setAttribute('role', 'list');
  list.append(...shown.map(item));
  const root = place.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(list, element('slot'));
};

const start = () => {
  for (const place of document.querySelectorAll('[data-deckyard-events]')) {
    // If the list cannot be shown, the existing link remains.
    if (place instanceof HTMLElement) show(place).catch(() => undefined);
  }
};

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
