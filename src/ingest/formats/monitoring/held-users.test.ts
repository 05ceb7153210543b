import { describe, expect, it } from "vitest";
import { codesOf, importOne } from "../../testing/import-one.ts";
import { heldUsers, tellsUsers } from "./held-users.ts";

const start = 1_767_225_600;
const step = 15;

/** Users at each scrape: 2 min at 20, a step of 15 s at 35, 2 min at 50. */
const users = [...Array(9).fill(20), 35, ...Array(9).fill(50)];

/** Counters that grow by users / 2 a second, each request 20 ms per user long, half of them within `le`. */
function answer(
  gauge: { readonly __name__: string; readonly state?: string },
  bounds: readonly string[],
) {
  let [count, sum] = [0, 0];
  const points = users.map((now: number, at) => {
    if (at > 0) {
      count += (now / 2) * step;
      sum += (now / 2) * step * now * 0.02;
    }
    return { time: start + at * step, now, count, sum };
  });
  const series = (name: string, pick: (point: (typeof points)[number]) => number, labels = {}) => ({
    metric: { __name__: name, ...labels },
    values: points.map((point) => [point.time, String(pick(point))]),
  });
  const base = "http_server_requests_seconds";
  const result = [
    series(`${base}_count`, (point) => point.count),
    series(`${base}_sum`, (point) => point.sum),
    ...bounds.map((le) => series(`${base}_bucket`, ({ count: all }) => all, { le })),
    series(gauge.__name__, (point) => point.now, gauge),
  ];
  const text = JSON.stringify({ status: "success", data: { resultType: "matrix", result } });
  return { name: "test.json", text };
}

describe("the gauge of users beside the counters of a system", () => {
  it.each([
    { __name__: "locust_users" },
    { __name__: "k6_vus" },
    { __name__: "jmeter_threads", state: "active" },
  ])("makes a level of each load that was held: %j", (gauge) => {
    const run = importOne(answer(gauge, ["+Inf"]));
    expect(run.loadModel).toBe("closed");
    // 15 s of each 120 s are warm-up; the scrape between belongs to neither load.
    expect(run.levels).toMatchObject([
      { users: 20, duration: 105, throughput: 10, requests: 1050, warmUpCut: 15 },
      { users: 50, duration: 105, throughput: 25, requests: 2625, warmUpCut: 15 },
    ]);
    const means = run.levels.map(({ responseTime }) => responseTime.mean ?? 0);
    expect(means[0]).toBeCloseTo(0.4, 9);
    expect(means[1]).toBeCloseTo(1, 9);
    expect(codesOf(run)).toEqual(["test-seen-by-server"]);
  });

  it("leaves percentiles of wide buckets out, and keeps those of narrow ones", () => {
    // All requests are in the first bucket, from 0 on; or between 1 s and 1.2 s.
    const wide = importOne(answer({ __name__: "k6_vus" }, ["1", "+Inf"]));
    expect(wide.level.responseTime.p95).toBeUndefined();
    const narrow = answer({ __name__: "k6_vus" }, ["1.2", "+Inf"]);
    const empty = `{"metric":{"__name__":"http_server_requests_seconds_bucket","le":"1"},"values":[[${start},"0"],[${start + 270},"0"]]},`;
    const text = narrow.text.replace('"result":[', `"result":[${empty}`);
    // A straight line through the bucket: 1 + 0.95 × 0.2 s.
    expect(importOne({ ...narrow, text }).level.responseTime.p95).toBeCloseTo(1.19, 9);
  });

  it("is none where it tells the most users, threads that are not at work, or users of a page", () => {
    const told = (labels: Readonly<Record<string, string>>) =>
      tellsUsers(new Map(Object.entries(labels)));
    expect(told({ __name__: "k6_vus_max" })).toBe(false);
    expect(told({ __name__: "jmeter_threads", state: "max" })).toBe(false);
    expect(told({ __name__: "app_users" })).toBe(false);
  });

  it("adds up generators, and holds nothing across a gap", () => {
    const half = Array.from({ length: 9 }, (_, at) => [start + at * step, 25] as const);
    expect(heldUsers([half, half])).toMatchObject([{ users: 50, duration: 105 }]);
    const apart = [
      [0, 5],
      [40, 5],
      [4000, 5],
      [4040, 5],
    ] as const;
    expect(heldUsers([apart], 0).map((one) => one.start)).toEqual([0, 4000]);
    expect(heldUsers([])).toEqual([]);
  });
});
