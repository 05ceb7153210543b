/** Runs every bench/*.bench.ts and prints its figures, and the table of those that are asked for: npm run bench -- [name…] */
import { readdirSync } from "node:fs";
import { textTable } from "../src/wording/text-table.ts";
import type { Bench, Figure } from "./bench.ts";

const folder = new URL("./", import.meta.url);
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.ts"))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
  .sort();

const rows: Figure[] = [];
let failed = false;
for (const file of files) {
  const { bench }: { bench: Bench } = await import(new URL(file, folder).href);
  console.log(file.replace(".bench.ts", ""));
  for (const figure of await bench()) {
    const { name, value, unit } = figure;
    const holds = verdict(figure);
    failed ||= holds.includes("NOT");
    if (figure.row !== undefined) rows.push(figure);
    console.log(`  ${name.padEnd(44)} ${value.toPrecision(3).padStart(9)} ${unit}${holds}`);
  }
}
if (rows.length > 0) {
  const cells = rows.map(({ row = "", value, unit, limit, least }) => [
    row,
    `${value.toPrecision(3)} ${unit}`,
    limit !== undefined ? `< ${limit}` : `≥ ${least}`,
    verdict({ name: row, value, unit, ...(limit && { limit }), ...(least && { least }) }).includes(
      "NOT",
    )
      ? "missed"
      : "met",
  ]);
  console.log(`\n${textTable(["work", "measured", "asked", ""], cells)}`);
}
process.exitCode = failed ? 1 : 0;

function verdict({ value, limit, least }: Figure): string {
  if (limit !== undefined) return `  ${value < limit ? "<" : "NOT below"} ${limit}`;
  if (least !== undefined) return `  ${value >= least ? "≥" : "NOT"} ${least}`;
  return "";
}
