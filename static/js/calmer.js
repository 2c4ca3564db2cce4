/* The buttons that put calmer words in: each submits the letter's form, and with script htmx does that in its place,
   so that nothing jumps. Afterwards the button is gone: go on where the calmer words stand. */
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    if (window.htmx && event.target.closest('button[name="apply"][hx-post]')) event.preventDefault();
  });

  const isCalmer = (event) => event.detail.requestConfig.elt.name === "apply";

  /* The answer brings the whole text: what is typed meanwhile would be lost. */
  for (const [name, isAsking] of [["beforeRequest", true], ["afterRequest", false]]) {
    document.addEventListener(`htmx:${name}`, (event) => {
      if (isCalmer(event)) document.querySelector("textarea.letter__text").readOnly = isAsking;
    });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    const { elt } = event.detail.requestConfig || {};
    const text = document.querySelector("textarea.letter__text");
    if (!text || !elt || elt.name !== "apply") return;
    const start = Number(elt.value.split(":").pop()) || 0;
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, start);
  });
})();
