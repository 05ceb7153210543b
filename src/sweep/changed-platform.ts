import type { Platform } from "../platform/platform.ts";
import type { LeverName } from "../platform/scenario.ts";

/** A platform of the sweep with the levers of a cell applied. */
export interface ChangedPlatform {
  readonly platform: Platform;
  /** Levers that found nothing to act on. */
  readonly without: readonly LeverName[];
  /** Whether any of them changed it. */
  readonly changed: boolean;
}
