/**
 * Imports every file below a folder and compares with figures recomputed here by other means, where
 * the file holds raw rows or totals. Prints a table; ends with 1 when any figure is off.
 *
 *   node --import tsx scripts/check-samples.ts <folder>
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { assembleRuns } from "../src/ingest/assemble-runs.ts";
import { importResults } from "../src/ingest/import-results.ts";
import type { ImportedRun, SourceText } from "../src/ingest/imported-run.ts";

/** Figures agree when they differ by no more than this share. */
const tolerance = 1e-6;

interface Expected {
  readonly requests?: number;
  readonly failures?: number;
  readonly throughput?: number;
  readonly mean?: number;
  readonly how: string;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    })
    .sort();
}

function load(path: string, folder: string): SourceText {
  const bytes = readFileSync(path);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = bytes.toString("latin1");
  }
  return { name: relative(folder, path), text };
}

const numbers = (line: string) => [...line.matchAll(/-?\d+(?:\.\d+)?/g)].map(([n]) => Number(n));
const lines = (text: string) => text.split(/[\r\n]+/).filter((line) => line.trim() !== "");

/** Locust: the sum of the endpoint rows, read from the right so that commas in names do no harm. */
function locustStats(text: string): Expected | undefined {
  const rows = lines(text).slice(1);
  const total = rows.find((row) => /(^|,)"?(Aggregated|Total)"?,/.test(row));
  const header = lines(text)[0]?.split(",") ?? [];
  if (!total || rows.length < 2 || header.length !== 22) return undefined;
  let [requests, failures, time, rate] = [0, 0, 0, 0];
  for (const row of rows.filter((one) => one !== total)) {
    const cells = row.split(",");
    const right = (place: number) => Number(cells.at(place - header.length));
    requests += right(2);
    failures += right(3);
    time += right(2) * right(5);
    rate += right(9);
  }
  const mean = time / requests / 1000;
  const cells = total.split(",");
  if (
    Number(cells.at(2 - header.length)) === requests &&
    Number(cells.at(3 - header.length)) !== failures
  ) {
    return { requests, how: "Σ of the endpoint rows, which contradict the total's failures" };
  }
  return { requests, failures, throughput: rate, mean, how: "Σ of the endpoint rows" };
}

/** JMeter: elapsed of each row that is no controller and no part of a redirect. */
function jmeterCsv(text: string): Expected | undefined {
  const [header = "", ...rows] = lines(text);
  const columns = header.split(/[,;\t]/);
  const delimiter = /[,;\t]/.exec(header)?.[0] ?? ",";
  const [start, elapsed] = [columns.indexOf("timeStamp"), columns.indexOf("elapsed")];
  if (start !== 0 || elapsed !== 1) return undefined;
  // A record over several lines is beyond this reader.
  if (rows.some((row) => !/^\d/.test(row))) return undefined;
  let [n, total, first, last, failures] = [0, 0, Number.POSITIVE_INFINITY, 0, 0];
  for (const row of rows) {
    const cells = row.split(delimiter);
    const [begin, took] = [Number(cells[0]), Number(cells[1])];
    if (!/^\d{13}$/.test(cells[0] ?? "") || Number.isNaN(took)) continue;
    if (row.includes("Number of samples in transaction")) continue;
    n++;
    total += took;
    first = Math.min(first, begin);
    last = Math.max(last, begin + took);
    if (/[,;\t]false[,;\t]/.test(row)) failures++;
  }
  const span = (last - first) / 1000;
  if (n === 0) return undefined;
  return {
    requests: n,
    failures,
    mean: total / n / 1000,
    ...(span > 0 ? { throughput: n / span } : {}),
    how: "rows one by one",
  };
}

function jmeterXml(text: string): Expected | undefined {
  // Counted at the outermost level only, by the indentation-free nesting of the elements.
  let [depth, n, total] = [0, 0, 0];
  for (const [tag, close, , end] of text.matchAll(
    /<(\/?)(httpSample|sample)\b([^>]*?)(?=\/?>)\/?>/g,
  )) {
    if (close) depth--;
    else {
      if (depth === 0) {
        n++;
        total += Number(/\st="(\d+)"/.exec(tag)?.[1]);
      }
      if (!tag.endsWith("/>")) depth++;
    }
    if (end === undefined) break;
  }
  return { requests: n, mean: total / n / 1000, how: "elements one by one" };
}

function k6Csv(text: string): Expected {
  const values = lines(text)
    .filter((line) => line.startsWith("http_req_duration,"))
    .map((line) => Number(line.split(",")[2]));
  const total = values.reduce((sum, value) => sum + value, 0);
  return { requests: values.length, mean: total / values.length / 1000, how: "rows one by one" };
}

function gatlingLog(text: string): Expected {
  const times = lines(text)
    .filter((line) => /(^|\t)REQUEST\t/.test(line))
    .map((line) => (line.match(/\b\d{13}\b/g) ?? []).map(Number));
  const spans = times.map((one) => (one.at(-1) ?? 0) - (one[0] ?? 0));
  const ko = lines(text).filter((line) => /(^|\t)REQUEST\t.*\tKO\b/.test(line)).length;
  const mean = spans.reduce((sum, span) => sum + span, 0) / spans.length / 1000;
  return { requests: spans.length, failures: ko, mean, how: "records one by one" };
}

/** Locust's history: counts and summed times at the two ends of each level, by their time stamps. */
function locustHistory(text: string, { levels }: ImportedRun): Expected | undefined {
  const header = (lines(text)[0] ?? "").split(",").map((name) => name.replaceAll('"', ""));
  const right = (name: string) => header.indexOf(name) - header.length;
  const rows = lines(text)
    .filter((line) => /,"?Aggregated"?,/.test(line))
    .map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));
  const at = new Map(rows.map((cells) => [Number(cells[0]), cells]));
  const number = (cells: string[] | undefined, name: string) => Number(cells?.at(right(name)));
  const off: string[] = [];
  for (const level of levels.filter(({ covers }) => covers === "steady")) {
    const from = at.get(level.start ?? 0);
    const to = at.get((level.start ?? 0) + (level.duration ?? 0));
    const grown = (of: (cells: string[] | undefined) => number) => of(to) - of(from);
    const count = (cells: string[] | undefined) => number(cells, "Total Request Count");
    const time = (cells: string[] | undefined) =>
      count(cells) * number(cells, "Total Average Response Time");
    const X = grown(count) / (level.duration ?? 0);
    const R = grown(time) / grown(count) / 1000;
    if (Math.abs((level.throughput ?? 0) / X - 1) > tolerance) off.push(`X at ${level.users}`);
    if (Math.abs((level.responseTime.mean ?? 0) / R - 1) > tolerance)
      off.push(`R at ${level.users}`);
  }
  if (off.length > 0) throw new Error(`the levels differ: ${off.join(", ")}`);
  const last = rows.at(-1);
  if (!last || last.length < header.length) return undefined;
  return {
    requests: number(last, "Total Request Count"),
    failures: number(last, "Total Failure Count"),
    mean: number(last, "Total Average Response Time") / 1000,
    how: `last row, and X and R of ${levels.length} levels between their time stamps`,
  };
}

/** What a tool's own text says, by a pattern each. */
const printed: Partial<Record<string, Partial<Record<"requests" | "throughput", RegExp>>>> = {
  ab: {
    requests: /^Complete requests:\s+(\d+)/m,
    throughput: /^Requests per second:\s+([\d.]+)/m,
  },
  "oha-text": { throughput: /Requests\/sec:\s+([\d.]+)/ },
  "vegeta-text": { requests: /^Requests\s+\[total[^\]]*\]\s+(\d+)/m },
  sysbench: { requests: /total number of events:\s+(\d+)/ },
  "jmeter-aggregate": {
    requests: /^TOTAL,(\d+)/m,
    throughput: /^TOTAL,(?:[^,]*,){9}([\d.]+),/m,
  },
};

function printedFigures(format: string, text: string): Expected | undefined {
  const patterns = printed[format];
  if (!patterns) return undefined;
  const [requests, throughput] = [patterns.requests, patterns.throughput].map((pattern) =>
    pattern === undefined ? undefined : Number(pattern.exec(text)?.[1]),
  );
  return {
    ...(requests === undefined ? {} : { requests }),
    ...(throughput === undefined ? {} : { throughput }),
    how: "printed figures",
  };
}

function taurusXml(text: string): Expected {
  const labels = text.split(/(?=<Group label="[^"])/).slice(1);
  const sum = (name: string) =>
    labels.reduce(
      (total, part) => total + Number(new RegExp(`<${name} value="(\\d+)"`).exec(part)?.[1] ?? 0),
      0,
    );
  return { requests: sum("succ") + sum("fail"), failures: sum("fail"), how: "Σ of the labels" };
}

function littleOf(text: string): Expected | undefined {
  const rate = Number(/Requests\/sec:\s*([\d.]+)/.exec(text)?.[1]);
  const count = Number(/(\d+) requests in/.exec(text)?.[1]);
  return Number.isNaN(rate) || Number.isNaN(count)
    ? undefined
    : { requests: count, throughput: rate, how: "printed figures" };
}

function siegeLog(text: string): Expected {
  const times = lines(text).map((line) => numbers(line.split(/HTTP\/[\d.]+,/)[1] ?? "")[1] ?? 0);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { requests: times.length, mean, how: "rows one by one" };
}

interface LabelTotals {
  readonly sampleCount: number;
  readonly meanResTime: number;
}

/** Requests below a node of Gatling's tree. */
function gatlingLeaves(node: GatlingNode): number {
  const children = Object.values(node.contents ?? {});
  return children.length === 0
    ? Number(node.stats?.numberOfRequests.total ?? node.numberOfRequests?.total)
    : children.reduce((sum, child) => sum + gatlingLeaves(child), 0);
}

interface GatlingNode {
  readonly contents?: Readonly<Record<string, GatlingNode>>;
  readonly stats?: { readonly numberOfRequests: { readonly total: number } };
  readonly numberOfRequests?: { readonly total: number };
}

function jsonTotals(run: ImportedRun, text: string): Expected | undefined {
  if (run.format === "gatling-stats" && !text.trimStart().startsWith("{")) return undefined;
  const value = JSON.parse(text);
  if (run.format === "gatling-stats") {
    return { requests: gatlingLeaves(value), how: "Σ of the requests" };
  }
  if (run.format === "autocannon") {
    const all = Number(value.requests?.total) + Number(value.errors);
    return { requests: all, throughput: all / value.duration, how: "answers and errors" };
  }
  if (run.format === "jmeter-statistics") {
    // Parts of redirected requests are counted again in the total, and are taken off it.
    const isPart = (key: string) => (/^(.*)-\d+$/.exec(key)?.[1] ?? "") in value;
    const rows = Object.entries<LabelTotals>(value).filter(
      ([key]) => key !== "Total" && !isPart(key),
    );
    const n = rows.reduce((sum, [, row]) => sum + row.sampleCount, 0);
    const time = rows.reduce((sum, [, row]) => sum + row.sampleCount * row.meanResTime, 0);
    return { requests: n, mean: time / n / 1000, how: "Σ of the labels" };
  }
  if (run.format === "k6-summary") {
    const metric = (name: string) => value.metrics[name]?.values ?? value.metrics[name];
    const failed = metric("http_req_failed");
    const requests = metric("http_reqs").count;
    return {
      requests,
      failures: Math.round(requests * (failed.rate ?? failed.value)),
      how: "share of failures × requests",
    };
  }
  if (run.format === "artillery") {
    const periods: { counters: Record<string, number> }[] = value.intermediate;
    const n = periods.reduce((sum, one) => sum + (one.counters["http.responses"] ?? 0), 0);
    return { requests: n, how: "Σ of the periods" };
  }
  return undefined;
}

function expected(run: ImportedRun, text: string): Expected | undefined {
  if (run.format === "locust-stats") return locustStats(text);
  if (run.format === "jmeter-csv") return jmeterCsv(text);
  if (run.format === "jmeter-xml") return jmeterXml(text);
  if (run.format === "k6-csv") return k6Csv(text);
  if (run.format === "locust-history") return locustHistory(text, run);
  if (run.format === "taurus-xml") return taurusXml(text);
  if (run.format === "gatling-log") return gatlingLog(text);
  if (run.format === "wrk") return littleOf(text);
  if (run.format === "siege-log") return siegeLog(text);
  const totals = ["jmeter-statistics", "k6-summary", "artillery", "autocannon", "gatling-stats"];
  return totals.includes(run.format) ? jsonTotals(run, text) : printedFigures(run.format, text);
}

function verdict(run: ImportedRun, known: Expected): string {
  const off: string[] = [];
  const compare = (what: string, ours: number | undefined, theirs: number | undefined) => {
    if (theirs === undefined || Number.isNaN(theirs)) return;
    const far = ours === undefined || Math.abs(ours - theirs) > tolerance * Math.max(1e-9, theirs);
    if (far) off.push(`${what} ${ours} against ${theirs}`);
  };
  compare("requests", run.wholeRun.requests, known.requests);
  compare("failures", run.wholeRun.failures, known.failures);
  compare("throughput", run.wholeRun.throughput, known.throughput);
  compare("mean", run.wholeRun.responseTime.mean, known.mean);
  return off.length === 0 ? `agrees (${known.how})` : `OFF: ${off.join("; ")} (${known.how})`;
}

function show(value: number | undefined, digits = 4): string {
  return value === undefined ? "-" : String(Number(value.toPrecision(digits)));
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: check-samples.ts <folder>");
const files = filesIn(folder).map((path) => load(path, folder));
let [agrees, off, refused, unchecked] = [0, 0, 0, 0];
console.log(
  "file | format | load | N | levels | requests | X/s | mean s | P95 s | findings | check",
);
for (const file of files) {
  const { runs, problems } = importResults([file]);
  for (const problem of problems) {
    refused++;
    console.log(`${file.name} | refused: ${problem.message}`);
  }
  for (const run of runs) {
    const known = runs.length === 1 ? expected(run, file.text) : undefined;
    const result = known ? verdict(run, known) : "not recomputed";
    if (result.startsWith("agrees")) agrees++;
    else if (result.startsWith("OFF")) off++;
    else unchecked++;
    const users = run.levels.map((level) => level.users ?? "?");
    console.log(
      [
        file.name,
        run.format,
        run.loadModel,
        users.length > 6 ? `${users[0]}…${users.at(-1)}` : users.join(","),
        run.levels.length,
        run.wholeRun.requests ?? "-",
        show(run.wholeRun.throughput, 6),
        show(run.wholeRun.responseTime.mean),
        show(run.wholeRun.responseTime.p95),
        [...run.findings.map((one) => one.code), ...run.generatorWarnings].join(" ") || "-",
        result + (run.rejected.count > 0 ? `, ${run.rejected.count} rows rejected` : ""),
      ].join(" | "),
    );
  }
}
console.log(`\n${agrees} agree, ${off} off, ${unchecked} not recomputed, ${refused} refused`);

const folders = new Map<string, SourceText[]>();
for (const file of files) {
  const name = file.name.slice(0, file.name.length - basename(file.name).length);
  folders.set(name, [...(folders.get(name) ?? []), file]);
}
for (const [name, group] of folders) {
  const { runs, problems } = importResults(group);
  const together = assembleRuns(name || ".", runs);
  console.log(
    `${name || "."} together: ${runs.length} runs, ${problems.length} files refused; `.concat(
      together.ok
        ? `campaign of ${together.value.campaign.levels.map((level) => level.users).join(", ")} users`
        : `no campaign: ${together.problems.length} reasons, first: ${together.problems[0]?.message}`,
    ),
  );
}
process.exitCode = off > 0 ? 1 : 0;
