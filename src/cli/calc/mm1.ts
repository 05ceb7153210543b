import { formatDuration } from "../../wording/format-duration.ts";
import type { CalcModel } from "./calc-model.ts";
import { arrivalRate, serviceTime } from "./load-options.ts";

export const mm1Model: CalcModel = {
  name: "mm1",
  summary: "M/M/1: one server, exponential service",
  options: { "arrival-rate": arrivalRate, "service-time": serviceTime },
  examples: [
    ['headroom calc mm1 --arrival-rate "80 req/s" --service-time "10 ms"', "a lone worker"],
    [
      'headroom calc mm1 --arrival-rate "4800 req/min" --service-time "10 ms" --verify --json',
      "as data, checked by a second method",
    ],
  ],
  solve: async (values) => {
    const { mm1 } = await import("../../textbook/open/mm1.ts");
    const law = await import("../../textbook/open/mmc-response-time.ts");
    const { verifyMm1 } = await import("../../textbook/verify/verify-mm1.ts");
    const words = await import("./words.ts");
    const input = {
      arrivalRate: values.number("arrival-rate"),
      serviceTime: values.number("service-time"),
    };
    const solution = mm1(input);
    const responses = law.mmcResponseTime({ ...input, servers: 1 });
    const responseTimePercentiles = words.percentilesOf((share) =>
      law.responseTimePercentile(responses, share),
    );
    const wait = formatDuration(solution.waitingTime);
    return {
      input,
      result: { ...solution, responseTimePercentiles },
      tables: [
        words.figures([
          ...words.openRows(solution),
          ...words.percentileRows("response time", responseTimePercentiles),
        ]),
      ],
      meaning:
        `${words.poolAt(input.arrivalRate, 1)} is ${words.busyFor(solution.utilization)}; ` +
        `${words.requestsThat(solution.probabilityOfWait, ["waits", "wait"])}, ${wait} on average over all.`,
      verify: () => verifyMm1(input),
    };
  },
};
