import { entryAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import { histogramPercentile } from "../engine/histogram-percentile.ts";
import { mergeEndpoints, mergeWindows, type Window } from "../engine/window.ts";
import type { FailureCause, FaultCause } from "../stations/simulated-platform.ts";
import type { SimulatedBucket } from "./simulation-result.ts";
import { failed, failuresByCause } from "./summarize-figures.ts";

/** The run from its start: the same bucket of all replications together. */
export function summarizeSeries(
  replications: readonly (readonly Window[])[],
  bucket: Seconds,
  causes: readonly (FailureCause | FaultCause)[],
): readonly SimulatedBucket[] {
  const [first = []] = replications;
  const length = entryAt(first, 0).end;
  const perBucket = Math.max(1, Math.round(bucket / length));
  return Array.from({ length: Math.ceil(first.length / perBucket) }, (_, i) => {
    const from = i * perBucket;
    const merged = mergeWindows(
      replications.flatMap((windows) => windows.slice(from, from + perBucket)),
    );
    const start = entryAt(first, from).start;
    const end = entryAt(first, Math.min(from + perBucket, first.length) - 1).end;
    const seconds = (end - start) * replications.length;
    const all = mergeEndpoints(merged.endpoints);
    return {
      start,
      end,
      users: merged.userTime / seconds,
      requestsUnderWay: merged.requestTime / seconds,
      throughput: (all.answered + failed(all)) / seconds,
      goodput: all.answered / seconds,
      responseTime: all.answered > 0 ? all.responseTime / all.answered : null,
      p95: histogramPercentile(all, 0.95),
      failures: failuresByCause(all, seconds, causes),
      retryRate: merged.retries / seconds,
      ...(merged.replicaTime === undefined ? {} : { replicas: merged.replicaTime / seconds }),
      waiting: merged.stations.map(({ waitingTime }) => waitingTime / seconds),
    };
  });
}
