/** The two models whose waiting requests give up: after a fixed time, or after a random one. */
import type { AbandonmentSolution } from "../../textbook/open/erlang-a.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import type { Answer, CalcModel, Values } from "./calc-model.ts";
import { arrivalRate, servers, serviceTime } from "./load-options.ts";

const stationOptions = { "arrival-rate": arrivalRate, "service-time": serviceTime, servers };

export const mmcTimeoutModel: CalcModel = {
  name: "mmc-timeout",
  summary: "M/M/c+D: a pool whose requests give up after a fixed wait (acquire time-out)",
  options: {
    ...stationOptions,
    timeout: {
      kind: "time",
      describe: 'Longest wait, e.g. "500 ms"; "0 s" refuses at once',
      needed: true,
    },
  },
  examples: [
    [
      'headroom calc mmc-timeout --arrival-rate "150 req/s" --service-time "65 ms" --servers 10 --timeout "500 ms"',
      "a connection pool with an acquire time-out",
    ],
    [
      'headroom calc mmc-timeout --arrival-rate "300 req/s" --service-time "65 ms" --servers 10 --timeout "2 s" --json',
      "in overload: who waits for nothing",
    ],
  ],
  solve: async (values) => {
    const { mmcTimeout } = await import("../../textbook/open/mmc-timeout.ts");
    const { verifyMmcTimeout } = await import("../../textbook/verify/verify-mmc-timeout.ts");
    const input = { ...stationOf(values), timeout: values.number("timeout") };
    return answer(input, mmcTimeout(input), () => verifyMmcTimeout(input));
  },
};

export const erlangAModel: CalcModel = {
  name: "erlang-a",
  summary: "Erlang A (M/M/c+M): a pool whose waiting requests lose patience",
  options: {
    ...stationOptions,
    patience: {
      kind: "time",
      describe: 'Mean time until a waiting request gives up, e.g. "2 s"',
      needed: true,
    },
  },
  examples: [
    [
      'headroom calc erlang-a --arrival-rate "150 req/s" --service-time "65 ms" --servers 10 --patience "2 s"',
      "users who reload or leave",
    ],
    [
      'headroom calc erlang-a --arrival-rate "100 req/min" --service-time "3 min" --servers 290 --patience "2 min" --verify',
      "a call center, checked by a second method",
    ],
  ],
  solve: async (values) => {
    const { erlangA } = await import("../../textbook/open/erlang-a.ts");
    const { verifyErlangA } = await import("../../textbook/verify/verify-erlang-a.ts");
    const input = { ...stationOf(values), patience: values.number("patience") };
    return answer(input, erlangA(input), () => verifyErlangA(input));
  },
};

const stationOf = (values: Values) => ({
  arrivalRate: values.number("arrival-rate"),
  serviceTime: values.number("service-time"),
  servers: values.number("servers"),
});

async function answer(
  input: ReturnType<typeof stationOf>,
  result: AbandonmentSolution,
  verify: Exclude<Answer["verify"], string>,
): Promise<Answer> {
  const words = await import("./words.ts");
  return {
    input,
    result,
    tables: [
      words.figures([
        ...words.openRows(result),
        ["requests that give up", formatShare(result.probabilityOfAbandonment, 4)],
        ["given up per second", formatThroughput(result.abandonmentRate)],
        ["waiting time of the served", formatDuration(result.waitingTimeOfServed)],
      ]),
    ],
    meaning:
      `${words.poolAt(input.arrivalRate, input.servers)} is ${words.busyFor(result.utilization)}; ` +
      `${words.requestsThat(result.probabilityOfWait, ["waits", "wait"])} and ` +
      `${words.requestsThat(result.probabilityOfAbandonment, ["gives up", "give up"])}, so ` +
      `${formatThroughput(result.throughput)} are served.`,
    verify,
  };
}
