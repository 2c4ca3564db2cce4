/* A page that answers a button stands at that button's address. The letter's page goes back to its own,
   <section data-address="…">, so that loading it anew, and whatever asks for it again, finds it. */
(() => {
  "use strict";

  const { address } = document.querySelector("[data-address]").dataset;
  if (location.pathname !== address) history.replaceState(history.state, "", address);
})();
