import type { Audit } from "../../measurement/audit.ts";
import type { AnswerHead } from "./answer-head.ts";

/** `headroom audit --json`. */
export interface AuditOutput extends AnswerHead, Audit {
  /** Its name. */
  readonly campaign: string;
}
