import type { ErrorReport } from "../error-data.ts";
import type { AnswerHead } from "./answer-head.ts";

/** `headroom … --json` where it fails, on standard error. */
export interface ErrorOutput extends AnswerHead, ErrorReport {}
