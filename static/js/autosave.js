/* Saves the letter by itself: two seconds after the last key, when the text is left, and when the page goes.

   <form id="letter-form" data-autosave="…">     where to; htmx may put another form in its place
     data-beside       the page shows two texts: what is typed on is kept in the letter's history only
     data-unsaved      the text shown could not be kept
     <textarea name="text">  <input name="version">  <input name="page">  <input name="turn">
     <p id="saved" aria-live="polite">           what is said: when it was saved, or why it was not
   <template data-unsaved="offline">             what this script says by itself

   The page draws itself a name and counts what it sends. So the server knows a text whose answer was lost on the way
   from one that another window typed. Without this script nothing is saved but by the buttons. */
(() => {
  "use strict";

  const PAUSE_MS = 2_000;
  const LONGEST_MS = 20_000; /* who types without a pause is saved all the same */
  const AGAIN_MS = 15_000;
  const LINK_MS = 3_000;
  const PATIENCE_MS = 20_000;
  const KEPT_ALIVE = 15_000; /* characters: browsers let 64 KiB outlive their page */

  if (!document.getElementById("letter-form")) return;
  const form = () => document.getElementById("letter-form");
  const text = () => form().elements.namedItem("text");
  const field = (name) => form().elements.namedItem(name);
  const said = () => document.getElementById("saved");
  const name = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  let here = null; /* the form that is watched */
  let kept = ""; /* the text that is safe with the server */
  let refused = null; /* the text that it would not take */
  let told = ""; /* what was said before something went wrong */
  let typedAt = 0;
  let timer = 0;
  let sending = null;
  let isLeaving = false;

  const begin = () => {
    here = form();
    field("page").value = name;
    refused = "unsaved" in here.dataset ? text().defaultValue : null;
    kept = refused === null ? text().defaultValue : null;
    told = said().innerHTML;
  };

  const isUnsaved = () => text().value !== kept;

  const isToSend = () => isUnsaved() && text().value !== refused;

  const wait = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  };

  /* What is said already is not said again. */
  const say = (words) => {
    if (words !== said().innerHTML) said().innerHTML = words;
  };

  const trouble = (kind) => {
    say(document.querySelector(`template[data-unsaved="${kind}"]`).innerHTML);
    if (kind !== "gone") wait(AGAIN_MS);
  };

  /* Puts each part of an answer in the place of the same id. */
  const put = (answer) => {
    for (const part of new DOMParser().parseFromString(answer, "text/html").body.children) {
      const place = document.getElementById(part.id);
      if (!place) continue;
      if (part.id === "saved") say(part.innerHTML);
      else if (place.localName === "input") place.value = part.value;
      else place.innerHTML = part.innerHTML;
    }
  };

  const send = () => {
    const data = new FormData(here);
    if ("beside" in here.dataset) data.set("beside", "1");
    field("turn").value = Number(field("turn").value) + 1;
    return fetch(here.dataset.autosave, {
      method: "POST",
      body: data,
      redirect: "manual",
      keepalive: text().value.length < KEPT_ALIVE,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  };

  /* Who has signed in again in another tab has other tokens; this page takes them over. */
  const renew = async () => {
    const answer = await fetch(location.pathname, { redirect: "manual" });
    if (!answer.ok) return answer;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("#letter-form [name=csrfmiddlewaretoken]").value;
    for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) each.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    return send();
  };

  const sendOnce = async (typed) => {
    let answer = await send();
    if (answer.status === 403) answer = await renew();
    if (answer.type === "opaqueredirect") return trouble("signed-out");
    if (answer.status === 404) return trouble("gone");
    if (![200, 409, 422].includes(answer.status)) return trouble("server");
    put(await answer.text());
    if (answer.status === 422) {
      refused = typed;
      return false;
    }
    kept = typed; /* in the history, where another window has saved (409) */
    told = said().innerHTML;
    return true;
  };

  const saveAll = async () => {
    if (!isUnsaved()) say(told);
    while (isToSend()) {
      typedAt = 0;
      clearTimeout(timer);
      try {
        if (!(await sendOnce(text().value))) return;
      } catch {
        trouble("offline");
        return;
      }
    }
  };

  /* One after the other, so that an earlier text never arrives after a later one. */
  const save = () => {
    sending ??= saveAll().finally(() => {
      sending = null;
    });
    return sending;
  };

  document.addEventListener("input", (event) => {
    if (event.target !== text()) return;
    isLeaving = false;
    if (!isUnsaved()) {
      clearTimeout(timer);
      save();
      return;
    }
    typedAt ||= Date.now();
    wait(Math.max(0, Math.min(PAUSE_MS, typedAt + LONGEST_MS - Date.now())));
  });

  document.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    /* A button of the letter saves it anyway, and an answer in between would take it from under the finger. */
    if (event.target === text() && !(to && to.type === "submit" && to.form === here)) save();
  });

  document.addEventListener("visibilitychange", save);
  addEventListener("focus", save);
  addEventListener("online", save);

  /* A link waits for the text: the sheet that it prints has the last word too. */
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || (link && link.target);
    if (!link || isElsewhere || event.defaultPrevented || !isToSend()) return;
    event.preventDefault();
    await Promise.race([save(), new Promise((go) => setTimeout(go, LINK_MS))]);
    /* What could not be saved makes the browser ask. */
    if (isToSend()) location.assign(link.href);
    else link.click();
  });

  document.addEventListener("submit", (event) => {
    if (event.target !== here || event.defaultPrevented) return;
    clearTimeout(timer);
    isLeaving = true;
  });

  addEventListener("beforeunload", (event) => {
    if (!isLeaving && isUnsaved()) event.preventDefault();
  });

  addEventListener("pagehide", () => {
    if (!isLeaving && isToSend()) send().catch(() => {});
  });

  addEventListener("pageshow", () => {
    isLeaving = false;
  });

  /* The button of calmer words saves too, in its own way. */
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.requestConfig.elt.name !== "apply") return;
    const { status, responseURL } = detail.xhr;
    if (!detail.successful) trouble({ 0: "offline", 404: "gone" }[status] ?? "server");
    else if (new URL(responseURL).pathname !== location.pathname) trouble("signed-out");
  });

  /* The calmer words came with a form of their own. */
  document.addEventListener("htmx:afterSettle", () => {
    if (form() && form() !== here) begin();
  });

  begin();
  if (isToSend()) wait(PAUSE_MS); /* the browser has put back what was typed before the page was loaded anew */
})();
