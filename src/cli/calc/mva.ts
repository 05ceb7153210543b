/** Closed networks, of one class (convolution or mean-value analysis) or several. */
import type { ClosedNetwork } from "../../textbook/closed/closed-network.ts";
import type {
  IterativeSolution,
  MulticlassNetwork,
  MulticlassSolution,
} from "../../textbook/closed/multiclass-network.ts";
import { compare, type Verification } from "../../textbook/verify/verification.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { RefusedError } from "../refused-error.ts";
import { UsageError } from "../usage-error.ts";
import type { Answer, CalcModel } from "./calc-model.ts";
import { optional, station, thinkTime, users } from "./load-options.ts";
import { nameOf } from "./network-input.ts";

const methods = ["exact", "schweitzer", "linearizer", "multiserver"] as const;
type Method = (typeof methods)[number];

/** Merging stations pairwise costs the square of the users; beyond this it takes seconds. */
const mostMerged = 600;

/** Going through more populations than this to find the error of an approximation takes seconds. */
const mostPopulations = 2e6;

const errors = {
  schweitzer:
    "response times off by 1 % to 5 % on average, 23 % at worst with a lone user in a class",
  linearizer: "response times off by 0.1 % on average, 2 % at worst",
  multiserver:
    "first come, first served at queues of several servers: response times off by 2 % on average, " +
    "from -9 % to +17 % where service times of the classes differ tenfold, within 4 % where they " +
    "are nearly equal",
} as const;

export const mvaModel: CalcModel = {
  name: "mva",
  summary: "Closed network: users go round stations, in one class or several",
  file: "Network as YAML or JSON: thinkTime, users, stations; or classes and demands",
  options: {
    users: optional(users, "Users of the one class (a file may hold them)"),
    "think-time": optional(thinkTime),
    station,
    method: { kind: "text", describe: "How (default exact)", choices: methods },
  },
  examples: [
    [
      'headroom calc mva --users 300 --think-time "1.4 s" --station "pool, servers=10, service-time=65 ms" --station "db, service-time=4 ms" --station "network, kind=delay, service-time=20 ms"',
      "one class, three stations",
    ],
    [
      "headroom calc mva classes.yaml --method linearizer --json",
      "several classes in a file, approximately",
    ],
  ],
  solve: async (values) => {
    const { closedNetworkInput } = await import("./network-input.ts");
    const typed = values.text("method") ?? "exact";
    const method = methods.find((known) => known === typed) ?? "exact";
    const given = await closedNetworkInput(values, "mva");
    if (given.kind === "classes") {
      const named = values.maybe("users") === undefined ? "think-time" : "users";
      if (values.maybe(named) !== undefined) {
        throw new UsageError(`--${named} fits one class only`, "give it in the file, by class");
      }
      return await severalClasses(given.network, method);
    }
    const N = values.maybe("users") ?? given.users;
    if (N === undefined) throw new UsageError("--users is missing", "e.g. --users 300");
    if (method === "exact") return await oneClass(given.network, N);
    return await severalClasses(asClasses(given.network, N), method);
  },
};

async function oneClass(network: ClosedNetwork, N: number): Promise<Answer> {
  const { closedNetwork } = await import("../../textbook/closed/closed-network.ts");
  const { verifyClosedNetwork } = await import("../../textbook/verify/verify-closed-network.ts");
  const { mva } = await import("../../textbook/closed/mva.ts");
  const words = await import("./words.ts");
  const result = closedNetwork(network, N);
  const busy = network.stations
    .map((one, k) => ({ one, name: nameOf(one, k), U: result.stations[k]?.utilization ?? 0 }))
    .filter(({ one }) => one.kind !== "delay")
    .reduce((most, next) => (next.U > most.U ? next : most), { name: "", U: -1 });
  const simple = network.stations.every(
    (one) => one.kind === "delay" || (one.kind === "queue" && (one.servers ?? 1) === 1),
  );
  const analysis = (): readonly Verification[] => {
    const second = mva(network, N);
    return [
      compare("throughput", result.throughput, second.throughput),
      compare("responseTime", result.responseTime, second.responseTime),
    ];
  };
  return {
    input: { users: N, ...network },
    result,
    tables: [
      words.figures([
        ["throughput X", formatThroughput(result.throughput)],
        ["response time R, mean", formatDuration(result.responseTime)],
      ]),
      {
        header: ["station", "residence time", "users", "utilization"],
        rows: result.stations.map((at, k) => [
          nameOf(network.stations[k] ?? {}, k),
          formatDuration(at.residenceTime),
          formatNumber(at.queueLength),
          network.stations[k]?.kind === "delay" ? "–" : formatShare(at.utilization, 3),
        ]),
      },
    ],
    meaning:
      `${formatUsers(N)} send ${formatThroughput(result.throughput)} and wait ` +
      `${formatDuration(result.responseTime)} for a reply` +
      (busy.U >= 0 ? `; ${busy.name} is the busiest station, ${words.busyFor(busy.U)}.` : "."),
    verify:
      N <= mostMerged
        ? () => verifyClosedNetwork(network, N)
        : simple
          ? analysis
          : `merging stations pairwise takes too long beyond ${mostMerged} users`,
  };
}

async function severalClasses(network: MulticlassNetwork, method: Method): Promise<Answer> {
  const { multiclassConvolution } = await import("../../textbook/closed/multiclass-convolution.ts");
  const { multiclassMva } = await import("../../textbook/closed/multiclass-mva.ts");
  const { verifyMulticlass } = await import("../../textbook/verify/verify-multiclass.ts");
  const words = await import("./words.ts");
  const single = network.stations.every(({ servers }) => (servers ?? 1) === 1);
  const exact = single ? multiclassMva : multiclassConvolution;
  const result = method === "exact" ? exact(network) : await approximate(network, method);
  const populations = network.classes.reduce((product, one) => product * (one.users + 1), 1);
  const withinReach = populations <= mostPopulations;
  const busy = network.stations
    .map(({ name = "", kind }, k) => ({ name, kind, U: result.stations[k]?.utilization ?? 0 }))
    .filter(({ kind }) => kind === "queue")
    .reduce((most, next) => (next.U > most.U ? next : most), { name: "", kind: "queue", U: -1 });
  return {
    input: { method, ...network },
    result,
    tables: [
      {
        header: ["class", "users", "throughput", "response time"],
        rows: network.classes.map(({ name, users: N }, r) => [
          name ?? `class ${r + 1}`,
          formatNumber(N, 1),
          formatThroughput(result.classes[r]?.throughput ?? 0),
          formatDuration(result.classes[r]?.responseTime ?? 0),
        ]),
      },
      {
        header: ["station", "users", "utilization"],
        rows: network.stations.map((at, k) => [
          nameOf(at, k),
          formatNumber(result.stations[k]?.queueLength ?? 0),
          at.kind === "delay" ? "–" : formatShare(result.stations[k]?.utilization ?? 0, 3),
        ]),
      },
    ],
    meaning:
      `${formatUsers(network.classes.reduce((sum, one) => sum + one.users, 0))} send ` +
      `${formatThroughput(result.classes.reduce((sum, one) => sum + one.throughput, 0))} in all` +
      (busy.U >= 0 ? `; ${busy.name} is the busiest station, ${words.busyFor(busy.U)}.` : "."),
    verify: !withinReach
      ? "the populations to go through are too many for a second method"
      : method === "exact"
        ? () => verifyMulticlass(network)
        : method === "multiserver"
          ? "the exact answer first come, first served is a Markov chain, too large in general"
          : () => differences(network, result, exact(network)),
    ...(method === "exact" ? {} : { approximation: errors[method] }),
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

/** A network of one class as one of several, for the methods that take those. */
function asClasses({ thinkTime: Z, stations }: ClosedNetwork, N: number): MulticlassNetwork {
  return {
    classes: [{ name: "users", users: N, thinkTime: Z }],
    stations: stations.map((one, k) => {
      if (one.kind === "loadDependent") {
        throw new UsageError(`${nameOf(one, k)} is load-dependent`, "use --method exact");
      }
      const name = nameOf(one, k);
      const demands = [(one.visits ?? 1) * one.serviceTime];
      const { kind } = one;
      return kind === "queue" && one.servers !== undefined
        ? { name, kind, demands, servers: one.servers }
        : { name, kind, demands };
    }),
  };
}
