import type { Bracket } from "../../limits/bracket.ts";
import type { LimitSearch } from "../../limits/find-limits.ts";
import { bracketAt } from "../../limits/hold-against-levels.ts";
import type { Policy } from "../../limits/policy.ts";

interface SearchedLine {
  readonly policy: Policy;
  readonly search: LimitSearch;
}

/** The measured loads on both sides of the red line; null where nothing was measured. */
export function bracketOfSearch({ policy, search }: SearchedLine): Bracket | null {
  const { measured } = search;
  return measured === undefined ? null : bracketAt(measured, policy.redLine);
}
