import { requirePositive } from "../require.ts";

/** A number of a platform: known, or unknown with what is believed about it beforehand. */
export type Quantity = number | Prior;

export type Prior =
  /** Anywhere between `low` and `high`, every ratio alike. */
  | { readonly prior: "logUniform"; readonly low: number; readonly high: number }
  /** Anywhere between `low` and `high`. */
  | { readonly prior: "uniform"; readonly low: number; readonly high: number }
  /** Around `median`; two thirds of the belief within a factor e^spread. */
  | { readonly prior: "logNormal"; readonly median: number; readonly spread: number };

/** The middle of the belief: a known number itself, else the median of its prior. Exact. */
export function middleOf(quantity: Quantity): number {
  if (typeof quantity === "number") return quantity;
  switch (quantity.prior) {
    case "logUniform":
      return Math.sqrt(
        requirePositive("low", quantity.low) * requirePositive("high", quantity.high),
      );
    case "uniform":
      return (quantity.low + quantity.high) / 2;
    case "logNormal":
      return requirePositive("median", quantity.median);
  }
}
