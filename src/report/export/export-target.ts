/** A program that Headroom writes settings for, and what of the plan those need. */
import type { PlannedSettings } from "../../planning/verdict/planned-settings.ts";
import type { ReplicaGain } from "../../planning/verdict/replica-gain.ts";
import { NOTICEABLE } from "../../planning/what-if/told/noticeable.ts";
import type { Share } from "../../units.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatCount } from "../../wording/format-users.ts";
import { visibleText } from "../../wording/visible-text.ts";
import { growthWords } from "../launch-lines.ts";

export interface ExportTarget {
  /** What is written, in a few words. */
  readonly what: string;
  /** A name for the file. */
  readonly file: string;
  /** @throws NotPlanned where the plan lacks a number that the settings need */
  readonly write: (settings: PlannedSettings) => string;
}

/** The plan lacks a number; nothing is guessed in its place. */
export class NotPlanned extends Error {
  override readonly name = "NotPlanned";
  /** What would give it. */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

export interface RateSettings extends PlannedSettings {
  readonly rate: number;
}

/** Settings that let in at most the plan's rate limit. */
export const ofRate =
  (write: (settings: RateSettings) => string) =>
  (settings: PlannedSettings): string => {
    const { value, rule } = settings.limits.rateLimit;
    if (value === null || value <= 0) {
      throw new NotPlanned(`the plan gives no rate limit: ${rule}`, "see headroom next");
    }
    return write({ ...settings, rate: value });
  };

export interface PoolSettings extends PlannedSettings {
  /** Most connections of one replica: what was measured, or less where the database accepts less. */
  readonly pool: number;
  /** Of these, what is opened only when the rest is in use. */
  readonly overflow: number;
  readonly reasons: readonly string[];
}

/** Settings of one replica's pool of connections. */
export const ofPool =
  (write: (settings: PoolSettings) => string) =>
  (settings: PlannedSettings): string => {
    const { pool: known, owner, overflow, replicas, surge, others, accepts } = settings.clients;
    if (known === null) {
      throw new NotPlanned(
        "neither known: in headroom.yaml nor every model gives the size of the pool",
        "write pool: under known:, e.g. known: { pool: 20 }",
      );
    }
    if (owner === "all") {
      throw new NotPlanned(
        `all replicas share the pool of ${known} connections: what each of them holds to it is not known`,
        "see headroom export pgbouncer",
      );
    }
    const size = known - overflow;
    const parts = overflow > 0 ? ` (${size} and an overflow of ${overflow})` : "";
    const measured = `The platform was measured with ${known} connections${parts} in each of ${counted(replicas)}.`;
    if (accepts === null) return write({ ...settings, pool: known, overflow, reasons: [measured] });
    const fits = Math.floor((accepts - others) / (replicas + surge));
    if (fits < 1) {
      throw new NotPlanned(
        `the database accepts ${accepts} connections, too few for ${replicas} + ${surge} replicas and ${others} of others`,
        "see headroom export pgbouncer",
      );
    }
    const budget = `(${counted(replicas)} + ${surge} of a rollout) × pool + ${others} of others ≤ ${accepts}, which the database accepts: at most ${fits} each.`;
    const pool = Math.min(known, fits);
    // Where less fits, it is the overflow that gives way.
    return write({
      ...settings,
      ...{ pool, overflow: Math.max(0, pool - size) },
      reasons: [measured, budget],
    });
  };

/** Replicas that carry the recommended load, and what one of them may be sent. */
export interface ScaleSettings extends PlannedSettings {
  /** Requests per second of one replica at which another is started. */
  readonly perReplica: number;
  readonly least: number;
  readonly most: number;
  readonly reasons: readonly string[];
}

/**
 * Settings of an autoscaler, up to the last replica that helps.
 *
 * A replica is started only where it raises what limits and carries its share, both with the confidence
 * of the policy: where something behind the API limits, more replicas only press harder on it.
 */
export const ofScale =
  (write: (settings: ScaleSettings) => string) =>
  (settings: PlannedSettings): string => {
    const { recommendedRate, limits, policy, clients } = settings;
    if (recommendedRate === null) {
      throw new NotPlanned("no load is recommended, so none can be kept", "see headroom plan");
    }
    const { replicas, pool, owner, accepts, others, surge } = clients;
    // A pool that all replicas share asks for no more because of another.
    const byBudget =
      pool === null || accepts === null || owner === "all"
        ? null
        : Math.floor((accepts - others) / pool) - surge;
    const bound = Math.max(replicas, Math.min(2 * replicas, byBudget ?? 2 * replicas));
    if (bound === replicas) {
      throw new NotPlanned(
        `the database accepts ${accepts} connections, too few for the pool of another replica: ${replicas} + 1 + ${surge} of a rollout need ${(replicas + 1 + surge) * (pool ?? 0) + others}`,
        "see headroom export pgbouncer",
      );
    }
    const room = roomFor(settings, recommendedRate, bound);
    const { perReplica, least } = room;
    const { most, gain } = lastHelpful(settings, perReplica, bound);
    if (most < least) throw tooFast(settings, least, `${counted(most)} help at most`);
    return write({
      ...settings,
      ...{ perReplica, least, most },
      reasons: [
        `${limits.recommended.value} users are recommended for ${counted(replicas)}; they send ${rounded(recommendedRate)} req/s.`,
        room.reason,
        `Limited by the ${gain.wall}: with ${most} instead of ${counted(most - 1)} ${movedWords(gain)}.`,
        most < bound
          ? `A replica more is not sure to help (asked: ${formatShare(policy.safeLimit.confidence)}).`
          : byBudget === null || byBudget > bound
            ? "Nothing is known beyond twice the replicas that were measured."
            : `The database has connections for no more (${byBudget}).`,
      ],
    });
  };

/** Of what the replicas that always run carry, most that may come until another one serves. */
const MOST_GROWN: Share = 0.5;

/**
 * Requests per second and replica at which another is started, so that what comes until it serves finds
 * room: n·target + growth ≤ n·recommended for every number n of replicas, and the fewest have least. Never
 * above the policy's margin, which is all there is where nobody says how long a replica takes.
 */
function roomFor(settings: PlannedSettings, recommendedRate: number, bound: number) {
  const { limits, policy, clients, scaling } = settings;
  const margin = policy.safeLimit.safetyFactor;
  const { replicas } = clients;
  const each = recommendedRate / replicas;
  const byMargin = Number((each / margin).toPrecision(3));
  if (scaling === null) {
    return {
      ...{ perReplica: byMargin, least: replicas },
      reason: `Another replica is started at 1/${margin} of that, the margin of the policy: load may grow so far until it serves.`,
    };
  }
  const usersEach = limits.recommended.value / replicas;
  const least = Math.max(replicas, Math.ceil(scaling.users / (MOST_GROWN * usersEach)));
  if (least > bound) throw tooFast(settings, least, `${counted(bound)} are the most that is known`);
  const byGrowth = each * (1 - scaling.users / (least * usersEach));
  return {
    perReplica: Math.min(byMargin, Number(byGrowth.toPrecision(3))),
    least,
    reason: `Until a replica serves ${growthWords(scaling)}: ${Math.ceil(scaling.users)} more in ${rounded(scaling.startTime)} s. At this target ${counted(least)} have room for them${byGrowth > byMargin ? `, and the margin of the policy, 1/${margin}` : ""}.`,
  };
}

function tooFast({ scaling }: PlannedSettings, least: number, end: string): NotPlanned {
  const { growth = 0, startTime = 0 } = scaling ?? {};
  return new NotPlanned(
    `at ${rounded(growth)} users a second no threshold is early enough for replicas that serve after ${rounded(startTime)} s: ${counted(least)} would have to run beforehand, and ${end}`,
    "start replicas before the load comes, by schedule, or make them start sooner; scaling: under known: in headroom.yaml says how fast load grows",
  );
}

/** The largest count up to the bound of which every further replica raises what limits and carries its share. */
function lastHelpful(
  { replicaGain, clients: { replicas }, policy }: PlannedSettings,
  perReplica: number,
  bound: number,
): { readonly most: number; readonly gain: ReplicaGain } {
  const { confidence } = policy.safeLimit;
  let last: { most: number; gain: ReplicaGain } | null = null;
  for (let count = replicas + 1; count <= bound; count++) {
    const gain = replicaGain(count, count * perReplica);
    if (gain.raises < confidence || gain.carries < confidence) {
      if (last === null) throw notHelpful(count, count * perReplica, gain, confidence);
      break;
    }
    last = { most: count, gain };
  }
  if (last === null) throw new RangeError(`bound must be above ${replicas}, got ${bound}`);
  return last;
}

function notHelpful(count: number, rate: number, gain: ReplicaGain, confidence: Share): NotPlanned {
  const { raises, carries, wall } = gain;
  const asked = `(asked: ${formatShare(confidence)})`;
  const shown =
    raises < confidence
      ? `with ${counted(count)} ${movedWords(gain)} ${asked}`
      : `${counted(count)} carry ${rounded(rate)} req/s with ${formatShare(carries)} ${asked}`;
  return new NotPlanned(
    `limited by the ${wall}, so a further replica of the API is no sure remedy, at whatever threshold: ${shown}`,
    `see headroom what-if --set api.replicas=${count}`,
  );
}

/** "the breaking point goes from 603 to 478 users, and rises by 5 % or more with 1.0 %" */
function movedWords({ before, after, searchedTo, raises }: ReplicaGain): string {
  const [from, to] = [before, after].map(({ value }) =>
    value >= searchedTo ? `beyond ${formatCount(searchedTo)}` : formatCount(value),
  );
  const users = Math.round(after.value) === 1 ? "user" : "users";
  const goes =
    from === to
      ? `the breaking point stays ${/^beyond/.test(to ?? "") ? to : `at ${to}`} ${users}`
      : `the breaking point goes from ${from} to ${to} ${users}`;
  return `${goes}, and rises by ${formatShareBound(NOTICEABLE)} or more with ${formatShare(raises)}`;
}

/** Three digits: what the terminal shows, too. */
export const rounded = (value: number) => String(Number(value.toPrecision(3)));

/** The head of a file: where it comes from, then why its numbers are as they are. */
export function commented(
  sign: string,
  { name, program }: Pick<PlannedSettings, "name" | "program">,
  reasons: readonly string[],
): string[] {
  const from = `${name}: written by ${program}, headroom export; not to be edited.`;
  return [from, ...reasons].map((line) => `${sign} ${visibleText(line)}`);
}

export const counted = (replicas: number) => `${replicas} replica${replicas === 1 ? "" : "s"}`;
