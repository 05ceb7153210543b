import type { OpenNetwork } from "../../textbook/open/open-network.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { UsageError } from "../usage-error.ts";
import type { CalcModel, Values } from "./calc-model.ts";
import { arrivalRate, optional, station } from "./load-options.ts";

export const openModel: CalcModel = {
  name: "open",
  summary: "Open network: requests arrive from outside and visit stations, in one class or several",
  file: "Network as YAML or JSON: arrivalRate, stations; or classes with visits, serviceTimes",
  options: { "arrival-rate": optional(arrivalRate), station },
  examples: [
    [
      'headroom calc open --arrival-rate "60 req/s" --station "cpu, servers=4, service-time=20 ms" --station "db, service-time=5 ms, visits=2"',
      "two stations",
    ],
    ["headroom calc open network.yaml --verify --json", "a network in a file, as data"],
  ],
  solve: async (values) => {
    const { openNetwork } = await import("../../textbook/open/open-network.ts");
    const { verifyOpenNetwork } = await import("../../textbook/verify/verify-open-network.ts");
    const words = await import("./words.ts");
    const network = await networkOf(values);
    const result = openNetwork(network);
    const growth =
      result.growthLimit === null
        ? "No station can saturate."
        : `${result.bottleneck} saturates first, at ${formatNumber(result.growthLimit)} times this load.`;
    return {
      input: network,
      result,
      tables: [
        {
          header: ["station", "visits/s", "utilization", "in it", "wait"],
          rows: result.stations.map((at) => [
            at.name,
            formatNumber(at.throughput),
            formatShare(at.utilization, 3),
            formatNumber(at.queueLength),
            formatShare(at.probabilityOfWait, 3),
          ]),
        },
        {
          header: ["class", "throughput", "response time", "in the network"],
          rows: result.classes.map((one) => [
            one.name,
            formatThroughput(one.throughput),
            formatDuration(one.responseTime),
            formatNumber(one.queueLength),
          ]),
        },
      ],
      meaning:
        `${formatThroughput(result.throughput)} take ${formatDuration(result.responseTime)} on average, ` +
        `with ${formatNumber(result.queueLength)} under way. ${growth}` +
        (result.bottleneck === null ? "" : ` It is ${busiest(result, words.busyFor)} now.`),
      verify: () => verifyOpenNetwork(network),
    };
  },
};

function busiest(
  result: {
    readonly bottleneck: string | null;
    readonly stations: readonly { readonly name: string; readonly utilization: number }[];
  },
  words: (utilization: number) => string,
): string {
  return words(result.stations.find(({ name }) => name === result.bottleneck)?.utilization ?? 0);
}

async function networkOf(values: Values): Promise<OpenNetwork> {
  const { oneWay, parsedFile, stationOptions } = await import("./network-input.ts");
  const { openNetworkOf, openStationFault, parseOpenNetwork } = await import(
    "../../workspace/network/parse-open-network.ts"
  );
  const rate = values.maybe("arrival-rate");
  const stations = await stationOptions(values, "station");
  const typed = await parsedFile(values, parseOpenNetwork);
  oneWay(typed !== undefined, stations.length > 0, "open");
  for (const one of stations) {
    const fault = openStationFault(one, false);
    if (fault !== undefined) {
      throw new UsageError(`--station ${one.name}: ${fault}`, 'e.g. "db, service-time=5 ms"');
    }
  }
  const network = typed ?? openNetworkOf(stations, rate ?? 0);
  const [only, ...more] = network.classes;
  if (only !== undefined && more.length === 0 && rate !== undefined) {
    return { ...network, classes: [{ ...only, arrivalRate: rate }] };
  }
  if (rate !== undefined) {
    throw new UsageError("--arrival-rate fits one class only", "give it in the file, by class");
  }
  if (network.classes.every((one) => one.arrivalRate === 0)) {
    throw new UsageError("--arrival-rate is missing", 'e.g. --arrival-rate "140 req/s"');
  }
  return network;
}
