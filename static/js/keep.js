/* Keeps what was typed when a form does not arrive: signed out meanwhile, no connection, a server that rests.

   <body data-account="7">          whose words they are; nobody else gets them back
   <p data-kept hidden>…</p>        on the page that came instead: said where something is kept
   <p data-kept-back hidden>…</p>   on every page: said where something was put back

   Kept in this window alone (sessionStorage) and gone with it, with the next form that arrives, and at sign-out. */
(() => {
  "use strict";

  const KEY = "kept-form";
  const AWAY = "kept-form-away";
  const MOST = 200000;

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEY));
    } catch {
      return null;
    }
  };

  const forget = () => {
    sessionStorage.removeItem(KEY);
    sessionStorage.removeItem(AWAY);
  };

  const place = (form) => [...document.forms].indexOf(form);

  const isKept = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !["password", "file", "submit", "button"].includes(field.type);

  const keep = (form) => {
    if (!document.body.dataset.account || form.method !== "post" || form.querySelector("[type=password]")) return;
    const fields = [...form.elements].filter(isKept);
    if (!fields.some((field) => field.type !== "hidden")) return;
    const values = fields.map(({ name, value, type, checked }) => [name, value, ["checkbox", "radio"].includes(type) ? checked : null]);
    const kept = JSON.stringify({ account: document.body.dataset.account, path: location.pathname, place: place(form), values });
    if (kept.length > MOST) return;
    try {
      sessionStorage.setItem(KEY, kept);
    } catch {
      /* No room, or none allowed: the browser's back button still has the words. */
    }
  };

  const fieldsNamed = (form, name) => [...form.elements].filter((field) => field.name === name);

  const addRowsFor = (form, name) => {
    const add = form.querySelector("[data-formset-add]");
    for (let tries = 0; add && !add.disabled && tries < 25 && !fieldsNamed(form, name).length; tries += 1) add.click();
  };

  const putBack = (form, values) => {
    for (const [name] of values) if (!fieldsNamed(form, name).length) addRowsFor(form, name);
    for (const [name, value, checked] of values) {
      for (const field of fieldsNamed(form, name)) {
        if (checked === null) {
          if (!["checkbox", "radio"].includes(field.type)) field.value = value;
        } else if (field.value === value) {
          field.checked = checked;
        }
      }
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    for (const fold of form.querySelectorAll("details")) fold.open = true;
  };

  const arrive = () => {
    const kept = read();
    const notice = document.querySelector("[data-kept]");
    if (!kept) return;
    if (notice) {
      sessionStorage.setItem(AWAY, "1");
      notice.hidden = false;
      return;
    }
    const isMine = document.body.dataset.account === kept.account;
    if (document.body.dataset.account && !isMine) forget();
    if (!isMine) return;
    const form = document.forms[kept.place];
    const isBack = sessionStorage.getItem(AWAY) && location.pathname === kept.path && form;
    forget();
    if (!isBack) return;
    putBack(form, kept.values);
    const said = document.querySelector("[data-kept-back]");
    if (said) said.hidden = false;
    form.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("submit", (event) => keep(event.target));
  // Once the page's other scripts are there: a row that is missing is added by one of them.
  document.addEventListener("DOMContentLoaded", arrive);
})();
