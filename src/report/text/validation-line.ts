import type { Validation } from "../../planning/validate/validate.ts";
import { validatedQuantities } from "../../planning/validate/validated-figure.ts";

/**
 * The figures of a validation's line in the ledger: levels, and for each quantity median and worst
 * error and the share inside, in per cent; empty where it was not measured.
 */
export function validationLine({ figures, scores }: Validation): Record<string, string | number> {
  const levels = new Set(figures.map(({ users, run }) => `${users} ${run}`)).size;
  const cells = validatedQuantities.flatMap((quantity) => {
    const score = scores.find((one) => one.quantity === quantity);
    return (["median", "worst", "inside"] as const).map((key) => {
      const value = score === undefined ? "" : (100 * score[key]).toFixed(2);
      return [`${quantity}_${key}_percent`, value];
    });
  });
  return { levels, ...Object.fromEntries(cells) };
}
