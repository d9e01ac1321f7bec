// Addresses and code to copy: absolute addresses if the site does not know its own, and buttons,
// which need this script.

import { all } from '../common/dom.js';

const DONE_TIME = 2000; // ms until a button has its own words again.

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** Absolute addresses instead of relative ones, which would not work on other sites. @param {HTMLElement} box */
function complete(box) {
  if (location.protocol === 'file:') return; // Such an address leads nowhere else.
  const { share = '' } = box.dataset;
  const { href } = new URL(share, location.href);
  for (const field of /** @type {Field[]} */ (all('input, textarea', box))) field.value = field.value.replace(share, href);
  box.hidden = false;
}

/** @param {Field} field */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch { // Pages of a file, or without HTTPS, have no clipboard.
    field.select();
    return document.execCommand('copy');
  }
}

/** @param {HTMLButtonElement} button */
function startButton(button) {
  const field = /** @type {Field | null} */ (document.getElementById(button.dataset.copies ?? ''));
  const label = button.firstChild;
  if (!field || !label) return;
  const words = label.textContent;
  button.hidden = false;
  button.onclick = async () => {
    if (!await copy(field)) return;
    label.textContent = button.dataset.done ?? '';
    setTimeout(() => { label.textContent = words; }, DONE_TIME);
  };
}

export function startShare() {
  for (const box of all('[data-share][hidden]')) complete(/** @type {HTMLElement} */ (box));
  for (const button of all('[data-copies][hidden]')) startButton(/** @type {HTMLButtonElement} */ (button));
  for (const field of /** @type {Field[]} */ (all('[data-share] :is(input, textarea)'))) field.onfocus = () => field.select();
}
