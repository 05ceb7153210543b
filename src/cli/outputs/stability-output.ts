import type { SimulationReport } from "../../report/simulation-report.ts";
import type { Profile } from "../../simulation/course/profile.ts";
import type { StabilityMap } from "../../simulation/result/stability-map.ts";
import type { Seconds } from "../../units.ts";
import type { SeededHead } from "./answer-head.ts";

/** `headroom stability --json`. */
export interface StabilityOutput extends SeededHead {
  readonly model: Omit<SimulationReport["model"], "drifts">;
  /** Title of the profile whose clients give up and try again. */
  readonly profile: string;
  readonly unit: Profile["unit"];
  /** Loads that were looked at, users or requests a second. */
  readonly from: number;
  readonly to: number;
  /** Simulated time of each run. */
  readonly time: Seconds;
  readonly replications: number;
  readonly map: StabilityMap;
  readonly sentences: readonly string[];
  /** SHA-256 of each input file. */
  readonly inputs: Readonly<Record<string, string>>;
}
