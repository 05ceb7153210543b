import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import type { CalcModel } from "./calc-model.ts";
import { servers, serviceTime, thinkTime, users } from "./load-options.ts";

export const mmcnModel: CalcModel = {
  name: "mmcn",
  summary: "M/M/c//N: users who think, then queue for a pool",
  options: { users, "think-time": thinkTime, servers, "service-time": serviceTime },
  examples: [
    [
      'headroom calc mmcn --users 300 --think-time "1.4 s" --servers 10 --service-time "65 ms"',
      "300 users in front of a pool of 10",
    ],
    [
      'headroom calc mmcn --users 200 --think-time "1.4 s" --servers 10 --service-time "65 ms" --verify --json',
      "as data, checked by a second method",
    ],
  ],
  solve: async (values) => {
    const { mmcn, mmcnArrivalProbabilities } = await import("../../textbook/closed/mmcn.ts");
    const { mmcnResponseTime } = await import("../../textbook/closed/mmcn-response-time.ts");
    const { percentileOf } = await import("../../textbook/phase-law.ts");
    const { verifyMmcn } = await import("../../textbook/verify/verify-mmcn.ts");
    const words = await import("./words.ts");
    const N = values.number("users");
    const station = {
      servers: values.number("servers"),
      serviceTime: values.number("service-time"),
      thinkTime: values.number("think-time"),
    };
    const solution = mmcn(station, N);
    const found = mmcnArrivalProbabilities(station, N);
    const free = found.subarray(0, station.servers).reduce((sum, p) => sum + p, 0);
    const probabilityOfWait = Math.max(0, 1 - free);
    const law = mmcnResponseTime(station, N);
    const responseTimePercentiles = words.percentilesOf((share) => percentileOf(law, share));
    return {
      input: { users: N, ...station },
      result: { ...solution, probabilityOfWait, responseTimePercentiles },
      tables: [
        words.figures([
          ["throughput X", formatThroughput(solution.throughput)],
          ["response time R, mean", formatDuration(solution.responseTime)],
          ["waiting time W, mean", formatDuration(solution.waitingTime)],
          ["users at the station Q", formatNumber(solution.queueLength)],
          ["utilization U", formatShare(solution.utilization, 4)],
          ["requests that wait", formatShare(probabilityOfWait, 4)],
          ...words.percentileRows("response time", responseTimePercentiles),
        ]),
      ],
      meaning:
        `${formatUsers(N)} who think for ${formatDuration(station.thinkTime)} send ` +
        `${formatThroughput(solution.throughput)}; a pool of ${formatNumber(station.servers, 1)} is ` +
        `${words.busyFor(solution.utilization)}, and ` +
        `${words.requestsThat(probabilityOfWait, ["waits", "wait"])}.`,
      verify: () => verifyMmcn(station, N),
    };
  },
};
