/** Totals of a Locust run of which the history alone is there. */
import type { Figures } from "../../imported-run.ts";
import { present } from "../present.ts";
import type { LocustHistory } from "./locust-history.ts";
import type { LocustStats } from "./locust-stats.ts";

/** Totals of a run that left its history only: the last row's, over the time since the counters began. */
export function totalOfHistory(history: LocustHistory | undefined): Figures {
  const last = history?.points.at(-1);
  if (!history || !last) return { responseTime: {} };
  let first = last;
  for (const point of history.points.toReversed()) {
    if (point.requests > first.requests || point.requests === 0) break;
    first = point;
  }
  const cumulative = history.percentilesAre === "cumulative" ? history.percentiles : undefined;
  return {
    ...present({
      requests: last.requests,
      failures: last.failures,
      throughput: last.requests / (last.time - first.time + 1),
    }),
    responseTime: {
      ...(cumulative?.get(last.time) ?? {}),
      ...present({ mean: last.requests > 0 ? last.totalTime / last.requests : undefined }),
    },
  };
}

/** Cumulative percentiles in the last row of a history are those of the whole run. */
export function statsOfHistory(history: LocustHistory): LocustStats | undefined {
  if (history.percentilesAre === "current") return undefined;
  const { rejected } = history;
  return { version: "", total: totalOfHistory(history), endpoints: [], rejected, cut: false };
}
