import type { OpenEstimate } from "../../stats/estimate.ts";

/** What a figure rests on, in words that need no legend. */
export function basisOf({ basis, reason }: OpenEstimate): string {
  switch (basis) {
    case "measured":
      return "a measured load";
    case "interpolated":
      return "between measured loads";
    case "extrapolated":
      return "outside the measured loads";
    case "assumed":
      return "an assumption";
    case "at least":
      return "the data end before it";
    case "withheld":
      return `withheld${reason === undefined ? "" : `: ${reason}`}`;
  }
}
