/** Priors in as many digits as a model file's YAML has. */
import type { Prior } from "../../platform/quantity.ts";

/** A model file holds no larger number. */
const LARGEST_SIZE = 1e9;

export const threeDigits = (value: number) => Number(value.toPrecision(3));

export const logNormal = (median: number, spread: number): Prior => ({
  prior: "logNormal",
  median: threeDigits(median),
  spread,
});

export const logUniform = (low: number, high: number): Prior => ({
  prior: "logUniform",
  low: threeDigits(Math.min(low, LARGEST_SIZE / 2)),
  high: threeDigits(Math.min(high, LARGEST_SIZE)),
});
