/**
 * Load machines of one test, each with a log or table of its own: the pods of k6-operator, JMeter's
 * engines, Locusts side by side. Their windows are one and their requests are called alike, so users,
 * requests and throughput add up. Taken one by one each would be a measurement of half the load.
 */
import { entryAt } from "../../entry-at.ts";
import type { ResponseTimes } from "../../measurement/campaign.ts";
import { inTime } from "../../wording/wording.ts";
import { finding } from "../formats/finding.ts";
import { sideBySide } from "../formats/log/split-log.ts";
import { usersInName } from "../formats/log/users-in-name.ts";
import { present } from "../formats/present.ts";
import type { Figures, ImportedEndpoint, ImportedLevel, ImportedRun } from "../imported-run.ts";

/** Imports the files of several machines as one log; nothing where that cannot be done. */
export type ReadTogether = (files: readonly string[], format: string) => ImportedRun | undefined;

/** Labels that two machines of one test have in common, of those that either has. */
const leastShared = 0.8;
/** Machines of one test have as many users, but for a remainder or a share of them. */
const leastApart = 2;
const uneven = 0.2;
/** Percentiles of machines this close together are the percentile of all of them. */
const alike = 1.1;

/** Each test once; the order of the first machines is kept. */
export function addUpGenerators(
  runs: readonly ImportedRun[],
  readTogether: ReadTogether,
): readonly ImportedRun[] {
  return groupsOfOneTest(runs).map((group) =>
    group.length === 1 ? entryAt(group, 0) : oneTest(group, readTogether),
  );
}

/** Runs by the test that they are of. */
export function groupsOfOneTest(runs: readonly ImportedRun[]): readonly (readonly ImportedRun[])[] {
  const groups: ImportedRun[][] = [];
  for (const run of runs) {
    const known = groups.find((group) => group.every((other) => ofOneTest(run, other)));
    if (known) known.push(run);
    else groups.push([run]);
  }
  return groups;
}

export interface Span {
  readonly first: number;
  readonly last: number;
}

/** When a run began and ended, by its series, else by its only level; null where it has no clock. */
export function spanOfRun({ series, levels }: ImportedRun): Span | null {
  const [begin] = series;
  const end = series.at(-1);
  if (begin && end && series.length > 1) return { first: begin.time, last: end.time };
  const [level] = levels;
  if (levels.length !== 1 || level?.start == null || level.duration === null) return null;
  return { first: level.start, last: level.start + level.duration };
}

/** Unix time: a clock that counts from the start of each run tells nothing. */
export const since2001 = 1e9;

function ofOneTest(a: ImportedRun, b: ImportedRun): boolean {
  if (a.format !== b.format || a.file === b.file || a.loadModel !== b.loadModel) return false;
  const [one, other] = [spanOfRun(a), spanOfRun(b)];
  if (one === null || other === null || one.first < since2001) return false;
  if (!sideBySide(one, other) || !shareLoad(a, b)) return false;
  const copied =
    one.first === other.first &&
    one.last === other.last &&
    a.wholeRun.requests === b.wholeRun.requests &&
    a.wholeRun.responseTime.mean === b.wholeRun.responseTime.mean;
  return !copied && sharedLabels(a, b) >= leastShared;
}

/** A test is dealt out evenly to its machines, and files that name different loads are different tests. */
function shareLoad(a: ImportedRun, b: ImportedRun): boolean {
  const [named, other] = [usersInName(a.file ?? a.name), usersInName(b.file ?? b.name)];
  if (named !== null && other !== null && named !== other) return false;
  const most = ({ levels }: ImportedRun) =>
    levels.reduce((all, { users, mostUsers }) => Math.max(all, mostUsers ?? users ?? 0), 0);
  const [low, high] = [Math.min(most(a), most(b)), Math.max(most(a), most(b))];
  return high - low <= Math.max(leastApart, uneven * high);
}

export function labelsOf({ levels }: ImportedRun): ReadonlySet<string> {
  return new Set(
    levels.flatMap(({ endpoints }) => endpoints.map(({ method, path }) => `${method} ${path}`)),
  );
}

function sharedLabels(a: ImportedRun, b: ImportedRun): number {
  const [one, other] = [labelsOf(a), labelsOf(b)];
  if (one.size === 0 && other.size === 0) return 1;
  const both = [...one].filter((label) => other.has(label)).length;
  return both / (one.size + other.size - both);
}

function oneTest(group: readonly ImportedRun[], readTogether: ReadTogether): ImportedRun {
  const first = entryAt(group, 0);
  const files = group.flatMap(({ file }) => file ?? []);
  const read = files.length === group.length ? readTogether(files, first.format) : undefined;
  return read === undefined
    ? addedUp(group)
    : {
        ...read,
        ...(first.file === undefined ? {} : { file: first.file }),
        findings: [machines(group), ...withoutJoined(read)],
      };
}

const withoutJoined = ({ findings }: ImportedRun) =>
  findings.filter(({ code }) => code !== "generators-added-up");

function machines(group: readonly ImportedRun[], more = "") {
  const named = group.slice(0, 4).map(({ file, name }) => file ?? name);
  const others = group.length > named.length ? ` and ${group.length - named.length} more` : "";
  return finding(
    "generators-added-up",
    "note",
    null,
    `${named.join(", ")}${others} are of one window and call their requests alike: taken for ${group.length} load machines of one test and added up.${more}`,
    "users and throughput of load machines that run side by side add up",
    "say --separate if they were tests of different systems",
  );
}

const sumOf = (rows: readonly Figures[], of: (row: Figures) => number | undefined) => {
  const values = rows.map(of);
  return values.some((value) => value === undefined)
    ? undefined
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
};

interface Added {
  readonly figures: Figures;
  /** Percentiles that lie anywhere between those of the machines. */
  readonly open: readonly string[];
}

/** A mixture's percentile lies between the smallest and the largest of its parts. */
function addFigures(rows: readonly Figures[]): Added {
  const requests = sumOf(rows, (row) => row.requests);
  const time = sumOf(rows, ({ requests: n, responseTime }) =>
    n === undefined || (n > 0 && responseTime.mean === undefined)
      ? undefined
      : n * (responseTime.mean ?? 0),
  );
  const open: string[] = [];
  const share = (name: "p50" | "p90" | "p95" | "p99") => {
    const values = rows.flatMap(({ responseTime }) => responseTime[name] ?? []);
    if (values.length < rows.length) return undefined;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (high <= low * alike) return (low + high) / 2;
    open.push(`${name.toUpperCase()} between ${inTime(low)} and ${inTime(high)}`);
    return undefined;
  };
  const longest = rows.flatMap(({ responseTime }) => responseTime.max ?? []);
  const figures: Figures = {
    ...present({
      requests,
      failures: sumOf(rows, (row) => row.failures),
      throughput: sumOf(rows, (row) => row.throughput),
    }),
    responseTime: present<ResponseTimes>({
      mean: time === undefined || !requests ? undefined : time / requests,
      p50: share("p50"),
      p90: share("p90"),
      p95: share("p95"),
      p99: share("p99"),
      max: longest.length === rows.length ? Math.max(...longest) : undefined,
    }),
  };
  return { figures, open };
}

/** Totals of machines whose single requests are not there: level by level, the n-th of each. */
function addedUp(group: readonly ImportedRun[]): ImportedRun {
  const first = entryAt(group, 0);
  const most = Math.min(...group.map(({ levels }) => levels.length));
  const open: string[] = [];
  const levels = first.levels.slice(0, most).map((level, at): ImportedLevel => {
    const rows = group.map((run) => entryAt(run.levels, at));
    const added = addFigures(rows);
    open.push(...added.open);
    const users = rows.map((row) => row.users);
    const peaks = rows.map((row) => row.mostUsers ?? row.users ?? 0);
    const known = users.every((count) => count !== null);
    const averaged = rows.some((row) => row.mostUsers !== undefined);
    const { mostUsers: _, requests: _r, failures: _f, throughput: _x, ...rest } = level;
    return {
      ...rest,
      ...added.figures,
      users: known ? users.reduce<number>((sum, count) => sum + (count ?? 0), 0) : null,
      ...(averaged ? { mostUsers: peaks.reduce((sum, count) => sum + count, 0) } : {}),
      endpoints: addEndpoints(rows),
      ...(rows.every((row) => row.failureKinds)
        ? { failureKinds: rows.flatMap((row) => row.failureKinds ?? []) }
        : {}),
    };
  });
  const bounds =
    open.length === 0 ? "" : ` Of them together ${open.join(", ")}, which is left out.`;
  return {
    ...first,
    levels,
    wholeRun: addFigures(group.map((run) => run.wholeRun)).figures,
    failures: group.flatMap((run) => run.failures),
    series: [],
    findings: [machines(group, bounds), ...first.findings],
    generatorWarnings: group.flatMap((run) => run.generatorWarnings),
    rejected: {
      count: group.reduce((sum, { rejected }) => sum + rejected.count, 0),
      first: group.flatMap(({ rejected }) => rejected.first).slice(0, 20),
    },
  };
}

function addEndpoints(rows: readonly ImportedLevel[]): readonly ImportedEndpoint[] {
  const byName = new Map<string, ImportedEndpoint[]>();
  for (const endpoint of rows.flatMap(({ endpoints }) => endpoints)) {
    const key = `${endpoint.method} ${endpoint.path}`;
    byName.set(key, [...(byName.get(key) ?? []), endpoint]);
  }
  return [...byName.values()].map((same) => {
    const { method, path } = entryAt(same, 0);
    return { method, path, ...addFigures(same).figures };
  });
}
