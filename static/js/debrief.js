/* A page of the debrief saves itself through htmx; this says when it could not, and sends what was typed last when the
   page goes.

   <form id="debrief" hx-post>            <p id="saved" role="status">
   <template data-unsaved="offline">      what is said by this script: no connection, an error, signed out
   Without script the buttons save. */
(() => {
  "use strict";

  const form = () => document.getElementById("debrief");
  const say = (kind) => {
    const words = document.querySelector(`template[data-unsaved="${kind}"]`);
    document.getElementById("saved").textContent = words.content.textContent.trim();
  };
  let typed = 0; /* how often something was changed */
  let kept = 0; /* of that, what the server has */
  let sent = 0;
  let isLeaving = false;

  const touch = (event) => {
    if (form() && form().contains(event.target)) typed += 1;
  };
  document.addEventListener("input", touch);
  document.addEventListener("change", touch);

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === form()) sent = typed;
  });

  /* An answer from another address is the page of the sign-in. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { elt, xhr } = event.detail;
    if (elt !== form() || new URL(xhr.responseURL).pathname === location.pathname) return;
    event.detail.shouldSwap = false;
    say("signed-out");
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr, successful } = event.detail;
    if (elt !== form()) return;
    if (!successful) say(xhr.status ? "server" : "offline");
    else if (new URL(xhr.responseURL).pathname === location.pathname) {
      kept = sent;
      isLeaving = xhr.getResponseHeader("HX-Redirect") !== null;
    }
  });

  const save = () => form().dispatchEvent(new Event("change", { bubbles: true }));

  addEventListener("online", () => {
    if (form() && typed > kept) save();
  });

  /* What was typed before the scripts were there, or is put back by the browser, is saved like everything else. */
  const isChanged = (field) =>
    field.type === "checkbox" || field.type === "radio"
      ? field.checked !== field.defaultChecked
      : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;

  document.addEventListener("htmx:load", (event) => {
    if (form() && event.target.contains(form()) && [...form().elements].some(isChanged)) save();
  });

  addEventListener("pagehide", () => {
    if (form() && typed > kept && !isLeaving) navigator.sendBeacon(location.pathname, new FormData(form()));
  });

  addEventListener("pageshow", () => {
    isLeaving = false;
  });
})();
