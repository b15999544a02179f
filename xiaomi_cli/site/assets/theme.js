// Light or dark as the reader chose before, set before anything is drawn.
(function () {
  "use strict";
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen) document.documentElement.dataset.theme = chosen;
  } catch (error) { /* storage may be forbidden: then the system's choice holds */ }
})();
