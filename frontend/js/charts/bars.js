// Lying bars, piled by part, that start from the side the page starts from.
import { amountOf, colour, rightToLeft, said, tip, token } from "./letters.js";

/** Figures: {parts: [{key, label, tone}], rows: [{label, url, amounts: {key: {amount, shown}}}], unit}. */
export function bars({ parts, rows, unit = "" }) {
  const flips = rightToLeft();
  return {
    grid: { left: 12, right: 12, top: parts.length > 1 ? 34 : 8, bottom: 8, containLabel: true },
    legend: parts.length > 1
      ? { top: 0, [flips ? "right" : "left"]: 8, itemWidth: 12, itemHeight: 12, icon: "roundRect", textStyle: { color: token("soft") }, formatter: said }
      : { show: false },
    xAxis: { type: "value", inverse: flips, axisLabel: { show: false }, splitLine: { lineStyle: { color: token("line") } } },
    yAxis: {
      type: "category", inverse: true, position: flips ? "right" : "left",
      data: rows.map((row) => row.label),
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: token("ink"), fontSize: 12, formatter: said, width: 200, overflow: "truncate" },
    },
    series: parts.map((part) => ({
      type: "bar", name: part.label, stack: "all", barMaxWidth: 16,
      itemStyle: { color: colour(part.tone), borderRadius: 2 },
      data: rows.map((row) => {
        const figure = row.amounts[part.key] ?? { amount: "0" };
        return { value: Number(figure.amount), shown: amountOf(figure), row: row.label, url: row.url };
      }),
    })),
    tooltip: { formatter: ({ data, seriesName }) => tip(`${data.row} · ${seriesName}`, `${data.shown} ${unit}`) },
  };
}
