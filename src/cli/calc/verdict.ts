/** What the second method says of an answer, and the exit code that follows. */
import type { Verification } from "../../textbook/verify/verification.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import type { Answer } from "./calc-model.ts";

/** Two exact methods in double arithmetic: what parts them by more is a fault in one of them. */
const tolerance = 1e-8;

export interface Verdict {
  readonly status: "agrees" | "disagrees" | "approximation" | "not checked";
  /** Largest relative difference that counts as agreement. */
  readonly tolerance: number;
  readonly comparisons: readonly Verification[];
  /** Why nothing was compared, or how far off the approximation may be. */
  readonly note: string | null;
}

/** Two methods that disagree are a fault of this program. */
export function exitCodeOf(verdict: Verdict | undefined): ExitCode {
  return verdict?.status === "disagrees" ? exitCode.fault : exitCode.done;
}

/** Runs the second method. One that cannot take a system this large says so; it fails nothing. */
export function verdictOf({ verify, approximation }: Answer): Verdict {
  const none = (note: string): Verdict => ({
    status: "not checked",
    tolerance,
    comparisons: [],
    note,
  });
  if (typeof verify === "string") return none(verify);
  let comparisons: readonly Verification[];
  try {
    comparisons = verify();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return none(`the second method does not reach this far (${error.message})`);
  }
  if (approximation !== undefined) {
    return { status: "approximation", tolerance, comparisons, note: approximation };
  }
  // Not "some differ by more": a difference that is no number is no agreement.
  const agrees = comparisons.every(({ relativeDifference: d }) => d <= tolerance);
  return { status: agrees ? "agrees" : "disagrees", tolerance, comparisons, note: null };
}
