import type { Problem } from "../../ingest/problem.ts";
import type { TraceProfile } from "../../ingest/traces/trace-profile.ts";
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import type { AnswerHead } from "./answer-head.ts";

/** Further facts in a workspace that is there. */
export interface AddedFacts extends AnswerHead {
  /** Its folder. */
  readonly workspace: string;
  /** All that is known now. */
  readonly known: KnownFacts;
  /** What the measurements contradict of it. */
  readonly doubts: readonly Finding[];
  /** Files written. */
  readonly outputs: readonly string[];
}

/** A workspace that was made. */
export interface MadeWorkspace extends AddedFacts {
  readonly campaign: Campaign;
  /** What the importers noticed. */
  readonly notices: readonly Finding[];
  readonly audit: Audit;
  /** Files and runs that were left out, and why. */
  readonly leftOut: readonly Problem[];
  /** What became of each file, a line each. */
  readonly files: readonly string[];
  /** What traces tell of services and their calls; absent without any. */
  readonly traces?: TraceProfile;
}

/** `headroom init --json`. */
export type InitOutput = MadeWorkspace | AddedFacts;
