// The river: money flowing from its source to where it stands, right to left on a Persian page.
import { amountOf, colour, rightToLeft, said, tip, token } from "./letters.js";

/** Figures: {nodes: [{key, label, shown, tone, url, level}], links: [{from, to, amount, shown, url}]}. */
export function river({ nodes, links, unit = "" }) {
  const flips = rightToLeft();
  const labels = new Map(nodes.map((node) => [node.key, node.label]));
  const deepest = Math.max(...nodes.map((node) => node.level ?? 0));
  const column = (node) => (node.level === undefined ? undefined : flips ? deepest - node.level : node.level);
  return {
    series: [{
      type: "sankey",
      left: flips ? 96 : 8, right: flips ? 8 : 96, top: 12, bottom: 12,
      nodeWidth: 14, nodeGap: 14, draggable: false, layoutIterations: 0,
      nodeAlign: flips ? "right" : "left",
      emphasis: { focus: "adjacency" },
      lineStyle: { color: "gradient", opacity: 0.32, curveness: 0.5 },
      label: {
        color: token("ink"), fontSize: 12, lineHeight: 18, fontWeight: 550, position: flips ? "left" : "right",
        formatter: ({ data }) => (data.shown ? `${said(data.label)}\n{amount|${said(data.shown)}}` : said(data.label)),
        rich: { amount: { color: token("soft"), fontSize: 11.5, lineHeight: 18, align: flips ? "right" : "left" } },
      },
      data: nodes.map((node) => ({ ...node, name: node.key, depth: column(node), itemStyle: { color: colour(node.tone), borderWidth: 0, borderRadius: 3 } })),
      links: links.map((link) => ({
        ...link,
        source: flips ? link.to : link.from,
        target: flips ? link.from : link.to,
        value: Number(link.amount),
      })),
      tooltip: {
        formatter: ({ data, dataType }) => (dataType === "edge"
          ? tip(`${labels.get(data.from)} ${flips ? "←" : "→"} ${labels.get(data.to)}`, `${amountOf(data)} ${unit}`)
          : tip(data.label, data.shown ? `${data.shown} ${unit}` : "")),
      },
    }],
  };
}
