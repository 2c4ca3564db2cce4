/* Keeps the screen on while a page with [data-awake] is shown, where the browser allows it; that element, hidden at
   first, says so. The event "awake:rest" on the document lets the screen go dark again, "awake:keep" keeps it on.
   A browser takes the lock back whenever the page is hidden, so it is asked for anew when the page returns. */
(() => {
  "use strict";

  const note = document.querySelector("[data-awake]");
  if (!note || !("wakeLock" in navigator)) return;
  let lock = null;
  let isWanted = true;
  let isAsking = false;

  const ask = async () => {
    if (lock || isAsking || !isWanted || document.visibilityState !== "visible") return;
    isAsking = true;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => {
        lock = null;
        note.hidden = true;
      });
      note.hidden = false;
      if (!isWanted) lock.release();
    } catch {
      /* Refused, when the battery is low for instance: the next touch asks again. */
    } finally {
      isAsking = false;
    }
  };

  document.addEventListener("visibilitychange", ask);
  document.addEventListener("click", ask);
  document.addEventListener("awake:keep", () => {
    isWanted = true;
    ask();
  });
  document.addEventListener("awake:rest", () => {
    isWanted = false;
    if (lock) lock.release();
  });
  ask();
})();
