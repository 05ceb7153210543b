import type { JsonObject } from "./chart-spec.ts";
import type { CurveChannels } from "./curve-layers.ts";
import type { ChartTheme } from "./theme.ts";

/** Thin dotted lines across a plot at bounds of the policy; named beside it by `rightLabels`. */
export function boundRules(
  bounds: readonly number[],
  channels: Pick<CurveChannels, "y">,
  theme: ChartTheme,
): JsonObject {
  return {
    data: { values: bounds.map((value) => ({ value })) },
    mark: { type: "rule", color: theme.ink, strokeWidth: 1, strokeDash: [2, 3], opacity: 0.75 },
    encoding: { y: channels.y },
  };
}
