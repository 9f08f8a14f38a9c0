// The river: money flowing from its source to where it stands; right to left on a Persian page, downwards on a phone.
import { amountOf, colour, rightToLeft, said, tip, token } from "./letters.js";

/** Figures: {nodes: [{key, label, shown, tone, url, level}], links: [{from, to, amount, shown, url}]}; `upright` on a phone. */
export function river({ nodes, links, unit = "" }, upright = false) {
  const flips = rightToLeft() && !upright;
  const labels = new Map(nodes.map((node) => [node.key, node.label]));
  const deepest = Math.max(...nodes.map((node) => node.level ?? 0));
  const column = (node) => (node.level === undefined ? undefined : flips ? deepest - node.level : node.level);
  const way = upright ? "↓" : flips ? "←" : "→";
  return {
    series: [{
      type: "sankey",
      ...(upright ? DOWNWARDS : along(flips)),
      nodeWidth: 14, draggable: false, layoutIterations: 0,
      emphasis: { focus: "adjacency" },
      lineStyle: { color: "gradient", opacity: 0.32, curveness: 0.5 },
      label: {
        color: token("ink"), fontSize: 12, lineHeight: 18, fontWeight: 550,
        position: flips ? "left" : "right",
        formatter: ({ data }) => inWords(data, upright),
        rich: { amount: { color: token("soft"), fontSize: 11.5, lineHeight: 18, align: flips ? "right" : "left" } },
      },
      data: nodes.map((node) => ({ ...node, name: node.key, word: node.label, depth: column(node), label: upright ? under(node, nodes) : {}, itemStyle: { color: colour(node.tone), borderWidth: 0, borderRadius: 3 } })),
      links: links.map((link) => ({
        ...link,
        source: flips ? link.to : link.from,
        target: flips ? link.from : link.to,
        value: Number(link.amount),
      })),
      tooltip: {
        formatter: ({ data, dataType }) => (dataType === "edge"
          ? tip(`${labels.get(data.from)} ${way} ${labels.get(data.to)}`, `${amountOf(data)} ${unit}`)
          : tip(data.word, data.shown ? `${data.shown} ${unit}` : "")),
      },
    }],
  };
}

/** A stage by its name and amount: under one another, or on one line that begins where the page's lines begin. */
function inWords({ word, shown }, upright) {
  if (!shown) return said(word);
  const both = [said(word), `{amount|${said(shown)}}`];
  return upright ? (rightToLeft() ? both.reverse() : both).join("  ") : both.join("\n");
}

/** Names stand beside the last column, so there is room for them. */
const along = (flips) => ({
  orient: "horizontal", left: flips ? 96 : 8, right: flips ? 8 : 96, top: 12, bottom: 12, nodeGap: 14,
  nodeAlign: flips ? "right" : "left",
});

/** Names stand under their stage and begin where it begins; of two abreast, the second ends where it ends. */
const under = (node, nodes) => (nodes.find(({ level }) => level === node.level) === node
  ? { position: [0, 18], align: "left", verticalAlign: "top" }
  : { position: ["100%", 18], align: "right", verticalAlign: "top" });

/** There is room under the last stage for its name. */
const DOWNWARDS = { orient: "vertical", left: 12, right: 12, top: 8, bottom: 28, nodeGap: 24, nodeAlign: "left" };
