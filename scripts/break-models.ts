/**
 * Model files of numbers of any size through parser, solver, levers and simulator, without a fit; prints what
 * came out as a table, and every model that gave a figure which is not finite or an error that is no refusal.
 *
 *   node --import tsx scripts/break-models.ts [models, 10000] [seed, 1]
 */
import fc from "fast-check";
import { textTable } from "../src/wording/text-table.ts";
import { extremeModel } from "../src/workspace/testing/extreme-model.ts";
import { tryModel } from "../src/workspace/testing/try-model.ts";

const [count = 10_000, seed = 1] = process.argv.slice(2).map(Number);
const counts = { refused: 0, solved: 0, unsolved: 0, changed: 0, simulated: 0, faulty: 0 };
let slowest = 0;
for (const [i, text] of fc.sample(extremeModel, { seed, numRuns: count }).entries()) {
  const began = performance.now();
  const tried = tryModel(text, i);
  const took = performance.now() - began;
  if (took > Math.max(slowest, 2000))
    process.stdout.write(`slow, ${Math.round(took)} ms: ${text}\n`);
  slowest = Math.max(slowest, took);
  if (!tried.parsed) counts.refused += 1;
  else counts[tried.solved ? "solved" : "unsolved"] += 1;
  counts.changed += tried.levers;
  counts.simulated += tried.simulated ? 1 : 0;
  if (tried.faults.length === 0) continue;
  counts.faulty += 1;
  process.stdout.write(`${tried.faults.slice(0, 3).join("; ")}\n  ${text}\n`);
}
const rows = Object.entries({ models: count, ...counts, "slowest, ms": Math.round(slowest) });
process.stdout.write(
  `${textTable(
    ["", ""],
    rows.map(([name, value]) => [name, String(value)]),
  )}\n`,
);
