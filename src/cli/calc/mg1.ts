import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import type { CalcModel } from "./calc-model.ts";
import { arrivalRate, serviceTime } from "./load-options.ts";

export const mg1Model: CalcModel = {
  name: "mg1",
  summary: "M/G/1: one server, service times of any law (Pollaczek–Khinchine)",
  options: {
    "arrival-rate": arrivalRate,
    "service-time": serviceTime,
    "service-variation": {
      kind: "number",
      describe: "Variance of the service time over its mean squared: 0 constant, 1 exponential",
      needed: true,
    },
  },
  examples: [
    [
      'headroom calc mg1 --arrival-rate "80 req/s" --service-time "10 ms" --service-variation 4',
      "light and heavy requests mixed",
    ],
    [
      'headroom calc mg1 --arrival-rate "80 req/s" --service-time "10 ms" --service-variation 0 --verify',
      "all alike, checked by a second method",
    ],
  ],
  solve: async (values) => {
    const { mg1 } = await import("../../textbook/open/mg1.ts");
    const { verifyMg1 } = await import("../../textbook/verify/verify-mg1.ts");
    const words = await import("./words.ts");
    const input = {
      arrivalRate: values.number("arrival-rate"),
      serviceTime: values.number("service-time"),
      serviceVariation: values.number("service-variation"),
    };
    const result = mg1(input);
    const factor = (1 + input.serviceVariation) / 2;
    return {
      input,
      result,
      tables: [words.figures(words.openRows(result))],
      meaning:
        `${words.poolAt(input.arrivalRate, 1)} is ${words.busyFor(result.utilization)} and requests wait ` +
        `${formatDuration(result.waitingTime)} on average: ${formatNumber(factor)} times as long as with ` +
        "exponential service. The percentiles depend on more of the law than its variance.",
      verify: () => verifyMg1(input),
    };
  },
};
