import { describe, expect, it } from "vitest";
import { asymptoticBounds } from "./bounds/asymptotic-bounds.ts";
import { saturationPopulation } from "./bounds/saturation-population.ts";
import { tightestBounds } from "./bounds/tightest-bounds.ts";
import { closedNetwork, closedNetworkSweep } from "./closed/closed-network.ts";
import { linearizer } from "./closed/linearizer.ts";
import { loadDependent } from "./closed/load-dependent.ts";
import { machineRepair } from "./closed/machine-repair.ts";
import { mmcn } from "./closed/mmcn.ts";
import { mmcnResponseTimePercentile } from "./closed/mmcn-response-time.ts";
import { multiclassMultiserver } from "./closed/multiclass-multiserver.ts";
import { multiclassMva } from "./closed/multiclass-mva.ts";
import { mva } from "./closed/mva.ts";
import { pool } from "./closed/pool.ts";
import { schweitzer } from "./closed/schweitzer.ts";
import { engset } from "./open/engset.ts";
import { erlangA } from "./open/erlang-a.ts";
import { erlangB } from "./open/erlang-b.ts";
import { erlangC } from "./open/erlang-c.ts";
import { mg1 } from "./open/mg1.ts";
import { mgc } from "./open/mgc.ts";
import { mixedNetwork } from "./open/mixed-network.ts";
import { mm1 } from "./open/mm1.ts";
import { mmc } from "./open/mmc.ts";
import { mmcResponseTime, responseTimePercentile } from "./open/mmc-response-time.ts";
import { mmcTimeout } from "./open/mmc-timeout.ts";
import { mmcWaitingTime, waitingTimePercentile } from "./open/mmc-waiting-time.ts";
import { mmck } from "./open/mmck.ts";
import { mminf } from "./open/mminf.ts";
import { openNetwork } from "./open/open-network.ts";
import { pathPercentile, pathResponseTime } from "./open/path-response-time.ts";
import { serversForWait } from "./open/servers-for-wait.ts";
import { uslResponseTime, uslThroughput } from "./usl/usl.ts";
import { uslUsersAtThroughput } from "./usl/usl-inverse.ts";
import { uslLandmarks } from "./usl/usl-landmarks.ts";
import { uslStation } from "./usl/usl-station.ts";

/** How many numbers the answer holds; none of them is NaN, infinite or negative. */
function countSane(answer: unknown, place: string): number {
  if (typeof answer === "number") {
    if (!(answer >= 0) || !Number.isFinite(answer)) throw new Error(`${place} is ${answer}`);
    return 1;
  }
  if (answer === null || typeof answer !== "object") return 0;
  return Object.entries(answer).reduce(
    (count, [key, value]) => count + countSane(value, `${place}.${key}`),
    0,
  );
}

function expectSane(answer: unknown, place: string): void {
  expect(countSane(answer, place)).toBeGreaterThan(0);
}

const serverCounts = [1, 2, 10, 1000, 10_000];
const loads = [1e-9, 0.5, 0.9, 0.999_999, 1 - 1e-9];
const userCounts = [1, 2, 50, 1000, 100_000];
const times = [1e-4, 0.065, 20];

describe("nothing is ever NaN, infinite or negative", () => {
  const stations = serverCounts.flatMap((servers) =>
    loads.flatMap((load) =>
      times.map((serviceTime) => ({
        servers,
        serviceTime,
        arrivalRate: (load * servers) / serviceTime,
      })),
    ),
  );

  it("in open stations up to 10,000 servers at a utilization of 1 - 1e-9", () => {
    for (const station of stations) {
      const place = JSON.stringify(station);
      const { servers, serviceTime, arrivalRate } = station;
      const responses = mmcResponseTime(station);
      const waits = mmcWaitingTime(station);
      expectSane(
        {
          mmc: mmc(station),
          erlangC: erlangC(servers, loads[1] as number),
          mgc: mgc({ ...station, arrivalVariation: 0, serviceVariation: 25 }),
          sakasegawa: mgc({ ...station, arrivalVariation: 1, serviceVariation: 0 }, "sakasegawa"),
          mminf: mminf(station),
          responses: [0, 0.5, 0.95, 0.999_999].map((p) => responseTimePercentile(responses, p)),
          waits: [0, 0.5, 0.95, 0.999_999].map((p) => waitingTimePercentile(waits, p)),
          path: pathPercentile(pathResponseTime([station, station]), 0.95),
          network: openNetwork({
            stations: [
              { name: "pool", kind: "queue", servers },
              { name: "link", kind: "delay" },
            ],
            classes: [{ name: "all", arrivalRate, visits: [1, 2], serviceTimes: [serviceTime, 1] }],
          }),
          ...(servers === 1 && {
            mm1: mm1(station),
            mg1: mg1({ ...station, serviceVariation: 100 }),
          }),
        },
        place,
      );
    }
  });

  it("in stations that lose or refuse requests, overload included", () => {
    for (const station of stations) {
      for (const factor of [1, 3]) {
        const crowded = { ...station, arrivalRate: factor * station.arrivalRate };
        const { servers, arrivalRate, serviceTime } = crowded;
        expectSane(
          {
            erlangB: erlangB(servers, arrivalRate * serviceTime),
            mmck: mmck({ ...crowded, capacity: servers + 50 }),
            timeout: [0, serviceTime, 1e3].map((timeout) => mmcTimeout({ ...crowded, timeout })),
            ...(servers <= 10 && { impatient: erlangA({ ...crowded, patience: serviceTime }) }),
          },
          JSON.stringify(crowded),
        );
      }
    }
    expectSane(
      erlangA({ arrivalRate: 2e5, serviceTime: 0.065, servers: 10_000, patience: 5 }),
      "A",
    );
    expectSane(mmck({ arrivalRate: 1e5, serviceTime: 1, servers: 10_000, capacity: 100_000 }), "K");
    expectSane(
      serversForWait({ arrivalRate: 1e4, serviceTime: 1, within: 0.1, exceptions: 1e-6 }),
      "c",
    );
  });

  it("in closed stations up to 100,000 users and 10,000 servers", () => {
    for (const users of userCounts) {
      for (const servers of serverCounts) {
        for (const thinkTime of [0, 1.4, 1e5]) {
          const station = { servers, serviceTime: 0.065, thinkTime };
          const place = JSON.stringify({ users, ...station });
          expectSane(mmcn(station, users), place);
          const asked = users <= 1000 ? [0.5, 0.99] : [];
          for (const p of asked) expectSane(mmcnResponseTimePercentile(station, users, p), place);
          if (thinkTime > 0) {
            const machines = { timeToFailure: thinkTime, repairTime: 1, repairers: servers };
            expectSane(machineRepair(machines, users), place);
            const system = { sources: users, idleTime: thinkTime, serviceTime: 1, servers };
            expectSane(engset(system), place);
          }
        }
      }
    }
    const largest = { servers: 10_000, serviceTime: 0.065, thinkTime: 1.4 };
    expectSane(mmcnResponseTimePercentile(largest, 100_000, 0.95), "P95 of 100,000 users");
  });

  it("in networks and pools up to 100,000 users", () => {
    const queue = { kind: "queue" as const, serviceTime: 0.004 };
    const stations = [
      { kind: "queue" as const, servers: 10, serviceTime: 0.065 },
      queue,
      { kind: "delay" as const, serviceTime: 0.02 },
    ];
    const law = { unitThroughput: 20, contention: 0.02, coherency: 1e-6 };
    for (const users of userCounts) {
      for (const thinkTime of [0, 1.4, 1e5]) {
        const place = JSON.stringify({ users, thinkTime });
        const rates = uslStation(law, users);
        expectSane(
          {
            network: closedNetwork({ thinkTime, stations }, users),
            analysis: mva({ thinkTime, stations: [queue, queue] }, users),
            bounds: tightestBounds({ thinkTime, stations: [queue, queue] }, users),
            asymptotic: asymptoticBounds({ thinkTime, stations }, users),
            saturation: saturationPopulation({ thinkTime, stations }),
            scalability: loadDependent({ thinkTime, rates }, users),
            pool: pool({ thinkTime, places: 100, inside: stations, outside: [queue] }, users),
          },
          place,
        );
      }
    }
    const wide = { kind: "queue" as const, servers: 10_000, serviceTime: 50 };
    expectSane(
      closedNetwork({ thinkTime: 1.4, stations: [wide, queue] }, 20_000),
      "10,000 servers",
    );
    expectSane(closedNetworkSweep({ thinkTime: 1.4, stations }, 5000).slice(-3), "sweep");
  });

  it("in several classes up to 100,000 users", () => {
    const network = (users: readonly number[], servers = 1) => ({
      classes: users.map((count, r) => ({ users: count, thinkTime: r })),
      stations: [
        { kind: "queue" as const, servers, demands: [0.01, 0.2, 0] },
        { kind: "queue" as const, demands: [0.02, 0, 3] },
        { kind: "delay" as const, demands: [0, 1, 1] },
      ],
    });
    for (const users of [
      [1, 0, 1],
      [10, 1, 20],
      [50_000, 40_000, 10_000],
    ]) {
      const place = users.join();
      expectSane(schweitzer(network(users)), place);
      expectSane(linearizer(network(users)), place);
      if (users[0] !== 50_000) {
        expectSane(multiclassMultiserver(network(users, 3)), place);
        expectSane(multiclassMva(network(users)), place);
        const stations = network(users).stations.map((one) => ({ ...one, openDemands: [0.999] }));
        const openClasses = [{ arrivalRate: 1 }];
        expectSane(mixedNetwork({ ...network(users), stations, openClasses }), place);
      }
    }
  });

  it("in scalability laws from one to 100,000 users", () => {
    for (const contention of [0, 1e-9, 0.02, 1]) {
      for (const coherency of [0, 1e-12, 1e-4, 1]) {
        const law = { unitThroughput: 20, contention, coherency };
        const place = JSON.stringify(law);
        for (const users of userCounts) {
          expectSane(uslThroughput(law, users), place);
          expectSane(uslResponseTime(law, users), place);
          countSane(uslUsersAtThroughput(law, uslThroughput(law, users)), place); // or none
        }
        countSane(uslLandmarks(law), place); // or null, where there is none
      }
    }
  });
});
