(()=>{"use strict";var e=document.querySelector("a[data-redirect]");e.hash=location.hash;location.replace(e.href);})();
