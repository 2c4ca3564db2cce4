/* Dropping and pasting an invitation or a card on the log form.

   <section data-import data-largest="BYTES" data-too-large="SENTENCE">
     <details>
       <input type="file" data-import-file>
       <button type="submit" data-import-read>
       <div data-import-said hidden><p></p></div>
       <details><textarea data-import-text><button type="submit"></details>
     </details>

   What is dropped or pasted goes into these fields and the button is pressed: the server reads it. Without this script
   the fields and the button do the same. */
(() => {
  "use strict";

  const root = document.querySelector("[data-import]");
  if (!root) return;
  const part = (name) => root.querySelector(`[data-import-${name}]`);
  const file = part("file");
  root.classList.add("is-scripted");
  const form = file.form;
  const looksLikeOne = (text) => /^\s*BEGIN:V(CALENDAR|EVENT|CARD)\s*$/im.test(text);

  const unfold = (inner) => {
    for (let fold = inner.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };

  const say = (sentence) => {
    const said = part("said");
    said.querySelector("p").textContent = sentence;
    said.hidden = !sentence;
    if (sentence) unfold(said);
    file.classList.toggle("is-invalid", Boolean(sentence));
  };

  const read = () => form.requestSubmit(part("read"));

  const readFiles = (files) => {
    if (files.length && files[0].size > Number(root.dataset.largest)) {
      file.value = "";
      say(root.dataset.tooLarge);
      return;
    }
    say("");
    read();
  };

  const take = (transfer) => {
    if (transfer.files.length) {
      const one = new DataTransfer();
      one.items.add(transfer.files[0]);
      file.files = one.files;
      readFiles(file.files);
      return true;
    }
    const text = transfer.getData("text/plain");
    if (!looksLikeOne(text)) return false;
    file.value = "";
    part("text").value = text;
    unfold(part("text"));
    read();
    return true;
  };

  file.addEventListener("change", () => {
    if (file.files.length) readFiles(file.files);
  });

  /* A file may be dropped anywhere on the page; text only where nobody types. */
  const isOurs = (event) => {
    const types = event.dataTransfer.types;
    return types.includes("Files") || (types.includes("text/plain") && !event.target.closest("input, textarea"));
  };

  document.addEventListener("dragover", (event) => {
    if (!isOurs(event)) return;
    event.preventDefault();
    root.classList.add("is-over");
  });

  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) root.classList.remove("is-over");
  });

  document.addEventListener("drop", (event) => {
    root.classList.remove("is-over");
    if (!isOurs(event)) return;
    event.preventDefault();
    take(event.dataTransfer);
  });

  document.addEventListener("paste", (event) => {
    if (event.clipboardData && take(event.clipboardData)) event.preventDefault();
  });
})();
