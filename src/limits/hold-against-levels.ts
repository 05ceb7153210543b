/**
 * Limits of the platform as it is, held against every trusted measured level: what a level
 * contradicts is mended by what was measured or, where that cannot be, withheld.
 */
import { entryAt } from "../entry-at.ts";
import type { Basis, OpenEstimate, Threshold } from "../stats/estimate.ts";
import type { Seconds, Share } from "../units.ts";
import { formatUsers } from "../wording/format-users.ts";
import { inList, inNumber } from "../wording/wording.ts";
import { type Bracket, bracketOf } from "./bracket.ts";
import type { DrawnLimits } from "./drawn-limits.ts";
import { holdThreshold } from "./hold-threshold.ts";
import { excessOf, type Lines } from "./level-side.ts";
import type { MeasuredLevels } from "./measured-levels.ts";
import type { Policy } from "./policy.ts";
import { RUN_TO_RUN } from "./run-to-run.ts";

/** A limit of the model that the measurements contradict. */
export interface Contradiction {
  readonly limit: "breaking point" | "ceiling";
  /** Nothing is given in its place. */
  readonly withheld: boolean;
  /** A load that contradicts it. */
  readonly users: number;
  /** One sentence with the figures. */
  readonly message: string;
}

export interface HeldLimits {
  readonly limits: DrawnLimits;
  readonly contradictions: readonly Contradiction[];
}

/** Measured loads on both sides of the lines of a policy. */
export function bracketAt({ trusted }: MeasuredLevels, lines: Lines): Bracket {
  return bracketOf(
    trusted.map((level) => ({ users: level.users, excess: excessOf(level, lines) })),
  );
}

export function holdAgainstLevels(
  drawn: DrawnLimits,
  measured: MeasuredLevels,
  policy: Policy,
  basisAt: (users: number) => Basis,
): HeldLimits {
  const redLine = bracketAt(measured, policy.redLine);
  const breaking = holdThreshold(drawn.breakingPoint, redLine, basisAt);
  const reason = contradictionOf(drawn.breakingPoint, redLine);
  const breakingPoint =
    breaking.threshold.basis === "withheld"
      ? { ...breaking.threshold, reason }
      : breaking.threshold;
  const ceiling = heldCeiling(drawn, measured);
  const edges = drawn.edges.map((edge, i) => {
    const { p95, errorRate } = entryAt(policy.zones, i);
    const bracket = bracketAt(measured, { p95, errorRate });
    const { threshold } = holdThreshold(edge, bracket, basisAt);
    return threshold.basis === "withheld"
      ? { ...threshold, reason: contradictionOf(edge, bracket) }
      : threshold;
  });
  return {
    limits: {
      ...drawn,
      ...ceiling.limits,
      breakingPoint: {
        ...breakingPoint,
        crossedBy: crossedBy(breakingPoint, drawn.breakingPoint.crossedBy, redLine),
      },
      edges: inOrder(edges),
    },
    contradictions: [
      ...(breaking.contradicted
        ? [
            {
              limit: "breaking point" as const,
              withheld: breakingPoint.basis === "withheld",
              users: redLine.past ?? redLine.good ?? 0,
              message: `The breaking point: ${reason}.`,
            },
          ]
        : []),
      ...ceiling.contradictions,
    ],
  };
}

function crossedBy(
  { value }: Threshold,
  predicted: "p95" | "errorRate" | null,
  { worst }: Bracket,
): "p95" | "errorRate" | null {
  if (value === null) return null;
  return predicted ?? (worst === "errorRate" ? "errorRate" : "p95");
}

/** "the fit says 171 (170–172) users, 140 users are measured past the line and 110 users before it" */
function contradictionOf(predicted: Threshold, { good, past }: Bracket): string {
  const { value, low, high, searchedTo } = predicted;
  const load = (users: number | null) =>
    users === null ? `beyond ${inNumber(searchedTo)}` : inNumber(Math.round(users));
  const said = low === high ? load(value) : `${load(value)} (${load(low)} to ${load(high)})`;
  const seen = [
    ...(past === null ? [] : [`${inNumber(past)} users were measured past the line`]),
    ...(good === null ? [] : [`${inNumber(good)} users on the good side of it`]),
  ];
  return `the fit says ${said} users, but ${inList(seen)}`;
}

/** A zone ends where the one before it ends or later, also where levels moved the ends. */
function inOrder(edges: readonly Threshold[]): readonly Threshold[] {
  const later = (a: number | null, b: number | null) =>
    a === null || b === null ? b : Math.max(a, b);
  const ordered: Threshold[] = [];
  for (const edge of edges) {
    const before = ordered.at(-1) ?? edge;
    const { value, low, high } = before.value === null ? edge : before;
    ordered.push({
      ...edge,
      value: later(value, edge.value),
      low: later(low, edge.low),
      high: later(high, edge.high),
    });
  }
  return ordered;
}

/** The largest throughput of a run, and where. */
export function largestThroughput({ answered }: MeasuredLevels) {
  return answered.reduce<{ readonly users: number; readonly throughput: number } | null>(
    (best, { users, throughput }) =>
      throughput !== undefined && throughput > (best?.throughput ?? 0)
        ? { users, throughput }
        : best,
    null,
  );
}

/**
 * Saturation X_max·(Z + R_0) is no lower than a throughput that was measured says, nor than its own
 * load: a level above the light-load line says that the cycle is shorter than the fit has it.
 */
export function leastKnee({ answered }: MeasuredLevels, lightLoadCycle: Seconds): number {
  const reached = answered.map(({ averageUsers, throughput }) =>
    Math.min((throughput ?? 0) * lightLoadCycle, averageUsers),
  );
  return Math.max(0, ...reached);
}

/** Of the light-load throughput: nearer to it than that nobody can be said to wait. */
const ON_THE_LINE: Share = 0.95;

/** The heaviest load on the light-load line: saturation is not before it. */
function heaviestOnLine({ answered }: MeasuredLevels, lightLoadCycle: Seconds): number {
  const loads = answered.flatMap(({ users, averageUsers, throughput }) =>
    (throughput ?? 0) * lightLoadCycle >= ON_THE_LINE * averageUsers
      ? Math.min(users, averageUsers)
      : [],
  );
  return Math.max(0, ...loads);
}

/**
 * Runs of one load agree within a tenth: a throughput further above the ceiling is of another
 * platform than the fit's, and which of them is wrong the figures do not say.
 */
const ANOTHER_PLATFORM: Share = 0.1;

function heldCeiling(
  { throughput, knee, peakUsers, lightLoadCycle }: DrawnLimits,
  measured: MeasuredLevels,
): {
  readonly limits: Pick<DrawnLimits, "throughput" | "knee" | "peakUsers">;
  readonly contradictions: readonly Contradiction[];
} {
  const largest = largestThroughput(measured);
  const { value, low, high } = throughput;
  // What is open upwards contradicts no throughput.
  const closed = value !== null && low !== null && high !== null;
  if (largest === null || !closed || !measured.reachLimits) {
    return { limits: { throughput, knee, peakUsers }, contradictions: [] };
  }
  const most = largest.throughput;
  const sure = most / (1 + RUN_TO_RUN.throughput);
  const least = Math.max(
    leastKnee(measured, lightLoadCycle),
    heaviestOnLine(measured, lightLoadCycle),
  );
  const reason = `the fit says ${inNumber(low)} to ${inNumber(high)} req/s, but ${inNumber(most)} req/s were measured at ${formatUsers(largest.users)}`;
  const contradiction = (withheld: boolean): Contradiction => ({
    limit: "ceiling",
    withheld,
    users: largest.users,
    message: `The ceiling: ${reason}.`,
  });
  if (high * (1 + ANOTHER_PLATFORM) < most) {
    const withheld = { value: null, high: null, basis: "withheld" as const, reason };
    return {
      limits: {
        throughput: { ...withheld, low: most },
        knee: { ...knee, ...withheld, low: least },
        peakUsers: { ...peakUsers, ...withheld, low: null },
      },
      contradictions: [contradiction(true)],
    };
  }
  const reached = throughputOfEveryRun(measured) / (1 + RUN_TO_RUN.throughput);
  const held = {
    value: Math.max(value, sure),
    low: Math.max(low, reached),
    high: Math.max(high, most),
  };
  const scaled = (load: number | null, by: number) => (load === null ? null : load * by);
  const moved = {
    value: scaled(knee.value, held.value / value),
    low: knee.low === null ? null : Math.max(knee.low, sureKnee(measured, lightLoadCycle)),
    high: scaled(knee.high, held.high / high),
  };
  return {
    limits: {
      throughput: { ...throughput, ...held },
      knee: { ...knee, ...atLeast(moved, least) },
      peakUsers,
    },
    contradictions: high < sure ? [contradiction(false)] : [],
  };
}

/** The largest throughput that every run of a load reached: one run alone may have been lucky. */
function throughputOfEveryRun({ answered }: MeasuredLevels): number {
  const ofLoad = new Map<number, number>();
  for (const { users, throughput } of answered) {
    if (throughput === undefined) continue;
    ofLoad.set(users, Math.min(throughput, ofLoad.get(users) ?? throughput));
  }
  return Math.max(0, ...ofLoad.values());
}

/** What `leastKnee` is at least, with throughput and idle time off by what runs differ by. */
function sureKnee(measured: MeasuredLevels, lightLoadCycle: Seconds): number {
  const { throughput, mean } = RUN_TO_RUN;
  return leastKnee(measured, lightLoadCycle) / ((1 + throughput) * (1 + mean));
}

/** Value and high end no lower than this; the low end has a bound of its own. */
function atLeast(
  { value, low, high }: Pick<OpenEstimate, "value" | "low" | "high">,
  least: number,
): Pick<OpenEstimate, "value" | "low" | "high"> {
  const up = (load: number | null) => (load === null ? null : Math.max(load, least));
  return { value: up(value), low, high: up(high) };
}
