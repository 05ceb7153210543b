import { describe, expect, it } from "vitest";
import { importCampaign } from "./import-campaign.ts";
import type { Gauge } from "./imported-run.ts";
import { telemetryOfGauges } from "./telemetry-of-gauges.ts";
import { jmeterCsv as jmeter } from "./testing/synthetic-files.ts";

const window = { users: 300, run: "", start: 1000, duration: 60 };
const gauge = (name: string, ...values: readonly number[]): Gauge => ({
  name,
  mean: 0,
  min: Math.min(...values),
  max: Math.max(...values),
  points: values.map((value, i) => [990 + 20 * i, value] as const),
});

describe("telemetryOfGauges", () => {
  it("takes means over the window: pools summed over instances, shares averaged", () => {
    const gauges = [
      // At 990, 1010, 1030, 1050 and 1070 s: the first and the last are outside.
      gauge('hikaricp_connections_active{pod="a"}', 99, 9, 10, 11, 99),
      gauge('hikaricp_connections_active{pod="b"}', 99, 4, 5, 6, 99),
      gauge('hikaricp_connections_pending{pod="a"}', 0, 80, 85, 90, 0),
      gauge('hikaricp_connections_max{pod="a"}', 20, 20, 20, 20, 20),
      gauge('cpu_usage_percent{container="postgres"}', 1, 39, 40, 41, 1),
      gauge('temperature{room="1"}', 20, 20, 20, 20, 20),
    ];
    expect(telemetryOfGauges(gauges, [window])).toMatchObject([
      { users: 300, run: "", what: "connections", inUse: 15, waiting: 85 },
      { users: 300, run: "", what: "database", utilization: 0.4 },
    ]);
  });

  it("has no row for a level that nobody watched", () => {
    const gauges = [gauge("db_pool_in_use", 1, 2, 3)];
    expect(telemetryOfGauges(gauges, [{ ...window, start: 9000 }])).toEqual([]);
  });
});

describe("importCampaign", () => {
  it("puts a query of gauges beside the results of a load generator", () => {
    const alone = importCampaign("x", [jmeter], { users: 5 });
    const level = alone.ok ? alone.value.runs[0]?.levels[0] : undefined;
    const start = level?.start ?? 0;
    const values = [1, 2].map((at) => [start + (at * (level?.duration ?? 0)) / 3, String(at)]);
    const metric = { __name__: "db_pool_in_use", pool: "main" };
    const data = { resultType: "matrix", result: [{ metric, values }] };
    const text = JSON.stringify({ status: "success", data });
    const both = importCampaign("x", [jmeter, { name: "gauges.json", text }], { users: 5 });
    if (!both.ok) throw new Error(JSON.stringify(both.problems));
    expect(both.value.campaign.telemetry).toMatchObject([{ what: "connections", inUse: 1.5 }]);
    expect(both.value.leftOut).toEqual([]);
  });
});
