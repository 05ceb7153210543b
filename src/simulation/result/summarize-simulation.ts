import { entryAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import { fewestReplications, type SimulationRun } from "../engine/simulation-run.ts";
import { warmUpCut } from "../engine/warm-up.ts";
import { mergeEndpoints, mergeWindows, type Window } from "../engine/window.ts";
import { stationNames } from "../stations/platform-stations.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import type { SimulationResult, SimulationWarning } from "./simulation-result.ts";
import { causesOf, type Part, summarizeFigures } from "./summarize-figures.ts";
import { summarizeSeries } from "./summarize-series.ts";

/** Batches in all that intervals are made of where replications are few. */
const BATCHES = 20;

/** From so many replications on, each is one value of its own for the intervals. */
const ENOUGH_REPLICATIONS = 10;

/** Windows of one replication after its warm-up. */
interface Settled {
  readonly windows: readonly Window[];
  readonly warmUp: Seconds;
  readonly settled: boolean;
}

/**
 * The result of the replications made so far, in the order of their numbers; null as long as
 * the run asks for more.
 */
export function summarizeSimulation(
  platform: SimulatedPlatform,
  run: SimulationRun,
  replications: readonly (readonly Window[])[],
): SimulationResult | null {
  if (replications.length < fewestReplications(run)) return null;
  const settled = replications.map((windows) => cutWarmUp(windows, run, platform));
  const perReplication =
    settled.length >= ENOUGH_REPLICATIONS ? 1 : Math.ceil(BATCHES / settled.length);
  const parts = settled.flatMap(({ windows }) => batches(windows, perReplication));
  const whole = mergeWindows(parts);
  const seconds = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  const causes = causesOf(platform);
  const figures = (endpointOf: (window: Window) => Part["endpoint"]) =>
    summarizeFigures(
      parts.map((part) => ({ seconds: part.end - part.start, endpoint: endpointOf(part) })),
      { seconds, endpoint: endpointOf(whole) },
      causes,
    );
  const total = figures(({ endpoints }) => mergeEndpoints(endpoints));
  const precise = isPrecise(total.responseTime, run);
  if (run.precision && !precise && replications.length < run.precision.mostReplications)
    return null;

  const warnings: SimulationWarning[] = [];
  if (settled.some((one) => !one.settled)) warnings.push("notSettled");
  if (run.precision && !precise) warnings.push("precisionNotReached");
  if (total.responseTime === null) warnings.push("noAnswers");
  const all = mergeEndpoints(whole.endpoints);
  return {
    seed: run.seed,
    replications: replications.length,
    warmUp: settled.reduce((sum, { warmUp }) => sum + warmUp, 0) / settled.length,
    measured: seconds,
    requests: all.answered + all.failures.reduce((sum, count) => sum + count, 0),
    events: whole.events,
    total,
    endpoints: platform.endpoints.map(({ name }, i) => ({
      name,
      ...figures(({ endpoints }) => entryAt(endpoints, i)),
    })),
    stations: stationNames(platform).map(({ name, servers }, i) => {
      const station = entryAt(whole.stations, i);
      return {
        name,
        servers,
        utilization: Math.min(1, station.busyTime / seconds / servers),
        inService: station.jobTime / seconds,
        waiting: station.waitingTime / seconds,
        throughput: station.ended / seconds,
      };
    }),
    users: whole.userTime / seconds,
    requestsUnderWay: whole.requestTime / seconds,
    retryRate: whole.retries / seconds,
    ...(whole.replicaTime === undefined ? {} : { replicas: whole.replicaTime / seconds }),
    series: run.bucket === undefined ? [] : summarizeSeries(replications, run.bucket, causes),
    warnings,
  };
}

function isPrecise(
  figure: { value: number; high: number | null } | null,
  run: SimulationRun,
): boolean {
  if (!run.precision || !figure || figure.high === null) return false;
  return figure.high - figure.value <= run.precision.relative * figure.value;
}

/** Whether load and platform are the same all the time. */
function isSteady(run: SimulationRun, platform: SimulatedPlatform): boolean {
  if (run.backlog || platform.incidents?.length || platform.autoscale) return false;
  if ("arrivalTimes" in run.load) return false;
  const load = "users" in run.load ? run.load.users : run.load.arrivalRate;
  return (
    typeof load === "number" || load.points.every(({ value }) => value === load.points[0]?.value)
  );
}

function cutWarmUp(
  windows: readonly Window[],
  run: SimulationRun,
  platform: SimulatedPlatform,
): Settled {
  const asked = run.warmUp ?? (isSteady(run, platform) ? "automatic" : 0);
  if (asked !== "automatic") {
    // A window that straddles the cut is dropped whole; a rounding error is not straddling.
    const kept = windows.filter(({ start, end }) => start >= asked - 1e-9 * (end - start));
    const first = kept[0] ?? windows.at(-1);
    return {
      windows: kept.length > 0 ? kept : windows.slice(-1),
      warmUp: first?.start ?? 0,
      settled: kept.length > 0,
    };
  }
  const underWay = windows.map(({ start, end, requestTime }) => requestTime / (end - start));
  const { drop, settled } = warmUpCut(underWay);
  return { windows: windows.slice(drop), warmUp: windows[drop]?.start ?? 0, settled };
}

/** Neighboring windows put together to so many batches of nearly the same length. */
function batches(windows: readonly Window[], count: number): readonly Window[] {
  const most = Math.min(count, windows.length);
  return Array.from({ length: most }, (_, i) => {
    const from = Math.floor((i * windows.length) / most);
    const to = Math.floor(((i + 1) * windows.length) / most);
    return mergeWindows(windows.slice(from, to));
  });
}
