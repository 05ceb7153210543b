import type {
  Campaign,
  EndpointLevel,
  FailureCount,
  Level,
  SeriesSlice,
} from "../measurement/campaign.ts";
import { failureCause } from "../measurement/failure-cause.ts";
import type { Finding } from "../measurement/finding.ts";
import { generatorNote, windowNotes } from "../measurement/level-note.ts";
import { cleanText } from "./campaign-csv.ts";
import { finding } from "./formats/finding.ts";
import { present } from "./formats/present.ts";
import type {
  Figures,
  Gauge,
  ImportedEndpoint,
  ImportedFailure,
  ImportedLevel,
  ImportedRun,
} from "./imported-run.ts";
import { levelSeries } from "./level-series.ts";
import { nameable } from "./nameable.ts";
import { openLevels } from "./open-levels.ts";
import type { Parsed, Problem } from "./problem.ts";
import { telemetryOfGauges } from "./telemetry-of-gauges.ts";

export interface AssembledCampaign {
  readonly campaign: Campaign;
  /** What the importers noticed, about the level concerned where that is known. */
  readonly findings: readonly Finding[];
}

interface Placed {
  readonly run: ImportedRun;
  readonly level: ImportedLevel;
  readonly users: number;
}

/**
 * Puts runs of one system in one state together into a campaign. A level measured more than once
 * keeps each measurement, told apart by the name of its run. Open load beside them is kept apart, since an
 * arrival rate is no number of users and the two kinds of load queue differently; alone it is refused.
 * Refused, with every reason, is also a run whose users are not known.
 *
 * @param gauges what was monitored meanwhile, for the levels whose time is known
 * @param besideLevels whether there are levels of other sources, beside which open load may stand
 */
export function assembleRuns(
  name: string,
  runs: readonly ImportedRun[],
  gauges: readonly Gauge[] = [],
  besideLevels = false,
): Parsed<AssembledCampaign> {
  const problems: Problem[] = [];
  const refuse = (run: ImportedRun, message: string, hint: string) =>
    problems.push({ file: run.name, line: 1, column: 1, message, hint });
  const placed: Placed[] = [];
  const open = runs.filter(({ loadModel }) => loadModel === "open");
  for (const run of runs) {
    if (run.loadModel === "open") continue;
    for (const level of run.levels) {
      if (level.users === null) {
        refuse(
          run,
          `the number of users is neither in the ${run.format} file nor in its name`,
          "state it with --users N, or put it into the name of the file or its folder, as in run_u50_stats.csv and 50_users/",
        );
      } else placed.push({ run, level, users: level.users });
    }
  }
  const alone = placed.length === 0 && !(besideLevels && open.length > 0);
  if (alone) for (const run of open) refuse(run, ...aloneIsOpen(run));
  if (problems.length === 0 && alone) {
    const hint = "import at least one run that made requests";
    problems.push({ file: name, line: 1, column: 1, message: "there is no level", hint });
  }
  if (problems.length > 0) return { ok: false, problems };

  const labels = labelsOf(placed);
  const levels: Level[] = [];
  const endpoints: EndpointLevel[] = [];
  const failures: FailureCount[] = [];
  const findings: Finding[] = [];
  const series: SeriesSlice[] = [];
  for (const run of open) findings.push(...run.findings);
  for (const run of new Set(placed.map((one) => one.run))) {
    const users = run.levels.length === 1 ? (run.levels[0]?.users ?? null) : null;
    findings.push(...run.findings.map((one) => ({ ...one, level: one.level ?? users })));
    if (run.rejected.count > 0) findings.push(rejectedRows(run, users));
  }
  for (const [at, { run, level, users }] of placed.entries()) {
    const key = { users, run: labels[at] ?? "" };
    const note = levelNote(run, level);
    levels.push({
      ...key,
      ...present<{ mostUsers?: number; duration?: number }>({
        mostUsers: level.mostUsers,
        duration: level.duration ?? undefined,
      }),
      ...countedFigures(run, figuresOf(level)),
      quality: "measured",
      note,
    });
    for (const { method, path, ...figures } of distinctEndpoints(level.endpoints)) {
      const { throughput: _, tokenTimes: __, ...counted } = figuresOf(figures);
      endpoints.push({ ...key, method, path, ...counted, quality: "measured", note: "" });
    }
    series.push(...levelSeries(key.run, level, run.series));
    // Counted over the whole run only, of several levels none can claim them.
    const kinds = level.failureKinds ?? (run.levels.length === 1 ? run.failures : []);
    failures.push(...failuresOf(key, kinds));
  }
  const byLoad = (a: { users: number; run: string }, b: { users: number; run: string }) =>
    a.users - b.users || (a.run < b.run ? -1 : a.run > b.run ? 1 : 0);
  levels.sort(byLoad);
  endpoints.sort(byLoad);
  failures.sort(byLoad);
  series.sort((a, b) => byLoad(a, b) || a.end - b.end);
  const windows = placed.flatMap(({ users, level: { start, duration } }, at) =>
    start === null || duration === null ? [] : [{ users, run: labels[at] ?? "", start, duration }],
  );
  const telemetry = telemetryOfGauges(gauges, windows).toSorted(byLoad);
  const course = {
    ...(series.length > 0 ? { series } : {}),
    ...(telemetry.length > 0 ? { telemetry } : {}),
    ...(open.length > 0 ? { openLevels: openLevels(open) } : {}),
  };
  return {
    ok: true,
    value: { campaign: { name, levels, endpoints, failures, ...course }, findings },
  };
}

function aloneIsOpen({ format }: ImportedRun): readonly [message: string, hint: string] {
  const production = format === "prometheus" || format === "otlp";
  return [
    "the load was open (requests arrived at a rate), so there is no number of users, " +
      "and a model of users who wait for their answers cannot be fitted to it",
    production
      ? "give it beside the results of a load test with fixed numbers of users: predictions are then held against it"
      : "run the test with a fixed number of users, each waiting for the answer, at three loads or more",
  ];
}

/** Figures with what they count, where there is anything to count. */
function countedFigures({ throughputOf, timesOf }: ImportedRun, figures: Figures) {
  const timed = Object.keys(figures.responseTime).length > 0;
  return {
    ...figures,
    ...(figures.throughput === undefined ? {} : { throughputOf }),
    ...(timed ? { timesOf } : {}),
  };
}

/** What the audit must know of a level and no column holds: its window and its load machine. */
function levelNote(run: ImportedRun, level: ImportedLevel): string {
  const window = windowNotes[level.covers];
  const parts = [
    ...(window === "" || /^whole run|ramp/.test(level.note) ? [] : [window]),
    level.note,
    ...run.generatorWarnings.map((warning) => `${generatorNote}: ${warning}`),
  ];
  return cleanText(parts.filter((part) => part !== "").join("; "));
}

/** Load scripts often name a request "GET /a" and send it by GET: the method is said once. */
function pathOf(method: string, path: string): string {
  const clean = cleanText(path);
  const doubled = method !== "" && clean.toUpperCase().startsWith(`${method.toUpperCase()} `);
  const plain = doubled ? clean.slice(method.length + 1) : clean;
  return method === "" ? nameable(plain) : plain;
}

/** Endpoints that differ only in blanks are one row of the table. */
function distinctEndpoints(rows: readonly ImportedEndpoint[]): readonly ImportedEndpoint[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const method = cleanText(row.method);
    const plain = pathOf(method, row.path);
    let path = plain || "(no name)";
    for (let n = 2; seen.has(`${method} ${path}`); n++) path = `${plain} #${n}`;
    seen.add(`${method} ${path}`);
    return [{ ...row, method, path }];
  });
}

/** Failures by kind and place, each once: the same message may come from several rows. */
function failuresOf(
  key: { readonly users: number; readonly run: string },
  kinds: readonly ImportedFailure[],
): readonly FailureCount[] {
  const counted = new Map<string, FailureCount>();
  for (const failure of kinds) {
    const method = cleanText(failure.method);
    const path = pathOf(method, failure.path);
    const error = cleanText(failure.error) || "(no message)";
    const id = JSON.stringify([method, path, error]);
    const count = (counted.get(id)?.count ?? 0) + failure.count;
    counted.set(id, { ...key, method, path, error, count, cause: failureCause(error), note: "" });
  }
  return [...counted.values()];
}

function figuresOf(figures: Figures): Figures {
  const { requests, failures, throughput, responseTime, tokenTimes } = figures;
  return {
    ...present<Omit<Figures, "responseTime" | "tokenTimes">>({ requests, failures, throughput }),
    responseTime,
    ...(Object.keys(tokenTimes ?? {}).length === 0 ? {} : { tokenTimes }),
  };
}

/** The run's name, with its folder where another folder has a run of that name. */
export function runName(run: ImportedRun, runs: readonly ImportedRun[]): string {
  const folderOf = ({ file = "" }: ImportedRun) =>
    file.slice(0, Math.max(0, file.lastIndexOf("/")));
  const folder = folderOf(run);
  const shared = runs.some((other) => other.name === run.name && folderOf(other) !== folder);
  return cleanText(shared && folder !== "" ? `${folder}/${run.name}` : run.name);
}

/** "" where the users were measured once; else the run's name, numbered where that repeats too. */
function labelsOf(placed: readonly Placed[]): string[] {
  const measured = new Map<number, number>();
  for (const { users } of placed) measured.set(users, (measured.get(users) ?? 0) + 1);
  const taken = new Set<string>();
  const runs = [...new Set(placed.map(({ run }) => run))];
  return placed.map(({ run, users }) => {
    if (measured.get(users) === 1) return "";
    const name = runName(run, runs);
    let label = name;
    for (let n = 2; taken.has(`${users} ${label}`); n++) label = `${name} #${n}`;
    taken.add(`${users} ${label}`);
    return label;
  });
}

function rejectedRows(run: ImportedRun, users: number | null): Finding {
  const [first] = run.rejected.first;
  const { count } = run.rejected;
  const place = `line ${first?.line ?? 1}: ${first?.message ?? ""}`;
  const file = first?.file ?? run.name;
  return finding(
    "rows-rejected",
    "warning",
    users,
    count === 1
      ? `1 row of ${file} was left out, in ${place}.`
      : `${count} rows of ${file} were left out, the first in ${place}.`,
    "a row that cannot be read is not guessed",
    first?.hint ?? "correct the file",
  );
}
