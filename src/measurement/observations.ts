/** What a fit may use of a campaign: measured figures that the audit has not set aside. */
import type { PerSecond, Seconds, Share } from "../units.ts";
import type { Audit } from "./audit.ts";
import type { Campaign, TokenTimes } from "./campaign.ts";
import { errorsByCause, wallOf } from "./errors-by-cause.ts";
import { type FailureCause, failureCauses } from "./failure-cause.ts";
import { keyOfLevel, levelSet } from "./level-key.ts";
import { operatingPoint } from "./operating-point.ts";
import { type MeasuredRateLimit, type RefusalLaw, refusalLaw } from "./refusals/refusal-law.ts";
import { timesCount } from "./what-counts.ts";

/** One level and run; what is absent was not measured or is not trusted. */
export interface Observation {
  /** Nominal users N. */
  readonly users: number;
  readonly run: string;
  /** Mean users N̄ over the window, ramp included; N where the ramp is not known. */
  readonly averageUsers: number;
  /** With spawnRate: the window over which throughput and response times are averages. */
  readonly duration?: Seconds;
  readonly spawnRate?: PerSecond;
  /** Completions per second X, failed ones included. */
  readonly throughput?: PerSecond;
  /** X is requests/duration, since none was stated. */
  readonly throughputDerived: boolean;
  readonly mean?: Seconds;
  readonly p50?: Seconds;
  readonly p90?: Seconds;
  readonly p95?: Seconds;
  readonly p99?: Seconds;
  readonly requests?: number;
  readonly failures?: number;
  /** What caused most of its failures, where their kinds were listed or its figures tell. */
  readonly failureCause?: FailureCause;
  /** The client's time-out, where the figures show that the slowest were cut off there. */
  readonly cutOffAt?: Seconds;
  /** Share of its requests that a rate limit of the platform turned away, and what that counts as. */
  readonly limited?: Pick<MeasuredRateLimit, "counts"> & { readonly share: Share };
  /** Share of its requests that a full server turned away. */
  readonly full?: Share;
  /** Of answers that are streamed token by token; no model predicts them. */
  readonly tokenTimes?: TokenTimes;
  /** Weight w of the level as the audit sees it, above 0 and at most 1: it divides the variance of the noise. */
  readonly trust: Share;
  /** Said where the times are of successful requests alone. */
  readonly timesOf?: "successes";
  /** Its errors are not caused by load; throughput and response times count all the same. */
  readonly incident: boolean;
}

/**
 * One observation for each measured level, ascending in users; estimates are left out, and levels
 * that the audit trusts in nothing.
 */
export function observations(campaign: Campaign, audit: Audit): readonly Observation[] {
  const trusts = new Map(audit.trust.map((one) => [keyOfLevel(one), one.trust]));
  const untrusted = levelSet(audit.untrustedLevels);
  const incidents = levelSet(audit.incidentLevels);
  const causes = mainCauses(campaign);
  const law = refusalLaw(campaign);
  return campaign.levels
    .filter(({ quality }) => quality === "measured")
    .flatMap((level) => {
      const trust = trusts.get(keyOfLevel(level)) ?? 1;
      if (trust === 0) return [];
      const { users, run, averageUsers, throughput, throughputDerived } = operatingPoint(level);
      const { mean, p50, p90, p95, p99 } = level.responseTime;
      const percentiles = untrusted.has(keyOfLevel(level)) ? {} : { p50, p90, p95, p99 };
      const { duration, spawnRate, requests, failures } = level;
      const failureCause = causes.get(keyOfLevel(level));
      return [
        {
          users,
          run,
          averageUsers,
          throughputDerived,
          ...given({ duration, spawnRate, throughput, mean, ...percentiles, requests, failures }),
          ...(failureCause === undefined ? {} : { failureCause }),
          ...turnedAway(law, keyOfLevel(level)),
          ...given({ cutOffAt: wallOf(level) }),
          ...(level.tokenTimes === undefined ? {} : { tokenTimes: level.tokenTimes }),
          trust,
          ...(timesCount(level) === "successes" ? { timesOf: "successes" as const } : {}),
          incident: incidents.has(keyOfLevel(level)),
        },
      ];
    });
}

function turnedAway(
  { rateLimit, limited, full }: RefusalLaw,
  key: string,
): Pick<Observation, "limited" | "full"> {
  const [byRate, byNumber] = [limited.get(key), full.get(key)];
  return {
    ...(rateLimit === null || byRate === undefined
      ? {}
      : { limited: { counts: rateLimit.counts, share: byRate } }),
    ...(byNumber === undefined ? {} : { full: byNumber }),
  };
}

/** Of each level whose kinds of errors were listed: the cause of more than half of its failures. */
function mainCauses(campaign: Campaign): ReadonlyMap<string, FailureCause> {
  return new Map(
    errorsByCause(campaign).flatMap(({ users, run, failures, byCause, toldBy }) => {
      const main = failureCauses.find((cause) => byCause[cause] > failures / 2);
      return toldBy === "kinds" && main !== undefined ? [[keyOfLevel({ users, run }), main]] : [];
    }),
  );
}

/** The entries that have a value. */
function given<K extends string>(
  values: Readonly<Partial<Record<K, number | undefined>>>,
): Partial<Record<K, number>> {
  const entries = Object.entries<number | undefined>(values);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Partial<
    Record<K, number>
  >;
}
