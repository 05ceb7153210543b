/** Priors in as many digits as a model file's YAML has. */
import type { Prior } from "../../platform/quantity.ts";

/** A model file holds no larger number. */
const LARGEST_SIZE = 1e9;

/** Nor a longer time than a day, in seconds, nor anything smaller than this but 0. */
const LONGEST_TIME = 86_400;
const LEAST = 1e-15;

export const threeDigits = (value: number) => Number(value.toPrecision(3));

export const logNormal = (median: number, spread: number): Prior => ({
  prior: "logNormal",
  median: threeDigits(Math.min(Math.max(median, LEAST), LONGEST_TIME)),
  spread,
});

export const logUniform = (low: number, high: number): Prior => ({
  prior: "logUniform",
  low: threeDigits(Math.min(Math.max(low, LEAST), LARGEST_SIZE / 2)),
  high: threeDigits(Math.min(Math.max(high, 4 * LEAST), LARGEST_SIZE)),
});
