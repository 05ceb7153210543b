/**
 * A made-up plan of a made-up ticket shop, for tests of charts, reports and renderers.
 *
 * The curve is a smooth minimum of the light-load line and a ceiling that sinks past the
 * knee; the intervals widen with the distance from the measured levels. It is shaped like
 * the real thing and says nothing about any real platform.
 */
import { defaultPolicy } from "../../limits/policy.ts";
import { recommended } from "../../limits/rate/recommended.ts";
import type { Campaign, EndpointLevel, Level } from "../../measurement/campaign.ts";
import type { Basis, Estimate, Threshold } from "../../stats/estimate.ts";
import type { CurvePoint, Limits, PlanResult, ScenarioResult, Zone } from "../plan/plan-result.ts";
import { sampleChanges, sampleHypotheses, sampleOptions } from "./sample-hypotheses.ts";

export interface SampleOptions {
  /** Users of the measured levels, ascending. */
  readonly levels?: readonly number[];
  /** Users of the level that suffers an incident, or null for none. */
  readonly incident?: number | null;
  /** How many of the four scenarios to include. */
  readonly scenarios?: number;
  /** Throughput at the ceiling, req/s: large values never reach the red line. */
  readonly ceiling?: number;
  /** Whether there are several hypotheses about the shop, or one alone; default true. */
  readonly several?: boolean;
  /** What was measured, in place of what is made up; the shop is then as quick and large as it shows. */
  readonly campaign?: Campaign;
}

interface Shop {
  readonly thinkTime: number;
  readonly lightTime: number;
  readonly ceiling: number;
  readonly levels: readonly number[];
  readonly searchedTo: number;
}

const zoneNames = ["green", "yellow", "orange", "red"] as const;

export function samplePlan(options: SampleOptions = {}): PlanResult {
  const measured = options.campaign;
  const levels = measured
    ? [...new Set(measured.levels.map(({ users }) => users))]
    : (options.levels ?? [25, 100, 200, 400, 600, 800]);
  const incident = options.incident === undefined ? (levels.at(-2) ?? null) : options.incident;
  const shop: Shop = {
    ...(measured ? shownBy(measured) : { thinkTime: 1.9, lightTime: 0.035, ceiling: 205 }),
    ...(options.ceiling === undefined ? {} : { ceiling: options.ceiling }),
    levels,
    searchedTo: 2 * (levels.at(-1) ?? 1),
  };
  const points = curve(shop);
  const limits = limitsOf(shop, points);
  const several = options.several ?? true;
  const scenarios = scenariosOf(shop, limits, several).slice(0, options.scenarios ?? 4);
  return {
    schema: 1,
    launch: null,
    program: "headroom 0.0.0-test",
    seed: 7,
    campaign: measured ?? {
      name: "Ticket shop",
      levels: levels.map((users) => level(shop, users, incident)),
      endpoints: levels.flatMap((users) => endpointRows(shop, users)),
      failures: [],
    },
    inputs: { "data/shop/levels.csv": "0f".repeat(32), "models/policy.yaml": "a1".repeat(32) },
    policy: defaultPolicy,
    hypotheses: sampleHypotheses(limits, levels, shop.searchedTo, several),
    audit: {
      findings: [
        {
          code: "little-gap",
          severity: "note",
          level: 100,
          message:
            "At 100 users X·(R + Z) gives 97.8 users, 2.2 % below the 100 that were present.",
          law: "Little's law, N = X·(R + Z)",
          remedy: "Nothing: a ramp of 10 s explains the gap.",
        },
        ...(incident === null
          ? []
          : [
              {
                code: "incident-level",
                severity: "warning" as const,
                level: incident,
                message: `At ${incident} users 6.1 % of the requests failed; the levels on both sides failed below 0.01 %.`,
                law: "The error rate of a loaded system does not fall when load grows",
                remedy: `Repeat the run with ${incident} users, three times, and keep the server logs.`,
              },
            ]),
      ],
      incidents: incident === null ? [] : [incident],
      grade:
        incident === null
          ? { letter: "A", score: 1, reasons: [] }
          : { letter: "B", score: 0.98, reasons: ["Warnings leave B at best."] },
    },
    fit: {
      ended: "converged",
      redLine: [],
      checks: ["Noise: measured figures differ 1.30 times as much as repeated runs usually do."],
      assumptions: [
        "Users think, ask one request, wait for its answer and think again.",
        "Incidents belong to no law.",
      ],
      withoutIncidents: incident === null ? null : limits,
    },
    limits,
    zones: zonesOf(shop, points),
    reasons: [breakingReason(limits)],
    points,
    scenarios,
    options: several && scenarios.length > 1 ? sampleOptions : { dominated: [], reach: [] },
  };
}

/** A shop that answers as fast at the lightest load and has as high a ceiling as was measured. */
function shownBy({ levels }: Campaign): Pick<Shop, "thinkTime" | "lightTime" | "ceiling"> {
  const [light] = levels;
  const { mean, p50, p95 } = light?.responseTime ?? {};
  const lightTime = mean ?? p50 ?? (p95 ?? 0.1) / 2;
  const ceiling = Math.max(...levels.map(({ throughput }) => throughput ?? 0)) || 100;
  const cycle = light?.throughput ? light.users / light.throughput : 1 + lightTime;
  return { lightTime, ceiling, thinkTime: Math.max(0, cycle - lightTime) };
}

/** Made up like the rest: a tenth more of P95 at 600 users is said to cost nine users. */
function breakingReason({ breakingPoint }: Limits): PlanResult["reasons"][number] {
  const { value, low, high, basis } = breakingPoint;
  return {
    ...{ limit: "breakingPoint", title: "Breaking point", unit: "users", value, low, high, basis },
    formula: "the smallest load at which P95 passes 2 s or errors pass 5 %",
    inputs: [{ name: "red line, P95", value: 2, low: null, high: null, unit: "s" }],
    rows: [
      {
        users: 600,
        run: "",
        quantity: "p95",
        endpoint: null,
        measured: 3.11,
        more: 0.1,
        change: -9.2,
      },
    ],
    ends: ["One of twenty has it above 540 users."],
  };
}

/** Smooth minimum of N/(Z + R0) and a ceiling that loses a fifth per doubling of the knee. */
function throughputAt(shop: Shop, users: number): number {
  const line = users / (shop.thinkTime + shop.lightTime);
  const knee = shop.ceiling * (shop.thinkTime + shop.lightTime);
  const top = shop.ceiling / (1 + 0.08 * Math.max(0, users / knee - 1) ** 1.5);
  return (line ** -9 + top ** -9) ** (-1 / 9);
}

function estimate(shop: Shop, users: number, value: number, spread: number): Estimate {
  const nearest = Math.min(...shop.levels.map((one) => Math.abs(Math.log(users / one))));
  const width = spread * (0.4 + 1.4 * nearest);
  return {
    value,
    low: value * Math.exp(-width),
    high: value * Math.exp(width),
    basis: basisAt(shop, users),
  };
}

function basisAt(shop: Shop, users: number): Basis {
  if (shop.levels.includes(users)) return "measured";
  const inside = users >= (shop.levels[0] ?? 0) && users <= (shop.levels.at(-1) ?? 0);
  return inside ? "interpolated" : "extrapolated";
}

function curve(shop: Shop): CurvePoint[] {
  const step = shop.searchedTo / 160;
  return Array.from({ length: 160 }, (_, i) =>
    pointAt(shop, Math.max(1, Math.round((i + 1) * step))),
  );
}

function pointAt(shop: Shop, users: number): CurvePoint {
  const X = throughputAt(shop, users);
  const R = Math.max(shop.lightTime, users / X - shop.thinkTime);
  const load = Math.min(1, X / shop.ceiling);
  const time = (factor: number) => estimate(shop, users, R * factor, 0.14);
  const errors = 0.00004 + 0.02 / (1 + Math.exp(-(R - 4) * 3));
  const p95 = R * (1.9 + 0.9 * load);
  return {
    users,
    throughput: estimate(shop, users, X, 0.02),
    goodput: estimate(shop, users, X * (1 - errors), 0.02),
    responseTime: {
      mean: time(1),
      p50: time(0.8),
      p90: time(1.6 + 0.5 * load),
      p95: time(1.9 + 0.9 * load),
      p99: time(2.9 + 1.7 * load),
    },
    errorRate: estimate(shop, users, errors, 0.6),
    refusedShare: { value: 0, low: 0, high: 0, basis: "assumed" },
    utilization: { pool: estimate(shop, users, load, 0.01) },
    zone: zoneNames[defaultPolicy.zones.filter((zone) => p95 > zone.p95).length] ?? "red",
  };
}

function crossing(shop: Shop, points: readonly CurvePoint[], p95: number): Threshold {
  const value = points.find((point) => point.responseTime.p95.value > p95)?.users ?? null;
  const low = points.find((point) => point.responseTime.p95.high > p95)?.users ?? null;
  const high = points.find((point) => point.responseTime.p95.low > p95)?.users ?? null;
  return {
    value,
    low,
    high,
    basis: basisAt(shop, value ?? shop.searchedTo),
    searchedTo: shop.searchedTo,
  };
}

function limitsOf(shop: Shop, points: readonly CurvePoint[]): Limits {
  const top = points.reduce((a, b) => (b.throughput.value > a.throughput.value ? b : a));
  const breaking = crossing(shop, points, 2);
  const around = (users: number): Threshold =>
    users > shop.searchedTo
      ? { value: null, low: null, high: null, basis: "extrapolated", searchedTo: shop.searchedTo }
      : {
          value: users,
          low: users * 0.96,
          high: users * 1.05,
          basis: basisAt(shop, users),
          searchedTo: shop.searchedTo,
        };
  const rate = Math.floor(top.throughput.value / 1.25 / 5) * 5;
  const safeLimit = {
    value: Math.floor((breaking.low ?? shop.searchedTo) / 1.2 / 10) * 10,
    rule: "largest multiple of 10 users, at most the breaking point / 1.2, where all objectives hold with 90 %",
    limitedBy: "breaking point / 1.2",
    confidence: 0.97,
    draws: 48,
  };
  const rateLimit = {
    value: rate,
    basis: top.throughput.basis,
    rule: "X_max / 1.25, rounded down to 5 req/s",
    refusesFrom: around(rate * (shop.thinkTime + shop.lightTime)),
  };
  return {
    knee: around(shop.ceiling * (shop.thinkTime + shop.lightTime)),
    peak: { users: around(top.users), throughput: top.throughput },
    breakingPoint: { ...breaking, crossedBy: breaking.value === null ? null : "p95" },
    safeLimit,
    rateLimit,
    recommended: recommended(safeLimit, rateLimit, defaultPolicy),
  };
}

function zonesOf(shop: Shop, points: readonly CurvePoint[]): Zone[] {
  const edges = defaultPolicy.zones.map((zone) => crossing(shop, points, zone.p95));
  return zoneNames.map((name, i) => ({
    name,
    from: edges[i - 1] ?? null,
    to: edges[i] ?? null,
  }));
}

function level(shop: Shop, users: number, incident: number | null): Level {
  const { throughput, responseTime, errorRate } = pointAt(shop, users);
  // A measured level scatters about the model by a few per cent, the same way every time.
  const noise = 1 + 0.05 * Math.sin(users);
  const requests = Math.round(throughput.value * 300);
  return {
    users,
    run: "",
    duration: 300,
    requests,
    failures: Math.round(requests * (users === incident ? 0.061 : errorRate.value)),
    throughput: throughput.value * (1 + 0.01 * Math.cos(users)),
    responseTime: {
      mean: responseTime.mean.value * noise,
      p50: responseTime.p50.value * noise,
      p95: responseTime.p95.value * noise,
      p99: responseTime.p99.value * noise,
    },
    quality: "measured",
    note: "",
  };
}

/** Two endpoints that share a resource, and one that hardly slows down. */
function endpointRows(shop: Shop, users: number): EndpointLevel[] {
  const { responseTime, throughput } = pointAt(shop, users);
  const rows = [
    ["GET", "/shows/", 0.6, 1],
    ["POST", "/seats/", 1.7, 1],
    ["GET", "/help/", 0.3, 0.2],
  ] as const;
  return rows.map(([method, path, size, slowed]) => {
    const mean = size * responseTime.mean.value ** slowed * shop.lightTime ** (1 - slowed);
    return {
      users,
      run: "",
      method,
      path,
      requests: Math.round(throughput.value * 100),
      responseTime: { mean, p50: 0.8 * mean },
      quality: "measured",
      note: "",
    };
  });
}

function scenariosOf(shop: Shop, before: Limits, several: boolean): ScenarioResult[] {
  const cases = [
    {
      name: "read-replicas",
      title: "Two read replicas for the catalog",
      lever: "db.readReplicas",
      value: "2",
      factor: 1.3,
      verdict: "gains",
    },
    {
      name: "bigger-pool",
      title: "Connection pool of 100 instead of what it is today",
      lever: "pool.size",
      value: "100",
      factor: 1.02,
      verdict: "cannot tell",
    },
    {
      name: "cache",
      title: "Cache seat maps (60 % hits)",
      lever: "cache",
      value: "0.6",
      factor: 1.7,
      verdict: "gains",
    },
    {
      name: "slow-disk",
      title: "Cheaper disks",
      lever: "demand",
      value: "1.3",
      factor: 0.77,
      verdict: "loses",
    },
  ] as const;
  return cases.map(({ name, title, lever, value, factor, verdict }) => {
    const changed = { ...shop, ceiling: shop.ceiling * factor };
    const points = curve(changed);
    const limits = limitsOf(changed, points);
    const moved = (limits.breakingPoint.value ?? 0) - (before.breakingPoint.value ?? 0);
    const open = limits.breakingPoint.value === null || before.breakingPoint.value === null;
    const gain = (limits.peak.throughput.value ?? 0) - (before.peak.throughput.value ?? 0);
    const spread = verdict === "cannot tell" ? 160 : 25;
    return {
      name,
      title,
      levers: [{ lever, value }],
      before,
      perHypothesis: sampleChanges(before, limits, factor, lever, several),
      telling: null,
      limits,
      zones: zonesOf(changed, points),
      points,
      change: {
        safeLimit: limits.safeLimit.value - before.safeLimit.value,
        breakingPoint: open ? null : { value: moved, low: moved - spread, high: moved + spread },
        peakThroughput: { value: gain, low: gain - spread / 2, high: gain + spread / 2 },
      },
      verdict,
      sentence:
        verdict === "cannot tell"
          ? "The measurements do not fix what a larger pool does: from 120 users lost to 190 gained."
          : `${title} moves the breaking point by ${Math.round(moved)} users.`,
      assumptions: ["The API holds 30 % of the service time."],
    };
  });
}
