/* What stands beside a letter while it is typed: [data-live], filled anew by htmx, keeps the height that it had, so that
   nothing under it jumps; and what changes in it is said once, in the live region named by data-live, and only when
   the sentence in its [data-live-say] is another one. The lines used are shown, not said: they change with every word. */
(() => {
  "use strict";

  const live = document.querySelector("[data-live]");
  if (!live) return;
  const status = document.getElementById(live.dataset.live);
  const sentence = () => {
    const place = live.querySelector("[data-live-say]");
    return place ? place.textContent.replace(/\s+/g, " ").trim() : "";
  };
  let said = sentence();

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === live) live.style.minBlockSize = `${live.offsetHeight}px`;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== live || sentence() === said) return;
    said = sentence();
    status.textContent = said;
  });

  /* In another width the words take other heights. */
  addEventListener("resize", () => {
    live.style.minBlockSize = "";
  });
})();
