import { describe, expect, it } from "vitest";
import { codesOf, importOne } from "../../testing/import-one.ts";
import { usersAreOutcome } from "./users-are-outcome.ts";

const timeline = (users: readonly number[]) => users.map((one, time) => ({ time, users: one }));
const hold = (users: number, seconds: number) => Array<number>(seconds).fill(users);

describe("users that come and go by themselves", () => {
  it("are told by their rising and falling from second to second", () => {
    // Under way at whole seconds: 4 ± 2, by the hash of the second.
    const wandering = Array.from({ length: 60 }, (_, at) => 2 + ((at * 7919) % 5));
    expect(usersAreOutcome(timeline(wandering))).toBe(true);
  });

  it("are not told of stages, a ramp, a spike or a few seconds", () => {
    const ramp = Array.from({ length: 60 }, (_, at) => at);
    expect(usersAreOutcome(timeline(hold(50, 300)))).toBe(false);
    expect(usersAreOutcome(timeline([...ramp, ...hold(60, 60), ...ramp.toReversed()]))).toBe(false);
    const spikes = [10, 200, 10, 200, 10, 200, 10].flatMap((users) => hold(users, 20));
    expect(usersAreOutcome(timeline(spikes))).toBe(false);
    expect(usersAreOutcome(timeline([1, 2, 1, 2, 1, 2, 1, 2]))).toBe(false);
    expect(usersAreOutcome([])).toBe(false);
  });
});

/** Minimal standard generator of Park and Miller, so that the times are those of chance and of every run. */
let state = 1;
const chance = () => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};

/** 50 requests a second for a minute, of 100 ms in the mean, whatever the number under way. */
const requests = Array.from({ length: 3000 }, (_, at) => {
  return { start: 1_700_000_000 + at / 50, time: -0.1 * Math.log(1 - chance()) };
});
const underWay = (now: number) =>
  requests.filter(({ start, time }) => start <= now && start + time > now).length;

const k6Csv = (users: (now: number) => number, iterations: boolean) => {
  const points = requests.flatMap(({ start, time }) => {
    const end = start + time;
    const point = (metric: string, value: number) => ({
      end,
      row: `${metric},${end},${value},200`,
    });
    return [
      point("http_req_duration", time * 1000),
      ...(iterations ? [point("iteration_duration", time * 1000)] : []),
    ];
  });
  const gauge = Array.from({ length: 60 }, (_, second) => {
    const end = 1_700_000_000 + second;
    return { end, row: `vus,${end},${users(end)},` };
  });
  const rows = [...points, ...gauge].toSorted((a, b) => a.end - b.end).map(({ row }) => row);
  return {
    name: "k6.csv",
    text: `metric_name,timestamp,metric_value,status\n${rows.join("\n")}\n`,
  };
};

describe("a log of requests that arrived at a rate", () => {
  it.each([
    // The gauge of requests under way, and that of virtual users kept ready: 5 of 40 are at work.
    ["k6's points", k6Csv(underWay, false), "users-are-outcome"],
    ["k6's points with virtual users kept ready", k6Csv(() => 40, true), "users-idle"],
    [
      "JMeter's log",
      {
        name: "r.jtl",
        text: `timeStamp,elapsed,label,responseCode,threadName,success,allThreads\n${requests
          .map(({ start, time }, at) => {
            const cells = [Math.round(start * 1000), Math.round(time * 1000), "/a", 200];
            return [...cells, `Arrivals 1-${at}`, true, underWay(start + time) + 1].join(",");
          })
          .join("\n")}\n`,
      },
      "users-are-outcome",
    ],
  ])("is an open load, and no level of a few users: %s", (_, file, code) => {
    const run = importOne(file);
    expect(run.loadModel).toBe("open");
    expect(run.levels).toHaveLength(1);
    expect(run.level).toMatchObject({ users: null, requests: 3000 });
    // 3,000 in a minute and the last answer.
    expect(run.level.throughput).toBeCloseTo(50, 0);
    expect(run.level.responseTime.mean).toBeCloseTo(0.1, 2);
    expect(codesOf(run)).toContain(code);
  });

  it("is none where virtual users loop: 5 at work of 5", () => {
    const run = importOne(k6Csv(() => 5, true));
    expect(run.loadModel).toBe("unknown");
    expect(run.level.users).toBe(5);
  });
});
