import type { Share } from "../../../units.ts";

/** States that treat a request alike; lists by wait and by node of the platform's behavior. */
export interface StateGroup {
  readonly weight: Share;
  /** Share that does not wait, mean wait, mean square. */
  readonly free: readonly number[];
  readonly mean: readonly number[];
  readonly square: readonly number[];
  readonly slowdown: readonly number[];
}
