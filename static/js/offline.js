/* Without a connection a page of ours says so, in the place of the browser's own (templates/desk/worker.js). */
if ("serviceWorker" in navigator) {
  addEventListener("load", () => {
    navigator.serviceWorker.register("/worker.js").catch(() => {
      /* A browser that will not have it shows its own page. */
    });
  });
}
