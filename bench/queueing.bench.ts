/** How long the solvers take, warm, beside their targets. */
import { closedNetwork, closedNetworkSweep } from "../src/textbook/closed/closed-network.ts";
import { linearizer } from "../src/textbook/closed/linearizer.ts";
import { mmcn } from "../src/textbook/closed/mmcn.ts";
import { multiclassMva } from "../src/textbook/closed/multiclass-mva.ts";
import { schweitzer } from "../src/textbook/closed/schweitzer.ts";
import { erlangC } from "../src/textbook/open/erlang-c.ts";
import type { Bench } from "./bench.ts";
import { measure } from "./measure.ts";

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

const reference = {
  thinkTime: 1.4,
  stations: [
    { kind: "queue" as const, servers: 10, serviceTime: 0.065 },
    { kind: "queue" as const, serviceTime: 0.004 },
    { kind: "delay" as const, serviceTime: 0.02 },
  ],
};

const fiveStations = {
  thinkTime: 1,
  stations: [
    { kind: "queue" as const, servers: 8, serviceTime: 0.05 },
    { kind: "queue" as const, servers: 20, serviceTime: 0.1 },
    {
      kind: "loadDependent" as const,
      rates: (j: number) => (200 * j) / (1 + 0.02 * (j - 1)),
    },
    { kind: "queue" as const, serviceTime: 0.004 },
    { kind: "delay" as const, serviceTime: 0.02 },
  ],
};

const crowded = { servers: 10_000, serviceTime: 0.05, thinkTime: 0.5 };

export const bench: Bench = async () => [
  measure("reference network, N = 1…500", 0.6, () => closedNetworkSweep(reference, 500)),
  measure("reference network, N = 100,000 alone", 20, () => closedNetwork(reference, 100_000)),
  measure("M/M/c//N, c = 10,000, N = 100,000", 20, () => mmcn(crowded, 100_000)),
  measure("convolution, 5 stations, N = 1…500", 10, () => closedNetworkSweep(fiveStations, 500)),
  measure("exact MVA, 3 × 100 users, 3 stations", 40, () => multiclassMva(threeClasses)),
  measure("Bard-Schweitzer, 3 × 100 users, 3 stations", 0.05, () => schweitzer(threeClasses)),
  measure("Linearizer, 10 classes, 20 stations", 5, () => linearizer(tenClasses)),
  measure("Erlang C, c = 100,000", 2, () => erlangC(100_000, 99_900)),
];
