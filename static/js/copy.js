/* The copy page: moves to the next or the previous line at once and keeps the place in the background.

   <form data-copy data-at="6">                    the index of the step shown
     [data-copy-place] [data-copy-meter]           where one is
     [data-copy-before] [data-copy-line] [data-copy-after]    the steps shown; a tap on one goes back or on
     [data-copy-back] [data-copy-next] [data-copy-first]      buttons
     [data-copy-end]                               shown at the last step
     [data-copy-trouble] [data-copy-said]          what is said when the place could not be kept; what is read aloud
     <template data-copy-steps>                    every step, its place in words in data-place

   The buttons stay where they are and only their words change, so the focus is never lost. Without this script each
   button is sent to the server, which answers with the page of the step it names. */
(() => {
  "use strict";

  const form = document.querySelector("[data-copy]");
  if (!form) return;
  const part = (name) => form.querySelector(`[data-copy-${name}]`);
  const steps = [...part("steps").content.children];
  const last = steps.length - 1;
  let at = Number(form.dataset.at);
  let kept = at;
  let isKeeping = false;

  const fill = (slot, step) => slot.replaceChildren(...(step ? [...step.cloneNode(true).children] : []));

  const fillNear = (slot, step) => {
    slot.disabled = !step;
    fill(slot, step);
  };

  const dim = (button, isDim) => {
    if (isDim) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  };

  const show = () => {
    const place = steps[at].dataset.place.trim();
    part("place").textContent = place;
    part("meter").value = at;
    fillNear(part("before"), steps[at - 1]);
    fill(part("line"), steps[at]);
    fillNear(part("after"), steps[at + 1]);
    dim(part("back"), at === 0);
    dim(part("next"), at === last);
    part("end").hidden = at !== last;
    part("said").textContent = `${place}: ${steps[at].textContent.trim()}`;
    document.dispatchEvent(new Event(at === last ? "awake:rest" : "awake:keep"));
  };

  const send = (step) => {
    const data = new FormData(form);
    data.set("step", step);
    return fetch(form.action, { method: "POST", body: data, headers: { Prefer: "return=minimal" }, keepalive: true });
  };

  /* One at a time, so that an earlier place never arrives after a later one. */
  const keep = async () => {
    if (isKeeping) return;
    isKeeping = true;
    try {
      while (kept !== at) {
        const step = at;
        const answer = await send(step);
        if (answer.status === 409) {
          kept = at;
          location.reload();
          return;
        }
        if (answer.status !== 204) throw new Error("not kept");
        kept = step;
      }
      part("trouble").hidden = true;
    } catch {
      part("trouble").hidden = false;
    } finally {
      isKeeping = false;
    }
  };

  const go = (step) => {
    const to = Math.min(Math.max(step, 0), last);
    if (to === at) return;
    at = to;
    show();
    keep();
  };

  const on = (name, step) =>
    part(name).addEventListener("click", (event) => {
      event.preventDefault();
      go(step());
    });
  on("before", () => at - 1);
  on("line", () => at + 1);
  on("after", () => at + 1);
  on("back", () => at - 1);
  on("next", () => at + 1);
  on("first", () => 0);

  const MOVES = new Map([
    ["ArrowRight", 1],
    ["ArrowDown", 1],
    ["PageDown", 1],
    [" ", 1],
    ["Enter", 1],
    ["ArrowLeft", -1],
    ["ArrowUp", -1],
    ["PageUp", -1],
  ]);

  document.addEventListener("keydown", (event) => {
    const move = MOVES.get(event.key);
    if (!move || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    /* Space and Enter do on a link or a button what they always do there. */
    if ((event.key === " " || event.key === "Enter") && event.target.closest("a, button, summary")) return;
    event.preventDefault();
    go(at + move);
  });

  addEventListener("online", keep);
  /* What is still on its way when the page goes is sent once more, without waiting for an answer. */
  addEventListener("pagehide", () => {
    if (kept !== at) send(at).catch(() => {});
  });
})();
