/** Runs every bench/*.bench.ts and prints its figures: node --import tsx bench/run.ts [name…] */
import { readdirSync } from "node:fs";
import type { Bench } from "./bench.ts";

const folder = new URL("./", import.meta.url);
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.ts"))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
  .sort();

let failed = false;
for (const file of files) {
  const { bench }: { bench: Bench } = await import(new URL(file, folder).href);
  console.log(file.replace(".bench.ts", ""));
  for (const { name, value, unit, limit } of await bench()) {
    const holds = limit === undefined || value < limit;
    failed ||= !holds;
    const verdict = limit === undefined ? "" : `  ${holds ? "<" : "NOT below"} ${limit}`;
    console.log(`  ${name.padEnd(44)} ${value.toPrecision(3).padStart(9)} ${unit}${verdict}`);
  }
}
process.exitCode = failed ? 1 : 0;
