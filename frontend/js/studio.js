// The studio: sliders beside the boxes, weights that give way, and shares that follow as soon as a hand lets go.
import { local } from "./digits.js";
import { giveWay, hundredths, written } from "./weights.js";

const WAIT = 90;

/** Wakes the page of a distribution where there is one; without it the boxes are a plain form. */
export function wakeStudio() {
  const page = document.querySelector("[data-studio]");
  const form = page?.querySelector("[data-weights]");
  if (!form) return;
  form.querySelectorAll("[data-slider]").forEach((slider) => { slider.hidden = false; });
  form.querySelectorAll("[data-without-script]").forEach((button) => { button.hidden = true; });
  const ask = asking(page, form);
  let before = null;
  form.addEventListener("pointerdown", () => { before = null; });
  form.addEventListener("focusin", () => { before = null; });
  form.addEventListener("input", (event) => {
    const slider = event.target.closest("[data-slider]");
    const box = slider ? document.getElementById(slider.dataset.slider) : event.target.closest("[data-box]");
    if (!box) return;
    if (slider) box.value = typed(slider.value);
    const family = membersOf(form, box);
    before ??= Object.fromEntries(family.map((one) => [one.name, one === box ? 0 : hundredths(one.value) ?? 0]));
    if (family.length && (slider || hundredths(box.value) !== null)) spread(family, box, before);
    follow(form);
    ask();
  });
}

/** A percent as the reader types it. */
function typed(percent) {
  const said = local(percent);
  return said === percent ? said : said.replace(".", "٫");
}

function membersOf(form, box) {
  const family = box.closest("[data-family]")?.dataset.family;
  return family ? [...form.querySelectorAll(`[data-family="${CSS.escape(family)}"] [data-box]`)] : [];
}

function spread(family, box, before) {
  const found = giveWay({ ...before, [box.name]: 0 }, box.name, hundredths(box.value) ?? 0);
  for (const one of family) if (one !== box) one.value = typed(written(found[one.name]));
}

function follow(form) {
  form.querySelectorAll("[data-slider]").forEach((slider) => {
    const value = hundredths(document.getElementById(slider.dataset.slider).value);
    if (value !== null) slider.value = written(value);
  });
}

function asking(page, form) {
  let timer = 0, running = null;
  const amiss = form.querySelector("[data-amiss]");
  return () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      const wanted = new URLSearchParams({ scenario: page.dataset.scenario, against: page.dataset.against });
      form.querySelectorAll("[data-box]").forEach((box) => wanted.set(box.name, box.value));
      try {
        const answer = await fetch(`${page.dataset.studio}?${wanted}`, { signal: running.signal });
        const told = await answer.json();
        amiss.hidden = answer.ok;
        amiss.textContent = answer.ok ? "" : `${told.sentence} ${told.remedy}`;
        if (answer.ok) draw(page, told);
      } catch (failed) {
        if (failed.name !== "AbortError") throw failed;
      }
    }, WAIT);
  };
}

function draw(page, told) {
  page.querySelectorAll("[data-live]").forEach((chip) => { chip.hidden = false; });
  for (const row of told.rows) {
    const line = page.querySelector(`tr[data-county="${CSS.escape(row.code)}"]`);
    line?.querySelectorAll("[data-of]").forEach((cell) => { cell.textContent = row[cell.dataset.of]; });
    colour(page.querySelector(`#map a[href*="county=${CSS.escape(row.code)}#"]`)?.closest("g"), row);
  }
  const sentence = page.querySelector("[data-inequality]");
  if (sentence) sentence.textContent = told.inequality;
  if (told.changes) drawChanges(page, told.changes);
}

function colour(place, row) {
  if (!place) return;
  place.setAttribute("class", place.getAttribute("class").replace(/\bt\d\b/, `t${row.tone}`));
  const texts = place.querySelectorAll("text");
  if (texts.length > 1) texts[texts.length - 1].textContent = row.per_head;
  const title = place.querySelector("title");
  if (title) title.textContent = `${row.name}: ${row.per_head}`;
}

function drawChanges(page, changes) {
  const mean = page.querySelector("[data-mean]");
  if (mean) mean.textContent = changes.mean;
  const lines = page.querySelectorAll("[data-change]");
  changes.rows.forEach((row, place) => {
    const line = lines[place];
    if (!line) return;
    line.dataset.change = row.code;
    line.title = row.rial;
    line.querySelector("[data-name]").textContent = row.name;
    line.querySelector("[data-part]").textContent = row.part;
    const bar = line.querySelector("rect");
    bar.setAttribute("x", row.x);
    bar.setAttribute("width", row.length);
    bar.setAttribute("class", row.tone);
  });
}
