/**
 * The files of one or more load tests as runs: recognizes each file's format by its content, puts the
 * files of one Locust run and the engines of one Azure Load Testing run together, and refuses what
 * cannot be read with a reason. A file that cannot be read never stops the others.
 */

import { requireCount, requireNonNegative } from "../require.ts";
import { tablesIn } from "./formats/each-report.ts";
import { eachTool } from "./formats/each-tool.ts";
import { readJmeterCsv } from "./formats/jmeter/jmeter-csv.ts";
import { jmeterRun } from "./formats/jmeter/jmeter-run.ts";
import { formatNamed } from "./formats/load-test-formats.ts";
import { type LocustFiles, locustRun } from "./formats/locust/locust-run.ts";
import { importPrometheus } from "./formats/monitoring/prometheus.ts";
import { printedFormats } from "./formats/printed-formats.ts";
import { recognizeFormat } from "./formats/recognize-format.ts";
import { refused } from "./formats/rejections.ts";
import type { ImportedRun, ImportOptions, SourceText } from "./imported-run.ts";
import { prometheusAnswers } from "./once/prometheus-answers.ts";
import { withoutRepeatedLogs } from "./once/repeated-logs.ts";
import { addUpGenerators } from "./once/several-generators.ts";
import type { Parsed, Problem } from "./problem.ts";

export interface ImportResults {
  readonly runs: readonly ImportedRun[];
  /** Files that gave no run, and why. */
  readonly problems: readonly Problem[];
}

/**
 * The name that the files of one Locust run share; `_requests.csv` was `_stats.csv` up to 0.12. What
 * the web page gives is called after the second of its download: `requests_1700000000.12.csv`.
 */
const locustPrefix = (name: string) =>
  name
    .replace(/\.csv$/i, "")
    .replace(/(^|\/)(?:requests|failures|exceptions)_\d{9,}(?:\.\d+)?$/i, "$1web page")
    // Kept in a folder a run, the files have lost their prefix: "50 users/failures.csv".
    .replace(
      /(?:(^|\/)|[-_. ])(?:stats[-_]history|stats|failures|exceptions|requests|distribution)$/i,
      "$1",
    );

/** Azure Load Testing writes a log an engine: engine1_results.csv, engine2_results.csv, … */
export const engineFile = /(^|\/)engine(\d+)_results(?:_\d+)?\.csv(?:\.gz)?$/i;

const printed = new Set(printedFormats.map(({ name }) => name));

/** What a tool printed, with the line ends that its importer knows; tables and JSON keep theirs. */
const asPrinted = (file: SourceText, format: string): SourceText =>
  printed.has(format) ? { ...file, text: file.text.replace(/\r+\n/g, "\n") } : file;

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
  const answers: SourceText[] = [];
  const given = options.format === undefined ? files.map(withoutColors).flatMap(eachTool) : files;
  for (const one of given) {
    const file = withoutColors(one);
    const { name: format, how } = formatNamed(options.format ?? recognizeFormat(file.text));
    if ("part" in how) {
      const { part } = how;
      for (const text of tablesIn(file.text)) {
        let key = locustPrefix(file.name);
        // Two files of one kind under one name are two runs, and so are two tables in one file.
        while (locust.get(key)?.[part]) key += "'";
        locust.set(key, { ...locust.get(key), [part]: { ...file, text } });
      }
    } else if (format === "jmeter-csv" && engineFile.test(file.name)) {
      const folder = file.name.replace(engineFile, "$1");
      engines.set(folder, [...(engines.get(folder) ?? []), file]);
    } else if (format === "prometheus") answers.push(file);
    else if ("read" in how) keep(how.read(asPrinted(file, format), options), file.name);
    else keep(refused(file.name, ...how.refused), file.name);
  }
  for (const parts of locust.values()) {
    if (parts.stats || parts.history) {
      const parsed = locustRun(parts, options);
      const file = (parts.stats ?? parts.history)?.name ?? "";
      keep(parsed.ok ? { ok: true, value: [parsed.value] } : parsed, file);
    } else {
      for (const file of Object.values(parts)) keep(aloneRefused(file), file.name);
    }
  }
  for (const file of options.separate ? answers : prometheusAnswers(answers)) {
    keep(importPrometheus(file, options), file.name);
  }
  for (const group of engines.values()) keep(engineRun(group, options), group[0]?.name ?? "");
  const once = withoutRepeatedLogs(runs);
  if (options.separate) return { runs: once, problems };
  const byName = new Map(files.map((file) => [file.name, file]));
  const together = (names: readonly string[], format: string) => {
    const parts = names.flatMap((name) => byName.get(name) ?? []);
    const joined = parts.length === names.length ? joinedLogs(parts, format) : undefined;
    const { how } = formatNamed(format);
    const read = joined !== undefined && "read" in how ? how.read(joined, options) : undefined;
    return read?.ok && read.value.length === 1 ? read.value[0] : undefined;
  };
  return { runs: addUpGenerators(once, together), problems };
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
