/** Closed networks of several classes: which method answers, how far off it is, and the answer in words. */
import type {
  IterativeSolution,
  MulticlassNetwork,
  MulticlassSolution,
  MulticlassStation,
} from "../../textbook/closed/multiclass-network.ts";
import { compare, type Verification } from "../../textbook/verify/verification.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { RefusedError } from "../refused-error.ts";
import { UsageError } from "../usage-error.ts";
import type { Answer } from "./calc-model.ts";
import { fifoRatio, measuredError } from "./measured-error.ts";
import { nameOf } from "./network-input.ts";

export const methods = ["exact", "schweitzer", "linearizer", "multiserver"] as const;
export type Method = (typeof methods)[number];

/** Going through more populations than this to find the error of an approximation takes seconds. */
const mostPopulations = 2e6;

/** @param wanted undefined: exact where that can be had, else the approximation there is */
export async function severalClasses(
  given: MulticlassNetwork,
  wanted: Method | undefined,
): Promise<Answer> {
  const network = { ...given, stations: given.stations.map((one) => withDiscipline(one, wanted)) };
  const { method, result, approximation, verify } = await solved(network, wanted);
  const words = await import("./words.ts");
  const busy = network.stations
    .map(({ name = "", kind }, k) => ({ name, kind, U: result.stations[k]?.utilization ?? 0 }))
    .filter(({ kind }) => kind === "queue")
    .reduce((most, next) => (next.U > most.U ? next : most), { name: "", kind: "queue", U: -1 });
  return {
    input: { method, ...network },
    result,
    tables: [classTable(network, result), stationTable(network, result)],
    meaning:
      `${formatUsers(network.classes.reduce((sum, one) => sum + one.users, 0))} send ` +
      `${formatThroughput(result.classes.reduce((sum, one) => sum + one.throughput, 0))} in all` +
      (busy.U >= 0 ? `; ${busy.name} is the busiest station, ${words.busyFor(busy.U)}.` : "."),
    verify,
    ...(approximation === undefined ? {} : { approximation }),
  };
}

/** Said in the answer even where the file is silent: the method multiserver takes queues as fifo. */
function withDiscipline(station: MulticlassStation, method: Method | undefined): MulticlassStation {
  if (station.kind === "delay" || station.discipline !== undefined) return station;
  return { ...station, discipline: method === "multiserver" ? "fifo" : "ps" };
}

type Solved = Pick<Answer, "verify" | "approximation"> & {
  readonly method: Method;
  readonly result: MulticlassSolution;
};

async function solved(network: MulticlassNetwork, wanted: Method | undefined): Promise<Solved> {
  const ratio = fifoRatio(network);
  if (wanted === "multiserver") return await multiserver(network);
  if (ratio > 1) return await unequalFifo(network, wanted);
  const { multiclassConvolution } = await import("../../textbook/closed/multiclass-convolution.ts");
  const { multiclassMva } = await import("../../textbook/closed/multiclass-mva.ts");
  const { verifyMulticlass } = await import("../../textbook/verify/verify-multiclass.ts");
  const single = network.stations.every(({ servers }) => (servers ?? 1) === 1);
  const exact = single ? multiclassMva : multiclassConvolution;
  const populations = network.classes.reduce((product, one) => product * (one.users + 1), 1);
  const far =
    populations > mostPopulations
      ? "the populations to go through are too many for a second method"
      : undefined;
  if (wanted === undefined || wanted === "exact") {
    const verify = far ?? (() => verifyMulticlass(network));
    return { method: "exact", result: exact(network), verify };
  }
  const result = await approximate(network, wanted);
  return {
    method: wanted,
    result,
    approximation: measuredError(wanted),
    verify: far ?? (() => differences(network, result, exact(network))),
  };
}

/** First come, first served in unequal times: by a Markov chain where it is small. */
async function unequalFifo(
  network: MulticlassNetwork,
  wanted: Method | undefined,
): Promise<Solved> {
  if (wanted === "schweitzer" || wanted === "linearizer") {
    const what = `${wanted} knows no queue that serves classes in unequal times first come, first served`;
    throw new UsageError(what, "use --method multiserver, or leave --method out");
  }
  const { exactFifoNetwork } = await import("../../textbook/closed/exact-fifo-network.ts");
  try {
    const result = exactFifoNetwork(network);
    return { method: "exact", result, verify: () => littlesLaw(network, result) };
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.startsWith("states")) throw error;
    if (wanted === undefined) return await multiserver(network);
    throw new UsageError(
      "the exact answer first come, first served in unequal times is a Markov chain, too large here",
      "use --method multiserver, an approximation",
    );
  }
}

/** @throws UsageError where service times are further apart than its error was measured for */
async function multiserver(network: MulticlassNetwork): Promise<Solved> {
  const approximation = measuredError("multiserver", fifoRatio(network));
  if (approximation === undefined) {
    throw new UsageError(
      `service times ${formatNumber(fifoRatio(network))} : 1 at a queue that is first come, first served ` +
        "are further apart than any error was measured for",
      "make it discipline: ps, or simulate the platform with headroom simulate",
    );
  }
  const { exactFifoNetwork } = await import("../../textbook/closed/exact-fifo-network.ts");
  const result = await approximate(network, "multiserver");
  return {
    method: "multiserver",
    result,
    approximation,
    verify: () => differences(network, result, exactFifoNetwork(network)),
  };
}

/** @throws RefusedError where the iteration did not reach its fixed point */
async function approximate(
  network: MulticlassNetwork,
  method: Exclude<Method, "exact">,
): Promise<IterativeSolution> {
  const result = await iterate(network, method);
  if (result.ended === "converged") return result;
  throw new RefusedError(
    `${method} did not converge: its last round still changed by ${result.lastChange}`,
    "use --method exact",
  );
}

async function iterate(
  network: MulticlassNetwork,
  method: Exclude<Method, "exact">,
): Promise<IterativeSolution> {
  if (method === "multiserver") {
    const { multiclassMultiserver } = await import(
      "../../textbook/closed/multiclass-multiserver.ts"
    );
    return multiclassMultiserver(network);
  }
  if (network.stations.some(({ servers }) => (servers ?? 1) > 1)) {
    const hint = "use --method exact or --method multiserver";
    throw new UsageError(`${method} takes stations of one server`, hint);
  }
  if (method === "schweitzer") {
    const { schweitzer } = await import("../../textbook/closed/schweitzer.ts");
    return schweitzer(network);
  }
  const { linearizer } = await import("../../textbook/closed/linearizer.ts");
  return linearizer(network);
}

function classTable({ classes }: MulticlassNetwork, result: MulticlassSolution) {
  return {
    header: ["class", "users", "throughput", "response time"],
    rows: classes.map(({ name, users: N }, r) => [
      name ?? `class ${r + 1}`,
      formatNumber(N, 1),
      formatThroughput(result.classes[r]?.throughput ?? 0),
      formatDuration(result.classes[r]?.responseTime ?? 0),
    ]),
  };
}

const served = { ps: "shared evenly", fifo: "first come, first served" } as const;

function stationTable({ stations }: MulticlassNetwork, result: MulticlassSolution) {
  return {
    header: ["station", "served", "users", "utilization"],
    rows: stations.map((at, k) => [
      nameOf(at, k),
      at.kind === "delay" ? "no queue" : served[at.discipline ?? "ps"],
      formatNumber(result.stations[k]?.queueLength ?? 0),
      at.kind === "delay" ? "–" : formatShare(result.stations[k]?.utilization ?? 0, 3),
    ]),
  };
}

function differences(
  network: MulticlassNetwork,
  first: MulticlassSolution,
  second: MulticlassSolution,
): readonly Verification[] {
  return network.classes.flatMap(({ name }, r) => {
    const [one, other] = [first.classes[r], second.classes[r]];
    if (one === undefined || other === undefined) return [];
    return [
      compare(`throughput of ${name}`, one.throughput, other.throughput),
      compare(`responseTime of ${name}`, one.responseTime, other.responseTime),
    ];
  });
}

/** A chain's flows and crowds are sums of their own: together they must make the users. */
function littlesLaw(
  { classes }: MulticlassNetwork,
  result: MulticlassSolution,
): readonly Verification[] {
  return classes.map(({ name, users, thinkTime }, r) => {
    const { throughput = 0, responseTime = 0 } = result.classes[r] ?? {};
    const round = thinkTime + responseTime;
    return compare(`users of ${name} (Little)`, throughput * round, users);
  });
}
