// Filters lists of events by the choices in the address, and keeps the address up to date.

import { all } from '../common/dom.js';

/** @param {HTMLFormElement} form */
const selectsOf = (form) => /** @type {HTMLSelectElement[]} */ (all('select', form));

/** Hides the entries that do not match. @param {HTMLFormElement} form */
function apply(form) {
  const selects = selectsOf(form);
  /** @param {HTMLElement} entry */
  const matches = ({ dataset }) => selects.every(({ name, value }) => !value || dataset[name]?.split('|').includes(value));
  const entries = all('.entry');
  for (const entry of entries) entry.hidden = !matches(entry);
  for (const group of all('.group')) {
    const own = all('.entry', group);
    if (own.length) group.hidden = own.every((entry) => entry.hidden);
  }
  const isOn = selects.some(({ value }) => value);
  form.classList.toggle('is-on', isOn);
  const [output] = all('output', form);
  const shown = entries.filter((entry) => !entry.hidden).length;
  output.textContent = isOn ? (output.dataset.shown ?? '').replace('{shown}', String(shown)).replace('{total}', String(entries.length)) : '';
}

/** Writes the choices into the address. @param {HTMLFormElement} form */
function writeChoice(form) {
  const query = new URLSearchParams(location.search);
  for (const { name, value } of selectsOf(form)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = String(query);
  history.replaceState(null, '', `${location.pathname}${text && `?${text}`}${location.hash}`);
}

/** Reads the choices from the address. @param {HTMLFormElement} form */
function readChoice(form) {
  const asked = new URLSearchParams(location.search);
  for (const select of selectsOf(form)) {
    const value = asked.get(select.name) ?? '';
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }
}

/** Makes a form filter the lists of its page. @param {HTMLFormElement} form */
export function startFilter(form) {
  readChoice(form);
  const onChange = () => {
    writeChoice(form);
    apply(form);
  };
  form.hidden = false;
  form.addEventListener('change', onChange);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => {
    onChange();
    selectsOf(form)[0]?.focus(); // The focused button is gone.
  }));
  document.addEventListener('deckyard:update', () => { if (form.isConnected) apply(form); });
  apply(form);
}
