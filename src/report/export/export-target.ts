/** A program that Headroom writes settings for, and what of the plan those need. */
import type { PlannedSettings } from "../../planning/verdict/planned-settings.ts";
import { visibleText } from "../../wording/visible-text.ts";

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
  /** Connections of one replica: what was measured, or less where the database accepts less. */
  readonly pool: number;
  readonly reasons: readonly string[];
}

/** Settings of one replica's pool of connections. */
export const ofPool =
  (write: (settings: PoolSettings) => string) =>
  (settings: PlannedSettings): string => {
    const { pool: known, replicas, surge, others, accepts } = settings.clients;
    if (known === null) {
      throw new NotPlanned(
        "neither known: in headroom.yaml nor every model gives the size of the pool",
        "write pool: under known:, e.g. known: { pool: 20 }",
      );
    }
    const measured = `The platform was measured with ${known} connections in each of ${counted(replicas)}.`;
    if (accepts === null) return write({ ...settings, pool: known, reasons: [measured] });
    const fits = Math.floor((accepts - others) / (replicas + surge));
    if (fits < 1) {
      throw new NotPlanned(
        `the database accepts ${accepts} connections, too few for ${replicas} + ${surge} replicas and ${others} of others`,
        "see headroom export pgbouncer",
      );
    }
    const budget = `(${counted(replicas)} + ${surge} of a rollout) × pool + ${others} of others ≤ ${accepts}, which the database accepts: at most ${fits} each.`;
    return write({ ...settings, pool: Math.min(known, fits), reasons: [measured, budget] });
  };

/** Replicas that carry the recommended load, and what one of them may be sent. */
export interface ScaleSettings extends PlannedSettings {
  /** Requests per second of one replica at which another is started. */
  readonly perReplica: number;
  readonly least: number;
  readonly most: number;
  readonly reasons: readonly string[];
}

export const ofScale =
  (write: (settings: ScaleSettings) => string) =>
  (settings: PlannedSettings): string => {
    const { recommendedRate, limits, policy, clients } = settings;
    if (recommendedRate === null) {
      throw new NotPlanned("no load is recommended, so none can be kept", "see headroom plan");
    }
    const { replicas, pool, accepts, others, surge } = clients;
    const margin = policy.safeLimit.safetyFactor;
    const byBudget =
      pool === null || accepts === null ? null : Math.floor((accepts - others) / pool) - surge;
    const most = Math.max(replicas, Math.min(2 * replicas, byBudget ?? 2 * replicas));
    return write({
      ...settings,
      perReplica: Number((recommendedRate / replicas / margin).toPrecision(3)),
      ...{ least: replicas, most },
      reasons: [
        `${limits.recommended.value} users are recommended for ${counted(replicas)}; they send ${rounded(recommendedRate)} req/s.`,
        `Another replica is started at 1/${margin} of that, the margin of the policy: load may grow so far until it serves.`,
        byBudget === null
          ? "Nothing is known beyond twice the replicas that were measured."
          : `At most twice the replicas measured, and as many as the database has connections for (${Math.max(0, byBudget)}).`,
        "Replicas help only where the API limits: see headroom what-if --set api.replicas=2 first.",
      ],
    });
  };

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

/** How long a request may wait for a connection: as long as its answer may take. */
export function waitFor({ policy }: Pick<PlannedSettings, "policy">) {
  const { objectives, redLine } = policy;
  const seconds = objectives.p99 ?? objectives.p95 ?? redLine.p95;
  const reason = `A request that waits longer than ${rounded(seconds)} s for a connection has broken the promise of the policy: it fails at once.`;
  return { seconds, reason };
}

export const counted = (replicas: number) => `${replicas} replica${replicas === 1 ? "" : "s"}`;
