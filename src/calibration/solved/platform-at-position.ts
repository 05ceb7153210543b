import { fillPlatform } from "../../platform/fill-platform.ts";
import type { Hypothesis, Platform } from "../../platform/platform.ts";
import type { Unknown } from "../../platform/unknowns-of.ts";
import { priorValue } from "../prior-law.ts";

/** The platform of a hypothesis at a position: one coordinate for each unknown, in prior deviations. */
export function platformAtPosition(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  position: readonly number[],
): Platform {
  const values = unknowns.map(({ name, prior }, i) => [name, priorValue(prior, position[i] ?? 0)]);
  return fillPlatform(hypothesis, Object.fromEntries(values));
}
