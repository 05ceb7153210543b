/** What is asked of sizes for a load: the objectives in the step that it lies in, and the policy's margin. */
import { entryAt } from "../../../entry-at.ts";
import type { Policy } from "../../../limits/policy.ts";
import type { Share } from "../../../units.ts";
import type { PlausibleGroup } from "../../what-if/plausible-groups.ts";
import {
  askedMargin,
  askedObjectives,
  marginLoad,
  setSearches,
  wholeSteps,
} from "../set-search.ts";
import type { Prices } from "./prices.ts";
import type { SizeQuestion } from "./smallest-sizes.ts";

export interface SizeTarget {
  readonly users: number;
  /** How probable it must be that all objectives hold. */
  readonly probability: Share;
  readonly prices?: Prices | null;
}

/** @param groups hypotheses that decide */
export function sizeQuestion(
  groups: readonly PlausibleGroup[],
  policy: Policy,
  { users, probability, prices = null }: SizeTarget,
): SizeQuestion {
  // A safe limit is told in whole steps: a size holds the load if it holds the step that it lies in.
  const searches = setSearches(groups, [
    { asked: askedObjectives(policy), users: wholeSteps(policy, users) },
    { asked: askedMargin(policy), users: marginLoad(policy, users) },
  ]);
  return {
    ...{ groups, probability, prices },
    ...{ search: entryAt(searches, 0), margin: entryAt(searches, 1) },
  };
}

/** What the users would send were there no waiting at all: the largest rate worth a limit, req/s. */
export function mostSent(groups: readonly PlausibleGroup[], users: number): number {
  return groups.reduce(
    (most, { draws }) =>
      draws.reduce((a, { lightLoadCycle }) => Math.max(a, users / lightLoadCycle), most),
    0,
  );
}
