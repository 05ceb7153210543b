import type { PoolSystem } from "../../textbook/closed/pool.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { UsageError } from "../usage-error.ts";
import type { CalcModel, Values } from "./calc-model.ts";
import { optional, station, thinkTime, users } from "./load-options.ts";

/** Merging stations pairwise costs the square of the users; beyond this it takes seconds. */
const mostMerged = 600;

export const poolModel: CalcModel = {
  name: "pool",
  summary: "A pool around stations: a request holds a place while it queues further inside",
  file: "Pool as YAML or JSON: thinkTime, users, places, inside, outside",
  options: {
    users: optional(users),
    "think-time": optional(thinkTime),
    places: { kind: "count", describe: "Places of the pool: connections, worker threads" },
    inside: { ...station, describe: `Visited while a place is held. ${station.describe}` },
    outside: { ...station, describe: "Visited without a place" },
  },
  examples: [
    [
      'headroom calc pool --users 300 --think-time "1.4 s" --places 10 --inside "cpu, servers=4, service-time=20 ms" --inside "db, service-time=5 ms"',
      "10 connections around a processor and a database",
    ],
    ["headroom calc pool pool.yaml --users 200 --json", "a pool in a file, as data"],
  ],
  solve: async (values) => {
    const { pool } = await import("../../textbook/closed/pool.ts");
    const { verifyPool } = await import("../../textbook/verify/verify-pool.ts");
    const words = await import("./words.ts");
    const { system, users: N } = await poolOf(values);
    const result = pool(system, N);
    const table = words.figures([
      ["throughput X", formatThroughput(result.throughput)],
      ["response time R, mean", formatDuration(result.responseTime)],
      ["wait for a place", formatDuration(result.poolWait)],
      ["time a place is held", formatDuration(result.holdTime)],
      ["places in use", formatNumber(result.placesUsed)],
      ["utilization U", formatShare(result.utilization, 4)],
      ["requests that wait for a place", formatShare(result.probabilityOfWait, 4)],
    ]);
    return {
      input: { users: N, ...system },
      result,
      tables: [table],
      meaning:
        `${formatUsers(N)} send ${formatThroughput(result.throughput)}; the pool of ` +
        `${formatNumber(system.places, 1)} is ${words.busyFor(result.utilization)}, and ` +
        `${words.requestsThat(result.probabilityOfWait, ["waits for a place", "wait for a place"])}. ` +
        "Against the exact chain throughput is within 1.4 % and response time from 0.1 % too low to " +
        "7.4 % too high; exact with one station inside.",
      verify:
        N <= mostMerged
          ? () => verifyPool(system, N)
          : `merging stations pairwise takes too long beyond ${mostMerged} users`,
    };
  },
};

async function poolOf(
  values: Values,
): Promise<{ readonly system: PoolSystem; readonly users: number }> {
  const { closedStations, oneWay, parsedFile } = await import("./network-input.ts");
  const { parsePool } = await import("../../workspace/platform/parse-pool.ts");
  const inside = await closedStations(values, "inside");
  const outside = await closedStations(values, "outside");
  const typed = await parsedFile(values, parsePool);
  oneWay(typed !== undefined, inside.length > 0, "pool", "--inside");
  const users = values.maybe("users") ?? typed?.users;
  if (users === undefined) throw new UsageError("--users is missing", "e.g. --users 300");
  if (typed === undefined) {
    const places = values.number("places");
    return { system: { thinkTime: values.number("think-time"), places, inside, outside }, users };
  }
  const { system } = typed;
  return {
    system: {
      ...system,
      thinkTime: values.maybe("think-time") ?? system.thinkTime,
      places: values.maybe("places") ?? system.places,
    },
    users,
  };
}
