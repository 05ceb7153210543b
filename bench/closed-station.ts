/**
 * Closed M/M/10, service 60 ms, think time 3 s, 500 users: 96 % utilized. In a process of its own, since the
 * compiler remembers what other runs did: prints requests a second of processor time of the first run, some 3
 * million requests, and of the one after it, when the compiler is done.
 */
import { inlineMore } from "../src/io/run-replications.ts";
import { replicate } from "../src/simulation/engine/replicate.ts";
import { steadyLoad } from "../src/simulation/load/load-profile.ts";
import { tiered } from "../src/simulation/testing/tiered-platform.ts";

/** Simulated seconds of a run. */
export const CLOSED_TIME = 20_000;

const platform = tiered({
  endpoints: [
    {
      name: "all",
      weight: 1,
      kind: "read",
      apiTime: { law: "constant", mean: 0 },
      databaseTime: { law: "exponential", mean: 0.06 },
    },
  ],
  thinkTime: { law: "exponential", mean: 3 },
  api: { discipline: "delay", servers: 1 },
  pool: null,
  database: { discipline: "fifo", servers: 10 },
});

function rateOf(replication: number): number {
  const before = process.cpuUsage();
  const windows = replicate({
    platform,
    load: { kind: "closed", profile: steadyLoad(500) },
    seed: 1,
    replication,
    window: CLOSED_TIME / 200,
    until: { time: CLOSED_TIME },
  });
  const { user, system } = process.cpuUsage(before);
  const endpoints = windows.flatMap((window) => window.endpoints);
  return endpoints.reduce((sum, { answered }) => sum + answered, 0) / ((user + system) / 1e6);
}

if (process.argv[1]?.endsWith("closed-station.ts")) {
  inlineMore();
  const first = rateOf(0);
  rateOf(1);
  console.log(JSON.stringify({ cold: first, warm: rateOf(2) }));
}
