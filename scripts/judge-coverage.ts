/**
 * How often 90 % intervals hold on systems whose truth is known, what their verdicts are worth, and
 * how wide they are: with the topology that is given, and from the campaign alone.
 *
 * Usage: node --import tsx scripts/judge-coverage.ts <folder of systems> [g01,g04] [--alone | --known]
 *   [--seed 2] [--keep <folder>] [--cells <file.json>] [--with <other cells.json>]
 *
 * With --known the campaign comes with what `headroom init` asks a newcomer for: the sizes and the think
 * time that are known, how the API works, and what limits (systems of your own do not say it).
 *
 * With --keep fits are taken from a folder while no file of the rooms that fit has changed; with
 * --cells every judged cell is written down, and --with those of another run are counted in the tables, so that
 * two processors can share the systems.
 *
 * A system is a folder with campaign/, platform.yaml, <name>.baseline.json and <name>.truth.json
 * (data/population/README.md). Cells whose truth is not known to 10 % are left out, and its
 * half-width is added to an interval before it is judged.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCampaignFolder } from "../src/io/read-campaign-folder.ts";
import type { CurvePoint, Limits } from "../src/limits/limits.ts";
import { defaultPolicy, type Policy } from "../src/limits/policy.ts";
import { fitCampaign } from "../src/planning/fit/fit-campaign.ts";
import type { ScenarioResult } from "../src/planning/plan/plan-result.ts";
import { runScenario } from "../src/planning/what-if/run-scenario.ts";
import { scenarioBase } from "../src/planning/what-if/scenario-base.ts";
import type { ApiKind, KnownFacts, Limiter } from "../src/platform/known-facts.ts";
import type { Scenario } from "../src/platform/scenario.ts";
import type { Interval, Threshold } from "../src/stats/estimate.ts";
import { textTable } from "../src/wording/text-table.ts";
import { parsePlatform } from "../src/workspace/platform/parse-platform.ts";
import { parseScenario } from "../src/workspace/scenario/parse-scenario.ts";
import { keptFitsOfSystem } from "./kept-fits-of.ts";

interface Baseline {
  /** Systems of your own say none. */
  readonly topology?: {
    readonly thinkTimeMean: number | null;
    readonly api: {
      readonly replicas: number;
      readonly kind: string;
      readonly workers: number | null;
    };
    readonly pool: {
      readonly size: number | null;
      readonly per: string;
      readonly acquireTimeout?: number | null;
    };
    readonly database: { readonly coresPerNode: number | null; readonly readReplicas: number };
  };
  readonly redLine: { readonly p95: number };
  readonly levers: Readonly<Record<string, Lever>>;
  readonly baseline: readonly object[];
}

interface Lever {
  readonly lever: string;
  readonly to: string | number;
  readonly endpoints?: unknown;
}

/** [users, X, mean, P50, P95, errors, refused, half-width of X, of the mean, of P95] */
type Row = readonly number[];

interface Truth {
  readonly parameters: {
    readonly arch: string;
    readonly limit?: string;
    readonly nmax: number;
    /** Kinds of requests, and the weight of each; absent for systems of your own. */
    readonly classes?: readonly { readonly w: number; readonly kind: "read" | "write" }[];
  };
  readonly baseline: readonly Row[];
  readonly whatIf: Readonly<Record<string, readonly Row[]>>;
  readonly breakingPoint: Readonly<
    Record<string, { readonly users: number | null; readonly halfWidth?: number }>
  >;
}

interface Cell {
  readonly system: string;
  readonly kind: string;
  readonly change: string;
  /** Null for a limit. */
  readonly users: number | null;
  readonly is: number;
  readonly at: Interval | Threshold;
  readonly quantity: "X" | "R" | "P95" | "breaking point";
  readonly inside: boolean;
  readonly error: number;
  readonly width: number;
}

interface Judged {
  readonly system: string;
  readonly kind: string;
  readonly change: string;
  readonly verdict: string;
  readonly is: number;
  readonly gain: Interval;
  readonly told: boolean;
  readonly agrees: boolean;
  readonly falsePromise: boolean;
  readonly denied: boolean;
}

/** As the population calls them; nobody knows of an API that is never short of threads what it would be short of. */
const kinds: Readonly<Record<string, ApiKind>> = {
  "worker slots": "workers",
  "event loop": "event-loop",
};

/** What is in use to the last past the knee, as the generator of the systems says. */
const limiters: Readonly<Record<string, Limiter>> = {
  pool: "pool",
  dbcpu: "database",
  slots: "api",
  loop: "api",
  lock: "other",
};

/** Changes of the breaking point that count, and those that must not be denied. */
const GAIN = 0.05;
const DENIED = 0.1;

const words = process.argv.slice(2);
const knows = words.includes("--known");
const alone = words.includes("--alone") || knows;
const plain = words.filter((word) => word !== "--alone" && word !== "--known");
const [folder, list] = plain.filter((word, i) => !`${plain[i - 1]}${word}`.includes("--"));
if (folder === undefined) {
  console.error(
    "usage: judge-coverage.ts <folder of systems> [g01,g04] [--alone | --known] [--seed 2]",
  );
  process.exit(2);
}
const optionOf = (option: string) =>
  words.includes(option) ? words[words.indexOf(option) + 1] : undefined;
const seed = Number(optionOf("--seed") ?? 1);
const keep = optionOf("--keep");
const chosen = (list?.split(",") ?? readdirSync(folder)).filter((name) => /^\w+$/.test(name));

const cells: Cell[] = [];
const judged: Judged[] = [];
for (const system of chosen) judgeSystem(join(folder, system), system);
const others = optionOf("--with");
if (others !== undefined) {
  const known = read<{ readonly cells: readonly Cell[]; readonly judged: readonly Judged[] }>(
    others,
  );
  cells.push(...known.cells);
  judged.push(...known.judged);
}
const systems = [...new Set(cells.map(({ system }) => system))];
printTables();
const file = optionOf("--cells");
if (file !== undefined) writeFileSync(file, JSON.stringify({ cells, judged }));

function judgeSystem(path: string, name: string): void {
  const baseline = read<Baseline>(join(path, `${name}.baseline.json`));
  const truth = read<Truth>(join(path, `${name}.truth.json`));
  const campaign = readCampaignFolder(join(path, "campaign"), process.cwd())?.campaign;
  if (campaign === undefined) throw new Error(`${path} has no campaign`);
  const model = readFileSync(join(path, "platform.yaml"), "utf8");
  const hypotheses = alone ? [] : [good(parsePlatform(model, "platform.yaml", "platform"))];
  const redLine = { p95: baseline.redLine.p95, errorRate: 1 };
  const policy: Policy = { ...defaultPolicy, redLine };
  const { topology } = baseline;
  if (knows && topology === undefined) {
    throw new Error(`${path} says no topology, of which facts are taken: judge it without --known`);
  }
  const known = knows && topology !== undefined ? factsOf(topology, truth) : {};
  const fitted = fitCampaign(campaign, {
    seed,
    hypotheses,
    known,
    ...keptFitsOfSystem(keep ?? null, name),
  });
  const base = scenarioBase(fitted, policy);
  const asked = Object.entries(baseline.levers).filter(
    ([, { endpoints }]) => !alone || endpoints === undefined || campaign.endpoints.length > 0,
  );
  const asItIs = runScenario({ name: "", title: "", source: "", cost: null, levers: [] }, base);
  judgeFigures(name, truth, "baseline", asItIs.points, asItIs.before);
  for (const [change, lever] of asked) {
    const result = runScenario(scenarioOf(change, lever), base);
    judgeFigures(name, truth, change, result.points, result.limits);
    if (change !== "limit80") judgePromise(name, truth, change, result);
  }
}

/** What a newcomer can say of a system, and the fact that is asked for. */
function factsOf(
  { thinkTimeMean, api, pool, database }: NonNullable<Baseline["topology"]>,
  truth: Truth,
): KnownFacts {
  const workers = api.kind === "event loop" ? 1 : api.workers;
  const sizes = {
    pool: pool.size,
    acquireTimeOut: pool.acquireTimeout,
    apiReplicas: api.replicas,
    apiWorkers: workers,
    dbCores: database.coresPerNode,
    readReplicas: database.readReplicas,
    readShare: shareOfReads(truth),
    thinkTime: thinkTimeMean,
  };
  const given = Object.entries(sizes).filter(
    ([name, size]) => size || (name === "readReplicas" && size === 0),
  );
  const limitedBy = limiters[truth.parameters.limit ?? ""];
  const apiKind = kinds[api.kind];
  return {
    ...Object.fromEntries(given),
    poolOf: pool.per.includes("shared") ? "all" : "instance",
    ...(apiKind === undefined ? {} : { apiKind }),
    ...(limitedBy === undefined ? {} : { limitedBy }),
  };
}

/** Of all requests; null where the generator does not say. */
function shareOfReads({ parameters: { classes = [] } }: Truth): number | null {
  const weightOf = (some: typeof classes) => some.reduce((sum, { w }) => sum + w, 0);
  if (classes.length === 0) return null;
  return weightOf(classes.filter(({ kind }) => kind === "read")) / weightOf(classes);
}

function scenarioOf(name: string, { lever, to, endpoints }: Lever): Scenario {
  const of = endpoints === undefined ? "" : `, endpoints: ${JSON.stringify(endpoints)}`;
  const text = `title: ${name}\nlevers:\n  - { lever: ${lever}, to: "${to}"${of} }\n`;
  return good(parseScenario(text, `${name}.yaml`, name));
}

function judgeFigures(
  system: string,
  { parameters, baseline, whatIf, breakingPoint }: Truth,
  change: string,
  points: readonly CurvePoint[],
  limits: Limits,
): void {
  const kind = parameters.arch;
  for (const row of change === "baseline" ? baseline : (whatIf[change] ?? [])) {
    const [users = 0, X, R, , P95, , , halfX, halfR, halfP95] = row;
    const judge = (
      quantity: Cell["quantity"],
      read: (point: CurvePoint) => Interval,
      is: number | undefined,
      half: number | undefined,
    ) => {
      const at = between(points, users, read);
      if (at === null || !is || half === undefined || half > 0.1 * is) return;
      const inside = at.low <= is + half && is - half <= at.high;
      const error = Math.abs(at.value / is - 1);
      const width = at.high / at.low;
      cells.push({ system, kind, change, users, is, at, quantity, inside, error, width });
    };
    judge("X", ({ goodput }) => goodput, X, halfX);
    judge("R", ({ responseTime }) => responseTime.mean, R, halfR);
    judge("P95", ({ responseTime }) => responseTime.p95, P95, halfP95);
  }
  const { users, halfWidth = 0 } = breakingPoint[change] ?? { users: null };
  // Where both stop looking.
  const end = 1.99 * parameters.nmax;
  const clip = (value: number | null) => (value === null || value >= end ? end : value);
  const { value, low, high }: Threshold = limits.breakingPoint;
  const is = clip(users);
  cells.push({
    system,
    kind,
    change,
    users: null,
    is,
    at: limits.breakingPoint,
    quantity: "breaking point",
    inside: clip(low) <= is + halfWidth && is - halfWidth <= clip(high),
    error: Math.abs(clip(value) / is - 1),
    width: clip(high) / clip(low),
  });
}

/** The interval at a load, log-linear in the load between two loads. */
function between(
  points: readonly CurvePoint[],
  users: number,
  read: (point: CurvePoint) => Interval,
): Interval | null {
  const above = points.findIndex((point) => point.users >= users);
  const [low, high] = [points[above - 1], points[above]];
  if (high === undefined) return null;
  if (high.users === users) return read(high);
  if (low === undefined) return null;
  const share = Math.log(users / low.users) / Math.log(high.users / low.users);
  const mix = (of: keyof Interval) => read(low)[of] ** (1 - share) * read(high)[of] ** share;
  return { value: mix("value"), low: mix("low"), high: mix("high") };
}

function judgePromise(
  system: string,
  { parameters, breakingPoint }: Truth,
  change: string,
  { verdict, perHypothesis, change: moved, before }: ScenarioResult,
): void {
  const from = breakingPoint["baseline"]?.users;
  const to = breakingPoint[change];
  const own = before.breakingPoint.value;
  if (!from || to === undefined || own === null) return;
  const is = Math.min(to.users ?? Number.POSITIVE_INFINITY, 2 * parameters.nmax) / from - 1;
  const only = perHypothesis.length === 1 ? perHypothesis[0]?.gain : undefined;
  const users = moved.breakingPoint;
  const gain =
    only ?? (users && { value: users.value / own, low: users.low / own, high: users.high / own });
  if (!gain) return;
  const sign = (share: number) => Number(share > GAIN) - Number(share < -GAIN);
  judged.push({
    system,
    kind: parameters.arch,
    change,
    verdict,
    is,
    gain,
    told: verdict !== "cannot tell",
    agrees: sign(gain.value) === sign(is),
    falsePromise: verdict === "gains" && is + (to.halfWidth ?? 0) / from < GAIN,
    denied:
      is > DENIED && (verdict === "no change" || verdict === "no gain" || verdict === "loses"),
  });
}

function printTables(): void {
  const groups = (change: (name: string) => boolean, of: readonly Cell[]) => {
    for (const quantity of ["X", "R", "P95", "breaking point"] as const) {
      const own = of.filter((cell) => cell.quantity === quantity && change(cell.change));
      if (own.length > 0) rows.push([quantity, ...rowOf(own)]);
    }
  };
  const head = ["figure", "cells", "held", "median error", "median width"];
  let rows: string[][] = [];
  const part = (title: string, change: (name: string) => boolean, of: readonly Cell[]) => {
    rows = [];
    groups(change, of);
    console.log(`\n${title}\n\n${textTable(head, rows)}`);
  };
  console.log(
    `${systems.length} systems, ${knows ? "the campaign and what is known" : alone ? "the campaign alone" : "topology given"}, seed ${seed}`,
  );
  part("As it is", (name) => name === "baseline", cells);
  part("After a change", (name) => name !== "baseline", cells);
  const kinds = [...new Set(cells.map(({ kind }) => kind))].sort();
  const byKind = kinds.map((kind) => {
    const own = cells.filter((cell) => cell.kind === kind);
    const of = (quantity: Cell["quantity"]) => held(own.filter((one) => one.quantity === quantity));
    return [kind, String(own.length), of("X"), of("R"), of("P95"), of("breaking point")];
  });
  const kindHead = ["kind", "cells", "X", "R", "P95", "breaking point"];
  console.log(`\nHeld, by kind of system\n\n${textTable(kindHead, byKind)}`);
  const told = judged.filter((one) => one.told);
  const right = told.filter(({ agrees }) => agrees).length;
  const promises = judged.filter(({ falsePromise }) => falsePromise).length;
  const denied = judged.filter((one) => one.denied).length;
  console.log(
    `\n${judged.length} changes: ${told.length} told, ${right} of these with the right sign; ${promises} false promises, ${denied} gains denied`,
  );
}

function rowOf(own: readonly Cell[]): string[] {
  const middle = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
  return [
    String(own.length),
    held(own),
    `${(100 * middle(own.map(({ error }) => error))).toFixed(1)} %`,
    `×${middle(own.map(({ width }) => width)).toFixed(2)}`,
  ];
}

function held(own: readonly Cell[]): string {
  const inside = own.filter((cell) => cell.inside).length;
  return own.length === 0 ? "–" : `${Math.round((100 * inside) / own.length)} %`;
}

function good<T>(parsed: { readonly value?: T; readonly problems?: readonly unknown[] }): T {
  if (parsed.value === undefined) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}
