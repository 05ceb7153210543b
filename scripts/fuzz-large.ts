/**
 * Damages raw logs, mostly by stray quotes, and imports each by the large-file engine and in memory.
 * Nothing may throw, and every row must be a request, a counted rejection or the cut last one: rows that
 * are lost without a word are a fault, in either way. Prints counts; ends with 1 at a fault, whose
 * input it keeps.
 *
 *   node --import tsx scripts/fuzz-large.ts [count] [seed]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeText } from "../src/ingest/formats/text/decode-text.ts";
import { importResults } from "../src/ingest/import-results.ts";
import type { ImportedRun } from "../src/ingest/imported-run.ts";
import { mutateBytes } from "../src/ingest/testing/mutate-bytes.ts";
import { openEngine } from "../src/io/large/engine.ts";
import { importRaw } from "../src/io/large/import-raw.ts";
import { rawFile } from "../src/io/large/raw-file.ts";
import { jmeterLog, k6CsvLog, k6JsonLog, madeRequests } from "../src/io/large/testing/raw-logs.ts";
import { RandomStream } from "../src/random/random-stream.ts";

const [count = "300", seed = "1"] = process.argv.slice(2);
const stream = RandomStream.fromSeed(Number(seed));
const draw = (bound: number) => Math.floor(stream.uniform() * bound);
const requests = madeRequests(Number(seed)).filter((_, at) => at % 4 === 0);
const logs = [
  ["run.jtl", jmeterLog(requests)],
  ["quoted.jtl", jmeterLog(requests, { message: 'Non HTTP, "odd"' })],
  ["points.csv", k6CsvLog(requests)],
  ["points.ndjson", k6JsonLog(requests)],
] as const;

/** A few quotes where there were none, at the start of a cell more often than not. */
function strayQuotes(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  const first = text.indexOf("\n") + 1;
  let changed = text;
  for (let left = 1 + draw(3); left > 0; left--) {
    let at = first + draw(changed.length - first);
    if (draw(4) > 0) at = Math.max(first, changed.indexOf(",", at) + 1);
    changed = `${changed.slice(0, at)}"${changed.slice(at)}`;
  }
  return Buffer.from(changed, "latin1");
}

/** Rows that came out as something: in a run, rejected, or said to be left out as no run. */
const accounted = (runs: readonly ImportedRun[]) =>
  runs.reduce((sum, { wholeRun, rejected, findings }) => {
    const scraps = findings.find(({ code }) => code === "scraps-left-out");
    const left = Number(/^\d+/.exec(scraps?.message ?? "")?.[0] ?? 0);
    return sum + (wholeRun.requests ?? 0) + rejected.count + left;
  }, 0);

const folder = mkdtempSync(join(tmpdir(), "headroom-fuzz-large-"));
const engine = await openEngine("fuzz");
let [faulty, refused, differing] = [0, 0, 0];
for (let number = 0; number < Number(count); number++) {
  const [name, text] = logs[number % logs.length] ?? logs[0];
  const clean = Buffer.from(text);
  // In lines of JSON damage inside the braces of a point goes unnoticed; the docs say so.
  const quotes = number % 3 !== 2 && !name.endsWith("ndjson");
  const bytes = quotes ? strayQuotes(clean) : mutateBytes(clean, clean, draw);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const faults: string[] = [];
  try {
    const small = importResults([{ name, text: decodeText(bytes).text }]).runs;
    const raw = rawFile(path, name);
    const large = raw && (await importRaw(engine, [raw], {}));
    const run = large?.ok ? large.value : [];
    if (run.length === 0 || small.length === 0) {
      refused++;
      if ((run.length === 0) !== (small.length === 0) && raw !== undefined) {
        faults.push(`only one way refuses: ${JSON.stringify(large?.ok ? "memory" : large)}`);
      }
    } else {
      if (accounted(run) !== accounted(small)) {
        differing++;
      }
      if (quotes) {
        const cut = (runs: readonly ImportedRun[]) =>
          runs.some(({ findings }) => findings.some(({ code }) => code === "cut-last-line"))
            ? 1
            : 0;
        for (const [way, one] of [
          ["engine", run],
          ["memory", small],
        ] as const) {
          const lost = requests.length - accounted(one) - cut(one);
          if (lost > 0) faults.push(`${way} lost ${lost} rows without a word`);
        }
      }
    }
  } catch (error) {
    faults.push(`threw ${error instanceof Error ? error.stack : error}`);
  }
  if (faults.length === 0) continue;
  faulty++;
  const kept = join(tmpdir(), `headroom-large-fault-${seed}-${number}-${name}`);
  writeFileSync(kept, bytes);
  console.log(`${name}, number ${number}, kept as ${kept}:\n  ${faults.join("\n  ")}`);
}
engine.close();
rmSync(folder, { recursive: true, force: true });
console.log(
  `${count} inputs, seed ${seed}: ${faulty} faults; ${refused} refused; ` +
    `${differing} with another number of rows in memory`,
);
process.exitCode = faulty > 0 ? 1 : 0;
