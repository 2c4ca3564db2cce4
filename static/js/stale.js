/* What was made from a form as it was saved is put aside once something in the form has changed: [data-stale] names the
   form, and holds [data-stale-fresh], shown until then, and [data-stale-note], shown from then on. */
(() => {
  "use strict";

  for (const place of document.querySelectorAll("[data-stale]")) {
    document.addEventListener("input", (event) => {
      const { form } = event.target;
      if (!form || form.id !== place.dataset.stale) return;
      place.querySelector("[data-stale-fresh]").hidden = true;
      place.querySelector("[data-stale-note]").hidden = false;
    });
  }
})();
