// The keyboard comes first: find, move, save, and a list of the keys.

const typing = (target) => target.matches?.("input, textarea, select, [contenteditable]");

function find() {
  const box = document.getElementById("search");
  box?.focus();
  box?.select();
}

function goTo(place) {
  document.querySelectorAll(".nav li a")[place - 1]?.click();
}

/** Ctrl K finds, Alt 1…9 moves, Ctrl Enter sends the form, ? lists the keys. */
export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    const place = /^Digit([1-9])$/.exec(event.code);
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
      event.preventDefault();
      find();
    } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.target.form?.requestSubmit();
    } else if (event.altKey && !event.ctrlKey && place) {
      event.preventDefault();
      goTo(Number(place[1]));
    } else if (["?", "؟"].includes(event.key) && !typing(event.target)) {
      event.preventDefault();
      document.getElementById("shortcuts")?.showModal();
    }
  });
}
