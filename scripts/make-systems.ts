/**
 * Draws systems of ten kinds at random, measures each as a load test would, and finds its truth by
 * simulation: as it is and after eight changes. Written in the form of data/population, so that
 * judge-coverage.ts scores what a fit says of them:
 *
 *   node --import tsx scripts/make-systems.ts <folder> 20            r001 to r020
 *   node --import tsx scripts/make-systems.ts <folder> 20 --from 21  r021 to r040
 *   node --import tsx scripts/judge-coverage.ts <folder>
 *
 * Truth is made by the simulator alone, event by event, with laws of work and of think time that no
 * fit assumes. About a minute of one core for a system. Seeded: the same systems every time.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyScenario } from "../src/platform/levers/change/apply-scenario.ts";
import type { Platform } from "../src/platform/platform.ts";
import { RandomStream } from "../src/random/random-stream.ts";
import { simulatedPlatformOf } from "../src/simulation/course/simulated-platform-of.ts";
import { simulate } from "../src/simulation/engine/simulate.ts";
import type { TimeLaw } from "../src/simulation/engine/time-law.ts";
import type {
  SimulatedFigure,
  SimulatedFigures,
  SimulationResult,
} from "../src/simulation/result/simulation-result.ts";
import { parseScenario } from "../src/workspace/scenario/parse-scenario.ts";
import { type DrawnSystem, drawnSystem, systemKinds } from "./systems/drawn-system.ts";

const SEED = 20_261_129;
/** Requests of one cell of the truth, and of one run beside a breaking point. */
const CELL = 120_000;
const CROSSING = 200_000;
const LEVEL_SECONDS = 240;
/** How far a simulated crossing may be off, 95 %: assumed, not measured, half a user at least. */
const CROSSING_ERROR = 0.015;

interface Question {
  readonly lever: string;
  readonly to: string;
  readonly endpoints?: string;
}

const [folder, count = "10", ...rest] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: make-systems.ts <folder> <how many> [--from 1]");
  process.exit(2);
}
const from = Number(rest[rest.indexOf("--from") + 1] ?? 1);
for (let i = from; i < from + Number(count); i++) {
  const started = process.cpuUsage();
  const name = `r${String(i).padStart(3, "0")}`;
  const kind = makeSystem(join(folder, name), name, i);
  const { user } = process.cpuUsage(started);
  console.log(`${name}  ${kind}  ${(user / 1e6).toFixed(0)} s`);
}

function makeSystem(path: string, name: string, number: number): string {
  const random = RandomStream.fromSeed(SEED, number);
  const kind = systemKinds[number % systemKinds.length] ?? "pool";
  for (;;) {
    const system = drawnSystem(kind, random);
    const made = measuredSystem(system, name, random);
    if (made === null) continue;
    mkdirSync(join(path, "campaign"), { recursive: true });
    for (const [file, text] of Object.entries(made)) writeFileSync(join(path, file), text);
    return kind;
  }
}

/** The files of a system; null where no breaking point lies inside its loads. */
function measuredSystem(
  system: DrawnSystem,
  name: string,
  random: RandomStream,
): Readonly<Record<string, string>> | null {
  const { truth, names, ceiling, kind } = system;
  const laws = lawsOf(random);
  const light = simulateAt(truth, 1, 4_000, laws, 1);
  const lightTime = figure(light.total.responseTime);
  // The knee by the asymptotes of an idle platform and of a full one; loads reach well beyond it.
  const knee = Math.max(6, ceiling * (truth.thinkTime + lightTime));
  const most = twoDigits(knee * (1.5 + random.uniform()));
  const loads = [0.15, 0.33, 0.5, 0.67, 0.83, 1].map((share) => twoDigits(most * share));
  const levels = loads.map((users, i) => {
    const result = simulateFor(truth, users, LEVEL_SECONDS, laws, 100 + i);
    return { users, seconds: LEVEL_SECONDS, result };
  });
  const times = levels.map(({ result }) => figure(result.total.p95));
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  if (last < 1.8 * first) return null;
  const redLine = Number((first * (last / first) ** (0.4 + 0.4 * random.uniform())).toPrecision(2));
  const questions = questionsOf(
    system,
    Math.max(...levels.map(({ result }) => result.total.goodput.value)),
  );
  const asked = new Map<string, Platform>([["baseline", truth]]);
  for (const [change, question] of Object.entries(questions)) {
    asked.set(change, changed(truth, question));
  }
  const cells: Record<string, number[][]> = {};
  const breakingPoints: Record<string, unknown> = {};
  for (const [change, platform] of asked) {
    cells[change] = [0.15, 0.45, 0.75, 1, 1.3].map((share, i) => {
      const users = Math.max(1, Math.round(most * share));
      return rowOf(users, simulateAt(platform, users, CELL, laws, 1_000 + i));
    });
    breakingPoints[change] = breakingPoint(platform, redLine, most, laws);
  }
  const { baseline = [], ...whatIf } = cells;
  const atLightest = levels[0];
  const thinkGuess = atLightest
    ? atLightest.users / atLightest.result.total.throughput.value - lightTime
    : truth.thinkTime;
  const withRows = random.uniform() < 2 / 3;
  return {
    [`${name}.baseline.json`]: json({
      system: name,
      redLine: { p95: redLine },
      levers: questions,
      baseline: levels.map(({ users, seconds }) => ({ users, seconds })),
    }),
    [`${name}.truth.json`]: json({
      system: name,
      parameters: { arch: kind, nmax: most, laws: laws.name, platform: truth },
      redLine: { p95: redLine },
      baseline,
      whatIf,
      breakingPoint: breakingPoints,
    }),
    "platform.yaml": system.careful(lightTime, Math.max(0.5 * truth.thinkTime, thinkGuess)),
    "campaign/levels.csv": levelsCsv(levels),
    ...(withRows ? { "campaign/endpoints.csv": endpointsCsv(levels, names) } : {}),
  };
}

interface Laws {
  readonly name: string;
  readonly work: (law: TimeLaw, index: number) => TimeLaw;
  readonly think: (mean: number) => TimeLaw;
}

/** Work is lognormal, gamma or of two exponentials; think times exponential, even or of little spread. */
function lawsOf(random: RandomStream): Laws {
  const shift = Math.floor(3 * random.uniform());
  const think = Math.floor(3 * random.uniform());
  return {
    name: `${shift} ${think}`,
    work: (law, index) => {
      if (law.law !== "lognormal") return law;
      const { mean, variation } = law;
      const turn = (index + shift) % 3;
      if (turn === 0) return law;
      if (turn === 1 && variation >= 1) return { law: "hyperexponential", mean, variation };
      return { law: "gamma", mean, variation };
    },
    think: (mean) => {
      if (think === 0) return { law: "exponential", mean };
      if (think === 1) return { law: "gamma", mean, variation: 0.5 };
      return { law: "uniform", low: 0.5 * mean, high: 1.5 * mean };
    },
  };
}

function simulatedAs(platform: Platform, laws: Laws) {
  const simulated = simulatedPlatformOf(platform);
  let index = 0;
  const swap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(swap);
    if (typeof value !== "object" || value === null) return value;
    if ("law" in value) return laws.work(value as TimeLaw, index++);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, swap(inner)]));
  };
  const parts = swap(simulated.parts) as typeof simulated.parts;
  return { ...simulated, parts, thinkTime: laws.think(platform.thinkTime) };
}

function simulateAt(
  platform: Platform,
  users: number,
  requests: number,
  laws: Laws,
  seed: number,
): SimulationResult {
  return simulate(simulatedAs(platform, laws), {
    seed,
    load: { users },
    until: { requests },
    warmUp: 12 * platform.thinkTime,
  });
}

/** A level of a load test: so many seconds after a warm-up. */
function simulateFor(
  platform: Platform,
  users: number,
  seconds: number,
  laws: Laws,
  seed: number,
): SimulationResult {
  const warmUp = 10 * platform.thinkTime;
  return simulate(simulatedAs(platform, laws), {
    seed,
    load: { users },
    until: { time: warmUp + seconds },
    warmUp,
  });
}

function questionsOf({ truth, names, kind }: DrawnSystem, peak: number): Record<string, Question> {
  const replicated = truth.apiReplicas > 1 || kind === "loop" || kind === "slots";
  const reads = names.filter((one) => one.kind === "read");
  const [first] = names;
  const [read] = reads;
  return {
    pool_x2: { lever: "pool.size", to: "2 * pool.size" },
    pool_x5: { lever: "pool.size", to: "5 * pool.size" },
    ...(replicated ? { api_x2: { lever: "api.replicas", to: "2 * api.replicas" } } : {}),
    ...(kind === "replicated"
      ? { db_plus1: { lever: "db.readReplicas", to: "db.readReplicas + 1" } }
      : {}),
    cores_x2: { lever: "db.cores", to: "2 * db.cores" },
    ...(read ? { cache60: { lever: "cache", to: "60 %", endpoints: read.name } } : {}),
    ...(first ? { demand_half: { lever: "demand", to: "0.5", endpoints: first.name } } : {}),
    limit80: { lever: "rateLimit", to: `${Number((0.8 * peak).toPrecision(3))} req/s` },
  };
}

function changed(truth: Platform, { lever, to, endpoints }: Question): Platform {
  const of = endpoints === undefined ? "" : `, endpoints: "${endpoints}"`;
  const text = `title: change\nlevers:\n  - { lever: ${lever}, to: "${to}"${of} }\n`;
  const parsed = parseScenario(text, "change.yaml", "change");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return applyScenario(parsed.value, truth).platform;
}

/** [users, X, mean, P50, P95, errors, refused, half-width of X, of the mean, of P95] */
function rowOf(users: number, { total }: SimulationResult): number[] {
  const { goodput, responseTime, p50, p95, errorRate, refusedShare } = total;
  return [
    users,
    goodput.value,
    figure(responseTime),
    figure(p50),
    figure(p95),
    errorRate.value,
    refusedShare.value,
    half(goodput),
    half(responseTime),
    half(p95),
  ];
}

/** First load whose P95 lies past the red line: a bracket, then the crossing between its ends. */
function breakingPoint(platform: Platform, redLine: number, most: number, laws: Laws) {
  const end = 2 * most;
  const at = (users: number, requests: number) =>
    figure(simulateAt(platform, users, requests, laws, 7_000 + users).total.p95);
  let low = 1;
  let high: number | null = null;
  for (let users = Math.max(2, Math.round(0.2 * most)); ; users = Math.ceil(users * 1.3)) {
    const tried = Math.min(users, end);
    if (at(tried, CELL / 4) > redLine) {
      high = tried;
      break;
    }
    low = tried;
    if (tried === end) return { users: null, beyond: end };
  }
  while (high - low > Math.max(1, 0.05 * high)) {
    const middle = Math.round((low + high) / 2);
    if (at(middle, CELL / 2) > redLine) high = middle;
    else low = middle;
  }
  const below = Math.log(Math.max(1e-9, at(low, CROSSING)) / redLine);
  const above = Math.log(Math.max(1e-9, at(high, CROSSING)) / redLine);
  const share = above > below ? Math.min(1, Math.max(0, -below / (above - below))) : 0.5;
  return { users: low + share * (high - low), halfWidth: Math.max(0.5, CROSSING_ERROR * high) };
}

interface Level {
  readonly users: number;
  readonly seconds: number;
  readonly result: SimulationResult;
}

function levelsCsv(levels: readonly Level[]): string {
  const rows = levels.map(({ users, seconds, result: { total } }) => {
    const errors = failuresOf(total);
    const done = Math.round(total.goodput.value * seconds);
    return [users, seconds, "", done + errors, errors, done / seconds, ...timesOf(total), "", ""];
  });
  return csv(
    "users,duration_s,spawn_rate,requests,failures,throughput_rps,mean_ms,p50_ms,p95_ms,p99_ms,max_ms,note",
    rows,
  );
}

function endpointsCsv(levels: readonly Level[], names: DrawnSystem["names"]): string {
  const rows = levels.flatMap(({ users, seconds, result }) =>
    names.map(({ name }, i) => {
      const figures = result.endpoints[i];
      const [method = "", path = ""] = name.split(" ");
      if (figures === undefined || figures.responseTime === null) return [];
      const errors = failuresOf(figures);
      const done = Math.round(figures.goodput.value * seconds);
      return [users, method, path, done + errors, errors, ...timesOf(figures), ""];
    }),
  );
  return csv(
    "users,method,path,requests,failures,mean_ms,p50_ms,p95_ms,p99_ms,max_ms",
    rows.filter((row) => row.length > 0),
  );
}

function failuresOf({ failures }: SimulatedFigures): number {
  return Object.values(failures).reduce((sum: number, each) => sum + (each ?? 0), 0);
}

function timesOf({ responseTime, p50, p95, p99 }: SimulatedFigures): string[] {
  return [responseTime, p50, p95, p99].map((one) => (1000 * figure(one)).toPrecision(6));
}

function csv(head: string, rows: readonly (readonly (string | number)[])[]): string {
  return `${[head, ...rows.map((row) => row.join(","))].join("\n")}\n`;
}

function figure(of: SimulatedFigure | null): number {
  return of?.value ?? 0;
}

function half(of: SimulatedFigure | null): number {
  return of === null || of.high === null ? Number.POSITIVE_INFINITY : of.high - of.value;
}

function twoDigits(users: number): number {
  return Math.max(1, Math.round(Number(users.toPrecision(2))));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
