// What every page loads. Pages work without it; it only makes them quicker to use.
import Alpine from "@alpinejs/csp";
import htmx from "htmx.org";

import { addUp } from "./adding.js";
import { askBefore } from "./asking.js";
import { startDays } from "./days.js";
import { dressFiles } from "./files.js";
import { guardUnsaved, sendOnce } from "./forms.js";
import { listenToKeys } from "./keys.js";
import { groupMoney } from "./money.js";
import { foldMenus, dismissMessages, obeyButtons, sendOnChange } from "./frame.js";
import { selection } from "./selection.js";
import { wakeStudio } from "./studio.js";
import { switchTheme } from "./theme.js";

document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector("meta[name=csrf-token]")?.content;
  if (token) event.detail.ctx.request.headers["X-CSRFToken"] = token;
});
htmx.config.includeIndicatorCSS = false;

Alpine.data("selection", selection);
Alpine.start();

switchTheme();
foldMenus();
dismissMessages();
obeyButtons();
sendOnChange();
askBefore();
guardUnsaved();
sendOnce();
groupMoney();
addUp();
startDays();
dressFiles();
listenToKeys();
wakeStudio();
