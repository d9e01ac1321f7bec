// Settings that this browser stores. It may refuse to: for local files, in a private window.

/** @type {Store} */
export const store = {
  get(key) {
    try {
      return localStorage.getItem(`deckyard:${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(`deckyard:${key}`);
      else localStorage.setItem(`deckyard:${key}`, String(value));
    } catch { /* Then it is not remembered. */ }
  },
};
