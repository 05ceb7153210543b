/** Conclusions of a load-test report that do not go together, or that the measurements do not bear out. */
import type { PublishedClaims } from "../../limits/published-claims.ts";
import type { PublishedLimit } from "../../limits/published-limit.ts";
import type { CurvePoint, PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";
import { scenarioEffect } from "../../planning/what-if/scenario-effect.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatSetRate, formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import type { Span, Text } from "../document/document.ts";
import { byWeight, formatBehindInWords, formatWeight, gainInWords } from "../hypothesis-words.ts";

type Ground = Pick<
  PlanResult,
  "points" | "limits" | "hypotheses" | "campaign" | "policy" | "scenarios"
>;

/** A load and a rate limit that are recommended together, and of which the one sends more than the other lets in. */
export function excludingLimits(
  { points, policy }: Ground,
  published: readonly PublishedLimit[],
): readonly Text[] {
  const of = (quantity: PublishedLimit["quantity"]) =>
    published.find((figure) => figure.quantity === quantity);
  const [load, rate] = [of("safeLimit"), of("rateLimit")];
  if (load === undefined || rate === undefined) return [];
  const sent = throughputAt(points, load.high);
  if (sent === null || sent * (1 - policy.refused) <= rate.high) return [];
  const from = reachedAt(points, rate.high);
  const onset = from === null ? "" : ` from ${formatUsers(from)} on`;
  return [
    [
      {
        strong: `${formatUsers(load.high)} and ${formatSetRate(rate.high)} exclude each other.`,
      },
      ` ${formatUsers(load.high)} send ${formatThroughput(sent)}: the limit refuses${onset}, and at ${formatCount(load.high)} it turns away ${formatShare(1 - rate.high / sent)} of the requests.`,
    ],
  ];
}

/** What the report holds to be the cause, as the measurements weigh it. */
export function causeJudgement(
  { hypotheses, scenarios }: Ground,
  { cause }: Pick<PublishedClaims, "cause">,
): readonly Text[] {
  if (cause === null) return [];
  const ranked = byWeight(hypotheses.list);
  const [leader] = ranked;
  const claimed = ranked.find(({ name }) => name === cause.hypothesis);
  const quoted: Span = ` It says: “${cause.source}”.`;
  if (claimed === undefined || leader === undefined) {
    const reason = hypotheses.excluded.find(({ name }) => name === cause.hypothesis)?.reason;
    return [
      [
        { strong: "The cause it names could not be tried here." },
        quoted,
        ` ${reason === undefined ? `No explanation is called ${cause.hypothesis}.` : `${reason}.`}`,
      ],
    ];
  }
  if (claimed === leader) {
    return [
      [
        {
          strong: `The cause it names, “${claimed.title}”, is the likeliest here, too (${formatWeight(claimed.weight)}).`,
        },
        quoted,
      ],
    ];
  }
  return [
    [
      {
        strong: `The cause it names, “${claimed.title}”, carries ${formatWeight(claimed.weight)} here; “${leader.title}” leads with ${formatWeight(leader.weight)}.`,
      },
      quoted,
      ` ${formatBehindInWords(claimed)} If it were right, the ${claimed.wall} would be full first${helping(scenarios, claimed.name)}.`,
    ],
  ];
}

/** ", and Connection pool of 100 (at least +94 %) would help"; nothing where no change would. */
function helping(scenarios: readonly ScenarioResult[], name: string): string {
  const found = scenarios.flatMap(({ title, perHypothesis, verdict }) => {
    const change = perHypothesis.find((one) => one.name === name);
    if (change === undefined || verdict === "refuses") return [];
    return scenarioEffect(change) === "helps" ? [`${title} (${gainInWords(change)})`] : [];
  });
  return found.length === 0 ? "" : `, and these would help: ${found.join("; ")}`;
}

/** Whether replicas that are added at a load come before the red line does. */
export function autoscaleJudgement(
  { limits, campaign, scenarios }: Ground,
  { autoscale }: Pick<PublishedClaims, "autoscale">,
): readonly Text[] {
  const breaks = limits.breakingPoint.value;
  if (autoscale === null || breaks === null) return [];
  const { users, startTime, source } = autoscale;
  const spike = campaign.levels.reduce((most, { spawnRate = 0 }) => Math.max(most, spawnRate), 0);
  if (users >= breaks) {
    return [
      [
        {
          strong: `Autoscaling at ${formatUsers(users)} begins past the breaking point of ${formatUsers(breaks)}.`,
        },
        ` It says: “${source}”.${doubtfulReplicas(scenarios)}`,
      ],
    ];
  }
  if (spike === 0) return [];
  const left = (breaks - users) / spike;
  const late = startTime === null || startTime > left;
  const grows =
    startTime === null
      ? ""
      : ` With ${formatDuration(startTime)} until a replica serves it holds growth of up to ${formatNumber((breaks - users) / startTime, 2)} users per second.`;
  return [
    [
      {
        strong: late
          ? `Autoscaling at ${formatUsers(users)} is too late for a spike like its own.`
          : `Autoscaling at ${formatUsers(users)} is early enough for a spike like its own.`,
      },
      ` It says: “${source}”. At the ${formatNumber(spike).replace(/\.0+$/, "")} users per second of its fastest test the load goes from ${formatCount(users)} users to the breaking point in ${formatDuration(left)}${startTime === null ? "; how long a replica takes to serve is not stated, and hardly one takes less" : ""}.${grows}${doubtfulReplicas(scenarios)}`,
    ],
  ];
}

/** That a further replica was tried and is not likely to gain: then no threshold is a remedy. */
function doubtfulReplicas(scenarios: readonly ScenarioResult[]): string {
  const tried = scenarios.filter(
    ({ levers }) => levers.length === 1 && levers.every(({ lever }) => lever === "api.replicas"),
  );
  const [first] = tried;
  if (first === undefined || tried.some(({ verdict }) => verdict === "gains")) return "";
  const walls = first.perHypothesis.toSorted((a, b) => b.weight - a.weight)[0]?.wallBefore;
  const limited = walls === undefined ? "" : `; the likeliest limit is the ${walls}`;
  return ` Nor is a further replica likely to raise the limit${limited}: no threshold is a remedy until it is known.`;
}

/** Between predicted loads along a straight line; null outside them. */
function throughputAt(points: readonly CurvePoint[], users: number): number | null {
  for (const [a, b] of pairs(points)) {
    if (users < a.users || users > b.users) continue;
    const share = (users - a.users) / (b.users - a.users);
    return a.throughput.value + share * (b.throughput.value - a.throughput.value);
  }
  return null;
}

/** The load at which a rate is reached, rounded as the limits are; null where none is predicted to. */
function reachedAt(points: readonly CurvePoint[], rate: number): number | null {
  for (const [a, b] of pairs(points)) {
    const [low, high] = [a.throughput.value, b.throughput.value];
    if (low > rate || high < rate || low === high) continue;
    return Math.round(a.users + ((rate - low) / (high - low)) * (b.users - a.users));
  }
  return null;
}

function pairs(points: readonly CurvePoint[]): readonly (readonly [CurvePoint, CurvePoint])[] {
  return points.flatMap((point, i) => {
    const next = points[i + 1];
    return next === undefined ? [] : [[point, next] as const];
  });
}
