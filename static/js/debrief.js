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

  let isPressed = false; /* whether a button sent it, and not the page by itself */

  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.elt !== form()) return;
    sent = typed;
    isPressed = detail.requestConfig.triggeringEvent?.type === "submit";
  });

  const isElsewhere = (xhr) => new URL(xhr.responseURL).pathname !== location.pathname;

  /* An answer from another address is the page of the sign-in. Who pressed a button goes there; the words come back with
     them (keep.js). */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (requestConfig.elt !== form() || !isElsewhere(xhr)) return;
    event.detail.shouldSwap = false;
    if (isPressed) location.assign(xhr.responseURL);
    else say("signed-out");
  });

  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const { elt, xhr, successful } = detail;
    if (elt !== form()) return;
    if (!successful && xhr.status === 403) {
      /* Signed in anew in another tab: this page's token is an old one. A page that says so keeps the words. */
      if (isPressed) form().submit();
      else say("signed-out");
    } else if (!successful) {
      say(xhr.status ? "server" : "offline");
    } else if (!isElsewhere(xhr)) {
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
