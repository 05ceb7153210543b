import type { Seconds } from "../units.ts";

/** What somebody else has concluded beside limits; shown beside Headroom's own findings, never fitted. */
export interface PublishedClaims {
  /** What they hold to be the cause, as the name of a hypothesis. */
  readonly cause: { readonly hypothesis: string; readonly source: string } | null;
  /** The load at which they have replicas added. */
  readonly autoscale: {
    readonly users: number;
    /** Until an added replica serves; null where it is not stated. */
    readonly startTime: Seconds | null;
    readonly source: string;
  } | null;
}
