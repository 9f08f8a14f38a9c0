// Shares of a whole as areas; a click opens the part.
import { amountOf, colour, said, tip, token } from "./letters.js";

const leaf = (node) => ({
  ...node,
  name: node.label,
  value: Number(node.amount),
  itemStyle: node.tone ? { color: colour(node.tone) } : undefined,
  children: node.children?.map(leaf),
});

/** Figures: {nodes: [{label, amount, shown, tone, url, children}], unit}. */
export function shares({ nodes, unit = "" }) {
  return {
    color: [token("teal")],
    series: [{
      type: "treemap", left: 0, right: 0, top: 0, bottom: 0, roam: false, nodeClick: false, breadcrumb: { show: false },
      itemStyle: { borderColor: token("card"), gapWidth: 2, borderRadius: 4 },
      label: { formatter: ({ data }) => `${said(data.label)}\n${said(amountOf(data))}`, color: token("teal-ink"), fontSize: 12, lineHeight: 18 },
      upperLabel: { show: true, height: 24, color: token("ink"), formatter: ({ data }) => said(data?.label ?? "") },
      levels: [{ colorAlpha: [0.78, 1], itemStyle: { borderWidth: 0, gapWidth: 4 }, upperLabel: { show: false } }, { itemStyle: { borderColor: token("sunk"), borderWidth: 2, gapWidth: 2 } }],
      data: nodes.map(leaf),
    }],
    tooltip: { formatter: ({ data }) => tip(data.label, `${amountOf(data)} ${unit}`) },
  };
}
