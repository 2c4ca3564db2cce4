/* Copies a text to the clipboard: [data-clip] holds [data-clip-text], a readonly field that can be copied from by hand
   where there is no script, a [data-clip-button] that is shown only with it, and [data-clip-said], read aloud. */
(() => {
  "use strict";

  for (const place of document.querySelectorAll("[data-clip]")) {
    const text = place.querySelector("[data-clip-text]");
    const button = place.querySelector("[data-clip-button]");
    const said = place.querySelector("[data-clip-said]");

    button.hidden = false;
    button.addEventListener("click", async () => {
      text.focus();
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        said.textContent = button.dataset.clipDone;
      } catch {
        /* No clipboard without https, or it was refused: the text is marked, and the keys of the system copy it. */
        said.textContent = button.dataset.clipFailed;
      }
    });
  }
})();
