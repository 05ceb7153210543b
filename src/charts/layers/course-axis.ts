import type { Seconds } from "../../units.ts";
import type { JsonObject } from "./chart-spec.ts";

/** Runs from here on are shown in minutes. */
const IN_MINUTES: Seconds = 240;

/** The horizontal axis of a run over time. */
export interface CourseAxis {
  /** Where a moment stands on it. */
  readonly place: (time: Seconds) => number;
  /** The channel x, the field `time`; with its labels below the last of several panels. */
  readonly channel: (labelled: boolean) => JsonObject;
}

export function courseAxis(duration: Seconds): CourseAxis {
  const unit = duration >= IN_MINUTES ? 60 : 1;
  const title = unit === 60 ? "simulated time, minutes" : "simulated time, seconds";
  return {
    place: (time) => time / unit,
    channel: (labelled) => ({
      field: "time",
      type: "quantitative",
      scale: { domain: [0, duration / unit], nice: false },
      axis: {
        title: labelled ? title : null,
        labels: labelled,
        grid: false,
        tickCount: 6,
        labelOverlap: true,
        format: ",~r",
      },
    }),
  };
}
