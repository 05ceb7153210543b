/**
 * The files of one or more load tests as runs: recognizes each file's format by its content, puts the
 * files of one Locust run and the engines of one Azure Load Testing run together, and refuses what
 * cannot be read with a reason. A file that cannot be read never stops the others.
 */

import { requireCount, requireNonNegative } from "../require.ts";
import { importAb } from "./formats/ab.ts";
import { importArtillery } from "./formats/artillery.ts";
import { importAutocannon } from "./formats/autocannon.ts";
import type { FormatName } from "./formats/format-name.ts";
import { importFortio } from "./formats/fortio.ts";
import { importGatlingLog } from "./formats/gatling-log.ts";
import { importGatlingStats } from "./formats/gatling-stats.ts";
import { importHeyCsv, importHeyText } from "./formats/hey.ts";
import { importJmeterAggregate } from "./formats/jmeter-aggregate.ts";
import { importJmeterCsv, readJmeterCsv } from "./formats/jmeter-csv.ts";
import { jmeterRun } from "./formats/jmeter-run.ts";
import { importJmeterStatistics } from "./formats/jmeter-statistics.ts";
import { importJmeterXml } from "./formats/jmeter-xml.ts";
import { importK6Csv, importK6Points } from "./formats/k6-points.ts";
import { importK6Summary } from "./formats/k6-summary.ts";
import { importK6Text } from "./formats/k6-text.ts";
import { importLocustHtml } from "./formats/locust-html.ts";
import { importLocustJson, importLocustWorkers } from "./formats/locust-json.ts";
import { importLocustRequests } from "./formats/locust-requests.ts";
import { type LocustFiles, locustRun } from "./formats/locust-run.ts";
import { importOhaJson, importOhaText } from "./formats/oha.ts";
import { importOtlp } from "./formats/otlp.ts";
import { importPgbench } from "./formats/pgbench.ts";
import { importPrometheus } from "./formats/prometheus.ts";
import { recognizeFormat } from "./formats/recognize-format.ts";
import { refused } from "./formats/rejections.ts";
import { importSiege, importSiegeLog } from "./formats/siege.ts";
import { importSysbench } from "./formats/sysbench.ts";
import { importTaurusCsv, importTaurusXml } from "./formats/taurus.ts";
import { importVegetaJson, importVegetaText } from "./formats/vegeta.ts";
import { importVegetaCsv, importVegetaLog } from "./formats/vegeta-log.ts";
import { importWrk } from "./formats/wrk.ts";
import type { ImportedRun, Importer, ImportOptions, SourceText } from "./imported-run.ts";
import type { Parsed, Problem } from "./problem.ts";
import { addUpGenerators } from "./several-generators.ts";

export interface ImportResults {
  readonly runs: readonly ImportedRun[];
  /** Files that gave no run, and why. */
  readonly problems: readonly Problem[];
}

const importers: Partial<Record<FormatName, Importer>> = {
  "locust-json": importLocustJson,
  "locust-html": importLocustHtml,
  "locust-requests": importLocustRequests,
  "locust-workers": importLocustWorkers,
  "k6-summary": importK6Summary,
  "k6-points": importK6Points,
  "k6-csv": importK6Csv,
  "k6-text": importK6Text,
  "jmeter-csv": importJmeterCsv,
  "jmeter-xml": importJmeterXml,
  "jmeter-statistics": importJmeterStatistics,
  "jmeter-aggregate": importJmeterAggregate,
  "gatling-stats": importGatlingStats,
  "gatling-log": importGatlingLog,
  artillery: importArtillery,
  wrk: importWrk,
  "vegeta-json": importVegetaJson,
  "vegeta-text": importVegetaText,
  "vegeta-csv": importVegetaCsv,
  "vegeta-log": importVegetaLog,
  "hey-csv": importHeyCsv,
  "hey-text": importHeyText,
  ab: importAb,
  autocannon: importAutocannon,
  "oha-json": importOhaJson,
  "oha-text": importOhaText,
  siege: importSiege,
  "siege-log": importSiegeLog,
  fortio: importFortio,
  "taurus-csv": importTaurusCsv,
  "taurus-xml": importTaurusXml,
  pgbench: importPgbench,
  sysbench: importSysbench,
  prometheus: importPrometheus,
  otlp: importOtlp,
};

/** Why a format that is recognized is not read, and what to give instead. */
const refusals: Partial<Record<FormatName, readonly [message: string, hint: string]>> = {
  "gatling-binary": [
    "this is a binary simulation.log (Gatling 3.13 and later, some 3.12)",
    "give js/stats.js of its report, which every version writes (make it with gatling -ro), or run the test with Gatling 3.12",
  ],
  "hdr-histogram": [
    "a table of percentiles has neither throughput nor users",
    "give the whole report of the load generator that made it",
  ],
  "ab-gnuplot": [
    "ab's -g file is sorted by time taken, holds no failures and starts only to the second",
    "give the text that ab printed",
  ],
  "jmeter-summariser": [
    "these are summary lines of jmeter.log",
    "give the result log (JTL) or statistics.json of the run",
  ],
  gzip: ["the file is compressed with gzip, perhaps twice", "unpack it"],
  zip: [
    "the file is a ZIP archive or a spreadsheet",
    "unpack it and give the files inside; save a spreadsheet as CSV",
  ],
  compressed: ["the file is compressed", "unpack it and give what is inside"],
  parquet: ["the file is Parquet", "let the large-file engine read it: --engine duckdb"],
  "web-page": [
    "this web page holds no figures that Headroom reads",
    "give the data beside it: statistics.json of a JMeter dashboard, js/stats.js of a Gatling report, the summary export of k6, or the CSV files of Locust",
  ],
  unknown: [
    "the content fits no format that Headroom knows",
    "see the table in docs/formats.md; of another tool, write its figures into a levels.csv with the columns users, throughput_rps, mean_ms and p95_ms",
  ],
};

const locustPart: Partial<Record<FormatName, keyof LocustFiles>> = {
  "locust-stats": "stats",
  "locust-history": "history",
  "locust-failures": "failures",
  "locust-exceptions": "exceptions",
  "locust-distribution": "distribution",
};

/**
 * The name that the files of one Locust run share; `_requests.csv` was `_stats.csv` up to 0.12. What
 * the web page gives is called after the second of its download: `requests_1700000000.12.csv`.
 */
const locustPrefix = (name: string) =>
  name
    .replace(/\.csv$/i, "")
    .replace(/(^|\/)(?:requests|failures|exceptions)_\d{9,}(?:\.\d+)?$/i, "$1web page")
    .replace(/_(?:stats_history|stats|failures|exceptions|requests|distribution)$/i, "");

/** Azure Load Testing writes a log an engine: engine1_results.csv, engine2_results.csv, … */
export const engineFile = /(^|\/)engine(\d+)_results(?:_\d+)?\.csv(?:\.gz)?$/i;

/**
 * @throws RangeError unless options.users is absent or a whole number, 1 or more, and options.warmUp
 * is absent or a number, 0 or more
 */
export function importResults(
  files: readonly SourceText[],
  options: ImportOptions = {},
): ImportResults {
  requireOptions(options);
  const runs: ImportedRun[] = [];
  const problems: Problem[] = [];
  const keep = (parsed: Parsed<readonly ImportedRun[]>, file: string) => {
    if (parsed.ok) runs.push(...parsed.value.map((run) => ({ ...run, file })));
    else problems.push(...parsed.problems);
  };
  const locust = new Map<string, LocustFiles>();
  const engines = new Map<string, SourceText[]>();
  for (const given of files) {
    const file = withoutColors(given);
    const format = options.format ?? recognizeFormat(file.text);
    const part = locustPart[format];
    const importer = importers[format];
    if (part) {
      let key = locustPrefix(file.name);
      // Two files of one kind under one name are two runs.
      while (locust.get(key)?.[part]) key += "'";
      locust.set(key, { ...locust.get(key), [part]: file });
    } else if (format === "jmeter-csv" && engineFile.test(file.name)) {
      const folder = file.name.replace(engineFile, "$1");
      engines.set(folder, [...(engines.get(folder) ?? []), file]);
    } else if (importer) keep(importer(file, options), file.name);
    else {
      const [message, hint] = refusals[format] ?? refusals.unknown ?? ["", ""];
      keep(refused(file.name, message, hint), file.name);
    }
  }
  for (const parts of locust.values()) {
    if (parts.stats || parts.history) {
      const parsed = locustRun(parts, options);
      const file = (parts.stats ?? parts.history)?.name ?? "";
      keep(parsed.ok ? { ok: true, value: [parsed.value] } : parsed, file);
    } else {
      for (const file of Object.values(parts) as SourceText[]) keep(aloneRefused(file), file.name);
    }
  }
  for (const group of engines.values()) keep(engineRun(group, options), group[0]?.name ?? "");
  if (options.separate) return { runs, problems };
  const given = new Map(files.map((file) => [file.name, file]));
  const together = (names: readonly string[], format: string) => {
    const parts = names.flatMap((name) => given.get(name) ?? []);
    const joined = parts.length === names.length ? joinedLogs(parts, format) : undefined;
    const read = joined && importers[format as FormatName]?.(joined, options);
    return read?.ok && read.value.length === 1 ? read.value[0] : undefined;
  };
  return { runs: addUpGenerators(runs, together), problems };
}

/** Formats whose logs are told apart again where one follows the other, and whether they have a header. */
const joinable: Readonly<Record<string, boolean>> = {
  "jmeter-csv": true,
  "jmeter-xml": false,
  "k6-points": false,
  "k6-csv": true,
  "gatling-log": false,
  "locust-requests": true,
};

/** Several logs one behind the other, under one header; undefined where their columns differ. */
function joinedLogs(files: readonly SourceText[], format: string): SourceText | undefined {
  const [first] = files;
  const header = joinable[format];
  if (first === undefined || header === undefined) return undefined;
  const texts = files.map((file) =>
    withoutColors(file)
      .text.replace(/^\uFEFF/, "")
      .trimEnd(),
  );
  if (!header) return { name: first.name, text: texts.join("\n") };
  const heads = texts.map((text) => text.slice(0, text.search(/[\r\n]|$/)));
  // A log whose header was switched off begins with a time.
  if (heads.every((head) => /^\d/.test(head))) return { name: first.name, text: texts.join("\n") };
  if (heads.some((head) => head !== heads[0])) return undefined;
  const bodies = texts.map((text, at) => text.slice(heads[at]?.length).replace(/^[\r\n]+/, ""));
  return { name: first.name, text: [heads[0], ...bodies].join("\n") };
}

/** Colors of a terminal, in output that was captured as it was shown. */
const terminalColor = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, "g");

const withoutColors = (file: SourceText): SourceText =>
  file.text.includes(String.fromCharCode(27))
    ? { ...file, text: file.text.replace(terminalColor, "") }
    : file;

function requireOptions({ users, warmUp }: ImportOptions): void {
  if (users !== undefined) requireCount("users", users);
  if (warmUp !== undefined) requireNonNegative("warmUp", warmUp);
}

function aloneRefused(file: SourceText): Parsed<readonly ImportedRun[]> {
  return refused(
    file.name,
    "failures, exceptions or percentiles without the counts of the same run make no level",
    "give the _stats.csv or _stats_history.csv of the same run beside it",
  );
}

/** The engines of one run: their requests together, their threads added up. */
function engineRun(
  files: readonly SourceText[],
  options: ImportOptions,
): Parsed<readonly ImportedRun[]> {
  const logs = files.map((file) => ({ file, log: readJmeterCsv(file) }));
  const [first] = logs;
  if (!first) return { ok: true, value: [] };
  const samples = logs.flatMap(({ file, log }) =>
    log.samples.map((sample) => ({ ...sample, host: `${file.name} ${sample.host}` })),
  );
  const rejected = {
    add: first.log.rejected.add,
    count: logs.reduce((sum, { log }) => sum + log.rejected.count, 0),
    first: logs.flatMap(({ log }) => log.rejected.first).slice(0, 20),
  };
  const cut = logs.some(({ log }) => log.cut);
  return jmeterRun(
    "jmeter-csv",
    first.file.name,
    { samples, rejected, cut, joined: true },
    options,
  );
}
