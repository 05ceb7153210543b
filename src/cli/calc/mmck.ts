import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import type { CalcModel } from "./calc-model.ts";
import { arrivalRate, servers, serviceTime } from "./load-options.ts";

export const mmckModel: CalcModel = {
  name: "mmck",
  summary: "M/M/c/K: a pool that turns requests away once K are in the system",
  options: {
    "arrival-rate": arrivalRate,
    "service-time": serviceTime,
    servers,
    capacity: {
      kind: "count",
      describe: "Places K, in service and waiting together; at least the servers",
      needed: true,
    },
  },
  examples: [
    [
      'headroom calc mmck --arrival-rate "140 req/s" --service-time "65 ms" --servers 10 --capacity 30',
      "a pool of 10 with 20 waiting places",
    ],
    [
      'headroom calc mmck --arrival-rate "400 req/s" --service-time "65 ms" --servers 10 --capacity 30 --json',
      "in overload: it sheds, it does not grow",
    ],
  ],
  solve: async (values) => {
    const { mmck } = await import("../../textbook/open/mmck.ts");
    const { verifyMmck } = await import("../../textbook/verify/verify-mmck.ts");
    const words = await import("./words.ts");
    const input = {
      arrivalRate: values.number("arrival-rate"),
      serviceTime: values.number("service-time"),
      servers: values.number("servers"),
      capacity: values.number("capacity"),
    };
    const result = mmck(input);
    return {
      input,
      result,
      tables: [
        words.figures([
          ...words.openRows(result),
          ["requests turned away", formatShare(result.probabilityOfLoss, 4)],
          ["turned away per second", formatThroughput(result.lossRate)],
        ]),
      ],
      meaning:
        `${words.poolAt(input.arrivalRate, input.servers)} with room for ` +
        `${formatNumber(input.capacity, 1)} is ${words.busyFor(result.utilization)}; ` +
        `${words.requestsThat(result.probabilityOfLoss, ["is turned away", "are turned away"])}, and of the rest ` +
        `${words.requestsThat(result.probabilityOfWait, ["waits", "wait"])}.`,
      verify: () => verifyMmck(input),
    };
  },
};
