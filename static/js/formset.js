/* Rows that can be added and taken away.

   <div data-formset="panel">                       the formset's prefix
     {{ formset.management_form }}
     <div data-formset-rows>
       <fieldset data-formset-row data-removed="Ms Adeyemi is taken off the panel." data-undo="Undo">
         <legend>Interviewer <span data-formset-number>1</span></legend>
         <button type="button" hidden data-formset-remove>Remove</button>
         <div data-formset-delete>the DELETE checkbox</div>
     <template data-formset-template>the same with __prefix__</template>
     <button name="add-row" value="panel" data-formset-add>Add an interviewer</button>

   Without this script the button asks the server for a spare row and the checkbox takes a row away. */
(() => {
  "use strict";

  const rowsOf = (root) => root.querySelector("[data-formset-rows]");

  const total = (root) => root.querySelector(`[name="${root.dataset.formset}-TOTAL_FORMS"]`);

  const limit = (root) => {
    const most = root.querySelector(`[name="${root.dataset.formset}-MAX_NUM_FORMS"]`);
    return most && most.value ? Number(most.value) : Infinity;
  };

  const firstField = (row) => row.querySelector("input:not([type=hidden]), select, textarea");

  const present = (root) => [...rowsOf(root).querySelectorAll("[data-formset-row]")].filter((row) => !row.hidden);

  const refresh = (root) => {
    present(root).forEach((row, index) => {
      for (const number of row.querySelectorAll("[data-formset-number]")) number.textContent = index + 1;
    });
    const add = root.querySelector("[data-formset-add]");
    if (add) add.disabled = Number(total(root).value) >= limit(root);
  };

  const addRow = (root) => {
    const index = Number(total(root).value);
    if (index >= limit(root)) return;
    const shell = document.createElement("template");
    shell.innerHTML = root.querySelector("[data-formset-template]").innerHTML.replaceAll("__prefix__", index);
    const row = shell.content.querySelector("[data-formset-row]");
    rowsOf(root).append(shell.content);
    total(root).value = index + 1;
    dress(root, row);
    refresh(root);
    const field = firstField(row);
    if (field) field.focus();
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
  };

  /* A row is never cut out: it is marked as deleted and hidden, so that it can come back with every word in it. */
  const removeRow = (root, row, box) => {
    box.checked = true;
    row.hidden = true;
    const note = document.createElement("p");
    note.className = "formset__removed";
    note.setAttribute("role", "status");
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "button";
    undo.textContent = row.dataset.undo || "Undo";
    note.append(row.dataset.removed || "", " ", undo);
    undo.addEventListener("click", () => {
      box.checked = false;
      row.hidden = false;
      note.remove();
      refresh(root);
      changed(box);
      const field = firstField(row);
      if (field) field.focus();
    });
    row.after(note);
    refresh(root);
    changed(box);
    undo.focus();
  };

  const changed = (box) => box.dispatchEvent(new Event("change", { bubbles: true }));

  const dress = (root, row) => {
    const button = row.querySelector("[data-formset-remove]");
    const box = row.querySelector('input[type="checkbox"][name$="-DELETE"]');
    if (!button || !box) return;
    const wrapper = box.closest("[data-formset-delete]") || box.closest(".mb-3") || box;
    wrapper.hidden = true;
    button.hidden = false;
    button.addEventListener("click", () => removeRow(root, row, box));
    if (box.checked) removeRow(root, row, box);
  };

  const begin = (root) => {
    if (root.dataset.formsetReady || !total(root)) return;
    root.dataset.formsetReady = "true";
    for (const row of rowsOf(root).querySelectorAll("[data-formset-row]")) dress(root, row);
    const add = root.querySelector("[data-formset-add]");
    if (add) {
      add.addEventListener("click", (event) => {
        event.preventDefault();
        event.stopPropagation(); /* htmx would send it with the next saving, as the button pressed last */
        addRow(root);
      });
    }
    refresh(root);
  };

  const beginIn = (node) => {
    if (node.matches && node.matches("[data-formset]")) begin(node);
    for (const root of node.querySelectorAll("[data-formset]")) begin(root);
  };

  beginIn(document);
  document.addEventListener("htmx:load", (event) => beginIn(event.target));
})();
