import { noModelError } from "../../limits/model-error.ts";
import type { Platform } from "../../platform/platform.ts";
import { SHAPE_TERMS } from "../../platform/shape-discrepancy.ts";
import { type DrawnPlatform, plausible } from "../what-if/drawn-platform.ts";
import type { PlausibleGroup } from "../what-if/plausible-groups.ts";

const noChange = {
  time: 0,
  throughput: 0,
  shape: new Array<number>(SHAPE_TERMS).fill(0),
  imbalance: 0,
};

/** Platforms as the draws of a hypothesis that is off by nothing. */
export function plausibleGroup(
  name: string,
  weight: number,
  platforms: readonly Platform[],
): PlausibleGroup {
  const drawn = platforms.map(
    (platform): DrawnPlatform => ({
      platform,
      position: [],
      modelError: noModelError,
      changeError: noChange,
    }),
  );
  return {
    hypothesis: { name, title: name },
    weight,
    standing: true,
    noiseScale: 1,
    largestLoad: 200,
    drawn,
    draws: drawn.map(plausible),
  };
}
