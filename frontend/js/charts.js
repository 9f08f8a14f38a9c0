// Draws the figures a page carries in JSON; the table of the same figures stands beside each chart.
import { BarChart, SankeyChart, TreemapChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

import { bars } from "./charts/bars.js";
import { letters } from "./charts/letters.js";
import { river } from "./charts/river.js";
import { shares } from "./charts/shares.js";

use([BarChart, SankeyChart, TreemapChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const KINDS = { sankey: river, bar: bars, treemap: shares };

/** Narrower than this, a picture that runs along stands upright: a phone scrolls down, not sideways. */
const phone = window.matchMedia("(max-width: 40rem)");

function optionOf(box) {
  const figures = JSON.parse(document.getElementById(box.dataset.figures).textContent);
  return { ...letters(), animation: false, ...KINDS[box.dataset.chart](figures, phone.matches) };
}

function draw(box) {
  box.tabIndex = 0; // a narrow screen scrolls it along, by keyboard too
  const chart = init(box);
  chart.setOption(optionOf(box));
  chart.on("click", ({ data }) => {
    if (data?.url) window.location.assign(data.url);
  });
  new ResizeObserver(() => chart.resize()).observe(box);
  const anew = () => chart.setOption(optionOf(box), true);
  document.addEventListener("theme:changed", anew);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", anew);
  phone.addEventListener("change", anew);
}

document.fonts.load("14px Vazirmatn").finally(() => document.querySelectorAll("[data-chart]").forEach(draw));
