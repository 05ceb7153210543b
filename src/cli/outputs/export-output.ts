import type { Limits } from "../../limits/limits.ts";
import type { SeededHead } from "./answer-head.ts";

/** `headroom export --json`. */
export interface ExportOutput extends SeededHead {
  readonly base: { readonly limits: Limits };
  /** The program that the settings are for. */
  readonly target: string;
  /** The settings, as the file has them. */
  readonly content: string;
  /** Files written; absent where the settings were printed. */
  readonly outputs?: readonly string[];
}
