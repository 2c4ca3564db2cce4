/* What stands beside a letter while it is typed: #live in its frame [data-live], filled anew by htmx. The frame keeps the
   height that it had, so that nothing under it jumps; and what changes in it is said once, in the live region named by
   data-live, and only when the sentence in its [data-live-say] is another one. The lines used are shown, not said: they
   change with every word. */
(() => {
  "use strict";

  const frame = () => document.querySelector("[data-live]");
  if (!frame()) return;
  const isHere = (event) => event.detail.target.id === "live";
  const sentence = () => {
    const place = frame().querySelector("[data-live-say]");
    return place ? place.textContent.replace(/\s+/g, " ").trim() : "";
  };
  let said = sentence();

  document.addEventListener("htmx:beforeSwap", (event) => {
    /* Who is signed out is led to the sign-in, which is no answer to stand here or in the letter's place. */
    const { requestConfig, xhr } = event.detail;
    if (new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location).pathname) {
      event.detail.shouldSwap = false;
      return;
    }
    if (isHere(event)) frame().style.minBlockSize = `${frame().offsetHeight}px`;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!isHere(event) || sentence() === said) return;
    said = sentence();
    document.getElementById(frame().dataset.live).textContent = said;
  });

  /* In another width the words take other heights. */
  addEventListener("resize", () => {
    frame().style.minBlockSize = "";
  });
})();
