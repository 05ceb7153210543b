import { describe, expect, it } from "vitest";
import { locustFullHistory, locustHistory } from "../../testing/synthetic-files.ts";
import { readLocustHistory, seriesOf } from "./locust-history.ts";

const read = (file: typeof locustHistory) => {
  const parsed = readLocustHistory(file);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
};

describe("readLocustHistory", () => {
  it("takes percentiles that never fall as cumulative, and those that fall as current", () => {
    expect(read(locustHistory).percentilesAre).toBe("cumulative");
    expect(read(locustFullHistory).percentilesAre).toBe("current");
  });

  it("leaves out a cut last line and says so", () => {
    const history = read(locustHistory);
    expect(history.points).toHaveLength(100);
    expect(history.cut).toBe(true);
    expect(history.rejected.count).toBe(0);
  });

  it("keeps the endpoints of a full history with the second they belong to", () => {
    const [first] = read(locustFullHistory).points;
    expect([...(first?.endpoints.values() ?? [])].map((one) => [one.path, one.requests])).toEqual([
      ["/a", 15],
      ["/b", 5],
    ]);
  });

  it("reads on where the clock was put back and the counters went on", () => {
    const [header = "", ...rows] = locustHistory.text.split("\r\n");
    const back = rows.slice(0, 100).map((row, at) => {
      const [time = "", ...cells] = row.split(",");
      return [at < 60 ? time : String(Number(time) - 3600), ...cells].join(",");
    });
    const { points, rejected, putBack } = read({
      ...locustHistory,
      text: [header, ...back, ""].join("\r\n"),
    });
    expect(rejected.count).toBe(0);
    expect(putBack).toEqual([3600]);
    // A row a second throughout, as in the file with a clock in step.
    expect(points).toEqual(read(locustHistory).points);
  });

  it("rejects rows whose time runs backwards, as when a header is repeated in mid-file", () => {
    const [header = "", ...rows] = locustHistory.text.split("\r\n");
    const text = [header, ...rows.slice(0, 20), header, ...rows.slice(5, 8), ""].join("\r\n");
    const { rejected, points } = read({ ...locustHistory, text });
    expect(points).toHaveLength(20);
    // The header itself is no row.
    expect(rejected.count).toBe(3);
    expect(rejected.first[0]?.line).toBe(23);
  });

  it("refuses a history without totals, with the version that has them", () => {
    const parsed = readLocustHistory({ name: "h.csv", text: "Timestamp,User Count\n1,2\n" });
    expect(parsed.ok ? "" : parsed.problems[0]?.hint).toMatch(/1\.0 or later/);
  });
});

describe("seriesOf", () => {
  it("gives X and mean R of each second and nothing across a reset", () => {
    const series = seriesOf(read(locustFullHistory).points);
    expect(series).toHaveLength(66); // 68 points, and the pair around the reset is left out
    expect(series.at(-1)).toMatchObject({ users: 20, throughput: 20, failureRate: 1 });
    expect(series.at(-1)?.responseTime).toBeCloseTo(0.1, 9);
  });
});
