/** The launch gate: do all objectives of the policy hold at a load, and how sure is that? */
import type { Basis } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import type { ObjectiveCheck } from "../check-result.ts";
import type { PlausiblePlatform } from "../plausible-platform.ts";
import type { Policy } from "../policy.ts";
import { estimateOf, probabilityOf } from "../summarize-draws.ts";
import { drawnObjectives, holdingDraws } from "./drawn-objectives.ts";

export interface ObjectivesAt {
  readonly users: number;
  /** P(all objectives hold), not the product of the single ones: they rise and fall together. */
  readonly probability: Share;
  readonly objectives: readonly ObjectiveCheck[];
}

/**
 * @param widening by what factor draws lie too close together
 * @throws RangeError unless users is a whole number ≥ 1 and there is at least one draw
 */
export function checkObjectives(
  draws: readonly PlausiblePlatform[],
  policy: Policy,
  users: number,
  basis: Basis,
  widening = 1,
): ObjectivesAt {
  if (draws.length === 0) throw new RangeError("draws must hold at least one platform, got none");
  const asked = drawnObjectives(draws, policy, users, widening);
  const count = draws.length;
  return {
    users,
    probability: asked.length === 0 ? 1 : probabilityOf(holdingDraws(asked, count), count),
    objectives: asked.map(({ values, ...objective }) => ({
      ...objective,
      predicted: estimateOf(values, basis),
      probability: probabilityOf(holdingDraws([{ ...objective, values }], count), count),
    })),
  };
}
