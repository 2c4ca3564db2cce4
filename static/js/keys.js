/* Keys that lead somewhere: g and a letter, n, /; and ? for the list of them (templates/_keys.html).

   <a data-key="g d">          followed when its keys are pressed one after the other
   <input data-keys-switch>    switches all of them off on this device, ? too; the button in the footer stays

   Never while somebody types, and never with Ctrl, Alt or Command: those are the browser's. */
(() => {
  "use strict";

  const PATIENCE_MS = 1500;
  const OFF = "keys-off";
  const list = document.querySelector("[data-keys]");
  const opener = document.querySelector("[data-keys-open]");
  const box = document.querySelector("[data-keys-switch]");
  if (!list || !opener || !box) return;

  const isOff = () => {
    try {
      return localStorage.getItem(OFF) === "yes";
    } catch {
      return false;
    }
  };

  const isTyping = (place) =>
    place instanceof Element && place.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;

  let first = "";
  let since = 0;

  const follow = (event) => {
    const before = event.timeStamp - since < PATIENCE_MS ? first : "";
    first = "";
    const wanted = [before ? `${before} ${event.key}` : "", event.key].filter(Boolean);
    const link = wanted.map((keys) => list.querySelector(`[data-key="${CSS.escape(keys)}"]`)).find(Boolean);
    if (link) {
      event.preventDefault();
      const field = event.key === "/" && document.querySelector("main input[type=search]");
      if (field) field.focus();
      else link.click();
    } else if (list.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) {
      first = event.key;
      since = event.timeStamp;
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.key.length !== 1 || isOff() || list.open || isTyping(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      list.showModal();
    } else {
      follow(event);
    }
  });

  opener.hidden = false;
  opener.addEventListener("click", () => list.showModal());
  box.checked = !isOff();
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
    } catch {
      /* A browser that keeps nothing goes on with the keys. */
    }
  });
})();
