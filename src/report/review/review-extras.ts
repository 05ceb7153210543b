/** What a review shows beside the plan itself. */
import type { PublishedClaims } from "../../limits/published-claims.ts";
import type { PublishedLimit } from "../../limits/published-limit.ts";
import type { TestSetting } from "../../measurement/test-setting.ts";

/** A picture that lies beside the report. */
export interface ReportChart {
  /** As `headroom chart` knows it: "zones". */
  readonly name: string;
  /** Read aloud, and shown where the picture is missing. */
  readonly title: string;
  /** Relative to the report, with forward slashes. */
  readonly path: string;
}

export interface ReportExtras {
  readonly charts?: readonly ReportChart[];
  /** What the load-test report says itself; empty or absent: no comparison. */
  readonly published?: readonly PublishedLimit[];
  readonly claims?: PublishedClaims;
  readonly tests?: TestSetting;
  /** Hours of work of each scenario or improvement, by its levers as they were written. */
  readonly hours?: Readonly<Record<string, number>>;
  /** File of the appendix beside the report; absent where the report holds it itself. */
  readonly appendix?: string;
}
