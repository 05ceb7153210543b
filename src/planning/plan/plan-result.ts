/**
 * What `headroom plan` finds out, as plain data: the report, the charts, the command
 * line and `--json` all read this and nothing else.
 */
import type { CurvePoint, Limits, Zone } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { CampaignGrade } from "../../measurement/campaign-grade.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { KnownFact, Limiter } from "../../platform/known-facts.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import type { LimitExplanation } from "../limit-reasons/limit-explanation.ts";
import type { LaunchWork } from "../optimize/work-for-launch.ts";
import type { PastPrediction } from "../validate/past-predictions.ts";
import type { LaunchVerdict } from "../verdict/launch-condition.ts";
import type { ScalingRoom } from "../verdict/scaling-room.ts";

export type { CurvePoint, Limits, Zone, ZoneName } from "../../limits/limits.ts";
export type { KnownFact, KnownFacts, Limiter } from "../../platform/known-facts.ts";

export interface FittedParameter extends Interval {
  readonly name: string;
  /** "s", "req/s", "users", "" for a plain number. */
  readonly unit: string;
  readonly meaning: string;
  /** How much the data narrowed the prior: 1 − posterior width / prior width, in [0, 1]. */
  readonly learned: Share;
}

/** A number of a hypothesis, beside what was believed before any measurement. */
export interface HypothesisParameter extends FittedParameter {
  readonly prior: Interval;
}

export interface FitSummary {
  readonly ended: "converged";
  /** Sentences: why the breaking point may lie beyond a level that was measured past the red line. */
  readonly redLine: readonly string[];
  /** Sentences: the fit's own checks, such as a level past the red line that the limits overlook. */
  readonly checks: readonly string[];
  /** Sentences: everything the fit assumes. */
  readonly assumptions: readonly string[];
  /** Limits of the heaviest hypothesis, fitted without the incident levels; null without any. */
  readonly withoutIncidents: Limits | null;
}

/** A hypothesis as the plan shows it. */
export interface HypothesisSummary {
  readonly name: string;
  readonly title: string;
  /** The sentence that it stands for. */
  readonly source: string;
  readonly weight: Share;
  readonly weightError: Share;
  /** ln of the predictive density of left-out levels; how far behind the best, with its error. */
  readonly logDensity: number;
  readonly behind: number;
  readonly behindError: number;
  /** How much more it misses the figures than repeated runs usually differ. */
  readonly noiseScale: number;
  readonly parameters: readonly HypothesisParameter[];
  readonly residuals: readonly HypothesisResidual[];
  /** How busy each station and pool is, load by load: medians. */
  readonly utilization: readonly UtilizationPoint[];
  /** The platform as it is, if this hypothesis is true. */
  readonly limits: Limits;
  /** Station or pool in use most beyond the knee. */
  readonly wall: string;
  readonly diagnostics: {
    readonly solved: Share;
    readonly effectiveSize: number;
    readonly rHat: number;
  };
}

export interface UtilizationPoint {
  readonly users: number;
  /** By station and pool, in [0, 1]. */
  readonly byStation: Readonly<Record<string, Share>>;
}

export interface HypothesisResidual {
  readonly users: number;
  readonly run: string;
  readonly quantity: "throughput" | "mean" | "p50" | "p90" | "p95" | "p99";
  /** Null for the whole level. */
  readonly endpoint: string | null;
  readonly measured: number;
  readonly fitted: number;
  /** Predicted from the other levels only; null where it was not computed. */
  readonly leftOut: number | null;
}

export interface HypothesesSummary {
  /** Name of the one that leads by two standard errors; null: the data cannot tell. */
  readonly best: string | null;
  /** One sentence, the finding first. */
  readonly sentence: string;
  readonly list: readonly HypothesisSummary[];
  readonly excluded: readonly { readonly name: string; readonly reason: string }[];
}

/** A scenario under one hypothesis. */
export interface HypothesisChange {
  readonly name: string;
  readonly title: string;
  /** What limits if it is true, where it says so. */
  readonly ceiling?: Limiter;
  readonly weight: Share;
  readonly before: Limits;
  readonly limits: Limits;
  /** Of the breaking point, as a share of it. */
  readonly gain: Interval;
  /** What is told if it is true. */
  readonly verdict: Exclude<ScenarioResult["verdict"], "refuses">;
  /** What limits most, before and after. */
  readonly wallBefore: string;
  readonly wallAfter: string;
  /** Levers that act on nothing here. */
  readonly without: readonly string[];
}

/** What a change does if one resource is what limits. */
export interface Outcome {
  readonly if: Limiter;
  /** Chance that it is. */
  readonly weight: Share;
  readonly verdict: Exclude<ScenarioResult["verdict"], "refuses">;
  /** Of the breaking point, as a share of it. */
  readonly gain: Interval;
}

/** What stands between a change and a verdict. */
export interface Telling {
  /** By what may limit, the likeliest first; none where explanations are not told apart by that. */
  readonly outcomes: readonly Outcome[];
  /** The fact that would tell, as it is called under known:; null where no single one would. */
  readonly fact: KnownFact | null;
  /** Connections of one pool if they are what limits: its size alone would tell, too; null where it is known. */
  readonly poolIfLimit: Interval | null;
}

/** What the database refuses of the connections that a change wants. */
export interface RefusedConnections {
  /** Connections of one node that are wanted at once, of all clients. */
  readonly wanted: number;
  readonly accepts: number;
  /**
   * Who says so: the model's own maxConnections, what is known beside it, the change itself, or that so many are
   * open today, more than is said.
   */
  readonly acceptsBy: "model" | "known" | "change" | "today";
  /** Of those that are wanted. */
  readonly refusedShare: Share;
  /** Only while a new version is rolled out: the figures of the change do not hold then. */
  readonly onlyInRollout: boolean;
}

export interface ScenarioResult {
  readonly name: string;
  readonly title: string;
  readonly levers: readonly { readonly lever: string; readonly value: string }[];
  /** The platform as it is, on the same draws. */
  readonly before: Limits;
  readonly limits: Limits;
  readonly zones: readonly Zone[];
  readonly points: readonly CurvePoint[];
  /** After minus before, draw by draw, so that shared uncertainty cancels. */
  readonly change: {
    readonly safeLimit: number;
    /** Users; null where base or scenario does not break inside the range of predictions. */
    readonly breakingPoint: Interval | null;
    readonly peakThroughput: Interval;
  };
  /** `refuses`: the limits hold because requests are turned away, not because capacity grew. */
  readonly verdict: "gains" | "loses" | "no gain" | "no change" | "refuses" | "cannot tell";
  /** Present where it wants more connections than the database accepts: those refused are errors, and counted. */
  readonly connections?: RefusedConnections;
  /** One sentence for a planner, the finding first. */
  readonly sentence: string;
  readonly perHypothesis: readonly HypothesisChange[];
  /** What would tell; null where it is told, or only another measurement would. */
  readonly telling: Telling | null;
  readonly assumptions: readonly string[];
}

/** A scenario that a smaller value of the same lever makes needless. */
export interface DominatedScenario {
  readonly name: string;
  readonly title: string;
  /** Name of the scenario that does as well. */
  readonly by: string;
  readonly sentence: string;
}

/** Levers whose growth is followed until it stops to help. */
export type GrownLever = "pool.size" | "api.replicas" | "db.readReplicas";

/** How far one lever alone helps under one hypothesis. */
export interface LeverReach {
  readonly lever: GrownLever;
  /** Of the hypothesis. */
  readonly name: string;
  readonly title: string;
  readonly weight: Share;
  /** Null where there is nothing for the lever to act on. */
  readonly found: {
    readonly today: Interval;
    /** From here on more of it gains less than 5 % of the breaking point; over a few draws. */
    readonly enough: Interval;
    /** Of the breaking point at `enough`, as a share of it. */
    readonly gain: Interval;
    /** What is in use most once there is more than enough of it. */
    readonly wall: string;
    /** The breaking point then lies past the loads that are predicted. */
    readonly pastPredictions: boolean;
  } | null;
}

export interface PlanOptions {
  readonly dominated: readonly DominatedScenario[];
  /** For levers that a scenario changes alone. */
  readonly reach: readonly LeverReach[];
}

export interface PlanResult {
  readonly schema: 1;
  /** For the target that the workspace states; null where it states none. */
  readonly launch: LaunchVerdict | null;
  /** How the target can be held; absent without a target, or where nothing says what work or machines cost. */
  readonly work?: LaunchWork;
  /** "headroom 0.1.0" */
  readonly program: string;
  readonly seed: number;
  /** Earlier predictions of the workspace against what came; absent where there are none. */
  readonly past?: {
    readonly predictions: readonly PastPrediction[];
    /** By what factor they make today's intervals wider; null: too few tests. */
    readonly widening: number | null;
  };
  readonly campaign: Campaign;
  /**
   * True where a platform has a time-out that errors come from: curves are then of all that was let
   * in, with what timed out among throughput and times, and the ceiling of what was answered.
   */
  readonly timeOuts?: true;
  /** SHA-256 of each input file, by its path in the workspace. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly policy: Policy;
  readonly audit: {
    /** The audit's own, what the importers noticed, and what the limits bring up. */
    readonly findings: readonly Finding[];
    readonly incidents: readonly number[];
    /** What a limit that rests on these measurements is worth. */
    readonly grade: CampaignGrade;
  };
  readonly fit: FitSummary;
  readonly hypotheses: HypothesesSummary;
  readonly limits: Limits;
  /** What an autoscaler has to leave free; absent where nobody says how long a replica takes to serve. */
  readonly scaling?: ScalingRoom;
  readonly zones: readonly Zone[];
  /** Why each limit and zone end is what it is. */
  readonly reasons: readonly LimitExplanation[];
  readonly points: readonly CurvePoint[];
  readonly scenarios: readonly ScenarioResult[];
  readonly options: PlanOptions;
}
