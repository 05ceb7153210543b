import { defaultPolicy } from "../../../limits/policy.ts";
import { compareCampaigns } from "../compare-campaigns.ts";
import type { CapacityVerdict } from "../compare-result.ts";
import { noisyPair } from "./noisy-pair.ts";

export interface JudgedPairs {
  readonly pairs: number;
  readonly verdicts: Readonly<Record<CapacityVerdict, number>>;
  /** Means over the pairs of the smallest loss that was promised. */
  readonly smallestLoss: number;
}

/** @param loss the known loss, or "printed": for each pair the smallest loss that its equal twin promises to find */
export function judgePairs(
  pairs: number,
  loss: number | "printed",
  runs: number,
  seed = 1,
): JudgedPairs {
  const verdicts = { lost: 0, gained: 0, "no difference": 0, "cannot tell": 0 };
  let promised = 0;
  for (let i = 0; i < pairs; i++) {
    const own = seed * 100_000 + i;
    const given = loss === "printed" ? compared(own, 0, runs).smallestLoss : loss;
    const { verdict, smallestLoss } = compared(own, given, runs);
    verdicts[verdict]++;
    promised += (loss === "printed" ? given : smallestLoss) / pairs;
  }
  return { pairs, verdicts, smallestLoss: promised };
}

function compared(seed: number, loss: number, runs: number) {
  const { before, after } = noisyPair(seed, loss, runs);
  return compareCampaigns(before, after, { policy: defaultPolicy });
}
