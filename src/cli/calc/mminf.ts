import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import type { CalcModel } from "./calc-model.ts";
import { arrivalRate, serviceTime } from "./load-options.ts";

export const mminfModel: CalcModel = {
  name: "mminf",
  summary: "M/M/∞ (and M/G/∞): every request is served at once",
  options: { "arrival-rate": arrivalRate, "service-time": serviceTime },
  examples: [
    ['headroom calc mminf --arrival-rate "140 req/s" --service-time "65 ms"', "how many at once?"],
    ['headroom calc mminf --arrival-rate "9000 req/min" --service-time "2 s" --json', "as data"],
  ],
  solve: async (values) => {
    const { mminf } = await import("../../textbook/open/mminf.ts");
    const { verifyMminf } = await import("../../textbook/verify/verify-mminf.ts");
    const words = await import("./words.ts");
    const input = {
      arrivalRate: values.number("arrival-rate"),
      serviceTime: values.number("service-time"),
    };
    const result = mminf(input);
    const spread = Math.sqrt(result.queueLength);
    return {
      input,
      result,
      tables: [
        words.figures([
          ["throughput X", formatThroughput(result.throughput)],
          ["response time R, mean", formatDuration(result.responseTime)],
          ["requests in the system L", formatNumber(result.queueLength)],
          ["their standard deviation", formatNumber(spread)],
        ]),
      ],
      meaning:
        `At ${formatThroughput(input.arrivalRate)} ${formatNumber(result.queueLength)} requests are ` +
        `under way on average, and hardly ever more than ` +
        `${formatNumber(Math.ceil(result.queueLength + 3 * spread), 1)}; nobody waits.`,
      verify: () => verifyMminf(input),
    };
  },
};
