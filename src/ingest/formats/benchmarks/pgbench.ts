/**
 * pgbench's text, any number of reports in one file; one announced as a warm-up is left out where others
 * follow. Clients never think, so the level is a closed one without think time; with `--rate` it is open.
 *
 * Source: PostgreSQL, src/bin/pgbench/pgbench.c, versions 9.6 to 18.
 */
import type { PerSecond, Seconds } from "../../../units.ts";
import type { ImportedRun, Importer } from "../../imported-run.ts";
import { finding } from "../finding.ts";
import { present } from "../present.ts";
import { refused } from "../rejections.ts";
import { singleLevelRun } from "../single-level-run.ts";
import { readCount, readMilliseconds, readNumber } from "../text/read-number.ts";

export const importPgbench: Importer = (file) => {
  const parts = file.text.split(/^(?=transaction type: )/m);
  const version = /pgbench \(([^)\s]+)/.exec(file.text)?.[1] ?? "";
  const runs: ImportedRun[] = [];
  let warmUps = 0;
  for (const [at, part] of parts.entries()) {
    const run = runOf(file.name, version, part);
    if (!run) continue;
    const announced = (parts[at - 1] ?? "").split("\n").slice(-4).join("\n");
    if (/warm-?\s?up/i.test(announced) && parts.length > at + 1) warmUps++;
    else runs.push(run);
  }
  const [first, ...others] = runs;
  if (!first) {
    return refused(
      file.name,
      "no complete pgbench report: number of clients, transactions processed, tps",
      "keep the whole output of pgbench",
    );
  }
  const note = finding(
    "warm-up-left-out",
    "note",
    null,
    `${warmUps} run announced as a warm-up was left out.`,
    "a warm-up is not a measurement",
    "nothing to do",
  );
  const marked = warmUps > 0 ? { ...first, findings: [...first.findings, note] } : first;
  return { ok: true, value: [marked, ...others] };
};

function runOf(file: string, version: string, report: string): ImportedRun | undefined {
  const after = (pattern: string) => new RegExp(`^${pattern}\\s*([\\d.]+)`, "m").exec(report)?.[1];
  const users = readCount(after("number of clients:"));
  const requests = readCount(after("number of transactions actually processed:"));
  const mean = readMilliseconds(after("latency average(?: =|:)"));
  const throughput = throughputOf(report, users ?? 0, mean);
  if (!users || requests === undefined || !throughput) return undefined;
  const failures = readCount(after("number of failed transactions:")) ?? 0;
  const open = /rate limit schedule lag/.test(report);
  return singleLevelRun({
    format: "pgbench",
    file,
    version,
    loadModel: open ? "open" : "closed",
    users,
    usersFrom: "in the file (clients)",
    arrivalRate: open ? throughput : undefined,
    duration: readNumber(after("duration:")) ?? requests / throughput,
    figures: {
      ...present({ requests: requests + failures, failures, throughput }),
      responseTime: present({ mean: mean ?? (open ? undefined : users / throughput) }),
    },
    // Failed transactions are in the average time, not in tps.
    throughputOf: "successes",
    allAtOnce: true,
    note: "no think time: N = X·R; a request is a transaction",
  });
}

/**
 * Up to version 13 there are two rates: over the whole time, and without that of connecting. The one that
 * counts as the printed latency does is meant: with -C each transaction connects, and waits for it.
 */
function throughputOf(
  report: string,
  users: number,
  mean: Seconds | undefined,
): PerSecond | undefined {
  const stated = Array.from(report.matchAll(/^tps = ([\d.]+)(.*)$/gm), ([, rate, kind = ""]) => ({
    rate: readNumber(rate) ?? 0,
    steady: /excluding|without/.test(kind),
  })).toSorted((a, b) => Number(b.steady) - Number(a.steady));
  const [first] = stated;
  if (first === undefined || mean === undefined) return first?.rate;
  const apart = ({ rate }: { readonly rate: number }) => Math.abs(rate * mean - users);
  return stated.reduce((best, one) => (apart(one) < apart(best) ? one : best), first).rate;
}
