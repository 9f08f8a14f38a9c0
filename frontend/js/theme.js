// Light, dark, or as the system says; kept in a cookie so the next page is drawn right at once.
const YEAR = 31536000;

function apply(theme) {
  const root = document.documentElement;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax`;
  document.querySelectorAll("[data-theme-choice]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  });
  document.dispatchEvent(new CustomEvent("theme:changed"));
}

/** Buttons with `data-theme-choice` ("light", "dark" or "") choose the theme. */
export function switchTheme() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (button) apply(button.dataset.themeChoice);
  });
}
