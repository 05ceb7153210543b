/**
 * Imports the raw Locust files of published series and compares X and mean R with the figures that
 * were worked out of the same files by other means: `_stats.csv` with those of the whole run, a history
 * with those after the warm-up. Prints every comparison; ends with 1 when one is off.
 *
 *   node --import tsx scripts/check-published.ts <datasets.json> <folder with the raw files>
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeText } from "../src/ingest/formats/text/decode-text.ts";
import { importResults } from "../src/ingest/import-results.ts";

/** The published figures keep four to five digits. */
const tolerance = 0.005;

/** What the raw files of a series are called, by its users. */
const prefixes: Readonly<Record<string, (users: number) => string>> = {
  "soy-locust-profile-a": (users) => `soy_a_u${users}`,
  "soy-locust-profile-b": (users) => `soy_b_u${users}`,
  "gke-spring-3tier": (users) => `gke3tier_u${users}`,
  "ai-hiring-os": (users) => `hiring_${users}_users`,
};

interface Dataset {
  readonly id: string;
  readonly points: readonly Readonly<Record<string, number>>[];
}

const [list, folder] = process.argv.slice(2);
if (list === undefined || folder === undefined) {
  throw new Error("usage: check-published.ts <datasets.json> <folder>");
}
const datasets: readonly Dataset[] = JSON.parse(readFileSync(list, "utf8"));
let [compared, off, worst] = [0, 0, 0];

function compare(where: string, ours: number | undefined, theirs: number | undefined): void {
  if (theirs === undefined) return;
  const gap = ours === undefined ? 1 : Math.abs(ours / theirs - 1);
  compared++;
  worst = Math.max(worst, gap);
  if (gap > tolerance) off++;
  console.log(`${gap > tolerance ? "OFF " : ""}${where}: ${ours} against ${theirs}`);
}

for (const { id, points } of datasets) {
  const prefix = prefixes[id];
  if (!prefix) continue;
  for (const point of points) {
    const users = point["N"] ?? 0;
    // Where a series has no figures of its own for the warm-up, all are of the whole run.
    const cut = point["X_whole_run"] !== undefined;
    const whole = cut
      ? [point["X_whole_run"], point["R_ms_whole_run"]]
      : [point["X"], point["R_ms"]];
    for (const kind of ["stats", "stats_history"]) {
      const path = join(folder, `${prefix(users)}_${kind}.csv`);
      if (!existsSync(path) || (kind === "stats_history" && !cut)) continue;
      const text = decodeText(readFileSync(path)).text;
      const level = importResults([{ name: path, text }]).runs[0]?.levels[0];
      const [X, R] = kind === "stats" ? whole : [point["X"], point["R_ms"]];
      const mean = level?.responseTime.mean;
      compare(`${id} ${users} users, X of ${kind}`, level?.throughput, X);
      compare(`${id} ${users} users, R of ${kind}`, mean === undefined ? mean : mean * 1000, R);
    }
  }
}
console.log(`\n${compared} compared, ${off} off by more than ${tolerance * 100} %; most ${worst}`);
process.exitCode = off > 0 || compared === 0 ? 1 : 0;
