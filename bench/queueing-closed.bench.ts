/** Targets of the closed models: medians of one run each, in milliseconds. */
import { closedNetworkSweep } from "../src/queueing/closed-network.ts";
import { linearizer } from "../src/queueing/linearizer.ts";
import { mmcn } from "../src/queueing/mmcn.ts";
import { multiclassMva } from "../src/queueing/multiclass-mva.ts";
import { schweitzer } from "../src/queueing/schweitzer.ts";

const threeClasses = {
  classes: [
    { users: 100, thinkTime: 1 },
    { users: 100, thinkTime: 2 },
    { users: 100, thinkTime: 3 },
  ],
  stations: [
    { kind: "queue" as const, demands: [0.01, 0.02, 0.03] },
    { kind: "queue" as const, demands: [0.02, 0.01, 0.005] },
    { kind: "queue" as const, demands: [0.004, 0.008, 0.02] },
  ],
};

const tenClasses = {
  classes: Array.from({ length: 10 }, (_, r) => ({ users: 10 + r, thinkTime: r })),
  stations: Array.from({ length: 20 }, (_, k) => ({
    kind: "queue" as const,
    demands: Array.from({ length: 10 }, (_, r) => 0.01 * (1 + ((r * 7 + k * 3) % 11))),
  })),
};

const suite: { name: string; targetMilliseconds: number; run: () => void }[] = [
  {
    name: "sweep N = 1…500: think 1.4 s, 10 servers of 65 ms, 1 of 4 ms, delay of 20 ms",
    targetMilliseconds: 0.6,
    run: () => {
      closedNetworkSweep(
        {
          thinkTime: 1.4,
          stations: [
            { kind: "queue", servers: 10, serviceTime: 0.065 },
            { kind: "queue", serviceTime: 0.004 },
            { kind: "delay", serviceTime: 0.02 },
          ],
        },
        500,
      );
    },
  },
  {
    name: "M/M/c//N with 100,000 users, c = 10,000",
    targetMilliseconds: 20,
    run: () => {
      mmcn({ servers: 10_000, serviceTime: 0.05, thinkTime: 0.5 }, 100_000);
    },
  },
  {
    name: "convolution of 5 stations for N = 1…500, two of them multi-server, one a rate law",
    targetMilliseconds: 10,
    run: () => {
      closedNetworkSweep(
        {
          thinkTime: 1,
          stations: [
            { kind: "queue", servers: 8, serviceTime: 0.05 },
            { kind: "queue", servers: 20, serviceTime: 0.1 },
            { kind: "loadDependent", rates: (j) => (200 * j) / (1 + 0.02 * (j - 1)) },
            { kind: "queue", serviceTime: 0.004 },
            { kind: "delay", serviceTime: 0.02 },
          ],
        },
        500,
      );
    },
  },
  {
    name: "exact mean-value analysis: 3 classes × 100 users × 3 stations",
    targetMilliseconds: 40,
    run: () => {
      multiclassMva(threeClasses);
    },
  },
  {
    name: "Bard-Schweitzer: 3 classes × 100 users × 3 stations",
    targetMilliseconds: 0.05,
    run: () => {
      schweitzer(threeClasses);
    },
  },
  {
    name: "Linearizer: 10 classes × 20 stations",
    targetMilliseconds: 5,
    run: () => {
      linearizer(tenClasses);
    },
  },
];

export default suite;
