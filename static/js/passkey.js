/* A passkey that was called off or failed is said in words; without this it would only show in the console. */
document.addEventListener("allauth.error", (event) => {
  const trouble = document.querySelector("[data-passkey-trouble]");
  if (!trouble) return;
  event.preventDefault();
  /* Hidden first, so that a second failure is announced again. */
  trouble.hidden = true;
  requestAnimationFrame(() => {
    trouble.hidden = false;
  });
});
