/* After calmer words were put in, the button that did it is gone: go on where they stand now. */
(() => {
  "use strict";

  document.addEventListener("htmx:afterSettle", (event) => {
    const { elt } = event.detail.requestConfig || {};
    const text = document.querySelector("textarea.letter__text");
    if (!text || !elt || elt.name !== "apply" || event.detail.target.id !== "letter-form") return;
    const start = Number(elt.value.split(":").pop()) || 0;
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, start);
  });
})();
