import { describe, expect, it } from "vitest";
import { importCampaign } from "../import-campaign.ts";
import type { ImportOptions, SourceText } from "../imported-run.ts";
import { logsWithUsers, madeRun } from "../testing/made-run.ts";

const start = 1_760_000_000;
const campaignOf = (files: readonly SourceText[], options: ImportOptions = {}) => {
  const parsed = importCampaign("made", files, options);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value.campaign;
};

/** Three machines of 4 users each, begun a second apart. */
const pods = [0, 1, 2].map((pod) =>
  madeRun({
    start: start + pod,
    seconds: 90,
    users: 4,
    error: (at) => (at > 60 ? "HTTP 503" : ""),
  }),
);

describe.each(Object.entries(logsWithUsers))("%s of three load machines", (_, write) => {
  const files = pods.map((run, at) => ({ ...write(run), name: `pod-${at}/log` }));

  it("add up to one test of 12 users, with percentiles of all requests", () => {
    const { levels, failures, notices = [] } = campaignOf(files);
    expect(levels).toHaveLength(1);
    const [level] = levels;
    expect(level?.users).toBe(12);
    expect(level?.throughput).toBeCloseTo(12, 0);
    expect(level?.responseTime.mean).toBeCloseTo(0.2, 2);
    expect(level?.responseTime.p95).toBeCloseTo(0.21, 2);
    expect(failures.reduce((sum, { count }) => sum + count, 0)).toBe(level?.failures);
    expect(notices.map(({ code }) => code)).toContain("generators-added-up");
  });

  it("are three tests where the planner says so", () => {
    const { levels } = campaignOf(files, { separate: true });
    expect(levels.map(({ users }) => users)).toEqual([4, 4, 4]);
  });

  it("are not of one test where one runs later, or asks for something else", () => {
    const later = { ...write(madeRun({ start: start + 300, seconds: 90, users: 4 })), name: "b" };
    expect(campaignOf([files[0] as SourceText, later]).levels).toHaveLength(2);
    const more = { ...write(madeRun({ start, seconds: 90, users: 9 })), name: "b" };
    expect(campaignOf([files[0] as SourceText, more]).levels).toHaveLength(2);
    const label = () => "GET /other";
    const other = { ...write(madeRun({ start, seconds: 90, users: 4, label })), name: "b" };
    expect(campaignOf([files[0] as SourceText, other]).levels).toHaveLength(2);
  });
});

describe("Locusts side by side that kept tables only", () => {
  const header =
    "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size";
  /** 10 users, 10 requests a second of so many milliseconds. */
  const history = (name: string, ms: number, begin: number): SourceText => {
    const rows = Array.from({ length: 120 }, (_, second) => {
      const cells = [begin + second, 10, "", "Aggregated", 0, 0];
      const shares = Array.from({ length: 11 }, () => ms);
      return [...cells, ...shares, second * 10, 0, ms, ms, ms, ms, 1].join(",");
    });
    return { name, text: `${[header, ...rows].join("\n")}\n` };
  };

  it("add up, with percentiles where all say the same, and their bounds where not", () => {
    const same = campaignOf([
      history("a_stats_history.csv", 200, start),
      history("b_stats_history.csv", 210, start + 2),
    ]);
    expect(same.levels).toHaveLength(1);
    expect(same.levels[0]).toMatchObject({ users: 20, throughput: 20 });
    expect(same.levels[0]?.responseTime.mean).toBeCloseTo(0.205, 3);
    const apart = campaignOf([
      history("a_stats_history.csv", 200, start),
      history("b_stats_history.csv", 400, start + 2),
    ]);
    expect(apart.levels[0]?.responseTime.p95).toBeUndefined();
    const said = apart.notices?.find(({ code }) => code === "generators-added-up");
    expect(said?.message).toMatch(/P95 between 200 ms and 400 ms/);
  });
});
