// The interface of the script that opened the views.

/** @type {PresenterHost | null} */
let opener = null;

/** @param {PresenterHost} host */
export const setHost = (host) => { opener = host; };

/** Available once a view opens. */
export const host = () => /** @type {PresenterHost} */ (opener);

/** @param {number} low @param {number} value @param {number} high */
export const between = (low, value, high) => Math.max(low, Math.min(value, high));
