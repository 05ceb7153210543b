/** Erlang B and C: shares of refused and of waiting requests, and the servers for a target. */
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { UsageError } from "../usage-error.ts";
import type { CalcModel, CalcOption, Values } from "./calc-model.ts";
import { arrivalRate, optional, servers, serviceTime } from "./load-options.ts";

const load: Readonly<Record<string, CalcOption>> = {
  "offered-load": {
    kind: "number",
    describe: "Erlangs: arrival rate times service time, e.g. 9.1",
  },
  "arrival-rate": optional(arrivalRate, 'Instead, with --service-time: e.g. "140 req/s"'),
  "service-time": optional(serviceTime, 'Mean time a server is held, e.g. "65 ms"'),
  servers: optional(servers),
};

export const erlangBModel: CalcModel = {
  name: "erlang-b",
  summary: "Erlang B: who finds all servers busy is refused; or the servers for a target",
  options: {
    ...load,
    target: { kind: "share", describe: "Instead of --servers: largest share that may be refused" },
  },
  examples: [
    ["headroom calc erlang-b --offered-load 9.1 --servers 10", "how many are refused?"],
    ['headroom calc erlang-b --offered-load 9.1 --target "1 %"', "the fewest servers for 1 %"],
  ],
  solve: async (values) => {
    const { erlangB } = await import("../../textbook/open/erlang-b.ts");
    const { serversForBlocking } = await import("../../textbook/open/servers-for-blocking.ts");
    const { verifyErlangB } = await import("../../textbook/verify/verify-erlang-b.ts");
    const words = await import("./words.ts");
    const offeredLoad = loadOf(values);
    const { given, target } = serversOrTarget(values);
    const count = given ?? serversForBlocking(offeredLoad, target);
    const probabilityOfLoss = erlangB(count, offeredLoad);
    const carriedLoad = offeredLoad * (1 - probabilityOfLoss);
    const utilization = count === 0 ? 0 : carriedLoad / count;
    return {
      input: { offeredLoad, ...(given === undefined ? { target } : { servers: given }) },
      result: { servers: count, probabilityOfLoss, carriedLoad, utilization },
      tables: [
        words.figures([
          ["servers c", formatNumber(count, 1)],
          ["offered load a", formatNumber(offeredLoad)],
          ["requests refused B", formatShare(probabilityOfLoss, 4)],
          ["utilization U", formatShare(utilization, 4)],
        ]),
      ],
      meaning:
        (given === undefined
          ? `${count} servers are the fewest that refuse at most ${formatShareBound(target)}. `
          : "") +
        `With ${formatNumber(count, 1)} servers at an offered load of ${formatNumber(offeredLoad)} ` +
        `${words.requestsThat(probabilityOfLoss, ["is refused", "are refused"])}.`,
      verify: () => verifyErlangB(count, offeredLoad),
    };
  },
};

export const erlangCModel: CalcModel = {
  name: "erlang-c",
  summary: "Erlang C: the share of requests that must wait; or the servers for a target",
  options: {
    ...load,
    target: {
      kind: "share",
      describe: "Instead of --servers: largest share that may have to wait",
    },
  },
  examples: [
    ["headroom calc erlang-c --offered-load 9.1 --servers 12", "how many wait?"],
    [
      'headroom calc erlang-c --arrival-rate "140 req/s" --service-time "65 ms" --target "20 %"',
      "the fewest servers at which one in five waits",
    ],
  ],
  solve: async (values) => {
    const { erlangC } = await import("../../textbook/open/erlang-c.ts");
    const { serversForWait } = await import("../../textbook/open/servers-for-wait.ts");
    const { verifyErlangC } = await import("../../textbook/verify/verify-erlang-c.ts");
    const words = await import("./words.ts");
    const offeredLoad = loadOf(values);
    const { given, target } = serversOrTarget(values);
    const asked = { arrivalRate: offeredLoad, serviceTime: 1, within: 0, exceptions: target };
    const count = given ?? serversForWait(asked);
    const probabilityOfWait = erlangC(count, offeredLoad);
    const utilization = offeredLoad / count;
    return {
      input: { offeredLoad, ...(given === undefined ? { target } : { servers: given }) },
      result: { servers: count, probabilityOfWait, utilization },
      tables: [
        words.figures([
          ["servers c", formatNumber(count, 1)],
          ["offered load a", formatNumber(offeredLoad)],
          ["requests that wait C", formatShare(probabilityOfWait, 4)],
          ["utilization U", formatShare(utilization, 4)],
        ]),
      ],
      meaning:
        (given === undefined
          ? `${count} servers are the fewest at which at most ${formatShareBound(target)} wait. `
          : "") +
        `A pool of ${formatNumber(count, 1)} is ${words.busyFor(utilization)}; ` +
        `${words.requestsThat(probabilityOfWait, ["waits", "wait"])}.`,
      verify: () => verifyErlangC(count, offeredLoad),
    };
  },
};

function loadOf(values: Values): number {
  const load = values.maybe("offered-load");
  const rate = values.maybe("arrival-rate");
  const time = values.maybe("service-time");
  if (load !== undefined && rate === undefined && time === undefined) return load;
  if (load === undefined && rate !== undefined && time !== undefined) return rate * time;
  throw new UsageError(
    load === undefined ? "the load is missing" : "the load is given twice",
    "give --offered-load, or --arrival-rate with --service-time",
  );
}

function serversOrTarget(values: Values): {
  readonly given: number | undefined;
  readonly target: number;
} {
  const given = values.maybe("servers");
  const target = values.maybe("target");
  if ((given === undefined) === (target === undefined)) {
    throw new UsageError(
      given === undefined ? "--servers is missing" : "--servers and --target are given together",
      "give --servers, or --target for the fewest servers that meet it",
    );
  }
  return { given, target: target ?? 1 };
}
