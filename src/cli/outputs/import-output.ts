import type { SourceHash } from "../../ingest/campaign-readme.ts";
import type { ImportedRun } from "../../ingest/imported-run.ts";
import type { Problem } from "../../ingest/problem.ts";
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { AnswerHead } from "./answer-head.ts";

/** A file that was read. */
export interface ImportedSource extends SourceHash {
  /** What it was taken for. */
  readonly format: string;
}

/** `headroom import --json`. */
export interface ImportOutput extends AnswerHead {
  readonly campaign: Campaign;
  readonly runs: readonly Pick<
    ImportedRun,
    "name" | "format" | "version" | "loadModel" | "usersFrom"
  >[];
  readonly sources: readonly ImportedSource[];
  /** Files and runs that were left out, and why. */
  readonly leftOut: readonly Problem[];
  /** What became of each file, a line each. */
  readonly files: readonly string[];
  /** What the importers noticed. */
  readonly notices: readonly Finding[];
  readonly audit: Audit;
  /** Files written. */
  readonly outputs: readonly string[];
}
