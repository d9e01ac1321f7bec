// Sends a visitor of an old address on, and takes the fragment along, which a meta refresh would lose.

const link = /** @type {HTMLAnchorElement} */ (document.querySelector('a[data-redirect]'));
link.hash = location.hash;
location.replace(link.href);
