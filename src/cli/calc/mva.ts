/** Closed networks, of one class (convolution or mean-value analysis) or several. */
import type { ClosedNetwork } from "../../textbook/closed/closed-network.ts";
import type { MulticlassNetwork } from "../../textbook/closed/multiclass-network.ts";
import { compare, type Verification } from "../../textbook/verify/verification.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { UsageError } from "../usage-error.ts";
import type { Answer, CalcModel } from "./calc-model.ts";
import { optional, station, thinkTime, users } from "./load-options.ts";
import { nameOf } from "./network-input.ts";
import { methods, severalClasses } from "./several-classes.ts";

/** Merging stations pairwise costs the square of the users; beyond this it takes seconds. */
const mostMerged = 600;

export const mvaModel: CalcModel = {
  name: "mva",
  summary: "Closed network: users go round stations, in one class or several",
  file: "Network as YAML or JSON: thinkTime, users, stations; or classes and demands",
  options: {
    users: optional(users, "Users of the one class (a file may hold them)"),
    "think-time": optional(thinkTime),
    station,
    method: {
      kind: "text",
      describe: "How; without it exact, or approximate where no exact answer is in reach",
      choices: methods,
    },
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
    const typed = values.text("method");
    const method = methods.find((known) => known === typed);
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
    if (method === undefined || method === "exact") return await oneClass(given.network, N);
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
