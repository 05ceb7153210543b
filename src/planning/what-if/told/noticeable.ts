import type { Share } from "../../../units.ts";

/** Changes of the breaking point below this share of it are no change: predictions err by as much. */
export const NOTICEABLE: Share = 0.05;

/** A share of the plausible platforms that a verdict may contradict. */
export const OVERLOOKED: Share = 0.05;
