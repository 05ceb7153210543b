/** How each figure at a load is read: off a draw, off the predicted curve, off a measured level. */
import type { CurvePoint } from "../../limits/limits.ts";
import type { PlatformPoint } from "../../limits/plausible-platform.ts";
import type { Observation } from "../../measurement/observations.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import type { ExplainedFigure } from "./figure-explanation.ts";

/** A figure that every platform has at every load. */
export type LoadFigure = Exclude<ExplainedFigure, "probability">;

export interface FigureReading {
  readonly title: string;
  readonly unit: "req/s" | "s" | "share";
  readonly ofDraw: (point: PlatformPoint) => number;
  readonly ofCurve: (point: CurvePoint) => Estimate;
  readonly ofLevel: (level: Observation) => number | undefined;
}

const percentile = (name: "p50" | "p90" | "p95" | "p99"): FigureReading => ({
  title: name.toUpperCase(),
  unit: "s",
  ofDraw: (point) => point.percentile(name),
  ofCurve: ({ responseTime }) => responseTime[name],
  ofLevel: (level) => level[name],
});

export const figureReadings: Readonly<Record<LoadFigure, FigureReading>> = {
  throughput: {
    title: "Throughput",
    unit: "req/s",
    ofDraw: ({ throughput }) => throughput,
    ofCurve: ({ throughput }) => throughput,
    ofLevel: ({ throughput }) => throughput,
  },
  mean: {
    title: "Mean response time",
    unit: "s",
    ofDraw: ({ mean }) => mean,
    ofCurve: ({ responseTime }) => responseTime.mean,
    ofLevel: ({ mean }) => mean,
  },
  p50: percentile("p50"),
  p90: percentile("p90"),
  p95: percentile("p95"),
  p99: percentile("p99"),
  errorRate: {
    title: "Errors",
    unit: "share",
    ofDraw: ({ errorRate }) => errorRate,
    ofCurve: ({ errorRate }) => errorRate,
    ofLevel: ({ requests, failures }) =>
      requests === undefined || requests === 0 || failures === undefined
        ? undefined
        : failures / requests,
  },
  refused: {
    title: "Turned away",
    unit: "share",
    ofDraw: ({ refusedShare }) => refusedShare,
    ofCurve: ({ refusedShare }) => refusedShare,
    ofLevel: ({ limited }) => limited?.share,
  },
};

export const figureFormats: Readonly<Record<FigureReading["unit"], (value: number) => string>> = {
  "req/s": formatThroughput,
  s: formatDuration,
  share: (value) => formatShare(value),
};
