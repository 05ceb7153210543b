import { planExperiment } from "../simulation/course/plan-experiment.ts";
import type { Profile } from "../simulation/course/profile.ts";
import { bucketFor } from "../simulation/course/profile.ts";
import { wholePlatform } from "../simulation/course/whole-platform.ts";
import { replicate } from "../simulation/engine/replicate.ts";
import { replicationOf } from "../simulation/engine/simulation-run.ts";
import { mergeEndpoints, mergeWindows, type Window } from "../simulation/engine/window.ts";
import { spikeLoad, steadyLoad } from "../simulation/load/load-profile.ts";
import { summarizeSimulation } from "../simulation/result/summarize-simulation.ts";
import type { SimulatedClients } from "../simulation/stations/simulated-platform.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import type { SimulatedPlace, SweepCell } from "./cell-at.ts";
import type { ChangedPlatform } from "./changed-platform.ts";
import type { SimulatedTask, SweptSpike } from "./sweep-study.ts";

/** One replication: no intervals, those are over cells. Null where nothing was answered. */
export interface SimulatedFigures {
  /** Answers per second. */
  readonly goodput: PerSecond;
  readonly throughput: PerSecond;
  readonly mean: Seconds | null;
  readonly p50: Seconds | null;
  readonly p95: Seconds | null;
  readonly p99: Seconds | null;
  readonly errorRate: Share;
  readonly refusedShare: Share;
  readonly retryRate: PerSecond;
  /** Whether the warm-up rule found a steady state; of steady loads only. */
  readonly settled?: boolean;
  /** After a spike: whether it is down at the end. */
  readonly staysDown?: boolean;
  /** After a spike: share of the requests that are answered at the end. */
  readonly answeredAtEnd?: Share;
}

/** A platform that answers less than this share of its requests is down, as for `stability`. */
const HEALTHY: Share = 0.5;

/** The end of the watch that says whether a platform is back. */
const LAST: Share = 1 / 3;

/**
 * One replication of a cell, event by event.
 *
 * @throws RangeError naming what the simulator cannot do, or what is out of its range
 */
export function simulatedFigures(
  task: SimulatedTask,
  { simulated }: SweepCell,
  { platform }: ChangedPlatform,
): SimulatedFigures {
  if (simulated === null) throw new RangeError("cell must be one of a simulated sweep");
  const profile = profileOf(task, simulated);
  const { seed, replication } = simulated;
  const patient = simulated.timeOut === 0 ? { ...platform, clientTimeOut: null } : platform;
  const whole = wholePlatform(patient).platform;
  const { warmUp, law, spike } = task;
  const planned = planExperiment(whole, { profile }, { seed, law, replications: 1 });
  const { bucket: _, ...untimed } = planned.run;
  const run = spike === null ? { ...untimed, warmUp: warmUp ?? ("automatic" as const) } : untimed;
  const { replications } = task;
  const windows = replicate(replicationOf(planned.platform, { ...run, replications }, replication));
  const result = summarizeSimulation(planned.platform, run, [windows]);
  if (result === null) throw new RangeError("replications must be 1 in a cell");
  const { total, retryRate, warnings } = result;
  return {
    goodput: total.goodput.value,
    throughput: total.throughput.value,
    mean: total.responseTime?.value ?? null,
    p50: total.p50?.value ?? null,
    p95: total.p95?.value ?? null,
    p99: total.p99?.value ?? null,
    errorRate: total.errorRate.value,
    refusedShare: total.refusedShare.value,
    retryRate,
    ...(spike === null
      ? { settled: !warnings.includes("notSettled") }
      : atEnd(windows, profile.duration - LAST * spike.after)),
  };
}

/** What becomes of the requests from a time on. */
function atEnd(
  windows: readonly Window[],
  from: Seconds,
): Pick<SimulatedFigures, "staysDown" | "answeredAtEnd"> {
  const last = mergeWindows(windows.filter(({ end }) => end > from));
  const { answered, failures } = mergeEndpoints(last.endpoints);
  const ended = failures.reduce((sum, count) => sum + count, answered);
  // Where nothing ended at all, it is down if anybody waits.
  const share = ended > 0 ? answered / ended : last.requestTime > 0 ? 0 : 1;
  return { staysDown: share < HEALTHY, answeredAtEnd: share };
}

function profileOf(task: SimulatedTask, place: SimulatedPlace): Profile {
  const { unit, spike, duration, controls } = task;
  const { load, length } = place;
  const time = spike === null || length === null ? duration : spikeDuration(spike, length);
  return {
    title: task.method,
    shape: spike === null ? "steady" : "spike",
    unit,
    load: spike === null || length === null ? steadyLoad(load) : spikeOf(spike, load, length, unit),
    duration: time,
    bucket: bucketFor(time),
    controls: { ...controls, clients: clientsOf(task, place) },
  };
}

export function spikeDuration({ at, over, after }: SweptSpike, length: Seconds): Seconds {
  return at + over + length + after;
}

function spikeOf({ peak, at, over }: SweptSpike, base: number, hold: Seconds, unit: string) {
  const top = "load" in peak ? peak.load : base * peak.times;
  const whole = unit === "users" ? Math.round(top) : top;
  const perSecond = Math.abs(whole - base) / over || 1;
  return spikeLoad({ base, peak: whole, perSecond, at, hold });
}

function clientsOf(
  { controls, retry }: SimulatedTask,
  { timeOut, attempts }: SimulatedPlace,
): SimulatedClients {
  const { timeOut: usual, retry: usualRetry } = controls.clients ?? {};
  const limit = timeOut === null ? usual : timeOut === 0 ? undefined : timeOut;
  const again =
    attempts === null ? usualRetry : attempts === 1 ? undefined : { ...retry, attempts };
  return {
    ...(limit === undefined ? {} : { timeOut: limit }),
    ...(again === undefined ? {} : { retry: again }),
  };
}
