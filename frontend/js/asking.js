// A button with `data-confirm` asks first, in the page's own dialog.

/** Hold back the click, ask, and go on only after a yes. */
export function askBefore() {
  const dialog = document.getElementById("confirm");
  if (!dialog) return;
  let waiting = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (!button || button === waiting) return;
    event.preventDefault();
    event.stopPropagation();
    waiting = button;
    dialog.querySelector("[data-question]").textContent = button.dataset.confirm;
    dialog.querySelector("[value=yes]").textContent = button.dataset.yes || button.textContent.trim();
    dialog.returnValue = "";
    dialog.showModal();
  }, true);
  dialog.addEventListener("close", () => {
    const button = waiting;
    if (dialog.returnValue === "yes" && button) button.click();
    waiting = null;
    button?.focus();
  });
}
