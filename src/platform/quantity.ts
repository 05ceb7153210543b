/** A number of a platform: known, or unknown with what is believed beforehand, or a multiple of a named one. */
export type Quantity = number | Prior | Multiple;

export type Prior =
  /** Anywhere between `low` and `high`, every ratio alike. */
  | { readonly prior: "logUniform"; readonly low: number; readonly high: number }
  /** Anywhere between `low` and `high`, every difference alike. */
  | { readonly prior: "uniform"; readonly low: number; readonly high: number }
  /** Around `median`; two thirds of the belief within a factor e^spread. */
  | { readonly prior: "logNormal"; readonly median: number; readonly spread: number };

/** `times` × the number named `of` in the same hypothesis. */
export interface Multiple {
  readonly of: string;
  readonly times: number;
}

export function isPrior(quantity: unknown): quantity is Prior {
  return typeof quantity === "object" && quantity !== null && "prior" in quantity;
}

export function isMultiple(quantity: unknown): quantity is Multiple {
  return typeof quantity === "object" && quantity !== null && "of" in quantity;
}

/** Median of a prior: the middle of what is believed. Exact. */
export function medianOf(prior: Prior): number {
  switch (prior.prior) {
    case "logUniform":
      return Math.sqrt(prior.low * prior.high);
    case "uniform":
      return (prior.low + prior.high) / 2;
    case "logNormal":
      return prior.median;
  }
}
