import { quantile } from "../../stats/quantile.ts";
import type { Share } from "../../units.ts";
import {
  type ValidatedFigure,
  type ValidatedQuantity,
  validatedQuantities,
} from "../validate/validated-figure.ts";

/** How well one quantity was predicted over all levels. */
export interface QuantityScore {
  readonly quantity: ValidatedQuantity;
  readonly figures: number;
  /** Median and worst of |error|; of errors in shares of the requests, of the others relative. */
  readonly median: number;
  readonly worst: number;
  /** Share of the figures that their interval holds. */
  readonly inside: Share;
  /** Median |error| of "nothing changes", at the loads measured before; null without any. */
  readonly noChange: number | null;
  /** Median |error| of "throughput × capacity ratio"; null for other quantities. */
  readonly capacityRule: number | null;
}

/** A score for each quantity that was compared. */
export function scoreFigures(figures: readonly ValidatedFigure[]): readonly QuantityScore[] {
  return validatedQuantities.flatMap((quantity): QuantityScore[] => {
    const own = figures.filter((figure) => figure.quantity === quantity);
    if (own.length === 0) return [];
    const errors = own.map(({ error }) => Math.abs(error));
    const ofRule = (rule: "noChange" | "capacityRule") =>
      median(own.flatMap((figure) => errorOf(figure, figure[rule])));
    return [
      {
        quantity,
        figures: own.length,
        median: median(errors) as number,
        worst: Math.max(...errors),
        inside: own.filter(({ inside }) => inside).length / own.length,
        noChange: ofRule("noChange"),
        capacityRule: ofRule("capacityRule"),
      },
    ];
  });
}

function errorOf({ quantity, measured }: ValidatedFigure, guess: number | null): number[] {
  if (guess === null) return [];
  return [Math.abs(quantity === "errors" ? guess - measured : guess / measured - 1)];
}

function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(Float64Array.from(values).sort(), 0.5);
}
