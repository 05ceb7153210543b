import type { Seconds } from "../../units.ts";
import type { TimeLaw } from "../engine/time-law.ts";

/** Laws of work that a mean and a coefficient of variation choose from. */
export const serviceLaws = ["lognormal", "gamma", "exponential"] as const;

/** `exponential` takes the mean alone. */
export type ServiceLaw = (typeof serviceLaws)[number];

/** A sum of independent times: mean and variance. */
export interface Work {
  readonly mean: Seconds;
  readonly variance: number;
}

/** Several visits of one mean and variation, put together. */
export function workOf(demand: Seconds, variation: number, visits: number): Work {
  return { mean: demand * visits, variance: visits * (demand * variation) ** 2 };
}

/** The law with that mean and variance; constant where there is no variance. */
export function serviceLawOf({ mean, variance }: Work, law: ServiceLaw): TimeLaw {
  if (mean === 0) return { law: "constant", mean };
  if (law === "exponential") return { law, mean };
  if (variance === 0) return { law: "constant", mean };
  return { law, mean, variation: Math.sqrt(variance) / mean };
}
