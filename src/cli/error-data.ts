/** An error as data, for programs that ask for `--json`. */
import type { Problem } from "../ingest/problem.ts";
import { InputError } from "../workspace/input-error.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { RefusedError } from "./refused-error.ts";
import { UsageError } from "./usage-error.ts";

export interface ErrorData {
  readonly kind: "input" | "usage" | "refused" | "fault";
  readonly message: string;
  /** Of the input that is wrong; null where it is no file's fault. */
  readonly file: string | null;
  /** Counted from 1. */
  readonly line: number | null;
  /** Counted from 1, in characters. */
  readonly column: number | null;
  readonly remedy: string;
}

export interface ErrorReport {
  readonly exitCode: ExitCode;
  /** The first. */
  readonly error: ErrorData;
  /** All of them: a file may have several. */
  readonly errors: readonly ErrorData[];
}

/** @param report what to do about a fault of the program itself */
export function errorData(thrown: unknown, report: string): ErrorReport {
  if (thrown instanceof InputError) {
    const errors = thrown.problems.map(ofProblem);
    const [error] = errors;
    if (error !== undefined) return { exitCode: exitCode.input, error, errors };
  }
  if (thrown instanceof UsageError) {
    return alone(
      exitCode.input,
      nowhere("usage", thrown.message, [thrown.hint, ...thrown.example].join("\n")),
    );
  }
  if (thrown instanceof RefusedError) {
    return alone(exitCode.refused, nowhere("refused", thrown.message, thrown.hint));
  }
  const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return alone(exitCode.fault, nowhere("fault", message, report));
}

function ofProblem({ file, line, column, message, hint }: Problem): ErrorData {
  return { kind: "input", message, file, line, column, remedy: hint };
}

function nowhere(kind: ErrorData["kind"], message: string, remedy: string): ErrorData {
  return { kind, message, file: null, line: null, column: null, remedy };
}

function alone(code: ExitCode, error: ErrorData): ErrorReport {
  return { exitCode: code, error, errors: [error] };
}
