/**
 * How fast the simulator is, on one thread.
 *
 * An event is an arrival at a station, a start of service or an end of service: three for each
 * request of a first-come station; at a station that shares its cores work starts on arrival, and
 * that counts once. A request of the reference-like platform makes eight: API workers 3, pool 3,
 * database 2.
 *
 * Rates are per second of processor time, of the run that the machine's other work disturbed
 * least; seconds are those of the clock.
 */
import { existsSync } from "node:fs";
import { RandomStream } from "../src/random/random-stream.ts";
import { CalendarQueue } from "../src/simulation/engine/calendar-queue.ts";
import { Draws } from "../src/simulation/engine/draws.ts";
import { type Replication, replicate } from "../src/simulation/engine/replicate.ts";
import { replicationOf } from "../src/simulation/engine/simulation-run.ts";
import type { TimeLaw } from "../src/simulation/engine/time-law.ts";
import { steadyLoad } from "../src/simulation/load/load-profile.ts";
import type { SimulatedPlatform } from "../src/simulation/stations/simulated-platform.ts";
import { type TieredPlatform, tiered } from "../src/simulation/testing/tiered-platform.ts";
import { type Bench, medianOf } from "./bench.ts";
import { FourAryHeap } from "./four-ary-heap.ts";

const exponential = (mean: number): TimeLaw => ({ law: "exponential", mean });
const lognormal = (mean: number, variation: number): TimeLaw => ({
  law: "lognormal",
  mean,
  variation,
});

/** One station of ten servers. */
const station: TieredPlatform = {
  endpoints: [
    {
      name: "all",
      weight: 1,
      kind: "read",
      apiTime: { law: "constant", mean: 0 },
      databaseTime: exponential(0.06),
    },
  ],
  thinkTime: exponential(3),
  api: { discipline: "delay", servers: 1 },
  pool: null,
  database: { discipline: "fifo", servers: 10 },
};

/** Three classes, API workers held for the whole request, a pool, a database that shares 8 cores. */
const reference: TieredPlatform = {
  endpoints: [
    {
      name: "list",
      weight: 0.5,
      kind: "read",
      apiTime: exponential(0.005),
      databaseTime: lognormal(0.03, 1.5),
    },
    {
      name: "detail",
      weight: 0.35,
      kind: "read",
      apiTime: exponential(0.008),
      databaseTime: lognormal(0.06, 1.5),
    },
    {
      name: "update",
      weight: 0.15,
      kind: "write",
      apiTime: exponential(0.01),
      databaseTime: lognormal(0.08, 1),
    },
  ],
  thinkTime: exponential(1.4),
  api: { discipline: "fifo", servers: 200 },
  pool: { size: 20 },
  database: { discipline: "ps", servers: 8 },
};

/** A million users, of whom few send at a time. */
const crowd: TieredPlatform = { ...station, thinkTime: exponential(6000) };

function timed(
  task: Partial<Replication> & Pick<Replication, "platform">,
  users: number,
  time: number,
) {
  const began = performance.now();
  const { user } = process.cpuUsage();
  const windows = replicate({
    load: { kind: "closed", profile: steadyLoad(users) },
    seed: 1,
    replication: 0,
    window: time / 200,
    until: { time },
    ...task,
  });
  const seconds = (performance.now() - began) / 1000;
  const busy = (process.cpuUsage().user - user) / 1e6;
  const events = windows.reduce((sum, window) => sum + window.events, 0);
  const requests = windows.reduce(
    (sum, { endpoints }) => sum + endpoints.reduce((all, e) => all + e.answered, 0),
    0,
  );
  return { seconds, busy, events, requests, rate: events / busy / 1e6 };
}

/** Nanoseconds to take the first of so many events and add one, median of 5. */
function holdTimes(events: number): { readonly calendar: number; readonly heap: number } {
  const pauses = new Draws(RandomStream.fromSeed(1), exponential(3));
  const calendar = new CalendarQueue(events);
  const heap = new FourAryHeap(events);
  for (let slot = 0; slot < events; slot++) {
    calendar.insert(slot, pauses.next());
    heap.insert(slot, pauses.next());
  }
  const holds = 2_000_000;
  const nanoseconds = (hold: () => void) => {
    const began = performance.now();
    for (let i = 0; i < holds; i++) hold();
    return ((performance.now() - began) / holds) * 1e6;
  };
  const inCalendar: number[] = [];
  const inHeap: number[] = [];
  for (let round = 0; round < 5; round++) {
    inCalendar.push(
      nanoseconds(() => {
        const slot = calendar.first();
        const time = calendar.timeOf(slot);
        calendar.removeFirst(slot);
        calendar.insert(slot, time + pauses.next());
      }),
    );
    inHeap.push(
      nanoseconds(() => heap.replaceFirst(heap.first(), heap.firstTime() + pauses.next())),
    );
  }
  return { calendar: medianOf(inCalendar), heap: medianOf(inHeap) };
}

/** The run that the machine's other work disturbed least. */
const best = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));

/** The same platform with all that may change while it runs. */
const dynamic: TieredPlatform = {
  ...reference,
  api: {
    discipline: "fifo",
    servers: 50,
    replicas: 2,
    autoscale: { measure: "utilization", above: 0.8, below: 0.2, most: 8, delay: 30 },
  },
  pool: { size: 10, per: "replica", acquireTimeOut: 5 },
  clients: { timeOut: 10, retry: { attempts: 3, backOff: 0.5 } },
  userRateLimit: { rate: 5, burst: 10, retryAfter: "nextToken" },
  incidents: [{ kind: "apiDown", replica: 1, from: 100, to: 200, work: "rerouted" }],
};

/** Seconds of the clock that 16 replications take with 1 thread over those with 2; null unbuilt. */
async function gainOfTwoThreads(): Promise<number | null> {
  const file = new URL("../dist/io/run-replications.js", import.meta.url);
  if (!existsSync(file)) return null;
  const { runReplications }: typeof import("../src/io/run-replications.ts") = await import(
    file.href
  );
  const run = { seed: 1, load: { users: 500 }, until: { time: 2000 }, replications: 16 };
  const task = (number: number) => ({
    replication: replicationOf(tiered(reference), run, number),
  });
  const judge = (made: readonly unknown[]) => (made.length === run.replications ? true : null);
  const seconds = async (workers: number) => {
    const began = performance.now();
    await runReplications<boolean>({ task, most: run.replications, judge, workers });
    return (performance.now() - began) / 1000;
  };
  await seconds(2); // reads the build from disk
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round < 5; round++) {
    one.push(await seconds(1));
    two.push(await seconds(2));
  }
  return least(one) / least(two);
}

export const bench: Bench = async () => {
  const cold = timed({ platform: tiered(reference) }, 500, 300);
  const warm = Array.from({ length: 5 }, (_, i) =>
    timed({ platform: tiered(reference), replication: i }, 500, 300),
  );
  const rates = (platform: SimulatedPlatform) =>
    Array.from({ length: 5 }, (_, i) => timed({ platform, replication: i }, 500, 3000).rate);
  // Before the queues are measured alone, with numbers of events that no platform has.
  const [plain, changing] = [best(rates(tiered(reference))), best(rates(tiered(dynamic)))];
  const million = timed({ platform: tiered(crowd) }, 1_000_000, 600);
  const holds = [500, 50_000, 1_000_000].map((events) => ({ events, ...holdTimes(events) }));
  const gain = await gainOfTwoThreads();
  return [
    { name: "reference platform", value: plain, unit: "M events/s", least: 4 },
    {
      name: "  with autoscaling, limits, retries",
      value: changing,
      unit: "M events/s",
    },
    { name: "  events per request", value: cold.events / cold.requests, unit: "" },
    { name: "  300 s at 500 users, the first time", value: cold.seconds, unit: "s", limit: 0.2 },
    { name: "    of processor time", value: cold.busy, unit: "s", limit: 0.2 },
    { name: "  after that", value: medianOf(warm.map(({ seconds }) => seconds)), unit: "s" },
    ...(gain === null
      ? []
      : [
          {
            name: "2 threads against 1, from the build",
            value: gain,
            unit: "×",
            least: 1.8,
            row: "two threads over one, 16 replications",
          },
        ]),
    { name: "1,000,000 users, 600 s", value: million.seconds, unit: "s" },
    {
      name: "  largest memory of this whole program",
      value: process.resourceUsage().maxRSS / 1024,
      unit: "MB",
      limit: 1024,
    },
    ...holds.flatMap(({ events, calendar, heap }) => [
      { name: `one event out and in, ${events} waiting`, value: calendar, unit: "ns" },
      { name: "  4-ary heap", value: heap, unit: "ns" },
    ]),
  ];
};
