// A box for a file speaks the page's language: the browser's own words are those of its installation.

/** Lay a button and the chosen name over each `.file-input`; the box itself keeps the focus and the file. */
export function dressFiles() {
  const words = document.getElementById("file-words")?.dataset;
  if (!words) return;
  document.querySelectorAll("input.file-input").forEach((input) => {
    const cover = document.createElement("span");
    const [button, name] = ["span", "span"].map((kind) => cover.appendChild(document.createElement(kind)));
    cover.className = "chosen-file";
    cover.ariaHidden = "true";
    button.textContent = words.choose;
    const tell = () => {
      name.textContent = [...input.files].map((file) => file.name).join(" · ") || words.none;
    };
    tell();
    input.addEventListener("change", tell);
    input.form?.addEventListener("reset", () => setTimeout(tell));
    const box = document.createElement("span");
    box.className = "file-box";
    input.replaceWith(box);
    box.append(input, cover);
  });
}
