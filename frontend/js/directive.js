// The editor of a directive: its lines are numbered, those with a fault are marked, and a click on a fault goes there.
// Checking while one types is asked of the house by htmx; what it answers stands in `[data-checked]`.
import { placeOf } from "./lines.js";

const numerals = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });

function number(gutter, area) {
  const lines = area.value.split("\n").length;
  if (gutter.children.length !== lines) {
    gutter.replaceChildren(
      ...Array.from({ length: lines }, (_, at) => {
        const line = document.createElement("li");
        line.textContent = numerals.format(at + 1);
        return line;
      }),
    );
    area.rows = lines + 1;
  }
}

function mark(gutter, checked) {
  const amiss = new Set([...checked.querySelectorAll("[data-line]")].map((fault) => Number(fault.dataset.line)));
  [...gutter.children].forEach((line, at) => line.classList.toggle("amiss", amiss.has(at + 1)));
}

function goTo(area, gutter, line, column) {
  const at = placeOf(area.value, line, column);
  area.focus({ preventScroll: true });
  area.setSelectionRange(at, at);
  gutter.children[Math.min(line, gutter.children.length) - 1]?.scrollIntoView({ block: "center" });
}

document.querySelectorAll("[data-editor]").forEach((editor) => {
  const area = editor.querySelector("textarea");
  const gutter = editor.querySelector("[data-lines]");
  const checked = document.querySelector("[data-checked]");
  const refresh = () => {
    number(gutter, area);
    mark(gutter, checked);
  };
  refresh();
  area.addEventListener("input", refresh);
  new MutationObserver(refresh).observe(checked, { childList: true, subtree: true });
  checked.addEventListener("click", (event) => {
    const fault = event.target.closest("[data-line]");
    if (fault) goTo(area, gutter, Number(fault.dataset.line), Number(fault.dataset.column));
  });
});
