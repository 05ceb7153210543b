/**
 * How often `headroom compare` says "lost" of pairs that are equal, and of pairs with a known loss.
 *
 * Usage: node --import tsx scripts/judge-compare.ts [pairs, default 200] [--seed 1] [--write]
 *
 * With --write the table goes into docs/compare.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { judgePairs } from "../src/planning/compare/testing/judge-pairs.ts";
import { formatShare } from "../src/wording/format-share.ts";
import { markdownTable } from "./markdown-table.ts";

const words = process.argv.slice(2);
const pairs = /^\d+$/.test(words[0] ?? "") ? Number(words[0]) : 200;
const seed = words.includes("--seed") ? Number(words[words.indexOf("--seed") + 1]) : 1;

const rows = [1, 3].flatMap((runs) =>
  ([0, 0.05, 0.1, 0.2, "printed"] as const).map((loss) => {
    const { verdicts, smallestLoss } = judgePairs(pairs, loss, runs, seed);
    const share = (count: number) => formatShare(count / pairs);
    const name = loss === "printed" ? `printed (${formatShare(smallestLoss)})` : formatShare(loss);
    return [
      String(runs),
      loss === 0 ? "none" : name,
      ...[verdicts.lost, verdicts.gained, verdicts["no difference"], verdicts["cannot tell"]].map(
        share,
      ),
    ];
  }),
);
const header = ["runs each", "true loss", "lost", "gained", "no difference", "cannot tell"];
const table = `${pairs} pairs a row, seed ${seed}:\n\n${markdownTable(header, rows)}`;
console.log(table);
if (words.includes("--write")) {
  const path = fileURLToPath(new URL("../docs/compare.md", import.meta.url));
  const [start, end] = ["<!-- judged -->", "<!-- /judged -->"];
  const text = readFileSync(path, "utf8");
  const [head, tail] = [text.split(start)[0], text.split(end)[1]];
  if (tail === undefined) throw new Error(`${path} must hold ${start} and ${end}`);
  writeFileSync(path, `${head}${start}\n${table}\n${end}${tail}`);
}
