/** The sizes that hold a target: each alone, and together for the least money. */
import type { Policy } from "../../../limits/policy.ts";
import { carriedDraws } from "../carried-draws.ts";
import { marginLoad } from "../set-search.ts";
import { type CheapestSizes, cheapestSizes } from "./cheapest-sizes.ts";
import type { Prices } from "./prices.ts";
import { leverSizes } from "./size-levers.ts";
import { type SizeQuestion, type SmallestSize, smallestOf } from "./smallest-sizes.ts";

export interface SizesResult {
  /** What the prices are in; null: none are stated, and a replica counts as much as a core. */
  readonly currency: string | null;
  /** Up to so many users no size that is told breaks: the policy's margin, on the middle draw. */
  readonly marginUsers: number;
  /** How many draws its probabilities carry. */
  readonly draws: number;
  readonly each: readonly SmallestSize[];
  /** Null where no sizes hold together either. */
  readonly together: CheapestSizes | null;
}

/** Without prices the fewest machines are the cheapest: a replica counts as one core. */
const pieces: Prices = { currency: "", vcpu: 1, gb: 0, gbPerVcpu: 0, replica: 1 };

/**
 * @param users the load that is to be held
 * @param mostRate the largest rate worth a limit, req/s
 */
export function findSizes(
  question: SizeQuestion,
  policy: Policy,
  users: number,
  mostRate: number,
): SizesResult {
  const { prices } = question;
  return {
    currency: prices?.currency ?? null,
    marginUsers: marginLoad(policy, users),
    draws: carriedDraws(question.groups),
    each: leverSizes(policy, mostRate).map((one) => smallestOf(one, question)),
    together: cheapestSizes(question, prices ?? pieces),
  };
}
