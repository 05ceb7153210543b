import type { ClosedBounds } from "../../textbook/closed/sum-demands.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import type { CalcModel } from "./calc-model.ts";
import { optional, station, thinkTime, users } from "./load-options.ts";

export const boundsModel: CalcModel = {
  name: "bounds",
  summary: "Bounds of a closed network, its bottleneck and the population at which it saturates",
  file: "Network as YAML or JSON: thinkTime, users, stations",
  options: { users: optional(users), "think-time": optional(thinkTime), station },
  examples: [
    [
      'headroom calc bounds --users 300 --think-time "1.4 s" --station "pool, servers=10, service-time=65 ms"',
      "what 300 users can get at most",
    ],
    ["headroom calc bounds network.yaml --users 50 --verify", "with the exact answer beside them"],
  ],
  solve: async (values) => {
    const { nameOf, oneClassInput } = await import("./network-input.ts");
    const { asymptoticBounds } = await import("../../textbook/bounds/asymptotic-bounds.ts");
    const { balancedJobBounds } = await import("../../textbook/bounds/balanced-job-bounds.ts");
    const { bottleneck } = await import("../../textbook/bounds/bottleneck.ts");
    const { geometricBounds } = await import("../../textbook/bounds/geometric-bounds.ts");
    const { proportionalBounds } = await import("../../textbook/bounds/proportional-bounds.ts");
    const { saturationPopulation } = await import("../../textbook/bounds/saturation-population.ts");
    const { tightestBounds } = await import("../../textbook/bounds/tightest-bounds.ts");
    const { verifyBounds } = await import("../../textbook/verify/verify-bounds.ts");
    const { network, users: N } = await oneClassInput(values, "bounds");
    const several = network.stations.some((one) => one.kind === "queue" && (one.servers ?? 1) > 1);
    const families: Readonly<Record<string, ClosedBounds>> = {
      asymptotic: asymptoticBounds(network, N),
      ...(several
        ? {}
        : {
            balancedJob: balancedJobBounds(network, N),
            proportional: proportionalBounds(network, N),
            geometric: geometricBounds(network, N),
          }),
      tightest: tightestBounds(network, N),
    };
    const found = bottleneck(network);
    const saturation = saturationPopulation(network);
    const names = found.stations.map((k) => nameOf(network.stations[k] ?? {}, k));
    return {
      input: { users: N, ...network },
      result: { bounds: families, bottleneck: found, saturationPopulation: saturation },
      tables: [
        {
          header: ["bounds", "throughput from", "to", "response time from", "to"],
          rows: Object.entries(families).map(([name, { throughput, responseTime }]) => [
            name.replace("balancedJob", "balanced-job"),
            formatThroughput(throughput.lower),
            formatThroughput(throughput.upper),
            formatDuration(responseTime.lower),
            formatDuration(responseTime.upper),
          ]),
        },
      ],
      meaning:
        `${names.join(" and ")} limits throughput to ${formatThroughput(found.throughputLimit)}; from ` +
        `${formatNumber(saturation)} users on they must queue, and ${formatUsers(N)} get at most ` +
        `${formatThroughput(families["tightest"]?.throughput.upper ?? 0)}.` +
        (several ? " Tighter bounds than the asymptotic hold for single servers only." : ""),
      verify: () => verifyBounds(network, N),
    };
  },
};
