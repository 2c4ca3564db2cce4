/* At sign-up the browser already knows the time zone: choose it where nobody has touched the field, and show it.
   The country is left open, because the zone tells it better than the browser's language. A form that came back
   with errors carries the person's own choice and is left alone. */
(() => {
  "use strict";

  const zoneField = document.querySelector('[name="time_zone"]');
  if (!zoneField || !zoneField.form) return;
  const form = zoneField.form;
  const countryField = form.querySelector('[name="country"]');
  const shown = document.querySelector("[data-place-name]");

  const zoneMeant = (name) => Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;

  /* Browsers go on using some old names (Asia/Calcutta): then the offered zone is the one they take for the same. */
  const offered = (zone) => {
    if (zoneField.tagName !== "SELECT") return zone;
    const values = [...zoneField.options].map((option) => option.value).filter(Boolean);
    if (values.includes(zone)) return zone;
    return values.find((value) => {
      try {
        return zoneMeant(value) === zone;
      } catch {
        return false;
      }
    });
  };

  const words = (field) => {
    if (!field || !field.value) return "";
    return field.tagName === "SELECT" ? field.selectedOptions[0].text.trim() : field.value;
  };

  const show = () => {
    const place = [words(zoneField), words(countryField)].filter(Boolean).join(", ");
    if (shown && place) shown.textContent = place;
  };

  if (!zoneField.value && !form.querySelector('.is-invalid, [aria-invalid="true"]')) {
    zoneField.value = offered(Intl.DateTimeFormat().resolvedOptions().timeZone) || "";
  }
  show();
  form.addEventListener("change", show);
})();
