// The moving parts of the frame: menus, messages, pickers, print, dialogs.

/** Menus made of <details> close on Escape and on a click elsewhere. */
export function foldMenus() {
  const open = () => document.querySelectorAll("details.unfolds[open]");
  document.addEventListener("click", (event) => {
    open().forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((menu) => {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    });
  });
}

/** A message with a closing button goes away when asked. */
export function dismissMessages() {
  document.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest(".say")?.remove();
  });
}

/** Buttons: `data-print` prints the page, `data-opens` opens a dialog by its id, `data-closes` closes its own. */
export function obeyButtons() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    event.target.closest("[data-closes]")?.closest("dialog")?.close();
  });
}

/** Pickers with `data-send` send their form as soon as they change. */
export function sendOnChange() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
  });
}
