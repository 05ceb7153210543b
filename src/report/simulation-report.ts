/** What a simulation is printed from: the experiment, its result and what it means. Plain data. */
import { type CourseFinding, courseFindings } from "../simulation/course/course-findings.ts";
import type { ExperimentLoad } from "../simulation/course/plan-experiment.ts";
import type { Profile } from "../simulation/course/profile.ts";
import type { ServiceLaw } from "../simulation/course/service-law.ts";
import type { Drifts } from "../simulation/course/still-platform.ts";
import type { RoundedCount } from "../simulation/course/whole-platform.ts";
import type {
  SimulatedFigure,
  SimulatedFigures,
  SimulationResult,
  SimulationWarning,
} from "../simulation/result/simulation-result.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import { courseWords, warningWords } from "./simulation-words.ts";

/** What the unknowns of a model are set to: none are left, or the medians of their laws. */
export type ModelBasis = "known" | "prior medians" | "posterior medians";

export interface SimulationReport extends Omit<SimulationResult, "warnings"> {
  readonly schema: 1;
  readonly program: string;
  /** Whether the run was interrupted: then of the replications made until then. */
  readonly partial: boolean;
  /** Simulated time of the first replication, where the run was interrupted in it; else null. */
  readonly brokenOff: Seconds | null;
  readonly model: {
    readonly title: string;
    readonly file: string;
    /** What the unknowns of the model are set to, and the counts that were made whole. */
    readonly basis: ModelBasis;
    /** Weight of the hypothesis among those of the workspace; null unless they were weighed. */
    readonly weight: Share | null;
    readonly values: Readonly<Record<string, number>>;
    readonly rounded: readonly RoundedCount[];
    /** Capacities that differ from one replication to the next. */
    readonly drifts?: Drifts;
    readonly levers: readonly string[];
    readonly law: ServiceLaw;
  };
  readonly load:
    | { readonly users: number }
    | { readonly rate: PerSecond }
    | { readonly profile: Profile };
  /** Simulated time of each replication. */
  readonly duration: Seconds;
  readonly redLine: Seconds;
  /** Arrivals, service starts and ends at stations for each answer or failure. */
  readonly eventsPerRequest: number;
  readonly findings: readonly (CourseFinding & { readonly message: string })[];
  readonly warnings: readonly { readonly code: SimulationWarning; readonly message: string }[];
  /** SHA-256 of each input file. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** What the command knows beside the result. */
export type SimulationSetting = Pick<
  SimulationReport,
  "program" | "partial" | "brokenOff" | "model" | "duration" | "redLine" | "inputs"
> & { readonly load: ExperimentLoad };

export function simulationReport(
  setting: SimulationSetting,
  result: SimulationResult,
): SimulationReport {
  const { load, redLine } = setting;
  const changing = "profile" in load && load.profile.shape !== "steady" ? load.profile : null;
  const known = changing && result.replications < ALIKE ? withoutIntervals(result) : result;
  const findings = changing ? courseFindings(result.series, changing, redLine) : [];
  return {
    schema: 1,
    ...setting,
    ...known,
    eventsPerRequest: result.requests > 0 ? result.events / result.requests : 0,
    findings: findings.map((one) => ({
      ...one,
      message: courseWords(one, changing?.shape ?? "steady"),
    })),
    warnings: result.warnings.map((code) => ({ code, message: warningWords[code] })),
  };
}

/**
 * Fewer replications get their intervals from stretches of time, which are alike under a steady
 * load only.
 */
const ALIKE = 10;

/** The same without intervals that would mean nothing. */
function withoutIntervals(result: SimulationResult): SimulationResult {
  const bare = <T extends SimulatedFigures>(figures: T): T => {
    const entries = Object.entries(figures).map(([name, figure]) => [
      name,
      isFigure(figure) ? { ...figure, low: null, high: null } : figure,
    ]);
    return Object.fromEntries(entries) as T;
  };
  return { ...result, total: bare(result.total), endpoints: result.endpoints.map(bare) };
}

const isFigure = (figure: unknown): figure is SimulatedFigure =>
  typeof figure === "object" && figure !== null && "low" in figure;
