/**
 * A campaign out of whatever files there are: what can be imported is, and what cannot is named
 * with its reason.
 */
import type { Campaign } from "../measurement/campaign.ts";
import type { Finding } from "../measurement/finding.ts";
import { assembleCampaign } from "./assemble-campaign.ts";
import { assembleRuns } from "./assemble-runs.ts";
import { beyondBelief } from "./beyond-belief.ts";
import { cleanText } from "./campaign-csv.ts";
import { recognizeFormat } from "./formats/recognize-format.ts";
import { refusalOf } from "./formats/refused-formats.ts";
import { importResults } from "./import-results.ts";
import type { ImportedRun, ImportOptions, SourceText } from "./imported-run.ts";
import { onceEachRun } from "./once/same-run.ts";
import { summaryTables } from "./once/summary-tables.ts";
import { isOwnReadme, type OwnTable, ownParsers, ownTable } from "./own-tables.ts";
import { noticeKey } from "./parse-notices.ts";
import type { Parsed, Problem } from "./problem.ts";

export interface ImportedCampaign {
  readonly campaign: Campaign;
  /** What the importers noticed: what was cut, and what is assumed. */
  readonly findings: readonly Finding[];
  /** The runs that make up the campaign. */
  readonly runs: readonly ImportedRun[];
  /** Files and runs that were left out, and why. */
  readonly leftOut: readonly Problem[];
  /** What each file was taken for, in the order given. */
  readonly formats: readonly { readonly file: string; readonly format: string }[];
}

/** Runs that were read otherwise, from files too large to be a text. */
export interface ReadElsewhere {
  readonly runs: readonly ImportedRun[];
  readonly problems: readonly Problem[];
  readonly formats: ImportedCampaign["formats"];
}

const nothingElse: ReadElsewhere = { runs: [], problems: [], formats: [] };

/**
 * @param elsewhere runs of files that are not among these
 * @throws RangeError unless options.users is absent or a whole number, 1 or more
 */
export function importCampaign(
  name: string,
  given: readonly SourceText[],
  options: ImportOptions = {},
  elsewhere: ReadElsewhere = nothingElse,
): Parsed<ImportedCampaign> {
  // What import wrote beside its tables is about them, and no result that was left out.
  const files = given.filter(({ text }) => !isOwnReadme(text));
  const forced = options.format !== undefined;
  const own = forced ? [] : files.filter(({ text }) => ownTable(text) !== undefined);
  const foreign = files.filter((file) => !own.includes(file));
  const { runs: found, problems } = importResults(foreign, options);
  const leftOut: Problem[] = [...problems, ...elsewhere.problems];
  const tables = readOwn(own);
  leftOut.push(...tables.problems);
  const once = onceEachRun([...found, ...elsewhere.runs]);
  const summaries = options.separate
    ? new Set()
    : summaryTables(
        once,
        tables.levels.map(({ users }) => users),
      );
  const runs = once.filter((run) => {
    // Open load is kept beside levels; whether there are any is seen below.
    const alone =
      run.loadModel === "open" && run.levels.length > 0 ? null : assembleRuns(name, [run]);
    // Named after the run's file, which the planner knows; the run's own name is less than that.
    const file = run.file ?? run.name;
    if (summaries.has(run)) {
      const message =
        "loads of this table were measured in the other files, too: it is taken for a summary of them";
      const hint = "give it alone, or with --separate if it holds tests of its own";
      leftOut.push({ file, line: 1, column: 1, message, hint });
      return false;
    }
    const figure = beyondBelief(run);
    if (figure !== null) {
      const message = `${figure} cannot have been measured: the file is damaged or its unit is another`;
      leftOut.push({ file, line: 1, column: 1, message, hint: "export the results once more" });
      return false;
    }
    if (alone === null) return true;
    if (!alone.ok) leftOut.push(...alone.problems.map((problem) => ({ ...problem, file })));
    return alone.ok;
  });
  const gauges = found.flatMap((run) => run.gauges);
  const made =
    runs.length === 0 ? undefined : assembleRuns(name, runs, gauges, tables.levels.length > 0);
  // Open load alone.
  if (made?.ok === false) leftOut.push(...made.problems.map((one) => ofFile(one, runs)));
  const used = made?.ok && (made.value.campaign.telemetry ?? []).length > 0;
  // Monitoring whose gauges were taken was read, though it makes no level of its own.
  const read = new Set(
    used
      ? found
          .filter((run) => run.gauges.length > 0 && run.levels.length === 0)
          .map((run) => run.file)
      : [],
  );
  // What is no result at all comes last, and hides nothing that can be mended.
  const notRead = leftOut
    .filter(({ file }) => !read.has(file))
    .toSorted((a, b) => Number(isNoResult(a)) - Number(isNoResult(b)));
  const noticed = made?.ok ? made.value.findings : [];
  const campaign = together(name, made?.ok ? made.value.campaign : undefined, tables, noticed);
  if (campaign.levels.length === 0) {
    const hint = "give the results of at least one load test; see the table of formats in the docs";
    const nothing = { file: name, line: 1, column: 1, message: "no level was found", hint };
    return { ok: false, problems: notRead.length > 0 ? notRead : [nothing] };
  }
  return {
    ok: true,
    value: {
      campaign,
      findings: campaign.notices ?? [],
      runs,
      leftOut: notRead,
      formats: [
        ...files.map(({ name: file, text }) => {
          const table = forced ? undefined : ownTable(text);
          return {
            file,
            format: options.format ?? (table ? `headroom ${table}` : recognizeFormat(text)),
          };
        }),
        ...elsewhere.formats,
      ],
    },
  };
}

const noResults = new Set(["unknown", "web-page"].map((name) => refusalOf(name)));

const isNoResult = ({ message }: Problem) => noResults.has(message);

/** The problem of a run, at the file that the planner knows. */
function ofFile(problem: Problem, runs: readonly ImportedRun[]): Problem {
  const file = runs.find(({ name }) => name === problem.file)?.file;
  return file === undefined ? problem : { ...problem, file };
}

interface OwnTables
  extends Pick<
    Campaign,
    "levels" | "endpoints" | "failures" | "series" | "telemetry" | "openLevels" | "notices"
  > {
  readonly problems: readonly Problem[];
}

function readOwn(files: readonly SourceText[]): OwnTables {
  const problems: Problem[] = [];
  const read = <Row>(
    kind: OwnTable,
    parse: (text: string, file: string) => Parsed<readonly Row[]>,
  ) =>
    files
      .filter(({ text }) => ownTable(text) === kind)
      .flatMap(({ name, text }): readonly Row[] => {
        const parsed = parse(text, name);
        if (parsed.ok) return parsed.value;
        problems.push(...parsed.problems);
        return [];
      });
  return {
    levels: read("levels", ownParsers.levels),
    endpoints: read("endpoints", ownParsers.endpoints),
    failures: read("failures", ownParsers.failures),
    series: read("series", ownParsers.series),
    telemetry: read("telemetry", ownParsers.telemetry),
    openLevels: read("open", ownParsers.open),
    notices: read("notices", ownParsers.notices),
    problems,
  };
}

/** Imported levels and own tables; a level that both hold keeps the run's name, else a number. */
function together(
  name: string,
  made: Campaign | undefined,
  own: OwnTables,
  noticed: readonly Finding[],
): Campaign {
  const taken = new Set(made?.levels.map(({ users, run }) => `${users} ${run}`));
  const twice = own.levels.some(({ users, run }) => taken.has(`${users} ${run}`));
  const renamed = <T extends { readonly run: string }>(rows: readonly T[]): readonly T[] =>
    twice ? rows.map((row) => ({ ...row, run: `table ${row.run}`.trim() })) : rows;
  const series = [...(made?.series ?? []), ...renamed(own.series ?? [])];
  const telemetry = [
    ...(made?.telemetry ?? []),
    // A table of its own beside the results of a generator speaks of these.
    ...(own.levels.length > 0 ? renamed(own.telemetry ?? []) : (own.telemetry ?? [])),
  ];
  const campaign = assembleCampaign(
    name,
    [...(made?.levels ?? []), ...renamed(own.levels)],
    [...(made?.endpoints ?? []), ...renamed(own.endpoints)],
    [...(made?.failures ?? []), ...renamed(own.failures)],
  );
  const openLevels = [...(made?.openLevels ?? []), ...(own.openLevels ?? [])];
  const notices = onceEach([...noticed, ...(own.notices ?? [])]);
  return {
    ...campaign,
    ...(series.length > 0 ? { series } : {}),
    ...(telemetry.length > 0 ? { telemetry } : {}),
    ...(openLevels.length > 0 ? { openLevels } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
}

/** As they will be read back from the table: one line each, and none twice. */
function onceEach(noticed: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>();
  for (const notice of noticed) {
    const { message, law, remedy } = notice;
    const plain = { message: cleanText(message), law: cleanText(law), remedy: cleanText(remedy) };
    const clean = { ...notice, ...plain };
    if (!kept.has(noticeKey(clean))) kept.set(noticeKey(clean), clean);
  }
  return [...kept.values()];
}
