/**
 * How many days that came lie in the 90 % band of `headroom forecast`, over seeded series.
 *
 * Usage: node --import tsx scripts/judge-forecast.ts [series, default 100] [--seed 1]
 */
import { judgeSeries } from "../src/planning/forecast/testing/judge-series.ts";
import { formatShare } from "../src/wording/format-share.ts";
import { markdownTable } from "./markdown-table.ts";

const words = process.argv.slice(2);
const count = /^\d+$/.test(words[0] ?? "") ? Number(words[0]) : 100;
const seed = words.includes("--seed") ? Number(words[words.indexOf("--seed") + 1]) : 1;

const rows = [7, 28, 90].map((ahead) => {
  const { inside, width } = judgeSeries(count, ahead, seed);
  return [`${ahead} days`, formatShare(inside), `×${width.toFixed(2)}`];
});
console.log(`${count} series, seed ${seed}:\n`);
console.log(markdownTable(["ahead", "inside the 90 % band", "high over low"], rows));
