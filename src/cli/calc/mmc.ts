import { formatDuration } from "../../wording/format-duration.ts";
import { formatShareBound } from "../../wording/format-share.ts";
import { UsageError } from "../usage-error.ts";
import type { CalcModel, Values } from "./calc-model.ts";
import { arrivalRate, optional, servers, serviceTime } from "./load-options.ts";

export const mmcModel: CalcModel = {
  name: "mmc",
  summary: "M/M/c: a pool of equal servers behind one queue; or the servers for a target",
  options: {
    "arrival-rate": arrivalRate,
    "service-time": serviceTime,
    servers: optional(servers),
    "wait-within": {
      kind: "time",
      describe: "Instead of --servers: the longest wait, with --exceptions",
    },
    "response-within": {
      kind: "time",
      describe: "Instead of --servers: the longest response time, with --exceptions",
    },
    exceptions: {
      kind: "share",
      describe: 'Share of requests that may take longer (default "5 %")',
    },
  },
  examples: [
    [
      'headroom calc mmc --arrival-rate "140 req/s" --service-time "65 ms" --servers 10',
      "waits, response times and percentiles",
    ],
    [
      'headroom calc mmc --arrival-rate "140 req/s" --service-time "65 ms" --response-within "300 ms"',
      "the fewest servers for a P95 of 300 ms",
    ],
  ],
  solve: async (values) => {
    const { mmc } = await import("../../textbook/open/mmc.ts");
    const responses = await import("../../textbook/open/mmc-response-time.ts");
    const waits = await import("../../textbook/open/mmc-waiting-time.ts");
    const { verifyMmc } = await import("../../textbook/verify/verify-mmc.ts");
    const words = await import("./words.ts");
    const load = {
      arrivalRate: values.number("arrival-rate"),
      serviceTime: values.number("service-time"),
    };
    const { servers: count, objective } = await serversOf(values, load);
    const station = { ...load, servers: count };
    const solution = mmc(station);
    const responseLaw = responses.mmcResponseTime(station);
    const waitLaw = waits.mmcWaitingTime(station);
    const responseTimePercentiles = words.percentilesOf((share) =>
      responses.responseTimePercentile(responseLaw, share),
    );
    const waitingTimePercentiles = words.percentilesOf((share) =>
      waits.waitingTimePercentile(waitLaw, share),
    );
    const sentence =
      `${words.poolAt(load.arrivalRate, count)} is ${words.busyFor(solution.utilization)}; ` +
      `${words.requestsThat(solution.probabilityOfWait, ["waits", "wait"])}, ` +
      `and 95 % are done within ${formatDuration(responseTimePercentiles.p95)}.`;
    return {
      input: { ...load, ...(objective === undefined ? { servers: count } : { objective }) },
      result: {
        ...(objective === undefined ? {} : { servers: count }),
        ...solution,
        responseTimePercentiles,
        waitingTimePercentiles,
      },
      tables: [
        words.figures([
          ...(objective === undefined ? [] : [["servers needed", String(count)]]),
          ...words.openRows(solution),
          ...words.percentileRows("response time", responseTimePercentiles),
          ...words.percentileRows("waiting time", waitingTimePercentiles),
        ]),
      ],
      meaning:
        objective === undefined
          ? sentence
          : `${count} ${count === 1 ? "server is" : "servers are"} the fewest at which at most ` +
            `${formatShareBound(objective.exceptions)} of requests ${objective.quantity === "wait" ? "wait" : "take"} ` +
            `longer than ${formatDuration(objective.within)}. ${sentence}`,
      verify: () => verifyMmc(station),
    };
  },
};

interface Objective {
  readonly quantity: "wait" | "response";
  readonly within: number;
  readonly exceptions: number;
}

/** The servers given, or the fewest that meet the objective given instead. */
async function serversOf(
  values: Values,
  load: { readonly arrivalRate: number; readonly serviceTime: number },
): Promise<{ readonly servers: number; readonly objective?: Objective }> {
  const given = values.maybe("servers");
  const wait = values.maybe("wait-within");
  const response = values.maybe("response-within");
  const ways = [given, wait, response].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw new UsageError(
      ways.length === 0 ? "--servers is missing" : "--servers and objectives are given together",
      "give one of --servers, --wait-within and --response-within",
    );
  }
  const typed = values.maybe("exceptions");
  if (given !== undefined) {
    if (typed === undefined) return { servers: given };
    throw new UsageError(
      "--exceptions says nothing beside --servers",
      "leave it out, or give --wait-within or --response-within instead of --servers",
    );
  }
  const exceptions = typed ?? 0.05;
  if (wait !== undefined) {
    const { serversForWait } = await import("../../textbook/open/servers-for-wait.ts");
    const servers = serversForWait({ ...load, within: wait, exceptions });
    return { servers, objective: { quantity: "wait", within: wait, exceptions } };
  }
  const within = response ?? 0;
  const { serversForResponseTime } = await import(
    "../../textbook/open/servers-for-response-time.ts"
  );
  const servers = serversForResponseTime({ ...load, within, exceptions });
  return { servers, objective: { quantity: "response", within, exceptions } };
}
