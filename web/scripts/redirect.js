// Redirects from an old address, and keeps the fragment, which a meta refresh would lose.

const link = /** @type {HTMLAnchorElement} */ (document.querySelector('a[data-redirect]'));
link.hash = location.hash;
location.replace(link.href);
